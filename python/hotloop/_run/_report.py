"""What became of each loop, hottest first.

$ hotloop run --report slow.py
hotloop: 0.31 s, 97 % of it in compiled loops
    0.302 s  slow.py:12 in total: compiled in 21 ms; 12 iterations at a time; 2 threads
    0.005 s  slow.py:30 in load: kept in CPython by `try` on line 31 (instead: put the loop inside the `try`)
"""

from __future__ import annotations

import atexit
import json
import os
import sys

from .. import _hotloop
from . import _loops, _refusals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Loops that took less than this share of the time are counted only, unless loops in them took long enough for machine
# code to be tried.
WORTH_A_LINE = 0.002

# Words in the reason, and what to write instead. The first that fits.
ADVICE = (
    ("holds the same list twice", "a list for each row: `[[0] * width for _ in range(height)]`"),
    ("is a list of tuples that hold more", "tuples of numbers; what they hold more: in lists of numbers beside them"),
    ("on one path and list[", "floats from the start: `[0.0] * n` in place of `[0] * n`, or ints throughout"),
    ("on one path and ", "one type throughout: begin with `0.0` where it becomes a float"),
    ("is of type `range`", "write the `range(...)` into the head of the loop"),
    ("`array`", "a list, or a NumPy array"),
    ("is an array of", "an array of ints, floats or complex numbers of up to 64 bits each part"),
    ("is an array", "a list, or a NumPy array of numbers"),
    ("is a bytearray", "a list of ints, and `bytes(...)` of it behind the loop"),
    ("is an int outside 64 bits", "only ints of 64 bits are compiled: keep it small by `%` or `&`"),
    ("is a defaultdict", "a list of numbers, with whole numbers as places"),
    (
        "an instance is in two lists",
        "each instance in one list, and in its attributes only numbers and other instances",
    ),
    ("have attributes of different types", "numbers of one type in each attribute: `float(x)` where it is set"),
    ("s whose `", "numbers of one type in each attribute: `float(x)` where it is set"),
    ("which is the method `", "in the loop, as a method of a variable that the loop reads: `a.append(x)`"),
    ("the attribute `.", "a local variable in the loop, and the attribute behind it"),
    ("an assignment to `.", "a local variable in the loop, and the attribute behind it"),
    ("a `for` over", "over a range, or over lists or tuples of numbers, `enumerate` and `zip`"),
    ("`try`", "put the loop inside the `try`"),
    ("`with`", "open it before the loop"),
    ("`import`", "import it at the top of the file"),
    ("a dict", "a list of numbers, with whole numbers as places"),
    ("a set", "a list of flags"),
    ("a slice", "an inner loop over the places"),
    ("a comprehension", "an inner `for` over a range that appends"),
    ("a generator expression", "an inner `for` over a range that adds up"),
    ("a lambda", "`def` before the loop"),
    ("a function made in it", "`def` before the loop"),
    ("an iterator that others may go on with", "give the loop the list itself"),
    ("the target `", "give the item a name, and assign that in the loop"),
    ("a text of several lines", "give it a name before the loop"),
    ("has no value when the loop begins", "give it a value before the loop, of the type that it gets there"),
    ("they are globals", "put the loop into a function"),
    ("is assigned by the loop and used by", "a local variable of a function, and the global behind the loop"),
    ("is a dict", "a list of numbers, with whole numbers as places"),
    ("is a str", "numbers: a list of the `ord` of each character"),
    ("a string", "numbers: a list of the `ord` of each character"),
    ("is a list of lists of different lengths", "rows of one length, or one list for all of them"),
    ("is a list of lists", "rows of numbers of one type, or one list for all rows: `a[i * width + j]`"),
    ("an assignment to a whole row", "assign its elements in an inner loop: `a[i][k] = ...`"),
    ("`.append`", "append numbers only"),
    ("the attribute `.", "read it into a variable before the loop; a method: a function of numbers"),
    ("an int of more than 64 bits", "only ints of 64 bits are compiled: keep it small by `%` or `&`"),
    ("the call of `", "call it before or behind the loop"),
)


def _advice(what: str) -> str | None:
    if what.startswith("`") and "." in what and what.endswith("`"):
        return f"a local variable in the loop, and {what} behind it"
    return next((advice for words, advice in ADVICE if words in what), None)


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
    """The report as data, `loops` and `functions` hottest first. seconds: wall time, none of it counted twice."""
    seconds = _loops.perf_counter() - _loops.STARTED
    loops = sorted((of_loop(one) for one in _loops.all_loops()), key=lambda one: -one["seconds"])
    compiled = sum(one["compiled_seconds"] for one in loops)
    return {
        "seconds": seconds,
        "compiled_seconds": compiled,
        "compile_seconds": sum(one["compile_seconds"] for one in loops),
        "compiled_share": min(1.0, compiled / seconds),
        "loop_seconds": sum(one["seconds"] for one in loops),
        "functions": _functions(loops),
        "loops": loops,
    }


