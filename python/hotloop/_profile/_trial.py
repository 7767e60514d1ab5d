"""What machine code would bring for a loop, found out on copies of its variables: a trial.

trial = of_loop(frame, loop, module, 16e-6)        a `Trial`; each iteration takes CPython some 16 us
trial.iterations, trial.python, trial.machine      6250, 0.1 s, 0.5 ms

Nothing that the program can see changes: what the loop prints is held back, random numbers are drawn anew, and a loop
in which CPython would have to run what may do more is not tried.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import signal
import sys
import time
import types
from typing import TYPE_CHECKING, Any

from .. import _hotloop
from .._errors import CompileError
from .._run import _check, _copies, _loops, _variables
from ._snapshots import are_atoms, is_plain
from .model import Trial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .._run._module import Module
    from .._run._rewrite import Loop
    from ._snapshots import Snapshot

# Seconds that the part of a loop which is tried is to take CPython, that either may take at most, and compiling.
PART, LIMIT, COMPILING = 0.1, 0.5, 1.0
# Seconds that all of its iterations must take CPython. Where an entry is shorter, going there and back would count: a
# loop around it may be the one to compile.
LEAST_ENTRY = 1e-3

# Builtins that what a `for` goes through may call.
PURE = {"len", "range", "min", "max", "abs", "int", "round", "enumerate", "zip", "reversed"}
EXPRESSIONS = (
    ast.Name, ast.Constant, ast.Attribute, ast.Subscript, ast.Slice, ast.BinOp, ast.UnaryOp, ast.Tuple, ast.Call,
    ast.operator, ast.unaryop, ast.expr_context,
)  # fmt: skip


# What has been made of parts.
ITERATORS = (enumerate, zip, reversed, type(reversed([])))


class Untried(Exception):
    """Nothing can be said without changing what the program can see, or within the time."""


def of_loop(frame: Snapshot, loop: Loop, module: Module, each: float) -> Trial:
    """Raises Untried, and `_refusals.Refused` where CPython keeps the loop.

    frame   taken in the loop
    module  where the loop is, with options that have `check`
    each    seconds that CPython takes for an iteration
    """
    if _hotloop.others_may_look() or loop.read & frame.opaque or not _may_limit():
        raise Untried
    if sys.gettrace() is not None or sys.getprofile() is not None:
        # The program's own, which would be called in the trial.
        raise Untried
    items: Any = None
    whole = None
    if loop.iterated is not None:
        items, whole = _items(frame, loop, module.text, max(1, int(PART / max(each, 1e-9))))
        if whole * each < LEAST_ENTRY:
            raise Untried
    _loops.install_rest()
    watched = _loops.WatchedLoop(loop, module, 0)
    entry, variant = watched.cut_out(frame, items)
    trial = Trial(module.filename, loop.function, loop.span[0], loop.span[2], entry.left, whole)
    generators = _check.generators_of(variant, entry.arguments)
    before = [one.getstate() for one in generators]
    # What is called finds these by name, not among the copies.
    named = _check.contents_of(_hotloop.found(variant.dispatcher))

    def run(
        function: Any, given: list[Any] = entry.arguments, limit: float = LIMIT
    ) -> tuple[float, _check.Observed, list[Any]]:
        memo: dict[int, Any] = {key: one for key, (one, _) in named.items()}
        arguments = [_check.copied(argument, memo) for argument in given]
        began = time.perf_counter()
        try:
            with _limited(limit):
                observed = _check.observed(function, arguments, hold_back=True)
        finally:
            _check.set_back(generators, before)
            _check.put_back(named)
        seconds = time.perf_counter() - began
        if isinstance(observed.error, (_Late, KeyboardInterrupt)):
            raise observed.error
        return seconds, observed, arguments

    try:
        run(variant.dispatcher, limit=COMPILING + LIMIT)
        trial.compiling = _hotloop.seconds_of(variant.dispatcher)[0]
        if type(items) is range:
            trial.once = min(run(variant.dispatcher, _without_items(entry))[0] for _ in range(2))
        trial.machine, found, given = run(variant.dispatcher)
        trial.machine = min(trial.machine, *(run(variant.dispatcher)[0] for _ in range(2)))
        trial.once = min(trial.once, trial.machine)
    except CompileError:
        raise watched.refused_types(entry, variant) from None
    except _Late:
        raise Untried from None
    try:
        trial.python, expected, copies = run(variant.function)
    except _Late:
        trial.python, trial.is_over = LIMIT, False
        return trial
    names = variant.function.__code__.co_varnames
    try:
        _check.compare(expected, found, entry.results, loop.span[0])
        for name, one, other in zip(names, copies, given):
            _check.same(f"`{name}`", one, other, loop.span[0])
    except _check.Difference as difference:
        trial.difference = str(difference)
    return trial


def _without_items(entry: Any) -> list[Any]:
    """What a loop over a range begins with if there is nothing in that."""
    values = dict(zip(entry.params, entry.arguments))
    start, stop, *_ = _variables.RANGE
    return list({**values, stop: values[start]}.values())


def _items(frame: Snapshot, loop: Loop, text: str, most: int) -> tuple[Any, int]:
    """At most so many of those that a `for` goes through, from where it is on if it can be seen where that is; and how
    many those are in all.
    """
    node = next(
        one
        for one in ast.walk(ast.parse(text))
        if isinstance(one, ast.For) and (one.lineno, one.col_offset) == loop.span[:2]
    )
    variables = {**frame.f_globals, **frame.f_locals}
    items = _value(node.iter, variables, most)
    if type(items) is range and isinstance(node.target, ast.Name):
        now = variables.get(node.target.id)
        if type(now) is int and now in items:
            at = items.index(now)
            return items[at : at + most], len(items)
    length = _copies.n_left(items, 0)
    if not length:
        raise Untried
    return _first(items, most), length


def _value(node: ast.expr, variables: dict[str, Any], most: int) -> Any:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        name = node.func.id
        is_own = variables.get(name, getattr(builtins, name, None)) is getattr(builtins, name, None)
        if name in ("enumerate", "zip", "reversed") and node.args and is_own:
            given = [_value(argument, variables, most) for argument in node.args]
            if name == "reversed":
                return given[0][::-1] if type(given[0]) is range else reversed(_first(given[0], most))
            if name == "enumerate":
                return enumerate(_first(given[0], most), *given[1:])
            return zip(*[_first(one, most) for one in given])
    return _evaluated(node, variables)


def _first(items: Any, most: int) -> Any:
    if isinstance(items, ITERATORS):
        return items
    if type(items) in (list, tuple, range, str, bytes) or type(items).__module__ == "numpy":
        return items[:most]
    raise Untried


def _evaluated(node: ast.expr, variables: dict[str, Any]) -> Any:
    """The value of an expression in which no code of the program's is run."""
    if not isinstance(node, EXPRESSIONS):
        raise Untried
    if isinstance(node, ast.Attribute):
        value = variables.get(node.value.id) if isinstance(node.value, ast.Name) else None
        if not is_plain(type(value)):
            raise Untried
        is_own = _copies.is_instance(value) and node.attr in _copies.attributes(value)
        if not (is_own and not hasattr(type(value), node.attr)) and type(value).__module__ != "numpy":
            raise Untried
    else:
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            if name not in PURE or name in variables or node.keywords or not _is_builtin(name):
                raise Untried
        for one in _operands(node):
            value = _evaluated(one, variables)
            # Those compare what is in it.
            is_compared = isinstance(node, ast.Call) and name in ("min", "max") and type(value) in (list, tuple)
            if is_compared and not are_atoms(value):
                raise Untried
    try:
        value = eval(compile(ast.Expression(node), "<trial>", "eval"), dict(variables))
    except Exception:
        raise Untried from None
    kind = type(value)
    is_known = any(kind is one for one in (list, tuple, *ITERATORS, *_check.ATOMS))
    if not is_known and not (is_plain(kind) and kind.__module__ == "numpy"):
        raise Untried
    return value


def _is_builtin(name: str) -> bool:
    """The program may have put something of its own there."""
    value = getattr(builtins, name, None)
    return type(value) is types.BuiltinFunctionType or (type(value) is type and not value.__flags__ & HEAP_TYPE)


HEAP_TYPE = 1 << 9


def _operands(node: ast.expr) -> Iterator[ast.expr]:
    found = [*node.args] if isinstance(node, ast.Call) else [*ast.iter_child_nodes(node)]
    for one in found:
        if isinstance(one, ast.Slice):
            yield from _operands(one)
        elif isinstance(one, ast.expr):
            yield one


def _may_limit() -> bool:
    """Is the timer of the process free, and would it be heard?"""
    is_free = signal.getsignal(signal.SIGALRM) is not None and signal.getitimer(signal.ITIMER_REAL)[0] == 0
    return is_free and signal.SIGALRM not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


class _Late(BaseException):
    """It takes longer than the limit."""


@contextlib.contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """What is run takes no longer: _Late is raised in it."""
    is_running = True

    def late(*_: Any) -> None:
        if is_running:
            raise _Late

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        is_running = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
