"""Generator expressions under `hotloop run`: what the program, the builtin or the values do to them."""

from __future__ import annotations

import pytest
from programs import compiled_lines, same

GENERATED = """
import random, traceback

log = []
K = 3
xs = [0.5 * i for i in range(300)]

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

def around(n, scale, lists):
    def scaled(x):
        return x * scale
    show(lambda: "nothing: a generator expression in a lambda is CPython's")
    a = sum(scaled(x) for x in xs)                                    # compiled
    b = max(x * K - i for i, x in enumerate(lists, 1) if i % 3)       # compiled
    c = sorted((x * y for x, y in zip(xs, lists)), reverse=True)      # compiled
    d = sum(a * b for a in range(n) for b in range(a) if a != 7)      # compiled
    e = sum((x if x > 9 else K for x in lists), 0.25)                 # compiled
    f = tuple((x, str(x)) for x in lists)
    return a, b, c[:3], d, e, f[-2:], set(x // 3 for x in lists)      # compiled

def fails(n):
    return sum(                                                       # compiled
        100 // (n - 9 - i)
        for i in range(n))

def fails_inside(n):
    return sum(noted(i) // (n - i - 20) for i in range(n) for j in range(3))

def calls_out(n):
    return list(noted(i) for i in range(n))

def draws(n):
    return sum(random.random() for _ in range(n))                     # compiled

def grows(n):
    return sum(2 ** i for i in range(n))                              # compiled

def no_numbers(n):
    return sum(str(noted(i)) for i in range(n))

def takes_out(lists):
    return sum(lists.pop() for _ in range(len(lists) // 2)), lists    # compiled

def strange(n):
    table = {i: i for i in range(9)}
    return sum(table[i % 9] for i in range(n))

def recursive(n):
    return 1 if n < 2 else sum(recursive(n - k) for k in (1, 2))

random.seed(4)
for n in (0, 1, 40, 120):
    show(lambda: around(n, 1.5, [i % 11 for i in range(1, n + 5)]))
    for one in (fails, fails_inside, calls_out, draws, grows, no_numbers, strange):
        show(lambda: one(n))
    show(lambda: takes_out(list(range(n))))
print(recursive(12), random.random(), sum(steps(i) for i in range(1, 99)))   # compiled
show(lambda: around(9, 1.5, xs[:9] + ["text"]))
"""


@pytest.mark.parametrize("eager", [True, False])
def test_generator_expressions(eager, tmp_path):
    report = same(tmp_path, GENERATED, eager=eager)
    expected = {line for line, text in enumerate(GENERATED.splitlines(), 1) if text.endswith("# compiled")}
    if eager:
        assert compiled_lines(report) >= expected


def test_generator_expressions_that_are_left_alone(tmp_path):
    report = same(
        tmp_path,
        """
        import itertools

        def total(values):
            return list(values)[-1]

        def sum(values):
            return 5 if values is None else next(values)

        def first(n):
            return sum(i * i for i in range(n)), any(i * i > 5 for i in range(n)), all(i < 5 for i in range(n))

        def keys(n):
            return max((i * i for i in range(n)), key=lambda x: -x), total(i for i in range(n))

        class Numbers:
            def __iter__(self):
                self.left = 5
                return self

            def __next__(self):
                self.left -= 1
                if self.left < 0:
                    raise StopIteration
                return self.left

        def others():
            numbers = Numbers()
            endless = itertools.count()
            return max(i * j for i in numbers for j in range(3)), list(i for i in endless if i < 0 or i / (9 - i))

        print(first(100), keys(100))
        others()
        """,
    )
    assert not {one["line"] for one in report["loops"] if one["compiled"]}


def test_the_first_line_of_a_file(tmp_path):
    """Lines of ours stand before it."""
    report = same(tmp_path, "print(sum(i & 7 for i in range(10_000)))\nfor i in range(100): print(i)\n")
    assert compiled_lines(report) == {1, 2}


def test_values_are_made_a_list_at_a_time(tmp_path):
    """A range of many items takes no more memory than CPython does: values of at most some 100,000 at once."""
    report = same(
        tmp_path,
        """
        import re

        def peak():
            return int(re.search(r"VmHWM:\\s*([0-9]+) kB", open("/proc/self/status").read())[1])

        before = peak()
        print(sum(i & 1023 for i in range(10_000_000)), sum(i ^ j for i in range(3000) for j in range(2000)))
        print(peak() - before < 200_000)
        """,
        eager=False,
    )
    assert {one["iterations"] > 1000 for one in report["loops"] if one["compiled"]} == {True}


OWN_BUILTINS = """
import builtins, types

class set:
    def __new__(cls, values):
        return type(values).__name__, values.gi_running

def own(list):
    return list(i * 2 for i in range(20_000))

def local():
    def sorted(values):
        values.close()
        return [*values]
    return sorted(i * 2 for i in range(20_000))

def seen(values):
    return type(values).__name__, [*values][-1]

print(set(i for i in range(20_000)), own(lambda g: isinstance(g, types.GeneratorType)), local())
whole = builtins.max, builtins.frozenset
builtins.max, builtins.frozenset = seen, seen
print(max(i for i in range(20_000)), frozenset(i for i in range(20_000)))
builtins.max, builtins.frozenset = whole
"""


@pytest.mark.parametrize("eager", [True, False])
def test_functions_with_the_name_of_a_builtin_get_the_generator(eager, tmp_path):
    same(tmp_path, OWN_BUILTINS, eager=eager)


