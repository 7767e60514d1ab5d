"""Parsing and compiling again what CPython has compiled before."""

from __future__ import annotations

import warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def without_warnings(action: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    """Calls parse or compile without the SyntaxWarnings that the user has already seen.

    Not by warnings.catch_warnings: that makes CPython forget which warnings of the program it has shown once.
    """
    ignore: Any = ("ignore", None, Warning, None, 0)
    filters: Any = warnings.filters
    filters.insert(0, ignore)
    try:
        return action(*arguments, **options)
    finally:
        filters.remove(ignore)
