"""The rows of the tables: each program under each tool, measured in turns and compared with CPython.

    tour = Tour(Problem(300, 100), machine.describe(), found)
    for group in GROUPS:
        measure(plans(group), tour, Settings(), screen)
    tour.as_json()["groups"][0]["rows"][0]
    # {"tool": "CPython", "version": "3.11.7", "program": "pure_python.py", "threads": 1, "seconds": 0.35, ...}

Each row has a process of its own (workers.py), so that memory is its own and whoever hangs can be stopped. Those of a
group take turns, so that a slow moment of the machine meets them all. results.schema.json says what a row holds.
"""

from __future__ import annotations

import base64
import tempfile
import time
from array import array
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from . import machine
from .peers import BASELINE, GPU, GROUPS, HOTLOOP_RUN, Entry, Found, Peer
from .problem import Problem, program_directory
from .workers import Failure, Missing, TimedOut, Worker

if TYPE_CHECKING:
    from .screen import Screen


@dataclass
class Settings:
    """limit: seconds that a row may take in all. budget: seconds that its timed calls should. builds_anew: what is
    compiled ahead of time is compiled though it has been, since how long that takes is measured."""

    limit: float = 300.0
    budget: float = 2.0
    at_a_time: int = 12
    builds_anew: bool = True


@dataclass
class Row:
    """What is shown of a row, under the names of results.schema.json."""

    tool: str
    version: str | None
    program: str
    threads: int
    seconds: float | None = None
    compile_seconds: float | None = None
    speedup: float | None = None
    peak_memory: int | None = None
    sum: int | None = None
    different: int | None = None
    note: str = ""
    state: str = "ok"
    ours: bool = False


@dataclass
class Plan:
    """A row to be measured."""

    peer: Peer
    entry: Entry

    def row(self, found: Found) -> Row:
        tool = ", ".join(part for part in (self.peer.name, self.entry.how) if part)
        version = f"in hotloop {found.version}" if self.peer.is_part_of_hotloop() else found.version
        return Row(tool, version, self.entry.name, self.entry.threads, ours=self.peer.ours)

    def is_reference(self) -> bool:
        """Is it CPython that runs the program, without anything of another tool?"""
        return self.peer.name in ("CPython", "NumPy")


@dataclass
class Counts:
    """What a program computes: the count of each point."""

    counts: array[int]
    digest: str


@dataclass
class Tour:
    """All that is known so far."""

    problem: Problem
    machine: dict[str, str | int | None]
    peers: list[Peer]
    found: dict[str, Found]
    groups: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in GROUPS})
    references: dict[str, Counts] = field(default_factory=dict)  # by program
    has_failed: bool = False
    steps: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def reference(self, plan: Plan) -> Counts | None:
        """What the row should compute: what CPython has made of the same program, or of pure_python.py."""
        of_program = None if plan.is_reference() else self.references.get(plan.entry.program)
        return of_program or self.references.get(BASELINE)

    def missing(self, peers: list[Peer]) -> dict[str, list[str]]:
        """The names of those that are not here, by the command that installs them."""
        found: dict[str, list[str]] = {}
        for peer in peers:
            if self.found[peer.name].version is None:
                found.setdefault(peer.install, []).append(peer.name)
        return found

    def baseline_seconds(self) -> float | None:
        rows = (row for row in self.groups[GROUPS[0]] if (row.tool, row.program) == ("CPython", BASELINE))
        return next((row.seconds for row in rows), None)

    def set_speedups(self) -> None:
        baseline = self.baseline_seconds()
        for rows in self.groups.values():
            for row in rows:
                row.speedup = baseline / row.seconds if baseline and row.seconds else None

    def drawn_counts(self) -> list[int] | None:
        first = next(iter(self.references.values()), None)
        return None if first is None else list(first.counts)

    def as_json(self) -> dict[str, Any]:
        """The document of the page, and results.json."""
        self.set_speedups()
        return {
            "schema": 1,
            "kind": "tour",
            "title": f"hotloop tour {self.problem.width} {self.problem.maxiter}",
            "about": machine.about(self.machine),
            "notes": [*self.notes, *self._missing_notes()],
            "machine": self.machine,
            "width": self.problem.width,
            "maxiter": self.problem.maxiter,
            "measured": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "peers": [
                {
                    "name": peer.name,
                    "about": peer.about,
                    "version": self.found[peer.name].version,
                    "install": peer.install or None,
                }
                for peer in self.peers
            ],
            "groups": [{"name": name, "rows": [asdict(row) for row in rows]} for name, rows in self.groups.items()],
            "steps": self.steps,
            "picture": self._picture(),
        }

    def _missing_notes(self) -> list[str]:
        missing = self.missing([peer for peer in self.peers if peer.is_expected])
        return [f"Not installed: {', '.join(names)}. To install: `{install}`" for install, names in missing.items()]

    def _picture(self) -> dict[str, Any] | None:
        counts = self.drawn_counts()
        if counts is None:
            return None
        maxiter = self.problem.maxiter
        # A count of 0 means both never and at once: whoever is outside to begin with leaves at once.
        left = [n if n or abs(point) > 2.0 else maxiter for n, point in zip(counts, self.problem.q)]
        bits = 16 if maxiter < 2**16 else 32
        packed = array("H" if bits == 16 else "I", [min(n, 2**32 - 1) for n in left])
        return {
            "columns": self.problem.columns,
            "rows": len(counts) // self.problem.columns,
            "maxiter": self.problem.maxiter,
            "bits": bits,
            "iterations": base64.b64encode(packed.tobytes()).decode("ascii"),
        }


