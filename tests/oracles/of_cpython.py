"""CPython's own tests, whose arithmetic is done by compiled functions; and its tables of `math` and `cmath`.

    self.assertEqual(1j ** 2, math.pow(x, 2.0))
    self.assertEqual(__operation__("a0 ** a1", 1j, 2), math.pow(x, 2.0))
and `math` is a module of compiled functions.

Counted are operations with the types of their operands: `a0 ** a1 (complex, int)`.
"""

from __future__ import annotations

import ast
import cmath
import functools
import importlib.util
import io
import linecache
import math
import sys
import types
import unittest
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import oracle
from oracle import tests_of

MODULES = ["test_complex", "test_float", "test_int", "test_math", "test_cmath", "test_range"]
NUMBERS = (bool, int, float, complex)
# Their operands are numbers of these operations, and nothing else looks at the call.
CALLS = ["abs", "bool", "complex", "divmod", "float", "int", "pow", "round", "len", "min", "max"]
METHODS = ["conjugate", "is_integer", "bit_length", "as_integer_ratio", "bit_count"]
ATTRIBUTES = ["real", "imag", "numerator", "denominator"]
# Of one operation: some tests try millions of numbers.
MOST_CALLS = 4000
# The first two read the tables below. The others are about which object a number is, and about the limit of digits,
# which showing a difference would meet itself.
LEFT_OUT = ["mathdata", "testcases", "ComplexTest.test_constructor", "test_max_str_digits"]


def main(options: list[str]) -> int:
    suites = [run(name) for name in MODULES]
    suites += [run_table(math, "math_testcases.txt"), run_table(cmath, "cmath_testcases.txt")]
    return oracle.report(suites, options)


# --- Operations

# Those of the suite under way.
OPERATIONS: list[oracle.Watched] = []


@functools.cache
def operation(text: str, n_operands: int) -> oracle.Watched:
    """A compiled function of an operation: `def operation(a0, a1): return a0 ** a1`."""
    operands = ", ".join(f"a{at}" for at in range(n_operands))
    filename = f"<operation {text}>"
    source = f"def operation({operands}):\n    return {text}\n"
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    namespace: dict[str, Any] = {"math": math, "cmath": cmath}
    exec(compile(source, filename, "exec"), namespace)
    OPERATIONS.append(oracle.Watched(namespace["operation"], text))
    return OPERATIONS[-1]


def operate(text: str, *operands: Any) -> Any:
    function = operation(text, len(operands))
    are_numbers = all(type(one) in NUMBERS for one in operands)
    if not are_numbers or function.n_calls > MOST_CALLS:
        return function.py_func(*operands)
    return function(*operands)


def compiled_module(plain: types.ModuleType) -> types.ModuleType:
    """A module with the same names, whose functions are compiled ones."""
    made = types.ModuleType(plain.__name__, plain.__doc__)
    for name, value in vars(plain).items():
        is_function = isinstance(value, types.BuiltinFunctionType)
        setattr(made, name, Forward(plain.__name__, name, value) if is_function else value)
    return made


class Forward:
    """A function of a module; as an attribute of a class no method, like CPython's own."""

    def __init__(self, module: str, name: str, plain: Callable[..., Any]):
        self.module, self.name, self.plain = module, name, plain

    def __call__(self, *operands: Any, **keywords: Any) -> Any:
        if keywords or not 1 <= len(operands) <= 3:
            return self.plain(*operands, **keywords)
        arguments = ", ".join(f"a{at}" for at in range(len(operands)))
        return operate(f"{self.module}.{self.name}({arguments})", *operands)


