"""`LineProfiler`: line_profiler's, over our recorder.

profiler = LineProfiler(f)
profiler.runcall(f, 10)
profiler.print_stats()
"""

from __future__ import annotations

import os
import threading
import types
from collections.abc import Callable
from typing import Any, TextIO
from warnings import warn

from ... import _hotloop
from .scope import Policies, ScopingPolicy
from .stats import Config, LineStats
from .wrap import BUILTINS, MARK, ByCount, functions_in, is_wrapper_of, wrap, wrap_members


class LineProfiler(ByCount):
    """Counts the hits of lines, and the time until the next one, in functions that it was told of.

    Called with a function (or class, property, partial ...) it is a decorator: the function is told, and what comes
    back turns the profiler on while it runs. What else runs meanwhile is profiled if it was told too.
    """

    def __init__(self, *functions: Any, wrap_trace: bool | None = None, set_frame_local_trace: bool | None = None):
        """`wrap_trace` and `set_frame_local_trace` are line_profiler's: ours leaves trace functions alone, always."""
        self.functions: list[Any] = []
        self.wrap_trace, self.set_frame_local_trace = bool(wrap_trace), bool(set_frame_local_trace)
        # Two codes may be equal, such as those of a cell that was run twice. Each counts by itself.
        self._codes: dict[int, types.CodeType] = {}
        self._recorder = _hotloop.Recorder(builtins=False, functions=False)
        self._counts = threading.local()
        self._threads: set[int] = set()
        for function in functions:
            self.add_function(function)

    @property
    def enable_count(self) -> int:
        """How many in this thread have turned it on."""
        return getattr(self._counts, "count", 0)

    @enable_count.setter
    def enable_count(self, count: int) -> None:
        self._counts.count = count

    def enable(self) -> None:
        """Counts in this thread from now on."""
        self._threads.add(threading.get_ident())
        self._recorder.enable()

    def disable(self) -> None:
        """Counts no more, unless another thread still does."""
        self._threads.discard(threading.get_ident())
        if not self._threads:
            self._recorder.disable()

    def __call__(self, func: Any) -> Any:
        """Tells the profiler of `func`, and wraps it."""
        self.add_callable(func)
        return self.wrap_callable(func)

    def add_function(self, func: Any) -> None:
        """Counts the lines of a function. `add_callable` takes more than functions."""
        if hasattr(func, "__wrapped__"):
            warn(
                "Adding a function with a `.__wrapped__` attribute. You may want to profile the wrapped function by "
                f"adding `{func.__name__}.__wrapped__` instead.",
                stacklevel=2,
            )
        code = getattr(func, "__code__", None) or getattr(getattr(func, "__func__", None), "__code__", None)
        if code is None:
            warn(f"Could not extract a code object for the object {func!r}", stacklevel=2)
            return
        if id(code) not in self._codes:
            self._codes[id(code)] = code
            self._recorder.watch(code)
        self.functions.append(func)

    def add_callable(self, func: Any, guard: Callable[[Any], bool] | None = None, name: str | None = None) -> int:
        """Counts the lines of the functions in a callable, property, class ... 1 if there was one, else 0.

        `guard` says of a function that it is to be left out. Raises TypeError for what is no callable.
        """
        added = 0
        for function in functions_in(func):
            if isinstance(function, BUILTINS) or (guard or self._is_own_wrapper)(function):
                continue
            mark = getattr(function, MARK, None)
            self.add_function(mark.func if mark else function)
            added = 1
        return added

    def add_class(self, cls: type, *, scoping_policy: Policies = None, wrap: bool = False) -> int:
        """Counts the lines of a class's methods. The result is how many members that were.

        `scoping_policy`: see `scope`. `wrap`: they turn the profiler on when they are called.
        """
        return self._add_members(cls, ScopingPolicy.to_policies(scoping_policy), wrap, set())

    def add_module(self, mod: types.ModuleType, *, scoping_policy: Policies = None, wrap: bool = False) -> int:
        """The same of a module's functions and classes."""
        return self._add_members(mod, ScopingPolicy.to_policies(scoping_policy), wrap, set())

    def add_imported_function_or_module(self, item: Any, *, scoping_policy: Policies = None, wrap: bool = False) -> int:
        """Of whatever it is; and turns the profiler on for good, if there was anything."""
        if isinstance(item, type):
            count = self.add_class(item, scoping_policy=scoping_policy, wrap=wrap)
        elif isinstance(item, types.ModuleType):
            count = self.add_module(item, scoping_policy=scoping_policy, wrap=wrap)
        else:
            try:
                count = self.add_callable(item)
            except TypeError:
                count = 0
        if count:
            self.enable_by_count()
        return 1 if count else 0

    def _add_members(self, owner: Any, policies: dict[str, ScopingPolicy], replace: bool, seen: set[int]) -> int:
        takes = {kind: policy.get_filter(owner, kind) for kind, policy in policies.items()}
        added, wrapped = 0, {}
        for name, member in list(vars(owner).items()):
            if id(member) in seen:
                continue
            seen.add(id(member))
            if isinstance(member, (type, types.ModuleType)):
                kind = "class" if isinstance(member, type) else "module"
                added += bool(takes[kind](member) and self._add_members(member, policies, replace, seen))
                continue
            try:
                found = self.add_callable(member, lambda function: self._is_left_out(function, takes["func"]))
            except TypeError:
                continue
            added += found
            if found and replace:
                wrapped[name] = member
        wrap_members(self, owner, wrapped, stacklevel=4)
        return added

    def _is_own_wrapper(self, function: Any) -> bool:
        return is_wrapper_of(self, function)

    def _is_left_out(self, function: Any, takes: Callable[[Any], bool]) -> bool:
        return self._is_own_wrapper(function) or not takes(function)

    def wrap_callable(self, func: Any) -> Any:
        """What turns the profiler on while `func` runs, without telling it of `func`."""
        return wrap(self, func)

    @property
    def code_hash_map(self) -> dict[types.CodeType, list[int]]:
        """The codes whose lines are counted, each with nothing."""
        return {code: [] for code in self._codes.values()}

    @property
    def code_map(self) -> dict[types.CodeType, dict[int, dict[str, Any]]]:
        """What was counted, by code and line."""
        return {
            code: {
                line: {"code": code, "lineno": line, "nhits": hits, "total_time": time}
                for line, (hits, time) in self._recorder.lines(code).items()
            }
            for code in self._codes.values()
        }

    @property
    def last_time(self) -> dict[types.CodeType, Any]:
        """Lines under way: the recorder knows them, so there are none here."""
        return {}

    c_last_time = last_time

    @property
    def timer_unit(self) -> float:
        """Seconds in a tick."""
        return 1e-9

    def get_stats(self) -> LineStats:
        """What was counted. Functions of one name in one line of a file are one."""
        found: dict[tuple[str, int, str], dict[int, tuple[int, int]]] = {}
        for code in self._codes.values():
            lines = found.setdefault((code.co_filename, code.co_firstlineno, code.co_qualname), {})
            for line, (hits, time) in self._recorder.lines(code).items():
                before = lines.get(line, (0, 0))
                lines[line] = (before[0] + hits, before[1] + time)
        timings = {
            key: [(line, hits, time) for line, (hits, time) in sorted(lines.items())] for key, lines in found.items()
        }
        return LineStats(timings, self.timer_unit)

    def dump_stats(self, filename: str | os.PathLike[str]) -> None:
        """Writes what was counted for `python -m line_profiler`, and for `hotloop view`."""
        self.get_stats().to_file(filename)

    def print_stats(
        self,
        stream: TextIO | None = None,
        output_unit: float | None = None,
        stripzeros: bool = False,
        details: bool = True,
        summarize: bool = False,
        sort: bool = False,
        rich: bool = False,
        *,
        config: Config = None,
    ) -> None:
        """Writes what was counted as text; see `show_text`."""
        self.get_stats().print(stream, output_unit, stripzeros, details, summarize, sort, rich, config=config)
