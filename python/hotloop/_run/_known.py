"""What an earlier run of the program, with the same arguments, has found out about its loops.

    read(key)     {2: Known(1.5e-6, 0.3, True, ("int", "list"), 0, 0.0)}     the third loop of the module
    keep(key, {2: Known(...)})

Whoever measures first runs in CPython meanwhile: a loop whose machine code was worth it is compiled before its first
item, or behind it, the next time. One that was slower, in two runs, stays in CPython: within a run nobody learns that
of a loop that is entered once. One that was compiled in vain must promise more the next time. What is wrong here costs
time only: everything else is checked as ever.
"""

from __future__ import annotations

import marshal
import sys

from .. import _hotloop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


# Runs, one after the other, in which machine code was slower: in one of them another process may have run meanwhile.
MAX_STRIKES = 2


class Known:
    """each: seconds that CPython takes for an iteration. entry: for all of the loop, or less. at_once: it need not
    begin in CPython. types: of its results when machine code began. strikes: runs in which that was slower. vain:
    seconds spent on compiling it without success; then nothing else is known.
    """

    def __init__(
        self, each: float, entry: float, at_once: bool, types: tuple[str, ...], strikes: int, vain: float
    ) -> None:
        self.each = each
        self.entry = entry
        self.at_once = at_once
        self.types = types
        self.strikes = strikes
        self.vain = vain

    @property
    def is_slower(self) -> bool:
        """Machine code is."""
        return self.strikes >= MAX_STRIKES

    def is_like(self, other: Known | None) -> bool:
        """Would the next run do the same by both?"""
        return (
            other is not None
            and (self.at_once, self.types, self.strikes) == (other.at_once, other.types, other.strikes)
            and 0.5 < (self.each + 1e-9) / (other.each + 1e-9) < 2
            and 0.5 < (self.entry + 1e-9) / (other.entry + 1e-9) < 2
            and (self.vain > 0.0) == (other.vain > 0.0)
        )


def key_of(module: bytes) -> bytes:
    """module: the key of a module's code."""
    arguments = "\0".join(sys.argv[1:]).encode("utf-8", "surrogateescape")
    return _hotloop.module_key([module, arguments, b"known 2"])


def read(key: bytes) -> dict[int, Known]:
    """By the number of a loop in its module; empty if nothing is known."""
    kept = _hotloop.kept_module(key)
    if kept is None:
        return {}
    loops: list[Any] = marshal.loads(kept)
    return {index: Known(*rest) for index, *rest in loops}


def keep(key: bytes, known: dict[int, Known]) -> None:
    """For the next run."""
    loops = [
        (index, one.each, one.entry, one.at_once, one.types, one.strikes, one.vain)
        for index, one in sorted(known.items())
    ]
    _hotloop.keep_module(key, marshal.dumps(loops))
