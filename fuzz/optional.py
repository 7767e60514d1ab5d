"""Random programs on variables that are `None` or something else: tuples, named tuples, strs.

>>> program = generate(7)
>>> print(program.source)          # helpers, `main`
>>> program.calls[0]()             # arguments for it, new ones each time
"""

from __future__ import annotations

import random
from typing import Any

from fuzz import records
from fuzz.programs import FLOAT, INT, Program, number, written

HELPERS = """\
from collections import namedtuple

P = namedtuple("P", "a b")


def first(xs, k):
    for i, x in enumerate(xs):
        if x % 5 == k:
            return i, x
    return None


def better(best, x):
    if best is None or x < best[1]:
        return (best[0] + 1 if best else 0, x)
    return best


def word(n):
    if n % 3:
        return f"w{n}"


def point(c, n):
    return P(n, c) if c > 0 else None


def half(n, best=None):
    return half(n // 2, (n, n % 2)) if n > 3 else best


"""
LOOPS = [
    "for i, x in enumerate(xs):",
    "for x in xs:",
    "for i in range(n * 7):",
    "for v in ws:",
    "for a, b in ps:",
    "while u < n * 3 and x > -1e6:",
]
STATEMENTS = [
    "c = None",
    "c = (i, x)",
    "c = (i, x) if x > 0.5 else None",
    "c = c or (1, 0.5)",
    "c = c and (c[0], x)",
    "c = better(c, x)",
    "c = first(ks, i % 5)",
    "c = half(i)",
    "c = half(i, c)",
    "c, d = d, c",
    "d = c",
    "d = None if d else (i, 2.0)",
    "a, b = c",
    "if c: a, b = c",
    "if c is not None: x += c[1]",
    "if c is None or x < c[1]: c = (i, x)",
    "if d is not None and d > (2, 1.0): d = (d[0] - 1, d[1])",
    "if c == d: m += 1",
    "if c is None and d is None: m += 3",
    "if c is not None and d is not None: m += (c < d) + (c == d)",
    "m += c[0] if c else 7",
    "x += c[1] if c is not None else -1.0",
    "c += (1,)",
    "m += len(c)",
    "m += i in c",
    "w = word(i)",
    "w = None",
    "w = v",
    "w = w or 'x'",
    "w = v if w is None or len(v) > len(w) else w",
    "if w is None or v < w: w = v",
    "if w: m += len(w) + w.count('a')",
    "if w == 'ab': m += 1",
    "w += v",
    "if w is not None: w = w[1:]",
    "h = f'{{w}}{{i}}'",
    "h = str(c)",
    "h = v + (w or '')",
    "p = point(x, i)",
    "p = None",
    "p = P(i, x)",
    "if p is None or x > p.b: p = P(i, x)",
    "if p is not None: x += p.b; m += p.a",
    "if p: p = p._replace(a=m)",
    "m += p.a",
    "o[{i}] = c",
    "o[{i}] = (m, x)",
    "o[{i}] = None",
    "c = o[{i}]",
    "if o[{i}] is None: m += 1",
    "if o[{i}] is not None: m += o[{i}][0]",
    "a, b = o[{i}]",
    "o.append(c)",
    "o.append((m, x))",
    "o.append(None)",
    "for c in o: m += c is None",
    "m += sum(e[0] for e in o if e is not None)",
    "o = [e for e in o if e]",
    "m += o.count(None)",
    "if None in o: m += 5",
    "ps.append(c)",
    "ps[{i}] = c",
    "t = (c, m)",
    "c = t[0]",
    "c, m = t",
    "if t[0] is None: m += 1",
    "a = t[0][0]",
    "x = x if abs(x) < 1e6 else 0.5",
    "m = m % 1000",
    "u += 1",
    "print(c, w)",
]
TESTS = ["c is None", "c", "not c", "d is not None", "w", "w is None", "p is None", "not p", "x > 0", "m % 3 == 1"]


def generate(seed: int) -> Program:
    """The same program and the same arguments for the same seed."""
    return written(seed, Writer(random.Random(seed)).module(), arguments)


def arguments(choose: random.Random, edges: bool) -> tuple[Any, ...]:
    size = choose.choice([0, 1, 3, 10, 40])
    floats = [number(FLOAT, choose, edges) for _ in range(size)]
    ints = [choose.randint(-20, 20) for _ in range(size)]
    words = ["".join(choose.choice("abcd") for _ in range(choose.randint(0, 4))) for _ in range(size)]
    pairs = [(choose.randint(-9, 9), number(FLOAT, choose, edges)) for _ in range(size)]
    optional: list[Any] = [(number(INT, choose, edges), 1.5), None, (2, -0.5)] * choose.choice([1, 3])
    start = choose.choice([None, (3, 1.5)])
    return floats, ints, words, pairs, optional, start, choose.randint(0, 4)


class Writer(records.Writer):
    """Writes one module."""

    loops, statements, tests = LOOPS, STATEMENTS, TESTS

    def module(self) -> str:
        self.line("def main(xs, ks, ws, ps, o, c, n):")
        with self.indented():
            self.line("i = m = u = 0")
            self.line("x = b = 0.5")
            self.line("a = 1")
            self.line("v = h = 'ab'")
            self.line(self.choose.choice(["d = None", "d = (1, 2.0)", "d = c"]))
            self.line(self.choose.choice(["w = None", "w = 'abc'"]))
            self.line(self.choose.choice(["p = None", "p = P(1, 0.5)"]))
            if self.choose.random() < 0.6:
                self.line("o = [None] * 5; o[0] = (1, 2.0)")
            self.line("t = (c, 1)")
            for _ in range(self.choose.randint(1, 3)):
                self.statement(in_loop=False)
            for _ in range(self.choose.randint(1, 2)):
                self.loop()
            self.line("return m, x, a, b, c, d, w, h, p, o, t, ps")
        return HELPERS + "\n".join(self.lines) + "\n"

    def list(self) -> str:
        return "o"

    def loop(self) -> None:
        head = self.choose.choice(self.loops)
        self.line(head)
        with self.indented():
            if head.startswith("while"):
                self.line("u += 1")
        self.block(True)

    def block(self, in_loop: bool) -> None:
        with self.indented():
            self.line("if len(o) > 50: del o[5:]")
            self.line("if len(ps) > 60: del ps[9:]")
            for _ in range(self.choose.randint(1, 4)):
                self.statement(in_loop)
