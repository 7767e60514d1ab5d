"""A loop as a function of its variables, for the compiler.

    for i in range(n):            def f(s, n, i, __hotloop_start, __hotloop_stop, __hotloop_step):
        s += i                        for i in range(__hotloop_start, __hotloop_stop, __hotloop_step):
                                          s += i
                                      return (0, s, i)

What is left of other items than a range's is a parameter too, see `_rest.py`.

The first member of the result says how the loop ended: NORMALLY, by a BREAK, or by one of its `return`s, whose value is
left to CPython. The function is made from text in which all else is blank, so that lines and columns are the user's.
"""

from __future__ import annotations

import sys
import types

from .. import _tree as ast
from .._quiet import without_warnings
from .._source import REGIONS, last_of
from ._rewrite import BREAK, NORMALLY, RETURN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._callees import Place
    from ._rewrite import Loop, Span

_PLACEHOLDER = "__hotloop_loop"


class RegionSource:
    """The source of such a function, as `hotloop._source.FunctionSource` describes it."""

    def __init__(
        self, text: str, filename: str, offset: int, lines: int, columns: int, moved: tuple[int, int, int] | None
    ) -> None:
        """moved: a line of the user's, a column of the text there, and how far what follows must move to be theirs."""
        self.scopes: list[ast.AST] = []
        self.preamble: list[ast.stmt] = []
        self.text = text
        self.filename = filename
        self.offset = offset
        self.tree: ast.Module = without_warnings(ast.parse, text, filename)
        self.node: Any = self.tree.body[0]
        # The text may be shifted, the tree has the user's lines and columns.
        self._lines, self._columns = lines, columns
        self._starts = [0]
        for line in text.split("\n"):
            self._starts.append(self._starts[-1] + len(line.encode()) + 1)
        if lines or columns:
            for node in ast.walk(self.node):
                if hasattr(node, "lineno"):
                    # Lines of ours may stand before the file's first one.
                    node.lineno = max(node.lineno - lines, 0)
                    node.end_lineno = max(node.end_lineno - lines, 0)
                    node.col_offset = max(node.col_offset - columns, 0)
                    node.end_col_offset = max(node.end_col_offset - columns, 0)
        self._moved: dict[int, tuple[int, int]] = {}
        if moved:
            self._move(*moved)

    @property
    def moved_lines(self) -> int:
        """How far down the text is."""
        return self._lines

    def _move(self, line: int, column: int, by: int) -> None:
        for node in ast.walk(self.node):
            begins, ends = (getattr(node, name, 0) == line for name in ("lineno", "end_lineno"))
            begins, ends = begins and node.col_offset >= column, ends and node.end_col_offset >= column
            if begins or ends:
                self._moved[id(node)] = node.col_offset, node.end_col_offset
                node.col_offset += by if begins else 0
                node.end_col_offset += by if ends else 0

    def move_inside(self, n_functions: int, by: int) -> None:
        """The functions that the body begins with stand further to the left in the user's file."""
        for function in self.node.body[:n_functions]:
            for node in ast.walk(function):
                if hasattr(node, "lineno"):
                    self._moved[id(node)] = node.col_offset, node.end_col_offset
                    node.col_offset -= by
                    node.end_col_offset -= by

    def span(self, node: Any) -> tuple[int, int]:
        starts, lines, columns = self._starts, self._lines, self._columns
        last = last_of(node)
        begin, end = (self._moved.get(id(one)) or (one.col_offset, one.end_col_offset) for one in (node, last))
        return (
            starts[node.lineno - 1 + lines] + begin[0] + columns,
            starts[last.end_lineno - 1 + lines] + end[1] + columns,
        )


def make(
    loop: Loop,
    text: str,
    code: types.CodeType,
    variables: dict[str, Any],
    params: tuple[str, ...],
    results: tuple[str, ...],
    iterated: str,
    functions: dict[str, Any],
    methods: tuple[str, ...],
    inside: list[Place],
) -> types.FunctionType:
    """The function of a loop in a file's text, run by `code` with these globals.

    params    names that it gets the values of
    results   names whose values it returns
    iterated  the text of what a `for` goes through
    functions what names stand for that are variables of the loop's function, and code: they are in cells
    methods   statements that it begins with: methods of lists that are variables of the loop's function
    inside    functions of the file that become functions inside of it
    """
    source = _source(loop, text, code.co_filename, params, results, iterated, methods, inside)
    return _function(source, code, variables, functions, len(inside))


def make_items(
    loop: Loop,
    text: str,
    code: types.CodeType,
    variables: dict[str, Any],
    params: tuple[str, ...],
    iterated: str,
    functions: dict[str, Any],
) -> types.FunctionType:
    """The function of a generator expression, whose code this is: it returns the list of its values."""
    first, column, last, end = loop.span
    lines = [line.encode() for line in text.split("\n")][:last]
    lines[last - 1] = lines[last - 1][:end]
    for where, replacement in _edits(loop, (), iterated):
        _replace(lines, where, replacement)
    lines[first - 1] = b" " * column + lines[first - 1][column:]
    lines[last - 1] += b"]"
    heads = [f"def {_PLACEHOLDER}({', '.join(params)}):".encode(), b" return ["]
    shift = max(0, len(heads) + 1 - first)
    blank = [b""] * (first - 1 - len(heads) + shift)
    whole = b"\n".join([*blank, *heads, *lines[first - 1 :], b""])
    source = RegionSource(whole.decode(), code.co_filename, len(blank), shift, 0, _moved(loop, iterated))
    returned = source.node.body[0]
    for node in (returned, returned.value):
        ast.copy_location(node, returned.value.elt)
    return _function(source, code, variables, functions, 0)


