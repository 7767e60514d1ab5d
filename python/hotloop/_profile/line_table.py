"""The table of a function's lines, with line_profiler's columns.

Line #      Hits         Time  Per Hit   % Time  Line Contents
==============================================================
     3                                           def f(n):
     4        11       1204.2    109.5     98.1      for i in range(n):
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# The least width of each column.
WIDTHS = {"line": 6, "hits": 9, "time": 12, "perhit": 8, "percent": 8}
HEADER = ("Line #", "Hits", "Time", "Per Hit", "% Time")


@dataclass(frozen=True, slots=True)
class Row:
    left: str  # the columns before the text
    text: str
    share: float  # of the function's time


@dataclass(frozen=True, slots=True)
class Table:
    header: str
    rows: list[Row]


def line_table(
    timings: Iterable[tuple[int, int, float]],
    scale: float,
    lines: Mapping[int, str],
    widths: Mapping[str, int] = WIDTHS,
) -> Table:
    """`timings` are (line, hits, ticks); a tick is `scale` of what the column Time shows. A row for each of `lines`."""
    timings = list(timings)
    total = sum(ticks for _, _, ticks in timings)
    cells: dict[int, tuple[str, str, str, str]] = {}
    shares: dict[int, float] = {}
    for line, hits, ticks in timings:
        time, per_hit = ticks * scale, ticks * scale / hits if hits else 0.0
        share = ticks / total if total else 0.0
        percent = f"{100 * share:5.1f}" if total else ""
        cells[line] = (
            f"{hits:.0f}" if len(f"{hits:.0f}") <= widths["hits"] else f"{hits:g}",
            _fitting(time, widths["time"]),
            _fitting(per_hit, widths["perhit"]),
            percent,
        )
        shares[line] = share
    sizes = [widths["line"], *(widths[name] for name in ("hits", "time", "perhit", "percent"))]
    for column in range(4):
        sizes[column + 1] = max([sizes[column + 1], *(len(row[column]) for row in cells.values())])

    def left(columns: Iterable[str]) -> str:
        return " ".join(cell.rjust(size) for cell, size in zip(columns, sizes))

    rows = [
        Row(left((str(line), *cells.get(line, ("", "", "", "")))), text, shares.get(line, 0.0))
        for line, text in lines.items()
    ]
    return Table(f"{left(HEADER)}  Line Contents", rows)


def _fitting(number: float, width: int) -> str:
    text = f"{number:5.1f}"
    return text if len(text) <= width else f"{number:5.3g}"
