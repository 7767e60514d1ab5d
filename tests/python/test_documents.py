"""What pages show: documents of profiles, comparisons and sources, as their schema says, and from damaged files too."""

from __future__ import annotations

import cProfile
import json
import os
import platform
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hotloop import _cli, _pages
from hotloop._pages import comparison, explained, files
from hotloop._pages import profile as pages
from hotloop._pages.source import bytecode_of, stages_of
from hotloop._profile.comparison import compare
from hotloop._profile.formats import FORMATS, ProfileError, cut, native, read, write
from hotloop._profile.model import Function, Lines, Nodes, Profile, Rate, Thread, Vectors, Verdict

SLOW = """\
def total(n, xs):
    s = 0.0
    for i in range(n):
        s += xs[i % 100]
    return s

def load(n):
    found = {}
    for i in range(n):
        with open("/dev/null"):
            found[i] = i
    return found
"""


@pytest.fixture(autouse=True)
def page(tmp_path_factory, monkeypatch):
    """A page of nothing but its document: these tests need no npm."""
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(f"<!doctype html>{_pages.EMPTY}")
    monkeypatch.setattr(_pages, "PAGE", path)


def checked(document):
    """The document, which is as the schema says, and which JSON can hold."""
    text = json.dumps(document, allow_nan=False)
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((Path(pages.__file__).parent / "document.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(text), schema)
    _check_numbers(document)
    return document


def _check_numbers(document):
    """Columns are of one length, and numbers of functions and nodes stand for some."""
    if document["kind"] != "profile":
        return
    n_functions = len(document["functions"]["name"])
    for columns in (document["functions"], document["figures"]):
        assert {len(column) for column in columns.values()} == {n_functions}
    assert len({len(column) for column in document["callers"].values()}) == 1
    for name in ("callee", "caller"):
        assert all(0 <= function < n_functions for function in document["callers"][name])
    if document["tree"]:
        tree = document["tree"]
        assert len({len(column) for column in tree.values()}) == 1
        assert all(-1 <= parent < node for node, parent in enumerate(tree["parent"]))
        assert all(-1 <= function < n_functions for function in tree["function"])
        assert all(0 <= thread["root"] < len(tree["parent"]) for thread in document["threads"])
    assert all(source["function"] is None or source["function"] < n_functions for source in document["sources"])


def a_profile(source, text=SLOW) -> Profile:
    """main calls total and load of a file, and total's lines are counted."""
    source.write_text(text)
    profile = Profile(["slow.py", "7"], "/", f"CPython {platform.python_version()}", time.time_ns(), 1_000_000_000)
    profile.functions = [
        Function(str(source), 1, "total", "total"),
        Function(str(source), 7, "load", "load"),
        Function("~", 0, "<built-in method builtins.len>", "<built-in method builtins.len>", "builtin"),
    ]
    root = profile.nodes.add(-1, -1)
    profile.nodes.add(root, 0, 3, 700_000_000)
    profile.nodes.add(profile.nodes.add(root, 1, 1, 299_000_000), 2, 5, 1_000_000)
    profile.threads = [Thread(1, 1, "MainThread", root, 1_000_000_000)]
    profile.lines = [Lines(0, 0, {2: 3, 3: 303, 4: 300, 5: 3}, {2: 100, 3: 200_000_000, 4: 499_000_000, 5: 100})]
    profile.sources[str(source)] = text
    return profile


def source_of(document, name):
    return next(source for source in document["sources"] if source["name"] == name)


def line_of(source, n):
    return next(line for line in source["lines"] if line["n"] == n)


def loads(line):
    """Does it read a variable? Each CPython has other instructions."""
    return any(one.startswith("LOAD_FAST") for one in line["bytecode"])


def in_page(path):
    """The document that a page shows."""
    text = Path(path).read_text("utf-8")
    begin = text.index(">", text.index('id="document"')) + 1
    return json.loads(text[begin : text.index("</script>", begin)])


def run_hotloop(*arguments, cwd, **variables):
    paths = os.pathsep.join(path for path in sys.path if path)
    environment = {**os.environ, "PYTHONPATH": paths, "HOTLOOP_CACHE": "0", **variables}
    command = [sys.executable, "-m", "hotloop", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120)


# ---- profiles


def test_a_profile_is_a_document(tmp_path):
    document = checked(pages.document(a_profile(tmp_path / "slow.py")))
    assert document["title"] == "slow.py 7"
    assert ["Time", "1.000 s"] in document["about"]
    assert document["notes"] == []
    assert document["tree"] == {
        "parent": [-1, 0, 0, 2],
        "function": [-1, 0, 1, 2],
        "calls": [0, 3, 1, 5],
        "own": [0, 700_000_000, 299_000_000, 1_000_000],
    }
    assert document["figures"]["cumulative"] == [700_000_000, 300_000_000, 1_000_000]
    assert document["callers"] == {
        "callee": [2],
        "caller": [1],
        "calls": [5],
        "own": [1_000_000],
        "cumulative": [1_000_000],
    }
    assert [source["name"] for source in document["sources"]] == ["total", "load"]


def test_lines_have_counts_and_bytecode(tmp_path):
    total = source_of(pages.document(a_profile(tmp_path / "slow.py")), "total")
    assert [line["n"] for line in total["lines"]] == [1, 2, 3, 4, 5]
    line = line_of(total, 4)
    assert (line["text"], line["hits"], line["time"]) == ("        s += xs[i % 100]", 300, 499_000_000)
    assert loads(line) and len(line["bytecode"]) > 5
    assert line_of(total, 1)["hits"] is None
    assert (total["state"], total["first"], total["since"]) == ("same", 1, 0)


def test_what_the_text_says_without_a_verdict(tmp_path):
    document = pages.document(a_profile(tmp_path / "slow.py"))
    total, load = source_of(document, "total"), source_of(document, "load")
    assert total["verdict"]["state"] == "unknown"
    assert "hotloop run --profile slow.py 7" in total["verdict"]["text"]
    assert line_of(total, 3)["compiled"] is None
    assert load["verdict"]["state"] == "python"
    said = line_of(load, 10)["compiled"]
    assert (said["state"], said["why"]) == ("python", "kept in CPython by `with` on line 10")
    assert said["fix"] == "open it before the loop"
    assert line_of(load, 9)["compiled"]["loop"] and not said["loop"]


def a_verdict(source) -> Verdict:
    verdict = Verdict(str(source), "total", 3, 4, "compiled", seconds=0.5, argument_types="list[float], int, int")
    verdict.types = {"i": "int", "s": "float", "xs": "list[float]"}
    verdict.loops = [Vectors(3, 4, 32, 4, 2)]
    verdict.stages = {"ir": "entry total\n  var\n  for\n}\n", "asm": "ret\n"}
    verdict.stage_lines = {"ir": [0, 3, 3, 4]}
    return verdict


def test_a_verdict_is_shown_line_by_line(tmp_path):
    profile = a_profile(tmp_path / "slow.py")
    profile.verdicts.append(a_verdict(tmp_path / "slow.py"))
    total = source_of(checked(pages.document(profile)), "total")
    assert total["verdict"] == {
        "state": "compiled",
        "text": "The loop in line 3 runs as machine code (8 lanes x 4, 2 threads).",
    }
    line = line_of(total, 4)["compiled"]
    assert (line["lanes"], line["interleave"], line["threads"]) == (8, 4, 2)
    assert (line["state"], line["loop"], line["text"]) == ("compiled", False, "8 lanes x 4, 2 threads")
    assert line["types"] == [["s", "float"], ["xs", "list[float]"], ["i", "int"]]
    assert line_of(total, 3)["compiled"]["loop"]
    assert line_of(total, 2)["compiled"] is None
    assert total["stages"] == profile.verdicts[0].stages
    assert total["stage_lines"] == {"ir": {"3": [2, 3], "4": [4, 4]}}


def test_stages_of_several_loops_stand_behind_each_other():
    one, other = a_verdict("slow.py"), a_verdict("slow.py")
    other.first, other.argument_types, other.stage_lines = 9, "int", {"ir": [9, 0, 9, 9]}
    told = stages_of([other, one])
    lines = told["stages"]["ir"].splitlines()
    assert lines[0] == "; line 3: (list[float], int, int)" and lines[5] == "; line 9: (int)"
    assert told["stage_lines"] == {"ir": {"3": [3, 4], "4": [5, 5], "9": [7, 7, 9, 10]}}


def test_verdicts_are_kept(tmp_path):
    profile = a_profile(tmp_path / "slow.py")
    kept = Verdict(str(tmp_path / "slow.py"), "load", 9, 11, "python", "`with`", 10, "open it before the loop")
    profile.verdicts += [a_verdict(tmp_path / "slow.py"), kept]
    profile.verdicts[0].called_out, profile.verdicts[0].exits = {4: "a call"}, ["left for CPython once"]
    write(profile, str(tmp_path / "p.json"))
    assert read(str(tmp_path / "p.json")).verdicts == profile.verdicts
    load = source_of(pages.document(read(str(tmp_path / "p.json"))), "load")
    assert load["verdict"]["text"] == (
        "Line 9: kept in CPython by `with` on line 10 (instead: open it before the loop)."
    )
    # Files of before have none.
    file = json.loads((tmp_path / "p.json").read_text())
    del file["verdicts"]
    (tmp_path / "old.json").write_text(json.dumps(file))
    assert read(str(tmp_path / "old.json")).verdicts == []
    schema = json.loads((Path(native.__file__).parent / "profile.schema.json").read_text())
    pytest.importorskip("jsonschema").validate(json.loads(native.encode(profile)), schema)


def test_a_source_that_has_changed_or_is_gone(tmp_path):
    source = tmp_path / "slow.py"
    profile = a_profile(source)
    source.write_text("# another\n" + SLOW)
    document = checked(pages.document(profile))
    assert source_of(document, "total")["state"] == "changed"
    assert line_of(source_of(document, "total"), 4)["text"] == "        s += xs[i % 100]"
    assert document["notes"] == [f"{source} has changed since: this is its text as it was"]
    source.unlink()
    document = checked(pages.document(profile))
    assert source_of(document, "total")["state"] == "gone"
    assert loads(line_of(source_of(document, "total"), 4))
    # Not kept, and gone: the figures alone.
    profile.sources.clear()
    total = source_of(checked(pages.document(profile)), "total")
    assert (total["state"], [(line["n"], line["text"], line["hits"]) for line in total["lines"]]) == (
        "gone",
        [(2, "", 3), (3, "", 303), (4, "", 300), (5, "", 3)],
    )


def test_a_form_feed_ends_no_line(tmp_path):
    profile = a_profile(tmp_path / "slow.py", SLOW.replace("s = 0.0", "s = 0.0  # \f and \x1c \u2028 here"))
    total = source_of(pages.document(profile), "total")
    assert line_of(total, 4)["text"] == "        s += xs[i % 100]"


def test_what_has_no_loop_of_its_own(tmp_path):
    profile = a_profile(tmp_path / "slow.py", "def total(n, xs):\n    return sum(x for x in xs)\n")
    total = source_of(pages.document(profile), "total")
    assert total["verdict"]["text"].startswith("It has no loop of its own")
    profile.functions[0] = Function(str(tmp_path / "slow.py"), 2, "<genexpr>", "total.<locals>.<genexpr>")
    (source,) = (one for one in pages.document(profile)["sources"] if "genexpr" in one["name"])
    assert source["verdict"]["state"] == "python"


@pytest.mark.parametrize(
    ("text", "state", "said"),
    [
        ("def total(n, xs):\n    for i in range(n):\n        yield i\n", "python", "Loops in generators and"),
        (
            "def total(n, xs):\n    for i in range(n):\n        locals()\n",
            "python",
            "Its loops are CPython's: it looks",
        ),
        ("def total(n, xs):\n    while n:\n        n -= 1\n", "unknown", "Nothing in its text speaks against"),
        ("def total(n, xs):\n    return 1 if n else 2\n", "unknown", "It has no loop of its own; where"),
        ("def total(n, xs:\n", "unknown", "Its text is not known."),
    ],
)
def test_loops_that_are_never_looked_at(text, state, said, tmp_path):
    profile = a_profile(tmp_path / "slow.py", text)
    verdict = source_of(checked(pages.document(profile)), "total")["verdict"]
    assert verdict["state"] == state and verdict["text"].startswith(said)


def test_methods_in_a_file_of_cprofile(tmp_path):
    """It has no qualified names."""
    profile = a_profile(tmp_path / "slow.py", "class A:\n    def f(self):\n        while 1:\n            pass\n")
    profile.functions[0] = Function(str(tmp_path / "slow.py"), 2, "f", "f")
    profile.lines.clear()
    source = source_of(checked(pages.document(profile)), "A.f")
    assert source["verdict"]["text"].startswith("Nothing in its text") and [one["n"] for one in source["lines"]] == [
        2,
        3,
        4,
    ]


def test_functions_of_one_name_stay_apart(tmp_path):
    text = (
        "class A:\n    @property\n    def x(self):\n        for i in range(9):\n            pass\n        return i\n\n"
        "    @x.setter\n    def x(self, value):\n        for i in range(9):\n            self.y = i\n"
    )
    profile = a_profile(tmp_path / "slow.py", text)
    profile.functions[0] = Function(str(tmp_path / "slow.py"), 2, "x", "A.x")
    profile.functions[1] = Function(str(tmp_path / "slow.py"), 8, "x", "A.x")
    name = "loop [compiled] in A.x"
    profile.functions.append(Function(str(tmp_path / "slow.py"), 10, name, name, "compiled"))
    profile.nodes.add(2, 3, 1, 900_000_000)
    profile.lines = [Lines(0, 0, {4: 10, 5: 9, 6: 1}, {4: 1, 5: 2, 6: 3})]
    profile.verdicts.append(Verdict(str(tmp_path / "slow.py"), "A.x", 10, 11, "compiled"))
    setter, getter = checked(pages.document(profile))["sources"]
    assert [line["n"] for line in getter["lines"]] == [2, 3, 4, 5, 6]
    assert [line["n"] for line in setter["lines"]] == [8, 9, 10, 11]
    assert (getter["verdict"]["state"], setter["verdict"]["state"]) == ("unknown", "compiled")
    assert all(loads(line_of(source, n)) for source, n in ((getter, 6), (setter, 11)))


def test_bytecode_of_another_python_is_said(tmp_path):
    profile = a_profile(tmp_path / "slow.py")
    profile.python = "CPython 3.2.1"
    (note,) = pages.document(profile)["notes"]
    assert note.startswith("The program ran under CPython 3.2.1: the bytecode is what CPython ")


def test_samples(tmp_path):
    profile = a_profile(tmp_path / "slow.py")
    profile.mode, profile.rate = "samples", Rate(1000, 987.6)
    document = checked(pages.document(profile))
    assert document["mode"] == "samples"
    assert ["Samples", "988 in a second; asked for were 1000"] in document["about"]


EVIL = "</script><script>alert(1)</script><!-- & \"'"


def test_text_is_text(tmp_path):
    profile = a_profile(tmp_path / "slow.py", f"def total(n, xs):\n    '''{EVIL}'''\n    return {EVIL!r}\n")
    profile.functions[1] = Function(f"/tmp/{EVIL}.py", 1, EVIL, EVIL)
    profile.argv, profile.exit = [EVIL], f"ValueError: {EVIL}"
    profile.lines = [Lines(0, 0, {3: 1}, {3: 1})]
    write(profile, str(tmp_path / "p.json"))
    assert _cli.main(["view", str(tmp_path / "p.json"), "--html", str(tmp_path / "p.html")]) == 0
    text = (tmp_path / "p.html").read_text()
    assert text.count("<script") == 1 and text.count("</script>") == 1 and "<!--" not in text
    document = checked(in_page(tmp_path / "p.html"))
    assert EVIL in document["functions"]["name"] and document["title"] == EVIL
    assert line_of(source_of(document, "total"), 2)["text"] == f"    '''{EVIL}'''"


def test_nothing_is_run(tmp_path):
    ran = tmp_path / "ran"
    profile = a_profile(tmp_path / "slow.py", f"open({str(ran)!r}, 'w')\n" + SLOW)
    profile.functions[0] = Function(str(tmp_path / "slow.py"), 2, "total", "total")
    total = source_of(pages.document(profile), "total")
    assert line_of(total, 3)["bytecode"] and not ran.exists()


def test_a_name_that_no_encoding_has(tmp_path):
    profile = a_profile(tmp_path / "slow.py")
    profile.argv = ["\udcff.py"]
    files.write(pages.document(profile), str(tmp_path / "p.html"))
    assert in_page(tmp_path / "p.html")["title"] == "\udcff.py"


@pytest.mark.parametrize("version", [None, "changed"])
def test_bytecode_is_of_the_function_that_was_meant(version, tmp_path):
    """By its first line and its name: there may be two of a name."""
    text = "class A:\n    def f(self):\n        return 1\n\nclass B:\n    def f(self):\n        return 2\n"
    profile = a_profile(tmp_path / "slow.py", text)
    first = 6 if version is None else 60
    profile.functions[0] = Function(str(tmp_path / "slow.py"), first, "f", "B.f")
    profile.lines = [Lines(0, 0, {first + 1: 1}, {first + 1: 1})]
    source = source_of(checked(pages.document(profile)), "B.f")
    codes = [line["bytecode"] for line in source["lines"] if line["hits"]]
    assert (codes[0] != []) == (version is None)


def test_bytecode_has_no_addresses():
    namespace = {}
    exec("def f():\n    return [lambda: 1, 'x' * 300, '" + "y" * 300 + "']\n", namespace)
    text = json.dumps(bytecode_of(namespace["f"].__code__))
    assert "0x" not in text and "code object <lambda>" in text and "y" * 100 not in text
    assert bytecode_of(None) == {}


def test_a_large_tree_is_pruned(tmp_path):
    draw, profile = random.Random(3), a_profile(tmp_path / "slow.py")
    for _ in range(250_000):
        profile.nodes.add(draw.randrange(len(profile.nodes)), draw.randrange(3), 1, draw.randrange(10))
    total = profile.nodes.cumulative()
    # Their schema is that of a small one, and takes long.
    document = pages.document(profile)
    _check_numbers(document)
    tree = document["tree"]
    assert len(tree["parent"]) <= pages.MOST_NODES
    assert sum(tree["own"]) == sum(profile.nodes.own) == total[0]
    assert sum(tree["calls"]) <= sum(profile.nodes.calls)
    assert "(smaller calls)" in document["functions"]["name"]
    assert document["notes"][0].startswith("The call tree has 250,004 nodes: the ")
    # What took the most is there.
    made = Nodes(
        *(
            Nodes.from_bytes(b"", b"", b"", b"").parent.__class__(code, column)
            for code, column in zip("iiqq", (tree["parent"], tree["function"], tree["calls"], tree["own"]))
        )
    )
    assert sorted(made.cumulative(), reverse=True)[:1000] == sorted(total, reverse=True)[:1000]


def test_a_hundred_thousand_nodes_take_a_second(tmp_path):
    draw, profile = random.Random(4), a_profile(tmp_path / "slow.py")
    profile.functions += [Function(str(tmp_path / "slow.py"), n, f"f{n}", f"f{n}") for n in range(2000)]
    while len(profile.nodes) < 100_000:
        profile.nodes.add(draw.randrange(len(profile.nodes)), draw.randrange(2003), 1, draw.randrange(10))
    began = time.process_time()
    pages.document(profile)
    # A second, and as much again for a slow machine.
    assert time.process_time() - began < 4


# ---- files of others, and damaged ones


def test_a_file_of_cprofile(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "slow.py").write_text(SLOW)
    namespace = {}
    exec(compile(SLOW, str(tmp_path / "slow.py"), "exec"), namespace)
    profiler = cProfile.Profile()
    profiler.runcall(namespace["total"], 20_000, [1.0] * 100)
    profiler.dump_stats("p.prof")
    assert _cli.main(["view", "p.prof", "--html", "p.html"]) == 0
    document = checked(in_page("p.html"))
    assert document["title"] == "p.prof"
    assert document["tree"] is None and document["threads"] == []
    assert any("no call tree" in note for note in document["notes"])
    assert any("No lines" in note for note in document["notes"])
    assert line_of(source_of(document, "total"), 4)["bytecode"]


def test_a_file_of_lines_alone(tmp_path):
    write(a_profile(tmp_path / "slow.py"), str(tmp_path / "p.lprof"))
    document = checked(pages.document(read(str(tmp_path / "p.lprof"))))
    assert document["figures"]["own"] == [None] and document["figures"]["cumulative"] == [699_000_200]
    assert any("lines only" in note for note in document["notes"])
    assert line_of(source_of(document, "total"), 3)["hits"] == 303


@pytest.mark.parametrize("suffix", [".speedscope.json", ".trace.json", ".collapsed"])
def test_files_of_stacks(suffix, tmp_path):
    write(a_profile(tmp_path / "slow.py"), str(tmp_path / f"p{suffix}"))
    document = checked(pages.document(read(str(tmp_path / f"p{suffix}"))))
    assert document["tree"] and source_of(document, "total")["lines"]
    assert any("not how long they took" in note for note in document["notes"]) == (suffix == ".collapsed")


def test_an_empty_profile():
    document = checked(pages.document(Profile()))
    assert document["notes"] == ["Nothing was recorded: no function of the program was called."]


def test_what_is_closed():
    assert cut.closed('{"a": [1, 2, {"b": 3') == '{"a": [1, 2]}'
    assert cut.closed('{"a": [1, 2], "b": "x, [') == '{"a": [1, 2]}'
    assert cut.closed('[{"a": 1}, {"b": "\\"}') == '[{"a": 1}]'
    assert cut.closed("") == ""
    draw = random.Random(5)
    whole = json.dumps([{"a": [n, -1.5, "x\\,]}", {"b": None}], "c": {}} for n in range(10)])
    for _ in range(300):
        found = cut.closed(whole[: draw.randrange(1, len(whole))])
        assert found in ("", "[]") or (whole.startswith(found.rstrip("]}")) and json.loads(found))


def test_a_file_that_was_cut_off_is_shown_as_far_as_it_goes(tmp_path, capsys):
    path = tmp_path / "p.json"
    profile = a_profile(tmp_path / "slow.py")
    data = native.encode(profile)
    path.write_bytes(data[: data.index(b'"lines"') + 30])
    with pytest.raises(ProfileError, match="damaged"):
        read(str(path))
    salvaged = read(str(path), damaged_too=True)
    assert salvaged.nodes == profile.nodes and salvaged.threads == profile.threads and not salvaged.lines
    document = checked(pages.document(salvaged))
    assert document["notes"][0].startswith("The file is damaged or cut off behind ")
    assert "Lines, or some of them, cannot be read (lines)." in document["notes"]
    assert _cli.main(["view", str(path)]) == 0
    assert "damaged or cut off" in capsys.readouterr().out


CUTS = [share / 20 for share in range(8, 20)]


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_what_is_left_of_a_file_is_shown_and_what_is_missing_is_named(format, tmp_path):
    profile = a_profile(tmp_path / "slow.py")
    profile.sources.clear()
    for n in range(30):
        profile.functions.append(Function(str(tmp_path / "slow.py"), 100 + n, f"f{n}", f"f{n}"))
        profile.nodes.add(1, len(profile.functions) - 1, n + 1, 1_000_000)
        profile.lines.append(Lines(len(profile.functions) - 1, 0, {100 + n: n + 1}, {100 + n: 5000}))
    data = format.encode(profile)
    whole = figures_of(format.decode(data))
    n_shown = []
    for share in CUTS:
        # In the midst of a figure, so that it is no whole one that a line ends with.
        (tmp_path / "p").write_bytes(data[: round(share * len(data))])
        try:
            salvaged = read(str(tmp_path / "p"), damaged_too=True)
        except ProfileError as error:
            assert "before its figures" in str(error)
            continue
        checked(pages.document(salvaged))
        assert salvaged.notes, share
        n_shown.append(0)
        for name, figures in figures_of(salvaged).items():
            # The last one may be cut off; no figure is larger than it was.
            assert all(0 <= now <= then for now, then in zip(figures, whole[name], strict=True)), (share, name)
            n_shown[-1] += figures == whole[name]
    assert len(n_shown) >= 4 and n_shown[-1] > n_shown[0] and n_shown[-1] >= 20, n_shown


def figures_of(profile: Profile) -> dict[str, tuple[int, ...]]:
    """Of each function what is known of it in any format: own and cumulative time, or that of its lines."""
    graph = profile.calls().functions
    found = {profile.functions[number].qualname: (one.calls, one.own) for number, one in graph.items()}
    return found or {profile.functions[lines.function].qualname: (lines.total,) for lines in profile.lines}


def test_times_of_a_tree_that_are_missing_are_named(tmp_path):
    profile = a_profile(tmp_path / "slow.py")
    data = native.encode(profile)
    (tmp_path / "p.json").write_bytes(data[: data.index(b"299000000") + 4])
    salvaged = read(str(tmp_path / "p.json"), damaged_too=True)
    assert "The times of 2 of 4 nodes of the call tree are there, others are 0." in salvaged.notes
    assert list(salvaged.nodes.calls) == [0, 3, 1, 5] and list(salvaged.nodes.own) == [0, 700_000_000, 0, 0]


def test_a_pickle_of_lines_that_is_no_whole_one_runs_nothing_either(tmp_path):
    class Evil:
        def __reduce__(self):
            return (os.system, (f"touch {tmp_path}/ran",))

    import pickle

    data = pickle.dumps({("f.py", 1, "f"): [(1, 2, 3)], "timings": Evil()}, 4)
    for end in range(2, len(data) + 1):
        (tmp_path / "p").write_bytes(data[:end])
        with pytest.raises(ProfileError):
            read(str(tmp_path / "p"), damaged_too=True)
            # What stands before may be lines.
            raise ProfileError
    assert not (tmp_path / "ran").exists()


def test_a_file_of_a_later_version_is_shown_as_far_as_it_is_known(tmp_path):
    file = json.loads(native.encode(a_profile(tmp_path / "slow.py")))
    file |= {"version": 7, "nodes": {"compressed": "..."}, "new": 1}
    (tmp_path / "p.json").write_text(json.dumps(file))
    document = checked(pages.document(read(str(tmp_path / "p.json"), damaged_too=True)))
    assert document["notes"][0].startswith("A later hotloop has written it (version 7)")
    assert "The call tree cannot be read (nodes)." in document["notes"]
    assert line_of(source_of(document, "total"), 3)["hits"] == 303


def test_stacks_without_the_lines_that_are_none(tmp_path):
    (tmp_path / "p.collapsed").write_text("a;b 10\nnothing\na 5\n")
    document = checked(pages.document(read(str(tmp_path / "p.collapsed"), damaged_too=True)))
    assert document["notes"][0] == ("A line that does not end with a number was left out, the first of them line 2.")
    assert document["figures"]["own"] == [5, 10]


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_any_bytes_are_a_document_or_one_line(format, tmp_path):
    draw, profile = random.Random(6), a_profile(tmp_path / "slow.py")
    profile.verdicts.append(a_verdict(tmp_path / "slow.py"))
    whole = format.encode(profile)
    n_documents = 0
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(draw.randrange(0, 3)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        (tmp_path / "p").write_bytes(data[: draw.choice([len(data), draw.randrange(1, len(data))])])
        try:
            salvaged = read(str(tmp_path / "p"), damaged_too=True)
        except ProfileError as error:
            assert "\n" not in str(error)
            continue
        document = pages.document(salvaged)
        json.dumps(document, allow_nan=False)
        _check_numbers(document)
        comparison.document(compare(profile, salvaged, "a", "b"))
        n_documents += 1
    assert n_documents > 20


# ---- comparisons


def test_a_comparison_is_a_document(tmp_path):
    a = a_profile(tmp_path / "slow.py")
    b = a_profile(tmp_path / "slow.py", SLOW.replace("s = 0.0\n", "s = 0.0\n    m = 100\n").replace("100]", "m]"))
    b.functions[1] = Function(str(tmp_path / "slow.py"), 8, "load", "load")
    b.nodes.own[1] = 200_000_000
    b.wall = 500_000_000
    b.lines = [Lines(0, 0, {2: 3, 3: 3, 4: 303, 5: 300, 6: 3}, {2: 1, 3: 1, 4: 1, 5: 90_000_000, 6: 1})]
    made = compare(a, b, "before", "after")
    document = checked(comparison.document(made))
    assert document["wall"] == [1_000_000_000, 500_000_000]
    first = document["functions"][0]
    assert (first["name"], first["a"]["own"], first["b"]["own"]) == ("total", 700_000_000, 200_000_000)
    # It has moved by a line, and is the same.
    load = next(row for row in document["functions"] if row["name"] == "load")
    assert load["a"] and load["b"] and load["line"] == 8
    rows = [(row["a_line"], row["b_line"]) for row in document["sources"][0]["rows"]]
    assert rows == [(1, 1), (2, 2), (None, 3), (3, 4), (4, None), (None, 5), (5, 6)]
    assert document["sources"][0]["rows"][4]["a"] == {"hits": 300, "time": 499_000_000}


def test_time_of_machine_code_is_in_the_first_line_of_its_loop(tmp_path):
    """In the other ones it is not 0 but not known, unless CPython has run them too."""
    a, b = a_profile(tmp_path / "slow.py"), a_profile(tmp_path / "slow.py")
    b.lines = [Lines(0, 0, {2: 3, 3: 303, 4: 300, 5: 3}, {2: 1, 3: 90_000_000, 4: 0, 5: 1}, [[3, 4]])]
    write(b, str(tmp_path / "b.json"))
    b = read(str(tmp_path / "b.json"))
    total = source_of(checked(pages.document(b)), "total")
    assert total["machine_code"] == [[3, 4]]
    assert [(line_of(total, n)["hits"], line_of(total, n)["time"]) for n in (3, 4)] == [(303, 90_000_000), (300, None)]
    document = checked(comparison.document(compare(a, b, "a", "b")))["sources"][0]
    assert document["machine_code"] == [[], [[3, 4]]]
    row = next(row for row in document["rows"] if row["b_line"] == 4)
    assert (row["a"], row["b"]) == ({"hits": 300, "time": 499_000_000}, {"hits": 300, "time": None})
    b.lines[0].times[4] = 7
    assert line_of(source_of(pages.document(b), "total"), 4)["time"] == 7


def test_lines_of_what_has_changed_most_come_first(tmp_path):
    """Those of a module have all that was called in them, and would always be the longest."""
    a, b = a_profile(tmp_path / "slow.py"), a_profile(tmp_path / "slow.py")
    for one in (a, b):
        one.lines.append(Lines(1, 0, {8: 1}, {8: 900_000_000}))
    b.nodes.own[1] = 1_000_000
    sources = comparison.document(compare(a, b, "a", "b"))["sources"]
    assert [source["name"] for source in sources] == ["total", "load"]
    b.nodes.own[1], b.nodes.own[2] = a.nodes.own[1], 1_000_000
    sources = comparison.document(compare(a, b, "a", "b"))["sources"]
    assert [source["name"] for source in sources] == ["load", "total"]


def test_what_is_missing_in_both_is_said_once(tmp_path):
    a, b = a_profile(tmp_path / "slow.py"), a_profile(tmp_path / "slow.py")
    a.notes, b.notes = ["Threads are missing.", "It was cut off."], ["Threads are missing."]
    notes = comparison.document(compare(a, b, "a.json", "b.json"))["notes"]
    assert notes[:2] == ["Both: Threads are missing.", "a.json: It was cut off."]


def test_a_generator_is_its_own_lines(tmp_path):
    """It begins in the midst of a line of another function, and no function stands behind it."""
    text = "def f(n):\n    return sum(i\n               for i in range(n))\n\n\ndef g(n):\n    return n\n"
    profile = a_profile(tmp_path / "slow.py", text)
    profile.functions[0] = Function(str(tmp_path / "slow.py"), 2, "<genexpr>", "f.<locals>.<genexpr>")
    profile.lines = [Lines(0, 0, {2: 9, 3: 9}, {2: 5, 3: 5})]
    source = source_of(pages.document(profile), "f.<locals>.<genexpr>")
    assert [line["n"] for line in source["lines"]] == [2, 3]


def test_lines_of_a_module_are_its_own(tmp_path):
    a, b = a_profile(tmp_path / "slow.py"), a_profile(tmp_path / "slow.py")
    for one in (a, b):
        one.functions[0] = Function(str(tmp_path / "slow.py"), 1, "<module>", "<module>")
        one.lines.clear()
    a.lines.append(Lines(0, 0, {1: 1, 7: 1}, {1: 1, 7: 1}))
    rows = checked(comparison.document(compare(a, b, "a", "b")))["sources"][0]["rows"]
    assert [(row["a_line"], row["b_line"]) for row in rows] == [(1, 1), (7, 7)]


def test_functions_that_have_moved(tmp_path):
    a, b = Profile(), Profile()
    a.functions = [Function("/x/a.py", 1, "f", "f"), Function("/x/a.py", 5, "g", "g"), Function("/x/a.py", 9, "h", "h")]
    b.functions = [Function("/y/a.py", 7, "f", "f"), Function("/y/b.py", 1, "g", "g"), Function("/y/b.py", 1, "k", "k")]
    for one in (a, b):
        root = one.nodes.add(-1, -1)
        for function in range(3):
            one.nodes.add(root, function, 1, 10 + function)
    pairs = {(pair.a, pair.b) for pair in compare(a, b, "a", "b").pairs}
    assert pairs == {(0, 0), (1, 1), (2, None), (None, 2)}


def test_two_of_one_name_are_matched_in_order():
    a, b = Profile(), Profile()
    a.functions = [Function("a.py", line, "<lambda>", "<lambda>") for line in (1, 5)]
    b.functions = [Function("a.py", line, "<lambda>", "<lambda>") for line in (8, 2)]
    for one in (a, b):
        root = one.nodes.add(-1, -1)
        for function in range(2):
            one.nodes.add(root, function, 1, 10)
    assert {(pair.a, pair.b) for pair in compare(a, b, "a", "b").pairs} == {(0, 1), (1, 0)}


def test_machine_code_counts_for_its_function(tmp_path):
    """Otherwise a function whose loop is compiled is a thousand times as fast."""
    a, b = a_profile(tmp_path / "slow.py"), a_profile(tmp_path / "slow.py")
    name = "loop [compiled] in total"
    b.functions.append(Function(str(tmp_path / "slow.py"), 3, name, name, "compiled"))
    b.nodes.own[1] = 1_000
    b.nodes.add(1, 3, 3, 99_999_000)
    document = checked(comparison.document(compare(a, b, "a", "b")))
    assert [row["name"] for row in document["functions"]][0] == "total"
    assert document["functions"][0]["b"]["own"] == 100_000_000
    assert document["functions"][0]["compiled"] == [False, True]
    assert all("[compiled]" not in row["name"] for row in document["functions"])


def test_words_for_what_cannot_be_compared(tmp_path):
    a, b = a_profile(tmp_path / "slow.py"), a_profile(tmp_path / "slow.py")
    b.mode, b.rate = "samples", Rate(100, 100)
    assert any("numbers of calls cannot" in note for note in compare(a, b, "a", "b").notes)
    b.rate, b.started = None, 0
    made = compare(a, b, "a", "b")
    assert made.unit == "share" and any("shares can be compared" in note for note in made.notes)
    assert made.wall[1] is None
    b = a_profile(tmp_path / "slow.py")
    b.lines[0].since, b.argv = 30_000_000, ["slow.py", "8"]
    notes = compare(a, b, "a", "b").notes
    assert any("0.030 s" in note and "--lines NAME" in note for note in notes)
    assert "What was run differs: slow.py 7; slow.py 8." in notes


def test_view_of_two_compares_them(tmp_path, capsys):
    a, b = a_profile(tmp_path / "slow.py"), a_profile(tmp_path / "slow.py")
    b.nodes.own[1], b.wall = 100_000_000, 400_000_000
    paths = [str(tmp_path / "a.json"), str(tmp_path / "b.json")]
    write(a, paths[0])
    write(b, paths[1])
    assert _cli.main(["view", *paths]) == 0
    said = capsys.readouterr().out
    assert "A  a.json: 1.000 s  slow.py 7\nB  b.json: 0.400 s  slow.py 7\nB took 2.50 times less than A\n" in said
    assert "     0.700      0.100     -0.600    7.00               3  " in said
    assert _cli.main(["view", *paths, "--html", str(tmp_path / "p.html")]) == 0
    assert capsys.readouterr().out == f"Wrote {tmp_path / 'p.html'}\n"
    assert checked(in_page(tmp_path / "p.html"))["kind"] == "comparison"
    assert _cli.main(["view", "--merge", *paths]) == 0
    assert "18 function calls" in capsys.readouterr().out
    assert _cli.main(["view", *paths, "-o", str(tmp_path / "both.json")]) == 0
    assert len(read(str(tmp_path / "both.json")).threads) == 2


# ---- the commands


PROGRAM = """\
import sys
def total(n, xs):
    s = 0.0
    for i in range(n):
        s += xs[i % 100] * 0.5
    return s
def count(n):
    found = {}
    for i in range(n):
        found[i % 7] = i
    return len(found)
print(total(int(sys.argv[1]), [1.0] * 100), count(int(sys.argv[1])))
"""


def test_profile_writes_a_page(tmp_path, real_page):
    (tmp_path / "slow.py").write_text(PROGRAM)
    done = run_hotloop("profile", "--html", "p.html", "slow.py", 300_000, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "75000.0 7\n".replace("75000.0", "150000.0")), done.stderr
    assert f"Wrote {tmp_path / 'p.html'}" in done.stderr
    document = checked(in_page(tmp_path / "p.html"))
    assert source_of(document, "total")["state"] == "same"


def test_run_keeps_what_became_of_loops(tmp_path, real_page):
    (tmp_path / "slow.py").write_text(PROGRAM)
    command = ["run", "--profile", "--html", "p.html", "-o", "p.json", "slow.py", 1_000_000]
    done = run_hotloop(*command, cwd=tmp_path, HOTLOOP_RUN_EAGER="1")
    assert done.returncode == 0, done.stderr
    for document in (in_page(tmp_path / "p.html"), pages.document(read(str(tmp_path / "p.json")))):
        total = source_of(checked(document), "total")
        assert total["verdict"]["state"] == "compiled"
        line = line_of(total, 5)["compiled"]
        assert line["state"] == "compiled" and ["xs", "list[float]"] in line["types"]
        assert set(total["stages"]) == {"ir", "passes", "asm"}
        pairs, text = total["stage_lines"]["ir"]["5"], total["stages"]["ir"].splitlines()
        of_line = [text[first - 1 : last] for first, last in zip(pairs[::2], pairs[1::2])]
        assert any("= xs[" in each for lines in of_line for each in lines)
        pairs, text = total["stage_lines"]["asm"]["5"], total["stages"]["asm"].splitlines()
        of_line = [text[first - 1 : last] for first, last in zip(pairs[::2], pairs[1::2])]
        assert any("\tv" in each and "%xmm" in each for lines in of_line for each in lines)
        assert not any(".loc" in each or ".debug" in each for each in text)
        count = source_of(document, "count")
        assert count["verdict"]["state"] == "python" and "dict" in count["verdict"]["text"]
        assert line_of(count, 9)["compiled"]["why"]


def test_decorated_functions_are_kept_too(tmp_path):
    (tmp_path / "slow.py").write_text("import hotloop\n" + PROGRAM.replace("def total", "@hotloop.jit\ndef total"))
    command = ["run", "--profile", "-o", "p.json", "slow.py", 3_000_000]
    done = run_hotloop(*command, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    total = source_of(pages.document(read(str(tmp_path / "p.json"))), "total")
    assert total["verdict"]["state"] == "compiled" and total["verdict"]["text"].startswith("It runs as machine code")
    assert total["stages"]["asm"]


@pytest.fixture
def real_page():
    """In a process of its own: there the page is that of the package."""
    from importlib.resources import files as resources

    if not (resources("hotloop") / "_pages" / "page.html").is_file():
        pytest.skip("the pages were not built")


def test_explain_writes_a_page(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "slow_a.py").write_text(SLOW)
    assert _cli.main(["explain", "slow_a.py::total", "--types", "int, list[float]", "--html", "p.html"]) == 0
    document = checked(in_page("p.html"))
    (source,) = document["sources"]
    assert source["verdict"]["text"].startswith("total(int, list[float]): It runs as machine code")
    assert line_of(source, 4)["compiled"]["types"] == [["s", "float"], ["xs", "list[float]"], ["i", "int"]]
    assert line_of(source, 4)["hits"] is None and line_of(source, 4)["bytecode"]
    assert "4" in source["stage_lines"]["ir"]
    # What is kept in CPython has its reason.
    assert _cli.main(["explain", "slow_a.py::load", "--types", "int", "--html", "p.html"]) == 0
    (source,) = checked(in_page("p.html"))["sources"]
    assert source["verdict"]["state"] == "python" and source["stages"] is None
    # All functions of a file, by annotations and defaults.
    text = "import hotloop\ndef f(n: int):\n    return n + 1\n"
    text += (
        "@hotloop.jit\ndef g(x=1.5):\n    return x\ndef h(y):\n    return y\ndef k(zs: list, n: int):\n    return n\n"
    )
    (tmp_path / "slow_b.py").write_text(text)
    assert _cli.main(["explain", "slow_b.py", "--html", "p.html"]) == 0
    document = checked(in_page("p.html"))
    states = {source["name"]: source["verdict"]["state"] for source in document["sources"]}
    assert states == {"f": "compiled", "g": "compiled", "h": "unknown", "k": "unknown"}
    assert document["notes"] == [
        "Types of arguments are not known for h, k: give annotations, or --types for one function at a time."
    ]
    assert "(no annotation: y)" in source_of(document, "h")["verdict"]["text"]
    assert "the annotation of `zs`: unknown type `list`" in source_of(document, "k")["verdict"]["text"]
    capsys.readouterr()
    assert _cli.main(["explain", "slow_b.py::k"]) == 2
    assert capsys.readouterr().err.startswith("hotloop: slow_b.py::k: the annotation of `zs`: unknown type `list`")


def test_the_printed_ir_says_where_its_lines_are_from(tmp_path):
    from hotloop import _hotloop, jit

    (tmp_path / "lines.py").write_text(
        "def half(x):\n    return x * 0.5\n\ndef f(xs, n):\n    s = 0.0\n    for i in range(n):\n"
        "        s += half(xs[i])\n    return s\n"
    )
    function = jit(_cli._member(_cli._import(str(tmp_path / "lines.py")), "lines.py", "f"))
    said = _hotloop.details(function, "list[float], int")
    for stage in ("ir", "passes"):
        text, lines = said[stage]
        assert len(text.splitlines()) == len(lines)
        # Not those of what is compiled in: it is on the line of its call.
        assert set(lines) <= {0, 4, 5, 6, 7, 8}, text
    text, lines = said["ir"]
    assert any("mul.float" in line for line, n in zip(text.splitlines(), lines) if n == 7)
    assert said["variables"]["s"] == {"float"} and said["loops"][0]["last_line"] == 7
    assert said["types"] == "list[float], int"
    # Lanes have variables that are nobody's.
    (tmp_path / "lanes.py").write_text(
        "def g(n):\n    s = 0\n    for i in range(n):\n        s += i & 7\n    return s\n"
    )
    said = _hotloop.details(jit(_cli._member(_cli._import(str(tmp_path / "lanes.py")), "lanes.py", "g")), "int")
    assert said["loops"][0]["lanes"] > 1 and said["variables"] == {name: {"int"} for name in "nsi"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["view", "p.json", "--html", "no/p.html"], "no/p.html: there is no directory "),
        (["view", "p.json", "--html", "."], ". is a directory"),
        (["view", "none.json", "--html", "p.html"], "none.json: No such file or directory"),
        (
            ["explain", "slow.py::total", "--html", "p.html", "--stage", "ir"],
            "--stage prints one stage, and --html has",
        ),
        (["explain", "slow.py", "--html", "p.html", "--types", "int"], "--types is for one function: FILE::FUNCTION"),
        (["explain", "slow.py::total", "--html", "p.html"], "slow.py::total: the types of its arguments are not known"),
        (["explain", "slow.py::total", "--html", "p.html", "--types", "nothing"], ""),
    ],
)
def test_one_line_for_what_cannot_be(arguments, message, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(a_profile(tmp_path / "slow.py"), "p.json")
    assert _cli.main(arguments) == 2
    assert capsys.readouterr().err.startswith(f"hotloop: {message}")
    assert not (tmp_path / "p.html").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_directory_that_cannot_be_written_is_said_before_the_program_runs(tmp_path):
    (tmp_path / "no").mkdir(mode=0o500)
    (tmp_path / "slow.py").write_text("print('ran')\n")
    done = run_hotloop("profile", "--html", "no/p.html", "slow.py", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "") and "cannot be written to" in done.stderr


@pytest.mark.parametrize("command", [["profile"], ["run", "--profile"]])
def test_a_target_that_is_none_is_said_before_the_program_runs(command, tmp_path, real_page):
    (tmp_path / "slow.py").write_text("print('ran')\n")
    done = run_hotloop(*command, "--html", "no/p.html", "slow.py", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"no/p.html: there is no directory {tmp_path / 'no'}" in done.stderr


def test_pages_that_were_not_built(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(_pages, "PAGE", tmp_path / "none.html")
    write(a_profile(tmp_path / "slow.py"), str(tmp_path / "p.json"))
    assert _cli.main(["view", str(tmp_path / "p.json"), "--html", str(tmp_path / "p.html")]) == 2
    assert capsys.readouterr().err.startswith("hotloop: the pages were not built: ")


def test_a_page_is_opened(tmp_path, monkeypatch, capsys):
    import webbrowser

    opened = []
    monkeypatch.setattr(webbrowser, "open", lambda url: opened.append(url) or True)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    write(a_profile(tmp_path / "slow.py"), str(tmp_path / "p.json"))
    assert _cli.main(["view", str(tmp_path / "p.json"), "--open"]) == 0
    said = capsys.readouterr().out
    path = said.removeprefix("Opened ").strip()
    assert opened == [Path(path).as_uri()] and checked(in_page(path))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    assert _cli.main(["view", str(tmp_path / "p.json"), "--open"]) == 0
    path, advice = capsys.readouterr().out.splitlines()
    assert in_page(path) and advice.startswith("There is no browser here: ")


def test_explained_of_what_is_refused():
    assert explained._reason("error[unsupported]: `with` is no\n --> slow.py:3:5\n  |\n  = help: open it before") == (
        "`with` is no",
        3,
        "open it before",
    )
