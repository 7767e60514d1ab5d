"""The numbers in README.md: what hotloop must reach, measured on this machine.

    python benches/run.py                     # at 1000 1000, a minute or two
    python benches/run.py --quick             # at 300 300
    python benches/run.py --record latest     # also into benches/record/latest.json

A Markdown table, each row as it is finished. What is compared takes turns, and the minimum counts.
Processor time where one thread works, so that a busy machine disturbs little; time by the clock for threads, compiling
and importing. Every answer is compared with CPython's, element by element; the exit code is 1 if one is wrong.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import gc
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import timeit
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

# What the shell has set for its own programs is not what is measured here.
for variable in ("HOTLOOP_DISABLE", "HOTLOOP_CPU", "HOTLOOP_NUM_THREADS", "HOTLOOP_FORCE_EXIT"):
    os.environ.pop(variable, None)
# Compiling is measured, not reading what another run has compiled.
os.environ["HOTLOOP_CACHE"] = "0"

from loops import LOOPS, Loop, collatz  # noqa: E402

import hotloop  # noqa: E402
from hotloop import _hotloop as engine  # noqa: E402
from hotloop._tour import machine  # noqa: E402
from hotloop._tour.problem import Problem  # noqa: E402

# The tutorial's function, the same with fewer dereferences, and that with its complex numbers written out.
LIST_PROGRAM, COMPLEX_SOURCE, EXPANDED_SOURCE = "pure_python.py", "pure_python_2.py", "shedskin2.py"


@dataclass
class Run:
    """`call(make_z())` computes, and only `call` is timed."""

    call: Callable[[Any], Any]
    make_z: Callable[[], Any]


def by_hand_run(name: str, problem: Problem, *options: object) -> Run:
    """A loop of the engine's that is written by hand."""
    kernel = getattr(engine, name)
    q, output = problem.q_array(), problem.new_output()

    def call(z: Any) -> Any:
        kernel(q, z, output, problem.maxiter, *options)
        return output

    return Run(call, problem.new_array)


@dataclass(frozen=True)
class Isa:
    """An instruction set: 64-bit lanes of a register, and the bars that depend on it."""

    name: str
    lanes: int
    times_by_hand: float
    share_of_lanes: float


ISAS = {"avx512": Isa("AVX-512", 8, 1.25, 0.5), "avx2": Isa("AVX2", 4, 1.45, 0.4)}


@dataclass
class Row:
    """A line of the table. `met` is None where the bar could not be measured, and `measured` then says why."""

    what: str
    measured: str
    bar: str
    met: bool | None = None
    value: float | None = None
    details: str = ""

    def markdown(self) -> str:
        met = {True: "yes", False: "**no**", None: "not measured"}[self.met]
        return f"| {self.what} | {self.measured} | {self.bar} | {met} | {self.details} |"


HEAD = "| what | measured | bar | met | in detail |\n|---|---|---|---|---|"


class Wrong(Exception):
    """An answer is not CPython's."""


def main() -> int:
    arguments = read_arguments()
    width, maxiter = (300, 300) if arguments.quick else (1000, 1000)
    bench = Bench(Problem(width, maxiter), quick=arguments.quick)
    about = {"machine": machine.describe(), "width": width, "maxiter": maxiter, "load": os.getloadavg()[0]}
    head = f"{machine.line(machine.describe())}; WIDTH {width}, MAXITER {maxiter}"
    print(f"{head}; load {about['load']:.1f} at the start.\n\n{HEAD}", flush=True)
    rows = []
    wrong = 0
    gc.disable()
    for measure in bench.measurements():
        gc.collect()
        try:
            row = measure()
        except Wrong as error:
            row = Row(str(error), "**WRONG**", "exact", met=False)
            wrong += 1
        rows.append(row)
        print(row.markdown(), flush=True)
    if wrong == 0:
        print(f"\nAll answers are CPython's, element by element; sum {bench.sum()}.")
    if arguments.record:
        record(arguments.record, rows, about)
    return 1 if wrong else 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures what hotloop must reach.")
    parser.add_argument("--quick", action="store_true", help="at 300 300: the times mean less")
    parser.add_argument("--record", metavar="NAME", help="also write benches/record/NAME.json")
    return parser.parse_args()


