"""Functions that decorated functions call, and instances of classes: each may be replaced and changed."""

import contextlib
import io
import math
import traceback

import pytest
from agreement import check, compiled, outcome
from timers import alarm

import hotloop

np = pytest.importorskip("numpy")


STEPS = ((1, 2), (3, 4))
SCALE = 2.5


# Calls


def helper(x):
    return x * SCALE


def test_functions_are_compiled_in_and_globals_are_watched():
    def total(n):
        s = 0.0
        for i in range(n):
            s += helper(i) + SCALE + math.sin(i)
        return s

    fast = hotloop.jit(total)
    assert fast(10) == total(10)
    compiled(fast)
    old_scale, old_helper = SCALE, helper
    try:
        globals()["SCALE"] = -1.5
        assert fast(10) == total(10)
        globals()["helper"] = lambda x: x - 1.0
        assert fast(10) == total(10)
    finally:
        globals().update(SCALE=old_scale, helper=old_helper)
    assert fast(10) == total(10)
    compiled(fast)
    assert fast.statistics["retired"] == 3


def test_defaults_are_watched(monkeypatch):
    def scaled(x, by=2.5, offset=(1, 0.5)):
        return x * by + offset[0] - offset[-1]

    def twice(x):
        return scaled(x) + scaled(x, offset=(0, 0))

    fast = hotloop.jit(twice)
    assert fast(3) == twice(3)
    compiled(fast)
    monkeypatch.setattr(scaled, "__defaults__", (4, (2, 0)))
    assert repr(fast(3)) == repr(twice(3))
    compiled(fast)
    monkeypatch.setattr(scaled, "__defaults__", (4, [2, 0]))
    assert repr(fast(3)) == repr(twice(3))
    assert "no constant" in fast.explain()
    monkeypatch.setattr(scaled, "__defaults__", None)
    with pytest.raises(TypeError, match="missing 2 required"):
        fast(3)


def test_tuples_of_constants_are_watched(monkeypatch):
    def first(i):
        return STEPS[i][0]

    fast = hotloop.jit(first)
    assert fast(1) == 3
    compiled(fast)
    monkeypatch.setitem(globals(), "STEPS", ((5, 6), (7.5, 8)))
    assert (fast(0), fast(1)) == (5, 7.5)
    compiled(fast)


def test_builtins_are_watched(monkeypatch):
    def size(x):
        return abs(x)

    fast = hotloop.jit(size)
    assert fast(-2.0) == 2.0
    monkeypatch.setitem(globals(), "abs", lambda x: "mine")
    assert fast(-2.0) == "mine"
    monkeypatch.undo()
    assert fast(-2.0) == 2.0
    monkeypatch.setattr(math, "sin", lambda x: "other")
    sine = hotloop.jit(lambda x: math.sin(x))
    assert sine(1.0) == "other"


def test_closures_are_watched():
    factor = 2

    @hotloop.jit
    def times(x):
        return x * factor

    assert times(4) == 8
    factor = 3.5
    assert times(4) == 14.0
    factor = "ab"
    assert times(2) == "abab"


def test_what_changes_all_the_time_stays_in_cpython():
    global COUNTER

    @hotloop.jit
    def read():
        return COUNTER + 1

    for COUNTER in range(40):
        assert read() == COUNTER + 1
    assert "COUNTER" in read.signatures["(...)"]


COUNTER = 0


def test_print_is_called_out(capsys):
    def speak(n):
        for i in range(n):
            if i % 3 == 0:
                print("at", i, i * 0.5, sep="|")
        return n

    expected = outcome(speak, (10,))
    fast = hotloop.jit(speak)
    assert outcome(fast, (10,)) == expected
    fast(4)
    assert capsys.readouterr().out == "at|0|0.0\nat|3|1.5\n"
    compiled(fast)


def test_print_sees_the_list_as_it_is():
    def speak(values):
        for i in range(len(values)):
            values[i] = i * 2
            print(values, i)

    compiled(check(speak, [0, 0, 0, 0]))


