"""Random programs on ints up to 2**64 - 1: hashes, generators and bitboards that people write with masks.

>>> program = generate(7)
>>> print(program.source)          # globals, `rotl`, `Rng`, `main`
>>> program.calls[0]()             # arguments for it, new ones each time
"""

from __future__ import annotations

import random
from typing import Any

from fuzz import records
from fuzz.programs import Program, written

HELPERS = """\
M = 0xFFFFFFFFFFFFFFFF
MOD = 1 << 64
HALF = 2**63
K = (0x428A2F98D728AE22, 0x7137449123EF65CD, 0xB5C0FBCFEC4D3B2F, 0xE9B5DBA58189DBBC, 5)


def rotl(x, k):
    return ((x << k) | (x >> (64 - k))) & M


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) % 2**64
    return z ^ (z >> 31)


"""
LOOPS = [
    "for i in range(n * 9):",
    "for i, a in enumerate(ws):",
    "for a in ws:",
    "for b in ks:",
    "for i in range(len(ks)):",
    "while u < n * 4 and x != 12345:",
]
STATEMENTS = [
    "x = {e}",
    "y = {e}",
    "z = {e}",
    "x ^= {e}",
    "y = (y * 6364136223846793005 + {c}) % MOD",
    "x ^= x << {s}; x &= M",
    "x ^= x >> {s}",
    "x += {e}",
    "x &= M",
    "z |= 1 << (i % 64)",
    "z &= ~(1 << (b % 64))",
    "z &= z - 1",
    "m += (z & -z).bit_length() + (x & 0xFF)",
    "m += x % {k}",
    "m = x // {k} & 0xFFFF",
    "m += x >> 60",
    "m += bin(x).count('1') if i % 5 == 0 else 1",
    "f = x / 2**64 + (y >> 11) * 2.0**-53",
    "f += x / M + x / 3",
    "m += x // {d} % 1000003 + x % {d}",
    "q = divmod(x, {d}); m += q[1] % 65537",
    "y = x // {d} ^ z % {d}",
    "f += z / {d} - (x // {d}) / {d}",
    "z = z // ((x & 7) or {d})",
    "m -= (x >> (i % 64)) % 251",
    "f += float(x) * 1e-19 + float(y % 1000)",
    "f = max(f, z * 0.5) if f < 1e18 else x * 0.25",
    "m += abs(x) % 1009 + (x < y) + (x == z) * 2",
    "t = hex(x) + str(y % 97) if i % 9 == 0 else t",
    "q = (x, (y, m)) if i % 3 else (x, m)",
    "x = x if b > 0 else m & M",
    "x = sum(ws[:3]) & M",
    "m += sorted(ws)[len(ws) // 2] % 31 if ws and i % 11 == 0 else 0",
    "z = 1 << (b % 64)",
    "y = (x * z) >> 64 & M if i % 4 == 0 else y",
    "x = rotl(x, {k} % 65)",
    "x = mix(y)",
    "y = K[i % 5] ^ y",
    "x, y = y, (x + y) & M",
    "ws[i % (len(ws) or 1)] = x if ws else 0",
    "ks[i % len(ks)] = m & 0xFFFF",
    "o.append(x)",
    "o.append(i)",
    "t = f'{{x}} {{y:x}} {{z:>20}}' if i % 7 == 0 else t",
    "c = x",
    "if c is None or x > c: c = x",
    "x = min(x, y)",
    "z = max(z, a)",
    "q = (x, m)",
    "a = hash(b) & M",
    "x = m",
    "b = i - 3",
]
TESTS = ["x > y", "x < HALF", "x & 1", "z", "not x", "x == M", "m % 3 == 1", "x >= i", "b > x", "y != z", "c is None"]
LEAVES = ["x", "y", "z", "x", "y", "a", "i", "b", "m", "-b", "0x9E3779B97F4A7C15", "M", "7", "ks[i % len(ks)]"]
MASKS = ["M", "0xFFFFFFFFFFFFFFFF", "0xFFFFFFFF", "(HALF - 1)", "M", "0xFF00FF00FF00FF00"]


def generate(seed: int) -> Program:
    """The same program and the same arguments for the same seed."""
    return written(seed, Writer(random.Random(seed)).module(), arguments)


