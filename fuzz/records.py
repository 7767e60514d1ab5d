"""Random programs on lists of tuples, and on lists of several types of values.

    >>> program = generate(7)
    >>> print(program.source)          # a module with `main(p, q, o, n)`: lists of (int, float), of nested tuples, of
    >>> program.calls[0]()             # optional numbers, and a small int; arguments for main, new ones each time

Loops over them and over their indices, elements that are assigned, lists that grow, shrink and change places, elements
that are kept, arguments that are one list. Indices may be outside, lists empty, numbers at the ends of their types.
"""

from __future__ import annotations

import random
from typing import Any

from fuzz.programs import FLOAT, INT, Lines, Program, number, written

LOOPS = [
    "for a, b in {l}:",
    "for i, (a, b) in enumerate({l}):",
    "for (a, b), c in zip({l}, o):",
    "for a, b in reversed({l}):",
    "for i in range(len({l})):",
    "for i in range(n * 9):",
    "for i in range(1, len({l}) - 1):",
    "for a, b in {l}[1:]:",
    "for t in {l}:",
    "for k, (f, g) in q:",
    "for i, (k, (f, g)) in enumerate(q):",
    "for c in o:",
    "while len({l}) > n and u < 40:",
]
STATEMENTS = [
    "a, b = {l}[{i}]",
    "t = {l}[{i}]",
    "a = {l}[{i}][0]",
    "x += {l}[{i}][-1]",
    "x += a * b",
    "x -= t[1]",
    "m += a % 7",
    "m += 1",
    "{l}[{i}] = (a, b)",
    "{l}[{i}] = t",
    "{l}[{i}] = {l}[{j}]",
    "{l}[{i}] = (m, x * 0.5)",
    "{l}[{i}], {l}[{j}] = {l}[{j}], {l}[{i}]",
    "{l}[{i}] = ({l}[{i}][0] + 1, {l}[{j}][1])",
    "k, (f, g) = q[{i}]",
    "q[{i}] = (k + 1, (f, not g))",
    "q[{i}] = (m, (x, g))",
    "q[{i}] = q[{j}]",
    "m += q[{i}][0]",
    "c = o[{i}]",
    "if c is not None: x += c",
    "if c is not None and c > 1: m += 1",
    "o[{i}] = None",
    "o[{i}] = x",
    "o[{i}] = m",
    "o[{i}] = c",
    "r.append((a, b))",
    "r.append(t)",
    "r.insert({i}, (m, x))",
    "r.extend({l}[:3])",
    "r += [(a, b)]",
    "t = r.pop()",
    "a, b = r.pop(0)",
    "del r[{i}]",
    "r.reverse()",
    "r = {l}[::-1][:20]",
    "r = r + [t]",
    "r = [(y, x * z) for y, z in {l}]",
    "r = [t] * (n + 1)",
    "r, s = s, r",
    "s = r",
    "s = r.copy()",
    "r.sort()",
    "{l}.sort(reverse=g)",
    "r.sort(key=lambda u: (u[1], -u[0]))",
    "{l}.sort(key=lambda u: u[1] * x)",
    "r = sorted({l}, key=lambda u: u[0] % 3)[:20]",
    "t = min({l})",
    "t = max({l}, key=lambda u: u[1], default=t)",
    "if t in {l}: m += 1",
    "m += {l}.count(t)",
    "if t in {l}: m += {l}.index(t)",
    "if t in r: r.remove(t)",
    "q.sort()",
    "q.sort(key=lambda u: u[1])",
    "k, (f, g) = max(q)",
    "if c in o: m += o.index(c)",
    "m += o.count(c)",
    "x += max([c for c in o if c is not None])",
    "m += len({l})",
    "if r: m += 2",
    "x = x if abs(x) < 1e6 else 0.5",
    "m = m % 1000",
]
STOPS = ["break", "continue"]
TESTS = ["a > b", "a < 3", "x > 0", "m % 3 == 1", "len({l}) > 5", "t[0] < 2", "g", "f < 1.0", "c is None"]


def generate(seed: int) -> Program:
    """The same program and the same arguments for the same seed."""
    return written(seed, Writer(random.Random(seed)).module(), arguments)


def arguments(choose: random.Random, edges: bool) -> tuple[Any, ...]:
    # Loops in loops in loops, each with a `min` of all: CPython needs seconds.
    size = choose.choice([0, 1, 3, 10, 40, 50])
    mixed = choose.random() < 0.1
    pairs = [(number(INT, choose, edges), number(FLOAT, choose, edges)) for _ in range(size)]
    if mixed:
        pairs = [(a, int(a) % 50) if choose.random() < 0.2 else (a, b) for a, b in pairs]
    nested = [(number(INT, choose, edges), (number(FLOAT, choose, edges), choose.random() < 0.5)) for _ in range(size)]
    kinds = choose.choice([[FLOAT], [FLOAT, None], [FLOAT, INT, None]])
    chosen = [FLOAT, *(choose.choice(kinds) for _ in range(size))]
    optional = [kind and number(kind, choose, edges) for kind in chosen]
    return pairs, nested, optional, choose.randint(0, 4)


class Writer(Lines):
    """Writes one module."""

    loops, statements, tests = LOOPS, STATEMENTS, TESTS

    def module(self) -> str:
        self.line("def main(p, q, o, n):")
        with self.indented():
            self.line("i = m = k = u = 0")
            self.line("x = f = 0.0")
            self.line("g = False")
            self.line("c = None")
            self.line("t = (1, 0.5)")
            self.line("a, b = t")
            self.line(self.choose.choice(["r = []", "r = [(1, 2.0)]", "r = p[:]", "r = [(i, 0.25) for i in range(5)]"]))
            self.line("s = r")
            for _ in range(self.choose.randint(1, 3)):
                self.statement(in_loop=False)
            for _ in range(self.choose.randint(1, 2)):
                self.loop()
            self.line("return m, x, t, a, b, r, s")
        return "\n".join(self.lines) + "\n"

    def list(self) -> str:
        return self.choose.choice(["p", "p", "p", "r", "s"])

    def statement(self, in_loop: bool) -> None:
        kind = self.choose.random()
        if kind < 0.12 and self.depth < 4:
            self.loop()
        elif kind < 0.25 and self.depth < 5:
            self.line(f"if {self.choose.choice(self.tests).format(l=self.list())}:")
            self.block(in_loop)
            if self.choose.random() < 0.3:
                self.line("else:")
                self.block(in_loop)
        elif kind < 0.28 and in_loop:
            self.line(f"if {self.choose.choice(self.tests).format(l=self.list())}:")
            with self.indented():
                self.line(self.choose.choice(STOPS))
        else:
            name = self.list()
            places = [
                self.choose.choice(["i", f"i % (len({name}) or 1)", "i - 1", "-1", "0", "-1 - i", "i // 2"])
                for _ in "ij"
            ]
            self.line(self.choose.choice(self.statements).format(l=name, i=places[0], j=places[1]))

    def loop(self) -> None:
        head = self.choose.choice(self.loops)
        name = self.list()
        self.line(head.format(l=name))
        with self.indented():
            if head.startswith("while"):
                # What goes on in the loop may lengthen the list again, each time.
                self.line("u += 1")
                self.line(f"t = {name}.pop()")
        self.block(True)

    def block(self, in_loop: bool) -> None:
        with self.indented():
            # First, before a `continue`: a list may be lengthened in a loop over itself.
            self.line("if len(r) > 200: r = r[:3]")
            for _ in range(self.choose.randint(1, 4)):
                self.statement(in_loop)
