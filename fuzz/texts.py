"""Random programs on strs and bytes, of all widths of characters.

    >>> program = generate(7)
    >>> print(program.source)          # a module with `main(s, t, b, m)`: two strs, bytes, a small int
    >>> program.calls[0]()             # arguments for main, new ones each time

Loops over texts and indices, comparisons, searches, slices, characters as ints and back, texts that grow, lists of
characters, functions that call themselves, handlers of exceptions. Indices may be outside, and single characters are
often empty.
"""

from __future__ import annotations

import random
from typing import Any

from fuzz.programs import Lines, Program, written

ALPHABETS = ["ab", "abc01 Z", "a\xe9", "ab\u20ac", "a\U0001f600b"]
LENGTHS = [0, 1, 1, 2, 3, 7, 20, 60, 200]
LOOPS = [
    "for {c} in {text}:",
    "for {c} in s:",
    "for i, {c} in enumerate(t):",
    "for {c} in reversed(t):",
    "for {c}, other in zip(s, t):",
    "for i in range(len(s)):",
    "for i in range(m):",
    "for byte in b:",
]
TESTS = ["isdigit", "isalpha", "isspace", "isupper", "islower", "isalnum"]
# Each may fail where it is; what it does elsewhere is compared all the same.
OF_LISTS = [
    "l.append({c})",
    "l[i % max(1, len(l))] = {c}",
    "u = ''.join(l)",
    "u = '-'.join([c for c in l if c != 'a'])",
    "n += len(l)",
    "l = list(u)",
    "k = l[-1]",
    "k = l.pop()",
    "n += {c} in l",
    "n += l.count({c})",
    "l.reverse()",
    "del l[i % max(1, len(l))]",
    "n += l.index({c})",
    "l.remove({c})",
    "l.clear()",
]
# Functions that call themselves: characters that two texts have in common at their ends, and digits.
RECURSIVE = """\
def common(a, b, i):
    if i >= len(a) or i >= len(b) or a[i] != b[-1 - i]:
        return 0
    return 1 + common(a, b, i + 1)


def digits(a, i):
    if len(a) <= i:
        return len("end")
    word = "0123456789" if i % 2 else "ab"
    return (a[i] in word) + digits(a[1:], i)


"""
# Lists of words.
OF_WORDS = [
    "w.append({t})",
    "w = {t}.split()",
    "w = {t}.split({p})",
    "w = s.splitlines()",
    "w[i % max(1, len(w))] = {t}",
    "u = '-'.join(w)",
    "n += {t} in w",
    "n += w.count({t})",
    "w.reverse()",
    "u = w.pop()",
    "w = w[1:] + [{t}]",
    "w = [q for q in w if q != {t}]",
    "n += sum(len(q) for q in w)",
    "w.remove({t})",
    "u = str(w)",
    "w[0], w[-1] = w[-1], w[0]",
    "w.insert(i, {t})",
]
# Texts of values, and methods; `p` is a text to look for.
SHOWN = [
    "f'{{n}} {{i:>4d}}{{n / 7:.3f}}'",
    "f'{{{t}!r:>8}}|{{n:x}}'",
    "'%5d %s %.2f' % (n, {t}, n / 3)",
    "'{{}}:{{:<6}}|'.format({t}, i)",
    "repr({t})",
    "hex(n)",
    "str((n, {t}, i > 2))",
    "{t}.strip({p})",
    "{t}.replace({p}, 'xy')",
    "{t}.title()",
    "{t}.center(i, '*')",
    "{t}.zfill(i)",
    "{t}.partition({p})[2]",
    "{t}.removeprefix({p})",
]
SOUGHT = ["find({p}, i)", "rfind({p})", "count({p}, 1, -1)", "rfind({p}, 0, i)", "find({p}, -i)"]
OF_BYTES = ["97 in b", "b[:2] == b'ab'", "b'a' in b", "b < b'ab'", "b.startswith(b[:1])"]
INTS_OF_BYTES = ["b[i % max(1, len(b))]", "len(b)", "b.count(b'a')", "b.find(97)", "len(b[1:i])"]


def generate(seed: int) -> Program:
    """The same program and the same arguments for the same seed."""
    return written(seed, Writer(random.Random(seed)).module(), lambda choose, _edges: arguments(choose))


