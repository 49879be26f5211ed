"""Compares executed notebooks with those that the repository keeps: the same cells and the same text, and a picture where there was one.

notebooks.py EXECUTED KEPT [--update]
"""

import difflib
import json
import re
import sys
from pathlib import Path

executed, kept = Path(sys.argv[1]), Path(sys.argv[2])
update = sys.argv[3:] == ["--update"]


def tidy(notebook):
    """Leaves out what differs from run to run or from machine to machine, and what repeats a richer form."""
    notebook["metadata"] = {"kernelspec": notebook["metadata"]["kernelspec"]}
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        if cell["cell_type"] != "code":
            continue
        cell["outputs"] = [o for o in cell["outputs"] if o.get("name") != "stderr"]
        for output in cell["outputs"]:
            data = output.get("data", {})
            picture = next((kind for kind in data if kind.startswith("image/")), None)
            for kind in list(data):
                if kind != picture if picture else kind not in ("text/plain", "text/html"):
                    del data[kind]
            if "metadata" in output:
                output["metadata"] = {}
    return notebook


def text(notebook):
    """What is compared: all but the pictures, of which only the kind."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            for kind in output.get("data", {}):
                if kind.startswith("image/"):
                    output["data"][kind] = "a picture"
    return json.dumps(notebook["cells"], indent=1, ensure_ascii=False, sort_keys=True).splitlines()


def gave_up(notebook):
    """Whether a program of a cell failed: GoNB says so in words alone, and goes on."""
    outputs = [o for cell in notebook["cells"] for o in cell.get("outputs", []) if o.get("name") == "stderr"]
    return [o["text"] for o in outputs if re.search(r"^exit status \d+$", "".join(o["text"]), re.MULTILINE)]


failed = 0
for path in sorted(executed.glob("*.ipynb")):
    notebook = json.loads(path.read_text("utf-8"))
    if errors := gave_up(notebook):
        sys.exit(f"{path.name}: {errors}")
    notebook = tidy(notebook)
    written = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if update:
        (kept / path.name).write_text(written, "utf-8")
    now, then = text(notebook), text(tidy(json.loads((kept / path.name).read_text("utf-8"))))
    diff = list(difflib.unified_diff(then, now, "kept", "executed", lineterm="", n=2))
    pictures = sum('": "a picture"' in line for line in now)
    print(f"{path.name}: {pictures} picture, {len(written) // 1000} kB, {'differs from what is kept' if diff else 'as kept'}")
    if diff:
        print("\n".join(diff[:60]))
    failed += bool(diff) or pictures == 0
if failed:
    sys.exit(f"{failed} notebooks differ; .ci/interop/notebooks.sh OUT --update keeps what they print now")
