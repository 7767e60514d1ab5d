"""Decorated functions answer as CPython does, and say what ran compiled."""

import cmath
import contextlib
import io
import math
import sys
import traceback
from fractions import Fraction

import pytest
from timers import alarm

import hotloop

np = pytest.importorskip("numpy")

STEPS = ((1, 2), (3, 4))
SCALE = 2.5


def compiled(function):
    """The statistics of the only signature that the function was compiled for."""
    signatures = function.statistics["signatures"]
    assert all(one["compiled"] for one in signatures.values()), function.signatures
    (only,) = signatures.values()
    return only


def same(a, b):
    """Equal in type and value, bit for bit; NaN is NaN."""
    assert type(a) is type(b), (a, b)
    assert repr(a) == repr(b)


def check(function, *arguments):
    """CPython and compiled code do the same to equal arguments."""
    import copy

    fast = hotloop.jit(function)
    expected_arguments, found_arguments = copy.deepcopy(arguments), copy.deepcopy(arguments)
    expected, found = outcome(function, expected_arguments), outcome(fast, found_arguments)
    assert expected == found
    assert repr(expected_arguments) == repr(found_arguments)
    return fast


def outcome(function, arguments):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            value = function(*arguments)
        except Exception as error:
            return type(error), str(error), printed.getvalue()
    return type(value), repr(value), printed.getvalue()


# Scalars


def add(x, y):
    return x + y


@pytest.mark.parametrize(
    "x, y",
    [(1, 2), (1.5, 2), (2, -0.5), (True, True), (1 + 2j, 0.5), (-0.0, -0.0), (float("nan"), 1.0), (2**62, 5), (-7, 7)],
)
def test_scalars(x, y):
    fast = check(add, x, y)
    assert compiled(fast)["calls"] == 1


def test_results_have_cpythons_types():
    @hotloop.jit
    def several(n, x):
        return n, x, n > 3, (complex(x, n), None)

    assert several(4, 0.5) == (4, 0.5, True, (0.5 + 4j, None))
    assert [type(one) for one in several(4, 0.5)] == [int, float, bool, tuple]
    compiled(several)


def test_an_int_beyond_64_bits_stays_right():
    fast = check(add, 2**63 - 1, 1)
    assert compiled(fast)["n_exits"] == 1
    assert fast(2**80, 1) == 2**80 + 1
    assert fast(-(2**63), 0) == -(2**63)


def test_other_objects_stay_in_cpython():
    fast = hotloop.jit(add)
    assert fast(Fraction(1, 2), 1) == Fraction(3, 2)
    assert fast([1], ["x"]) == [1, "x"]
    assert list(fast.signatures)[0].startswith("(")
    assert not any(one["compiled"] for one in fast.statistics["signatures"].values())


def test_subclasses_are_not_taken_for_their_bases():
    class Loud(float):
        def __add__(self, other):
            return "loud"

    fast = hotloop.jit(add)
    assert fast(1.0, 2.0) == 3.0
    assert fast(Loud(1.0), 2.0) == "loud"
    assert fast(True, 1) == 2


# Loops


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def test_a_while_loop():
    fast = check(collatz, 27)
    assert fast(97) == collatz(97)
    assert compiled(fast)["calls"] == 2


def test_a_for_loop():
    def total(n):
        s = 0.0
        for i in range(n):
            s += i * 0.5
        return s

    fast = check(total, 1000)
    assert compiled(fast)["loops"][0]["line"] == total.__code__.co_firstlineno + 2
    for n in (0, -5, 1):
        assert fast(n) == total(n)


def test_overflow_goes_on_in_cpython():
    def power(base, n):
        result = 1
        for i in range(n):
            result = result * base
        return result

    fast = check(power, 3, 100)
    assert compiled(fast)["n_exits"] == 1


def test_a_function_that_always_leaves_goes_back_to_cpython():
    def huge(n):
        return n * 2**40 * 2**40

    fast = hotloop.jit(huge)
    for n in range(1, 40):
        assert fast(n) == huge(n)
    (reason,) = fast.signatures.values()
    assert "too often" in reason


def test_leaving_after_much_work_is_not_too_often():
    def search(data, wanted):
        i = 0
        while data[i] != wanted:
            i += 1
        return i

    fast = hotloop.jit(search)
    data = np.arange(300_000)
    for _ in range(20):
        with pytest.raises(IndexError):
            fast(data, -1)
    assert compiled(fast)["n_exits"] == 20


