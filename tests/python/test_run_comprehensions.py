"""List comprehensions under `hotloop run`: the list is CPython's, the values machine code's, and nobody can tell."""

from __future__ import annotations

import pytest
from programs import compiled_lines, same

MADE = """
import math, random, traceback

K = 3
xs = [0.5 * i for i in range(300)]                                    # compiled
log = []

def steps(n):
    count = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        count += 1
    return count

def noted(i):
    if i % 50 == 7:
        log.append(i)
    return i * 2

def show(made):
    try:
        print(repr(made())[:200], log)
    except Exception:
        traceback.print_exc()
        print(traceback.format_exc())

def around(n, scale, values):
    def scaled(x):
        return x * scale
    a = [scaled(x) for x in xs]                                       # compiled
    b = [x * K - i for i, x in enumerate(values, 1) if i % 3]         # compiled
    c = [(x * y, y) for x, y in zip(xs, values)]                      # compiled
    d = [a * b for a in range(n) for b in range(a) if a != 7]         # compiled
    e = [[i * j % 5 for j in range(7)] for i in range(n)]             # compiled
    f = [(x, str(x)) for x in reversed(values)]                       # compiled
    g = [x * 2 if x > 9 else None for x in values]                    # compiled
    h = [x + y for x in values[3:9] for y in (x, 1.5)]                # compiled
    x = y = "mine"
    i = [x for x in range(n) if x * 2 > n]                            # compiled
    j = len([steps(k) for k in range(1, n)]) + sum([math.sqrt(x) for x in xs])  # compiled
    return a[-1], b[-2:], c[:3], d[::50], e[3], f[-2:], g[-3:], h, i[:3], j, x, y

def fails(n):
    return [                                                          # compiled
        100 // (n - 9 - i)
        for i in range(n)
        if i % 2 == 0]

def fails_inside(n):
    return [noted(i) // (n - i - 20) for i in range(n) for j in range(3)]

def calls_out(n):
    return [noted(i) for i in range(n)]

def draws(n):
    return [random.random() + random.randrange(9) for _ in range(n)]  # compiled

def takes_off(values, n):
    return [values.pop() + len(values) for _ in range(n)]             # compiled

def grows(n):
    return [2 ** (i // 5) for i in range(n)]

def goes_on(n):
    items = iter(range(n))
    first = [x + 1 for x in items]
    return first[-1], [x for x in items if x > 0]

def changed_below(n):
    values = [x * 1.5 for x in range(n)]                              # compiled
    return [values[i] if i < 50 else values.append(1) or len(values) for i in range(n)]

def of_texts(words):
    return [w.upper() + "!" for w in words], [len(w) * 2 for w in words], [ord(c) + 1 for c in words[1]]  # compiled

class Vector:
    all = [i * 2 for i in range(50)]
    def __init__(self, n):
        self.parts = [i * 0.25 for i in range(n)]                     # compiled
    def doubled(self):
        return [2 * part for part in self.parts]                      # compiled

show(lambda: around(60, 0.25, [1.5 * i for i in range(200)]))
show(lambda: around(9, 3, list(range(200))))
for n in (5, 100, 200):
    show(lambda: fails(n))
    show(lambda: fails_inside(n))
show(lambda: calls_out(120))
random.seed(5)
show(lambda: draws(500)[-3:])
print(random.random())
show(lambda: takes_off([1, 2, 3] * 40, 100)[-5:])
show(lambda: takes_off([1, 2, 3], 100))
show(lambda: grows(400)[-1])
show(lambda: goes_on(90))
show(lambda: changed_below(80)[-2:])
show(lambda: of_texts(["ab", "cde", "f"] * 30)[1][-3:])
show(lambda: (Vector.all[-1], Vector(70).doubled()[-1]))
top = [n * n - k for n in range(40) for k in range(n)]                # compiled
print(top[-5:], "n" in globals())
"""


def test_they_do_what_cpython_does(tmp_path):
    lines = {at for at, line in enumerate(MADE.split("\n"), 1) if line.endswith("# compiled")}
    report = same(tmp_path, MADE)
    assert compiled_lines(report) - {12} >= lines


def test_a_handler_that_raises_in_the_middle(tmp_path):
    same(
        tmp_path,
        """
        import signal, traceback

        def stop(number, frame):
            raise KeyboardInterrupt("stop")

        def steps(n):
            count = 0
            while n != 1:
                n = n // 2 if n % 2 == 0 else 3 * n + 1
                count += 1
            return count

        def f():
            return [steps(n) for n in range(1, 10**9)]

        signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        try:
            f()
        except KeyboardInterrupt as error:
            names = [one.name for one in traceback.extract_tb(error.__traceback__)]
            print(names[:2], names[-1])
            files = {one.filename.rpartition("/")[2] for one in traceback.extract_tb(error.__traceback__)}
            print(files - {"program.py"})
        """,
    )


def test_names_that_are_variables_of_nested_functions(tmp_path):
    same(
        tmp_path,
        """
        def outer(n):
            i = 5
            f = lambda x: x + i
            return [f(i) for i in range(n)], i
        def inner(n):
            i = 5
            def g():
                z = i
                return [i * z for j in range(n) for i in range(j)], i
            return g()
        def made(n):
            k = 2
            return [(lambda: i + k)() for i in range(n)], k
        for n in (3, 50):
            print(outer(n), inner(n), made(n))
        """,
    )


@pytest.mark.parametrize("n", [1, 40, 4000])
def test_without_eagerness_the_same_is_shown(tmp_path, n):
    same(
        tmp_path,
        f"""
        def f(n, k):
            return [(x * x + k) % 1009 for x in range(n) if x % 3]
        def g(rows):
            return [[sum(a * b for a, b in zip(row, column)) for column in zip(*rows)] for row in rows]
        total = 0
        for k in range(300):
            total += sum(f({n}, k))
        print(total)
        rows = [[i * j % 7 for j in range(30)] for i in range(30)]
        for _ in range(3):
            rows = [[x % 13 for x in row] for row in g(rows)]
        print(rows[4])
        """,
        eager=False,
    )
