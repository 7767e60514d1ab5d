"""The rows of the table: which tools run which program, and how they are measured.

    tour = prepare(300, 100, machine.describe())
    for group in groups():
        measure(group, tour, screen)      # the rows of a group take turns; each is shown when it is finished
    tour.as_json()["rows"][3]
    # {"tool": "hotloop, scalar", "program": "pure_python.py, lists", "threads": 1, "seconds": 0.012, "speedup": 29.1,
    #  "sum": 75014, "exact": True, "note": "first call 61 ms longer"}

Only the call is timed. Each answer is compared with CPython's, element by element.
"""

from __future__ import annotations

import contextlib
import io
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import machine
from .problem import PROGRAMS, Problem, Unavailable

if TYPE_CHECKING:
    from .screen import Screen


@dataclass
class Run:
    """A tool that is ready: `call(make_z())` computes, and only `call` is timed. `describe()` is asked thereafter."""

    call: Callable[[Any], Any]
    make_z: Callable[[], Any]
    compiles_in_first_call: bool = False
    describe: Callable[[], str] = str


@dataclass
class Row:
    tool: str
    program: str
    threads: int
    prepare: Callable[[Problem], Run]
    is_ours: bool = True
    seconds: float | None = None
    sum: int | None = None
    exact: bool | None = None
    note: str = ""
    has_failed: bool = False

    def fail(self, error: Exception) -> None:
        self.has_failed = True
        self.note = f"failed: {type(error).__name__}: {first_line(error)}"

    def is_wrong(self) -> bool:
        """One of our rows did not give CPython's answer."""
        return self.is_ours and (self.exact is False or self.has_failed)


@dataclass
class Tour:
    """All that is known so far."""

    problem: Problem
    machine: dict[str, str | int | None]
    rows: list[Row] = field(default_factory=list)
    outputs: dict[str, list[int]] = field(default_factory=dict)  # what CPython computed, by program

    def speedup(self, row: Row) -> float | None:
        """How many times faster than CPython on the first program."""
        baseline = next((r.seconds for r in self.rows if not r.is_ours and r.program == PROGRAMS[0]), None)
        return baseline / row.seconds if baseline is not None and row.seconds else None

    def drawn_output(self) -> list[int] | None:
        return next(iter(self.outputs.values()), None)

    def as_json(self) -> dict[str, Any]:
        names = ("tool", "program", "threads", "seconds", "speedup", "sum", "exact", "note")
        rows = [vars(row) | {"speedup": self.speedup(row)} for row in self.rows]
        return {
            "machine": self.machine,
            "width": self.problem.width,
            "maxiter": self.problem.maxiter,
            "rows": [{name: row[name] for name in names} for row in rows],
        }


def prepare(width: int, maxiter: int, described: dict[str, str | int | None]) -> Tour:
    """A tour without rows. Unavailable if its programs are not there."""
    return Tour(Problem(width, maxiter), described)


def groups() -> Iterator[list[Row]]:
    """The rows of a group are measured in turns, so that a slow moment of the machine meets them all."""
    for program in PROGRAMS:
        yield [cpython(program)]
    for container in ("lists", "arrays"):
        limits = by_hand() if container == "arrays" else {}
        for how, options in HOW.items():
            yield [hotloop(program, container, how, options) for program in PROGRAMS] + limits.get(how, [])


# ---- the tools


def cpython(program: str) -> Row:
    def prepare(problem: Problem) -> Run:
        function = problem.function(program)
        return Run(lambda z: function(problem.q, problem.maxiter, z), problem.new_list)

    return Row("CPython", program, 1, prepare, is_ours=False)


# What the row is called, and the options of `hotloop.jit`.
HOW: dict[str, dict[str, int]] = {"scalar": {"lanes": 1, "threads": 1}, "in lanes": {"threads": 1}, "all cores": {}}


def hotloop(program: str, container: str, how: str, options: dict[str, int]) -> Row:
    def prepare(problem: Problem) -> Run:
        function = jit()(problem.function(program), **options)
        on_arrays = container == "arrays"
        q = problem.q_array() if on_arrays else problem.q
        make_z = problem.new_array if on_arrays else problem.new_list

        def call(z: Any) -> Any:
            return function(q, problem.maxiter, z)

        return Run(call, make_z, compiles_in_first_call=True, describe=lambda: describe_compiled(function))

    threads = options.get("threads") or machine.n_threads()
    return Row(f"hotloop, {how}", f"{program}, {container}", threads, prepare)


ISA_NAMES = {"avx512": "AVX-512", "avx2": "AVX2"}


def by_hand() -> dict[str, list[Row]]:
    """The limits, beside what they are the limit of: loops in Rust, in SIMD with what this CPU has."""
    scalar = Row("Rust, scalar", "by hand, arrays", 1, by_hand_run("tour_rust_scalar"))
    in_lanes = []
    for isa in engine().tour_simd_isas():
        for how, test_every_iteration in (("iterations", True), ("blocks", False)):
            prepare = by_hand_run("tour_simd", isa, test_every_iteration)
            in_lanes.append(Row(f"{ISA_NAMES[isa]}, by {how}", "by hand, arrays", 1, prepare))
    return {"scalar": [scalar], "in lanes": in_lanes}


def by_hand_run(name: str, *options: object) -> Callable[[Problem], Run]:
    def prepare(problem: Problem) -> Run:
        kernel = getattr(engine(), name)
        q, output = problem.q_array(), problem.new_output()

        def call(z: Any) -> Any:
            kernel(q, z, output, problem.maxiter, *options)
            return output

        return Run(call, problem.new_array)

    return prepare


