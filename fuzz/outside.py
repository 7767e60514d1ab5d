"""Random programs with lines that CPython runs in the middle: dicts, sets, calls of objects that nobody knows.

    >>> program = generate(7)
    >>> print(program.source)          # a class, `make(*arguments)` for what main gets, `main`

What is called changes lists and dicts, gives values of several types, raises now and then.
"""

from __future__ import annotations

import random
from typing import Any

from fuzz.programs import BOOL, COMPLEX, FLOAT, INT, Program, Writer

MAKE = """\
class Source:
    def __init__(self, values, limit):
        self.values = values
        self.limit = limit
        self.seen = {}

    def number(self, i):
        self.seen[len(self.seen)] = i
        return i * 0.5

    def count(self, i):
        self.seen["last"] = i
        return i * 3 - 7

    def any(self, i):
        self.seen["any"] = i
        return [i, i * 0.5, None, (i, 1)][i % 4]

    def pair(self, i):
        self.seen["pair"] = i
        return i, i * 0.25

    def asked(self, i):
        self.seen["asked"] = i
        return [] if i % 3 else "yes"

    def store(self, i):
        self.seen["stored"] = i
        self.values[i % len(self.values)] = i * 0.125

    def odd(self, i):
        self.seen["odd"] = i
        if i > self.limit:
            raise ValueError(i)
        return 1


def make(values, limit, n, m, p):
    return values, Source(values, limit), {0: 1.5}, {3}, collections.deque(), n, m, p
"""
# With what they bind, and of which kind.
LINES: list[tuple[str, dict[str, str]]] = [
    ("d[{i}] = {f}", {}),
    ("d[{i} % 4] = d.get({i} % 4, 0) + {n}", {}),
    ("d.setdefault('all', []).append({i})", {}),
    ("seen.add({i} % 50)", {}),
    ("queue.append(({i}, {f}))", {}),
    ("source.store({i})", {}),
    ("del d[{i} % 4]", {}),
    ("o = source.any({i})", {}),
    ("o = {{'i': {i}, 'x': {f}}}", {}),
    ("queue.append(source.any({i}))", {}),
    ("{v} = source.number({i})", {"v": FLOAT}),
    ("{v} = source.count({i})", {"v": INT}),
    ("{v} = source.odd({i})", {"v": INT}),
    ("{v} = d.get({i} % 4, 0.5)", {"v": FLOAT}),
    ("{v} = source.count({i}) * {n}", {"v": INT}),
    ("{v}, {w} = source.pair({i})", {"v": INT, "w": FLOAT}),
]
TESTS = ["{i} in seen", "{i} not in d", "source.asked({i})", "d.get({i} % 4)", "len(queue) > 20"]


def generate(seed: int) -> Program:
    """The same program and the same arguments for the same seed."""
    # It leaves compiled code wherever it learns of which type something is.
    program = Program(seed, OutsideWriter(random.Random(seed)).module(), is_counted=False)
    for at in range(4):
        program.calls.append(lambda call_seed=seed * 8 + at: arguments(random.Random(call_seed)))
    return program


def arguments(choose: random.Random) -> tuple[Any, ...]:
    values = [round(choose.uniform(-2, 2), 3) for _ in range(choose.choice([1, 2, 9, 40]))]
    limit = choose.choice([5, 50, 10**6, 10**6])
    return values, limit, choose.choice([1, 30, 300]), choose.choice([1, 3, 10]), 0.5


class OutsideWriter(Writer):
    def module(self) -> str:
        self.lines += ["import collections", "import math", "", ""]
        self.lines += [*MAKE.splitlines(), "", ""]
        self.names = {INT: ["m"], FLOAT: ["p"], COMPLEX: [], BOOL: []}
        self.line("def main(values, source, d, seen, queue, n, m, p):")
        with self.indented():
            for kind in (INT, FLOAT):
                self.assign_new(kind)
            i = self.new("i")
            self.line(f"for {i} in range({self.choose.choice(['n', 'n', 'm'])}):")
            with self.indented(), self.scope(i):
                for _ in range(self.choose.randint(1, 3)):
                    self.statement(2)
                    self.rarely(i)
                if self.choose.random() < 0.5:
                    self.line(f"values[{i} % len(values)] = {self.leaf(FLOAT)}")
            self.line(f"return {self.leaf(FLOAT)}, {self.leaf(INT)}, d, sorted(seen), list(queue), source.seen")
        return "\n".join(self.lines) + "\n"

    def rarely(self, i: str) -> None:
        """Some lines under a condition, and perhaps a test that CPython makes."""
        self.line(f"if {i} % {self.choose.randint(2, 9)} == {self.choose.randint(0, 1)}:")
        with self.indented(), self.scope(i):
            if self.choose.random() < 0.4:
                self.line(f"if {self.choose.choice(TESTS).format(i=i)}:")
                with self.indented(), self.scope(i):
                    self.outside(i)
                if self.choose.random() < 0.5:
                    self.line("else:")
                    with self.indented(), self.scope(i):
                        self.outside(i)
            for _ in range(self.choose.randint(1, 2)):
                self.outside(i)

    def outside(self, i: str) -> None:
        text, binds = self.choose.choice(LINES)
        names = {name: self.new("v") for name in binds}
        self.line(text.format(i=i, f=self.leaf(FLOAT), n=self.leaf(INT), **names))
        for name, kind in binds.items():
            self.names[kind].append(names[name])
