"""Case files: Markdown that says what Python does, and what hotloop compiles. `tests/cases/README.md` has the syntax.

    file = read(path)                              the functions, their claims and the sessions of a file
    expected = run(file, session)                  what CPython shows, one Seen per example
    found = run(file, session, engine=..., function="f")      the same with f compiled
    differences(expected, found)                   text for people; empty if nothing differs

A session is run as a whole, in a module of its own, so that every run begins with fresh arguments.
"""

from __future__ import annotations

import contextlib
import dataclasses
import doctest
import functools
import importlib.util
import io
import linecache
import operator
import os
import re
import sys
import textwrap
import traceback
import types
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases"

# Keywords of `hotloop.jit`. "interpreter": the IR is interpreted, not compiled: any CPU will do, here the one with the
# widest strips. "exits": taken at every exit point in turn.
ENGINES: dict[str, dict[str, Any]] = {
    "interpreter": {"lanes": 1, "threads": 1},
    "interpreter-lanes": {"threads": 1, "cpu": "x86-64-v4"},
    "scalar": {"lanes": 1, "threads": 1},
    "lanes-2": {"lanes": 2, "threads": 1},
    "lanes-4": {"lanes": 4, "threads": 1},
    "lanes-8": {"lanes": 8, "threads": 1},
    "lanes": {"threads": 1},
    "x86-64": {"threads": 1, "cpu": "x86-64"},
    "x86-64-v3": {"threads": 1, "cpu": "x86-64-v3"},
    "threads": {"threads": 2},
    "exits-interpreter": {"lanes": 1, "threads": 1},
    "exits-scalar": {"lanes": 1, "threads": 1},
    "exits-lanes": {"threads": 1},
}
# Code without a vectorised loop is the same at each width, and code in CPython with each option.
ENGINES_OF_SCALAR = ["interpreter", "scalar", "threads", "exits-interpreter", "exits-scalar"]
ENGINES_OF_CPYTHON = ["scalar", "threads"]


NUMBERS = (int, float, complex, str, list, tuple)
# What has nothing inside, and whose `repr` tells type and value.
LEAVES = {int, float, complex, bool, str, bytes, type(None)}


# --- What a file says


@dataclasses.dataclass
class Claim:
    """One line such as "- `f`, `for i in range(n)`: compiled, lanes >= 4, threads"."""

    function: str
    line: int
    loop: str | None = None  # how the loop's line begins; None: any loop
    compiled: bool = True
    reason: str = ""  # of `cpython` and `scalar`
    scalar: bool = False
    lanes: dict[str | None, int] = dataclasses.field(default_factory=dict)  # by CPU; None: every other
    threads: bool = False

    def lanes_for(self, options: dict[str, Any]) -> int:
        cpu = options.get("cpu")
        at_least = self.lanes.get(cpu, self.lanes.get(None, 1))
        return min(at_least, options.get("lanes", at_least))


@dataclasses.dataclass
class Example:
    source: str
    line: int
    shows: str  # the text that CPython prints, or the last lines of the traceback
    raises: bool
    python: bool  # "# cpython": the call is left to CPython
    leaves: bool  # "# leaves": compiled code goes on in CPython


@dataclasses.dataclass
class ErrorBlock:
    """The rendered diagnostic of a function under `strict=True`."""

    function: str
    line: int
    text: str


@dataclasses.dataclass
class CaseFile:
    path: Path
    name: str
    source: str  # the python blocks, each on its own lines of the file
    claims: dict[str, list[Claim]]
    sessions: list[list[Example]]
    errors: list[ErrorBlock]

    @property
    def uses_numpy(self) -> bool:
        return "numpy" in self.source

    @property
    def has_named_tuples(self) -> bool:
        return "namedtuple" in self.source or "NamedTuple" in self.source

    @property
    def has_global_state(self) -> bool:
        return re.search(r"^\w+ = (\[|np\.)|^ +global ", self.source, re.MULTILINE) is not None

    def sessions_of(self, function: str) -> list[list[Example]]:
        name = re.compile(rf"\b{function}\b")
        return [session for session in self.sessions if any(name.search(example.source) for example in session)]

    def is_compiled(self, function: str) -> bool:
        return self.claims[function][0].compiled

    def engines_of(self, function: str) -> list[str]:
        claims = self.claims[function]
        if not claims[0].compiled:
            return ENGINES_OF_CPYTHON
        if all(not claim.lanes for claim in claims):
            return ENGINES_OF_SCALAR
        return list(ENGINES)


