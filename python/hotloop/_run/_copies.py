"""What a loop goes through and what it copies: how many items and elements, and the seconds that copies take.

seconds_to_copy([0.5] * 1_000_000, stores=True)    3e-3
"""

from __future__ import annotations

import gc
import types

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

# Seconds for each element of a list that is copied when machine code begins, and when it ends if it may be changed.
READING = {bool: 0.4e-9, int: 0.8e-9, float: 1e-9, complex: 2e-9}
WRITING = {bool: 1.1e-9, int: 2e-9, float: 2e-9, complex: 4e-9}

# The attributes of an instance take as long as so many elements.
PER_INSTANCE = 250

_HEAP_TYPE = 1 << 9
_MANY_ATTRIBUTES = 1000


def n_elements(value: Any, depth: int = 0) -> int:
    """Of a list, or of the rows of a table, or what copying attributes of instances takes, in elements of lists."""
    if type(value) is list:
        if value and type(value[0]) is list:
            rows = value[:100]
            return sum(len(row) for row in rows if type(row) is list) * len(value) // len(rows)
        if value and type(value[0]) is tuple:
            return len(value) * (len(value[0]) + 1)
        return len(value) * (PER_INSTANCE if value and is_instance(value[0]) else 1)
    if not is_instance(value) or depth > 2:
        return 0
    return sum(n_elements(one, depth + 1) for one in referred(value) if not isinstance(one, type))


def is_instance(value: Any) -> bool:
    """Of a class that is no builtin."""
    return bool(type(value).__flags__ & _HEAP_TYPE)


def attributes(value: Any) -> dict[str, Any]:
    """An instance's own: those in its dict, and those in slots."""
    found = {}
    for kind in type(value).__mro__:
        if "__slots__" not in kind.__dict__:
            continue
        # Not by what `__slots__` says: private names stand there as they were written, and it may have been used up.
        for name, slot in kind.__dict__.items():
            if type(slot) is types.MemberDescriptorType:
                try:
                    found[name] = slot.__get__(value)
                except AttributeError:
                    continue
    try:
        return {**found, **object.__getattribute__(value, "__dict__")}
    except (AttributeError, TypeError):
        return found


def referred(value: Any) -> Iterable[Any]:
    """The values of an instance's attributes, and perhaps more. Not by its `__dict__`: CPython 3.11 and 3.12 make that
    when it is asked for, and from then on each access of an attribute takes 50 ns longer.
    """
    if not all(kind.__flags__ & _HEAP_TYPE for kind in type(value).__mro__[:-1]):
        return attributes(value).values()
    found = gc.get_referents(value)
    for one in found:
        if type(one) is dict:
            # Its `__dict__`, or the value of an attribute.
            return attributes(value).values() if len(one) > _MANY_ATTRIBUTES else [*found, *one.values()]
    return found


def seconds_to_copy(items: Any, stores: bool) -> float:
    """And to write it back, if something may be stored in it: a list, or an instance."""
    first = items[0] if type(items) is list and items else None
    kind = type(first[0] if type(first) is list and first else first)
    return n_elements(items) * (READING.get(kind, 1e-9) + (WRITING.get(kind, 2e-9) if stores else 0.0))


def n_left(iterable: Any, taken: int) -> int | None:
    """How many items are left after `taken`; None: nobody knows."""
    if type(iterable) is range:
        return length_of(iterable[taken:])
    if type(iterable) in (list, tuple):
        return max(0, len(iterable) - taken)
    from . import _rest

    rest = _rest.rest_of(iterable, taken, None)
    return rest.length if rest else None


def length_of(items: range) -> int:
    """Also of a range that is too long for `len`."""
    return max(0, (items.stop - items.start + items.step - (1 if items.step > 0 else -1)) // items.step)
