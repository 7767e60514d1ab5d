"""`hotloop run --check`: each compiled loop also runs in CPython, and the first difference is reported.

Machine code goes first, and what it prints is kept. Then CPython runs on copies of the lists, arrays and instances as
they were, and what it prints is held back. Where other threads or signal handlers may change those meanwhile, machine
code runs on copies first, too, and on what everybody sees once the two have been compared.
"""

from __future__ import annotations

import io
import sys
from _thread import allocate_lock, get_ident

from .. import _hotloop
from ._copies import attributes, is_instance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._entry import Variant
    from ._loops import WatchedLoop

differences = 0
# What was compared: numbers of loops, runs of them, and values: variables, members of lists, elements of arrays.
loops: set[int] = set()
runs = 0
values = 0


def summary() -> str:
    """One line for the end."""
    if not runs:
        return "hotloop: no loop was compiled, so nothing was compared"
    counts = (_counted(len(loops), "loop"), _counted(runs, "run"), _counted(values, "value"))
    found = _counted(differences, "difference") if differences else "no difference"
    return f"hotloop: {', '.join(counts)} compared with CPython: {found}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


class Difference(Exception):
    """Says what differs."""


def checked(loop: WatchedLoop, variant: Variant, arguments: list[Any], results: tuple[str, ...]) -> Any:
    """What machine code makes of the loop, after a comparison with CPython."""
    names = variant.function.__code__.co_varnames
    others = _hotloop.others_may_look()
    # Lists that what is called finds by name: both find the same ones, so they are put back in between.
    named = _hotloop.found(variant.dispatcher)
    if named and others:
        return variant.dispatcher(*arguments)
    at_first = contents_of(named)
    memo: dict[int, Any] = {key: one for key, (one, _) in at_first.items()}
    copies = [copied(argument, memo) for argument in arguments]
    own: dict[int, Any] = {}
    given = [copied(copy, own) for copy in copies] if others else arguments
    generators = generators_of(variant, arguments)
    before = [one.getstate() for one in generators]
    # First: what cannot be compiled must not be run twice.
    found = observed(variant.dispatcher, given, hold_back=others)
    after = set_back(generators, before)
    in_machine_code, seen = contents_of(named), copied(named, {})
    put_back(at_first)
    expected = observed(variant.function, copies, hold_back=True)
    drawn = set_back(generators, after)
    expected_lists = copied(named, {})
    put_back(in_machine_code)
    global runs
    runs += 1
    _compared.clear()
    loops.add(loop.number)
    try:
        compare(expected, found, results, loop.loop.span[0])
        for name, copy, argument in zip(names, copies, given):
            same(f"`{name}`", copy, argument, loop.loop.span[0])
        for one, other in zip(expected_lists, seen):
            same("a list that is found by name", one, other, loop.loop.span[0])
        for one, other in zip(drawn, after):
            same("a random number generator", one, other, loop.loop.span[0])
    except Difference as difference:
        global differences
        differences += 1
        print(f"hotloop: {loop.filename}:{difference}", file=sys.stderr)
    if others:
        set_back(generators, before)
        found = observed(variant.dispatcher, arguments, hold_back=False)
    if found.error is not None:
        raise found.error
    return found.result


def twice_of(text: str, line: int, column: int) -> int | None:
    """The line of a `print` in the loop at this place that may do more than print: it calls something that is no pure
    builtin and no method of texts, such as `next`. CPython runs it for machine code too, so it would be done twice.
    """
    import ast

    from ._rewrite import _KNOWN, OF_TEXTS

    for loop in ast.walk(ast.parse(text)):
        if isinstance(loop, (ast.For, ast.While)) and (loop.lineno, loop.col_offset) == (line, column):
            for call in (one for one in ast.walk(loop) if isinstance(one, ast.Call)):
                if not (isinstance(call.func, ast.Name) and call.func.id == "print"):
                    continue
                for value in (*call.args, *(one.value for one in call.keywords)):
                    for one in (one.func for one in ast.walk(value) if isinstance(one, ast.Call)):
                        of_texts = isinstance(one, ast.Attribute) and one.attr in OF_TEXTS
                        if not of_texts and not (isinstance(one, ast.Name) and one.id in _KNOWN - {"print"}):
                            return call.lineno
    return None


def generators_of(variant: Variant, arguments: list[Any]) -> list[Any]:
    """The `random.Random` objects that a loop may draw from."""
    random = sys.modules.get("random")
    if random is None:
        return []
    owners = [getattr(argument, "__self__", argument) for argument in arguments]
    found = [one for one in owners if type(one) is random.Random] + _hotloop.generators(variant.dispatcher)
    return list({id(one): one for one in found}.values())