class BadCase(Exception):
    """A case file that does not follow the syntax."""


def case_files() -> list[Path]:
    return sorted(path for path in CASES.rglob("*.md") if path.name != "README.md")


def read(path: Path) -> CaseFile:
    name = str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
    lines = path.read_text().splitlines()
    source = [""] * len(lines)
    file = CaseFile(path, name, "", {}, [], [])
    last_claimed = ""
    for kind, start, block in _blocks(lines):
        if kind == "":
            claim = _claim(block[0], start, name)
            if claim:
                file.claims.setdefault(claim.function, []).append(claim)
                last_claimed = claim.function
        elif kind == "python":
            source[start : start + len(block)] = block
        elif kind == "pycon":
            file.sessions.append(_examples(block, start, name))
        elif kind == "error":
            file.errors.append(ErrorBlock(last_claimed, start, "\n".join(block)))
    file.source = "\n".join(source) + "\n"
    for function in file.claims:
        if not file.sessions_of(function):
            raise BadCase(f"{name}: `{function}` is never called")
    return file


def _blocks(lines: list[str]) -> Iterator[tuple[str, int, list[str]]]:
    """Fenced blocks with their language, and each line outside as a block without one. Lines are counted from 0."""
    at = 0
    while at < len(lines):
        fence = re.fullmatch(r"```(\w+)", lines[at])
        if not fence:
            yield "", at, [lines[at]]
            at += 1
            continue
        end = lines.index("```", at)
        yield fence[1], at + 1, lines[at + 1 : end]
        at = end + 1


_CLAIM = re.compile(r"- `(?P<function>\w+)`(, `(?P<loop>[^`]+)`)?: (?P<words>.+)")
_LANES = re.compile(r"lanes >= (\d+)(?: on ([\w-]+))?")


def _claim(text: str, line: int, name: str) -> Claim | None:
    match = _CLAIM.fullmatch(text)
    if not match:
        return None
    claim = Claim(match["function"], line + 1, match["loop"])
    words, colon, reason = match["words"].partition(": ")
    for word in words.split(", "):
        if word == "cpython" and colon:
            claim.compiled, claim.reason = False, reason
        elif word == "scalar":
            claim.scalar, claim.reason = True, reason
        elif lanes := _LANES.fullmatch(word):
            claim.lanes[lanes[2]] = int(lanes[1])
        elif word == "threads":
            claim.threads = True
        elif word != "compiled":
            raise BadCase(f"{name}:{line + 1}: {word!r} is no claim")
    return claim


def _examples(block: list[str], start: int, name: str) -> list[Example]:
    examples = []
    for one in doctest.DocTestParser().get_examples("\n".join(block) + "\n", name):
        marks = re.findall(r"#\s*(python >= 3\.\d+|cpython|leaves)", one.source)
        versions = [int(mark.rpartition(".")[2]) for mark in marks if mark.startswith("python")]
        if any(sys.version_info < (3, version) for version in versions):
            continue
        shows = one.exc_msg if one.exc_msg is not None else one.want
        python, leaves = "cpython" in marks, "leaves" in marks
        examples.append(Example(one.source, start + one.lineno + 1, shows, one.exc_msg is not None, python, leaves))
    return examples


# --- What a run shows


@dataclasses.dataclass
class Seen:
    """All that an example shows, as text that can be compared bit for bit."""

    line: int
    result: str = "nothing"
    exception: str = "none"
    printed: str = ""
    warned: list[str] = dataclasses.field(default_factory=list)
    variables: dict[str, str] = dataclasses.field(default_factory=dict)
    kept: dict[str, list[bool]] = dataclasses.field(default_factory=dict)  # list elements that are the same objects
    text: str = ""  # what a terminal would show
    # Of the compiled function, what this example added.
    calls: int = 0
    exits: int = 0
    python_calls: int = 0


