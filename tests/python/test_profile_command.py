"""`hotloop profile`: the program runs as under python, and then it is said where its time went."""

from __future__ import annotations

import json
import os
import pstats
import signal
import subprocess
import sys
import textwrap

import pytest

PROFILE = [sys.executable, "-m", "hotloop", "profile"]


def execute(command, cwd, text="", **variables):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), **variables}
    return subprocess.run(command, cwd=cwd, env=environment, input=text, capture_output=True, text=True, timeout=120)


@pytest.fixture
def run(tmp_path):
    """Runs a program under `hotloop profile` with these options before it, and these arguments behind."""

    def run(source, *options, arguments=(), **variables):
        (tmp_path / "program.py").write_text(textwrap.dedent(source))
        return execute([*PROFILE, *options, "program.py", *arguments], tmp_path, **variables)

    run.path = tmp_path
    return run


def calls_in(done, name):
    """The count in the table of functions."""
    for line in done.stderr.splitlines():
        if line.endswith(f"({name})") or line.endswith(f"{{{name}}}"):
            return line.split()[0]
    return None


def profile_in(run, *names):
    """What was written, read back: functions by name with their calls, lines by function."""
    from hotloop._profile.formats import read

    profile = read(str(run.path / "out.json"))
    calls = {}
    for node, function in enumerate(profile.nodes.function):
        if function >= 0:
            name = profile.functions[function].name
            calls[name] = calls.get(name, 0) + profile.nodes.calls[node]
    lines = {profile.functions[table.function].name: table.hits for table in profile.lines}
    return profile, calls, lines


SMALL = """\
import sys

def f(n):
    total = 0
    for i in range(n):
        total += abs(i)
    return total

print("said", f(3), sys.argv)
"""


def test_output_then_the_summary(run):
    done = run(SMALL, arguments=["--sort", "x"])
    assert done.stdout == "said 3 ['program.py', '--sort', 'x']\n"
    assert done.returncode == 0
    assert "program.py --sort x" in done.stderr.splitlines()[0]
    assert calls_in(done, "f") == "1"
    assert calls_in(done, "built-in method builtins.abs") == "3"
    assert "disable" not in done.stderr


def test_no_builtins(run):
    done = run(SMALL, "--no-builtins")
    assert calls_in(done, "f") == "1"
    assert "built-in" not in done.stderr


def test_lines_by_name(run):
    done = run(SMALL, "--lines", "f", "--lines", "nowhere")
    assert "Nothing was called that is named nowhere (--lines)" in done.stderr
    rows = [line.split() for line in done.stderr.splitlines() if line.rstrip().endswith("total += abs(i)")]
    assert rows[0][:2] == ["6", "3"]
    assert "Counted from" not in done.stderr


@pytest.mark.parametrize("name", ["program.py", "program.py::f", "Thing.f", "f"])
def test_names_of_lines(run, name):
    source = "class Thing:\n    def f(self):\n        return 1\nThing().f()\n"
    done = run(source, "--lines", name, "-o", "out.json", "-q")
    assert (done.stdout, done.returncode) == ("", 0)
    assert profile_in(run)[2]["f"] == {3: 1}


def test_decorated_functions_have_lines(run):
    done = run("@profile\ndef f(n):\n    return n\nfor n in range(4):\n    f(n)\n", "-o", "out.json")
    assert done.returncode == 0, done.stderr
    assert profile_in(run)[2] == {"f": {3: 4}}


def test_hot_functions_are_found(run):
    source = """
    import time
    def hot(until):
        n = 0
        while time.perf_counter() < until:
            n += 1
    hot(time.perf_counter() + 1.5)
    """
    done = run(source)
    assert "Function: hot" in done.stderr
    assert "Counted from" in done.stderr


def test_no_lines(run):
    assert "Line #" not in run(SMALL, "--no-lines").stderr


@pytest.mark.parametrize(
    ("ending", "code", "said"),
    [
        ("sys.exit(3)", 3, "exit code 3"),
        ("raise ValueError('no')", 1, "ValueError: no"),
        ("os._exit(4)", 4, "exit code 4"),
        ("sys.exit('words')", 1, "exit code 1"),
    ],
)
def test_every_end_keeps_what_was_measured(run, ending, code, said):
    done = run(f"import os, sys\ndef f():\n    pass\nf()\n{ending}\n")
    assert done.returncode == code
    assert calls_in(done, "f") == "1"
    assert f"It ended with {said}." in done.stderr


def test_an_interrupt_keeps_what_was_measured(run):
    # A shell starts what runs in its background with SIGINT ignored.
    old = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        done = run(
            "import os, signal\ndef f():\n    pass\nf()\nos.kill(os.getpid(), signal.SIGINT)\nfor _ in range(9): f()\n"
        )
    finally:
        signal.signal(signal.SIGINT, old)
    assert done.returncode == -signal.SIGINT
    assert "KeyboardInterrupt" in done.stderr and calls_in(done, "f") is not None


