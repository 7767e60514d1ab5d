"""Random programs about NumPy's arrays: of every element type, as wholes, in parts and by element.

    >>> program = generate(7)
    >>> print(program.source)          # main(a, b, c, out, n, x, p)

What an expression is, and whether there is such a thing, is asked of NumPy itself, by evaluating it on samples.
"""

from __future__ import annotations

import random
import warnings
from typing import Any

import numpy

from fuzz import programs
from fuzz.programs import Program, written

DTYPES = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
DTYPES += ["float16", "float32", "float64", "float64", "complex64", "complex128"]
LAYOUTS = ["rows", "rows", "rows", "every second", "backwards", "columns", "swapped", "field", "windows"]
SHAPES = {
    1: [(1,), (7,), (64,), (200,), (333,), (600,), (1000,)] * 3 + [(0,)],
    2: [(5, 9), (1, 40), (30, 1), (20, 31)],
    3: [(3, 4, 5), (2, 1, 9)],
    4: [(2, 3, 2, 4)],
}
OPERATORS = ["+", "-", "*", "+", "-", "*", "/", "//", "%", "&", "|", "^", "<", "<=", "==", "!=", ">"]
FUNCTIONS = ["np.sqrt", "np.floor", "np.square", "np.isfinite", "abs", "-", "np.isnan", "np.rint", "~", "np.conj"]
FUNCTIONS += ["np.sign", "np.clip", "astype"]
# Of numbers only.
OF_ELEMENTS = ["np.sin", "np.exp", "np.arctan", "np.tanh", "np.cbrt", "np.sign", "np.log1p", "np.degrees"]
FOLDS = ["sum", "min", "max", "argmin", "argmax", "any", "all", "prod"]
CONSTANTS = ["2", "3", "1", "0.5", "p", "x", "-1", "7", "1.5", "2"]
NARROW = ["float16", "float32"]


def generate(seed: int) -> Program:
    """The same program and the same arguments for the same seed."""
    writer = ArrayWriter(random.Random(seed))
    source = writer.module()
    return written(seed, source, writer.arguments)


