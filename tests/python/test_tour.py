"""`hotloop tour`, the tutorial's programs, and the loops written by hand that hotloop is measured against."""

from __future__ import annotations

import base64
import importlib.util
import json
import math
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import numpy as np
import pytest

import hotloop
from hotloop import _hotloop, _tour
from hotloop._tour import builders, machine, main, peers, picture, rows, screen, steps
from hotloop._tour.peers import MANY_CORES, OWN, VECTORS, Entry, Peer

TOUR = Path(__file__).resolve().parents[2] / "tour"
LIST_PROGRAMS = ["pure_python.py", "pure_python_2.py", "shedskin1.py", "shedskin2.py"]
PROGRAMS = [*LIST_PROGRAMS, "numpy_vector.py", "numpy_vector_2.py", "multi.py"]
SUMS = {(100, 30): 6502, (100, 50): 7364, (200, 100): 33850, (300, 100): 75014}


# ---- the programs


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("size", SUMS)
def test_programs_give_the_tutorials_sums(program, size):
    done = run_program(program, *map(str, size))
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Total elements: ")
    assert (lines[1] == "0.00% complete") is (program in LIST_PROGRAMS)
    assert re.fullmatch(r"Main took \d+\.\d+.*", lines[-2])
    assert lines[-1] == f"Total sum of elements (for validation): {SUMS[size]}"


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("arguments", [[], ["100"], ["0", "5"], ["5", "-1"], ["a", "5"], ["1.5", "3"], ["9" * 30, "5"]])
def test_programs_refuse_bad_arguments_in_one_line(program, arguments):
    done = run_program(program, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"{program}: ") and done.stderr.count("\n") == 1


PEERS_PYTHON = peers.interpreter(peers.PEERS)
OF_PEERS = ["numpy_vector_numexpr.py", "parallelpython_pure_python.py", "numba_prange.py", "cython_pure_python.py"]


@pytest.mark.skipif(PEERS_PYTHON is None, reason="make peers")
@pytest.mark.parametrize("program", OF_PEERS)
def test_programs_of_the_peers_give_the_tutorials_sums(program):
    stages = ["1_no_types", "4_numpy"] if program.startswith("cython") else [None]
    for stage in stages:
        command = [*PEERS_PYTHON, TOUR / program, *([stage] if stage else []), "100", "30"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        assert "Total sum of elements (for validation): 6502" in done.stdout, done.stderr


def run_program(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, TOUR / program, *arguments], capture_output=True, text=True, timeout=300)


# ---- the command, with peers of our own


FAKES = Path(__file__).with_name("tour_peers.py")
PURE = "calculate_z_serial_purepython"
CPYTHON = Peer("CPython", OWN, None, "", tuple(Entry(name, "plain", function=PURE) for name in LIST_PROGRAMS[:2]))
# What the tour itself asks for.
HOTLOOP = Peer("hotloop", OWN, "hotloop", "make dev", ours=True, must_be_exact=True)


@pytest.fixture
def table(monkeypatch):
    """Sets which peers there are beside CPython and hotloop."""

    def set_table(*others):
        mine = [CPYTHON, *others]
        if "hotloop" not in [peer.name for peer in others]:
            mine.append(HOTLOOP)
        monkeypatch.setattr(peers, "peers", lambda: mine)

    set_table()
    return set_table


def fake(*builds, ours=False, python=OWN, package=None, entry=None, **options):
    """A tool that misbehaves, in one way for each row."""
    entries = [Entry("pure_python.py", f"{FAKES}::{build}", function=PURE, how=build, **options) for build in builds]
    return Peer("fake", python, package, "make fake", tuple(entries), ours=ours, must_be_exact=ours)