def test_a_termination_keeps_what_was_measured(run):
    done = run(
        "import os, signal\ndef f():\n    pass\nf()\nos.kill(os.getpid(), signal.SIGTERM)\nfor _ in range(9): f()\n"
    )
    assert done.returncode == -signal.SIGTERM
    assert calls_in(done, "f") is not None


@pytest.mark.parametrize("ending", ["os.kill(os.getpid(), signal.SIGKILL)", "ctypes.string_at(0)", "os.abort()"])
def test_a_program_that_is_killed_or_crashes_leaves_what_was_measured_before(run, ending):
    source = f"""
    import ctypes, os, signal, time
    def f():
        time.sleep(0.01)
    # It is written when it has run for a second.
    end = time.monotonic() + 60
    while not os.path.exists("out.json") and time.monotonic() < end:
        f()
    for _ in range(20):
        f()
    {ending}
    """
    done = run(source, "-o", "out.json", "--no-lines")
    profile, calls, _ = profile_in(run)
    assert done.returncode < 0
    assert calls["f"] > 10 and calls["<module>"] >= 1
    assert "no end that was seen" in profile.exit
    if done.returncode != -signal.SIGKILL:
        assert "the program has crashed; " in done.stderr
        assert "out.json has what was measured in its first" in done.stderr
    done = run("import os; os.abort()")
    assert done.stderr.startswith("hotloop profile: the program has crashed; with -o FILE")


def test_a_program_that_does_not_begin_leaves_the_profile_of_another(run):
    (run.path / "out.json").write_text("another")
    done = run("def f(:", "-o", "out.json")
    assert done.returncode == 1 and "SyntaxError" in done.stderr
    assert "hotloop" not in done.stderr and "CPython" not in done.stderr
    assert (run.path / "out.json").read_text() == "another"


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="there a program's tracer and ours do not meet")
def test_a_program_that_traces_itself_is_told_of(run):
    source = """
    import sys
    def f():
        return 1
    f()
    sys.settrace(lambda *_: None)
    f()
    sys.settrace(None)
    f()
    """
    done = run(source, "--lines", "f")
    assert "lines that ran meanwhile are not counted" in done.stderr


def test_a_traceback_is_pythons(run):
    source = "def f():\n    raise ValueError('no')\nf()\n"
    done = run(source, "-q")
    expected = execute([sys.executable, "program.py"], run.path)
    assert done.stderr == expected.stderr


def test_code_and_module(run):
    done = execute([*PROFILE, "-c", "print(len('abc'))"], run.path)
    assert done.stdout == "3\n" and calls_in(done, "built-in method builtins.len") == "1"
    (run.path / "mine.py").write_text("def f():\n    pass\nf()\n")
    done = execute([*PROFILE, "--limit", "0", "-m", "mine"], run.path)
    assert calls_in(done, "f") == "1"


def test_output_for_pstats(run):
    done = run(SMALL, "-o", "out.prof")
    assert "Wrote" in done.stderr
    stats = pstats.Stats(str(run.path / "out.prof")).stats
    assert [row[1] for key, row in stats.items() if key[2] == "f"] == [1]


@pytest.mark.parametrize(
    "options",
    [
        ["--sort", "beauty"],
        ["--sample", "-1"],
        ["--lines", "f", "--no-lines"],
        ["-o", "out.unknown"],
        ["-o", "nowhere/out.prof"],
        ["--limit", "-3"],
    ],
)
def test_wrong_options_run_nothing(run, options):
    done = run("print('ran')", *options)
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.splitlines()[-1].startswith("hotloop profile: error: ")


def test_no_program(run):
    assert execute(PROFILE, run.path).returncode == 2
    done = execute([*PROFILE, "missing.py"], run.path)
    assert done.returncode == 2 and "can't open file" in done.stderr


CHILDREN = """\
import multiprocessing, os, subprocess, sys
from concurrent.futures import ProcessPoolExecutor

def work(n):
    total = 0
    for i in range(n):
        total += i
    return total

if __name__ == "__main__":
    if "pool" in sys.argv:
        with multiprocessing.Pool(2) as pool:
            pool.map(work, [100] * 4)
    if "executor" in sys.argv:
        with ProcessPoolExecutor(2) as executor:
            list(executor.map(work, [100] * 4))
    if "spawn" in sys.argv:
        process = multiprocessing.get_context("spawn").Process(target=work, args=(400,))
        process.start()
        process.join()
    if "fork" in sys.argv:
        child = os.fork()
        work(200)
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)
    if "python" in sys.argv:
        subprocess.run([sys.executable, "-c", "def work(n):\\n    for i in range(n): abs(i)\\nwork(100)"], check=True)
"""