def arguments(choose: random.Random, edges: bool) -> tuple[Any, ...]:
    size = choose.choice([0, 1, 3, 10, 60])
    high = choose.choice([2**64 - 1, 2**64 - 1, 1000])
    words = [
        choose.choice([0, 1, 2**63 - 1, 2**63, 2**64 - 1]) if edges else choose.randint(0, high) for _ in range(size)
    ]
    ints = [choose.randint(-70, 70) for _ in range(size + 1)]
    start = choose.choice([0, 1, 2**63, 2**64 - 1, -1]) if edges else choose.randrange(2**64)
    return words, ints, start, choose.randint(0, 4)


class Writer(records.Writer):
    """Writes one module."""

    loops, statements, tests = LOOPS, STATEMENTS, TESTS

    def module(self) -> str:
        # Loops that change how long a list is have no lanes.
        self.appends = self.choose.random() < 0.3
        self.line("def main(ws, ks, x, n):")
        with self.indented():
            self.line("i = m = u = a = b = 0")
            self.line(f"y = {self.choose.choice(['x', '0xCBF29CE484222325', '1', '0'])}")
            self.line(f"z = {self.choose.choice(['M', '0', 'x & M', 'HALF'])}")
            self.line("f = 0.5")
            self.line("t = ''")
            self.line("c = None")
            self.line("q = (1, 2)")
            self.line(self.choose.choice(["o = []", "o = [0] * 3", "o = [x]"]))
            for _ in range(self.choose.randint(1, 2)):
                self.loop()
            self.line("return m, x, y, z, a, b, f, t, c, q, o[:9], len(o)")
        return HELPERS + "\n".join(self.lines) + "\n"

    def statement(self, in_loop: bool) -> None:
        kind = self.choose.random()
        if kind < 0.08 and self.depth < 3:
            return self.loop()
        if kind < 0.2 and self.depth < 4:
            self.line(f"if {self.choose.choice(self.tests)}:")
            return self.block(in_loop)
        text = self.choose.choice(self.statements)
        if text.startswith("o.") and not self.appends:
            text = "ws[i] = {e}" if self.at_own_place else "y ^= {e}"
        if self.choose.random() < 0.5:
            text = self.choose.choice(["x", "y", "z", "a"]) + " = {e}"
        masked = f"({self.expression(3)}) {self.choose.choice(['&', '&', '&', '%'])} "
        masked += self.choose.choice(MASKS) if masked.endswith("& ") else self.choose.choice(["2**64", "MOD", "2**32"])
        count, by = self.choose.randint(1, 63), self.choose.choice([2, 3, 7, 10, 97, "(i + 1)", "(b or 1)"])
        constant = self.choose.randrange(2**64)
        divisor = self.choose.choice(["1", "2", "3", "10", "1024", "97", "2**32", "(2**61 - 1)", "2**63", "M", "HALF"])
        self.line(text.format(e=masked, s=count, k=by, c=constant, d=divisor))
        return None

    def expression(self, depth: int) -> str:
        if depth == 0 or self.choose.random() < 0.2:
            return self.choose.choice(LEAVES)
        a, b = self.expression(depth - 1), self.expression(depth - 1)
        count = self.choose.choice(["3", "13", "63", "64", "70", "(i & 63)", "(b & 31)", "(m % 80)"])
        return self.choose.choice(
            [
                f"{a} + {b}",
                f"{a} * {b}",
                f"({a}) * ({b})",
                f"({a}) - ({b})",
                f"({a}) ^ ({b})",
                f"({a}) | ({b})",
                f"({a}) & ({b})",
                f"(({a}) << {count})",
                f"(({a}) & M) >> {count}",
                f"~({a})",
                f"-({a})",
                f"(({a}) & {self.choose.choice(MASKS)})",
            ]
        )

    def loop(self) -> None:
        head = self.choose.choice(self.loops)
        self.at_own_place = head.startswith("for i, a")
        self.line(head)
        with self.indented():
            if head.startswith("while"):
                self.line("u += 1")
        self.block(True)

    def block(self, in_loop: bool) -> None:
        with self.indented():
            if self.appends:
                self.line("if len(o) > 50: del o[5:]")
            for _ in range(self.choose.randint(1, 4)):
                self.statement(in_loop)
