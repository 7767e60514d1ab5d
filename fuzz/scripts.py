"""Random programs whose loops are at the top of the module, for `hotloop run`.

    >>> program = generate(7)
    >>> print(program.source)          # what `hotloop run` and `python` are given

What is compared is what the two print, the exit code, and the last line of a traceback.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from fuzz.blocks import GLOBAL, BlockWriter, arguments
from fuzz.programs import Program


def generate(seed: int) -> Program:
    """The same program for the same seed."""
    return Program(seed, ScriptWriter(random.Random(seed)).module(), is_counted=False, is_script=True)


class ScriptWriter(BlockWriter):
    """Writes one module."""

    def __init__(self, choose: random.Random) -> None:
        super().__init__(choose)
        self.ints = [one for one in self.ints if one != "bump()"]
        # A program that ends with its first exception has run little.
        self.goes_on = self.choose.random() < 0.8
        self.changes = [*self.changes, "print(s, k)"]

    def module(self) -> str:
        self.lines += GLOBAL.splitlines()
        values, rows, n, m = arguments(self.choose, False)
        self.line(f"values, rows, n, m = {values}, {rows}, {n}, {m}")
        self.start()
        for _ in range(self.choose.randint(1, 3)):
            self.part()
        if self.choose.random() < 0.5:
            self.line("def part(values, rows, n, m):")
            with self.indented():
                self.start()
                for _ in range(self.choose.randint(1, 2)):
                    self.block(2)
                self.line("return s, out")
            self.line("for j in range(3):")
            with self.indented():
                self.line("print(part(values, rows, n + j, m))")
        self.line("print(s, k, i, x, out, values, rows, count, total, limit, seed, seen[-9:])")
        text = "\n".join(self.lines) + "\n"
        # There is nothing to return from.
        return text.replace("    return s, count\n", "    raise SystemExit(count % 5)\n")

    def part(self) -> None:
        if not self.goes_on:
            return self.loop(2)
        self.line("try:")
        with self.indented():
            self.loop(2)
        self.line("except Exception as e:")
        with self.indented():
            self.line("print(type(e).__name__, e)")


def differences(program: Program) -> list[str]:
    """What `hotloop run` does otherwise than `python`."""
    with tempfile.TemporaryDirectory() as directory:
        Path(directory, "program.py").write_text(program.source)
        found = [run([sys.executable, *words, "program.py"], directory) for words in ([], ["-m", "hotloop", "run"])]
    names = ["exit code", "printed", "error"]
    return [
        f"run: {name}: CPython {one!r}, hotloop {other!r}" for name, one, other in zip(names, *found) if one != other
    ]


def run(command: list[str], directory: str) -> tuple[int, str, str]:
    environment = {**os.environ, "HOTLOOP_RUN_EAGER": "1", "PYTHONPATH": os.getcwd()}
    done = subprocess.run(command, cwd=directory, env=environment, capture_output=True, text=True, timeout=100)
    last = done.stderr.strip().rpartition("\n")[2]
    return done.returncode, done.stdout[-3000:], last
