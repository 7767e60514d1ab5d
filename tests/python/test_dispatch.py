"""The decorated function as a Python object, and how it behaves among threads, signals, tracers and collectors."""

import collections
import contextlib
import copy
import functools
import gc
import inspect
import os
import pickle
import signal
import subprocess
import sys
import textwrap
import threading
import time
import weakref

import pytest
from timers import alarm

import hotloop

np = pytest.importorskip("numpy")


@hotloop.jit
def add(x, y=10, /, z=0.5):
    """Adds."""
    return x + y + z


@hotloop.jit
def spin(n):
    i = 0
    while i < n:
        i += 1
    return i


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


def compiled(function):
    signatures = function.statistics["signatures"]
    assert signatures and all(one["compiled"] for one in signatures.values()), function.signatures
    return list(signatures.values())[0]


def run(code, **environment):
    """Runs a program of its own; its source is in a file, as most programs are."""
    variables = {**os.environ, **environment}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=variables, timeout=120)


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
            changed = np.array([found.count(one) - start.count(one) for one in range(-5, 257)])
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


# Threads


def test_the_gil_is_given_up():
    spin(10)
    beats, done = [], threading.Event()

    def beat():
        while not done.is_set():
            beats.append(time.perf_counter())
            time.sleep(0.001)

    thread = threading.Thread(target=beat)
    thread.start()
    time.sleep(0.02)
    start = time.perf_counter()
    spin(1_000_000_000)
    end = time.perf_counter()
    done.set()
    thread.join()
    assert end - start > 0.1, "too fast to tell"
    assert len([at for at in beats if start < at < end]) > 20


def test_threads_call_the_same_function():
    @hotloop.jit
    def total(n):
        s = 0.0
        for i in range(n):
            s += i * 0.5
        return s

    expected = total.py_func(20_000)
    results = []

    def work():
        for _ in range(50):
            results.append(total(20_000) == expected)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 200
    assert len(total.statistics["signatures"]) == 1


def test_other_threads_see_a_list_as_cpython_shows_it():
    @hotloop.jit
    def climb(values, n):
        i = 0
        while i < n:
            values[0] = i
            values[1] = i
            i += 1
        return i

    values, seen, done = [0, 0], [], threading.Event()

    def watch():
        while not done.is_set():
            a, b = values
            seen.append((a, b))
            time.sleep(0.002)

    climb(values, 10)
    thread = threading.Thread(target=watch)
    thread.start()
    climb(values, 900_000_000)
    done.set()
    thread.join()
    compiled(climb)
    assert values == [899_999_999, 899_999_999]
    assert all(0 <= a - b <= 1 for a, b in seen)
    assert len({a for a, _ in seen}) > 3


# Signals


def test_ctrl_c():
    array = np.zeros(4, dtype=np.int64)

    @hotloop.jit
    def forever(array, n):
        i = 0
        while i < n:
            array[0] = i
            i += 1

    forever(array, 5)
    sent = []

    def interrupt():
        time.sleep(0.3)
        sent.append(time.process_time())
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    # A shell starts what runs in its background with SIGINT ignored.
    old = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        thread.start()
        with pytest.raises(KeyboardInterrupt) as caught:
            forever(array, 2**62)
        # What the loop has done in the meantime, however many share the cores.
        late = time.process_time() - sent[0]
        thread.join()
    finally:
        signal.signal(signal.SIGINT, old)
    assert late < 0.1
    assert array[0] > 1000
    entry = caught.traceback[-1]
    assert entry.name == "forever" and "while i < n" in str(entry.statement)


LONG_TO_COMPILE = """
import os, signal, sys, threading, time, hotloop
lines = "".join(f"        x = (x * {i % 7 + 2} + i) % {1000003 + i}\\n" for i in range(N))
source = f"def f(n):\\n    x = 1\\n    for i in range(n):\\n{lines}    return x\\n"
with open(sys.argv[1], "w") as file:
    file.write(source)
names = {}
exec(compile(source, sys.argv[1], "exec"), names)
f = hotloop.jit(names["f"])
"""