def test_nobody_asks_iterators_of_the_program_for_their_length(tmp_path):
    same(
        tmp_path,
        """
        class Numbers:
            def __init__(self):
                self.n = 0

            def __iter__(self):
                return self

            def __next__(self):
                self.n += 1
                if self.n > 200:
                    raise StopIteration
                return self.n

            def __length_hint__(self):
                raise ValueError("of the program")

        class Sequence:
            def __len__(self):
                print("asked")
                return 200

            def __getitem__(self, i):
                if i >= 200:
                    raise IndexError
                return i

        print(sum(x * x for x in Numbers()), sum(x * x for x in Sequence()), sum(x for x in reversed(Sequence())))
        """,
    )


def test_an_iterator_that_others_have_goes_on(tmp_path):
    report = same(
        tmp_path,
        """
        def raises(values):
            try:
                return sum(1 // (x - 2500) for x in values)
            except ZeroDivisionError:
                return "raised"

        a = iter(range(3000))
        print(max(x & 1023 for x in a), [*a])
        for one in range(3000), [*range(3000)]:
            b, c, d = iter(one), iter(one), iter(range(2000))
            print(raises(b), len([*b]))
            print(sum(x + y for x, y in zip(c, d)), [*c][0], [*d])
            inner = iter(one)
            print(sum(x + y for x, y in enumerate(inner)), [*inner])
            print(sum(x + y for x, y in enumerate(one)))  # compiled
        """,
    )
    assert compiled_lines(report) >= {16}


def test_values_that_a_builtin_raises_at_are_not_made_ahead(tmp_path):
    report = same(
        tmp_path,
        """
        log = []

        def kept(x):
            log.append(x)
            return None if x == 900 else x

        def text(x):
            log.append(x)
            return "a" if x == 900 else x

        def row(x):
            log.append(x)
            return [x]

        def show(function):
            log.clear()
            try:
                print(function())
            except Exception as error:
                print(repr(error))
            print(len(log), log[-1:])

        xs = [x for x in range(1000)]
        show(lambda: 1)
        def work():
            for source in xs, range(1000):
                for what in kept, text, row:
                    for of in ("sum", "min", "max", "set", "frozenset", "sorted", "list"):
                        yield source, what, of
        for source, what, of in work():
            def go():
                if of == "sum":
                    return sum(what(x) for x in source)
                if of == "min":
                    return min(what(x) for x in source)
                if of == "max":
                    return max(what(x) for x in source)
                if of == "set":
                    return len(set(what(x) for x in source))
                if of == "frozenset":
                    return len(frozenset(what(x) for x in source))
                if of == "sorted":
                    return sorted(what(x) for x in source)[-1]
                return list(what(x) for x in source)[-1]
            show(go)

        def total(xs):
            return sum(None if x == 900 else 1 // (x - 950) for x in xs)

        def pairs(xs):
            return sorted(set((x % 3, x % 5) for x in xs))
        show(lambda: total(xs))
        show(lambda: pairs(xs))

        nan = float("nan")
        print(len(set(nan for _ in xs)), len(set((i & 1, nan) for i in range(1000))))
        """,
    )
    assert compiled_lines(report) >= {34, 52}


def test_stop_iteration_in_a_generator_expression(tmp_path):
    source = """
    import traceback

    def f(x):
        if x == 1500:
            raise StopIteration(x)
        return x

    def one(n):
        return list(f(x) for x in range(n))

    def two(n):
        return list(f(x + y) for x in range(n) for y in range(2))

    for work in one, two:
        try:
            print(len(work(2000)))
        except RuntimeError as error:
            traceback.print_exc()
            print(repr(error), repr(error.__cause__), repr(error.__context__))
    """
    assert compiled_lines(same(tmp_path, source)) == {10, 13}


def test_generator_expressions_near_the_recursion_limit(tmp_path):
    same(
        tmp_path,
        """
        import sys

        sys.setrecursionlimit(150)

        def one(n):
            return sum(x * x % 7 for x in range(n))

        def two(n):
            return sum(x * y % 7 for x in range(n) for y in (1, 2))

        def down(k, work):
            return down(k - 1, work) if k else work(300)

        for work in one, two:
            for k in range(150):
                try:
                    print(k, down(k, work))
                except RecursionError as error:
                    trace = error.__traceback__
                    while trace:
                        assert trace.tb_frame.f_code.co_filename == __file__
                        trace = trace.tb_next
                    break
        """,
    )


def test_a_clock_of_the_program_is_not_ours(tmp_path):
    same(
        tmp_path,
        """
        import time

        def clock():
            raise ValueError

        time.perf_counter = clock
        total = 0
        for i in range(10_000):
            total += i
        print(sum(i * i for i in range(10_000)), total)
        """,
    )


def test_asynchronous_generator_expressions(tmp_path):
    same(
        tmp_path,
        """
        async def numbers():
            yield 1

        def work():
            return sum(x for y in [numbers()] async for x in y)

        work()
        """,
    )


@pytest.mark.parametrize("eager", [True, False])
def test_exceptions_of_signal_handlers_have_no_frames_of_ours(eager, tmp_path):
    same(
        tmp_path,
        """
        import signal, sys

        class Late(Exception):
            pass

        def handler(number, frame):
            raise Late

        # One that is raised in the callback of a weak reference comes here, and nowhere else.
        sys.unraisablehook = lambda lost: print("lost", lost.exc_type, lost.object)

        def work(n):
            return sum(x * x % 7 for x in range(n))

        signal.signal(signal.SIGALRM, handler)
        for k in range(30):
            try:
                signal.setitimer(signal.ITIMER_REAL, 0.001 + k * 0.001)
                while True:
                    work(3000)
            except Late as error:
                trace = error.__traceback__
                while trace:
                    assert trace.tb_frame.f_code.co_filename == __file__, (k, trace.tb_frame.f_code)
                    trace = trace.tb_next
        """,
        eager=eager,
    )
