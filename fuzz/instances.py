"""Random programs on instances of classes: attributes read and written, methods and properties, lists of instances.

    >>> program = generate(7)
    >>> print(program.source)          # classes, `make(*arguments)` for what main gets, `main`
    >>> program.calls[0]()             # plain data for `make`, new each time

The class is plain, has slots, is a dataclass or is derived. Two names may be one instance. Now and then an attribute
gets a value of another type, or an instance lacks one.
"""

from __future__ import annotations

import random
from typing import Any

from fuzz.programs import BOOL, COMPLEX, FLOAT, INT, Program, Writer, written

# Attributes of numbers, by kind.
ATTRIBUTES = {INT: ["n", "k"], FLOAT: ["x", "y"], BOOL: ["on"], COMPLEX: []}
HEADS = {
    "plain": ["class Body:"],
    "slots": ["class Body:", "    __slots__ = ('x', 'y', 'n', 'k', 'on', 'items', 'mate')"],
    "derived": [
        "class Base:",
        "    scale = 2",
        "",
        "    def half(self):",
        "        return self.x / 2",
        "",
        "",
        "class Body(Base):",
        "    scale = 3",
    ],
}
METHODS = """\
    def __init__(self, x, y, n, k, on):
        self.x, self.y, self.n, self.k, self.on = x, y, n, k, on
        self.items = [x, y, 0.5]
        self.mate = None

    def move(self, d):
        self.x += self.y * d
        self.n = (self.n + 1) % 1000
        return self.x

    def far(self, other):
        return abs(self.x - other.x) > 1.0

    def best(self, limit):
        for at in range(limit):
            if self.items[at % len(self.items)] > self.y:
                return at
        return -1

    @property
    def size(self):
        return abs(self.x) + abs(self.y)

    @staticmethod
    def mean(a, b):
        return (a + b) / 2.0

    def __getitem__(self, at):
        return self.items[at]

    def __len__(self):
        return len(self.items)
"""
DATACLASS = """\
@dataclass
class Body:
    x: float
    y: float
    n: int
    k: int
    on: bool
    items: list = field(default_factory=lambda: [0.5, -1.0])
    mate: object = None
"""
MAKE = """\
def make(rows, same, n, m, p):
    bodies = [Body(*row) for row in rows]
    one = bodies[0] if same % 3 == 1 else Body(*rows[-1])
    other = one if same % 3 == 2 else Body(*rows[0])
    one.mate = other
    return bodies, one, other, n, m, p
"""


def generate(seed: int) -> Program:
    """The same program and the same arguments for the same seed."""
    return written(seed, InstanceWriter(random.Random(seed)).module(), lambda choose, _edges: arguments(choose))


def arguments(choose: random.Random) -> tuple[Any, ...]:
    size = choose.choice([1, 3, 7, 20, 60])
    rows = []
    for _ in range(size):
        x, y = round(choose.uniform(-3, 3), 2), round(choose.uniform(-1, 1), 2)
        rows.append((x, y, choose.randint(-50, 50), choose.randint(0, 9), choose.random() < 0.5))
    return rows, choose.randrange(9), size, choose.choice([1, 3, 10]), round(choose.uniform(-2, 2), 2)


