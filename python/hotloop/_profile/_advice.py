"""What could be compiled of a program that has been profiled in CPython.

    98 % of the time: slow.py:4 in total: nothing in its text speaks against machine code: hotloop run slow.py
    31 % of the time: slow.py:20 in load: kept in CPython by `with` on line 21 (instead: open it before the loop)

A loop's time is that of its lines. Whether it can be compiled also depends on types, which only `hotloop run` sees.
"""

from __future__ import annotations

import shlex
from typing import Any

from .model import Lines, Profile

# A loop with such a share of the time is spoken of, and at most so many.
LEAST, MOST = 0.1, 5


def advice(profile: Profile) -> list[str]:
    """Lines of text, the loop that takes the most first. Empty without lines."""
    if not profile.lines:
        return []
    from .._run import _report

    found: list[tuple[float, str]] = []
    loops: dict[str, list[Any]] = {}
    for lines in profile.lines:
        function = profile.functions[lines.function]
        if function.file not in loops:
            loops[function.file] = _loops_of(profile.sources.get(function.file), function.file)
        own = [one for one in loops[function.file] if one.function == function.qualname]
        for loop in own:
            share = _share(profile, lines, loop)
            if share < LEAST or not all(one.refusal for one in own if _is_in(loop, one)):
                continue
            place = _report._place({"file": function.file, "line": loop.span[0], "function": loop.function})
            found.append((share, f"{100 * share:3.0f} % of the time: {place}: {_outcome(profile, loop, _report)}"))
    found.sort(key=lambda one: -one[0])
    return [text for _, text in found[:MOST]]


def of_verdicts(profile: Profile) -> list[str]:
    """The same of loops that `hotloop run --profile` has met, as its file has kept it."""
    from .._run import _report

    total = max(profile.wall / 1e9, 1e-9)
    found = []
    for one in profile.verdicts:
        share = min(one.seconds / total, 1.0)
        if share < LEAST:
            continue
        place = _report._place({"file": one.file, "line": one.first, "function": one.function})
        if one.state == "compiled":
            vectors = max(one.loops, key=lambda each: (each.lanes, each.threads), default=None)
            said = "compiled"
            if vectors is not None and vectors.lanes > 1:
                said += f"; {vectors.lanes} iterations at a time"
            if vectors is not None and vectors.threads > 1:
                said += f"; {vectors.threads} threads"
            said = "; ".join([said, *one.exits])
        elif one.why:
            reason = {"line": one.at or one.first, "what": one.why, "advice": one.fix}
            said = str(_report._reason(reason, one.first))
        else:
            continue
        found.append((share, f"{100 * share:3.0f} % of the time: {place}: {said}"))
    found.sort(key=lambda one: -one[0])
    return [text for _, text in found[:MOST]]


def _outcome(profile: Profile, loop: Any, report: Any) -> str:
    if not loop.refusal:
        return f"nothing in its text speaks against machine code: hotloop run {shlex.join(profile.argv)}"
    line, what = loop.refusal
    return str(report._reason({"line": line, "what": what, "advice": report._advice(what)}, loop.span[0]))


def _share(profile: Profile, lines: Lines, loop: Any) -> float:
    """Of the time in which they were counted. A recursion's lines count the calls within once more."""
    first, _, last, _ = loop.span
    time = sum(time for line, time in lines.times.items() if first <= line <= last)
    return min(1.0, time / max(profile.wall - lines.since, 1))


def _is_in(loop: Any, other: Any) -> bool:
    (first, *_), (begin, _, end, _) = loop.span, other.span
    return loop is not other and begin <= first <= end


def _loops_of(text: str | None, file: str) -> list[Any]:
    """As `hotloop run` would find them; none if the text is no program."""
    from .. import _tree
    from .._run import _rewrite

    if text is None:
        return []
    try:
        return list(_rewrite.rewrite(_tree.parse(text, file), 0, False)[1])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