# Exceptions


def divide(values, by):
    total = 0.0
    for i in range(len(values)):
        total += 1.0 / (values[i] - by)
        values[i] = total
    return total


def test_an_exception_is_cpythons():
    values = [float(i) for i in range(50)]
    fast = check(divide, values, 31.0)
    compiled(fast)
    with pytest.raises(ZeroDivisionError) as caught:
        fast(values, 40.0)
    entries = traceback.extract_tb(caught.value.__traceback__)
    assert entries[-1].name == "divide" and entries[-1].line == "total += 1.0 / (values[i] - by)"
    assert len(entries) == 2
    assert values[39] != 39.0 and values[40] == 40.0


def test_locals_in_the_traceback():
    fast = hotloop.jit(divide)
    with pytest.raises(ZeroDivisionError) as caught:
        fast([1.0, 2.0, 3.0], 3.0)
    frame = caught.value.__traceback__.tb_next.tb_frame
    assert frame.f_locals["i"] == 2 and frame.f_locals["by"] == 3.0
    assert frame.f_globals is globals()


def test_locals_in_the_traceback_are_the_users():
    """Arguments and variables that keep their value are there although nothing reads them any more."""

    def quotients(a, base, scale, unused, text):
        out = [0.0] * len(a)
        _k, last = 3, base
        for i in range(len(a)):
            for j in range(2):
                x = a[i] * scale
                out[i] = last / x
        return out

    fast = hotloop.jit(quotients)
    for values in ([1.0, 2.0, 0.0], [1.0] * 100 + [0.0]):
        found = []
        for function in (fast, quotients):
            with pytest.raises(ZeroDivisionError) as caught:
                function(values, 1.0, 2.0, 7, "text")
            entry = caught.value.__traceback__.tb_next
            # From 3.13 on, what hides our variables moves the line of the dead frame, not that of the traceback.
            line = entry.tb_frame.f_lineno if sys.version_info < (3, 13) else None
            found.append((dict(entry.tb_frame.f_locals), entry.tb_lineno, line))
            shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
            assert "text = 'text'" in shown and ".hotloop" not in shown
        assert compiled(fast)["n_exits"] > 0
        assert found[0] == found[1]


def locals_of_the_failure(function, *args):
    with pytest.raises(ZeroDivisionError) as caught:
        function(*args)
    return dict(caught.value.__traceback__.tb_next.tb_frame.f_locals)


def test_sums_in_the_traceback():
    """What lanes have added up before an iteration that fails is in its variable, wherever in a strip that is."""

    def quotients(a, b):
        s, n, least = 5, 0, 10**9
        for i in range(len(a)):
            s += a[i] // b[i]
            least = min(least, a[i])
            if a[i] > 30:
                n += 1
        return s, n, least

    for threads, failing in [(1, k) for k in (0, 1, 7, 8, 31, 32, 33, 90)] + [(2, 250_000)]:
        fast = hotloop.jit(threads=threads, lanes=8)(quotients)
        a, b = list(range(3, failing + 20)), [2] * (failing + 17)
        b[failing] = 0
        assert locals_of_the_failure(fast, a, b) == locals_of_the_failure(quotients, a, b)
        assert compiled(fast)["loops"][0]["lanes"] > 1


def test_locals_in_the_traceback_are_all():
    """So are variables that are set again before anything reads them, here in a block and twice."""

    def in_order(a, by):
        total = 0.0
        for i in range(len(a)):
            half = a[i] * 0.5
            if half > 3.0:
                large = half  # noqa: F841
            half = half + 1.0
            for k in range(i % 3):
                inner = k * half
                total = total * 0.5 + inner
            total += half / (a[i] - by)
        return total

    def in_lanes(a, by, out):
        for i in range(len(a)):
            x = a[i]
            y = x * 2.0
            y = y + 1.0
            out[i] = y / (x - by)

    values = [float(i % 50) for i in range(200)]
    for values, by in ((values, 37.0), (values, 0.0), (values[:3] * 40 + [99.0], 99.0)):
        for function, rest in ((in_order, ()), (in_lanes, ([0.0] * 200,))):
            fast = hotloop.jit(function)
            assert locals_of_the_failure(fast, values, by, *rest) == locals_of_the_failure(function, values, by, *rest)
            assert compiled(fast)["n_exits"] > 0


