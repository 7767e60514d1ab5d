"""A smaller program that still differs: statements are taken out one after the other.

>>> shrink(program, lambda smaller: bool(check(smaller).differences))
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace

from fuzz.programs import Program


def shrink(program: Program, differs: Callable[[Program], bool], most: int = 400) -> Program:
    """At most `most` tries: each takes a statement out, or puts a statement's body in its place."""
    tries = 0
    for call in program.calls:
        smaller = replace(program, calls=[call])
        if differs(smaller):
            program = smaller
            break
    changed = True
    while changed and tries < most:
        changed = False
        for source in smaller_sources(program.source):
            tries += 1
            smaller = replace(program, source=source)
            if tries <= most and is_program(source, program) and differs(smaller):
                program, changed = smaller, True
                break
    return program


def is_program(source: str, of: Program) -> bool:
    try:
        compile(source, "<smaller>", "exec")
    except SyntaxError:
        return False
    return of.is_script or "def main(" in source


def smaller_sources(source: str) -> Iterator[str]:
    """Large cuts first."""
    n_places = sum(1 for _ in places(ast.parse(source)))
    for place in range(n_places):
        for cut in (remove, unwrap):
            tree = ast.parse(source)
            block, at = list(places(tree))[place]
            if cut(block, at):
                yield ast.unparse(tree) + "\n"


def places(tree: ast.AST) -> Iterator[tuple[list[ast.stmt], int]]:
    for node in ast.walk(tree):
        for name in ("body", "orelse"):
            block = getattr(node, name, None)
            if isinstance(block, list):
                yield from ((block, at) for at in range(len(block)))


def remove(block: list[ast.stmt], at: int) -> bool:
    del block[at]
    if not block:
        block.append(ast.Pass())
    return True


def unwrap(block: list[ast.stmt], at: int) -> bool:
    """A statement's body in its place."""
    body = getattr(block[at], "body", None)
    if not isinstance(body, list) or isinstance(block[at], ast.FunctionDef):
        return False
    block[at : at + 1] = body
    return True
