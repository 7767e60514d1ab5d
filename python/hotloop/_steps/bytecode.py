"""`hotloop bytecode`: what CPython executes for each line, and what has changed between two functions.

    $ hotloop bytecode slow.py::before fast.py::after
    line 24: z[i] = z[i] * z[i] + q[i]
        14 instructions, in a loop in a loop
            LOAD_FAST z, LOAD_FAST i, BINARY_SUBSCR, ...
    ...
    7 lines that both have are left out
    in the innermost loop: 27 instructions before, 18 after
        -6  LOAD_FAST: 10 before, 4 after

The instructions are those of the Python that runs this, without its caches.
"""

from __future__ import annotations

import dis
import linecache
import textwrap
from collections import Counter
from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from types import CodeType
    from typing import Any

# They are there for the interpreter's own bookkeeping.
UNSEEN = {"CACHE", "RESUME", "NOP", "EXTENDED_ARG", "PRECALL", "COPY_FREE_VARS", "MAKE_CELL", "NOT_TAKEN"}


def add_command(commands: argparse._SubParsersAction[Any]) -> None:
    """Adds `bytecode` to the command line."""
    text = "show what CPython executes for each line of a function, and what has changed in another"
    command = commands.add_parser("bytecode", help=text, description=f"{text[0].upper()}{text[1:]}.")
    command.add_argument("before", metavar="FILE::FUNCTION", help="for instance slow.py::total")
    command.add_argument("after", metavar="FILE::FUNCTION", nargs="?", help="the same function, changed")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from .._cli import _decorated

    places = [place for place in (options.before, options.after) if place]
    functions = [read(_decorated(place).py_func.__code__) for place in places]
    keys = [{line.key() for line in lines} for lines in functions]
    in_both = keys[0] & keys[1] if len(keys) == 2 else set()
    for place, lines in zip(places, functions):
        print(f"{place}\n")
        for line in lines:
            if line.key() not in in_both:
                show(line)
        print()
    if len(functions) == 2:
        print(f"{len(in_both)} line{'' if len(in_both) == 1 else 's'} that both have are left out")
        show_change(*functions)
    return 0


@dataclass
class Line:
    number: int
    text: str
    instructions: list[str]
    depths: list[int]  # of each, the loops around it

    def key(self) -> tuple[str, ...]:
        """What makes it the same line in another function: where it jumps to does not."""
        return (self.text, *(instruction.partition(" ")[0] for instruction in self.instructions))

    @property
    def depth(self) -> int:
        return max(self.depths)

    def operations(self, depth: int) -> Counter[str]:
        """How often each operation is there, in so many loops."""
        inside = zip(self.instructions, self.depths)
        return Counter(instruction.partition(" ")[0] for instruction, its_depth in inside if its_depth == depth)


def read(code: CodeType) -> list[Line]:
    """The lines of a function in their order, each with all of its instructions."""
    found: dict[int, list[str]] = {}
    offsets: dict[int, list[int]] = {}
    number = code.co_firstlineno
    loops: list[tuple[int, int]] = []
    for instruction in dis.get_instructions(code):
        if instruction.positions and instruction.positions.lineno:
            number = instruction.positions.lineno
        target = instruction.argval if "JUMP_BACKWARD" in instruction.opname else None
        if isinstance(target, int):
            loops.append((target, instruction.offset))
        if instruction.opname not in UNSEEN:
            found.setdefault(number, []).append(as_text(instruction))
            offsets.setdefault(number, []).append(instruction.offset)
    spans = whole_loops(loops)
    return [
        Line(
            number,
            linecache.getline(code.co_filename, number).strip(),
            instructions,
            [sum(first <= offset <= last for first, last in spans) for offset in offsets[number]],
        )
        for number, instructions in sorted(found.items())
        if number > code.co_firstlineno or len(found) == 1
    ]


def whole_loops(jumps: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """From the first instruction of each loop to the last jump back to it."""
    return [(first, max(last for to, last in jumps if to == first)) for first in {first for first, _ in jumps}]


def as_text(instruction: dis.Instruction) -> str:
    return f"{instruction.opname} {instruction.argrepr}".strip()


def show(line: Line) -> None:
    deep = ("", ", in a loop", ", in a loop in a loop")[min(line.depth, 2)]
    count = len(line.instructions)
    print(f"line {line.number}: {line.text}\n    {count} instruction{'s' if count > 1 else ''}{deep}")
    print(textwrap.fill(", ".join(line.instructions), 106, initial_indent=" " * 8, subsequent_indent=" " * 8))


def show_change(before: list[Line], after: list[Line]) -> None:
    depths = [max((line.depth for line in lines), default=0) for lines in (before, after)]
    where = "in the innermost loop" if all(depths) else "in all"
    inner = zip((before, after), depths)
    counts = [sum((line.operations(depth) for line in lines), Counter[str]()) for lines, depth in inner]
    totals = [counter.total() for counter in counts]
    print(f"{where}: {totals[0]} instructions before, {totals[1]} after")
    for operation in sorted(counts[0] | counts[1], key=lambda name: counts[0][name] - counts[1][name], reverse=True):
        change = counts[1][operation] - counts[0][operation]
        if change:
            print(f"    {change:+3d}  {operation}: {counts[0][operation]} before, {counts[1][operation]} after")