def test_locals_from_lanes_are_never_old():
    """Strips leave variables behind: one that is not known is not there, and most of them are."""

    def set_before(a, by, out):
        t = u = 77.0
        for i in range(len(a)):
            t = a[i] * 2.0
            out[i] = u = t / (a[i] - by)  # noqa: F841

    def set_sometimes(a, by, out):
        for i in range(len(a)):
            x = 1.0 / (a[i] - by)
            if x > 0.01:
                large = x
                out[i] = large
            else:
                out[i] = small = x * 2.0  # noqa: F841

    def newton(a, by, out):
        for i in range(len(a)):
            x = a[i]
            for k in range(30):
                step = (x * x - 2.0) / (x - by)
                x = x - step * 0.5
                if abs(step) < 1e-9:
                    break
            out[i] = x

    def twice(a, by, out):
        for j in range(2):
            for i in range(len(a)):
                t = a[i] + j
                out[i] = v = t / (a[i] - by + j - 1.0)  # noqa: F841

    n_known = n_all = 0
    for function in (set_before, set_sometimes, newton, twice):
        fast = hotloop.jit(function)
        for failing in range(0, 400, 3):
            values = [float(i % 90) + 3.0 for i in range(400)]
            values[failing] = 200.0
            expected, found = (locals_of_the_failure(f, values, 200.0, [0.0] * 400) for f in (function, fast))
            assert found.items() <= expected.items(), failing
            n_all += len(expected)
            n_known += len(found)
        assert any(loop["lanes"] > 1 for loop in compiled(fast)["loops"])
    assert n_known > 0.95 * n_all


def test_index_error():
    def shifted(values, n):
        for i in range(n):
            values[i] = values[i + 1]

    check(shifted, [1, 2, 3, 4], 3)
    fast = check(shifted, [1, 2, 3, 4], 4)
    assert compiled(fast)["n_exits"] == 1
    check(shifted, np.arange(4), 4)


def test_forced_exits(monkeypatch):
    def nested(n, m):
        total, last = 0, -1
        for i in range(n):
            for j in range(m):
                if j > i:
                    break
                total += i * j
                last = j
            else:
                total += 100
        return total, last

    expected = nested(7, 5)
    from hotloop import _hotloop

    try:
        for count in range(1, 70):
            _hotloop.force_exit(count)
            fast = hotloop.jit(nested)
            assert fast(7, 5) == expected, count
            if count < 30:
                assert compiled(fast)["n_exits"] == 1
    finally:
        _hotloop.force_exit(0)


# Lists


def scale(values, factor):
    for i in range(len(values)):
        values[i] = values[i] * factor
    return values


@pytest.mark.parametrize("values", [[1, 2, 3], [0.5, -0.0, math.inf], [1j, 2 + 1j], []])
def test_lists(values):
    compiled(check(scale, values, 2))


def test_the_same_list_comes_back():
    fast = hotloop.jit(scale)
    values = [1.0, 2.0]
    assert fast(values, 3.0) is values
    assert values == [3.0, 6.0]


def test_elements_that_do_not_change_keep_their_identity():
    def set_even(values):
        for i in range(0, len(values), 2):
            values[i] = 7.5

    values = [float(i) + 0.25 for i in range(10)]
    before = list(values)
    fast = hotloop.jit(set_even)
    fast(values)
    compiled(fast)
    assert values[::2] == [7.5] * 5
    assert all(a is b for a, b in zip(values[1::2], before[1::2]))


def test_a_list_that_is_only_read_is_left_alone():
    def total(values):
        s = 0
        for i in range(len(values)):
            s += values[i]
        return s

    values = [10**6 + i for i in range(100)]
    before = list(values)
    fast = check(total, values)
    assert fast(values) == sum(values)
    assert all(a is b for a, b in zip(values, before))


def mixed_total(values):
    s = values[0]
    for i in range(1, len(values)):
        s = s if values[i] is None else s + values[i]
    return s