def record(name: str, rows: list[Row], about: dict[str, Any]) -> None:
    path = Path(__file__).with_name("record") / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(about | {"rows": [asdict(row) for row in rows]}, indent=2) + "\n", encoding="utf-8")


class Bench:
    """The measurements, in the order of the table."""

    def __init__(self, problem: Problem, quick: bool) -> None:
        self.problem = problem
        self.quick = quick
        self.isas = {key: ISAS[key] for key in engine.tour_simd_isas()}
        self.cpython: dict[str, tuple[list[int], float]] = {}

    def measurements(self) -> Iterator[Callable[[], Row]]:
        for key, isa in ISAS.items():
            yield partial(self.kernel, key, isa)
        yield self.against_numba
        yield self.complex_and_expanded
        yield self.threads
        yield self.lists
        for key, isa in self.isas.items():
            for loop in LOOPS:
                yield partial(self.lanes, loop, isa, self.cpu(key))
        yield self.compiling
        yield compiling_scalars
        yield importing
        yield calling
        yield calling_with_ten
        yield touching

    # ---- the tutorial's functions

    def kernel(self, key: str, isa: Isa) -> Row:
        what = f"arrays, 1 thread, {isa.name}: times the kernel written by hand"
        bar = f"at most {isa.times_by_hand}"
        if key not in self.isas:
            return Row(what, f"this CPU has no {isa.name}", bar)
        ours = self.hotloop(LIST_PROGRAM, threads=1, cpu=self.cpu(key))
        by_hand = by_hand_run("tour_simd", self.problem, key, True)
        seconds, limit = self.times({LIST_PROGRAM: ours, "by hand": by_hand}, time.process_time)
        return at_most(what, seconds / limit, isa.times_by_hand, bar, f"{ms(seconds)} against {ms(limit)}")

    def against_numba(self) -> Row:
        """The same two functions, from arrays to an array, compiled by each: the best exact answer of both counts."""
        what, bar = "arrays, 1 thread: times faster than Numba on the same functions", "at least 11"
        try:
            theirs = {f"Numba, {name}": numba_run(kernel, self.problem) for name, kernel in KERNELS.items()}
        except ImportError as error:
            return Row(what, f"no Numba here: {error}", bar)
        theirs = {name: run for name, run in theirs.items() if self.is_exact(name, answer(run))}
        if not theirs:
            return Row(what, "Numba gives no exact answer", bar)
        ours = {name: kernel_run(hotloop.jit(kernel, threads=1), self.problem) for name, kernel in KERNELS.items()}
        seconds = dict(zip([*ours, *theirs], self.times(ours | theirs, time.process_time)))
        details = ", ".join(f"{name} {ms(one)}" for name, one in seconds.items())
        ratio = min(seconds[name] for name in theirs) / min(seconds[name] for name in ours)
        return at_least(what, ratio, 11, bar, details)

    def complex_and_expanded(self) -> Row:
        runs = {program: self.hotloop(program, threads=1) for program in (COMPLEX_SOURCE, EXPANDED_SOURCE)}
        of_complex, expanded = self.times(runs, time.process_time)
        what = "complex and expanded source: the slower times the faster"
        ratio = max(of_complex, expanded) / min(of_complex, expanded)
        return at_most(what, ratio, 1.05, "at most 1.05", f"complex {ms(of_complex)}, expanded {ms(expanded)}")

    def threads(self) -> Row:
        """The loop alone; and the list program, whose prints and whose list of results are made on one thread."""
        what, bar = "2 threads: times faster than 1", "at least 1.8"
        if machine.n_cores() < 2:
            return Row(what, "there is only 1 core", bar)
        both = (1, 2)
        runs = {f"{n} threads": kernel_run(hotloop.jit(complex_kernel, threads=n), self.problem) for n in both}
        runs |= {f"{LIST_PROGRAM}, {n} threads": self.hotloop(LIST_PROGRAM, threads=n) for n in both}
        one, two, program_one, program_two = self.times(runs, time.perf_counter)
        of_program = f"{LIST_PROGRAM} with its prints and its list {shown(program_one / program_two)}"
        details = f"{ms(one)} against {ms(two)}; {of_program}; load {os.getloadavg()[0]:.1f}"
        return at_least(what, one / two, 1.8, bar, details)

    def lists(self) -> Row:
        run = self.hotloop(LIST_PROGRAM, self.problem.q, self.problem.new_list, threads=1)
        (seconds,) = self.times({f"{LIST_PROGRAM}, lists": run}, time.process_time)
        cpython = self.run_cpython(LIST_PROGRAM)[1]
        what = "lists, 1 thread: times faster than the CPython that runs it"
        return at_least(what, cpython / seconds, 200, "at least 200", f"{ms(seconds)} against {cpython:.2f} s")

    def compiling(self) -> Row:
        """In a fresh process each: the first function that a program compiles pays for setting LLVM up."""
        seconds = min(float(run_python(COMPILE)) for _ in range(5))
        what = f"compiling {LIST_PROGRAM} for arrays"
        return at_most(what, seconds * 1e3, 80, "at most 80 ms", "the first of a process", unit=" ms")

    # ---- loops that are not Mandelbrot

    def lanes(self, loop: Loop, isa: Isa, cpu: str | None) -> Row:
        what = f"{loop.name}, {isa.name}: lanes times faster than scalar"
        least = isa.share_of_lanes * isa.lanes
        bar = f"at least {least:.1f} of {isa.lanes}"
        arguments = loop.arguments(4_000 if self.quick else 40_000)
        expected = loop.function(*arguments)
        functions = [hotloop.jit(loop.function, lanes=lanes, threads=1, cpu=cpu) for lanes in (1, None)]
        runs = [without_z(partial(function, *arguments)) for function in functions]
        for name, run in zip(("scalar", "in lanes"), runs):
            output = run.call(None)
            if output != expected or set(map(type, output)) != set(map(type, expected)):
                raise Wrong(f"{loop.name}, {isa.name}, {name}")
        if isa.name == "AVX2":
            runs += ceiling_runs(loop, expected)
        scalar, in_lanes, *by_hand = minima(runs, time.process_time)
        details = f"{how(functions[1])}; {ms(scalar)} against {ms(in_lanes)}"
        row = at_least(what, scalar / in_lanes, least, bar, details)
        if by_hand and scalar / by_hand[0] < least:
            # The instruction set rules the bar out.
            row.bar += f"; the ceiling, by hand: {shown(scalar / by_hand[0])}"
            row.met = scalar >= in_lanes
        elif by_hand:
            row.details += f"; by hand {ms(by_hand[0])}, {shown(scalar / by_hand[0])} times"
        return row

    # ---- what they share

    def cpu(self, key: str) -> str | None:
        """What to compile for, so that this instruction set is the widest; None: this machine has none wider."""
        return None if key == next(iter(self.isas)) else {"avx2": "x86-64-v3"}[key]

    def hotloop(self, program: str, q: Any = None, make_z: Callable[[], Any] | None = None, **options: Any) -> Run:
        """On arrays, unless something else is given."""
        function = hotloop.jit(self.problem.function(program), **options)
        q = self.problem.q_array() if q is None else q
        return Run(lambda z: function(q, self.problem.maxiter, z), make_z or self.problem.new_array)

    def times(self, runs: dict[str, Run], clock: Callable[[], float]) -> list[float]:
        """Seconds of each, after a first call that compiles, whose answer is checked."""
        for name, run in runs.items():
            output = answer(run)
            if not self.is_exact(name, output):
                raise Wrong(f"{name}: sum {sum(output)}")
        return minima(list(runs.values()), clock)

    def is_exact(self, name: str, output: list[int]) -> bool:
        if self.problem.known_sum not in (None, sum(output)):
            return False
        # The expanded source computes something else next to the circle.
        programs = [LIST_PROGRAM] + [EXPANDED_SOURCE] * (name in (EXPANDED_SOURCE, EXPANDED, f"Numba, {EXPANDED}"))
        return any(output == self.run_cpython(program)[0] for program in programs)

    def run_cpython(self, program: str) -> tuple[list[int], float]:
        """Its answer and its seconds: once, for it is slow."""
        if program not in self.cpython:
            problem = self.problem
            with contextlib.redirect_stdout(io.StringIO()):
                z = problem.new_list()
                start = time.process_time()
                output = problem.function(program)(problem.q, problem.maxiter, z)
                self.cpython[program] = output, time.process_time() - start
        return self.cpython[program]

    def sum(self) -> int:
        return sum(self.run_cpython(LIST_PROGRAM)[0])