def run(
    file: CaseFile, session: list[Example], *, function: str = "", compiled: Callable[[Any], Any] | None = None
) -> list[Seen]:
    """Runs a session in a fresh module, in which one function may be a compiled one."""
    module = _module(file)
    if compiled:
        setattr(module, function, compiled(getattr(module, function)))
    dispatcher = getattr(module, function, None) if compiled else None
    variables = dict(vars(module))
    given = set(variables)
    found, before = [], _counters(dispatcher)
    for example in session:
        seen = _observe(file, example, variables, given)
        # All that is known of the loops is put together for it: once for each example.
        after = _counters(dispatcher)
        seen.calls, seen.exits, seen.python_calls = (new - old for new, old in zip(after, before))
        found.append(seen)
        before = after
    return found


def run_by_cpython(file: CaseFile, session: list[Example]) -> list[Seen]:
    """What CPython shows: the same for each engine, so it is kept as long as the engines of a function take turns."""
    key = file.name, session[0].line
    if key not in _by_cpython:
        if len(_by_cpython) > 50:
            _by_cpython.clear()
        _by_cpython[key] = run(file, session)
    return _by_cpython[key]


_by_cpython: dict[tuple[str, int], list[Seen]] = {}


def _module(file: CaseFile) -> types.ModuleType:
    module = types.ModuleType(file.path.stem)
    module.__file__ = file.name
    exec(_compile(file.source, file.name, "exec"), vars(module))
    return module


@functools.cache
def _compile(source: str, name: str, mode: str) -> types.CodeType:
    if mode == "exec":
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        return compile(source, name, mode, dont_inherit=True)


def _observe(file: CaseFile, example: Example, variables: dict[str, Any], given: set[str]) -> Seen:
    seen = Seen(example.line)
    elements = {name: _elements(value) for name, value in variables.items() if name not in given}
    results: list[Any] = []
    printed = io.StringIO()
    shown_before = sys.displayhook
    sys.displayhook = results.append
    try:
        with contextlib.redirect_stdout(printed), warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            try:
                exec(_compile(example.source, "<example>", "single"), variables)
            except Exception as error:
                seen.exception, seen.text = _describe_exception(error, file.name)
    finally:
        sys.displayhook = shown_before
    seen.printed = printed.getvalue()
    seen.warned = [f"{w.category.__name__}: {w.message} ({Path(w.filename).name}:{w.lineno})" for w in warned]
    numbers: dict[int, int] = {}
    own = {name: value for name, value in variables.items() if name not in given and not name.startswith("__")}
    if results:
        seen.result = describe(results[-1], numbers)
    seen.variables = {name: describe(value, numbers) for name, value in sorted(own.items())}
    seen.kept = {
        name: list(map(operator.is_, elements[name], _elements(own[name])))
        for name in elements
        if type(own.get(name)) is list or _attributes(own.get(name))
    }
    seen.text = seen.text or seen.printed + "".join(f"{value!r}\n" for value in results if value is not None)
    return seen


def _elements(value: Any, depth: int = 0) -> list[Any]:
    """What a list or an instance holds, with what the lists and instances in it hold."""
    if type(value) in LEAVES:
        return []
    members = value if type(value) is list else list(_attributes(value).values())
    if _are_leaves(members):
        return list(members)
    return [one for member in members for one in (member, *(_elements(member, depth + 1) if depth < 4 else []))]


def _are_leaves(values: Any) -> bool:
    """Said of thousands of elements, of all variables of a session behind each of its examples: at the speed of C."""
    return LEAVES.issuperset(map(type, values))


def _attributes(value: Any) -> dict[str, Any]:
    """Of an instance of a class of the file: those in its dict, in order, and those in slots."""
    if type(value).__module__ == "builtins" or isinstance(value, (type, types.FunctionType, *NUMBERS)):
        return {}
    slots = [name for kind in type(value).__mro__ for name in kind.__dict__.get("__slots__", ())]
    return {**getattr(value, "__dict__", {}), **{name: getattr(value, name) for name in slots if hasattr(value, name)}}


def _describe_exception(error: BaseException, filename: str) -> tuple[str, str]:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == filename]
    text = "".join(traceback.format_exception_only(error))
    places = "".join(f"\n  line {frame.lineno} in {frame.name}" for frame in frames)
    context = f"\n  while handling {type(error.__context__).__name__}" if error.__context__ else ""
    return f"{type(error).__module__}.{text.rstrip()}{places}{context}", text


