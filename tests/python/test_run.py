"""`hotloop run`: the command, and all cases as programs, against python itself."""

import os
import re
import subprocess
import textwrap
import zipfile

import pytest
from programs import CASES, PYTHON, RUN, as_program, compiled_lines, execute, report_of, same


@pytest.mark.parametrize("path", sorted(CASES.rglob("*/*.md")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_cases_as_programs(path, tmp_path):
    (tmp_path / "program.py").write_text(as_program(path.read_text()))
    expected = execute([*PYTHON, "program.py"], cwd=tmp_path, eager=False)
    found = execute([*RUN, "program.py"], cwd=tmp_path)
    # Addresses; and carets, which CPython 3.11 puts elsewhere once it has merged two instructions.
    strip = re.compile(r"0x[0-9a-f]+|\n *[\^~]+(?=\n)")
    assert strip.sub("", found.stdout) == strip.sub("", expected.stdout)
    assert found.returncode == expected.returncode


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


def test_names_of_the_main_module(tmp_path):
    same(tmp_path, "print(list(globals()))\nfor i in range(300): pass\n")


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
