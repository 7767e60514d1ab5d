"""Random programs of what the language has besides loops over numbers, in and around such loops.

    >>> program = generate(7)
    >>> print(program.source)          # functions, and `main(xs, fs, zs, cube, n, m)`
    >>> program.calls[0]()             # arguments for main, new ones each time

Powers and shifts, comparisons in a chain, `:=`, stars, generator expressions in every builtin that takes one, slices
that are assigned and deleted, iterators in each other, functions that share variables or call each other, arguments of
every kind, formatted texts, handlers. `cube` is an array of 0 to 4 dimensions, in any order of bytes.
"""

from __future__ import annotations

import random
from typing import Any

import numpy

from fuzz.programs import COMPLEX, FLOAT, INT, Lines, Program, number, written

GLOBAL = """\
import math
import operator


def is_even(n):
    return n == 0 or is_odd(n - 1)


def is_odd(n):
    return n != 0 and is_even(n - 1)


def scaled(x, by=2, *more, shift=1):
    return x * by + shift + len(more) + sum(more)


def spread(a, b=3, /, *, c=0, d=1):
    return a - b + c * d


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


"""
# x and i are ints, f is a float, z a complex number; xs, fs, zs lists of them; k and s ints that are kept small.
INTS = [
    "x ** 2",
    "x ** abs(k % 5)",
    "(x << abs(k) % 7)",
    "(x >> abs(i) % 70)",
    "(x & i | k ^ s)",
    "-x // (abs(k) + 1)",
    "-x % -(abs(k) + 1)",
    "divmod(x, abs(i) + 2)[1]",
    "pow(x, abs(i), 97)",
    "x.bit_length()",
    "(x if f > 0 else i)",
    "(x or i)",
    "(x and k)",
    "(0 < x < i)",
    "(i <= x != k < 7)",
    "len(xs[::-2])",
    "sum(xs[1:7:2])",
    "sum(v * v for v in xs if v % 3)",
    "max((v - k for v in xs), default=0)",
    "min(v % 7 for v in xs)",
    "any(v > 90 for v in xs) + all(v < 99 for v in xs)",
    "sorted(v % 10 for v in xs)[i % len(xs)]",
    "list(v + 1 for v in xs)[-1]",
    "tuple(-v for v in xs)[0]",
    "len([w for v in xs if (w := v % 5) > 2])",
    "sum(map(abs, xs))",
    "sum(1 for _ in filter(None, xs))",
    "sum(a * b for a, b in zip(xs, reversed(xs)))",
    "sum(j * a for j, (a, b) in enumerate(zip(xs, fs)))",
    "sum(map(operator.mul, xs, xs[::-1]))",
    "is_even(abs(i) % 40)",
    "scaled(x)",
    "scaled(x, 3, shift=i)",
    "scaled(x, 1, i, k, shift=2)",
    "scaled(*pair)",
    "scaled(by=i, x=x)",
    "spread(x, i, c=k)",
    "spread(x, d=i)",
    "ackermann(1, abs(i) % 6)",
    "bump(i)",
    "int(f) % 100",
    "round(f)",
    "math.floor(f) % 50",
    "math.gcd(x, i)",
    "math.isqrt(abs(x))",
    "operator.mod(x, abs(k) + 3)",
    "ord(f'{x:5d}'[-1])",
    "len('%d %.3f' % (x, f))",
    "len(f'{x:+d}|{f:8.2e}|{z.real:.1f}')",
    "int(str(abs(x))[::-1])",
    "xs.index(xs[i % len(xs)])",
    "(x in xs) + (x not in (1, 2, 3))",
    "(xs is ys) + (ys is not xs)",
    "int(x in range(-50, 50, 7))",
    "cube.ndim",
    "cube.size",
]
FLOATS = [
    "(abs(x) + 1) ** -2",
    "(abs(x) + 2) ** 0.5",
    "(abs(f) + 0.5) ** -1.5",
    "2.0 ** (i % 9)",
    "(-1.5) ** (i % 5)",
    "f ** 3",
    "f // 0.7",
    "f % -1.3",
    "divmod(f, 1.1)[0]",
    "abs(z)",
    "(z * z.conjugate()).real",
    "z.imag",
    "math.hypot(f, x)",
    "math.fsum(fs)",
    "math.copysign(x, f)",
    "sum(fs)",
    "sum(v * v for v in fs)",
    "max(fs, key=abs)",
    "min(fs, key=lambda v: (v - 1) ** 2)",
    "sorted(fs, reverse=True)[0]",
    "round(f, 2)",
    "x / (abs(i) + 1)",
    "float(f'{f:.3f}')",
    "math.sqrt(abs(f))",
    "math.atan2(f, x)",
    "sum(map(lambda u, v: u * v, fs, xs))",
    "fs[-1 - i % len(fs)]",
    "(f if f == f else 0.0)",
]
COMPLEXES = ["z ** 2", "z ** 3", "(z + 1.5) ** -2", "(z + 3) ** 0.5", "z * 1j", "z.conjugate() - x", "sum(zs)", "-z"]
STATEMENTS = [
    "a, *rest, b = {i}, *xs, {i}\ns = (s + a + b + len(rest)) % 1009",
    "first, *rest = fs\nt = t * 0.5 + first + sum(rest)",
    "(a, b), c = (x, i), f\ns = (s + a - b) % 1009",
    "a = b = {i}\ns = (s + a * b) % 1009",
    "ys[:] = sorted(ys, key=lambda v: -v)",
    "ys[1:3] = [x % 9, i % 9, k % 9][:len(ys[1:3])]",
    "ys[::-2] = [v % 11 for v in ys[::-2]]",
    "ys[::2], ys[1::2] = ys[::2], ys[1::2][::-1]",
    "del ys[len(ys) - 1 :: -3]\nys += [1, 2, 3]",
    "del ys[:1]\nys.append(x % 7)",
    "w = bool({b})\nys.sort(key=lambda v: v % 5, reverse=w)",
    "ys.extend(v % 3 for v in xs[:2])\ndel ys[-2:]",
    "ys.insert(i % len(ys), k)\nys.pop()",
    "ys.reverse()",
    "ys *= 1 + (len(ys) < 3)",
    "if (w := {i}) > 3:\n    s = (s + w) % 1009",
    "while (k := k - 2) > 0:\n    s += 1\nelse:\n    s -= 1",
    "for j in range(3):\n    if {i} == j:\n        break\nelse:\n    s += 7",
    "try:\n    s += x // (i % 4)\nexcept ZeroDivisionError:\n    s += 1\nelse:\n    s += 2\nfinally:\n    k += 1",
    "try:\n    s = (s + xs[{i}]) % 1009\nexcept (IndexError, ValueError):\n    s -= 1",
    "assert s < 10 ** 9, s",
    "print(f'{{s:>6}} {{t:.4g}}', k, sep='|')",
    "print('%05d|%-8s|%x' % (s, x, abs(k)), end=';')",
    "s ^= {i} & 255",
    "t += {f}",
    "t = {f} - t * 0.25",
    "s = (s + {i}) % 1009",
    "k = {i} % 17",
    "z = ({z}) * 0.125",
    "out.append({i})",
    "k += {b}",
]
BOOLS = [
    "x > i",
    "f < 0.5 < t",
    "0 <= k < 9 and x",
    "not s",
    "k == i or f > 1.0",
    "z != 0j",
    "x in xs[:3]",
    "s is None",
]
HEADS = [
    *["for i in range(n):"] * 6,
    *["for i, x in enumerate(xs):"] * 4,
    *["for x, f in zip(xs, fs):"] * 4,
    "for i in range(n, -3, -2):",
    "for i, x in enumerate(xs):",
    "for x, f in zip(xs, fs):",
    "for i, (x, f) in enumerate(zip(xs, fs), 2):",
    "for x in reversed(xs):",
    "for f in map(abs, fs):",
    "for x in filter(lambda v: v % 2, xs):",
    "for x, y in zip(xs, map(lambda v: v + k, reversed(xs))):",
    "for z in zs:",
    "for x in xs[::-1]:",
    "for x in (3, -1, n):",
]
# Of arrays with elements of any type, in the order of bytes of this machine or the other one.
DTYPES = ["float64", ">f8", "<i4", ">i4", "int64", "uint8", "float32", "bool", ">c16", "complex64", "int16", ">u2"]


