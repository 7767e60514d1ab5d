"""A profile in a terminal: its functions with cProfile's columns, then its hottest lines with line_profiler's.

Colour says where the time goes, where the stream is a terminal and NO_COLOR is not set; a pipe gets the same text.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TextIO

from .line_table import line_table
from .model import Figures, Function, Lines, Profile
from .source_text import block

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import Console

# pstats' names of orders: by which columns (of `_columns`), and what it says. Numbers go downwards.
ORDERS = {
    "calls": (("calls",), "call count"),
    "ncalls": (("calls",), "call count"),
    "cumtime": (("cumulative",), "cumulative time"),
    "cumulative": (("cumulative",), "cumulative time"),
    "file": (("file",), "file name"),
    "filename": (("file",), "file name"),
    "line": (("line",), "line number"),
    "module": (("file",), "file name"),
    "name": (("name",), "function name"),
    "nfl": (("name", "file", "line"), "name/file/line"),
    "pcalls": (("primitive",), "primitive call count"),
    "stdname": (("standard",), "standard name"),
    "time": (("own",), "internal time"),
    "tottime": (("own",), "internal time"),
}

# From this share of the time on a row has this style.
HEAT = ((0.5, "bold red"), (0.2, "red"), (0.05, "yellow"), (0.01, "green"))

# What would move the cursor or change colours, if a name or a source had it. Tabs become spaces before.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class SortError(ValueError):
    """An order that there is not; the text is one line."""


def order_called(name: str) -> str:
    """The order that `name` begins, as pstats takes them. Raises SortError."""
    if name in ORDERS:
        return name
    found = [order for order in ORDERS if order.startswith(name)]
    if name and len({ORDERS[order] for order in found}) == 1:
        return found[0]
    if found and name:
        raise SortError(f"--sort {name} can be {' or '.join(found)}")
    raise SortError(f"there is no order {name}; there are {', '.join(ORDERS)}")


class Screen:
    """Writes lines of styled pieces to a stream: cropped to a terminal's width there, whole elsewhere."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.console = _console(stream)

    def line(self, *pieces: str | tuple[str, str]) -> None:
        pieces = tuple((piece, "") if isinstance(piece, str) else piece for piece in pieces)
        if self.console is None:
            self.stream.write(_encodable("".join(text for text, _ in pieces), self.stream) + "\n")
            return
        from rich.text import Text

        text = Text.assemble(
            *((_encodable(piece, self.stream), style) for piece, style in pieces), no_wrap=True, overflow="ellipsis"
        )
        self.console.print(text, no_wrap=True, overflow="ellipsis", crop=True)


def _console(stream: TextIO) -> Console | None:
    """None for what is no terminal."""
    try:
        is_terminal = stream.isatty()
    except (AttributeError, ValueError):
        is_terminal = False
    if not is_terminal:
        return None
    from rich.console import Console

    # rich knows NO_COLOR and TERM=dumb.
    return Console(file=stream, highlight=False, markup=False, emoji=False)


def _encodable(text: str, stream: TextIO) -> str:
    """With escapes for what the stream cannot write, and for what a terminal would obey."""
    text = CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text.expandtabs())
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        return text.encode(encoding, "backslashreplace").decode(encoding)
    except (LookupError, UnicodeError):
        return text.encode("ascii", "backslashreplace").decode()


def heat(share: float) -> str:
    """The style of a row that takes this share of the time."""
    return next((style for least, style in HEAT if share >= least), "")


def show(
    profile: Profile,
    stream: TextIO | None = None,
    sort: str = "tottime",
    limit: int | None = 20,
    counted_at: float = 0.0,
) -> None:
    """Summary, functions, lines. `limit`: rows of functions, and tables of lines. `counted_at`: seconds since 1970."""
    screen = Screen(stream or sys.stdout)
    show_summary(profile, screen)
    if profile.calls().functions:
        show_functions(profile, screen, sort, limit)
    if profile.lines:
        ended = (profile.started + profile.wall) / 1e9 if profile.started else 0.0
        show_lines(profile, screen, limit, counted_at or ended)


def show_summary(profile: Profile, screen: Screen) -> None:
    """What was run, and what the figures are."""
    for note in profile.notes:
        screen.line((note, "yellow"))
    if profile.argv:
        ran = f"{' '.join(profile.argv)}: {profile.wall / 1e9:.3f} s"
        screen.line((f"{ran}, {profile.python}" if profile.python else ran, "bold"))
    if profile.exit not in (None, 0):
        screen.line(f"It ended with {profile.exit if isinstance(profile.exit, str) else f'exit code {profile.exit}'}.")
    if profile.rate is not None:
        screen.line(f"Sampled {profile.rate.reached:.0f} times in a second; asked for were {profile.rate.asked:.0f}.")
    taken = profile.overhead
    if taken.subtracted:
        each = f"{taken.per_call:.0f} ns for a call" + (
            f", {taken.per_line:.0f} ns for a line" if profile.lines else ""
        )
        screen.line(f"The profiler's own time is not in it: {taken.subtracted / 1e9:.3f} s ({each}).")
    if profile.folded:
        screen.line(f"Calls on paths that are not in the tree, which would be too large: {profile.folded}.")


