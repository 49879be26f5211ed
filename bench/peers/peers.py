"""The part of pandas and networkx in the tasks: peers.py LIBRARY TASK CHECKED FOLDER OUT prints what it took."""

import json
import sys
import time

library, task, checked, folder, out = sys.argv[1:]
checked = checked == "true"

WORDS = {
    "status": ["attended", "absent", "unknown"],
    "capacity": ["member", "guest"],
    "mode": ["in_person", "virtual"],
    "level": ["head_of_state", "head_of_government", "organisation_head", "deputy_head", "foreign_minister", "defence_minister", "finance_minister",
              "minister", "deputy_minister", "envoy", "ambassador", "official", "other"],
    "confidence": ["low", "medium", "high"],
}
NAMES = ["summit_id", "session_id", "participant_id", "person_id", "status", "capacity", "mode", "level", "office", "in_place_of", "confidence",
         "source_ids", "note"]
REQUIRED = ["summit_id", "participant_id", "status", "confidence", "source_ids"]


def timed(run):
    start, used = time.perf_counter(), time.process_time()
    made = run()
    return made, {"seconds": time.perf_counter() - start, "cpu": time.process_time() - used}


def show(took, rows):
    print(json.dumps({**took, "rows": int(rows)}))


def pandas_read(table="attendance"):
    dtype = {n: "category" if n in WORDS else "str" for n in NAMES} if table == "attendance" else "str"
    return pd.read_csv(f"{folder}/{table}.csv", dtype=dtype, keep_default_na=False, na_values=[""])


def pandas_read_checked():
    """Keys, references, words and required cells; pandas leaves all of that to the program."""
    rows = pandas_read()
    wrong = rows.duplicated(["summit_id", "session_id", "participant_id", "person_id"]).sum()
    for column, words in WORDS.items():
        wrong += (~rows[column].cat.categories.isin(words)).sum()
    wrong += rows[REQUIRED].isna().sum().sum()
    for column, table, key in [("summit_id", "summits", "summit_id"), ("session_id", "sessions", "session_id"), ("participant_id", "participants", "participant_id"),
                               ("person_id", "people", "person_id"), ("in_place_of", "people", "person_id")]:
        wrong += (rows[column].notna() & ~rows[column].isin(pandas_read(table)[key])).sum()
    rows["source_ids"] = rows["source_ids"].str.split(";")
    wrong += (~rows["source_ids"].explode().isin(pandas_read("sources")["source_id"])).sum()
    assert wrong == 0, wrong
    return rows


def came(rows):
    """Who was at which regular gathering, as a whole or at a session of the body."""
    summits, sessions = pandas_read("summits"), pandas_read("sessions")
    regular = set(summits.summit_id[summits.kind == "regular"])
    body = set(sessions.session_id[sessions.scope == "body"])
    return rows[(rows.status == "attended") & rows.summit_id.isin(regular) & (rows.session_id.isna() | rows.session_id.isin(body))]


def pandas_newman(rows):
    here = came(rows)[["participant_id", "summit_id"]].drop_duplicates()
    matrix = pd.crosstab(here.participant_id, here.summit_id).astype(float)
    return matrix, (matrix / (matrix.sum() - 1).clip(lower=1)).dot(matrix.T)


if library == "pandas":
    import pandas as pd

    if task == "read":
        made, took = timed(pandas_read_checked if checked else pandas_read)
        show(took, len(made))
    else:
        rows = pandas_read()
        if task == "newman":
            (matrix, ties), took = timed(lambda: pandas_newman(rows))
            n = matrix.sum()  # pairs at each gathering
            show(took, (n * (n - 1) / 2).sum())
        else:
            path = f"{out}/attendance"
            made, took = timed(lambda: rows.to_csv(path, index=False) if task == "csv" else rows.to_json(path, orient="records", lines=True))
            show(took, len(rows))
elif library == "networkx":
    import networkx as nx
    import pandas as pd

    graph = nx.Graph()
    here = came(pandas_read())
    delegations = set(here.participant_id)
    graph.add_edges_from(zip(here.participant_id, here.summit_id))
    ties, took = timed(lambda: nx.bipartite.collaboration_weighted_projected_graph(graph, delegations))
    n = here.drop_duplicates(["participant_id", "summit_id"]).groupby("summit_id").size()
    show(took, (n * (n - 1) / 2).sum())
