"""Reads an export with real pandas and jsonschema, and compares it cell by cell with what Python's own csv module reads."""

import csv
import json
import os
import re
import sys

import jsonschema
import pandas as pd

out, readme, schema = sys.argv[1:]

tables = sorted(name[:-4] for name in os.listdir(out) if name.endswith(".csv"))
assert len(tables) == 22, tables  # 13 of the data set, 8 derived, and the codebook
for table in tables:
    with open(f"{out}/{table}.csv", encoding="utf-8", newline="") as f:
        header, *rows = csv.reader(f)
    with open(f"{out}/{table}.json", encoding="utf-8") as f:
        records = json.load(f)

    text = pd.read_csv(f"{out}/{table}.csv", dtype="string", keep_default_na=False, na_values=[""])
    assert list(text.columns) == header, table
    assert [[None if pd.isna(c) else c for c in row] for row in text.itertuples(index=False)] == [[c or None for c in row] for row in rows], table

    frame = pd.DataFrame(records, columns=header)
    assert len(frame) == len(rows), table
    for cells, record in zip(rows, records):
        assert list(record) == header, table
        for column, cell in zip(header, cells):
            value = record[column]
            if isinstance(value, list):
                value = ";".join(value)
            if isinstance(value, bool):
                value = str(value).lower()
            if isinstance(value, float):
                assert float(cell) == value, (table, column, cell, value)
            else:
                assert (str(value) if value is not None else "") == cell, (table, column, cell, value)
    print(f"{table}: {len(rows)} rows, {len(header)} columns")

# Types as an analyst meets them without any options.
summits = pd.read_csv(f"{out}/summits.csv")
assert pd.to_datetime(summits.loc[summits.status == "held", "start_date"]).notna().all()
codes = pd.read_json(f"{out}/participant_codes.json", dtype={"code": str})
assert codes.loc[codes.scheme == "m49", "code"].str.fullmatch(r"\d{3}").all(), "leading zeros are kept"

book = pd.read_csv(f"{out}/codebook.csv", keep_default_na=False)
for table, columns in book.groupby("table", sort=False):
    frame = pd.read_csv(f"{out}/{table}.csv", dtype="string", keep_default_na=False, na_values=[""])
    assert list(columns.column) == list(frame.columns), table
    key = list(columns.column[columns.key])
    assert not frame.duplicated(key).any(), (table, key)
    for name in columns.column[columns.required]:
        assert frame[name].notna().all(), (table, name)
    bounds = [c for c in frame.columns if c.endswith("_min") and c[:-4] + "_max" in frame.columns]
    for low in bounds:
        least, most = pd.to_numeric(frame[low]), pd.to_numeric(frame[low[:-4] + "_max"])
        assert (least.isna() == most.isna()).all() and (least.dropna() <= most.dropna()).all(), (table, low)
print("the codebook has the columns of all tables, keys are unique, and no lower bound is above the upper one")

with open(f"{out}/summitry.json", encoding="utf-8") as f, open(schema, encoding="utf-8") as s:
    jsonschema.Draft202012Validator(json.load(s)).validate(json.load(f))
print("summitry.json fits its schema")

# The README's own lines.
block = re.search(r"```python\n(.*?)```", open(readme, encoding="utf-8").read(), re.S).group(1)
os.chdir(os.path.dirname(out))
exec(block)
