"""The files that a profile can be written to and read from: one module each, and a row in `FORMATS`.

write(profile, "slow.prof")                      the suffix says which
write(profile, "out.json", "speedscope")         or the name
read("anything")                                 what is in the file says which
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..._whole import write_whole
from ..model import Profile
from . import chrome, collapsed, cut, lprof, native, prof, speedscope
from .errors import NOTHING_LEFT, STUMBLES, ProfileError

__all__ = ["FORMATS", "Format", "ProfileError", "format_of", "read", "write"]


@dataclass(frozen=True, slots=True)
class Format:
    name: str
    suffixes: tuple[str, ...]  # the first is the usual one
    what: str
    encode: Callable[[Profile], bytes]
    decode: Callable[[bytes], Profile]
    looks_like: Callable[[bytes], bool]
    keeps_all: bool = False  # also sources, and what became of loops
    # What can be read of a damaged file, with what is missing in its notes. Raises ProfileError: nothing can.
    salvage: Callable[[bytes], Profile] | None = None


def _closed(decode: Callable[[bytes], Profile], mend: Callable[[Any], None]) -> Callable[[bytes], Profile]:
    """For JSON: up to where it is damaged. mend: leaves out what is there in part."""

    def salvage(data: bytes) -> Profile:
        file, note = cut.load(data)
        try:
            mend(file)
        except STUMBLES:
            raise ProfileError(NOTHING_LEFT) from None
        profile = decode(json.dumps(file).encode())
        if not any(profile.nodes.calls):
            raise ProfileError(NOTHING_LEFT)
        profile.notes += [note] if note else []
        return profile

    return salvage


# Longer suffixes first; the first that a file looks like is tried.
FORMATS = (
    Format(
        "speedscope",
        (".speedscope.json", ".speedscope"),
        "for speedscope.app",
        speedscope.encode,
        speedscope.decode,
        speedscope.looks_like,
        salvage=_closed(speedscope.decode, speedscope.mend),
    ),
    Format(
        "chrome",
        (".trace.json", ".trace"),
        "for chrome://tracing and Perfetto",
        chrome.encode,
        chrome.decode,
        chrome.looks_like,
        salvage=_closed(chrome.decode, chrome.mend),
    ),
    Format(
        "json",
        (".json",),
        "everything that was measured",
        native.encode,
        native.decode,
        native.looks_like,
        True,
        native.salvage,
    ),
    Format(
        "lprof",
        (".lprof",),
        "lines, for line_profiler",
        lprof.encode,
        lprof.decode,
        lprof.looks_like,
        salvage=lprof.salvage,
    ),
    Format(
        "prof",
        (".prof", ".pstats"),
        "functions, for pstats, snakeviz ...",
        prof.encode,
        prof.decode,
        prof.looks_like,
        salvage=prof.salvage,
    ),
    Format(
        "collapsed",
        (".collapsed", ".folded", ".txt"),
        "stacks, for flamegraph.pl and inferno",
        collapsed.encode,
        collapsed.decode,
        collapsed.looks_like,
        salvage=collapsed.salvage,
    ),
)


def format_of(path: str, name: str | None = None) -> Format:
    """The format called `name`, or else the one that the suffix of `path` stands for. Raises ProfileError."""
    if name is not None:
        for each in FORMATS:
            if each.name == name:
                return each
        raise ProfileError(f"there is no format {name}; there are {', '.join(each.name for each in FORMATS)}")
    for each in FORMATS:
        if path.lower().endswith(each.suffixes):
            return each
    suffixes = ", ".join(each.suffixes[0] for each in FORMATS)
    raise ProfileError(f"{path}: the suffix says which format it is to be, one of {suffixes}")


def write(profile: Profile, path: str, name: str | None = None) -> None:
    """Writes a whole file, or leaves what was there. Raises ProfileError."""
    data = format_of(path, name).encode(profile)
    try:
        write_whole(path, data)
    except OSError as error:
        raise ProfileError(f"{path}: cannot be written: {error.strerror or error}") from None


def read(path: str, damaged_too: bool = False) -> Profile:
    """A profile of any format. Raises ProfileError, whose text is one line that begins with the path.

    damaged_too: what can be read of a damaged file, with what is missing in its notes.
    """
    try:
        with open(path, "rb") as file:
            data = file.read()
    except (OSError, ValueError) as error:
        raise ProfileError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    if not data:
        raise ProfileError(f"{path}: is empty")
    for each in FORMATS:
        if not each.looks_like(data):
            continue
        try:
            return each.decode(data)
        except ProfileError as error:
            said = str(error)
            if damaged_too and each.salvage is not None:
                try:
                    return each.salvage(data)
                except ProfileError as nothing:
                    said = str(nothing)
                except MemoryError:
                    pass
            raise ProfileError(f"{path}: {said}") from None
        except MemoryError:
            raise ProfileError(f"{path}: is damaged, or larger than the memory") from None
    raise ProfileError(f"{path}: is not a profile; known are {', '.join(each.suffixes[0] for each in FORMATS)}")
