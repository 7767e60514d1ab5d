"""What became of each loop, hottest first.

$ hotloop run --report slow.py
hotloop: 98 % of 0.31 s in compiled loops
  0.302 s  slow.py:12 in total   compiled in 21 ms, 12 iterations at a time, 2 threads
  0.005 s  slow.py:30 in load    CPython: `try` on line 31
"""

from __future__ import annotations

import atexit
import json
import os
import sys
import time

from .. import _hotloop
from . import _loops

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Loops that took less than this share of the time are counted only.
WORTH_A_LINE = 0.002

# What to write instead.
ADVICE = {
    "`try`": "put the loop inside the `try`, or the `try` into a function that the loop does not call",
    "`with`": "open it before the loop",
    "`raise`": "return a value that says so, and raise behind the loop",
    "a dict": "a list with whole numbers as places",
    "a set": "a list of flags",
    "a slice": "an inner loop over the places",
    "a comprehension": "an inner loop that appends",
    "a generator expression": "an inner loop that adds up",
    "a `for` over something else than a range": "`for i in range(len(x))`, and `x[i]`",
    "a text of several lines": "give it a name before the loop",
}

_started = time.perf_counter()


def at_exit(form: str) -> None:
    """Prints the report when the program has ended."""
    process = os.getpid()

    def show() -> None:
        if os.getpid() == process:
            text = json.dumps(as_data(), indent=1) if form == "json" else as_text()
            try:
                sys.stdout.flush()
                print(text, file=sys.stderr)
            except (OSError, ValueError):
                pass  # Nobody is there to read it.

    atexit.register(show)


def as_data() -> dict[str, Any]:
    """The report as data: seconds are wall time, `loops` are hottest first."""
    seconds = time.perf_counter() - _started
    loops = sorted((_of_loop(one) for one in _loops.all_loops()), key=lambda one: -one["seconds"])
    compiled = sum(one["compiled_seconds"] for one in loops)
    watched = sum(one["cpython_seconds"] for one in loops)
    return {
        "seconds": seconds,
        "compiled_seconds": compiled,
        "compile_seconds": sum(one["compile_seconds"] for one in loops),
        "compiled_share": compiled / seconds if seconds else 0.0,
        "loop_seconds": compiled + watched,
        "loops": loops,
    }


def _of_loop(one: _loops.WatchedLoop) -> dict[str, Any]:
    entries, trips, seconds = _hotloop.loop_times(one.number)
    statistics = [
        signature
        for variant in one.variants.values()
        for signature in variant.dispatcher.statistics["signatures"].values()
    ]
    lines = [inner for signature in statistics for inner in signature.get("loops", [])]
    exits: dict[int, int] = {}
    for signature in statistics:
        for (_, line), count in signature.get("exits", {}).items():
            if line != one.loop.span[0] or count:
                exits[line] = exits.get(line, 0) + count
    reason = None
    if one.refusal:
        line, what = one.refusal
        reason = {"line": line, "what": what, "advice": ADVICE.get(what)}
    return {
        "file": one.filename,
        "line": one.loop.span[0],
        "function": one.loop.function,
        "compiled": bool(one.compiled_entries) and not one.is_dropped,
        "reason": reason,
        "lanes": max((inner["lanes"] for inner in lines), default=1),
        "threads": max((signature.get("threads", 0) for signature in statistics), default=0),
        "seconds": one.compiled_seconds + one.watched_seconds + seconds,
        "compiled_seconds": one.compiled_seconds,
        "cpython_seconds": one.watched_seconds + seconds,
        "compile_seconds": one.compile_seconds,
        "entries": entries,
        "compiled_entries": one.compiled_entries,
        "iterations": one.compiled_trips + one.watched_trips + trips,
        "exits": [{"line": line, "count": count} for line, count in sorted(exits.items())],
    }


def as_text() -> str:
    """The report for people."""
    data = as_data()
    seconds = data["seconds"]
    share = 100 * data["compiled_share"]
    lines = [f"hotloop: {seconds:.2f} s, {share:.0f} % of it in compiled loops"]
    shown = [one for one in data["loops"] if one["seconds"] >= WORTH_A_LINE * seconds or one["compiled"]]
    known = [one for one in data["loops"] if one not in shown and one["reason"] and not one["entries"]]
    for one in shown:
        lines.append(f"{one['seconds']:9.3f} s  {_place(one)}: {_outcome(one)}")
    for one in known:
        lines.append(f"  not timed  {_place(one)}: {_outcome(one)}")
    rest = len(data["loops"]) - len(shown) - len(known)
    if rest:
        lines.append(f"             {rest} more loops took too little time to matter")
    return "\n".join(lines)


def _place(one: dict[str, Any]) -> str:
    file = os.path.relpath(one["file"]) if os.path.isabs(one["file"]) else one["file"]
    if file.startswith(".."):
        file = one["file"]
    where = "" if one["function"] == "<module>" else f" in {one['function']}"
    return f"{file}:{one['line']}{where}"


def _outcome(one: dict[str, Any]) -> str:
    parts = []
    if one["compiled"]:
        parts.append(f"compiled in {1000 * one['compile_seconds']:.0f} ms")
        if one["lanes"] > 1:
            parts.append(f"{one['lanes']} iterations at a time")
        if one["threads"] > 1:
            parts.append(f"{one['threads']} threads")
        if one["cpython_seconds"] > 0.05 * one["seconds"]:
            parts.append(f"{one['cpython_seconds']:.3f} s of it in CPython")
        parts += [f"left for CPython at line {exit['line']} {exit['count']} times" for exit in one["exits"]]
    reason = one["reason"]
    if reason:
        where = "" if reason["line"] == one["line"] else f" on line {reason['line']}"
        parts.append(f"kept in CPython by {reason['what']}{where}")
        if reason["advice"]:
            parts[-1] += f" (instead: {reason['advice']})"
    return "; ".join(parts) or "too short to compile"
