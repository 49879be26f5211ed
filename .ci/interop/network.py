"""Compares the weights of ties with networkx, on random complete records, and reads the exported network with networkx and igraph."""

import csv
import itertools
import math
import os
import random
import subprocess
import sys
import tempfile

import igraph
import networkx as nx
from networkx.algorithms import bipartite

summitry, out = sys.argv[1:]

HEADERS = {name: open(f"{out}/{name}.csv", encoding="utf-8").readline().strip().split(",") for name in (
    "series", "summits", "sessions", "participants", "participant_codes", "groups", "memberships", "people", "attendance",
    "topics", "discussions", "coverage", "sources")}


def write(folder, tables):
    for name, header in HEADERS.items():
        with open(f"{folder}/{name}.csv", "w", encoding="utf-8", newline="") as f:
            w = csv.DictWriter(f, header, restval="", lineterminator="\n")
            w.writeheader()
            w.writerows(tables.get(name, []))


def register(rng):
    """Draws who attended what, and writes it as tables without a gap."""
    participants = ["".join(c) for c in rng.sample(list(itertools.product("ABCDE", repeat=3)), rng.randint(2, 9))]
    years = range(2001, 2001 + rng.randint(1, 12))
    share = rng.choice([0.15, 0.5, 0.9])
    came = {(p, y) for p in participants for y in years if rng.random() < share}
    tables = {
        "series": [{"series_id": "talks", "name": "Talks", "tier": "leaders"}],
        "sources": [{"source_id": "list", "kind": "list", "title": "List", "published": "2020"}],
        "participants": [{"participant_id": p, "kind": "state", "name": "State " + p} for p in participants],
        "summits": [{"summit_id": f"talks-{y}", "series_id": "talks", "name": "Talks", "kind": "regular", "start_date": f"{y}-06-01",
                     "end_date": f"{y}-06-02", "status": "held", "format": "in_person", "source_ids": "list"} for y in years],
        "attendance": [{"summit_id": f"talks-{y}", "participant_id": p, "status": "attended", "confidence": "high", "source_ids": "list"}
                       for p, y in came],
        "coverage": [{"coverage_id": subject, "subject": subject, "series_id": "talks", "date_to": "2020", "editions": len(years),
                      "confidence": "high", "source_ids": "list"} for subject in ("attendance", "editions")],
    }
    return participants, years, came, tables


def ties(folder, weight):
    command = [summitry, "attendance", "network", "--data", folder, "--weight", weight, "--eligible", "anybody", "--all", "--format", "csv"]
    rows = list(csv.DictReader(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()))
    for row in rows:
        assert row["weight_min"] == row["weight_max"], ("complete records leave no bounds", row)
    return {frozenset((row["a_id"], row["b_id"])): float(row["weight_min"]) if row["weight_min"] else None for row in rows}


def lift(participants, years, came, a, b):
    of = {p: {y for y in years if (p, y) in came} for p in (a, b)}
    if not of[a] or not of[b]:
        return None
    return len(years) * len(of[a] & of[b]) / (len(of[a]) * len(of[b]))


compared = 0
for seed in range(40):
    rng = random.Random(seed)
    participants, years, came, tables = register(rng)
    graph = nx.Graph()
    graph.add_nodes_from(participants)
    graph.add_nodes_from(years)
    graph.add_edges_from(came)
    projections = {
        "shared": bipartite.weighted_projected_graph(graph, participants),
        "newman": bipartite.collaboration_weighted_projected_graph(graph, participants),
        "jaccard": bipartite.overlap_weighted_projected_graph(graph, participants, jaccard=True),
    }
    with tempfile.TemporaryDirectory() as folder:
        write(folder, tables)
        for weight in (*projections, "lift"):
            got = ties(folder, weight)
            assert len(got) == math.comb(len(participants), 2), (seed, weight, len(got))
            for a, b in itertools.combinations(participants, 2):
                if weight == "lift":
                    want = lift(participants, years, came, a, b)
                elif weight == "jaccard" and not any((p, y) in came for p in (a, b) for y in years):
                    want = None  # where neither ever came
                else:
                    want = projections[weight].get_edge_data(a, b, {"weight": 0})["weight"]
                value = got[frozenset((a, b))]
                assert (value is None) == (want is None) and (want is None or math.isclose(value, want)), (seed, weight, a, b, value, want)
                compared += 1
print(f"{compared} weights on 40 random registers are those of networkx {nx.__version__}")

with open(f"{out}/co_attendance.csv", encoding="utf-8", newline="") as f:
    rows = [row for row in csv.DictReader(f) if int(row["shared_max"]) > 0]
for series in sorted({row["series_id"] for row in rows}):
    edges = [(row["a_id"], row["b_id"], float(row["weight_min"])) for row in rows if row["series_id"] == series and row["weight_min"]]
    one = nx.Graph()
    one.add_weighted_edges_from(edges)
    two = igraph.Graph.TupleList(edges, weights=True)
    assert one.number_of_edges() == two.ecount() and dict(one.degree()) == dict(zip(two.vs["name"], two.degree())), series
    strength = dict(zip(two.vs["name"], two.strength(weights="weight")))
    assert all(math.isclose(strength[n], d, abs_tol=1e-9) for n, d in one.degree(weight="weight")), series
    print(f"co_attendance.csv, {series}: {one.number_of_nodes()} nodes, {one.number_of_edges()} ties, the same in networkx and igraph {igraph.__version__}")
