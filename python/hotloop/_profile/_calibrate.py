"""What the profiler itself takes for an event, measured: a recorder takes it off what it counts.

costs(builtins=True)  ->  Costs(enter=31.0, leave=28.5, enter_builtin=.., leave_builtin=.., line=..)   nanoseconds

A call costs on both sides: part of that is counted with the function, part with its caller.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import perf_counter_ns
from typing import NamedTuple

from .. import _hotloop

CALLS = 1000
ROUNDS = 7


class Costs(NamedTuple):
    enter: float = 0.0
    leave: float = 0.0
    enter_builtin: float = 0.0
    leave_builtin: float = 0.0
    line: float = 0.0

    @property
    def call(self) -> float:
        return self.enter + self.leave


def _empty() -> None:
    pass


def _calls(function: Callable[..., object]) -> None:
    for _ in range(CALLS):
        function()


def _turns(function: Callable[..., object]) -> None:
    for _ in range(CALLS):
        pass


def _lines(function: Callable[..., object]) -> None:
    for _ in range(CALLS):
        a = 1
        a = 2
        a = 3
        a = 4
        a = 5
        a = 6
        a = 7
        del a


N_LINES = 9


def costs(builtins: bool, lines: bool = True) -> Costs:
    """Takes some 10 ms. No recorder is enabled meanwhile."""
    enter, leave = _of_calls(_empty, builtins)
    # A builtin that does next to nothing.
    of_builtin = _of_calls(sys.getrecursionlimit, builtins) if builtins else (0.0, 0.0)
    return Costs(enter, leave, *of_builtin, _of_lines() if lines else 0.0)


def _of_calls(function: Callable[..., object], builtins: bool) -> tuple[float, float]:
    """What entering and leaving cost."""
    plain = max(0.0, (_time(_calls, function) - _time(_turns, function)) / CALLS)
    recorder = _hotloop.Recorder(builtins)
    own = {}
    for caller in (_turns, _calls):
        own[caller] = min((_own_times(recorder, caller, function) for _ in range(ROUNDS)), key=sum)
    within = own[_calls][1] / CALLS
    around = (own[_calls][0] - own[_turns][0]) / CALLS
    # Half of what a call takes is taken to be in the function, half in its caller.
    enter = max(0.0, within - plain / 2)
    return enter, max(0.0, within + around - plain - enter)


def _own_times(recorder: _hotloop.Recorder, caller: Callable[..., object], function: object) -> tuple[int, int]:
    """Of the caller, and of all that it called."""
    from .model import Nodes

    recorder.clear()
    recorder.enable()
    caller(function)
    recorder.is_in_program = False
    counted = recorder.snapshot()
    recorder.disable()
    nodes = Nodes.from_bytes(*(counted[name] for name in ("parent", "function", "calls", "own")))
    within = around = 0
    for at in range(1, len(nodes)):
        if counted["functions"][nodes.function[at]] is caller.__code__:
            around += nodes.own[at]
        elif nodes.function[nodes.parent[at]] >= 0 and nodes.calls[at] >= CALLS:
            within += nodes.own[at]
    return around, within


def _of_lines() -> float:
    recorder = _hotloop.Recorder(functions=False)
    recorder.watch(_lines.__code__)
    recorder.enable()
    traced = _time(_lines, _empty)
    recorder.disable()
    return max(0.0, (traced - _time(_lines, _empty)) / (CALLS * N_LINES))


def _time(caller: Callable[..., object], function: Callable[..., object]) -> int:
    best = 1 << 62
    for _ in range(ROUNDS):
        start = perf_counter_ns()
        caller(function)
        best = min(best, perf_counter_ns() - start)
    return best