# ---- for Numba, which has no `%` for strings: the programs without their progress, and without a list as the result


def complex_kernel(q, maxiter, z, output):
    for i in range(len(q)):
        zi = z[i]
        qi = q[i]
        output[i] = 0
        for iteration in range(maxiter):
            zi = zi * zi + qi
            if abs(zi) > 2.0:
                output[i] = iteration
                break


def expanded_kernel(q, maxiter, z, output):
    for i in range(len(q)):
        zx, zy = z[i].real, z[i].imag
        qx, qy = q[i].real, q[i].imag
        output[i] = 0
        for iteration in range(maxiter):
            zx_new = (zx * zx - zy * zy) + qx
            zy = (2 * (zx * zy)) + qy
            zx = zx_new
            if zx * zx + zy * zy > 4.0:
                output[i] = iteration
                break


EXPANDED = "expanded"
KERNELS = {"complex": complex_kernel, EXPANDED: expanded_kernel}


def numba_run(kernel: Callable[..., None], problem: Problem) -> Run:
    import numba

    return kernel_run(numba.njit(kernel), problem)


def kernel_run(compiled: Callable[..., None], problem: Problem) -> Run:
    q, output = problem.q_array(), problem.new_output()

    def call(z: Any) -> Any:
        compiled(q, problem.maxiter, z, output)
        return output

    return Run(call, problem.new_array)


