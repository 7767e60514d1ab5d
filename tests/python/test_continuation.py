"""A continuation goes on exactly as the function itself would have: many ways to write one, and random programs."""

import random
import textwrap

import pytest
from continuations import check, plain_run

# --- Cases

LOOPS = {
    "nested for": """
        def f(n=4):
            total = 0
            for i in range(n):
                row = i * 10
                for j in range(i, n):
                    total += row * j
                    print(i, j, total)
                total -= 1
            return total, i, j
    """,
    "triangular while in for": """
        def f():
            steps = []
            for i in range(4):
                j = i
                while j > 0:
                    j -= 1
                    if j == 2:
                        continue
                    steps.append((i, j))
                else:
                    steps.append("else")
            return steps
    """,
    "for in while in for": """
        def f():
            a = [0] * 5
            for i in range(3):
                k = 0
                while k < 2:
                    for j in range(k, 5):
                        a[j] += i + k
                        if a[j] > 4:
                            print("over", i, k, j)
                            break
                    else:
                        print("complete", i, k)
                    k += 1
                a[i] -= 1
            return a
    """,
    "break, continue and else": """
        def f():
            for i in range(6):
                if i == 1:
                    continue
                for j in range(5):
                    if j > i:
                        break
                    if (i + j) % 3 == 0:
                        continue
                    print(i, j)
                else:
                    print("all", i)
                    if i == 5:
                        break
                print("end", i)
            else:
                print("never")
            return i, j
    """,
    "else of the outer loops": """
        def f():
            n = 0
            for i in range(2):
                while n < 3 * (i + 1):
                    n += 1
                else:
                    for k in range(2):
                        n += k
                    else:
                        print("inner else", n)
                    print("while else", n)
            else:
                for k in range(2):
                    n *= 2
                print("outer else", n)
            return n
    """,
    "elif chain": """
        def f():
            out = []
            for i in range(5):
                if i == 0:
                    out.append("zero")
                    for j in range(2):
                        out.append(j)
                elif i % 2:
                    if i > 2:
                        while len(out) % 4:
                            out.append(i)
                        out.append("big")
                    else:
                        out.append("small")
                else:
                    for j in range(i):
                        out.append(-j)
                    out.append("even")
                out.append("|")
            return out
    """,
    "test with an effect": """
        def f():
            def test(x):
                print("test", x)
                return x
            for i in range(3):
                if test(i):
                    print("then")
                    while test(i < 5):
                        i += 2
                    print("done")
                elif test(not i):
                    for j in test([1, 2]):
                        print(j)
                    print("not")
            return i
    """,
    "return inside": """
        def f():
            for i in range(5):
                for j in range(5):
                    while True:
                        j += 1
                        if i * j == 8:
                            return i, j
                        if j > 4:
                            break
    """,
    "while true and constants": """
        def f():
            n = 0
            while True:
                n += 1
                while 1:
                    n += 2
                    if n % 5 == 0:
                        break
                if True:
                    print(n)
                    n += 1
                if n > 20:
                    break
            return n
    """,
    "targets": """
        data = {"a": 0}
        def f():
            box = [None, None]
            for i, (a, *b) in enumerate(["xyz", "uv", "w"]):
                for box[0], data["a"] in zip(range(3), "pqr"):
                    print(i, a, b, box, data)
                    box[1] = i
                i = "changed"
                print(i)
            for box[1] in "mn":
                for [p, q] in [(1, 2), (3, 4)]:
                    p += 1
            return box, i, a, b, p, q
    """,
    "target deleted and rebound": """
        def f():
            out = []
            for i in range(4):
                out.append(i)
                if i % 2:
                    del i
                else:
                    i += 100
                for i in range(i, i + 2) if "i" in dir() and i > 50 else (7,):
                    out.append(i)
                del i
            return out
    """,
    "iterators that are used up": """
        def f():
            numbers = iter(range(20))
            for i in numbers:
                print(i)
                for j in numbers:
                    print("  ", j)
                    if j % 3 == 0:
                        break
                next(numbers)
            return list(numbers)
    """,
    "list that grows": """
        q = [1]
        def f():
            for x in q:
                if len(q) < 7:
                    q.append(x * 2)
                    q.append(x + 5)
                for y in q[:2]:
                    print(x, y)
            return sum(q)
    """,
    "same iterable again": """
        calls = []
        def f():
            def items(n):
                calls.append(n)
                return range(n)
            for i in items(3):
                for j in items(i + 1):
                    for k in items(2):
                        print(i, j, k)
                    print("j")
                print("i")
            return calls
    """,
    "try": """
        def f():
            out = []
            for i in range(4):
                try:
                    out.append(10 // (i - 1))
                    for j in range(2):
                        out.append(j // (i - 2))
                    out.append("fine")
                except ZeroDivisionError as error:
                    out.append(str(error))
                    for j in range(2):
                        out.append(j)
                else:
                    while len(out) % 3:
                        out.append("else")
                    out.append("end else")
                finally:
                    out.append("finally")
                    print(out)
                print("after", i)
            return out
    """,
    "try and leave": """
        def f():
            for i in range(3):
                try:
                    if i == 0:
                        continue
                    print("body", i)
                    if i == 2:
                        return i
                finally:
                    print("finally", i)
    """,
    "with": """
        import contextlib
        @contextlib.contextmanager
        def manager(i):
            print("enter", i)
            yield i * 2
            print("exit", i)
        def f():
            for i in range(2):
                with manager(i) as j:
                    for k in range(j):
                        print(k)
                print("after")
    """,
    "match": """
        def f():
            for i in range(4):
                match i:
                    case 0 | 1:
                        for j in range(2):
                            print("low", j)
                    case n:
                        print("high", n)
                print("after")
            return n
    """,
    "one line": "def f():\n    for i in range(3): print(i); i += 1; print(i)\n    while i: i -= 1; print(i)\n",
    "docstring": '''
        def f():
            """The docstring."""
            x = "text"
            for i in range(2):
                "another"
                x += str(i)
            "not a docstring"
            return x, f.__doc__
    ''',
    "docstring only": 'def f():\n    "doc"\n',
    "tabs, form feed and other letters": (
        "def f():\n\tü = 'ß→'\n\tfor é in 'äö': ü += é; print(ü, é)\n"
        "\x0c\tñ = [é for é in ü]; print(ñ)\n\treturn 1 // len('')\n"
    ),
    "comprehensions": """
        def f():
            x = 3
            for i in range(3):
                a = [i * x for x in range(3) if x != i]
                b = {x: [y for y in range(x)] for x in a}
                for j in [k for k in a if k]:
                    print(a, b, j, x)
            return a, b
    """,
    "walrus": """
        def f():
            data = [3, 1, 2, 0, 5]
            total = 0
            while (item := data.pop(0)):
                total += item
                for i in (rest := data[:2]):
                    total += i
                if (double := item * 2) > 4:
                    print(double, rest)
            return total, item
    """,
    "tracked by identity": """
        def f():
            a = b = []
            for i in range(2):
                a.append(i)
                for j in range(2):
                    b.append(j)
            return a is b, a
    """,
    "global and nonlocal": """
        count = 0
        def f():
            global count, item
            for item in range(3):
                count += item
                for j in range(2):
                    count += j
            return count, item
    """,
    "nested definitions": """
        def f():
            out = []
            for i in range(2):
                def g(x, y=i):
                    return lambda: x + y
                class C:
                    z = 5
                h = lambda a: a + 1
                for j in range(2):
                    out.append((g(j)(), C.z, h(j)))
                    out.append((g.__qualname__, C.__qualname__, h.__qualname__, g(j).__qualname__))
            return out
    """,
    "assert, import, delete": """
        def f():
            import math, os.path as p
            for i in range(3):
                assert i < 5, "no"
                x = math.floor(i)
                from sys import maxsize
                while x:
                    x -= 1
                del maxsize
            return p.sep
    """,
    "recursion": """
        def f(n=4):
            total = n
            for i in range(n):
                total += f(i)
                if i > 1:
                    while total % 2:
                        total += 1
            return total
    """,
    "decorated": """
        def same(function):
            return function
        @same
        @same
        def f():
            for i in range(2):
                print(i)
            raise ValueError(i)
    """,
}


