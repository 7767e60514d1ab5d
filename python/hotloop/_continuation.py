"""Functions that go on in CPython from a place inside another function.

    def f(n):                     continuation(f, source, place="header", <the while loop>, names=("n", "i", "t")):
        for i in range(n):            for .item in chain((None,), .rest0) if .resuming else range(n):
            t = i                         if .resuming: .resuming = False
                                          else: i = .item; del .item; t = i
            while t > 1:                  while t > 1:
                t //= 2                       t //= 2
        return t                      return t

The first pass along the way to the place skips what has been done; from there on all is as written, at its own line
and column. Every statement stays in the tree, so that each name keeps its meaning, and the variables keep their order.
Hidden ones have names that no identifier can have or be near to: CPython suggests near names for one that it misses.
"""

from __future__ import annotations

import itertools
import sys
import types

from . import _tree as ast
from ._quiet import without_warnings
from ._source import COMPREHENSIONS, FUTURE_FLAGS, REGIONS, SCOPES, FunctionSource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

FUNCTION, RESUMING, CHAIN, ITEM = ".hotloop.function", ".hotloop.resuming", ".hotloop.chain", ".hotloop.item"
PASSED = ".hotloop.passed"
# How a loop that was cut out has ended: not at all. As in `_run/_rewrite.py`.
AGAIN = -1
# In the place of a number of arguments: the loop goes over `accumulate(items, function, ..)`.
ACCUMULATED = -2


# Code of parts of functions that was made here, by its address: for a profile, which is to show none of it.
made: dict[int, types.CodeType] | None = None


class Unresumable(Exception):
    """CPython cannot go on at this place, or run this part of a function alone. Says why."""


def continuation(
    function: types.FunctionType,
    source: FunctionSource,
    *,
    place: str,
    start: int = 0,
    end: int = 0,
    names: tuple[str, ...],
    functions: tuple[tuple[str, int, int], ...] = (),
    once: bool = False,
    applied: tuple[int, ...] = (),
) -> types.FunctionType:
    """A function that goes on in CPython as `function` would from a place in it.

    place       "start": before the first statement. "header": the loop at start..end is about to take its next item or
                to test its condition. "after": the statement at start..end has been executed. "then", "else": the
                condition of the `if` at start..end was true, or false.
    start, end  the statement's span in bytes of source.text; of no meaning for "start"
    names       the local variables that are bound there; the other ones will be unbound. If the function uses
                `super()`, its first parameter must be the first one
    functions   those of them that are nested functions: the name, and where the `def` or `lambda` stands. Their values
                are tuples of the defaults of their parameters
    once        the function is a `while` loop and a `return` of a tuple: it does not begin a second iteration, but
                returns the tuple with AGAIN in the place of its first member
    applied     for each `for` loop around the place, -1, or the number of arguments that the call it goes over (`map`,
                `filter`, `zip`) keeps: the others are those of the tuple that is given in the place of an iterable.
                ACCUMULATED: a function of all arguments but the first is given there

    It is called with the values of names, in order, then an iterable for each `for` loop around the place, outermost
    first, and last the loop itself if the place is the header of a `for`: the items that the loop has not taken yet.
    """
    _check(function, source, names)
    _, body = _docstring_and_body(source.node)
    n_rests = 0
    if place != "start":
        there = _Place(source, place, start, end, applied)
        imports = _imports(source, body, start)
        body, n_rests = _resume_block(body, there, 0, [])
        body = [*imports, *body]
        if once:
            body = [_once(one, body[-1]) if isinstance(one, ast.While) else one for one in body]
    where = _where(source.node)
    variables: list[ast.stmt] = [ast.Expr(_load(name, where), **where) for name in function.__code__.co_varnames]
    rests = [_rest(index) for index in range(n_rests)]
    passed = [PASSED] if once else []
    if sys.version_info >= (3, 12):
        body = _without_hidden([*rests, CHAIN, RESUMING, ITEM, *passed], body, where)
    body = [*(_definition(source, *one) for one in functions), *body]
    resume = _build(function, source, variables, body, names, rests, [CHAIN, RESUMING, *passed])
    if id(function.__code__) in REGIONS:
        _remember(resume)
    resume.__kwdefaults__ = {CHAIN: itertools.chain, RESUMING: True, **dict.fromkeys(passed, False)}
    return resume