def long_to_compile(tmp_path, n, code, **environment):
    program = LONG_TO_COMPILE.replace("range(N)", f"range({n})") + textwrap.dedent(code)
    variables = {**os.environ, "HOTLOOP_CACHE": "1", "HOTLOOP_CACHE_DIR": str(tmp_path / "cache"), **environment}
    command = [sys.executable, "-c", program, str(tmp_path / "long.py")]
    return subprocess.run(command, capture_output=True, text=True, env=variables, timeout=120)


@pytest.mark.parametrize("number", ["SIGINT", "SIGALRM"])
def test_a_signal_while_it_compiles(tmp_path, number):
    code = f"""
    def handler(number, frame):
        raise TimeoutError("enough")

    cache, sent = os.environ["HOTLOOP_CACHE_DIR"], []

    def interrupt():
        while not (os.path.isdir(cache) and os.listdir(cache)):
            time.sleep(0.01)
        time.sleep(0.03)
        sent.append(time.process_time())
        os.kill(os.getpid(), signal.{number})

    signal.signal(signal.{number}, handler)
    threading.Thread(target=interrupt).start()
    try:
        f(3)
    except TimeoutError as error:
        late = time.process_time() - sent[0]
        assert late < 0.1, late
        assert error.__traceback__.tb_next.tb_frame.f_code is handler.__code__
        print(f.statistics["signatures"], os.listdir(cache))
    raise SystemExit(3)
    """
    done = long_to_compile(tmp_path, 800, code)
    assert (done.returncode, done.stdout) == (3, "{} []\n"), done.stderr


def test_signals_while_it_compiles_do_not_stop_it(tmp_path):
    """Neither does a handler that calls the function itself, or waits for a thread that does, or forks: from 3.12 on
    os.fork warns then, for there is a thread that compiles."""
    code = """
    import atexit, warnings

    warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
    seen, forked = [], []

    def handler(number, frame):
        seen.append(f(2))
        thread = threading.Thread(target=lambda: seen.append(f(2)))
        thread.start()
        thread.join()
        # A machine under load may call the handler again meanwhile.
        if not forked:
            forked.append(None)
            forked[0] = os.fork()
            if not forked[0]:
                atexit.register(lambda: time.monotonic() - ended[0] < 5 or os._exit(1))

    signal.signal(signal.SIGPROF, handler)
    signal.setitimer(signal.ITIMER_PROF, 0.1, 0.1)
    result = f(3)
    signal.setitimer(signal.ITIMER_PROF, 0)
    assert result == names["f"](3) and len(seen) >= 2 and set(seen) == {names["f"](2)}
    assert f.statistics["signatures"]["(int)"]["compiled"]
    if forked[0]:
        assert os.waitstatus_to_exitcode(os.waitpid(forked[0], 0)[1]) == 0
    # The child has not the thread that compiles for its parent, and does not wait for it in the end.
    ended = [time.monotonic()]
    """
    done = long_to_compile(tmp_path, 600, code)
    assert (done.returncode, done.stderr) == (0, "")


SCALE = 1.0


def first_elements():
    """Sums up its first three elements, and goes through all of them, so that calls with long lists stay compiled and
    consist of reading them in. A handler that comes when three iterations are done changes nothing for the call.
    """

    @hotloop.jit
    def first(before, values):
        s = 0.0
        for value in values:
            if value < 3.0:
                s += value * SCALE
        return s + before[0]

    assert first([1.0], [1.0, 2.0]) == 4.0
    compiled(first)
    return first


def test_a_handler_that_raises_while_a_list_is_read():
    values = [float(i) for i in range(4_000_000)]
    raised = []

    def handler(number, frame):
        raised.append(time.process_time())
        raise TimeoutError

    first, due = first_elements(), time.process_time() + 0.03
    with alarm(handler, 0.03), pytest.raises(TimeoutError):
        while True:
            first([1.0], values)
    assert raised[0] - due < 0.1
    assert values[:3] == [0.0, 1.0, 2.0]


