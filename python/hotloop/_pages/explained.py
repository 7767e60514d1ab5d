"""What becomes of functions without a run: the document of kind "source" (`document.schema.json`).

document([Explained(escape, "list[complex], int")])

Hits and times are not known. A function that is not compiled for its types has the reason in place of its stages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .._profile._advice import loops_in
from .._profile.model import Verdict
from .._profile.source_text import read_text, split
from .source import Document, Outcomes, bytecode_of, last_line, lines_of, stages_of


@dataclass
class Explained:
    """A function (a dispatcher) and the types that it is compiled for; None: nobody knows them, and why."""

    function: Any
    types: str | None
    why_not: str = ""
    lanes: int | None = None
    cpu: str | None = None


def document(title: str, functions: list[Explained]) -> Document:
    unknown = [one.function.py_func.__qualname__ for one in functions if one.types is None]
    names = ", ".join(unknown[:10]) + (f" and {len(unknown) - 10} more" if len(unknown) > 10 else "")
    note = f"Types of arguments are not known for {names}: give annotations, or --types for one function at a time."
    return {
        "kind": "source",
        "title": title,
        "about": [["File", title.partition("::")[0]], ["Processor", _processor(functions)]],
        "notes": [note] if unknown else [],
        "sources": [_source(one) for one in functions],
    }


def _processor(functions: list[Explained]) -> str:
    from .. import _hotloop

    cpu = next((one.cpu for one in functions if one.cpu), None)
    return cpu or str(_hotloop.machine()["cpu"])


def _source(one: Explained) -> Document:
    code = one.function.py_func.__code__
    whole = read_text(code.co_filename) or ""
    text = split(whole)
    last = min(last_line(code), len(text))
    shown = {line: text[line - 1] for line in range(code.co_firstlineno, last + 1)}
    verdict = Verdict(code.co_filename, code.co_qualname, code.co_firstlineno, last, "python", is_whole=True)
    if one.types is None:
        verdicts = []
    else:
        _ask(verdict, one)
        verdicts = [verdict]
    loops = [each for each in loops_in(whole, code.co_filename) if each.function == code.co_qualname]
    outcomes = Outcomes(code, verdicts, loops, "")
    said = outcomes.summary() if verdicts else {"state": "unknown", "text": one.why_not}
    if one.types is not None:
        said["text"] = f"{code.co_qualname}({one.types}): {said['text']}"
    return {
        "function": None,
        "name": code.co_qualname,
        "file": code.co_filename,
        "first": code.co_firstlineno,
        "state": "same",
        "since": 0,
        "machine_code": [],
        "verdict": said,
        "lines": lines_of(shown, {}, {}, bytecode_of(code), outcomes),
        **stages_of(verdicts),
    }


def _ask(verdict: Verdict, one: Explained) -> None:
    """Raises ValueError: types, lanes or a processor that there are not."""
    from .._errors import CompileError
    from .._profile._verdicts import add_details

    try:
        add_details(verdict, one.function, one.types, one.lanes, one.cpu)
        verdict.state = "compiled"
    except CompileError as error:
        verdict.why, verdict.at, verdict.fix = _reason(str(error))


def _reason(rendered: str) -> tuple[str, int, str | None]:
    """What, on which line, and what to write instead, of a diagnostic as it is shown (`render.rs`)."""
    import re

    lines = rendered.splitlines() or [""]
    what = re.sub(r"^error(\[\w+\])?: ", "", lines[0])
    place = re.search(r"--> .*?:(\d+)(:\d+)?$", rendered, re.MULTILINE)
    hint = re.search(r"= help: (.*)$", rendered, re.MULTILINE)
    return what, int(place[1]) if place else 0, hint[1] if hint else None
