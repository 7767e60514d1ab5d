"""`hotloop kernprof`: kernprof's command line, over our profilers.

hotloop kernprof -l slow.py 10      lines of the functions with @profile, into slow.py.lprof
hotloop kernprof slow.py 10         functions, into slow.py.prof
"""

from __future__ import annotations

import argparse
import builtins
import contextlib
import os
import shlex
import sys
import tempfile
import textwrap
import threading
import types
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from . import config as settings
from .explicit import profile as explicit
from .profiler import LineProfiler
from .stats import LineStats
from .switches import add_argument, positive_float, python_command, shortest
from .targets import add_now, find_module, instrument, script_is_target
from .wrap import ByCount, wrap

DESCRIPTION = """\
Runs a program and profiles it: with -l the lines of functions that have the decorator @profile or are named by -p, else
its functions. Options and files are those of kernprof."""


def _contextual_profile() -> type:
    from ...cprofile import Profile

    class ContextualProfile(ByCount, Profile):
        """cProfile's Profile as a decorator and context manager that may be nested."""

        enable_count = 0

        def __call__(self, func: Any) -> Any:
            return wrap(self, func)

    return ContextualProfile


def __getattr__(name: str) -> Any:
    if name == "ContextualProfile":
        globals()[name] = _contextual_profile()
        return globals()[name]
    if name == "__version__":
        return _version()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def main(args: Sequence[str] | None = None, *, exit_on_error: bool = True) -> int:
    """Runs the command; `sys.argv` and `sys.path` are put back. What the program raises comes through."""
    arguments = list(sys.argv[1:] if args is None else args)
    before = (sys.argv[:], sys.path[:])
    try:
        return _main(arguments)
    except SystemExit as error:
        if exit_on_error or error.code in (0, None):
            raise
        raise RuntimeError(error.code) from None
    finally:
        sys.argv[:], sys.path[:] = before