def snippet(
    function: types.FunctionType,
    source: FunctionSource,
    *,
    start: int,
    end: int,
    params: tuple[str, ...],
    takes: tuple[str, ...] = (),
    truth: bool = False,
) -> types.FunctionType:
    """The expression or statement at start..end as a function of local variables; the other ones are unbound in it.

    takes  names that a statement binds
    truth  whether the value of the expression is true is wanted

    It returns the value of an expression, and for a statement what the name in takes, or the tuple of them, is then.
    """
    _check(function, source, params)
    node = _node_at(source, start, end)
    if isinstance(node, ast.Expr):
        node = node.value
    where = _where(node)
    statements: list[ast.stmt] = [node]
    if truth:
        node = ast.UnaryOp(ast.Not(), ast.UnaryOp(ast.Not(), node, **where), **where)
    if isinstance(node, ast.expr):
        statements = [ast.Return(node, **where)]
    elif takes:
        values: list[ast.expr] = [_load(name, where) for name in takes]
        value = values[0] if len(values) == 1 else ast.Tuple(values, ast.Load(), **where)
        statements.append(ast.Return(value, **where))
    _, body = _docstring_and_body(source.node)
    imports = _imports(source, body, start)
    return _remember(_build(function, source, body, [*imports, *statements], params, [], []))


def accumulated(items: Iterable[Any], before: tuple[Any, ...], func: Any = None, *, initial: Any = None) -> Any:
    """What is left of `accumulate(.., func, initial=initial)`; before: what it has given last, if anything."""
    if not before:
        return itertools.accumulate(items, func, initial=initial)
    return itertools.islice(itertools.accumulate(items, func, initial=before[0]), 1, None)


def _remember(part: types.FunctionType) -> types.FunctionType:
    if made is not None:
        made[id(part.__code__)] = part.__code__
    return part


def _check(function: types.FunctionType, source: FunctionSource, names: tuple[str, ...]) -> None:
    code = function.__code__
    for name in names:
        # A private name of a class has another name in the code.
        if name not in code.co_varnames + code.co_cellvars and not name.startswith("__"):
            raise Unresumable(f"`{name}` is no local variable")
    generator = 0x20 | 0x80 | 0x200  # inspect.CO_GENERATOR, CO_COROUTINE, CO_ASYNC_GENERATOR
    if code.co_flags & generator:
        raise Unresumable("a generator or coroutine cannot be entered in its middle")


def _docstring_and_body(node: Any) -> tuple[list[ast.stmt], list[ast.stmt]]:
    if isinstance(node, ast.Lambda):
        return [], [ast.Return(node.body, **_where(node.body))]
    has_docstring = bool(node.body) and _is_text(node.body[0])
    return node.body[:has_docstring], node.body[has_docstring:]


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _imports(source: FunctionSource, body: list[ast.stmt], start: int) -> list[ast.stmt]:
    """What a function has imported before a place is imported again: compiled code has no such values to pass on."""
    return [one for one in body if isinstance(one, (ast.Import, ast.ImportFrom)) and source.span(one)[1] <= start]


# --- The way to the place