def describe(value: Any, numbers: dict[int, int]) -> str:
    """Type and value by bits, all NaNs being one. A list or an array that has been met is told by its number."""
    if isinstance(value, tuple):
        # Which of equal tuples are one object, compiled code does not know.
        return f"({_described(value, numbers)})"
    if isinstance(value, list) or type(value).__name__ == "ndarray":
        if id(value) in numbers:
            return f"#{numbers[id(value)]}"
        numbers[id(value)] = number = len(numbers) + 1
        if isinstance(value, list):
            return f"#{number}=[{_described(value, numbers)}]"
        layout = f"{value.dtype.str} {value.shape} {value.strides} writeable={value.flags.writeable}"
        return f"#{number}=array {layout} [{_described(value.ravel().tolist(), numbers)}]"
    if attributes := _attributes(value):
        if id(value) in numbers:
            return f"#{numbers[id(value)]}"
        numbers[id(value)] = number = len(numbers) + 1
        shown = ", ".join(f"{name}={describe(one, numbers)}" for name, one in attributes.items())
        return f"#{number}={_type_name(value)}({shown})"
    if isinstance(value, float):
        return f"{_type_name(value)} {_float(value)}"
    if isinstance(value, complex):
        return f"{_type_name(value)} {_float(value.real)} {_float(value.imag)}"
    return f"{_type_name(value)} {value!r}"


def _described(members: Any, numbers: dict[int, int]) -> str:
    if len(types_met := set(map(type, members))) == 1 and float in types_met:
        return f"floats {', '.join(map(float.hex, members))}"
    if LEAVES.issuperset(types_met):
        # The text of a float tells its bits, and that of any of these what it is.
        return ", ".join(map(repr, members))
    return ", ".join(describe(one, numbers) for one in members)


def _float(value: float) -> str:
    return "nan" if value != value else float(value).hex()


def _type_name(value: Any) -> str:
    ty = type(value)
    return ty.__name__ if ty.__module__ == "builtins" else f"{ty.__module__}.{ty.__name__}"


def _counters(dispatcher: Any) -> tuple[int, int, int]:
    statistics = getattr(dispatcher, "statistics", None)
    if statistics is None:
        return 0, 0, 0
    signatures = [one for one in statistics["signatures"].values() if one["compiled"]]
    calls, exits = sum(one["calls"] for one in signatures), sum(one["n_exits"] for one in signatures)
    return calls, exits, statistics["python_calls"]


# --- Comparing


COMPARED = ["result", "exception", "printed", "warned", "variables"]


def differences(session: list[Example], expected: list[Seen], found: list[Seen]) -> str:
    """What of a session is not as in CPython."""
    report = []
    for example, one, other in zip(session, expected, found):
        lines = [
            f"  {field}\n    CPython  {getattr(one, field)}\n    hotloop  {getattr(other, field)}"
            for field in COMPARED
            if getattr(one, field) != getattr(other, field)
        ]
        lines += [
            f"  element {name}[{at}] is another object, but it was not assigned"
            for name in one.kept
            for at, (kept, still) in enumerate(zip(one.kept[name], other.kept.get(name, [])))
            if kept and not still
        ]
        if lines:
            report.append(f"line {example.line}: >>> {example.source}" + "\n".join(lines))
    return "\n".join(report)


def misprints(session: list[Example], found: list[Seen]) -> str:
    """Where the text of a session is not what CPython shows."""
    report = []
    for example, one in zip(session, found):
        raised = one.exception != "none"
        if example.raises != raised or not doctest.OutputChecker().check_output(
            example.shows, one.text, doctest.ELLIPSIS
        ):
            shown = textwrap.indent(one.text, "    ")
            report.append(f"line {example.line}: >>> {example.source}  CPython shows\n{shown}")
    return "\n".join(report)


# --- Claims


def calls_not_as_claimed(file: CaseFile, function: str, session: list[Example], found: list[Seen]) -> str:
    """Calls of a compiled function that did not run in compiled code from beginning to end, though nothing says so."""
    name = re.compile(rf"\b{function}\(")
    report = []
    for example, one in zip(session, found):
        if not name.search(example.source):
            continue
        where = f"line {example.line}: >>> {example.source.rstrip()}"
        if example.python:
            if one.calls or not one.python_calls:
                report.append(f"{where}: ran compiled, claimed cpython")
        elif one.python_calls or not one.calls:
            report.append(f"{where}: did not run compiled code")
        elif one.exits and not example.leaves and not example.raises:
            report.append(f"{where}: left compiled code {one.exits} times")
        elif example.leaves and not one.exits:
            report.append(f"{where}: claimed to leave compiled code, and did not")
    return "\n".join(report)


