"""What a continuation looks like and refuses, and snippets: lines that CPython runs in the middle of machine code."""

import ast
import linecache
import textwrap

import pytest
from continuations import (
    FILENAME,
    seen_in_case,
)

from hotloop._continuation import Unresumable, continuation, snippet
from hotloop._source import find

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
