"""Numba's tests, with `numba.jit` and `numba.njit` replaced by `hotloop.jit`.

Each test runs twice: with a decorator that does nothing, and if it passes, with one that compiles and compares.
"""

from __future__ import annotations

import importlib
import io
import subprocess
import sys
import unittest
import warnings
from collections.abc import Callable
from typing import Any

import oracle
from oracle import tests_of

PACKAGES = ["numba==0.68.1", "llvmlite==0.50.0"]
MODULES = ["test_operators", "test_complex", "test_mathlib", "test_range"]

# What the decorator of the run under way makes of a function.
decorate: Callable[[Callable[..., Any]], Any] = lambda function: function  # noqa: E731
watched: list[oracle.Watched] = []


def main(options: list[str]) -> int:
    missing = fetch()
    if missing:
        return oracle.report([oracle.Suite(f"numba {name}", missing=missing) for name in MODULES], options)
    replace_decorators()
    return oracle.report([run(name) for name in MODULES], options)


def fetch() -> str:
    """Puts Numba on the path; why it cannot be had."""
    place = oracle.cache_directory() / f"numba-{sys.version_info[0]}.{sys.version_info[1]}"
    if not (place / "numba").exists():
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(place), *PACKAGES]
        outcome = subprocess.run(command, capture_output=True, text=True, check=False)
        if outcome.returncode:
            return outcome.stderr.strip().splitlines()[-1]
    sys.path.insert(0, str(place))
    try:
        importlib.import_module("numba")
    except ImportError as error:
        return str(error)
    return ""


def replace_decorators() -> None:
    import numba

    numba.jit = numba.njit = jit


def jit(*signature: Any, **_options: Any) -> Any:
    """Numba's decorator in all its forms: `jit(f)`, `jit(f, nopython=True)`, `jit((int64,))(f)`, `jit()(f)`."""
    first = signature[0] if signature else None
    is_function = callable(first) and hasattr(first, "__code__")
    return decorate(first) if is_function else (lambda function: decorate(function))


class Plain:
    """A decorated function that is only itself."""

    def __init__(self, function: Callable[..., Any]):
        self.py_func = function

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self.py_func(*arguments, **keywords)


def watch(function: Callable[..., Any]) -> oracle.Watched:
    watched.append(oracle.Watched(function))
    return watched[-1]


def run(name: str) -> oracle.Suite:
    suite = oracle.Suite(f"numba {name}")
    module = importlib.import_module(f"numba.tests.{name}")
    for test in tests_of(unittest.defaultTestLoader.loadTestsFromModule(module)):
        if passes(test, Plain):
            continue
        watched.clear()
        failure = passes(again(test), watch)
        called = [one for one in watched if any_call(one)]
        if called:
            suite.add(test.id().partition(".tests.")[2], called, failure)
    return suite


def any_call(function: oracle.Watched) -> bool:
    statistics = function.dispatcher.statistics
    calls = sum(one["calls"] for one in statistics["signatures"].values())
    return bool(calls or statistics["python_calls"] or function.differences)


def again(test: unittest.TestCase) -> unittest.TestCase:
    return type(test)(test._testMethodName)


def passes(test: unittest.TestCase, with_decorator: Callable[[Callable[..., Any]], Any]) -> str:
    """Empty, or why a test has failed or was skipped."""
    global decorate
    decorate = with_decorator
    result = unittest.TextTestResult(unittest.runner._WritelnDecorator(io.StringIO()), descriptions=False, verbosity=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        test.run(result)
    problems = [text for _, text in [*result.failures, *result.errors, *result.skipped]]
    return problems[0].strip().splitlines()[-1] or "failed" if problems else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
