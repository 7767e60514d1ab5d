"""Puts a watch around each loop of a module that machine code may take over.

    for i in range(n):           try:
        total += a[i]                for i in enter(7, range(n)):
                                         total += a[i]
                                 except:
                                     failed(7)
                                     raise

    while x > 1:                 try:
        x //= 2                      for () in enter_while(8):
                                         if not x > 1: break
                                         x //= 2
                                 except:
                                     failed(8)
                                     raise

    sum(f(x) for x in xs)        sum(enter_items(9, sum, (f(x) for x in xs)))

    [f(x) for x in xs]           [f(x) for x in enter(9, xs)]

All lines and columns stay. `enter` gives the range itself back where CPython keeps the loop. Machine code that ends a
loop leaves nothing to iterate over, so `else` is where to ask how it ended: by a `break`, or by the third `return`,
which then is CPython's.
"""

from __future__ import annotations

import builtins
import sys

from .. import _tree as ast
from .._tree import children, walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Names that no identifier can have or be near to: CPython suggests near names for one that it misses.
ENTER, ENTER_WHILE, FAILED = ".hotloop.enter", ".hotloop.enter_while", ".hotloop.failed"
ENDED, TIMED = ".hotloop.ended", ".hotloop.timed"
ENTER_ITEMS, ENTER_SOURCE = ".hotloop.enter_items", ".hotloop.enter_source"
# Stands in the text of a cut-out loop: an identifier, which the compiler knows as well.
REST = "__hotloop_rest__"

# How machine code has ended a loop; the N-th `return` is RETURN + N.
NORMALLY, BREAK, RETURN = 0, 1, 2
# Or has not: behind an exit CPython has ended an iteration of a `while`.
AGAIN = -1

# A function that looks at variables by name, or at its own frame, is CPython's.
INTROSPECTION = {"locals", "vars", "eval", "exec", "dir", "_getframe", "currentframe", "breakpoint", "inspect"}

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)

# Builtins that ask a generator expression for all of its values before they do anything that a program can see. Of
# what else they are given nothing is called: a `key`, or an object to begin a sum with, would be.
CONSUMERS = {
    "sum": {"start"}, "min": {"default"}, "max": {"default"}, "sorted": {"reverse"},
    "list": set(), "tuple": set(), "set": set(), "frozenset": set(),
}  # fmt: skip

# Stands for the builtin of a loop that is a list comprehension.
COMPREHENSION = "["

# What the compiler refuses wherever it stands, so that nobody need measure how long it takes.
REFUSED: dict[type[ast.AST], str] = {
    ast.With: "`with`",
    ast.Import: "`import`",
    ast.ImportFrom: "`import`",
    ast.ClassDef: "a class made in it",
    ast.SetComp: "a comprehension",
    ast.DictComp: "a comprehension",
    ast.Global: "`global`",
    ast.Nonlocal: "`nonlocal`",
    ast.AsyncFor: "`async for`",
    ast.AsyncWith: "`async with`",
}
if hasattr(ast, "TryStar"):
    REFUSED[ast.TryStar] = "`try`"


# Attributes of numbers, lists and arrays.
OF_NUMBERS = {"real", "imag", "append", "shape", "ndim", "size"}
# Methods of a str or bytes that are compiled; lists share some.
OF_TEXTS = {
    "find", "rfind", "index", "rindex", "count", "startswith", "endswith", "format", "join", "replace",
    "split", "splitlines", "strip", "lstrip", "rstrip", "partition", "rpartition", "removeprefix", "removesuffix",
    "ljust", "rjust", "center", "zfill", "encode", "decode", "upper", "lower", "title", "capitalize", "swapcase",
    "rsplit", "expandtabs", "casefold", "translate", "istitle", "isidentifier", "isprintable", "hex", "fromhex",
    "isascii", "isdigit", "isdecimal", "isnumeric", "isalpha", "isalnum", "isspace", "isupper", "islower",
}  # fmt: skip

Span = tuple[int, int, int, int]


def span(node: Any) -> Span:
    """First line, column, last line, column behind it; columns in bytes of UTF-8."""
    return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset


class Loop:
    """A loop as written, and what its rewriting has found out. Generator expressions and list comprehensions are loops.

    consumer   of a generator expression: the name of the builtin that takes its values; of a list comprehension
               COMPREHENSION; else None
    is_nested  of one: has it several `for`?
    function   the qualified name of the function it stands in; "<module>" at the top
    span       of its head and body: first line, column in bytes of UTF-8, last line, column behind it
    iterated   the span of what a `for` iterates over; None for a `while`
    returns    its `return` statements: their spans
    breaks     whether it has a `break` of its own
    assigned   names that it binds
    read       names that it reads
    exposed    those that an iteration may read before it has bound them
    private    those that it binds and nothing else in its function reads
    globals    those that it binds and that its function declares as global
    guarded    whether its function may look at its variables behind an exception: a `try` or `with` is around it
    stores     whether it may change lists, as far as can be seen from here
    refusal    the line and what stands there, if CPython certainly keeps it
    """

    __slots__ = DATA = (
        "consumer", "is_nested", "function", "span", "iterated", "returns", "breaks", "assigned", "read", "exposed",
        "private", "globals", "guarded", "stores", "refusal",
    )  # fmt: skip

    def __init__(
        self,
        node: ast.For | ast.While,
        function: str,
        behind: set[str] | None,
        all_loads: dict[str, int] | None,
        declared: set[str],
    ) -> None:
        """behind: names that may be read behind an exception; None: all may be.
        all_loads: how often its function reads each name; None: anybody may read them.
        declared: names that its function declares as global.
        """
        self.consumer: str | None = None
        self.is_nested = False
        self.function = function
        last = node.body[-1]
        self.span: Span = node.lineno, node.col_offset, last.end_lineno or 0, last.end_col_offset or 0
        self.iterated = span(node.iter) if isinstance(node, ast.For) else None
        self.assigned: set[str] = set()
        self.returns: list[Span] = []
        self.breaks = False
        self.stores = False
        self.exposed: set[str] = set()
        self.private: set[str] = set()
        self.refusal: tuple[int, str] | None = None
        loads = self._look_at(node)
        self.globals = self.assigned & declared
        # Whoever is behind an exception may read a global variable.
        self.guarded = behind is None or bool(self.globals) or not behind.isdisjoint(self.assigned)
        if isinstance(node, ast.For):
            self._flow(node.body, {one.id for one in walk(node.target) if isinstance(one, ast.Name)})
        else:
            self._reads(node.test, set())
            self._flow(node.body, set())
        if all_loads is not None:
            others = {name for name in self.assigned if all_loads.get(name, 0) > loads.get(name, 0)}
            self.private = self.assigned - others - self.exposed - self.globals

    @classmethod
    def of_items(cls, node: ast.GeneratorExp | ast.ListComp, consumer: str, function: str) -> Loop:
        """Of a generator expression or list comprehension: its span is what stands between the brackets."""
        body: ast.stmt = ast.Expr(node.elt, **_where(node.elt))
        for part in reversed(node.generators):
            for test in reversed(part.ifs):
                body = ast.If(test, [body], [], **_where(test))
            body = ast.For(part.target, part.iter, [body], [], None, **_where(part.iter))
        loop = cls(body, function, _NOTHING, None, set())
        loop.consumer, loop.is_nested = consumer, len(node.generators) > 1
        first, column, last, end = span(node)
        loop.span = first, column + 1, last, end - 1
        return loop

    def as_data(self) -> tuple[Any, ...]:
        """For `marshal`."""
        return tuple(getattr(self, name) for name in self.DATA)

    @classmethod
    def of_data(cls, data: tuple[Any, ...]) -> Loop:
        loop = cls.__new__(cls)
        for name, value in zip(cls.DATA, data):
            setattr(loop, name, value)
        return loop

    def _look_at(self, loop: ast.For | ast.While) -> dict[str, int]:
        """Notes all but what is exposed; the result is how often each name is read in its body and condition."""
        if loop.orelse and isinstance(loop, ast.While):
            self._refuse(loop.orelse[0], "`else` of a `while`")
        if isinstance(loop, ast.For) and not _is_of_names(loop.target):
            self._refuse(loop.target, f"the target `{_text(loop.target)}`")
        heads: list[ast.AST] = [loop.target] if isinstance(loop, ast.For) else [loop.test]
        pending = [(node, True) for node in (*heads, *loop.body)]
        loads: dict[str, int] = {}
        while pending:
            node, is_own = pending.pop()
            if isinstance(node, ast.Name):
                if isinstance(node.ctx, ast.Load):
                    loads[node.id] = loads.get(node.id, 0) + 1
                else:
                    self.assigned.add(node.id)
                if node.id[:2] == "__" and not node.id.endswith("__"):
                    self._refuse(node, "a private name")
                continue
            self.stores |= _may_store(node)
            if isinstance(node, (ast.ListComp, ast.GeneratorExp, ast.Lambda, ast.FunctionDef)):
                self._look_inside(node, loads)
                continue
            told = _for_python(node)
            if told is not None:
                # CPython evaluates it, where it stands.
                for name in reads_of(told):
                    loads[name] = loads.get(name, 0) + 1
                if any(map(_has_effects_here, walk(told))):
                    what = "`raise`" if isinstance(node, ast.Raise) else "`assert`"
                    self._refuse(told, f"a text of several lines, a private name or `:=` in {what}")
                if isinstance(node, ast.Assert):
                    pending.append((node.test, is_own))
                continue
            if type(node) in REFUSED:
                self._refuse(node, REFUSED[type(node)])
            elif isinstance(node, ast.Try):
                self._look_at_try(node)
            elif isinstance(node, ast.MatchMapping):
                self._refuse(node, "a mapping pattern")
            elif isinstance(node, ast.match_case):
                self.assigned.update(_captured(node.pattern))
            elif isinstance(node, ast.Delete) and not all(isinstance(one, ast.Subscript) for one in node.targets):
                self._refuse(node, "`del` of a name")
            elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
                loads[node.target.id] = loads.get(node.target.id, 0) + 1
            elif isinstance(node, ast.Return):
                self.returns.append(span(node))
                continue
            elif isinstance(node, ast.Break):
                self.breaks |= is_own
            elif isinstance(node, ast.Attribute) and node.attr[:2] == "__" and not node.attr.endswith("__"):
                # Cut out of its class it would have another name.
                self._refuse(node, "a private name")
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.lineno != node.end_lineno:
                self._refuse(node, "a text of several lines")
            if isinstance(node, (ast.For, ast.While)):
                # `else` is outside of the inner loop: a `break` there is ours.
                pending.extend((child, False) for child in node.body)
                rest = [node.target, node.iter] if isinstance(node, ast.For) else [node.test]
                pending.extend((child, is_own) for child in (*rest, *node.orelse))
            else:
                pending += [(child, is_own) for child in children(node)]
        self.read = set(loads)
        return loads

    def _look_inside(self, node: Any, loads: dict[str, int]) -> None:
        """What is a function of its own for CPython: a comprehension, a lambda, a nested function."""
        for name in reads_of(node):
            loads[name] = loads.get(name, 0) + 1
        if isinstance(node, ast.FunctionDef):
            self.assigned.add(node.name)
            if node.decorator_list:
                self._refuse(node, "a decorated function")
        for one in walk(node):
            kind = type(one)
            self.stores |= _may_store(one)
            if isinstance(one, (ast.Name, ast.Attribute)) and _has_effects_here(one):
                self._refuse(node, "a private name")
            elif isinstance(one, ast.Nonlocal) and isinstance(node, ast.FunctionDef):
                self.assigned.update(one.names)
            elif kind in REFUSED:
                self._refuse(node, REFUSED[kind])
            elif kind is ast.NamedExpr and isinstance(node, ast.Lambda):
                self._refuse(node, "`:=`")
            elif kind is ast.NamedExpr and not isinstance(node, ast.FunctionDef):
                # A comprehension gives it to whoever is around.
                self.assigned.add(one.target.id)
                if any(isinstance(other, ast.Lambda) for other in walk(node)):
                    self._refuse(node, "`:=`")
            elif kind in _SUSPENDING:
                self._refuse(node, "a generator")

    def _look_at_try(self, node: ast.Try) -> None:
        for handler in node.handlers:
            if handler.name is not None:
                self._refuse(handler, "`except ... as`")
        for one in walk(node):
            if isinstance(one, ast.Return) and not _may_be_returned_late(one.value, node):
                self._refuse(one, "`return` in a `try`")

    def _flow(self, block: list[ast.stmt], bound: set[str]) -> set[str]:
        """Notes what is exposed, given the names bound before a block; the result is those bound behind it."""
        bound = set(bound)
        for statement in block:
            if isinstance(statement, ast.If):
                self._reads(statement.test, bound)
                bound = self._flow(statement.body, bound) & self._flow(statement.orelse, bound)
            elif isinstance(statement, (ast.For, ast.While)):
                inside = bound
                if isinstance(statement, ast.For):
                    self._reads(statement.iter, bound)
                    inside = bound | {one.id for one in walk(statement.target) if isinstance(one, ast.Name)}
                else:
                    self._reads(statement.test, bound)
                self._flow(statement.body, inside)
                bound = self._flow(statement.orelse, bound) & bound
            elif isinstance(statement, ast.Match):
                self._reads(statement.subject, bound)
                ends = [bound]
                for case in statement.cases:
                    self._reads(case.pattern, bound)
                    inside = bound | set(_captured(case.pattern))
                    if case.guard is not None:
                        self._reads(case.guard, inside)
                    ends.append(self._flow(case.body, inside))
                    if case.guard is None and _always_matches(case.pattern):
                        ends = ends[1:]
                bound = set.intersection(*ends)
            elif isinstance(statement, ast.Try):
                # Any statement in it may be the last one.
                self._reads(statement, bound)
            elif isinstance(statement, (ast.Break, ast.Continue)):
                return bound | self.assigned
            elif isinstance(statement, ast.Raise):
                self._reads(statement, bound)
                return bound | self.assigned
            elif isinstance(statement, ast.Return):
                # CPython evaluates it, behind the loop.
                self._reads(statement, set())
                return bound | self.assigned
            else:
                self._reads(statement, bound)
                bound |= set(_binds(statement))
        return bound

    def _reads(self, node: ast.AST, bound: set[str]) -> None:
        for one in walk(node):
            if isinstance(one, ast.AugAssign) and isinstance(one.target, ast.Name) and one.target.id not in bound:
                self.exposed.add(one.target.id)
        self.exposed.update(name for name in reads_of(node) if name not in bound)

    def _refuse(self, node: Any, what: str) -> None:
        line = getattr(node, "lineno", self.span[0])
        if self.refusal is None or line < self.refusal[0]:
            self.refusal = line, what


