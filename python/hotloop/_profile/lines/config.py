"""Settings in `[tool.line_profiler...]` of line_profiler.toml or pyproject.toml, as line_profiler has them.

load(None)             the nearest file upwards from here, or that of LINE_PROFILER_RC, over the settings below
load("settings.toml")  that file
load(False)            the settings below
"""

from __future__ import annotations

import copy
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..line_table import WIDTHS

DEFAULTS: dict[str, dict[str, Any]] = {
    "kernprof": {
        "line-by-line": False,
        "builtin": False,
        "rich": False,
        "skip-zero": False,
        "summarize": False,
        "preimports": True,
        "prof-imports": False,
        "verbose": 0,
        "outfile": "",
        "setup": "",
        "unit": 1e-6,
        "output-interval": 0,
        "prof-mod": [],
    },
    "cli": {"unit": 1e-6, "rich": False, "skip-zero": False, "sort": False, "summarize": False},
    "setup": {"environ_flags": ["LINE_PROFILE"], "cli_flags": ["--line-profile", "--line_profile"]},
    "write": {
        "output_prefix": "profile_output",
        "lprof": True,
        "text": True,
        "timestamped_text": True,
        "stdout": True,
    },
    "show": {
        "sort": True,
        "stripzeros": True,
        "rich": True,
        "details": False,
        "summarize": True,
        "column_widths": WIDTHS,
    },
}

VARIABLE = "LINE_PROFILER_RC"
NAMES = ("line_profiler.toml", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class Settings:
    """All tables, and the file that they are from; None: nowhere."""

    tables: dict[str, dict[str, Any]]
    path: Path | None

    def of_command(self, name: str) -> dict[str, Any]:
        """The table of "kernprof" or "cli", with names as argparse has them."""
        return {key.replace("-", "_"): value for key, value in self.tables[name].items()}


def load(config: str | os.PathLike[str] | bool | None = None) -> Settings:
    """The settings. Raises FileNotFoundError or ValueError for a file that is named and cannot be used."""
    if config is False:
        return Settings(copy.deepcopy(DEFAULTS), None)
    named = config not in (None, True, "")
    for path in (Path(config).absolute(),) if named else _candidates():
        try:
            with open(path, "rb") as file:
                found = tomllib.load(file)
        except (OSError, tomllib.TOMLDecodeError):
            continue
        try:
            return Settings(_over(DEFAULTS, found.get("tool", {}).get("line_profiler", {})), path)
        except (AttributeError, TypeError):
            if named:
                raise ValueError(f"{config}: [tool.line_profiler] and what is in it are tables") from None
            break
    else:
        if named:
            kind = ValueError if os.path.exists(config) else FileNotFoundError
            raise kind(f"Cannot load configurations from {config!r}")
    return Settings(copy.deepcopy(DEFAULTS), None)


def _candidates() -> Iterator[Path]:
    if os.environ.get(VARIABLE):
        yield Path(os.environ[VARIABLE]).absolute()
        return
    here = Path.cwd()
    for directory in (here, *here.parents):
        for name in NAMES:
            if (directory / name).is_file():
                yield directory / name


def _over(defaults: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    """What is set, and is known. Raises TypeError where a table is none."""
    if not isinstance(found, Mapping):
        raise TypeError
    made = {}
    for key, default in defaults.items():
        if isinstance(default, Mapping):
            made[key] = _over(default, found.get(key, {}))
        else:
            made[key] = copy.copy(found.get(key, default))
    return made