class InstanceWriter(Writer):
    """`instances` are the names of instances that are bound here; their attributes are among `names`."""

    def __init__(self, choose: random.Random) -> None:
        super().__init__(choose)
        self.instances: list[str] = []

    def module(self) -> str:
        style = self.choose.choice(["plain", "slots", "derived", "dataclass"])
        self.lines += ["import math", "from dataclasses import dataclass, field", "", ""]
        methods = METHODS
        if style == "dataclass":
            self.lines += DATACLASS.splitlines()
            methods = METHODS[METHODS.index("    def move") :]
        else:
            self.lines += HEADS[style]
        self.lines += ["", *methods.splitlines(), "", "", *MAKE.splitlines(), "", ""]
        self.line("def main(bodies, one, other, n, m, p):")
        self.names = {INT: ["m"], FLOAT: ["p"], COMPLEX: [], BOOL: []}
        with self.indented():
            for kind in (INT, FLOAT):
                self.assign_new(kind)
            self.knows("one")
            self.knows("other")
            for _ in range(self.choose.choice([1, 2, 2])):
                self.choose.choice([self.over_bodies, self.over_bodies, self.over_pairs, self.over_numbers])()
            self.line(f"return {self.leaf(FLOAT)}, {self.leaf(INT)}, one.x")
        return "\n".join(self.lines) + "\n"

    def knows(self, instance: str) -> None:
        self.instances = [*self.instances, instance]
        for kind, attributes in ATTRIBUTES.items():
            self.names[kind] += [f"{instance}.{attribute}" for attribute in attributes]

    # ---- loops

    def over_bodies(self) -> None:
        i, body, known = self.new("i"), self.new("b"), self.instances
        heads = [f"for {body} in bodies:", f"for {i}, {body} in enumerate(bodies):", f"for {i} in range(len(bodies)):"]
        head = self.choose.choice(heads)
        self.line(head)
        with self.indented(), self.scope(i if i in head else None):
            if body not in head:
                self.line(f"{body} = bodies[{self.choose.choice([i, '-1', f'{i} - 1'])}]")
            self.knows(body)
            self.statements(3)
            if self.choose.random() < 0.5:
                self.line(f"for {self.new('k')} in range({self.choose.choice(['m', '5'])}):")
                with self.indented(), self.scope():
                    self.statements(2)
        self.instances = known

    def over_pairs(self) -> None:
        a, b, i, known = self.new("b"), self.new("b"), self.new("i"), self.instances
        self.line(f"for {i} in range(n):")
        with self.indented(), self.scope(i):
            self.line(f"{a} = bodies[{i}]")
            self.knows(a)
            sliced = self.choose.random() < 0.1
            self.line(f"for {b} in bodies[{i}:]:" if sliced else f"for {b} in bodies:")
            with self.indented(), self.scope():
                self.knows(b)
                if self.choose.random() < 0.5:
                    self.line(f"if {a} is {b}:")
                    with self.indented():
                        self.line("continue")
                self.statements(2)
            self.instances = [*known, a]
            self.statements(1)
        self.instances = known

    def over_numbers(self) -> None:
        i = self.new("i")
        self.line(f"for {i} in range({self.choose.choice(['n', 'm * 20', '100'])}):")
        with self.indented(), self.scope(i):
            self.statements(3)

    def statements(self, most: int) -> None:
        for _ in range(self.choose.randint(1, most)):
            self.statement(2)

    # ---- statements about instances, beside those of numbers

    def statement(self, depth: int) -> None:
        roll, one = self.choose.random(), self.choose.choice(self.instances)
        if roll < 0.3:
            kind = self.choose.choice([FLOAT, FLOAT, INT, BOOL])
            attribute = self.choose.choice(ATTRIBUTES[kind])
            self.line(f"{one}.{attribute} = {self.settled(kind)}")
        elif roll < 0.36:
            self.line(f"{one}.{self.choose.choice(['x', 'y'])} {self.choose.choice(['+=', '-='])} {self.leaf(FLOAT)}")
        elif roll < 0.46:
            self.line(f"{one}.move({self.leaf(FLOAT)})")
        elif roll < 0.58:
            other, name = self.choose.choice(self.instances), self.new("v")
            calls = {FLOAT: [f"{one}.size", f"{one}.mean({one}.x, 2.5)", f"{one}[{self.choose.choice(['0', '-1'])}]"]}
            calls |= {INT: [f"{one}.best({self.leaf(INT)} % 5)", f"len({one})"], BOOL: [f"{one}.far({other})"]}
            kind = self.choose.choice(list(calls))
            self.line(f"{name} = {self.choose.choice(calls[kind])}")
            self.names[kind].append(name)
        elif roll < 0.63:
            self.line(f"{one}.items[{self.choose.choice(['0', '1', '-1', 'm % 2'])}] = {self.settled(FLOAT)}")
        elif roll < 0.64:
            self.line(f"{one}.{self.choose.choice(['x = 1', 'n = 0.5', 'k = None', 'items = [1.0]', 'n += 2**70'])}")
        elif roll < 0.65:
            self.line("if one.mate is not None:")
            with self.indented():
                self.line(f"one.mate.y = {self.settled(FLOAT)}")
        else:
            super().statement(depth)
