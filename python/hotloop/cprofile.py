"""cProfile's interface, over hotloop's recorder.

import hotloop.cprofile

with hotloop.cprofile.Profile() as profile:
    work()
profile.print_stats("cumulative")

`python -m hotloop.cprofile [-o FILE] [-s SORT] [-m MODULE | SCRIPT] ...` is the command. Counts, files and options are
cProfile's.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from types import CodeType
from typing import Any, NamedTuple

from . import _hotloop
from ._profile.model import Figures, Function, Nodes
from ._profile.model import Profile as Model

__all__ = ["Profile", "run", "runctx"]


# The end of profiling is a call itself. It has the name that it has in cProfile's results.
OWN_END = "<method 'disable' of 'hotloop._hotloop.Recorder' objects>"
CPROFILES_END = "<method 'disable' of '_lsprof.Profiler' objects>"


class Entry(NamedTuple):
    """A function, or a function as called by another (then `calls` is None). Times are in seconds."""

    code: CodeType | str
    callcount: int
    reccallcount: int
    totaltime: float
    inlinetime: float
    calls: list[Entry] | None = None


class Profile:
    """Counts calls in the thread that it is enabled in, and measures them.

    timer: called for the time, in seconds, or as integers of `timeunit` seconds. subcalls: also by whom. builtins: also
    functions written in C.
    """

    def __init__(
        self,
        timer: Callable[[], float] | None = None,
        timeunit: float = 0.0,
        subcalls: bool = True,
        builtins: bool = True,
    ) -> None:
        self._clock = (timer, timeunit or 0.0)
        self._subcalls, self._builtins = subcalls, builtins
        self._set_recorder()

    def clear(self) -> None:
        """Forgets what was counted."""
        self._recorder.clear()

    def _set_recorder(self) -> None:
        self._recorder = _hotloop.Recorder(self._builtins, True, *self._clock)
        # The recorder's own method: cProfile too counts one call of a builtin when it ends, and nothing else.
        self.disable = self._recorder.disable

    def enable(self, subcalls: bool | None = None, builtins: bool | None = None) -> None:
        """Counts from now on. ValueError: another profiler does.

        What is given is changed from what it was; of `builtins`, only before anything was counted.
        """
        if subcalls is not None:
            self._subcalls = bool(subcalls)
        if builtins is not None and bool(builtins) != self._builtins and not self._recorder.snapshot()["functions"]:
            self._builtins = bool(builtins)
            self._set_recorder()
        if sys.version_info >= (3, 12):
            self._recorder.enable()
        else:
            self._end_dropped()
            self._recorder.enable(shown_as=self)

    def _end_dropped(self) -> None:
        """The profile function of 3.11 that only CPython itself has a reference to any more is in nobody's way."""
        active = sys.getprofile()
        # CPython's reference, the recorder's, ours, and the argument.
        if isinstance(active, Profile) and active is not self and sys.getrefcount(active) <= 4:
            active.disable()

    def __del__(self) -> None:
        # The recorder lives until it is disabled.
        recorder = getattr(self, "_recorder", None)
        if recorder is not None and recorder.is_enabled:
            recorder.disable()

    def getstats(self) -> list[Entry]:
        """What was counted so far, an `Entry` for each function."""
        model, codes = self._read()
        graph = model.calls()
        called: dict[int, list[Entry]] = {}
        if self._subcalls:
            for function, callers in graph.callers.items():
                for caller, figures in callers.items():
                    called.setdefault(caller, []).append(_entry(codes[function], figures))
        return [_entry(codes[function], figures, called.get(function)) for function, figures in graph.functions.items()]

    def _read(self) -> tuple[Model, list[CodeType | str]]:
        columns = self._recorder.snapshot()
        codes = [CPROFILES_END if code == OWN_END else code for code in columns["functions"]]
        nodes = Nodes.from_bytes(*(columns[name] for name in Nodes.__slots__))
        return Model(functions=[_function(code) for code in codes], nodes=nodes), codes

    def create_stats(self) -> None:
        """Stops, and makes `stats` for pstats."""
        self.disable()
        self.snapshot_stats()

    def snapshot_stats(self) -> None:
        """Makes `stats` for pstats: {(file, line, name): (primitive calls, calls, own, cumulative, callers)}."""
        self.stats = self._read()[0].pstats()
        if not self._subcalls:
            self.stats = {key: (*figures, {}) for key, (*figures, _) in self.stats.items()}

    def print_stats(self, sort: Any = -1) -> None:
        """Stops, and prints the functions. sort: as `pstats.Stats.sort_stats` takes it."""
        import pstats

        orders = sort if isinstance(sort, tuple) else (sort,)
        pstats.Stats(self).strip_dirs().sort_stats(*orders).print_stats()

    def dump_stats(self, file: str | os.PathLike[str]) -> None:
        """Stops, and writes a file for pstats, snakeviz ..."""
        import marshal

        with open(file, "wb") as opened:
            self.create_stats()
            marshal.dump(self.stats, opened)

    def run(self, cmd: str) -> Profile:
        """Profiles a statement in `__main__`."""
        import __main__

        return self.runctx(cmd, vars(__main__), vars(__main__))

    def runctx(self, cmd: Any, globals: dict[str, Any], locals: Any) -> Profile:
        """Profiles a statement with these variables."""
        self.enable()
        try:
            exec(cmd, globals, locals)
        finally:
            self.disable()
        return self

    def runcall(self, func: Callable[..., Any], /, *args: Any, **kw: Any) -> Any:
        """Profiles a call; the result is the call's."""
        self.enable()
        try:
            return func(*args, **kw)
        finally:
            self.disable()

    def __enter__(self) -> Profile:
        self.enable()
        return self

    def __exit__(self, *_: object) -> None:
        self.disable()


