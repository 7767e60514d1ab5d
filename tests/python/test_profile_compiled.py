"""`hotloop run --profile`: machine code in the tree, the tables and the files."""

from __future__ import annotations

import os
import pstats
import subprocess
import sys
import textwrap

import pytest

from hotloop._profile.formats import read


@pytest.fixture
def run(tmp_path):
    """Runs a program under `hotloop run --profile`, every loop compiled that can be: what it said, and its profile."""

    def run(source, *options, arguments=()):
        (tmp_path / "program.py").write_text(textwrap.dedent(source))
        command = [sys.executable, "-m", "hotloop", "run", "--profile", "-o", "out.json", *options, "program.py"]
        paths = os.pathsep.join(path for path in sys.path if path)
        environment = {**os.environ, "PYTHONPATH": paths, "HOTLOOP_RUN_EAGER": "1", "HOTLOOP_CACHE": "0"}
        done = subprocess.run(
            [*command, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120
        )
        path = tmp_path / "out.json"
        return done, read(str(path)) if path.exists() else None

    run.path = tmp_path
    return run


def paths_in(profile):
    """The calls of each path, from the program's module on."""
    found = {}
    for node, calls in enumerate(profile.nodes.calls):
        names = [profile.functions[function].qualname for function in profile.nodes.path(node)]
        if "<module>" in names and "<hotloop>" not in names:
            path = "/".join(names[names.index("<module>") :])
            found[path] = found.get(path, 0) + calls
    return found


def rows_of(profile, name):
    """Hits by line, and the loops that were in machine code."""
    tables = [lines for lines in profile.lines if profile.functions[lines.function].name == name]
    return (tables[0].hits, tables[0].compiled) if tables else None


TOTAL = """\
def total(n):
    s = 0
    for i in range(n):
        s += i & 7
    return s
print(total(100_000), total(200_000))
"""


def test_a_loop_is_a_node_below_its_function(run):
    done, profile = run(TOTAL, "--no-lines")
    assert (done.stdout, done.returncode) == ("350000 700000\n", 0), done.stderr
    paths = paths_in(profile)
    assert paths["<module>/total"] == 2
    assert paths["<module>/total/loop [compiled] in total"] == 2
    assert [(one.line, one.kind) for one in profile.functions if one.kind == "compiled"] == [(3, "compiled")]
    assert not profile.lines


def test_lines_of_a_loop_have_their_hits(run):
    done, profile = run(TOTAL, "--lines", "total")
    hits, compiled = rows_of(profile, "total")
    # And once for each end, as line_profiler counts.
    assert hits[3] == 300_002
    assert hits[2] == hits[5] == 2
    assert hits[4] == 300_000
    assert compiled == [[3, 4]]
    assert "Machine code has run lines 3 to 4" in done.stderr


def test_the_report_says_what_became_of_a_loop(run):
    source = """
    s = 1
    for i in range(50_000_000):
        s = (s * 3 + i) % 1000003
    """
    done, _ = run(source, "--no-lines")
    assert "program.py:3: compiled in" in done.stderr


def test_what_machine_code_calls_is_below_it(run):
    source = """
    seen = []
    def note(i):
        seen.append(object())
    def outer(n):
        for i in range(n):
            if i % 1000 == 0:
                note(i)
    outer(100_000)
    print(len(seen))
    """
    done, profile = run(source, "--no-lines")
    assert done.stdout == "100\n", done.stderr
    calls = {path: calls for path, calls in paths_in(profile).items() if path.endswith("/note")}
    assert sum(calls.values()) == 100
    assert calls["<module>/outer/loop [compiled] in outer/note"] >= 98
    # Nothing of what CPython runs in the place of a part of the loop.
    assert paths_in(profile)["<module>/outer"] == 1


def test_an_exit_leaves_no_function_behind(run):
    source = """
    def power(n):
        x = 1
        for i in range(n):
            x = x * 3 % 1000003 if i < n - 9 else x * 1000003
        return x
    print(power(50_000) % 997)
    """
    done, profile = run(source, "--no-lines")
    assert done.returncode == 0, done.stderr
    paths = paths_in(profile)
    assert paths["<module>/power"] == 1
    assert paths["<module>/power/loop [compiled] in power"] >= 1
    assert all("hotloop" not in path for path in paths)


def test_exceptions(run):
    source = """
    def bad(n):
        a = [0] * n
        for i in range(n + 1):
            a[i] += i
    try:
        bad(50_000)
    except IndexError as error:
        print(error)
    """
    done, profile = run(source, "--lines", "bad")
    assert done.stdout == "list index out of range\n"
    assert paths_in(profile)["<module>/bad/loop [compiled] in bad"] == 1


def test_compiled_functions_have_a_node(run):
    source = """
    import hotloop
    @hotloop.jit
    def f(n):
        t = 0
        i = 0
        while i < n:
            i += 1
            t ^= i
        return t
    def g():
        return f(1000)
    g(); g(); g()
    """
    done, profile = run(source, "--no-lines")
    assert done.returncode == 0, done.stderr
    assert paths_in(profile)["<module>/g/f [compiled]"] == 3


def test_threads(run):
    source = TOTAL + textwrap.dedent(
        """\
        import threading
        threads = [threading.Thread(target=total, args=(100_000,)) for _ in range(3)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        """
    )
    _, profile = run(source, "--no-lines", "--threads", "2")
    compiled = [at for at, one in enumerate(profile.functions) if one.kind == "compiled" and one.line == 3]
    calls = sum(calls for at, calls in zip(profile.nodes.function, profile.nodes.calls) if at in compiled)
    assert calls == 5
    assert len(profile.threads) == 4


EVERYTHING = """\
for q in range(3000):
    z = q * q
    if z % 5 == 0: z += 1
def work(n):
    s = 0
    t = 0.0
    for i in range(n):
        x = i * 3 % 7
        if x > 3:
            s += x
        else:
            s -= 1
        for j in range(3):
            if j == x:
                continue
            s += j
        t += x * 0.5; t -= 1.0
    return s, t
def steps(n):
    a = k = 0
    while k < n:
        k += 1
        if k % 3 == 0:
            continue
        b = k
        while b > 1:
            b //= 2
            a += 1
        if a > 10**9:
            break
    return a
def leaves(n):
    for k in range(3):
        i = 0
        while True:
            i += 1
            if i > n:
                break
        for j in range(n):
            if j * j > n:
                break
        else:
            j = 1
    return i + j
def items(xs):
    out = []
    for x in xs:
        if x % 2:
            out.append(x)
        elif x % 3 == 0:
            out.append(-x)
            continue
        else:
            pass
        try:
            y = 10 // (x % 5)
        except ValueError:
            y = 1
        except ZeroDivisionError:
            y = 0
        else:
            y += 1
    return len(out)
def prints(n):
    t = 0
    for i in range(n):
        for j in range(i % 7):
            t += 1
            if t % 1000 == 0:
                print(t)
    return t
import hotloop
@hotloop.jit
def whole(n):
    t = i = 0
    while i < n:
        i += 1
        if i % 3:
            t ^= i
    return t
print(work(3000), steps(3000), leaves(3000), items(list(range(3000))), prints(2000), [whole(100) for _ in range(20)])
"""


def test_hits_are_those_of_cpython(run):
    done, profile = run(EVERYTHING, "--lines", "program.py")
    assert done.returncode == 0, done.stderr
    command = [sys.executable, "-m", "hotloop", "profile", "-q", "-o", "python.json", "--lines", "program.py"]
    subprocess.run([*command, "program.py"], cwd=run.path, check=True, capture_output=True)
    python = read(str(run.path / "python.json"))
    names = ["<module>", "work", "steps", "leaves", "items", "prints", "whole"]
    assert {name: rows_of(profile, name)[0] for name in names} == {name: rows_of(python, name)[0] for name in names}
    compiled = {name: rows_of(profile, name)[1] for name in names}
    assert all(compiled.values()), compiled


def test_a_profile_has_no_functions_that_are_not_the_programs(run):
    """The code of a loop that was cut out has the name of its function; hotloop's own functions are not to be seen."""
    source = """
    def work(n):
        s = 0
        for i in range(n):
            s += i * i % 7
            if i % 500 == 0:
                print(i)
        return s
    print(work(3000))
    """
    done, profile = run(source, "--lines", "program.py")
    assert done.returncode == 0, done.stderr
    functions = [(one.file, one.qualname) for one in profile.functions if one.kind == "python"]
    assert len(functions) == len(set(functions))
    known = {*profile.nodes.function, *(lines.function for lines in profile.lines)}
    assert known - {-1} == set(range(len(profile.functions)))


def test_without_lines_machine_code_counts_none(run):
    done, profile = run(EVERYTHING, "--no-lines")
    assert done.returncode == 0 and not profile.lines, done.stderr


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_child_processes(run, method):
    source = """
    import multiprocessing, sys
    def total(n):
        s = 0
        for i in range(n):
            s += i & 7
        return s
    if __name__ == "__main__":
        with multiprocessing.get_context(sys.argv[1]).Pool(2) as pool:
            print(pool.map(total, [100_000] * 4))
    """
    done, profile = run(source, "--no-lines", arguments=[method])
    assert done.stdout == f"{[350_000] * 4}\n", done.stderr
    figures = profile.calls().functions
    calls = {profile.functions[at].name: one.calls for at, one in figures.items()}
    assert (calls["total"], calls["loop [compiled] in total"]) == (4, 4)


def test_totals_tie_out(run):
    _, profile = run(TOTAL, "--no-lines")
    total = profile.nodes.cumulative()
    for thread in profile.threads:
        assert abs(total[thread.root] - thread.wall) < 1e6


@pytest.mark.parametrize("name", ["p.prof", "p.speedscope.json", "p.trace.json", "p.collapsed"])
def test_formats(run, name):
    run(TOTAL, "-q")
    from hotloop._profile.formats import write

    path = str(run.path / name)
    write(read(str(run.path / "out.json")), path)
    assert any("[compiled]" in one.qualname for one in read(path).functions)
    if name.endswith(".prof"):
        stats = pstats.Stats(path).stats
        assert [figures[1] for (_, line, known), figures in stats.items() if "[compiled]" in known] == [2]


def test_other_watchers_keep_loops_in_cpython(run):
    source = "import sys\nsys.settrace(lambda *_: None)\n" + TOTAL
    done, profile = run(source, "--no-lines")
    assert done.stdout == "350000 700000\n"
    assert all(one.kind != "compiled" for one in profile.functions)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--no-lines"], "only with --profile"),
        (["--profile", "--check"], "would count twice"),
        (["--profile", "--sort", "beauty"], "there is no order beauty"),
        (["--profile=nowhere/p.prof"], "cannot be written"),
    ],
)
def test_wrong_options(options, said):
    command = [sys.executable, "-m", "hotloop", "run", *options, "-c", "print(1)"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_advice():
    from hotloop._profile._advice import advice
    from hotloop._profile.model import Function, Lines, Profile

    text = """\
def f(n):
    for i in range(n):
        with open('/dev/null'):
            pass
        for k in range(9):
            n += k
def g(n):
    for i in range(n):
        n += i
def h(n):
    for i in range(n):
        n += i
"""
    profile = Profile(argv=["program.py", "a b"], wall=1000, sources={"program.py": text})
    for name, line, times in [("f", 1, {2: 100, 3: 300, 5: 50, 6: 250}), ("g", 7, {8: 200}), ("h", 10, {11: 9})]:
        profile.lines.append(Lines(len(profile.functions), times=times))
        profile.functions.append(Function("program.py", line, name, name))
    prevented = "kept in CPython by `with` on line 3 (instead: open it before the loop)"
    possible = "nothing in its text speaks against machine code: hotloop run program.py 'a b'"
    assert advice(profile) == [
        f" 70 % of the time: program.py:2 in f: {prevented}",
        f" 30 % of the time: program.py:5 in f: {possible}",
        f" 20 % of the time: program.py:8 in g: {possible}",
    ]
    profile.sources["program.py"] = "no program"
    assert advice(profile) == []
