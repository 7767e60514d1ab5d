"""Modules whose code is not that of their text: `hotloop run` has put a watch around their loops.

pending.append((code, module))     # by whoever imports; `_source.find` takes it from here

A module of its own, since `_source` is loaded only when something is compiled.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import types

    from ._run._module import Module

pending: list[tuple[types.CodeType, Module]] = []
