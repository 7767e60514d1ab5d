"""What is computed: the points, and the functions of the tutorial's programs in `tour/`.

    problem = Problem(100, 30)
    problem.function("pure_python.py")(problem.q, 30, problem.new_list())    # 2500 ints, their sum is 6502

`Unavailable` says what is missing.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

PROGRAMS = ("pure_python.py", "pure_python_2.py", "shedskin2.py")

# (WIDTH, MAXITER): the validation sum, as design and tutorial have it.
KNOWN_SUMS = {(100, 30): 6502, (100, 50): 7364, (200, 100): 33850, (300, 100): 75014, (500, 300): 251126}
KNOWN_SUMS[1000, 1000] = 1148485


class Unavailable(Exception):
    """A tool, or something that it needs, is not here: what, and what to do."""


class Problem:
    def __init__(self, width: int, maxiter: int) -> None:
        self.width = width
        self.maxiter = maxiter
        self.programs = {name: load_program(name) for name in PROGRAMS}
        self.q: list[complex] = self.programs[PROGRAMS[0]].calculate_points(width, width)
        self.columns = next((i for i, point in enumerate(self.q) if point.imag != self.q[0].imag), len(self.q))
        self.known_sum = KNOWN_SUMS.get((width, maxiter))

    def function(self, program: str) -> Callable[..., Any]:
        """The function of the program that takes the time: f(q, maxiter, z)."""
        function: Callable[..., Any] = self.programs[program].calculate_z_serial_purepython
        return function

    def new_list(self) -> list[complex]:
        return [0 + 0j] * len(self.q)

    def new_array(self) -> Any:
        """complex128, written once, so that no page is first touched while the clock runs."""
        z = numpy().empty(len(self.q), numpy().complex128)
        z[:] = 0
        return z

    def new_output(self) -> Any:
        return numpy().ones(len(self.q), numpy().int64)

    def q_array(self) -> Any:
        return numpy().array(self.q, numpy().complex128)


def numpy() -> Any:
    try:
        import numpy
    except ImportError:
        raise Unavailable("needs NumPy: pip install 'hotloop[tour]'") from None
    return numpy


def load_program(name: str) -> Any:
    path = program_directory() / name
    specification = importlib.util.spec_from_file_location(path.stem, path)
    if specification is None or specification.loader is None or not path.is_file():
        raise Unavailable(f"the tutorial's program {path} is not there: run it from a clone of the repository")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def program_directory() -> Path:
    """`tour` of the repository; a wheel may carry it inside the package."""
    packaged = Path(__file__).with_name("programs")
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[3] / "tour"
