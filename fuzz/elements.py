"""Numbers and elements of every NumPy type, by every operation, on values at the edges of their types.

    python -m fuzz.elements                       # all of it: minutes
    python -m fuzz.elements --share 0.02 --seed 3 # some of it
    python -m fuzz.elements --only 1234           # one function: its text, and what differs

Each cell is a function of a line or two and the arguments that it is called with. What is compared is the value, bit
for bit, its type, exceptions, warnings, and the bytes of arrays, also where compiled code is left at its first exit
points.
The last line is `N functions, M calls, D different, C % compiled`.
"""

from __future__ import annotations

import argparse
import itertools
import linecache
import random
import re
import sys
import types
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

import hotloop
from fuzz.arrays import laid_out
from hotloop import _hotloop


def words(text: str) -> list[str]:
    """What stands in a text, with two spaces or an end of line between one and the next."""
    return [word for line in text.splitlines() for word in line.strip().split("  ") if word]


DTYPES = words("""
    bool  int8  int16  int32  int64  uint8  uint16  uint32  uint64  float16  float32  float64  complex64
    complex128
""")
PYTHON = words("python bool  python int  python float  python complex")
OPERATORS = words("+  -  *  /  //  %  **  <<  >>  &  |  ^  <  <=  ==  !=  >  >=")
LAYOUTS = words("rows  every second  backwards  columns  swapped  field  read only")

OF_MATH = words("""
    sqrt  sin  exp  floor  ceil  trunc  isnan  isfinite  fabs  log  gamma  factorial  isqrt  frexp  degrees
""")
OF_NUMPY = words("""
    sqrt  exp  sin  abs  floor  ceil  trunc  rint  square  negative  conj  real  imag  isnan  isfinite
    logical_not  sign  log  cos  tanh  cbrt  degrees
""")
UNARY = words("""
    -x  +x  ~x  not x  abs(x)  x.real  x.imag  x.conjugate()  1 if x else 2  x is None  round(x)  int(x)  float(x)
    complex(x)  bool(x)  str(x)  repr(x)  f"{x}"  x + 0  x**2  x**3  x**0.5  x**-1  2**x  x and 1  x or 1
    [5, 6, 7][x]  [0] * x  list(range(x))  x == x  x in (1, 2)  x < 2 < x + 5  (x, x)  x.item()  x.dtype == 1
    divmod(x, 2)  min(x, 1)  max(1, x)  pow(x, 2)  isinstance(x, int)  isinstance(x, float)  chr(x)  hash(x)
    sum([x, x])  x * 1.5  x * 1j  x.is_integer()  math.hypot(x, 3)  math.atan2(x, 2)  math.gcd(x, 6)
    math.ldexp(1.5, x)  np.array([x, 1])  np.array([[x, 2], [3, x]])  np.array([x, True, 2.5])
    np.array([x], dtype=np.int16)  np.full(3, x)  np.zeros(2, x.dtype)  np.full((2, 2), x, dtype=np.float32)
    np.linspace(x, 3, 5)  np.linspace(0, x, 4)  np.arange(x)[:9]  sum(v for v in [x, x])
""")
UNARY += [f"math.{name}(x)" for name in OF_MATH] + [f"np.{name}(x)" for name in OF_NUMPY + DTYPES]
BINARY = words("""
    np.minimum(x, y)  np.maximum(x, y)  np.add(x, y)  np.multiply(x, y)  min(x, y)  max(x, y)  np.hypot(x, y)
    np.where(x > y, x, y)  math.hypot(x, y)  divmod(x, y)  x is y  [x, y]  x and y  x or y  x if x > y else y
    pow(x, y)  math.copysign(x, y)  complex(x, y)  x in (y, 1)  x < y < x  np.arctan2(x, y)  np.array([x, y])
    np.linspace(x, y, 3)  np.arange(x, y, 1.5)[:5]  np.arange(y, x)[:5]
""")

STORES = words("""
    a[1] = y  a[-1] = y  a[i] += y  a[i] -= y  a[i] *= y  a[i] /= y  a[i] //= y  a[i] %= y  a[i] **= y  a[i] <<= y
    a[i] >>= y  a[i] &= y  a[i] |= y  a[i] ^= y  a[i] = a[i] + y  a[i], a[0] = y, a[i]  a[1:3] = y  a[::2] += y
    a[:] = y  a += y  a[1:] *= y  a[...] = y  a.fill(y)
""")

