"""`.lprof`: what line_profiler writes and `python -m line_profiler` reads.

pickle of LineStats(timings={(file, first line, qualname): [(line, hits, ticks)]}, unit=1e-9)

It is written without line_profiler, under the name of its class that all of its versions have. A pickle can run any
code when it is read, so it is read with no class but that one.
"""

from __future__ import annotations

import contextlib
import io
import pickle
from collections.abc import Callable
from typing import Any

from ..model import Function, Lines, Profile
from .errors import NOTHING_LEFT, STUMBLES, ProfileError, damaged

WHAT = "a .lprof file"

Timings = dict[tuple[str, int, str], list[tuple[int, int, int]]]

# Under these names line_profiler's versions, and hotloop.line_profiler, pickle their results.
MODULES = ("line_profiler._line_profiler", "line_profiler.line_profiler", "hotloop.line_profiler")
HEADER = b"\x80\x02cline_profiler._line_profiler\nLineStats\n)\x81"


def encode(profile: Profile) -> bytes:
    if not profile.lines:
        raise ProfileError("a .lprof file has lines, and in this profile there are only functions")
    return encode_timings(timings_of(profile), 1e-9)


def encode_timings(timings: Timings, unit: float) -> bytes:
    state = pickle.dumps({"timings": timings, "unit": unit}, 2)
    # Protocol 2 has no frames: between its two bytes at the beginning and the full stop is the dict, to be built into
    # an instance made by the header.
    return HEADER + state[2:-1] + b"b."


def timings_of(profile: Profile) -> Timings:
    timings: Timings = {}
    for lines in profile.lines:
        function = profile.functions[lines.function]
        found = [(line, hits, lines.times.get(line, 0)) for line, hits in sorted(lines.hits.items())]
        timings.setdefault((function.file, function.line, function.qualname), []).extend(found)
    return timings


def looks_like(data: bytes) -> bool:
    return data[0] == 0x80 and len(data) > 1 and 2 <= data[1] <= pickle.HIGHEST_PROTOCOL


def decode(data: bytes) -> Profile:
    timings, unit = decode_timings(data)
    with damaged(WHAT):
        return _profile(timings, unit)


def salvage(data: bytes) -> Profile:
    """The lines that stand before the damage. Raises ProfileError: there is none, or it is no pickle of lines."""
    timings, unit = _Remains(data).gather()
    if not any(timings.values()):
        raise ProfileError(NOTHING_LEFT)
    with damaged(WHAT):
        profile = _profile(timings, unit or 1e-9)
    profile.notes.append(
        f"The file is damaged or cut off: the lines that stand before are shown ({sum(map(len, timings.values())):,}, "
        f"of {_functions(len(timings))}). Others are missing, of the last of these functions too."
    )
    if unit is None:
        profile.notes.append("The unit of its times is missing: they are taken for nanoseconds.")
    return profile


def _functions(n: int) -> str:
    return "1 function" if n == 1 else f"{n:,} functions"


class _Remains:
    """What an unpickler has put together until it stumbled: its stacks, one in the other.

    [instance, {}], ["timings", {}], [key, rows, key, []], [row, row, 7, 3]: what stands behind a key is of its lines
    """

    def __init__(self, data: bytes) -> None:
        self.unpickler = _Unpickler(io.BytesIO(data))
        self.timings: Timings = {}
        self.unit: float | None = None

    def gather(self) -> tuple[Timings, float | None]:
        values: list[Any] = []
        with contextlib.suppress(pickle.UnpicklingError, RecursionError, *STUMBLES):
            values = [self.unpickler.load()]
        stacks = [*getattr(self.unpickler, "metastack", ()), getattr(self.unpickler, "stack", ())]
        self._walk(values or [one for stack in stacks for one in stack], depth=0)
        return self.timings, self.unit

    def _walk(self, values: list[Any], depth: int) -> None:
        key: tuple[str, int, str] | None = None
        for before, value in zip([None, *values], values):
            if isinstance(value, dict) or type(value).__name__ == "Stats":
                # A dict may be in itself.
                if depth < 3:
                    members = value if isinstance(value, dict) else vars(value)
                    self._walk([one for pair in members.items() for one in pair], depth + 1)
            elif before == "unit":
                self.unit = value if isinstance(value, float) and value > 0 else None
            elif isinstance(value, list):
                self._add(key, value)
            elif isinstance(value, tuple):
                found = _tried(_key, value)
                if found is None:
                    self._add(key, [value])
                else:
                    key = found
                    self.timings.setdefault(key, [])

    def _add(self, key: tuple[str, int, str] | None, rows: list[Any]) -> None:
        if key is not None:
            self.timings[key] += [row for row in (_tried(_row, one) for one in rows) if row is not None]


def _tried(check: Callable[[Any], Any], value: Any) -> Any:
    """None: it is none."""
    try:
        return check(value)
    except STUMBLES:
        return None


def _profile(timings: Timings, unit: float) -> Profile:
    profile = Profile()
    for (file, line, qualname), rows in timings.items():
        lines = Lines(len(profile.functions))
        profile.functions.append(Function(file, line, qualname.rpartition(".")[2], qualname))
        for number, hits, ticks in rows:
            lines.hits[number] = lines.hits.get(number, 0) + hits
            lines.times[number] = lines.times.get(number, 0) + round(ticks * unit * 1e9)
        profile.lines.append(lines)
    profile.wall = max((lines.total for lines in profile.lines), default=0)
    return profile


def decode_timings(data: bytes) -> tuple[Timings, float]:
    """The two attributes, proven to be what they should. Raises ProfileError."""
    with damaged(WHAT):
        try:
            stats = _Unpickler(io.BytesIO(data)).load()
        except pickle.UnpicklingError as error:
            raise ValueError(str(error)) from None
        timings, unit = stats.timings, stats.unit
        if not isinstance(unit, (int, float)) or not unit > 0:
            raise ValueError(f"a unit of {unit!r}")
        return {_key(key): [_row(row) for row in rows] for key, rows in timings.items()}, unit


def _key(key: Any) -> tuple[str, int, str]:
    file, line, name = key
    if not (isinstance(file, str) and isinstance(line, int) and isinstance(name, str)):
        raise ValueError(f"a function is (file, line, name), not {key!r}")
    return (file, line, name)


def _row(row: Any) -> tuple[int, int, int]:
    line, hits, ticks = row
    if not (isinstance(line, int) and isinstance(hits, int) and isinstance(ticks, (int, float))):
        raise ValueError(f"a line is (number, hits, ticks), not {row!r}")
    return (line, hits, ticks)


class _Unpickler(pickle._Unpickler):  # type: ignore[name-defined]
    """The one in Python: that in C makes room for as many objects as the file says that there are."""

    def find_class(self, module: str, name: str) -> Any:
        if name == "LineStats" and module in MODULES:
            # One of its own for each file, which may change what it likes in it.
            return type("Stats", (), {})
        raise ProfileError(f"is a pickle, but not line_profiler's: it has {module}.{name}, which is not looked at")