def _function(
    source: RegionSource, code: types.CodeType, variables: dict[str, Any], functions: dict[str, Any], n_inside: int
) -> types.FunctionType:
    module = ast.Module([_with_variables(source.node, sorted(functions))], [])
    inner = without_warnings(compile, module, code.co_filename, "exec", 0, dont_inherit=True)
    while inner.co_name != _PLACEHOLDER:
        inner = next(one for one in inner.co_consts if isinstance(one, types.CodeType))
    cells = tuple(types.CellType(functions[name]) for name in inner.co_freevars)
    named = inner.replace(co_name=code.co_name, co_qualname=code.co_qualname)
    inner = named.replace(co_consts=tuple(_named_as_written(one, n_inside) for one in named.co_consts))
    function = types.FunctionType(inner, variables, code.co_name, None, cells)
    function.__qualname__ = code.co_qualname
    REGIONS[id(function.__code__)] = function.__code__, source
    return function


def _named_as_written(constant: Any, n_functions: int) -> Any:
    """A function of the file has its own name there."""
    if not n_functions or not isinstance(constant, types.CodeType):
        return constant
    prefix = f"{_PLACEHOLDER}.<locals>."
    place = constant.co_qualname.find(prefix)
    return constant.replace(co_qualname=constant.co_qualname[place + len(prefix) :]) if place >= 0 else constant


def _with_variables(node: Any, names: list[str]) -> Any:
    """The function inside another one, whose variables these are."""
    if not names:
        return node
    where = {name: getattr(node, name) for name in ("lineno", "col_offset", "end_lineno", "end_col_offset")}
    nothing = ast.Constant(None, **where)
    variables = [ast.Assign([ast.Name(name, ast.Store(), **where)], nothing, **where) for name in names]
    extra: dict[str, Any] = {"type_params": []} if sys.version_info >= (3, 12) else {}
    given = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
    return ast.FunctionDef("outer", given, [*variables, node], [], **extra, **where)


def _source(
    loop: Loop,
    text: str,
    filename: str,
    params: tuple[str, ...],
    results: tuple[str, ...],
    iterated: str,
    methods: tuple[str, ...],
    inside: list[Place],
) -> RegionSource:
    first, column, last, end = loop.span
    written = [line.encode() for line in text.split("\n")][:last]
    lines = [*written[:-1], written[-1][:end]]
    for where, replacement in sorted(_edits(loop, results, iterated), reverse=True):
        _replace(lines, where, replacement)
    margin = lines[first - 1][:column]
    # A form feed begins a line anew.
    indent = 0 if margin[margin.rfind(b"\f") + 1 :] else 1
    loop_lines = [_indented(line) if indent else line for line in lines[first - 1 :]]
    head = f"def {_PLACEHOLDER}({', '.join(params)}):".encode()
    begin = min([first, *(place.first for place in inside)])
    margin = _indented(margin) if indent else margin
    heads = [head, margin + "; ".join(methods).encode()] if methods else [head]
    shift = max(0, len(heads) + 1 - begin)
    blank = [b""] * (begin - 1 - len(heads) + shift)
    before = [b""] * (first - begin)
    for place in inside:
        before[place.first - begin : place.last + 1 - begin] = place.lines(written, margin)
    tail: list[bytes] = []
    if loop.iterated and loop.breaks:
        tail = [margin + b"else:", margin + b" return " + _result(NORMALLY, results)]
        tail.append(margin + b"return " + _result(BREAK, results))
    else:
        tail.append(margin + b"return " + _result(NORMALLY, results))
    whole = b"\n".join([*blank, *heads, *before, *loop_lines, *tail, b""])
    source = RegionSource(whole.decode(), filename, len(blank), shift, indent, _moved(loop, iterated))
    source.move_inside(len(inside), len(margin) - indent)
    return source


def _indented(line: bytes) -> bytes:
    """By one column: behind the form feed that begins it anew, if there is one."""
    white = len(line) - len(line.lstrip(b" \t\f"))
    begin = line.rfind(b"\f", 0, white) + 1
    return line[:begin] + b" " + line[begin:]


def _moved(loop: Loop, iterated: str) -> tuple[int, int, int] | None:
    """What `_edits` does to the columns behind the iterated range."""
    if not loop.iterated:
        return None
    first, column, last, end = loop.iterated
    there = column + len(f"({iterated})") if first == last else len(")")
    return last, there, end - there


def _edits(loop: Loop, results: tuple[str, ...], iterated: str) -> list[tuple[Span, tuple[bytes, bytes]]]:
    """Spans, and what to put there: around what is there now, or in its place."""
    edits: list[tuple[Span, tuple[bytes, bytes]]] = []
    if loop.iterated:
        edits.append((loop.iterated, (b"(" + iterated.encode(), b")")))  # perhaps over several lines
    for index, statement in enumerate(loop.returns):
        edits.append((statement, (b"return " + _result(RETURN + index, results), b"")))
    return edits


def _replace(lines: list[bytes], where: Span, replacement: tuple[bytes, bytes]) -> None:
    """Lines stay as many as they were."""
    first, column, last, end = where
    rest = lines[last - 1][end:]
    lines[first - 1] = lines[first - 1][:column] + replacement[0]
    if first != last:
        for line in range(first, last - 1):
            lines[line] = b""
        lines[last - 1] = b""
    lines[last - 1] += replacement[1] + rest


def _result(how: int, names: tuple[str, ...]) -> bytes:
    return f"({', '.join([str(how), *names])},)".encode()