LOOPS = words("""
    s = s + v  s = s * v  s = s - v  s = v if v > s else s  s = max(s, v)  s += v * v  s += bool(v)  s = v
    s += 1 if v else 2  s = s or v  s = s | v  s = s + (v > 1)  s = s + v / 2  s += v % 3  s = s + abs(v)
    s = s + a.sum()  s = s + np.mean(a)
""")
STARTS = words("0  0.0  False  1j  a[0]  np.float64(0)  np.int32(1)  None")

SHAPES = {0: [()], 1: [(4,), (0,), (1,)], 2: [(3, 4), (0, 3), (2, 0)], 3: [(2, 3, 2)], 4: [(2, 1, 3, 2)]}
INDICES = words("""
    i  -1  j  -i  5  ()  ...  None  :  ::-1  1:  :-1  ::2  i:  2:1  -2:  i, j  i, -1  :, 0  0, :  i, ::-1  ::2, 1:
    ..., 0  0, ...  None, :  :, None  i, j, k  0, :, 1  :, :, 0  i, j, k, 0  0, ..., 0  :, 0, 0, 1  True  [0, 1]
    i, [1]  (i,)  (i, j)  1.0  np.int8(1)  i, j, k, i, j  ::k  u  u, u  ..., ::-1  ..., :, 0  1:, ...
""")
READS = words("""
    a[{}]  a.T[{}]  a[::-1][{}]  a[1:][{}]  a[0][{}]  np.shape(a[{}])  a[{}].shape  len(a[{}])  a[{}].sum()
    a[{}].ndim  a[{}] + 1  a[{}].copy()  a[{}].max()  a[{}].size  a[{}].T  a[{}].real  a[{}].any()
    (a[{}] > 1).all()  sum(a[{}])  a[{}].astype(np.float64)  a[{}].astype("int8")  np.zeros(2, a[{}].dtype)
    np.sign(a[{}])  a[{}].mean()  max(a[{}])
""")
WRITES = words("""
    a[{}] = 3  a[{}] = x  a[{}] += 1  a[{}] = a[{}]  a[{}] *= x  v = a[{}]; v += 1  a.T[{}] = 1  a[{}] = 300
    a[{}] = -1  a[::-1][{}] = 2.5  del a[{}]  a[0][{}] = 1  a[{}][0] = 1  for w in a[{}]: x = x + w
""")


@dataclass(frozen=True)
class Cell:
    source: str
    # Of each parameter what it is: a type, or a layout, a type and a number of dimensions.
    arguments: tuple[str, ...]
    n_exits: int = 0