def show_functions(profile: Profile, screen: Screen, sort: str = "tottime", limit: int | None = None) -> None:
    """pstats' table."""
    order = order_called(sort)
    keys, said = ORDERS[order]
    rows = sorted(_rows(profile), key=lambda row: tuple(_order(row, key) for key in keys))
    calls = sum(figures.calls for _, figures in rows)
    primitive = sum(figures.primitive for _, figures in rows)
    own = sum(figures.own for _, figures in rows)
    what = "samples" if profile.mode == "samples" else "function calls"
    screen.line()
    recursive = f" ({primitive} primitive calls)" if primitive != calls and what != "samples" else ""
    screen.line(f"{calls:>12} {what}{recursive} in {own / 1e9:.3f} seconds")
    screen.line()
    screen.line(f"   Ordered by: {said}")
    if limit is not None and limit < len(rows):
        screen.line(f"   The first {limit} of {len(rows)}")
        rows = rows[:limit]
    screen.line()
    count = "samples" if what == "samples" else "ncalls"
    screen.line(f"{count:>9}  tottime  percall  cumtime  percall filename:lineno(function)")
    for function, figures in rows:
        share = figures.own / own if own else 0.0
        n_calls = str(figures.calls)
        if figures.calls != figures.primitive and what != "samples":
            n_calls += f"/{figures.primitive}"
        numbers = f"{_seconds(figures.own)} {_seconds(figures.own, figures.calls)} "
        numbers += f"{_seconds(figures.cumulative)} {_seconds(figures.cumulative, figures.primitive)}"
        screen.line((f"{n_calls:>9} {numbers}", heat(share)), f" {_place(function)}")
    screen.line()


def show_lines(profile: Profile, screen: Screen, limit: int | None = None, counted_at: float = 0.0) -> None:
    """line_profiler's tables, those that took most of the time first."""
    tables = sorted(profile.lines, key=lambda lines: -lines.total)
    shown = tables if limit is None else tables[:limit]
    screen.line("Timer unit: 1e-06 s")
    screen.line()
    for lines in shown:
        _show_table(profile, lines, screen, counted_at)
    if len(shown) < len(tables):
        screen.line(f"The first {len(shown)} functions of {len(tables)}.")


def _show_table(profile: Profile, lines: Lines, screen: Screen, counted_at: float) -> None:
    function = profile.functions[lines.function]
    source = block(function.file, function.line, lines.hits, profile.sources.get(function.file), counted_at)
    screen.line(f"Total time: {lines.total / 1e9:g} s")
    screen.line(f"File: {function.file}")
    screen.line((f"Function: {function.qualname} at line {function.line}", "bold"))
    if lines.since:
        screen.line(f"Counted from {lines.since / 1e9:.3f} s on: what it did before is not in it.")
    if source.note:
        screen.line((source.note, "yellow"))
    # Without a text, only what was counted.
    texts = {line: source.lines.get(line, "") for line in sorted({*source.lines, *lines.hits})}
    timings = [(line, hits, lines.times.get(line, 0)) for line, hits in lines.hits.items()]
    table = line_table(timings, 1e-3, texts)
    screen.line()
    screen.line(table.header)
    screen.line("=" * len(table.header))
    for row in table.rows:
        screen.line((row.left, heat(row.share)), f"  {row.text}".rstrip())
    for first, last in lines.compiled:
        lines_of_it = f"line {first}" if first == last else f"lines {first} to {last}"
        screen.line(
            f"Machine code has run {lines_of_it}, and counted them: its time is in line {first}. What CPython did "
            "behind an exit, or before an exception, is in the time alone."
        )
    screen.line()


def _rows(profile: Profile) -> list[tuple[Function, Figures]]:
    """Functions that pstats knows by one name are one."""
    merged: dict[object, tuple[Function, Figures]] = {}
    for number, figures in profile.calls().functions.items():
        function = profile.functions[number]
        merged.setdefault(function.key, (function, Figures()))[1].add(figures)
    return list(merged.values())


def _order(row: tuple[Function, Figures], key: str) -> object:
    function, figures = row
    if key == "standard":
        return _place(function)
    if key in ("file", "line", "name"):
        return getattr(function, key)
    return -getattr(figures, key)


def _seconds(time: int, count: int | None = None) -> str:
    if count == 0:
        return " " * 8
    return f"{time / 1e9 / (1 if count is None else count):8.3f}"


def _place(function: Function) -> str:
    if function.kind == "builtin":
        return re.sub(r"^<(.*)>$", r"{\1}", function.name)
    return f"{_short(function.file)}:{function.line}({function.name})"


def _short(file: str) -> str:
    """From here, if that is shorter."""
    if not os.path.isabs(file):
        return file
    try:
        relative = os.path.relpath(file)
    except (OSError, ValueError):
        return file
    return relative if len(relative) < len(file) and not relative.startswith("..") else file