@pytest.mark.parametrize("values", [[1, 2**70], [{1.0}], [1, "ab"]])
def test_lists_of_what_is_no_number_stay_in_cpython(values):
    fast = check(mixed_total, values)
    # The first call may have been to find out of what type the first element is.
    assert outcome(fast, [values]) == outcome(mixed_total, [values])
    assert not any(one["compiled"] for one in fast.statistics["signatures"].values())


@pytest.mark.parametrize("values", [[1, 2.0, 3], [1.0, None], [1, True]])
def test_lists_of_several_types_of_numbers_are_compiled(values):
    fast = check(mixed_total, values)
    assert any(one["compiled"] for one in fast.statistics["signatures"].values())


def test_mixed_behind_the_first_element():
    fast = hotloop.jit(scale)
    assert fast([1.0, 2.0], 2.0) == [2.0, 4.0]
    assert fast([1.0, "a"], 2) == [2.0, "aa"]
    assert fast([1.0, 2.0], 2.0) == [2.0, 4.0]
    same(fast([1.0, 2], 2.0)[1], 4.0)


def test_the_same_list_twice():
    def shift(a, b):
        for i in range(len(a) - 1):
            b[i + 1] = a[i] + 1

    def twice(function):
        values = [1, 5, 9, 20]
        function(values, values)
        return values

    fast = hotloop.jit(shift)
    assert twice(fast) == twice(shift)
    assert compiled(fast)["calls"] == 1
    a, b = [1, 2, 3], [0, 0, 0]
    fast(a, b)
    assert b == [0, 2, 3]


def test_append():
    def halves(out, n):
        for i in range(n):
            out.append(i * 0.5)
        return len(out)

    for start in ([], [1.5], [1.5] * 100):
        compiled(check(halves, start, 30))
    check(halves, [1], 3)


def test_a_new_list():
    def squares(n):
        out = [0] * n
        for i in range(n):
            out[i] = i * i
        return out

    fast = check(squares, 100)
    assert fast(0) == []
    compiled(fast)


def test_lists_are_written_back_before_an_exception():
    def fill(values, n):
        for i in range(n):
            values[i] = i * 10
            if i == 3:
                raise ValueError("stop")

    fast = check(fill, [0] * 6, 6)
    assert compiled(fast)["n_exits"] == 1


def test_a_long_list_without_a_loop_is_not_copied():
    def swap(values, i, j):
        values[i], values[j] = values[j], values[i]

    fast = check(swap, [1, 2, 3], 0, 2)
    assert compiled(fast)["calls"] == 1
    values = list(range(1000))
    fast(values, 0, 2)
    assert compiled(fast)["calls"] == 1 and values[:3] == [2, 1, 0]
    assert "with more than 64 elements" in fast.explain()


def test_copies_must_repay_themselves():
    def first(values, n):
        s = 0
        for i in range(n):
            s += values[i]
        return s

    values = list(range(200_000))
    fast = hotloop.jit(first)
    for _ in range(8):
        assert fast(values, 3) == 3
    (reason,) = fast.signatures.values()
    assert "copying its lists" in reason


def test_copies_of_a_long_list_for_a_short_loop_are_not_made_again_and_again():
    def some(values, start, n):
        s = 0
        for i in range(n):
            s += values[start + i]
        return s

    values = list(range(1_000_000))
    fast = hotloop.jit(some)
    for _ in range(400):
        # 20 us in CPython, 1 ms to copy.
        assert fast(values, 100, 1000) == some(values, 100, 1000)
    (reason,) = fast.signatures.values()
    assert "copying its lists" in reason
    (loop,) = fast.statistics["loops"]
    assert loop["compiled_entries"] <= 20


def test_a_list_of_other_elements_is_compiled_though_one_of_ints_is_not():
    def first(values, n):
        s = 0
        for i in range(n):
            s += values[i]
        return s

    fast = hotloop.jit(first)
    ints, mixed = list(range(200_000)), [*range(100_000), 0.5, *range(100_000)]
    for _ in range(8):
        assert fast(ints, 3) == 3
    for _ in range(300):
        # Nobody looks at all of them each time.
        assert fast(mixed, 3) == 3
    assert repr(fast(mixed, 150_000)) == repr(first(mixed, 150_000))


# Arrays


