"""Options, variables of the environment, the end of a process, and `hotloop explain`."""

import os
import subprocess
import sys
import textwrap

import pytest
from dispatchers import run

import hotloop

np = pytest.importorskip("numpy")


@hotloop.jit
def add(x, y=10, /, z=0.5):
    """Adds."""
    return x + y + z


# Options


@pytest.mark.parametrize(
    "options, message",
    [
        ({"cpu": "i486"}, "i486.*x86-64-v3"),
        ({"lanes": 3}, "power of two"),
        ({"lanes": 0}, "lanes=0"),
        ({"threads": 0}, "threads=0"),
        ({"threads": -1}, "threads=-1"),
    ],
)
def test_wrong_options(options, message):
    with pytest.raises(ValueError, match=message):
        hotloop.jit(add.py_func, **options)


PROGRAM = "import hotloop\n@hotloop.jit\ndef f(x):\n    return x + 1\nprint(f(1), getattr(f, 'signatures', None))\n"


def test_end_of_the_process():
    """Functions that were never called, and those that are called when almost everything is gone."""
    program = "import hotloop\n@hotloop.jit\ndef f(x):\n    return x + 1\n"
    last = "class Last:\n    def __del__(self, f=f):\n        print(f(1), f(x=1.5))\nlast = Last()\n"
    for text, printed in [(program, ""), (program + last, "2 2.5\n"), (program + last + "f(1), f(1.5)\n", "2 2.5\n")]:
        result = run(text)
        assert (result.returncode, result.stdout, result.stderr) == (0, printed, ""), text


def test_disabled():
    assert run(PROGRAM, HOTLOOP_DISABLE="1").stdout == "2 None\n"
    assert run(PROGRAM, HOTLOOP_DISABLE="0").stdout == "2 {'(int)': 'compiled'}\n"


@pytest.mark.parametrize(
    "name, value",
    [
        ("HOTLOOP_CPU", "i486"),
        ("HOTLOOP_NUM_THREADS", "many"),
        ("HOTLOOP_NUM_THREADS", "0"),
        ("HOTLOOP_ENGINE", "steam"),
        ("HOTLOOP_FORCE_EXIT", "often"),
    ],
)
def test_wrong_environment(name, value, slow):
    result = run(PROGRAM, **{name: value})
    assert result.returncode == 1
    last = result.stderr.strip().splitlines()[-1]
    assert last.startswith("ValueError: ") and name in last and value in last
    for arguments in (["run", slow], ["explain", f"{slow}::total"], ["tour", "10", "10", "--out", slow.parent]):
        result = command(*arguments, **{name: value})
        assert (result.returncode, result.stdout) == (2, "")
        (line,) = result.stderr.splitlines()
        assert name in line and value in line


def test_what_compiles_nothing_says_so(slow):
    for arguments in (["explain", f"{slow}::total"], ["tour", "10", "10", "--out", slow.parent]):
        result = command(*arguments, HOTLOOP_DISABLE="1")
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr.endswith("HOTLOOP_DISABLE is set, so nothing is compiled\n")


def test_environment():
    assert run(PROGRAM, HOTLOOP_CPU="x86-64", HOTLOOP_NUM_THREADS="2").stdout == "2 {'(int)': 'compiled'}\n"
    program = PROGRAM + "print(f.statistics['signatures']['(int)']['n_exits'])\n"
    assert run(program, HOTLOOP_FORCE_EXIT="1").stdout == "2 {'(int)': 'compiled'}\n1\n"
    program = PROGRAM + "print(f.statistics['signatures']['(int)']['interpreted'])\n"
    assert run(program).stdout == "2 {'(int)': 'compiled'}\n0\n"
    assert run(program, HOTLOOP_ENGINE="interpreter").stdout == "2 {'(int)': 'compiled'}\n1\n"


def test_without_source():
    namespace = {"hotloop": hotloop}
    exec("@hotloop.jit\ndef f(x):\n    return x + 1\n", namespace)
    with pytest.warns(RuntimeWarning, match="f runs in CPython"):
        assert namespace["f"](1) == 2
    assert namespace["f"](2) == 3


def test_import_is_light():
    program = textwrap.dedent("""
        import sys
        before = set(sys.modules)
        import hotloop
        loaded = set(sys.modules) - before
        heavy = {"numpy", "inspect", "ast", "dataclasses", "typing", "re", "argparse", "linecache", "rich"}
        print(sorted(loaded & heavy))
        @hotloop.jit
        def f(x):
            return x + 1
        f(1)
        print("numpy" in sys.modules)
    """)
    assert run(program).stdout == "[]\nFalse\n"


# Command line


def command(*arguments, **environment):
    words = [sys.executable, "-m", "hotloop", *map(str, arguments)]
    variables = {**os.environ, **environment}
    return subprocess.run(words, capture_output=True, text=True, env=variables, timeout=120)


def test_a_decorated_function_that_lives_to_the_end_of_the_process(tmp_path):
    file = tmp_path / "decorated.py"
    file.write_text("import hotloop\n\n\n@hotloop.jit\ndef double(x):\n    return 2 * x\n")
    assert command("explain", f"{file}::double", "--types", "int").returncode == 0


@pytest.fixture
def slow(tmp_path):
    file = tmp_path / "slow.py"
    file.write_text(
        "def total(n: int, by: 'float'):\n    s = 0.0\n    for i in range(n):\n        s += i * by\n    return s\n"
        "def bare(n):\n    return n\n"
        "class Many:\n    def method(self, n):\n        return n\n"
        "    def annotated(self, n: int):\n        return n\n"
        "def odd(n: int):\n    with open(n) as file:\n        pass\n"
        "if __name__ == '__main__':\n    raise SystemExit('executed')\n"
    )
    return file


def test_help_and_version():
    assert command("--version").stdout == f"hotloop {hotloop.__version__}\n"
    text = command("--help").stdout
    assert "@hotloop.jit" in text and "hotloop explain slow.py::total" in text


def test_explain_command(slow):
    result = command("explain", f"{slow}::total")
    assert result.returncode == 0, result.stderr
    assert "for i in range(n)" in result.stdout and "total(int, float)" in result.stdout
    for stage in ("ast", "ir", "passes", "llvm", "asm"):
        result = command("explain", f"{slow}::total", "--types", "int, float", "--stage", stage, "--lanes", 1)
        assert result.returncode == 0 and f"stage {stage}" in result.stdout, result.stderr
    assert "aarch64" in command("explain", f"{slow}::total", "--stage", "llvm", "--cpu", "aarch64").stdout


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["nowhere.py::f"], "no such file"),
        (["{slow}"], "slow.py::total"),
        (["{slow}::missing"], "it has total, bare, odd"),
        (["{slow}::bare"], '--types "int"'),
        (["{slow}::total", "--types", "number"], "unknown type `number`"),
        (["{slow}::total", "--types", "number"], "and object for anything else"),
        (["{slow}::Many.method"], '--types "object, int"'),
        (["{slow}::Many.annotated"], "Many.annotated(object, int)"),
        (["{slow}::Many.method", "--types", "object, int"], "Many.method(object, int)"),
        (["{slow}::Many.method", "--types", "str, int"], "compiled, returns int"),
        (["--help"], "object for"),
        (["{slow}::total", "--cpu", "i486"], "i486"),
        (["{slow}::total", "--types", "int"], "another number of arguments"),
        (["{slow}::odd", "--stage", "ir"], "with open(n)"),
    ],
)
def test_explain_errors(slow, arguments, message):
    result = command("explain", *(word.format(slow=slow) for word in arguments))
    output = result.stdout + result.stderr
    assert message in output and "Traceback" not in output
