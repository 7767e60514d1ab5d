"""`.prof`: what cProfile writes, and pstats, snakeviz, gprof2dot and many others read.

marshal of {(file, line, name): (primitive calls, calls, own, cumulative, {caller: (calls, primitive calls, ...)})}

Times are seconds. That the calls of a caller come before the primitive ones is cProfile's own. There is no tree in it:
a profile that is read has pairs of caller and callee only. The `profile` module writes a caller's calls as a number.
"""

from __future__ import annotations

import marshal

from ..model import Figures, Function, Graph, Key, Profile
from . import marshalled
from .errors import ProfileError, damaged

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
        profile = Profile(graph=Graph())
        numbers: dict[Key, int] = {}
        for key, (primitive, calls, own, cumulative, callers) in stats.items():
            function = _number(profile, numbers, key)
            profile.graph.functions[function] = _figures(calls, primitive, own, cumulative)
            for caller, pair in callers.items():
                pairs = profile.graph.callers.setdefault(function, {})
                pairs[_number(profile, numbers, caller)] = (
                    _figures(*pair) if isinstance(pair, tuple) else _figures(pair, pair, 0, 0)
                )
        for function in numbers.values():
            profile.graph.functions.setdefault(function, Figures())
        # Not what those have taken that nobody has called: the first `exec` may have been called by a later one, too.
        profile.wall = sum(one.own for one in profile.graph.functions.values())
    return profile


def _number(profile: Profile, numbers: dict[Key, int], key: Key) -> int:
    if key not in numbers:
        file, line, name = key
        if not (isinstance(file, str) and isinstance(line, int) and isinstance(name, str)):
            raise ValueError(f"a function is (file, line, name), not {key!r}")
        numbers[key] = len(numbers)
        profile.functions.append(Function(file, line, name, name, "builtin" if file == "~" else "python"))
    return numbers[key]


def _figures(calls: int, primitive: int, own: float, cumulative: float) -> Figures:
    return Figures(int(calls), int(primitive), round(own * 1e9), round(cumulative * 1e9))
