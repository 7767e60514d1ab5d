"""Loops that are not the Mandelbrot set, for the claim that the rule for lanes is a general one.

    for loop in LOOPS:
        loop.function(*loop.arguments(1000))     # about 1000 iterations of the outer loop

What they have in common: the iterations of the outer loop are independent, and what an iteration does depends on its
data. Each bends the inner loop in another way.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


def julia(points, c, maxiter):
    """A `while` with two conditions."""
    counts = [0] * len(points)
    for i in range(len(points)):
        z = points[i]
        n = 0
        while abs(z) <= 2.0 and n < maxiter:
            z = z * z + c
            n += 1
        counts[i] = n
    return counts


def newton(points, maxiter):
    """Complex division, and two ways out. Which iteration found the root of z**3 = 1."""
    counts = [maxiter] * len(points)
    for i in range(len(points)):
        z = points[i]
        for n in range(maxiter):
            slope = 3.0 * z * z
            if abs(slope) < 1e-12:
                break
            step = (z * z * z - 1.0) / slope
            z = z - step
            if abs(step) < 1e-9:
                counts[i] = n
                break
    return counts


def collatz(size):
    """Whole numbers that may outgrow 64 bits, and no bound on the number of steps."""
    steps = [0] * size
    for i in range(size):
        n = i + 1
        count = 0
        while n != 1:
            if n % 2 == 0:
                n = n // 2
            else:
                n = 3 * n + 1
            count += 1
        steps[i] = count
    return steps


def bisection(values, low, high):
    """Both branches of the `if` assign. The cube root of each value, between low and high."""
    roots = [0.0] * len(values)
    for i in range(len(values)):
        a = low
        b = high
        value = values[i]
        while b - a > 1e-12:
            middle = (a + b) * 0.5
            if middle * middle * middle < value:
                a = middle
            else:
                b = middle
        roots[i] = a
    return roots


def escape(x, y, maxiter):
    """Called by `through_a_call`: returns out of its loop."""
    cx = x
    cy = y
    for n in range(maxiter):
        xx = x * x
        yy = y * y
        if xx + yy > 4.0:
            return n
        y = 2.0 * x * y + cy
        x = xx - yy + cx
    return maxiter


def through_a_call(xs, ys, maxiter):
    """The loop with the way out is in another function."""
    counts = [0] * len(xs)
    for i in range(len(xs)):
        counts[i] = escape(xs[i], ys[i], maxiter)
    return counts


def triangle(values, limit):
    """The inner loop starts where the outer one is, and ends early. Where a running sum first exceeds the limit."""
    n = len(values)
    found = [0] * n
    for i in range(n):
        total = 0.0
        for j in range(i + 1, n):
            total += values[j] * values[i]
            if total > limit:
                found[i] = j
                break
    return found


def longest_run(rows, n_rows, n_columns):
    """Reads along the rows while the lanes go down the columns."""
    longest = [0] * n_rows
    for i in range(n_rows):
        best = 0
        current = 0
        for j in range(1, n_columns):
            if rows[i, j] == rows[i, j - 1]:
                current += 1
                if current > best:
                    best = current
            else:
                current = 0
        longest[i] = best
    return longest


@dataclass(frozen=True)
class Loop:
    """A function, and its arguments for about `size` iterations of the outer loop, always the same ones. Pictures are
    computed point by point in rows, as one draws them; the other data is random."""

    name: str
    function: Callable[..., Any]
    arguments: Callable[[int], tuple[Any, ...]]


def picture(size: int, low: complex, high: complex) -> list[complex]:
    """The points of a square picture."""
    side = int(size**0.5)
    xs, ys = ([a + (b - a) * k / side for k in range(side)] for a, b in ((low.real, high.real), (low.imag, high.imag)))
    return [complex(x, y) for y in ys for x in xs]


def random_floats(size: int, low: float, high: float, seed: int) -> list[float]:
    uniform = random.Random(seed).uniform
    return [uniform(low, high) for _ in range(size)]


def random_rows(n_rows: int, n_columns: int) -> Any:
    import numpy

    return numpy.random.default_rng(1).integers(0, 3, (n_rows, n_columns), dtype=numpy.int64)


def mandelbrot_points(size: int) -> tuple[list[float], list[float]]:
    points = picture(size, -2.0 - 1.3j, 1.0 + 1.3j)
    return [point.real for point in points], [point.imag for point in points]


def random_row_arguments(size: int) -> tuple[Any, int, int]:
    """Rows that stay in the processor's caches: from memory, what is measured is memory."""
    return random_rows(size // 16, 200), size // 16, 200


CORNERS = -1.6 - 1.6j, 1.6 + 1.6j

# fmt: off
LOOPS = [
    Loop("Julia set",             julia,          lambda size: (picture(size, *CORNERS), -0.8 + 0.156j, 300)),
    Loop("Newton's fractal",      newton,         lambda size: (picture(size, *CORNERS), 60)),
    Loop("Collatz step counts",   collatz,        lambda size: (size,)),
    Loop("bisection",             bisection,      lambda size: (random_floats(size, 0.0, 100.0, 1), 0.0, 10.0)),
    Loop("escape through a call", through_a_call, lambda size: (*mandelbrot_points(size), 500)),
    Loop("triangle with `break`", triangle,       lambda size: (random_floats(size // 4, 0.0, 100.0, 2), 1e5)),
    Loop("longest run in a row",  longest_run,    random_row_arguments),
]
# fmt: on
