"""Hot loops of a program that has been profiled in CPython, tried as machine code when it has ended."""

from __future__ import annotations

import contextlib
from typing import Any

from .._run import _entry, _module, _refusals, _report
from . import _trial
from ._advice import Candidate, candidates, is_in
from ._snapshots import Snapshot, Snapshots
from .model import Profile, Trial

# So many, of those that take such a time.
MOST, LEAST_SECONDS = 3, 0.05


def of_profile(profile: Profile, snapshots: Snapshots) -> list[Trial]:
    """Of the hottest loops whose variables are known. Ctrl-C ends it with those that there are."""
    found: list[Trial] = []
    modules: dict[str, _module.Module] = {}
    with contextlib.suppress(KeyboardInterrupt):
        for candidate in candidates(profile):
            seconds = candidate.share * profile.wall / 1e9
            if not candidate.loop.refusal and seconds >= LEAST_SECONDS and len(found) < MOST:
                trial = _of_candidate(profile, candidate, snapshots, modules)
                if trial is not None:
                    found.append(trial)
    return found


def _of_candidate(
    profile: Profile, candidate: Candidate, snapshots: Snapshots, modules: dict[str, _module.Module]
) -> Trial | None:
    function = profile.functions[candidate.lines.function]
    known = (function.file, function.line, function.qualname)
    code = next((one for one in snapshots.codes() if _place(one) == known), None)
    if code is None:
        return None
    module = modules.get(function.file)
    if module is None:
        module = _module.Module(profile.sources[function.file], function.file, _entry.Options(check=True), 0)
        module.rewrite_once()
        modules[function.file] = module
    inner = [one for one in candidate.own if is_in(one, candidate.loop) and not one.refusal]
    for loop in [candidate.loop, *inner]:
        snapshot = snapshots.within(code, loop.span[0], loop.span[2])
        each = _seconds_each(candidate, loop)
        # What is in an iteration that takes so long can be tried all the same.
        if snapshot is not None and 0 < each < _trial.LIMIT:
            return _of_loop(function.file, loop, module, snapshot, each)
    return None


def _place(code: Any) -> tuple[str, int, str]:
    return code.co_filename, code.co_firstlineno, code.co_qualname


def _seconds_each(candidate: Candidate, loop: Any) -> float:
    first, _, last, _ = loop.span
    time = sum(time for line, time in candidate.lines.times.items() if first <= line <= last)
    return time / 1e9 / max(candidate.lines.hits.get(first, 0), 1)


def _of_loop(file: str, loop: Any, module: _module.Module, snapshot: Snapshot, each: float) -> Trial | None:
    own = next(one for one in module.loops if one.span == loop.span and one.consumer is None)
    said = Trial(file, loop.function, loop.span[0], loop.span[2])
    try:
        return _trial.of_loop(snapshot, own, module, each)
    except (_trial.Untried, _refusals.NotYet):
        return None
    except _refusals.Refused as refused:
        said.at, said.why, said.fix = refused.line, refused.what, _report._advice(refused.what)
    except Exception as error:
        # It must not cost the profile.
        said.difference = f"{type(error).__name__}: {error}"
    return said
