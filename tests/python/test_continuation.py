"""A continuation goes on exactly as the function itself would have.

Each case is the text of a module and a call. The call runs as it is; then again and again, each time stopped at
another occurrence of a place (before the first statement, at a loop's header, after a statement), where the
continuation takes over. Result, changed objects, printed text, exception and traceback (names, lines, columns) must be
CPython's own.
"""

import ast
import contextlib
import functools
import io
import itertools
import linecache
import random
import sys
import textwrap
import traceback
import types

import pytest

from hotloop._continuation import Unresumable, continuation, snippet
from hotloop._source import find

FILENAME = "<case>"


def check(text, call="f()", name="f", most=80):
    """Compares plain CPython with each way to stop, and returns how many there were."""
    text = textwrap.dedent(text)
    linecache.cache[FILENAME] = len(text), None, text.splitlines(True), FILENAME
    expected = plain_run(text, call)
    n_occurrences = sys.maxsize - stopped_run(text, call, name, sys.maxsize).occurrence
    step = -(-n_occurrences // most)
    for occurrence in range(0, n_occurrences, step):
        stop = stopped_run(text, call, name, occurrence)
        assert stop.outcome == ("refused" if stop.place.refused else expected), stop.place
    return n_occurrences


# --- The harness


def plain_run(text, call):
    namespace = {"__name__": "case"}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(text, FILENAME, "exec"), namespace)
        return outcome(lambda: eval(call, namespace), namespace, printed)


def outcome(action, namespace, printed):
    """All that can be seen of a run."""
    try:
        result = action()
        ending = "returned", type(result), repr(result)
    except Exception as error:
        ending = "raised", type(error), str(error), *seen_in_case(error)
    # Functions and classes are left out.
    state = {name: repr(value) for name, value in namespace.items() if isinstance(value, (int, str, list, dict, set))}
    state.pop("__builtins__", None)
    return ending, printed.getvalue(), state


def seen_in_case(error):
    """The frames of a traceback from the first one in the case on, and its text."""
    trace = error.__traceback__
    while trace and trace.tb_frame.f_code.co_filename != FILENAME:
        trace = trace.tb_next
    frames = []
    for link in links(trace):
        code = link.tb_frame.f_code
        columns = list(code.co_positions())[link.tb_lasti // 2]
        frames.append((code.co_filename, code.co_name, code.co_qualname, code.co_firstlineno, link.tb_lineno, columns))
    return frames, "".join(traceback.format_exception(type(error), error, trace))


def links(trace):
    while trace:
        yield trace
        trace = trace.tb_next


class Stopped(BaseException):
    pass


class Place:
    def __init__(self, kind, span, loops, refused):
        self.kind, self.span, self.loops, self.refused = kind, span, loops, refused

    def __repr__(self):
        return f"{self.kind} {self.span} in {len(self.loops)} loops"


class Stop:
    """One run of the instrumented module: at a given occurrence of a place, the continuation runs instead."""

    def __init__(self, text, places, occurrence, printed):
        self.text, self.places, self.occurrence, self.printed = text, places, occurrence, printed
        self.place = self.outcome = self.frame = None
        self.iterators = {}

    def register(self, instrumented):
        """Makes the function as written from the instrumented one."""
        plain = next(code for code in all_codes(self.text) if code.co_qualname == instrumented.__code__.co_qualname)
        cells = dict(zip(instrumented.__code__.co_freevars, instrumented.__closure__ or ()))
        closure = tuple(cells[name] for name in plain.co_freevars)
        self.function = types.FunctionType(plain, instrumented.__globals__, instrumented.__name__, None, closure)
        self.function.__qualname__ = instrumented.__qualname__
        return instrumented

    def at(self, index, frame=None):
        frame = frame or sys._getframe(1)
        self.frame = self.frame or frame
        if frame is self.frame and self.outcome is None:
            if self.occurrence == 0:
                self.place = self.places[index]
                self.resume(frame)
                raise Stopped
            self.occurrence -= 1
        return False

    def track(self, iterable, index, loop):
        iterator = iter(iterable)
        if sys._getframe(1) is self.frame:
            self.iterators[loop] = iterator
        return Tracked(self, iterator, index)

    def resume(self, frame):
        place, variables = self.place, dict(frame.f_locals)
        code = self.function.__code__
        names = tuple(name for name in dict.fromkeys(code.co_varnames + code.co_cellvars) if name in variables)
        start, end = place.span
        try:
            resumed = continuation(
                self.function, find(self.function), place=place.kind, start=start, end=end, names=names
            )
        except Unresumable:
            self.outcome = "refused"
            return
        if own_variables(resumed) != own_variables(self.function):
            self.outcome = "other variables"
            return
        values = [variables[name] for name in names]
        rests = [self.iterators[loop] for loop in place.loops]
        self.outcome = outcome(lambda: resumed(*values, *rests), frame.f_globals, self.printed)


class Tracked:
    """An iterator that stops before each of its items."""

    def __init__(self, stop, iterator, index):
        self.stop, self.iterator, self.index = stop, iterator, index

    def __iter__(self):
        return self

    def __next__(self):
        self.stop.at(self.index, sys._getframe(1))
        return next(self.iterator)


@functools.cache
def all_codes(text):
    codes = [compile(text, FILENAME, "exec")]
    for code in codes:
        codes.extend(constant for constant in code.co_consts if isinstance(constant, types.CodeType))
    return codes


def own_variables(function):
    """The variables in the order that CPython shows them in, without those of comprehensions and hidden ones."""
    excluded = comprehension_variables("".join(linecache.cache[FILENAME][2]))
    variables = dict.fromkeys(function.__code__.co_varnames + function.__code__.co_cellvars)
    return [name for name in variables if name not in excluded and not name.startswith(".")]


@functools.cache
def comprehension_variables(text):
    comprehensions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.comprehension)]
    return {getattr(node, "id", "") for part in comprehensions for node in ast.walk(part.target)}