def cells() -> Iterator[Cell]:
    """All of them, in an order of their own."""
    types = DTYPES + PYTHON
    for x, y in itertools.product(types, types):
        if not (x in PYTHON and y in PYTHON):
            for op in OPERATORS:
                yield Cell(f"def f(x, y):\n    return x {op} y\n", (x, y))
            for text in BINARY:
                yield Cell(f"def f(x, y):\n    return {text}\n", (x, y))
    for x in [*DTYPES, "longdouble", "clongdouble"]:
        for text in UNARY:
            yield Cell(f"def f(x):\n    return {text}\n", (x,))
    for at, (a, y, text) in enumerate(itertools.product([*DTYPES, "longdouble"], types, STORES)):
        layout = LAYOUTS[at % len(LAYOUTS)]
        yield Cell(f"def f(a, y, i):\n    {text}\n    return a[0]\n", (f"{layout}, {a}, 1", y, "index"), 2)
    for at, (a, text, start) in enumerate(itertools.product(DTYPES, LOOPS, STARTS)):
        layout = LAYOUTS[at % len(LAYOUTS)]
        source = f"def f(a):\n    s = {start}\n    for v in a:\n        {text}\n    return s\n"
        yield Cell(source, (f"{layout}, {a}, 1",), 3)
    places = itertools.product(range(5), INDICES, READS + WRITES)
    for at, (ndim, index, form) in enumerate(places):
        layout, a = LAYOUTS[at % len(LAYOUTS)], DTYPES[at % len(DTYPES)]
        text = form.replace("{}", index)
        line = text if form in WRITES else f"x = {text}"
        source = f"def f(a, i, j, k, u, x):\n    {line}\n    return x, i\n"
        yield Cell(
            source, (f"{layout}, {a}, {ndim}", "index", "index", "index", "uint8 index", DTYPES[(at // 7) % 14]), 1
        )


def values(ty: str) -> list[Any]:
    """Numbers of a type, those at its edges among them."""
    inf, nan = float("inf"), float("nan")
    if ty == "python bool" or ty == "bool":
        return [bool, np.bool_][ty == "bool"](False), [bool, np.bool_][ty == "bool"](True)
    if ty == "python int":
        return [
            0,
            1,
            -1,
            2,
            7,
            -3,
            62,
            127,
            128,
            255,
            256,
            65504,
            65505,
            2**31 - 1,
            2**31,
            2**53 + 1,
            2**62,
            -(2**63),
            2**64,
        ]
    if ty == "python float":
        return [
            0.0,
            -0.0,
            1.0,
            -1.5,
            0.1,
            1 + 2**-11 + 2**-40,
            6e-8,
            2.9e-8,
            65504.0,
            65519.99,
            65520.0,
            1e30,
            1e300,
            inf,
            nan,
            3.0,
        ]
    if ty == "python complex":
        return [0j, 1 + 2j, -0.5 + 0.25j, 1e5j, 3 + 0j, complex(nan, 1), 1e300 + 1j]
    if ty == "index":
        return [1, 0, -1, 3, -4, 4]
    if ty == "uint8 index":
        return [np.uint8(1), np.uint8(0)]
    dtype = np.dtype(ty)
    if dtype.kind in "iu":
        limits = np.iinfo(dtype)
        wanted = {0, 1, 2, 3, 7, limits.max, limits.min, limits.max // 2 + 1, -1, -7, 100}
        return [dtype.type(v) for v in sorted(wanted) if limits.min <= v <= limits.max]
    with np.errstate(all="ignore"):
        if dtype.kind == "c":
            return [
                dtype.type(v)
                for v in [0, 1 + 2j, -0.5 + 0.3j, 1e5j, 3, complex(inf, 0), complex(0, nan), 1e-30 + 1e-30j, -0.0]
            ]
        wanted = [0.0, -0.0, 1.0, -1.5, 0.1, 6e-8, 2048.0, 2049.0, 65504.0, 1e30, 3.0, -7.0, 2.5, 1e300, inf, nan]
        return [dtype.type(v) for v in wanted]


def argument(what: str, choose: random.Random) -> Any:
    """An argument of a cell, and one like it at the next call with the same state."""
    if ", " not in what:
        return choose.choice(values(what))
    layout, ty, ndim = what.split(", ")
    shape = choose.choice(SHAPES[int(ndim)])
    size = int(np.prod(shape))
    # Most of them are no edges, so that calls go some way.
    plain = [value for value in values(ty) if abs(complex(value)) <= 3]
    items = [choose.choice(values(ty) if choose.random() < 0.15 else plain) for _ in range(size)]
    array = np.array(items, ty).reshape(shape)
    if ty == "bool" and choose.random() < 0.3:
        array = (array.view(np.uint8) * np.uint8(2)).view(bool)
    if layout == "read only":
        array.flags.writeable = False
        return array
    return laid_out(array, layout) if shape else array


def made(cell: Cell, seed: int) -> list[Any]:
    choose = random.Random(seed)
    return [argument(what, choose) for what in cell.arguments]


def all_arguments(cell: Cell, choose: random.Random, n: int) -> list[Callable[[], list[Any]]]:
    """Some calls of a cell, each as what makes the arguments anew."""
    if any(", " in what for what in cell.arguments):
        seeds = [choose.randrange(10**9) for _ in range(n)]
        return [lambda seed=seed: made(cell, seed) for seed in seeds]
    every = list(itertools.product(*(values(what) for what in cell.arguments)))
    some = every if len(every) <= 4 * n else choose.sample(every, 4 * n)
    return [lambda one=one: list(one) for one in some]


def outcome(function: Any, arguments: list[Any], file: str) -> Any:
    """All of a call that can be seen."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            result = exact(function(*arguments))
        except Exception as error:
            result = type(error).__name__, str(error)
    told = [(one.category.__name__, str(one.message), one.lineno) for one in caught]
    return result, [exact(one) for one in arguments], told


def exact(value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        return type(value).__name__, [exact(item) for item in value]
    if getattr(value, "dtype", None) in (np.longdouble, np.clongdouble):
        # There are bytes in it that say nothing.
        return type(value).__name__, repr(value)
    if isinstance(value, (np.ndarray, np.generic)):
        plain = value.astype(value.dtype.newbyteorder("=")) if isinstance(value, np.ndarray) else value
        bits = plain.tobytes()
        if plain.dtype.kind in "fc" and np.isnan(plain).any():
            bits = repr(plain.tolist())
        of_memory = (value.flags.writeable, value.flags.owndata) if isinstance(value, np.ndarray) else ()
        return type(value).__name__, str(value.dtype), value.shape, bits, of_memory
    if isinstance(value, complex):
        return "complex", repr(value)
    return type(value).__name__, repr(value)


def load(source: str, number: int) -> Any:
    import math

    file = f"<cell {number}>"
    linecache.cache[file] = (len(source), None, source.splitlines(True), file)
    module = types.ModuleType(f"cell_{number}")
    module.__dict__.update(np=np, math=math)
    exec(compile(source, file, "exec", dont_inherit=True), module.__dict__)
    return module.f


@dataclass
class Total:
    functions: int = 0
    # Those that give something.
    programs: int = 0
    calls: int = 0
    different: int = 0
    compiled: int = 0

    def line(self) -> str:
        share = 100 * self.compiled / max(1, self.programs)
        return f"{self.functions} functions, {self.calls} calls, {self.different} different, {share:.0f} % compiled"


def check(number: int, cell: Cell, total: Total, reasons: Counter[str], n: int = 6) -> list[str]:
    """What differs, in words."""
    choose = random.Random(number)
    plain = load(cell.source, number)
    calls = all_arguments(cell, choose, n)
    with np.errstate():
        expected = [outcome(plain, call(), f"<cell {number}>") for call in calls]
        found = []
        for n_exits in range(cell.n_exits + 1):
            function = hotloop.jit(plain, threads=1)
            _hotloop.force_exit(n_exits)
            try:
                for call, truth in zip(calls, expected, strict=True):
                    got = outcome(function, call(), f"<cell {number}>")
                    total.calls += 1
                    if got != truth:
                        found.append(f"{call()!r}, exit {n_exits}: CPython {truth}, hotloop {got}")
            finally:
                _hotloop.force_exit(0)
            if n_exits == 0:
                of_types = list(function.statistics["signatures"].values())
                is_compiled = any(one["compiled"] for one in of_types)
                told = [str(one["reason"]) for one in of_types if not one["compiled"]]
                found += [one for one in told if one.startswith("internal error")]
                # What raises for all of them is no program.
                is_program = any(
                    not (isinstance(truth[0][1], str) and truth[0][0].endswith("Error")) for truth in expected
                )
                total.programs += is_program
                total.compiled += is_program and is_compiled
                if is_program and not is_compiled:
                    reasons[re.sub(r"^.*?:\d+: ", "", told[0]) if told else str(function.statistics["reason"])] += 1
            total.functions += n_exits == 0
    total.different += bool(found)
    return found


def some_cells(share: float, seed: int) -> list[tuple[int, Cell]]:
    """A share of all of them, the same for the same seed."""
    choose = random.Random(seed)
    return [one for one in enumerate(cells()) if choose.random() < share]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m fuzz.elements", description=__doc__.split("\n")[0])
    parser.add_argument("--share", type=float, default=1.0, metavar="S", help="of all functions, 0 to 1")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="which they are")
    parser.add_argument("--only", type=int, metavar="N", help="one function")
    parser.add_argument("--matching", default="", metavar="TEXT", help="those whose text or types have this")
    parser.add_argument("--reasons", type=int, default=0, metavar="N", help="the N reasons most often given")
    options = parser.parse_args()
    total, reasons = Total(), Counter()
    chosen = some_cells(options.share, options.seed)
    if options.only is not None:
        chosen = [(number, cell) for number, cell in enumerate(cells()) if number == options.only]
    for number, cell in chosen:
        if options.matching not in cell.source + str(cell.arguments):
            continue
        found = check(number, cell, total, reasons)
        if found:
            print(f"{number}: {cell.arguments}\n{cell.source}{found[0]}", flush=True)
    for reason, n in reasons.most_common(options.reasons):
        print(f"{n:6} {reason}")
    print(total.line())
    return 1 if total.different else 0


if __name__ == "__main__":
    sys.exit(main())