@pytest.mark.parametrize("dtype", ["int32", "int64", "float64", "complex128"])
@pytest.mark.parametrize("shape", [(7,), (3, 5), (0,)])
def test_arrays(dtype, shape):
    def fill(a):
        if a.ndim == 1:
            return 0
        return 1

    def double_1d(a):
        for i in range(len(a)):
            a[i] = a[i] + a[i]
        return a

    def double_2d(a, rows, columns):
        for i in range(rows):
            for j in range(columns):
                a[i, j] = a[i, j] + a[i, j]
        return a

    array = np.arange(math.prod(shape)).reshape(shape).astype(dtype)
    arguments = (array,) if len(shape) == 1 else (array, *shape)
    fast = check(double_1d if len(shape) == 1 else double_2d, *arguments)
    if dtype != "int32":
        compiled(fast)
    result = fast(*arguments)
    assert result is array


def test_elements_of_arrays_are_numpy_scalars():
    @hotloop.jit
    def first(a):
        return a[0]

    for dtype in ("int8", "uint16", "int64", "float32", "float64", "complex64", "complex128", "bool"):
        array = np.array([1, 0], dtype=dtype)
        same(first(array), array[0])


@pytest.mark.parametrize(
    "array",
    [
        np.arange(10, dtype="longdouble"),
        np.ones((1, 1, 2, 2, 2)),
        np.ma.masked_array([1.0, 2.0]),
    ],
    ids=["longdouble", "5-d", "subclass"],
)
def test_other_arrays_stay_in_cpython(array):
    def double(a):
        for i in range(2):
            a = a + a
        return a

    fast = hotloop.jit(double)
    assert repr(fast(array)) == repr(double(array))
    assert not any(one["compiled"] for one in fast.statistics["signatures"].values())


def test_a_read_only_array():
    def clear(a):
        for i in range(len(a)):
            a[i] = 0.0

    array = np.ones(3)
    array.flags.writeable = False
    fast = hotloop.jit(clear)
    with pytest.raises(ValueError, match="read-only"):
        fast(array)


def test_overlapping_arrays():
    def copy(a, b):
        for i in range(len(a)):
            b[i] = a[i] + 1.0

    def run(function):
        memory = np.arange(20.0)
        function(memory[:10], memory[3:13])
        return memory

    fast = hotloop.jit(copy)
    assert (run(fast) == run(copy)).all()
    compiled(fast)


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


# The tutorial's function


def calculate_z(q, maxiter, z):
    output = [0] * len(q)
    for i in range(len(q)):
        for iteration in range(maxiter):
            z[i] = z[i] * z[i] + q[i]
            if abs(z[i]) > 2.0:
                output[i] = iteration
                break
    return output


def grid(width):
    step = 3.0 / width
    return [complex(-2.13 + i * step, -1.3 + j * step) for j in range(width) for i in range(width)]


def test_the_tutorials_function():
    q = grid(40)
    fast = hotloop.jit(calculate_z)
    z_expected, z_found = [0j] * len(q), [0j] * len(q)
    expected = calculate_z(q, 60, z_expected)
    assert fast(q, 60, z_found) == expected
    assert z_found == z_expected
    report = compiled(fast)
    assert report["calls"] == 1 and report["n_exits"] == 0


def test_lanes_and_threads_give_the_same():
    q = np.array(grid(150))

    def escape(q, maxiter, z, output):
        for i in range(len(q)):
            for iteration in range(maxiter):
                z[i] = z[i] * z[i] + q[i]
                if abs(z[i]) > 2.0:
                    output[i] = iteration
                    break

    def run(function):
        z, output = np.zeros(len(q), dtype=complex), np.zeros(len(q), dtype=np.int64)
        function(q, 300, z, output)
        return z.tobytes(), output.tobytes()

    expected = run(hotloop.jit(escape, lanes=1, threads=1))
    for lanes in (None, 2, 4, 8):
        for threads in (1, 2):
            fast = hotloop.jit(escape, lanes=lanes, threads=threads)
            assert run(fast) == expected
            report = compiled(fast)
            assert report["loops"][0]["lanes"] > 1
            assert report["kernel_runs"] >= 1 and report["kernel_positions"] > len(q) // 2
            assert 1 <= report["threads"] <= threads


def test_huge_values_raise_as_in_cpython():
    def size(zs):
        s = 0.0
        for i in range(len(zs)):
            s += abs(zs[i])
        return s

    check(size, [1 + 1j, complex(1e308, 1e308), 2j])
    check(size, [1 + 1j, complex(math.inf, 1e308), complex(math.nan, 1.0)])
    assert cmath.isinf(complex(math.inf, 0))