# ---- what AVX2 allows where it has no instruction for an operation


def ceiling_runs(loop: Loop, expected: list[int]) -> list[Run]:
    """The loop by hand, from `ceiling.c`; none where nobody wrote it, or without a C compiler."""
    compiler = shutil.which("cc")
    if loop.function is not collatz or compiler is None:
        return []
    with tempfile.TemporaryDirectory() as directory:
        library = f"{directory}/ceiling.so"
        source = str(Path(__file__).with_name("ceiling.c"))
        subprocess.run([compiler, "-O3", "-mavx2", "-shared", "-fPIC", "-o", library, source], check=True)
        by_hand = ctypes.CDLL(library).collatz
    by_hand.argtypes = (ctypes.c_int64, ctypes.c_void_p)
    by_hand.restype = ctypes.c_bool
    steps = (ctypes.c_int64 * len(expected))()
    if not by_hand(len(steps), steps) or list(steps) != expected:
        raise Wrong(f"{loop.name}, by hand")
    return [without_z(partial(by_hand, len(steps), steps))]


# ---- what is not about a loop

COMPILE = f"""
import contextlib, io
import hotloop
from hotloop._tour.problem import Problem
problem = Problem(20, 10)
function = hotloop.jit(problem.function("{LIST_PROGRAM}"), threads=1)
with contextlib.redirect_stdout(io.StringIO()):
    function(problem.q_array(), 10, problem.new_array())
print(next(iter(function.statistics["signatures"].values()))["compile_seconds"])
"""

