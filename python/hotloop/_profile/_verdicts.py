"""What has become of the loops of a run, kept in its profile: `hotloop run --profile`.

    slow.py:12 loop in total    compiled for (list[float], int); 8 iterations at a time; x: float; its IR, its assembly
    slow.py:30 loop in load     CPython's: a dict

The engine is asked once more for the hottest ones, with the types that they were called with: what it says of
variables, and the texts of its stages, cost a compilation each.
"""

from __future__ import annotations

import contextlib
import time
from typing import Any

from .. import _hotloop
from .._errors import CompileError
from .model import Profile, Vectors, Verdict

# A loop or function with such a share of the time has its texts kept, at most so many, and no more is begun after so
# many seconds.
LEAST = 0.001
SECONDS = 3.0
MOST = 8

# Longer texts end there. In all a profile of eight loops has some 10 MB at most.
LONGEST = 300_000

# Loops beyond these are those that nobody asks for.
MOST_LOOPS = 500


def of_run(profile: Profile, least: float = 0.0) -> list[Verdict]:
    """Of all loops of the program that were entered, and of its functions that were compiled as a whole.

    least: the engine is asked about those that took so many seconds.
    """
    from .._run import _loops

    found = [(_of_loop(one), one) for one in _loops.all_loops()]
    met: list[tuple[Verdict, Any]] = [
        (verdict, _last_dispatcher(one)) for verdict, one in found if verdict.seconds or verdict.why
    ]
    met += _decorated(profile)
    met.sort(key=lambda one: (-one[0].seconds, one[0].place))
    del met[MOST_LOOPS:]
    total, until, n_asked = max(profile.wall / 1e9, 1e-9), time.monotonic() + SECONDS, 0
    for verdict, dispatcher in met:
        if verdict.state != "compiled" or dispatcher is None:
            continue
        if n_asked < MOST and verdict.seconds >= max(LEAST * total, least) and time.monotonic() < until:
            n_asked += 1
            # It has been compiled, and perhaps not alone: with variables that others have changed since.
            with contextlib.suppress(CompileError, ValueError, RuntimeError):
                add_details(verdict, dispatcher)
    return [verdict for verdict, _ in met]


def _of_loop(one: Any) -> Verdict:
    """one: a `WatchedLoop`."""
    from .._run import _report

    data = _report.of_loop(one)
    first, _, last, _ = one.loop.span
    verdict = Verdict(one.filename, one.loop.function, first, last, "python", seconds=data["seconds"])
    if data["compiled"]:
        verdict.state = "compiled"
        verdict.exits = [_report._exit(each) for each in data["exits"]]
        for variant in one.variants.values():
            _add_signatures(verdict, variant.dispatcher.statistics["signatures"].values())
    elif data["reason"]:
        reason = data["reason"]
        verdict.why, verdict.at, verdict.fix = reason["what"], reason["line"], reason["advice"]
    return verdict


def _add_signatures(verdict: Verdict, signatures: Any) -> None:
    for signature in signatures:
        verdict.called_out |= signature.get("called_out", {})
        verdict.loops = vectors_of(signature.get("loops", ()), signature.get("threads", 0)) or verdict.loops


def vectors_of(loops: Any, threads: int) -> list[Vectors]:
    """Of those in the function's own text. threads: that it has used so far."""
    return [
        Vectors(
            one["line"],
            one["last_line"],
            one["lanes"],
            one["interleave"],
            threads if one["threads"] else 0,
            one["reason"],
        )
        for one in loops
        if one["called_function"] is None
    ]


def _last_dispatcher(one: Any) -> Any:
    variants = [variant.dispatcher for variant in one.variants.values() if variant.calls]
    return variants[-1] if variants else None


def _decorated(profile: Profile) -> list[tuple[Verdict, Any]]:
    """Functions that the program has decorated, and that were compiled as a whole."""
    import gc

    seconds: dict[tuple[str, str], float] = {}
    for function, own in zip(profile.nodes.function, profile.nodes.own):
        known = profile.functions[function] if function >= 0 else None
        if known is not None and known.kind == "compiled" and known.qualname.endswith(" [compiled]"):
            place = known.file, known.qualname.removesuffix(" [compiled]")
            seconds[place] = seconds.get(place, 0.0) + own / 1e9
    if not seconds:
        # Looking for them takes as long as collecting garbage does.
        return []
    found = []
    for one in gc.get_objects():
        if type(one) is _hotloop.Dispatcher and not _is_cut_out(one):
            code = one.py_func.__code__
            if (code.co_filename, code.co_qualname) in seconds:
                verdict = _of_function(one)
                verdict.seconds = seconds[code.co_filename, code.co_qualname]
                found.append((verdict, one))
    return found


def _is_cut_out(dispatcher: Any) -> bool:
    from .._source import REGIONS

    return id(dispatcher.py_func.__code__) in REGIONS


def _of_function(dispatcher: Any) -> Verdict:
    code = dispatcher.py_func.__code__
    last = max((end for _, end, _, _ in code.co_positions() if end), default=code.co_firstlineno)
    verdict = Verdict(code.co_filename, code.co_qualname, code.co_firstlineno, last, "python", is_whole=True)
    signatures = dispatcher.statistics["signatures"]
    compiled = [one for one in signatures.values() if one["compiled"]]
    if compiled:
        verdict.state = "compiled"
        _add_signatures(verdict, compiled)
        return verdict
    for one in signatures.values():
        if one["reason"]:
            place, _, what = str(one["reason"]).partition(": ")
            line = place.rpartition(":")[2]
            verdict.why, verdict.at = what or place, int(line) if line.isdigit() else 0
    return verdict


def add_details(
    verdict: Verdict, dispatcher: Any, types: str | None = None, lanes: int | None = None, cpu: str | None = None
) -> None:
    """Types of variables, and texts of the stages, for these types or those of the last call.

    Raises CompileError, and ValueError of wrong arguments.
    """
    said = _hotloop.details(dispatcher, types, lanes, cpu)
    verdict.argument_types = said["types"]
    verdict.called_out |= said["called_out"]
    verdict.loops = verdict.loops or vectors_of(said["loops"], _hotloop.machine()["threads"])
    for name, found in said["variables"].items():
        # Not what is left of a loop's range.
        if not name.startswith("__hotloop"):
            verdict.types[name] = " | ".join(sorted(found))
    for stage in ("ir", "passes", "asm"):
        text, lines = said[stage]
        if len(text) > LONGEST:
            text = text[: text.rfind("\n", 0, LONGEST) + 1]
            lines = lines[: text.count("\n")]
            text += f"; cut here: it is longer than {LONGEST:,} characters\n"
        verdict.stages[stage] = text
        if any(lines):
            verdict.stage_lines[stage] = lines