def arguments(choose: random.Random) -> tuple[Any, ...]:
    data = bytes(choose.choice([97, 98, 0, 255]) for _ in range(choose.choice([0, 1, 3, 30])))
    if choose.random() < 0.3:
        return text(choose, ALPHABETS), text(choose, ALPHABETS), data, choose.randint(0, 6)
    # Of one width, and never empty: what is indexed is there, and most is compiled.
    s, t = (text(choose, ALPHABETS[:3]) or "a" for _ in range(2))
    return s, t, data or b"a", choose.randint(1, 6)


def text(choose: random.Random, alphabets: list[str]) -> str:
    alphabet = choose.choice(alphabets)
    return "".join(choose.choice(alphabet) for _ in range(choose.choice(LENGTHS)))


class Writer(Lines):
    """Writes one module. `characters` are the expressions that are one character, or none."""

    def __init__(self, choose: random.Random) -> None:
        super().__init__(choose)
        self.characters = ["k", "'a'", "''", "s[0]", "t[-1]", "s[i % max(1, len(s))]", "chr(97 + i % 5)", "'b'"]

    def module(self) -> str:
        self.lines += RECURSIVE.splitlines()
        self.line("def main(s, t, b, m):")
        with self.indented():
            self.line("n = i = 0")
            self.line(self.choose.choice(["u = ''", "u = s", "u = 'ab'", "u = t[1:]"]))
            self.line(self.choose.choice(["k = ''", "k = 'a'", "k = s[:1]"]))
            self.line(self.choose.choice(["l = []", "l = list(s)", "l = ['a', '']"]))
            self.line(self.choose.choice(["w = s.split()", "w = [t, s]", "w = t.split('b')"]))
            for _ in range(self.choose.randint(2, 6)):
                self.statement(in_loop=False)
            self.line("return n, u, k, l, w")
        return "\n".join(self.lines) + "\n"

    # Statements

    def statement(self, in_loop: bool) -> None:
        kind = self.choose.random()
        if kind < 0.25:
            self.line(f"n += {self.int()}")
        elif kind < 0.35:
            self.line(f"u {self.choose.choice(['=', '+='])} {self.text()}")
        elif kind < 0.42:
            self.line(f"k = {self.character()}")
        elif kind < 0.52 and self.depth < 5:
            self.line(f"if {self.condition()}:")
            self.block(in_loop, 2)
            if self.choose.random() < 0.4:
                self.line("else:")
                self.block(in_loop, 1)
        elif kind < 0.62 and self.depth < 4:
            self.loop()
        elif kind < 0.65 and self.depth < 4:
            self.search()
        elif kind < 0.67 and self.depth < 4:
            self.handled(in_loop)
        elif kind < 0.7 and in_loop:
            self.line(f"if {self.condition()}:")
            with self.indented():
                self.line(self.choose.choice(["break", "continue"]))
        elif kind < 0.73:
            self.line(f"u = {self.text()} if {self.condition()} else {self.text()}")
        elif kind < 0.77:
            self.line(f"pair = {self.character()}, {self.int()}, {self.text()}")
            self.line("n += pair[1]")
        elif kind < 0.8:
            self.line("print(n, u, k)")
        elif kind < 0.84:
            self.line(f"u = {self.text()}.{self.choose.choice(['upper', 'lower'])}()")
        elif kind < 0.9:
            self.line(self.choose.choice(OF_LISTS).format(c=self.character()))
        elif kind < 0.96:
            self.line(self.choose.choice(OF_WORDS).format(t=self.text(), p=self.choose.choice(["'ab'", "'b'", "t"])))
        else:
            self.line(f"u = k.join(c for c in {self.choose.choice(['s', 't'])} if c != 'b')")
        # What is put together must not double for ever.
        if not self.lines[-1].endswith(("break", "continue")):
            self.line("if len(u) > 300: u = u[:7]")
            self.line("if len(w) > 30: w = w[:7]")

    def loop(self) -> None:
        self.fresh += 1
        c = f"c{self.fresh}"
        head = self.choose.choice(LOOPS)
        self.line(head.format(c=c, text=self.text()))
        known = list(self.characters)
        if "{c}" in head:
            self.characters.append(c)
        self.block(True, 3)
        self.characters = known

    def search(self) -> None:
        """A loop that is left by break, and nothing else."""
        self.line(
            self.choose.choice(["for i in range(len(s)):", "for i in range(m * 9):", "for i, k in enumerate(t):"])
        )
        at = self.choose.choice(["s[i]", "t[i]", "b[i]", "k"])
        other = self.choose.choice(["98", "0"] if at == "b[i]" else ["'b'", "k", "t[-1]", "''"])
        with self.indented():
            self.line(f"if {at} {self.choose.choice(['==', '!=', '>'])} {other}:")
            with self.indented():
                self.line(self.choose.choice(["n += i", "k = 'a'", "n -= 1"]))
                self.line("break")
        if self.choose.random() < 0.3:
            self.line("else:")
            with self.indented():
                self.line("n += 7")

    def handled(self, in_loop: bool) -> None:
        self.line("try:")
        with self.indented():
            self.line(f"n += {self.int()} {self.choose.choice(['+ ord(s[i])', '// m', '+ b[m]', '+ len(t[i])'])}")
            self.line(self.choose.choice(["k = t[m]", "n += 1", "n += common(s, t, 0)"]))
        self.line(f"except {self.choose.choice(['IndexError', 'ZeroDivisionError', '(IndexError, ValueError)'])}:")
        self.block(in_loop, 1)

    def block(self, in_loop: bool, most: int) -> None:
        with self.indented():
            for _ in range(self.choose.randint(1, most)):
                self.statement(in_loop)

    # Expressions

    def character(self) -> str:
        if self.choose.random() < 0.05:
            return f"s[{self.choose.randint(-3, 3)}]"
        return self.choose.choice(self.characters)

    def text(self) -> str:
        kind = self.choose.random()
        if kind < 0.5:
            return self.choose.choice(["s", "t", "u", "'ab'", "''", "'a'", "s", "t", "k"])
        if kind < 0.75:
            first, last = self.choose.choice(["", "1", "-2", "i", "-i", "m"]), self.choose.choice(["", "3", "-1", "i"])
            return f"{self.choose.choice('stu')}[{first}:{last}{self.choose.choice(['', '', '', ':2', ':-1'])}]"
        if kind < 0.8:
            return self.character()
        if kind < 0.83:
            return self.choose.choice(SHOWN).format(t=self.choose.choice(["s", "u", "k"]), p=self.character())
        if kind < 0.9:
            return f"str({self.int()})"
        if kind < 0.96:
            return f"({self.text()} + {self.text()})"
        return f"({self.text()} * {self.choose.choice(['2', '0', '-1', '(i % 3)'])})"

    def int(self) -> str:
        kind = self.choose.random()
        if kind < 0.25:
            return self.choose.choice(["i", "m", "n", "1", "2"])
        if kind < 0.4:
            return f"len({self.text()})"
        if kind < 0.55:
            return f"ord({self.character()})"
        if kind < 0.58:
            return f"{self.choose.choice('stu')}.{self.choose.choice(SOUGHT).format(p=self.character())}"
        if kind < 0.68:
            return f"{self.text()}.{self.choose.choice(['find', 'count'])}({self.text()})"
        if kind < 0.74:
            return self.choose.choice(["common(s, t, 0)", "common(s, s, i)", "digits(t, m)", "digits(s[1:], 0)"])
        if kind < 0.78:
            return self.choose.choice(INTS_OF_BYTES)
        if kind < 0.82:
            return f"int({self.choose.choice([self.character(), repr('42')])})"
        return f"({self.int()} + {self.int()})"

    def condition(self) -> str:
        kind, operator = self.choose.random(), self.choose.choice(["==", "!=", "<", "<=", ">", ">="])
        if kind < 0.2:
            return f"{self.character()} {operator} {self.character()}"
        if kind < 0.4:
            return f"{self.text()} {operator} {self.text()}"
        if kind < 0.55:
            container = self.choose.choice(["s", "t", "u", "'abz'", "'aeiou01'", "('a', '')"])
            return f"{self.character()} {self.choose.choice(['in', 'not in'])} {container}"
        if kind < 0.65:
            return f"{self.text()} in {self.text()}"
        if kind < 0.72:
            return f"{self.text()}.{self.choose.choice(['startswith', 'endswith'])}({self.text()})"
        if kind < 0.8:
            return f"{self.character()}.{self.choose.choice(TESTS)}()"
        if kind < 0.85:
            return self.text()
        if kind < 0.9:
            return self.choose.choice(OF_BYTES)
        return f"{self.int()} {operator} {self.int()}"
