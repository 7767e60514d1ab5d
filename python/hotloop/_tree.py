"""What is needed of the module `ast`. With `re`, `enum` and `contextlib` that takes 10 ms to import.

tree = parse("x = 1", "slow.py")
[node.id for node in walk(tree) if isinstance(node, Name)]
"""

from __future__ import annotations

from _ast import *  # noqa: F403
from _ast import AST, Module, PyCF_ONLY_AST
from _thread import RLock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


# Up to CPython 3.12.1 a parse that another thread, or a finalizer, begins in the middle of this one makes it fail with
# a SystemError (https://github.com/python/cpython/issues/106905). Ours wait for each other; others' make us try again.
_parsing = RLock()
MAX_TRIES = 20
# Seconds. A thread that has the lock may be gone since a fork.
PATIENCE = 1.0


def parse(text: str | bytes, filename: str) -> Module:
    """The tree of a module. SyntaxError, ValueError, RecursionError, MemoryError: as from compile."""
    is_alone = _parsing.acquire(timeout=PATIENCE)
    try:
        tries = 0
        while True:
            tries += 1
            try:
                tree: Any = compile(text, filename, "exec", PyCF_ONLY_AST, dont_inherit=True)
                return tree
            except SystemError:
                if tries == MAX_TRIES:
                    raise
    finally:
        if is_alone:
            _parsing.release()


def iter_fields(node: AST) -> Iterator[tuple[str, Any]]:
    """The fields that a node has, with their names."""
    for name in node._fields:
        if hasattr(node, name):
            yield name, getattr(node, name)


# Fields without nodes of interest: names, numbers, and which operator or context it is.
_PLAIN = {
    "id",
    "ctx",
    "op",
    "ops",
    "attr",
    "kind",
    "type_comment",
    "conversion",
    "simple",
    "level",
    "module",
    "is_async",
}

_fields: dict[type[AST], list[str]] = {}


def children(node: AST) -> list[AST]:
    """The nodes right below it, without operators and contexts."""
    kind = type(node)
    names = _fields.get(kind)
    if names is None:
        names = _fields[kind] = [] if kind is Constant else [name for name in node._fields if name not in _PLAIN]  # noqa: F405
    found = []
    for name in names:
        value = getattr(node, name, None)
        if isinstance(value, AST):
            found.append(value)
        elif type(value) is list:
            found += [one for one in value if isinstance(one, AST)]
    return found


def walk(node: AST) -> Iterator[AST]:
    """The node and all below it, without operators and contexts."""
    pending = [node]
    while pending:
        node = pending.pop()
        yield node
        pending += children(node)


def copy_location(new: Any, old: Any) -> Any:
    """Puts a node where another one stands, and returns it."""
    for name in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
        setattr(new, name, getattr(old, name))
    return new
