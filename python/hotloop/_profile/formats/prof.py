"""`.prof`: what cProfile writes, and pstats, snakeviz, gprof2dot and many others read.

marshal of {(file, line, name): (primitive calls, calls, own, cumulative, {caller: (calls, primitive calls, ...)})}

Times are seconds. That the calls of a caller come before the primitive ones is cProfile's own. There is no tree in it:
a profile that is read has pairs of caller and callee only. The `profile` module writes a caller's calls as a number.
"""

from __future__ import annotations

import marshal

from ..model import Figures, Function, Graph, Key, Profile
from . import marshalled
from .errors import NOTHING_LEFT, STUMBLES, ProfileError, damaged

WHAT = "a .prof file"


def encode(profile: Profile) -> bytes:
    if not profile.calls().functions:
        raise ProfileError("a .prof file has functions, and in this profile there are only lines")
    return marshal.dumps(profile.pstats())


def looks_like(data: bytes) -> bool:
    """A dict (with or without the mark of something referred to) whose first key is a tuple, or that is empty."""
    return data[0] & 0x7F == ord("{") and len(data) > 1 and (data[1] & 0x7F in b"()" or data[1:2] == b"0")


def decode(data: bytes) -> Profile:
    with damaged(WHAT):
        stats = marshalled.loads(data)
        if not isinstance(stats, dict):
            raise ValueError(f"{type(stats).__name__} in place of dict")
        made = _Builder()
        for key, row in stats.items():
            made.add(key, row)
        return made.finish()


def salvage(data: bytes) -> Profile:
    """The functions that stand before the damage, without those that are none. Raises ProfileError: there is none."""
    with damaged(WHAT):
        stats, end = marshalled.load_pairs(data)
        made, n_wrong = _Builder(), 0
        for key, row in stats.items():
            try:
                made.add(key, row)
            except STUMBLES:
                n_wrong += 1
        n_read = len(made.graph.functions)
        if not n_read:
            raise ProfileError(NOTHING_LEFT)
        profile = made.finish()
    if end is not None:
        profile.notes.append(
            f"The file is damaged or cut off behind {end:,} of {len(data):,} bytes: functions that stand before are "
            f"shown ({n_read:,}), all others are missing."
        )
    if n_wrong:
        profile.notes.append(f"Functions whose figures are none were left out ({n_wrong:,}).")
    if len(profile.functions) > n_read:
        n_unknown = len(profile.functions) - n_read
        profile.notes.append(f"Functions without figures of their own are known as callers only ({n_unknown:,}).")
    return profile


class _Builder:
    def __init__(self) -> None:
        self.graph = Graph()
        self.functions: list[Function] = []
        self.numbers: dict[Key, int] = {}

    def add(self, key: Key, row: tuple) -> None:
        """A row that is none adds nothing, and raises one of STUMBLES."""
        primitive, calls, own, cumulative, callers = row
        figures = _figures(calls, primitive, own, cumulative)
        pairs = {
            _checked(caller): _figures(*pair) if isinstance(pair, tuple) else _figures(pair, pair, 0, 0)
            for caller, pair in callers.items()
        }
        function = self._number(_checked(key))
        self.graph.functions[function] = figures
        for caller, pair in pairs.items():
            self.graph.callers.setdefault(function, {})[self._number(caller)] = pair

    def _number(self, key: Key) -> int:
        if key not in self.numbers:
            file, line, name = key
            self.numbers[key] = len(self.numbers)
            self.functions.append(Function(file, line, name, name, "builtin" if file == "~" else "python"))
        return self.numbers[key]

    def finish(self) -> Profile:
        for function in self.numbers.values():
            self.graph.functions.setdefault(function, Figures())
        # Not what those have taken that nobody has called: the first `exec` may have been called by a later one, too.
        wall = sum(one.own for one in self.graph.functions.values())
        return Profile(functions=self.functions, graph=self.graph, wall=wall)


def _checked(key: Key) -> Key:
    file, line, name = key
    if not (isinstance(file, str) and isinstance(line, int) and isinstance(name, str)):
        raise ValueError(f"a function is (file, line, name), not {key!r}")
    return key


def _figures(calls: int, primitive: int, own: float, cumulative: float) -> Figures:
    return Figures(int(calls), int(primitive), round(own * 1e9), round(cumulative * 1e9))
