"""What the profiler itself takes for an event, measured: a recorder takes it off what it counts.

costs(builtins=True)  ->  Costs(enter=31.0, leave=28.5, resume=.., enter_builtin=.., leave_builtin=.., ..)   nanoseconds

A call costs on both sides: part of that is counted with the function, part with its caller. What it costs depends on
the program, so that several small programs are measured, with the recorder and without in turn. Of each the shortest of
some rounds counts, and of all the mean.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from statistics import fmean
from time import perf_counter_ns
from typing import NamedTuple

from .. import _hotloop

CALLS = 200
ROUNDS = 6
PHASES = 3


class Costs(NamedTuple):
    """Of a call of a Python function and its return, a generator that goes on and pauses, a builtin and its end."""

    enter: float = 0.0
    leave: float = 0.0
    resume: float = 0.0
    pause: float = 0.0
    enter_builtin: float = 0.0
    leave_builtin: float = 0.0
    method: float = 0.0  # what a method written in C costs more than that
    line: float = 0.0
    other: float = 0.0  # an event of what is not counted

    @property
    def call(self) -> float:
        return self.enter + self.leave


# ---- small programs


def _empty() -> None:
    pass


def _sum(a: int, b: int) -> int:
    return a + b


def _turns() -> None:
    for _ in range(CALLS):
        pass


def _leaves() -> None:
    for _ in range(CALLS):
        _empty()


def _sums() -> None:
    for i in range(CALLS):
        _sum(i, 1)


def _plain_sums() -> None:
    for i in range(CALLS):
        i + 1


def _tree(n: int = 10) -> int:
    return n if n < 2 else _tree(n - 1) + _tree(n - 2)


TREE_CALLS = 177


def _of_one() -> None:
    for i in range(CALLS):
        callable(i)


def _of_two(kind: type = int) -> None:
    for i in range(CALLS):
        isinstance(i, kind)


def _of_method() -> None:
    for i in range(CALLS):
        i.bit_length()


def _of_append() -> None:
    numbers: list[int] = []
    for i in range(CALLS):
        numbers.append(i)


def _plain_maybe(a: int) -> int:
    return a if a else 0


def _maybe(a: int) -> int:
    return abs(a) if a else 0


def _plain_maybes() -> None:
    for _ in range(CALLS):
        _plain_maybe(0)


def _maybes() -> None:
    for _ in range(CALLS):
        _maybe(0)


def _numbers() -> Iterator[int]:
    i = 0
    while i < CALLS:
        yield i
        i += 1


def _generated() -> None:
    for _ in _numbers():
        pass


def _of_type() -> None:
    for i in range(CALLS):
        bool(i)


def _lines() -> None:
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


class Program(NamedTuple):
    run: Callable[[], object]
    without: Callable[[], object]  # the same without the calls
    calls: int = CALLS


FUNCTIONS = (Program(_leaves, _turns), Program(_sums, _plain_sums), Program(_tree, _empty, TREE_CALLS))
GENERATORS = (Program(_generated, _turns),)
BUILTINS = (Program(_of_one, _turns), Program(_of_two, _turns))
METHODS = (Program(_of_method, _turns), Program(_of_append, _turns))
TYPES = (Program(_of_type, _turns),)
# On 3.11 CPython tells of the begin and the end of a function that may call a builtin, too.
TOLD = (Program(_plain_maybes, _turns), Program(_maybes, _turns))


# ---- measured


class Taken(NamedTuple):
    """Nanoseconds of a call: without a recorder; with one, as counted with the function and with its caller."""

    plain: float
    within: float
    around: float

    @property
    def cost(self) -> float:
        return self.within + self.around - self.plain


def costs(builtins: bool, lines: bool = True) -> Costs:
    """Takes some 40 ms. No recorder is enabled meanwhile."""
    known = Costs()
    if builtins and sys.version_info >= (3, 12):
        # There, calls of what is neither a function nor a builtin are events too, as are those of Python functions
        # before they begin.
        known = known._replace(other=_mean_cost(TYPES, True, known) / 2)
    enter, leave = _halves(_measured(FUNCTIONS, builtins, known))
    goes_on = _mean_cost(GENERATORS, builtins, known)
    within = enter / (enter + leave) if enter + leave > 0 else 0.0
    known = known._replace(enter=enter, leave=leave, resume=goes_on * within, pause=goes_on * (1 - within))
    if builtins:
        enter, leave = _halves(_measured(BUILTINS, builtins, known))
        more = max(0.0, _mean_cost(METHODS, True, known) - enter - leave)
        if sys.version_info < (3, 12):
            silent, told = (taken.cost for taken in _measured(TOLD, True, known))
            known = known._replace(other=max(0.0, told - silent) / 2)
        known = known._replace(enter_builtin=enter, leave_builtin=leave, method=more)
    return known._replace(line=_of_lines()) if lines else known


def _mean_cost(programs: tuple[Program, ...], builtins: bool, known: Costs) -> float:
    return max(0.0, fmean(taken.cost for taken in _measured(programs, builtins, known)))


def _halves(measured: list[Taken]) -> tuple[float, float]:
    """What entering and leaving cost."""
    cost = max(0.0, fmean(taken.cost for taken in measured))
    # Half of what a call takes is taken to be in the function, half in its caller.
    enter = fmean(taken.within - taken.plain / 2 for taken in measured if taken.within > 0)
    enter = min(max(0.0, enter), cost)
    return enter, cost - enter


def _measured(programs: tuple[Program, ...], builtins: bool, known: Costs) -> list[Taken]:
    recorder = _hotloop.Recorder(builtins)
    recorder.set_costs(known)
    runs = list(dict.fromkeys(run for program in programs for run in program[:2]))
    plain = dict.fromkeys(runs, 1 << 62)
    own = dict.fromkeys(runs, (1 << 62, 1 << 62))
    for _ in range(PHASES):
        for run in runs:
            plain[run] = min(plain[run], _time(run))
        recorder.enable()
        for run in runs:
            own[run] = min(own[run], _own_times(recorder, run), key=sum)
        recorder.disable()
    result = []
    for run, without, calls in programs:
        around, within = (own[run][side] - own[without][side] for side in (0, 1))
        result.append(Taken((plain[run] - plain[without]) / calls, within / calls, around / calls))
    return result


def _own_times(recorder: _hotloop.Recorder, run: Callable[[], object]) -> tuple[int, int]:
    """Of a program, and of all that it called."""
    from .model import Nodes

    best = (1 << 62, 1 << 62)
    run()  # CPython has to find out again what may be fast
    for _ in range(ROUNDS):
        recorder.clear()
        recorder.is_in_program = True
        run()
        recorder.is_in_program = False
        counted = recorder.snapshot()
        nodes = Nodes.from_bytes(*(counted[name] for name in ("parent", "function", "calls", "own")))
        around = within = 0
        for function, own in zip(nodes.function, nodes.own, strict=True):
            if function >= 0 and counted["functions"][function] is run.__code__:
                around += own
            elif function >= 0:
                within += own
        best = min(best, (around, within), key=sum)
    return best


def _of_lines() -> float:
    recorder = _hotloop.Recorder(functions=False)
    recorder.watch(_lines.__code__)
    plain = traced = 1 << 62
    for _ in range(PHASES):
        plain = min(plain, _time(_lines))
        recorder.enable()
        traced = min(traced, _time(_lines))
        recorder.disable()
    return max(0.0, (traced - plain) / (CALLS * N_LINES))


def _time(run: Callable[[], object]) -> int:
    run()
    times = []
    for _ in range(ROUNDS):
        start = perf_counter_ns()
        run()
        times.append(perf_counter_ns() - start)
    return min(times)
