"""Exceptions of hotloop's own. What a program does wrong raises CPython's."""

from __future__ import annotations


class CompileError(Exception):
    """A function decorated with `jit(strict=True)` cannot be compiled: the reason, with the place in its source."""
