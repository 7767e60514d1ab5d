"""What kind of program each seed is: half are about numbers, others about texts, instances of classes, random numbers,
functions inside functions, lists of tuples, named tuples, values that may be `None`, lists of lists, whole arrays,
global variables and handlers, lines that CPython runs in the middle, programs for `hotloop run`, masked ints, and the
rest of the language."""

from __future__ import annotations

from fuzz import (
    arrays,
    blocks,
    draws,
    functions,
    instances,
    language,
    masks,
    named,
    optional,
    outside,
    programs,
    records,
    rows,
    scripts,
    texts,
)
from fuzz.programs import Program

# fmt: off
OTHERS = [
    instances, texts, functions, arrays, records, rows, instances, blocks,
    outside, functions, draws, scripts, language, arrays, named, optional, masks,
]
# fmt: on
KINDS = [kind for other in OTHERS for kind in (programs, other)]


def generate(seed: int) -> Program:
    """The same program and the same arguments for the same seed."""
    return KINDS[seed % len(KINDS)].generate(seed)