@pytest.mark.parametrize("text", LOOPS.values(), ids=LOOPS.keys())
def test_loops(text):
    assert check(text) >= 1


FAILURES = {
    "division": """
        def f():
            total = 1
            for i in range(4):
                for j in range(3, -1, -1):
                    total += (i +
                        1) // (i + j -
                               2) + total
                print(total)
    """,
    "unpack": """
        def f():
            for i in range(2):
                for a, b in [(1, 2), (3, 4), (5,)]:
                    print(a, b)
    """,
    "unpack in the outer loop": """
        def f():
            for i, (a, b) in enumerate([(1, 2), (3, 4), 5]):
                for k in range(2):
                    print(a, b, k)
    """,
    "target fails": """
        def f():
            box = [0, 0]
            n = 0
            for box[n] in range(5):
                n += 1
                for j in range(2):
                    print(box, n)
    """,
    "not iterable": """
        def f():
            for i in [[1], [2, 3], 4]:
                for j in i:
                    print(j)
    """,
    "not iterable in the outer loop": """
        def f():
            for i in [3]:
                for j in (
                    [[1], [2]] if i else
                    None):
                    for k in j:
                        print(k)
                for j in i:
                    print(i)
    """,
    "iterator fails": """
        def items():
            yield 1
            yield 2
            raise KeyError("items")
        def f():
            for i in range(3):
                for j in items():
                    for k in range(2):
                        print(i, j, k)
    """,
    "test fails": """
        class Odd:
            def __init__(self, n): self.n = n
            def __bool__(self):
                if self.n > 2: raise ArithmeticError("odd")
                return True
        def f():
            n = 0
            while Odd(n):
                n += 1
                for j in range(2):
                    if Odd(n - 1) and Odd(n -
                                          1):
                        print(n, j)
                    else:
                        return 1
    """,
    "if fails": """
        def f():
            for n in [[1], [2], 3]:
                if len(n) and 1 < len(n) + 1 < 5:
                    for i in n:
                        print(i)
                elif n:
                    print(n)
    """,
    "raise in a callee": """
        def g(x):
            return [1, 2][x]
        def f():
            for i in range(5):
                while i % 2 == 0:
                    i += 1
                print(g(i - 1))
    """,
    "raise from": """
        def f():
            for i in range(3):
                try:
                    for j in range(3):
                        print(1 // (1 - j * i))
                except ZeroDivisionError as error:
                    raise RuntimeError("bad") from error
    """,
    "context": """
        def f():
            for i in range(3):
                try:
                    for j in range(3):
                        print(1 // (1 - j * i))
                finally:
                    [].pop()
    """,
    "assertion": """
        def f():
            for i in range(3):
                for j in range(3):
                    assert i + j < 3, (i,
                                       j)
    """,
    "unbound local": """
        x = "global x"
        def f():
            for i in range(3):
                for j in range(2):
                    if i == 2:
                        print(x)
                if i == 5:
                    x = 1
    """,
    "unbound parameter": """
        n = "global n"
        def f(n=3):
            del n
            for i in range(2):
                print(i)
            return n
    """,
    "unbound after delete": """
        i = "global i"
        def f():
            for i in range(2):
                print(i)
                del i
                for j in range(2):
                    print(j)
            return i
    """,
    "unbound name": """
        def f():
            for i in range(2):
                print(i)
            return nowhere
    """,
    "suggested names": """
        def f():
            for i1 in range(2):
                i2 = i1
                for j in range(2):
                    try:
                        print([resuming for _ in "a"], item, rest0, chain, value0)
                    except NameError as error:
                        print(error)
            return i0
    """,
    "suggested name of a hidden variable": """
        def f():
            for i in range(2):
                print(i)
            return chain
    """,
    "lambda inside": """
        def f():
            for i in range(3):
                g = lambda x: 1 // x
                for j in range(2):
                    print(g(2 - i - j))
    """,
}


