"""`hotloop run --report` and `--check`: what is said of loops, and machine code compared with CPython."""

import re
import textwrap

import pytest
from programs import PYTHON, RUN, compiled_lines, execute, report_of

HOT = """
import sys
def total(n):
    s = 0.0
    for i in range(n):
        s += i * 0.5 + 0.1
    return s
def text(n):
    d = {}
    for i in range(n):
        d[i % 3] = i
    return d
class Point:
    pass
def attribute(n):
    p = Point()
    p.x = 0
    for i in range(n):
        p.x += i
    return p.x
print(total(3_000_000), text(10), attribute(20_000))
"""


def test_the_report_says_what_became_of_each_loop(tmp_path):
    (tmp_path / "program.py").write_text(HOT)
    done = execute([*RUN, "--report", "program.py"], cwd=tmp_path, eager=False)
    assert re.search(r"program.py:5 in total: compiled in \d+ ms", done.stderr)
    data = report_of(execute([*RUN, "--report=json", "program.py"], cwd=tmp_path, eager=False))
    seconds = [one["seconds"] for one in data["loops"]]
    assert seconds == sorted(seconds, reverse=True)
    total = next(one for one in data["loops"] if one["line"] == 5)
    assert total["compiled"] and total["iterations"] == 3_000_000
    assert 0 < data["compiled_seconds"] < data["seconds"]


def test_the_report_inside_the_program(tmp_path):
    (tmp_path / "program.py").write_text(HOT + "\nimport hotloop\nprint(repr(hotloop.report()))\n")
    done = execute([*RUN, "program.py"], cwd=tmp_path, eager=False)
    assert "program.py:5 in total: compiled in" in done.stdout
    share = re.search(r"hotloop: \d+\.\d\d s, (\d+) %", done.stdout)
    assert share and int(share[1]) <= 100


def test_the_report_tells_machine_code_from_what_cpython_does_behind_it(tmp_path):
    source = """
    def grow(n):
        x = 1
        for i in range(n):
            x = x + i * i * i
            if i == 50_000:
                x = x * 1_000_000
        return x
    def total(n):
        s = 0.0
        for k in range(40):
            for i in range(n):
                s += i * 0.5
            print(k, end=" ")
        return s
    grow(1_000_000)
    total(100_000)
    """
    (tmp_path / "program.py").write_text(textwrap.dedent(source))
    data = report_of(execute([*RUN, "--report=json", "program.py"], cwd=tmp_path, eager=False))
    grow = next(one for one in data["loops"] if one["line"] == 4)
    assert grow["compiled"] and grow["cpython_seconds"] > grow["compiled_seconds"]
    assert [one["count"] for one in grow["exits"]] == [1]
    assert "an int too large for 64 bits" in grow["exits"][0]["why"]
    assert data["loop_seconds"] <= data["seconds"]
    assert sum(one["seconds"] for one in data["functions"]) == pytest.approx(data["loop_seconds"])
    assert data["functions"][0]["function"] == "grow" or data["functions"][1]["function"] == "grow"


def test_the_report_says_what_to_write_instead(tmp_path):
    source = """
    G = 0
    def assign(n):
        global G
        for i in range(n):
            G = i
            if i < 0: seen()
    def seen(): return G
    def look_up(d, n):
        t = 0
        for i in range(n):
            t += d[i % 3]
        return t
    def items(xs):
        t = 0
        for x in xs:
            t += x
        return t
    class C:
        @property
        def n(self):
            return self.m
        @n.setter
        def n(self, value):
            self.m = value
        def count(self, n):
            for i in range(n):
                self.n = i
    n = 1_000_000
    assign(8 * n), look_up({0: 1, 1: 2, 2: 3}, 4 * n), items(dict.fromkeys(range(n))), C().count(n)
    """
    (tmp_path / "program.py").write_text(textwrap.dedent(source))
    text = execute([*RUN, "--report", "program.py"], cwd=tmp_path, eager=False).stderr
    assert "in assign: kept in CPython: `G` is assigned by the loop and used by `seen` (instead: a local" in text
    assert "in look_up: kept in CPython: on line 12" in text and "`d` is a dict (instead: a list" in text
    assert "in items: kept in CPython by a `for` over a dict (instead: over a range" in text
    assert "on line 28, an assignment to `.n`" in text and "(instead: a local variable in the loop" in text
    assert not re.search(r"0\.000 s  program.py", text)


