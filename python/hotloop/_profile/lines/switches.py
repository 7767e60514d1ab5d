"""Options that kernprof and `python -m line_profiler` share.

add_argument(parser, "-l", "--line-by-line", action="store_true")     -l, --line-by-line, --line-by-line=no,
                                                                       --no-line-by-line
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import Any

WORDS = {word: True for word in ("1", "on", "true", "t", "yes", "y")}
WORDS |= {word: False for word in ("", "0", "off", "false", "f", "no", "n")}


def boolean(value: str, *, fallback: bool | None = None, invert: bool = False) -> bool:
    """yes and no in many words. Raises ValueError for others, unless there is a `fallback`, which is not inverted."""
    found = WORDS.get(value.casefold())
    if found is None:
        if fallback is None:
            raise ValueError(f"{value!r} is neither yes nor no")
        return fallback
    return found != invert


def add_argument(parser: Any, first: str, /, *names: str, **options: Any) -> argparse.Action:
    """`add_argument` of argparse; a switch has the long forms above, and is None where it is not given."""
    names = (first, *names)
    action = options.pop("action", None)
    if action not in ("store_true", "store_false"):
        return parser.add_argument(*names, **options, **({"action": action} if action else {}))
    sets = action == "store_true"
    long = [name for name in names if name.startswith("--")]
    short = [name for name in names if not name.startswith("--")]
    if not long:
        return parser.add_argument(*short, action="store_const", const=sets, default=None, **options)
    help_ = _with_short_forms(options.pop("help", ""), short)
    value = {"nargs": "?", "default": None, "metavar": "Y[es] | N[o] | T[rue] | F[alse] | on | off | 1 | 0"}

    def parsed(text: str) -> bool:
        return boolean(text, invert=not sets)

    def negated(text: str) -> bool:
        return boolean(text, invert=sets)

    # argparse says so of what is neither: invalid yes-or-no value: 'slow.py'.
    parsed.__name__ = negated.__name__ = "yes-or-no"
    made = parser.add_argument(*long, const=sets, type=parsed, help=help_, **value, **options)
    # Short ones take no value, so that -lv is -l -v.
    if short:
        hidden = {"help": argparse.SUPPRESS, "dest": made.dest}
        parser.add_argument(*short, action="store_const", const=sets, default=None, **hidden)
    if sets:
        opposite = [f"--no-{name[2:]}" for name in long]
        hidden = {"help": argparse.SUPPRESS, "dest": made.dest}
        parser.add_argument(*opposite, const=False, type=negated, **value, **hidden)
    return made


def _with_short_forms(help_: str, short: list[str]) -> str | None:
    if not short:
        return help_ or None
    forms = f"hort form{'s' if len(short) > 1 else ''}: {', '.join(short)}"
    if help_.endswith(")"):
        return f"{help_[:-1]}; s{forms})"
    return f"{help_} (S{forms})".strip()


def positive_float(text: str) -> float:
    """A number of seconds. Raises ValueError."""
    number = float(text)
    if number <= 0:
        raise ValueError
    return number


def python_command() -> str:
    """What to type for this Python."""
    for name in ("python", "python3"):
        found = shutil.which(name)
        if found and os.path.samefile(found, sys.executable):
            return name
    return shortest(sys.executable)


def shortest(path: str | os.PathLike[str]) -> str:
    """A path as it is, absolute or from here, whatever is shorter."""
    given = Path(path)
    absolute, here = given.absolute(), Path.cwd().absolute()
    found = [str(given), str(absolute)]
    if absolute.is_relative_to(here):
        found.append(str(absolute.relative_to(here)))
    return min(found, key=len)