def claims_not_kept(file: CaseFile, function: str, statistics: dict[str, Any], options: dict[str, Any]) -> str:
    """Claims that the statistics of a dispatcher do not bear out."""
    report = []
    for claim in file.claims[function]:
        problem = _problem(file, claim, statistics, options)
        if problem:
            report.append(f"{file.name}:{claim.line}: {problem}")
    return "\n".join(report)


def _problem(file: CaseFile, claim: Claim, statistics: dict[str, Any], options: dict[str, Any]) -> str:
    signatures = statistics["signatures"]
    if not claim.compiled:
        reasons = [one["reason"] for one in signatures.values()] + [statistics["reason"]]
        if any(one["compiled"] for one in signatures.values()):
            return "claimed to stay in CPython, but it was compiled"
        wrong = [reason for reason in reasons if reason is not None and claim.reason not in reason]
        return f"the reason is {wrong[0]!r}" if wrong else "" if any(reasons) else "no reason was given"
    compiled = [one for one in signatures.values() if one["compiled"]]
    if not compiled:
        return f"not compiled: {[one['reason'] for one in signatures.values()]} {statistics['reason']}"
    lines = file.source.splitlines()
    loops = [
        loop
        for one in compiled
        for loop in one["loops"]
        if claim.loop is None or lines[loop["line"] - 1].strip().startswith(claim.loop)
    ]
    widest = max((loop["lanes"] for loop in loops), default=1)
    reasons = [loop["reason"] for loop in loops]
    if claim.loop and not loops:
        return f"no such loop: {[lines[loop['line'] - 1].strip() for one in compiled for loop in one['loops']]}"
    if claim.scalar and widest > 1:
        return f"claimed to be scalar, and ran in {widest} lanes"
    if claim.scalar and options.get("lanes") != 1 and claim.reason not in " ".join(map(str, reasons)):
        return f"scalar because of {reasons}"
    if claim.lanes and options.get("lanes") != 1:
        least = claim.lanes_for(options)
        if widest < least:
            return f"{least} lanes are claimed, {widest} were used: {reasons}"
        if least > 1 and not any(one["kernel_runs"] for one in compiled):
            return "its code for lanes was never run"
    if options.get("lanes") == 1 and widest > 1:
        return f"one lane was asked for, {widest} were used"
    if claim.threads and options.get("threads", 1) > 1:
        most = max(one["threads"] for one in compiled)
        if most < 2:
            return f"threads are claimed, {most} was used: {[loop['threads'] for loop in loops]}"
    return ""


# --- Engines


def is_here(engine: str) -> str:
    """Why an engine cannot run on this machine; empty: it can."""
    import hotloop

    try:
        with chosen(engine):
            hotloop.jit(is_here, **ENGINES[engine])
    except ValueError as error:
        return str(error)
    return ""


@contextlib.contextmanager
def chosen(engine: str) -> Iterator[None]:
    """Functions that are decorated meanwhile are interpreted, if that is the engine."""
    if "interpreter" not in engine:
        yield
        return
    os.environ["HOTLOOP_ENGINE"] = "interpreter"
    try:
        yield
    finally:
        del os.environ["HOTLOOP_ENGINE"]


def not_run_by(engine: str, statistics: dict[str, Any]) -> str:
    """What of a dispatcher's work another engine has done."""
    for signature, one in statistics["signatures"].items():
        expected = one["calls"] + one["kernel_runs"] if "interpreter" in engine and one["compiled"] else 0
        if (found := one.get("interpreted", 0)) < expected or (found and not expected):
            return f"{signature}: interpreted {found} times, expected at least {expected}"
    return ""


def has_numpy() -> bool:
    return importlib.util.find_spec("numpy") is not None


def exit_counts(engine: str) -> Iterator[int]:
    """1, 2, 3 ... 30, then ever larger steps. The interpreter is slow: 1, 2, 3 ... 8, 16, 32 and so on."""
    few, part = (8, 1) if "interpreter" in engine else (30, 3)
    count = 1
    while count < 10**9:
        yield count
        count += 1 if count < few else count // part
