"""Which functions have their lines counted.

Choice(["f", "Matrix.mul", "slow.py", "package.module"])    these, from their first call on
Choice([])                                                  those that turn out to be hot, from then on

A name is that of a function, of a method with its class, of a file or of a module: all that is in it.
"""

from __future__ import annotations

import os
import sys
from types import CodeType

from .._places import is_installed

# Seconds after which the automatic choice looks at what is hot so far.
LOOKS = [0.03, 0.1, 0.3, 0.6, 1, 2, 4, 8, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600]

# A function with such a share of the time is hot; and there are at most so many.
SHARE = 0.04
MOST = 8

# Of the functions that were found, those with such a share of the time are shown.
LEAST = 0.01


class Choice:
    def __init__(self, names: list[str]) -> None:
        self.names = names
        self.found: set[str] = set()
        self._programs: dict[CodeType, bool] = {}

    @property
    def is_automatic(self) -> bool:
        return not self.names

    def has(self, code: CodeType) -> bool:
        """Is it one of the names?"""
        found = False
        for name in self.names:
            if _is_called(code, name):
                self.found.add(name)
                found = True
        return found

    def missing(self) -> list[str]:
        """Names that nothing that was called has."""
        return [name for name in self.names if name not in self.found]

    def hot(self, times: list[tuple[CodeType, int]], total: int, watched: list[CodeType]) -> list[CodeType]:
        """Of functions by time, those that are hot and are not watched yet."""
        room = MOST - len(watched)
        hot = [code for code, time in times if time >= SHARE * max(total, 1) and code not in watched]
        return hot[: max(room, 0)]

    def is_programs(self, code: CodeType) -> bool:
        """Is it written by the program's author? A library's lines tell them little."""
        known = self._programs.get(code)
        if known is None:
            file = code.co_filename
            known = self._programs[code] = not (file.startswith("<frozen") or is_installed(file))
        return known


def _is_called(code: CodeType, name: str) -> bool:
    qualname = code.co_qualname.replace(".<locals>", "")
    if name in (code.co_name, code.co_qualname, qualname) or qualname.endswith(f".{name}"):
        return True
    file, separator, function = name.partition("::")
    if separator:
        return _is_file(code, file) and _is_called(code, function)
    if _is_file(code, name):
        return True
    module = _module(code)
    return module == name or module.startswith(f"{name}.") or name == f"{module}.{qualname}"


def _is_file(code: CodeType, name: str) -> bool:
    if not name.endswith(".py"):
        return False
    return code.co_filename == os.path.abspath(name) or code.co_filename.endswith(f"/{name}")


def _module(code: CodeType) -> str:
    """Of the module whose file it is; no module is imported to find out."""
    for name, module in list(sys.modules.items()):
        if getattr(module, "__file__", None) == code.co_filename and name != "__main__":
            return name
    return ""
