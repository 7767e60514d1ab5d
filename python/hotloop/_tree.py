"""What is needed of the module `ast`. With `re`, `enum` and `contextlib` that takes 10 ms to import.

tree = parse("x = 1", "slow.py")
[node.id for node in walk(tree) if isinstance(node, Name)]
"""

from __future__ import annotations

from _ast import *  # noqa: F403
from _ast import AST, Module, PyCF_ONLY_AST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


def parse(text: str | bytes, filename: str) -> Module:
    """The tree of a module. SyntaxError, ValueError, RecursionError, MemoryError: as from compile."""
    tree: Any = compile(text, filename, "exec", PyCF_ONLY_AST, dont_inherit=True)
    return tree


def iter_fields(node: AST) -> Iterator[tuple[str, Any]]:
    """The fields that a node has, with their names."""
    for name in node._fields:
        if hasattr(node, name):
            yield name, getattr(node, name)


def children(node: AST) -> Iterator[AST]:
    """The nodes right below it."""
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, AST):
            yield value
        elif isinstance(value, list):
            yield from (one for one in value if isinstance(one, AST))


def walk(node: AST) -> Iterator[AST]:
    """The node and all below it."""
    pending = [node]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(children(node))


def copy_location(new: Any, old: Any) -> Any:
    """Puts a node where another one stands, and returns it."""
    for name in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
        setattr(new, name, getattr(old, name))
    return new
