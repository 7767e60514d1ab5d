"""`hotloop run`: programs as they are, against python itself.

Most programs here are run with HOTLOOP_RUN_EAGER=1, which compiles every loop that can be compiled, however short.
"""

import ast
import doctest
import json
import os
import re
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest

from hotloop._run._rewrite import WATCHES_ITEMS

CASES = Path(__file__).parent.parent / "cases"
PYTHON = [sys.executable]
RUN = [sys.executable, "-m", "hotloop", "run"]


def execute(command, *, cwd, eager=True, text="", **variables):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), **variables}
    if eager:
        environment["HOTLOOP_RUN_EAGER"] = "1"
    return subprocess.run(command, cwd=cwd, env=environment, input=text, capture_output=True, text=True, timeout=300)


def report_of(done):
    return json.loads(done.stderr[done.stderr.index("{") :])


def same(tmp_path, source, *arguments, eager=True, **variables):
    """Runs a program by python and by hotloop, compares what can be seen, and returns the report."""
    script = tmp_path / "program.py"
    script.write_text(textwrap.dedent(source))
    expected = execute([*PYTHON, "program.py", *arguments], cwd=tmp_path, eager=False, **variables)
    found = execute([*RUN, "program.py", *arguments], cwd=tmp_path, eager=eager, **variables)
    assert (found.stdout, found.stderr, found.returncode) == (expected.stdout, expected.stderr, expected.returncode)
    return report_of(execute([*RUN, "--report=json", "program.py", *arguments], cwd=tmp_path, eager=eager, **variables))


def compiled_lines(report):
    return {one["line"] for one in report["loops"] if one["compiled"]}


# ---- all cases as programs


def as_program(markdown):
    """The functions of a case file, and its sessions as statements that show what the prompt would show."""
    parts = ["import sys, traceback, warnings\nwarnings.simplefilter('always')\n"]
    blocks = re.findall(r"```(python|pycon)\n(.*?)```", markdown, re.S)
    parts += [text for kind, text in blocks if kind == "python"]
    for _, text in (block for block in blocks if block[0] == "pycon"):
        for example in doctest.DocTestParser().get_examples(text):
            body = example.source
            tree = ast.parse(body)
            if len(tree.body) == 1 and isinstance(tree.body[0], ast.Expr):
                value = ast.unparse(tree.body[0].value)
                body = f"shown = {value}\nif shown is not None: print(repr(shown))\n"
            parts.append(
                "try:\n"
                + textwrap.indent(body, "    ")
                + "except BaseException:\n    traceback.print_exc(file=sys.stdout)\n"
            )
    return "\n".join(parts)


