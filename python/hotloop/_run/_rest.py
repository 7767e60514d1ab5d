"""What is left of the items of a loop, for machine code that takes over in its middle.

    for i, x in enumerate(xs):      after 3 items: shape "el", items (3, (xs, 3)), 4 items left if xs has 7
        xs[i] = x * 2                              "ep" and (3, (3,)) beside xs, which is a variable of the loop

A cut-out loop goes over `__hotloop_rest__(shape, items, *lists)`. The compiler knows it; in CPython it is called, and
makes the iterator.

    l   list, tuple, str, bytes or array, and the index of the next item     b   the same, backwards
    p   the index in the next one of the lists             q   the same, backwards
    r   start, stop, step of a range
    e   the next number and what is numbered               z   what is zipped
"""

from __future__ import annotations

from ._rewrite import REST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

ITEMS = "__hotloop_items"

_LIST = type(iter([]))
_TUPLE = type(iter(()))
_RANGE = type(iter(range(0)))
_BACKWARDS = (type(reversed([])), reversed)


class _Indexed:
    def __getitem__(self, at: int) -> None: ...


# What goes through an array by index.
_INDEX = type(iter(_Indexed()))
# Of a str there are two: of ASCII, and of more than that.
_TEXTS = (type(iter("")), type(iter("\u20ac")), type(iter(b"")))
# What they go through.
_SEQUENCES = (list, tuple, str, bytes)


class Rest:
    """shape and items as above; lists: names of variables that a shape refers to; length: how many items are left."""

    def __init__(self, shape: str, items: tuple[Any, ...], lists: tuple[str, ...], length: int) -> None:
        self.shape = shape
        self.items = items
        self.lists = lists
        self.length = length

    @property
    def text(self) -> str:
        """What the cut-out loop goes over."""
        return f"{REST}({', '.join([repr(self.shape), ITEMS, *self.lists])})"


def rest_of(iterable: Any, taken: int, variables: dict[str, Any] | None) -> Rest | None:
    """What is left after `taken` items of a list, a tuple, a text or an array, or of an iterator that knows itself.

    variables: the loop's, by name; None if only the length is asked for.
    """
    if _is_sequence(iterable):
        return _elements(iterable, taken, variables)
    return _rest(iterable, variables)


def _rest(iterator: Any, variables: dict[str, Any] | None) -> Rest | None:
    kind = type(iterator)
    if kind in (_LIST, _TUPLE, _INDEX, *_TEXTS, *_BACKWARDS):
        made = iterator.__reduce__()
        if len(made) != 3:
            return None  # exhausted
        _, (of,), at = made
        return _elements(of, at, variables, backwards=kind in _BACKWARDS)
    if kind is _RANGE:
        _, (of,), at = (*iterator.__reduce__(), 0)[:3]
        left = of[at or 0 :]
        return Rest("r", (left.start, left.stop, left.step), (), len(left))
    if kind is enumerate:
        _, (of, number) = iterator.__reduce__()
        inner = _rest(of, variables)
        return inner and Rest("e" + inner.shape, (number, inner.items), inner.lists, inner.length)
    if kind is zip:
        _, zipped, *strict = iterator.__reduce__()
        if any(strict):
            return None
        parts = [_rest(part, variables) for part in zipped]
        known = [part for part in parts if part]
        if not known or len(known) != len(parts):
            return None
        return Rest(
            "z" + "".join(part.shape for part in known),
            tuple(part.items for part in known),
            tuple(name for part in known for name in part.lists),
            min(part.length for part in known),
        )
    return None


def _elements(of: Any, at: int, variables: dict[str, Any] | None, backwards: bool = False) -> Rest | None:
    if not _is_sequence(of):
        return None
    length = at + 1 if backwards else max(len(of) - at, 0)
    if variables is not None and type(of) is tuple:
        # A list of the same items is as good, as nobody else sees it, and may be long.
        of = list(of)
    for name, value in (variables or {}).items():
        if value is of:
            return Rest("q" if backwards else "p", (at,), (name,), length)
    return Rest("b" if backwards else "l", (of, at), (), length)


def _is_sequence(of: Any) -> bool:
    kind = type(of)
    # NumPy is not imported for this.
    return kind in _SEQUENCES or (kind.__name__ == "ndarray" and kind.__module__ == "numpy" and of.ndim > 0)


def lists_in(items: Any) -> list[list[Any]]:
    """Lists that are among the items of a shape."""
    if type(items) is list:
        return [items]
    return [one for member in items for one in lists_in(member)] if type(items) is tuple else []


def iterator(shape: str, items: Any, *lists: Any) -> Iterator[Any]:
    """The iterator that a rest describes."""
    return _iterator(iter(shape), items, iter(lists))


def _iterator(shape: Iterator[str], items: Any, lists: Iterator[Any]) -> Iterator[Any]:
    kind = next(shape)
    if kind == "r":
        return iter(range(*items))
    if kind == "e":
        return enumerate(_iterator(shape, items[1], lists), items[0])
    if kind == "z":
        return zip(*[_iterator(shape, one, lists) for one in items])
    of, at = (next(lists), items[0]) if kind in "pq" else items
    made: Any = reversed(of) if kind in "bq" else iter(of)
    # An index behind the end of a list that has become shorter would be brought inside.
    missing = at + 1 - len(of) if type(of) is list else 0
    if missing > 0:
        of.extend([None] * missing)
    made.__setstate__(at)
    if missing > 0:
        del of[-missing:]
    return made