def stopped_run(text, call, name, occurrence):
    instrumented, places = instrument(text, name)
    printed = io.StringIO()
    stop = Stop(text, places, occurrence, printed)
    namespace = {"__name__": "case", "_at": stop.at, "_track": stop.track, "_register": stop.register}
    with contextlib.redirect_stdout(printed), contextlib.suppress(Stopped, Exception):
        exec(instrumented, namespace)
        eval(call, namespace)
    return stop


@functools.cache
def instrument(text, name):
    """The code of the module with calls at each place of the function, and the places."""
    places = []
    tree = ast.parse(text)
    node = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == name)
    starts = list(itertools.accumulate((len(line.encode()) + 1 for line in text.split("\n")), initial=0))

    def span(node):
        return starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset

    instrument_function(node, places, span)
    return compile(ast.fix_missing_locations(tree), FILENAME, "exec"), places


def instrument_function(node, places, span):
    def at(kind, statement, loops, refused, function="_at", *arguments):
        places.append(Place(kind, span(statement), loops, refused))
        arguments = [*arguments, ast.Constant(len(places) - 1)]
        return ast.copy_location(ast.Call(ast.Name(function, ast.Load()), arguments, []), statement)

    def in_block(block, loops, refused):
        for statement in list(block):
            inner = loops
            if isinstance(statement, ast.For):
                inner = [*loops, statement]
                call = at("header", statement, inner, refused, "_track", statement.iter)
                places[-1].loops = inner = [*loops, len(places) - 1]
                call.args.append(ast.Constant(len(places) - 1))
                statement.iter = call
            elif isinstance(statement, ast.While):
                call = at("header", statement, loops, refused)
                statement.test = ast.copy_location(ast.BoolOp(ast.Or(), [call, statement.test]), statement.test)
            in_parts(statement, inner, loops, refused)
            if statement is not docstring:
                behind = ast.copy_location(ast.Expr(at("after", statement, loops, refused)), statement)
                block.insert(block.index(statement) + 1, behind)

    def in_parts(statement, inner, loops, refused):
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            return
        in_block(getattr(statement, "body", []), inner, refused or isinstance(statement, ast.With))
        in_block(getattr(statement, "orelse", []), loops, refused)
        in_block(getattr(statement, "finalbody", []), loops, True)
        for part in getattr(statement, "handlers", []):
            in_block(part.body, loops, True)
        for part in getattr(statement, "cases", []):
            in_block(part.body, loops, refused)

    first = node.body[0]
    docstring = first if ast.get_docstring(node) else None
    in_block(node.body, [], False)
    node.body.insert(first is docstring, ast.copy_location(ast.Expr(at("start", first, [], False)), first))
    node.decorator_list.append(ast.copy_location(ast.Name("_register", ast.Load()), node))


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