def plans(peers: list[Peer], group: str, only: str = "") -> list[Plan]:
    """The rows of a group. only: those whose tool or program has it in its name, and the one all are compared with."""
    found = [Plan(peer, entry) for peer in peers for entry in peer.entries if entry.group == group]
    return [plan for plan in found if is_asked_for(plan, only.lower())]


def is_asked_for(plan: Plan, only: str) -> bool:
    is_baseline = plan.peer.name == "CPython" and plan.entry.program == BASELINE
    return is_baseline or only in f"{plan.peer.name}, {plan.entry.how} {plan.entry.name}".lower()


def add_gpu(tour: Tour) -> None:
    row = Row("hotloop", tour.found["hotloop"].version, "on a GPU", 0, state="missing", note="not here yet", ours=True)
    tour.groups[GPU].append(row)


# ---- measuring


def measure(wanted: list[Plan], tour: Tour, group: str, settings: Settings, screen: Screen) -> None:
    """Measures the rows in turns, some at a time, adds them to the group and shows them. After Ctrl-C those that have
    been begun are added before KeyboardInterrupt goes on."""
    rest = iter(wanted)
    while batch := list(islice(rest, settings.at_a_time)):
        measure_batch(batch, tour, group, settings, screen)


def measure_batch(batch: list[Plan], tour: Tour, group: str, settings: Settings, screen: Screen) -> None:
    begun: list[Measurement] = []
    try:
        with screen.progress(group) as report:
            for plan in batch:
                report(0.0, f"{plan.peer.name}, {plan.entry.name}")
                measurement = Measurement(plan, tour, settings)
                begun.append(measurement)
                measurement.begin(report)
            report(0.0, f"{group}: {len(batch)} in turns")
            for n_done, n_all in turns(begun):
                report(n_done / n_all)
    except KeyboardInterrupt:
        for measurement in begun:
            measurement.interrupt()
        raise
    finally:
        for measurement in begun:
            measurement.finish()
            tour.groups[group].append(measurement.row)
            tour.has_failed |= measurement.is_failure()
        tour.set_speedups()
        for measurement in begun:
            screen.show_row(measurement.row)


def turns(begun: list[Measurement]) -> Iterator[tuple[int, int]]:
    while pending := [one for one in begun if one.is_pending()]:
        for measurement in pending:
            measurement.take()
            counted = [one for one in begun if one.n_wanted]
            yield sum(len(one.seconds) for one in counted), max(1, sum(one.n_wanted for one in counted))


