"""Random programs with global variables, `try` and `with` in and around loops, and calls with all sorts of arguments.

    >>> program = generate(7)
    >>> print(program.source)          # global variables, a context manager, functions, `main(values, rows, n, m)`
    >>> program.calls[0]()             # arguments for main, new ones each time

Functions read and assign global variables; exceptions are raised by what is divided, indexed or converted, and by
`raise`, and end in handlers, in `finally`, in a context manager or nowhere. `main` returns the global variables too.
"""

from __future__ import annotations

import random
from typing import Any

from fuzz.programs import INT, Lines, Program, number, written

GLOBAL = """\
count = 0
total = 0.0
seed = 12345
limit = 50
seen = []


class Guard:
    def __init__(self, quiet):
        self.quiet = quiet

    def __enter__(self):
        seen.append("in")
        return self

    def __exit__(self, kind, error, trace):
        seen.append(kind.__name__ if kind else "out")
        return self.quiet and kind is ValueError


def drawn():
    global seed
    seed = seed * 1103515245 + 12345 & 0x7FFFFFFF
    return seed % 1000


def counted(x, by=1, *more, scale=2, **named):
    global count
    count += by + len(more) + len(named)
    return x * scale + count % 7


def noted(x):
    seen.append(x % 5)
    return len(seen)


def checked(x):
    if x > limit:
        raise ValueError(x)
    return x + 1


def reset(to=0):
    global count, limit
    count, limit = to, 50 - to % 3


"""
INTS = [
    "x",
    "i",
    "s",
    "k * 3",
    "x * x + i",
    "count",
    "limit",
    "len(out)",
    "values[-1 - i % len(values)]",
    "rows[i % len(rows)][x % 3]",
    "sum(rows[0])",
    "(i if x % 2 else s)",
    "int(total) % 100",
    "int(total // 2) % 100",
    "min(x, i, limit)",
]
# Which change global variables, or raise now and then.
RARE_INTS = [
    "x // (i % 9)",
    "values[x % 7]",
    "drawn()",
    "counted(x)",
    "counted(x, 2)",
    "counted(x, 1, 2, 3)",
    "counted(x, scale=i)",
    "counted(*pair)",
    "counted(x, **options)",
    "counted(by=i, x=s % 50)",
    "noted(x)",
    "checked(x)",
    "checked(i)",
    "bump()",
]
ERRORS = ["ZeroDivisionError", "IndexError", "ValueError", "(ValueError, IndexError)", "Exception", "ArithmeticError"]
CHANGES = [
    "count += 1",
    "total += x * 0.5",
    "total = total * 0.5 + i",
    "limit -= 1",
    "reset()",
    "reset(i)",
    "out.append(x)",
    "values[i % len(values)] = x % 100",
    "rows[0][x % 3] += 1",
    "s = s % 1000 - 3",
    "k += 1",
    "seen.append(i)",
    "out[0] += 1",
]
LOOPS = [
    "for i in range(n):",
    "for i, x in enumerate(values):",
    "for x in values:",
    "while k < n:",
    "for i in range(m, n):",
]


def generate(seed: int) -> Program:
    """The same program and the same arguments for the same seed."""
    program = written(seed, BlockWriter(random.Random(seed)).module(), arguments)
    # Loops are cut out of a function that assigns global variables, and handlers leave compiled code.
    program.is_counted = False
    return program


def arguments(choose: random.Random, edges: bool) -> tuple[Any, ...]:
    values = [number(INT, choose, edges) % 60 for _ in range(choose.choice([1, 3, 8, 40]))]
    rows = [[choose.randint(-5, 9) for _ in range(3)] for _ in range(choose.choice([1, 2, 5]))]
    return values, rows, choose.choice([0, 1, 10, 60, 300]), choose.randint(0, 4)


class BlockWriter(Lines):
    """Writes one module."""

    def __init__(self, choose: random.Random) -> None:
        super().__init__(choose)
        self.names = self.choose.sample(["count", "total", "limit"], self.choose.choice([0, 1, 2, 3]))
        self.ints = [*self.choose.sample(INTS, 5), *self.choose.sample(RARE_INTS, self.choose.choice([0, 0, 1, 1, 2]))]
        self.changes = [one for one in CHANGES if one.split()[0] not in {"count", "total", "limit"} - {*self.names}]
        self.changes = self.choose.sample(self.changes, min(5, len(self.changes)))

    def module(self) -> str:
        self.lines += GLOBAL.splitlines()
        self.line("def main(values, rows, n, m):")
        with self.indented():
            if self.names:
                self.line(f"global {', '.join(self.names)}")
            self.start()
            self.line("def bump(by=1):")
            with self.indented():
                self.line("nonlocal s")
                self.line("s += by")
                self.line("return s")
            for _ in range(self.choose.randint(1, 3)):
                self.block(2)
            self.line("return s, k, out, count, total, limit, seed, seen[-9:]")
        return "\n".join(self.lines) + "\n"

    def start(self) -> None:
        self.line("s = k = i = x = 0")
        self.line("out = [0]")
        self.line("pair = (3, m)")
        self.line("options = {'by': 2}")

    def block(self, depth: int, in_loop: bool = False) -> None:
        kind = self.choose.random()
        if depth and kind < 0.35:
            self.loop(depth)
        elif depth and kind < 0.6:
            self.handled(depth, in_loop)
        elif depth and kind < (0.63 if in_loop else 0.75):
            self.line(
                f"with Guard({self.choose.choice(['True', 'False', 'm > 1'])}){self.choose.choice(['', ' as g'])}:"
            )
            self.body(depth - 1, in_loop)
        elif kind < 0.85:
            self.line(f"if {self.int()} % {self.choose.randint(2, 5)} == 0:")
            with self.indented():
                stops = ["break", "continue"] if in_loop else []
                stops += ["raise ValueError(s)", "return s, count", *["s += 2"] * 9]
                self.line(self.choose.choice(stops))
        else:
            self.statement()

    def loop(self, depth: int) -> None:
        head = self.choose.choice(LOOPS)
        self.line(head)
        with self.indented():
            if head.startswith("while"):
                self.line("k += 1")
        self.body(depth - 1, True)
        if self.choose.random() < 0.08:
            self.line("else:")
            self.body(0, False)

    def handled(self, depth: int, in_loop: bool) -> None:
        self.line("try:")
        self.body(depth - 1, in_loop)
        is_caught = self.choose.random() < 0.8
        if is_caught:
            name = self.choose.choice(["", "", "", "", " as e"])
            self.line(f"except {self.choose.choice(ERRORS)}{name}:")
            with self.indented():
                if name:
                    self.line("out.append(len(str(e)))")
                self.statement()
            if self.choose.random() < 0.2:
                self.line("else:")
                with self.indented():
                    self.statement()
        if not is_caught or self.choose.random() < 0.3:
            self.line("finally:")
            with self.indented():
                self.statement()

    def body(self, depth: int, in_loop: bool) -> None:
        with self.indented():
            for _ in range(self.choose.randint(1, 3)):
                self.block(depth, in_loop)
            self.statement()

    def statement(self) -> None:
        if self.choose.random() < 0.6:
            self.line(f"s = (s + {self.int()}) % 100003")
        else:
            self.line(self.choose.choice(self.changes))

    def int(self) -> str:
        return self.choose.choice(self.ints)
