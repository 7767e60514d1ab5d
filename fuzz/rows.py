"""Random programs on lists of lists, whose rows move, are shared, and change their lengths.

    >>> program = generate(7)
    >>> print(program.source)          # a module with `main(p, u, v, n)`: lists of lists, and of those, a list that may
    >>> program.calls[0]()             # be one of the rows, and a small int; arguments for main, new ones each time

Rows are exchanged, put elsewhere, taken out and made anew; variables hold rows, and lists that become rows later. Which
lists are one object is compared, too. Most programs are tidy: they look before they index, and do not change a list
that they go through. In the others indices may be outside, lists empty, and loops go on over what they change: these
leave compiled code soon, and count for nothing.
"""

from __future__ import annotations

import ast
import random
from contextlib import nullcontext
from typing import Any

from fuzz.programs import FLOAT, INT, Lines, Program, number, written

LOOPS = [
    "for v in {l}:",
    "for i, v in enumerate({l}):",
    "for v, w in zip({l}, r):",
    "for v in reversed({l}):",
    "for i in range(len({l})):",
    "for i in range(n * 5):",
    "for x in v:",
    "for j, x in enumerate(v):",
    "for j in range(len(v)):",
    "for x, y in zip(v, w):",
    "for x in {l}[{i}]:",
    "for v in {l}[1:]:",
    "for t in u:",
    "for v in u[{i}]:",
    "while {l} and k < 60:",
]
STATEMENTS = [
    "v = {l}[{i}]",
    "w = {l}[{j}]",
    "v, w = w, v",
    "{l}[{i}] = {l}[{j}]",
    "{l}[{i}], {l}[{j}] = {l}[{j}], {l}[{i}]",
    "{l}[{i}] = v",
    "{l}[{i}] = w[:]",
    "{l}[{i}] = [m, m + 1]",
    "{l}[{i}] = []",
    "{l}[{i}] = v = [m]",
    "{l}[{i}].append(m)",
    "v.append(m)",
    "v.extend(w)",
    "v.extend([m, 1])",
    "v.insert({j}, m)",
    "w.insert(0, w.pop())",
    "m += v.pop()",
    "m += {l}[{i}].pop()",
    "v.reverse()",
    "v.sort()",
    "v.clear()",
    "v += [m]",
    "{l}[{i}] += [m]",
    "v *= 2",
    "v[{i}] += 1",
    "{l}[{i}][{j}] += m",
    "{l}[{i}][{j}] = {l}[{j}][{i}]",
    "m += {l}[{i}][{j}]",
    "del v[{i}]",
    "del {l}[{i}]",
    "del {l}[{i}][{j}]",
    "del v[1:3]",
    "del {l}[:1]",
    "v[{i}:{j}] = [m]",
    "v[1:] = w",
    "{l}[{i}:{j}] = r[:2]",
    "{l}.append(v)",
    "{l}.append([m])",
    "{l}.append(w[1:])",
    "{l}.insert({i}, v)",
    "{l}.reverse()",
    "v = {l}.pop()",
    "w = {l}.pop({i})",
    "r.extend({l}[:3])",
    "r += [v]",
    "r = [v, w, v]",
    "r = [[0] * 3] * (n + 1)",
    "r = [[m] * n for _ in range(n + 1)]",
    "r = [x[:] for x in {l}]",
    "r = [x for x in {l} if x]",
    "r = {l} + s[:2]",
    "r = {l}[::-1]",
    "r = list({l})",
    "r, s = s, r",
    "s = r",
    "s = r.copy()",
    "v = [m]",
    "w = v",
    "v = w[::-1]",
    "v = w + [m]",
    "m += len({l}[{i}])",
    "m += sum(v) % 1000",
    "m += v.count(m % 3)",
    "m += v.index(1)",
    "m += max(v)",
    "if v in s: m += 1",
    "m += {l} == r",
    "m += v == w",
    "m += v is w",
    "m += 2 in v",
    "if not v: m += 3",
    "m = m % 1000",
    "t = u[{i}]",
    "u[{i}] = t",
    "u[{i}] = r",
    "u[{i}] = [v, w]",
    "u.append(t)",
    "u.append({l})",
    "t = {l}",
    "r = t",
    "t.append(v)",
    "u[{i}][{j}] = v",
    "u[{i}][{j}].append(m)",
    "v = u[{i}][{j}]",
    "u[{i}], u[{j}] = u[{j}], u[{i}]",
    "m += u[{i}][{j}][0]",
    "u[{i}].append([m])",
    "t = u.pop()",
    "b = v",
    "b = w[:]",
    "b = {l}[{i}]",
    "b = None",
    "b = [m] if m % 2 else None",
    "if b is None or len(v) < len(b): b = v",
    "if b is not None: b.append(m)",
    "m += b[-1] if b else 0",
    "if b is not None: {l}.append(b)",
    "if b is not None: w = b",
    "m += b == v",
    "c = (m, b)",
    "r = sorted({l})",
    "r = sorted({l}, key=len, reverse=True)",
    "r = sorted(s, key=sum)",
    "{l}.sort()",
    "{l}.sort(key=sum)",
    "{l}.sort(reverse=True)",
    "u.sort()",
    "u[{i}].sort(key=len)",
    "w = max({l})",
    "v = min({l}, key=len)",
    "m += {l}.count(v)",
    "m += {l}.index(w)",
    "{l}.remove(v)",
    "m += v < w",
    "m += {l} < r",
    "m += u.count({l})",
    "c = (m, v[:])",
    "m += len(c[1]) if c is not None and c[1] is not None else 0",
    "m += not b",
]
STOPS = ["break", "continue"]
TESTS = [
    "m % 3 == 1",
    "len({l}) > 5",
    "v",
    "w",
    "v is w",
    "len(v) < 4",
    "{l}[{i}]",
    "v == w",
    "m > 100",
    "b",
    "b is None",
]


