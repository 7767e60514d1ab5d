"""Runs the suites, each family in a process of its own: one that ends in a fault is a failure with a name.

python tests/oracles/run.py                         all suites
python tests/oracles/run.py of_numba --reasons      one family, and why functions stay in CPython
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FAMILIES = ["of_cpython", "of_numba", "of_pythran", "of_profilers"]


def main(arguments: list[str]) -> int:
    families = [name for name in arguments if not name.startswith("-")] or FAMILIES
    options = [name for name in arguments if name.startswith("-")]
    outcomes = [run(family, options) for family in families]
    return int(any(outcomes))


def run(family: str, options: list[str]) -> int:
    script = Path(__file__).parent / f"{family}.py"
    outcome = subprocess.run([sys.executable, str(script), *options], check=False).returncode
    if outcome not in (0, 1):
        print(f"{family}: ended with code {outcome}")
    return outcome


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
