"""How much slower a program gets under the profiler: cProfile, line_profiler (if it is installed) and ours in turn.

    python benches/profilers.py [ROUNDS]

Time is that of the processors, of all threads: other programs may run. Of each the minimum counts. "over" is what it
takes longer than the plain program; the bar is a share of what the original takes longer: 0.75 of cProfile's with
builtins, 0.5 without, 0.5 of line_profiler's, and 3 % for samples. The exit code is 1 if one is missed. "floor" is the
same share for a callback that does nothing with what it is told.
"""

from __future__ import annotations

import cProfile
import importlib.util
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from hotloop import _hotloop

ROOT = Path(__file__).parent.parent
ROUNDS = 5


def list_program() -> tuple[Callable[[], object], list]:
    """The tutorial's, which calls a builtin in its inner loop."""
    path = ROOT / "tour" / "pure_python.py"
    names: dict = {"__name__": "pure_python", "__file__": str(path)}
    exec(compile(path.read_text(), str(path), "exec"), names)

    def run() -> None:
        with redirect_stdout(StringIO()):
            names["calc_pure_python"](800, 800, 100)

    return run, [names["calculate_z_serial_purepython"]]


class Vector:
    def __init__(self, x: float, y: float) -> None:
        self.x = x
        self.y = y

    def plus(self, other: Vector) -> Vector:
        return Vector(self.x + other.x, self.y + other.y)


def call_program() -> tuple[Callable[[], object], list]:
    """Calls of small functions: recursion, methods, an `__init__`."""

    def fib(n: int) -> int:
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    def walk(steps: int) -> Vector:
        place = Vector(0.0, 0.0)
        step = Vector(1.0, 2.0)
        for _ in range(steps):
            place = place.plus(step)
        return place

    def run() -> None:
        fib(26)
        walk(800_000)

    return run, [walk]


def timed(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def under_cprofile(run: Callable[[], object], _: list, builtins: bool = True) -> float:
    profiler = cProfile.Profile(builtins=builtins)
    profiler.enable()
    try:
        return timed(run)
    finally:
        profiler.disable()


def under_recorder(run: Callable[[], object], _: list, builtins: bool = True) -> float:
    recorder = _hotloop.Recorder(builtins)
    recorder.enable()
    try:
        return timed(run)
    finally:
        recorder.disable()


def without_builtins(run: Callable[[], object], functions: list) -> float:
    return under_recorder(run, functions, False)


def under_line_profiler(run: Callable[[], object], functions: list) -> float:
    from line_profiler import LineProfiler

    codes = [function.__code__ for function in functions]
    profiler = LineProfiler(*functions)
    profiler.enable()
    try:
        return timed(run)
    finally:
        profiler.disable()
        # It has put others there.
        for function, code in zip(functions, codes):
            function.__code__ = code


def lines_recorded(run: Callable[[], object], functions: list) -> float:
    recorder = _hotloop.Recorder(functions=False)
    for function in functions:
        recorder.watch(function.__code__)
    recorder.enable()
    try:
        return timed(run)
    finally:
        recorder.disable()


def sampled(run: Callable[[], object], _: list) -> float:
    recorder = _hotloop.Recorder(functions=False)
    recorder.sample(1000.0)
    recorder.is_in_program = True
    try:
        return timed(run)
    finally:
        recorder.stop_ticking()


def floor(run: Callable[[], object], _: list, builtins: bool = True) -> float:
    """Events come, and nothing is done with them: what CPython itself takes for the least of callbacks."""
    recorder = _hotloop.Recorder(builtins)
    recorder.enable()
    recorder.is_in_program = False  # in this thread nothing is recorded
    try:
        return timed(run)
    finally:
        recorder.disable()


def floor_without(run: Callable[[], object], functions: list) -> float:
    return floor(run, functions, False)


def floor_of_lines(run: Callable[[], object], functions: list) -> float:
    recorder = _hotloop.Recorder(functions=False)
    for function in functions:
        recorder.watch(function.__code__)
    recorder.enable()
    recorder.is_in_program = False
    try:
        return timed(run)
    finally:
        recorder.disable()


WAYS = {
    "cProfile": (under_cprofile, None, 0.0),
    "functions": (under_recorder, "cProfile", 0.75),
    "no builtins": (without_builtins, "cProfile", 0.5),
    "line_profiler": (under_line_profiler, None, 0.0),
    "lines": (lines_recorded, "line_profiler", 0.5),
    "samples": (sampled, "plain", 0.03),
}

FLOORS = {"functions": floor, "no builtins": floor_without, "lines": floor_of_lines}


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    has_line_profiler = importlib.util.find_spec("line_profiler") is not None
    missed = 0
    print(f"CPython {sys.version.split()[0]}, the best of {rounds}")
    for name, make in (("list program", list_program), ("calls", call_program)):
        run, functions = make()
        best = {"plain": timed(run)}
        lowest: dict[str, float] = {}
        for _ in range(rounds):
            best["plain"] = min(best["plain"], timed(run))
            for way, (measure, _original, _bar) in WAYS.items():
                if "line" in way and not has_line_profiler:
                    continue
                best[way] = min(best.get(way, 1e9), measure(run, functions))
                if way in FLOORS:
                    lowest[way] = min(lowest.get(way, 1e9), FLOORS[way](run, functions))
        plain = best["plain"]
        print(f"\n{name:<16}{'seconds':>9}{'slower':>9}{'over':>9}{'of its':>9}{'floor':>7}{'bar':>7}")
        print(f"{'plain':<16}{plain:>9.3f}")
        for way, (_, original, bar) in WAYS.items():
            if way not in best:
                continue
            over = best[way] - plain
            line = f"{way:<16}{best[way]:>9.3f}{best[way] / plain:>8.2f}x{over:>9.3f}"
            if original is not None:
                whole = plain if original == "plain" else best[original] - plain
                share = over / whole
                least = f"{(lowest[way] - plain) / whole:.2f}" if way in lowest else "-"
                line += f"{share:>9.2f}{least:>7}{bar:>7.2f}"
                if share > bar:
                    missed += 1
                    line += "  missed"
            print(line)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