class _Place:
    def __init__(self, source: FunctionSource, kind: str, start: int, end: int, applied: tuple[int, ...]) -> None:
        self.source = source
        self.kind = kind
        self.span = start, end
        self.applied = applied

    def rest(self, index: int, iterable: Any) -> ast.expr:
        """What is left of what a loop goes over, the index-th one on the way here."""
        where = _where(iterable)
        rest: ast.expr = _load(_rest(index), where)
        n_kept = self.applied[index] if self.applied else -1
        if n_kept == ACCUMULATED:
            return ast.Call(rest, iterable.args[1:], iterable.keywords, **where)
        if n_kept < 0:
            return rest
        given = [*iterable.args[:n_kept], ast.Starred(rest, ast.Load(), **where)]
        return ast.Call(iterable.func, given, iterable.keywords, **where)

    def is_at(self, statement: ast.stmt) -> bool:
        kinds = {"after": ast.stmt, "header": (ast.For, ast.While), "then": ast.If, "else": ast.If}
        return self.source.span(statement) == self.span and isinstance(statement, kinds[self.kind])

    def is_in(self, block: list[ast.stmt]) -> bool:
        return bool(block) and (
            self.source.span(block[0])[0] <= self.span[0] and self.span[1] <= self.source.span(block[-1])[1]
        )


def _resume_block(
    block: list[ast.stmt], place: _Place, n_rests: int, skipped: list[ast.stmt]
) -> tuple[list[ast.stmt], int]:
    """The block with its first pass beginning at the place, and the number of rests used up to there."""
    for index, statement in enumerate(block):
        before, behind = skipped + block[:index], block[index + 1 :]
        if place.is_at(statement):
            if place.kind == "after":
                return [*_first_pass_here([*before, statement], statement), *behind], n_rests
            if isinstance(statement, ast.If):
                return [*_first_pass_beyond(before), _resume_branch(statement, place.kind), *behind], n_rests
            if isinstance(statement, ast.For):
                resumed: ast.stmt = _resume_header(statement, place.rest(n_rests, statement.iter))
                return [*_first_pass_beyond(before), resumed, *behind], n_rests + 1
            return [*_first_pass_here(before, statement), statement, *behind], n_rests
        if place.is_in([statement]):
            resumed, n_rests = _resume_inside(statement, place, n_rests)
            return [*_first_pass_beyond(before), resumed, *behind], n_rests
    raise Unresumable("no such statement")


def _resume_inside(statement: Any, place: _Place, n_rests: int) -> tuple[ast.stmt, int]:
    """The statement with its first pass going into that block of it where the place is."""
    if isinstance(statement, ast.Match):
        case = next(case for case in statement.cases if place.is_in(case.body))
        body, n_rests = _resume_block(case.body, place, n_rests, [])
        where = _where(statement.subject)
        return ast.If(_load(RESUMING, where), body, [statement], **where), n_rests
    if not isinstance(statement, (ast.If, ast.While, ast.For, ast.Try)):
        raise Unresumable(f"inside a `{type(statement).__name__.lower()}` statement")
    if place.is_in(statement.body):
        return _resume_body(statement, place, n_rests)
    if place.is_in(statement.orelse):
        orelse, n_rests = _resume_block(statement.orelse, place, n_rests, [])
        return _with(statement, orelse=orelse, **_body_skipped(statement)), n_rests
    raise Unresumable("while an exception may be on its way")


def _resume_body(statement: Any, place: _Place, n_rests: int) -> tuple[ast.stmt, int]:
    skipped: list[ast.stmt] = []
    changes: dict[str, Any] = {}
    if isinstance(statement, (ast.If, ast.While)):
        changes["test"] = _first_pass_true(statement.test)
    if isinstance(statement, ast.For):
        where = _where(statement.iter)
        again = ast.Call(
            _load(CHAIN, where),
            [ast.Tuple([ast.Constant(None, **where)], ast.Load(), **where), place.rest(n_rests, statement.iter)],
            [],
            **where,
        )
        changes["iter"] = ast.IfExp(_load(RESUMING, where), again, statement.iter, **where)
        changes["target"] = ast.Name(ITEM, ast.Store(), **_where(statement.target))
        skipped = _assign_item(statement.target)
        n_rests += 1
    body, n_rests = _resume_block(statement.body, place, n_rests, skipped)
    return _with(statement, body=body, **changes), n_rests