COMPILE_SCALARS = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import hotloop
from scalars import scalars
function = hotloop.jit(scalars)
function(10, 1.0, 2.0)
print(next(iter(function.statistics["signatures"].values()))["compile_seconds"])
"""

IMPORT = """
import time
start = time.perf_counter()
import hotloop
seconds = time.perf_counter() - start
import sys
print(seconds, "numpy" in sys.modules)
"""


def importing() -> Row:
    answers = [run_python(IMPORT).split() for _ in range(15)]
    seconds = min(float(seconds) for seconds, _ in answers)
    loads_numpy = any(loaded == "True" for _, loaded in answers)
    row = at_most("`import hotloop`", seconds * 1e3, 25, "at most 25 ms, without NumPy", unit=" ms")
    row.details = "NumPy is imported" if loads_numpy else "NumPy is not imported"
    row.met = row.met and not loads_numpy
    return row


def compiling_scalars() -> Row:
    """Also the first of a process."""
    seconds = min(float(run_python(COMPILE_SCALARS)) for _ in range(5))
    return at_most("compiling a loop of 25 lines on scalars", seconds * 1e3, 30, "at most 30 ms", unit=" ms")


def half(x):
    return x * 0.5


def of_ten(a, b, c, d, e, f, g, h, i, j):
    return a + b * c - d + e * f - g + h * i - j


def pick(items, at):
    return items[at] * 2


def nanoseconds(functions: Sequence[Callable[..., Any]], arguments: Sequence[Any]) -> list[float]:
    """A call of each, which take turns."""
    text = f"f({', '.join(f'a{at}' for at in range(len(arguments)))})"
    names = {f"a{at}": argument for at, argument in enumerate(arguments)}
    timers = [timeit.Timer(text, globals={"f": f} | names, timer=time.process_time) for f in functions]
    n = 100_000
    return [min(times) / n * 1e9 for times in zip(*([timer.timeit(n) for timer in timers] for _ in range(15)))]


def over_empty(what: str, function: Callable[..., Any], arguments: Sequence[float], bar: float) -> Row:
    """`callable` does next to nothing, in C, with one argument."""
    compiled = hotloop.jit(function)
    if compiled(*arguments) != function(*arguments):
        raise Wrong(what)
    (ours,), (empty,) = nanoseconds([compiled], arguments), nanoseconds([callable], arguments[:1])
    details = f"{ours:.0f} ns against {empty:.0f} ns"
    return at_most(what, ours - empty, bar, f"at most {bar:.0f} ns", details, unit=" ns")


def calling() -> Row:
    return over_empty("call of a compiled scalar function, over an empty C function", half, [3.0], 150)


def calling_with_ten() -> Row:
    numbers = [float(number) for number in range(10)]
    return over_empty("the same with ten floats", of_ten, numbers, 300)


def touching() -> Row:
    """One element of a list of a million: nobody copies that. An object between two Python functions has a price."""
    compiled, items = hotloop.jit(pick), list(range(1_000_000))
    if compiled(items, 5) != 10:
        raise Wrong("pick")
    ours, cpython, wrapped = nanoseconds([compiled, pick, partial(pick)], [items, 5])
    what = "call that touches one of a million elements: times CPython's own call"
    details = f"{ours:.0f} ns against {cpython:.0f} ns; through functools.partial {wrapped:.0f} ns"
    return at_most(what, ours / cpython, 1.05, "at most 1.05", details)


def run_python(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


# ---- measuring


def answer(run: Run) -> list[int]:
    with contextlib.redirect_stdout(io.StringIO()):
        output = run.call(run.make_z())
    return output if isinstance(output, list) else output.tolist()


def minima(runs: Sequence[Run], clock: Callable[[], float]) -> list[float]:
    """The seconds of the fastest call of each, which take turns: at least 7 calls of each, about 3 seconds for all."""
    best = [float("inf")] * len(runs)
    end = time.perf_counter() + 3.0
    n_rounds = 0
    with contextlib.redirect_stdout(io.StringIO()):
        while n_rounds < 7 or (n_rounds < 200 and time.perf_counter() < end):
            for at, run in enumerate(runs):
                z = run.make_z()
                start = clock()
                run.call(z)
                best[at] = min(best[at], clock() - start)
            n_rounds += 1
    return best


def without_z(call: Callable[[], Any]) -> Run:
    return Run(lambda _: call(), lambda: None)


def at_most(what: str, value: float, limit: float, bar: str, details: str = "", unit: str = "") -> Row:
    return Row(what, shown(value) + unit, bar, value <= limit, value, details)


def at_least(what: str, value: float, limit: float, bar: str, details: str = "") -> Row:
    return Row(what, shown(value), bar, value >= limit, value, details)


def shown(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}" if value >= 10 else f"{value:.2f}"


def ms(seconds: float) -> str:
    return f"{seconds * 1e3:.3g} ms"


def how(function: Any) -> str:
    """What hotloop did with the function: "16 lanes", or why it did nothing."""
    for signature in function.statistics["signatures"].values():
        if not signature.get("compiled", True):
            return f"ran in CPython: {signature.get('reason')}"
        return f"{max(loop['lanes'] for loop in signature['loops'])} lanes"
    return f"ran in CPython: {function.statistics['reason']}"


if __name__ == "__main__":
    sys.exit(main())
