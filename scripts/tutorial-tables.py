"""Puts the tables of a results.json into docs/tutorial.md, between `<!-- table: GROUP -->` and `<!-- end -->`.

hotloop tour --out /tmp/tour && python scripts/tutorial-tables.py /tmp/tour/results.json
"""

import json
import re
import sys
from pathlib import Path

from hotloop._tour import machine
from hotloop._tour.screen import faster_text, time_text

TUTORIAL = Path(__file__).resolve().parents[1] / "docs" / "tutorial.md"
HEAD = "| tool | program | threads | time | compiling | times faster | memory | points that differ |"


def main(path, tutorial=TUTORIAL):
    results = json.loads(Path(path).read_text())
    tables = {group["name"]: table(group["rows"], results) for group in results["groups"]}
    text = tutorial.read_text()
    text = re.sub(
        r"(<!-- table: (.*?) -->\n).*?(<!-- end -->)", lambda found: fill(found, tables), text, flags=re.DOTALL
    )
    tutorial.write_text(text)


def fill(found, tables):
    return f"{found[1]}\n{tables[found[2]]}\n\n{found[3]}"


def table(rows, results):
    lines = [HEAD, "|---|---|--:|--:|--:|--:|--:|--:|"]
    lines += [line(row) for row in rows if row["seconds"] is not None]
    where = (
        f"{results['width']} {results['maxiter']} on {machine.line(results['machine'])}, {results['measured'][:10]}."
    )
    return "\n".join([*lines, "", where])


def line(row):
    tool = row["tool"] if row["tool"].startswith("hotloop") or "in hotloop" in row["version"] else None
    cells = [
        tool or f"{row['tool']} {row['version']}",
        f"`{row['program']}`" + (" (left to CPython)" if row["state"] == "in CPython" else ""),
        str(row["threads"]),
        time_text(row["seconds"]),
        "" if row["compile_seconds"] is None else time_text(row["compile_seconds"]),
        "" if row["speedup"] is None else faster_text(row["speedup"]),
        "" if row["peak_memory"] is None else f"{row['peak_memory'] / 1e6:.0f} MB",
        "" if row["different"] is None else str(row["different"]),
    ]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main(sys.argv[1])