def _body_skipped(statement: Any) -> dict[str, Any]:
    """What to change in a statement for its first pass to go to `else` directly."""
    if isinstance(statement, ast.Try):
        return {"body": _first_pass_beyond(statement.body)}
    if isinstance(statement, ast.For):
        where = _where(statement.iter)
        nothing = ast.Tuple([], ast.Load(), **where)
        return {"iter": ast.IfExp(_load(RESUMING, where), nothing, statement.iter, **where)}
    where = _where(statement.test)
    otherwise = ast.UnaryOp(ast.Not(), _load(RESUMING, where), **where)
    return {"test": ast.BoolOp(ast.And(), [otherwise, statement.test], **where)}


def _resume_branch(statement: ast.If, kind: str) -> ast.stmt:
    """The `if` with its first pass beginning where its condition has been true ("then"), or false."""
    done = _first_pass_here([], statement)
    if kind == "then":
        return _with(statement, test=_first_pass_true(statement.test), body=[*done, *statement.body])
    changes = _body_skipped(statement)
    return _with(statement, orelse=[*done, *statement.orelse], **changes)


def _once(loop: ast.While, ended: Any) -> ast.stmt:
    """The loop, which returns what the statement behind it does instead of beginning a second iteration."""
    where = _where(loop.test)
    again = ast.Tuple([ast.Constant(AGAIN, **where), *ended.value.elts[1:]], ast.Load(), **where)
    passed = ast.Assign([ast.Name(PASSED, ast.Store(), **where)], ast.Constant(True, **where), **where)
    body = [
        ast.If(_load(PASSED, where), [ast.Return(again, **where)], [], **where),
        passed,
        ast.If(ast.UnaryOp(ast.Not(), loop.test, **where), [ast.Break(**where)], [], **where),
        *loop.body,
    ]
    return ast.While(ast.Constant(True, **where), body, [], **_where(loop))


def _resume_header(loop: ast.For, rest: ast.expr) -> Any:
    where = _where(loop.iter)
    done = ast.NamedExpr(ast.Name(RESUMING, ast.Store(), **where), ast.Constant(False, **where), **where)
    first = ast.BoolOp(ast.And(), [_load(RESUMING, where), ast.UnaryOp(ast.Not(), done, **where)], **where)
    return _with(loop, iter=ast.IfExp(first, rest, loop.iter, **where))


def _first_pass_here(skipped: list[ast.stmt], statement: ast.stmt) -> list[ast.stmt]:
    """Skips statements in the first pass, which ends here."""
    where = _where(statement)
    done = ast.Assign([ast.Name(RESUMING, ast.Store(), **where)], ast.Constant(False, **where), **where)
    return [ast.If(_load(RESUMING, where), [done], skipped, **where)] if skipped else [done]


def _first_pass_beyond(skipped: list[ast.stmt]) -> list[ast.stmt]:
    """Skips statements in the first pass, which goes on behind them."""
    if not skipped:
        return []
    where = _where(skipped[0])
    return [ast.If(_load(RESUMING, where), [ast.Pass(**where)], skipped, **where)]


def _first_pass_true(test: ast.expr) -> ast.expr:
    if isinstance(test, ast.Constant) and test.value:
        return test
    where = _where(test)
    return ast.BoolOp(ast.Or(), [_load(RESUMING, where), test], **where)


def _assign_item(target: ast.expr) -> list[ast.stmt]:
    where = _where(target)
    return [ast.Assign([target], _load(ITEM, where), **where), *_delete([ITEM], where)]


def _rest(index: int) -> str:
    return f".hotloop.rest{index}"


# --- Functions inside


def _definition(source: FunctionSource, name: str, start: int, end: int) -> ast.stmt:
    """Makes a nested function again, its defaults being the members of the tuple that its name stands for."""
    node = _node_at(source, start, end)
    where, at = _where(node), itertools.count()

    def member(default: ast.expr) -> ast.expr:
        place = _where(default)
        return ast.Subscript(_load(name, place), ast.Constant(next(at), **place), ast.Load(), **place)

    given = node.args
    arguments = ast.arguments(
        posonlyargs=given.posonlyargs,
        args=given.args,
        vararg=given.vararg,
        kwonlyargs=given.kwonlyargs,
        kw_defaults=[],
        kwarg=given.kwarg,
        defaults=[member(one) for one in given.defaults],
    )
    arguments.kw_defaults = [one and member(one) for one in given.kw_defaults]
    if isinstance(node, ast.Lambda):
        return ast.Assign([ast.Name(name, ast.Store(), **where)], ast.Lambda(arguments, node.body, **where), **where)
    return _with(node, args=arguments)


