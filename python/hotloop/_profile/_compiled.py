"""Machine code in a profile: `hotloop run --profile`.

    as recorded: main -> look (ours) -> run_region (ours) -> machine code -> snippet -> print
    as shown:    main -> slow.py:12 loop in main [compiled] -> print
                 main -> hotloop                            what our own code has taken: looking at loops, compiling

The recorder tells when machine code begins and ends (`hub.rs`); `_run/_loops.py` tells what loop it is of and how many
iterations it has done. Parts of a function that CPython runs in its place are no functions of the program's: the time
of a snippet is that of the machine code that has called it, the time behind an exit that of the function with the loop.
"""

from __future__ import annotations

from types import CodeType
from typing import Any

from .. import _continuation
from .._places import OURS, is_installed
from .._run import _loops, _report
from ._choice import Choice
from .model import NO_FUNCTION, Function, Lines, Nodes, Profile

OWN = Function("~", 0, "<hotloop>", "<hotloop>", "builtin")


# What puts a watch on a loop, and looks behind it: functions of ours that are written in C.
WATCHES = {"<enter>", "<enter_while>", "<enter_timed>", "<failed>"}


class Counts:
    """Of one loop, as code that it was in: iterations, if they are known, and seconds that no line of it has."""

    def __init__(self) -> None:
        self.trips = 0
        self.unseen = 0.0


class MachineCode:
    """What is known of the machine code of this process. There is one while it is profiled."""

    def __init__(self, watched: set[CodeType]) -> None:
        self.watched = watched  # code whose lines are counted
        self.regions: dict[int, tuple[CodeType, Any]] = {}  # of loops that were cut out, by the address of their code
        self.counts: dict[tuple[Any, CodeType], Counts] = {}
        _loops.profile = self
        _continuation.made = {}

    # Told by _run/_loops.py

    def add(self, code: CodeType, loop: Any) -> None:
        """This code is that of a loop which was cut out."""
        self.regions[id(code)] = code, loop

    def note(self, loop: Any, code: CodeType, trips: int | None, seconds: float, has_line: bool) -> None:
        """The loop, in a function with this code, has been in machine code. has_line: a line of it has the time."""
        counts = self.counts.setdefault((loop, code), Counts())
        counts.trips += trips or 0
        counts.unseen += 0.0 if has_line else seconds

    def begin_anew(self) -> None:
        self.counts.clear()

    def hides(self, code: CodeType) -> bool:
        """Is it a part of a function that was made to go on in CPython?"""
        return id(code) in (_continuation.made or {})

    # At the end

    def show_in(self, profile: Profile, known: list[Any], choice: Choice | None) -> None:
        """Puts machine code where it belongs. known: what each function is to the recorder. choice: of lines."""
        functions: dict[Function, int] = {}
        renumbered = [functions.setdefault(self._function(one), len(functions)) for one in known]
        for lines in profile.lines:
            lines.function = renumbered[lines.function]
        profile.lines = _merged(profile.lines)
        _Tree(self, profile, known, renumbered, functions).rebuild()
        if choice is not None:
            self._add_lines(profile, functions, choice)
        profile.functions = list(functions)

    def _function(self, known: Any) -> Function:
        from ._record import function_of

        if isinstance(known, tuple) and (region := self.regions.get(id(known[0]))):
            return function_of_loop(region[1])
        return function_of(known)

    def _add_lines(self, profile: Profile, functions: dict[Function, int], choice: Choice) -> None:
        tables = {lines.function: lines for lines in profile.lines}
        for (loop, code), counts in self.counts.items():
            if not choice.is_automatic and not choice.has(code):
                continue
            number = functions.setdefault(
                Function(code.co_filename, code.co_firstlineno, code.co_name, code.co_qualname), len(functions)
            )
            lines = tables.setdefault(number, Lines(number))
            first, _, last, _ = loop.loop.span
            lines.hits[first] = lines.hits.get(first, 0) + counts.trips
            lines.times[first] = lines.times.get(first, 0) + round(counts.unseen * 1e9)
            if [first, last] not in lines.compiled:
                lines.compiled = sorted([*lines.compiled, [first, last]])
        profile.lines = list(tables.values())


