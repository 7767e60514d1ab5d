"""Random programs on lists of lists, whose rows move, are shared, and change their lengths.

    >>> program = generate(7)
    >>> print(program.source)          # a module with `main(p, u, v, n)`: lists of lists, and of those, a list that may
    >>> program.calls[0]()             # be one of the rows, and a small int; arguments for main, new ones each time

Rows are exchanged, put elsewhere, taken out and made anew; variables hold rows, and lists that become rows later. Which
lists are one object is compared, too. Indices may be outside, lists empty, numbers at the ends of their types.
"""

from __future__ import annotations

import random
from typing import Any

from fuzz.programs import FLOAT, INT, Lines, Program, number, written

LOOPS = [
    "for v in {l}:",
    "for i, v in enumerate({l}):",
    "for v, w in zip({l}, r):",
    "for v in reversed({l}):",
    "for i in range(len({l})):",
    "for i in range(n * 5):",
    "for x in v:",
    "for j, x in enumerate(v):",
    "for j in range(len(v)):",
    "for x, y in zip(v, w):",
    "for x in {l}[{i}]:",
    "for v in {l}[1:]:",
    "for t in u:",
    "for v in u[{i}]:",
    "while {l} and k < 60:",
]
STATEMENTS = [
    "v = {l}[{i}]",
    "w = {l}[{j}]",
    "v, w = w, v",
    "{l}[{i}] = {l}[{j}]",
    "{l}[{i}], {l}[{j}] = {l}[{j}], {l}[{i}]",
    "{l}[{i}] = v",
    "{l}[{i}] = w[:]",
    "{l}[{i}] = [m, m + 1]",
    "{l}[{i}] = []",
    "{l}[{i}] = v = [m]",
    "{l}[{i}].append(m)",
    "v.append(m)",
    "v.extend(w)",
    "v.extend([m, 1])",
    "v.insert({j}, m)",
    "w.insert(0, w.pop())",
    "m += v.pop()",
    "m += {l}[{i}].pop()",
    "v.reverse()",
    "v.sort()",
    "v.clear()",
    "v += [m]",
    "{l}[{i}] += [m]",
    "v *= 2",
    "v[{i}] += 1",
    "{l}[{i}][{j}] += m",
    "{l}[{i}][{j}] = {l}[{j}][{i}]",
    "m += {l}[{i}][{j}]",
    "del v[{i}]",
    "del {l}[{i}]",
    "del {l}[{i}][{j}]",
    "del v[1:3]",
    "del {l}[:1]",
    "v[{i}:{j}] = [m]",
    "v[1:] = w",
    "{l}[{i}:{j}] = r[:2]",
    "{l}.append(v)",
    "{l}.append([m])",
    "{l}.append(w[1:])",
    "{l}.insert({i}, v)",
    "{l}.reverse()",
    "v = {l}.pop()",
    "w = {l}.pop({i})",
    "r.extend({l}[:3])",
    "r += [v]",
    "r = [v, w, v]",
    "r = [[0] * 3] * (n + 1)",
    "r = [[m] * n for _ in range(n + 1)]",
    "r = [x[:] for x in {l}]",
    "r = [x for x in {l} if x]",
    "r = {l} + s[:2]",
    "r = {l}[::-1]",
    "r = list({l})",
    "r, s = s, r",
    "s = r",
    "s = r.copy()",
    "v = [m]",
    "w = v",
    "v = w[::-1]",
    "v = w + [m]",
    "m += len({l}[{i}])",
    "m += sum(v) % 1000",
    "m += v.count(m % 3)",
    "m += v.index(1)",
    "m += max(v)",
    "if v in s: m += 1",
    "m += {l} == r",
    "m += v == w",
    "m += v is w",
    "m += 2 in v",
    "if not v: m += 3",
    "m = m % 1000",
    "t = u[{i}]",
    "u[{i}] = t",
    "u[{i}] = r",
    "u[{i}] = [v, w]",
    "u.append(t)",
    "u.append({l})",
    "t = {l}",
    "r = t",
    "t.append(v)",
    "u[{i}][{j}] = v",
    "u[{i}][{j}].append(m)",
    "v = u[{i}][{j}]",
    "u[{i}], u[{j}] = u[{j}], u[{i}]",
    "m += u[{i}][{j}][0]",
    "u[{i}].append([m])",
    "t = u.pop()",
]
STOPS = ["break", "continue"]
TESTS = ["m % 3 == 1", "len({l}) > 5", "v", "w", "v is w", "len(v) < 4", "{l}[{i}]", "v == w", "m > 100"]


