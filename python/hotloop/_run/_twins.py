"""The hot loops of a decorated function that cannot be compiled as a whole.

    twin = make(function, None, None, None, False)
    twin(*arguments)            as CPython runs the function, with a watch around each loop as `hotloop run` puts it
    of_loops(function)          what became of each loop, in the words of its report

The function stays as it is: the dispatcher calls its twin where CPython would run it. The two share all but their code.
"""

from __future__ import annotations

import builtins
import types
from weakref import WeakSet

from .. import _hotloop, _source
from .. import _tree as ast
from .._quiet import without_warnings
from . import _entry, _loops, _module, _rewrite

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .._source import FunctionSource

# Loops of decorated functions have numbers that those of modules cannot have.
FIRST = _module.MAX_LOOPS << 40
# Code objects with loops of their own: a program that makes more of them makes them anew each time.
MAX_CODES = 1000


class Rewritten(_module.Module):
    """A function as it is written and as it is run. Shared by all functions with this code."""

    def __init__(self, source: FunctionSource, code: types.CodeType, options: _entry.Options, first: int) -> None:
        super().__init__(source.text, source.filename, options, first)
        self.written = code
        self.twins: WeakSet[types.FunctionType] = WeakSet()
        self._rewrite_function(source)

    def _rewrite_function(self, source: FunctionSource) -> None:
        statement, node = _copy(source)
        has_changed, self._loops = _rewrite.rewrite_function(node, self.written.co_qualname, self.first)
        if not has_changed or len(self._loops) >= _module.MAX_LOOPS:
            return
        flags = self.written.co_flags & _source.FUTURE_FLAGS
        tree = ast.Module([*source.preamble, statement], [])
        made = without_warnings(compile, tree, self.filename, "exec", flags, dont_inherit=True)
        for one in _source.nested(made):
            if _shape(one) == _shape(self.written):
                self.code = one

    def put_back(self, frame: types.FrameType) -> None:
        if frame.f_code is self.code:
            for twin in list(self.twins):
                twin.__code__ = self.written


_known: dict[tuple[int, Any], Rewritten] = {}


def make(
    function: types.FunctionType, threads: int | None, lanes: int | None, cpu: str | None, fastmath: bool
) -> types.FunctionType | None:
    """A twin with the same globals, cells and defaults; None: there is nothing to watch. Options as for hotloop.jit."""
    try:
        module = _rewritten(function, _entry.Options(threads, cpu, fastmath, lanes=lanes))
    except (_source.SourceUnavailable, SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if module is None or module.code is None:
        return None
    twin = types.FunctionType(
        module.code, function.__globals__, function.__name__, function.__defaults__, function.__closure__
    )
    twin.__kwdefaults__ = function.__kwdefaults__
    twin.__qualname__ = function.__qualname__
    module.twins.add(twin)
    return twin


def _rewritten(function: types.FunctionType, options: _entry.Options) -> Rewritten | None:
    code = function.__code__
    key = id(code), (options.threads, options.lanes, options.cpu, options.fastmath)
    if known := _known.get(key):
        return known
    source = _source.find(function)
    # A module that `hotloop run` has rewritten has its watches already, and so has what a twin defines.
    is_watched = _source.rewritten_module(code) is not None
    uses_own_builtins = function.__builtins__ is not vars(builtins)  # type: ignore[attr-defined]
    if is_watched or uses_own_builtins or len(_known) >= MAX_CODES:
        return None
    paused = _hotloop.pause_collecting()
    try:
        module = Rewritten(source, code, options, FIRST + len(_known) * _module.MAX_LOOPS)
    finally:
        _hotloop.resume_collecting(paused)
    if known := _known.get(key):
        # Another thread was first.
        return known
    _known[key] = module
    if module.loops:
        _install()
        _loops.add(module)
    if module.code is not None:
        _source.add_rewritten(module.code, module)
    return module


def _install() -> None:
    """As `hotloop run` does it, unless that is what runs."""
    if _rewrite.ENTER not in vars(builtins):
        import atexit

        _loops.install()
        atexit.register(_loops.forget)


def _copy(source: FunctionSource) -> tuple[Any, Any]:
    """The statement of the module that holds a function, and the function in it: nobody else's."""
    outermost: Any = source.scopes[0] if source.scopes else source.node
    first = min([outermost.lineno, *(one.lineno for one in getattr(outermost, "decorator_list", []))])
    lines = source.text.split("\n")[first - 1 : outermost.end_lineno]
    head = ["" for _ in range(first - 1)]
    if lines[0][:1] in " \t\f":
        # It stands in an `if` or a `try`.
        head[-1] = "if 1:"
    tree: Any = without_warnings(ast.parse, "\n".join([*head, *lines, ""]), source.filename)
    place = type(source.node), source.node.lineno, source.node.col_offset
    statement = tree.body[0].body[0] if head[-1:] == ["if 1:"] else tree.body[0]
    for node in ast.walk(statement):
        if isinstance(node, _source.FUNCTIONS) and (type(node), node.lineno, node.col_offset) == place:
            return statement, node
    raise _source.SourceUnavailable("it stands in the middle of a line")


def _shape(code: types.CodeType) -> tuple[Any, ...]:
    """What a function's code must have in common with that of its twin."""
    arguments = code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags
    return code.co_name, code.co_qualname, code.co_firstlineno, code.co_freevars, code.co_cellvars, arguments


def of_loops(function: types.FunctionType) -> list[dict[str, Any]]:
    """What became of each loop, in the order of the source, as `hotloop.report` has it. Empty: none was watched."""
    from . import _report

    code = function.__code__
    numbered: list[tuple[_module.Module, int]] = []
    modules: list[_module.Module] = [one for one in list(_known.values()) if one.written is code]
    if not modules and (other := _source.rewritten_module(code)):
        modules = [other]
    for module in modules:
        numbered += [
            (module, index)
            for index, loop in enumerate(module.loops)
            if loop.function == code.co_qualname or loop.function.startswith(f"{code.co_qualname}.<locals>.")
        ]
    found = [_report.of_loop(_loops.loop_of(module.first + index)) for module, index in numbered]
    return sorted(found, key=lambda one: one["line"])


def describe(function: types.FunctionType) -> str:
    """The same in words, a line for each; empty if there are none."""
    own = function.__code__.co_qualname
    lines = [f"  line {one['line']}{_in(one, own)}: {_outcome(one)}\n" for one in of_loops(function)]
    return f"loops of {function.__qualname__}, each by itself:\n{''.join(lines)}" if lines else ""


def _in(one: dict[str, Any], own: str) -> str:
    """Which function inside it has the loop."""
    return "" if one["function"] == own else f" in {one['function'].rpartition('.')[2]}"


def _outcome(one: dict[str, Any]) -> str:
    from . import _report

    return _report.outcome(one) if one["entries"] or one["reason"] else "not entered yet"