def contents_of(objects: list[Any]) -> dict[int, tuple[Any, Any]]:
    """Lists and arrays, and the lists in them, with what each holds: by their addresses."""
    held: dict[int, tuple[Any, Any]] = {}
    pending = list(objects)
    while pending:
        one = pending.pop()
        if type(one) is tuple:
            pending += one
        elif type(one) is list and id(one) not in held:
            held[id(one)] = one, list(one)
            pending += [item for item in one if type(item) in (list, tuple)]
        elif type(one).__module__ == "numpy" and hasattr(one, "copy"):
            held[id(one)] = one, one.copy()
    return held


def put_back(held: dict[int, tuple[Any, Any]]) -> None:
    for one, items in held.values():
        if type(one) is list:
            one[:] = items
        elif one.flags.writeable:
            one[...] = items


def set_back(generators: list[Any], states: list[Any]) -> list[Any]:
    """Gives generators these states; the result is what they were in."""
    now = [one.getstate() for one in generators]
    for one, state in zip(generators, states):
        one.setstate(state)
    return now


class Observed:
    """What a call returns or raises, and what it prints."""

    def __init__(self) -> None:
        self.result: Any = None
        self.error: BaseException | None = None
        self.text = ""


class _Tee(io.TextIOBase):
    """Keeps what observed threads write, and passes it on unless it is held back; what others write passes."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        # By thread: what is observed there, outermost first.
        self.observed: dict[int, list[tuple[list[str], bool]]] = {}

    def write(self, text: str) -> int:
        around = self.observed.get(get_ident(), [])
        is_held_back = any(hold_back for _, hold_back in around)
        if not is_held_back:
            self.stream.write(text)
        elif getattr(self.stream, "encoding", None):
            # What the stream cannot write raises the same error.
            text.encode(self.stream.encoding, self.stream.errors or "strict")
        for parts, hold_back in reversed(around):
            parts.append(text)
            if hold_back:
                break
        return len(text)

    def __del__(self) -> None:
        """The stream is the program's, which may have closed it: it is not flushed when this goes."""

    def flush(self) -> None:
        if not any(hold_back for _, hold_back in self.observed.get(get_ident(), [])):
            self.stream.flush()


# `sys.stdout` and `sys.stderr` while any thread is observed. One pair for all: threads would put each other's back.
_tees: list[Any] = []
_n_observed = 0
_lock = allocate_lock()


def observed(function: Any, arguments: list[Any], *, hold_back: bool) -> Observed:
    seen = Observed()
    own: list[list[str]] = [[], []]
    tees = _begin(own, hold_back)
    try:
        seen.result = function(*arguments)
    except BaseException as error:
        from .._errors import CompileError

        if isinstance(error, CompileError):
            raise
        seen.error = error
    finally:
        _end(tees)
    seen.text = "".join(part for parts in own for part in parts)
    return seen


def _begin(own: list[list[str]], hold_back: bool) -> list[Any]:
    global _n_observed
    with _lock:
        if not _n_observed:
            _tees[:] = [stream and _Tee(stream) for stream in (sys.stdout, sys.stderr)]
            sys.stdout, sys.stderr = _tees
        _n_observed += 1
        tees = list(_tees)
    for tee, parts in zip(tees, own):
        if tee:
            tee.observed.setdefault(get_ident(), []).append((parts, hold_back))
    return tees


def _end(tees: list[Any]) -> None:
    global _n_observed
    for tee in tees:
        if tee:
            tee.observed[get_ident()].pop()
    with _lock:
        _n_observed -= 1
        if not _n_observed:
            sys.stdout, sys.stderr = (tee and tee.stream for tee in tees)


# Types whose values cannot change.
ATOMS = frozenset({type(None), bool, int, float, complex, str, bytes, range})

# Instances that refer to instances: compiled code follows them less far.
_MAX_DEPTH = 8


def copied(value: Any, memo: dict[int, Any], depth: int = 0) -> Any:
    """A copy of lists, arrays and instances; one for each, however often it is met."""
    if is_instance(value) and depth < _MAX_DEPTH:
        if id(value) not in memo:
            memo[id(value)] = copy = _bare(value)
            if copy is not value:
                for name, one in attributes(value).items():
                    object.__setattr__(copy, name, copied(one, memo, depth + 1))
        return memo[id(value)]
    if type(value) is list:
        if id(value) not in memo:
            are_atoms = ATOMS.issuperset(map(type, value))
            memo[id(value)] = value[:] if are_atoms else [copied(one, memo, depth) for one in value]
        return memo[id(value)]
    if type(value).__module__ == "numpy":
        if id(value) not in memo:
            memo[id(value)] = copy_of_array(value, memo)
        return memo[id(value)]
    if type(value) is tuple:
        return tuple(copied(one, memo, depth) for one in value)
    return value


