"""What a loop can reach: functions that it calls, methods of instances that it is given, and the variables of these.

for i in range(n):            `work` may read `total`, which is a variable of the module: where machine code has it
    total += work(i)          in a register, that would be an old one
"""

from __future__ import annotations

import sys
import types
from _collections import deque

from .. import _hotloop
from ._copies import is_instance, referred
from ._refusals import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from ._loops import WatchedLoop
    from ._rewrite import Loop

CODE = (types.FunctionType, types.BuiltinFunctionType, types.ModuleType, type, _hotloop.Dispatcher)


def draws(value: Any) -> bool:
    """A method of a random number generator, which compiled code takes like any value."""
    random = sys.modules.get("random")
    return random is not None and type(getattr(value, "__self__", None)) is random.Random


def variables_shared(code: types.CodeType, loop: Loop, until: int | None = None) -> set[str]:
    """The variables that a function shares with others, those aside that are made in the loop.

    A list comprehension is one up to 3.11, but soon gone. until: with those only that are made up to this line.
    """
    inner = [one for one in code.co_consts if isinstance(one, types.CodeType) and not _is_made_in(loop, one)]
    if until is not None:
        inner = [one for one in inner if one.co_firstlineno <= until]
    own = {
        name
        for one in inner
        for name in (variables_shared(one, loop) if one.co_name == "<listcomp>" else one.co_freevars)
    }
    if code.co_name == "<listcomp>":
        return own & {*code.co_freevars, *code.co_cellvars}
    return {*code.co_freevars} | own & {*code.co_cellvars}


def _is_made_in(loop: Loop, inner: types.CodeType) -> bool:
    """Whether a function is made in the body: compiled code lets none of these outlive an iteration of its own."""
    first, _, last, _ = loop.span
    # What a `for` goes through may hold a function as long as the loop runs.
    head = loop.iterated or (0, 0, 0, 0)
    line = inner.co_firstlineno
    return first <= line <= last and not head[0] <= line <= head[2]


def check_callees(
    loop: WatchedLoop,
    names: set[str],
    inside: list[types.FunctionType],
    read: dict[str, Any],
    variables: dict[str, Any],
) -> None:
    """What a loop assigns of its module's variables, functions that it calls may read.

    inside: those that become functions inside of the loop's. read: what there is, by the names that the loop reads.
    """
    values = [read[name] for name in loop.loop.read if name in read]
    methods = list(_methods_of(values))
    pending = [*_functions_among(values), *methods]
    seen: set[int] = set()
    while pending:
        function = pending.pop()
        if id(function) in seen:
            continue
        seen.add(id(function))
        own = function.__globals__
        modules = [one for one in own.values() if type(one) is types.ModuleType]
        has_them = own is variables or any(vars(one) is variables for one in modules)
        for code in codes_in(function.__code__):
            is_other = not any(function is one for one in inside)
            if is_other and has_them and (shared := names.intersection(code.co_names)):
                user = f", and a name in the method `{function.__name__}`"
                if function not in methods:
                    user = f" and used by `{function.__name__}`"
                raise Refused(loop.loop.span[0], f"`{min(shared)}` is assigned by the loop{user}", True)
            behind = [own[name] for name in code.co_names if name in own]
            pending += [*_functions_among(behind), *_methods_of(behind)]
        behind = list(_contents(function.__closure__ or ()))
        pending += [*_functions_among(behind), *_methods_of(behind)]


def places_of_lists(values: list[Any]) -> list[tuple[dict[str, Any], str]]:
    """Where the functions among some values, and those that they call, find lists."""
    places, seen = [], set()
    pending = [*_functions_among(values), *_methods_of(values)]
    while pending and len(seen) < 200:
        function = pending.pop()
        if id(function) in seen:
            continue
        seen.add(id(function))
        own = function.__globals__
        names = {name for code in codes_in(function.__code__) for name in code.co_names if name in own}
        contents = {str(at): one for at, one in enumerate(_contents(function.__closure__ or ()))}
        places += [(own, name) for name in names if type(own[name]) is list]
        places += [(contents, at) for at, one in contents.items() if type(one) is list]
        pending += _functions_among([*(own[name] for name in names), *contents.values()])
    return places


def _functions_among(values: Iterable[Any]) -> list[types.FunctionType]:
    """The functions written in Python, those that are decorated or bound to something too."""
    found = []
    for value in values:
        function = getattr(value, "__func__", value) if isinstance(value, types.MethodType) else value
        if type(function) is _hotloop.Dispatcher:
            function = function.py_func
        if isinstance(function, types.FunctionType):
            found.append(function)
    return found


def _contents(cells: Iterable[types.CellType]) -> Iterator[Any]:
    for cell in cells:
        try:
            yield cell.cell_contents
        except ValueError:  # It is empty.
            continue


def leaves_alone(values: list[Any], names: set[str], variables: dict[str, Any]) -> bool:
    """Whether nothing that a loop may call, given these values, knows of these global variables."""
    pending, seen = list(values), set()
    while pending:
        value = pending.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if len(seen) > 200:
            return False
        function = getattr(value, "__func__", value)
        if isinstance(function, types.FunctionType):
            if function.__globals__ is not variables:
                # Another module's: it would have to import this one.
                continue
            for code in codes_in(function.__code__):
                if names & {*code.co_names}:
                    return False
                pending += [variables[name] for name in code.co_names if name in variables]
        elif is_instance(value):
            if sys.modules.get("numpy") is not None and type(value).__module__.partition(".")[0] == "numpy":
                continue
            pending += [one for kind in type(value).__mro__ for one in vars(kind).values() if callable(one)]
            pending += referred(value)
        elif isinstance(value, type) and value.__module__ not in ("builtins", "collections"):
            pending += [one for one in vars(value).values() if callable(one)]
        elif type(value) in (list, tuple, set, frozenset, deque):
            pending += list(value)[:20]
        elif isinstance(value, dict):
            pending += [*list(value)[:20], *list(value.values())[:20]]
    return True


def _methods_of(values: Iterable[Any]) -> Iterator[types.FunctionType]:
    """The functions of the classes of instances, of those that are in lists, and of those that they refer to.

    And those of classes of named tuples: the loop may make instances.
    """
    pending, seen = list(values), set()
    while pending:
        value = pending.pop()
        if type(value) is list or isinstance(value, tuple):
            # Not by `+=` or `iter`: a class of named tuples may have its own.
            pending.extend(value[:1] if type(value) is list else tuple.__iter__(value))
        makes = isinstance(value, type) and issubclass(value, tuple) and value is not tuple
        cls = value if makes else type(value)
        if not (makes or is_instance(value)) or cls in seen or (isinstance(value, type) and not makes):
            continue
        seen.add(cls)
        pending.extend(() if makes else referred(value))
        for kind in cls.__mro__:
            for method in vars(kind).values():
                yield from _functions_among([getattr(method, "fget", None) or getattr(method, "__func__", method)])


def codes_in(code: types.CodeType) -> list[types.CodeType]:
    found = [code]
    for one in found:
        found.extend(constant for constant in one.co_consts if isinstance(constant, types.CodeType))
    return found