def _for_python(node: ast.AST) -> ast.AST | None:
    """The operand of a `raise`, and the message of an `assert`: what machine code leaves to CPython, whatever it is."""
    if isinstance(node, ast.Assert):
        return node.msg or ast.Pass()
    return node if isinstance(node, ast.Raise) else None


def _may_be_returned_late(value: ast.expr | None, node: ast.Try) -> bool:
    """May it be evaluated behind the loop, where no handler is and `finally` is done: is it the same there?"""
    if value is None or isinstance(value, ast.Constant):
        return True
    if isinstance(value, ast.Tuple):
        return all(_may_be_returned_late(one, node) for one in value.elts)
    if isinstance(value, ast.UnaryOp):
        number = value.operand.value if isinstance(value.operand, ast.Constant) else None
        return isinstance(value.op, ast.USub) and isinstance(number, (int, float, complex))
    # A name may be unbound, which a handler would see, and what `finally` calls may bind a global or a cell.
    if not isinstance(value, ast.Name) or node.handlers:
        return False
    last = [one for statement in node.finalbody for one in walk(statement)]
    return not any(isinstance(one, ast.Call) or value.id in _binds(one) for one in last)


def _has_effects_here(node: ast.AST) -> bool:
    """Binds a name, is of several lines of text, or has a private name: what a loop that is cut out would change."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and node.lineno != node.end_lineno
    if isinstance(node, (ast.Name, ast.Attribute)):
        name = node.id if isinstance(node, ast.Name) else node.attr
        return name[:2] == "__" and not name.endswith("__")
    return isinstance(node, (ast.NamedExpr, ast.Await, ast.Yield, ast.YieldFrom))


def reads_of(node: ast.AST) -> list[str]:
    """The names that a node reads, without those that are a comprehension's own."""
    if isinstance(node, ast.Name):
        return [node.id] if isinstance(node.ctx, ast.Load) else []
    if isinstance(node, FUNCTIONS):
        return _reads_of_function(node)
    if not isinstance(node, COMPREHENSIONS):
        return [name for child in children(node) for name in reads_of(child)]
    own = {one.id for part in node.generators for one in walk(part.target) if isinstance(one, ast.Name)}
    first, *parts = [child for part in node.generators for child in (part.iter, *part.ifs)]
    parts += [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    return reads_of(first) + [name for part in parts for name in reads_of(part) if name not in own]


def _reads_of_function(node: Any) -> list[str]:
    """What it has from outside, read or assigned, and what its defaults and decorators read."""
    given = node.args
    around = [*getattr(node, "decorator_list", []), *given.defaults, *(one for one in given.kw_defaults if one)]
    own = {one.arg for one in walk(given) if isinstance(one, ast.arg)}
    body = node.body if isinstance(node.body, list) else [node.body]
    declared = {name for part in body for one in walk(part) if isinstance(one, ast.Nonlocal) for name in one.names}
    own |= {name for part in body for name in _binds(part)} - declared
    inside = [name for part in body for name in reads_of(part) if name not in own]
    return [name for part in around for name in reads_of(part)] + inside + sorted(declared)


def _binds(node: ast.AST) -> list[str]:
    """The names that a node binds, without those that are a comprehension's own."""
    if isinstance(node, ast.Name):
        return [node.id] if isinstance(node.ctx, ast.Store) else []
    if isinstance(node, (*COMPREHENSIONS, ast.Lambda)):
        return []
    if isinstance(node, FUNCTIONS):
        return [node.name]
    if isinstance(node, ast.pattern):
        return _captured(node)
    return [name for child in children(node) for name in _binds(child)]


def _captured(pattern: ast.AST) -> list[str]:
    """The names that a pattern of a `match` binds."""
    own = getattr(pattern, "rest", None) if isinstance(pattern, ast.MatchMapping) else None
    if isinstance(pattern, (ast.MatchAs, ast.MatchStar)):
        own = pattern.name
    return ([own] if own else []) + [name for child in children(pattern) for name in _captured(child)]


def _always_matches(pattern: ast.AST) -> bool:
    return isinstance(pattern, ast.MatchAs) and (pattern.pattern is None or _always_matches(pattern.pattern))


def rewrite(tree: ast.Module, first: int, timed: bool = False) -> tuple[bool, list[Loop]]:
    """Rewrites a module in place. Its loops get the numbers from `first` on. timed: those that CPython keeps, too.

    The result says whether anything has changed, and what loops there are.
    """
    writer = _Writer(first, timed)
    writer.scope(tree, "<module>", "")
    return writer.has_changed, writer.loops


def rewrite_function(node: Any, name: str, first: int) -> tuple[bool, list[Loop]]:
    """The same for one function and those in it. name: its qualified name."""
    writer = _Writer(first, timed=False)
    writer.scope(node, name, f"{name}.<locals>.")
    return writer.has_changed, writer.loops


_NOTHING: set[str] = set()
_TRIES = (ast.Try, getattr(ast, "TryStar", ast.Try))


class _Writer:
    def __init__(self, first: int, timed: bool) -> None:
        self.first = first
        self.timed = timed
        self.has_changed = False
        self.loops: list[Loop] = []
        # How often the function reads each name; None: it is a module, whose names everybody reads.
        self.loads: dict[str, int] | None = None
        self.declared: set[str] = set()

    def scope(self, node: Any, name: str, prefix: str) -> None:
        """A module, class or function, and the functions in it."""
        has_loops, may_rewrite, inner, loads, declared = _survey(node)
        if has_loops and may_rewrite:
            is_module = isinstance(node, ast.Module)
            self.loads = None if is_module else loads
            # All names of a module are global.
            self.declared = set() if is_module else declared
            self.block(node.body, name)
        for one in inner:
            # Of a class and of a coroutine only the functions in it.
            is_class = isinstance(one, ast.ClassDef)
            self.scope(one, prefix + one.name, f"{prefix}{one.name}." + ("" if is_class else "<locals>."))

    def block(
        self,
        statements: list[ast.stmt],
        function: str,
        behind: set[str] | None = _NOTHING,
        in_loop: bool = False,
        covered: bool = False,
    ) -> None:
        """behind: names that may be read behind an exception; None: all.
        covered: a loop around it may well be compiled.
        """
        for index, statement in enumerate(statements):
            if isinstance(statement, (*FUNCTIONS, ast.ClassDef)):
                continue
            # First: what it looks at is the loop as written.
            loop = (
                Loop(statement, function, behind, self.loads, self.declared)
                if isinstance(statement, (ast.For, ast.While))
                else None
            )
            number = self.first + len(self.loops)
            if loop:
                self.loops.append(loop)
            if not covered:
                self.items(statement, function)
            inside = covered or bool(loop and not loop.refusal and not _is_doubtful(statement))
            seen = self.seen_behind(statement, behind, in_loop)
            for inner in _blocks(statement):
                self.block(inner, function, seen, in_loop or bool(loop), inside)
            if loop and covered and isinstance(statement, ast.For) and not _is_call_of(statement.iter, "range"):
                # A short loop would take longer by its watch, and the one around it is compiled with it.
                continue
            if loop and not loop.refusal:
                statements[index] = _rewritten(statement, loop, number)
                self.has_changed = True
            elif loop and self.timed and (isinstance(statement, ast.For) or not statement.orelse):
                statements[index] = _timed(statement, number)
                self.has_changed = True

    def items(self, statement: ast.stmt, function: str) -> None:
        """The generator expressions and list comprehensions of a statement, but for those in its blocks."""
        for made in _comprehensions(statement):
            loop = Loop.of_items(made, COMPREHENSION, function)
            if loop.refusal is None:
                first = made.generators[0]
                first.iter = _call(ENTER, self.first + len(self.loops), _where(first.iter), first.iter)
                self.loops.append(loop)
                self.has_changed = True
        for call in _consumed(statement):
            loop = Loop.of_items(call.args[0], call.func.id, function)
            if loop.refusal is None:
                number = self.first + len(self.loops)
                self.loops.append(loop)
                first = call.args[0].generators[0]
                if loop.is_nested:
                    # Between two of its items is where machine code can take over.
                    first.iter = _call(ENTER_SOURCE, number, _where(first.iter), first.iter)
                where = _where(call.args[0])
                # The program may have a `sum` of its own.
                consumer = ast.Name(call.func.id, ast.Load(), **where)
                call.args[0] = _call(ENTER_ITEMS, number, where, consumer, call.args[0])
                self.has_changed = True

    def seen_behind(self, statement: ast.stmt, behind: set[str] | None, in_loop: bool) -> set[str] | None:
        """What may be read behind an exception that leaves a block of this statement, which may be the end of that."""
        if isinstance(statement, _TRIES) or behind is None:
            return None
        if not isinstance(statement, ast.With):
            return behind
        if self.loads is None or in_loop:
            return None
        inside = _loads(statement)
        return behind | {name for name, count in self.loads.items() if count > inside.get(name, 0)}


def _consumed(statement: Any) -> list[Any]:
    """The calls of a builtin with a generator expression in a statement, but for those in its blocks."""
    found = []
    pending = _own_parts(statement)
    while pending:
        node = pending.pop()
        if isinstance(node, (*COMPREHENSIONS, ast.Lambda)):
            continue
        pending += children(node)
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CONSUMERS):
            continue
        if not node.args or not isinstance(node.args[0], ast.GeneratorExp):
            continue
        others = [*node.args[1:], *(one.value for one in node.keywords)]
        is_plain = {one.arg for one in node.keywords} <= CONSUMERS[node.func.id]
        is_plain &= len(node.args) == 1 or (node.func.id == "sum" and len(node.args) == 2)
        generated = node.args[0]
        if not is_plain or not all(isinstance(one, ast.Constant) for one in others) or generated.generators[0].is_async:
            continue
        if not any(isinstance(one, _UNSEEN) for one in walk(generated)):
            found.append(node)
    return found


