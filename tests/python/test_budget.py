"""A large library is not looked at in vain: work is bounded, counted and not timed, and the reason says so."""

import importlib
import sys
import textwrap

import pytest

import hotloop
from hotloop import _source

N_FUNCTIONS, N_CLASSES = 300, 100
# What is far, then what is near: see `budget.rs`.
MOST_LOOKED_AT = 2 * 401


@pytest.fixture
def library(tmp_path, monkeypatch):
    """Functions that call each other, and classes whose methods do."""
    package = tmp_path / "large_library"
    package.mkdir()
    for part in range(10):
        lines = ["from large_library import all as everything"]
        for number in range(part, N_FUNCTIONS, 10):
            called = [(number * 7 + step) % N_FUNCTIONS for step in (1, 2, 3)]
            calls = " + ".join(f"everything.f{other}(x - 1.0, one.next{other % N_CLASSES}())" for other in called)
            lines += [f"def f{number}(x, one):", f"    return x if x < 0.0 else one.a{number % 50} + {calls}"]
        for number in range(part, N_CLASSES, 10):
            lines += [f"class C{number}:", "    def __init__(self):", f"        self.x = {number}.5"]
            lines += [f"        self.a{at} = {at}.0" for at in range(3)]
            for at in range(N_CLASSES):
                lines += [f"    def next{at}(self):"]
                lines += [
                    f"        return self if self.x < 0.0 else everything.C{at}().next{(at + number) % N_CLASSES}()"
                ]
            lines += ["    def own(self, dt):", "        return self.x * dt"]
        (package / f"part{part}.py").write_text("\n".join(lines) + "\n")
    (package / "__init__.py").write_text("")
    names = "\n".join(f"from large_library.part{part} import *" for part in range(10))
    (package / "all.py").write_text(names + "\n")
    (package / "loops.py").write_text(
        textwrap.dedent(
            """
            from large_library import all as everything

            def through_functions(x, one, n):
                total = 0.0
                for i in range(n):
                    total += everything.f0(x, one)
                return total

            def own(one, n):
                total = 0.0
                for i in range(n):
                    total += one.own(0.5)
                return total

            def numbers(n):
                total = 0.0
                for i in range(n):
                    total += i * 0.5
                    if total < 0.0:
                        everything.f0(total, None)
                return total
            """
        )
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in [name for name in sys.modules if name.partition(".")[0] == "large_library"]:
        del sys.modules[name]
    yield importlib.import_module("large_library.loops"), importlib.import_module("large_library.all")
    # Trees of half a million nodes: each collection of garbage in the tests that follow would go through them.
    _source._files.clear()


@pytest.fixture
def looked_at(monkeypatch):
    """The names of the functions whose source has been looked for."""
    found = []
    find = _source.find

    def counted(function):
        found.append(function.__qualname__)
        return find(function)

    monkeypatch.setattr(_source, "find", counted)
    return found


def test_what_is_looked_at_of_a_library_is_bounded(library, looked_at):
    loops, names = library
    function = hotloop.jit(loops.through_functions)
    one = names.C3()
    one.x = -1.0
    for _ in range(3):
        assert function(-1.0, one, 10) == loops.through_functions(-1.0, one, 10)
    assert len(looked_at) <= MOST_LOOKED_AT
    assert "look" in function.explain() or "compiled" in function.explain()


def test_a_method_that_calls_little_is_compiled_all_the_same(library, looked_at):
    loops, names = library
    function = hotloop.jit(loops.own)
    assert function(names.C1(), 10) == loops.own(names.C1(), 10)
    assert "compiled, returns" in function.explain()
    assert len(looked_at) <= 5


def test_what_is_not_called_matters_little(library, looked_at):
    loops, _ = library
    function = hotloop.jit(loops.numbers)
    assert function(100) == loops.numbers(100)
    assert len(looked_at) <= MOST_LOOKED_AT


def test_calls_that_multiply_are_a_clear_word(tmp_path, monkeypatch):
    lines = ["def g0(x):", "    return x * 1.5 + 1.0"]
    for level in range(1, 7):
        calls = " + ".join(f"g{level - 1}(x + {at}.0)" for at in range(9))
        lines += [f"def g{level}(x):", f"    return {calls}"]
    (tmp_path / "multiplying.py").write_text("\n".join([*lines, "def f(x):", "    return g6(x)"]) + "\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    module = importlib.import_module("multiplying")
    function = hotloop.jit(module.f)
    assert function(0.5) == module.f(0.5)
    assert "too much to compile into one function" in function.explain()
    strict = hotloop.jit(module.f, strict=True)
    with pytest.raises(hotloop.CompileError, match="too much to compile into one function"):
        strict(0.5)
