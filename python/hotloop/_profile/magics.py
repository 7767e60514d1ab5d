"""`%load_ext hotloop` in IPython: %hotprof, %lprun and %%lprun_all.

%hotprof work(10)            which functions take the time
%lprun -f f work(10)         which lines of f do; the options are line_profiler's
"""

from __future__ import annotations

import ast
import builtins
import io
import os
import tempfile
import textwrap
import time
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from IPython.core.error import UsageError
from IPython.core.magic import Magics, cell_magic, line_magic, magics_class
from IPython.core.page import page

from ..cprofile import Profile
from . import terminal
from .lines.profiler import LineProfiler
from .lines.targets import instrument

CELL = "<lprof_cell>"


def load(shell: Any) -> None:
    """Adds the magics to an IPython shell."""
    shell.register_magics(ProfilerMagics)


@magics_class
class ProfilerMagics(Magics):
    """%hotprof, %lprun and %%lprun_all."""

    @line_magic
    def hotprof(self, parameter_s: str = "") -> Any:
        """Runs a statement, and shows the functions that take most of the time.

        %hotprof [-s KEY] [-l ROWS] [-D FILE.prof] [-r] statement

        -s: the order, as pstats names it. -l: so many rows. -D: writes a file for pstats. -r: returns the profile.
        """
        options, statement = self._options(parameter_s, "s:l:D:r")
        profile = Profile()
        message, _ = _run(profile.runctx, statement, self.shell.user_global_ns, self.shell.user_ns)
        model, _ = profile._read()
        text = io.StringIO()
        limit = _number(int, options.get("l", ["20"])[-1], "-l")
        try:
            terminal.show_functions(model, terminal.Screen(text), options.get("s", ["tottime"])[-1], limit)
        except terminal.SortError as error:
            raise UsageError(str(error)) from None
        page(text.getvalue())
        if "D" in options:
            profile.dump_stats(options["D"][-1])
            print(f"\n*** Profile stats written to {options['D'][-1]!r}.")
        _say(message)
        return profile if "r" in options else None

    @line_magic
    def lprun(self, parameter_s: str = "") -> Any:
        """Runs a statement, and shows which lines of some functions take the time.

        %lprun -f FUNCTION [-f ...] [-m MODULE ...] [-D FILE.lprof] [-T FILE.txt] [-r] [-s | -z] [-u UNIT] statement

        -m: all functions of a module. -D, -T: writes the results, as line_profiler reads them or as they are shown. -r:
        returns the profiler. -s, -z: functions that have not run are left out. -u: seconds in one of what is shown.
        """
        options, statement = self._options(parameter_s, "rszf:m:D:T:u:")
        spaces = (self.shell.user_global_ns, self.shell.user_ns)
        functions = []
        for name in options.get("f", ()):
            try:
                functions.append(eval(name, *spaces))
            except Exception as error:
                raise UsageError(f"Could not find function {name}.\n{type(error).__name__}: {error}") from None
        profiler = LineProfiler(*functions)
        for name in options.get("m", ()):
            try:
                profiler.add_module(__import__(name, fromlist=[""]))
            except Exception as error:
                raise UsageError(f"Could not find module {name}.\n{type(error).__name__}: {error}") from None
        unit = _unit(options)
        with _as_builtin(profiler):
            message, _ = _run(profiler.runctx, statement, *spaces)
        return _finish(profiler, options, unit, message)

    @cell_magic
    def lprun_all(self, parameter_s: str = "", cell: str = "") -> Any:
        """Runs a cell, and shows which of its lines take the time, also in functions that it defines.

        %%lprun_all [-D FILE.lprof] [-T FILE.txt] [-p] [-r] [-t] [-u UNIT] [-z]

        -p: its own lines only. -t: the time that it took goes into `_total_time_taken`. Others: see %lprun.
        """
        options, _ = self._options(parameter_s, "rzptD:T:u:")
        unit = _unit(options)
        handle, path = tempfile.mkstemp(".py")
        text = textwrap.dedent(cell).strip("\n") or "..."
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
        try:
            tree = ast.parse(text, path) if "p" in options else instrument(text, path, [], whole=True, imports=False)
            code = compile(tree, path, "exec").replace(co_name=CELL, co_qualname=CELL)
            profiler = LineProfiler()
            profiler.add_function(types.SimpleNamespace(__code__=code))
            with _as_builtin(profiler):
                spaces = (self.shell.user_global_ns, self.shell.user_ns)
                message, took = _run(profiler.runctx, code, *spaces)
            if "t" in options:
                self.shell.user_ns["_total_time_taken"] = took
            return _finish(profiler, options, unit, message)
        finally:
            os.unlink(path)

    def _options(self, parameters: str, letters: str) -> tuple[dict[str, list[str]], str]:
        # Quotes are the statement's, not ours.
        quoted = parameters.replace('"', r"\"").replace("'", r"\'")
        options, rest = self.parse_options(quoted, letters, list_all=True)
        return dict(options), rest


def _number(kind: Callable[[str], Any], text: str, option: str) -> Any:
    try:
        return kind(text)
    except ValueError:
        raise UsageError(f"{option} {text}: not a number") from None


def _unit(options: dict[str, list[str]]) -> float | None:
    if "u" not in options:
        return None
    try:
        return float(options["u"][-1])
    except ValueError:
        raise TypeError("Timer unit setting must be a float.") from None


@contextmanager
def _as_builtin(profiler: LineProfiler) -> Iterator[None]:
    """`profile` is the profiler meanwhile."""
    missing = object()
    before = vars(builtins).get("profile", missing)
    builtins.profile = profiler  # type: ignore[attr-defined]
    try:
        yield
    finally:
        if before is missing:
            vars(builtins).pop("profile", None)
        else:
            builtins.profile = before  # type: ignore[attr-defined]


def _run(run: Callable[..., Any], *arguments: Any) -> tuple[str | None, float]:
    """What to say of how it ended, and the seconds that it took. Other exceptions come through."""
    began = time.perf_counter()
    message = None
    try:
        run(*arguments)
    except (SystemExit, KeyboardInterrupt) as error:
        message = f"{type(error).__name__} exception caught in code being profiled."
    return message, time.perf_counter() - began


def _say(message: str | None) -> None:
    if message is not None:
        print(f"\n*** {message}")


def _finish(profiler: LineProfiler, options: dict[str, list[str]], unit: float | None, message: str | None) -> Any:
    text = io.StringIO()
    profiler.print_stats(text, output_unit=unit, stripzeros="z" in options or "s" in options)
    page(text.getvalue().rstrip())
    if "D" in options:
        profiler.dump_stats(options["D"][-1])
        print(f"\n*** Profile stats pickled to file {options['D'][-1]!r}.")
    if "T" in options:
        Path(options["T"][-1]).write_text(text.getvalue(), encoding="utf-8")
        print(f"\n*** Profile printout saved to text file {options['T'][-1]!r}.")
    _say(message)
    return profiler if "r" in options else None
