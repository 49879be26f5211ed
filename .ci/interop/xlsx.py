"""Reads the workbook of tables.go with real LibreOffice, which writes each sheet as CSV, and compares it cell by cell with our CSV."""

import csv
import os
import subprocess
import sys
import tempfile

out = sys.argv[1]


def read(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.reader(f))


with tempfile.TemporaryDirectory() as work:
    # Comma, quotation mark, UTF-8, from row 1; cells as they are and not as shown, no formulas, every sheet.
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless",
         "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1", "--outdir", work, f"{out}/tables.xlsx"],
        check=True, capture_output=True, timeout=500)
    sheets = {name[len("tables-"):-4]: read(f"{work}/{name}") for name in os.listdir(work) if name.endswith(".csv")}

tables = {name[:-4]: read(f"{out}/{name}") for name in os.listdir(out) if name.endswith(".csv")}
assert sorted(sheets) == sorted(tables), sorted(sheets)
_, *book = tables["codebook"]
types = {(table, column): kind for table, column, kind, *_ in book}

cells = 0
for table, want in sorted(tables.items()):
    got = sheets[table]
    header = want[0]
    assert got[0] == header and len(got) == len(want), (table, got[0], len(got), len(want))
    for number, (expected, found) in enumerate(zip(want, got)):
        assert len(expected) == len(found), (table, number, found)
        for column, cell, other in zip(header, expected, found):
            kind = types.get((table, column), "boolean" if column in ("key", "required") else "string")
            if number and cell and kind == "boolean":
                other = other.lower()
            if number and cell and kind == "number":  # LibreOffice writes 15 digits
                assert abs(float(cell) - float(other)) <= 1e-14 * abs(float(cell)), (table, number, column, cell, other)
            else:
                assert cell == other, (table, number, column, cell, other)
            cells += 1
    print(f"{table}: {len(want) - 1} rows, {len(header)} columns")
print(f"{cells} cells of {len(tables)} sheets")
