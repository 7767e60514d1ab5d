"""The decorated function as a Python object: what it has, how it is called, when it is compiled again."""

import copy
import functools
import gc
import inspect
import pickle
import weakref

import pytest
from dispatchers import compiled

import hotloop

np = pytest.importorskip("numpy")


@hotloop.jit
def add(x, y=10, /, z=0.5):
    """Adds."""
    return x + y + z


class Shape:
    def __init__(self, size):
        self.size = size

    @hotloop.jit
    def scaled(self, by):
        return by * 2

    @staticmethod
    @hotloop.jit
    def static(x):
        return x + 1

    @hotloop.jit
    @staticmethod
    def also_static(x):
        return x + 2

    @hotloop.jit
    @classmethod
    def of_class(cls, x):
        return cls.__name__, x


# The object


def test_metadata():
    assert add.__name__ == "add" and add.__doc__ == "Adds." and add.__module__ == __name__
    assert add.__wrapped__ is add.py_func and inspect.isfunction(add.py_func)
    assert str(inspect.signature(add)) == "(x, y=10, /, z=0.5)"
    assert callable(add) and "add" in repr(add)
    add.note = "mine"
    assert add.__dict__["note"] == "mine"
    assert inspect.getsource(add).startswith("@hotloop.jit")
    assert not hasattr(add, "nonsense")
    with pytest.raises(TypeError):
        type(add)(add.py_func)


def test_what_a_function_has():
    def plain(x, y=10, /, z=0.5):
        return x + y + z + len(inspect.__name__)

    fast = hotloop.jit(plain)
    assert inspect.getfullargspec(fast) == inspect.getfullargspec(plain)
    for name in ("__code__", "__defaults__", "__kwdefaults__", "__globals__", "__closure__"):
        assert getattr(fast, name) is getattr(plain, name)
    assert fast(1) == 18.5
    fast.__defaults__ = (20, 1.5)
    assert plain.__defaults__ == (20, 1.5) and fast(1) == plain(1) == 29.5
    with pytest.raises(TypeError):
        fast.__code__ = 3


def test_pickle_and_copy():
    assert pickle.loads(pickle.dumps(add)) is add
    assert pickle.loads(pickle.dumps(Shape.scaled)) is Shape.scaled
    assert copy.copy(add) is add and copy.deepcopy([add])[0] is add


def test_methods():
    shape = Shape(3)
    assert shape.scaled(4) == 8 and Shape.scaled(shape, 5) == 10
    assert shape.scaled.__self__ is shape
    assert Shape.static(1) == 2 and shape.static(1) == 2
    assert Shape.also_static(1) == 3 and shape.also_static(1) == 3
    assert Shape.of_class(7) == ("Shape", 7) and shape.of_class(7) == ("Shape", 7)
    assert isinstance(inspect.getattr_static(Shape, "also_static"), staticmethod)


def test_bound_methods():
    shape = Shape(3)

    class Plain:
        def twice(self, x):
            return x * 2

    fast = hotloop.jit(Plain().twice)
    assert fast(4) == 8 and isinstance(fast.__self__, Plain)
    assert hotloop.jit(shape.scaled)(2) == 4


def test_lambdas():
    square = hotloop.jit(lambda x: x * x)
    assert square(3) == 9 and compiled(square)["calls"] == 1


def test_partial_and_wraps():
    assert functools.partial(add, 1)(2) == 3.5

    @functools.wraps(add)
    def around(*arguments):
        return add(*arguments)

    assert around(1, 2) == 3.5


def test_decorating_twice_and_with_options():
    again = hotloop.jit(threads=1, lanes=1)(add)
    assert again.py_func is add.py_func and again(1, 2) == 3.5


def test_only_functions():
    for other in (len, int, 3, Shape):
        with pytest.raises(TypeError, match="functions written in Python"):
            hotloop.jit(other)


def test_collected():
    def make():
        @hotloop.jit
        def own(x):
            return x + 1

        own.itself = own
        assert own(1) == 2 and own(1.5) == 2.5
        return weakref.ref(own)

    reference = make()
    gc.collect()
    assert reference() is None


def test_collected_through_its_globals():
    namespace = {"hotloop": hotloop, "K": 3}
    source = "@hotloop.jit\ndef f(x):\n    return x + K\n"
    import linecache

    linecache.cache["<collected>"] = (len(source), None, source.splitlines(True), "<collected>")
    exec(compile(source, "<collected>", "exec"), namespace)
    assert namespace["f"](2) == 5
    compiled(namespace["f"])
    reference = weakref.ref(namespace["f"])
    del namespace
    gc.collect()
    assert reference() is None


