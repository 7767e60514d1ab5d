"""How near the times of a profile are to the true ones: loops, calls and sleeps, with the recorder and without in turn.

    python benches/accuracy.py [--rounds 9] [--no-builtins] [NAME...]

What is true is the time that the same code takes when nobody looks; of both the minimum of the rounds counts, so that
other programs may run. Where a call takes 20 ns nobody can say how much of it is the caller's: there both are shown
together. The last column says by how much the figure is too high; a star: by more than 2 %.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from math import sqrt
from typing import NamedTuple

from hotloop import _hotloop
from hotloop._profile import _calibrate
from hotloop._profile._record import profile_of

N = 30_000


class Point:
    def __init__(self) -> None:
        self.x = 1
        self.total = 0

    def step(self, k: int) -> None:
        self.total = (self.total + self.x * k) & 0xFFFF

    def walk(self) -> None:
        for k in range(N):
            self.step(k)


POINT = Point()
VALUES = list(range(N))
ROWS = [[float(i * j) for j in range(150)] for i in range(150)]


def sums() -> int:
    total = 0
    for i in range(N):
        total = (total + i * 3) % 1001
    return total


def table() -> float:
    total = 0.0
    for i in range(150):
        for j in range(150):
            total += ROWS[i][j] * 0.5
    return total


def attributes(point: Point = POINT) -> None:
    for _ in range(N):
        point.total = point.total + point.x & 0xFFF


def sized() -> int:
    n = len(VALUES)
    total = 0
    i = 0
    while i < n:
        total += VALUES[i]
        i += 1
    return total


def said() -> str:
    total = 0
    for i in range(N):
        total = (total + i * 3) % 1001
    return format(total)


def both() -> float:
    start = time.perf_counter()
    total = 0
    for i in range(N):
        total = (total + i * 3) % 1001
    return time.perf_counter() - start


def magnitudes() -> int:
    total = 0
    for i in range(N):
        total += abs(i)
    return total


def busy_magnitudes() -> int:
    total = 0
    for i in range(N // 8):
        a, b = i & 7, i & 15
        total += (a * b + 3) % 11 + (a - b) * 5 + ROWS[a][b] + VALUES[b] + ROWS[b][a] * 2.0 + VALUES[a]
        total += abs(i)
    return total


def appends() -> list[int]:
    out: list[int] = []
    for i in range(N):
        out.append(i)
    return out


def roots() -> float:
    total = 0.0
    for i in range(N):
        total += sqrt(i)
    return total


def small(k: int) -> int:
    return k + 1


def smalls() -> None:
    for i in range(N):
        small(i)


def middle(k: int) -> int:
    t = k
    for i in range(40):
        t += i & k
    return t


def middles() -> None:
    for i in range(N // 40):
        middle(i)


def middle_with(k: int) -> int:
    t = len(VALUES)
    for i in range(40):
        t += i & k
    return t


def middles_with() -> None:
    for i in range(N // 40):
        middle_with(i)


def steps() -> None:
    point = POINT
    for i in range(N):
        point.step(i)


def walks() -> None:
    POINT.walk()


def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def fibs() -> None:
    fib(18)


def numbers() -> Iterator[int]:
    k = 0
    while k < N:
        yield k
        k += 1


def generated() -> int:
    total = 0
    for k in numbers():
        total += k
    return total


def sleeps() -> None:
    time.sleep(0.01)


class Program(NamedTuple):
    run: Callable[[], object]
    # What is shown: a function, or the text in a builtin's name. None: all that runs.
    part: Callable[..., object] | str | None = None


PROGRAMS = {
    "sleep": Program(sleeps, "sleep"),
    "loop": Program(sums, sums),
    "nested loops": Program(table, table),
    "loop of attributes": Program(attributes, attributes),
    "len, then a loop": Program(sized, sized),
    "a loop, then format": Program(said, said),
    "a loop between two clocks": Program(both, both),
    "loop with abs": Program(magnitudes),
    "longer loop with abs": Program(busy_magnitudes),
    "loop with append": Program(appends),
    "loop with sqrt": Program(roots),
    "function of 0.7 us": Program(middles),
    "the same with len": Program(middles_with),
    "function of 20 ns": Program(smalls),
    "loop with a method": Program(steps),
    "a method with a loop": Program(walks),
    "recursion": Program(fibs, fib),
    "generator": Program(generated),
}


def timed(run: Callable[[], object]) -> int:
    start = time.perf_counter_ns()
    run()
    return time.perf_counter_ns() - start


def recorded(recorder: _hotloop.Recorder, program: Program) -> int:
    recorder.clear()
    recorder.is_in_program = True
    program.run()
    recorder.is_in_program = False
    profile = profile_of(recorder.snapshot())
    total = 0
    for function, own in zip(profile.nodes.function, profile.nodes.own, strict=True):
        if function >= 0:
            its = profile.functions[function]
            part = program.part
            is_meant = part is None or (part in its.name if isinstance(part, str) else its.name == part.__name__)
            total += own if is_meant else 0
    return total


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--no-builtins", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    builtins = not options.no_builtins
    recorder = _hotloop.Recorder(builtins)
    recorder.set_costs(_calibrate.costs(builtins, False))
    print(f"CPython {sys.version.split()[0]}, builtins {'counted' if builtins else 'not counted'}")
    print(f"{'program':<28}{'true ms':>9}{'found':>9}{'off by':>9}")
    missed = 0
    for name, program in PROGRAMS.items():
        if options.names and not any(wanted in name for wanted in options.names):
            continue
        if not builtins and isinstance(program.part, str):
            continue
        program.run()
        true = found = 1 << 62
        for _ in range(options.rounds):
            for _ in range(3):
                true = min(true, timed(program.run))
            recorder.enable()
            for _ in range(3):
                found = min(found, recorded(recorder, program))
            recorder.disable()
        off = 100 * (found - true) / true
        missed += abs(off) > 2
        print(f"{name:<28}{true / 1e6:>9.3f}{found / 1e6:>9.3f}{off:>8.1f}%{'' if abs(off) <= 2 else '  *'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