def _function(code: CodeType | str) -> Function:
    if isinstance(code, str):
        return Function("~", 0, code, code, "builtin")
    return Function(code.co_filename, code.co_firstlineno, code.co_name, code.co_qualname)


def _entry(code: CodeType | str, figures: Figures, calls: list[Entry] | None = None) -> Entry:
    recursive = figures.calls - figures.primitive
    return Entry(code, figures.calls, recursive, figures.cumulative / 1e9, figures.own / 1e9, calls)


def run(statement: str, filename: str | None = None, sort: Any = -1) -> None:
    """Profiles a statement in `__main__`, and prints the functions or writes them to a file."""
    import __main__

    runctx(statement, vars(__main__), vars(__main__), filename, sort)


def runctx(statement: Any, globals: dict[str, Any], locals: Any, filename: str | None = None, sort: Any = -1) -> None:
    """The same with these variables."""
    profile = Profile()
    try:
        profile.runctx(statement, globals, locals)
    except SystemExit:
        pass
    finally:
        if filename is not None:
            profile.dump_stats(filename)
        else:
            profile.print_stats(sort)


def main() -> None:
    """The command: `python -m hotloop.cprofile`."""
    import importlib.machinery
    import pstats
    import types
    from optparse import OptionParser

    usage = "hotloop.cprofile [-o output_file_path] [-s sort] [-m module | scriptfile] [arg] ..."
    parser = OptionParser(usage=usage, prog="hotloop.cprofile")
    parser.allow_interspersed_args = False
    parser.add_option("-o", "--outfile", help="write the results there, for pstats")
    orders = sorted(pstats.Stats.sort_arg_dict_default)
    parser.add_option("-s", "--sort", default=2, choices=orders, help="order when they are printed, as in pstats")
    parser.add_option("-m", dest="module", action="store_true", help="run a module")
    if not sys.argv[1:]:
        parser.print_usage()
        sys.exit(2)
    options, arguments = parser.parse_args()
    if not arguments:
        parser.print_usage()
        sys.exit(2)
    sys.argv[:] = arguments
    # The program may change directories.
    if options.outfile is not None:
        options.outfile = os.path.abspath(options.outfile)
    main_module = types.ModuleType("__main__")
    space = vars(main_module)
    if options.module:
        import runpy

        code: Any = "run_module(modname, run_name='__main__')"
        space = {"run_module": runpy.run_module, "modname": arguments[0]}
    else:
        name = arguments[0]
        sys.path.insert(0, os.path.dirname(name))
        import io

        with io.open_code(name) as file:
            code = compile(file.read(), name, "exec", dont_inherit=True)
        space["__spec__"] = importlib.machinery.ModuleSpec("__main__", None, origin=name)
        space |= {"__file__": name, "__package__": None, "__cached__": None}
        # What it pickles, and what looks for its names, finds the program here.
        sys.modules["__main__"] = main_module
    try:
        runctx(code, space, None, options.outfile, options.sort)
    except BrokenPipeError as error:
        sys.stdout = None
        sys.exit(error.errno)


if __name__ == "__main__":
    main()
