"""What kind of program each seed is: most are about numbers, some about texts, instances of classes, random numbers,
whole arrays, lines that CPython runs in the middle."""

from __future__ import annotations

from fuzz import arrays, draws, instances, outside, programs, texts
from fuzz.programs import Program

KINDS = [programs, programs, instances, programs, arrays, texts, programs, outside, draws, programs, programs]


def generate(seed: int) -> Program:
    """The same program and the same arguments for the same seed."""
    return KINDS[seed % len(KINDS)].generate(seed)
