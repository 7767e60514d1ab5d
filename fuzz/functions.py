"""Random programs with functions inside functions, for `hotloop.jit`.

    >>> program = generate(7)
    >>> print(program.source)          # a module with `main`, which has nested functions and lambdas
    >>> program.calls[0]()             # arguments for main, new ones each time

Nested functions read what is assigned between their calls, assign it themselves, have defaults, call themselves and
each other, are passed on, fail, and fill lists; there are stars, a list of functions, a function as a default, and a
global variable that one assigns.
"""

from __future__ import annotations

import random
from typing import Any

from fuzz.programs import Lines, Program, written

# Each is made once; what it takes, and what calls of it look like.
FUNCTIONS = {
    "plain": ["f0 = lambda x: x * s + c"],
    "late": ["def f1(x):", "    y = x + c", "    if y > 5:", "        return y - s", "    return y * 2"],
    "counts": ["def f2(x):", "    nonlocal c", "    c += 1", "    return x + c"],
    "branches": [
        "def f3(x):",
        "    nonlocal c, s",
        "    if x % 2:",
        "        c = x",
        "        return c",
        "    for j in range(x % 4):",
        "        s += j",
        "        if s > 20:",
        "            s = 1",
        "            return j",
        "    return s",
    ],
    "defaults": ["def f4(x, by=c, *more, k=s + 1):", "    return x * by + k + len(more)"],
    "recursive": ["def f5(x):", "    return c if x < 1 else f5(x % 40 - 1) + a[x % len(a)] % 3"],
    "mutual": [
        "def even(x):",
        "    return s if x < 1 else odd(x - 1)",
        "def odd(x):",
        "    return c if x < 1 else even(x - 1)",
        "def f6(x):",
        "    return even(x % 5)",
    ],
    "fills": ["def f7(x):", "    out.append(x + c)", "    return len(out)"],
    "stores": ["def f8(x):", "    a[x % len(a)] += 1", "    return a[-1]"],
    "fails": ["def f9(x):", "    return 100 // (x % 7 - m)"],
    "floats": ["f10 = lambda x: int(w * x) % 11"],
    "inner": ["def f11(x):", "    def g(y):", "        return y + x + c", "    return g(1) + g(x)"],
    "applies": [
        "def f12(x):",
        "    def apply(g, y):",
        "        return g(g(y))",
        "    return apply(lambda y: y + s, x)",
    ],
    "keeps": ["def f13(x):", "    t = 0", "    while t < x % 5:", "        t += 1", "    return t"],
}
GLOBAL = """
def twice(f, x):
    return f(f(x) % 50)


def each(f, xs):
    total = 0
    for x in xs:
        total += f(x)
    return total


def total_of(first, *rest, k=2):
    for x in rest:
        first += x * k
    return first


def add(x, y):
    return x + y


def triple(x):
    return x * 3 - 1


def shifted(x, f=triple):
    return f(x) % 50


STEPS = [triple, abs, shifted]
"""
# A function that assigns a global variable.
NOTED = """
calls = 0


def noted(x):
    global calls
    calls += 1
    return x + calls % 3
"""


def generate(seed: int) -> Program:
    """The same program and the same arguments for the same seed."""
    return written(seed, Writer(random.Random(seed)).module(), lambda choose, _edges: arguments(choose))


def arguments(choose: random.Random) -> tuple[Any, ...]:
    a = [choose.choice([0, 1, 2, 3, 7, -1, 100]) for _ in range(choose.choice([1, 2, 5, 20]))]
    if choose.random() < 0.1:
        a[-1] = choose.choice([2**62, -(2**63)])
    return a, choose.randint(0, 12), choose.randint(-1, 6), choose.choice([0.5, -1.25, 3.0])


