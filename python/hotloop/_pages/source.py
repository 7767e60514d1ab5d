"""The source of functions as a page shows it: line by line what was counted, its bytecode, and what becomes of it.

    def total(n):                 hits 1
        for i in range(n):        hits 11   GET_ITER, FOR_ITER ...   8 lanes x 4, 2 threads   i: int
            s += i                hits 10   LOAD_FAST s ...          s: float

Nothing of the program is run or imported: bytecode is that of the text, compiled and looked at.
"""

from __future__ import annotations

import dis
import inspect
import itertools
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

from .._places import is_installed
from .._profile._advice import loops_in, of_trial
from .._profile.model import Function, Graph, Lines, Profile, Trial, Vectors, Verdict
from .._profile.source_text import block, read_text, split

Document = dict[str, Any]

# A function with such a share of the time is shown, and at most so many, with so many lines each.
LEAST, MOST, MOST_LINES = 0.01, 40, 3000

LEAST_SHOWN = 3

# An instruction's operand may be a long text of the program.
LONGEST_OPERAND = 80

WORD = re.compile(r"(?<![\w.])[^\W\d]\w*")


@dataclass
class Place:
    """A function of the program with all that is known of it: as Python's, and as machine code."""

    file: str
    qualname: str
    first: int
    function: int  # its number in the profile; or that of its machine code, if CPython never ran it
    is_python: bool
    is_alone: bool = True  # no other has its name
    own: int = 0
    lines: list[Lines] = field(default_factory=list)


def sources_of(profile: Profile, graph: Graph, counted_at: float) -> tuple[list[Document], list[str]]:
    """Of hot functions, the program's own first and the hottest of those; and what is to be said of them.

    graph: its figures. counted_at: seconds since 1970, 0 is not known.
    """
    places, notes = hot_places(profile, graph), []
    if len(places) > MOST:
        notes.append(
            f"The sources of the {MOST} hottest functions are here; {len(places) - MOST} more took 1 % or more."
        )
        del places[MOST:]
    ran, here = re.search(r"\d+\.\d+", profile.python), f"{sys.version_info.major}.{sys.version_info.minor}"
    if ran and ran[0] != here:
        notes.append(f"The program ran under {profile.python}: the bytecode is what CPython {here} makes of its text.")
    texts = Texts(profile, counted_at)
    shown = [_source(texts, place) for place in places]
    return shown, notes + texts.notes


def hot_places(profile: Profile, graph: Graph) -> list[Place]:
    """Functions with 1 % of the time by themselves, with counted lines, or compiled; hottest first."""
    places = _Places(profile)
    for number, figures in graph.functions.items():
        if place := places.of(number):
            place.own += figures.own
    for lines in profile.lines:
        if place := places.of(lines.function):
            place.lines.append(lines)
    # What has become fast is to be seen too.
    compiled = {(verdict.file, verdict.function) for verdict in profile.verdicts if verdict.state == "compiled"}
    least = LEAST * max(sum(figures.own for figures in graph.functions.values()), 1)
    all_places = [place for named in places.by_name.values() for place in named]
    hot = [one for one in all_places if one.lines or one.own >= least or (one.file, one.qualname) in compiled]
    if all(is_installed(file) for file in {one.file for one in hot}):
        # A program that prints and waits has a hottest function too.
        others = sorted((one for one in all_places if one.own and one not in hot), key=_heat)
        hot += itertools.islice((one for one in others if not is_installed(one.file)), LEAST_SHOWN)
    installed = {file: is_installed(file) for file in {one.file for one in hot}}
    return sorted(hot, key=lambda one: (installed[one.file], _heat(one)))