def copy_of_array(value: Any, memo: dict[int, Any]) -> Any:
    """Parts of one array are parts of one copy, as far as they are plain."""
    numpy = sys.modules["numpy"]
    owner = value
    while type(getattr(owner, "base", None)) is numpy.ndarray:
        owner = owner.base
    if owner is value or type(value) is not numpy.ndarray or not owner.flags.forc or owner.dtype.hasobject:
        return value.copy()
    if id(owner) not in memo:
        memo[id(owner)] = owner.copy(order="K")
    begin, here = (one.__array_interface__["data"][0] for one in (owner, value))
    memory = memo[id(owner)].ravel(order="K").view("u1")
    part = numpy.ndarray(value.shape, value.dtype, memory, here - begin, value.strides)
    part.flags.writeable = value.flags.writeable
    return part


def _bare(value: Any) -> Any:
    """A new instance of the same class; what has none is its own copy."""
    try:
        copy = object.__new__(type(value))
    except TypeError:
        return value
    if hasattr(type(value), "__del__"):
        # It would be called for the copy as well, and close a file that is still in use.
        _hotloop.never_finalize(copy)
    return copy


def compare(expected: Observed, found: Observed, results: tuple[str, ...], line: int) -> None:
    if repr(expected.error) != repr(found.error):
        raise Difference(f"{line}: CPython raised {expected.error!r}, compiled code {found.error!r}")
    if expected.text != found.text:
        raise Difference(f"{line}: CPython printed {expected.text!r}, compiled code {found.text!r}")
    if expected.error is not None:
        return
    if expected.result[0] != found.result[0]:
        raise Difference(f"{line}: the loop ended in another way than in CPython")
    for name, one, other in zip(results, expected.result[1:], found.result[1:]):
        same(f"`{name}`", one, other, line)


def same(what: str, expected: Any, found: Any, line: int) -> None:
    global values
    if is_instance(expected) and type(expected) is type(found):
        return _same_instances(what, expected, found, line)
    values += expected.size if type(expected).__module__ == "numpy" else type(expected) not in (list, tuple)
    if type(expected) is not type(found):
        raise Difference(f"{line}: {what} is {_shown(expected)} in CPython, {_shown(found)} in compiled code")
    if type(expected) in (list, tuple):
        if len(expected) != len(found):
            raise Difference(f"{line}: {what} has {len(expected)} members in CPython, {len(found)} in compiled code")
        for index, (one, other) in enumerate(zip(expected, found)):
            same(f"{what}[{index}]", one, other, line)
    elif type(expected).__module__ == "numpy":
        if expected.dtype != found.dtype or expected.shape != found.shape or expected.tobytes() != found.tobytes():
            bytes_of = [one.reshape(-1).copy().view("u1") for one in (expected, found)]
            different = bytes_of[0] != bytes_of[1] if expected.ndim and expected.shape == found.shape else None
            index = 0 if different is None else int(different.argmax()) // expected.itemsize
            one, other = expected.reshape(-1)[index], found.reshape(-1)[index]
            raise Difference(f"{line}: {what}, element {index}: {one!r} in CPython, {other!r} in compiled code")
    elif expected is not found and not _is_same_value(expected, found):
        raise Difference(f"{line}: {what} is {_shown(expected)} in CPython, {_shown(found)} in compiled code")


def _is_same_value(expected: Any, found: Any) -> bool:
    if type(expected) is int:
        # Its text may be longer than CPython makes any.
        return bool(expected == found)
    # The text of a float tells its bits, but for those of a NaN.
    return repr(expected) == repr(found)


def _same_instances(what: str, expected: Any, found: Any, line: int) -> None:
    if expected is found or (id(expected), id(found)) in _compared:
        return
    _compared.add((id(expected), id(found)))
    one, other = attributes(expected), attributes(found)
    if one.keys() != other.keys():
        raise Difference(f"{line}: {what} has other attributes in CPython than in compiled code")
    for name, value in one.items():
        same(f"{what}.{name}", value, other[name], line)


# Pairs of instances, of the comparison that is under way.
_compared: set[tuple[int, int]] = set()


def _shown(value: Any) -> str:
    text = hex(value) if type(value) is int and value.bit_length() > 1000 else repr(value)
    return f"{text if len(text) < 80 else text[:77] + '...'} ({type(value).__name__})"