def test_an_exception_in_print():
    class Broken:
        def write(self, text):
            raise OSError("disk full")

        def flush(self):
            pass

    def speak(values):
        for i in range(len(values)):
            values[i] = i
            if i == 3:
                print(i)

    fast = hotloop.jit(speak)
    values = [9] * 6
    with contextlib.redirect_stdout(Broken()), pytest.raises(OSError, match="disk full") as caught:
        fast(values)
    assert values == [0, 1, 2, 3, 9, 9]
    names = [entry.name for entry in traceback.extract_tb(caught.value.__traceback__)]
    assert names == ["test_an_exception_in_print", "speak", "write"]


def test_a_stream_that_changes_the_list():
    class Meddler(io.StringIO):
        def write(self, text):
            values[5] = 100
            return super().write(text)

    def speak(values):
        for i in range(len(values)):
            values[i] = values[i] + 1
            if i == 2:
                print(i)

    outcomes = []
    for function in (speak, hotloop.jit(speak)):
        values = [0] * 8
        with contextlib.redirect_stdout(Meddler()):
            function(values)
        outcomes.append(values)
    assert outcomes[0] == outcomes[1]


# ---- classes of instances


def test_what_a_class_has_may_change():
    class Body:
        drag = 0.5

        def __init__(self):
            self.x = 1.0

        def move(self, dt):
            self.x += dt

    def back(self, dt):
        self.x -= dt

    def fails(self, name):
        raise AttributeError(name)

    def check():
        a, b = [Body(), Body()], [Body(), Body()]
        f(a, 5), g(b, 5)
        assert [vars(one) for one in a] == [vars(one) for one in b]

    def f(bodies, n):
        for _ in range(n):
            for b in bodies:
                b.move(1.0)
                b.x -= b.drag

    g = hotloop.jit(f)
    check()
    assert set(g.signatures.values()) == {"compiled"}
    Body.drag = 0.25
    check()
    forth, Body.move = Body.move, back
    check()
    assert set(g.signatures.values()) == {"compiled"}
    Body.move = forth
    forth.__code__ = back.__code__
    check()
    Body.__setattr__ = lambda self, name, value: object.__setattr__(self, name, value * 2)
    check()
    del Body.__setattr__
    Body.__getattr__ = fails
    check()
    del Body.__getattr__
    Body.x = property(lambda self: vars(self)["x"], lambda self, x: vars(self).__setitem__("x", x * 3))
    check()
    del Body.x
    Body.drag = property(lambda self: self.x * 0.125)
    check()


def test_signal_handlers_see_and_change_attributes():
    class Counter:
        def __init__(self):
            self.n, self.half, self.last = 0, 0.0, 10**12

    @hotloop.jit
    def count(counter, n):
        for _ in range(n):
            counter.n += 1
            counter.half += 0.5
            if counter.n > counter.last:
                return

    def look(*_):
        seen.append((counter.n, counter.half))
        if len(seen) == 3:
            counter.last = counter.n + 5

    count(Counter(), 10)
    counter, seen = Counter(), []
    with alarm(look, 0.05, again=0.05):
        count(counter, 10**11)
    assert counter.n == seen[2][0] + 6
    assert all(n == 2 * half for n, half in seen)


def add_ones(a, seen, n):
    for j in range(n):
        a[j & 7] = a[j & 7] + 1
        if seen[0] == -1:
            a[8] += 1


def add_one_to_each(a, seen, n):
    for _ in range(n // 1000):
        for j in range(1000):
            a[j] = a[j] + 1


def called_in_the_middle(a, seen, n):
    add_ones(a, seen, n)
    add_one_to_each(a, seen, 20 * n)
    return a[0]


@pytest.mark.parametrize("lanes", [1, None])
def test_what_a_handler_does_in_the_middle_of_a_called_loop_happens_once(lanes):
    """Such a loop is left by an exit point before it: what the handler does is neither undone nor done twice."""
    fast = hotloop.jit(called_in_the_middle, lanes=lanes)
    fast([0] * 1000, [0, 0], 1000)
    a, seen, n = [0] * 1000, [0, 0], 2_000_000

    def count(*_):
        seen[1] += 1

    n_calls = 0
    with alarm(count, 0.004, again=0.004):
        while seen[1] < 3:
            fast(a, seen, n)
            n_calls += 1
    assert seen[0] == 0
    assert sum(a) == 21 * n * n_calls
