"""Cells of SQL for DuckDB: after %load_ext duckdb_sql a cell that begins with %%sql is one statement, and %%sql name << keeps its rows.

The syntax is that of JupySQL. DuckDB comes from its package for Node: npm install, once, in this folder.
"""

import json
import subprocess
from pathlib import Path

import pandas as pd

NUMBERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE"}


def load_ipython_extension(shell):
    script = Path(__file__).with_name("duckdb_sql.mjs")
    duckdb = subprocess.Popen(["node", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def sql(line, cell):
        print(json.dumps(cell), file=duckdb.stdin, flush=True)
        answer = json.loads(duckdb.stdout.readline() or '{"error": "DuckDB did not start; was npm install run in this folder?"}')
        if "error" in answer:
            raise RuntimeError(answer["error"])
        if not answer:
            return None
        rows = pd.DataFrame(answer["rows"], columns=answer["columns"])
        for column, kind in zip(rows, answer["types"]):
            if kind in NUMBERS:
                rows[column] = pd.to_numeric(rows[column])
        name = line.removesuffix("<<").strip()
        if not name:
            return rows
        shell.user_ns[name] = rows

    shell.register_magic_function(sql, "cell")