@pytest.mark.parametrize(
    ("kind", "calls", "hits"),
    [("pool", 4, 400), ("executor", 4, 400), ("spawn", 1, 400), ("fork", 2, 400), ("python", 1, None)],
)
def test_children_are_counted_in(run, kind, calls, hits):
    done = run(CHILDREN, "--lines", "work", "-o", "out.json", arguments=[kind])
    assert done.returncode == 0, done.stderr
    assert "of the program: counted in." in done.stderr
    profile, counted, lines = profile_in(run)
    assert counted["work"] == calls
    if hits is not None:
        assert lines["work"][7] == hits
    else:
        assert counted["<built-in method builtins.abs>"] == 100
    assert len({thread.process for thread in profile.threads}) > 1


def test_threads_are_counted_in(run):
    source = """
    import threading
    def work():
        for i in range(5):
            abs(i)
    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    """
    for options in ([], ["--no-builtins"]):
        run(source, "-o", "out.json", *options)
        profile, counted, _ = profile_in(run)
        assert counted["work"] == 3
        assert len(profile.threads) == 4


def test_a_thread_has_its_name_and_ends_when_it_has_ended(run):
    """Also where the next one has its number."""
    source = """
    import threading, time
    def work():
        for i in range(5):
            abs(i)
    for name in ("alpha", "beta", "gamma"):
        thread = threading.Thread(target=work, name=name)
        thread.start()
        thread.join()
    time.sleep(0.3)
    """
    run(source, "-o", "out.json")
    profile, _, _ = profile_in(run)
    main, *threads = profile.threads
    assert main.name == "MainThread"
    assert all(thread.wall <= main.wall - 250_000_000 for thread in threads)
    if sys.version_info < (3, 12):
        assert [thread.name for thread in threads] == ["alpha", "beta", "gamma"]


def test_samples(run):
    source = "import time\nend = time.perf_counter() + 0.5\nwhile time.perf_counter() < end:\n    sum(range(1000))\n"
    done = run(source, "--sample", "500")
    assert "asked for were 500." in done.stderr and "(<module>)" in done.stderr
    assert "_main.py" not in done.stderr


def test_a_program_with_a_profiler_of_its_own(run):
    source = """
    import cProfile
    def f(): pass
    f()
    profiler = cProfile.Profile()
    profiler.enable(); f(); profiler.disable()
    print(sum(entry.callcount for entry in profiler.getstats() if getattr(entry.code, "co_name", "") == "f"))
    """
    done = run(source, "--limit", "0")
    assert done.stdout == "1\n" and calls_in(done, "f") is not None
    if sys.version_info < (3, 12):
        assert "has set a profile function itself" in done.stderr


def test_a_program_that_prints_binary_and_closes_its_output(run):
    done = subprocess.run(
        [*PROFILE, "-c", "import os, sys; os.write(1, b'\\xff\\x00'); sys.stdout.close()"],
        cwd=run.path,
        capture_output=True,
        timeout=120,
    )
    assert done.stdout == b"\xff\x00" and b"function calls" in done.stderr
    assert run("import sys\nsys.stderr.close()\nsys.stderr = None\n").returncode == 0


def test_the_program_sees_no_recorder(run):
    source = "import sys, json\nprint(json.dumps([sys.gettrace() is None, sys.getprofile() is None, sys.argv]))"
    done = run(source, "--no-builtins")
    assert json.loads(done.stdout) == [True, True, ["program.py"]]


DEEP_ELSEWHERE = """\
import sys, threading

sys.setrecursionlimit(20_000)
threading.stack_size(256 << 20)
step = 0


def deep(n):
    global step
    if n:
        return deep(n - 1)
    step = 2
    while step < 3:
        pass


def plain(i):
    return i


def inner(is_first):
    global step
    if is_first:
        step = 3
        while step < 4:
            pass
    plain(2)


def other(text):
    global step
    len(text)
    step = 1
    while step < 2:
        pass
    plain(1)
    inner(True)
    inner(False)


thread = threading.Thread(target=other, args=("a",))
thread.start()
while step < 1:
    pass
deep(8000)
step = 4
thread.join()
"""


def test_calls_of_a_thread_while_another_is_deeper_than_the_hook_goes(run):
    assert run(DEEP_ELSEWHERE, "-q", "--no-lines", "-o", "out.prof").returncode == 0
    stats = pstats.Stats(str(run.path / "out.prof")).stats
    calls = {name: figures[:2] for (file, _, name), figures in stats.items() if file.endswith("program.py")}
    expected = {"<module>": 1, "deep": 1, "plain": 3, "inner": 2, "other": 1}
    assert {name: primitive for name, (primitive, _) in calls.items()} == expected
    assert [calls["plain"], calls["inner"]] == [(3, 3), (2, 2)]


def test_a_hot_function_of_which_no_line_begins_is_named(run):
    """From 3.13 on a loop on one line is one line, and it has begun before the function was found to be hot."""
    done = run("x = 0\nfor i in range(3_000_000): x += i % 7\n")
    assert "no function of the program was hot" not in done.stderr
    assert "<module> was hot" in done.stderr or "Line Contents" in done.stderr