@pytest.mark.parametrize("change", ["values[1] = 2.5", "before[0] = 7.0", "del values[2:]", "globals()['SCALE'] = 2.0"])
@pytest.mark.parametrize("wait", [0.025, 0.045])
def test_a_handler_that_changes_what_is_read(change, wait):
    values, before = [float(i) for i in range(4_000_000)], [1.0]
    done = []

    def handler(number, frame):
        exec(change, globals(), {"values": values, "before": before})
        done.append(None)

    def expected():
        return sum(value * SCALE for value in values[:3]) + before[0]

    first, old = first_elements(), expected()
    try:
        with alarm(handler, wait):
            while not done:
                result = first(before, values)
        # A handler at the end of the call has changed nothing for it.
        assert result in (old, expected())
        assert first(before, values) == expected() != old
    finally:
        globals()["SCALE"] = 1.0


def test_what_a_kernel_does_ahead_of_a_print_that_fails_is_undone(monkeypatch):
    """Iterations behind a `print` are done before it, but nobody may find that out."""

    def progress(z, n):
        for i in range(len(z)):
            if i % 100 == 0:
                print("at", i)
            x = z[i]
            while x < n:
                x = x * 1.5 + 1.0
            z[i] = x

    def run(function):
        array = np.arange(200_000.0)
        # A disk that is full: what is printed is lost when there is enough of it for a write.
        stream = open("/dev/full", "w")
        with monkeypatch.context() as patch, pytest.raises(OSError) as caught:
            patch.setattr(sys, "stdout", stream)
            function(array, 1e6)
        with contextlib.suppress(OSError):
            stream.close()
        return array, [(entry.name, str(entry.statement)) for entry in caught.traceback[-1:]]

    compiled = hotloop.jit(strict=True)(progress)
    compiled(np.arange(10.0), 5.0)
    (expected, where), (found, found_where) = run(progress), run(compiled)
    assert where == found_where
    assert 0 < (expected != np.arange(200_000.0)).sum() < 200_000
    assert (expected == found).all()


def test_a_signal_handler_sees_and_changes_the_world():
    @hotloop.jit
    def count(values, n):
        i = 0
        while i < n:
            values[0] = values[0] + 1
            i += 1
        return i

    values, seen = [0, 7], []

    def handler(number, frame):
        seen.append(list(values))
        values[1] = 8

    count(values, 10)
    n, n_calls = 30_000_000, 0
    with alarm(handler, 0.05):
        # The list has changed, so CPython goes on with that call: few enough iterations that it ends.
        while not seen:
            assert count(values, n) == n
            n_calls += 1
    assert seen[0][0] > 10 and values == [10 + n * n_calls, 8]


def test_a_handler_that_changes_a_list_and_raises():
    @hotloop.jit
    def count(values, n):
        i = 0
        while i < n:
            values[0] = i
            i += 1

    values = [0, 0]

    def handler(number, frame):
        values[:] = ["mine"]
        raise LookupError

    count(values, 10)
    with alarm(handler, 0.05), pytest.raises(LookupError):
        count(values, 2**62)
    assert values == ["mine"]


def test_a_handler_that_raises():
    class Stop(Exception):
        pass

    def handler(number, frame):
        raise Stop("enough")

    with alarm(handler, 0.05), pytest.raises(Stop, match="enough") as caught:
        spin(2**62)
    assert [entry.name for entry in caught.traceback][-2:] == ["spin", "handler"]


# Tracers


def test_a_tracer_sees_every_line():
    @hotloop.jit
    def three(n):
        s = 0
        for i in range(n):
            s += i
        return s

    three(3)
    calls = compiled(three)["calls"]
    lines = []

    def trace(frame, event, argument):
        if frame.f_code is three.py_func.__code__:
            lines.append(frame.f_lineno)
        return trace

    old = sys.gettrace()
    sys.settrace(trace)
    try:
        three(3)
    finally:
        sys.settrace(old)
    assert len(lines) > 8
    three(3)
    assert compiled(three)["calls"] in (calls, calls + 1)


def test_a_profiler_sees_the_call():
    seen = []
    spin(3)
    sys.setprofile(lambda frame, event, argument: seen.append(frame.f_code.co_name))
    try:
        spin(3)
    finally:
        sys.setprofile(None)
    assert "spin" in seen


@pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is new in 3.12")
def test_monitoring_sees_the_call():
    monitoring = sys.monitoring
    seen = []
    spin(3)
    monitoring.use_tool_id(2, "test")
    try:
        monitoring.register_callback(2, monitoring.events.PY_START, lambda code, offset: seen.append(code.co_name))
        monitoring.set_events(2, monitoring.events.PY_START)
        spin(3)
    finally:
        monitoring.set_events(2, 0)
        monitoring.free_tool_id(2)
    assert "spin" in seen
    seen.clear()
    spin(3)
    assert not seen


# Options


@pytest.mark.parametrize(
    "options, message",
    [
        ({"cpu": "i486"}, "i486.*x86-64-v3"),
        ({"lanes": 3}, "power of two"),
        ({"lanes": 0}, "lanes=0"),
        ({"threads": 0}, "threads=0"),
        ({"threads": -1}, "threads=-1"),
    ],
)
def test_wrong_options(options, message):
    with pytest.raises(ValueError, match=message):
        hotloop.jit(add.py_func, **options)


PROGRAM = "import hotloop\n@hotloop.jit\ndef f(x):\n    return x + 1\nprint(f(1), getattr(f, 'signatures', None))\n"


def test_end_of_the_process():
    """Functions that were never called, and those that are called when almost everything is gone."""
    program = "import hotloop\n@hotloop.jit\ndef f(x):\n    return x + 1\n"
    last = "class Last:\n    def __del__(self, f=f):\n        print(f(1), f(x=1.5))\nlast = Last()\n"
    for text, printed in [(program, ""), (program + last, "2 2.5\n"), (program + last + "f(1), f(1.5)\n", "2 2.5\n")]:
        result = run(text)
        assert (result.returncode, result.stdout, result.stderr) == (0, printed, ""), text


def test_disabled():
    assert run(PROGRAM, HOTLOOP_DISABLE="1").stdout == "2 None\n"
    assert run(PROGRAM, HOTLOOP_DISABLE="0").stdout == "2 {'(int)': 'compiled'}\n"


@pytest.mark.parametrize(
    "name, value",
    [
        ("HOTLOOP_CPU", "i486"),
        ("HOTLOOP_NUM_THREADS", "many"),
        ("HOTLOOP_NUM_THREADS", "0"),
        ("HOTLOOP_ENGINE", "steam"),
        ("HOTLOOP_FORCE_EXIT", "often"),
    ],
)
def test_wrong_environment(name, value, slow):
    result = run(PROGRAM, **{name: value})
    assert result.returncode == 1
    last = result.stderr.strip().splitlines()[-1]
    assert last.startswith("ValueError: ") and name in last and value in last
    for arguments in (["run", slow], ["explain", f"{slow}::total"], ["tour", "10", "10", "--out", slow.parent]):
        result = command(*arguments, **{name: value})
        assert (result.returncode, result.stdout) == (2, "")
        (line,) = result.stderr.splitlines()
        assert name in line and value in line


def test_what_compiles_nothing_says_so(slow):
    for arguments in (["explain", f"{slow}::total"], ["tour", "10", "10", "--out", slow.parent]):
        result = command(*arguments, HOTLOOP_DISABLE="1")
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr.endswith("HOTLOOP_DISABLE is set, so nothing is compiled\n")


def test_environment():
    assert run(PROGRAM, HOTLOOP_CPU="x86-64", HOTLOOP_NUM_THREADS="2").stdout == "2 {'(int)': 'compiled'}\n"
    program = PROGRAM + "print(f.statistics['signatures']['(int)']['n_exits'])\n"
    assert run(program, HOTLOOP_FORCE_EXIT="1").stdout == "2 {'(int)': 'compiled'}\n1\n"
    program = PROGRAM + "print(f.statistics['signatures']['(int)']['interpreted'])\n"
    assert run(program).stdout == "2 {'(int)': 'compiled'}\n0\n"
    assert run(program, HOTLOOP_ENGINE="interpreter").stdout == "2 {'(int)': 'compiled'}\n1\n"


def test_without_source():
    namespace = {"hotloop": hotloop}
    exec("@hotloop.jit\ndef f(x):\n    return x + 1\n", namespace)
    with pytest.warns(RuntimeWarning, match="f runs in CPython"):
        assert namespace["f"](1) == 2
    assert namespace["f"](2) == 3


