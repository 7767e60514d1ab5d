"""`@profile` as it may stay in a program: it does nothing unless it is asked to.

LINE_PROFILE=1 python slow.py, or python slow.py --line-profile, or profile.enable() in the program.

Then a summary is printed when the program ends, and profile_output.txt, profile_output_<time>.txt and
profile_output.lprof are written.
"""

from __future__ import annotations

import atexit
import io
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from . import config as settings
from .profiler import LineProfiler
from .stats import Config
from .switches import boolean, python_command

# Which process writes the results: processes that it starts inherit the variable, and leave them alone.
OWNER = "LINE_PROFILER_OWNER_PID"


class GlobalProfiler:
    """Decorator that profiles, or hands the function back as it is.

    `setup_config` says which variables and options turn it on, `write_config` which files are written, `show_config`
    how they look: the tables of the settings (see `config`).
    """

    def __init__(self, config: Config = None) -> None:
        found = settings.load(config)
        self._config = found.path
        self.setup_config = found.tables["setup"]
        self.write_config = found.tables["write"]
        self.show_config = found.tables["show"]
        self.output_prefix = self.write_config.pop("output_prefix")
        del self.show_config["column_widths"]
        self.enabled: bool | None = None
        self._profile: Any = None
        self._owner: int | None = None

    def __call__(self, func: Any) -> Any:
        """`func`, wrapped if profiling is on."""
        if self.enabled is None:
            self._ask_environment()
        return self._profile(func) if self.enabled else func

    def _ask_environment(self) -> None:
        variables = (os.environ.get(name, "") for name in self.setup_config["environ_flags"])
        if any(boolean(value, fallback=True) for value in variables) or any(
            option in sys.argv for option in self.setup_config["cli_flags"]
        ):
            self.enable()
        else:
            self.disable()

    def enable(self, output_prefix: str | None = None) -> None:
        """What is decorated from now on is profiled, and the results are written when the program ends."""
        if _is_helper_of_multiprocessing():
            self.enabled = False
            return
        self._owner = os.getpid()
        os.environ[OWNER] = str(self._owner)
        if self._profile is None:
            atexit.register(self.show)
            self._profile = LineProfiler()
        self.enabled = True
        if output_prefix is not None:
            self.output_prefix = output_prefix

    def disable(self) -> None:
        """What is decorated from now on is not profiled."""
        self.enabled = False

    def _kernprof_overwrite(self, profile: Any) -> None:
        """Under kernprof its profiler is used, and kernprof writes the results."""
        self._profile, self.enabled = profile, True

    def show(self) -> None:
        """Writes the results now."""
        if self._owner is not None and os.getpid() != self._owner:
            return
        options = {**self.show_config, "config": self._config}
        if self.write_config["stdout"]:
            self._profile.print_stats(**options)
        text = io.StringIO()
        self._profile.print_stats(text, **{**options, "rich": False, "details": True})
        if self.write_config["text"]:
            self._write(f"{self.output_prefix}.txt", text.getvalue())
        if self.write_config["timestamped_text"]:
            self._write(f"{self.output_prefix}_{datetime.now():%Y-%m-%dT%H%M%S}.txt", text.getvalue())
        if self.write_config["lprof"]:
            path = f"{self.output_prefix}.lprof"
            self._profile.dump_stats(path)
            print(f"Wrote profile results to {path}\nTo view details run:")
            print(f"{python_command()} -m line_profiler -rtmz {path}")

    def _write(self, path: str, text: str) -> None:
        Path(path).write_text(text, encoding="utf-8")
        print(f"Wrote profile results to {path}")


def _is_helper_of_multiprocessing() -> bool:
    """A child, or what starts children: it has nothing to write."""
    if any("--multiprocessing" in word or "multiprocessing." in word for word in getattr(sys, "orig_argv", ())):
        return True
    process = sys.modules.get("multiprocessing.process")
    return process is not None and process.current_process().name != "MainProcess"


profile = GlobalProfiler()