def results(directory: Path) -> dict:
    found = json.loads((directory / "results.json").read_text())
    schema = json.loads(Path(_tour.__file__).with_name("results.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(found, schema)
    return found


def rows_of(directory: Path, tool: str = "") -> list[dict]:
    return [row for group in results(directory)["groups"] for row in group["rows"] if row["tool"].startswith(tool)]


def tour(directory: Path, *arguments: str) -> int:
    return main(["100", "30", "--no-steps", "--out", str(directory), *arguments])


def test_rows_are_measured_compared_and_written(table, tmp_path, capsys):
    table(
        Peer(
            "hotloop",
            OWN,
            "hotloop",
            "",
            (Entry("pure_python.py", "hotloop", MANY_CORES, PURE, threads=2),),
            True,
            True,
        ),
        Peer("NumPy", OWN, "numpy", "", (Entry("numpy_vector.py", "plain", VECTORS, "calculate_z_numpy", "arrays"),)),
    )
    assert tour(tmp_path) == 0
    found = results(tmp_path)
    assert (found["kind"], found["width"], found["maxiter"]) == ("tour", 100, 30)
    assert [group["name"] for group in found["groups"]] == ["one core", "vectors", "many cores and machines", "GPU"]
    measured = [row for group in found["groups"][:3] for row in group["rows"]]
    assert [(row["tool"], row["program"], row["threads"]) for row in measured] == [
        ("CPython", "pure_python.py", 1),
        ("CPython", "pure_python_2.py", 1),
        ("NumPy", "numpy_vector.py", 1),
        ("hotloop", "pure_python.py", 2),
    ]
    assert {(row["sum"], row["different"], row["state"]) for row in measured} == {(6502, 0, "ok")}
    assert all(row["seconds"] > 0 and row["peak_memory"] > 1e6 for row in measured)
    assert [row["compile_seconds"] is not None for row in measured] == [False, False, False, True]
    assert measured[0]["speedup"] == 1.0
    assert [row["note"] for row in found["groups"][3]["rows"]] == ["not here yet"]
    versions = {peer["name"]: peer["version"] for peer in found["peers"]}
    assert versions["CPython"] == ".".join(map(str, sys.version_info[:3])) and versions["NumPy"] == np.__version__

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == machine.line(found["machine"])
    assert [line for line in lines if line.startswith("CPython ") and re.search(r" 6502 +0$", line)]


def test_what_goes_wrong_is_said_in_its_row_and_the_tour_goes_on(table, tmp_path, capsys):
    n = len(_tour.prepare(100, 30).problem.q)
    expected = {
        "wrong": ("wrong", 6503, 1, f"1 of {n} points differ from CPython's"),
        "right_sum": ("wrong", 6502, None, f"of {n} points differ from CPython's"),
        "wrong_later": ("wrong", None, 2, f"2 of {n} points differ from CPython's"),
        "too_short": ("wrong", None, n, f"{n} of {n} points differ from CPython's"),
        "wrong_sum_only": ("wrong", 6503, None, "the sum is not CPython's"),
        "fails": ("failed", None, None, "RuntimeError: out of lanes"),
        "fails_in_the_call": ("failed", None, None, "ZeroDivisionError: no lanes"),
        "is_not_here": ("missing", None, None, "the compiler's compiler is not here"),
        "imports_what_is_not_here": ("missing", None, None, "ModuleNotFoundError: No module named 'no_such_module'"),
        "dies": ("failed", None, None, "killed by SIGKILL"),
        "ends": ("failed", None, None, "ended with exit code 3: Fatal Python error: too bad"),
        "talks_nonsense": ("failed", None, None, "it answered 'nonsense'"),
        "prints": ("ok", 6502, 0, ""),
        "sum_only": ("ok", 6502, None, ""),
    }
    table(fake(*expected))
    assert tour(tmp_path) == 0
    found = {row["tool"].removeprefix("fake, "): row for row in rows_of(tmp_path, "fake")}
    for name, (state, total, different, note) in expected.items():
        row = found[name]
        assert row["state"] == state, (name, row)
        assert note in row["note"], (name, row)
        assert total is None or row["sum"] == total
        assert different is None or row["different"] == different
        assert (row["seconds"] is None) is (state in ("failed", "missing"))
    assert [row["state"] for row in rows_of(tmp_path, "CPython")] == ["ok", "ok"]
    assert found["sum_only"]["seconds"] == 0.25
    assert "6503" in capsys.readouterr().out


@pytest.mark.parametrize("build", ["wrong", "fails", "dies"])
def test_ours_must_be_right(build, table, tmp_path):
    table(fake(build, ours=True))
    assert tour(tmp_path) == 1


def test_who_hangs_is_stopped_with_all_that_it_has_started(table, tmp_path, monkeypatch):
    monkeypatch.setenv("HOTLOOP_TEST_OF", str(tmp_path))
    table(fake("hangs", "hangs_later"))
    start = time.monotonic()
    # Time enough to start and to be called twice on a busy machine.
    assert tour(tmp_path, "--limit", "5") == 0
    assert time.monotonic() - start < 60
    at_once, later = rows_of(tmp_path, "fake")
    assert (at_once["state"], at_once["note"], at_once["seconds"]) == ("timeout", "stopped after 5 s", None)
    # What has been measured before counts.
    assert (later["state"], later["note"], later["different"]) == ("ok", "stopped after 5 s", 0)
    assert later["seconds"] > 0
    # Both processes of the first are gone.
    assert not processes_with(f"HOTLOOP_TEST_OF={tmp_path}")


def processes_with(variable: str) -> list[str]:
    """The commands of the processes that began with it in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if variable in (process / "environ").read_text(errors="replace").split("\0"):
                found.append((process / "cmdline").read_text())
        except OSError:
            continue
    return found


def test_a_tool_that_is_not_here_is_named_with_what_installs_it(table, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("HOTLOOP_PEERS", str(tmp_path / "nowhere"))
    table(
        fake("wrong", python="no-such-python"),
        Peer("Numba", peers.PEERS, "numba", "make peers", (Entry("array_loop.py", "numba", arguments="arrays"),)),
        Peer("Else", OWN, "no-such-package", "pip install no-such-package", (Entry("pure_python.py", "plain"),)),
    )
    assert tour(tmp_path) == 0
    missing = [row for row in rows_of(tmp_path) if row["state"] == "missing" and row["tool"] != "hotloop"]
    assert [row["note"] for row in missing] == [
        "not installed: make fake",
        "not installed: make peers",
        "not installed: pip install no-such-package",
    ]
    assert "not here: Numba: make peers" in capsys.readouterr().out
    assert "Not installed: Numba. To install: `make peers`" in results(tmp_path)["notes"]


def test_an_interpreter_that_cannot_be_started_is_missing(table, tmp_path, monkeypatch):
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("HOTLOOP_PEERS", str(broken))
    table(fake("wrong", python=peers.PEERS))
    assert tour(tmp_path) == 0
    assert [row["state"] for row in rows_of(tmp_path, "fake")] == ["missing"]


def test_what_hotloop_leaves_to_cpython_says_so(table, tmp_path):
    entries = (Entry("numpy_vector_2.py", "hotloop", VECTORS, "calculate_z_numpy", "arrays"),)
    table(Peer("hotloop", OWN, "hotloop", "", entries, True, True))
    assert tour(tmp_path) == 0
    (row,) = [row for row in rows_of(tmp_path, "hotloop") if row["program"].startswith("numpy")]
    if row["state"] != "ok":
        assert row["state"] == "in CPython" and "numpy_vector_2.py:" in row["note"]
    assert row["different"] == 0


def test_a_program_of_its_own_is_built_and_run(table, tmp_path, monkeypatch):
    """ShedSkin makes executables. This stands for it where it is not installed."""
    package = tmp_path / "site" / "shedskin"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "__main__.py").write_text(
        "import os, sys\nos.mkdir('build')\nname = sys.argv[2]\n"
        f"open(f'build/{{name}}', 'w').write(f'#!/bin/sh\\nexec {sys.executable} {TOUR}/{{name}}.py $@\\n')\n"
        "os.chmod(f'build/{name}', 0o755)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(package.parent))
    table(Peer("ShedSkin", OWN, None, "", (Entry("shedskin1.py", "shedskin"),)))
    assert tour(tmp_path) == 0
    (row,) = rows_of(tmp_path, "ShedSkin")
    assert (row["state"], row["sum"], row["different"]) == ("ok", 6502, None)
    assert row["seconds"] > 0 and row["compile_seconds"] > 0


def test_a_narrow_terminal_has_lines_of_80_characters():
    row = rows.Row(
        "Parallel Python, and more", "1", "parallelpython_pure_python.py, a server", 2, 0.1, 0.2, 123.4, 10**8
    )
    row.sum, row.different = 1148485, 19
    assert len(screen.layout(screen.cells_of(row), screen.NARROW)) <= 80
    shown = screen.layout(screen.cells_of(row), screen.COLUMNS)
    assert row.program in shown and row.tool in shown


def test_a_row_that_was_interrupted_says_what_its_time_is():
    """Before the second call, what is known is the first one's time, and compiling is in it."""
    row = rows.Row("hotloop", "1", "pure_python.py", 1)
    row.state = "interrupted"
    assert screen.note_of(row) == "interrupted"
    measured = object.__new__(rows.Measurement)
    row.state = "ok"
    vars(measured).update(row=row, worker=None, cache=None, seconds=[0.2], n_warm_up=1, n_wanted=2)
    vars(measured).update(compiles_in_first_call=True, notes=[], said="")
    measured.interrupt()
    measured.finish()
    assert row.seconds == 0.2 and row.compile_seconds is None
    assert row.note == "interrupted after 1 of 2 calls; the time is that of the first call, with compiling in it"


def test_only_some_rows(table, tmp_path):
    table(fake("prints", "sum_only"))
    assert tour(tmp_path, "--only", "SUM_only") == 0
    assert [row["tool"] for row in rows_of(tmp_path)] == ["CPython", "fake, sum_only"]


def test_files_go_where_they_are_asked_to(table, tmp_path):
    arguments = ["--json", str(tmp_path / "numbers.json"), "--out", str(tmp_path / "a" / "b")]
    assert main(["10", "5", "--no-steps", *arguments]) == 0
    assert json.loads((tmp_path / "numbers.json").read_text())["width"] == 10
    assert {path.name for path in (tmp_path / "a" / "b").iterdir()} - {"tour.html"} == {"mandelbrot.png"}


def test_the_page_is_made_of_the_results(table, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(hotloop, "_pages", SimpleNamespace(render=lambda document: json.dumps(document)), raising=False)
    assert tour(tmp_path) == 0
    assert json.loads((tmp_path / "tour.html").read_text()) == results(tmp_path)

    def not_built(document):
        raise RuntimeError("the pages were not built: make dev")

    monkeypatch.setattr(hotloop, "_pages", SimpleNamespace(render=not_built), raising=False)
    assert tour(tmp_path) == 0
    assert "no tour.html: the pages were not built: make dev" in capsys.readouterr().out


def test_the_picture_has_the_count_of_each_point(table, tmp_path):
    assert tour(tmp_path) == 0
    drawn = results(tmp_path)["picture"]
    counts = np.frombuffer(base64.b64decode(drawn["iterations"]), "<u2")
    assert drawn["columns"] * drawn["rows"] == len(counts)
    assert counts[counts < 30].sum() == 6502 and counts.max() == 30 and counts[0] == 0


def test_results_become_the_tables_of_the_tutorial(table, tmp_path):
    assert tour(tmp_path) == 0
    script = TOUR.parent / "scripts" / "tutorial-tables.py"
    specification = importlib.util.spec_from_file_location("tables", script)
    tables = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(tables)
    text = tmp_path / "tutorial.md"
    text.write_text("before\n<!-- table: one core -->\nold\n<!-- end -->\nbehind\n")
    for _ in range(2):
        tables.main(tmp_path / "results.json", text)
        lines = text.read_text().splitlines()
        assert (lines[0], lines[-1]) == ("before", "behind") and "old" not in lines
        assert sum(line.startswith("| CPython ") for line in lines) == 2


# ---- comparing


def test_two_results_side_by_side(table, tmp_path, capsys):
    table(fake("prints", "fails"))
    assert tour(tmp_path) == 0
    old = json.loads((tmp_path / "results.json").read_text())
    old["peers"][1]["version"] = "0.1"
    row = old["groups"][0]["rows"][0]
    row["seconds"] *= 2
    row["sum"] += 1
    old["groups"][0]["rows"].append({**row, "tool": "gone"})
    (tmp_path / "old.json").write_text(json.dumps(old))
    capsys.readouterr()
    assert main(["--compare", str(tmp_path / "old.json"), "--out", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "versions: fake 0.1 -> " in shown
    assert re.search(r"CPython +pure_python.py .* 2.0  sum 6503 -> 6502", shown)
    assert re.search(r"fake, fails +pure_python.py +failed +failed +-", shown)
    assert re.search(r"gone +pure_python.py .* -  +-", shown)


NOT_RESULTS = [
    ("", "is not JSON"),
    ("[" * 100_000, "is not JSON"),
    ("[]", "is not what hotloop tour writes: it is of another kind"),
    ('{"kind": "profile"}', "is not what hotloop tour writes: it is of another kind"),
    ('{"kind": "tour", "schema": 2}', "is not what hotloop tour writes: schema 2 in place of 1"),
    ('{"kind": "tour", "schema": 1}', "is not what hotloop tour writes: width is missing or of another kind"),
    ('{"kind": "tour", "schema": 1, "width": 1, "maxiter": 2, "machine": 5}', "machine.cpu is missing or"),
]


@pytest.mark.parametrize(("text", "words"), NOT_RESULTS)
def test_what_cannot_be_compared_is_one_line(text, words, tmp_path, capsys):
    (tmp_path / "old.json").write_text(text)
    assert main(["--compare", str(tmp_path / "old.json")]) == 2
    out, err = capsys.readouterr()
    assert out == "" and words in err and err.count("\n") == 1


def test_results_with_wrong_parts_name_them(table, tmp_path, capsys):
    assert tour(tmp_path) == 0
    good = (tmp_path / "results.json").read_text()
    for path, value in [(["groups", 0, "rows", 1, "seconds"], "1"), (["peers", 0], None), (["groups", 1, "rows"], {})]:
        bad = json.loads(good)
        place = bad
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value
        (tmp_path / "old.json").write_text(json.dumps(bad))
        assert main(["--compare", str(tmp_path / "old.json"), "--out", str(tmp_path)]) == 2
        named = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")
        assert named in capsys.readouterr().err


def test_no_results_to_compare_is_one_line(tmp_path, capsys):
    assert main(["--compare", str(tmp_path / "none.json")]) == 2
    assert capsys.readouterr().err == f"hotloop tour: {tmp_path}/none.json: No such file or directory\n"


# ---- steps


@pytest.mark.parametrize("name", steps.STEPS)
def test_each_step_is_a_command_that_works(name, capsys):
    assert main(["100", "60", "--step", name]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(steps.STEPS[name].title + "\n\n")
    assert "\n$ hotloop " in shown and "exit code" not in shown


def test_steps_are_listed_with_their_commands(capsys):
    assert main(["--steps"]) == 0
    shown = capsys.readouterr().out
    assert all(f"{name}: " in shown for name in steps.STEPS) and shown.count("    hotloop ") == len(steps.STEPS)
    assert main(["--step", "nothing"]) == 2
    assert "there is no step nothing; there are function-profile, " in capsys.readouterr().err


def test_a_step_that_fails_or_hangs_says_so():
    sizes = steps.Sizes(10, 10)
    failing = steps.Step("x", "t", "a", lambda sizes: ["hotloop", "explain", "no-such-file.py::f"])
    assert steps.run(failing, sizes)["output"] == "hotloop: no-such-file.py: no such file\n(exit code 2)\n"
    hanging = steps.Step("x", "t", "a", lambda sizes: ["hotloop", "run", "-c", "import time; time.sleep(99)"])
    assert steps.run(hanging, sizes, limit=2)["output"] == "stopped after 2 s\n(exit code 124)\n"


# ---- arguments


BAD_ARGUMENTS = [
    (["0", "30"], "WIDTH must be at least 1, not 0"),
    (["-5", "30"], "WIDTH must be at least 1, not -5"),
    (["100", "0"], "MAXITER must be at least 1, not 0"),
    (["wide", "30"], "WIDTH must be a whole number, not 'wide'"),
    (["100", "1e3"], "MAXITER must be a whole number, not '1e3'"),
    (["10000000", "30"], "WIDTH 10000000 needs about 1e+07 GB of memory, and "),
    (["9" * 25, "30"], f"WIDTH must be below 2**63, not {'9' * 25}"),
    (["100", "9" * 25], f"MAXITER must be below 2**63, not {'9' * 25}"),
    (["100", "30", "50"], "unrecognized arguments: 50"),
    (["100", "30", "--fast"], "unrecognized arguments: --fast"),
    (["100", "30", "--limit", "0"], "--limit must be more than 0, not 0"),
    (["100", "30", "--json", "/nowhere/at/all.json"], "cannot write into /nowhere/at"),
    (["100", "30", "--json", "/"], "cannot write /"),
    (["100", "30", "--out", "/proc/version"], "--out /proc/version: "),
]


@pytest.mark.parametrize(("arguments", "words"), BAD_ARGUMENTS)
def test_bad_arguments_are_one_line_and_exit_code_2(arguments, words, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"hotloop tour: {words}") and err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_the_largest_width_that_fits_is_said(monkeypatch, capsys):
    monkeypatch.setattr(machine, "available_memory", lambda: 400 * 500 * 500)
    assert main(["1002", "1"]) == 2
    assert capsys.readouterr().err.endswith("at most 1000 fits\n")


def test_what_hotloop_says_of_a_function_becomes_the_note():
    class Function:
        statistics = None

    loops = [{"lanes": 1, "interleave": 1}, {"lanes": 4, "interleave": 3}]
    Function.statistics = {"signatures": {"a": {"compiled": True, "loops": loops}}, "reason": None}
    assert builders.describe_compiled(Function) == {"note": "4 lanes x 3"}
    Function.statistics = {
        "signatures": {"a": {"compiled": False, "reason": "/a/b.py:3: a set is not compiled yet\nmore"}}
    }
    found = builders.describe_compiled(Function)
    assert found == {"in_cpython": True, "note": "b.py:3: a set is not compiled yet"}
    assert builders.describe_compiled(object()) == {"note": ""}


def test_picture_has_a_pixel_for_each_point():
    q = [complex(x, y) for y in (1, 0) for x in (-3, 0, 1)]
    image = picture.draw([0, 0, 5, 9, 3, 0], q, columns=3)
    assert image.size == (3, 2)
    assert image.getpixel((0, 0)) != 0  # outside from the start
    assert image.getpixel((1, 0)) == image.getpixel((2, 1)) == 0  # in the set
    assert image.getpixel((0, 1)) == 255  # the deepest
    assert picture.png(image).startswith(b"\x89PNG")
    assert isinstance(picture.draw(None, q, 3), picture.NoPicture)


# ---- the command as it is


@pytest.mark.parametrize("only", ["hotloop", "by hand"])
def test_the_tour_is_exact(only, tmp_path):
    command = [sys.executable, "-m", "hotloop", "tour", "100", "50", "--only", only, "--out", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    found = rows_of(tmp_path)
    assert len(found) > 20 if only == "hotloop" else len(found) == 2 + 2 * len(_hotloop.tour_simd_isas())
    assert {(row["sum"], row["different"]) for row in found} == {(7364, 0)}
    assert not [row for row in found if row["state"] != "ok" and not row["program"].startswith("numpy")]


@pytest.mark.skipif(PEERS_PYTHON is None, reason="make peers")
@pytest.mark.parametrize("only", ["cython", "numba", "pythran", "numexpr", "parallel", "pypy"])
def test_peers_compute_the_same(only, tmp_path):
    command = [sys.executable, "-m", "hotloop", "tour", "100", "50", "--only", only, "--out", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    found = [row for row in rows_of(tmp_path) if row["state"] != "missing"]
    assert done.returncode == 0 and len(found) > 1, done.stdout + done.stderr
    assert {(row["sum"], row["different"], row["state"]) for row in found} == {(7364, 0, "ok")}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_tour_with_what_there_is(number, tmp_path):
    command = [sys.executable, "-m", "hotloop", "tour", "400", "400", "--only", "hotloop", "--out", tmp_path]
    # A shell starts what runs in its background with SIGINT ignored.
    old = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        signal.signal(signal.SIGINT, old)
        while process.stdout.readline().strip() != "one core":
            assert process.poll() is None
        # CPython's row takes half a second and more, and hotloop's begin behind it.
        time.sleep(2.5)
        process.send_signal(number)
        assert "interrupted" in process.stdout.read()
    assert process.returncode == 130
    first = rows_of(tmp_path)[0]
    assert first["tool"] == "CPython" and (first["different"] == 0 or first["state"] == "interrupted")
    assert results(tmp_path)["notes"]


# ---- the loops by hand


def by_hand():
    """Each loop as a function of q, z, output and maxiter."""
    yield _hotloop.tour_rust_scalar
    for isa in _hotloop.tour_simd_isas():
        for test_every_iteration in (True, False):
            yield lambda q, z, output, maxiter, o=(isa, test_every_iteration): _hotloop.tour_simd(
                q, z, output, maxiter, *o
            )


def in_cpython(q, z, maxiter):
    """What the list program makes of q and z; None if abs overflows."""
    z, output = list(z), [0] * len(q)
    for i in range(len(q)):
        for iteration in range(maxiter):
            z[i] = z[i] * z[i] + q[i]
            # CPython forgets to reset errno before the abs of a NaN, and then raises for what went before it.
            abs(1 + 0j)
            try:
                is_outside = abs(z[i]) > 2.0
            except OverflowError:
                return None
            if is_outside:
                output[i] = iteration
                break
    return z, output


def plain(draw):
    return complex(draw.uniform(-2.2, 0.8), draw.uniform(-1.3, 1.3))


def near_the_circle(draw):
    angle, distance = draw.uniform(0, 7), 2 + draw.randint(-4, 4) * 2.0 ** -draw.randint(39, 51)
    return draw.choice([plain(draw), complex(distance * math.cos(angle), distance * math.sin(angle))])


def special(draw):
    values = [0.0, -0.0, 2.0, -2.0, 1e154, -1.4e154, 1e308, 1.7e308, 5e-324, math.inf, -math.inf, math.nan]
    return draw.choice([plain(draw), plain(draw), complex(draw.choice(values), draw.choice(values))])


def zero(draw):
    return 0j


@pytest.mark.parametrize("seed", range(150))
def test_loops_by_hand_do_what_the_list_program_does(seed):
    draw = random.Random(seed)
    n = draw.choice([0, 1, 15, 16, 17, 31, 32, 33, 65, 100])
    maxiter = draw.choice([-1, 0, 1, 2, 8, 9, 31, 32, 33, 40, 41, 49, 100, 200])
    of_q, of_z = (
        draw.choice([plain, near_the_circle, special]),
        draw.choice([zero, zero, plain, near_the_circle, special]),
    )
    q, z = [of_q(draw) for _ in range(n)], [of_z(draw) for _ in range(n)]
    expected = in_cpython(q, z, maxiter)
    for loop in by_hand():
        after, output = np.array(z, complex), np.full(n, 99, np.int64)
        if expected is None:
            with pytest.raises(OverflowError, match="absolute value too large"):
                loop(np.array(q, complex), after, output, maxiter)
            continue
        loop(np.array(q, complex), after, output, maxiter)
        assert output.tolist() == expected[1]
        assert same_bits(after, np.array(expected[0], complex))


def same_bits(a, b):
    """NaNs are alike whatever their bits."""
    a, b = a.view(np.float64), b.view(np.float64)
    return bool(((a.view(np.int64) == b.view(np.int64)) | (np.isnan(a) & np.isnan(b))).all())


def test_loops_by_hand_refuse_what_they_cannot_write():
    q, z, output = np.zeros(3, complex), np.zeros(3, complex), np.zeros(3, np.int64)
    read_only = np.zeros(3, complex)
    read_only.flags.writeable = False
    cases = [
        ((q, z[:2], output), ValueError, "same length"),
        ((q, z, output.astype(np.int32)), BufferError, "not compatible"),
        ((q.real, z, output), BufferError, "not compatible"),
        ((q, np.zeros(6, complex)[::2], output), ValueError, "contiguous"),
        ((q, read_only, output), ValueError, "read-only"),
        ((q, q, output), ValueError, "share memory"),
    ]
    for loop in by_hand():
        for arguments, error, words in cases:
            with pytest.raises(error, match=words):
                loop(*arguments, 10)


def test_instruction_set_that_is_not_here_is_said():
    q, z, output = np.zeros(3, complex), np.zeros(3, complex), np.zeros(3, np.int64)
    with pytest.raises(RuntimeError, match='no hand-written kernel for "neon"'):
        _hotloop.tour_simd(q, z, output, 10, "neon", True)
    for isa in {"avx2", "avx512"} - set(_hotloop.tour_simd_isas()):
        with pytest.raises(RuntimeError, match=f"this CPU does not have {isa}"):
            _hotloop.tour_simd(q, z, output, 10, isa, True)
