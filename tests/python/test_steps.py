"""`hotloop bytecode`, `hotloop flags` and `hotloop chunks`, on programs of the reader's own."""

from __future__ import annotations

import shutil

import pytest

from hotloop._cli import main
from hotloop._steps import bytecode, chunks, flags

LOOPS = """
def before(values):
    total = 0.0
    for i in range(len(values)):
        for j in range(10):
            total += values[i] * values[i]
    return total


def after(values):
    total = 0.0
    for value in values:
        square = value * value
        for j in range(10):
            total += square
    return total


def straight(x):
    return x * 2 + 1


one_line = lambda x: x + 1
"""


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Writes a file into an empty directory that is the current one; gives its name."""
    monkeypatch.chdir(tmp_path)

    def write(text, name="slow.py"):
        (tmp_path / name).write_text(text)
        return name

    return write


def shown(capsys, *arguments):
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


# ---- bytecode


def test_bytecode_of_each_line_and_how_deep_it_is(program, capsys):
    program(LOOPS)
    lines = shown(capsys, "bytecode", "slow.py::before").splitlines()
    at = lines.index("line 6: total += values[i] * values[i]")
    assert lines[at + 1].endswith(" instructions, in a loop in a loop")
    assert lines[at + 2].count("BINARY_OP") + lines[at + 3].count("BINARY_OP") >= 2
    assert lines[lines.index("line 3: total = 0.0") + 1] == "    2 instructions"


def test_what_has_changed_is_counted_in_the_innermost_loop(program, capsys):
    program(LOOPS)
    last = shown(capsys, "bytecode", "slow.py::before", "slow.py::after").split("in the innermost loop: ")[1]
    first, *changes = last.splitlines()
    before, after = (int(word) for word in first.split() if word.isdigit())
    assert after < before
    # The look-ups and the multiplication have gone; 3.14 has another name for the look-up.
    assert any("-1  BINARY_OP" in line for line in changes) or any("BINARY_OP" in line for line in changes)
    assert sum(int(line.split()[0]) for line in changes) == after - before


def test_functions_without_loops_and_lambdas(program, capsys):
    program(LOOPS)
    assert "in all: " in shown(capsys, "bytecode", "slow.py::straight", "slow.py::straight")
    assert "line 23: one_line = lambda x: x + 1" in shown(capsys, "bytecode", "slow.py::one_line")


def test_bytecode_of_what_is_not_there_is_one_line(program, capsys):
    program(LOOPS)
    assert main(["bytecode", "slow.py::nothing"]) == 2
    assert capsys.readouterr().err.startswith("hotloop: slow.py has no function nothing")
    assert main(["bytecode", "slow.py"]) == 2


def test_instructions_are_counted_once():
    def function(n):
        return [i * 2 for i in range(n)]

    lines = bytecode.read(function.__code__)
    import dis

    all_of_it = [one.opname for one in dis.get_instructions(function) if one.opname not in bytecode.UNSEEN]
    assert sum(len(line.instructions) for line in lines) <= len(all_of_it)


# ---- chunks

CHUNKS = """
import math

seen = []


def make(n):
    return [(i, [float(i)] * 3) for i in range(n)]


def alone(chunk):
    return [x * 0.1 for x in chunk[1]], math.nan, -0.0


def remembers(chunk):
    seen.append(chunk[0])
    return len(seen)


shared = [[1.0], [2.0]]


def share():
    both = [0.0]
    return [both, both, both]


def adds_up(chunk):
    chunk[0] += 1
    return chunk[0]


def fails(chunk):
    return 1 // chunk[0]


def array_of(chunk):
    import numpy

    return numpy.arange(2000) * chunk[0]
