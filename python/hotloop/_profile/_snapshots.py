"""Copies of the variables of hot functions, taken in the middle of the run, for trials when the program has ended.

snapshots.take(frame, hot)       of the functions among `hot` that are being run, from this frame outwards
snapshots.within(code, 3, 9)     the last one that was taken between these lines of a function, or None

What a copy cannot be made of without running the program's code (a file, a dict, a generator) is left out.
"""

from __future__ import annotations

import abc
import functools
import sys
import time
import types
from collections.abc import Collection, Iterable
from types import CodeType, FrameType
from typing import Any

from .. import _hotloop
from .._run import _check, _copies, _variables
from .._run._rewrite import INTROSPECTION

# Lists, instances and elements of lists that a snapshot may have, and snapshots that a function may have.
ROOM, MOST = 2_000_000, 3

# Taking them may take such a share of the run.
SHARE = 0.02


class Snapshot:
    """A frame as it was: all that a loop needs to know of one to be cut out."""

    def __init__(self, frame: FrameType) -> None:
        code = self.f_code = frame.f_code
        self.line = frame.f_lineno or 0  # there are instructions of no line
        self.is_module = frame.f_code.co_name == "<module>"
        # Of a module all names may be variables, of which the code uses these.
        own = frame.f_locals
        names = [name for name in code.co_names if name in own] if self.is_module else list(own)
        memo = _Memo(ROOM)
        self.variables: dict[str, Any] = {}
        self.opaque: set[str] = set()  # variables of which there is no copy
        for name in names:
            try:
                self.variables[name] = _copy(own[name], memo)
            except Opaque:
                self.opaque.add(name)
        self.globals = frame.f_globals

    @functools.cached_property
    def f_globals(self) -> dict[str, Any]:
        # Made when it is asked for: until then what the program deletes is to go.
        return {**self.globals, **self.variables} if self.is_module else self.globals

    @property
    def f_locals(self) -> dict[str, Any]:
        return self.f_globals if self.is_module else dict(self.variables)


class Snapshots:
    def __init__(self) -> None:
        self._taken: dict[CodeType, dict[int, Snapshot]] = {}
        self._began = time.monotonic()
        self._free_from = self._began

    def take(self, frame: FrameType | None, hot: Collection[CodeType]) -> None:
        """Not, where the last ones have taken a larger share of the run than they may. Nor under a tracer written in
        Python, which may be about to store what it has changed in a frame's `f_locals`.
        """
        began = time.monotonic()
        if began < self._free_from or sys.gettrace() is not None or _hotloop.unseen():
            return
        while frame is not None:
            if frame.f_code in hot and _may_look(frame):
                try:
                    snapshot = Snapshot(frame)
                except Exception:
                    # There is no room, or a class says of itself what is not so. A trial less is no loss.
                    pass
                else:
                    taken = self._taken.setdefault(frame.f_code, {})
                    taken.pop(snapshot.line, None)
                    taken[snapshot.line] = snapshot
                    if len(taken) > MOST:
                        del taken[next(iter(taken))]
                finally:
                    _variables.let_go(frame)
            frame = frame.f_back
        now = time.monotonic()
        self._free_from = now + (now - began) / SHARE

    def within(self, code: CodeType, first: int, last: int) -> Snapshot | None:
        found = [one for one in self._taken.get(code, {}).values() if first <= one.line <= last]
        return found[-1] if found else None

    def codes(self) -> list[CodeType]:
        return list(self._taken)

    def clear(self) -> None:
        self._taken.clear()


def _may_look(frame: FrameType) -> bool:
    """Not where the program itself may look at its variables by name: up to 3.12 both would look at one dict. Nor where
    names go with what is run (`exec`, `run_path`): a snapshot would keep them.
    """
    code, names = frame.f_code, frame.f_globals
    module = sys.modules.get(names["__name__"]) if type(names.get("__name__")) is str else None
    if type(module) is not types.ModuleType or module.__dict__ is not names:
        return False
    is_module = not code.co_flags & CO_OPTIMIZED and code.co_name == "<module>" and frame.f_locals is names
    return (is_module or bool(code.co_flags & CO_OPTIMIZED)) and INTROSPECTION.isdisjoint(code.co_names)


CO_OPTIMIZED = 1


class Opaque(Exception):
    """There is no copy of it."""


class _NoRoom(Exception):
    """It is larger than a snapshot may be."""


