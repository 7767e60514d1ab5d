"""The tables of `math` and `cmath` that CPython tests itself with, by compiled functions: `tests/oracles`."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracles"))

import cmath
import math

import of_cpython


@pytest.mark.parametrize("module, table", [(math, "math_testcases.txt"), (cmath, "cmath_testcases.txt")])
def test_table(module, table):
    suite = of_cpython.run_table(module, table)
    if suite.missing:
        pytest.skip(suite.missing)
    assert not suite.different, suite.different
    assert suite.compiled or suite.in_cpython
