"""A run under the recorder: what is recorded, and what becomes of it at the end.

recording = Recording(Settings(lines=["f"]))
recording.begin()
...                         recording.recorder.is_in_program = True: the program
profile = recording.end()
"""

from __future__ import annotations

import contextlib
import os
import platform
import sys
import time
import tokenize
import weakref
from collections import Counter
from dataclasses import asdict, dataclass, field
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Any

from .. import _hotloop
from . import _calibrate
from ._choice import LEAST, LOOKS, Choice
from .model import Function, Lines, Nodes, Overhead, Profile, Rate, Thread

if TYPE_CHECKING:
    import threading

    from ._compiled import MachineCode
    from ._snapshots import Snapshots


@dataclass
class Settings:
    """What is to be recorded. It goes to child processes too."""

    builtins: bool = True
    counts_lines: bool = True
    lines: list[str] = field(default_factory=list)  # of these functions, files or modules; none: of those that are hot
    sample: float | None = None  # so many times in a second, in place of each call
    compiled: bool = False  # machine code runs, as under `hotloop run`

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class Recording:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.choice = Choice(settings.lines)
        self.recorder = _hotloop.Recorder(settings.builtins, settings.sample is None)
        self.costs = _calibrate.Costs()
        self.sources: dict[str, str] = {}
        self.snapshots: Snapshots | None = None  # if loops are to be tried
        self.watched: set[CodeType] = set()
        self.machine: MachineCode | None = None
        if settings.compiled:
            from ._compiled import MachineCode

            self.machine = MachineCode(self.watched, settings.counts_lines)
        self.whole: set[CodeType] = set()  # lines of these have been counted from their first call on
        # Threads and their names by their numbers. One that begins may have the number of one that has ended.
        self.threads: dict[int, list[tuple[weakref.ref[threading.Thread], str]]] = {}
        self.started = time.time_ns()
        self.is_over = False
        self._marked = False

    def begin(self, costs: _calibrate.Costs | None = None) -> None:
        """Calibrates, if the costs are not known. What is recorded begins with `recorder.is_in_program = True`."""
        recorder, settings = self.recorder, self.settings
        if settings.compiled:
            recorder.see_compiled()
        if settings.sample is None:
            self.costs = costs or _calibrate.costs(settings.builtins, settings.counts_lines)
            recorder.set_costs(self.costs)
        if settings.counts_lines and settings.sample is None and not self.choice.is_automatic:
            recorder.greet(self._greet)
        self.started = time.time_ns()
        recorder.clear()
        if settings.sample is not None:
            recorder.sample(settings.sample)
        if sys.version_info < (3, 12) and settings.builtins and settings.sample is None:
            import threading

            threading.setprofile(self._join)
        self._tick()

    def mark(self, function: Any) -> Any:
        """The decorator `@profile`: the function as it is, and its lines count."""
        code = getattr(getattr(function, "__func__", function), "__code__", None)
        if isinstance(code, CodeType) and self.settings.counts_lines and self.settings.sample is None:
            self._marked = True
            self.whole.add(code)
            self._watch(code)
        return function

    def inject(self) -> None:
        """`profile` becomes a builtin, as under kernprof."""
        import builtins

        vars(builtins)["profile"] = self.mark

    def begin_anew(self) -> None:
        """In a process that was forked."""
        self.recorder.begin_anew()
        self.snapshots = None
        self.threads.clear()
        if self.machine is not None:
            self.machine.begin_anew()
        self.started = time.time_ns()
        self.recorder.stop_ticking()
        if self.settings.sample is not None:
            self.recorder.sample(self.settings.sample)
        self._tick()

    def end(self) -> Profile:
        """No more is recorded; what was."""
        self.is_over = True
        samples, seconds = self.recorder.stop_ticking()
        profile = self._profile(samples, seconds)
        self.recorder.disable()
        return profile

    def so_far(self) -> Profile:
        """What was recorded up to now. Recording goes on."""
        return self._profile(0, 0.0)

    def _profile(self, samples: int, seconds: float) -> Profile:
        self._name_threads()
        counted = self.recorder.snapshot()
        profile = profile_of(counted, {number: [name for _, name in known] for number, known in self.threads.items()})
        for lines in profile.lines:
            if counted["functions"][lines.function] in self.whole:
                lines.since = 0
        if self.machine is not None:
            self.machine.show_in(profile, counted["functions"], self.choice if self.settings.counts_lines else None)
            for lines in profile.lines:
                self._read(profile.functions[lines.function].file)
        if self.choice.is_automatic and not self._marked:
            # Hot once, but not in the end; and of samples all lines are there.
            profile.lines = [lines for lines in profile.lines if lines.total >= LEAST * profile.wall]
        profile.started = self.started
        profile.python = f"{platform.python_implementation()} {platform.python_version()}"
        profile.overhead.per_call, profile.overhead.per_line = self.costs.call, self.costs.line
        if self.settings.sample is not None:
            profile.mode = "samples"
            if seconds == 0.0:
                samples, seconds = sum(profile.nodes.calls) // max(1, len(profile.threads)), profile.wall / 1e9
            profile.rate = Rate(self.settings.sample, samples / seconds if seconds > 0 else 0.0)
            for lines in profile.lines:
                self._read(profile.functions[lines.function].file)
        profile.sources = self.sources
        return profile

    def _tick(self) -> None:
        settings = self.settings
        if (
            settings.counts_lines
            and settings.sample is None
            and (self.choice.is_automatic or self.snapshots is not None)
        ):
            self.recorder.look_after(LOOKS, self._look)

    def _greet(self, code: CodeType) -> None:
        if self._is_shown(code) and self.choice.has(code):
            self.whole.add(code)
            self._watch(code)

    def _look(self) -> None:
        self._name_threads()
        if self.is_over:
            return
        if self.choice.is_automatic and not self._marked:
            for code in self.choice.hot(*self.recorder.hot(self._is_programs), self.recorder.watched()):
                self._watch(code)
        if self.snapshots is not None:
            self.snapshots.take(sys._getframe().f_back, self.watched)

    def _is_programs(self, code: CodeType) -> bool:
        return self.choice.is_programs(code) and self._is_shown(code)

    def _is_shown(self, code: CodeType) -> bool:
        return self.machine is None or not self.machine.hides(code)

    def _watch(self, code: CodeType) -> None:
        self._read(code.co_filename)
        self.watched.add(code)
        self.recorder.watch(code)

    def _read(self, file: str) -> None:
        """The text as it is now: it may change before anybody looks at the profile."""
        if file in self.sources or file.startswith("<"):
            return
        with contextlib.suppress(OSError, SyntaxError, ValueError), tokenize.open(file) as text:
            self.sources[file] = text.read()

    def _join(self, frame: FrameType, event: str, argument: Any) -> None:
        """The first event of a thread. Its name is asked for now: another may have its number when it has ended."""
        import threading

        self._name_thread(threading.current_thread())
        _hotloop.join_thread(frame, event, argument)

    def _name_threads(self) -> None:
        threading = sys.modules.get("threading")
        for thread in threading.enumerate() if threading is not None else ():
            self._name_thread(thread)

    def _name_thread(self, thread: threading.Thread) -> None:
        if thread.ident is None:
            return
        known = self.threads.setdefault(thread.ident, [])
        if known and known[-1][0]() is thread:
            known.pop()
        known.append((weakref.ref(thread), thread.name))