def _main(arguments: list[str]) -> int:
    options = _parse(arguments)
    with contextlib.ExitStack() as stack:
        if options.verbose < -1:
            nothing = stack.enter_context(open(os.devnull, "w"))
            stack.enter_context(contextlib.redirect_stdout(nothing))
            if options.verbose < -2:
                stack.enter_context(contextlib.redirect_stderr(nothing))
        directory = tempfile.mkdtemp(prefix="kernprof-")
        # The traceback of an uncaught exception reads the script, so it stays until the end.
        import atexit
        import shutil

        atexit.register(shutil.rmtree, directory, ignore_errors=True)
        if options.text is not None:
            _write_script(options, directory)
        _profile(options, directory)
        shutil.rmtree(directory, ignore_errors=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    """The command's options, without what is run."""
    usage = "kernprof [options] (SCRIPT | -m MODULE | -c CODE | -) [ARGUMENTS ...]"
    made = argparse.ArgumentParser("kernprof", usage=usage, description=DESCRIPTION)
    add_argument(made, "-V", "--version", action="version", version=_version())
    add_argument(made, "--config", help="settings: a TOML file with [tool.line_profiler.kernprof]")
    add_argument(made, "--no-config", action="store_const", dest="config", const=False, help="no file of settings")
    what = made.add_argument_group("profiling options")
    add_argument(what, "-l", "--line-by-line", action="store_true", help="profile lines; implies --builtin")
    add_argument(
        what,
        "-b",
        "--builtin",
        action="store_true",
        help="put `profile` into builtins (for @profile, `with profile:`, profile.enable())",
    )
    add_argument(what, "-s", "--setup", help="a Python file to run before, without profiling it")
    add_argument(
        what,
        "-p",
        "--prof-mod",
        action="append",
        help="functions, classes, modules, packages or files to profile without a decorator, with -l; several are "
        "separated by commas or given one by one, an empty one forgets those before; package.__init__ is the package "
        "without its modules",
    )
    add_argument(what, "--preimports", action="store_true", help="import those of -p before the program starts")
    add_argument(what, "--prof-imports", action="store_true", help="if the program is in -p, so is what it imports")
    out = made.add_argument_group("output options")
    add_argument(out, "-o", "--outfile", help="where the results go; default: the program's name, and .lprof or .prof")
    more = "once: show the results at the end; twice: say what is done"
    add_argument(out, "-v", "--verbose", "--view", action="count", default=None, help=more)
    less = "once: not a word about results; twice: nothing of the program's output; three times: nor its errors"
    add_argument(out, "-q", "--quiet", action="count", default=0, help=less)
    add_argument(out, "-r", "--rich", action="store_true", help="in colours")
    add_argument(out, "-u", "--unit", type=positive_float, help="seconds in one of what the tables show")
    add_argument(out, "-z", "--skip-zero", action="store_true", help="leave out functions that have not run")
    add_argument(out, "--summarize", action="store_true", help="a line for each function too")
    every = "write the results every so many seconds too"
    add_argument(out, "-i", "--output-interval", type=int, const=1, nargs="?", help=every)
    return made


def _version() -> str:
    from ..._hotloop import __version__

    return __version__


def _parse(arguments: list[str]) -> argparse.Namespace:
    """With `module` or `text` (a program that is in no file), `script`, `args`, and all settings."""
    before, mode, value, after = _split(arguments)
    made = _parser()
    if mode is None:
        made.add_argument("script", help="the program")
        made.add_argument("args", nargs="...", help="its arguments")
    elif value is None:
        made.error(f"argument expected for the {mode} option")
    options = made.parse_args(before)
    try:
        found = settings.load(options.config)
    except (OSError, ValueError) as error:
        made.error(str(error))
    options.settings = found.path
    for name, default in found.of_command("kernprof").items():
        if getattr(options, name) is None:
            setattr(options, name, default)
    options.verbose -= options.quiet
    options.module = value if mode == "-m" else None
    options.text = options.source = None
    if mode == "-c":
        options.source, options.text = "command", textwrap.dedent(value)
    if mode is not None:
        options.script, options.args = value, after
    elif options.script == "-":
        options.source, options.text = "stdin", textwrap.dedent(sys.stdin.read())
    elif options.args[:1] == ["--"]:
        options.args = options.args[1:]
    return options


def _split(arguments: list[str]) -> tuple[list[str], str | None, str | None, list[str]]:
    """(our options, -m or -c, its value, the program's arguments): all behind the value is the program's."""
    limit = arguments.index("--") if "--" in arguments else len(arguments)
    places = [arguments.index(mode) for mode in ("-m", "-c") if mode in arguments[:limit]]
    if not places:
        return arguments, None, None, []
    at = min(places)
    value = arguments[at + 1] if at + 1 < limit else None
    return arguments[:at], arguments[at], value, arguments[at + 2 :]


def _write_script(options: argparse.Namespace, directory: str) -> None:
    """A program of -c or - as a file, so that its lines can be shown."""
    path = os.path.join(directory, f"kernprof-{options.source}.py")
    Path(path).write_text(f"{options.text}\n")
    options.script = path
    options.prof_mod = [*options.prof_mod, path]
    if not options.outfile:
        suffix = ".lprof" if options.line_by_line else ".prof"
        handle, options.outfile = tempfile.mkstemp(suffix, f"kernprof-{options.source}-", os.curdir)
        os.close(handle)


def _profile(options: argparse.Namespace, directory: str) -> None:
    suffix = "lprof" if options.line_by_line else "prof"
    options.outfile = options.outfile or f"{os.path.basename(options.script)}.{suffix}"
    sys.argv = [options.script, *options.args]
    if options.module is not None:
        sys.path.insert(0, os.getcwd())
    if options.setup:
        _run_setup(options.setup)
    profiler = LineProfiler() if options.line_by_line else __getattr__("ContextualProfile")()
    explicit._kernprof_overwrite(profiler)
    builtin = options.builtin or options.line_by_line
    missing = object()
    had = vars(builtins).get("profile", missing)
    if builtin:
        builtins.profile = profiler
    script = _find(options)
    if options.module is None:
        sys.path.insert(0, os.path.dirname(script))
    targets = _targets(options.prof_mod) if options.line_by_line else []
    if targets and options.preimports:
        add_now(profiler, targets, None if options.module else script)
    stdout = sys.stdout
    writer = _Writer(options.output_interval, lambda: _write(profiler, options.outfile, directory))
    try:
        _run(options, profiler, script, targets, builtin)
    finally:
        writer.stop()
        _finish(options, profiler, directory, stdout)
        while profiler.enable_count > 0:
            profiler.disable_by_count()
        explicit._profile, explicit.enabled = None, None
        if had is missing:
            vars(builtins).pop("profile", None)
        else:
            builtins.profile = had


def _run_setup(path: str) -> None:
    found = _find_script(path)
    sys.path.insert(0, os.path.dirname(found))
    space = {"__file__": found, "__name__": "__main__"}
    exec(compile(Path(found).read_bytes(), found, "exec"), space)


def _find(options: argparse.Namespace) -> str:
    if options.module is None:
        return _find_script(options.script)
    for name in (f"{options.module}.__main__", options.module):
        found = find_module(name)
        if found is not None and os.path.isfile(found):
            return found
    print(f"Could not find module `{options.module}`", file=sys.stderr)
    raise SystemExit(1)


def _find_script(path: str) -> str:
    """As kernprof does: here, or in PATH."""
    found = _find_in_path(path)
    if found is None:
        print(f"Could not find script {path!r}", file=sys.stderr)
        raise SystemExit(1)
    return found


def _find_in_path(path: str) -> str | None:
    if os.path.isfile(path):
        return path
    for directory in os.environ.get("PATH", os.defpath).split(os.pathsep):
        if directory and os.path.isfile(os.path.join(directory, path)):
            return os.path.join(directory, path)
    return None


def _targets(given: Sequence[str]) -> list[str]:
    found: dict[str, None] = {}
    for each in given:
        if not each:
            found.clear()
        for part in [each] if _find_in_path(each) else each.split(","):
            if part:
                path = _find_in_path(part)
                found[part if path is None else os.path.abspath(path)] = None
    return list(found)


def _run(options: argparse.Namespace, profiler: Any, script: str, targets: list[str], builtin: bool) -> None:
    """The program, as `__main__`."""
    main = types.ModuleType("__main__")
    space = vars(main)
    space |= {"__file__": script, "__builtins__": builtins}
    if options.module is not None:
        name = options.module if os.path.basename(script) != "__main__.py" else f"{options.module}.__main__"
        import importlib.util

        main.__spec__ = importlib.util.find_spec(name)
        main.__package__ = name.rpartition(".")[0]
        sys.argv[0] = script
    if options.verbose > 1:
        print(f"[kernprof] {'profiling' if builtin else 'runctx of'} {script} {shlex.join(options.args)}")
    text = Path(script).read_bytes()
    if targets:
        whole = script_is_target(script, options.module, targets)
        tree = instrument(text, script, targets, whole, options.prof_imports, space.get("__package__") or "")
        code = compile(tree, script, "exec", dont_inherit=True)
    else:
        code = compile(text, script, "exec", dont_inherit=True)
    before = sys.modules.get("__main__")
    sys.modules["__main__"] = main
    try:
        if builtin:
            exec(code, space)
        else:
            profiler.runctx(code, space, space)
    finally:
        if before is None:
            sys.modules.pop("__main__", None)
        else:
            sys.modules["__main__"] = before


class _Writer:
    """Writes the results every so many seconds, in a thread."""

    def __init__(self, interval: int, write: Callable[[], None]) -> None:
        self._ended = threading.Event()
        self._thread = None
        if interval:
            self._thread = threading.Thread(target=self._go_on, args=(max(interval, 1), write), daemon=True)
            self._thread.start()

    def _go_on(self, interval: int, write: Callable[[], None]) -> None:
        while not self._ended.wait(interval):
            write()

    def stop(self) -> None:
        self._ended.set()
        if self._thread is not None:
            self._thread.join()


def _write(profiler: Any, path: str, directory: str) -> None:
    """Without what is in our own files, which nobody can show later."""
    if not isinstance(profiler, LineProfiler):
        profiler.dump_stats(path)
        return
    stats = profiler.get_stats()
    timings = {key: rows for key, rows in stats.timings.items() if not key[0].startswith(directory)}
    LineStats(timings, stats.unit).to_file(path)


def _finish(options: argparse.Namespace, profiler: Any, directory: str, stdout: Any) -> None:
    _write(profiler, options.outfile, directory)
    path = shortest(options.outfile)
    if options.verbose > -1:
        print(f"{'[kernprof] ' if options.verbose > 1 else ''}Wrote profile results to {path!r}")
    if options.verbose > 0:
        if isinstance(profiler, LineProfiler):
            profiler.print_stats(
                stdout,
                output_unit=options.unit,
                stripzeros=options.skip_zero,
                summarize=options.summarize,
                rich=options.rich,
                config=options.settings or False,
            )
        else:
            profiler.print_stats()
    elif options.verbose > -1:
        module = "line_profiler -rmt" if isinstance(profiler, LineProfiler) else "pstats"
        print(f"Inspect results with:\n{shlex.quote(python_command())} -m {module} {shlex.quote(path)}")