def jit() -> Callable[..., Any]:
    import hotloop

    if not hasattr(hotloop, "jit"):
        raise Unavailable("this build of hotloop has no jit")
    found: Callable[..., Any] = hotloop.jit
    return found


def engine() -> Any:
    from .. import _hotloop

    return _hotloop


def describe_compiled(function: Any) -> str:
    """What hotloop says that it did with the function: "4 lanes x 4", or why it did nothing."""
    statistics = getattr(function, "statistics", None) or {}
    for signature in statistics.get("signatures", {}).values():
        if not signature.get("compiled", True):
            return f"ran in CPython: {first_line(signature.get('reason'))}"
        loops = [loop for loop in signature.get("loops", []) if loop.get("lanes", 1) > 1]
        if loops:
            widest = max(loops, key=lambda loop: loop["lanes"])
            return f"{widest['lanes']} lanes x {widest.get('interleave', 1)}"
    return f"ran in CPython: {first_line(statistics['reason'])}" if statistics.get("reason") else ""


def first_line(text: object) -> str:
    return str(text).strip().partition("\n")[0]


# ---- measuring


def measure(group: list[Row], tour: Tour, screen: Screen) -> None:
    """Measures the rows of a group in turns, adds them to the tour and shows them. After Ctrl-C those that have been
    measured at all are added before KeyboardInterrupt goes on."""
    under_way: list[Measurement] = []
    try:
        with screen.progress(title(group)) as report:
            for row in group:
                measurement = start(row, tour, report)
                if measurement is None:
                    add([row], tour, screen)
                else:
                    under_way.append(measurement)
            while pending := [m for m in under_way if m.is_pending()]:
                for measurement in pending:
                    try:
                        measurement.take()
                    except Exception as error:
                        measurement.row.fail(error)
                    report(sum(len(m.seconds) for m in under_way) / sum(m.n_wanted for m in under_way))
    finally:
        for measurement in under_way:
            measurement.finish()
        add([measurement.row for measurement in under_way], tour, screen)


def title(group: list[Row]) -> str:
    first = f"{group[0].tool}, {group[0].program}"
    return first if len(group) == 1 else f"{first}, and {len(group) - 1} more in turns"


def add(rows: list[Row], tour: Tour, screen: Screen) -> None:
    tour.rows += rows
    for row in rows:
        screen.show_row(row, tour)


def start(row: Row, tour: Tour, report: Callable[[float], None]) -> Measurement | None:
    """The measurement after its first call; None if the tool is missing or fails, which the note then says."""
    try:
        measurement = Measurement(row, row.prepare(tour.problem), tour)
        measurement.take(io.StringIO() if row.is_ours else Percentages(report))
    except Unavailable as error:
        row.note = str(error)
    except Exception as error:
        row.fail(error)
    else:
        return measurement
    return None


class Measurement:
    """The calls of a row so far."""

    def __init__(self, row: Row, run: Run, tour: Tour) -> None:
        self.row = row
        self.run = run
        self.tour = tour
        self.seconds: list[float] = []
        self.n_wanted = 1

    def is_pending(self) -> bool:
        return len(self.seconds) < self.n_wanted and not self.row.has_failed

    def take(self, stdout: io.TextIOBase | None = None) -> None:
        """One more call: its time and its answer."""
        z = self.run.make_z()
        with contextlib.redirect_stdout(stdout or io.StringIO()):
            start = time.perf_counter()
            output = self.run.call(z)
            self.seconds.append(time.perf_counter() - start)
        self.check(output if isinstance(output, list) else output.tolist())
        n_done, n_first = len(self.seconds), int(self.run.compiles_in_first_call)
        if n_done <= n_first:
            self.n_wanted = 1 if self.seconds[0] > 5.0 else 2
        elif n_done == 1 + n_first:
            self.n_wanted = n_first + n_calls(self.seconds[-1])

    def check(self, output: list[int]) -> None:
        row, problem = self.row, self.tour.problem
        row.sum = sum(output)
        if not row.is_ours:
            self.tour.outputs[row.program] = output
        expected = self.tour.outputs.get(row.program.partition(",")[0], self.tour.drawn_output())
        is_right = (expected is None or output == expected) and problem.known_sum in (None, row.sum)
        row.exact = is_right and row.exact is not False

    def finish(self) -> None:
        """The minimum is the time: what makes a call slower than that is not the tool."""
        row, compiles = self.row, self.run.compiles_in_first_call
        later = self.seconds[1:] if compiles and len(self.seconds) > 1 else self.seconds
        row.seconds = min(later)
        notes = [self.run.describe()]
        if compiles and len(self.seconds) > 1:
            notes.insert(0, f"first call {max(self.seconds[0] - row.seconds, 0) * 1e3:.0f} ms longer")
        if len(self.seconds) < self.n_wanted:
            notes.append(f"interrupted after {len(self.seconds)} of {self.n_wanted} calls")
        if not row.has_failed:
            row.note = "; ".join(note for note in notes if note)


def n_calls(seconds: float) -> int:
    """About two seconds for a row, at least 3 calls of those that are fast, one of those that are slow."""
    return 1 if seconds > 2.0 else min(15, max(3, int(2.0 / max(seconds, 1e-6))))


class Percentages(io.TextIOBase):
    """Takes what the programs print, and reports their progress."""

    def __init__(self, report: Callable[[float], None]) -> None:
        self.report = report

    def write(self, text: str) -> int:
        if found := re.match(r"([\d.]+)% complete", text):
            self.report(float(found[1]) / 100)
        return len(text)
