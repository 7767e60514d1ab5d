"""A share of all operations on numbers and elements of NumPy's types: `python -m fuzz.elements` tries all."""

from collections import Counter

import pytest

pytest.importorskip("numpy")

from fuzz.elements import Total, check, some_cells


@pytest.mark.parametrize("seed", range(4))
def test_operations_on_elements_do_what_numpy_does(seed):
    total, reasons = Total(), Counter()
    for number, cell in some_cells(0.0025, seed):
        found = check(number, cell, total, reasons)
        assert not found, f"python -m fuzz.elements --only {number}\n{cell.arguments}\n{cell.source}{found[0]}"
    assert total.functions > 50
    assert total.compiled >= 0.5 * total.programs