@pytest.mark.parametrize(
    "body, what, instead",
    [
        ("r = range(3)\n    for i in range(n):\n        for k in r: t += k\n        last = t", "`range`", "the head"),
        ("a = array('d', [0.0])\n    for i in range(n): a[0] += i", "`a` is an array", "a list, or a NumPy array"),
        ("a = bytearray(9)\n    for i in range(n): a[i % 9] = i % 7", "`a` is a bytearray", "a list of ints"),
        ("x = 1 << 80\n    for i in range(n): x = x * 3 % (1 << 90)", "an int outside 64 bits", "keep it small"),
        (
            "for i in range(n):\n        if i < 0: raise ValueError((t := 1))\n        t += i",
            "`raise` on line 4",
            "a name",
        ),
    ],
)
def test_words_of_the_report(body, what, instead, tmp_path):
    text = f"from array import array\ndef work(n, t=0):\n    {body}\nwork(2_000_000)\n"
    (tmp_path / "program.py").write_text(text)
    report = execute([*RUN, "--report", "program.py"], cwd=tmp_path, eager=False).stderr
    line = next(one for one in report.splitlines() if "in work" in one and "kept" in one)
    assert what in line and instead in line.partition("(instead: ")[2]


def test_the_report_under_a_profiler(tmp_path):
    source = "import sys\nsys.setprofile(lambda *_: None)\nfor i in range(300_000): pass\nsys.setprofile(None)\n"
    (tmp_path / "program.py").write_text(source)
    text = execute([*RUN, "--report", "program.py"], cwd=tmp_path, eager=False).stderr
    data = report_of(execute([*RUN, "--report=json", "program.py"], cwd=tmp_path, eager=False))
    assert data["loops"][0]["entries_under_tracer"] == 1
    assert "since a debugger, coverage or a profiler watches" in text


def test_short_loops_are_left_alone(tmp_path):
    (tmp_path / "program.py").write_text(HOT.replace("3_000_000", "3_000").replace("20_000", "1_000"))
    data = report_of(execute([*RUN, "--report=json", "program.py"], cwd=tmp_path, eager=False))
    assert not compiled_lines(data)


def test_check_finds_nothing_where_all_is_well(tmp_path):
    (tmp_path / "program.py").write_text(HOT)
    done = execute([*RUN, "--check", "program.py"], cwd=tmp_path)
    # total: s and i; attribute: i and p with its x.
    assert done.returncode == 0
    assert re.fullmatch(r"hotloop: 2 loops, 2 runs, \d values compared with CPython: no difference\n", done.stderr)
    (tmp_path / "program.py").write_text("print(1)\n")
    done = execute([*RUN, "--check", "program.py"], cwd=tmp_path)
    assert done.stderr == "hotloop: no loop was compiled, so nothing was compared\n"


def test_check_copies_parts_of_one_array_as_such(tmp_path):
    (tmp_path / "program.py").write_text(
        textwrap.dedent(
            """
            import numpy as np

            def shift(a, b):
                for i in range(len(b)):
                    b[i] = a[i] + 1

            b = np.arange(3000.0)
            shift(b[::-1], b)
            shift(b[:1500], b[::2])
            print(b.sum())
            """
        )
    )
    done = execute([*RUN, "--check", "program.py"], cwd=tmp_path)
    assert "no difference" in done.stderr and done.returncode == 0