class Measurement:
    """The calls of a row so far."""

    def __init__(self, plan: Plan, tour: Tour, settings: Settings) -> None:
        self.plan = plan
        self.tour = tour
        self.settings = settings
        self.row = plan.row(tour.found[plan.peer.name])
        self.worker: Worker | None = None
        self.cache: tempfile.TemporaryDirectory[str] | None = None
        self.seconds: list[float] = []
        self.n_warm_up = 0
        self.compiles_in_first_call = False
        self.n_wanted = 0  # calls, warm-up included; 0: it cannot be measured
        self.notes = [plan.entry.note] if plan.entry.note else []
        self.said = ""
        self.digest: str | None = None

    def begin(self, report: Any = None) -> None:
        """Makes the program ready, and calls it once."""
        found = self.tour.found[self.plan.peer.name]
        try:
            if not found.command or (self.plan.peer.package and found.version is None):
                raise Missing(f"not installed: {self.plan.peer.install}")
            self.worker = Worker(found.command, self.settings.limit, self.environment())
            ready = self.worker.ask(self.request())
            self.row.compile_seconds = ready["compile_seconds"]
            self.n_warm_up = int(ready["warm_up"])
            self.compiles_in_first_call = ready["compiles"]
            self.n_wanted = 1
            self.take(report)
        except Failure as failure:
            self.fail(failure)

    def request(self) -> dict[str, Any]:
        entry, problem = self.plan.entry, self.tour.problem
        tour = program_directory()
        return {
            "do": "prepare",
            "progress": self.plan.peer.name == "CPython",
            "build": entry.build,
            "program": str(tour / entry.program) if entry.program else None,
            "function": entry.function,
            "arguments": entry.arguments,
            "options": entry.options,
            "width": problem.width,
            "maxiter": problem.maxiter,
            "n_cores": machine.n_cores(),
            "builds_anew": self.settings.builds_anew,
            "tour": str(tour),
        }

    def environment(self) -> dict[str, str]:
        """What compiled code is kept: none, so that compiling is measured; under `hotloop run` that of this row, since
        new processes take it from there."""
        if self.plan.peer.python != HOTLOOP_RUN:
            return {"HOTLOOP_CACHE": "0"}
        self.cache = tempfile.TemporaryDirectory(prefix="hotloop-tour-")
        return {"HOTLOOP_CACHE_DIR": self.cache.name}

    def is_pending(self) -> bool:
        return len(self.seconds) < self.n_wanted

    def take(self, report: Any = None) -> None:
        """One more call: its time and its answer."""
        assert self.worker is not None
        try:
            done = self.worker.ask({"do": "call"}, report)
            self.seconds.append(done["seconds"])
            self.check(done)
        except Failure as failure:
            self.fail(failure)
            return
        if len(self.seconds) <= self.n_warm_up:
            # If that took so long, another call may be too much.
            self.n_wanted = 1 if self.seconds[0] > self.settings.limit / 4 else 2
        elif len(self.seconds) == 1 + self.n_warm_up:
            self.n_wanted = self.n_warm_up + self.n_calls(self.seconds[-1])

    def n_calls(self, seconds: float) -> int:
        """As many as take the budget together, at least 3 of those that are fast, one of those that are slow."""
        budget = self.settings.budget
        return 1 if seconds > budget else min(15, max(3, int(budget / max(seconds, 1e-6))))

    def check(self, done: dict[str, Any]) -> None:
        """Keeps what the call has told; compares the counts unless they are those of the call before."""
        row, entry = self.row, self.plan.entry
        row.peak_memory = max(row.peak_memory or 0, done.get("peak_memory") or 0) or None
        row.sum = done["sum"]
        if done.get("in_cpython") and row.state == "ok":
            row.state = "in CPython"
        # The last word counts: a function may be compiled for one call, and be CPython's from then on.
        self.said = done.get("note") or self.said
        reference = self.tour.reference(self.plan)
        if done["digest"] is None:
            known = sum(reference.counts) if reference else None
            self.judge(None, known is not None and row.sum != known)
        elif reference is not None and done["digest"] == reference.digest:
            self.judge(0, False)
            if self.plan.is_reference():
                self.tour.references[entry.program] = reference
        elif self.digest != done["digest"]:
            assert self.worker is not None
            counts = array("q", base64.b64decode(self.worker.ask({"do": "output"})["counts"]))
            self.digest = done["digest"]
            known_sum = self.tour.problem.known_sum
            if reference is None:
                self.judge(0 if self.plan.is_reference() else None, known_sum not in (None, row.sum))
            else:
                self.judge(n_different(counts, reference.counts), True)
            if self.plan.is_reference():
                self.tour.references[entry.program] = Counts(counts, done["digest"])

    def judge(self, different: int | None, is_wrong: bool) -> None:
        """The worst of all calls is what the row shows."""
        row = self.row
        row.different = different if row.different is None else max(row.different, different or 0)
        if is_wrong:
            row.state = "wrong"

    def fail(self, failure: Failure) -> None:
        """What has been measured before is kept."""
        self.n_wanted = len(self.seconds)
        self.notes.insert(0, str(failure))
        is_enough = len(self.seconds) > self.n_warm_up and isinstance(failure, TimedOut)
        if not is_enough:
            self.row.state = failure.state

    def interrupt(self) -> None:
        if self.worker is not None:
            # It may be in the middle of a long call.
            self.worker.kill()
        if len(self.seconds) < max(self.n_wanted, 1) and self.row.state == "ok":
            if self.seconds:
                self.notes.append(f"interrupted after {len(self.seconds)} of {self.n_wanted} calls")
            else:
                self.row.state = "interrupted"

    def finish(self) -> None:
        """The minimum is the time: what makes a call slower than that is not the tool."""
        row = self.row
        if self.worker is not None:
            self.worker.close()
        if self.cache is not None:
            self.cache.cleanup()
        timed = self.seconds[self.n_warm_up :] or self.seconds
        if timed and row.state not in ("failed", "missing"):
            row.seconds = min(timed)
            if self.compiles_in_first_call and len(self.seconds) > 1 and row.state != "in CPython":
                row.compile_seconds = max(self.seconds[0] - row.seconds, 0.0)
            elif self.compiles_in_first_call and len(self.seconds) == 1 and row.state != "in CPython":
                self.notes.append("the time is that of the first call, with compiling in it")
        if row.state == "wrong" and row.different:
            self.notes.insert(0, f"{row.different} of {len(self.tour.problem.q)} points differ from CPython's")
        elif row.state == "wrong":
            self.notes.insert(0, "the sum is not CPython's")
        row.note = "; ".join(note for note in (*self.notes, self.said) if note)

    def is_failure(self) -> bool:
        """Is it one of those that must give CPython's answer, and has not?"""
        return self.plan.peer.must_be_exact and self.row.state in ("wrong", "failed", "timeout")


def n_different(counts: array[int], expected: array[int]) -> int:
    if len(counts) != len(expected):
        return max(len(counts), len(expected))
    return sum(a != b for a, b in zip(counts, expected))
