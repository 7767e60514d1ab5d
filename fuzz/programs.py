"""Random typed programs that hotloop should compile, and the arguments to call them with.

    >>> program = generate(7)
    >>> print(program.source)          # a module with `main`, and functions that it calls
    >>> program.calls[0]()             # arguments for main, new ones each time

A program is made of what numeric programs are made of: loops over lists and arrays, nested and left early, conditions,
arithmetic on each kind of number, calls. Most programs raise nothing; some get values from the edges of their types.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy

INT, FLOAT, COMPLEX, BOOL = "int", "float", "complex", "bool"
# How an element is held: a list of Python numbers, or an array of this dtype.
LISTS = {INT: "list", FLOAT: "list", COMPLEX: "list", BOOL: "list"}
DTYPES = {
    INT: ["int64", "int64", "int32", "uint8", "int16", "uint32"],
    FLOAT: ["float64", "float64", "float32"],
    COMPLEX: ["complex128", "complex64"],
    BOOL: ["bool"],
}
# What has the range of a Python number. Elements of other types are mostly read as Python numbers.
WIDE = ["int64", "float64", "complex128", "bool"]
# How an array lies in memory.
LAYOUTS = ["rows", "rows", "rows", "every second", "backwards", "columns"]
SIZES = [1, 7, 31, 64, 100, 333, 1000]


@dataclass(frozen=True)
class Buffer:
    """A parameter that holds elements of one kind: `storage` is "list" (with two dimensions: of rows) or a dtype."""

    name: str
    kind: str
    storage: str
    ndim: int = 1
    layout: str = "rows"

    @property
    def is_array(self) -> bool:
        return self.storage != "list"

    @property
    def is_narrow(self) -> bool:
        return self.is_array and self.storage not in WIDE


@dataclass
class Program:
    seed: int
    source: str
    calls: list[Callable[[], tuple[Any, ...]]] = field(default_factory=list)
    # It is to be compiled and to stay in compiled code.
    is_counted: bool = True
    # It is run as a whole, by `hotloop run`.
    is_script: bool = False


def generate(seed: int) -> Program:
    """The same program and the same arguments for the same seed."""
    writer = Writer(random.Random(seed))
    return written(seed, writer.module(), lambda choose, edges: arguments(writer.buffers, choose, edges))


def written(seed: int, source: str, arguments: Callable[[random.Random, bool], tuple[Any, ...]]) -> Program:
    """A program that is called four times, with arguments of their own; the last time with values from the edges."""
    program = Program(seed, source)
    for at in range(4):
        make = functools.cache(lambda at=at: arguments(random.Random(seed * 8 + at), at == 3))
        program.calls.append(lambda make=make: copied(make(), {}))
    return program


def copied(value: Any, memo: dict[int, Any]) -> Any:
    """New lists and arrays with the same elements, one for each, at the same places in memory."""
    if not isinstance(value, (list, tuple, numpy.ndarray)):
        return value
    if id(value) not in memo:
        if isinstance(value, numpy.ndarray):
            copy = copied_array(value, memo)
        elif isinstance(value, tuple):
            copy = tuple(copied(one, memo) for one in value)
        elif list in (inside := set(map(type, value))) or tuple in inside or numpy.ndarray in inside:
            copy = [copied(one, memo) for one in value]
        else:
            copy = value[:]
        memo[id(value)] = copy
    return memo[id(value)]


def copied_array(array: Any, memo: dict[int, Any]) -> Any:
    """A part of an array is the same part of its copy."""
    if array.base is None or not array.size:
        return array.copy(order="K")
    owner = array
    while owner.base is not None:
        owner = owner.base
    begin, here = (one.__array_interface__["data"][0] for one in (owner, array))
    memory = copied(owner, memo).ravel(order="K").view("u1")
    part = numpy.ndarray(array.shape, array.dtype, memory, here - begin, array.strides)
    part.flags.writeable = array.flags.writeable
    return part


def arguments(buffers: list[Buffer], choose: random.Random, edges: bool) -> tuple[Any, ...]:
    """For `main(*buffers, n, m, p)`: buffers of one length, `n` not above it, a small int and a float."""
    # What is on the edge is soon left to CPython: few iterations, so that most of all are compiled.
    size = choose.choice(SIZES[:3] if edges else SIZES)
    values = [values_of(buffer, size, choose, edges) for buffer in buffers]
    n = size if choose.random() < 0.95 else size + 1
    return (*values, n, choose.choice([1, 3, 10, 30]), round(choose.uniform(-2, 2), 2))


def values_of(buffer: Buffer, size: int, choose: random.Random, edges: bool) -> Any:
    width = 5 if buffer.ndim == 2 else 1
    numbers = [number(buffer.kind, choose, edges) for _ in range(size * width)]
    if not buffer.is_array:
        return [numbers[at : at + width] for at in range(0, len(numbers), width)] if buffer.ndim == 2 else numbers
    if buffer.kind == INT:
        array = numpy.array(numbers, dtype="int64").astype(buffer.storage)
    else:
        with numpy.errstate(over="ignore"):
            array = numpy.array(numbers, dtype=buffer.storage)
    return laid_out(array.reshape(size, width) if buffer.ndim == 2 else array, buffer.layout)


def laid_out(array: Any, layout: str) -> Any:
    """The same elements, otherwise in memory."""
    if layout == "every second":
        wider = numpy.zeros((array.shape[0] * 2, *array.shape[1:]), array.dtype)
        wider[::2] = array
        return wider[::2]
    if layout == "backwards":
        return array[::-1].copy()[::-1]
    return numpy.asfortranarray(array) if layout == "columns" else array


EDGES = {
    INT: [0, 1, -1, 2**31 - 1, -(2**31), 2**53 + 1, 2**62, 2**63 - 1, -(2**63)],
    FLOAT: [0.0, -0.0, float("inf"), float("-inf"), float("nan"), 5e-324, 1.7e308, -1e16],
    COMPLEX: [0j, complex(0.0, -0.0), complex(float("inf"), 1.0), complex(1e200, 1e200), complex(2.0, 0.0)],
    BOOL: [True, False],
}


def number(kind: str, choose: random.Random, edges: bool) -> Any:
    if edges and choose.random() < 0.04:
        return choose.choice(EDGES[kind])
    if kind == INT:
        return choose.randint(-100, 100)
    if kind == FLOAT:
        return choose.choice([choose.uniform(-3, 3), float(choose.randint(-4, 4))])
    if kind == COMPLEX:
        return complex(round(choose.uniform(-1.5, 1.5), 3), round(choose.uniform(-1.5, 1.5), 3))
    return choose.random() < 0.5


# What a loop may do with a value that it carries, so that lanes can have parts of it.
FLAGS = ["{r} = True", "{r} = False"]
COMBINATIONS = [
    "{r} += {x}",
    "{r} += {x}",
    "{r} -= {x}",
    "{r} += 1",
    "{r} -= 1",
    "{r} = min({r}, {x})",
    "{r} = max({r}, {x})",
    "{v} = {x}\nif {v} < {r}:\n    {r} = {v}",
    "{v} = {x}\nif {r} <= {v}:\n    {r} = {v}",
    "{r} &= {x}",
    "{r} |= {x}",
    "{r} ^= {x}",
    *FLAGS,
]

# Functions that write into a list, and put something behind it.
FILL = ["", "def fill(a, x):", "    for i in range(len(a)):", "        a[i] = x"]
GROW = ["", "def grow(a, x):", "    if len(a) < 40:", "        a.append(x)", "    return x"]


class Lines:
    """The text of a module while it is written."""

    def __init__(self, choose: random.Random) -> None:
        self.choose = choose
        self.lines: list[str] = []
        self.depth = 0
        self.fresh = 0

    def line(self, text: str) -> None:
        self.lines.append("    " * self.depth + text if text else "")

    @contextmanager
    def indented(self) -> Iterator[None]:
        self.depth += 1
        yield
        self.depth -= 1


class Writer(Lines):
    """Writes one module. `names` are the variables that have a value here, by kind."""

    def __init__(self, choose: random.Random) -> None:
        super().__init__(choose)
        self.buffers: list[Buffer] = []
        self.names: dict[str, list[str]] = {}
        self.index: list[str] = []
        self.helpers: list[tuple[str, list[str], str]] = []
        # A function that main calls is being written.
        self.is_called = False
        # Variables from outside, which the loop that is being written leaves alone.
        self.fixed: list[str] = []

    def module(self) -> str:
        self.line("import math")
        for _ in range(self.choose.choice([0, 0, 1, 2])):
            self.helper()
        self.lines += FILL + GROW
        self.buffers = [self.buffer(name) for name in "abc"[: self.choose.randint(1, 3)]]
        self.buffers.append(self.buffer("out"))
        parameters = ", ".join([buffer.name for buffer in self.buffers] + ["n", "m", "p"])
        self.is_called = self.choose.random() < 0.25
        self.line("")
        self.line(f"def {'part' if self.is_called else 'main'}({parameters}):")
        self.names = {INT: ["m"], FLOAT: ["p"], COMPLEX: [], BOOL: []}
        with self.indented():
            for kind in self.choose.sample([INT, FLOAT, COMPLEX, BOOL], self.choose.randint(1, 3)):
                self.assign_new(kind)
            for _ in range(self.choose.choice([1, 1, 2])):
                kinds = [self.elementwise, self.elementwise, self.reduction, self.combination, self.table, self.lists]
                self.choose.choice(kinds)()
            results = [name for names in self.names.values() for name in names]
            self.line(f"return {', '.join(self.choose.sample(results, min(3, len(results))))}")
        if self.is_called:
            self.caller(parameters)
        return "\n".join(self.lines) + "\n"

    def buffer(self, name: str) -> Buffer:
        kind = self.choose.choice([INT, INT, FLOAT, FLOAT, FLOAT, COMPLEX, BOOL])
        if self.choose.random() < 0.5:
            return Buffer(name, kind, "list", self.choose.choice([1, 1, 1, 2]))
        ndim, layout = self.choose.choice([1, 1, 1, 2]), self.choose.choice(LAYOUTS)
        return Buffer(name, kind, self.choose.choice(DTYPES[kind]), ndim, layout)

    # ---- shapes

    def helper(self) -> None:
        """A function that main may call: numbers in, a number out, perhaps from inside a loop."""
        kinds = [self.choose.choice([INT, FLOAT, FLOAT]) for _ in range(self.choose.randint(1, 2))]
        result = self.choose.choice([INT, FLOAT])
        name = f"helper{len(self.helpers)}"
        self.names = {INT: [], FLOAT: [], COMPLEX: [], BOOL: []}
        parameters = [f"x{at}" for at in range(len(kinds))]
        for parameter, kind in zip(parameters, kinds):
            self.names[kind].append(parameter)
        self.line("")
        self.line(f"def {name}({', '.join(parameters)}):")
        with self.indented():
            if self.choose.random() < 0.25:
                self.recursion(name, kinds, result)
            self.assign_new(result)
            if self.choose.random() < 0.5:
                self.line(f"for {self.new('h')} in range({self.choose.randint(1, 12)}):")
                with self.indented(), self.scope():
                    self.statement(1)
                    self.line(f"if {self.condition(1)}:")
                    with self.indented():
                        self.line(f"return {self.of_kind(result)}")
            self.line(f"return {self.of_kind(result)}")
        self.helpers.append((name, kinds, result))

    def recursion(self, name: str, kinds: list[str], result: str) -> None:
        """The function calls itself with a last argument that is one less, once or twice, and ends at 0."""
        parameters = self.lines[-1]
        self.lines[-1] = parameters.replace("):", ", left):")
        self.line("if left <= 0:")
        with self.indented():
            self.line(f"return {self.settled(result)}")
        for _ in range(self.choose.choice([1, 1, 2])):
            found = self.new("v")
            given = [f"{self.settled(kind)}" for kind in kinds]
            self.line(f"{found} = {name}({', '.join(given)}, left - 1)")
            self.names[result].append(found)
        self.names[INT].append("left")
        kinds.append("left")

    def settled(self, kind: str) -> str:
        """A value whose type is certain; an int that does not grow."""
        return f"int({self.of_kind(INT)}) % 1000" if kind == INT else f"{kind}({self.of_kind(kind)})"

    def caller(self, parameters: str) -> None:
        """What calls all that was written so far, several times, and may fail behind it."""
        self.line("")
        self.line(f"def main({parameters}):")
        self.names = {INT: ["m"], FLOAT: ["p"], COMPLEX: [], BOOL: []}
        with self.indented():
            self.assign_new(FLOAT)
            k, found = self.new("i"), self.new("f")
            self.line(f"{found} = part({parameters})")
            self.line(f"for {k} in range({self.choose.randint(1, 3)}):")
            with self.indented(), self.scope(k):
                self.line(f"{found} = part({parameters})")
                self.read(self.choose.choice(self.buffers), k)
                self.statement(1)
                if self.choose.random() < 0.4:
                    self.line(f"{self.new('f')} = part({parameters})")
                    self.statement(1)
            self.line(f"return {found}, {self.leaf(FLOAT)}")

    def elementwise(self) -> None:
        """Each iteration writes its own element: what runs in lanes."""
        i = self.new("i")
        items = self.items(i) if self.choose.random() < 0.3 else None
        plain = [f"for {i} in range(n):"] * 4 + [f"for {i} in range(1, n - 1):"]
        self.line(f"for {items[0]}:" if items else self.choose.choice(plain))
        if self.choose.random() < 0.85:
            self.fixed = [name for names in self.names.values() for name in names]
        with self.indented(), self.scope(i):
            for kind, name in items[1] if items else []:
                self.names[kind].append(name)
            for buffer in self.buffers[:-1]:
                if self.choose.random() < 0.7:
                    self.read(buffer, i)
            for _ in range(self.choose.randint(1, 3)):
                self.statement(2)
            if self.choose.random() < 0.8:
                self.inner_loop(2)
            self.store(self.buffers[-1], i)
            if self.choose.random() < 0.05 and not self.is_called:
                self.line(f"if {i} % 100 == 7:")
                with self.indented():
                    self.line(f"print({i}, {self.expression(INT, 1)})")
        self.fixed = []

    def reduction(self) -> None:
        """A value that passes from one iteration to the next."""
        kind = self.choose.choice([INT, FLOAT, FLOAT])
        total, i = self.new("s"), self.new("i")
        if self.choose.random() < 0.2:
            self.comprehension()
        self.line(f"{total} = {self.constant(kind)}")
        items = self.items(i) if self.choose.random() < 0.4 else None
        self.line(f"for {items[0]}:" if items else f"for {i} in range(n):")
        with self.indented(), self.scope(i):
            for item_kind, name in items[1] if items else []:
                self.names[item_kind].append(name)
            self.read(self.choose.choice(self.buffers), i)
            self.statement(1)
            operator = self.choose.choice(["+=", "+=", "-="])
            self.line(f"{total} {operator} {self.bounded(kind)}")
            if self.choose.random() < 0.3:
                self.line(f"if {self.condition(1)}:")
                with self.indented():
                    self.line(self.choose.choice(["continue", "break"]))
        self.names[kind].append(total)

    def combination(self) -> None:
        """Values that iterations combine something with, and do nothing else with."""
        i = self.new("i")
        totals = [(self.new("r"), self.choose.choice(COMBINATIONS)) for _ in range(self.choose.choice([1, 1, 2, 3]))]
        for name, form in totals:
            start = str(self.choose.choice([0, 0, 1, -5, 2**62, 1000]))
            self.line(f"{name} = {self.choose.choice(['True', 'False']) if form in FLAGS else start}")
        # An int that is squared again and again takes CPython hours.
        self.fixed = list(self.names[INT])
        self.line(f"for {i} in range({self.choose.choice(['n', 'n', 'n - 1', 'n * 3'])}):")
        with self.indented(), self.scope(i):
            if self.lines[-1].endswith("range(n):"):
                self.read(self.choose.choice(self.buffers), i)
            self.statement(1)
            for name, form in totals:
                if self.choose.random() < 0.25:
                    self.line(f"for {self.new('k')} in range({self.choose.choice(['3', 'm', '12'])}):")
                    with self.indented(), self.scope():
                        self.assign_new(INT)
                        self.combine(name, form)
                else:
                    self.combine(name, form)
            if self.choose.random() < 0.3:
                self.inner_loop(1)
            if self.choose.random() < 0.5:
                self.combine(*self.choose.choice(totals))
            if self.choose.random() < 0.1:
                self.store(self.buffers[-1], i)
        self.fixed = []
        for name, form in totals:
            self.names[BOOL if form in FLAGS else INT].append(name)

    def combine(self, name: str, form: str) -> None:
        text = form.format(r=name, x=self.bounded(INT), v=self.new("w"))
        if form in FLAGS or self.choose.random() < 0.4:
            self.line(f"if {self.condition(1)}:")
            with self.indented():
                return self.each_line(text)
        self.each_line(text)

    def each_line(self, text: str) -> None:
        for line in text.splitlines():
            self.line(line)

    def table(self) -> None:
        """Two loops over a table, or over a list as one."""
        i, j = self.new("i"), self.new("j")
        wide = [buffer for buffer in self.buffers if buffer.ndim == 2]
        if not wide:
            return self.reduction()
        buffer = self.choose.choice(wide)
        height, width = (f"{buffer.name}.shape[0]", f"{buffer.name}.shape[1]")
        place = f"{buffer.name}[{i}, {j}]"
        if not buffer.is_array:
            height, width, place = f"len({buffer.name})", f"len({buffer.name}[{i}])", f"{buffer.name}[{i}][{j}]"
        self.line(f"for {i} in range({height}):")
        with self.indented(), self.scope(i):
            self.assign_new(FLOAT)
            above = place
            if not buffer.is_array and self.choose.random() < 0.5:
                row, other = self.new("row"), self.new("row")
                self.line(f"{row}, {other} = {buffer.name}[{i}], {buffer.name}[{i} - 1]")
                place, above = f"{row}[{j}]", f"{other}[{j} - {self.choose.choice([0, 1])}]"
            self.line(f"for {j} in range({width}):")
            with self.indented(), self.scope(j):
                name = self.new("t")
                self.line(f"{name} = {self.choose.choice([place, above])}")
                self.names[buffer.kind].append(name)
                self.statement(1)
                if self.choose.random() < 0.5:
                    self.line(f"{place} = {self.storable(buffer)}")

    def comprehension(self) -> None:
        """A list of its own, and its length among the names."""
        known = [buffer for buffer in self.buffers if buffer.ndim == 1 and not buffer.is_narrow]
        if not known:
            return
        buffer, item, name, length = self.choose.choice(known), self.new("t"), self.new("w"), self.new("s")
        with self.scope():
            self.names[buffer.kind].append(item)
            value = self.storable(Buffer(name, self.choose.choice([INT, FLOAT, COMPLEX]), "list"))
            condition = f" if {self.condition(1)}" if self.choose.random() < 0.5 else ""
        if not buffer.is_array and self.choose.random() < 0.1:
            # The list that is gone through gets longer meanwhile.
            condition = f" if grow({buffer.name}, {item}) == {item}"
        self.line(f"{name} = [{value} for {item} in {buffer.name}{condition}]")
        self.line(f"{length} = len({name})")
        self.names[INT].append(length)
        least, found = self.new("s"), self.new("v")
        test = self.choose.choice([f"x != x for x in {name}", f"x == {name}[0] for x in {name}", name])
        self.line(f"{found} = {self.choose.choice(['any', 'all'])}({test})")
        self.names[BOOL].append(found)
        if not value.startswith("complex"):
            fold = self.choose.choice(["sum", "sum", "min", "max"])
            kind = FLOAT if value.startswith("float") else INT
            self.line(f"{least} = {'0.0' if kind == FLOAT else '0'}")
            self.line(f"if {length} > 0:")
            with self.indented():
                self.line(f"{least} = {fold}({self.choose.choice(['', 'x * x for x in '])}{name})")
            self.names[kind].append(least)

    def lists(self) -> None:
        """Lists that are made in each iteration, edited, handed to a function, and kept for the next one."""
        kind = self.choose.choice([INT, FLOAT, FLOAT, COMPLEX])
        i, new, kept, item, length = (self.new(letter) for letter in "iwwts")
        self.line(f"{kept} = [{self.storable(Buffer(kept, kind, 'list'))}] * 3")
        self.line(f"for {i} in range(n):")
        with self.indented(), self.scope(i):
            self.read(self.choose.choice(self.buffers), i)
            if self.choose.random() < 0.5:
                self.line(f"{item} = {kept}[{self.choose.choice(['0', '-1', f'{i} % len({kept})'])}]")
                self.names[kind].append(item)
            value = self.storable(Buffer(new, kind, "list"))
            makers = [f"[{value}] * ({i} % 5 + 2)", f"{kept}[:]", f"list({kept})", f"[{value}, {value}]"]
            makers += [f"{kept}[-3:] + [{value}]", f"[{value}] + {kept}[::2]", f"[x + {value} for x in {kept}[:4]]"]
            self.line(f"{new} = {self.choose.choice(makers)}")
            # Some edits double it.
            self.line(f"del {new}[9:]")
            for _ in range(self.choose.randint(0, 3)):
                self.edit(new, kept, kind, i)
            if self.choose.random() < 0.4:
                self.compared(new, kept, kind, i)
            self.statement(1)
            if self.choose.random() < 0.5:
                self.line(f"if {self.condition(1)}:")
                with self.indented():
                    self.line(f"{kept} = {new}")
            else:
                self.line(self.choose.choice([f"{kept} = {new}", f"{kept}, {new} = {new}, {kept}"]))
            if self.choose.random() < 0.2:
                self.line(f"{new}.append({value})")
        self.line(f"{length} = len({kept})")
        self.names[INT].append(length)
        last = self.new("t")
        self.line(f"{last} = {kept}[-1]")
        self.names[kind].append(last)

    def edit(self, new: str, other: str, kind: str, i: str) -> None:
        value = self.storable(Buffer(new, kind, "list"))
        edits = [f"{new}.append({value})", f"{new}.extend({other}[:2])", f"{new} += [{value}]", f"{new}[-1] = {value}"]
        edits += [f"{new}.insert({self.choose.choice(['0', '1', '-1', i])}, {value})", f"fill({new}, {value})"]
        edits += [f"{other}[0] = {value}", f"{new}.clear()\n{new} += ({value}, {value})"]
        some = self.choose.choice(["1:", ":2", "1:2", ":", "-1:", "5:", f"{i} % 3:"])
        parts = [
            f"{other}[:2]",
            f"[{value}]",
            f"({value}, {value})",
            f"{new}",
            f"{new}[::-1]",
            f"[{value}] * ({i} % 4 + 1)",
        ]
        edits += [f"{new}[{some}] = {self.choose.choice(parts)}", f"{new}[{some}] += {other}[:1]", f"del {new}[2:{i}]"]
        step = self.choose.choice(["2", "-1", f"({i} % 3 + 1)"])
        edits += [f"{new}[::{step}] = [{value}] * len({new}[::{step}])", f"del {new}[1::{step}]", f"{new}[8:] = []"]
        if kind != COMPLEX:
            edits += [f"{new}.sort()", f"{new}.sort(reverse=True)", f"{new}[:] = sorted({new}, key=abs)"] * 2
        if self.choose.random() < 0.3:
            self.line(f"if len({new}) > 1:")
            with self.indented():
                self.line(f"{new}.pop({self.choose.choice(['', '0', '-2'])})")
        else:
            self.each_line(self.choose.choice(edits))

    def compared(self, new: str, other: str, kind: str, i: str) -> None:
        """What is found out about lists as wholes."""
        flag, count = self.new("q"), self.new("s")
        order = self.choose.choice(["==", "!="] if kind == COMPLEX else ["==", "!=", "<", "<=", ">", ">="])
        self.line(f"{flag} = {self.choose.choice([new, f'{new}[:2]'])} {order} {other}")
        self.line(
            f"{count} = {new}.count({self.constant(kind)}) + {self.choose.choice([new, f'{new}[1:]'])}.count({i})"
        )
        self.names[BOOL].append(flag)
        self.names[INT].append(count)

    def items(self, i: str) -> tuple[str, list[tuple[str, str]]] | None:
        """The head of a loop over elements, which also counts `i`, and the names that it gives."""
        known = [buffer for buffer in self.buffers if buffer.ndim == 1 and not buffer.is_narrow]
        if not known:
            return None
        over = [self.choose.choice(known) for _ in range(self.choose.choice([1, 1, 2]))]
        names = [(buffer.kind, self.new("t")) for buffer in over]
        texts = [buffer.name for buffer in over]
        if self.choose.random() < 0.2 and not over[-1].is_array:
            texts[-1] = f"reversed({texts[-1]})"
        if len(over) == 1:
            return f"{i}, {names[0][1]} in enumerate({texts[0]})", names
        pair = ", ".join(name for _, name in names)
        if self.choose.random() < 0.5:
            return f"{i}, ({pair}) in enumerate(zip({', '.join(texts)}))", names
        return f"{i}, {pair} in zip(range(n), {', '.join(texts)})", names

    def inner_loop(self, depth: int) -> None:
        """A loop that is left early, or not, and changes what it has."""
        k = self.new("k")
        roll = self.choose.random()
        if roll < 0.1:
            self.line(f"for {k} in {self.choose.choice(['(1, -2, 5)', '(0.5, 2.0, -1.5)', '[3, 4]', '(True, 2)'])}:")
        elif roll < 0.5:
            self.line(f"for {k} in range({self.choose.choice(['m', '7', '20', 'm + 2'])}):")
        else:
            self.line(f"{k} = 0")
            condition = self.choose.choice([f"{k} < 25", f"{k} < m", f"{k} < 12 and {self.condition(1)}"])
            self.line(f"while {condition}:")
        is_while = self.lines[-1].lstrip().startswith("while")
        with self.indented(), self.scope():
            if is_while:
                self.line(f"{k} += 1")
            self.change(FLOAT if self.names[FLOAT] else INT)
            self.statement(depth - 1)
            if self.choose.random() < 0.7:
                self.line(f"if {self.condition(1)}:")
                with self.indented(), self.scope():
                    self.change(INT)
                    self.line(self.choose.choice(["break", "break", "continue"]))
            self.statement(depth - 1)
        if self.choose.random() < 0.2:
            self.line("else:")
            with self.indented(), self.scope():
                self.change(INT)

    # ---- statements

    def statement(self, depth: int) -> None:
        roll = self.choose.random()
        if roll < 0.35:
            self.assign_new(self.choose.choice([INT, FLOAT, FLOAT, BOOL, COMPLEX]))
        elif roll < 0.65:
            self.change(self.choose.choice([INT, FLOAT, COMPLEX]))
        elif roll < 0.9 and depth > 0:
            self.line(f"if {self.condition(2)}:")
            with self.indented(), self.scope():
                self.statement(depth - 1)
            if self.choose.random() < 0.5:
                self.line("else:")
                with self.indented(), self.scope():
                    self.statement(depth - 1)
        elif depth > 1:
            self.inner_loop(depth - 1)
        else:
            self.change(INT)

    def assign_new(self, kind: str) -> None:
        value = self.of_kind(kind)
        name = self.new("v")
        self.line(f"{name} = {value}")
        self.names[kind].append(name)

    def change(self, kind: str) -> None:
        """Assigns a variable that is there, with a value of its kind that does not grow without bound."""
        names = [name for name in self.names[kind] if name[0] in "vstx" and name not in self.fixed]
        if not names:
            return self.assign_new(kind)
        value = self.of_kind(kind)
        # An int that is multiplied by itself again and again takes CPython for ever.
        self.line(f"{self.choose.choice(names)} = {f'({value}) % 1009' if kind == INT else value}")

    def read(self, buffer: Buffer, i: str) -> None:
        name, value = self.new("t"), self.element(buffer, i)
        if buffer.is_narrow and self.choose.random() < 0.95:
            value = f"{buffer.kind}({value})"
        self.line(f"{name} = {value}")
        self.names[buffer.kind].append(name)

    def store(self, buffer: Buffer, i: str) -> None:
        self.line(f"{self.element(buffer, i)} = {self.storable(buffer)}")

    def element(self, buffer: Buffer, i: str) -> str:
        if buffer.ndim == 1:
            return f"{buffer.name}[{i}]"
        column = self.choose.randint(-1, 4)
        return f"{buffer.name}[{i}, {column}]" if buffer.is_array else f"{buffer.name}[{i}][{column}]"

    def storable(self, buffer: Buffer) -> str:
        """A Python number, which a list of them may hold."""
        value = self.of_kind(buffer.kind)
        if buffer.kind == INT:
            return f"int({value}) % {100 if buffer.is_narrow else 1000}"
        return f"{buffer.kind}({value})"

    # ---- expressions

    def of_kind(self, kind: str) -> str:
        return self.bounded(kind) if kind in (INT, FLOAT, COMPLEX) else self.condition(1)

    def bounded(self, kind: str) -> str:
        value = self.expression(kind, 2)
        if kind == INT and self.choose.random() < 0.7:
            return f"({value}) % {self.choose.choice([7, 10, 64, 1000, 99991])}"
        return value

    def expression(self, kind: str, depth: int) -> str:
        if depth == 0 or self.choose.random() < 0.2:
            return self.leaf(kind)
        a = lambda kind=kind: self.expression(kind, depth - 1)  # noqa: E731
        roll = self.choose.random()
        calls = [helper for helper in self.helpers if helper[2] == kind]
        if calls and roll < 0.1:
            name, kinds, _ = self.choose.choice(calls)
            given = [self.choose.choice(["0", "2", "5"]) if kind == "left" else self.leaf(kind) for kind in kinds]
            return f"{name}({', '.join(given)})"
        if roll < 0.2:
            return f"({a()} if {self.condition(depth - 1)} else {a()})"
        if kind == INT:
            if roll < 0.7:
                return f"({a()} {self.choose.choice(['+', '-', '*', '&', '|', '^'])} {a()})"
            if roll < 0.8:
                return f"({a()} {self.choose.choice(['//', '%'])} {self.choose.choice([2, 3, 7, 10, -3])})"
            if roll < 0.85:
                return f"({a()} {self.choose.choice(['>>', '<<'])} {self.choose.choice([1, 2, 5])})"
            if roll < 0.92:
                return f"{self.choose.choice(['min', 'max'])}({a()}, {a()})"
            return f"abs({a()})"
        if kind == FLOAT:
            if roll < 0.7:
                return f"({a()} {self.choose.choice(['+', '-', '*'])} {a(self.choose.choice([FLOAT, FLOAT, INT]))})"
            if roll < 0.78:
                return f"({a()} / (abs({a()}) + 0.5))"
            if roll < 0.84:
                return f"math.{self.choose.choice(['sin', 'cos', 'atan', 'floor', 'fabs', 'tanh'])}({a()}) * 1.0"
            if roll < 0.9:
                return f"math.sqrt(abs({a()}))"
            if roll < 0.95 and self.names[COMPLEX]:
                return self.choose.choice([f"abs({a(COMPLEX)})", f"{self.leaf(COMPLEX)}.real"])
            return f"{self.choose.choice(['min', 'max'])}({a()}, {a()})"
        if kind == COMPLEX:
            return f"({a()} {self.choose.choice(['+', '-', '*'])} {a(self.choose.choice([COMPLEX, COMPLEX, FLOAT]))})"
        return self.condition(depth)

    def condition(self, depth: int) -> str:
        if depth > 0 and self.choose.random() < 0.25:
            word = self.choose.choice(["and", "or"])
            return f"({self.condition(depth - 1)} {word} {self.condition(depth - 1)})"
        if self.names[BOOL] and self.choose.random() < 0.15:
            return self.choose.choice(["", "not "]) + self.choose.choice(self.names[BOOL])
        kind = self.choose.choice([INT, FLOAT, FLOAT])
        operator = self.choose.choice(["<", "<=", ">", ">=", "==", "!=", "<", ">"])
        return f"{self.leaf(kind)} {operator} {self.expression(kind, min(depth, 1))}"

    def leaf(self, kind: str) -> str:
        names = self.names[kind] + (self.index if kind == INT else [])
        if names and self.choose.random() < 0.75:
            return self.choose.choice(names)
        return self.constant(kind)

    def constant(self, kind: str) -> str:
        if kind == INT:
            return str(self.choose.choice([0, 1, 2, 3, 5, 7, 17, 63, 100, -1, -3]))
        if kind == FLOAT:
            return repr(self.choose.choice([0.0, 0.5, 1.0, 2.0, -1.5, 0.25, 3.7, 4.0]))
        if kind == COMPLEX:
            return f"complex({round(self.choose.uniform(-1, 1), 2)}, {round(self.choose.uniform(-1, 1), 2)})"
        return self.choose.choice(["True", "False"])

    # ---- text

    def new(self, letter: str) -> str:
        self.fresh += 1
        return f"{letter}{self.fresh}"

    @contextmanager
    def scope(self, index: str | None = None) -> Iterator[None]:
        """Variables that are made inside may have no value behind it."""
        names, indices = self.names, self.index
        self.names = {kind: list(known) for kind, known in names.items()}
        self.index = [*indices, index] if index else indices
        yield
        self.names, self.index = names, indices