class _Places:
    """By file and qualified name; a property has several functions of one name."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.by_name: dict[tuple[str, str], list[Place]] = {}
        self.by_number: dict[int, Place] = {}
        for number, function in enumerate(profile.functions):
            if function.kind == "python" and not function.file.startswith("<frozen"):
                self._add(number, function, is_python=True)

    def _add(self, number: int, function: Function, is_python: bool) -> Place:
        place = self.by_number[number] = Place(function.file, function.inside, function.line, number, is_python)
        named = self.by_name.setdefault((function.file, function.inside), [])
        named.append(place)
        for one in named if len(named) > 1 else ():
            one.is_alone = False
        return place

    def of(self, number: int) -> Place | None:
        """Of machine code that of the function that it is of."""
        place, function = self.by_number.get(number), self.profile.functions[number]
        if place is None and function.kind == "compiled":
            named = self.by_name.get((function.file, function.inside), [])
            above = [one for one in named if one.first <= function.line] or named
            place = max(above, key=lambda one: one.first, default=None) or self._add(number, function, is_python=False)
            self.by_number[number] = place
        return place


def _heat(one: Place) -> int:
    """The hottest is the least."""
    return -(one.own or sum(each.total for each in one.lines))


class Texts:
    """Files of a profile: their text, code and verdicts, each made once."""

    def __init__(self, profile: Profile, counted_at: float) -> None:
        self.profile = profile
        self.counted_at = counted_at
        self.notes: list[str] = []
        self.codes: dict[str, dict[tuple[str, int], CodeType]] = {}
        self.loops: dict[str, list[Any]] = {}
        self.verdicts: dict[tuple[str, str], list[Verdict]] = {}
        for verdict in profile.verdicts:
            self.verdicts.setdefault((verdict.file, verdict.function), []).append(verdict)
        self._read: dict[str, str | None] = {}

    def note(self, text: str | None) -> None:
        if text is not None and text not in self.notes:
            self.notes.append(text)

    def text(self, file: str) -> str | None:
        """As it was, or else as it is."""
        if file not in self._read:
            self._read[file] = self.profile.sources.get(file) or read_text(file)
        return self._read[file]

    def code(self, file: str, qualname: str, first: int) -> CodeType | None:
        """By name and first line, or by name where that is the only one. cProfile's files have no qualified names."""
        if file not in self.codes:
            self.codes[file] = _codes(self.text(file), file)
        codes = self.codes[file]
        if (qualname, first) in codes:
            return codes[qualname, first]
        named = [code for code in codes.values() if code.co_qualname == qualname]
        named = named or [code for code in codes.values() if code.co_name == qualname and code.co_firstlineno == first]
        return named[0] if len(named) == 1 else None

    def loops_of(self, file: str, qualname: str) -> list[Any]:
        """As `hotloop run` finds them in the text."""
        if file not in self.loops:
            self.loops[file] = loops_in(self.text(file), file)
        return [one for one in self.loops[file] if one.function == qualname]


