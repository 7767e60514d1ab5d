"""Random programs that draw random numbers, from the module's generator, one of their own, and that of an instance.

    >>> program = generate(7)
    >>> print(program.source)          # `make(*arguments)` seeds the generators; `main(rng, sim, values, n, m, p)`

The instance's may be one of the others. What is compared includes the states of all of them after each call.
"""

from __future__ import annotations

import random
from typing import Any

from fuzz.programs import BOOL, COMPLEX, FLOAT, INT, Program, Writer, written

MAKE = """\
class Sim:
    def __init__(self, rng, scale):
        self.rng = rng
        self.scale = scale
        self.steps = 0

    def step(self, x):
        self.steps += 1
        return self.rng.random() * self.scale + x


def make(state, which, values, n, m, p):
    random.seed(state)
    rng = random.Random(state + 1)
    return rng, Sim([random.Random(state + 2), rng, random._inst][which], 0.5), values, n, m, p
"""
DRAWS = {
    FLOAT: [
        "random()",
        "uniform({f}, {f})",
        "gauss(0.0, 1.0)",
        "normalvariate(1.0, 2.0)",
        "expovariate(1.5)",
        "gauss({f}, 0.5)",
        "betavariate(2.0, 3.0)",
        "choice(values)",
        "triangular(0.0, {f})",
        "sample(values, 1)[0]",
        "sample(values, min(m, len(values)))[-1]",
        "choices(values, k=3)[2]",
        "choices(values, [abs(v) for v in values], k=2)[1]",
        "random()",
        "random()",
    ],
    INT: [
        "choice(range(m))",
        "choice((4, m, 7))",
        "sample(range(n + 9), 7)[m % 7]",
        "choices(range(m), k=2)[0]",
        "randrange(10)",
        "randrange(1, m + 5)",
        "randint(0, 9)",
        "randint(-3, m)",
        "getrandbits(12)",
        "randrange(m)",
    ],
}


def generate(seed: int) -> Program:
    """The same program and the same arguments for the same seed."""
    return written(seed, DrawWriter(random.Random(seed)).module(), lambda choose, _edges: arguments(choose))


def arguments(choose: random.Random) -> tuple[Any, ...]:
    values = [round(choose.uniform(-2, 2), 3) for _ in range(choose.choice([1, 2, 9, 40]))]
    which = choose.choice([0, 0, 0, 1, 2])
    return choose.randrange(2**32), which, values, choose.choice([1, 30, 300, 1000]), choose.choice([1, 3, 10]), 0.5


class DrawWriter(Writer):
    def module(self) -> str:
        self.lines += ["import math", "import random", "from random import randint, shuffle", "", ""]
        self.lines += [*MAKE.splitlines(), "", ""]
        self.names = {INT: ["m"], FLOAT: ["p"], COMPLEX: [], BOOL: []}
        self.line("def main(rng, sim, values, n, m, p):")
        with self.indented():
            for kind in (INT, FLOAT):
                self.assign_new(kind)
            if self.choose.random() < 0.3:
                self.line("draw = random.random")
                self.names[FLOAT].append("draw()")
            for _ in range(self.choose.choice([1, 2])):
                i = self.new("i")
                self.line(f"for {i} in range({self.choose.choice(['n', 'n', 'm'])}):")
                with self.indented(), self.scope(i):
                    for _ in range(self.choose.randint(1, 3)):
                        self.draw()
                        self.statement(2)
            if self.choose.random() < 0.3:
                self.line(f"{self.choose.choice(['shuffle', 'rng.shuffle'])}(values)")
            self.line(f"return {self.leaf(FLOAT)}, {self.leaf(INT)}, rng.random(), sim.rng.random()")
        return "\n".join(self.lines) + "\n"

    def draw(self) -> None:
        kind, name = self.choose.choice([FLOAT, FLOAT, INT]), self.new("v")
        if self.choose.random() < 0.15:
            seeds = ["m", "7", "n * 2**40", "-n", "m * 0.5", "p", "-2.75e30"]
            self.line(f"{self.choose.choice(['random', 'rng', 'sim.rng'])}.seed({self.choose.choice(seeds)})")
        text = self.choose.choice(DRAWS[kind]).format(f=self.leaf(FLOAT))
        source = self.choose.choice(["random.", "random.", "rng.", "sim.rng."])
        if kind == FLOAT and self.choose.random() < 0.1:
            source, text = "", f"sim.step({self.leaf(FLOAT)})"
        if text.startswith("randint") and self.choose.random() < 0.5:
            source = ""
        self.line(f"{name} = {source}{text}")
        self.names[kind].append(name)
