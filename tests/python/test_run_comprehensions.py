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
    f = [(x, str(x)) for x in reversed(values)]
    o = [(x, x + 1) for x in reversed(values)]                        # compiled
    g = [x * 2 if x > 9 else None for x in values]                    # compiled
    h = [x + y for x in values[3:9] for y in (x, 1.5)]                # compiled
    x = y = "mine"
    i = [x for x in range(n) if x * 2 > n]                            # compiled
    j = len([steps(k) for k in range(1, n)]) + sum([math.sqrt(x) for x in xs])  # compiled
    return a[-1], b[-2:], c[:3], d[::50], e[3], f[-2:], o[-2:], g[-3:], h, i[:3], j, x, y

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
    assert compiled_lines(report) >= lines


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


def test_a_handler_that_raises_whatever_is_done_just_then(tmp_path):
    same(
        tmp_path,
        """
        import signal, traceback

        def stop(number, frame):
            raise TimeoutError("stop")

        def f(k):
            return [x * k % 7 for x in range(400)]

        def g(k):
            # Its machine code is made anew for each type.
            return [x + k for x in (1, 2.5, "a", k)[k % 2:k % 2 + 1] * 3]

        signal.signal(signal.SIGALRM, stop)
        files = set()
        for k in range(150):
            signal.setitimer(signal.ITIMER_REAL, 0.0003 + 0.0001 * (k % 40), 1.0)
            try:
                while True:
                    f(k), g(0)
            except TimeoutError as error:
                signal.setitimer(signal.ITIMER_REAL, 0)
                files |= {one.filename.rpartition("/")[2] for one in traceback.extract_tb(error.__traceback__)}
        print(files)
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


AS_WRITTEN = """
import math, traceback

def primes(n):
    flags = [True] * n
    for i in range(2, math.isqrt(n) + 1):
        if flags[i]:
            flags[i * i :: i] = [False for _ in flags[i * i :: i]]
    return [i for i, is_prime in enumerate(flags) if is_prime and i > 1]

def quicksort(values):
    if len(values) <= 1:
        return values
    pivot = values[len(values) // 2]
    below = [x for x in values if x < pivot]
    return quicksort(below) + [x for x in values if x == pivot] + quicksort([x for x in values if x > pivot])

def eliminated(m):
    for c in range(len(m)):
        p = max(range(c, len(m)), key=lambda r: abs(m[r][c]))
        m[c], m[p] = m[p], m[c]
        for r in range(c + 1, len(m)):
            k = m[r][c] / m[c][c]
            m[r] = [a - k * b for a, b in zip(m[r], m[c])]
    return m

def fft(x):
    n = len(x)
    if n <= 1:
        return x
    even, odd = fft(x[0::2]), fft(x[1::2])
    t = [complex(math.cos(k / n), math.sin(k / n)) * odd[k] for k in range(n // 2)]
    return [even[k] + t[k] for k in range(n // 2)] + [even[k] - t[k] for k in range(n // 2)]

def neighbours(g, r, c):
    return sum([g[(r + i) % len(g)][(c + j) % len(g)] for i in (-1, 0, 1) for j in (-1, 0, 1)]) - g[r][c]

def life(g):
    n = range(len(g))
    return [[1 if (k := neighbours(g, r, c)) == 3 or (k == 2 and g[r][c]) else 0 for c in n] for r in n]

def grown(values, n):
    return [values.append(x) or x for x in values if len(values) < n], values[-2:]

def last_of(n):
    last = None
    made = [(last := i * 3 % 7) for i in range(n) if i % 5]
    return last, made[-3:]

def without_repeats(values):
    seen = set()
    return [x for x in values if not (x in seen or seen.add(x))]

def shared(n):
    row = [0] * 3
    rows = [row for _ in range(n)]
    if rows:
        rows[0][1] = 9
    return rows[-1:], all(one is row for one in rows)

def adders(n):
    made = [lambda x, k=k: x + k for k in range(n)]
    late = [lambda: k for k in range(n)]
    return [f(10) for f in made][-2:], [f() for f in late][-2:]

class Signal:
    gain = 2
    def __init__(self, n):
        self.values = [i % 7 - 3.0 for i in range(n)]
    def amplify(self):
        self.values = [x * self.gain for x in self.values]
        Signal.gain += 1
        return self.values[-1:]
    def roots(self):
        return [math.sqrt(x) for x in self.values]

def digits(n):
    return [int(c) for c in "1234567890" * n + "x"]

def show(f, *arguments):
    try:
        print(repr(f(*arguments))[-300:])
    except Exception:
        print(traceback.format_exc())

for n in (1, 4, 64, 512):
    show(primes, n)
    show(quicksort, [i * 7919 % 101 for i in range(n)])
    show(eliminated, [[(i * 5 + j * j) % 11 + (i == j) * 20 for j in range(min(n, 20))] for i in range(min(n, 20))])
    show(fft, [i * 37 % 101 for i in range(n)])
    show(life, [[(i * j + i) % 3 % 2 for j in range(min(n, 12))] for i in range(min(n, 12))])
    show(grown, [1, 2, 3], n)
    show(last_of, n)
    show(without_repeats, [i * i % 29 for i in range(n)])
    show(shared, n)
    show(adders, n)
    signal = Signal(n)
    show(signal.amplify)
    show(signal.amplify)
    show(signal.roots)
    show(digits, n)
print([x / (x - 300) for x in range(400)])
"""


@pytest.mark.parametrize("eager", [True, False])
def test_programs_as_people_write_them(tmp_path, eager):
    same(tmp_path, AS_WRITTEN, eager=eager)


def test_iterators_of_ranges(tmp_path):
    report = same(
        tmp_path,
        """
        def backwards(n):
            s = 0
            for i in reversed(range(n)):                              # line 4
                s += i * i % 7
            return s, [i * i % 7 for i in reversed(range(n))][-2:]    # line 6

        def stopped(n):
            items = iter(range(n))
            s = 0
            for i in items:
                s += i
                if i == n // 2:
                    break
            left = next(items)
            a = [x * 2 for x in items if x % 3]
            return s, left, a[:3], list(items), next(items, None)

        def taken_inside(n):
            items = iter(range(n))
            s = 0
            for i in items:
                s += i * next(items, 7)
            return s

        def shared(n):
            items = reversed(range(n))
            s = 0
            for i in items:
                for j in items:
                    s += j % 5
                    if j % 100 == 0:
                        break
                s += i
            return s, list(items)

        def failing(n):
            items = reversed(range(n))
            try:
                for i in items:
                    10 // (i - n // 2)
            except ZeroDivisionError:
                return next(items)

        def asked(n):
            items = iter(range(n))
            made = []
            for i in items:
                made.append(i if len(made) % 7 else items.__length_hint__())
            return sum(made)

        def pairs(n):
            items = iter(range(n))
            return [a * b for a, b in zip(items, items)][-2:], list(items)

        for f in (backwards, stopped, taken_inside, shared, failing, asked, pairs):
            for n in (10, 1000, 2001):
                print(f.__name__, n, f(n))
        """,
    )
    assert compiled_lines(report) >= {4, 6}
