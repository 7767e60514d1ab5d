"""hotloop._source finds the text and the tree that a function was compiled from, or says why it cannot."""

import ast
import gc
import importlib.util
import linecache
import os
import subprocess
import sys
import textwrap
import warnings

import pytest

from hotloop import _tree
from hotloop._source import SourceUnavailable, find


def module(tmp_path, text, name="sample", encoding="utf-8", newline="\n"):
    """The namespace of a file with this text, imported."""
    path = tmp_path / f"{name}.py"
    path.write_bytes(textwrap.dedent(text).replace("\n", newline).encode(encoding))
    linecache.checkcache(str(path))
    spec = importlib.util.spec_from_file_location(name, path)
    loaded = importlib.util.module_from_spec(spec)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        spec.loader.exec_module(loaded)
    return loaded


def source_text(function):
    """The text of a function from its offset to its end."""
    source = find(function)
    start, end = source.span(source.node)
    assert start == source.offset
    return source.text.encode()[start:end].decode()


def test_function(tmp_path):
    sample = module(tmp_path, "x = 1\n\ndef f(a):\n    return a\n")
    source = find(sample.f)
    assert source_text(sample.f) == "def f(a):\n    return a"
    assert source.text == "x = 1\n\ndef f(a):\n    return a\n"
    assert source.filename == sample.f.__code__.co_filename
    assert isinstance(source.tree, ast.Module) and source.node in source.tree.body
    assert source.offset == 7
    assert source.scopes == []


def test_tree_is_parsed_once(tmp_path):
    sample = module(tmp_path, "def f(): return 1\ndef g(): return 2\n")
    assert find(sample.f).tree is find(sample.g).tree


def test_decorators_are_not_part_of_it(tmp_path):
    sample = module(
        tmp_path,
        """
        def same(function): return function
        @same
        @(
            same)
        def f(): return 1
        """,
    )
    assert source_text(sample.f) == "def f(): return 1"


def test_async_function_begins_at_async(tmp_path):
    sample = module(tmp_path, "async def f():\n    return 1\n")
    assert source_text(sample.f).startswith("async def f")


def test_methods_and_nested_functions_have_scopes(tmp_path):
    sample = module(
        tmp_path,
        """
        class A:
            class B:
                def method(self):
                    def inner(): return self
                    return inner
                @staticmethod
                def static(): return 1
                @classmethod
                def of_class(cls): return cls
        """,
    )
    method, inner = sample.A.B.method, sample.A.B().method()
    assert [scope.name for scope in find(method).scopes] == ["A", "B"]
    assert [scope.name for scope in find(inner).scopes] == ["A", "B", "method"]
    assert source_text(inner) == "def inner(): return self"
    assert source_text(sample.A.B.static) == "def static(): return 1"
    assert source_text(sample.A.B.of_class.__func__) == "def of_class(cls): return cls"


def test_default_value_belongs_to_the_scope_around(tmp_path):
    sample = module(tmp_path, "def f(a=lambda: 1): return a\n")
    assert find(sample.f()).scopes == []


def test_one_of_several_definitions_of_a_name(tmp_path):
    sample = module(
        tmp_path,
        """
        if True:
            def f(): return 1
            first = f
            def f(): return 2
        """,
    )
    assert source_text(sample.first) == "def f(): return 1"
    assert source_text(sample.f) == "def f(): return 2"


def test_lambdas_on_one_line(tmp_path):
    text = "a, b = lambda: id, lambda: id; c = lambda x: lambda: x + 1; d = [lambda: i for i in 'xy']\n"
    sample = module(tmp_path, text)
    assert source_text(sample.a) == source_text(sample.b) == "lambda: id"
    assert find(sample.a).offset < find(sample.b).offset
    assert source_text(sample.c) == "lambda x: lambda: x + 1"
    assert source_text(sample.c(1)) == "lambda: x + 1"
    assert [type(scope).__name__ for scope in find(sample.c(1)).scopes] == ["Lambda"]
    assert source_text(sample.d[1]) == "lambda: i"


def test_lambda_over_several_lines(tmp_path):
    sample = module(tmp_path, "f = (lambda\n    x: (x +\n  1))\n")
    assert source_text(sample.f) == "lambda\n    x: (x +\n  1)"


@pytest.mark.parametrize(
    ("cookie", "encoding", "newline"),
    [
        ("", "utf-8", "\r\n"),
        ("", "utf-8", "\r"),
        ("", "utf-8-sig", "\n"),
        ("# coding: latin-1\n", "latin-1", "\n"),
        ("# coding: cp1252\n", "cp1252", "\r\n"),
    ],
)
def test_encodings_and_newlines(tmp_path, cookie, encoding, newline):
    text = cookie + "é = 'ü'; f = lambda: é + 'ß'\n\ndef g():\n\treturn é\n"
    sample = module(tmp_path, text, "coded", encoding, newline)
    assert source_text(sample.f) == "lambda: é + 'ß'"
    assert source_text(sample.g) == "def g():\n\treturn é"


def test_form_feeds_and_no_last_newline(tmp_path):
    sample = module(tmp_path, "x = 1\n\x0c\ndef f():\n\x0c    y = '\x0c'\n    return y\n\x0cdef g(): return 2")
    assert source_text(sample.f) == "def f():\n\x0c    y = '\x0c'\n    return y"
    assert source_text(sample.g) == "def g(): return 2"


def test_future_annotations(tmp_path):
    sample = module(
        tmp_path,
        """\
        from __future__ import annotations
        def f(a: Unknown):
            def g(b: Unknown): return b
            return g
        """,
    )
    assert source_text(sample.f).startswith("def f(a: Unknown)")
    assert source_text(sample.f(1)) == "def g(b: Unknown): return b"