def _comprehensions(statement: Any) -> list[Any]:
    """The list comprehensions of a statement that may take long, but for those in its blocks and in others."""
    found = []
    pending = _own_parts(statement)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.ListComp):
            first, *others = node.generators
            is_plain = not any(isinstance(one, _UNSEEN) for one in walk(node)) and not first.is_async
            each = [node.elt, *first.ifs, *others]
            if is_plain and any(isinstance(one, _TAKES_TIME) for part in each for one in walk(part)):
                found.append(node)
        elif not isinstance(node, (*COMPREHENSIONS, ast.Lambda)):
            pending += children(node)
    return found


# What a comprehension must have none of, and one of: to copy a list, or to fill it, takes machine code as long.
_UNSEEN = (ast.NamedExpr, ast.Await, ast.Yield, ast.YieldFrom)
_TAKES_TIME = (ast.BinOp, ast.Compare, ast.Call)


def _own_parts(statement: Any) -> list[Any]:
    """The parts of a statement, but for the statements in its blocks."""
    return [one for one in children(statement) if not isinstance(one, (ast.stmt, ast.excepthandler, ast.match_case))]


def _is_call_of(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


# Builtins that compiled code knows.
_KNOWN = {
    "abs", "all", "any", "bool", "complex", "divmod", "enumerate", "float", "int", "len", "max", "min", "pow", "print",
    "bin", "chr", "format", "hex", "list", "oct", "ord", "repr", "str", "range", "reversed", "round", "sum", "zip",
}  # fmt: skip


def _is_doubtful(loop: ast.For | ast.While) -> bool:
    """May CPython have to keep it, by a call of a function or method, a new list, a slice or a generator expression?"""
    pending: list[Any] = [*loop.body]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Call):
            known = isinstance(node.func, ast.Name) and node.func.id in _KNOWN
            if isinstance(node.func, ast.Attribute):
                of_math = isinstance(node.func.value, ast.Name) and node.func.value.id == "math"
                known = of_math or node.func.attr in OF_NUMBERS | OF_TEXTS
            if not known:
                return True
        elif isinstance(node, ast.For) and isinstance(node.iter, ast.List):
            pending += [node.target, *node.iter.elts, *node.body, *node.orelse]
            continue
        elif isinstance(node, (ast.ListComp, ast.GeneratorExp, ast.List, ast.Slice)) and not isinstance(
            getattr(node, "ctx", None), ast.Store
        ):
            return True
        pending += children(node)
    return False


