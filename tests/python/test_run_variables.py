"""`hotloop run`: variables of functions and modules that loops read and assign, and who else looks at them."""

import sys
import textwrap

import pytest
from programs import RUN, compiled_lines, execute, report_of, same


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
    assert compiled_lines(report) == {4, 6}


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


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="a variable of a frame cannot be unbound from outside")
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
