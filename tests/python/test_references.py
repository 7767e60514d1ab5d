"""Objects that go through compiled code: their references, long lists of them, and nothing that stays behind."""

import collections
import gc
import sys

import pytest
from dispatchers import compiled

import hotloop

np = pytest.importorskip("numpy")


def test_references_are_balanced():
    @hotloop.jit
    def mixed(values, array, text, pair, n):
        s = 0.0
        for i in range(n):
            values[i] = values[i] + 1.0
            s += values[i]
            array[i] = array[i] + 1.0
        return s, values, array, pair

    values, array, text, pair = [1.5, 2.5, 3.5], np.ones(3), "a text", (1000, 2.5)
    objects = [values, array, text, pair, None, True, mixed, mixed.py_func, *values]
    mixed(values, array, text, pair, 3)
    compiled(mixed)
    before = [sys.getrefcount(one) for one in objects]
    for _ in range(1000):
        mixed(values, array, text, pair, 3)
    after = [sys.getrefcount(one) for one in objects]
    assert all(abs(a - b) <= 1 for a, b in zip(before[:-3], after[:-3])), list(zip(before, after))


def test_calls_with_long_lists_take_turns_with_others():
    offset = 10

    def at(values, i, more=0):
        return values[i] + more + offset

    fast = hotloop.jit(at)
    long, short = list(range(100_000)), list(range(20))
    arguments = [
        (long, 5),
        (long, -1, 2),
        (short, 5),
        (long, 99_999),
        (tuple(short), 1),
        (np.arange(9.0), 3),
        (long, 7),
    ]
    for one in [*arguments, *arguments[::-1]] * 3:
        for _ in range(3):
            assert fast(*one) == at(*one)
    assert fast(i=4, values=long) == fast(long, i=4) == 14
    before = fast.statistics["python_calls"]
    for i in range(600):
        assert fast(long, i) == i + 10
    assert fast.statistics["python_calls"] == before + 600
    offset = 20
    assert fast(long, 3) == 23
    for wrong in [(long, 100_000), (long, "x"), (long,), ([None] * 100, 1)]:
        with pytest.raises((IndexError, TypeError)):
            fast(*wrong)
    strict = hotloop.jit(strict=True)(at)
    assert strict(long, 3) == 23 and strict.statistics["python_calls"] == 0


@pytest.mark.parametrize("length", [63, 64, 65, 300])
def test_references_to_what_long_lists_hold(length):
    def add(values, more):
        for i in range(1, len(values), 3):
            values[i] = values[i - 1] + more

    def turn(values, more):
        for i in range(0, len(values), more):
            values[i] = not values[i]

    ints = [[7] * length, list(range(-5, length - 5)), [10**6] * length, [0, 7, 10**6] * (length // 3)]
    bools = [[True] * length, [False, True, True] * (length // 3)]
    calls = [(add, values, more) for values in ints for more in (0, 5, -2, 10**6)]
    calls += [(add, [0.5] * length, 0.25)]
    calls += [(turn, values, more) for values in bools for more in (1, 2, 200)]
    held = [True, False, *range(-5, 257)]
    for function, values, more in calls:
        fast = hotloop.jit(function)
        expected, found = values[:], values[:]
        function(expected, more)
        fast(found, more)
        assert found == expected
        # Bools and small ints are one object each.
        assert all(a is b for a, b in zip(found, expected) if type(b) is bool or b in held)
        before = [sys.getrefcount(one) for one in (*held, values[-1])]
        for _ in range(20):
            fast(values[:], more)
        after = [sys.getrefcount(one) for one in (*held, values[-1])]
        assert all(abs(a - b) < 10 for a, b in zip(before, after)), (function, values, more)
        compiled(fast)


@pytest.mark.parametrize("length", [64, 65, 700, 150_000])
def test_references_where_all_elements_become_one_int(length):
    @hotloop.jit
    def fill(values, value):
        for i in range(len(values)):
            values[i] = value * 3 + 1

    fill([0] * 8, 1)
    for value in (7, 300, 190_000, 1 << 40):
        old = int(str(value + 10**6))  # an object that nobody else has
        before = sys.getrefcount(old)
        values = [old] * length
        for now in (value, value + 1, value + 1, value):
            fill(values, now)
            assert values == [now * 3 + 1] * length
            assert sys.getrefcount(old) == before
            new = values[5]
            if new > 256:
                # Those of the list, of the variable and of the call.
                assert sys.getrefcount(new) == sum(one is new for one in values) + 2
    compiled(fill)


@pytest.mark.parametrize("limit", [250, 300, 1 << 14, (1 << 14) - 5, 10**6])
def test_references_to_ints_that_long_lists_are_given(limit):
    @hotloop.jit
    def fill(values, limit):
        for i in range(1, len(values)):
            values[i] = (values[i] + values[i - 1] + i // 3) % limit

    def small_ints(values):
        count = collections.Counter(values)
        return np.array([count[one] for one in range(-5, 257)])

    def references():
        return np.array([sys.getrefcount(one) for one in range(-5, 257)])

    length = 140_001
    for start in ([0] * length, [i % 200 for i in range(length)], [0] * (length - 100) + [1000] * 100):
        expected, found = start[:], start[:]
        fill.py_func(expected, limit)
        before = references()
        fill(found, limit)
        more = references() - before
        assert found == expected
        if sys.version_info < (3, 12):
            # From then on small ints live for ever.
            changed = small_ints(found) - small_ints(start)
            assert abs(more - changed).max() < 40
        places = collections.Counter(map(id, found))
        large = [at for at in range(0, length, 70) if found[at] > 256 and found[at] not in (1000, limit)]
        assert all(sys.getrefcount(found[at]) == places[id(found[at])] + 1 for at in large)
        fill(found, limit)
        fill.py_func(expected, limit)
        assert found == expected
    compiled(fill)


@pytest.mark.parametrize("other", [2.5, True, 1 << 70])
def test_one_other_object_in_a_long_list(other):
    @hotloop.jit
    def total(values):
        s = 0
        for i in range(len(values)):
            s += values[i]
        return s

    for at in (0, 70_000, 130_999, 131_070):
        values = [1] * 131_072
        values[at] = other
        assert total(values) == total.py_func(values)
    assert total([1] * 131_072) == 131_072


def test_objects_are_passed_through():
    @hotloop.jit
    def choose(n, thing):
        s = 0
        for i in range(n):
            s += i
        return s

    thing = object()
    before = sys.getrefcount(thing)
    for _ in range(100):
        assert choose(4, thing) == 6
    assert sys.getrefcount(thing) == before
    compiled(choose)


def test_nothing_leaks():
    @hotloop.jit
    def work(values, n):
        out = [0.0] * n
        for i in range(n):
            out[i] = values[i] * 2.0
            if values[i] > 1e6:
                out[i] = 1.0 / 0.0
        return out

    def once():
        work([1.0, 2.0, 3.0], 3)
        with pytest.raises(ZeroDivisionError):
            work([1.0, 1e7, 3.0], 3)
        with pytest.raises(IndexError):
            work([1.0], 3)

    def blocks():
        gc.collect()
        return sys.getallocatedblocks()

    for _ in range(50):
        once()
    before = blocks()
    for _ in range(300):
        once()
    assert blocks() - before < 200