def generate(seed: int) -> Program:
    """The same program and the same arguments for the same seed."""
    writer = LanguageWriter(random.Random(seed))
    return written(seed, writer.module(), lambda choose, edges: arguments(writer.dtype, writer.ndim, choose, edges))


def arguments(dtype: str, ndim: int, choose: random.Random, edges: bool) -> tuple[Any, ...]:
    n = choose.choice([3, 5, 20, 60])
    lists = [[number(kind, choose, edges) for _ in range(n)] for kind in (INT, FLOAT, COMPLEX)]
    shape = tuple(choose.choice([2, 3, 4]) for _ in range(ndim))
    cube = numpy.array([choose.randint(0, 99) for _ in range(int(numpy.prod(shape)))]).reshape(shape).astype(dtype)
    if ndim and choose.random() < 0.3:
        cube = cube[::-1]
    return (*lists, cube, choose.choice([1, 7, 30, 200]), choose.randint(-3, 6))


class LanguageWriter(Lines):
    """Writes one module."""

    def __init__(self, choose: random.Random) -> None:
        super().__init__(choose)
        self.dtype, self.ndim = choose.choice(DTYPES), choose.choice([0, 1, 2, 3, 4])

    def module(self) -> str:
        self.lines += GLOBAL.splitlines()
        self.line("def main(xs, fs, zs, cube, n, m):")
        with self.indented():
            self.line("s = k = i = 0")
            self.line("x, f, z, t = xs[0], fs[0], zs[0], 0.0")
            self.line("ys, out, pair = [4, 2, 9, 1, 7], [0], (m, 3)")
            self.line("def bump(by):")
            with self.indented():
                self.line("nonlocal s")
                self.line("s = (s + by) % 1009")
                self.line("return s - by")
            for _ in range(self.choose.randint(1, 3)):
                self.loop(2)
            self.line("return s, k, t, z, ys, out[-9:]")
        return "\n".join(self.lines) + "\n"

    def loop(self, depth: int) -> None:
        self.line(self.choose.choice(HEADS))
        with self.indented():
            for _ in range(self.choose.randint(2, 4)):
                if depth > 1 and self.choose.random() < 0.15:
                    self.loop(depth - 1)
                elif self.choose.random() < 0.15:
                    self.line(f"if {self.choose.choice(BOOLS)}:")
                    with self.indented():
                        stop = self.choose.random() < 0.3
                        self.line(self.choose.choice(["break", "continue"])) if stop else self.statement()
                elif self.choose.random() < 0.12:
                    self.element()
                else:
                    self.statement()

    def statement(self) -> None:
        pick = self.choose.choice
        text = pick(STATEMENTS).format(i=pick(INTS), f=pick(FLOATS), z=pick(COMPLEXES), b=pick(BOOLS))
        for line in text.splitlines():
            self.line(line)

    def element(self) -> None:
        """An element of the cube is read, and written."""
        places = [f"{self.choose.choice(['i', 'x', 'k', '-i'])} % 2" for _ in range(self.ndim)]
        place = f"cube[{', '.join(places) if places else '()'}]"
        kinds = {"b": "bool", "c": "complex", "f": "float"}
        of = kinds.get(numpy.dtype(self.dtype).kind, "int")
        self.line(f"z += {of}({place}) * 0.0625" if of == "complex" else f"t += {of}({place}) * 0.5")
        if self.choose.random() < 0.6:
            self.line(f"{place} = {of}(s % 50)")