class ArrayWriter:
    def __init__(self, choose: random.Random) -> None:
        self.choose = choose
        self.ndim = choose.choice([1, 1, 1, 2, 2, 3, 4])
        # A result that lies row after row has an operand that does.
        layouts = ["rows", *(choose.choice(LAYOUTS) for _ in range(2)), choose.choice(["rows", *LAYOUTS[:-1]])]
        family = choose.sample(DTYPES, 2)
        self.arrays = {
            name: (choose.choice(family), layout) for name, layout in zip(("a", "b", "c", "out"), layouts, strict=True)
        }
        self.x = choose.choice(DTYPES)
        self.sample = {"np": numpy, "p": 0.5, "abs": abs, "x": self.scalar(self.x, 1)}
        self.sample |= {name: numpy.ones((2,) * self.ndim, dtype) for name, (dtype, _) in self.arrays.items()}
        self.results: list[str] = []
        self.lines: list[str] = []

    # Text

    def module(self) -> str:
        self.lines = ["import numpy as np", "", "", "def main(a, b, c, out, n, x, p):"]
        for _ in range(self.choose.randint(2, 4)):
            self.choose.choice([self.whole, self.whole, self.part, self.fold, self.in_place])()
        self.loop()
        if self.choose.random() < 0.5:
            self.fold()
        self.line(f"return {', '.join(self.results)}," if self.results else "return n")
        return "\n".join(self.lines) + "\n"

    def line(self, text: str, depth: int = 1) -> None:
        self.lines.append("    " * depth + text)

    def name(self) -> str:
        name = f"t{len(self.results)}"
        self.results.append(name)
        return name

    def value(self, text: str) -> Any:
        """What NumPy makes of an expression on samples; `None`: nothing."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                return eval(text, dict(self.sample))
            except Exception:
                return None

    def is_compiled(self, op: str, x: str, y: str) -> bool:
        """Is there such an operation, and not one that README says stays in CPython?"""
        a, b = self.value(x), self.value(y)
        result = self.value(f"{x} {op} {y}")
        if result is None or a is None or b is None or not hasattr(result, "dtype"):
            return False
        both = [getattr(one, "dtype", None) for one in (a, b)]
        kinds = [dtype.kind for dtype in both if dtype is not None]
        common = numpy.result_type(*(one if dtype is None else dtype for one, dtype in zip((a, b), both, strict=True)))
        if common.kind == "b" and op in ("/", "//", "%", "-"):
            return False
        # Below zero it is no int64.
        if common.name == "uint64" and op == "-":
            return False
        if op in ("//", "%") and (common.name in NARROW or (common.kind == "f" and op == "//" and "f" not in kinds)):
            return False
        if common.kind == "c" and op not in ("+", "-", "==", "!="):
            return op in ("*", "/") and common.name == "complex128"
        return not (op in ("&", "|", "^") and common.kind not in "biu")

    def leaf(self) -> str:
        name = self.choose.choice(["a", "a", "b", "c"])
        if self.choose.random() < 0.3 and self.ndim == 1:
            return f"{name}[::-1]"
        return name

    def expression(self, depth: int) -> str:
        if depth == 0 or self.choose.random() < 0.15:
            return self.leaf()
        for _ in range(20):
            if self.choose.random() < 0.2:
                function, operand = self.choose.choice(FUNCTIONS), self.expression(depth - 1)
                text = f"{function}({operand})"
                if function == "np.clip":
                    text = f"np.clip({operand}, {self.choose.choice(['-1', '0', '1'])}, 3)"
                if function == "astype":
                    text = f"{operand}.astype({self.choose.choice(['float', 'np.float32', 'np.complex128'])})"
                value = self.value(operand)
                allowed = {
                    "abs": "iuf",
                    "-": "iufc",
                    "~": "bi",
                    "np.conj": "iufc",
                    "np.sqrt": "iuf",
                    "np.floor": "f",
                    "np.rint": "f",
                    "np.square": "iuf",
                    "np.sign": "iuf",
                    "np.clip": "if",
                    # What has been computed lies row after row.
                    "astype": "biuf" if operand.endswith(")") and operand.startswith("(") and self.ndim == 1 else "",
                }
                if value is not None and value.dtype.kind in allowed.get(function, "biufc"):
                    return text
                continue
            x = self.expression(depth - 1)
            y = self.choose.choice(CONSTANTS) if self.choose.random() < 0.4 else self.expression(depth - 1)
            if self.choose.random() < 0.2:
                x, y = y, x
            op = self.choose.choice(OPERATORS)
            if op in ("/", "//", "%") and y not in CONSTANTS and self.choose.random() < 0.9:
                continue
            if self.is_compiled(op, x, y):
                return f"({x} {op} {y})"
        return self.leaf()

    # Statements

    def whole(self) -> None:
        text = self.expression(2)
        if text[0] in "abc" and len(text) < 8:
            text = f"({text} + {text})" if self.value(f"{text} + {text}") is not None else text
        if self.ndim > 1:
            # One of its operands lies row after row.
            text = f"({text} + a)" if self.is_compiled("+", text, "a") else "(a == a)"
        self.line(f"{self.name()} = {text}")

    def part(self) -> None:
        text = self.expression(2)
        target = numpy.dtype(self.arrays["out"][0])
        value = self.value(text)
        if value.dtype.kind == "c" and target.kind != "c":
            return
        index = self.choose.choice(["[:]", "[:]", "[::-1]", "[...]"])
        self.line(f"out{index} = {text}")

    def in_place(self) -> None:
        for _ in range(10):
            target = self.choose.choice(["a", "b", "out"])
            op = self.choose.choice(["+", "-", "*", "&", "|", "+"])
            text = self.expression(1)
            if not self.is_compiled(op, target, text):
                continue
            result = self.value(f"{target} {op} {text}").dtype
            if numpy.can_cast(result, self.arrays[target][0], "same_kind"):
                return self.line(f"{target} {op}= {text}")
        return None

    def fold(self) -> None:
        for _ in range(10):
            text, fold = self.expression(2), self.choose.choice(FOLDS)
            kind = self.value(text).dtype.kind
            if kind in "biu" or fold in ("any", "all") or (kind == "f" and fold not in ("sum", "prod")):
                is_method = self.choose.random() < 0.5
                self.line(f"{self.name()} = {text}.{fold}()" if is_method else f"{self.name()} = np.{fold}({text})")
                return

    def loop(self) -> None:
        """Over elements, one by one."""
        indices = ["i", "j", "k", "l"][: self.ndim]
        at = f"[{', '.join(indices)}]"
        self.line("count = 0")
        name = self.name()
        self.line(f"{name} = 0.0")
        for depth, index in enumerate(indices):
            self.line(f"for {index} in range({'n' if depth == 0 else f'a.shape[{depth}]'}):", depth + 1)
            if depth == 0 and self.ndim > 1 and self.choose.random() < 0.4:
                # CPython runs it in the middle.
                text = self.choose.choice(["b[i].mean()", "np.sum(b[i])", "b[i].std()", "np.median(b)"])
                sample = self.value(text.replace("[i]", "[0]"))
                if sample is not None and sample.dtype.kind in "iuf":
                    self.line(f"m = {text}", depth + 2)
                    self.sample["m"] = sample
        inner = self.ndim + 1
        element = self.element(at, 2)
        kind = self.value(element.replace(at, "[(0,) * a.ndim]")).dtype.kind
        target = numpy.dtype(self.arrays["out"][0])
        if numpy.can_cast(self.value(element.replace(at, "[(0,) * a.ndim]")).dtype, target, "same_kind"):
            self.line(f"out{at} = {element}", inner)
        elif kind in "biuf":
            self.line(f"{name} = {name} + {element}", inner)
        else:
            self.line(f"count += {element} == 0", inner)
        condition = self.choose.choice([f"a{at} == b{at}", f"b{at} != 0", f"c{at} == x"])
        self.line(f"if {condition}:", inner)
        self.line("count += 1", inner + 1)
        self.results.append("count")

    def element(self, at: str, depth: int) -> str:
        sample = "[(0,) * a.ndim]"
        for _ in range(20):
            x = f"{self.choose.choice('abc')}{at}" if depth == 1 else self.element(at, depth - 1)
            y = self.choose.choice(
                [*CONSTANTS, *(f"{name}{at}" for name in "abcabcabc"), *["m"] * (3 * ("m" in self.sample))]
            )
            if self.choose.random() < 0.15:
                value = self.value(x.replace(at, sample))
                function = self.choose.choice(OF_ELEMENTS)
                if value.dtype.kind in "iuf" and value.dtype.itemsize > 2 and (function != "np.sign" or "(" not in x):
                    x = f"{function}({x})"
            op = self.choose.choice(OPERATORS[:-5])
            # Scalars that divide by zero, and ints without sign below it, make NumPy warn.
            if op in ("/", "//", "%") and y not in CONSTANTS and self.choose.random() < 0.95:
                continue
            if op == "-" and "u" in self.kinds(x, y, at, sample) and self.choose.random() < 0.95:
                continue
            if self.is_compiled(op, x.replace(at, sample), y.replace(at, sample)):
                common = self.value(f"{x} {op} {y}".replace(at, sample))
                if common.dtype.kind != "b" or op in ("&", "|", "^"):
                    return f"({x} {op} {y})"
        return f"a{at}"

    def kinds(self, x: str, y: str, at: str, sample: str) -> str:
        values = (self.value(text.replace(at, sample)) for text in (x, y))
        return "".join(value.dtype.kind for value in values if hasattr(value, "dtype"))

    # Values

    def arguments(self, choose: random.Random, edges: bool) -> tuple[Any, ...]:
        # What is on the edge is soon left to CPython: few iterations, so that most of all are compiled.
        shape = choose.choice(SHAPES[self.ndim][:2] if edges else SHAPES[self.ndim])
        arrays = [self.array(*self.arrays[name], shape, choose, edges) for name in ("a", "b", "c", "out")]
        if choose.random() < 0.15:
            arrays[1] = arrays[0] if self.arrays["a"] == self.arrays["b"] else arrays[1]
        n = shape[0] if choose.random() < 0.98 else shape[0] + 1
        return (*arrays, n, self.scalar(self.x, choose.choice([1, 2, 3])), round(choose.uniform(-2, 2), 2))

    @staticmethod
    def scalar(dtype: str, value: int) -> Any:
        return numpy.dtype(dtype).type(value)

    def array(self, dtype: str, layout: str, shape: tuple[int, ...], choose: random.Random, edges: bool) -> Any:
        size = int(numpy.prod(shape))
        values = numpy.array([self.number(dtype, choose, edges) for _ in range(size)], dtype).reshape(shape)
        return laid_out(values, layout)

    @staticmethod
    def number(dtype: str, choose: random.Random, edges: bool) -> Any:
        kind = numpy.dtype(dtype).kind
        is_edge = edges and choose.random() < 0.05
        if kind == "b":
            return choose.random() < 0.5
        if kind in "iu":
            limits = numpy.iinfo(dtype)
            if is_edge:
                return choose.choice([limits.min, limits.max, 0])
            # Products of some stay in range.
            return choose.randint(1, 3) if choose.random() < 0.8 else choose.randint(0 if kind == "u" else -2, 4)
        if is_edge:
            return choose.choice([0.0, -0.0, float("inf"), float("nan"), float(numpy.finfo(dtype).max), 1e-7])
        real = round(choose.uniform(-4, 4), 2) or 1.0
        return complex(real, choose.randint(-2, 2)) if kind == "c" else real


def laid_out(array: Any, layout: str) -> Any:
    """The same elements, otherwise in memory."""
    if layout == "swapped":
        return array.astype(array.dtype.newbyteorder())
    if layout == "field":
        records = numpy.zeros(array.shape, [("before", "i1"), ("x", array.dtype), ("behind", "i2")])
        records["x"] = array
        return records["x"]
    if layout == "windows" and array.ndim == 2:
        # Neighbouring rows have elements in common.
        line = numpy.resize(array, array.shape[0] + array.shape[1])
        return numpy.lib.stride_tricks.as_strided(line, array.shape, 2 * line.strides)
    return programs.laid_out(array, layout)
