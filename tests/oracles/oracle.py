"""What all families share: a function that compares each of its calls with CPython's, and the line of a suite.

watched = Watched(function)     call it like the function
watched.differences             text, empty if no call differed
suite = Suite("numba test_complex"); suite.add("test_sin", [watched]); print(suite.line())
"""

from __future__ import annotations

import collections
import contextlib
import copy
import dataclasses
import io
import os
import re
import sys
import unittest
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# The comparison of values by bits is that of the case files.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "python"))
# Never what another build has left there.
os.environ.setdefault("HOTLOOP_CACHE", "0")

import cases

import hotloop


class Watched:
    """A compiled function. A call does what CPython does, and is compared with it."""

    def __init__(self, function: Callable[..., Any], name: str = ""):
        self.py_func = function
        self.dispatcher = hotloop.jit(function)
        self.name = name or getattr(function, "__qualname__", repr(function))
        self.differences: list[str] = []
        self.n_calls = 0

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        self.n_calls += 1
        try:
            expected_arguments = copy.deepcopy(arguments)
        except Exception:  # what cannot be copied is compared with itself
            expected_arguments = arguments
        expected = observe(self.py_func, expected_arguments, keywords)
        found = observe(self.dispatcher, arguments, keywords)
        if expected[0] != found[0]:
            given = ", ".join(map(repr, expected_arguments))
            self.differences.append(f"{self.name}({given})\n    CPython  {expected[0]}\n    hotloop  {found[0]}")
        if isinstance(found[2], BaseException):
            raise found[2]
        return found[1]

    def has_run_compiled(self) -> bool:
        return any(has_run_compiled(one) for one in self.dispatcher.statistics["signatures"].values())

    def reasons(self) -> list[str]:
        """Why its calls stayed in CPython."""
        statistics = self.dispatcher.statistics
        texts = [one["reason"] for one in statistics["signatures"].values() if not one["compiled"]]
        texts = [text for text in [*texts, statistics["reason"]] if text]
        return sorted({re.sub(r"^\S+?:\d+: ", "", text) for text in texts})


# Why a function is given up that has run compiled code, but mostly for arguments that CPython treats apart.
GIVEN_UP = "left compiled code too often"


def has_run_compiled(signature: dict[str, Any]) -> bool:
    return (signature["compiled"] and signature["calls"] > 0) or GIVEN_UP in (signature["reason"] or "")


def observe(function: Callable[..., Any], arguments: tuple[Any, ...], keywords: dict[str, Any]) -> tuple[str, Any, Any]:
    """What a call shows, as text that can be compared; its result; its exception."""
    result = exception = None
    printed = io.StringIO()
    with warnings.catch_warnings(record=True) as warned, contextlib.redirect_stdout(printed):
        warnings.simplefilter("always")
        try:
            result = function(*arguments, **keywords)
        except Exception as error:
            exception = error
    numbers: dict[int, int] = {}
    if exception is None:
        shown = cases.describe(result, numbers)
    else:
        shown = f"{type(exception).__name__}: {exception}"
    given = ", ".join(cases.describe(one, numbers) for one in arguments)
    texts = [f"{one.category.__name__}: {one.message}" for one in warned]
    # Addresses of objects differ between two runs.
    shown = re.sub(r" at 0x[0-9a-f]+", "", f"{shown} with ({given}){''.join(texts)}{printed.getvalue()}")
    return shown, result, exception


@dataclasses.dataclass
class Suite:
    """What became of the tests of a suite."""

    name: str
    compiled: list[str] = dataclasses.field(default_factory=list)
    in_cpython: list[str] = dataclasses.field(default_factory=list)
    different: dict[str, str] = dataclasses.field(default_factory=dict)
    reasons: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    missing: str = ""

    def add(self, test: str, functions: list[Watched], failure: str = "") -> None:
        differences = [text for function in functions for text in function.differences] + [failure] * bool(failure)
        if differences:
            self.different[test] = "\n".join(differences[:3])
        elif all(function.has_run_compiled() for function in functions):
            self.compiled.append(test)
        else:
            self.in_cpython.append(test)
            self.reasons.update({reason for one in functions if not one.has_run_compiled() for reason in one.reasons()})

    def line(self) -> str:
        if self.missing:
            return f"{self.name}: missing: {self.missing}"
        total = len(self.compiled) + len(self.in_cpython) + len(self.different)
        return (
            f"{self.name}: compiled {len(self.compiled)}, in CPython {len(self.in_cpython)}, "
            f"different {len(self.different)} of {total}"
        )


def report(suites: list[Suite], options: list[str]) -> int:
    """Prints the lines; the exit code."""
    for suite in suites:
        print(suite.line(), flush=True)
        for test, text in suite.different.items():
            print(f"  different: {test}\n    {text}")
        if "--verbose" in options:
            print("".join(f"  in CPython: {test}\n" for test in suite.in_cpython), end="")
    if "--reasons" in options:
        print("why functions stay in CPython (tests, reason):")
        total = sum((suite.reasons for suite in suites), collections.Counter())
        for reason, count in total.most_common():
            print(f"  {count:4}  {reason}")
    return int(any(suite.different for suite in suites))


def tests_of(suite: unittest.TestSuite) -> Iterator[unittest.TestCase]:
    for one in suite:
        if isinstance(one, unittest.TestSuite):
            yield from tests_of(one)
        else:
            yield one


def cache_directory() -> Path:
    """Where what is fetched lies: never in the repository."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("HOTLOOP_ORACLES") or Path(base) / "hotloop" / "oracles")