def function_of_loop(loop: Any) -> Function:
    """loop: a `WatchedLoop`."""
    line, inside = loop.loop.span[0], loop.loop.function
    name = f"loop [compiled] in {inside}"
    return Function(loop.filename, line, name, name, "compiled")


def _merged(tables: list[Lines]) -> list[Lines]:
    """Code that was made anew is that of the same function."""
    merged: dict[int, Lines] = {}
    for lines in tables:
        into = merged.setdefault(lines.function, lines)
        if into is lines:
            continue
        into.since = max(into.since, lines.since)
        for line, hits in lines.hits.items():
            into.hits[line] = into.hits.get(line, 0) + hits
        for line, time in lines.times.items():
            into.times[line] = into.times.get(line, 0) + time
    return list(merged.values())


class _Tree:
    """The tree without what is ours."""

    def __init__(
        self,
        machine: MachineCode,
        profile: Profile,
        known: list[Any],
        renumbered: list[int],
        functions: dict[Function, int],
    ) -> None:
        self.machine = machine
        self.profile = profile
        self.known = known
        self.renumbered = renumbered
        self.functions = functions
        self.nodes = Nodes()
        self.children: dict[tuple[int, int], int] = {}

    def rebuild(self) -> None:
        nodes = self.profile.nodes
        # Of each node: the new one that what it calls is under, and whether it is ours.
        under, is_ours = [0] * len(nodes), [False] * len(nodes)
        for node in range(len(nodes)):
            parent, function = nodes.parent[node], nodes.function[node]
            calls, own = nodes.calls[node], nodes.own[node]
            if parent < 0:
                under[node] = self.nodes.add(parent, function, calls, own)
                continue
            above = under[parent]
            if self._is_ours(function, is_ours[parent]):
                at = self._child(above, self.functions.setdefault(OWN, len(self.functions)))
                self.nodes.calls[at] += 0 if is_ours[parent] else calls
                self.nodes.own[at] += own
                under[node], is_ours[node] = above, True
            elif self._is_part(function):
                self.nodes.own[above] += own
                under[node] = above
            else:
                under[node] = at = self._child(above, self.renumbered[function])
                self.nodes.calls[at] += calls
                self.nodes.own[at] += own
        for thread in self.profile.threads:
            thread.root = under[thread.root]
        self.profile.nodes = self.nodes

    def _child(self, parent: int, function: int) -> int:
        if (parent, function) not in self.children:
            self.children[parent, function] = self.nodes.add(parent, function)
        return self.children[parent, function]

    def _is_ours(self, function: int, is_caller_ours: bool) -> bool:
        known = self.known[function] if function != NO_FUNCTION else None
        if isinstance(known, str):
            return is_caller_ours or known in WATCHES
        if not isinstance(known, CodeType) or self.machine.hides(known):
            return False
        file = known.co_filename
        return file.startswith(OURS) or (is_caller_ours and (file.startswith("<") or is_installed(file)))

    def _is_part(self, function: int) -> bool:
        known = self.known[function]
        return isinstance(known, CodeType) and self.machine.hides(known)


def notes(profile: Profile) -> list[str]:
    """What became of the loops that took the time, as `--report` says it."""
    found = []
    total = max(profile.wall / 1e9, 1e-9)
    loops = sorted((_report.of_loop(one) for one in _loops.all_loops()), key=lambda one: -one["seconds"])
    for one in loops:
        share = one["seconds"] / total
        if share >= LEAST and not one["entries_under_tracer"]:
            found.append(f"{100 * min(share, 1.0):3.0f} % of the time: {_report._place(one)}: {_report.outcome(one)}")
    return found


# A loop with such a share of the time is spoken of.
LEAST = 0.05