def generate(seed: int) -> Program:
    """The same program and the same arguments for the same seed."""
    return written(seed, Writer(random.Random(seed)).module(), arguments)


def arguments(choose: random.Random, edges: bool) -> tuple[Any, ...]:
    kind = INT if choose.random() < 0.95 else FLOAT
    size = choose.choice([0, 1, 2, 3, 5, 8, 12])
    width = choose.choice([None, 3])

    def rows(n: int) -> list[Any]:
        return [
            [number(kind, choose, edges) for _ in range(choose.randint(0, 5) if width is None else width)]
            for _ in range(n)
        ]

    p = rows(size)
    if p and choose.random() < 0.4:
        p[choose.randrange(size)] = choose.choice(p)
    u = [rows(choose.randint(0, 3)) for _ in range(choose.randint(0, 3))]
    if choose.random() < 0.8:
        u.insert(0, [[number(kind, choose, edges)]])
        p = p or [[number(kind, choose, edges)]]
    if choose.random() < 0.3:
        u.append(p)
    v = choose.choice(p) if p and choose.random() < 0.4 else rows(1)[0]
    return p, u, v, choose.randint(0, 4)


class Writer(Lines):
    """Writes one module."""

    def module(self) -> str:
        # Few of all, for what a program does decides how its lists are represented.
        self.statements = self.choose.sample(STATEMENTS, self.choose.choice([4, 8, 15, 30]))
        if self.choose.random() < 0.6:
            self.statements = [one for one in self.statements if "u" not in one.replace("sum", "").replace("count", "")]
        self.statements = self.statements or ["v = {l}[{i}]"]
        self.line("def main(p, u, v, n):")
        with self.indented():
            self.line("i = j = k = m = x = 0")
            self.line(self.choose.choice(["w = v", "w = [1, 2]", "w = v[:]", "w = []"]))
            self.line(self.choose.choice(["r = []", "r = p", "r = p[:]", "r = [v]", "r = [[i] for i in range(3)]"]))
            self.line("s = r")
            self.line("t = r")
            for _ in range(self.choose.randint(1, 3)):
                self.statement(in_loop=False)
            for _ in range(self.choose.randint(1, 2)):
                self.loop()
                if self.choose.random() < 0.2:
                    self.line("print(m, v, r)")
            self.line("return m, v, w, r, s, t")
        return "\n".join(self.lines) + "\n"

    def list(self) -> str:
        return self.choose.choice(["p", "p", "p", "r", "s"])

    def places(self, name: str) -> dict[str, str]:
        choices = ["i", f"i % (len({name}) or 1)", "i - 1", "-1", "0", "0", "1", "-2", "m % 3", "j"]
        return {"i": self.choose.choice(choices), "j": self.choose.choice(choices), "l": name}

    def statement(self, in_loop: bool) -> None:
        kind = self.choose.random()
        name = self.list()
        if kind < 0.12 and self.depth < 4:
            self.loop()
        elif kind < 0.25 and self.depth < 5:
            self.line(f"if {self.choose.choice(TESTS).format(**self.places(name))}:")
            self.block(in_loop)
            if self.choose.random() < 0.3:
                self.line("else:")
                self.block(in_loop)
        elif kind < 0.28 and in_loop:
            self.line(f"if {self.choose.choice(TESTS).format(**self.places(name))}:")
            with self.indented():
                self.line(self.choose.choice(STOPS))
        else:
            self.line(self.choose.choice(self.statements).format(**self.places(name)))

    def loop(self) -> None:
        head = self.choose.choice(LOOPS)
        name = self.list()
        self.line(head.format(**self.places(name)))
        with self.indented():
            if head.startswith("while"):
                self.line(f"v = {name}.pop()")
                self.line("k += 1")
        self.block(True)

    def block(self, in_loop: bool) -> None:
        with self.indented():
            for _ in range(self.choose.randint(1, 4)):
                self.statement(in_loop)
            self.line("if len(r) > 30 or len(v) > 50 or len(p) > 30: break" if in_loop else "m += 1")
