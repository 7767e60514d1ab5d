"""The source text and syntax tree of a function, proven to be what CPython runs.

    source = find(function)
    source.text.encode()[source.offset:]      # b"def function(n): ..."

The proof: the statement that holds the function is compiled again, and must give the function's own code object, line
numbers and columns included.
"""

from __future__ import annotations

import sys
import types

from . import _rewritten
from . import _tree as ast
from ._places import is_installed
from ._quiet import without_warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ._run._module import Module

    FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
SCOPES = (*FUNCTIONS, ast.ClassDef)

# Instructions of what the compiler refuses wherever it stands.
REFUSED_INSTRUCTIONS = (
    "STORE_ATTR", "DELETE_ATTR", "STORE_GLOBAL", "BUILD_MAP", "BUILD_SET", "MAKE_FUNCTION", "RAISE_VARARGS",
    "LOAD_ASSERTION_ERROR", "IMPORT_NAME", "CALL_FUNCTION_EX", "BUILD_SLICE", "FORMAT_VALUE", "LIST_EXTEND",
)  # fmt: skip
# *args, **kwargs, a generator, a coroutine.
REFUSED_FLAGS = 0x04 | 0x08 | 0x20 | 0x80 | 0x200
# Reading so much takes 20 ms, as long as a loop must promise to take.
MAX_INSTALLED = 100_000

# The only feature of `__future__` that changes the code of a function.
FUTURE_FLAGS = annotations.compiler_flag


class SourceUnavailable(Exception):
    """There is no source for a function, or it is not what the function was compiled from. Says which."""


class FunctionSource:
    """Where a function stands in its file.

    text      the whole file, decoded, each line ended by "\\n"
    filename  as in the function's code
    tree      the file's syntax tree; shared, not to be changed
    node      the function's part of it
    offset    of the `def`, `async` or `lambda` of node, in bytes of text as UTF-8
    scopes    the functions and classes around node, outermost first
    preamble  what else of the module CPython compiles the function by: see _preamble
    """

    __slots__ = ("_file", "node", "offset", "scopes")

    def __init__(self, file: _File, node: FunctionNode, scopes: list[ast.AST]) -> None:
        self._file = file
        self.node = node
        self.offset = file.span(node)[0]
        self.scopes = scopes

    @property
    def text(self) -> str:
        return self._file.text

    @property
    def filename(self) -> str:
        return self._file.filename

    @property
    def tree(self) -> ast.Module:
        return self._file.tree

    @property
    def preamble(self) -> list[ast.stmt]:
        return self._file.preamble

    def span(self, node: Any) -> tuple[int, int]:
        """Where a node of the tree begins and ends, in bytes of the text as UTF-8."""
        return self._file.span(node)


# Functions that were made from a part of a file, by the address of their code: the code and its source.
REGIONS: dict[int, tuple[types.CodeType, Any]] = {}


# Code of rewritten modules, by its address: the code, and its module.
_rewritten_codes: dict[int, tuple[types.CodeType, Module]] = {}


def last_of(node: Any) -> Any:
    """The statement with which a node ends.

    A semicolon behind that is part of the blocks around it in CPython's tree, and not in the compiler's.
    """
    for name in ("finalbody", "orelse", "handlers", "body"):
        block = getattr(node, name, None)
        if isinstance(block, list) and block:
            return last_of(block[-1])
    return node


def find(function: types.FunctionType) -> FunctionSource:
    """The source of a plain function (not of a method or a wrapper around one), or SourceUnavailable."""
    if region := REGIONS.get(id(function.__code__)):
        return region[1]
    if module := rewritten_module(function.__code__):
        # It was made from this text in this process: no more proof is needed, or possible.
        return _locate(_file(module.filename, module.text), function.__code__, is_rewritten=True)
    failure = SourceUnavailable("its source is not available")
    for text in _texts(function):
        try:
            return _locate(_file(function.__code__.co_filename, text), function.__code__)
        except SourceUnavailable as error:
            failure = error
    raise failure


def rewritten_module(code: types.CodeType) -> Module | None:
    """The module of the program whose loops, and those of this code among them, have a watch around them."""
    while _rewritten.pending:
        add_rewritten(*_rewritten.pending.pop())
    found = _rewritten_codes.get(id(code))
    return found[1] if found else None


def add_rewritten(outer: types.CodeType, module: Module) -> None:
    """Code that was made of a module's text with watches in it, and all code inside."""
    _rewritten_codes.update({id(code): (code, module) for code in nested(outer)})


