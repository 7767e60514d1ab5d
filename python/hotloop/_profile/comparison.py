"""Two profiles side by side: what got faster and slower, by function and by line.

compare(read("before.json"), read("after.json"), "before.json", "after.json").pairs[0].change

A function is the same if its file and qualified name are; else if the names are and the files have one name, as a
program that was copied has; else if only one function on each side has the name. Lines are matched by difflib.
"""

from __future__ import annotations

import difflib
import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .model import Figures, Function, Lines, Profile
from .source_text import block, lines_of_module, read_text, split

# Functions with lines that are kept, and lines of each.
MOST, MOST_LINES = 40, 3000


@dataclass
class Pair:
    """A function in the one profile, in the other, or in both: its number there, and its figures."""

    a: int | None
    b: int | None
    of_a: Figures | None
    of_b: Figures | None
    compiled: tuple[bool, bool] = (False, False)  # its own time is that of machine code too

    @property
    def change(self) -> int:
        return (self.of_b.own if self.of_b else 0) - (self.of_a.own if self.of_a else 0)


@dataclass
class Row:
    """A line of one of two texts, or of both: hits and time, which is None where it is in the first line of a loop."""

    text: str
    a_line: int | None
    b_line: int | None
    a: tuple[int, int | None] | None = None
    b: tuple[int, int | None] | None = None


@dataclass
class Table:
    """The lines of a function, and in each profile the first and last ones of loops that have been in machine code."""

    function: Function
    rows: list[Row]
    compiled: tuple[list[list[int]], list[list[int]]] = ([], [])


@dataclass
class Comparison:
    """pairs: the one with the largest change of own time first. lines: in the same order."""

    a: Profile
    b: Profile
    labels: tuple[str, str]
    unit: str = "ns"  # or "share": b's times have been scaled to the total of a's
    pairs: list[Pair] = field(default_factory=list)
    lines: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def function(self, pair: Pair) -> Function:
        """As it is now."""
        if pair.b is not None:
            return self.b.functions[pair.b]
        assert pair.a is not None
        return self.a.functions[pair.a]

    @property
    def wall(self) -> tuple[int | None, int | None]:
        return (self.a.wall or None, (self.b.wall or None) if self.unit == "ns" else None)


def compare(
    a: Profile, b: Profile, label_a: str, label_b: str, counted_at: tuple[float, float] = (0.0, 0.0)
) -> Comparison:
    """counted_at: when each was measured, in seconds since 1970, if it does not say so; 0 is not known."""
    made = Comparison(a, b, (label_a, label_b))
    (of_a, in_a), (of_b, in_b) = _with_machine_code(a), _with_machine_code(b)
    scale = 1.0
    if a.has_clock != b.has_clock or (not a.has_clock and not b.has_clock):
        scale = _total(of_a) / max(_total(of_b), 1)
        made.unit = "share"
    made.pairs = [
        Pair(one, other, of_a.get(one), _scaled(of_b.get(other), scale), (one in in_a, other in in_b))
        for one, other in _matched(a, b)
        if one in of_a or other in of_b
    ]
    made.pairs.sort(key=lambda pair: -abs(pair.change))
    made.lines = _lines(made, counted_at)
    made.notes = _notes(made)
    return made


def _with_machine_code(profile: Profile) -> tuple[dict[int | None, Figures], set[int | None]]:
    """Figures of functions, in which machine code counts for the function that it is of; and which those are.

    A loop that has become machine code would otherwise make its function a thousand times as fast.
    """
    python = {(one.file, one.qualname): number for number, one in enumerate(profile.functions) if one.kind == "python"}
    figures: dict[int | None, Figures] = {}
    compiled: set[int | None] = set()
    for number, each in profile.calls().functions.items():
        function = profile.functions[number]
        home = python.get((function.file, function.inside)) if function.kind == "compiled" else None
        if home is None:
            figures.setdefault(number, Figures()).add(each)
        else:
            compiled.add(home)
            figures.setdefault(home, Figures()).own += each.own
    return figures, compiled


def _total(functions: dict[int | None, Figures]) -> int:
    return sum(figures.own for figures in functions.values())


def _scaled(figures: Figures | None, scale: float) -> Figures | None:
    if figures is None or scale == 1.0:
        return figures
    return Figures(figures.calls, figures.primitive, round(figures.own * scale), round(figures.cumulative * scale))


def _matched(a: Profile, b: Profile) -> Iterator[tuple[int | None, int | None]]:
    """Numbers of functions that are the same. Each is given once."""
    left, right = list(range(len(a.functions))), list(range(len(b.functions)))
    keys: tuple[Callable[[Function], object], ...] = (
        lambda one: (one.file, one.qualname, one.kind, one.line),
        lambda one: (one.file, one.qualname, one.kind),
        lambda one: (os.path.basename(one.file), one.qualname, one.kind),
    )
    for key in keys:
        left, right, found = _paired(a, b, left, right, key, alone=False)
        yield from found
    # A function that has moved to another file: only if there is no other of its name.
    left, right, found = _paired(a, b, left, right, lambda one: (one.qualname, one.kind), alone=True)
    yield from found
    yield from ((one, None) for one in left)
    yield from ((None, one) for one in right)


