"""`hotloop run`: which loops are worth machine code, and what the next run knows of it."""

import textwrap

from programs import PYTHON, RUN, execute, report_of, same

from hotloop._run import _loops


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


def test_a_short_loop_in_the_middle_of_a_search_does_not_copy_a_long_table_each_time(tmp_path):
    """It would for as long as a minute, even where each loop is to be compiled."""
    report = same(
        tmp_path,
        """
        from collections import deque

        def counted(n):
            steps = [[x * y % 7 for x in range(n)] for y in range(n)]
            total, order = 0, deque(range(n * n))
            while order:
                k = order.popleft()
                for d in range(3):
                    total += steps[k % n][k // n] * d
            return total

        print(counted(150))
        """,
    )
    (loop,) = (one for one in report["loops"] if one["line"] == 9)
    assert loop["compiled"]


def test_copies_of_lists_count_once_they_have_taken_a_while(monkeypatch):
    """By estimates, which are the same in each run; how long an iteration takes is of the clock."""
    monkeypatch.setattr(_loops, "EAGER", True)
    loop = object.__new__(_loops.WatchedLoop)
    loop.copied_seconds = 0.0
    each = 0.3 * _loops.COPIED_AT_FIRST
    assert [loop._counted(each) for _ in range(6)] == [0.0, 0.0, 0.0, 0.0, each, each]