"""


def test_pieces_that_know_nothing_of_each_other(program, capsys):
    program(CHUNKS)
    lines = shown(capsys, "chunks", "slow.py::alone", "--chunks", "make(5)").splitlines()
    assert lines[0] == "5 chunks" and lines[-1] == "the order does not matter"
    assert sum(line.endswith("  the same") for line in lines) == 4
    assert "the order does not matter" in shown(capsys, "chunks", "slow.py::array_of", "--chunks", "make(3)")


@pytest.mark.parametrize(("function", "pieces"), [("remembers", "make(3)"), ("adds_up", "share()")])
def test_pieces_that_do_are_found(function, pieces, program, capsys):
    program(CHUNKS)
    assert main(["chunks", f"slow.py::{function}", "--chunks", pieces, "--orders", "1"]) == 1
    out = capsys.readouterr().out
    assert "backwards" in out and "DIFFERENT in chunk" in out and out.endswith("the order matters\n")


def test_what_goes_wrong_with_chunks_is_one_line(program, capsys):
    program(CHUNKS)
    for arguments, words in [
        (["slow.py::alone", "--chunks", "make("], "--chunks make(: SyntaxError"),
        (["slow.py::alone", "--chunks", "5"], "--chunks 5: TypeError"),
        (["slow.py::fails", "--chunks", "make(3)"], "slow.py::fails: ZeroDivisionError"),
        (["slow.py::no", "--chunks", "make(3)"], "slow.py has no function no"),
    ]:
        assert main(["chunks", *arguments]) == 2
        assert capsys.readouterr().err.startswith(f"hotloop: {words}")


def test_no_chunks_at_all(program, capsys):
    program(CHUNKS)
    assert "0 chunks" in shown(capsys, "chunks", "slow.py::alone", "--chunks", "[]")


def test_results_are_compared_bit_by_bit():
    assert chunks.frozen([0.0]) != chunks.frozen([-0.0])
    assert chunks.frozen([float("nan")]) == chunks.frozen([float("nan")])
    assert chunks.frozen([[1], (2,)]) != chunks.frozen([[1], [2]])


# ---- flags

PROGRAM = """
import sys, time
n = int(sys.argv[1])
total = 0.0
for i in range(n):
    total += i * 0.5
print("took", time.perf_counter())
print("total", total)
"""


def test_flags_of_a_python_program(program, capsys):
    program(PROGRAM)
    lines = shown(capsys, "flags", "--runs", "1", "slow.py", "100000").splitlines()
    assert lines[1].startswith("python ") and lines[1].endswith("total 2499975000.0")
    assert len(lines) == 1 + len(flags.OF_HOTLOOP)
    # What an option of --fastmath makes of a sum may be another one; all others must agree.
    exact = [line for line in lines[2:] if "--fastmath" not in line]
    assert all(line.endswith("the same output") for line in exact), lines


def test_output_that_changes_is_shown(program, monkeypatch, capsys):
    program("import os\nprint('one')\nprint(os.environ.get('HOTLOOP_CACHE_DIR', '')[-1])\n")
    lines = shown(capsys, "flags", "--runs", "1", "slow.py").splitlines()
    # Of the first row it is what it is; the others have a directory with another number.
    assert lines[1].endswith(" 0") and lines[2].endswith("OTHER OUTPUT: 1")


def test_a_program_that_fails_or_hangs(program, capsys):
    program("import sys\nprint('x')\nsys.exit('too bad')\n")
    assert main(["flags", "--runs", "1", "slow.py"]) == 1
    assert "exit code 1: too bad" in capsys.readouterr().out
    program("import time\nprint('x', flush=True)\ntime.sleep(30)\n", "hangs.py")
    assert main(["flags", "--runs", "1", "--limit", "1", "hangs.py"]) == 1
    assert "stopped after 1 s" in capsys.readouterr().out
    assert main(["flags", "nothing.py"]) == 2
    assert capsys.readouterr().err == "hotloop: nothing.py: no such file\n"
    assert main(["flags", "--runs", "0", "slow.py"]) == 2


C_PROGRAM = """
#include <stdio.h>
int main(void) {
    volatile double x = 1e16, y = 1.0;
    double a = x + y, b = a - x;
    printf("%.17g\\n", b);
    return 0;
}
"""


@pytest.mark.skipif(not shutil.which("cc") and not shutil.which("gcc"), reason="no C compiler")
def test_flags_of_a_c_program(program, capsys):
    program(C_PROGRAM, "slow.c")
    lines = shown(capsys, "flags", "--runs", "1", "slow.c").splitlines()
    assert len(lines) == 1 + len(flags.OF_C) and " -O0 " in lines[1]
    program("int main(void) { return x; }\n", "broken.c")
    assert main(["flags", "broken.c"]) == 1
    assert "error: " in capsys.readouterr().out


def test_lines_that_are_not_alike_are_not_compared():
    a, b = flags.Variant("a", []), flags.Variant("b", [])
    a.output = flags.common(["took 1", "sum 5"], ["took 2", "sum 5"])
    b.output = ["took 3", "sum 5"]
    assert flags.verdict(b, a) == "the same output"
    b.output = b.last = ["took 3", "sum 6"]
    assert flags.verdict(b, a) == "OTHER OUTPUT: sum 6"
    b.output = ["took 3", flags.CHANGES]
    assert flags.verdict(b, a) == "OTHER OUTPUT, and not the same twice: sum 6"
    b.output = ["took 3"]
    assert flags.verdict(b, a) == "OTHER OUTPUT: 1 lines in place of 2"
