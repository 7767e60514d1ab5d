"""What the command `hotloop` says of bad input: one line, and exit code 2."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

LOOP = "def f(n):\n    s = 0.0\n    for i in range(n):\n        s += i\n    return s\n"


@pytest.fixture
def explain(tmp_path):
    """Runs `hotloop explain FILE::f --types int` on a file with this text."""

    def run(text: str | bytes, **environment: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "slow.py").write_bytes(text if isinstance(text, bytes) else text.encode())
        return run_hotloop("explain", "slow.py::f", "--types", "int", directory=tmp_path, **environment)

    return run


def run_hotloop(*arguments: str, directory: object = None, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hotloop", *arguments]
    # The package that is tested, wherever the command runs.
    path = os.pathsep.join(
        os.path.abspath(entry) for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry
    )
    environment = {**os.environ, "PYTHONPATH": path, **environment}
    return subprocess.run(command, capture_output=True, text=True, timeout=100, cwd=directory, env=environment)


def assert_refused(done: subprocess.CompletedProcess[str], message: str) -> None:
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"hotloop: {message}\n"


def test_a_function_is_explained(explain):
    done = explain(LOOP)
    assert (done.returncode, done.stderr) == (0, "")
    assert "line 3: for i in range(n):" in done.stdout


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("HOTLOOP_NUM_THREADS", "x", "HOTLOOP_NUM_THREADS=x: it must be a whole number from 1 to 4096"),
        ("HOTLOOP_NUM_THREADS", "0", "HOTLOOP_NUM_THREADS=0: it must be a whole number from 1 to 4096"),
        ("HOTLOOP_ENGINE", "x", "HOTLOOP_ENGINE=x: it is `interpreter` or not set"),
        ("HOTLOOP_DISABLE", "1", "HOTLOOP_DISABLE is set, so nothing is compiled"),
    ],
)
def test_a_wrong_variable(explain, variable, value, message):
    assert_refused(explain(LOOP, **{variable: value}), message)


def test_a_file_that_is_imported_has_no_arguments_of_ours(explain):
    done = explain("import sys\nN = int(sys.argv[1]) if len(sys.argv) > 1 else 7\n\n\n" + LOOP)
    assert done.returncode == 0, done.stderr


def test_an_unknown_processor(explain):
    done = explain(LOOP, HOTLOOP_CPU="i486")
    assert done.returncode == 2
    assert done.stderr.startswith('hotloop: HOTLOOP_CPU: unknown cpu "i486"; known are native, x86-64, ')
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("def f(:\n", "slow.py:1: SyntaxError: invalid syntax"),
        (
            "\n\nimport nosuchmodule\n",
            "slow.py:3: ModuleNotFoundError: No module named 'nosuchmodule', when it was imported",
        ),
        ("def g():\n    raise ValueError\n\n\ng()\n", "slow.py:2: ValueError, when it was imported"),
        ("exec('(')\n", "slow.py:1: SyntaxError: '(' was never closed (<string>, line 1), when it was imported"),
        ("raise KeyError('a\\nb')\n", "slow.py:1: KeyError: 'a\\nb', when it was imported"),
        (
            "import sys\nsys.exit('usage')\n",
            "slow.py:2: SystemExit: usage, when it was imported; "
            'what it runs belongs under `if __name__ == "__main__":`',
        ),
    ],
)
def test_a_file_that_cannot_be_imported(explain, text, message):
    assert_refused(explain(text), message)


@pytest.mark.parametrize("text", [b"\xff\xfe\n", b"x = 1\0\n"])
def test_a_file_that_is_not_text(explain, text):
    done = explain(text)
    assert done.returncode == 2
    assert done.stderr.startswith("hotloop: slow.py") and done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("nothing.py::f", "nothing.py: no such file"),
        (".::f", ". is a directory"),
        ("slow.py", "slow.py: a file and a function are needed, such as slow.py::total"),
        ("slow.txt::f", "slow.txt is not a Python file"),
        ("slow.py::g", "slow.py has no function g; it has f"),
    ],
)
def test_a_place_that_is_not_there(tmp_path, place, message):
    (tmp_path / "slow.py").write_text(LOOP)
    (tmp_path / "slow.txt").write_text(LOOP)
    assert_refused(run_hotloop("explain", place, "--types", "int", directory=tmp_path), message)
