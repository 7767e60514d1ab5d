"""`hotloop tour`, the tutorial's programs, and the loops written by hand that hotloop is measured against."""

from __future__ import annotations

import base64
import json
import math
import random
import re
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from hotloop import _hotloop
from hotloop._tour import machine, main, picture, rows

TOUR = Path(__file__).resolve().parents[2] / "tour"
PROGRAMS = ["pure_python.py", "pure_python_2.py", "shedskin2.py"]
SUMS = {(100, 30): 6502, (100, 50): 7364, (200, 100): 33850, (300, 100): 75014}


# ---- the programs


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("size", SUMS)
def test_programs_give_the_tutorials_sums(program, size):
    done = run_program(program, *map(str, size))
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Total elements: ")
    assert lines[1] == "0.00% complete"
    assert re.fullmatch(r"Main took \d+\.\d+.*", lines[-2])
    assert lines[-1] == f"Total sum of elements (for validation): {SUMS[size]}"


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("arguments", [[], ["100"], ["0", "5"], ["5", "-1"], ["a", "5"], ["1.5", "3"], ["9" * 30, "5"]])
def test_programs_refuse_bad_arguments_in_one_line(program, arguments):
    done = run_program(program, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"{program}: ") and done.stderr.count("\n") == 1


def run_program(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, TOUR / program, *arguments], capture_output=True, text=True, timeout=300)


# ---- the command, with a stand-in for the compiler


@pytest.fixture
def stand_in(monkeypatch):
    """Sets what `hotloop.jit(function, **options)` is for the tour; by default, the function as it is."""

    def set_jit(jit):
        monkeypatch.setattr(rows, "jit", lambda: jit)

    set_jit(lambda function, **options: lambda q, maxiter, z: function(q, maxiter, z))
    return set_jit


def results(directory: Path) -> dict:
    return json.loads((directory / "results.json").read_text())


def test_all_rows_are_measured_checked_and_written(stand_in, tmp_path, capsys):
    assert main(["100", "30", "--out", str(tmp_path)]) == 0
    found = results(tmp_path)
    assert list(found) == ["machine", "width", "maxiter", "rows"]
    assert (found["width"], found["maxiter"]) == (100, 30)
    names = ["tool", "program", "threads", "seconds", "speedup", "sum", "exact", "note"]
    assert all(list(row) == names for row in found["rows"])
    assert all(row["sum"] == 6502 and row["exact"] is True and row["seconds"] > 0 for row in found["rows"])
    assert found["rows"][0]["speedup"] == 1.0

    expected = [("CPython", program) for program in PROGRAMS]
    for how in ("scalar", "in lanes", "all cores"):
        for container in ("lists", "arrays"):
            expected += [(f"hotloop, {how}", f"{program}, {container}") for program in PROGRAMS]
    expected += [("Rust, scalar", "by hand, arrays")]
    tools = [(row["tool"], row["program"]) for row in found["rows"]]
    assert set(expected) <= set(tools)
    assert len(tools) == len(expected) + 2 * len(_hotloop.tour_simd_isas())

    screen = capsys.readouterr().out.splitlines()
    assert screen[0] == machine.line(found["machine"])
    assert [line for line in screen if line.startswith("CPython ") and line.endswith("6502 exact")]


def test_page_is_self_contained_and_shows_every_row(stand_in, tmp_path):
    main(["100", "30", "--out", str(tmp_path)])
    page = (tmp_path / "tour.html").read_text()
    png = (tmp_path / "mandelbrot.png").read_bytes()
    assert page.count("<tr") == 1 + len(results(tmp_path)["rows"])
    assert base64.b64encode(png).decode() in page
    assert "prefers-color-scheme: dark" in page
    assert not re.search(r"(src|href)=\"(?!data:)|<script|url\(", page)


def test_files_go_where_they_are_asked_to(stand_in, tmp_path):
    assert main(["10", "5", "--json", str(tmp_path / "numbers.json"), "--out", str(tmp_path / "a" / "b")]) == 0
    assert json.loads((tmp_path / "numbers.json").read_text())["width"] == 10
    assert sorted(path.name for path in (tmp_path / "a" / "b").iterdir()) == ["mandelbrot.png", "tour.html"]


