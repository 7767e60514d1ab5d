"""Decorated functions answer as CPython does, and say what ran compiled."""

import cmath
import math
import sys
import traceback
from fractions import Fraction

import pytest
from agreement import check, compiled

import hotloop

np = pytest.importorskip("numpy")


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
