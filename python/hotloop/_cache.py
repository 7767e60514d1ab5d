"""The command `hotloop cache`: compiled code that is kept between processes.

hotloop cache info      where it is, how much there is, and why it is off if it is
hotloop cache path      the directory alone, for scripts
hotloop cache clear     removes all of it
"""

from __future__ import annotations

import sys

from . import _hotloop

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any


def add_command(commands: argparse._SubParsersAction[Any]) -> None:
    """Adds `cache` to the command line."""
    words = "show or clear the compiled code that is kept between processes"
    cache = commands.add_parser("cache", help=words, description=f"{words.capitalize()}.")
    cache.add_argument(
        "action", choices=ACTIONS, help="; ".join(f"{name}: {do.__doc__}" for name, do in ACTIONS.items())
    )
    cache.set_defaults(run=lambda options: ACTIONS[options.action]())


def info() -> int:
    """where it is and what is in it"""
    found = _hotloop.cache_info()
    rows = [
        ("directory", _hotloop.cache_path() or "none"),
        ("state", "on" if found["off"] is None else f"off: {found['off']}"),
        ("entries", f"{found['entries']}, {_megabytes(found['bytes'])}"),
        ("bound", "none" if found["limit"] is None else _megabytes(found["limit"])),
    ]
    if found["unfinished"]:
        marks = f"{found['unfinished']} left by processes that ended while they compiled"
        rows.append(("marks", f"{marks}; {found['refused']} of them no longer tried"))
    for name, value in rows:
        print(f"{name:<10} {value}")
    return 0


def path() -> int:
    """the directory"""
    directory = _hotloop.cache_path()
    if directory is None:
        print("hotloop: no home directory: set HOTLOOP_CACHE_DIR", file=sys.stderr)
        return 1
    print(directory)
    return 0


def clear() -> int:
    """remove all entries and marks"""
    reason = _hotloop.cache_clear()
    if reason is not None:
        print(f"hotloop: nothing removed: {reason}", file=sys.stderr)
        return 1
    return 0


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.{1 if size < 2**30 // 100 else 0}f} MB"


ACTIONS = {"info": info, "path": path, "clear": clear}
