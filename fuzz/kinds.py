"""What kind of program each seed is: half are about numbers, others about texts, instances of classes, random numbers,
functions inside functions, lists of tuples, named tuples, whole arrays, lines that CPython runs in the middle."""

from __future__ import annotations

from fuzz import arrays, draws, functions, instances, named, outside, programs, records, texts
from fuzz.programs import Program

OTHERS = [instances, texts, functions, arrays, records, instances, outside, functions, draws, records, arrays, named]
KINDS = [kind for other in OTHERS for kind in (programs, other)]


def generate(seed: int) -> Program:
    """The same program and the same arguments for the same seed."""
    return KINDS[seed % len(KINDS)].generate(seed)
