"""Lists and arrays that decorated functions are given: as CPython leaves them."""

import math

import pytest
from agreement import check, compiled, outcome, same

import hotloop

np = pytest.importorskip("numpy")


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
