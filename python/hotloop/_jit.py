"""The decorator.

@jit                                  @jit(threads=1, lanes=4)
def f(x): ...                         def f(x): ...
"""

from __future__ import annotations

import os

from . import _hotloop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def jit(
    function: Callable[..., Any] | None = None,
    /,
    *,
    strict: bool = False,
    fastmath: bool = False,
    threads: int | None = None,
    lanes: int | None = None,
    cpu: str | None = None,
) -> Any:
    """Compile a function at its first call with each combination of argument types.

    The result is what CPython returns, bit for bit. What cannot be compiled runs in CPython, and `signatures` and
    `explain()` of the decorated function say why; the hot loops in it are compiled all the same, each by itself.

    function  a function, a lambda, a method, a staticmethod or a classmethod
    strict    raise CompileError where the function cannot be compiled
    fastmath  floats may be re-associated and contracted: faster, and no longer bit for bit
    threads   at most this many cores for loops whose iterations are independent; default HOTLOOP_NUM_THREADS, or all
    lanes     at most this many iterations at a time, a power of two; 1 is scalar code; default: what suits the loop
    cpu       compile for this processor, for instance "x86-64-v3"; default HOTLOOP_CPU, or this machine's

    ValueError: a keyword or one of these variables is wrong. HOTLOOP_DISABLE=1 returns functions as they are.
    """
    options = (strict, fastmath, threads, lanes, cpu)
    if function is None:
        return lambda function: _decorate(function, options)
    return _decorate(function, options)


def _decorate(function: Any, options: tuple[Any, ...]) -> Any:
    if _is_disabled():
        return function
    if isinstance(function, (staticmethod, classmethod)):
        return type(function)(_decorate(function.__func__, options))
    # Not at the top: a program that imports hotloop pays for what it uses.
    import functools
    import types

    if isinstance(function, types.MethodType):
        return types.MethodType(_decorate(function.__func__, options), function.__self__)
    if isinstance(function, _hotloop.Dispatcher):
        function = function.py_func

    return functools.update_wrapper(_hotloop.new_dispatcher(function, *options), function)


def _is_disabled() -> bool:
    return os.environ.get("HOTLOOP_DISABLE", "").strip() not in ("", "0")


class Report(str):
    """Text that the interactive prompt shows as it is."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def report() -> Report:
    """What became of each loop so far, hottest first: of a program that `hotloop run` runs, or of decorated functions
    that were not compiled as a whole.
    """
    from ._run import _report

    return Report(_report.as_text())


def explain(
    function: Any,
    stage: str | None = None,
    *,
    types: str | None = None,
    lanes: int | None = None,
    cpu: str | None = None,
) -> Report:
    """What became of a decorated function: its loops, or the text of one stage of compiling it.

    stage  "ast", "ir", "passes", "llvm" or "asm"; default: a report of each signature that it was called with
    types  argument types such as "list[complex], int, float64[:]"; default: those of the last call
    lanes, cpu  as for jit
    """
    if stage is None:
        if types is None:
            return Report(_hotloop.describe(function))
        return Report(_hotloop.describe_types(function, types, lanes, cpu))
    types = types or _hotloop.last_types(function)
    if types is None:
        raise ValueError(
            f"{function.__qualname__} has not been called yet: give types, such as types='int, float64[:]'"
        )
    return Report(_hotloop.stage(function, stage, types, lanes, cpu))
