"""`hotloop.line_profiler` and `hotloop kernprof` against line_profiler: the same hits, files and tables."""

from __future__ import annotations

import asyncio
import functools
import io
import os
import subprocess
import sys
import threading

import pytest

from hotloop import line_profiler
from hotloop._profile import formats
from hotloop.line_profiler import LineProfiler, LineStats, load_stats, show_text


def loops(n):
    total = 0
    for i in range(n):
        if i % 3 == 0:
            continue
        total += i
    else:
        total += 1
    while total > 100:
        total //= 2
    return [x * x for x in range(total)]


def recursion(n):
    if n < 2:
        return n
    return recursion(n - 1) + recursion(
        n - 2,
    )


def raises(n):
    try:
        if n:
            raises(n - 1)
        raise ValueError
    except ValueError:
        if n < 2:
            raise
    finally:
        n += 1


def caught():
    with open(os.devnull) as file:
        for n in range(4):
            try:
                raises(n)
            except ValueError:
                file.read()


def generate(n):
    for i in range(n):
        received = yield i
        if received:
            return received
    return None


def delegate():
    result = yield from generate(3)
    yield result


def generators():
    list(delegate())
    sent = generate(5)
    next(sent)
    try:
        sent.send(1)
    except StopIteration:
        pass
    unfinished = generate(9)
    next(unfinished)
    del unfinished


async def wait(n):
    for _ in range(n):
        await asyncio.sleep(0)
    return n


async def gather():
    return await asyncio.gather(wait(2), wait(3))


def coroutines():
    asyncio.run(gather())


def matches(value):
    match value:
        case {"a": 1}:
            result = "one"
        case [first, *_] if first:
            result = first
        case _:
            result = None
    return result


def patterns():
    return [matches(value) for value in ({"a": 1}, [1], [0], 3)]


PROGRAMS = {
    "loops": (lambda: loops(50), [loops]),
    "recursion": (lambda: recursion(8), [recursion]),
    "exceptions": (caught, [caught, raises]),
    "generators": (generators, [generators, generate, delegate]),
    "coroutines": (coroutines, [wait, gather]),
    "patterns": (patterns, [patterns, matches]),
}


def hits(profiler) -> dict:
    return {key: [(line, hits) for line, hits, _ in rows] for key, rows in profiler.get_stats().timings.items()}


@pytest.mark.parametrize("name", PROGRAMS)
def test_hits_are_those_that_line_profiler_counts(name):
    """In a process of its own: line_profiler puts instructions into the functions that it knows."""
    pytest.importorskip("line_profiler")
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import test_line_profiler as here\n"
        "from {module} import LineProfiler\n"
        "program, functions = here.PROGRAMS[sys.argv[2]]\n"
        "profiler = LineProfiler(*functions)\n"
        "with profiler: program()\n"
        "print(sorted(here.hits(profiler).items()))\n"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", script.format(module=module), os.path.dirname(__file__), name],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for module in ("line_profiler", "hotloop.line_profiler")
    ]
    assert "(" in said[0] and said[1] == said[0]


def test_a_decorator_for_every_kind_of_callable():
    profiler = LineProfiler()

    class Object:
        @profiler
        def method(self):
            return 1

        @profiler
        @classmethod
        def of_class(cls):
            return 2

        @profiler
        @staticmethod
        def static():
            return 3

        @profiler
        @property
        def value(self):
            return 4

        @profiler
        @functools.cached_property
        def cached(self):
            return 5

    def add(a, b):
        return a + b

    part = profiler(functools.partial(add, 5))
    item = Object()
    assert [item.method(), item.of_class(), item.static(), item.value, item.cached, part(1)] == [1, 2, 3, 4, 5, 6]
    assert profiler.enable_count == 0
    assert [rows[-1][1] for rows in hits(profiler).values()] == [1] * 6
    assert profiler(len) is len
    with pytest.raises(TypeError, match="cannot get functions"):
        profiler(3)


def test_wrapped_generators_are_generators():
    profiler = LineProfiler()

    @profiler
    def generator():
        while True:
            try:
                received = yield
            except KeyError:
                received = "thrown"
            if received == "end":
                return "result"

    running = generator()
    next(running)
    running.send(1)
    running.throw(KeyError)
    with pytest.raises(StopIteration) as stopped:
        running.send("end")
    assert stopped.value.value == "result"
    closed = []

    @profiler
    def closes():
        try:
            yield 1
        finally:
            closed.append(profiler.enable_count)

    running = closes()
    next(running)
    running.close()
    assert closed == [1] and profiler.enable_count == 0


def test_wrapped_asynchronous_generators():
    profiler = LineProfiler()
    closed = []

    @profiler
    async def generator(n):
        try:
            for i in range(n):
                await asyncio.sleep(0)
                yield i
        finally:
            closed.append(n)

    async def main():
        first = [i async for i in generator(3)]
        running = generator(5)
        await running.__anext__()
        await running.aclose()
        return first

    assert asyncio.run(main()) == [0, 1, 2]
    assert closed == [3, 5] and profiler.enable_count == 0


