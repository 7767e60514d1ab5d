"""Generator expressions under `hotloop run`: what the program, the builtin or the values do to them."""

from __future__ import annotations

import pytest
from test_run import compiled_lines, same

from hotloop._run._rewrite import WATCHES_ITEMS

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
    assert compiled_lines(report) >= {16} or not WATCHES_ITEMS


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
    assert compiled_lines(report) >= {34, 52} or not WATCHES_ITEMS


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
    assert compiled_lines(same(tmp_path, source)) == ({10, 13} if WATCHES_ITEMS else set())


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
                    result = down(k, work)
                    # From 3.12 on a program has some levels less.
                    if sys.version_info < (3, 12) or k < 110:
                        print(k, result)
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
        import signal

        class Late(Exception):
            pass

        def handler(number, frame):
            raise Late

        def work(n):
            return sum(x * x % 7 for x in range(n))

        signal.signal(signal.SIGALRM, handler)
        for k in range(30):
            signal.setitimer(signal.ITIMER_REAL, 0.001 + k * 0.001)
            try:
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
