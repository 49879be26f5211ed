"""Reads graphs of the built-in data with real networkx, igraph and R, and compares them with the tables of a fresh export."""

import csv
import io
import subprocess
import sys

import igraph
import networkx as nx

out, graphs = sys.argv[1:]


def table(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


READ = {"int": int, "double": float, "boolean": lambda text: {"true": True, "false": False}[text], "string": str}
INTS = {"attended_min", "attended_max", "year", "shared_min", "shared_max"}
TYPES = {**dict.fromkeys(INTS, "int"), "weight": "double", "weight_max": "double", "tight": "boolean", "type": "boolean"}


def typed(row, without):
    return {k: READ[TYPES.get(k, "string")](v) for k, v in row.items() if v and k not in without}


def plain(name):
    """The node and edge lists, each cell as the type that it ought to have."""
    nodes = {row["id"]: typed(row, {"id"}) for row in table(f"{graphs}/{name}.nodes.csv")}
    edges = {frozenset((row["source"], row["target"])): typed(row, {"source", "target"}) for row in table(f"{graphs}/{name}.edges.csv")}
    return nodes, edges


def same(what, got, want):
    """Compares values with their types."""
    assert got.keys() == want.keys(), (what, got.keys() ^ want.keys())
    for key in want:
        shown = {k: (type(v), v) for k, v in got[key].items()}
        assert shown == {k: (type(v), v) for k, v in want[key].items()}, (what, key, got[key], want[key])


def of_networkx(graph):
    assert not graph.is_directed() and not graph.is_multigraph()
    return dict(graph.nodes(data=True)), {frozenset((a, b)): d for a, b, d in graph.edges(data=True)}


def of_igraph(graph):
    """Where an attribute is missing igraph has None, an empty text or NaN; its numbers are floats."""
    def known(attributes, without):
        found = {k: v for k, v in attributes.items() if k not in without and v not in (None, "") and v == v}
        return {k: int(v) if k in INTS else v for k, v in found.items()}

    names = graph.vs["id"]
    assert not graph.is_directed()
    nodes = {v["id"]: known(v.attributes(), {"id"}) for v in graph.vs}
    return nodes, {frozenset((names[e.source], names[e.target])): known(e.attributes(), {"id"}) for e in graph.es}


R = """
library(igraph)
for (name in commandArgs(TRUE)) {
  g <- read_graph(name, format = "graphml")
  stopifnot(!is_directed(g))
  write.csv(as_data_frame(g, "vertices"), paste0(name, ".vertices.csv"), row.names = FALSE, na = "")
  ends <- ends(g, E(g), names = FALSE)
  edges <- as_data_frame(g, "edges")
  edges$source <- V(g)$id[ends[, 1]]
  edges$target <- V(g)$id[ends[, 2]]
  edges$from <- edges$to <- NULL
  for (c in names(edges)) if (is.double(edges[[c]])) edges[[c]] <- format(edges[[c]], digits = 17, trim = TRUE)
  write.csv(edges, paste0(name, ".edges.csv"), row.names = FALSE, na = "")
  if (!is.null(V(g)$type)) stopifnot(is.logical(V(g)$type), vcount(bipartite_projection(g, which = "true")) == sum(V(g)$type))
}
"""


def of_r(path):
    def known(row, without):
        row = {k: v for k, v in row.items() if v not in ("", "NaN", "NA") and k not in without}
        return typed({k: {"TRUE": "true", "FALSE": "false"}.get(v, v) for k, v in row.items()}, set())

    nodes = {row["id"]: known(row, {"id"}) for row in table(path + ".vertices.csv")}
    return nodes, {frozenset((row["source"], row["target"])): known(row, {"id", "source", "target"}) for row in table(path + ".edges.csv")}


series = [row["series_id"] for row in table(f"{out}/series.csv")]
names = ["two_mode", *(f"co_attendance.{s}" for s in series)]
subprocess.run(["Rscript", "-", *(f"{graphs}/{name}.graphml" for name in names)], input=R, text=True, check=True, capture_output=True)

for name in names:
    nodes, edges = plain(name)
    path = f"{graphs}/{name}.graphml"
    for tool, (n, e) in {
        "networkx": of_networkx(nx.read_graphml(path)),
        "igraph": of_igraph(igraph.Graph.Read_GraphML(path)),
        "R": of_r(path),
    }.items():
        same((name, tool), n, nodes)
        same((name, tool), e, edges)
    # networkx knows the namespace of GEXF 1.2 alone; what is used here is the same in both. It adds an id to edges.
    with open(f"{graphs}/{name}.gexf", encoding="utf-8") as f:
        text = f.read()
    assert text.count('"http://gexf.net/1.3"') == 1
    n, e = of_networkx(nx.read_gexf(io.BytesIO(text.replace('"http://gexf.net/1.3"', '"http://www.gexf.net/1.2draft"').encode())))
    same((name, "gexf"), n, nodes)
    same((name, "gexf"), {k: {a: b for a, b in v.items() if a != "id"} for k, v in e.items()}, edges)
    print(f"{name}: {len(nodes)} nodes and {len(edges)} edges, the same in networkx {nx.__version__}, igraph {igraph.__version__}, R and as GEXF")

# The graphs and the derived tables, which are made in different ways.
compared = 0
for s in series:
    nodes, edges = plain(f"co_attendance.{s}")
    rows = [row for row in table(f"{out}/co_attendance.csv") if row["series_id"] == s]
    assert nodes.keys() == {row[end] for row in rows for end in ("a_id", "b_id")}, s
    sure = {frozenset((row["a_id"], row["b_id"])): row for row in rows if int(row["shared_min"]) > 0}
    assert sure.keys() == edges.keys(), s
    for pair, row in sure.items():
        for column, attribute in {"weight_min": "weight", "weight_max": "weight_max", "shared_min": "shared_min", "shared_max": "shared_max"}.items():
            assert float(row[column]) == edges[pair][attribute], (s, pair, column)
            compared += 1
nodes, edges = plain("two_mode")
present = {frozenset((row["summit_id"], row["participant_id"])): row for row in table(f"{out}/participation.csv") if row["counts"] == "yes"}
assert present.keys() == edges.keys()
for pair, row in present.items():
    for column in ("session_id", "person_id", "level", "office", "mode", "in_place_of"):
        assert row[column] == edges[pair].get(column, ""), (pair, column)
        compared += 1
for row in table(f"{out}/participants.csv"):
    assert row["participant_id"] not in nodes or nodes[row["participant_id"]]["label"] == row["name"]
print(f"{compared} cells are those of co_attendance.csv and participation.csv")
