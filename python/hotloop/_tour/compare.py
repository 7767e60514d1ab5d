"""Two results.json side by side: two machines, or two versions.

    print(as_text(old, new))
    # program           tool          old          new    times faster
    # pure_python.py    CPython    4.40 s       3.90 s             1.1

Rows are the same where tool and program are; what only one of the files has is shown with a dash.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .machine import line
from .screen import faster_text, time_text


def problem(document: Any) -> str | None:
    """Why these are not the results of a tour; None if they are."""
    if not isinstance(document, dict) or document.get("kind") != "tour":
        return "it is of another kind"
    if document.get("schema") != 1:
        return f"schema {document.get('schema')} in place of 1"
    found = next(misfits("", document, RESULTS), None)
    return found and f"{found} is missing or of another kind"


NUMBER = (int, float, type(None))
# What is used here of each part. A list has one member, which says what its items are.
ROW = {"tool": str, "program": str, "threads": int, "state": str, "seconds": NUMBER, "sum": NUMBER, "different": NUMBER}
RESULTS = {
    "width": int,
    "maxiter": int,
    "machine": {"cpu": str, "cores": int, "isa": str, "python": str, "llvm": object, "hotloop_cpu": object},
    "peers": [{"name": str, "version": (str, type(None))}],
    "groups": [{"name": str, "rows": [ROW]}],
}


def misfits(name: str, value: Any, expected: Any) -> Iterator[str]:
    """The names of what is not as expected: "groups[0].rows[3].seconds"."""
    if isinstance(expected, dict):
        for key, kind in expected.items():
            inner = f"{name}.{key}".lstrip(".")
            if isinstance(value, dict) and key in value:
                yield from misfits(inner, value[key], kind)
            else:
                yield inner
    elif isinstance(expected, list):
        if not isinstance(value, list):
            yield name
            return
        for number, item in enumerate(value):
            yield from misfits(f"{name}[{number}]", item, expected[0])
    elif not isinstance(value, expected):
        yield name


def as_text(old: dict[str, Any], new: dict[str, Any]) -> str:
    """The comparison, as lines."""
    lines = [f"old: {about(old)}", f"new: {about(new)}", *changed_versions(old, new)]
    if (old["width"], old["maxiter"]) != (new["width"], new["maxiter"]):
        lines.append("the sizes are not the same, so the times cannot be compared")
    for name in dict.fromkeys(group["name"] for document in (old, new) for group in document["groups"]):
        table = rows_of(old, name), rows_of(new, name)
        if not any(table):
            continue
        lines += ["", name, f"{'tool':<28} {'program':<39} {'old':>10} {'new':>10} {'faster':>7}"]
        lines += [row_line(key, table[0].get(key), table[1].get(key)) for key in dict.fromkeys([*table[0], *table[1]])]
    return "".join(f"{printable(line)}\n" for line in lines)


def printable(line: str) -> str:
    """A file may hold what would write anywhere on a terminal, or cannot be written at all."""
    return "".join(character if character.isprintable() else "?" for character in line)


def about(document: dict[str, Any]) -> str:
    return f"{line(document['machine'])}; {document['width']} {document['maxiter']}, {document.get('measured', '')}"


def changed_versions(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    before, after = ({peer["name"]: peer["version"] for peer in document["peers"]} for document in (old, new))
    changes = [
        f"{name} {before.get(name) or 'not here'} -> {after.get(name) or 'not here'}"
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name)
    ]
    return [f"versions: {', '.join(changes)}"] if changes else []


def rows_of(document: dict[str, Any], name: str) -> dict[tuple[str, str], dict[str, Any]]:
    groups = (group["rows"] for group in document["groups"] if group["name"] == name)
    return {(row["tool"], row["program"]): row for rows in groups for row in rows}


def row_line(key: tuple[str, str], old: dict[str, Any] | None, new: dict[str, Any] | None) -> str:
    cells = [cell(row) for row in (old, new)]
    seconds = [row["seconds"] if row else None for row in (old, new)]
    faster = faster_text(seconds[0] / seconds[1]) if seconds[0] and seconds[1] else "-"
    said = f"{key[0]:<28} {key[1]:<39} {cells[0]:>10} {cells[1]:>10} {faster:>7}"
    return f"{said}  {'; '.join(notes)}" if (notes := remarks(old, new)) else said


def cell(row: dict[str, Any] | None) -> str:
    return "-" if row is None else time_text(row["seconds"]) if row["seconds"] is not None else row["state"]


def remarks(old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[str]:
    if old is None or new is None:
        return []
    found = [f"{name} {old[name]} -> {new[name]}" for name in ("state", "sum", "threads") if old[name] != new[name]]
    if old["different"] != new["different"]:
        found.append(f"points that differ {old['different']} -> {new['different']}")
    return found
