"""The results as one page that needs nothing else: table and picture.

    render(tour, png)     # "<!doctype html>..."

No scripts, and nothing is fetched; light and dark as the reader's system has it.
"""

from __future__ import annotations

import base64
from html import escape
from string import Template
from typing import TYPE_CHECKING

from . import machine
from .screen import COLUMNS, FASTER, LEFT, cells_of, problem_line

if TYPE_CHECKING:
    from .rows import Row, Tour

PAGE = Template("""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>$title</title>
<style>
:root { color-scheme: light dark; --back: #fff; --text: #1c1e21; --faint: #5b6470; --line: #d8dde3; --ours: #0a6b3d;
  --wrong: #b3141d; --shade: #f4f6f8; }
@media (prefers-color-scheme: dark) { :root { --back: #14171a; --text: #e4e7ea; --faint: #9aa4af; --line: #343a41;
  --ours: #5fd39a; --wrong: #ff7b82; --shade: #1d2126; } }
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; background: var(--back); color: var(--text);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0; }
p { margin: .25rem 0; color: var(--faint); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: 1.5rem 0; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .75rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th { color: var(--faint); font-weight: 600; }
th.left, td.left { text-align: left; }
td.note { color: var(--faint); white-space: normal; min-width: 14rem; }
tr.ours { color: var(--ours); }
tr.wrong { color: var(--wrong); font-weight: 600; }
tbody tr:hover { background: var(--shade); }
img { display: block; width: min(100%, ${columns}px); image-rendering: pixelated; }
</style>
</head>
<body>
<h1>$title</h1>
<p>$machine</p>
<p>$problem</p>
<p>$faster</p>
<div class="scroll"><table>
<thead><tr>$head</tr></thead>
<tbody>
$rows
</tbody>
</table></div>
$picture
</body>
</html>
""")


def render(tour: Tour, png: bytes | None) -> str:
    """The page. `png`: the picture, if there is one."""
    return PAGE.substitute(
        title=f"hotloop tour {tour.problem.width} {tour.problem.maxiter}",
        machine=escape(machine.line(tour.machine)),
        problem=escape(problem_line(tour)),
        faster=escape(FASTER),
        head="".join(f"<th{kind(name)}>{name}</th>" for name in COLUMNS),
        rows="\n".join(render_row(row, tour) for row in tour.rows),
        picture=render_picture(png),
        columns=tour.problem.columns,
    )


def render_row(row: Row, tour: Tour) -> str:
    state = "wrong" if row.is_wrong() or row.exact is False else "ours" if row.tool.startswith("hotloop") else ""
    cells = zip(COLUMNS, cells_of(row, tour), strict=True)
    return f'<tr class="{state}">' + "".join(f"<td{kind(name)}>{escape(cell)}</td>" for name, cell in cells) + "</tr>"


def kind(column: str) -> str:
    classes = ["left"] * (column in LEFT) + ["note"] * (column == "note")
    return f' class="{" ".join(classes)}"' if classes else ""


def render_picture(png: bytes | None) -> str:
    if png is None:
        return ""
    return f'<img alt="The Mandelbrot set" src="data:image/png;base64,{base64.b64encode(png).decode("ascii")}">'
