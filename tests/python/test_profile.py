"""The recorder: what it counts is what cProfile and line_profiler count."""

from __future__ import annotations

import _thread
import asyncio
import cProfile
import gc
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time

import pytest

from hotloop import _hotloop
from hotloop._profile._record import profile_of
from hotloop._profile.model import Profile


@pytest.fixture(autouse=True)
def no_garbage():
    """What other tests have left is not collected, and counted, here."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def count(n):
    total = 0
    for i in range(n):
        total += absolute(i)
    return total


def absolute(x):
    return abs(x)


def generate(n):
    for i in range(n):
        yield i + 1


def delegate(n):
    yield from generate(n)


def recurse(n):
    return 1 if n == 0 else recurse(n - 1) + 1


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def fail():
    raise KeyError


def catch():
    try:
        int("x")
    except ValueError:
        pass
    try:
        fail()
    except KeyError:
        return [].append(1)


def abandon():
    generator = generate(5)
    next(generator)
    generator.close()
    thrown = generate(5)
    next(thrown)
    try:
        thrown.throw(ValueError)
    except ValueError:
        pass


async def wait(n):
    for _ in range(n):
        await asyncio.sleep(0)
    return n


async def gather():
    return await asyncio.gather(wait(2), wait(3))


class Thing:
    def __init__(self):
        self.x = 1

    def __len__(self):
        return self.x

    @property
    def twice(self):
        return 2 * self.x

    def method(self):
        return len(self) + self.twice


def things():
    return [Thing().method() for _ in range(3)], sorted([3, 1, 2], key=lambda x: -x), list(map(absolute, (1, 2)))


def unbound():
    return [str.upper(x) for x in "ab"], list.append([], 1), "a-b".split("-"), {}.get(1)


def closes():
    exec("def made():\n    return len('abc')\nmade()", {})


PROGRAMS = [
    lambda: count(50),
    lambda: list(generate(10)) + list(delegate(3)),
    lambda: (recurse(5), even(7), recurse(2)),
    catch,
    abandon,
    things,
    unbound,
    closes,
]


def ours(program, builtins: bool = True) -> Profile:
    recorder = _hotloop.Recorder(builtins)
    recorder.enable()
    try:
        program()
        recorder.is_in_program = False
        return profile_of(recorder.snapshot())
    finally:
        recorder.disable()


def theirs(program, builtins: bool = True) -> dict:
    profiler = cProfile.Profile(builtins=builtins)
    profiler.enable()
    try:
        program()
    finally:
        profiler.disable()
    profiler.create_stats()
    return profiler.stats


def counts(stats: dict) -> dict:
    """Primitive calls, calls, and calls by caller, but for those of the profiler itself."""
    return {
        key: (row[0], row[1], {caller: pair[:2] for caller, pair in row[4].items()})
        for key, row in stats.items()
        if "disable" not in key[2]
    }


@pytest.mark.parametrize("builtins", [True, False])
@pytest.mark.parametrize("program", PROGRAMS, ids=range(len(PROGRAMS)))
def test_calls_are_cprofiles(program, builtins):
    program()
    expected = counts(theirs(program, builtins))
    assert counts(ours(program, builtins).pstats()) == expected


def test_calls_of_coroutines_are_cprofiles():
    def program():
        return asyncio.new_event_loop().run_until_complete(gather())

    mine, expected = counts(ours(program).pstats()), counts(theirs(program))
    names = ("wait", "gather")
    assert {key: row[:2] for key, row in mine.items() if key[2] in names} == {
        key: row[:2] for key, row in expected.items() if key[2] in names
    }


def test_an_exception_leaves_all_that_it_leaves():
    def program():
        for _ in range(3):
            try:
                fail()
            except KeyError:
                absolute(1)

    assert counts(ours(program).pstats()) == counts(theirs(program))


@pytest.mark.parametrize("seed", range(20))
def test_calls_of_random_programs_are_cprofiles(seed):
    source = random_program(random.Random(seed))
    names: dict = {}
    exec(compile(source, "random_program.py", "exec"), names)
    for builtins in (True, False):
        assert counts(ours(names["main"], builtins).pstats()) == counts(theirs(names["main"], builtins)), source


def random_program(rng: random.Random) -> str:
    """Functions and generators that call each other downwards, raise and catch."""
    lines = []
    for number in range(8):
        lines.append(f"def f{number}(n):")
        for _ in range(rng.randint(1, 4)):
            callee = f"f{rng.randrange(number)}" if number else "len"
            argument = "'abc'" if callee == "len" else "n"
            lines.append(
                rng.choice(
                    [
                        f"    for _ in range({rng.randint(0, 3)}): {callee}({argument})",
                        f"    try:\n        {callee}({argument}); [][1]\n    except IndexError: pass",
                        f"    list({callee}({argument}) for _ in range({rng.randint(0, 2)}))",
                        f"    if n > 0: f{number}(n - 1)",
                        f"    sorted([2, 1], key=lambda x: (x, {callee}({argument})))",
                        f"    [].append({callee}({argument}))",
                        "    ' '.join(str(i) for i in range(n))",
                    ]
                )
            )
    lines.append(
        "def main():\n    for n in range(2):\n        try:\n            f7(n)\n        except IndexError: pass"
    )
    return "\n".join(lines)


def test_the_tree_has_paths():
    profile = ours(lambda: (count(2), absolute(3)), False)
    functions, nodes = profile.functions, profile.nodes
    paths = {
        ";".join(functions[at].name for at in nodes.path(node)): nodes.calls[node]
        for node in range(len(nodes))
        if nodes.function[node] >= 0
    }
    assert paths == {
        "<lambda>": 1,
        "<lambda>;count": 1,
        "<lambda>;count;absolute": 2,
        "<lambda>;absolute": 1,
    }


def test_times_tie_out():
    profile = ours(lambda: (time.sleep(0.02), count(1000)))
    assert abs(sum(profile.nodes.own) - profile.threads[0].wall) < 1e6
    stats = profile.pstats()
    (sleep,) = [row for key, row in stats.items() if "sleep" in key[2]]
    assert sleep[2] >= 0.0199


def plain(k):
    return k


changing = plain


def test_what_becomes_a_builtin_counts_from_then_on():
    """A function that calls none runs at full speed on 3.11: CPython tells of calls again when that has changed."""

    def rebind(to):
        global changing
        changing = to

    def by_global():
        for i in range(6):
            changing(i)
            if i % 2:
                rebind(abs if i % 4 == 1 else plain)
            changing(i)

    def by_parameter(f, k):
        return f(k)

    def by_variable(f):
        def inner(k):
            for _ in range(3):
                f(k)
                change()
                f(k)

        def change():
            nonlocal f
            f = abs

        inner(1)

    def first_and_last():
        x = len("ab")
        for i in range(3):
            plain(i)
        if x:
            changing(x)
        return by_parameter(plain, max(x, 1))

    def behind_loops(n, big=1 << 70):
        x = 0
        for i in range(n):
            for j in range(i, 4):
                if j == 3:
                    break
                x += plain(j)
            else:
                x += abs(i)
        try:
            for i in range(big, big + 3):
                if i == big + n:
                    raise KeyError
            x = len("ab")
        except KeyError:
            changing(x)
        for i in range(2):
            if i == n:
                return abs(x)
        return max(x, 1)

    def own_range(range):
        for i in range((1, 2)):
            plain(i)
        return abs(i)

    def program():
        rebind(plain)
        by_global()
        for n in range(7):
            behind_loops(n)
        own_range(reversed)
        own_range(list)
        for f in (plain, abs, float, [].append, int.bit_length):
            by_parameter(f, 1)
        by_variable(plain)
        first_and_last()

    assert counts(ours(program).pstats()) == counts(theirs(program))


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="there, threads of all kinds are watched anyway")
def test_threads_count_whoever_starts_them():
    recorder = _hotloop.Recorder()
    done = threading.Lock()
    done.acquire()

    def work():
        count(3)
        done.release()

    recorder.enable(True)
    _thread.start_new_thread(work, ())
    done.acquire()
    recorder.is_in_program = False
    profile = profile_of(recorder.snapshot())
    recorder.disable()
    names = [profile.functions[function].name for function in profile.nodes.function if function >= 0]
    assert "work" in names
    assert "<built-in method builtins.abs>" in names


def test_what_runs_already_is_no_call():
    recorder = _hotloop.Recorder()

    def begin():
        recorder.enable()
        absolute(1)

    begin()
    absolute(2)
    recorder.is_in_program = False
    profile = profile_of(recorder.snapshot())
    recorder.disable()
    names = [profile.functions[function].name for function in profile.nodes.function if function >= 0]
    assert sorted(names) == ["<built-in method builtins.abs>", "absolute"]


def test_each_thread_has_a_tree():
    recorder = _hotloop.Recorder()
    recorder.enable(True)
    threads = [threading.Thread(target=count, args=(n,)) for n in (3, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    count(7)
    recorder.is_in_program = False
    profile = profile_of(recorder.snapshot())
    recorder.disable()
    nodes = profile.nodes
    by_thread = {}
    for node in range(len(nodes)):
        if nodes.function[node] >= 0 and profile.functions[nodes.function[node]].name == "absolute":
            root = node
            while nodes.parent[root] >= 0:
                root = nodes.parent[root]
            by_thread[root] = nodes.calls[node]
    assert sorted(by_thread.values()) == [3, 5, 7]
    assert set(by_thread) <= {thread.root for thread in profile.threads}


def test_other_threads_do_not_count_unless_asked_for():
    recorder = _hotloop.Recorder()
    recorder.enable()
    thread = threading.Thread(target=count, args=(3,))
    thread.start()
    thread.join()
    recorder.is_in_program = False
    profile = profile_of(recorder.snapshot())
    recorder.disable()
    assert "count" not in [function.name for function in profile.functions]


def test_one_recorder_counts_functions():
    first, second = _hotloop.Recorder(), _hotloop.Recorder()
    first.enable()
    try:
        with pytest.raises(ValueError, match="already active"):
            second.enable()
        first.enable()
    finally:
        first.disable()
    first.disable()
    second.enable()
    second.disable()
    assert not first.is_enabled and not second.is_enabled


def test_a_recorder_counts_on_and_forgets():
    recorder = _hotloop.Recorder(False)
    for _ in range(2):
        recorder.enable()
        absolute(1)
        recorder.disable()
    assert sum(profile_of(recorder.snapshot()).nodes.calls) == 2
    recorder.clear()
    assert sum(profile_of(recorder.snapshot()).nodes.calls) == 0


def test_a_timer_of_the_users():
    ticks = iter(range(0, 10_000, 10))
    recorder = _hotloop.Recorder(False, timer=lambda: next(ticks), timeunit=0.5)
    recorder.enable()
    recurse(1)
    recorder.disable()
    profile = profile_of(recorder.snapshot())
    # recurse, recurse within it: ten ticks of half a second between two readings.
    assert [own for own, function in zip(profile.nodes.own, profile.nodes.function) if function >= 0] == [
        10_000_000_000,
        5_000_000_000,
    ]


def test_a_timer_that_fails_is_no_end(capfd):
    recorder = _hotloop.Recorder(False, timer=lambda: 1 / 0)
    recorder.enable()
    absolute(1)
    recorder.disable()


# ---- lines


def line_hits(program, *functions) -> dict:
    """Lines from the function's first, with their hits."""
    recorder = _hotloop.Recorder(functions=False)
    codes = [getattr(function, "__code__", function) for function in functions]
    for code in codes:
        recorder.watch(code)
    recorder.enable()
    try:
        program()
    finally:
        recorder.disable()
    return {
        code.co_name: {line - code.co_firstlineno: hits for line, (hits, _) in recorder.lines(code).items()}
        for code in codes
    }


