"""The steps between the tables: commands that a reader can repeat on a program of their own.

    step = STEPS["line-profile"]
    step.command(Sizes(1000, 1000))     # ["hotloop", "profile", "--lines", "calculate_z_serial_purepython", ...]
    run(step, Sizes(1000, 1000))        # {"name": "line-profile", "title": ..., "command": ..., "output": ..., ...}

They run in the repository, since what the page shows must work when it is copied. To add a step, add one to `ALL`.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .problem import program_directory


@dataclass(frozen=True)
class Sizes:
    """WIDTH and MAXITER of the tour, and how often what is timed runs."""

    width: int
    maxiter: int
    runs: int = 3

    def whole(self) -> list[str]:
        """For what runs the program: as large as is bearable."""
        return [str(min(self.width, 1000)), str(min(self.maxiter, 1000))]

    def timed(self) -> list[str]:
        return [] if self.runs == 3 else ["--runs", str(self.runs)]

    def part(self) -> list[str]:
        """For what takes longer than the program: some 20 times less."""
        return [str(max(1, int(size) * share // 100)) for size, share in zip(self.whole(), (40, 33))]


@dataclass(frozen=True)
class Step:
    name: str
    title: str
    about: str
    command: Callable[[Sizes], list[str]]


LOOP = "calculate_z_serial_purepython"
TYPES = "list[complex], int, list[complex]"

ALL = (
    Step(
        "function-profile",
        "Where does the time go? By function",
        "Before anything is made faster: which function takes the time? The columns are those of cProfile. "
        "tottime is what a function takes itself, cumtime includes what it calls. One function has nearly all "
        "of it, and the builtin abs, called once for each iteration, is the only other one that matters.",
        lambda sizes: ["hotloop", "profile", "--no-lines", "--limit", "8", "tour/pure_python.py", *sizes.part()],
    ),
    Step(
        "line-profile",
        "Where does the time go? By line",
        "Which lines of that function? Hits are how often a line ran. The three lines of the inner loop run "
        "millions of times, all others hardly count: what does not make these three cheaper is not worth doing.",
        lambda sizes: ["hotloop", "profile", "--lines", LOOP, "--limit", "3", "tour/pure_python.py", *sizes.part()],
    ),
    Step(
        "bytecode",
        "What does CPython do for these lines?",
        "The instructions of both versions, loop by loop. z[i] is three of them each time: load the list, load "
        "the index, look up the element. pure_python_2.py looks both up once for a point, and its inner loop has "
        "the difference less to do.",
        lambda sizes: ["hotloop", "bytecode", f"tour/pure_python.py::{LOOP}", f"tour/pure_python_2.py::{LOOP}"],
    ),
    Step(
        "line-profile-2",
        "Did it help? The lines again",
        "The same number of hits, and a lower time for each: the change is worth what it says here and no more. "
        "Both loops still make an object for each number.",
        lambda sizes: ["hotloop", "profile", "--lines", LOOP, "--limit", "3", "tour/pure_python_2.py", *sizes.part()],
    ),
    Step(
        "types-and-lanes",
        "What does the compiler know of each line?",
        "Types are not declared: they follow from those of the arguments. Beside each line are those of its "
        "variables; for a loop how many iterations are computed at a time, on how many cores, and where a line "
        "stays with CPython the reason.",
        lambda sizes: ["hotloop", "lines", f"tour/pure_python_2.py::{LOOP}", "--types", TYPES],
    ),
    Step(
        "compiler-flags",
        "What does each option change, in time and in the answer?",
        "The program as a whole: under python, under hotloop, with code for older processors, and with "
        "--fastmath, which lets a multiplication and an addition be joined and rounded once. A point next to "
        "the edge may then leave at another iteration, and the sum is another one: not always the same, since a "
        "loop is compiled in the middle of its run, and what CPython did before is exact. Few iterations may not "
        "show it. That is why it is not the default.",
        lambda sizes: ["hotloop", "flags", *sizes.timed(), "tour/shedskin2.py", *sizes.whole()],
    ),
    Step(
        "compiler-flags-c",
        "The same of a C compiler",
        "The loop written in C, with each option of gcc. -march=native alone lets gcc contract a * b + c into "
        "one rounding, which changes the sum; -ffp-contract=off forbids it; -ffast-math allows far more. The "
        "sum is the check that the tutorial makes.",
        lambda sizes: ["hotloop", "flags", *sizes.timed(), "tour/mandelbrot.c", *sizes.whole()],
    ),
    Step(
        "chunks",
        "May the work be cut into pieces?",
        "Before anything runs on several cores or machines: each chunk by itself, forwards, backwards and in "
        "random orders, must give the same numbers, and must leave the other chunks alone. Then the order does "
        "not matter.",
        lambda sizes: [
            "hotloop",
            "chunks",
            f"tour/multi.py::{LOOP}",
            "--chunks",
            f"make_chunks({', '.join(sizes.part())}, 7)",
        ],
    ),
)
STEPS = {step.name: step for step in ALL}


def run(step: Step, sizes: Sizes, limit: float = 300.0) -> dict[str, Any]:
    """Runs the command; the result is the step as the page shows it. What goes wrong is in its output."""
    command = step.command(sizes)
    start = time.monotonic()
    output, code = output_of([sys.executable, "-m", *command], limit)
    return {
        "name": step.name,
        "title": step.title,
        "about": step.about,
        "command": shlex.join(command),
        "output": without_progress(output) if code == 0 else f"{output.rstrip()}\n(exit code {code})\n",
        "seconds": round(time.monotonic() - start, 3),
    }


def output_of(command: list[str], limit: float) -> tuple[str, int]:
    """What it prints, and its exit code; 124 where it was stopped."""
    environment = os.environ | {"COLUMNS": "110", "NO_COLOR": "1"}
    process = subprocess.Popen(
        command,
        cwd=program_directory().parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=environment,
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=limit)
        return output, process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return f"{process.communicate()[0]}stopped after {limit:g} s\n", 124
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise


def without_progress(output: str) -> str:
    """Without the lines that only tell a waiting reader that something goes on."""
    return "".join(line for line in output.splitlines(keepends=True) if not line.rstrip().endswith("% complete"))