def test_module_that_imports_and_uses_super(tmp_path):
    sample = module(
        tmp_path,
        """
        try:
            import math
        except ImportError:
            pass
        other = super
        def f(x):
            import os
            return math.sqrt(x) + os.getpid()
        class A:
            def g(self):
                return super().g()
        """,
    )
    assert source_text(sample.f).startswith("def f(x)")
    assert source_text(sample.A.g).startswith("def g(self)")


@pytest.mark.parametrize(
    "new",
    [
        "def f(a):\n    return a + 2\n",
        "def f(a):\n    return a + 1.0\n",
        "def f(a):\n    return  a + 1\n",
        "\ndef f(a):\n    return a + 1\n",
        "def f(a):\n    return a + 1j\n",
        "def f(b):\n    return b + 1\n",
        "def f(a:\n",
        "",
    ],
)
def test_changed_file(tmp_path, new):
    sample = module(tmp_path, "def f(a):\n    return a + 1\n")
    path = tmp_path / "sample.py"
    path.write_text(new)
    with pytest.raises(SourceUnavailable):
        find(sample.f)


def test_changed_file_says_so(tmp_path):
    sample = module(tmp_path, "def f(a):\n    return a in {1, (0.0, 2)}\n")
    (tmp_path / "sample.py").write_text("def f(a):\n    return a in {1, (-.0, 2)}\n")
    with pytest.raises(SourceUnavailable, match="the source has changed since it was imported"):
        find(sample.f)


def test_change_elsewhere_does_not_matter(tmp_path):
    sample = module(tmp_path, "def f(a):\n    return a + 1\nx = 1\n")
    (tmp_path / "sample.py").write_text("def f(a):\n    return a + 1\nx = 2; y = 3\n")
    assert source_text(sample.f) == "def f(a):\n    return a + 1"


def test_reloaded_file_with_stale_lines(tmp_path):
    old = module(tmp_path, "def f(a):\n    return a + 1\n")
    assert source_text(old.f).endswith("a + 1")
    path = tmp_path / "sample.py"
    path.write_text("def f(a):\n    return a + 22\n")
    os.utime(path, (1, 1))
    spec = importlib.util.spec_from_file_location("sample", path)
    new = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(new)
    assert source_text(new.f).endswith("a + 22")
    with pytest.raises(SourceUnavailable):
        find(old.f)


def test_no_source():
    namespace = {}
    # From 3.13 on "<string>" is the text of `python -c`, which is how pytest starts processes of its own.
    exec(compile("def f(): return 1", "<nowhere>", "exec"), namespace)
    with pytest.raises(SourceUnavailable, match="not available"):
        find(namespace["f"])


def test_cell_of_a_notebook():
    text = "def f():\n    return 'cell'\nf()\n"
    filename = "<ipython-input-1-0123456789ab>"
    linecache.cache[filename] = len(text), None, text.splitlines(True), filename
    namespace = {}
    exec(compile(text, filename, "exec"), namespace)
    assert source_text(namespace["f"]) == "def f():\n    return 'cell'"


def test_warnings_of_the_compiler_are_not_repeated(tmp_path):
    sample = module(tmp_path, "def f(a):\n    return a is 1, '\\d'\n")
    filters = list(warnings.filters)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("error")
        find(sample.f)
    assert caught == []
    assert warnings.filters == filters


def test_long_expressions(tmp_path):
    sample = module(tmp_path, "def f(a):\n    return " + " + ".join(["a"] * 700) + "\n")
    assert source_text(sample.f).endswith("a + a")


COMMAND = """
def f(a):
    return a + 1
from hotloop._source import find
source = find(f)
print(repr(source.text.encode()[source.offset:][:20].decode()))
"""


def test_a_parse_in_the_middle_of_another():
    """CPython 3.11.7 says then: AST constructor recursion depth mismatch."""

    def interfere(phase, info):
        gc.callbacks.remove(interfere)
        _tree.parse("a + b", "other.py")

    before = gc.get_threshold()
    gc.callbacks.append(interfere)
    gc.set_threshold(50)
    try:
        tree = _tree.parse("x = [a + b, (c, d)]\n" * 500, "program.py")
    finally:
        gc.set_threshold(*before)
    assert len(tree.body) == 500
    assert interfere not in gc.callbacks


@pytest.mark.parametrize("options", ["-c", "-Bc", "-W ignore -X utf8 -c", "-O -c", "-OO -c"])
def test_command(options):
    assert run([*options.split(), COMMAND, "x", "-c"]) == repr("def f(a):\n    return")


@pytest.mark.parametrize("option", ["-O", "-OO"])
def test_script_with_optimization(tmp_path, option):
    path = tmp_path / "script.py"
    path.write_text(COMMAND.replace("return", "'''doc'''; assert a; return"))
    assert run([option, str(path)]) == repr("def f(a):\n    '''doc")


def test_without_columns(tmp_path):
    path = tmp_path / "script.py"
    path.write_text(COMMAND + "find((lambda: 1, lambda: 2)[0])")
    command = [sys.executable, "-X", "no_debug_ranges", path]
    found = subprocess.run(command, env=environment(), capture_output=True, text=True)
    assert found.stdout.strip() == repr("def f(a):\n    return")
    assert "SourceUnavailable: several lambdas begin on its line" in found.stderr


def run(arguments):
    result = subprocess.run([sys.executable, *arguments], env=environment(), capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def environment():
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
