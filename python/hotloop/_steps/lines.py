"""`hotloop lines`: types and lanes of a function, line by line; where a line stays with CPython, why.

    $ hotloop lines slow.py::total --types "list[float], int"
    total(list[float], int): It runs as machine code (8 lanes, 2 threads).
    line                      source                          types
       3                          s = 0                       s: int
       4  8 lanes, 2 threads      for x in values:            x: float, values: list[float]
    ...

The same as `hotloop explain --html` shows, as text.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any


# A line of source that is longer is cut, so that the types are on the screen.
WIDEST = 64


def add_command(commands: argparse._SubParsersAction[Any]) -> None:
    """Adds `lines` to the command line."""
    text = "show the types and lanes of each line of a function, or why it stays with CPython"
    command = commands.add_parser("lines", help=text, description=f"{text[0].upper()}{text[1:]}.")
    command.add_argument("place", metavar="FILE::FUNCTION", help="for instance slow.py::total")
    command.add_argument("--types", help='argument types, such as "list[complex], int"; default: the annotations')
    command.add_argument("--cpu", help="processor to compile for; default: this machine's")
    command.add_argument("--lanes", type=int, help="iterations at a time, at most; 1 is scalar code")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from .._cli import CommandError, _annotated_types, _check_environment, _decorated
    from .._pages.explained import Explained, document

    _check_environment()
    function = _decorated(options.place)
    types = options.types if options.types is not None else _annotated_types(function, options.place)
    try:
        found = document(options.place, [Explained(function, types, "", options.lanes, options.cpu)])
    except ValueError as error:
        raise CommandError(str(error)) from None
    source = found["sources"][0]
    print(source["verdict"]["text"])
    rows = [cells(line) for line in source["lines"]]
    rows.insert(0, ("line", "", "source", "types"))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for (number, lanes, text, known), line in zip(rows, [None, *source["lines"]]):
        print(f"{number:>{widths[0]}}  {lanes:<{widths[1]}}  {text:<{widths[2]}}  {known}".rstrip())
        for reason in reasons(line):
            print(f"{'':>{widths[0]}}  {reason}")
    return 0


def cells(line: dict[str, Any]) -> tuple[str, str, str, str]:
    """Number, lanes, text and types."""
    compiled = line["compiled"] or {}
    types = ", ".join(f"{name}: {kind}" for name, kind in compiled.get("types") or [])
    lanes = compiled.get("text") or "" if compiled.get("loop") else ""
    text = line["text"].rstrip()
    return str(line["n"]), lanes, text if len(text) <= WIDEST else f"{text[: WIDEST - 3]}...", types


def reasons(line: dict[str, Any] | None) -> list[str]:
    """Why CPython runs it, and what to write instead."""
    compiled = (line and line["compiled"]) or {}
    return [text for text in (compiled.get("why"), compiled.get("fix")) if text]
