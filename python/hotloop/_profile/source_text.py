"""The text of a function whose lines were counted: as it was then, and if that is not kept, as it is now.

block("slow.py", 3, {4, 5}, kept=None, counted_at=0)  ->  Block({3: "def f():", 4: "    a = 1", ...}, note=None)
"""

from __future__ import annotations

import inspect
import os
import re
import tokenize
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    lines: dict[int, str]  # the function's, from its first; empty where there is no text
    note: str | None = None  # why it may not be what was counted


def block(file: str, first: int, counted: Iterable[int], kept: str | None, counted_at: float) -> Block:
    """`kept` is the file's text as it was. Without it the file is read as it is.

    If it was written after `counted_at` (seconds since 1970; 0: not known), the note says so.
    """
    counted = sorted(counted)
    now, note = _read(file)
    if kept is not None:
        lines = split(kept)
        if file.startswith("<"):
            # The argument of -c: no file that could change.
            note = None
        elif now is None:
            note = f"{file} is gone: this is its text as it was"
        elif now != lines:
            note = f"{file} has changed since: this is its text as it was"
    elif now is None:
        return Block({}, note)
    else:
        lines = now
        if counted_at and _changed_at(file) > counted_at:
            note = f"{file} has changed since it was profiled: its lines may be others"
    last = max([first + _length(lines[first - 1 :]) - 1, *counted[-1:]])
    shown = {number: lines[number - 1] for number in range(first, last + 1) if 0 < number <= len(lines)}
    if kept is None and counted and counted[-1] > len(lines):
        note = f"{file} has changed since it was profiled: it has no line {counted[-1]}"
    return Block(shown, note)


def read_text(file: str) -> str | None:
    """As it is now; None: it cannot be read."""
    lines, _ = _read(file)
    return None if lines is None else "".join(f"{line}\n" for line in lines)


def lines_of_module(text: str, file: str) -> list[int]:
    """Lines with code of the module's own, not that of its functions; none if the text is no program."""
    from .._quiet import without_warnings

    try:
        code = without_warnings(compile, text, file, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return []
    return sorted({line for _, _, line in code.co_lines() if line})


def split(text: str) -> list[str]:
    """Lines as CPython counts them: a form feed ends none."""
    lines = text.split("\n")
    return lines if lines[-1] else lines[:-1]


def _read(file: str) -> tuple[list[str] | None, str | None]:
    if file.startswith("<") and file.endswith(">"):
        import linecache

        # What a notebook or an interactive session has run.
        found = linecache.getlines(file)
        return (
            ([line.rstrip("\n") for line in found], None) if found else (None, f"{file} is no file: without its text")
        )
    try:
        with tokenize.open(file) as text:
            return split(text.read()), None
    except (SyntaxError, UnicodeDecodeError):
        return None, f"{file} is no Python source: without its text"
    except (OSError, ValueError) as error:
        if isinstance(error, FileNotFoundError):
            return None, f"{file} is gone: without its text"
        return None, f"{file} cannot be read ({getattr(error, 'strerror', None) or error}): without its text"


def _changed_at(file: str) -> float:
    try:
        return os.stat(file).st_mtime
    except OSError:
        return 0.0


# What a block begins with. A comprehension and a generator begin in the midst of a line of another one.
HEAD = re.compile(r"\s*(@|(async\s+)?def\b|class\b)|.*\blambda\b")


def _length(lines: list[str]) -> int:
    """How many lines the function at the first of them has."""
    if lines and not HEAD.match(lines[0]):
        return 1
    try:
        return len(inspect.getblock([line + "\n" for line in lines]))
    except (SyntaxError, tokenize.TokenError):
        return 0
