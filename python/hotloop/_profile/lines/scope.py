"""Which members of a class or a module are profiled with it.

policy       functions and classes                            modules
exact        functions defined right there, no classes        none
children     ... and classes                                  its submodules
descendants  ... and in what is inside of it                  those, and theirs
siblings     ... and of the same module, or parent package    those of the same package
none         all that it holds, wherever that is from         all
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any


class ScopingPolicy(enum.StrEnum):
    """One of the rows above; looked up without regard to case."""

    EXACT = "exact"
    CHILDREN = "children"
    DESCENDANTS = "descendants"
    SIBLINGS = "siblings"
    NONE = "none"

    @classmethod
    def _missing_(cls, value: object) -> ScopingPolicy | None:
        named = {member.value: member for member in cls}
        return named.get(value.lower()) if isinstance(value, str) else None

    def get_filter(self, namespace: type | ModuleType, kind: str) -> Callable[[Any], bool]:
        """Is a member of this kind ("func", "class" or "module") taken?"""
        if self is ScopingPolicy.NONE:
            return lambda member: not (kind == "module" and isinstance(namespace, type))
        if self is ScopingPolicy.EXACT and kind != "func":
            return lambda member: False
        if kind == "module":
            return lambda member: not isinstance(namespace, type) and self._takes_module(namespace, member)
        if isinstance(namespace, type):
            return lambda member: self._takes_of_class(namespace, member)
        return lambda member: self._takes_of_module(namespace, member)

    def _takes_of_class(self, owner: type, member: Any) -> bool:
        if member.__module__ != owner.__module__:
            return False
        if self is ScopingPolicy.SIBLINGS:
            return True
        if self is ScopingPolicy.DESCENDANTS:
            return member.__qualname__.startswith(f"{owner.__qualname__}.")
        return member.__qualname__ == f"{owner.__qualname__}.{member.__name__}"

    def _takes_of_module(self, module: ModuleType, member: Any) -> bool:
        home = member.__module__ or ""
        if self in (ScopingPolicy.EXACT, ScopingPolicy.CHILDREN):
            return home == module.__name__
        parent = module.__name__.rpartition(".")[0]
        is_sibling = self is ScopingPolicy.SIBLINGS and bool(parent) and _is_within(home, parent)
        return _is_within(home, module.__name__) or is_sibling

    def _takes_module(self, module: ModuleType, member: ModuleType) -> bool:
        if self is ScopingPolicy.CHILDREN:
            return member.__name__.rpartition(".")[0] == module.__name__
        if self is ScopingPolicy.DESCENDANTS:
            return member.__name__.startswith(f"{module.__name__}.")
        parent = module.__name__.rpartition(".")[0]
        return bool(parent) and member.__name__.startswith(f"{parent}.")

    @classmethod
    def to_policies(cls, policies: Policies) -> dict[str, ScopingPolicy]:
        """One for each kind of member."""
        if policies is None:
            policies = {"func": "siblings", "class": "siblings", "module": "exact"}
        if isinstance(policies, str):
            return dict.fromkeys(("func", "class", "module"), cls(policies))
        return {kind: cls(policies[kind]) for kind in ("func", "class", "module")}


Policies = str | ScopingPolicy | Mapping[str, str] | None


def _is_within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")