def test_lines_have_hits():
    assert line_hits(lambda: count(3), count, absolute) == {
        "count": {1: 1, 2: 4, 3: 3, 4: 1},
        "absolute": {1: 3},
    }
    assert line_hits(lambda: (catch(), recurse(3)), catch, recurse, count)["recurse"] == {1: 4}


def test_lines_of_generators_recursion_and_exceptions():
    def program():
        list(delegate(2))
        recurse(3)
        catch()
        abandon()

    hits = line_hits(program, generate, delegate, recurse, catch)
    assert hits["generate"] == {1: 5, 2: 4}
    assert hits["delegate"] == {1: 1}
    assert hits["recurse"] == {1: 4}
    assert hits["catch"] == {1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1, 8: 1}


def test_lines_are_line_profilers():
    line_profiler = pytest.importorskip("line_profiler")
    functions = (count, absolute, generate, delegate, recurse, even, odd, catch, abandon, fail)

    def program():
        for each in PROGRAMS:
            each()

    mine = line_hits(program, *functions)
    codes = [function.__code__ for function in functions]
    profiler = line_profiler.LineProfiler(*functions)
    profiler.enable()
    program()
    profiler.disable()
    for function, code in zip(functions, codes):
        function.__code__ = code
    timings = profiler.get_stats().timings
    expected = {
        name: {line - first: hits for line, hits, _ in rows} for (_, first, name), rows in timings.items() if rows
    }
    assert {name: hits for name, hits in mine.items() if hits} == expected


def test_lines_beside_calls():
    for builtins in (True, False):
        recorder = _hotloop.Recorder(builtins)
        recorder.watch(count.__code__)
        recorder.enable()
        count(3)
        recorder.disable()
        assert [hits for hits, _ in recorder.lines(count.__code__).values()] == [1, 4, 3, 1]
        profile = profile_of(recorder.snapshot())
        calls = dict(zip(profile.nodes.function, profile.nodes.calls))
        names = {function.name: calls.get(number) for number, function in enumerate(profile.functions)}
        assert (names["count"], names["absolute"]) == (1, 3)


def test_lines_from_the_middle_of_a_call():
    recorder = _hotloop.Recorder()

    def begins():
        recorder.watch(begins.__code__)
        a = 1
        for _ in range(3):
            a += 1
        return a

    recorder.enable()
    begins()
    recorder.disable()
    first = begins.__code__.co_firstlineno
    hits = {line - first: hits for line, (hits, _) in recorder.lines(begins.__code__).items()}
    assert {line: hits[line] for line in (3, 4, 5)} == {3: 4, 4: 3, 5: 1}


def test_two_recorders_of_lines():
    first, second = (_hotloop.Recorder(functions=False) for _ in range(2))
    first.watch(count.__code__)
    second.watch(absolute.__code__)
    first.enable()
    second.enable()
    count(3)
    first.disable()
    count(3)
    second.disable()
    count(3)
    assert sum(hits for hits, _ in first.lines(count.__code__).values()) == 9
    assert sum(hits for hits, _ in second.lines(absolute.__code__).values()) == 6
    assert first.lines(absolute.__code__) == {}


def test_nested_code_is_watched_if_asked_for():
    def outer():
        def inner():
            return 1

        return inner()

    recorder = _hotloop.Recorder(functions=False)
    recorder.watch(outer.__code__, nested=True)
    assert [code.co_name for code in recorder.watched()] == ["outer", "inner"]
    with pytest.raises(TypeError):
        recorder.watch(outer)


def test_a_program_that_traces_itself():
    """Its trace function gets all that it would."""

    def traced():
        seen = []

        def trace(frame, event, argument):
            seen.append(event)
            return trace

        sys.settrace(trace)
        absolute(1)
        sys.settrace(None)
        return seen

    expected = traced()
    recorder = _hotloop.Recorder(False)
    recorder.watch(count.__code__)
    recorder.enable()
    count(2)
    seen = traced()
    count(2)
    recorder.disable()
    assert seen == expected
    assert sum(hits for hits, _ in recorder.lines(count.__code__).values()) == 14


def test_deep_recursion_does_not_end_the_process():
    def deep():
        return recurse(20_000) + abs(plain(1))

    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(30_000)
    try:
        for builtins in (True, False):
            profile = ours(deep, builtins)
            assert sum(profile.nodes.calls) > 1000
            # Elsewhere the hook of 3.11 sees no further.
            if builtins or sys.version_info >= (3, 12):
                assert counts(profile.pstats()) == counts(theirs(deep, builtins))
            assert counts(ours(lambda: recurse(5), builtins).pstats()) == counts(theirs(lambda: recurse(5), builtins))
    finally:
        sys.setrecursionlimit(limit)


def test_what_is_hot():
    recorder = _hotloop.Recorder()
    recorder.enable()
    count(10_000)
    times, total = recorder.hot(lambda code: code is not absolute.__code__)
    recorder.disable()
    assert times[0][0] is count.__code__ and times[0][1] <= total
    assert absolute.__code__ not in [code for code, _ in times]


def test_samples():
    recorder = _hotloop.Recorder(functions=False)
    recorder.sample(500.0)
    recorder.is_in_program = True
    end = time.perf_counter() + 0.3
    while time.perf_counter() < end:
        count(100)
    recorder.is_in_program = False
    samples, seconds = recorder.stop_ticking()
    profile = profile_of(recorder.snapshot())
    assert samples > 0 and seconds > 0.2
    assert "count" in [function.name for function in profile.functions]
    # pytest-xdist has threads of its own here.
    assert 0 < sum(profile.nodes.calls) <= samples * len(profile.threads)
    with pytest.raises(ValueError):
        recorder.sample(0.0)


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="there, samples are taken by frame objects")
def test_a_sample_sees_the_frames_that_there_are():
    """In generators, callbacks of C code, class bodies, coroutines, other threads: as `f_back` and `f_lineno` say."""
    n_seen = 0

    def by_objects(frame):
        path = []
        while frame is not None:
            path.append((frame.f_code, frame.f_lineno))
            frame = frame.f_back
        return path

    def check(_=0):
        nonlocal n_seen
        mine, seen = by_objects(sys._getframe()), _hotloop.sampled_frames()
        # This function itself has gone on by some lines.
        assert seen[threading.get_ident()][0][0] is mine[0][0]
        assert seen[threading.get_ident()][1:] == mine[1:]
        n_seen += len(mine)
        return 1

    def items():
        yield check()
        yield from (check() for _ in range(2))

    def down(n):
        return down(n - 1) if n else check()

    async def awaited():
        return check()

    def program():
        list(items())
        sorted([2, 1], key=check)
        down(100)
        asyncio.new_event_loop().run_until_complete(awaited())
        exec("class Body:\n  x = check()\n", {"check": check})

    def waits():
        program()
        begun.release()
        done.acquire()

    begun, done = threading.Lock(), threading.Lock()
    begun.acquire()
    done.acquire()
    thread = threading.Thread(target=waits)
    thread.start()
    begun.acquire()
    program()
    deadline = time.monotonic() + 30
    while True:
        # It may not have come to `acquire` yet.
        theirs = by_objects(sys._current_frames()[thread.ident])
        if _hotloop.sampled_frames()[thread.ident] == theirs or time.monotonic() > deadline:
            break
    assert [code.co_name for code, _ in theirs][:2] == ["waits", "run"]
    assert _hotloop.sampled_frames()[thread.ident] == theirs
    done.release()
    thread.join()
    assert n_seen > 200


def test_no_signal_wakes_the_program():
    """Looks and samples come without one: what waits for a signal goes on waiting."""
    for switch in (), ("--sample", "500"):
        program = (
            "import signal, time\n"
            "signal.signal(signal.SIGALRM, lambda *_: None)\n"
            "start = time.monotonic()\n"
            "signal.setitimer(signal.ITIMER_REAL, 0.6)\n"
            "signal.pause()\n"
            "print(time.monotonic() - start > 0.5)\n"
        )
        command = [sys.executable, "-m", "hotloop", "profile", "--quiet", *switch, "-c", program]
        assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "True\n"


def test_a_profile_function_of_the_programs_stays_where_lines_are_counted_later():
    def work():
        return 1

    def other(*_):
        pass

    recorder = _hotloop.Recorder()
    recorder.enable()
    sys.setprofile(other)
    try:
        recorder.watch(work.__code__)
        assert sys.getprofile() is other
    finally:
        sys.setprofile(None)
        recorder.disable()


def test_ctrl_c_in_a_look_is_the_programs():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    recorder = _hotloop.Recorder()
    recorder.enable(True)
    recorder.look_after([0.05], lambda: signal.raise_signal(signal.SIGINT))
    try:
        with pytest.raises(KeyboardInterrupt):
            end = time.monotonic() + 20
            while time.monotonic() < end:
                pass
    finally:
        recorder.stop_ticking()
        recorder.disable()
        signal.signal(signal.SIGINT, before)


def test_looks_are_taken_while_the_main_thread_waits():
    looks, both = [], threading.Event()

    def look():
        looks.append(threading.current_thread())
        if len(looks) == 2:
            both.set()

    recorder = _hotloop.Recorder()
    recorder.enable(True)
    recorder.look_after([0.05, 0.1], look)
    both.wait(60)
    recorder.stop_ticking()
    recorder.disable()
    assert len(looks) == 2


@pytest.mark.parametrize("builtins", [True, False])
def test_lines_count_on_behind_a_builtin_that_calls_python(builtins):
    def work(n):
        total = sum(1 for _ in range(n))
        total += len(sorted([3, 1, 2], key=lambda x: -x))
        total += 1
        return total

    recorder = _hotloop.Recorder(builtins)
    recorder.watch(work.__code__)
    recorder.enable()
    work(3)
    work(3)
    recorder.disable()
    assert [hits for hits, _ in recorder.lines(work.__code__).values()] == [2, 2, 2, 2]


def test_a_signal_comes_again_until_its_handler_has_been_called():
    """It may come when CPython has looked for the last time before it waits for a lock."""
    code = """
    import os, signal, time
    from hotloop import _hotloop
    calls = []
    def handle(number, frame):
        calls.append(number)
        if len(calls) == 3:
            _hotloop.relent()
    signal.signal(signal.SIGTERM, handle)
    _hotloop.insist(signal.SIGTERM)
    os.kill(os.getpid(), signal.SIGTERM)
    while len(calls) < 3:
        time.sleep(0.01)
    time.sleep(0.1)
    print(len(calls), flush=True)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGTERM)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=100)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGTERM, "3\n", "")