def test_import_is_light():
    program = textwrap.dedent("""
        import sys
        before = set(sys.modules)
        import hotloop
        loaded = set(sys.modules) - before
        heavy = {"numpy", "inspect", "ast", "dataclasses", "typing", "re", "argparse", "linecache", "rich"}
        print(sorted(loaded & heavy))
        @hotloop.jit
        def f(x):
            return x + 1
        f(1)
        print("numpy" in sys.modules)
    """)
    assert run(program).stdout == "[]\nFalse\n"


def test_fork():
    program = textwrap.dedent("""
        import os, hotloop
        @hotloop.jit
        def f(n):
            s = 0.0
            for i in range(n):
                s += i
            return s
        expected = f(1_000_00)
        child = os.fork()
        if child == 0:
            g = hotloop.jit(f.py_func)
            os._exit(0 if f(1_000_00) == expected == g(1_000_00) else 3)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """)
    assert run(program).stdout == "0\n"


def test_recursion():
    @hotloop.jit
    def factorial(n):
        if n < 2:
            return 1
        return n * factorial(n - 1)

    assert factorial(25) == factorial.py_func(25)
    with pytest.raises(RecursionError):
        factorial(10**6)


# Command line


def command(*arguments, **environment):
    words = [sys.executable, "-m", "hotloop", *map(str, arguments)]
    variables = {**os.environ, **environment}
    return subprocess.run(words, capture_output=True, text=True, env=variables, timeout=120)


def test_a_decorated_function_that_lives_to_the_end_of_the_process(tmp_path):
    file = tmp_path / "decorated.py"
    file.write_text("import hotloop\n\n\n@hotloop.jit\ndef double(x):\n    return 2 * x\n")
    assert command("explain", f"{file}::double", "--types", "int").returncode == 0


@pytest.fixture
def slow(tmp_path):
    file = tmp_path / "slow.py"
    file.write_text(
        "def total(n: int, by: 'float'):\n    s = 0.0\n    for i in range(n):\n        s += i * by\n    return s\n"
        "def bare(n):\n    return n\n"
        "class Many:\n    def method(self, n):\n        return n\n"
        "    def annotated(self, n: int):\n        return n\n"
        "def odd(n: int):\n    with open(n) as file:\n        pass\n"
        "if __name__ == '__main__':\n    raise SystemExit('executed')\n"
    )
    return file


def test_help_and_version():
    assert command("--version").stdout == f"hotloop {hotloop.__version__}\n"
    text = command("--help").stdout
    assert "@hotloop.jit" in text and "hotloop explain slow.py::total" in text


def test_explain_command(slow):
    result = command("explain", f"{slow}::total")
    assert result.returncode == 0, result.stderr
    assert "for i in range(n)" in result.stdout and "total(int, float)" in result.stdout
    for stage in ("ast", "ir", "passes", "llvm", "asm"):
        result = command("explain", f"{slow}::total", "--types", "int, float", "--stage", stage, "--lanes", 1)
        assert result.returncode == 0 and f"stage {stage}" in result.stdout, result.stderr
    assert "aarch64" in command("explain", f"{slow}::total", "--stage", "llvm", "--cpu", "aarch64").stdout


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["nowhere.py::f"], "no such file"),
        (["{slow}"], "slow.py::total"),
        (["{slow}::missing"], "it has total, bare, odd"),
        (["{slow}::bare"], '--types "int"'),
        (["{slow}::total", "--types", "number"], "unknown type `number`"),
        (["{slow}::total", "--types", "number"], "and object for anything else"),
        (["{slow}::Many.method"], '--types "object, int"'),
        (["{slow}::Many.annotated"], "Many.annotated(object, int)"),
        (["{slow}::Many.method", "--types", "object, int"], "Many.method(object, int)"),
        (["{slow}::Many.method", "--types", "str, int"], "compiled, returns int"),
        (["--help"], "object for"),
        (["{slow}::total", "--cpu", "i486"], "i486"),
        (["{slow}::total", "--types", "int"], "another number of arguments"),
        (["{slow}::odd", "--stage", "ir"], "with open(n)"),
    ],
)
def test_explain_errors(slow, arguments, message):
    result = command("explain", *(word.format(slow=slow) for word in arguments))
    output = result.stdout + result.stderr
    assert message in output and "Traceback" not in output