# --- What it looks like, and what it refuses


def function_of(text, name="f", **names):
    text = textwrap.dedent(text)
    linecache.cache[FILENAME] = len(text), None, text.splitlines(True), FILENAME
    namespace = {"__name__": "case", **names}
    exec(compile(text, FILENAME, "exec"), namespace)
    return namespace[name]


def span_of(function, piece):
    start = find(function).text.encode().index(piece.encode())
    return {"start": start, "end": start + len(piece.encode())}


LOOP = "for j in range(i):\n            t += j"
NESTED = f"def f(n):\n    t = 0\n    for i in range(n):\n        t += 1\n        {LOOP}\n    return t\n"


def test_interface():
    function = function_of(NESTED)
    resume = continuation(function, find(function), place="header", **span_of(function, LOOP), names=("i", "t"))
    assert resume(3, 100, range(4, 6), range(1, 3)) == 100 + (1 + 2) + 1 + (0 + 1 + 2 + 3) + 1 + (0 + 1 + 2 + 3 + 4)
    assert resume(3, 100, iter([]), iter([])) == 100
    code = resume.__code__
    assert (resume.__name__, resume.__qualname__, resume.__module__) == ("f", "f", "case")
    assert (code.co_name, code.co_qualname, code.co_filename) == ("f", "f", FILENAME)
    assert code.co_firstlineno == function.__code__.co_firstlineno
    assert resume.__globals__ is function.__globals__
    with pytest.raises(TypeError):
        resume(3, 100, iter([]))
    with pytest.raises(TypeError):
        resume(3, 100, iter([]), iter([]), iter([]))


def test_docstring_stays():
    function = function_of('def f():\n    "doc"\n    x = 1\n    return x\n')
    for place, piece in [("start", ""), ("after", "x = 1")]:
        resume = continuation(function, find(function), place=place, **span_of(function, piece), names=())
        assert resume.__code__.co_consts[0] == "doc"


def test_tree_is_not_changed():
    function = function_of(NESTED)
    tree = find(function).tree
    before = ast.dump(tree, include_attributes=True)
    continuation(function, find(function), place="header", **span_of(function, LOOP), names=("i",))
    snippet(function, find(function), **span_of(function, "range(i)"), params=("i",))
    assert ast.dump(tree, include_attributes=True) == before


def test_lambda_starts():
    function = function_of("f = lambda a, b=1: a // b\n")
    resume = continuation(function, find(function), place="start", names=("a", "b"))
    assert resume(7, 2) == 3
    assert resume.__code__.co_name == "<lambda>"


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("def f():\n    x = 1\n    yield x\n", "x = 1"),
        ("async def f():\n    x = 1\n", "x = 1"),
        ("def f():\n    x = 1\n    y = 2\n", "x = 1\n"),
        ("def f():\n    def g():\n        x = 1\n    y = 2\n", "x = 1"),
        ("def f():\n    with open('/') as g:\n        x = 1\n", "x = 1"),
    ],
)
def test_refusals(text, piece):
    function = function_of(text)
    with pytest.raises(Unresumable):
        continuation(function, find(function), place="after", **span_of(function, piece), names=())


