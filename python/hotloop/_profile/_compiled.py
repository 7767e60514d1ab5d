"""Machine code in a profile: `hotloop run --profile`.

    as recorded: main -> look (ours) -> run_region (ours) -> machine code -> snippet -> print
    as shown:    main -> slow.py:12 loop in main [compiled] -> print
                 main -> hotloop                            what our own code has taken: looking at loops, compiling

The recorder tells when machine code begins and ends (`hub.rs`); `_run/_loops.py` tells what loop it is of and how many
iterations it has done; how often its lines run machine code counts by itself (`counted.rs`). Parts of a function that
CPython runs in its place are no functions of the program's: the time of a snippet is that of the machine code that has
called it, the time behind an exit that of the function with the loop.
"""

from __future__ import annotations

import sys
from collections import Counter
from types import CodeType, FrameType
from typing import Any

from .. import _continuation, _hotloop
from .._places import OURS, is_installed
from .._run import _loops, _report
from .._source import REGIONS
from ._choice import Choice
from .model import NO_FUNCTION, Function, Lines, Nodes, Profile, drop_unknown

OWN = Function("~", 0, "<hotloop>", "<hotloop>", "builtin")


# What puts a watch on a loop, and looks behind it: functions of ours that are written in C.
WATCHES = {"<enter>", "<enter_while>", "<enter_timed>", "<failed>"}


class MachineCode:
    """What is known of the machine code of this process. There is one while it is profiled."""

    def __init__(self, watched: set[CodeType], counts_lines: bool) -> None:
        self.watched = watched  # code whose lines are counted
        # Of loops that were cut out, by the address of their code: that, the loop, the code that it is in.
        self.regions: dict[int, tuple[CodeType, Any, CodeType]] = {}
        # Seconds that no line has, of each loop, in the code that it was in.
        self.unseen: dict[tuple[Any, CodeType], float] = {}
        # How often the line of a loop's head was one that we had put there.
        self.raised: Counter[tuple[CodeType, int]] = Counter()
        _loops.profile = self
        _continuation.made = {}
        if counts_lines:
            _hotloop.count_lines()

    # Told by _run/_loops.py

    def add(self, code: CodeType, loop: Any, of: CodeType) -> None:
        """This code is that of a loop which was cut out of another one."""
        self.regions[id(code)] = code, loop, of

    def note(self, loop: Any, code: CodeType, seconds: float, has_line: bool) -> None:
        """The loop, in a function with this code, has been in machine code. has_line: a line of it has the time."""
        self.unseen[loop, code] = self.unseen.get((loop, code), 0.0) + (0.0 if has_line else seconds)

    def note_raised(self, frame: FrameType) -> None:
        """An exception on its way out of a loop has met our `except`, which stands at the head."""
        error = sys.exception()
        trace = error.__traceback__ if error is not None else None
        if frame.f_code in self.watched and trace is not None and trace.tb_lineno != frame.f_lineno:
            self.raised[frame.f_code, frame.f_lineno] += 1

    def begin_anew(self) -> None:
        self.unseen.clear()
        self.raised.clear()
        _hotloop.forget_counted_lines()

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
        drop_unknown(profile)

    def _function(self, known: Any) -> Function:
        from ._record import function_of

        if isinstance(known, tuple) and (region := self.regions.get(id(known[0]))):
            return function_of_loop(region[1])
        return function_of(known)

    def _add_lines(self, profile: Profile, functions: dict[Function, int], choice: Choice) -> None:
        tables = {lines.function: lines for lines in profile.lines}
        for (loop, code), seconds in self.unseen.items():
            if not choice.is_automatic and not choice.has(code):
                continue
            number = functions.setdefault(
                Function(code.co_filename, code.co_firstlineno, code.co_name, code.co_qualname), len(functions)
            )
            lines = tables.setdefault(number, Lines(number))
            first, _, last, _ = loop.loop.span
            lines.times[first] = lines.times.get(first, 0) + round(seconds * 1e9)
            if [first, last] not in lines.compiled:
                lines.compiled = sorted([*lines.compiled, [first, last]])
        for (code, head), times in self.raised.items():
            function = Function(code.co_filename, code.co_firstlineno, code.co_name, code.co_qualname)
            table = tables.get(functions.get(function, NO_FUNCTION))
            if table is not None and head in table.hits:
                table.hits[head] = max(0, table.hits[head] - times)
        whole = set()
        for code, places in _hotloop.counted_lines():
            table = self._add_counted(code, places, tables, functions, choice)
            if table is not None and id(code) not in self.regions and code not in whole:
                # A whole function has its time in the tree; it may have been compiled for several types.
                whole.add(code)
                compiled = functions.get(self._function((code,)))
                nodes = zip(profile.nodes.function, profile.nodes.own, strict=True)
                first = table.compiled[0][0]
                time = sum(own for function, own in nodes if function == compiled)
                table.times[first] = table.times.get(first, 0) + time
        profile.lines = list(tables.values())

    def _add_counted(
        self,
        code: CodeType,
        places: list[tuple[int, bool, int]],
        tables: dict[int, Lines],
        functions: dict[Function, int],
        choice: Choice,
    ) -> Lines | None:
        """The table of the function; None: nobody wants it.

        places: line, whether a loop began its next iteration there, how often.
        """
        of_region = self.regions.get(id(code))
        of = of_region[2] if of_region is not None else code
        if not choice.is_automatic and not choice.has(of):
            return None
        function = Function(of.co_filename, of.co_firstlineno, of.co_name, of.co_qualname)
        lines = tables.setdefault(functions.setdefault(function, len(functions)), Lines(functions[function]))
        first, last = min(line for line, *_ in places), max(line for line, *_ in places)
        if of_region is not None:
            _, loop, _ = of_region
            # The text of a loop at the top of a file is moved down by the head of its function.
            moved = REGIONS[id(code)][1].moved_lines
            places = [(line - moved, is_next, hits) for line, is_next, hits in places]
            first, _, last, _ = loop.loop.span
            # It was entered in CPython.
            own = [place for place in places if place[0] == first and place[1]]
            places = [*own, *(place for place in places if first < place[0] <= last)]
        for line, _, hits in places:
            if hits:
                lines.hits[line] = lines.hits.get(line, 0) + hits
        if [first, last] not in lines.compiled:
            lines.compiled = sorted([*lines.compiled, [first, last]])
        return lines


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
