"""Copies of the variables of hot functions, taken in the middle of the run, for trials when the program has ended.

snapshots.take(frame, hot)       of the functions among `hot` that are being run, from this frame outwards
snapshots.within(code, 3, 9)     the last one that was taken between these lines of a function, or None

What a copy cannot be made of without running the program's code (a file, a dict, a generator) is left out.
"""

from __future__ import annotations

import sys
import time
import types
from collections.abc import Collection
from types import CodeType, FrameType
from typing import Any

from .. import _hotloop
from .._run import _check, _loops
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
        self.is_module = frame.f_locals is frame.f_globals
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
        self.f_globals = {**frame.f_globals, **self.variables} if self.is_module else frame.f_globals
        self.globals = frame.f_globals

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
                except (RecursionError, MemoryError, _NoRoom):
                    pass
                else:
                    taken = self._taken.setdefault(frame.f_code, {})
                    taken.pop(snapshot.line, None)
                    taken[snapshot.line] = snapshot
                    if len(taken) > MOST:
                        del taken[next(iter(taken))]
                finally:
                    _loops.let_go(frame)
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
    """Not where the program itself may look at its variables by name: up to 3.12 both would look at one dict."""
    code = frame.f_code
    is_module = not code.co_flags & CO_OPTIMIZED and code.co_name == "<module>"
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
    if kind in _check.ATOMS or _is_code(value):
        return value
    if id(value) in memo:
        return memo[id(value)]
    copy: Any
    if kind is list:
        memo.need(1 + len(value))
        copy = memo[id(value)] = value[:]
        if not _check.ATOMS.issuperset(map(type, copy)):
            copy[:] = [_copy(one, memo) for one in copy]
    elif isinstance(value, tuple):
        # A class of named tuples may have ways of its own.
        members = [*tuple.__iter__(value)]
        memo.need(1 + len(members))
        are_atoms = _check.ATOMS.issuperset(map(type, members))
        copy = value if are_atoms else tuple.__new__(kind, [_copy(one, memo) for one in members])
    elif kind is types.BuiltinFunctionType and type(value.__self__) is list:
        copy = getattr(_copy(value.__self__, memo), value.__name__)
    elif kind.__module__ == "numpy":
        copy = _copy_of_numpy(value, memo)
    elif _loops.is_instance(value):
        copy = _copy_of_instance(value, memo)
    else:
        raise Opaque
    memo[id(value)] = copy
    return copy


def _is_code(value: Any) -> bool:
    if isinstance(value, types.BuiltinFunctionType):
        owner = value.__self__
        return owner is None or isinstance(owner, types.ModuleType) or _is_generator(owner)
    return isinstance(value, (types.FunctionType, types.ModuleType, type)) or _is_generator(value)


def _is_generator(value: Any) -> bool:
    """Of random numbers: what a trial draws is put back."""
    random = sys.modules.get("random")
    return random is not None and type(value) is random.Random


def _copy_of_numpy(value: Any, memo: _Memo) -> Any:
    numpy = sys.modules["numpy"]
    if isinstance(value, numpy.generic):
        return value
    if type(value) is not numpy.ndarray or value.dtype.hasobject:
        raise Opaque
    memo.need(1 + value.size)
    return _check.copy_of_array(value, memo)


def _copy_of_instance(value: Any, memo: _Memo) -> Any:
    """Of a class whose instances are made by `object`, and of nothing but attributes."""
    kind = type(value)
    if kind.__new__ is not object.__new__ or hasattr(kind, "__del__"):
        raise Opaque
    try:
        copy = object.__new__(kind)
    except TypeError:
        raise Opaque from None
    found = _loops.attributes(value)
    memo.need(1 + len(found))
    memo[id(value)] = copy
    for name, one in found.items():
        object.__setattr__(copy, name, _copy(one, memo))
    return copy