@pytest.mark.parametrize("path", sorted(CASES.rglob("*/*.md")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_cases_as_programs(path, tmp_path):
    (tmp_path / "program.py").write_text(as_program(path.read_text()))
    expected = execute([*PYTHON, "program.py"], cwd=tmp_path, eager=False)
    found = execute([*RUN, "program.py"], cwd=tmp_path)
    # Addresses; and carets, which CPython 3.11 puts elsewhere once it has merged two instructions.
    strip = re.compile(r"0x[0-9a-f]+|\n *[\^~]+(?=\n)")
    assert strip.sub("", found.stdout) == strip.sub("", expected.stdout)
    assert found.returncode == expected.returncode


# ---- programs


def test_what_a_run_has_found_out_the_next_one_knows(tmp_path):
    source = """
        import sys
        n = int(sys.argv[1])
        def work(first, values):
            total = first
            for i in range(len(values)):
                for k in range(20):
                    total += values[i] * k % 7
                    if total < 0:
                        raise ValueError(i)
            return total
        print(work(n and 0, [*range(n)]), work(-1, [0]) if n < 0 else "")
        count = 0
        for round in range(2):
            for x in (0.5, 1) if len(sys.argv) > 2 else (1, 1):
                count += x
        print(count)
    """
    variables = {"HOTLOOP_CACHE": "1", "HOTLOOP_CACHE_DIR": str(tmp_path / "cache")}

    def of(report):
        outer, inner = (one for one in report["loops"] if one["function"] == "work")
        assert outer["compiled"]
        # Where the outer loop has begun in CPython, it has entered the inner one.
        return inner["entries"]

    def entries(*arguments):
        return of(same(tmp_path, source, *arguments, eager=False, **variables))

    assert entries("60000") == 0
    assert entries("60000", "other") == 0
    script = tmp_path / "program.py"
    script.write_text(script.read_text().replace("% 7", "% 8"))
    # What is known of another text, or of other arguments, does not count.
    done = execute([*RUN, "--report=json", "program.py", "60000"], cwd=tmp_path, eager=False, **variables)
    assert of(report_of(done)) > 0
    done = execute([*RUN, "--report=json", "program.py", "60001"], cwd=tmp_path, eager=False, **variables)
    assert of(report_of(done)) > 0


def test_an_unbound_variable_is_not_a_global_one(tmp_path):
    """A loop becomes a function of its variables that have values: another one finds no global variable of its name."""
    source = """
        size, table = 5, [1, 2, 3]
        def work(is_set):
            if is_set:
                size, table = 7, [4, 5, 6]
            total = 0
            for i in range(30):
                total += size + table[i % 3]
            return total
        for is_set in (True, False, True):
            try:
                print(work(is_set))
            except UnboundLocalError as error:
                print(error)
    """
    same(tmp_path, source)


def test_what_was_compiled_in_vain_must_promise_more_the_next_time(tmp_path):
    """A loop that is refused is not compiled in the next run, unless it takes far longer than that."""
    script = tmp_path / "program.py"
    script.write_text(
        textwrap.dedent("""
            import sys
            def work(n):
                found = {}
                for i in range(n):
                    for k in range(3):
                        found[i % 7] = found.get(i % 7, 0) + sum({i, k})
                return found
            print(work(int(sys.argv[1])))
            print("hotloop._run._regions" in sys.modules)
        """).replace("sum({i, k})", "len(frozenset((i, k)))")
    )
    variables = {"HOTLOOP_CACHE": "1", "HOTLOOP_CACHE_DIR": str(tmp_path / "cache")}
    # However quick the compiler is here.
    (tmp_path / "run.py").write_text(
        textwrap.dedent("""
            import runpy, sys
            import hotloop._run._loops as loops
            loops.VAIN_REPAID, loops.WORTH_KNOWING = 1e9, 0.0
            sys.argv[0] = "hotloop"
            runpy.run_module("hotloop", run_name="__main__")
        """)
    )

    def compiles(*options):
        command = [*PYTHON, "run.py", "run", *options, "program.py", "400000"]
        done = execute(command, cwd=tmp_path, eager=False, **variables)
        return done.stdout.splitlines()[-1] == "True", done.stderr

    assert compiles()[0]
    assert not compiles()[0]
    # Who asks why is told.
    tried, report = compiles("--report")
    assert tried
    assert "kept in CPython" in report
    script.write_text(script.read_text().replace("% 7", "% 8"))
    assert compiles()[0]


def test_a_loop_that_was_refused_is_looked_at_again(tmp_path):
    report = same(
        tmp_path,
        """
        class Mine(int):
            pass
        def work(items, n):
            total = items[0]
            for i in range(n):
                for x in items:
                    total += x
                    if total > 1_000_000:
                        total = x
            return int(total)
        print(work([Mine(1), Mine(2), Mine(3)], 100000))
        for k in range(30):
            print(work([1, 2, 3], 200000 + k))
        """,
        eager=False,
    )
    assert any(one["compiled"] for one in report["loops"] if one["function"] == "work")


def test_a_loop_whose_inner_loop_is_entered_often_before_it_is_compiled_keeps_its_watch(tmp_path):
    """Many short inner loops are no reason to give the function up while the loop around them is in its first entry."""
    report = same(
        tmp_path,
        """
        def work(limits):
            total = 0
            for i in range(len(limits)):
                for k in range(limits[i]):
                    total += k
            return total

        limits = [1] * 6000 + [400] * 6000
        print(work(limits))
        print(work(limits))
        print(work(limits))
        """,
        eager=False,
        HOTLOOP_CACHE="0",
    )
    outer = next(one for one in report["loops"] if one["line"] == 4)
    assert outer["compiled"], outer
    assert outer["entries"] == 3, outer


def test_what_is_known_of_a_loop_may_be_wrong(tmp_path):
    """The same arguments, another standard input: other types, an exception in the first iteration, few items."""
    script = tmp_path / "program.py"
    script.write_text(
        textwrap.dedent("""
            import sys
            exec_input = sys.stdin.read().split()
            def work(total, n, values):
                for i in range(n):
                    total += values[i % 3]
                    total ^= i
                return total
            first = exec_input[0]
            total = float(first) if "." in first else int(first)
            print(work(total, int(exec_input[1]), [int(one) for one in exec_input[2:]]))
        """)
    )
    variables = {"HOTLOOP_CACHE": "1", "HOTLOOP_CACHE_DIR": str(tmp_path / "cache")}
    for text in (
        "1 900000 1 2 3",
        "1 900000 1 2 3",
        "1 1 4 5 6",
        "0.5 900000 1 2 3",
        f"{1 << 70} 900000 1 2 3",
        "7 9 1",
    ):
        expected = execute([*PYTHON, "program.py"], cwd=tmp_path, eager=False, text=text)
        found = execute([*RUN, "program.py"], cwd=tmp_path, eager=False, text=text, **variables)
        assert (found.stdout, found.stderr, found.returncode) == (
            expected.stdout, expected.stderr, expected.returncode,
        )  # fmt: skip


def test_instances_that_refer_to_each_other_in_circles(tmp_path):
    same(
        tmp_path,
        """
        class Square:
            def __init__(self, number):
                self.number, self.used = number, 0
            def touch(self):
                self.used += 1
                for one in self.neighbours:
                    one.used += self.number
        class Board:
            def __init__(self, n):
                self.squares = [Square(i) for i in range(n)]
                for i, square in enumerate(self.squares):
                    square.board = self
                    square.pair = square, self.squares[i - 1]
                    square.neighbours = [self.squares[i - 1], self.squares[(i + 1) % n]]
        board = Board(5)
        total = 0
        for game in range(20):
            board.squares[game % 5].touch()
            for square in board.squares:
                total += square.used + square.pair[1].number
                for one in square.neighbours:
                    total += one.number * one.board.squares[0].number
        print(total, [square.used for square in board.squares])
        def all_of(square, n):
            count = 0
            for i in range(n):
                count += square.number + square.pair[0].used + square.neighbours[i % 2].number
                square.used += 1
            return count
        print(all_of(board.squares[2], 30))
        """,
    )


def test_instances_are_looked_at_without_their_dict(tmp_path):
    """From 3.11 on CPython makes it when it is asked for, and is slower from then on."""
    same(
        tmp_path,
        """
        import gc
        class Value:
            pass
        def fill(value, n):
            value.a, value.b, value.c = 0, {}, [1, 2]
            for i in range(n):
                value.a += 1
                value.b[i % 10] = value.a
        one, others = Value(), [Value() for _ in range(3)]
        fill(one, 100)
        for other in others:
            other.x = 1
        for i in range(50):
            one.a += 1
            one.b[i % 10] = one.a
            for other in others[1:]:
                other.x += one.c[i % 2]
                one.b[i] = other.x
        class Step:
            size = 3
            def __init__(self):
                self.done, self.table = 1, bytearray(8)
            def next(self):
                self.done += self.size
                return self.table[self.done % 8]
        step, total = Step(), 0
        for i in range(50):
            total += step.next()
        print(step.done, total)
        for value in (one, *others[1:], step):
            print([type(part).__name__ for part in gc.get_referents(value)])
        """,
    )


def test_variables_that_a_function_made_later_refers_to(tmp_path):
    report = same(
        tmp_path,
        """
        def later(n):
            total = 0
            for i in range(n):
                total += i
            return sum(total * k for k in range(3)), lambda: total

        def earlier(n):
            total = 0
            show = lambda: total
            for i in range(n):
                total += i
            return show()

        def again(n):
            shown = []
            total = 0
            for k in range(3):
                for i in range(n):
                    total += i
                shown.append(lambda: total)
            return [one() for one in shown]

        print(later(10)[0], later(10)[1](), earlier(10), again(10))
        """,
    )
    assert compiled_lines(report) == ({4, 6} if WATCHES_ITEMS else {4})


def test_a_loop_at_the_top_of_a_module(tmp_path):
    report = same(
        tmp_path,
        """
        total = 0
        for i in range(100_000):
            total += i % 7
        print(total, i)
        while total > 1:
            total //= 2
        print(total, sorted(name for name in globals() if not name.startswith("__")))
        """,
        eager=True,
    )
    assert compiled_lines(report) == {3, 6}


# In some iterations an int is larger than 64 bits: these are CPython's, and machine code goes on behind them.
COMES_BACK = {
    "a range": "for i in range(9000):",
    "a range downwards": "for i in range(8999, -1, -1):",
    "a list": "for i in items:",
    "an enumeration": "for i, _ in enumerate(items):",
    "a zip": "for i, _ in zip(items, range(9000)):",
    "backwards": "for i in reversed(items):",
}


@pytest.mark.parametrize("what", COMES_BACK)
def test_machine_code_goes_on_behind_an_exit(what, tmp_path):
    source = f"""
    def work(items):
        total = n = 0
        out = [0] * 10
        {COMES_BACK[what]}
            x = i * 7 % 1000
            if i % 1000 == 77:
                x = (x + 2**70) % 1000
                n += 1
            for k in range(3):
                total = (total * 31 + x + k) % 1000003
                if i % 2000 == 1501 and k == 1:
                    total = (total + 2**80) % 1000003
            out[i % 10] += x
        else:
            n += 1000
        return total, n, out, i
    print(work(list(range(9000))))
    """
    report = same(tmp_path, source, eager=True)
    (loop,) = (one for one in report["loops"] if one["line"] == 5)
    assert loop["compiled"] and sum(one["count"] for one in loop["exits"]) >= 9


def test_a_loop_that_came_back_ends_as_it_would(tmp_path):
    """By `break`, by `return`, by an exception, in an iteration that is CPython's and in another."""
    source = """
    import traceback
    def work(n, end, how):
        x = 0
        for i in range(n):
            x = i * 3
            if i % 500 == 100:
                x = (x + 2**70) % 1000
            if i == end:
                if how == 0:
                    break
                if how == 1:
                    return "returned", i, x
                x = 1 // (i - end)
        else:
            return "all", i, x
        return "broken", i, x
    for end in (99, 100, 101, 1100, 5000):
        for how in range(3):
            try:
                print(work(3000, end, how))
            except ZeroDivisionError:
                print(traceback.format_exc())
    """
    same(tmp_path, source, eager=True)


def test_a_handler_that_raises_behind_machine_code_finds_variables_and_lists_of_one_moment(tmp_path):
    """Signals come at other times each, many of them while the list is written back."""
    source = """
    import signal, time
    class Stop(Exception):
        pass
    def handler(number, frame):
        raise Stop
    def work(items, n):
        k = 0
        try:
            for i in range(n):
                k += 1
                items.append(k)
        except Stop:
            return len(items) - k, "stopped"
        return len(items) - k, "done"
    work([], 10)
    began = time.perf_counter()
    work([], 300_000)
    took = time.perf_counter() - began
    signal.signal(signal.SIGALRM, handler)
    wrong = []
    for j in range(80):
        try:
            signal.setitimer(signal.ITIMER_REAL, took * (0.05 + j / 80))
            ahead, how = work([], 300_000)
            signal.setitimer(signal.ITIMER_REAL, 0)
        except Stop:
            continue
        if ahead not in (0, 1):
            wrong.append((j, ahead, how))
    print(wrong)
    """
    (tmp_path / "program.py").write_text(textwrap.dedent(source))
    for eager in (False, True):
        done = execute([*RUN, "--report=json", "program.py"], cwd=tmp_path, eager=eager)
        assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr
        # Where times count, machine code that signals end early may seem not to be worth it.
        assert not eager or compiled_lines(report_of(done))


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="a variable of a frame cannot be unbound from outside")
def test_a_variable_that_nobody_reads_is_not_an_old_one(tmp_path):
    source = """
    import sys
    def work(items, bad):
        c = 0
        for i in range(len(items)):
            y = items[i] // (bad - i)
            c += y
        return c
    for bad in range(15000, 15070):
        try:
            work(list(range(1, 20001)), bad)
        except ZeroDivisionError as error:
            found = error.__traceback__.tb_next.tb_frame.f_locals
            assert found.get("y", bad) == bad and found["i"] == bad, (bad, found["y"])
    """
    (tmp_path / "program.py").write_text(textwrap.dedent(source))
    for eager in (False, True):
        done = execute([*RUN, "--report=json", "program.py"], cwd=tmp_path, eager=eager)
        assert done.returncode == 0, done.stderr
        assert not eager or 5 in compiled_lines(report_of(done))


def test_memory_does_not_grow_with_the_slices_that_a_loop_makes(tmp_path):
    source = """
    import re
    def work(items, n):
        total = 0
        for i in range(n):
            rest = items[1:]
            total += rest[i]
        return total
    print(work(list(range(300_000)), 300))
    # Not ru_maxrss: that begins with what the process had that has started this one.
    assert int(re.search(r"VmHWM:\\s*([0-9]+) kB", open("/proc/self/status").read())[1]) < 300_000
    """
    assert 5 in compiled_lines(same(tmp_path, source, eager=True))


def test_a_loop_that_raises_by_itself(tmp_path):
    source = """
    import sys, traceback
    class Bad(Exception):
        pass
    class Sums:
        name = "sums"
        def add(self, items, most):
            total = before = 0
            for i in range(len(items)):
                x = items[i]
                if x > most:
                    raise Bad(f"{x} of {self.name} after {before} at {i}", {"total": total}) from KeyError(i)
                assert x >= 0, [k * x for k in range(3)]
                before = x
                total += x
            return total
    sums = Sums()
    items = [i % 1000 for i in range(30_000)]
    print(sums.add(items, 10**6))
    def attempt(at, value):
        changed = list(items)
        changed[at] = value
        try:
            sums.add(changed, 10**6)
        except (Bad, AssertionError) as error:
            print(error.args, repr(error.__cause__))
            traceback.print_exc(file=sys.stdout)
    for at in (0, 1, 777, 29_999):
        attempt(at, 10**7)
        attempt(at, -1)
    """
    report = same(tmp_path, source, eager=True)
    (loop,) = (one for one in report["loops"] if one["line"] == 9)
    assert loop["compiled"] and "a `raise` or an `assert`" in loop["exits"][0]["why"]


def test_a_function_that_reads_what_the_loop_assigns(tmp_path):
    report = same(
        tmp_path,
        """
        total = 0
        def show():
            return total
        for i in range(1000):
            total += show() + i
        print(total)
        """,
    )
    assert not compiled_lines(report)
    assert "`total` is assigned by the loop and used by `show`" in report["loops"][0]["reason"]["what"]


def test_loops_over_arrays(tmp_path):
    pytest.importorskip("numpy")
    source = """\
    import numpy as np
    a, m = np.arange(3000.0) % 7, np.arange(6000.0).reshape(200, 30)
    def rows(m):
        total = 0.0
        for row in m:
            for x in row:
                total = total + x
            row[0] = total
        return total
    s = k = 0
    for x in a:
        s += x * x
    for i, (x, y) in enumerate(zip(a, a[::-1])):
        if x == y:
            k += i
        if k > 100000:
            break
    for x in np.zeros(0):
        print("never")
    else:
        print("none")
    w = 0
    for v in np.array([1.0, 2.0, 0.0, 4.0] * 100):
        w = w + v / max(v, 1)
    try:
        for x in np.array(3.0):
            print("never")
    except TypeError as error:
        print(error)
    print(s, k, i, x, type(x), rows(m), m[:3, 0], w, v)
    """
    assert {5, 11, 13, 23} <= compiled_lines(same(tmp_path, source))


def test_a_loop_in_a_function_that_does_anything_else(tmp_path):
    report = same(
        tmp_path,
        """
        import json
        def work(path, n):
            with open(path, "w") as file:
                values = [k * 0.5 for k in range(n)]
                total = 0.0
                for i in range(n):
                    if values[i] > 10.0:
                        total += values[i]
                        values[i] = -1.0
                json.dump({"total": total, "some": values[18:24]}, file)
            return open(path).read()
        print(work("out.json", 1000))
        """,
    )
    assert compiled_lines(report) == {7}


def test_functions_in_variables(tmp_path):
    report = same(
        tmp_path,
        """
        import math

        def helper(x):
            return x + 1

        def hides_a_global(n):
            helper = lambda x: x + 100
            total = 0
            for i in range(n):
                total += helper(i)
            return total

        def known(n):
            sqrt = math.sqrt
            total = 0.0
            for i in range(n):
                total += sqrt(i)
            return total

        def nested(n, k):
            def f(x):
                return x * k

            total = 0
            for i in range(n):
                total += f(i)
            k += 1
            for i in range(n):
                total += f(i)
            return total

        def made_inside(xs, n):
            total = 0
            for i in range(n):
                def f(x, by=i):
                    nonlocal total
                    total += x
                    return x * by + total % 3

                total += f(2) + sum(map(lambda x: x * i, xs)) + sum(x for x in xs if x > i)
            return total, i

        def fails_inside(xs):
            total = 0
            for x in xs:
                total += max(map(lambda y: y // x, xs))
            return total

        def outlives(n):
            late = []
            total = 0
            for i in range(n):
                total += i
                late.append(lambda: i)
            return total, [f() for f in late]

        print(hides_a_global(50), known(50))
        print([nested(50, k) for k in range(8)])
        print(made_inside([1, 2, 3], 20), outlives(5))
        try:
            fails_inside([1, 2, 0])
        except ZeroDivisionError as error:
            print(error)
        """,
    )
    assert {10, 17, 26, 35} <= compiled_lines(report)


def test_methods_of_lists_in_variables(tmp_path):
    report = same(
        tmp_path,
        """
        def turned(n):
            items, out = list(range(n)), []
            put, take, note = items.insert, items.pop, out.append
            for i in range(3 * n):
                put(n - 1, take(0))
                if i % 4 == 0:
                    note(items[0])
            return items, out

        def rebound(n):
            items = [0]
            note = items.append
            for i in range(n):
                note(i)
                if i == 5:
                    items = [10 * i]
                    other = items
            return items, note.__self__

        def left_by_an_exception(n):
            items = []
            note = items.append
            for i in range(n):
                note(10 // (3 - i))
            return items

        def other_each_time(rows):
            for row in rows:
                note = row.append
                for i in range(5):
                    note(i * 0.5)
            return rows

        print(turned(7), rebound(12), other_each_time([[0.5], [], [1.5, 2.5]]))
        try:
            left_by_an_exception(5)
        except ZeroDivisionError as error:
            left = error.__traceback__.tb_next.tb_frame.f_locals
            print(left["items"], left["note"].__self__ is left["items"], left["i"])
        values = []
        note = values.append
        for i in range(9):
            note(i * i)
        print(values)
        globals()[5] = globals()["no name"] = values
        for i in range(9):
            values.append(i)
            note(i)
        print(values)
        """,
    )
    assert {5, 14, 24, 43} <= compiled_lines(report)


def test_ways_out_of_a_loop(tmp_path):
    report = same(
        tmp_path,
        """
        def search(a, x):
            for i in range(len(a)):
                if a[i] == x:
                    return "found", i
                if a[i] > 900:
                    return
            return "none"
        def stop(a, x):
            for i in range(len(a)):
                if a[i] == x:
                    break
            else:
                i = -1
            return i
        def both(n):
            k = 0
            for i in range(n):
                k += i
                if k > 500:
                    break
            else:
                return "else", k
            return "broken", k, i
        a = [k * 3 % 101 for k in range(100)]
        print(search(a, 27), search(a, 1000), search([1, 950, 27], 27), search([], 1), search([5], 5))
        print(stop(a, 27), stop(a, 1000), stop([], 1))
        print(both(10), both(100), both(0), both(1))
        """,
    )
    assert compiled_lines(report) == {3, 10, 18}


def test_exceptions_come_from_the_line_in_the_program(tmp_path):
    report = same(
        tmp_path,
        """
        import sys, traceback
        def inner(a, k):
            return a[k] // (k - 70)
        def work(a, n):
            s = 0
            for i in range(n):
                s += inner(a, i)
            return s
        def caught(a):
            i = k = -1
            try:
                for i in range(200):
                    k = i + i
                    a[i] += 1
            except IndexError:
                traceback.print_exc(file=sys.stdout)
                print(i, k, a[-1])
        caught([0] * 50)
        try:
            work(list(range(100)), 100)
        except ZeroDivisionError:
            traceback.print_exc(file=sys.stdout)
        n = 0
        values = [1] * 10
        for i in range(1000):
            n += values[i]
        """,
    )
    assert {one["line"] for one in report["loops"] if one["compiled_entries"]} == {7, 13, 26}


def test_a_variable_without_a_value_stays_so(tmp_path):
    same(
        tmp_path,
        """
        def rare(n, at):
            for i in range(n):
                if i == at:
                    seen = i
                s = i * 2
            try:
                return seen, s
            except NameError as error:
                return str(error)
        print(rare(1000, 600), rare(1000, 5000), rare(0, 0))
        """,
    )


def test_warnings_of_the_compiler_come_once(tmp_path):
    same(
        tmp_path,
        """
        x = 1
        if x is 1: print("one", "\\d")
        for i in range(100): x += i
        print(x)
        """,
    )


def test_a_local_function_and_a_method(tmp_path):
    same(
        tmp_path,
        """
        class Sums:
            def __init__(self, n):
                self.n = n
            def total(self):
                s = 0
                for i in range(self.n):
                    s += i
                return s
            def local(self):
                n = self.n
                def inner(k):
                    t = 0
                    for i in range(n):
                        t += i * k
                    return t
                return [inner(k) for k in range(3)]
            def captured(self):
                s = 0
                def get():
                    return s
                for i in range(self.n):
                    s += get() + i
                return s % 1000
        print(Sums(1000).total(), Sums(1000).local(), Sums(20).captured())
        """,
    )


def test_what_a_try_sees_behind_an_exception(tmp_path):
    same(
        tmp_path,
        """
        a = [3, 1, 4, 1, 5]
        x = k = "before"
        try:
            for i in range(12):
                for k in range(3, 9):
                    y = k
                x = a[i]
        except IndexError:
            print(i, k, x, y)
        def work(a, x):
            try:
                for i in range(12):
                    for k in range(3, 9):
                        pass
                    x = a[i] + 0.5
                    y = i
            finally:
                print(i, k, x, y)
        try:
            work(a, None)
        except IndexError as error:
            print(error)
        """,
    )


def test_what_is_seen_behind_a_with(tmp_path):
    report = same(
        tmp_path,
        """
        from contextlib import nullcontext, suppress
        def suppressed(n, bad):
            x = y = 0
            q = None
            with suppress(ZeroDivisionError):
                for i in range(n):
                    x = i * 2
                    q = 1 // (bad - i) + i
                    y += x
            return x, y, i, q
        def again(n):
            seen = []
            t = 0
            for bad in (1000, 1008, 4000):
                seen.append(t)
                with nullcontext(), suppress(ZeroDivisionError):
                    for i in range(n):
                        t = 1 // (bad - i) + i
            return seen, t
        def unseen(n):
            with nullcontext():
                t = 0
                for i in range(n):
                    t += i * i
                print(t)
        for bad in (1000, 1001, 1008, 1024, 2047, 2048, 5000):
            print(suppressed(3000, bad), again(3000), unseen(bad))
        with suppress(ZeroDivisionError):
            for i in range(3000):
                q = 1 // (1008 - i) + i
        print(i, q)
        """,
    )
    lanes = {one["line"]: one["lanes"] for one in report["loops"] if one["compiled"]}
    assert [lanes.get(line) for line in (7, 18, 24, 30)] == [1, 1, 8, 1]


def test_variables_that_an_exception_passes_by_stay(tmp_path):
    same(
        tmp_path,
        """
        def work(a, n):
            p, z, last = True, 0, -1
            try:
                for i in range(n):
                    p = a[i] > 2
                    for k in range(i % 3):
                        z += k
                    last = a[i + 1]
            except (IndexError, OverflowError) as error:
                print(repr(error))
            return p, z, last, i
        print(work([3, 1, 4, 1, 5, 9], 10), work([1] * 9, 10**30))
        """,
    )


def test_what_is_only_added_to_behind_the_loop(tmp_path):
    same(
        tmp_path,
        """
        def work(n):
            t = 0
            for i in range(n):
                t = i * 2
            t += 1
            del i
            return t
        def same_object(n):
            x = float("nan")
            for i in range(n):
                if i > 10**6:
                    x = 0.0
            return x in [x]
        def read_in_else(n):
            for i in range(n):
                t = i * i % 7
            else:
                return i, t
        print(work(500), same_object(500), read_in_else(1000))
        """,
    )


def test_a_signal_handler_that_raises_while_a_loop_is_compiled(tmp_path):
    """The traceback is CPython's: the program's frame and the handler's."""
    body = "".join(f"            x = (x * {at % 7 + 2} + {at}) % {1000003 + at}\n" for at in range(400))
    source = f"""
def handler(number, frame):
    raise TimeoutError("enough")

def work(n):
    import signal
    signal.signal(signal.SIGPROF, handler)
    signal.setitimer(signal.ITIMER_PROF, 0.2)
    x = 1
    if True:
        for i in range(n):
{body}    return x

import traceback
try:
    work(10**9)
except TimeoutError as error:
    for frame, line in traceback.walk_tb(error.__traceback__):
        print(frame.f_code.co_name, sorted(frame.f_locals) if frame.f_code.co_name == "work" else line)
"""
    script = tmp_path / "program.py"
    script.write_text(source)
    expected, found = (execute([*command, "program.py"], cwd=tmp_path) for command in (PYTHON, RUN))
    assert found.stdout == expected.stdout and "handler 3" in found.stdout


def test_a_shared_variable_that_a_signal_handler_changes(tmp_path):
    same(
        tmp_path,
        """
        import signal
        def work():
            stop = False
            def handler(number, frame):
                nonlocal stop
                stop = True
            signal.signal(signal.SIGPROF, handler)
            signal.setitimer(signal.ITIMER_PROF, 0.1)
            n = 0
            while not stop:
                n += 1
            return n > 0
        print(work())
        """,
    )


def test_objects_are_deleted_at_the_end(tmp_path):
    same(
        tmp_path,
        """
        import atexit
        class Noisy:
            def __del__(self):
                print("deleted")
        noisy = Noisy()
        atexit.register(print, "atexit")
        t = 0
        for i in range(1000):
            t += i
        print(t)
        """,
    )


def test_compiling_brings_no_collection_of_garbage(tmp_path):
    report = same(
        tmp_path,
        """
        import gc
        collections = []
        gc.collect()
        gc.callbacks.append(lambda phase, info: collections.append(phase))
        def squares(values, n):
            for i in range(n):
                values[i % 100] += i * i
            return values
        def product(n):
            p = 1
            for i in range(1, n):
                p *= i
            return p
        print(sum(squares([0] * 100, 10_000)), sum(squares([0.5] * 100, 10_000)), product(30))
        print(len(collections), gc.isenabled(), gc.get_threshold())
        """,
    )
    assert compiled_lines(report) == {7, 12}


def test_a_function_that_assigns_global_variables(tmp_path):
    report = same(
        tmp_path,
        """
        count, last, best = 0, None, 0.5
        def counts(n):
            global count, last
            for i in range(n):
                if i % 3 == 1:
                    count += i
                last = i
            return count
        def raises(n, bad):
            global count, best
            i = 0
            while i < n:
                count += 2
                best = best * 1.5 - i
                i += 10 // (bad - i) * 0 + 1
            return count
        def overflows(n):
            global count
            for i in range(n):
                count = count * 3 + i
            return count.bit_length()
        def returns(n):
            global last
            for last in range(n):
                if last * last > 500:
                    return last, count
        def goes_through_it(n):
            global rows
            rows = [1.5] * n
            for i in range(n):
                rows[i] += i
            for i in range(2):
                rows = rows + [0.5]
            return sum(rows)
        def missing(n):
            global new
            for i in range(n):
                new = i
            return new
        def read_by(n):
            global count
            for i in range(n):
                count += 1
                reads(i)
        def reads(i):
            if i == 500:
                print("read", count)
        def hidden(n):
            global count
            k = 0
            for i in range(n):
                count = i
                k += shown()
            return k
        def shown():
            return count
        def calls(n):
            for i in range(n):
                counts(3)
        def guarded(n):
            global last
            try:
                for i in range(n):
                    last = i
                    last = 1 // (n - i - 3)
            except ZeroDivisionError:
                print(last, i)
        for k in range(3):
            print(counts(1000), count, last)
            for bad in (700, 704, 5000):
                try:
                    print(raises(1000, bad), count, best)
                except ZeroDivisionError as error:
                    print(error, count, best)
            print(overflows(10), overflows(100), count)
            count = 7
            print(returns(1000), last, goes_through_it(50), len(rows), missing(20), new)
            print(read_by(1000), hidden(300), calls(40), count)
            guarded(1000)
        """,
    )
    assert {5, 13, 20, 25, 31, 38, 64} <= compiled_lines(report), compiled_lines(report)
    reasons = {one["line"]: one["reason"]["what"] for one in report["loops"] if one["reason"]}
    assert reasons[43] == "`count` is assigned by the loop and used by `reads`"
    assert reasons[52] == "`count` is assigned by the loop and used by `shown`"


def test_functions_that_assign_global_variables(tmp_path):
    report = same(
        tmp_path,
        """
        import traceback
        seed, calls, table = 42, 0, [1, 2, 3, 4]
        def draw(most=1.0):
            global seed  # its state
            seed = (seed * 3877 + 29573) % 139968
            return most * seed / 139968
        def twice():
            global calls
            calls += 1
            table[calls % 4] += 1
            return draw() + draw(2.0)
        def divides(i, bad):
            global calls
            calls += 1
            return 10 // (bad - i)
        def grows(i):
            global seed
            seed = seed * 7 + i
        def in_a_function(n):
            t = 0.0
            for i in range(n):
                t += twice()
                if t > 4000.0:
                    return t, "early"
            return t, seed, calls
        def in_a_try(n, bad):
            global seed
            k = 0
            try:
                for i in range(n):
                    seed = seed ^ 1
                    k += divides(i, bad) + int(draw(9.0))
            except ZeroDivisionError:
                return k, i, calls, seed
            return k, calls
        def overflows(n):
            t = 0
            while t < n:
                grows(t)
                t += 1
            return t
        def clashes(n):
            seed = 3
            for i in range(n):
                seed += twice() > 0.5
            return seed
        print(in_a_function(1000), in_a_function(10_000), table)
        for bad in (500, 501, 504, 9000):
            print(in_a_try(1000, bad), calls, seed)
        print(clashes(100), calls, seed)
        s = 0
        for j in range(3000):
            s += twice()
            seed = seed ^ 1
        print(s, seed, calls, j)
        before = draw.__defaults__
        draw.__defaults__ = (5.0,)
        print(in_a_function(100), seed)
        draw.__defaults__ = before
        print(in_a_function(100), seed)
        try:
            for j in range(1000):
                divides(j, 700)
        except ZeroDivisionError as error:
            print(traceback.format_exc().replace("^", "").replace("~", ""), j, calls)
            print([one.name for one in traceback.extract_tb(error.__traceback__)])
        print(overflows(100), len(str(seed)))
        seed = 42
        def behind():
            later(1)
        for j in range(100):
            twice()
        print(seed)
        def uses_later(n):
            for i in range(n):
                later(i)
            return calls
        def later(i):
            global calls
            calls -= i
        print(uses_later(1000), calls)
        """,
    )
    lines = compiled_lines(report)
    assert {22, 31, 39, 53, 63, 72} <= lines and not lines & {45, 76}, lines


def test_a_global_variable_that_others_look_at(tmp_path):
    same(
        tmp_path,
        """
        import signal
        import hotloop
        count = 0
        @hotloop.jit
        def decorated(i):
            return i + count
        class Reads:
            @hotloop.jit
            def method(self, i):
                return i - count
        reads = Reads()
        def by_a_method(i):
            return reads.method(i)
        s = t = u = 0
        for i in range(2000):
            count += 1
            s += decorated(i)
        for i in range(2000):
            count += 1
            t += reads.method(i)
        for i in range(2000):
            count += 1
            u += by_a_method(i)
        print(s, t, u)
        def work(n):
            global count
            for i in range(n):
                count = i
            return count
        seen = []
        def handler(number, frame):
            seen.append(count)
        signal.signal(signal.SIGPROF, handler)
        work(1000)
        signal.setitimer(signal.ITIMER_PROF, 0.02)
        while not seen:
            work(1000)
        print(work(5), 0 <= seen[0] < 1000)
        """,
    )


def test_others_see_the_variables_of_a_module(tmp_path):
    same(
        tmp_path,
        """
        import signal, threading, time
        done = False
        def finish():
            global done
            time.sleep(0.2)
            done = True
        thread = threading.Thread(target=finish)
        thread.start()
        n = 0
        while not done:
            n += 1
        thread.join()
        done, seen = False, 0
        def handler(number, frame):
            global done, seen
            done, seen = True, n
        signal.signal(signal.SIGPROF, handler)
        n = 0
        signal.setitimer(signal.ITIMER_PROF, 0.1)
        while not done:
            n += 1
        print(n > 1000, seen == n or seen == n - 1)
        """,
    )


def test_a_rebound_builtin(tmp_path):
    same(
        tmp_path,
        """
        def work(n):
            s = 0
            for i in range(n):
                s += abs(i - 50)
            return s
        print(work(100))
        def abs(x): return 1
        print(work(100))
        def range(n): return [1, 2, 3]
        print(work(100))
        """,
    )


GENERATED = """
import random, traceback

log = []
K = 3
xs = [0.5 * i for i in range(300)]

def steps(n):
    count = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        count += 1
    return count

def noted(i):
    if i % 50 == 7:
        log.append(i)
    return i * 2

def show(made):
    try:
        print(repr(made())[:200], log)
    except Exception:
        traceback.print_exc()
        print(traceback.format_exc())

def around(n, scale, lists):
    def scaled(x):
        return x * scale
    show(lambda: "nothing: a generator expression in a lambda is CPython's")
    a = sum(scaled(x) for x in xs)                                    # compiled
    b = max(x * K - i for i, x in enumerate(lists, 1) if i % 3)       # compiled
    c = sorted((x * y for x, y in zip(xs, lists)), reverse=True)      # compiled
    d = sum(a * b for a in range(n) for b in range(a) if a != 7)      # compiled
    e = sum((x if x > 9 else K for x in lists), 0.25)                 # compiled
    f = tuple((x, str(x)) for x in lists)
    return a, b, c[:3], d, e, f[-2:], set(x // 3 for x in lists)      # compiled

def fails(n):
    return sum(                                                       # compiled
        100 // (n - 9 - i)
        for i in range(n))

def fails_inside(n):
    return sum(noted(i) // (n - i - 20) for i in range(n) for j in range(3))

def calls_out(n):
    return list(noted(i) for i in range(n))

def draws(n):
    return sum(random.random() for _ in range(n))                     # compiled

def grows(n):
    return sum(2 ** i for i in range(n))                              # compiled

def no_numbers(n):
    return sum(str(noted(i)) for i in range(n))

def takes_out(lists):
    return sum(lists.pop() for _ in range(len(lists) // 2)), lists    # compiled

def strange(n):
    table = {i: i for i in range(9)}
    return sum(table[i % 9] for i in range(n))

def recursive(n):
    return 1 if n < 2 else sum(recursive(n - k) for k in (1, 2))

random.seed(4)
for n in (0, 1, 40, 120):
    show(lambda: around(n, 1.5, [i % 11 for i in range(1, n + 5)]))
    for one in (fails, fails_inside, calls_out, draws, grows, no_numbers, strange):
        show(lambda: one(n))
    show(lambda: takes_out(list(range(n))))
print(recursive(12), random.random(), sum(steps(i) for i in range(1, 99)))   # compiled
show(lambda: around(9, 1.5, xs[:9] + ["text"]))
"""


@pytest.mark.parametrize("eager", [True, False])
def test_generator_expressions(eager, tmp_path):
    report = same(tmp_path, GENERATED, eager=eager)
    expected = {line for line, text in enumerate(GENERATED.splitlines(), 1) if text.endswith("# compiled")}
    if eager:
        assert compiled_lines(report) >= expected or not WATCHES_ITEMS


def test_generator_expressions_that_are_left_alone(tmp_path):
    report = same(
        tmp_path,
        """
        import itertools

        def total(values):
            return list(values)[-1]

        def sum(values):
            return 5 if values is None else next(values)

        def first(n):
            return sum(i * i for i in range(n)), any(i * i > 5 for i in range(n)), all(i < 5 for i in range(n))

        def keys(n):
            return max((i * i for i in range(n)), key=lambda x: -x), total(i for i in range(n))

        class Numbers:
            def __iter__(self):
                self.left = 5
                return self

            def __next__(self):
                self.left -= 1
                if self.left < 0:
                    raise StopIteration
                return self.left

        def others():
            numbers = Numbers()
            endless = itertools.count()
            return max(i * j for i in numbers for j in range(3)), list(i for i in endless if i < 0 or i / (9 - i))

        print(first(100), keys(100))
        others()
        """,
    )
    assert not {one["line"] for one in report["loops"] if one["compiled"]}


def test_the_first_line_of_a_file(tmp_path):
    """Lines of ours stand before it."""
    report = same(tmp_path, "print(sum(i & 7 for i in range(10_000)))\nfor i in range(100): print(i)\n")
    assert compiled_lines(report) == ({1, 2} if WATCHES_ITEMS else {2})


def test_values_are_made_a_list_at_a_time(tmp_path):
    """A range of many items takes no more memory than CPython does: values of at most some 100,000 at once."""
    report = same(
        tmp_path,
        """
        import re

        def peak():
            return int(re.search(r"VmHWM:\\s*([0-9]+) kB", open("/proc/self/status").read())[1])

        before = peak()
        print(sum(i & 1023 for i in range(10_000_000)), sum(i ^ j for i in range(3000) for j in range(2000)))
        print(peak() - before < 200_000)
        """,
        eager=False,
    )
    assert {one["iterations"] > 1000 for one in report["loops"] if one["compiled"]} == (
        {True} if WATCHES_ITEMS else set()
    )


def test_generators_and_frames_are_left_alone(tmp_path):
    report = same(
        tmp_path,
        """
        def items(n):
            s = 0
            for i in range(n):
                s += i
                yield s
        def names(n):
            for i in range(n):
                k = i
            return sorted(locals())
        async def later(n):
            s = 0
            for i in range(n):
                s += i
            return s
        import asyncio
        print(sum(items(100)), names(10), asyncio.run(later(1000)))
        """,
    )
    assert not compiled_lines(report)


def test_the_source_of_the_standard_library_is_not_read_in_vain(tmp_path):
    report = same(
        tmp_path,
        """
        import subprocess, sys
        for i in range(3):
            subprocess.run([sys.executable, "-c", "pass"])
        print("tokenize" in sys.modules, "linecache" in sys.modules)
        """,
    )
    assert not compiled_lines(report)


# ---- the command


@pytest.mark.parametrize(
    "arguments",
    [["missing.py"], ["."], ["bad.py"], ["-c", "1 +"], ["-m", "no_such_module"], ["-c", "import sys; sys.exit(3)"],
     ["-c", "raise SystemExit('so')"], ["-c", "import sys; print(sys.argv)", "a", "-b"], ["echo.py", "--report", "x"],
     ["-", "a"], ["-m", "echo", "x"], ["-c", "import os; os._exit(4)"], ["-c", "1/0"]],
)  # fmt: skip
def test_as_python_does(arguments, tmp_path):
    (tmp_path / "bad.py").write_text("def f(:\n    pass\n")
    (tmp_path / "echo.py").write_text("import sys\nprint(sys.argv[1:], __name__, __file__, sys.path[0], __spec__)\n")
    text = "import sys\nprint(sys.argv, sys.stdin.read())\n"
    expected = execute([*PYTHON, *arguments], cwd=tmp_path, eager=False, text=text)
    found = execute([*RUN, *arguments], cwd=tmp_path, text=text)
    strip = re.compile(r"loader=<.*?>")
    assert strip.sub("", found.stdout) == strip.sub("", expected.stdout)
    assert found.stderr == expected.stderr
    assert found.returncode == expected.returncode


@pytest.mark.parametrize(
    "arguments",
    [["folder"], ["./folder/"], ["program.zip"], ["-m", "folder"], ["empty"], ["folder/../printed.py"],
     ["-m", "printed"], ["-c", "print('out'); 1/0"], ["printing.py"], ["latin.py"], ["null.py"],
     ["importing.py", "bad"], ["importing.py", "latin"], ["importing.py", "null"],
     ["empty/../missing.py"]],
)  # fmt: skip
def test_as_python_does_in_tracebacks_and_containers(arguments, tmp_path):
    main = "import sys\nprint(sys.argv, sys.path[0], __file__, __package__, type(__loader__), sorted(globals()))\n"
    main += "import other\nfrom importlib.machinery import SourceFileLoader\n"
    main += "print(isinstance(other.__loader__, SourceFileLoader), type(other.__loader__), other.__file__)\n"
    main += "t = 0\nfor i in range(9): t += i\n1 / 0\n"
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").mkdir()
    for name in ("folder/__main__.py", "printed.py"):
        (tmp_path / name).write_text(main)
    for name in ("folder/other.py", "other.py"):
        (tmp_path / name).write_text("x = 1\n")
    with zipfile.ZipFile(tmp_path / "program.zip", "w") as file:
        file.write(tmp_path / "printed.py", "__main__.py")
        file.write(tmp_path / "other.py", "other.py")
    (tmp_path / "printing.py").write_text("print('first')\nimport printed\n")
    (tmp_path / "bad.py").write_text("def f(:\n    pass\n")
    (tmp_path / "latin.py").write_bytes(b"for i in range(3): print('\xe9')\n")
    (tmp_path / "null.py").write_bytes(b"for i in range(3): pass\nx = 1\0\n")
    (tmp_path / "importing.py").write_text("import sys\n__import__(sys.argv[1])\n")
    for environment in ({}, {"PYTHONUNBUFFERED": "1"}):
        seen = []
        for command in (PYTHON, RUN):
            variables = {**os.environ, "HOTLOOP_RUN_EAGER": "1", **environment}
            done = subprocess.run(
                [*command, *arguments], cwd=tmp_path, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
            seen.append((done.stdout.decode(), done.returncode))
        assert seen[1] == seen[0]


def test_include_and_exclude(tmp_path):
    (tmp_path / "other.py").write_text("x = 0\nfor i in range(1000): x += i\n")
    (tmp_path / "program.py").write_text("import other, bisect\nfor i in range(1000): pass\nprint(other.x)\n")

    def files(*options):
        done = execute([*RUN, *options, "--report=json", "program.py"], cwd=tmp_path)
        assert done.stdout == "499500\n"
        return {os.path.basename(one["file"]) for one in report_of(done)["loops"]}

    assert files() == {"program.py", "other.py"}
    for pattern in ("other", "other.py", "*/other.py"):
        assert files("--exclude", pattern) == {"program.py"}
    assert files("--exclude", "*") == set()
    assert files("--include=bisect") == {"program.py", "other.py", "bisect.py"}
    assert files("--include=bisect", "--exclude", "program.py") == {"other.py", "bisect.py"}


def test_wrong_options(tmp_path):
    for arguments in (["--threads", "0", "x.py"], ["--cpu", "z80", "x.py"], ["--nonsense", "x.py"], []):
        found = execute([*RUN, *arguments], cwd=tmp_path)
        assert found.returncode == 2 and "Traceback" not in found.stderr and found.stderr.strip()


def test_child_processes_run_under_it_too(tmp_path):
    for method in ("fork", "spawn", "forkserver"):
        script = f"""
        import multiprocessing, builtins
        def work(n):
            s = 0
            for i in range(n):
                s += i
            return s, ".hotloop.enter" in builtins.__dict__ and work.__code__.co_names
        if __name__ == "__main__":
            multiprocessing.set_start_method("{method}")
            with multiprocessing.Pool(2) as pool:
                print(pool.map(work, [10, 20]))
        """
        (tmp_path / "program.py").write_text(textwrap.dedent(script))
        found = execute([*RUN, "program.py"], cwd=tmp_path)
        assert found.returncode == 0, found.stderr
        assert found.stdout.count(".hotloop.enter") == 2 and "(45, " in found.stdout


# ---- the report and the comparison

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
            x = x + i * i * i * i
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


def test_a_loop_that_is_shorter_than_its_copies_is_left_to_the_one_around_it(tmp_path):
    source = """
    def fill(table, rows, width):
        for i in range(1, rows):
            for j in range(width):
                table[i * width + j] = table[(i - 1) * width + j] + j % 3
    fill([0] * 3_000_000, 1000, 3000)
    """
    (tmp_path / "program.py").write_text(textwrap.dedent(source))
    data = report_of(execute([*RUN, "--report=json", "program.py"], cwd=tmp_path, eager=False))
    loops = {one["line"]: one for one in data["loops"]}
    assert loops[3]["compiled_entries"] == 1
    # By chance: another process has run while its first items were measured.
    assert loops[4]["compiled_entries"] < 5


def test_machine_code_begins_before_the_first_item(tmp_path):
    report = same(
        tmp_path,
        """
        def table(n, rows):
            for i in range(n):
                for j in range(3):
                    rows[i] += i * j
        def total(n):
            t = 0
            for i in range(n):
                for j in range(3):
                    t += i * j
            return t
        def average(values):
            t = 0
            for value in values:
                for part in range(2):
                    t += value * part
            return t / len(values)
        def last(n):
            for i in range(n):
                for j in range(3):
                    k = i * j
            return k
        rows = [0] * 100
        for call in range(20):
            table(100, rows)
            print(sum(rows), total(10 + call), average([0.5, 1.5 * call, 2.5]), last(5))
        try:
            print(total(0), last(0))
        except UnboundLocalError as error:
            print(error, error.__traceback__.tb_next.tb_frame.f_locals)
        """,
    )
    entries = {one["line"]: one["entries"] for one in report["loops"]}
    # CPython runs the first item of the first call; where a variable gets its type or its value there, of each call.
    assert [entries[line] for line in (4, 9, 15, 20)] == [1, 1, 20, 20]


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


def test_ctrl_c_leaves_the_variables_as_cpython_would(tmp_path):
    source = """
    import os, signal, subprocess, traceback
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # When this process has had 0.3 s more of a core, so that it is in the loop however many share it.
    used = int(open("/proc/self/stat").read().rpartition(")")[2].split()[11])
    wait = f"while [ $(cut -d' ' -f14 /proc/{os.getpid()}/stat) -lt {used + 30} ]; do sleep 0.02; done"
    subprocess.Popen(["sh", "-c", f"{wait}; kill -INT {os.getpid()}"])
    i = k = -1
    try:
        for i in range(10**13):
            k = i * 2 % 7
    except KeyboardInterrupt:
        trace = traceback.format_exc()
        assert i > 10**6 and (k == i * 2 % 7 or k == (i - 1) * 2 % 7), (i, k)
        assert "for i in range(10**13)" in trace and "hotloop" not in trace, trace
        print("interrupted")
    """
    (tmp_path / "program.py").write_text(textwrap.dedent(source))
    done = execute([*RUN, "program.py"], cwd=tmp_path, eager=False)
    assert (done.stdout, done.returncode) == ("interrupted\n", 0), done.stderr


def test_a_tracer_sees_every_line(tmp_path):
    same(
        tmp_path,
        """
        import sys
        def work(n):
            s = 0
            for i in range(n):
                s += i
            return s
        lines = []
        def trace(frame, event, argument):
            if event == "line":
                lines.append(frame.f_lineno)
            return trace
        sys.settrace(trace)
        work(20)
        sys.settrace(None)
        print(lines.count(6), work(20))
        """,
    )


@pytest.mark.parametrize(
    "text",
    [
        "for i in range(1000): pass\nprint(i)\n",
        "\ufeffx = 0\nfor i in range(1000): x += i\nprint(x)",
        "# coding: latin-1\nx = 0\nfor i in range(1000):\n\tx += i  # \xe9\nprint(x, '\xe9')\n",
        "x = 0\r\nfor i in range(\r\n    0,\r\n    1000,\r\n    3):\r\n    x += \\\r\n        i\r\nprint(x)\r\n",
        "if True:\n    é = 0; ü = 'ß'\n    for i in range(1000): é += i; é -= 1\n    print(é, ü)\n",
        "x = 0\n\fif x == 0:\n\f x = 1\n\ffor i in range(1000):\n\f  x += i\n  \f  x -= 1\nprint(x)\n",
        "def f(n):\n\n  for i in range(n):\n    if i == 700: return \\\n      i, n\n  return 1\nprint(f(5), f(1000))\n",
    ],
)
def test_how_it_is_written(text, tmp_path):
    encoding = "latin-1" if "latin-1" in text else "utf-8"
    (tmp_path / "program.py").write_bytes(text.encode(encoding))
    expected = execute([*PYTHON, "program.py"], cwd=tmp_path, eager=False)
    found = execute([*RUN, "--report=json", "program.py"], cwd=tmp_path)
    assert (found.stdout, found.returncode) == (expected.stdout, 0)
    assert compiled_lines(report_of(found))


def test_columns_behind_a_range(tmp_path):
    same(
        tmp_path,
        """
        import traceback

        def once(n):
            s = 0
            for i in range(n): s += 1 // (i - n + 1)
            return s

        def inner(n):
            s = j = 0
            for i in range(5, n, 3):
                for j in range(i): s += 'é' == 'ü'; s //= (n - 6 - j) % 40
            return s

        def several_lines(n):
            s = 0
            for i in range(
              n
            -1): s += 1; s = 100 // (i - n + 3)
            return s

        for function in once, inner, several_lines:
            try:
                print(function(400))
            except ZeroDivisionError:
                traceback.print_exc()
        for i in range(400): "é"; 1 // (390 - i)
        """,
        PYTHONIOENCODING="utf-8",
    )


@pytest.mark.parametrize(
    "body",
    [
        "raise RuntimeError('in the hook')",
        "raise KeyError(2) from value",
        "print(sys.exc_info()); sys.exit(7)",
        "sys.exit('a message')",
        "raise KeyboardInterrupt",
    ],
)
def test_a_hook_for_exceptions_that_fails(body, tmp_path):
    same(
        tmp_path,
        f"""
        import sys

        def hook(kind, value, trace):
            print(kind.__name__)
            {body}

        sys.excepthook = hook
        for i in range(300): 1 // (200 - i)
        """,
    )


@pytest.mark.parametrize("statement", ["del sys.excepthook", "sys.excepthook = None"])
def test_no_hook_for_exceptions(statement, tmp_path):
    same(tmp_path, f"import sys\n{statement}\nfor i in range(300): 1 // (200 - i)\n")


def test_names_of_the_main_module(tmp_path):
    same(tmp_path, "print(list(globals()))\nfor i in range(300): pass\n")


def test_near_the_recursion_limit(tmp_path):
    source = """
        def deep(k, n):
            if k:
                return deep(k - 1, n)
            total = 0
            for i in range(n):
                total += i % 3
            while total > n // 2:
                total -= 1
            return total

        for k in 500, 800, 900, 950, 980, FURTHER:
            print(k, deep(k, 3000))
        """
    # From 3.12 on the frames of ours that are below the program's count.
    source = source.replace("FURTHER", "990, 992" if sys.version_info < (3, 12) else "982")
    assert compiled_lines(same(tmp_path, source)) >= {6, 8}


def test_beyond_the_recursion_limit(tmp_path):
    same(
        tmp_path,
        """
        def depth(n):
            try:
                return depth(n + 1)
            except RecursionError:
                return n

        def in_loops(n):
            for i in range(1):
                try:
                    return in_loops(n + 1)
                except RecursionError:
                    return n

        print(depth(0) > 980, in_loops(0) > 970)
        """,
    )


def test_the_depth_that_a_program_has(tmp_path):
    source = """
    def depth(n):
        try:
            return depth(n + 1)
        except RecursionError:
            return n
    print(depth(0))
    """
    (tmp_path / "program.py").write_text(textwrap.dedent(source))
    python, hotloop = (
        int(execute([*command, "program.py"], cwd=tmp_path, eager=False).stdout) for command in (PYTHON, RUN)
    )
    # From 3.12 on the frames of ours that are below the program's count.
    assert python - (0 if sys.version_info < (3, 12) else 15) <= hotloop <= python


def test_objects_are_deleted_when_they_are(tmp_path):
    same(
        tmp_path,
        """
        class Told:
            def __init__(self, name):
                self.name = name

            def __del__(self):
                print("deleted", self.name)

        def compiled(n):
            told = Told("compiled")
            total = 0
            for i in range(n):
                total += i
            del told
            print("end", total)

        def kept(n):
            told, found = Told("kept"), {}
            for i in range(n):
                found[0] = i
            told = None
            print("end", found)

        def made(n):
            for i in range(n):
                told = Told(i)
            print("end")

        def failing(n):
            told = Told("failing")
            try:
                for i in range(n):
                    n // (i - 200)
            except ZeroDivisionError:
                told = None
            print("end")

        compiled(1000)
        kept(1000)
        made(4)
        failing(1000)
        """,
    )


@pytest.mark.parametrize("test", ["True", "1", "i >= 0"])
def test_where_a_signal_is_handled(test, tmp_path):
    same(
        tmp_path,
        f"""
        import signal

        class Alarm(Exception):
            pass

        def ring(number, frame):
            raise Alarm

        def wait():
            i = 0
            while {test}:
                i += 1

        signal.signal(signal.SIGPROF, ring)
        signal.setitimer(signal.ITIMER_PROF, 0.15)
        wait()
        """,
        eager=False,
    )


def test_where_print_has_raised(tmp_path):
    same(
        tmp_path,
        """
        import sys
        import traceback

        class Full:
            room = 5

            def write(self, text):
                self.room -= 1
                if self.room < 0:
                    raise OSError("full")

            def flush(self):
                pass

        def one_line(n):
            for i in range(n): print("line", i)

        def lines(n):
            for i in range(n):
                if i % 3 == 0:
                    print("line", i, 2 * i + 1)

        def several(n):
            i = 0
            while i < n:
                i += 1; print(i); i += 1

        stdout = sys.stdout
        for function in one_line, lines, several:
            sys.stdout = Full()
            try:
                function(1000)
            except OSError:
                traceback.print_exc(file=stdout)
        sys.stdout = stdout
        """,
    )


def test_warnings_of_the_compiler_come_once_under_each_option(tmp_path):
    (tmp_path / "program.py").write_text("x = 1\nfor i in range(3): print(x is 1, '\\d')\n")
    for options in ["-Wdefault"], ["-Xdev"], ["-Werror"]:
        expected = execute([*PYTHON, *options, "program.py"], cwd=tmp_path, eager=False)
        found = execute([PYTHON[0], *options, *RUN[1:], "program.py"], cwd=tmp_path)
        assert (found.stdout, found.stderr, found.returncode) == (expected.stdout, expected.stderr, expected.returncode)


def test_too_deep_to_compile(tmp_path):
    (tmp_path / "program.py").write_text(f"for i in range(300): pass\nx = {'+'.join(['i'] * 9000)}\n")
    expected = execute([*PYTHON, "program.py"], cwd=tmp_path, eager=False)
    found = execute([*RUN, "program.py"], cwd=tmp_path)
    assert (found.stdout, found.stderr, found.returncode) == (expected.stdout, expected.stderr, expected.returncode)


def test_rewritten_modules_are_kept(tmp_path):
    cache = tmp_path / "cache"
    variables = {"HOTLOOP_CACHE": "1", "HOTLOOP_CACHE_DIR": str(cache)}
    (tmp_path / "other.py").write_text("def f(n):\n    s = 0\n    for i in range(n): s += i\n    return s\n")
    (tmp_path / "warns.py").write_text("x = 1\nfor i in range(3): print(i is 1)\n")
    source = "import other\nfor k in range(3):\n    print(other.f(1000 * k))\n"
    (tmp_path / "program.py").write_text(source)

    def entries():
        return {path: path.read_bytes() for path in cache.glob("*")}

    def run(name="program.py"):
        done = execute([*RUN, "--report=json", name], cwd=tmp_path, **variables)
        return done.stdout, done.stderr[: done.stderr.index("{")], compiled_lines(report_of(done))

    first = run()
    kept = entries()
    assert first == ("0\n499500\n1999000\n", "", {2, 3}) and len(kept) >= 2
    assert run() == first and entries() == kept
    for path, content in kept.items():
        path.write_bytes(content[:-9] + b"?" * 9)
    assert run() == first and entries() == kept
    (tmp_path / "program.py").write_text(source.replace("1000", "100"))
    assert run()[0] == "0\n4950\n19900\n"
    (tmp_path / "other.py").write_text("def f(n): return n\n")
    assert run()[:2] == ("0\n100\n200\n", "")
    # CPython warns of a script each time.
    assert run("warns.py")[1] and run("warns.py")[1]


@pytest.mark.parametrize("command", [["-c", "for i in range(3): print(i)"], ["program.py"]])
def test_disabled(command, tmp_path):
    (tmp_path / "program.py").write_text("for i in range(3): print(i)\n")
    done = execute([*RUN, *command], cwd=tmp_path, HOTLOOP_DISABLE="1")
    assert (done.stdout, done.stderr) == ("0\n1\n2\n", "")


ITEMS = """
def total(xs):
    s = 0.0
    for x in xs:
        s = s * 0.5 + x
    return s

def steps(xs, out):
    for i, n in enumerate(xs):
        count = 0
        while n > 1:
            n = n // 2
            count += 1
        out[i] = count

def products(xs, ys):
    s = 0
    for k, (x, y) in zip(range(3, 10**6), zip(xs, reversed(ys))):
        s = (s + x * y + k) % 1000003
        if s == 77:
            return k
    else:
        s += 1
    return s

def grows(xs):
    for x in xs:
        if len(xs) < 3000:
            xs.append(x + 1)
    return len(xs), xs[-1]

def rebound(xs, ys):
    s = 0
    for x in xs:
        xs = ys
        s = (s * 3 + x + xs[0]) % 10007
    return s

def of_tuples(pairs):
    s = 0
    for a, b in pairs:
        s += a * b
    return s

ints = [(i * 37) % 1001 for i in range(2000)]
out = [0] * 2000
print(total([i * 0.25 for i in range(2000)]), total((0.5, 1.5) * 500))
steps(ints, out)
print(sum(out), products(ints, out), grows(ints[:9]), rebound(ints, [5]), of_tuples(list(zip(ints, out))))
k = 0
for n in ints:
    k ^= n
    if k == 77:
        break
print(k, n)
it = iter(ints)
for n in it:
    k += n
    if k > 5000:
        break
print(k, next(it), sum(it))
pair = iter(ints)
for a, b in zip(pair, pair):
    k = (k + a * 2 + b) % 99991
print(k)
try:
    for i, n in enumerate(ints):
        k += 1000 // (1500 - n - i)
except ZeroDivisionError:
    print("divided", i, n, k)
"""


@pytest.mark.parametrize("eager", [True, False])
def test_loops_over_items(eager, tmp_path):
    report = same(tmp_path, ITEMS, eager=eager)
    if eager:
        lines = {number for number, line in enumerate(ITEMS.split("\n"), 1) if line.lstrip().startswith("for ")}
        kept = {"for a, b in pairs:", "for n in it:", "for a, b in zip(pair, pair):"}
        kept = {number for number, line in enumerate(ITEMS.split("\n"), 1) if line.strip() in kept}
        assert compiled_lines(report) >= lines - kept


def test_items_are_compared(tmp_path):
    (tmp_path / "program.py").write_text(ITEMS)
    done = execute([*RUN, "--check", "program.py"], cwd=tmp_path)
    assert "no difference" in done.stderr and done.returncode == 0


def test_comprehensions_in_loops(tmp_path):
    report = same(
        tmp_path,
        """
        import traceback

        def f(n, m):
            total = 0
            row = [1] * m
            for i in range(n):
                row = [x + i for x in row if x > -i]
                total += sum([x * k for k, x in enumerate(row)])
            return total, row, i

        def g(n):
            for i in range(n):
                a = [i // (3 - j) for j in range(i)]
            return a

        def h(n):
            for i in range(n):
                ys = [lambda: i + y for y in range(2)]
            return [f() for f in ys]

        def own_name(n):
            y, s = 7, 0
            for i in range(n):
                s += len([y for y in range(i)]) + y
                y = s % 5
            return s, y, i

        def nested(n):
            y = 3
            for i in range(n):
                t = [[y + k for k in range(3)] for y in range(2)]
                u = [[k for k in range(2)] + [y] for _ in range(2)]
            return t, u, y

        print(f(30, 5), h(3), own_name(9), nested(4))
        try:
            g(6)
        except ZeroDivisionError as error:
            traceback.print_exc()
            print(error.__traceback__.tb_next.tb_frame.f_locals)
        x = 5
        for i in range(20):
            ys = [x * i for x in range(3)]
        print(x, ys, i)
        """,
    )
    kept = {one["line"] for one in report["loops"] if not one["compiled"]}
    assert kept == {18}, report


def test_lines_that_cpython_runs_in_the_middle(tmp_path):
    same(
        tmp_path,
        """
        class Source:
            def __init__(self):
                self.seen = {}
            def next(self, i):
                self.seen[i] = i
                return i * 0.5 if i < 30 else i
        def total(n, source, counts):
            s = 0.0
            for i in range(n):
                s += i * i
                if i % 7 == 3:
                    x = source.next(i)
                    s += x
                    counts[i % 2] = counts.get(i % 2, 0) + 1
                if i % 11 == 4 and i > 8:
                    if i in counts:
                        s -= 1
            return s
        source, counts = Source(), {}
        print(total(40, source, counts), total(50, source, counts), counts, source.seen)
        limit = 5
        def bump(k):
            global limit
            limit += k
        s = 0
        table = {}
        for i in range(60):
            s += limit * (i % 3)
            if i % 20 == 7:
                bump(1)
            if i % 9 == 2:
                table[i] = s
        print(s, limit, table)
        for i in range(60):
            s += i
            if i % 9 == 2:
                table[i] = s
        print(s, table)
        for i in range(60):
            s += i
            if i % 9 == 2:
                s += table[i + 3]
        """,
    )


def test_a_while_comes_back_behind_an_exit(tmp_path):
    same(
        tmp_path,
        """
        def run(n, d):
            i = t = 0
            while i < n:
                i += 1
                if i % 10 == 7:
                    continue
                for j in range(3):
                    t += j
                if i % 13 == 5:
                    t += 2**70
                    t -= 2**70
                if i % 17 == 6:
                    d[i] = t
                if i == 91:
                    break
            return i, t
        d = {}
        print(run(50, d), run(200, d), d)
        i = 0
        t = 0
        while True:
            i += 1
            t += i * i
            if i % 30 == 11:
                t += 2**80
                t -= 2**80
            if i == 100:
                break
        print(i, t)
        """,
    )


def test_check_compares_ints_longer_than_their_text_may_be(tmp_path):
    (tmp_path / "program.py").write_text("f = 1\nfor i in range(1, 2000):\n    f *= i\nprint(f % 10007)\n")
    done = execute([*RUN, "--check", "program.py"], cwd=tmp_path, HOTLOOP_RUN_EAGER="1")
    assert done.returncode == 0 and "no difference" in done.stderr, done.stderr


def test_long_lists_that_each_call_out_would_compare_are_left_soon(tmp_path):
    """Each call out would look for changes in so many strs: machine code is left for the rest of the loop."""
    source = """
    def parse(text):
        found = {}
        for n, line in enumerate(text.split("\\n"), 1):
            line = line.split("#")[0].strip()
            if not line:
                continue
            if "=" in line:
                k, v = line.split("=", 1)
                found[k.strip()] = int(v) if v.strip().isdigit() else v.strip()
        return found
    text = "\\n".join(f"a{i % 50} = {i} # c" for i in range(200000))
    found = parse(text)
    print(len(found), sum(found.values()))
    """
    report = same(tmp_path, source)
    assert any(one["exits"] for one in report["loops"] if one["function"] == "parse")
