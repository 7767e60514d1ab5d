"""What CPython runs in the middle of machine code, where the case files cannot say it: globals, lifetimes, reports."""

from __future__ import annotations

import collections

import hotloop

scale = 2


def rescale(i):
    globals()["scale"] = i + 1


def reads_global(n, change):
    total = 0
    for i in range(n):
        total += scale * i
        if i % 6 == 5:
            change(i)
            total += scale
    return total


events = collections.deque()


class Tracked:
    """Notes when it is made and when it goes."""

    def __init__(self, name):
        self.name = name
        self.parts = {}
        events.append(f"+{name}")

    def __del__(self):
        events.append(f"-{self.name}")


def makes_objects(n, make, told):
    total = 0
    for i in range(n):
        total += i
        if i % 4 == 1:
            made = make(i)
            told.append(f"have {made.name}")
    return total


def fails(n, table):
    total = 0
    for i in range(n):
        total += i
        if i % 5 == 3:
            table[i] = table["missing"]
    return total


def calls_itself(n, other):
    total = 0
    for i in range(n):
        total += i * n
        if i % 3 == 2:
            total += other(i)
    return total


def test_a_global_that_is_changed():
    global scale
    for compiled in (False, True):
        f = hotloop.jit(reads_global) if compiled else reads_global
        scale = 2
        found = [f(30, str), f(30, rescale), scale, f(3, str)]
        assert found == [880, 7500, 30, 90]


def test_objects_live_as_long_as_their_variables():
    def events_of(f):
        events.clear()
        f(12, Tracked, events)
        return list(events)

    f = hotloop.jit(makes_objects)
    expected = events_of(makes_objects)
    assert expected == ["+1", "have 1", "+5", "-1", "have 5", "+9", "-5", "have 9", "-9"]
    assert [events_of(f), events_of(f)] == [expected, expected]


def test_an_exception_has_the_line():
    f = hotloop.jit(fails)
    for g in (fails, f):
        try:
            g(9, {})
        except KeyError as error:
            trace = error.__traceback__
            while trace.tb_next is not None:
                trace = trace.tb_next
            assert (trace.tb_frame.f_code.co_name, trace.tb_lineno - fails.__code__.co_firstlineno) == ("fails", 5)
            assert trace.tb_frame.f_locals["i"] == 3
        else:
            raise AssertionError("no KeyError")


def test_what_is_called_may_call_again():
    f = hotloop.jit(calls_itself)

    def outer(g):
        depth = {"n": 0}

        def inner(i):
            depth["n"] += 1
            return g(i, inner) if depth["n"] < 50 else 1

        return g(12, inner)

    expected = outer(calls_itself)
    assert [outer(f), outer(f), outer(f)] == [expected] * 3


def test_reports_name_the_lines():
    f = hotloop.jit(fails)
    f(3, {})
    (report,) = f.statistics["signatures"].values()
    line = fails.__code__.co_firstlineno + 5
    assert list(report["called_out"]) == [line]
    assert f"line {line}: run by CPython: " in f.explain()