def _functions(loops: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for one in loops:
        new = {"file": one["file"], "function": one["function"], "seconds": 0.0, "compiled_seconds": 0.0, "loops": 0}
        function = found.setdefault((one["file"], one["function"]), new)
        function["seconds"] += one["seconds"]
        function["compiled_seconds"] += one["compiled_seconds"]
        function["loops"] += 1
    return sorted(found.values(), key=lambda one: -one["seconds"])


def of_loop(one: _loops.WatchedLoop) -> dict[str, Any]:
    entries, trips, _ = _hotloop.loop_times(one.number)
    own_seconds, traced = _hotloop.own_times(one.number)
    statistics = [
        signature
        for variant in one.variants.values()
        for signature in variant.dispatcher.statistics["signatures"].values()
    ]
    lines = [inner for signature in statistics for inner in signature.get("loops", [])]
    reason = None
    refusal = one.refusal
    if not refusal and not one.compiled_entries and (kind := _hotloop.foreign_type(one.number)):
        refusal = one.loop.span[0], f"a `for` over {_refusals.with_article(kind)}"
    if refusal:
        line, what = refusal
        reason = {"line": line, "what": what, "advice": _advice(what)}
    return {
        "file": one.filename,
        "line": one.loop.span[0],
        "function": one.loop.function,
        "compiled": bool(one.compiled_entries) and not one.is_dropped,
        "reason": reason,
        "refusals": one.n_refusals,
        "lanes": max((inner["lanes"] for inner in lines), default=1),
        "threads": max((signature.get("threads", 0) for signature in statistics), default=0),
        "seconds": one.compiled_seconds + one.own_seconds + own_seconds,
        "compiled_seconds": one.compiled_seconds,
        "cpython_seconds": one.own_seconds + own_seconds,
        "compile_seconds": one.compile_seconds,
        "entries": entries,
        "compiled_entries": one.compiled_entries,
        "entries_under_tracer": traced,
        "iterations": one.compiled_trips + one.watched_trips + trips,
        # A comprehension is left at its start.
        "exits": _exits(statistics, one.loop.span[0] if one.loop.consumer else None),
    }


def _exits(statistics: list[dict[str, Any]], only: int | None) -> list[dict[str, Any]]:
    """By line and reason. A reason is empty where it was a signal, or the wish of another thread."""
    counts: dict[tuple[int, str], int] = {}
    for signature in statistics:
        for (at, line), count in signature.get("exits", {}).items():
            key = only or line, " or ".join(signature["exit_reasons"].get(at, []))
            counts[key] = counts.get(key, 0) + count
    return [{"line": line, "why": why, "count": count} for (line, why), count in sorted(counts.items())]


def as_text() -> str:
    """The report for people."""
    data = as_data()
    seconds = data["seconds"]
    lines = [f"hotloop: {seconds:.2f} s, {100 * data['compiled_share']:.0f} % of it in compiled loops"]
    least = WORTH_A_LINE * seconds
    shown = [one for one in data["loops"] if one["seconds"] >= least or one["compiled"] or one["refusals"]]
    known = [one for one in data["loops"] if one not in shown and _is_untimed(one)]
    for function in data["functions"]:
        own = [one for one in shown if (one["file"], one["function"]) == (function["file"], function["function"])]
        if len(own) > 1 and function["function"] != "<module>":
            lines.append(
                f"{function['seconds']:9.3f} s  {_file(function)} in {function['function']}, {len(own)} loops:"
            )
            lines += [f"{one['seconds']:11.3f} s  line {one['line']}: {outcome(one)}" for one in own]
        else:
            lines += [f"{one['seconds']:9.3f} s  {_place(one)}: {outcome(one)}" for one in own]
    for one in known:
        lines.append(f"  not timed  {_place(one)}: {outcome(one)}")
    rest = len(data["loops"]) - len(shown) - len(known)
    if rest:
        loops = "1 more loop" if rest == 1 else f"{rest} more loops"
        lines.append(f"             {loops} took too little time to matter, or never ran")
    if any(not one["entries"] for one in known):
        lines.append("Loops that are not timed are CPython's from the start; --report times most of them.")
    return "\n".join(lines)


def _is_untimed(one: dict[str, Any]) -> bool:
    return bool(one["entries_under_tracer"] or (one["reason"] and not one["entries"]))


def _place(one: dict[str, Any]) -> str:
    where = "" if one["function"] == "<module>" else f" in {one['function']}"
    return f"{_file(one)}:{one['line']}{where}"


def _file(one: dict[str, Any]) -> str:
    file = os.path.relpath(one["file"]) if os.path.isabs(one["file"]) else one["file"]
    return one["file"] if file.startswith("..") else file


def outcome(one: dict[str, Any]) -> str:
    parts = []
    if one["compiled"]:
        parts.append(f"compiled in {1000 * one['compile_seconds']:.0f} ms")
        if one["lanes"] > 1:
            parts.append(f"{one['lanes']} iterations at a time")
        if one["threads"] > 1:
            parts.append(f"{one['threads']} threads")
        if one["cpython_seconds"] > 0.05 * one["seconds"]:
            parts.append(f"{one['cpython_seconds']:.3f} s of it in CPython")
        parts += [_exit(one) for one in one["exits"]]
    if one["entries_under_tracer"]:
        times = "" if one["entries_under_tracer"] == one["entries"] else " " + _times(one["entries_under_tracer"])
        parts.append(f"kept in CPython{times} since a debugger, coverage or a profiler watches")
    elif one["reason"]:
        parts.append(_reason(one["reason"], one["line"]))
    return "; ".join(parts) or "too short to compile"


def _exit(exit: dict[str, Any]) -> str:
    why = f" ({exit['why']})" if exit["why"] else " (a signal, or another thread)"
    return f"left for CPython at line {exit['line']} {_times(exit['count'])}{why}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


SENTENCE = (
    " is ", " are ", " was ", " have ", " would ", " does ", " takes ", " has ", " cannot ", "left ", "only ",
    " gives ", " returns ",
)  # fmt: skip


def _reason(reason: dict[str, Any], line: int) -> str:
    what = reason["what"]
    where = "" if reason["line"] == line else f" on line {reason['line']}"
    if any(words in what for words in SENTENCE):
        text = f"kept in CPython: {what}" if not where else f"kept in CPython:{where}, {what}"
    else:
        text = f"kept in CPython by {what}{where}"
    return f"{text} (instead: {reason['advice']})" if reason["advice"] else text
