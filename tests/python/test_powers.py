"""Powers by small constant exponents are found by products where those are sure of all bits: they are `pow`'s."""

import math
import random
import runpy
import struct

import pytest

import hotloop

EXPONENTS = [-4, -3.5, -3, -2.5, -2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]
EDGES = [0.0, 5e-324, 1e-300, 2.0**-1022, 1e-160, 1e-100, 1e-30, 1.0, 1.0 + 2**-52, 1e30, 1e90, 1e150]


def numbers(rng: random.Random) -> list[float]:
    """Of all sizes; with squares and cubes that are just between two floats; and small whole ones."""
    found = [rng.uniform(0.5, 2.0) * 2.0 ** rng.randint(-200, 200) for _ in range(4000)]
    found += [rng.uniform(1.0, 2.0) for _ in range(4000)]
    found += [float(rng.randrange(2**26, 2**28) | 1) for _ in range(2000)]
    found += [float(rng.randrange(2**17, 2**19) | 1) * 2.0 ** rng.randint(-40, 40) for _ in range(2000)]
    found += [math.nextafter(rng.randrange(1, 1000) ** 2 / 2**40, rng.choice([0.0, 1.0])) for _ in range(500)]
    return [*found, *map(float, range(1, 200)), *EDGES[1:]]


def bits(values: list[float]) -> bytes:
    return struct.pack(f"{len(values)}d", *values)


@pytest.fixture(scope="module")
def of_text(tmp_path_factory):
    """A function of a list for each text, from a file."""
    folder = tmp_path_factory.mktemp("powers")

    def made(text: str):
        path = folder / f"powers{len(list(folder.iterdir()))}.py"
        path.write_text(f"import math\n\n\ndef powers(xs):\n    return [{text} for x in xs]\n")
        return runpy.run_path(str(path))["powers"]

    return made


@pytest.mark.parametrize("exponent", EXPONENTS)
def test_powers_have_the_bits_of_pow(exponent: float, of_text):
    xs = numbers(random.Random(f"powers {exponent}"))
    xs = [x for x in xs if abs(math.log2(x) * exponent) < 1000]
    if exponent == int(exponent):
        xs += [-x for x in xs]
    for text in (f"x ** {exponent}", f"math.pow(x, {exponent})"):
        powers = of_text(text)
        assert bits(hotloop.jit(powers)(xs)) == bits(powers(xs)), text


@pytest.mark.parametrize("exponent", EXPONENTS)
def test_what_raises_or_is_no_number_is_as_it_was(exponent: float, of_text):
    for text in (f"x ** {exponent}", f"math.pow(x, {exponent})"):
        powers = of_text(text)
        for x in [*EDGES, *(-x for x in EDGES), math.inf, -math.inf, math.nan, 1e200, 1e308]:
            outcomes = []
            for function in (powers, hotloop.jit(powers)):
                try:
                    outcomes.append(repr(function([x])))
                except (OverflowError, ValueError, ZeroDivisionError) as e:
                    outcomes.append(repr(e))
            assert outcomes[0] == outcomes[1], (text, x)