# What may not be said of a list that a loop goes through.
EDITS = {"append", "extend", "insert", "pop", "remove", "reverse", "sort", "clear"}


def generate(seed: int) -> Program:
    """The same program and the same arguments for the same seed."""
    choose = random.Random(seed)
    is_tidy = choose.random() < 0.75
    source = Writer(choose, is_tidy).module()
    program = written(seed, source, lambda choose, edges: arguments(choose, edges, is_tidy))
    program.is_counted = is_tidy
    return program


def arguments(choose: random.Random, edges: bool, is_tidy: bool) -> tuple[Any, ...]:
    kind = INT if is_tidy or choose.random() < 0.9 else FLOAT
    size = choose.choice([0, 1, 2, 3, 5, 8, 12])
    width = choose.choice([None, 3])

    def rows(n: int) -> list[Any]:
        return [
            [number(kind, choose, edges) for _ in range(choose.randint(0, 5) if width is None else width)]
            for _ in range(n)
        ]

    p = rows(size)
    if p and choose.random() < 0.4:
        p[choose.randrange(size)] = choose.choice(p)
    u = [rows(choose.randint(0, 3)) for _ in range(choose.randint(0, 3))]
    if choose.random() < 0.8:
        u.insert(0, [[number(kind, choose, edges)]])
        p = p or [[number(kind, choose, edges)]]
    if choose.random() < 0.3:
        u.append(p)
    v = choose.choice(p) if p and choose.random() < 0.4 else rows(1)[0]
    return p, u, v, choose.randint(0, 4)


def conditions(statement: str) -> list[str]:
    """What must be so that a statement's indices are inside, and what it takes out is there; inner ones first."""
    found: list[str] = []

    def walk(node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            walk(child)
        if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Slice):
            needed = ast.unparse(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "pop":
            needed = ast.unparse(node.func.value)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("max", "min"):
            needed = ast.unparse(node.args[0])
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("index", "remove")
        ):
            needed = f"{ast.unparse(node.args[0])} in {ast.unparse(node.func.value)}"
        else:
            return
        if needed not in found:
            found.append(needed)

    walk(ast.parse(statement))
    return found


class Places(ast.NodeTransformer):
    """Some of the indices become others that are inside."""

    def __init__(self, choose: random.Random) -> None:
        self.choose = choose

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        # An index of an index must be what was looked at.
        if isinstance(node.value, ast.Name) and not isinstance(node.slice, ast.Slice) and self.choose.random() < 0.5:
            index = f"{self.choose.choice('imk')} % len({node.value.id})"
            node.slice = ast.parse(index, mode="eval").body
        return node


def edits(statement: str) -> bool:
    """Does it change a list, and not only a variable?"""
    tree = ast.parse(statement).body[0]
    if isinstance(tree, (ast.Delete, ast.AugAssign)) and ast.unparse(tree).partition(" ")[0] != "m":
        return True
    targets = [node for node in ast.walk(tree) if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)]
    calls = [node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and hasattr(node.func, "attr")]
    return bool(targets) or not EDITS.isdisjoint(calls)


