"""`hotloop run`: exceptions, signals and the recursion limit, in and around loops that machine code takes over."""

import textwrap

import pytest
from programs import PYTHON, RUN, compiled_lines, execute, report_of, same


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

        for k in 500, 800, 900, 950, 980, 990, 992:
            print(k, deep(k, 3000))
        """
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
    assert hotloop == python


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


def test_what_is_returned_in_a_try(tmp_path):
    """It is evaluated behind the loop: compiled where no handler and no `finally` could tell."""
    source = """
    def found(xs, wanted):
        tries = 0
        for i, x in enumerate(xs):
            try:
                if x == wanted:
                    return i
            finally:
                tries += x
        return -1 - tries
    def checked(xs):
        total = 0
        for x in xs:
            try:
                total += 100 // x
                if total > 500_000:
                    return -1, "much"
            except ZeroDivisionError:
                return False
        return total
    def changed(n):
        total = 0
        for i in range(n):
            try:
                if i > 40_000:
                    return total
            finally:
                total += i
        return total
    def caught(xs):
        for x in xs:
            try:
                if x < 0:
                    return unknown
            except NameError:
                return "caught"
    xs = list(range(1, 50_000))
    print(found(xs, 40_000), found(xs, 0), checked(xs), checked([1] * 9000 + [0]), checked([90] * 9000))
    print(checked([7] * 50_000), changed(50_000), caught(xs + [-1]))
    """
    (tmp_path / "program.py").write_text(textwrap.dedent(source))
    plain = execute([*PYTHON, "program.py"], cwd=tmp_path)
    done = execute([*RUN, "--report=json", "program.py"], cwd=tmp_path, eager=True)
    assert (done.returncode, done.stdout) == (0, plain.stdout), done.stderr
    assert len(compiled_lines(report_of(done))) == 2
