"""How much of a program ran in machine code: iterations of its loops, by line.

>>> shares = measured(program, options)
>>> shares.iterations, shares.compiled, shares.in_lanes

CPython counts the iterations of each loop. Those that CPython runs of a call of the compiled function, before machine
code or behind an exit, are counted line by line by the recorder of `hotloop profile`, which sees no line of machine
code. The others are compiled.
"""

from __future__ import annotations

import ast
import contextlib
import io
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from types import CodeType
from typing import Any

import hotloop
from fuzz.programs import Program
from hotloop import _hotloop


@dataclass
class Shares:
    iterations: int = 0
    compiled: int = 0
    in_lanes: int = 0
    # Why functions or loops were not compiled, and how often.
    reasons: Counter[str] = field(default_factory=Counter)


def measured(program: Program, options: dict[str, Any]) -> Shares:
    from fuzz.compare import load, made

    marked, marks = with_marks(program)
    module = load(marked)
    function = hotloop.jit(module.main, **options)
    total, compiled = Counter[int](), Counter[int]()
    for call in program.calls:
        counts = count_iterations(program, call())
        arguments = made(module, call())
        with quiet():
            by_cpython = lines_run(module.__file__, function, arguments)
        total += counts
        compiled += counts - Counter({loop: by_cpython[line] for line, loop in marks.items()})
    shares = Shares(total.total(), compiled.total())
    in_lanes = lines_in_lanes(function, marked, shares.reasons)
    shares.in_lanes = sum(compiled[loop] for line, loop in marks.items() if line in in_lanes)
    return shares


def with_marks(program: Program) -> tuple[Program, dict[int, int]]:
    """The program with a `pass` at the beginning of each loop, and the line of the loop by that of its `pass`."""
    tree = ast.parse(program.source)
    lines = [loop.lineno for loop in loops_in(tree)]
    for loop in loops_in(tree):
        loop.body.insert(0, ast.Pass())
    source = ast.unparse(tree) + "\n"
    marks = {loop.body[0].lineno: line for loop, line in zip(loops_in(ast.parse(source)), lines)}
    return replace(program, source=source), marks


def loops_in(tree: ast.AST) -> list[ast.For | ast.While]:
    return [node for node in ast.walk(tree) if isinstance(node, (ast.For, ast.While))]


def lines_run(file: str, function: Any, arguments: tuple[Any, ...]) -> Counter[int]:
    """How often CPython ran each line of a file in a call."""
    recorder = _hotloop.Recorder(builtins=False)
    recorder.see_compiled()

    def greet(code: CodeType) -> None:
        if code.co_filename == file:
            recorder.watch(code)

    recorder.greet(greet)
    recorder.enable()
    try:
        with contextlib.suppress(Exception):
            function(*arguments)
    finally:
        recorder.disable()
    hits = Counter[int]()
    for code in recorder.watched():
        hits.update({line: n for line, (n, _) in recorder.lines(code).items()})
    return hits


def lines_in_lanes(function: Any, program: Program, reasons: Counter[str]) -> set[int]:
    """The lines of loops in lanes, and those in them; a function called at several places has its loops at each."""
    statistics = function.statistics
    ends = {loop.lineno: loop.end_lineno or 0 for loop in loops_in(ast.parse(program.source))}
    if statistics["reason"]:
        reasons[statistics["reason"]] += 1
    loops = [loop for loop in statistics.get("loops", []) if loop["compiled"]]
    for signature in statistics["signatures"].values():
        if signature["compiled"]:
            loops += signature["loops"]
        else:
            reasons[str(signature["reason"])] += 1
    found: set[int] = set()
    for loop in loops:
        if loop["lanes"] > 1:
            found.update(range(loop["line"], ends.get(loop["line"], loop["line"]) + 1))
        elif loop["reason"]:
            reasons[f"scalar: {loop['reason']}"] += 1
    return found


class Counting(ast.NodeTransformer):
    """Each iteration of a loop counts itself, by the loop's line."""

    def visit_For(self, node: ast.For) -> ast.AST:
        return self.counted(node)

    def visit_While(self, node: ast.While) -> ast.AST:
        return self.counted(node)

    def counted(self, node: Any) -> ast.AST:
        self.generic_visit(node)
        node.body.insert(0, ast.parse(f"_count[{node.lineno}] += 1").body[0])
        return node


def count_iterations(program: Program, arguments: tuple[Any, ...]) -> Counter[int]:
    """How often the body of each loop runs, by line."""
    counts: Counter[int] = Counter()
    tree = ast.fix_missing_locations(Counting().visit(ast.parse(program.source)))
    names: dict[str, Any] = {"_count": counts}
    exec(compile(tree, "<counted>", "exec", dont_inherit=True), names)
    with quiet(), contextlib.suppress(Exception):
        names["main"](*(names["make"](*arguments) if "make" in names else arguments))
    return counts


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield
