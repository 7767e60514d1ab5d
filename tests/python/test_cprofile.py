"""`hotloop.cprofile` against cProfile: the same calls of the same functions from the same callers."""

from __future__ import annotations

import cProfile
import gc
import io
import json
import pstats
import subprocess
import sys
import textwrap
import time

import pytest

import hotloop.cprofile
from hotloop._profile import formats


@pytest.fixture(autouse=True)
def no_garbage():
    """What other tests have left is not collected, and counted, here."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def generate(n):
    for i in range(n):
        try:
            yield i
        finally:
            str(i)


class Item:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return self.value < other.value

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return len(name)

    @property
    def text(self):
        return str(self.value)


def raises(n):
    if n:
        raises(n - 1)
    raise ValueError(n)


def caught():
    for n in range(3):
        try:
            raises(n)
        except ValueError as error:
            repr(error)
    try:
        [][1]
    except IndexError:
        pass


def recursion_through_a_builtin(n):
    return max([n], key=lambda value: recursion_through_a_builtin(n - 1) if n else 0)


def generators():
    list(generate(5))
    any(i == 1 for i in (1, 2, 3))
    unfinished = generate(9)
    next(unfinished)
    unfinished.close()
    thrown = generate(9)
    next(thrown)
    try:
        thrown.throw(KeyError)
    except KeyError:
        pass


def objects():
    items = sorted([Item(3), Item(1), Item(2)])
    [item.text for item in items]
    items[0].something
    getattr(items[0], "_nothing", None)


def standard_library():
    json.loads(json.dumps({"a": [1, 2, {"b": None}]}))
    textwrap.wrap("hello world foo bar " * 10)


def a_name_that_was_not_range_when_the_loop_began():
    def restore():
        names["range"] = range

    names = {"range": lambda n: "abc"[:n], "restore": restore, "__builtins__": __builtins__}
    exec("def f():\n    for i in range(3):\n        restore()\n    return len('a')", names)
    names["f"]()


PROGRAMS = [
    a_name_that_was_not_range_when_the_loop_began,
    lambda: fib(9),
    generators,
    objects,
    caught,
    lambda: recursion_through_a_builtin(4),
    standard_library,
]


def counted(kind, program, **options):
    profile = kind(**options)
    profile.enable()
    program()
    profile.disable()
    profile.create_stats()
    return {
        key: (primitive, calls, {caller: pair[:2] for caller, pair in callers.items()})
        for key, (primitive, calls, _, _, callers) in profile.stats.items()
    }


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("options", [{}, {"builtins": False}, {"subcalls": False}])
def test_calls_are_those_that_cprofile_counts(program, options):
    program()
    expected = counted(cProfile.Profile, program, **options)
    assert counted(hotloop.cprofile.Profile, program, **options) == expected


def test_times():
    def inner():
        time.sleep(0.05)

    def outer():
        inner()
        inner()
        time.sleep(0.03)

    profile = hotloop.cprofile.Profile()
    profile.runcall(outer)
    profile.create_stats()
    own = {name: figures[2] for (_, _, name), figures in profile.stats.items()}
    cumulative = {name: figures[3] for (_, _, name), figures in profile.stats.items()}
    # A machine under load sleeps longer.
    assert 0.13 <= cumulative["outer"] < 1
    assert 0.1 <= cumulative["inner"] <= cumulative["outer"] - 0.03
    assert own["outer"] < own["<built-in method time.sleep>"] and own["<built-in method time.sleep>"] >= 0.13


def test_a_clock_of_the_user_s():
    ticks = iter(range(0, 10_000, 10))
    profile = hotloop.cprofile.Profile(lambda: next(ticks), 0.001, builtins=False)
    profile.runcall(fib, 2)
    profile.create_stats()
    (_, calls, own, cumulative, _) = next(figures for key, figures in profile.stats.items() if key[2] == "fib")
    assert calls == 3
    assert own == cumulative == pytest.approx(round(own * 100) / 100)


def test_it_prints_and_writes_what_pstats_reads(tmp_path, capsys):
    with hotloop.cprofile.Profile() as profile:
        fib(5)
    profile.print_stats("ncalls")
    assert "15/1" in capsys.readouterr().out
    profile.dump_stats(tmp_path / "p.prof")
    said = io.StringIO()
    pstats.Stats(str(tmp_path / "p.prof"), stream=said).print_stats()
    assert "(fib)" in said.getvalue()
    assert formats.read(str(tmp_path / "p.prof")).pstats().keys() == profile.stats.keys()
    entry = next(entry for entry in profile.getstats() if getattr(entry.code, "co_name", "") == "fib")
    assert (entry.callcount, entry.reccallcount, entry.calls[0].callcount) == (15, 14, 14)


def test_it_goes_on_where_it_was_and_can_forget():
    profile = hotloop.cprofile.Profile()
    profile.runcall(fib, 3)
    profile.runcall(fib, 3)
    profile.create_stats()
    assert profile.stats[__file__, fib.__code__.co_firstlineno, "fib"][:2] == (2, 10)
    profile.clear()
    profile.runcall(fib, 3)
    profile.create_stats()
    assert profile.stats[__file__, fib.__code__.co_firstlineno, "fib"][:2] == (1, 5)


def test_one_profiler_at_a_time():
    with hotloop.cprofile.Profile():
        other = hotloop.cprofile.Profile()
        with pytest.raises(ValueError, match="Another profiling tool is already active"):
            other.enable()


def test_what_is_dropped_is_no_longer_active():
    hotloop.cprofile.Profile().enable()
    with hotloop.cprofile.Profile():
        pass


def command(*arguments, cwd):
    return subprocess.run(
        [sys.executable, "-m", *arguments], capture_output=True, text=True, cwd=cwd, stdin=subprocess.DEVNULL
    )


def test_the_command_line(tmp_path):
    (tmp_path / "slow.py").write_text(
        "import sys\ndef f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)\n"
        "print(f(9), sys.argv, __name__)\nsys.exit(3)\n"
    )
    for arguments in (["slow.py", "-x", "1"], ["-s", "ncalls", "slow.py"], ["-m", "slow"], ["-s", "xyz"], []):
        ours = command("hotloop.cprofile", *arguments, cwd=tmp_path)
        original = command("cProfile", *arguments, cwd=tmp_path)
        assert ours.returncode == original.returncode
        assert ours.stdout.splitlines()[:1] == original.stdout.splitlines()[:1] or not arguments
        assert ("109/1" in ours.stdout) == ("109/1" in original.stdout)
    assert command("hotloop.cprofile", "-o", "p.prof", "slow.py", cwd=tmp_path).returncode == 0
    (calls,) = [figures[1] for key, figures in formats.read(str(tmp_path / "p.prof")).pstats().items() if key[2] == "f"]
    assert calls == 109


@pytest.mark.parametrize("what", ["disable", "clear", "enable", "getstats", "create_stats"])
def test_a_clock_that_uses_the_profiler(what):
    for count in range(1, 6):

        class Clock:
            left = count

            def __call__(self):
                self.left -= 1
                if self.left == 0:
                    getattr(profile, what)()
                return float(self.left)

        profile = hotloop.cprofile.Profile(Clock())
        profile.enable()
        fib(1)
        profile.disable()
        profile.clear()
    with hotloop.cprofile.Profile():
        pass


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="later versions have no profile function then")
def test_it_is_the_profile_function():
    profile = hotloop.cprofile.Profile()
    assert sys.getprofile() is None
    profile.enable()
    seen = sys.getprofile()
    profile.disable()
    assert seen is profile
    assert sys.getprofile() is None
