"""Random programs on named tuples: in lists, made and changed in loops, with methods and operators of their classes.

    >>> program = generate(7)
    >>> print(program.source)          # classes, `make(*arguments)` for what main gets, `main`
    >>> program.calls[0]()             # plain tuples for `make`, new ones each time

What is done with lists of tuples is done with these as well (`fuzz/records.py`). Some lists have one of another class
among the others.
"""

from __future__ import annotations

import random
from typing import Any

from fuzz import records
from fuzz.programs import FLOAT, INT, Program, number, written

CLASSES = """\
import operator
from collections import namedtuple
from typing import NamedTuple

P = namedtuple("P", "a b", defaults=[0.5])
W = namedtuple("W", ["count", "index"])


class V(NamedTuple):
    k: int
    v: W

    scale = 3

    def size(self):
        return self.k * self.scale + self.v.count

    @property
    def low(self):
        return self.v.count if self.k < 0 else -self.v.count

    def moved(self, d=1):
        return V(self.k + d, self.v)


class D(namedtuple("D", "x y")):
    def __add__(self, other):
        return D(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return self + -other

    def __mul__(self, k):
        return D(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __neg__(self):
        return D(-self.x, -self.y)

    def __abs__(self):
        return abs(self.x) + abs(self.y)


ORIGIN = P(3, -0.5)
TABLE = (P(1, 2.5), P(-4, 0.0), P(7, 1e300))


def step(t, n):
    return t._replace(a=t.a + n) if n % 2 else P(t.a, b=t.b * 2)


"""
MAKE = """\


def make(p, q, o, n):
    p = [P(*t) if type(t) is tuple else W(*t) for t in p]
    return p, [V(k, W(*v)) for k, v in q], [D(*t) for t in o], n
"""
LOOPS = [
    "for a, b in {l}:",
    "for i, (a, b) in enumerate({l}):",
    "for t, d in zip({l}, o):",
    "for t in reversed({l}):",
    "for i in range(len({l})):",
    "for i in range(n * 9):",
    "for t in {l}[1:]:",
    "for t in {l}:",
    "for e in q:",
    "for i, (k, (f, _)) in enumerate(q):",
    "for k, w in q:",
    "for d in o:",
    "while len({l}) > n and u < 40:",
]
STATEMENTS = [
    "a, b = {l}[{i}]",
    "t = {l}[{i}]",
    "a = {l}[{i}].a",
    "x += {l}[{i}].b",
    "x -= t[1]",
    "x += t.a * t.b",
    "m += a % 7",
    "m += 1",
    "{l}[{i}] = P(a, b)",
    "{l}[{i}] = P(b=b, a=m)",
    "{l}[{i}] = P(m)",
    "{l}[{i}] = t",
    "{l}[{i}] = {l}[{j}]",
    "{l}[{i}] = {l}[{j}]._replace(a=m)",
    "{l}[{i}] = step({l}[{j}], m)",
    "{l}[{i}], {l}[{j}] = {l}[{j}], {l}[{i}]",
    "t = t._replace(b=x, a=t.a + 1)",
    "t = step(t, i)",
    "t = P(t[0], t[-1] * 0.5)",
    "t = P(*t)",
    "t = ORIGIN",
    "t = TABLE[m % 3]",
    "x += TABLE[i % 3].b if TABLE[i % 3].b < 1e9 else ORIGIN.b",
    "e = q[{i}]",
    "q[{i}] = e",
    "q[{i}] = e.moved(m)",
    "q[{i}] = V(m, w)",
    "q[{i}] = e._replace(v=W(m, e.v.index))",
    "m += e.size() + e.low",
    "m += e.v.count - e.v.index",
    "w = q[{i}].v",
    "w = W(w.index, w.count)",
    "d = o[{i}]",
    "o[{i}] = d + o[{j}] * 0.5",
    "o[{i}] += d",
    "d = 2 * d - D(x, 1.0)",
    "d += -d * 0.25",
    "x += abs(d)",
    "x += d.x - d.y",
    "r.append(P(a, b))",
    "r.append(t)",
    "r.insert({i}, P(m, x))",
    "r.extend({l}[:3])",
    "r += [P(a, b)]",
    "t = r.pop()",
    "a, b = r.pop(0)",
    "del r[{i}]",
    "r.reverse()",
    "r = {l}[::-1][:20]",
    "r = [P(y, x * z) for y, z in {l}]",
    "r = [P(y.a, 0.5) for y in {l} if y.b > x]",
    "r = [t] * (n + 1)",
    "r, s = s, r",
    "s = r",
    "s = r.copy()",
    "r.sort()",
    "r.sort(key=lambda u: (u.b, -u.a))",
    "{l}.sort(key=operator.attrgetter('b'))",
    "r = sorted({l}, key=lambda u: u.a % 3)[:20]",
    "t = min({l})",
    "t = max({l}, key=lambda u: u.b, default=t)",
    "m += sum(u.a for u in {l}) % 100",
    "if t in {l}: m += 1",
    "if t in {l}: m += {l}.index(t)",
    "if t in r: r.remove(t)",
    "q.sort()",
    "q.sort(key=lambda u: u.v)",
    "k, w = max(q)",
    "m += len(t) + isinstance(t, P) + 2 * isinstance(t, tuple)",
    "if t == (a, b): m += 2",
    "if (a, b) < t: m += 3",
    "m += t.count(a)",
    "h = f'{{t}} {{e!r}}'",
    "h = str(w)",
    "x = x if abs(x) < 1e6 else 0.5",
    "m = m % 1000",
]
TESTS = [
    "a > b",
    "t.a < 3",
    "x > 0",
    "m % 3 == 1",
    "len({l}) > 5",
    "t[0] < 2",
    "e.k > 2",
    "w.count < w.index",
    "d.x < 0.0",
]