def is_out_of_reach(function: types.FunctionType) -> bool:
    """Is it plainly none to be compiled into a loop?

    Only functions of the standard library and of installed packages are: of the program's own one wants to know why.
    Their files are long, and to read one takes longer than most loops that call such a function could gain.
    """
    code = function.__code__
    if not is_installed(code.co_filename):
        return False
    if code.co_flags & REFUSED_FLAGS or code.co_kwonlyargcount or code.co_exceptiontable:
        return True
    import opcode
    import os

    refused = {opcode.opmap[name] for name in REFUSED_INSTRUCTIONS if name in opcode.opmap}
    if not refused.isdisjoint(code.co_code[::2]):
        return True
    try:
        return os.stat(code.co_filename).st_size > MAX_INSTALLED
    except OSError:
        return False


class _Found:
    """A function in a tree, with the scopes and the statement of the module that hold it."""

    __slots__ = ("node", "scopes", "statement")

    def __init__(self, node: FunctionNode, scopes: list[ast.AST], statement: ast.stmt) -> None:
        self.node = node
        self.scopes = scopes
        self.statement = statement


class _File:
    """A text with what has been worked out about it."""

    def __init__(self, filename: str, text: str) -> None:
        self.filename = filename
        self.text = text
        try:
            self.tree: ast.Module = without_warnings(ast.parse, text, filename)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise SourceUnavailable("its source cannot be parsed") from error
        self.functions: dict[tuple[str, int], list[_Found]] = {}
        self.preamble: list[ast.stmt] = []
        for node, scopes, statement in _walk(self.tree):
            if isinstance(node, FUNCTIONS):
                self.functions.setdefault(_name_and_line(node), []).append(_Found(node, scopes, statement))
            if not scopes:
                self.preamble.extend(_preamble(node))
        self._line_starts = [0]
        for line in text.split("\n"):
            self._line_starts.append(self._line_starts[-1] + len(line.encode()) + 1)
        self._codes: dict[tuple[ast.stmt, int], list[types.CodeType]] = {}

    def span(self, node: Any) -> tuple[int, int]:
        starts, last = self._line_starts, last_of(node)
        return starts[node.lineno - 1] + node.col_offset, starts[last.end_lineno - 1] + last.end_col_offset

    def codes(self, statement: ast.stmt, flags: int) -> list[types.CodeType]:
        """All code objects in a statement of the module."""
        key = statement, flags
        if key not in self._codes:
            module = ast.Module([*self.preamble, statement], [])
            try:
                code = without_warnings(compile, module, self.filename, "exec", flags, dont_inherit=True)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                raise SourceUnavailable("its source cannot be compiled alone") from error
            self._codes[key] = nested(code)
        return self._codes[key]


# Those that were asked for last are at the end.
_files: dict[str, _File] = {}
# Characters of the files that are kept: a tree takes some forty times as much memory.
MOST_TEXT = 2_000_000


def _file(filename: str, text: str) -> _File:
    file = _files.pop(filename, None)
    if file is None or file.text != text:
        file = _File(filename, text)
        excess = len(text) + sum(len(other.text) for other in [*_files.values()]) - MOST_TEXT
        for name, other in [*_files.items()]:
            if excess <= 0:
                break
            # Another thread may have been faster.
            _files.pop(name, None)
            excess -= len(other.text)
    _files[filename] = file
    return file


def _texts(function: types.FunctionType) -> Iterator[str]:
    """The texts that may hold a function, the likeliest first."""
    import linecache  # It loads `re`: not for programs that only run.

    code = function.__code__
    filename = code.co_filename
    lines = linecache.getlines(filename, function.__globals__)
    yield from _joined(lines)
    linecache.checkcache(filename)
    fresh = linecache.getlines(filename, function.__globals__)
    if fresh != lines:
        yield from _joined(fresh)
    if interactive_lines := getattr(linecache, "_getlines_from_code", None):
        yield from _joined(interactive_lines(code))
    if filename == "<string>" and function.__globals__.get("__name__") == "__main__":
        yield from _command()


def _joined(lines: list[str]) -> Iterator[str]:
    if lines:
        # Files are read with these newlines already; CPython's tokenizer does the same to every other text.
        yield "".join(lines).replace("\r\n", "\n").replace("\r", "\n")


def _command() -> Iterator[str]:
    """The argument of `python -c`, which linecache does not know before 3.13."""
    for option, command in zip(sys.orig_argv, sys.orig_argv[1:]):
        if option.startswith("-") and option.endswith("c"):
            yield from _joined([command, "\n"])
            return