@pytest.mark.parametrize("text", FAILURES.values(), ids=FAILURES.keys())
def test_failures(text):
    assert plain_run(textwrap.dedent(text), "f()")[0][0] == "raised"
    assert check(text) >= 1


def test_arguments():
    check(
        """
        def f(a, b=2, /, c=3, *rest, d=4, **others):
            for i in range(2):
                a += i
                rest = (*rest, i)
                for key in others:
                    print(key, rest)
                del c
                c = a
            return a, b, c, rest, d, others
        """,
        "f(1, 2, 3, 4, 5, d=6, x=7, y=8)",
    )


def test_closure_shares_cells():
    check(
        """
        log = []
        def make(n):
            total = 0
            def f(k):
                nonlocal total
                for i in range(k):
                    total += i * n
                    for j in range(2):
                        log.append((get(), j))
                return total
            def get():
                return total
            return f
        """,
        "make(3)(3)",
    )


def test_closure_over_its_own_name():
    check(
        """
        def make():
            def f(n):
                total = n
                for i in range(n):
                    total += f(i)
                return total
            return f
        """,
        "make()(3)",
    )


def test_global_with_the_name_of_a_nested_function():
    check(
        """
        def outer(n):
            global f
            def f(k):
                total = n
                for i in range(k):
                    total += f(i)
                return total
            return f
        """,
        "outer(3)(3)",
    )


