"""Whole programs under `hotloop run`, against python and PyPy: the numbers in examples/README.md and README.md.

    python benches/programs.py               # examples/, the tour's list program, and programs that gain nothing
    python benches/programs.py --write       # also into the examples and their table

They take turns, and the minimum of each counts. Outputs are compared; the exit code is 1 if one differs. "loop" is how
many times faster than in CPython the loops are that `hotloop run --report` lists: what python takes longer than
`hotloop run` without them, over what they take. "taken over" is the part of that time whose work machine code does now:
the rest are the first iterations, and loops that stay in CPython. PyPy is measured where it is installed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
RUN = [sys.executable, "-c", "import sys; from hotloop._cli import main; sys.exit(main())", "run"]

# Nothing in them is compiled, or too little to matter.
NO_GAIN = {
    "nothing": "pass",
    "imports": "import json, decimal, email, http.client, unittest, asyncio, xml.dom.minidom, logging.config",
    "recursion": """
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(29))
""",
    "strings": """
words = []
for i in range(300000):
    word = str(i * 7919 % 1000003)
    words.append(word + word[::-1])
counts = {}
for word in words:
    counts[word] = counts.get(word, 0) + 1
print(len(counts))
""",
    "short loops": """
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a
print(sum(gcd(i, j) for i in range(1, 1000) for j in range(1, 1000)))
""",
    "objects": """
class Value:
    pass
value = Value()
value.a, value.b = 0, {}
for i in range(2000000):
    value.a += 1
    value.b[i % 100] = value.a
print(value.a)
""",
    "lists of lists": """
rows = [[i * j for j in range(200)] for i in range(200)]
def turned(rows):
    n = len(rows)
    result = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            result[j][i] = rows[i][j]
    return result
for k in range(100):
    rows = turned(rows)
print(rows[3][4])
""",
    "exceptions": """
n = 0
for i in range(2000000):
    try:
        n += i
    except ValueError:
        pass
print(n)
""",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="put the times into the examples")
    options = parser.parse_args()
    same = True
    with tempfile.TemporaryDirectory() as directory:
        os.environ["HOTLOOP_CACHE_DIR"] = os.path.join(directory, "cache")
        print("| program | python, s | hotloop run, s | times faster | loop | taken over | PyPy, s |")
        print("|---|---|---|---|---|---|---|")
        times = {}
        for path in EXAMPLES:
            python, run, agree = compare([str(path)], options.rounds)
            same &= agree
            times[path] = python, run
            compiled, loops = seconds_of_loops(path)
            in_python = python - run + loops
            faster, of_loops = python / run, in_python / max(loops, 1e-9)
            taken_over = 1 - (loops - compiled) / max(in_python, 1e-9)
            cells = f"{python:.2f} | {run:.2f} | {faster:.1f} | {of_loops:.0f} | {taken_over:.0%}"
            print(f"| {path.stem} | {cells} | {pypy(path, options.rounds)} |", flush=True)
        tour = [str(ROOT / "tour/pure_python.py"), "1000", "1000"]
        python, run, agree = compare(tour, options.rounds)
        start = fastest([[sys.executable, "-c", START]], options.rounds)[0]
        print(f"\ntour/pure_python.py 1000 1000: python {python:.2f} s, hotloop run {run:.3f} s.")
        print("More than python takes to start and to make the lists, in ms:", end=" ")
        print(f"{1000 * (run - start):.0f} with a warm cache,", end=" ")
        os.environ["HOTLOOP_CACHE"] = "0"
        cold = fastest([[*RUN, *tour]], options.rounds)[0]
        del os.environ["HOTLOOP_CACHE"]
        print(f"{1000 * (cold - start):.0f} without.\n\n| gains nothing | python, s | more, ms |\n|---|---|---|")
        for name, text in NO_GAIN.items():
            path = Path(directory) / "program.py"
            path.write_text(text + "\n")
            python, run, agree = compare([str(path)], options.rounds + 2)
            same &= agree
            print(f"| {name} | {python:.3f} | {1000 * (run - python):.0f} |", flush=True)
    if options.write:
        write(times)
    return 0 if same else 1


START = f"""
import sys
sys.path.insert(0, {str(ROOT / "tour")!r})
import pure_python
q = pure_python.calculate_points(1000, 1000)
z = [0 + 0j] * len(q)
"""


def compare(command: list[str], rounds: int) -> tuple[float, float, bool]:
    """Seconds by python and by hotloop, and whether they printed the same."""
    commands = [[sys.executable, *command], [*RUN, *command]]
    python, run = fastest(commands, rounds)
    shown = [subprocess.run(one, capture_output=True, text=True).stdout for one in commands]
    # Times differ.
    first, second = (re.sub(r"Main took .*", "", text) for text in shown)
    return python, run, first == second


def fastest(commands: list[list[str]], rounds: int) -> list[float]:
    best = [float("inf")] * len(commands)
    for _ in range(rounds):
        for at, command in enumerate(commands):
            start = time.perf_counter()
            subprocess.run(command, capture_output=True, check=True)
            best[at] = min(best[at], time.perf_counter() - start)
    return best


def seconds_of_loops(path: Path) -> tuple[float, float]:
    """The time in compiled loops, and in all loops."""
    done = subprocess.run([*RUN, "--report=json", str(path)], capture_output=True, text=True)
    report = json.loads(done.stderr[done.stderr.index("{") :])
    return report["compiled_seconds"], report["loop_seconds"]


def pypy(path: Path, rounds: int) -> str:
    """Seconds; empty where there is no PyPy, or it cannot run the program."""
    found = shutil.which("pypy3")
    if not found or subprocess.run([found, str(path)], capture_output=True).returncode:
        return ""
    return f"{fastest([[found, str(path)]], rounds)[0]:.2f}"


def write(times: dict[Path, tuple[float, float]]) -> None:
    table = ROOT / "examples/README.md"
    text = table.read_text()
    for path, (python, run) in times.items():
        line = f"takes: python {python:.1f} s, hotloop run {run:.2f} s"
        path.write_text(re.sub(r"takes: python .*? s, hotloop run (\?|[\d.]+ s)", line, path.read_text()))
        row = re.compile(rf"(\| \[{path.name}\].*\|) [\d.]+ \| (\?|[\d.]+) \|")
        text = row.sub(rf"\1 {python:.1f} | {run:.2f} |", text)
    table.write_text(text)


if __name__ == "__main__":
    sys.exit(main())