class Operations(ast.NodeTransformer):
    """Replaces operations by calls of `__operation__`, from the leaves up."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        return self.replaced(node, ["left", "right"])

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        # `-1` is a constant that tests compare by its source.
        return node if isinstance(node.operand, ast.Constant) else self.replaced(node, ["operand"])

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        if len(node.ops) > 1 or isinstance(node.ops[0], (ast.Is, ast.IsNot)):
            return self.generic_visit(node)
        left, right = self.visit(node.left), self.visit(node.comparators[0])
        shape = ast.Compare(name("a0"), node.ops, [name("a1")])
        return call(ast.unparse(shape), [left, right], node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        plain = not node.keywords and not any(isinstance(one, ast.Starred) for one in node.args)
        if isinstance(node.func, ast.Name) and node.func.id in CALLS and plain and node.args:
            shape = ast.Call(node.func, [name(f"a{at}") for at in range(len(node.args))], [])
            return call(ast.unparse(shape), node.args, node)
        if isinstance(node.func, ast.Attribute) and node.func.attr in METHODS and plain and not node.args:
            return call(f"a0.{node.func.attr}()", [node.func.value], node)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        if node.attr in ATTRIBUTES and isinstance(node.ctx, ast.Load):
            return call(f"a0.{node.attr}", [node.value], node)
        return node

    def replaced(self, node: Any, fields: list[str]) -> ast.AST:
        operands = [self.visit(getattr(node, field)) for field in fields]
        for at, field in enumerate(fields):
            setattr(node, field, name(f"a{at}"))
        return call(ast.unparse(node), operands, node)


def name(text: str) -> ast.Name:
    return ast.Name(text, ast.Load())


def call(text: str, operands: list[ast.expr], node: ast.AST) -> ast.AST:
    return ast.copy_location(ast.Call(name("__operation__"), [ast.Constant(text), *operands], []), node)


# --- Suites


def run(module: str) -> oracle.Suite:
    suite = oracle.Suite(f"cpython {module}")
    spec = importlib.util.find_spec(f"test.{module}")
    if spec is None or spec.origin is None:
        suite.missing = "this Python has no package `test`"
        return suite
    source = Path(spec.origin).read_text()
    plain = outcomes(load(spec.origin, ast.parse(source), {}))
    tree = ast.fix_missing_locations(Operations().visit(ast.parse(source)))
    names = {"__operation__": operate}
    with_compiled = {plain.__name__: compiled_module(plain) for plain in (math, cmath)}
    kept = {key: sys.modules[key] for key in with_compiled}
    sys.modules.update(with_compiled)
    try:
        compiled = outcomes(load(spec.origin, tree, names))
    finally:
        sys.modules.update(kept)
    count(suite)
    for test, problem in compiled.items():
        if problem and not plain.get(test, "not run"):
            suite.add(test, [], problem)
    return suite


def load(origin: str, tree: ast.Module, names: dict[str, Any]) -> types.ModuleType:
    loaded = types.ModuleType(f"test.{Path(origin).stem}")
    vars(loaded).update(names, __file__=origin, __package__="test")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(tree, origin, "exec", dont_inherit=True), vars(loaded))
    # It would add doctests of other files.
    vars(loaded).pop("load_tests", None)
    return loaded


def outcomes(module: types.ModuleType) -> dict[str, str]:
    """Each test with why it failed; empty: it passed."""
    found = {}
    for test in tests_of(unittest.defaultTestLoader.loadTestsFromModule(module)):
        if any(part in test.id() for part in LEFT_OUT):
            continue
        result = unittest.TextTestResult(unittest.runner._WritelnDecorator(io.StringIO()), False, 0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            test.run(result)
        problems = [text for _, text in [*result.failures, *result.errors]]
        found[test.id()] = problems[0].strip().splitlines()[-1] if problems else ""
    return found


def count(suite: oracle.Suite) -> None:
    """Adds each operation with each of the types that it was called with."""
    for function in OPERATIONS:
        if function.differences:
            suite.different[function.name] = "\n".join(function.differences[:3])
        for signature, one in function.dispatcher.statistics["signatures"].items():
            if "object" in signature:
                continue
            key = f"{function.name} {signature}"
            if oracle.has_run_compiled(one):
                suite.compiled.append(key)
            else:
                suite.in_cpython.append(key)
                suite.reasons.update([(one["reason"] or "").partition(": ")[2] or "never ran compiled"])
    OPERATIONS.clear()
    operation.cache_clear()


# --- Tables


def run_table(module: types.ModuleType, filename: str) -> oracle.Suite:
    """The functions of a table, on its arguments."""
    suite = oracle.Suite(f"cpython {filename}")
    lines = table(filename)
    if lines is None:
        suite.missing = f"this Python has no test/{filename}"
        return suite
    for function, operands in lines:
        arguments = ", ".join(f"a{at}" for at in range(len(operands)))
        if hasattr(module, function):
            try:
                operate(f"{module.__name__}.{function}({arguments})", *operands)
            except (ValueError, OverflowError):
                pass
    count(suite)
    return suite


def table(filename: str) -> list[tuple[str, tuple[Any, ...]]] | None:
    """`sin0001 sin 1.5 -> 0.99` is a float's function, `sin0001 sin 1.5 0.0 -> 0.99 0.0` a complex number's."""
    spec = importlib.util.find_spec("test")
    places = [Path(place) for place in (spec.submodule_search_locations or [])] if spec else []
    files = [path for place in places for path in (place / filename, place / "mathdata" / filename) if path.exists()]
    if not files:
        return None
    found = []
    for line in files[0].read_text().splitlines():
        left, arrow, _ = line.partition("->")
        if line.startswith("--") or not arrow:
            continue
        _, function, *numbers = left.split()
        values = [float(number) for number in numbers]
        of_complex = filename.startswith("c") and function != "rect"
        found.append((function, (complex(*values),) if of_complex else tuple(values)))
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