def test_wrong_sum_is_shown_and_is_exit_code_1(stand_in, tmp_path, capsys):
    def jit(function, **options):
        def wrong(q, maxiter, z):
            output = function(q, maxiter, z)
            output[7] += options.get("lanes") == 1
            return output

        return wrong

    stand_in(jit)
    assert main(["100", "30", "--out", str(tmp_path)]) == 1
    by_exact = {
        exact: {row["tool"] for row in results(tmp_path)["rows"] if row["exact"] is exact} for exact in (True, False)
    }
    assert by_exact[False] == {"hotloop, scalar"}
    assert "hotloop, in lanes" in by_exact[True]
    assert "6503 WRONG" in capsys.readouterr().out
    assert 'class="wrong"' in (tmp_path / "tour.html").read_text()


def test_right_sum_of_wrong_counts_is_wrong(stand_in, tmp_path):
    stand_in(lambda function, **options: lambda q, maxiter, z: function(q, maxiter, z)[::-1])
    assert main(["90", "30", "--out", str(tmp_path)]) == 1
    ours = [row for row in results(tmp_path)["rows"] if row["tool"].startswith("hotloop")]
    assert all(row["exact"] is False for row in ours)


def test_tool_that_fails_is_a_note_and_exit_code_1(stand_in, tmp_path):
    def jit(function, **options):
        def fail(q, maxiter, z):
            raise RuntimeError("out of lanes\nand more")

        return fail

    stand_in(jit)
    assert main(["20", "10", "--out", str(tmp_path)]) == 1
    ours = [row for row in results(tmp_path)["rows"] if row["tool"].startswith("hotloop")]
    assert {row["note"] for row in ours} == {"failed: RuntimeError: out of lanes"}
    assert all(row["seconds"] is None and row["sum"] is None and row["exact"] is None for row in ours)


def test_tool_that_is_missing_is_a_note(monkeypatch, tmp_path):
    def missing():
        raise rows.Unavailable("this build of hotloop has no jit")

    monkeypatch.setattr(rows, "jit", missing)
    assert main(["20", "10", "--out", str(tmp_path)]) == 0
    ours = [row for row in results(tmp_path)["rows"] if row["tool"].startswith("hotloop")]
    assert {row["note"] for row in ours} == {"this build of hotloop has no jit"}


def test_ctrl_c_keeps_what_has_been_measured(stand_in, tmp_path, capsys):
    calls = 0

    def jit(function, **options):
        def interrupted(q, maxiter, z):
            nonlocal calls
            calls += 1
            if calls > 4:
                raise KeyboardInterrupt
            return function(q, maxiter, z)

        return interrupted

    stand_in(jit)
    assert main(["100", "30", "--out", str(tmp_path)]) == 130
    found = results(tmp_path)["rows"]
    assert [row["tool"] for row in found] == ["CPython"] * 3 + ["hotloop, scalar"] * 3
    assert all(row["exact"] is True for row in found)
    assert "interrupted after 2 of " in found[3]["note"]
    assert "interrupted: what has been measured is kept" in capsys.readouterr().out


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
    assert rows.describe_compiled(Function) == "4 lanes x 3"
    Function.statistics = {"signatures": {"a": {"compiled": False, "reason": "a set is not compiled yet\nmore"}}}
    assert rows.describe_compiled(Function) == "ran in CPython: a set is not compiled yet"
    assert rows.describe_compiled(object()) == ""


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


def test_the_tour_is_exact(tmp_path):
    command = [sys.executable, "-m", "hotloop", "tour", "100", "50", "--out", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {(row["sum"], row["exact"]) for row in results(tmp_path)["rows"]} == {(7364, True)}
    assert not [row for row in results(tmp_path)["rows"] if "ran in CPython" in row["note"]]


def test_a_signal_ends_the_tour_with_what_there_is(tmp_path):
    command = [sys.executable, "-m", "hotloop", "tour", "400", "400", "--out", str(tmp_path)]
    # A shell starts what runs in its background with SIGINT ignored.
    old = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        signal.signal(signal.SIGINT, old)
        while not process.stdout.readline().startswith("CPython "):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert "interrupted" in process.stdout.read()
    assert process.returncode == 130
    assert results(tmp_path)["rows"][0]["exact"] is True


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