def profile_of(counted: dict[str, Any], names: dict[int, list[str]] | None = None) -> Profile:
    """The profile that a snapshot of the recorder is. names: of threads by their numbers."""
    profile = Profile(wall=counted["wall"], folded=counted["folded"])
    profile.overhead = Overhead(subtracted=counted["subtracted"])
    profile.functions = [function_of(each) for each in counted["functions"]]
    profile.nodes = Nodes.from_bytes(*(counted[name] for name in ("parent", "function", "calls", "own")))
    found = _names([ident for ident, _, _ in counted["threads"]], names or {})
    for name, (ident, root, wall) in zip(found, counted["threads"]):
        profile.threads.append(Thread(os.getpid(), ident, name, root, wall))
    for function, since, lines in counted["lines"]:
        if lines:
            hits = {line: hits for line, (hits, _) in lines.items()}
            times = {line: time for line, (_, time) in lines.items()}
            profile.lines.append(Lines(function, since, hits, times))
    return profile


def _names(numbers: list[int], names: dict[int, list[str]]) -> list[str]:
    """Not all are known: from 3.12 on nobody asks a thread that begins, and one may have ended before anybody looks."""
    found, n_before, n_in_all = [], Counter[int](), Counter(numbers)
    for at, number in enumerate(numbers):
        nth, known = n_before[number], names.get(number, [])
        n_before[number] += 1
        if len(known) == n_in_all[number]:
            name = known[nth]
        else:
            name = known[-1] if known and nth == n_in_all[number] - 1 else ""
        found.append(name or ("MainThread" if at == 0 else f"thread {at}"))
    return found


def function_of(known: CodeType | str | tuple[CodeType]) -> Function:
    """known: code, what cProfile calls a builtin, or of machine code a tuple of its code."""
    if isinstance(known, tuple):
        (code,) = known
        name = f"{code.co_qualname} [compiled]"
        return Function(code.co_filename, code.co_firstlineno, f"{code.co_name} [compiled]", name, "compiled")
    if isinstance(known, str):
        return Function("~", 0, known, known, "builtin")
    return Function(known.co_filename, known.co_firstlineno, known.co_name, known.co_qualname)