def generate(seed: int) -> Program:
    """The same program and the same arguments for the same seed."""
    return written(seed, Writer(random.Random(seed)).module(), arguments)


def arguments(choose: random.Random, edges: bool) -> tuple[Any, ...]:
    size = choose.choice([0, 1, 3, 10, 40, 100] if choose.random() < 0.3 else [2, 10, 40, 100])
    pairs: list[Any] = [(number(INT, choose, edges), number(FLOAT, choose, edges)) for _ in range(size)]
    if choose.random() < 0.04:
        pairs = [list(pair) if choose.random() < 0.2 else pair for pair in pairs]
    nested = [(number(INT, choose, edges), (choose.randint(-9, 9), choose.randint(-9, 9))) for _ in range(size)]
    floats = [(number(FLOAT, choose, edges), number(FLOAT, choose, edges)) for _ in range(size)]
    return pairs, nested, floats, choose.randint(0, 4)


class Writer(records.Writer):
    """Writes one module."""

    loops, statements, tests = LOOPS, STATEMENTS, TESTS

    def module(self) -> str:
        self.line("def main(p, q, o, n):")
        with self.indented():
            self.line("i = m = k = u = f = 0")
            self.line("x = 0.0")
            self.line("h = ''")
            self.line("t = P(1)")
            self.line("w = W(2, 3)")
            self.line("e = V(1, w)")
            self.line("d = D(0.5, -0.5)")
            self.line("a, b = t")
            starts = ["r = []", *["r = [P(1, 2.0)]", "r = p[:]", "r = [P(i) for i in range(5)]"] * 3]
            self.line(self.choose.choice(starts))
            self.line("s = r")
            if self.choose.random() < 0.03:
                self.line("t = (a, b)")
            for _ in range(self.choose.randint(1, 3)):
                self.statement(in_loop=False)
            for _ in range(self.choose.randint(1, 2)):
                self.loop()
            self.line("return m, x, t, a, b, r, s, e, w, d, h")
        return CLASSES + "\n".join(self.lines) + "\n" + MAKE
