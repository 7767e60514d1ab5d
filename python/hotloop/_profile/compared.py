"""Two profiles in a terminal: functions by how much their own time has changed, then the lines that made it.

A own      B own    change   times       calls  filename:lineno(function)
0.412      0.051    -0.361     8.1           5  slow.py:2(total)
0.000      0.020    +0.020                   1  slow.py:30(check)        only in B
"""

from __future__ import annotations

import sys
from typing import TextIO

from .comparison import Comparison, Pair, Table
from .terminal import Screen, _place

# Changes below this share of the longer run are noise.
LEAST = 0.002


def show(made: Comparison, stream: TextIO | None = None, limit: int | None = 20) -> None:
    """`limit`: rows of functions, and tables of lines."""
    screen = Screen(stream or sys.stdout)
    for side, label, profile, wall in zip("AB", made.labels, (made.a, made.b), made.wall):
        screen.line(
            (f"{side}  {label}{'' if wall is None else f': {_seconds(wall)} s'}", "bold"), _command(profile.argv)
        )
    ours, theirs = made.wall
    if ours and theirs:
        screen.line(f"{'B took':>6} {_times(ours, theirs)}")
    for note in made.notes:
        screen.line((note, "yellow"))
    _show_functions(made, screen, limit)
    if made.lines:
        _show_lines(made, screen, limit)


def _show_functions(made: Comparison, screen: Screen, limit: int | None) -> None:
    longest = max(sum(one.own for one in figures) for figures in _figures(made))
    pairs = [pair for pair in made.pairs if abs(pair.change) >= LEAST * max(longest, 1)]
    shown = pairs if limit is None else pairs[:limit]
    screen.line()
    if not pairs:
        screen.line("No function takes another time than before.")
        return
    screen.line("   Ordered by: change of own time")
    screen.line()
    screen.line(f"{'A own':>10} {'B own':>10} {'change':>10} {'times':>7} {'calls':>15}  filename:lineno(function)")
    for pair in shown:
        a, b = (figures.own if figures else None for figures in (pair.of_a, pair.of_b))
        style = "green" if pair.change < 0 else "red"
        numbers = f"{_seconds(a):>10} {_seconds(b):>10} {pair.change / 1e9:>+10.3f} {_ratio(a, b):>7}"
        screen.line((numbers, style), f" {_calls(pair):>15}  {_place(made.function(pair))}{_machine_code(pair)}")
    rest = len(made.pairs) - len(shown)
    if rest:
        screen.line(f"{rest} more functions: as long as before, or nearly.")


def _figures(made: Comparison) -> tuple[list, list]:
    return [pair.of_a for pair in made.pairs if pair.of_a], [pair.of_b for pair in made.pairs if pair.of_b]


def _show_lines(made: Comparison, screen: Screen, limit: int | None) -> None:
    shown = made.lines if limit is None else made.lines[:limit]
    for table in shown:
        _show_table(table, screen)
    if len(shown) < len(made.lines):
        screen.line(f"The first {len(shown)} functions of {len(made.lines)}.")


def _show_table(table: Table, screen: Screen) -> None:
    function, rows = table.function, table.rows
    total = max(
        *(sum(_time(counted) for counted in side) for side in ([row.a for row in rows], [row.b for row in rows])), 1
    )
    screen.line()
    screen.line((f"Function: {function.qualname} in {function.file}", "bold"))
    screen.line()
    header = f"{'A hits':>9} {'A time':>10} {'A each':>8} {'B hits':>9} {'B time':>10} {'B each':>8}    Line Contents"
    screen.line(header)
    screen.line("=" * len(header))
    for row in rows:
        mark = " " if row.a_line and row.b_line else "-" if row.a_line else "+"
        change = _time(row.b) - _time(row.a)
        style = "" if abs(change) < 0.01 * total else "green" if change < 0 else "red"
        screen.line((f"{_counts(row.a)} {_counts(row.b)}", style), f"  {mark} {row.text}".rstrip())
    for side, compiled in zip("AB", table.compiled):
        for first, last in compiled:
            lines = f"line {first}" if first == last else f"lines {first} to {last}"
            screen.line(f"In {side} machine code has run {lines}: its time is in line {first}.")


def _time(counted: tuple[int, int | None] | None) -> int:
    return (counted[1] or 0) if counted is not None else 0


def _counts(counted: tuple[int, int | None] | None) -> str:
    """Hits, microseconds, microseconds for each hit."""
    if counted is None:
        return " " * 29
    hits, time = counted
    if time is None:
        return f"{hits:>9}{'':20}"
    return f"{hits:>9} {time / 1e3:>10.1f} {time / 1e3 / hits if hits else 0.0:>8.2f}"


def _seconds(time: int | None) -> str:
    return "" if time is None else f"{time / 1e9:.3f}"


def _ratio(a: int | None, b: int | None) -> str:
    """How many times as fast as before."""
    return f"{a / b:.2f}" if a and b else ""


def _times(a: int, b: int) -> str:
    if 0.98 < a / b < 1.02:
        return "as long as A"
    return f"{a / b:.2f} times less than A" if a > b else f"{b / a:.2f} times as long as A"


def _calls(pair: Pair) -> str:
    if pair.of_a is None or pair.of_b is None:
        return "only in B" if pair.of_a is None else "only in A"
    a, b = pair.of_a.calls, pair.of_b.calls
    return str(a) if a == b else f"{a} -> {b}"


def _machine_code(pair: Pair) -> str:
    """Whose own time has machine code in it."""
    sides = [side for side, is_compiled in zip("AB", pair.compiled) if is_compiled]
    return f" [compiled in {' and '.join(sides)}]" if sides else ""


def _command(argv: list[str]) -> str:
    return f"  {' '.join(argv)}" if argv else ""
