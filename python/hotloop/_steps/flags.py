"""`hotloop flags`: what each option of a compiler changes, in time and in what the program prints.

    $ hotloop flags slow.py 1000
                                  seconds  faster
    python                          4.420     1.0
    hotloop run                     0.311    14.2  the same output
    hotloop run --fastmath          0.298    14.8  OTHER OUTPUT: sum 1148489
    ...
    $ hotloop flags slow.c 1000          # the same with gcc's options

Seconds are those of the whole process, start and compiling included; the fastest of some runs in turns. Lines that
are not alike in two runs of the first row, such as times, are not compared. Nothing may depend on what a run leaves.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

# The first of each is what the others are compared with.
OF_HOTLOOP = (None, "", "--threads 1", "--cpu x86-64-v3", "--cpu x86-64-v2", "--fastmath", "--fastmath --threads 1")
OF_C = (
    "-O0",
    "-O2",
    "-O3",
    "-O3 -march=native",
    "-O3 -march=native -ffp-contract=off",
    "-O3 -ffast-math",
    "-O3 -march=native -ffast-math",
)


def add_command(commands: argparse._SubParsersAction[Any]) -> None:
    """Adds `flags` to the command line."""
    import argparse

    text = "show what each option of a compiler changes in time and in the output of a program"
    command = commands.add_parser("flags", help=text, description=f"{text[0].upper()}{text[1:]}.")
    command.add_argument(
        "--runs", metavar="N", type=int, default=3, help="runs of each, of which the fastest counts; default 3"
    )
    command.add_argument("--limit", metavar="SECONDS", type=float, default=120.0, help="of one run; default 120")
    command.add_argument("program", metavar="FILE", help="slow.py, or slow.c")
    command.add_argument("arguments", metavar="ARGUMENT", nargs=argparse.REMAINDER, help="the program's own")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from .._cli import CommandError

    if not os.path.isfile(options.program):
        raise CommandError(f"{options.program}: no such file")
    if options.runs < 1:
        raise CommandError(f"--runs must be at least 1, not {options.runs}")
    with tempfile.TemporaryDirectory(prefix="hotloop-flags-") as directory:
        is_c = options.program.endswith(".c")
        rows = of_c(options, directory) if is_c else of_python(options, directory)
        measure(rows, options)
    show(rows)
    return int(rows[0].problem is not None)


@dataclass
class Variant:
    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    output: list[str] = field(default_factory=list)  # what all runs have printed alike
    last: list[str] = field(default_factory=list)  # what the last run has
    problem: str | None = None


def of_python(options: argparse.Namespace, directory: str) -> list[Variant]:
    rows = []
    for number, flags in enumerate(OF_HOTLOOP):
        words = [] if flags is None else ["-m", "hotloop", "run", *flags.split()]
        name = "python" if flags is None else f"hotloop run {flags}".strip()
        # What a run has found out is the next one's only if that has the same options.
        environment = {"HOTLOOP_CACHE_DIR": os.path.join(directory, str(number))}
        rows.append(Variant(name, [sys.executable, *words, options.program, *options.arguments], environment))
    return rows


def of_c(options: argparse.Namespace, directory: str) -> list[Variant]:
    from .._cli import CommandError

    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        raise CommandError("there is no C compiler: apt-get install gcc")
    rows = []
    for number, flags in enumerate(OF_C):
        program = str(Path(directory, f"program{number}"))
        row = Variant(f"{os.path.basename(compiler)} {flags}", [program, *options.arguments])
        command = [compiler, *flags.split(), options.program, "-o", program, "-lm"]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            row.problem = first_error(done.stderr) or f"exit code {done.returncode}"
        rows.append(row)
    return rows


def measure(rows: list[Variant], options: argparse.Namespace) -> None:
    """In turns. The first row runs twice at least: what it does not print alike is not compared."""
    for turn in range(options.runs):
        for row in rows:
            if row.problem is None:
                output = run_once(row, options.limit)
                row.last = output
                row.output = output if turn == 0 else common(row.output, output)
    if options.runs == 1 and rows[0].problem is None:
        rows[0].output = common(rows[0].output, run_once(rows[0], options.limit))


def run_once(row: Variant, limit: float) -> list[str]:
    start = time.perf_counter()
    try:
        done = subprocess.run(
            row.command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=limit,
            env=os.environ | row.environment,
        )
    except subprocess.TimeoutExpired:
        row.problem = f"stopped after {limit:g} s"
        return []
    row.seconds.append(time.perf_counter() - start)
    if done.returncode:
        row.problem = f"exit code {done.returncode}: {last_line(done.stderr)}"
    return done.stdout.splitlines()


CHANGES = "\0"


def common(first: list[str], second: list[str]) -> list[str]:
    """The lines, those that differ replaced by a mark."""
    if len(first) != len(second):
        return [CHANGES]
    return [a if a == b else CHANGES for a, b in zip(first, second)]


def show(rows: list[Variant]) -> None:
    reference = rows[0]
    width = max(len(row.name) for row in rows)
    print(f"{'':<{width}}  seconds  faster")
    for row in rows:
        if row.problem is not None:
            print(f"{row.name:<{width}}        -       -  {row.problem}")
            continue
        seconds = min(row.seconds)
        times = f"{min(reference.seconds) / seconds:.1f}" if reference.problem is None else "-"
        print(f"{row.name:<{width}} {seconds:8.3f} {times:>7}  {verdict(row, reference)}".rstrip())


def verdict(row: Variant, reference: Variant) -> str:
    """Is its output that of the reference? If not, the first line that differs."""
    if row is reference or reference.problem is not None:
        return row.output[-1] if row.output and row.output[-1] != CHANGES else ""
    if len(row.output) != len(reference.output):
        return f"OTHER OUTPUT: {len(row.output)} lines in place of {len(reference.output)}"
    for number, (here, there) in enumerate(zip(row.output, reference.output)):
        if there != CHANGES and here != there:
            again = ", and not the same twice" if here == CHANGES else ""
            return f"OTHER OUTPUT{again}: {row.last[number]}"
    return "the same output"


def first_error(text: str) -> str:
    lines = text.strip().splitlines()
    return next((line.strip()[:200] for line in lines if "error: " in line), last_line(text))


def last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1].strip()[:200] if lines else ""
