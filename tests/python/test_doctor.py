"""`hotloop doctor`, and what `import hotloop` says where it cannot run."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from hotloop import _doctor
from hotloop._doctor import Finding


def doctor(**environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HOTLOOP_")}
    return run_python("-m", "hotloop", "doctor", environment={**kept, **environment})


def run_python(*arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=100, env=environment)


def test_nothing_is_wrong_here():
    done = doctor()
    assert (done.returncode, done.stderr) == (0, "")
    report = done.stdout
    assert f"CPython {sys.version.split()[0]}" in report
    assert "no variable HOTLOOP_... is set" in report
    assert "lanes of float64" in report
    assert "a loop runs in " in report and "computes what CPython does" in report
    assert report.splitlines()[-1].startswith("nothing is wrong")


def test_a_wrong_variable_is_wrong_and_the_others_are_still_looked_at():
    done = doctor(HOTLOOP_CPU="i486", HOTLOOP_NUM_THREADS="many", HOTLOOP_DISABLE="1", HOTLOOP_TREADS="2")
    assert done.returncode == 1
    assert 'wrong: HOTLOOP_CPU: unknown cpu "i486"' in done.stdout
    assert "wrong: HOTLOOP_NUM_THREADS=many: it must be a whole number" in done.stdout
    assert "slow: HOTLOOP_DISABLE=1: all functions run in CPython" in done.stdout
    assert "HOTLOOP_TREADS=2 is not a variable of hotloop; HOTLOOP_NUM_THREADS is" in done.stdout
    assert "a loop runs in " in done.stdout
    assert done.stdout.splitlines()[-1].startswith("2 things are wrong; ")


def test_an_old_processor_is_slow_and_not_wrong():
    done = doctor(HOTLOOP_CPU="x86-64", HOTLOOP_NUM_THREADS="1")
    assert done.returncode == 0
    assert "SSE2: vectors of 128 bits, 2 lanes of float64" in done.stdout
    assert "up to 1 thread\n" in done.stdout


def test_a_tracer_is_named():
    program = "import sys; sys.settrace(lambda *_: None); from hotloop._cli import main; sys.exit(main(['doctor']))"
    done = run_python("-c", program)
    assert done.returncode == 0
    assert "slow: by a debugger or coverage (sys.settrace)" in done.stdout
    assert "not done: a debugger, coverage or a profiler watches" in done.stdout


def test_a_missing_numpy_is_not_wrong():
    program = "import sys; sys.modules['numpy'] = None; from hotloop._cli import main; sys.exit(main(['doctor']))"
    done = run_python("-c", program)
    assert done.returncode == 0
    assert "not installed; only programs with arrays need it" in done.stdout


def test_a_wrong_answer_is_wrong(monkeypatch, capsys):
    class Wrong:
        statistics = {"watched_calls": 0, "signatures": {"": {"loops": [{"lanes": 4}]}}}  # noqa: RUF012

        def __call__(self, values):
            return [-1] * len(values)

    monkeypatch.setattr(_doctor._hotloop, "new_dispatcher", lambda *_: Wrong())
    assert _doctor.show(_doctor.look_at_a_loop()) == 1
    assert "wrong: a loop in 4 lanes computes something else than CPython" in capsys.readouterr().out


def test_the_verdict_counts(capsys):
    assert _doctor.show([Finding("a", "b")]) == 0
    assert _doctor.show([Finding("a", "b", "slow"), Finding("a", "c", "wrong")]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "a           b",
        "nothing is wrong",
        "a           slow: b",
        "            wrong: c",
        "1 thing is wrong; 1 thing makes it slow",
    ]


@pytest.mark.parametrize(
    ("membership", "files", "quotas"),
    [
        ("0::/\n", {"cpu.max": "150000 100000\n"}, [1.5]),
        ("0::/\n", {"cpu.max": "max 100000\n"}, []),
        ("0::/outer/inner\n", {"outer/cpu.max": "50000 100000\n", "outer/inner/cpu.max": "max 100000\n"}, [0.5]),
        (
            "4:memory:/here\n2:cpu,cpuacct:/here\n",
            {"cpu,cpuacct/here/cpu.cfs_quota_us": "200000\n", "cpu,cpuacct/here/cpu.cfs_period_us": "100000\n"},
            [2.0],
        ),
        ("1:cpu:/\n", {"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}, []),
        ("", {}, []),
    ],
)
def test_quotas_of_control_groups(tmp_path, membership, files, quotas):
    (tmp_path / "membership").write_text(membership)
    for name, text in files.items():
        (tmp_path / "root" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "root" / name).write_text(text)
    assert list(_doctor._quotas(str(tmp_path / "root"), str(tmp_path / "membership"))) == quotas


@pytest.mark.parametrize(
    ("pretend", "reason"),
    [
        ("sys.implementation.name = 'pypy'", r"hotloop runs in CPython 3.11 to 3.14; this is PyPy 3.\d+"),
        ("sys.version_info = (3, 10, 1)", "hotloop runs in CPython 3.11 to 3.14; this is CPython 3.10"),
        ("sys.version_info = (3, 15, 0)", "hotloop runs in CPython 3.11 to 3.14; this is CPython 3.15"),
        ("sys.abiflags = 't'", r"hotloop runs in CPython 3.11 to 3.14; this is CPython 3.\d+, free-threaded"),
        ("sys.platform = 'darwin'", "hotloop runs on x86-64 Linux; this is darwin x86_64"),
        (
            "import os; u = os.uname(); os.uname = lambda: type('U', (), {'machine': 'aarch64'})",
            "hotloop runs on x86-64 Linux; this is linux aarch64, which is not supported yet",
        ),
        ("sys.maxsize = 2**31 - 1", "hotloop runs on x86-64 Linux; this is linux x86_64 with a 32-bit Python"),
    ],
)
def test_import_refuses_what_is_not_supported_in_one_line(pretend, reason):
    import re

    program = f"import sys; {pretend}\ntry: import hotloop\nexcept ImportError as error: print(error)\n"
    program += "assert 'hotloop._hotloop' not in sys.modules"
    done = run_python("-c", program)
    assert done.stderr == ""
    assert re.fullmatch(reason, done.stdout.strip())


def test_pyproject_allows_the_same_pythons():
    import tomllib
    from pathlib import Path

    from hotloop._platform import NEWEST, OLDEST

    text = (Path(__file__).resolve().parents[2] / "pyproject.toml").read_text()
    wanted = f">={OLDEST[0]}.{OLDEST[1]},<{NEWEST[0]}.{NEWEST[1] + 1}"
    assert tomllib.loads(text)["project"]["requires-python"] == wanted
