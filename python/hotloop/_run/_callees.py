"""Functions that assign global variables, and that a loop calls: they become functions inside of the loop's.

    seed = 1                              def f(t, n, i, seed, ..):
    def draw():                               def draw():
        global seed                               nonlocal seed
        seed = seed * 3877 % 139968               seed = seed * 3877 % 139968
        return seed                               return seed
    for i in range(n):                        for i in ..:
        t += draw()                               t += draw()
                                              return (0, t, i, seed)

So the variable is one of the loop's own, in a register, and what CPython does behind an exit is the same. When the loop
is over, and only then, the module gets it back; nobody else may look meanwhile.
"""

from __future__ import annotations

import types

from .. import _source
from .. import _tree as ast
from ._rewrite import Loop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


class Callees:
    """What a loop shares with functions that it calls.

    functions  those that have one of these variables, or call one that has
    shared     global variables that they or the loop assign
    written    those that they assign
    read       names that they read
    """

    def __init__(self, functions: list[types.FunctionType], shared: set[str], written: set[str]) -> None:
        self.functions = functions
        self.shared = shared
        self.written = written
        self.read = {name for one in functions for name in names_in(one.__code__)} if functions else set()

    def key(self) -> tuple[Any, ...]:
        return tuple((id(one.__code__), id(one.__defaults__)) for one in self.functions)


NONE = Callees([], set(), set())


def of_loop(loop: Loop, assigned: set[str], variables: dict[str, Any]) -> Callees:
    """assigned: global variables that the loop assigns itself. variables: the module's."""
    known: dict[str, types.FunctionType] = {}
    written: set[str] = set()
    seen = {*loop.read}
    pending = list(seen)
    while pending:
        name = pending.pop()
        function = variables.get(name)
        if type(function) is types.FunctionType and function.__globals__ is variables:
            known[name] = function
            _, names, stored = _facts_of(function.__code__)
            written |= stored
            if new := names - seen:
                seen |= new
                pending += new
    shared = assigned | written
    if not known or not shared:
        return NONE
    used = {name: names_in(one.__code__) for name, one in known.items()}
    inside = {name for name in known if used[name] & shared}
    before = set()
    while inside != before:
        before = set(inside)
        inside |= {name for name in known if used[name] & inside}
    if not inside:
        return NONE
    functions = {id(known[name]): known[name] for name in sorted(inside)}
    return Callees(list(functions.values()), shared, written)


def names_in(code: types.CodeType) -> frozenset[str]:
    """Global names that a function may use, and those of attributes."""
    return _facts_of(code)[1]


# By the address of a code object, which is kept: it, its names, and those that it assigns. Each entry of a loop asks.
_facts: dict[int, tuple[types.CodeType, frozenset[str], frozenset[str]]] = {}
MAX_FACTS = 10_000


def _facts_of(code: types.CodeType) -> tuple[types.CodeType, frozenset[str], frozenset[str]]:
    found = _facts.get(id(code))
    if found is None:
        import opcode

        stores = {opcode.opmap["STORE_GLOBAL"], opcode.opmap["DELETE_GLOBAL"]}
        names, stored = {*code.co_names}, set()
        if not stores.isdisjoint(code.co_code[::2]):
            import dis

            stored = {one.argval for one in dis.get_instructions(code) if one.opcode in stores}
        for inner in code.co_consts:
            if isinstance(inner, types.CodeType):
                _, names_inside, stored_inside = _facts_of(inner)
                names |= names_inside
                stored |= stored_inside
        if len(_facts) >= MAX_FACTS:
            _facts.clear()
        found = _facts[id(code)] = code, frozenset(names), frozenset(stored)
    return found


def places(callees: Callees, loop: Loop, text: str, own: set[str]) -> list[Place] | str:
    """Where the functions stand in a file's text, in its order; or why they cannot be put into the loop's function.

    own: names of variables of the function around the loop, which are not the module's.
    """
    found = []
    for function in callees.functions:
        if clash := own & (names_in(function.__code__) | {function.__name__}):
            return f"`{min(clash)}`, which is another variable in `{function.__name__}`"
        place = _place(function, loop, text, callees.written)
        if place is None:
            common = names_in(function.__code__) & callees.shared
            name = min(common or callees.shared)
            return f"`{name}` is assigned by the loop and used by `{function.__name__}`"
        found.append(place)
    return sorted(found, key=lambda place: place.first)


class Place:
    """The lines of a function at the top of a module, and where `global` stands in it."""

    def __init__(self, first: int, last: int, declarations: list[tuple[int, int]]) -> None:
        self.first = first
        self.last = last
        self.declarations = declarations

    def lines(self, text_lines: list[bytes], margin: bytes) -> Iterable[bytes]:
        """Its text, moved to the right; `global` is `nonlocal`."""
        for number in range(self.first, self.last + 1):
            line = text_lines[number - 1]
            for at in (column for row, column in self.declarations if row == number):
                line = line[:at] + b"nonlocal" + line[at + len(b"global") :]
            yield margin + line if line.strip() else b""


def _place(function: types.FunctionType, loop: Loop, text: str, written: set[str]) -> Place | None:
    code = function.__code__
    if function.__closure__ or function.__kwdefaults__ or code.co_name != function.__name__:
        return None
    try:
        source = _source.find(function)
    except _source.SourceUnavailable:
        return None
    node = source.node
    stands_alone = isinstance(node, ast.FunctionDef) and not source.scopes and not node.decorator_list
    if not stands_alone or source.text != text or node.col_offset or (node.end_lineno or 0) >= loop.span[0] - 1:
        return None
    defaults = tuple(one.value for one in node.args.defaults if isinstance(one, ast.Constant))
    if len(defaults) != len(node.args.defaults) or not _are_same(defaults, function.__defaults__ or ()):
        return None
    declarations = []
    for one in ast.walk(node):
        is_long = isinstance(one, ast.Constant) and isinstance(one.value, str) and one.lineno != one.end_lineno
        if is_long or isinstance(one, (ast.ClassDef, ast.Import, ast.ImportFrom, ast.Nonlocal)):
            return None
        if one is not node and isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            return None
        if isinstance(one, ast.Global):
            line = text.split("\n")[one.lineno - 1].encode()
            # Nothing else on its line: what stands behind it would move.
            if line.split(b"#")[0].strip() != line[one.col_offset : one.end_col_offset] or not written.issuperset(
                one.names
            ):
                return None
            declarations.append((one.lineno, one.col_offset))
    if "\f" in text or "\t" in text:
        return None
    return Place(node.lineno, node.end_lineno or 0, declarations)


def _are_same(written: tuple[Any, ...], now: tuple[Any, ...]) -> bool:
    return len(written) == len(now) and all(type(a) is type(b) and repr(a) == repr(b) for a, b in zip(written, now))