def _walk(tree: ast.Module) -> Iterator[tuple[ast.AST, list[ast.AST], ast.stmt]]:
    """All nodes, each with the scopes and the statement of the module that hold it."""
    stack: list[tuple[ast.AST, list[ast.AST], ast.stmt]] = [(statement, [], statement) for statement in tree.body]
    while stack:
        node, scopes, statement = stack.pop()
        yield node, scopes, statement
        inner = [*scopes, node] if isinstance(node, SCOPES) else scopes
        for field, value in ast.iter_fields(node):
            children = value if isinstance(value, list) else [value]
            # Decorators, defaults and bases belong to the scope around.
            scope = inner if field == "body" else scopes
            stack.extend((child, scope, statement) for child in children if isinstance(child, ast.AST))


def _preamble(node: ast.AST) -> list[ast.stmt]:
    """CPython compiles `name.method()` and `super()` in another way if the module imports the name, or uses `super`."""
    if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and node.module != "__future__"):
        return [node]
    if isinstance(node, ast.Name) and node.id == "super":
        return [ast.copy_location(ast.Expr(ast.copy_location(ast.Name("super", ast.Load()), node)), node)]
    return []


def _name_and_line(node: FunctionNode) -> tuple[str, int]:
    if isinstance(node, ast.Lambda):
        return "<lambda>", node.lineno
    return node.name, (*node.decorator_list, node)[0].lineno


def _locate(file: _File, code: types.CodeType, *, is_rewritten: bool = False) -> FunctionSource:
    flags = code.co_flags & FUTURE_FLAGS
    found = [
        candidate
        for candidate in file.functions.get((code.co_name, code.co_firstlineno), [])
        if is_rewritten or any(_same_code(code, other) for other in file.codes(candidate.statement, flags))
    ]
    if not found:
        raise SourceUnavailable("the source has changed since it was imported")
    chosen = found[0] if len(found) == 1 else _innermost_lambda(found, code)
    return FunctionSource(file, chosen.node, chosen.scopes)


def _innermost_lambda(found: list[_Found], code: types.CodeType) -> _Found:
    """Of several lambdas that begin on one line, the one whose body the code has its positions in."""
    # The instructions that enter a function stand at column 0, whatever its place.
    positions: list[Any] = [place for place in code.co_positions() if None not in place and place[2:] != (0, 0)]
    begin = min(((line, column) for line, _, column, _ in positions), default=None)
    end = max(((line, column) for _, line, _, column in positions), default=None)
    bodies: list[tuple[Any, _Found]] = [(one.node.body, one) for one in found if isinstance(one.node, ast.Lambda)]
    holders = [
        ((body.lineno, body.col_offset), one)
        for body, one in bodies
        if begin and end
        if (body.lineno, body.col_offset) <= begin and end <= (body.end_lineno, body.end_col_offset)
    ]
    if not holders:
        raise SourceUnavailable("several lambdas begin on its line")
    return max(holders, key=lambda holder: holder[0])[1]


def nested(code: types.CodeType) -> list[types.CodeType]:
    found = [code]
    for outer in found:
        found.extend(constant for constant in outer.co_consts if isinstance(constant, types.CodeType))
    return found


_COMPARED = (
    "co_name",
    "co_qualname",
    "co_firstlineno",
    "co_flags",
    "co_argcount",
    "co_posonlyargcount",
    "co_kwonlyargcount",
    "co_varnames",
    "co_cellvars",
    "co_freevars",
    "co_names",
    "co_code",
    "co_exceptiontable",
    "co_linetable",
)


def _same_code(code: types.CodeType, other: types.CodeType) -> bool:
    return all(getattr(code, name) == getattr(other, name) for name in _COMPARED) and _same_constant(
        code.co_consts, other.co_consts
    )


def _same_constant(constant: Any, other: Any) -> bool:
    if type(constant) is not type(other):
        return False
    if isinstance(constant, types.CodeType):
        return _same_code(constant, other)
    if isinstance(constant, tuple):
        return len(constant) == len(other) and all(map(_same_constant, constant, other))
    if isinstance(constant, frozenset):
        return constant == other and all(any(_same_constant(one, two) for two in other) for one in constant)
    if isinstance(constant, (float, complex)):
        return repr(constant) == repr(other)  # tells the zeros apart, and knows NaN
    return bool(constant == other)
