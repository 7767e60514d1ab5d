"""Why CPython keeps a loop, in words.

raise Refused(12, "a `for` over a dict", is_final=False)
"""

from __future__ import annotations

import types

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._entry import Variant
    from ._loops import WatchedLoop


class Refused(Exception):
    def __init__(self, line: int, what: str, is_final: bool) -> None:
        self.line = line
        self.what = what
        self.is_final = is_final


class NotYet(Refused):
    """A variable may get its value in a later iteration."""


def refused_by(variant: Variant, loop: WatchedLoop, values: dict[str, Any]) -> Refused:
    """Why the last types were refused: "slow.py:12: ..."."""
    refused = [text for text in variant.dispatcher.signatures.values() if text.startswith("CPython: ")]
    line, what = loop.loop.span[0], refused[-1].removeprefix("CPython: ") if refused else "the types of its variables"
    before, _, after = what.removeprefix(loop.filename + ":").partition(": ")
    if before.isdigit():
        line, what = int(before), after
    if "object" in what:
        what = _told(what, {name: values.get(name) for name in sorted(loop.loop.read)})
    if what.startswith("the call of `"):
        called = values.get(what.split("`")[1])
        owner = getattr(called, "__self__", None)
        if isinstance(called, types.BuiltinFunctionType) and not isinstance(owner, (types.ModuleType, type(None))):
            what += f", which is the method `{called.__name__}` of {with_article(type(owner).__name__)}"
    return Refused(line, what, False)


def _told(what: str, values: dict[str, Any]) -> str:
    """A reason, and what the objects in it are: the compiler knows no other types than its own, the user does."""
    kinds = {name: kind for name, value in values.items() if (kind := _kind(value))}
    if not any(f": `{name}` " in what for name in kinds):
        shown = [f"`{name}` is {kind}" for name, kind in kinds.items()]
        return f"{what}: {', '.join(shown[:3])}" if shown else what
    for name, value in values.items():
        of_type = type(value).__name__
        what = what.replace(f"`{name}` is of type `{of_type}`", f"`{name}` is {with_article(of_type)}")
    return what


def is_long(value: Any) -> bool:
    """A text that machine code would not make anew in each call."""
    return isinstance(value, str) and len(value) > 256


def _kind(value: Any) -> str:
    """What a value is that compiled code does not know; empty if it does."""
    name = type(value).__name__
    if type(value) is list:
        names = {type(one).__name__ for one in value[:100]}
        # A list of lists or of tuples may be compiled, and if not, the message says why.
        if names <= {"int", "float", "complex", "bool", "NoneType"} or names in ({"list"}, {"tuple"}):
            return ""
        return "a list of " + " and ".join(f"{one}s" for one in sorted(names))
    if isinstance(value, int):
        return "" if -(2**63) <= value < 2**64 else "an int of more than 64 bits"
    known = ("float", "complex", "str", "bytes", "range", "NoneType", "module", "type", "Random")
    known += ("function", "builtin_function_or_method", "method")
    return "" if name in known else with_article(name)


def with_article(name: str) -> str:
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"
