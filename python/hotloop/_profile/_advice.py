"""What could be compiled of a program that has been profiled in CPython.

    98 % of the time: slow.py:4 in total: 240 times faster as machine code (tried on copies of its variables, 10,000 of
        90,000 iterations took 100 ms in CPython, 0.42 ms as machine code; 45 ms to compile): hotloop run slow.py
    31 % of the time: slow.py:20 in load: kept in CPython by `with` on line 21 (instead: open it before the loop)

A loop's time is that of its lines. Where it has not been tried only its text is known: whether it can be compiled
depends on types, too.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import Any

from .._places import is_installed
from .model import Lines, Profile, Trial

# A loop with such a share of the time is spoken of, and at most so many.
LEAST, MOST = 0.1, 5


@dataclass
class Candidate:
    """A loop that takes much of the time, as `hotloop run` would find it: it is in no other one that is compiled.

    own     all loops of its function
    """

    share: float
    lines: Lines
    loop: Any
    own: list[Any]


def candidates(profile: Profile) -> list[Candidate]:
    """The loop that takes the most first. None without lines."""
    found = []
    loops: dict[str, list[Any]] = {}
    for lines in profile.lines:
        function = profile.functions[lines.function]
        if function.file not in loops:
            loops[function.file] = loops_in(profile.sources.get(function.file), function.file)
        own = [one for one in loops[function.file] if one.function == function.qualname]
        for loop in own:
            share = _share(profile, lines, loop)
            if share >= LEAST and all(one.refusal for one in own if is_in(loop, one)):
                found.append(Candidate(share, lines, loop, own))
    found.sort(key=lambda one: -one.share)
    return found


def advice(profile: Profile) -> list[str]:
    """Lines of text, the loop that takes the most first. Empty without lines."""
    if not profile.lines:
        return []
    from .._run import _report

    said = []
    for one in candidates(profile)[:MOST]:
        function = profile.functions[one.lines.function]
        place = _report._place({"file": function.file, "line": one.loop.span[0], "function": one.loop.function})
        outcome = _outcome(profile, function.file, one.loop, _report)
        said.append(f"{100 * one.share:3.0f} % of the time: {place}: {outcome}")
    return said


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


def _outcome(profile: Profile, file: str, loop: Any, report: Any) -> str:
    if loop.refusal:
        line, what = loop.refusal
        return str(report._reason({"line": line, "what": what, "advice": report._advice(what)}, loop.span[0]))
    command = f"hotloop run {shlex.join(profile.argv)}"
    first, _, last, _ = loop.span
    trials = [one for one in profile.trials if one.file == file and first <= one.first and one.last <= last]
    if not trials:
        return f"nothing in its text speaks against machine code: {command}"
    return of_trial(trials[0], first, command)


def of_trial(trial: Trial, line: int, command: str) -> str:
    """What it has shown of the loop in this line, in words."""
    from .._run import _report

    if trial.why is not None:
        return str(_report._reason({"line": trial.at, "what": trial.why, "advice": trial.fix}, line))
    if trial.difference is not None:
        return f"a trial as machine code has shown a defect of hotloop's, which should be told: {trial.difference}"
    least = "" if trial.is_over else "more than "
    python, machine = seconds_text(trial.python), seconds_text(trial.machine - trial.once)
    what = "it took" if trial.first == line else f"the loop on line {trial.first} took"
    if trial.iterations is not None:
        where = "" if trial.first == line else f" of line {trial.first}"
        of = f" of {trial.whole:,}" if trial.whole and trial.whole > trial.iterations else ""
        what = f"{trial.iterations:,}{of} iterations{where} took"
    tried = f"tried on copies of its variables, {what} {least}{python} in CPython, {machine} as machine code"
    if trial.once >= 0.1 * trial.machine:
        tried += f" and {seconds_text(trial.once)} to go there, once"
    tried = f"({tried}; {seconds_text(trial.compiling)} to compile)"
    if trial.gain < 1.1:
        return f"no faster as machine code {tried}"
    return f"{least}{gain_text(trial.gain)} times faster as machine code {tried}: {command}"


def gain_text(gain: float) -> str:
    return f"{gain:.1f}" if gain < 9.95 else f"{gain:.0f}" if gain < 100 else f"{round(gain, -1):.0f}"


def seconds_text(seconds: float) -> str:
    if seconds >= 0.9995:
        return f"{seconds:.1f} s"
    if seconds >= 0.01:
        return f"{1e3 * seconds:.0f} ms"
    return f"{1e3 * seconds:.1f} ms" if seconds >= 1e-3 else f"{max(1e6 * seconds, 1):.0f} us"


def _share(profile: Profile, lines: Lines, loop: Any) -> float:
    """Of the time in which they were counted. A recursion's lines count the calls within once more."""
    first, _, last, _ = loop.span
    time = sum(time for line, time in lines.times.items() if first <= line <= last)
    return min(1.0, time / max(profile.wall - lines.since, 1))


def is_in(loop: Any, other: Any) -> bool:
    (first, *_), (begin, _, end, _) = loop.span, other.span
    return loop is not other and begin <= first <= end


def loops_in(text: str | None, file: str) -> list[Any]:
    """As `hotloop run` would find them, but for generator expressions; none if the text is no program."""
    from .. import _tree
    from .._run import _rewrite

    if text is None or is_installed(file):
        return []
    try:
        loops = _rewrite.rewrite(_tree.parse(text, file), 0, False)[1]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return [one for one in loops if one.consumer is None]