def test_check_deletes_nothing_of_the_program(tmp_path):
    """The copies of instances have no end of their own: `__del__` is called for each instance, once."""
    source = """
        class File:
            is_open = True
            def __init__(self):
                self.n_read = 0
            def read(self):
                self.n_read += 1
                return self.n_read
            def __del__(self):
                print("closed", self.n_read)
        def work(file, n):
            total = 0
            for i in range(n):
                total += file.read()
            return total
        file = File()
        print(work(file, 50))
        for i in range(3):
            print(i, file.read(), input())
        """
    (tmp_path / "program.py").write_text(textwrap.dedent(source))
    expected = execute([*PYTHON, "program.py"], cwd=tmp_path, text="a\nb\nc\n")
    found = execute([*RUN, "--check", "program.py"], cwd=tmp_path, text="a\nb\nc\n")
    assert (found.stdout, found.returncode) == (expected.stdout, 0)
    assert "no difference" in found.stderr


def test_check_does_nothing_twice(tmp_path):
    """A `print` is CPython's for machine code too: what it calls must not be called for the comparison again."""
    source = """
        items = iter(range(100))
        def work(n):
            total = 0
            for i in range(n):
                total += i
                print(next(items), str(i).rjust(3))
            return total
        print(work(30), next(items))
        """
    (tmp_path / "program.py").write_text(textwrap.dedent(source))
    expected = execute([*PYTHON, "program.py"], cwd=tmp_path)
    found = execute([*RUN, "--check", "program.py"], cwd=tmp_path)
    assert (found.stdout, found.returncode) == (expected.stdout, 0)


def test_check_prints_errors_once_and_raises_what_the_stream_does(tmp_path):
    (tmp_path / "program.py").write_text(
        """\
import sys


def main(lone):
    n = 0
    try:
        for i in range(3000):
            n += i
            if i == 1000:
                print("seen", i, file=sys.stderr)
            if i == 2000:
                print(lone)
    except UnicodeEncodeError:
        print("caught", n)


main("\\ud800")
"""
    )
    done = execute([*RUN, "--check", "program.py"], cwd=tmp_path, PYTHONUTF8="1")
    assert done.stdout == "caught 2001000\n"
    assert done.stderr.count("seen") == 1 and "no difference" in done.stderr, done.stderr


def test_check_of_a_list_that_threads_append_to(tmp_path):
    text = """
        import threading

        together = []

        def add(k):
            for i in range(20000):
                together.append(i + k)
                if i % 5000 == k:
                    print("at", i)

        threads = [threading.Thread(target=add, args=(k,)) for k in range(3)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        print(len(together), sum(together))
    """
    (tmp_path / "program.py").write_text(textwrap.dedent(text))
    done = execute([*RUN, "--check", "program.py"], cwd=tmp_path, HOTLOOP_RUN_EAGER="1")
    assert done.returncode == 0
    # What threads print may be in one line, as in CPython.
    assert done.stdout.endswith("60000 600030000\n")
    assert done.stdout.count("at") == 12
    assert done.stderr.endswith("no difference\n")


def test_check_finds_a_difference(tmp_path):
    # Machine code that is allowed to differ.
    source = """
    def work(n):
        out = [0.0] * n
        for i in range(n):
            x = 0.1
            for k in range(50):
                x = x * 0.3 + 0.7 * x * x + i * 1e-3
                if x > 10.0:
                    x = 0.1
            out[i] = x
        return out
    print(len(work(500)))
    """
    (tmp_path / "program.py").write_text(textwrap.dedent(source))
    done = execute([*RUN, "--check", "--fastmath", "program.py"], cwd=tmp_path)
    assert done.stdout == "500\n"
    assert done.returncode == 1
    assert re.search(r"program.py:4: `out`\[\d+\] is .* in CPython, .* in compiled code", done.stderr)
    assert re.search(r"2 loops, 2 runs, \d+ values compared with CPython: 1 difference\n", done.stderr)


def test_check_compares_ints_longer_than_their_text_may_be(tmp_path):
    (tmp_path / "program.py").write_text("f = 1\nfor i in range(1, 2000):\n    f *= i\nprint(f % 10007)\n")
    done = execute([*RUN, "--check", "program.py"], cwd=tmp_path, HOTLOOP_RUN_EAGER="1")
    assert done.returncode == 0 and "no difference" in done.stderr, done.stderr
