"""`hotloop chunks`: do pieces of work give the same numbers in any order?

    $ hotloop chunks multi.py::calculate --chunks "make_chunks(200, 100, 7)"
    7 chunks
    forwards                      0.312 s
    backwards                     0.310 s  the same
    at random, seed 1             0.311 s  the same
    ...
    the order does not matter

The function is called with a copy of each chunk. What differs is shown with the chunk that it is in. That is what
threads, processes and other machines rest on; a difference is a defect that they would show now and then.
"""

from __future__ import annotations

import copy
import random
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from typing import Any


def add_command(commands: argparse._SubParsersAction[Any]) -> None:
    """Adds `chunks` to the command line."""
    text = "check that pieces of work give the same numbers in any order"
    command = commands.add_parser(
        "chunks", help=text, description=f"{text[0].upper()}{text[1:]}.\nThe exit code is 1 if not."
    )
    command.add_argument(
        "place", metavar="FILE::FUNCTION", help="the function that does one piece; it has one parameter"
    )
    command.add_argument("--chunks", metavar="EXPRESSION", required=True, help="the pieces, by the names of FILE")
    command.add_argument("--orders", metavar="N", type=int, default=3, help="random orders to try; default 3")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from .._cli import CommandError, _decorated

    function = _decorated(options.place).py_func
    try:
        chunks = list(eval(options.chunks, function.__globals__))
    except Exception as error:
        raise CommandError(f"--chunks {options.chunks}: {type(error).__name__}: {error}") from None
    print(f"{len(chunks)} chunk{'' if len(chunks) == 1 else 's'}")
    try:
        n_different = compare(function, chunks, options.orders)
    except Exception as error:
        raise CommandError(f"{options.place}: {type(error).__name__}: {error}") from None
    print("the order does not matter" if n_different == 0 else "the order matters")
    return int(n_different > 0)


def compare(function: Callable[[Any], Any], chunks: list[Any], n_random: int) -> int:
    """How many orders give something else than the first."""
    numbers = list(range(len(chunks)))
    orders = [("forwards", numbers), ("backwards", numbers[::-1])]
    orders += [(f"at random, seed {seed}", shuffled(numbers, seed)) for seed in range(1, n_random + 1)]
    expected: list[Any] = []
    n_different = 0
    for name, order in orders:
        start = time.perf_counter()
        found = results(function, chunks, order)
        line = f"{name:<24} {time.perf_counter() - start:8.3f} s"
        if not expected:
            expected = found
            print(line)
            continue
        different = [number for number in numbers if found[number] != expected[number]]
        n_different += bool(different)
        said = "the same" if not different else f"DIFFERENT in chunk{'s'[: len(different) > 1]} {listed(different)}"
        print(f"{line}  {said}")
        sys.stdout.flush()
    return n_different


def shuffled(numbers: list[int], seed: int) -> list[int]:
    order = numbers[:]
    random.Random(seed).shuffle(order)
    return order


def results(function: Callable[[Any], Any], chunks: list[Any], order: list[int]) -> list[Any]:
    """What each chunk gives, so that nothing can change it any more."""
    pieces = copy.deepcopy(chunks)
    found = {number: frozen(function(pieces[number])) for number in order}
    return [found[number] for number in range(len(chunks))]


PLAIN = {int, float, complex, bool, str, bytes, type(None)}


def frozen(value: Any) -> Any:
    """Text or bytes that tell -0.0 from 0.0, and take a NaN for itself."""
    if isinstance(value, (list, tuple)) and not {type(item) for item in value} <= PLAIN:
        return type(value).__name__, [frozen(item) for item in value]
    if hasattr(value, "tobytes") and hasattr(value, "shape"):
        return str(getattr(value, "dtype", "")), value.shape, value.tobytes()
    return repr(value)


def listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:5])) + (", ..." if len(numbers) > 5 else "")