def test_threads():
    profiler = LineProfiler()
    profiled = profiler(loops)
    threads = [threading.Thread(target=profiled, args=(300,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (rows,) = hits(profiler).values()
    assert rows[0][1] == 4 and rows[1][1] == 4 * 301


def test_two_profilers():
    one, other = LineProfiler(recursion), LineProfiler(recursion)
    with one:
        recursion(3)
        with other:
            recursion(4)
    first = recursion.__code__.co_firstlineno + 1
    assert dict(next(iter(hits(one).values())))[first] == 5 + 9
    assert dict(next(iter(hits(other).values())))[first] == 9


def test_stats_add_up():
    one = LineStats({("f.py", 1, "f"): [(2, 10, 300)], ("f.py", 9, "g"): [(10, 2, 1000)]}, 1e-6)
    other = LineStats({("f.py", 9, "g"): [(10, 10, 20000), (11, 5, 1000)]}, 1e-7)
    both = {("f.py", 1, "f"): [(2, 10, 300)], ("f.py", 9, "g"): [(10, 12, 3000), (11, 5, 100)]}
    assert one + other == other + one == LineStats(both, 1e-6)
    one += other
    assert one.timings == both


def test_text_is_line_profilers(tmp_path):
    original = pytest.importorskip("line_profiler")
    source = tmp_path / "slow.py"
    source.write_text("def f(n):\n    größe = 0\n    for i in range(n):\n        größe += i\n    return größe\n")
    timings = {
        (str(source), 1, "f"): [(2, 1, 1200), (3, 1_234_567_890, 10**16), (4, 10, 7), (5, 1, 0)],
        (str(tmp_path / "gone.py"), 5, "g"): [(6, 1, 5), (8, 2, 6)],
        (str(source), 1, "not_run"): [],
    }
    for options in (
        {},
        {"output_unit": 1e-3},
        {"stripzeros": True, "sort": True, "summarize": True},
        {"details": False, "summarize": True},
    ):
        texts = []
        for module in (original, line_profiler):
            text = io.StringIO()
            module.show_text(timings, 1e-9, stream=text, **options)
            texts.append(text.getvalue())
        assert texts[1] == texts[0], options


def test_colours_are_asked_for(tmp_path):
    source = tmp_path / "slow.py"
    source.write_text("def f(n):\n    return n\n")
    text = io.StringIO()
    show_text({(str(source), 1, "f"): [(2, 1, 1200)]}, 1e-9, stream=text, summarize=True, rich=True)
    assert "     2         1       1200.0   1200.0    100.0      return n" in text.getvalue()


def test_files(tmp_path):
    profiler = LineProfiler(loops)
    profiler.runcall(loops, 10)
    profiler.dump_stats(tmp_path / "p.lprof")
    assert load_stats(tmp_path / "p.lprof") == profiler.get_stats()
    assert formats.read(str(tmp_path / "p.lprof")).lines[0].hits == dict(next(iter(hits(profiler).values())))
    twice = load_stats(tmp_path / "p.lprof", tmp_path / "p.lprof")
    assert twice == profiler.get_stats() + profiler.get_stats()
    command = [sys.executable, "-m", "hotloop.line_profiler"]
    done = subprocess.run([*command, str(tmp_path / "p.lprof")], capture_output=True, text=True)
    assert "Function: loops at line" in done.stdout
    (tmp_path / "damaged.lprof").write_bytes((tmp_path / "p.lprof").read_bytes()[:-9])
    done = subprocess.run([*command, str(tmp_path / "damaged.lprof")], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert "damaged.lprof: looks like a .lprof file, but is damaged" in done.stderr


SCRIPT = """\
import sys

@profile
def f(n):
    total = 0
    for i in range(n):
        total += i
    return total

print(f(10), sys.argv[1:], __name__)
"""


def run(*arguments, cwd, **variables):
    environment = {**os.environ, **variables}
    environment.pop("LINE_PROFILER_RC", None)
    return subprocess.run(
        [sys.executable, "-m", *arguments], capture_output=True, text=True, cwd=cwd, env=environment, input=SCRIPT
    )


def test_kernprof(tmp_path):
    (tmp_path / "slow.py").write_text(SCRIPT)
    done = run("hotloop", "kernprof", "-l", "slow.py", "-x", "1", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("45 ['-x', '1'] __main__\nWrote profile results to 'slow.py.lprof'\nInspect results")
    (lines,) = formats.read(str(tmp_path / "slow.py.lprof")).lines
    assert lines.hits == {5: 1, 6: 11, 7: 10, 8: 1}
    done = run("hotloop", "kernprof", "-lvz", "-m", "slow", cwd=tmp_path)
    assert "Function: f at line 3" in done.stdout and "     7        10 " in done.stdout
    done = run("hotloop", "kernprof", "-b", "slow.py", cwd=tmp_path)
    assert "-m pstats slow.py.prof" in done.stdout
    assert any(key[2] == "f" for key in formats.read(str(tmp_path / "slow.py.prof")).pstats())
    done = run("hotloop", "kernprof", "-l", "-o", "out.lprof", "-", cwd=tmp_path)
    assert done.stdout.startswith("45 [] __main__\n") and (tmp_path / "out.lprof").exists()
    done = run("hotloop", "kernprof", "-lv", "-c", "def g():\n    return 3\nprint(g())", cwd=tmp_path)
    assert "Function: g at line 1" in done.stdout


def test_kernprof_without_a_decorator(tmp_path):
    (tmp_path / "slow.py").write_text("from package.inner import g\ndef f():\n    return g(1)\nprint(f())\n")
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "__init__.py").write_text("")
    (tmp_path / "package" / "inner.py").write_text("def g(n):\n    return n\n\ndef h(n):\n    return n\n")

    def profiled(*options):
        done = run("hotloop", "kernprof", "-l", *options, "slow.py", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        found = formats.read(str(tmp_path / "slow.py.lprof"))
        return {found.functions[lines.function].name for lines in found.lines}

    assert profiled("-p", "slow.py") == {"f"}
    assert profiled("-p", "package") == {"g", "h"}
    assert profiled("-p", "package.inner.h") == {"h"}
    assert profiled("--no-preimports", "-p", "package.inner") == {"g"}
    assert profiled("--prof-imports", "-p", "slow.py") == {"f", "g"}
    assert profiled("-p", "slow.py,package/inner.py") == {"f", "g", "h"}
    done = run("hotloop", "kernprof", "-l", "-p", "nothing.at.all", "slow.py", cwd=tmp_path)
    assert "1 target cannot be imported: ['nothing.at.all']" in done.stderr


def test_a_program_that_ends_early_has_its_results(tmp_path):
    for ending, code in (("sys.exit(3)", 3), ("1 / 0", 1), ("raise KeyboardInterrupt", -2)):
        (tmp_path / "slow.py").write_text(f"{SCRIPT}{ending}\n")
        (tmp_path / "slow.py.lprof").unlink(missing_ok=True)
        done = run("hotloop", "kernprof", "-l", "slow.py", cwd=tmp_path)
        assert done.returncode in (code, 130)
        assert formats.read(str(tmp_path / "slow.py.lprof")).lines[0].hits[7] == 10


def test_profile_does_nothing_unless_it_is_asked(tmp_path):
    (tmp_path / "slow.py").write_text("from hotloop.line_profiler import profile\n" + SCRIPT)
    done = subprocess.run([sys.executable, "slow.py"], capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout == "45 [] __main__\n" and os.listdir(tmp_path) == ["slow.py"]
    for arguments, variables in (([], {"LINE_PROFILE": "1"}), (["--line-profile"], {})):
        done = subprocess.run(
            [sys.executable, "slow.py", *arguments],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={**os.environ, **variables},
        )
        assert "slow.py:4 - f" in done.stdout.replace("\n", "") and done.returncode == 0, done.stderr
        assert (tmp_path / "profile_output.lprof").exists()
        assert "Function: f at line 4" in (tmp_path / "profile_output.txt").read_text()
        assert len(list(tmp_path.glob("profile_output_*.txt"))) >= 1
        for path in tmp_path.glob("profile_output*"):
            path.unlink()


def test_settings(tmp_path):
    (tmp_path / "slow.py").write_text(SCRIPT)
    (tmp_path / "pyproject.toml").write_text(
        "[tool.line_profiler.kernprof]\nline-by-line = true\noutfile = 'mine.lprof'\n"
        "[tool.line_profiler.show.column_widths]\nline = 9\n"
    )
    done = run("hotloop", "kernprof", "-v", "slow.py", cwd=tmp_path)
    assert "        7        10 " in done.stdout and (tmp_path / "mine.lprof").exists()
    done = run("hotloop", "kernprof", "--no-line-by-line", "--no-config", "slow.py", cwd=tmp_path)
    assert "NameError" in done.stderr
    done = run("hotloop", "kernprof", "--config", "none.toml", "slow.py", cwd=tmp_path)
    assert done.returncode == 2 and "Cannot load configurations from 'none.toml'" in done.stderr


def test_ipython(capsys, tmp_path):
    pytest.importorskip("IPython")
    from IPython.testing.globalipapp import start_ipython

    shell = start_ipython()
    shell.run_line_magic("load_ext", "hotloop")
    shell.run_cell("def f(n):\n    return sum(range(n))")
    profiler = shell.run_line_magic("lprun", f"-r -T {tmp_path}/p.txt -D {tmp_path}/p.lprof -f f f(10)")
    assert [row[:2] for row in next(iter(profiler.get_stats().timings.values()))] == [(2, 1)]
    assert "return sum(range(n))" in (tmp_path / "p.txt").read_text()
    assert formats.read(str(tmp_path / "p.lprof")).lines
    profiler = shell.run_cell_magic("lprun_all", "-r", "def g(n):\n    return n\nx = g(3)\n")
    assert shell.user_ns["x"] == 3 and len(profiler.get_stats().timings) == 2
    capsys.readouterr()
    shell.run_line_magic("hotprof", f"-l 3 -D {tmp_path}/p.prof f(10)")
    assert "tottime" in capsys.readouterr().out
    assert any(key[2] == "f" for key in formats.read(str(tmp_path / "p.prof")).pstats())
