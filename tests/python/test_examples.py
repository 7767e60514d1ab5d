"""The programs in examples/, at small sizes: what they print under plain python."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

# Program, arguments, and a line that it prints.
RUNS = [
    ("collatz.py", ["30"], "27 needs 111 steps"),
    ("fannkuch.py", ["6"], "Pfannkuchen(6) = 10"),
    ("fft.py", ["8"], "256 samples, 24 frequencies kept, off by 0.537989"),
    ("floyd_warshall.py", ["20"], "20 places, the farthest two are 1000000000.000 apart, on average 557500042.334"),
    ("heat.py", ["16", "20"], "16 x 16 points after 20 steps: mean 14.875874658, centre 29.377434208"),
    ("julia.py", ["40"], "40 x 40 points, 89968 steps, 277 points stay"),
    ("kmeans.py", ["500"], "500 points, 22 rounds"),
    ("knapsack.py", ["500"], "value 3317, weight 494 of 500: [37, 131, 148]"),
    ("lcs.py", ["60"], "36 of 60 letters: CAGGCGACAACTAGTTTCCTAAAAGCCGTGGGTTTT..."),
    ("levenshtein.py", ["60"], "from 1 to 3: 7"),
    ("life.py", ["3"], "5382 of 19200 cells live after 3 generations"),
    ("lu.py", ["20"], "20 equations, x[0] = 4.086971430, off by 1.0e-14 at most"),
    ("matmul.py", ["20"], "20 x 20: trace 14.169522, corner 1.098025"),
    ("monte_carlo.py", ["1000"], "call 7.652034, Asian call 3.486062, up-and-out call 2.179443"),
    ("nbody.py", ["1000"], "energy -0.169087605 after 1000 steps"),
    ("particles.py", ["40"], "step 40: energy 112167.792775"),
    ("pi.py", ["10000"], "pi is about 3.119200: 7798 of 10000"),
    ("progress_print.py", ["50", "100"], "14 of 50 are chaotic, the largest exponent is 0.618908388"),
    ("progress_tqdm.py", ["30"], "30 x 30 points, 7402 steps; points for each root: 306, 297, 297"),
    ("queens.py", ["6"], "6 queens: 4"),
    ("raymarch.py", ["40"], "40 x 30 points, brightness 427.801832"),
    ("readings.py", ["2000"], '{"readings": 2000, "lowest": 7.545339, "highest": 22.445199, "spikes": [1958]}'),
    ("sha256.py", ["300"], "cb08865d47b89234cf83fb3d902f8a66236ccb3f890b130c589f1cc35805270c"),
    ("sieve.py", ["1000"], "168 primes up to 1000, the largest is 997"),
    ("sobel.py", ["64"], "64 x 64 points, 244 on an edge, checksum 6482ece5"),
    ("spectral_norm.py", ["100"], "1.274219991"),
]


@pytest.mark.parametrize(("program", "arguments", "line"), RUNS, ids=[run[0] for run in RUNS])
def test_an_example_prints_what_it_should_under_python(program, arguments, line):
    done = run_program([sys.executable], program, arguments)
    assert done.returncode == 0, done.stderr
    assert line in done.stdout.splitlines()


def test_each_example_is_tested_and_listed_with_its_times():
    programs = sorted(path.name for path in EXAMPLES.glob("*.py"))
    assert programs == [program for program, _, _ in RUNS]
    table = (EXAMPLES / "README.md").read_text()
    assert re.findall(r"^\| \[(\w+\.py)\]\(\1\)", table, re.MULTILINE) == programs
    for program in programs:
        text = (EXAMPLES / program).read_text()
        assert f"    python {program}" in text and f"    hotloop run {program}" in text
        assert re.search(r"^takes: python \d+\.\d s, hotloop run (\d+\.\d+|\?) s$", text, re.MULTILINE)


def test_sobel_writes_an_image(tmp_path):
    done = run_program([sys.executable], "sobel.py", ["64", str(tmp_path / "edges.pgm")])
    assert done.returncode == 0, done.stderr
    image = (tmp_path / "edges.pgm").read_bytes()
    assert image.startswith(b"P5 64 64 255\n") and len(image) == len(b"P5 64 64 255\n") + 64 * 64


def test_progress_is_left_out_without_tqdm(tmp_path):
    (tmp_path / "tqdm.py").write_text("raise ImportError")
    python = [sys.executable, "-c", f"import runpy, sys; sys.path.insert(0, {str(tmp_path)!r}); del sys.argv[0]; "]
    python[-1] += "runpy.run_path(sys.argv[0], run_name='__main__')"
    done = run_program(python, "progress_tqdm.py", ["10"])
    assert done.returncode == 0
    assert done.stderr == "tqdm is not installed: no progress is shown\n"


def test_readings_leaves_no_file_behind(tmp_path):
    done = run_program([sys.executable], "readings.py", ["100"], {"TMPDIR": str(tmp_path)})
    assert json.loads(done.stdout)["readings"] == 100
    assert list(tmp_path.iterdir()) == []


def run_program(
    python: list[str], program: str, arguments: list[str], environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    command = [*python, str(EXAMPLES / program), *arguments]
    environment = {**os.environ, **(environment or {})}
    return subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment)
