"""What a program does under CPython and under each engine, and where the two differ.

>>> report = check(generate(7))
>>> report.differences             # [] or what differs, in words
>>> report.shares                  # how much of it was compiled
"""

from __future__ import annotations

import contextlib
import io
import linecache
import random
import struct
import traceback
import types
import warnings
from dataclasses import dataclass, field
from typing import Any

import hotloop
from fuzz import scripts
from fuzz.programs import Program
from fuzz.shares import Shares, measured

Options = dict[str, Any]

ENGINES: dict[str, Options] = {
    "lanes": {"threads": 1},
    "scalar": {"lanes": 1, "threads": 1},
    "2 lanes": {"lanes": 2, "threads": 1},
    "4 lanes": {"lanes": 4, "threads": 1},
    "64 lanes": {"lanes": 64, "threads": 1},
    "x86-64": {"cpu": "x86-64", "threads": 1},
    "x86-64-v3": {"cpu": "x86-64-v3", "threads": 1},
    "2 threads": {"threads": 2},
}


@dataclass
class Report:
    differences: list[str] = field(default_factory=list)
    shares: Shares = field(default_factory=Shares)


def some_engines(seed: int, n: int = 3) -> dict[str, Options]:
    """Lanes as they come, and `n` others in turn: compiling takes most of the time."""
    names = list(ENGINES)[1:]
    return {name: ENGINES[name] for name in ["lanes", *(names[(seed * n + at) % len(names)] for at in range(n))]}


def check(program: Program, engines: dict[str, Options] = ENGINES) -> Report:
    """Runs all calls by CPython, then by each engine."""
    report = Report()
    if program.is_script:
        report.differences = scripts.differences(program)
        return report
    truth = load(program)
    expected = [outcome(truth.main, made(truth, call()), truth.__file__) for call in program.calls]
    for name, options in engines.items():
        module = load(program)
        function = hotloop.jit(module.main, **options)
        for at, call in enumerate(program.calls):
            got = outcome(function, made(module, call()), module.__file__)
            if got != expected[at]:
                report.differences.append(f"{name}, call {at}: {first_difference(expected[at], got)}")
        faults = [str(one["reason"]) for one in function.statistics["signatures"].values()]
        report.differences += [f"{name}: {fault}" for fault in faults if fault.startswith("internal error")]
    if program.is_counted:
        report.shares = measured(program, ENGINES["lanes"])
    return report


def load(program: Program) -> types.ModuleType:
    """A new module of the program, whose source can be found."""
    file = f"<fuzz {program.seed}>"
    linecache.cache[file] = (len(program.source), None, program.source.splitlines(True), file)
    module = types.ModuleType(f"fuzz_{program.seed}")
    module.__file__ = file
    exec(compile(program.source, file, "exec", dont_inherit=True), module.__dict__)
    return module


def made(module: Any, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """What `main` gets: the arguments, or what the module makes of them."""
    random.seed(0)
    return module.make(*arguments) if hasattr(module, "make") else arguments


def outcome(function: Any, arguments: tuple[Any, ...], file: str) -> dict[str, Any]:
    """All of a call that can be seen."""
    text = io.StringIO()
    value = None
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(text):
        warnings.simplefilter("always")
        try:
            value = function(*arguments)
            result = exact(value)
        except Exception as error:
            frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
            result = type(error).__name__, str(error), [(frame.lineno, frame.name) for frame in frames]
    return {
        "result": result,
        "arguments": exact(arguments),
        "one list": same_lists([value, *arguments]),
        "text": text.getvalue(),
        "random": random.getstate(),
        "warnings": sorted({(warning.category.__name__, str(warning.message), warning.lineno) for warning in caught}),
    }


# What has nothing inside, and whose `repr` tells the value, all NaNs being one.
NUMBERS = {int, bool, float, complex, str, bytes, type(None)}


def exact(value: Any, within: tuple[Any, ...] = ()) -> Any:
    """The value with its types, floats by their bits but for the bits of a NaN."""
    if isinstance(value, (tuple, list)):
        # Said of thousands of elements: at the speed of C.
        if NUMBERS.issuperset(map(type, value)):
            return type(value).__name__, repr(value)
        return type(value).__name__, [exact(item, within) for item in value]
    if type(value).__module__ == "numpy":
        return type(value).__name__, str(value.dtype), value.shape, exact(value.ravel().tolist())
    if isinstance(value, float):
        return "float", "nan" if value != value else struct.pack("<d", value)
    if isinstance(value, complex):
        return "complex", exact(value.real), exact(value.imag)
    if isinstance(value, random.Random):
        return "Random", value.getstate()
    if type(value).__module__.startswith("fuzz_"):
        return exact_instance(value, within)
    return type(value).__name__, repr(value)


def same_lists(values: Any) -> list[int]:
    """The lists that are met on the way through values, each as the place where it was first met."""
    met: dict[int, int] = {}
    order: list[int] = []

    def walk(value: Any) -> None:
        if isinstance(value, list):
            order.append(met.setdefault(id(value), len(met)))
        if isinstance(value, (list, tuple)) and not NUMBERS.issuperset(map(type, value)):
            for item in value:
                walk(item)

    walk(values)
    return order


def exact_instance(value: Any, within: tuple[Any, ...]) -> Any:
    """An instance of a program's class: its attributes, or which of those around it it is."""
    for at, one in enumerate(within):
        if one is value:
            return "the same as", at
    names = sorted(getattr(value, "__dict__", None) or [n for n in type(value).__slots__ if hasattr(value, n)])
    return type(value).__name__, [(name, exact(getattr(value, name), (*within, value))) for name in names]


def first_difference(expected: dict[str, Any], got: dict[str, Any]) -> str:
    for part, value in expected.items():
        if value != got[part]:
            return f"{part}: CPython {shortened(value)}, hotloop {shortened(got[part])}"
    raise AssertionError("the same")


def shortened(value: Any) -> str:
    text = repr(value)
    return text if len(text) < 400 else text[:400] + " ..."