def _paired(
    a: Profile, b: Profile, left: list[int], right: list[int], key: Callable[[Function], object], alone: bool
) -> tuple[list[int], list[int], list[tuple[int, int]]]:
    """What is left of both, and the pairs: several of one key in the order of their lines."""
    groups: dict[object, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for number in left:
        groups[key(a.functions[number])][0].append(number)
    for number in right:
        groups[key(b.functions[number])][1].append(number)
    found: list[tuple[int, int]] = []
    for ours, theirs in groups.values():
        if alone and (len(ours) != 1 or len(theirs) != 1):
            continue
        ours.sort(key=lambda number: a.functions[number].line)
        theirs.sort(key=lambda number: b.functions[number].line)
        found += zip(ours, theirs)
    matched = {one for one, _ in found}, {other for _, other in found}
    return [one for one in left if one not in matched[0]], [one for one in right if one not in matched[1]], found


def _lines(made: Comparison, counted_at: tuple[float, float]) -> list[Table]:
    """Of each function whose lines were counted in one of them; what has changed most first."""
    a, b = made.a, made.b
    of_a = {lines.function: lines for lines in a.lines}
    of_b = {lines.function: lines for lines in b.lines}
    order = {(pair.a, pair.b): at for at, pair in enumerate(made.pairs)}
    found = []
    for one, other in _matched(a, b):
        ours = of_a.get(one) if one is not None else None
        theirs = of_b.get(other) if other is not None else None
        if ours is None and theirs is None:
            continue
        texts = _Text(a, one, ours, counted_at[0]), _Text(b, other, theirs, counted_at[1])
        made.notes += [text.note for text in texts if text.note is not None and text.note not in made.notes]
        rows = list(_rows(*texts))[:MOST_LINES]
        function = b.functions[other] if other is not None else a.functions[one or 0]
        compiled = (ours.compiled if ours is not None else [], theirs.compiled if theirs is not None else [])
        # Where functions have no figures, those whose lines took longest come first.
        longest = max(lines.total for lines in (ours, theirs) if lines is not None)
        found.append((order.get((one, other), len(order)), -longest, Table(function, rows, compiled)))
    found.sort(key=lambda one: one[:2])
    if len(found) > MOST:
        made.notes.append(f"The lines of the {MOST} functions that have changed most are here, of {len(found)}.")
    return [table for _, _, table in found[:MOST]]


class _Text:
    """The lines of a function in a profile, and what was counted of them."""

    def __init__(self, profile: Profile, number: int | None, counted: Lines | None, counted_at: float) -> None:
        self.lines: dict[int, str] = {}
        self.note: str | None = None
        self.counted = counted
        if number is None:
            return
        function = profile.functions[number]
        hits = counted.hits if counted is not None else {}
        kept = profile.sources.get(function.file)
        if profile.started:
            counted_at = (profile.started + profile.wall) / 1e9
        found = block(function.file, function.line, hits, kept, counted_at)
        self.lines, self.note = dict(found.lines), found.note
        whole = kept if kept is not None else read_text(function.file) or ""
        text = split(whole)
        if function.name == "<module>":
            own = lines_of_module(whole, function.file)
            self.lines = {line: text[line - 1] for line in own if line <= len(text)}
        for line in hits:
            self.lines.setdefault(line, text[line - 1] if 0 < line <= len(text) else "")

    def of(self, line: int) -> tuple[int, int | None] | None:
        if self.counted is None or line not in self.counted.hits:
            return None
        return self.counted.hits[line], self.counted.time_of(line)


def _rows(a: _Text, b: _Text) -> Iterator[Row]:
    """Lines as difflib matches them; what was taken out stands before what came in."""
    ours, theirs = sorted(a.lines), sorted(b.lines)
    # Indentation alone is no other line.
    matcher = difflib.SequenceMatcher(
        None, [a.lines[line].strip() for line in ours], [b.lines[line].strip() for line in theirs], autojunk=False
    )
    for what, begin, end, other_begin, other_end in matcher.get_opcodes():
        if what == "equal":
            for line, other in zip(ours[begin:end], theirs[other_begin:other_end]):
                yield Row(b.lines[other], line, other, a.of(line), b.of(other))
            continue
        for line in ours[begin:end]:
            yield Row(a.lines[line], line, None, a.of(line), None)
        for other in theirs[other_begin:other_end]:
            yield Row(b.lines[other], None, other, None, b.of(other))


def _notes(made: Comparison) -> list[str]:
    a, b = made.a, made.b
    notes = [f"Both: {note}" for note in a.notes if note in b.notes]
    for label, one, other in zip(made.labels, (a, b), (b, a)):
        notes += [f"{label}: {note}" for note in one.notes if note not in other.notes]
    notes += made.notes
    if made.unit == "share":
        notes.append(
            "Counts of samples are no times: the second is scaled to the total of the first, so that shares can be "
            "compared and nothing else."
        )
    elif a.mode != b.mode:
        sampled = made.labels[0] if a.mode == "samples" else made.labels[1]
        notes.append(
            f"{sampled} was sampled, in the other each call was counted: times can be compared, as far as samples can "
            "tell; numbers of calls cannot."
        )
    for profile, label in ((a, made.labels[0]), (b, made.labels[1])):
        if not profile.lines:
            notes.append(f"{label} has no lines.")
    since = [
        (label, max((lines.since for lines in profile.lines), default=0))
        for profile, label in ((a, made.labels[0]), (b, made.labels[1]))
    ]
    late = [f"in {label} up to {when / 1e9:.3f} s" for label, when in since if when]
    if late:
        notes.append(
            f"Lines were counted from when their function was found to be hot ({', '.join(late)} after the start): "
            "compare time for each hit, or count them from the start by --lines NAME."
        )
    if a.argv != b.argv and a.argv and b.argv:
        notes.append(f"What was run differs: {' '.join(a.argv)}; {' '.join(b.argv)}.")
    return notes