# --- A part of a function


def _node_at(source: FunctionSource, start: int, end: int) -> Any:
    """The outermost statement or expression at a span, in the function's own scope."""
    _, body = _docstring_and_body(source.node)
    pending: list[Any] = list(body)
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.stmt, ast.expr)):
            node_start, node_end = source.span(node)
            if (node_start, node_end) == (start, end):
                if isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
                    break
                return node
            if not (node_start <= start and end <= node_end):
                continue
        if not _hides_its_parts(node):
            pending += ast.children(node)
    raise Unresumable("no such expression or statement")


def _hides_its_parts(node: ast.AST) -> bool:
    if sys.version_info < (3, 12):
        # Comprehensions are functions, and what is in an f-string has no true position.
        return isinstance(node, (*SCOPES, *COMPREHENSIONS, ast.JoinedStr))
    return isinstance(node, (*SCOPES, ast.GeneratorExp))


# --- From statements to a function

_TYPE_PARAMS: dict[str, Any] = {"type_params": []} if sys.version_info >= (3, 12) else {}


def _build(
    function: types.FunctionType,
    source: FunctionSource,
    never: list[ast.stmt],
    body: list[ast.stmt],
    names: tuple[str, ...],
    rests: list[str],
    keyword_only: list[str],
) -> types.FunctionType:
    """A function with other parameters and another body that is `function` in everything else.

    The statements in never are not executed: they give names their meaning, and variables their order.
    """
    node, code = source.node, function.__code__
    where = _where(node)
    docstring, _ = _docstring_and_body(node)
    params, moved = _params(code, names)
    never = [*_delete(_parameters(code), where), *never]
    definition = ast.FunctionDef(
        name=FUNCTION,
        args=_arguments(params + rests, keyword_only, where),
        body=[
            *docstring,
            *([ast.If(ast.Constant(False, **where), never, [], **where)] if never else []),
            *_move(moved, where),
            *body,
        ],
        # The first line of a function is that of its first decorator.
        decorator_list=[ast.Constant(None, **_where(one)) for one in getattr(node, "decorator_list", [])[:1]],
        **_TYPE_PARAMS,
        **where,
    )
    module = ast.Module([*source.preamble, _in_scopes(definition, source, code)], [])
    built = _compile(module, code)
    cells = dict(zip(code.co_freevars, function.__closure__ or ()))
    closure = tuple(cells[name] for name in built.co_freevars)
    result = types.FunctionType(built, function.__globals__, function.__name__, None, closure)
    result.__qualname__ = function.__qualname__
    result.__module__ = function.__module__
    return result


def _params(code: types.CodeType, names: tuple[str, ...]) -> tuple[list[str], dict[str, str]]:
    """The parameters that take the values of names, and which of them are only moved to the variables."""
    if "__class__" in code.co_freevars and names[:1] != code.co_varnames[:1]:
        raise Unresumable("`super()` takes the first variable")
    pairs = zip(names, _parameters(code))
    n_same = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))
    moved = {f".hotloop.value{index}": name for index, name in enumerate(names[n_same:], n_same)}
    return [*names[:n_same], *moved], moved


def _parameters(code: types.CodeType) -> tuple[str, ...]:
    n_variadic = bool(code.co_flags & 0x04) + bool(code.co_flags & 0x08)  # inspect.CO_VARARGS, CO_VARKEYWORDS
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount + n_variadic]


def _arguments(names: list[str], keyword_only: list[str], where: dict[str, Any]) -> ast.arguments:
    return ast.arguments(
        posonlyargs=[],
        args=[ast.arg(name, **where) for name in names],
        kwonlyargs=[ast.arg(name, **where) for name in keyword_only],
        kw_defaults=[None] * len(keyword_only),
        defaults=[],
    )