class _Memo(dict[int, Any]):
    """Copies by what they are of: one for each, however often it is met."""

    def __init__(self, room: int) -> None:
        self.room = room

    def need(self, count: int) -> None:
        self.room -= count
        if self.room < 0:
            raise _NoRoom


def _copy(value: Any, memo: _Memo) -> Any:
    kind = type(value)
    if id(kind) in ATOMS:
        return value
    if not is_plain(kind):
        raise Opaque
    if _is_code(value, kind):
        return value
    if id(value) in memo:
        return memo[id(value)]
    copy: Any
    if kind is list:
        memo.need(1 + len(value))
        copy = memo[id(value)] = value[:]
        if not are_atoms(copy):
            copy[:] = [_copy(one, memo) for one in copy]
    elif issubclass(kind, tuple):
        if hasattr(kind, "__del__"):
            raise Opaque
        # A class of named tuples may have ways of its own.
        members = [*tuple.__iter__(value)]
        memo.need(1 + len(members))
        copy = value if are_atoms(members) else tuple.__new__(kind, [_copy(one, memo) for one in members])
    elif kind is types.BuiltinFunctionType and type(value.__self__) is list:
        copy = getattr(_copy(value.__self__, memo), value.__name__)
    elif kind.__module__ == "numpy":
        copy = _copy_of_numpy(value, memo)
    elif _copies.is_instance(value):
        copy = _copy_of_instance(value, memo)
    else:
        raise Opaque
    memo[id(value)] = copy
    return copy


# By address: the class of a class may have an `__eq__` and a `__hash__` of its own.
ATOMS = frozenset(map(id, _check.ATOMS))


def is_plain(kind: type) -> bool:
    """Of other classes the program may answer what is asked."""
    return type(kind) is type or type(kind) is abc.ABCMeta


def are_atoms(values: Iterable[Any]) -> bool:
    return ATOMS.issuperset(map(id, map(type, values)))


def _is_code(value: Any, kind: type) -> bool:
    if kind is types.BuiltinFunctionType:
        owner = value.__self__
        return owner is None or issubclass(type(owner), types.ModuleType) or _is_generator(owner)
    if kind is types.FunctionType:
        return _keeps_nothing(value, set())
    return issubclass(kind, (types.ModuleType, type)) or _is_generator(value)


def _keeps_nothing(function: Any, seen: set[int]) -> bool:
    """Has it nothing of which the program may see when it goes?"""
    seen.add(id(function))
    held = list(function.__defaults__ or ()) + list((function.__kwdefaults__ or {}).values())
    for cell in function.__closure__ or ():
        try:
            held.append(cell.cell_contents)
        except ValueError:
            continue  # it has no value yet
    return all(_is_kept(one, type(one), seen) for one in held)


def _is_kept(value: Any, kind: type, seen: set[int]) -> bool:
    if kind is types.FunctionType:
        return id(value) in seen or _keeps_nothing(value, seen)
    if kind is list or kind is tuple:
        return are_atoms(value)
    return id(kind) in ATOMS or _is_code(value, kind)


def _is_generator(value: Any) -> bool:
    """Of random numbers: what a trial draws is put back."""
    random = sys.modules.get("random")
    return random is not None and type(value) is random.Random


def _copy_of_numpy(value: Any, memo: _Memo) -> Any:
    numpy = sys.modules["numpy"]
    if issubclass(type(value), numpy.generic):
        return value
    if type(value) is not numpy.ndarray or value.dtype.hasobject:
        raise Opaque
    memo.need(1 + value.size)
    return _check.copy_of_array(value, memo)


def _copy_of_instance(value: Any, memo: _Memo) -> Any:
    """Of a class whose instances are made by `object`, and of nothing but attributes."""
    kind = type(value)
    if kind.__new__ is not object.__new__ or hasattr(kind, "__del__") or _has_own(kind, "__dict__"):
        raise Opaque
    try:
        copy = object.__new__(kind)
    except TypeError:
        raise Opaque from None
    found = _copies.attributes(value)
    memo.need(1 + len(found))
    memo[id(value)] = copy
    for name, one in found.items():
        if _has_own(kind, name):
            raise Opaque
        object.__setattr__(copy, name, _copy(one, memo))
    return copy


def _has_own(kind: type, name: str) -> bool:
    """Does the program say what is read or set there, as by a property?"""
    found = next((vars(one)[name] for one in kind.__mro__ if name in vars(one)), None)
    return hasattr(type(found), "__set__") and type(found) not in STORED


STORED = (types.MemberDescriptorType, types.GetSetDescriptorType)