# Arguments


def test_binding():
    for arguments, keywords in [((1,), {}), ((1, 2), {}), ((1, 2, 3.0), {}), ((1,), {"z": 2}), ((1, 2), {"z": -1.5})]:
        assert add(*arguments, **keywords) == add.py_func(*arguments, **keywords)


@pytest.mark.parametrize(
    "arguments, keywords",
    [((), {}), ((1, 2, 3, 4), {}), ((1,), {"y": 2}), ((1,), {"w": 2}), ((1, 2, 3), {"z": 2})],
)
def test_wrong_calls_are_cpythons_errors(arguments, keywords):
    with pytest.raises(TypeError) as expected:
        add.py_func(*arguments, **keywords)
    with pytest.raises(TypeError) as found:
        add(*arguments, **keywords)
    assert str(found.value) == str(expected.value)


def test_defaults_may_change():
    @hotloop.jit
    def more(x, by=1):
        return x + by

    assert more(1) == 2
    more.py_func.__defaults__ = (5,)
    assert more(1) == 6


def test_code_may_change():
    def first(x):
        return x + 1

    def second(x):
        return x * 10

    fast = hotloop.jit(first)
    assert fast(4) == 5
    first.__code__ = second.__code__
    assert fast(4) == 40


def test_variadic_functions():
    @hotloop.jit
    def total(*values, start=0, **rest):
        return sum(values, start) + len(rest)

    assert total(1, 2, start=3, a=1) == 7
    assert "`**kwargs` is not compiled" in total.explain()


def test_parameters_that_are_named_or_many():
    @hotloop.jit
    def total(a, /, b=2, *more, k, by=3):
        return a + b * 10 + len(more) * 100 + k * 1000 + by * 10000

    plain = total.py_func
    calls = [((1,), {"k": 4}), ((1, 5), {"k": 4, "by": 1}), ((1, 5, 6, 7), {"k": 0}), ((1,), {"b": 6, "k": 1})]
    for positional, named in calls * 2:
        assert total(*positional, **named) == plain(*positional, **named)
    assert set(total.signatures.values()) == {"compiled"}
    for positional, named in [
        ((1,), {}),
        ((1, 2), {"b": 3, "k": 1}),
        ((), {"a": 1, "k": 1}),
        ((1,), {"more": 2, "k": 1}),
    ]:
        with pytest.raises(TypeError) as expected:
            plain(*positional, **named)
        with pytest.raises(TypeError) as found:
            total(*positional, **named)
        assert str(found.value) == str(expected.value)
    plain.__kwdefaults__ = {"by": 5}
    assert total(1, k=1) == plain(1, k=1)


def test_a_keyword_only_parameter_takes_no_positional_argument():
    @hotloop.jit
    def first(a, *, b=2):
        return a * b

    assert first(3, b=4) == 12
    with pytest.raises(TypeError):
        first(3, 4)


def test_a_parameter_that_is_not_compiled_is_a_reason():
    def function(a, **b):
        return 1

    kept = hotloop.jit(function)
    assert kept(2) == 1
    (reason,) = kept.signatures.values()
    line = function.__code__.co_firstlineno
    assert f"{__file__}:{line}: `**kwargs` is not compiled" in reason
    assert "^" in kept.explain()
    with pytest.raises(hotloop.CompileError, match="is not compiled"):
        hotloop.jit(strict=True)(function)(2)


def test_one_signature_too_many_is_a_reason():
    def same(strict):
        @hotloop.jit(strict=strict)
        def first(a, b, c):
            return 1

        kinds = [1, 1.0, 1j, True, None]
        for a in kinds:
            for b in kinds:
                for c in kinds:
                    assert first(a, b, c) == 1
        return first

    assert "more than 64 combinations" in same(False).explain()
    with pytest.raises(hotloop.CompileError, match="more than 64 combinations"):
        same(True)


def test_shared_lists_that_are_refused_are_refused_once():
    @hotloop.jit
    def added(rows, first):
        for v, w in rows:
            v[0] += w
        rows[0][0].append(1.5)
        return first

    for _ in range(3):
        rows = [([1.0], 2.0), ([3.0], 4.0)]
        assert added(rows, rows[1][0]) == [7.0]
    assert len(added.signatures) == 1 and "(other types)" not in added.signatures, added.signatures


def test_recursion():
    @hotloop.jit
    def factorial(n):
        if n < 2:
            return 1
        return n * factorial(n - 1)

    assert factorial(25) == factorial.py_func(25)
    with pytest.raises(RecursionError):
        factorial(10**6)