def _codes(text: str | None, file: str) -> dict[tuple[str, int], CodeType]:
    from .._quiet import without_warnings
    from .._source import nested

    if text is None:
        return {}
    try:
        code = without_warnings(compile, text, file, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return {}
    return {(one.co_qualname, one.co_firstlineno): one for one in nested(code)}


def _source(texts: Texts, place: Place) -> Document:
    profile = texts.profile
    hits: dict[int, int] = {}
    times: dict[int, int] = {}
    for lines in place.lines:
        for line, n in lines.hits.items():
            hits[line] = hits.get(line, 0) + n
        for line in lines.times:
            time = lines.time_of(line)
            if time is not None:
                times[line] = times.get(line, 0) + time
    kept = profile.sources.get(place.file)
    found = block(place.file, place.first, hits, kept, texts.counted_at)
    texts.note(found.note)
    shown = dict(found.lines)
    code = texts.code(place.file, place.qualname, place.first) if found.lines else None
    bytecode = bytecode_of(code)
    qualname = place.qualname if code is None else code.co_qualname
    text = split(texts.text(place.file) or "") if found.lines else []
    if code is not None:
        # A block ends where the tokenizer says; code knows better what belongs to it, all of a module for instance.
        last = min(last_line(code), len(text))
        if code.co_name == "<module>":
            # Not its functions.
            shown = {line: text[line - 1] for line in bytecode if 0 < line <= last}
        else:
            shown |= {line: text[line - 1] for line in range(place.first, last + 1) if line > 0}
    for line in hits:
        shown.setdefault(line, text[line - 1] if 0 < line <= len(text) else "")
    if len(shown) > MOST_LINES:
        texts.note(
            f"{place.qualname} in {place.file} has {len(shown)} lines: those behind the {MOST_LINES}th are not here."
        )
        shown = {line: shown[line] for line in sorted(shown)[:MOST_LINES]}
    verdicts, loops = texts.verdicts.get((place.file, qualname), []), texts.loops_of(place.file, qualname)
    if not place.is_alone:
        verdicts = [one for one in verdicts if one.first in shown]
        loops = [one for one in loops if one.span[0] in shown]
    trials = [one for one in profile.trials if (one.file, one.function) == (place.file, qualname)]
    outcomes = Outcomes(code, verdicts, loops, _command(profile), trials)
    return {
        "function": place.function,
        "name": qualname,
        "file": place.file,
        "first": place.first,
        "state": _state(found.note),
        "since": max((lines.since for lines in place.lines), default=0),
        "machine_code": sorted(span for lines in place.lines for span in lines.compiled),
        "verdict": outcomes.summary(),
        "lines": lines_of(shown, hits, times, bytecode, outcomes),
        **stages_of(verdicts),
    }


def _state(note: str | None) -> str:
    if note is None:
        return "same"
    return "changed" if " has changed " in note else "gone"


def _command(profile: Profile) -> str:
    import shlex

    return "-c ..." if profile.argv[:1] == ["-c"] else shlex.join(profile.argv)


def last_line(code: CodeType) -> int:
    from .._source import nested

    return max((end for one in nested(code) for _, end, _, _ in one.co_positions() if end), default=code.co_firstlineno)


def lines_of(
    shown: dict[int, str],
    hits: dict[int, int],
    times: dict[int, int],
    bytecode: dict[int, list[str]],
    outcomes: Outcomes,
) -> list[Document]:
    return [
        {
            "n": line,
            "text": text,
            "hits": hits.get(line),
            "time": times.get(line) if line in hits else None,
            "bytecode": bytecode.get(line, []),
            "compiled": outcomes.of_line(line, text, bool(bytecode.get(line)) or line in hits),
        }
        for line, text in sorted(shown.items())
    ]


def bytecode_of(code: CodeType | None) -> dict[int, list[str]]:
    """Instructions by line, that of code in it not among them."""
    found: dict[int, list[str]] = {}
    if code is None:
        return found
    for one in dis.get_instructions(code):
        line = one.positions.lineno if one.positions else None
        if line is not None and one.opname not in ("CACHE", "RESUME", "NOP"):
            found.setdefault(line, []).append(_instruction(one))
    return found


def _instruction(one: dis.Instruction) -> str:
    if one.arg is None:
        return one.opname
    operand = one.argrepr or str(one.arg)
    if isinstance(one.argval, CodeType):
        # Its text has an address.
        operand = f"<code object {one.argval.co_name}>"
    if len(operand) > LONGEST_OPERAND:
        operand = f"{operand[: LONGEST_OPERAND - 3]}..."
    return f"{one.opname} {operand}"


NO_LOOP = "It has no loop of its own"
CALLED = f"{NO_LOOP}; where a compiled loop calls it, it is compiled into that."
COMPREHENSION = "A comprehension outside of a loop is CPython's (instead: a `for` that appends, or adds up)."
GENERATOR = "Loops in generators and coroutines are CPython's (instead: a function that fills a list)."
INSTALLED = (
    "It is of the standard library or of an installed package, whose loops `hotloop run` leaves alone (--include takes "
    "them)."
)
LOOKS = "Its loops are CPython's: it looks at its variables by name or at its own frame (`locals`, `eval` ...)."

# What goes through a loop ends in one of these.
BACK = ("JUMP_BACKWARD", "POP_JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT")
SUSPENDED = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR


def without_loops(code: CodeType | None) -> Document:
    """What is said of a function in which `hotloop run` sees no loop."""
    if code is None:
        return {"state": "unknown", "text": "Its text is not known."}
    if code.co_name.endswith("comp>") or code.co_name == "<genexpr>":
        return {"state": "python", "text": COMPREHENSION}
    if not any(one.opname.startswith(BACK) for one in dis.get_instructions(code)):
        return {"state": "unknown", "text": f"{NO_LOOP}." if code.co_name == "<module>" else CALLED}
    if is_installed(code.co_filename):
        return {"state": "python", "text": INSTALLED}
    return {"state": "python", "text": GENERATOR if code.co_flags & SUSPENDED else LOOKS}


class Outcomes:
    """What is said of the lines of one function."""

    def __init__(
        self,
        code: CodeType | None,
        verdicts: list[Verdict],
        loops: list[Any],
        command: str,
        trials: Sequence[Trial] = (),
    ) -> None:
        """loops: of its text, for what was not met. command: what `hotloop run` is to be told. trials: of its loops."""
        self.code = code
        self.verdicts = verdicts
        self.loops = loops
        self.command = command
        self.trials = trials
        self.compiled = [one for one in verdicts if one.state == "compiled"]
        # Of loops that were not met there is their text.
        self.refused = [one for one in loops if one.refusal and all(verdict.is_whole for verdict in verdicts)]
        # An inner loop is done by the one around it.
        self.kept = [one for one in verdicts if one.state == "python" and one.why and not self._around(one.first)]

    def _around(self, line: int) -> Verdict | None:
        """The machine code that has a line; of several the innermost that was asked for its types."""
        found = [one for one in self.compiled if one.first <= line <= one.last]
        return min(found, key=lambda one: (not one.types, one.last - one.first), default=None)

    def summary(self) -> Document:
        """`verdict` of the page."""
        if self.compiled:
            state = "partly" if self.kept or self._open() else "compiled"
            text = f"{_these(self.compiled)} as machine code"
            if vectors := [
                one for verdict in self.compiled for one in verdict.loops if one.lanes > 1 or one.threads > 1
            ]:
                text += f" ({_how(max(vectors, key=lambda one: one.lanes))})"
            text += "."
            if self.kept:
                text += f" Line {self.kept[0].first}: {_reason(self.kept[0])}."
            exits = [each for one in self.compiled for each in one.exits]
            if exits:
                text += f" It was {exits[0]}."
            return {"state": state, "text": text}
        if self.kept:
            kept = self.kept[0]
            text = f"{_reason(kept)}." if kept.is_whole else f"Line {kept.first}: {_reason(kept)}."
            if kept.is_whole and any(not one.refusal for one in self.loops):
                text += " Loops in it may be compiled all the same, each by itself."
            elif len(self.kept) > 1:
                text += f" {_more(len(self.kept) - 1)}."
            return {"state": "python", "text": text}
        if not self.loops:
            return without_loops(self.code)
        refused = [one for one in self.loops if one.refusal]
        if len(refused) == len(self.loops):
            line, what = refused[0].refusal
            return {
                "state": "python",
                "text": f"Line {refused[0].span[0]}: {_sentence(what, line, refused[0].span[0])}.",
            }
        text = "Nothing in its text speaks against machine code"
        if self.verdicts:
            return {"state": "unknown", "text": f"{text}; it took too little time in this run to be tried."}
        command = f"hotloop run --profile {self.command}".rstrip()
        if self.trials:
            said = [f"Line {one.first}: {of_trial(one, one.first, command)}." for one in self.trials]
            return {"state": "unknown", "text": " ".join(said)}
        return {"state": "unknown", "text": f"{text}; types, which matter too, are seen when it runs: `{command}`"}

    def _open(self) -> bool:
        """Is there a loop that no machine code has?"""
        return any(not self._around(one.span[0]) for one in self.loops)

    def of_line(self, line: int, text: str, has_code: bool) -> Document | None:
        """`compiled` of a line; None: there is nothing to say."""
        around = self._around(line)
        if around is not None:
            return _in_machine_code(around, line, text) if has_code else None
        for one in self.kept:
            is_head = line == one.first and not (one.is_whole and one.at)
            if is_head or (one.at == line and one.first <= line <= one.last):
                return _in_python(is_head and not one.is_whole, _reason(one, with_fix=False), one.fix)
        for one in self.refused:
            at, what = one.refusal
            if line in (one.span[0], at):
                return _in_python(line == one.span[0], _sentence(what, at, one.span[0], False), _advice(what))
        return None


def _in_machine_code(verdict: Verdict, line: int, text: str) -> Document:
    loops = [one for one in verdict.loops if one.first <= line <= one.last]
    how = max(loops, key=lambda one: (one.lanes, one.threads, one.first), default=Vectors(line, line))
    head = next((one for one in verdict.loops if one.first == line), None)
    is_loop = head is not None or (line == verdict.first and not verdict.loops)
    types = [[name, verdict.types[name]] for name in dict.fromkeys(WORD.findall(text)) if name in verdict.types]
    out = verdict.called_out.get(line)
    return {
        "state": "compiled" if out is None else "called out",
        "loop": is_loop,
        "lanes": how.lanes // max(how.interleave, 1),
        "interleave": how.interleave,
        "threads": max(how.threads, 1),
        "types": types,
        "text": (_how(how) if loops or not verdict.is_whole else "machine code") if out is None else CALLED_OUT,
        "why": out if out is not None else (head.why if head is not None and how.lanes == 1 else None),
        "fix": None,
    }


CALLED_OUT = "CPython runs it in the middle"


def _in_python(is_loop: bool, why: str, fix: str | None) -> Document:
    return {
        "state": "python",
        "loop": is_loop,
        "lanes": 1,
        "interleave": 1,
        "threads": 1,
        "types": [],
        "text": "CPython",
        "why": why,
        "fix": fix,
    }


def _how(one: Vectors) -> str:
    if one.lanes == 1:
        return "one iteration at a time" + (f", {one.threads} threads" if one.threads > 1 else "")
    words = f"{one.lanes // max(one.interleave, 1)} lanes"
    words += f" x {one.interleave}" if one.interleave > 1 else ""
    return words + (f", {one.threads} threads" if one.threads > 1 else "")


def _these(verdicts: list[Verdict]) -> str:
    if any(one.is_whole for one in verdicts):
        return "It runs"
    lines = sorted({one.first for one in verdicts})
    if len(lines) == 1:
        return f"The loop in line {lines[0]} runs"
    return f"The loops in lines {', '.join(map(str, lines[:-1]))} and {lines[-1]} run"


def _more(count: int) -> str:
    return "Another loop is kept too" if count == 1 else f"{count} more loops are kept too"


def _reason(one: Verdict, with_fix: bool = True) -> str:
    from .._run import _report

    advice = one.fix if with_fix else None
    return str(_report._reason({"line": one.at or one.first, "what": one.why, "advice": advice}, one.first))


def _advice(what: str) -> str | None:
    from .._run import _report

    return _report._advice(what)


def _sentence(what: str, at: int, first: int, with_fix: bool = True) -> str:
    from .._run import _report

    advice = _advice(what) if with_fix else None
    return str(_report._reason({"line": at, "what": what, "advice": advice}, first))


STAGES = ("ir", "passes", "asm")


def stages_of(verdicts: list[Verdict]) -> Document:
    """`stages` and `stage_lines`: of all that was compiled of a function, one behind the other."""
    told = [one for one in verdicts if one.stages]
    if not told:
        return {"stages": None, "stage_lines": {}}
    told.sort(key=lambda one: one.first)
    texts: dict[str, str] = {}
    marks: dict[str, dict[str, list[int]]] = {}
    for stage in STAGES:
        parts: list[str] = []
        n_lines = 0
        for one in told:
            if stage not in one.stages:
                continue
            if len(told) > 1:
                parts.append(f"; line {one.first}: ({one.argument_types})\n")
                n_lines += 1
            for at, line in enumerate(one.stage_lines.get(stage, ()), n_lines + 1):
                if line:
                    _mark(marks.setdefault(stage, {}).setdefault(str(line), []), at)
            parts.append(one.stages[stage])
            n_lines += one.stages[stage].count("\n")
        if parts:
            texts[stage] = "".join(parts)
    return {"stages": texts, "stage_lines": marks}


def _mark(pairs: list[int], at: int) -> None:
    """Adds a line to first and last ones."""
    if pairs and pairs[-1] == at - 1:
        pairs[-1] = at
    else:
        pairs += [at, at]