def test_functions_inside_are_made_again():
    function = function_of(
        """
        def f(x):
            def g(y, by=x, *, plus=2):
                return x * by + y + plus

            h = lambda y, by=x: x * by + y
            x = 10
            return g(1), h(1), g.__qualname__, h.__qualname__
        """
    )
    places = [("g", *span_of(function, "def g(y, by=x, *, plus=2):\n        return x * by + y + plus").values())]
    places.append(("h", *span_of(function, "lambda y, by=x: x * by + y").values()))
    options = {"place": "after", **span_of(function, "x = 10"), "names": ("x", "g", "h"), "functions": tuple(places)}
    resume = continuation(function, find(function), **options)
    assert resume(10, (3, 2), (3,)) == function(3)


def test_header_of_no_loop():
    function = function_of("def f():\n    x = 1\n")
    with pytest.raises(Unresumable):
        continuation(function, find(function), place="header", **span_of(function, "x = 1"), names=())


# --- Snippets


SNIPPETS = '''
import math
def f(q, i):
    """Doc."""
    global seen
    for i in range(len(q)):
        if i:
            print("%0.2f%% complete" % (1.0/len(q)*i*100))
            seen = i; q[0] = i
        x = math.sqrt(
            q[i] - 5)
        y = x + missing + zero
    zero = 0
'''


def snippet_of(function, piece, *params):
    return snippet(function, find(function), **span_of(function, piece), params=params)


def test_expression_and_statement(capsys):
    function = function_of(SNIPPETS)
    q = [9, 30, 1]
    show = snippet_of(function, 'print("%0.2f%% complete" % (1.0/len(q)*i*100))', "q", "i")
    assert show(q, 1) is None
    assert capsys.readouterr().out == "33.33% complete\n"
    assert snippet_of(function, "math.sqrt(\n            q[i] - 5)", "i", "q")(1, q) == 5.0
    assert snippet_of(function, "1.0/len(q)*i*100", "i", "q")(1, q) == 1.0 / 3 * 1 * 100
    assert snippet_of(function, "q[0] = i", "q", "i")(q, 7) is None
    assert q[0] == 7
    assert snippet_of(function, "seen = i", "i")(4) is None
    assert function.__globals__["seen"] == 4


def test_snippet_fails_like_the_function():
    function = function_of(SNIPPETS)
    run = snippet_of(function, "math.sqrt(\n            q[i] - 5)", "q", "i")
    assert failure(lambda: run([1, 2], 0)) == failure(lambda: function([1, 2], 0))
    run = snippet_of(function, "x + missing + zero", "x")
    assert failure(lambda: run(2.0)) == failure(lambda: function([9], 0))
    function.__globals__["missing"] = 1
    assert failure(lambda: run(2.0)) == failure(lambda: function([9], 0))
    assert failure(lambda: run(2.0))[0] is UnboundLocalError


def failure(action):
    with pytest.raises(Exception) as caught:
        action()
    return type(caught.value), str(caught.value), seen_in_case(caught.value)


def test_snippet_in_a_closure_and_a_class():
    function = function_of(
        """
        class A:
            __k = 2
            def make(self, n):
                def inner(i):
                    nonlocal n
                    n += 1
                    return self.__k * n * i
                return inner
        f = A().make(5)
        """
    )
    assert snippet_of(function, "self.__k * n * i", "i")(3) == 30
    assert snippet_of(function, "n += 1")() is None
    assert snippet_of(function, "self.__k * n * i", "i")(3) == 36
    assert snippet_of(function, "n += 1", "i").__code__.co_qualname == "A.make.<locals>.inner"


def test_snippet_of_a_lambda():
    function = function_of("f = lambda a, b: abs(a) // b\n")
    assert snippet_of(function, "abs(a)", "a")(-3) == 3
    assert failure(lambda: snippet_of(function, "abs(a) // b", "a")(1))[0] is UnboundLocalError


@pytest.mark.parametrize("piece", ["i", "break", "q[0]", "q[0] ", "z", "# q"])
def test_snippet_refusals(piece):
    function = function_of("def f(q):\n    for i in q:\n        break\n    q[0] = lambda z: z  # q\n")
    with pytest.raises(Unresumable):
        snippet_of(function, piece)