# Reports


def test_strict():
    @hotloop.jit(strict=True)
    def odd(x):
        with open(x) as file:
            return file

    with pytest.raises(hotloop.CompileError) as caught:
        odd(1)
    text = str(caught.value)
    assert "test_jit.py" in text and "with open(x) as file" in text and "^" in text


def test_reasons_name_the_line():
    @hotloop.jit
    def odd(x):
        return {x}

    assert odd(1) == {1}
    (reason,) = odd.signatures.values()
    assert f"test_jit.py:{odd.py_func.__code__.co_firstlineno + 2}:" in reason
    assert "^" in odd.explain()


class ListOfMine(list):
    pass


class IntOfMine(int):
    pass


WITHOUT_TYPE = {
    "a list that holds float and str": [1.0, "x"],
    "a list that holds an int outside 64 bits": [1, 2**70],
    "of type `ListOfMine`, a subclass of list": ListOfMine([1]),
    f"an array of {np.dtype('longdouble').name}": np.arange(3, dtype="longdouble"),
    "an array of 5 dimensions": np.ones((1, 1, 2, 2, 2)),
    "of type `MaskedArray`": np.ma.masked_array([1.0]),
    "of type `dict`": {0: 1},
}


@pytest.mark.parametrize("reason", WITHOUT_TYPE)
@pytest.mark.parametrize("form", ["len(a)", "a[0]", "first(a)", "(a, 1)[0][0]", "first(a) + a"])
def test_a_reason_says_what_the_argument_is(reason, form, tmp_path):
    import importlib.util

    (tmp_path / "looks.py").write_text(f"def first(x):\n    return x[0]\n\n\ndef look(n, a):\n    return {form}\n")
    spec = importlib.util.spec_from_file_location("looks", tmp_path / "looks.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    look = hotloop.jit(strict=True)(module.look)
    with pytest.raises(hotloop.CompileError) as caught:
        look(1, WITHOUT_TYPE[reason])
    assert f": `a` is {reason}" in str(caught.value)
    assert "looks.py:6: " in look.signatures["(int, object)"] and f"`a` is {reason}" in look.explain()
    for other, value in WITHOUT_TYPE.items():
        with pytest.raises(hotloop.CompileError) as caught:
            look(1, value)
        assert f": `a` is {other}" in str(caught.value)


def test_a_reason_for_a_number_and_for_two_arguments():
    fast = hotloop.jit(strict=True)(lambda a, b, t: a + 1 if t else a + b)
    with pytest.raises(hotloop.CompileError, match="object `a` and int is not compiled yet: `a` is an int outside 64"):
        fast(2**64, 2, 0)
    with pytest.raises(hotloop.CompileError, match="`a` is of type `IntOfMine`, a subclass of int"):
        fast(IntOfMine(3), 2, 0)
    both = hotloop.jit(strict=True)(lambda a, b: a + b)
    with pytest.raises(hotloop.CompileError, match="subclass of int, and `b` is an int outside 64 bits"):
        both(IntOfMine(3), 2**64)
    member = hotloop.jit(strict=True)(lambda a: a[1] + 1)
    with pytest.raises(hotloop.CompileError, match=r"object `a\[1\]` and int .*: `a\[1\]` is a list that holds dict"):
        member((1, [{}]))


def test_explain_stages():
    @hotloop.jit
    def total(n):
        s = 0
        for i in range(n):
            s += i
        return s

    with pytest.raises(ValueError, match="types="):
        total.explain("ir")
    assert "define" in total.explain("llvm", types="int")
    assert total(5) == 10
    for stage in ("ast", "ir", "passes", "llvm", "asm"):
        text = total.explain(stage)
        assert f"stage {stage}" in text and "parse" in text and len(text.splitlines()) > 5
    assert "for i in range(n)" in total.explain()
    assert repr(total.explain()) == total.explain()
    with pytest.raises(ValueError, match="ast, ir"):
        total.explain("bytecode")
    with pytest.raises(ValueError, match=r"float64\[:\]"):
        total.explain("ir", types="number")


def test_the_version_is_told():
    assert hotloop.__version__.count(".") == 2
    assert "hotloop._hotloop" in sys.modules


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