def _may_store(node: ast.AST) -> bool:
    """An element is assigned, or a function is called that is none of Python's own: it may do so, as a method may."""
    if isinstance(node, ast.Call):
        function = node.func
        return not isinstance(function, ast.Name) or not hasattr(builtins, function.id)
    return isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load)


def _loads(node: ast.AST) -> dict[str, int]:
    """How often each name is read."""
    counts: dict[str, int] = {}
    for one in walk(node):
        if isinstance(one, ast.AugAssign):
            one = one.target
        elif isinstance(getattr(one, "ctx", None), ast.Store):
            continue
        if isinstance(one, ast.Name):
            counts[one.id] = counts.get(one.id, 0) + 1
    return counts


def _is_of_names(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) or (
        isinstance(target, (ast.Tuple, ast.List)) and all(map(_is_of_names, target.elts))
    )


def _text(node: Any) -> str:
    """A target, without what stands in brackets: `ast.unparse` takes long to import."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_text(node.value)}.{node.attr}"
    if isinstance(node, ast.Subscript):
        index = node.slice.id if isinstance(node.slice, ast.Name) else "..."
        return f"{_text(node.value)}[{index}]"
    if isinstance(node, ast.Call):
        return f"{_text(node.func)}(...)"
    return "..."


def _survey(scope: Any) -> tuple[bool, bool, list[Any], dict[str, int], set[str]]:
    """Has it loops of its own? May they be rewritten: no generator, nothing that looks at its own variables?

    And the functions and classes right in it, how often it reads each name, those included, and what it declares as
    global.
    """
    loads: dict[str, int] = {}
    declared: set[str] = set()
    has_loops, may_rewrite = False, not isinstance(scope, (ast.AsyncFunctionDef, ast.ClassDef))
    inner: list[Any] = []
    others: list[Any] = []
    pending = list(scope.body)
    while pending:
        node = pending.pop()
        kind = type(node)
        if kind in _LOOPS:
            has_loops = True
        elif kind in _SUSPENDING:
            may_rewrite = False
        elif kind is ast.Name:
            may_rewrite &= node.id not in INTROSPECTION
            if not isinstance(node.ctx, ast.Store):
                loads[node.id] = loads.get(node.id, 0) + 1
            continue
        elif kind is ast.Global:
            declared.update(node.names)
        elif kind is ast.Attribute:
            may_rewrite &= node.attr not in INTROSPECTION
        elif kind in _SCOPES:
            inner.append(node)
            continue
        elif kind is ast.Lambda:
            others.append(node)
            continue
        elif kind is ast.AugAssign and isinstance(node.target, ast.Name):
            loads[node.target.id] = loads.get(node.target.id, 0) + 1
        pending += children(node)
    inner.reverse()
    if has_loops and may_rewrite:
        for one in (*inner, *others):
            for name, count in _loads(one).items():
                loads[name] = loads.get(name, 0) + count
    return has_loops, may_rewrite, inner, loads, declared


_LOOPS = {ast.For, ast.While, ast.GeneratorExp, ast.ListComp}
_SUSPENDING = {ast.Yield, ast.YieldFrom, ast.Await}
_SCOPES = {ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef}


def _blocks(statement: Any) -> list[list[ast.stmt]]:
    blocks = [getattr(statement, field, []) for field in ("body", "orelse", "finalbody")]
    blocks += [handler.body for handler in getattr(statement, "handlers", [])]
    blocks += [case.body for case in getattr(statement, "cases", [])]
    return [block for block in blocks if block]


def _rewritten(statement: Any, loop: Loop, number: int) -> ast.stmt:
    where = _where(statement)
    orelse = list(statement.orelse)
    if loop.breaks and orelse:
        orelse = [ast.If(ast.UnaryOp(ast.Not(), _ended(number, BREAK, where), **where), orelse, [], **where)]
    values = (
        {span(node): node.value for node in walk(statement) if isinstance(node, ast.Return)} if loop.returns else {}
    )
    for index, place in reversed(list(enumerate(loop.returns))):
        value = values[place]
        returned = ast.Return(value, **(_where(value) if value else where))
        orelse = [ast.If(_ended(number, RETURN + index, where), [returned], [], **where), *orelse]
    if isinstance(statement, ast.For):
        head = _where(statement.iter)
        iterator = _call(ENTER, number, head, statement.iter)
        watched = ast.For(statement.target, iterator, statement.body, orelse, statement.type_comment, **where)
    else:
        # Where a signal is handled CPython shows the test, and up to 3.11 of `while True` the whole line.
        shows_line = sys.version_info < (3, 12) and isinstance(statement.test, ast.Constant)
        head = where if shows_line else _where(statement.test)
        leave = ast.If(ast.UnaryOp(ast.Not(), statement.test, **head), [ast.Break(**head)], [], **head)
        nothing = ast.Tuple([], ast.Store(), **head)
        watched = ast.For(nothing, _call(ENTER_WHILE, number, head), [leave, *statement.body], orelse, None, **where)
    handler = [ast.Expr(_call(FAILED, number, where), **where), ast.Raise(None, None, **where)]
    return ast.Try([watched], [ast.ExceptHandler(None, None, handler, **where)], [], [], **where)


def _timed(statement: Any, number: int) -> Any:
    """A loop that CPython keeps, timed for the report."""
    if isinstance(statement, ast.For):
        statement.iter = _call(TIMED, number, _where(statement.iter), statement.iter)
        return statement
    where, head = _where(statement), _where(statement.test)
    leave = ast.If(ast.UnaryOp(ast.Not(), statement.test, **head), [ast.Break(**head)], [], **head)
    nothing = ast.Tuple([], ast.Store(), **head)
    return ast.For(nothing, _call(TIMED, number, head), [leave, *statement.body], [], None, **where)


def _ended(number: int, how: int, where: dict[str, int]) -> ast.Call:
    call = _call(ENDED, number, where)
    call.args.append(ast.Constant(how, **where))
    return call


def _call(name: str, number: int, where: dict[str, int], *arguments: ast.expr) -> ast.Call:
    function = ast.Name(name, ast.Load(), **where)
    return ast.Call(function, [ast.Constant(number, **where), *arguments], [], **where)


def _where(node: Any) -> dict[str, int]:
    return {name: getattr(node, name) for name in ("lineno", "col_offset", "end_lineno", "end_col_offset")}