def _move(names: dict[str, str], where: dict[str, Any]) -> list[ast.stmt]:
    """Assigns and deletes: an object must not live longer than it does in the function as written."""
    moves: list[ast.stmt] = []
    for hidden, name in names.items():
        moves.append(ast.Assign([ast.Name(name, ast.Store(), **where)], _load(hidden, where), **where))
        moves += _delete([hidden], where)
    return moves


def _without_hidden(names: list[str], body: list[ast.stmt], where: dict[str, Any]) -> list[ast.stmt]:
    """The body, behind which hidden variables are gone: who looks at the frame of an exception sees the user's only.

    Up to 3.12 they are taken out of the frame, which then is left at the user's line, not at the end of this `try`.
    """
    gone: list[ast.stmt] = [
        ast.Assign([ast.Name(name, ast.Store(), **where)], ast.Constant(None, **where), **where) for name in names
    ]
    return [ast.Try(body or [ast.Pass(**where)], [], [], [*gone, *_delete(names, where)], **where)]


def _delete(names: Iterable[str], where: dict[str, Any]) -> list[ast.stmt]:
    return [ast.Delete([ast.Name(name, ast.Del(), **where)], **where) for name in names]


def _in_scopes(definition: ast.stmt, source: FunctionSource, code: types.CodeType) -> ast.stmt:
    """The definition inside what gives its names their meaning: a class, and a function that has its free names."""
    where = _where(definition)
    classes = [scope.name for scope in source.scopes if isinstance(scope, ast.ClassDef)]
    if classes:
        definition = ast.ClassDef(classes[-1], [], [], [definition], [], **_TYPE_PARAMS, **where)
    if code.co_freevars:
        free: list[ast.stmt] = [
            ast.Assign([ast.Name(name, ast.Store(), **where)], ast.Constant(None, **where), **where)
            for name in code.co_freevars
        ]
        # Else the class would be a variable of this function.
        free += [ast.Global([name], **where) for name in classes[-1:] if name not in code.co_freevars]
        arguments = _arguments([], [], where)
        definition = ast.FunctionDef(".outer", arguments, [*free, definition], [], **_TYPE_PARAMS, **where)
    return definition


def _compile(module: ast.Module, code: types.CodeType) -> types.CodeType:
    """The code of the function FUNCTION in a module, under the names of `code`."""
    flags = code.co_flags & FUTURE_FLAGS
    try:
        built = without_warnings(compile, module, code.co_filename, "exec", flags, dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Unresumable(f"it cannot be compiled alone: {error}") from error
    while built.co_name != FUNCTION:
        built = next(constant for constant in built.co_consts if isinstance(constant, types.CodeType))
    return _requalified(built, built.co_qualname, code.co_qualname).replace(co_name=code.co_name)


def _requalified(code: types.CodeType, old: str, new: str) -> types.CodeType:
    """The code and all code in it with `old` at the front of the qualified name replaced by `new`."""
    qualname = code.co_qualname
    if qualname == old or qualname.startswith(old + "."):
        qualname = new + qualname[len(old) :]
    constants: list[Any] = []
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            constants.append(_requalified(constant, old, new))
        else:
            # The body of a class stores its qualified name from a constant.
            constants.append(qualname if isinstance(constant, str) and constant == code.co_qualname else constant)
    return code.replace(co_qualname=qualname, co_consts=tuple(constants))


def _load(name: str, where: dict[str, Any]) -> ast.Name:
    return ast.Name(name, ast.Load(), **where)


def _where(node: Any) -> dict[str, Any]:
    return {name: getattr(node, name) for name in ("lineno", "col_offset", "end_lineno", "end_col_offset")}


def _with(node: ast.stmt, **changes: Any) -> Any:
    """A copy of a node with some fields changed; the tree itself stays as it is."""
    return type(node)(**{**dict(ast.iter_fields(node)), **changes}, **_where(node))
