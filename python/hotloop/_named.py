"""Whether a class of named tuples makes its instances as `collections.namedtuple` has written it.

`describe(Point)` of `Point = namedtuple("Point", "x y")` is `(("x", "y"), True, True, True)`.
"""

from collections import namedtuple
from types import FunctionType

_SAME = ("co_code", "co_consts", "co_names", "co_varnames", "co_argcount", "co_kwonlyargcount", "co_flags")


def describe(cls: type) -> tuple[tuple[str, ...], bool, bool, bool] | None:
    """The names of the fields of a subclass of tuple, whether its `_replace` and its `repr` are `namedtuple`'s own, and
    whether `case Point(x, y)` asks for its fields in their order.

    None where `cls(...)` may be more than a tuple of its arguments, or where `cls.x` is not the field `x`.
    """
    fields = getattr(cls, "_fields", None)
    if type(fields) is not tuple or not all(type(name) is str for name in fields):
        return None
    try:
        known = namedtuple("Known", fields, rename=True)
    except (TypeError, ValueError):
        return None
    if known._fields != fields or not _is_same(cls.__new__, known.__new__):
        return None
    if any("__class__" in vars(base) for base in cls.__mro__[:-1]):
        return None
    if not all(_is_getter(getattr(cls, name, None), known, at) for at, name in enumerate(fields)):
        return None
    replaces = _has_code_of(cls, known, "_replace") and _has_code_of(cls, known, "_make")
    is_shown = _has_code_of(cls, known, "__repr__") and cls.__str__ is object.__str__
    is_ascii = "".join((cls.__name__, *fields)).isascii()
    arguments = getattr(cls, "__match_args__", None)
    matches = type(arguments) is tuple and arguments == fields and all(type(name) is str for name in arguments)
    return fields, replaces, is_shown and cls.__format__ == object.__format__ and is_ascii, matches


def _is_same(function: object, known: FunctionType) -> bool:
    """Is it the same function, but for its defaults?"""
    return (
        type(function) is FunctionType
        and all(getattr(function.__code__, name) == getattr(known.__code__, name) for name in _SAME)
        and function.__closure__ is None
        and function.__globals__.get("_tuple_new") == tuple.__new__
    )


def _is_getter(getter: object, known: type, at: int) -> bool:
    own = getattr(known, known._fields[at])
    return type(getter) is type(own) and getter.__reduce__()[1][0] == at


def _has_code_of(cls: type, known: type, name: str) -> bool:
    codes = [getattr(getattr(one, name, None), "__code__", None) for one in (cls, known)]
    return codes[0] is not None and codes[0] is codes[1]