class Writer(Lines):
    """Writes one module. `known` are the functions that are certainly made."""

    def __init__(self, choose: random.Random) -> None:
        super().__init__(choose)
        self.known: list[str] = []

    def module(self) -> str:
        self.lines += ["import functools", "", *GLOBAL.splitlines()]
        notes = self.choose.random() < 0.25
        self.lines += [*(NOTED.splitlines() if notes else []), "", ""]
        self.line("def main(a, n, m, w):")
        with self.indented():
            if notes:
                self.known.append("noted")
                self.line("global calls")
                self.line("calls = m")
            if self.choose.random() < 0.2:
                self.line("from functools import reduce as fold")
            else:
                self.line("fold = functools.reduce")
            self.line("c, s, total, out = 1, 2, 0, []")
            if self.choose.random() < 0.3:
                self.line("put = out.append")
            else:
                self.line("put = lambda x: out.append(x)")
            for kind in self.choose.sample(sorted(FUNCTIONS), self.choose.randint(1, 4)):
                self.define(kind)
            for _ in range(self.choose.randint(1, 3)):
                self.statement()
            self.line(f"for i in range({self.choose.choice(['n', 'len(a)', '20'])}):")
            with self.indented():
                for _ in range(self.choose.randint(2, 5)):
                    self.statement(in_loop=True)
            for _ in range(self.choose.randint(0, 2)):
                self.statement()
            self.line(f"return total, c, s, out{', calls' if notes else ''}")
        return "\n".join(self.lines) + "\n"

    def define(self, kind: str) -> None:
        for text in FUNCTIONS[kind]:
            self.line(text)
        last = [text for text in FUNCTIONS[kind] if not text.startswith(" ")][-1]
        self.known.append(last.removeprefix("def ").split("(")[0].split()[0])

    def statement(self, in_loop: bool = False) -> None:
        kind, i = self.choose.random(), "i" if in_loop else "n"
        if kind < 0.4:
            self.line(f"total += {self.call(i)}")
        elif kind < 0.5:
            self.line(f"{self.choose.choice(['c', 's'])} = {self.call(i)} % 9")
        elif kind < 0.58:
            self.line(f"total = total + c + {self.call(i)} * s")
        elif kind < 0.64:
            self.line(f"put({self.call(i)})")
        elif kind < 0.72:
            self.line(f"if {self.call(i)} > {self.choose.randint(0, 9)}:")
            with self.indented():
                self.line(self.choose.choice(["c += 1", "s = i" if in_loop else "s = n", f"total -= {self.call(i)}"]))
        elif kind < 0.78:
            self.line(f"x, *rest = {self.choose.choice(['a', '[c, s, *a]', '(c, 3, s)'])}")
            self.line("total += x + len(rest)")
        elif kind < 0.8:
            self.line("try:")
            with self.indented():
                self.line(f"total += {self.call(i)}")
            self.line("except ZeroDivisionError:")
            with self.indented():
                self.line("total -= 1")
        elif kind < 0.84:
            self.line(f"for j in range({self.choose.randint(0, 4)}):")
            with self.indented():
                self.line(f"total += {self.call('j')}")
        elif kind < 0.9:
            self.line(f"total += total_of(*(c, {i}), s, k={self.choose.randint(0, 3)})")
        else:
            self.line(f"total += {self.folded()}")

    def call(self, i: str) -> str:
        f = self.choose.choice(self.known)
        argument = self.choose.choice(
            [i, f"{i} % 5", "c", "s % 6", "3", f"{self.choose.choice(self.known)}({i} % 4) % 8"]
        )
        others = [
            f"twice({f}, {argument})",
            f"({f}({argument}) + c)",
            f"STEPS[{i} % 3]({argument})",
            f"shifted({argument})",
        ]
        return self.choose.choice([f"{f}({argument})"] * 6 + others)

    def folded(self) -> str:
        f, g = self.choose.choice(self.known), self.choose.choice(self.known)
        return self.choose.choice(
            [
                f"sum(map({f}, a))",
                f"each({f}, a)",
                f"sum([{f}(x) for x in a])",
                f"len(list(filter(lambda x: x > c, map({f}, a))))"
                if self.choose.random() < 0
                else f"sum(list(map({f}, a)))",
                f"len(list(filter({f}, a)))",
                "fold(lambda x, y: (x + y) % 1000 + c, a, s)",
                "fold(add, a)",
                f"min(a, key={f})",
                f"max(a, key=lambda x: {g}(x % 6) % 5)",
                f"sum({f}(x) + {g}(1) for x in a if x > 0)",
            ]
        )
