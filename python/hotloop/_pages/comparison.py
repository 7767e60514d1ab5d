"""Two profiles side by side: the document of kind "comparison" (`document.schema.json`).

document(compare(read("before.json"), read("after.json"), "before.json", "after.json"))
"""

from __future__ import annotations

from typing import Any

from .._profile.comparison import Comparison
from .._profile.model import Figures, Profile

Document = dict[str, Any]


def document(made: Comparison) -> Document:
    a, b = made.a, made.b
    return {
        "kind": "comparison",
        "title": f"{made.labels[0]} and {made.labels[1]}",
        "about": _about(a, made.labels[0]) + _about(b, made.labels[1]),
        "notes": made.notes,
        "a": made.labels[0],
        "b": made.labels[1],
        "wall": list(made.wall),
        "unit": made.unit,
        "modes": [a.mode, b.mode],
        "functions": [
            {
                "name": function.qualname,
                "file": function.file,
                "line": function.line,
                "kind": function.kind,
                "compiled": list(pair.compiled),
                "a": _figures(pair.of_a),
                "b": _figures(pair.of_b),
            }
            for pair, function in ((pair, made.function(pair)) for pair in made.pairs)
        ],
        "sources": [
            {
                "name": table.function.qualname,
                "file": table.function.file,
                "machine_code": list(table.compiled),
                "rows": [
                    {
                        "text": row.text,
                        "a_line": row.a_line,
                        "b_line": row.b_line,
                        "a": _counts(row.a),
                        "b": _counts(row.b),
                    }
                    for row in table.rows
                ],
            }
            for table in made.lines
        ],
    }


def _about(profile: Profile, label: str) -> list[list[str]]:
    said = " ".join(profile.argv) or "a profile"
    if profile.wall and profile.has_clock:
        said += f": {profile.wall / 1e9:.3f} s"
    if profile.python:
        said += f", {profile.python}"
    if profile.rate is not None:
        said += f", sampled {profile.rate.reached:.0f} times in a second"
    return [[label, said]]


def _figures(figures: Figures | None) -> Document | None:
    if figures is None:
        return None
    return {"calls": figures.calls, "own": figures.own, "cumulative": figures.cumulative}


def _counts(counted: tuple[int, int | None] | None) -> Document | None:
    return None if counted is None else {"hits": counted[0], "time": counted[1]}