class Writer(Lines):
    """Writes one module."""

    def __init__(self, choose: random.Random, is_tidy: bool) -> None:
        super().__init__(choose)
        self.is_tidy = is_tidy
        # A loop around goes through a list itself, and not through a copy.
        self.is_reading = False

    def module(self) -> str:
        # Few of all, for what a program does decides how its lists are represented.
        self.statements = self.choose.sample(STATEMENTS, self.choose.choice([4, 8, 15, 30]))
        if self.choose.random() < 0.6:
            self.statements = [one for one in self.statements if "u" not in one.replace("sum", "").replace("count", "")]
        if self.is_tidy:
            # A list of rows by number and one of rows in places are no one variable's, nor are their rows one object.
            self.statements = [one for one in self.statements if " is " not in one.replace("None", "")]
        self.statements = self.statements or ["v = {l}[{i}]"]
        self.line("def main(p, u, v, n):")
        with self.indented():
            self.line("i = j = k = m = x = 0")
            self.line(self.choose.choice(["w = v", "w = [1, 2]", "w = v[:]", "w = []"]))
            self.line(self.choose.choice(["r = []", "r = p", "r = p[:]", "r = [v]", "r = [[i] for i in range(3)]"]))
            self.line("s = r")
            self.line("t = r")
            self.line(self.choose.choice(["b = c = None", "b = c = None", "b = v; c = None"]))
            for _ in range(self.choose.randint(1, 3)):
                self.statement(in_loop=False)
            for _ in range(self.choose.randint(1, 2)):
                self.loop()
                if self.choose.random() < 0.2:
                    self.line("print(m, v, r)")
            self.line("return m, v, w, r, s, t, b, c")
        return "\n".join(self.lines) + "\n"

    def list(self) -> str:
        return self.choose.choice(["p", "p", "p", "r", "s"])

    def places(self, name: str) -> dict[str, str]:
        if self.is_tidy:
            choices = ["0", "-1", "0", "-1"]
            return {"i": self.choose.choice(choices), "j": self.choose.choice(choices), "l": name}
        choices = ["i", f"i % (len({name}) or 1)", "i - 1", "-1", "0", "0", "1", "-2", "m % 3", "j"]
        return {"i": self.choose.choice(choices), "j": self.choose.choice(choices), "l": name}

    def statement(self, in_loop: bool) -> None:
        kind = self.choose.random()
        name = self.list()
        if kind < 0.12 and self.depth < 4:
            self.loop()
        elif kind < 0.25 and self.depth < 5:
            self.line(f"if {self.test(name)}:")
            self.block(in_loop)
            if self.choose.random() < 0.3:
                self.line("else:")
                self.block(in_loop)
        elif kind < 0.28 and in_loop:
            self.line(f"if {self.test(name)}:")
            with self.indented():
                self.line(self.choose.choice(STOPS))
        else:
            self.plain(self.choose.choice(self.statements).format(**self.places(name)))

    def test(self, name: str) -> str:
        tests = TESTS
        if self.is_tidy:
            tests = [one for one in TESTS if "[" not in one and " is " not in one]
        return self.choose.choice(tests).format(**self.places(name))

    def plain(self, statement: str) -> None:
        if self.is_reading and edits(statement):
            statement = "m += 1"
        if self.is_tidy and (needed := conditions(statement)):
            statement = ast.unparse(Places(self.choose).visit(ast.parse(statement)))
            self.line(f"if {' and '.join(needed)}:")
            with self.indented():
                self.line(statement)
        else:
            self.line(statement)

    def loop(self) -> None:
        head = self.choose.choice(LOOPS)
        name = self.list()
        text = head.format(**self.places(name))
        is_reading = self.is_reading
        if self.is_tidy and head.startswith("while"):
            # It takes out what a loop around may go through.
            text = text if not is_reading else f"while k < {self.choose.randint(2, 60)}:"
        elif self.is_tidy and not head.startswith("for i in range"):
            text = self.tidied(text)
        needed = conditions(f"{text} pass") if self.is_tidy and text.startswith("for") else []
        if needed:
            self.line(f"if {' and '.join(needed)}:")
        with self.indented() if needed else nullcontext():
            self.line(text)
            with self.indented():
                if head.startswith("while"):
                    if text.startswith(f"while {name}"):
                        self.line(f"v = {name}.pop()")
                    self.line("k += 1")
                elif head.endswith("[{i}]:"):
                    # A row, which may get longer by another name.
                    self.line("k += 1")
                    self.line("if k > 500: break")
            self.block(True)
        self.is_reading = is_reading

    def tidied(self, head: str) -> str:
        """The loop goes through copies, or does not change any list."""
        tree = ast.parse(f"{head} pass").body[0]
        over = tree.iter.args if isinstance(tree.iter, ast.Call) else [tree.iter]
        if self.choose.random() < 0.5:
            self.is_reading = True
        else:
            copies = [f"{ast.unparse(one)}[:]" for one in over]
            called = (
                f"{ast.unparse(tree.iter.func)}({', '.join(copies)})" if isinstance(tree.iter, ast.Call) else copies[0]
            )
            head = f"for {ast.unparse(tree.target)} in {called}:"
        return head

    def block(self, in_loop: bool) -> None:
        with self.indented():
            if in_loop:
                # Before a `continue`: what goes through a list may make it longer.
                self.line("if len(r) > 30 or len(s) > 30 or len(v) > 50 or len(p) > 30 or len(u) > 30: break")
            for _ in range(self.choose.randint(1, 4)):
                self.statement(in_loop)
            if not in_loop:
                self.line("m += 1")