def test_methods():
    check(
        """
        class Base:
            def area(self, k):
                return k
        class __Shape(Base):
            def __init__(self):
                self.__sides = [1, 2, 3]
            def __private(self, x):
                return x + 1
            def total(self, k):
                __local = 0
                for side in self.__sides:
                    __local += super(__Shape, self).area(k) * self.__private(side)
                    __local -= super().area(1)
                    for __j in range(2):
                        __local += __class__.__name__ == "__Shape"
                print(__local)
                return self.__missing
        make, _Shape__Shape = __Shape, __Shape
        """,
        "make().total(2)",
        name="total",
    )


def test_method_of_a_class_in_a_function():
    check(
        """
        def make(n):
            class A:
                f = 5
                def f(self):
                    __t = []
                    for i in range(n):
                        __t.append((i, n))
                        for j in self.__class__.__mro__:
                            print(j.__qualname__, A.f is self.f, super().__repr__ is None)
                    return [x for x in __t], (lambda: 1).__qualname__
            return A()
        """,
        "make(2).f()",
    )


# --- Random programs


class Program:
    """The text of a random function `f` that ends, prints, and sometimes raises."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.n_names = 0
        body = self.block(depth=0, in_loop=False)
        self.text = "\n".join(["def f():", "    a = b = c = 0", *body, "    return a, b, c"]) + "\n"

    def block(self, depth, in_loop):
        lines = []
        for _ in range(self.random.randint(1, 3)):
            lines += self.statement(depth, in_loop)
        return ["    " + line for line in lines]

    def statement(self, depth, in_loop):
        kinds = [self.assign, self.show]
        if in_loop:
            kinds += [self.leave]
        if depth < 3:
            kinds += [self.loop_for, self.loop_for, self.loop_while, self.branch, self.attempt]
        return self.random.choice(kinds)(depth, in_loop)

    def name(self):
        return self.random.choice("abc")

    def value(self):
        return self.random.choice(
            ["1", "a", "b + 1", "c - a", "a // (c % 5)", "-b", "a * b % 7", "b ^ c", "(a := a + 1)", "i0 if c else 2"]
        )

    def test(self):
        tests = ["a % 2", "b > c", "a == b", "not c", "a < b < 5", "a and c % 3", "True", "c or a > 3"]
        return self.random.choice(tests)

    def assign(self, depth, in_loop):
        return [f"{self.name()} = ({self.value()}) % 97"]

    def show(self, depth, in_loop):
        return ["print(a, b, c)"]

    def leave(self, depth, in_loop):
        return [f"if {self.test()}:", f"    {self.random.choice(['break', 'continue', 'return a', 'del b; b = 2'])}"]

    def orelse(self, depth, in_loop):
        return ["else:", *self.block(depth + 1, in_loop)] if self.random.random() < 0.3 else []

    def loop_for(self, depth, in_loop):
        target = self.random.choice([f"i{depth}", self.name(), f"(i{depth}, {self.name()})"])
        items = self.random.choice(["range(3)", "range(abs(a) % 3)", "[2, 1]", "range(c % 4, 5)"])
        items = f"enumerate({items})" if "," in target else items
        return [f"for {target} in {items}:", *self.block(depth + 1, True), *self.orelse(depth, in_loop)]

    def loop_while(self, depth, in_loop):
        self.n_names += 1
        count = f"n{self.n_names}"
        test = f"{count} < 3 and ({self.test()})"
        body = [f"    {count} += 1", *self.block(depth + 1, True)]
        return [f"{count} = 0", f"while {test}:", *body, *self.orelse(depth, in_loop)]

    def branch(self, depth, in_loop):
        lines = [f"if {self.test()}:", *self.block(depth + 1, in_loop)]
        if self.random.random() < 0.4:
            lines += [f"elif {self.test()}:", *self.block(depth + 1, in_loop)]
        return [*lines, *self.orelse(depth, in_loop)]

    def attempt(self, depth, in_loop):
        lines = ["try:", *self.block(depth + 1, in_loop), "except ZeroDivisionError:", *self.block(depth + 1, in_loop)]
        lines += self.orelse(depth, in_loop)
        if self.random.random() < 0.3:
            lines += ["finally:", "    print('finally')"]
        return lines


@pytest.mark.parametrize("seed", range(40))
def test_random_programs(seed):
    check(Program(seed).text, most=25)
