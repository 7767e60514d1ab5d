"""Files of profiles: what is written is read back, here and by the programs that the formats are of."""

from __future__ import annotations

import cProfile
import io
import json
import marshal
import os
import pickle
import pstats
import random
import subprocess
import sys
from pathlib import Path

import pytest

from hotloop._profile.formats import FORMATS, ProfileError, native, read, write
from hotloop._profile.formats.lprof import decode_timings
from hotloop._profile.model import Figures, Function, Lines, Nodes, Profile, Thread, graph_of, merge

# The parts of https://www.speedscope.app/file-format-schema.json (draft 7) that a file with a tree can break.
FRAME = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "file": {"type": "string"},
        "line": {"type": "number"},
        "col": {"type": "number"},
    },
}
EVENT = {
    "type": "object",
    "required": ["type", "at", "frame"],
    "properties": {"type": {"enum": ["O", "C"]}, "at": {"type": "number"}, "frame": {"type": "number"}},
}
EVENTED = {
    "type": "object",
    "required": ["type", "name", "unit", "startValue", "endValue", "events"],
    "properties": {
        "type": {"const": "evented"},
        "name": {"type": "string"},
        "unit": {"enum": ["none", "nanoseconds", "microseconds", "milliseconds", "seconds", "bytes"]},
        "startValue": {"type": "number"},
        "endValue": {"type": "number"},
        "events": {"type": "array", "items": EVENT},
    },
}
SPEEDSCOPE = {
    "type": "object",
    "required": ["$schema", "profiles", "shared"],
    "properties": {
        "$schema": {"const": "https://www.speedscope.app/file-format-schema.json"},
        "shared": {
            "type": "object",
            "required": ["frames"],
            "properties": {"frames": {"type": "array", "items": FRAME}},
        },
        "profiles": {"type": "array", "items": EVENTED},
        "name": {"type": "string"},
        "activeProfileIndex": {"type": "number"},
        "exporter": {"type": "string"},
    },
}


def random_profile(seed: int, size: int = 60) -> Profile:
    """A tree of a few functions that call each other, so that there is recursion of every kind."""
    draw = random.Random(seed)
    functions = [
        Function("/src/slow.py", 3, "main", "main"),
        Function("/src/slow.py", 10, "f", "A.f"),
        Function("/src/größe.py", 20, "<lambda>", "g.<locals>.<lambda>"),
        Function("/src/slow.py", 10, "f", "B.f"),
        Function("~", 0, "<built-in method builtins.len>", "<built-in method builtins.len>", "builtin"),
        Function("/src/with space; and (semicolon).py", 1, "h", "h"),
    ]
    profile = Profile(["slow.py", "1"], "/src", "CPython", 1_700_000_000_000_000_000, 5_000_000, functions=functions)
    for number in range(2):
        root = profile.nodes.add(-1, -1)
        profile.threads.append(Thread(100, number, f"Thread-{number}", root, 0))
        taken = {(root, -1): root}
        for _ in range(size):
            parent = draw.choice([node for node in range(root, len(profile.nodes))])
            function = draw.randrange(len(functions))
            if (parent, function) not in taken:
                time = draw.choice([0, 1, draw.randrange(10**6)])
                taken[parent, function] = profile.nodes.add(parent, function, draw.randrange(1, 1000), time)
    for function in (0, 1, 2):
        hits = {profile.functions[function].line + n: draw.randrange(1, 10**7) for n in range(1, 5)}
        times = {line: draw.randrange(10**9) for line in hits}
        profile.lines.append(Lines(function, function * 10, hits, times))
    profile.sources["/src/slow.py"] = "def main():\n    pass\n"
    return profile


def paths(profile: Profile, unit: str = "own", named=lambda function: function.qualname) -> dict[tuple, int]:
    """{(thread, functions of the path): its figure}; paths that stand twice in the tree add up."""
    found: dict[tuple, int] = {}
    threads = {thread.root: number for number, thread in enumerate(profile.threads)}
    for node in range(len(profile.nodes)):
        at = node
        while profile.nodes.parent[at] >= 0:
            at = profile.nodes.parent[at]
        names = tuple(named(profile.functions[function]) for function in profile.nodes.path(node))
        key = (threads[at], names)
        found[key] = found.get(key, 0) + getattr(profile.nodes, unit)[node]
    return found


@pytest.mark.parametrize("seed", range(20))
def test_json_keeps_everything(seed, tmp_path):
    profile = random_profile(seed)
    write(profile, str(tmp_path / "p.json"))
    assert read(str(tmp_path / "p.json")) == profile


def test_json_is_as_its_schema_says():
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((Path(native.__file__).parent / "profile.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    pairs = random_profile(1)
    pairs.graph, pairs.nodes, pairs.threads = graph_of(pairs.nodes), Nodes(), []
    for profile in (Profile(), random_profile(1), pairs):
        jsonschema.validate(json.loads(native.encode(profile)), schema)
        assert native.decode(native.encode(profile)) == profile


@pytest.mark.parametrize("suffix", [".speedscope.json", ".trace.json"])
@pytest.mark.parametrize("seed", range(20))
def test_traces_keep_the_tree(seed, suffix, tmp_path):
    profile = random_profile(seed)
    write(profile, str(tmp_path / f"p{suffix}"))
    back = read(str(tmp_path / f"p{suffix}"))
    assert paths(back) == paths(profile)
    assert paths(back, "calls") == paths(profile, "calls")
    assert [thread.wall for thread in back.threads] == [
        profile.nodes.cumulative()[thread.root] for thread in profile.threads
    ]


@pytest.mark.parametrize("seed", range(5))
def test_speedscope_is_as_its_schema_says(seed, tmp_path):
    jsonschema = pytest.importorskip("jsonschema")
    write(random_profile(seed), str(tmp_path / "p.speedscope.json"))
    file = json.loads((tmp_path / "p.speedscope.json").read_text())
    jsonschema.Draft7Validator(SPEEDSCOPE).validate(file)
    for profile in file["profiles"]:
        at, opened = profile["startValue"], []
        for event in profile["events"]:
            assert event["at"] >= at
            at = event["at"]
            if event["type"] == "O":
                opened.append(event["frame"])
            else:
                assert opened.pop() == event["frame"]
            assert 0 <= event["frame"] < len(file["shared"]["frames"])
        assert not opened and at <= profile["endValue"]


def test_speedscope_of_samples(tmp_path):
    stacks = {"samples": [[0], [0, 1], [0, 1], []], "weights": [1, 2.5, 1, 1]}
    profile = {"type": "sampled", "name": "main", "unit": "milliseconds", "startValue": 0, "endValue": 5.5} | stacks
    file = {"$schema": SPEEDSCOPE["properties"]["$schema"]["const"], "profiles": [profile]}
    file["shared"] = {"frames": [{"name": "f", "file": "a.py", "line": 1}, {"name": "g"}]}
    (tmp_path / "p.json").write_text(json.dumps(file))
    back = read(str(tmp_path / "p.json"))
    assert paths(back) == {(0, ()): 1_000_000, (0, ("f",)): 1_000_000, (0, ("f", "g")): 3_500_000}
    assert paths(back, "calls") == {(0, ()): 1, (0, ("f",)): 1, (0, ("f", "g")): 2}


def test_trace_of_complete_events(tmp_path):
    def event(name, ts, dur):
        return {"ph": "X", "name": name, "ts": ts, "dur": dur, "pid": 7, "tid": 8}

    events = [event("g", 1.5, 2), event("main", 0, 10), event("g", 4, 1), event("after", 10, 1)]
    (tmp_path / "p").write_text(json.dumps(events))
    back = read(str(tmp_path / "p"))
    assert paths(back) == {(0, ()): 0, (0, ("main",)): 7000, (0, ("main", "g")): 3000, (0, ("after",)): 1000}
    assert (back.threads[0].process, back.threads[0].number) == (7, 8)


@pytest.mark.parametrize("seed", range(20))
def test_collapsed_keeps_own_times(seed, tmp_path):
    profile = random_profile(seed)
    write(profile, str(tmp_path / "p.collapsed"))
    back = read(str(tmp_path / "p.collapsed"))

    def named(function):
        return function.qualname

    def without_threads(found):
        added: dict[tuple, int] = {}
        for (_, names), own in found.items():
            if own and names:
                added[names] = added.get(names, 0) + own
        return added

    assert without_threads(paths(back, named=named)) == without_threads(paths(profile, named=named))


def test_pstats_reads_prof_as_cprofile_wrote_it(tmp_path):
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    def even(n):
        return n == 0 or odd(n - 1)

    def odd(n):
        return n != 0 and even(n - 1)

    profiler = cProfile.Profile()
    profiler.runcall(lambda: (fib(10), even(9), sorted([3, 1], key=lambda n: fib(n)), len(str(1))))
    original, ours = str(tmp_path / "a.prof"), str(tmp_path / "b.prof")
    profiler.dump_stats(original)
    profile = read(original)
    write(profile, ours)
    with open(original, "rb") as one, open(ours, "rb") as other:
        wrote, rewrote = marshal.load(one), marshal.load(other)
    assert wrote.keys() == rewrote.keys()
    for key, (*figures, callers) in wrote.items():
        assert rewrote[key][:4] == pytest.approx(figures, abs=1e-9)
        assert rewrote[key][:2] == tuple(figures[:2])
        assert rewrote[key][4].keys() == callers.keys()
        assert all(rewrote[key][4][caller][:2] == pair[:2] for caller, pair in callers.items())
    said = io.StringIO()
    statistics = pstats.Stats(ours, stream=said)
    statistics.sort_stats("cumulative").print_stats()
    statistics.print_callers()
    statistics.print_callees()
    assert "(fib)" in said.getvalue() and "/1" in said.getvalue()


@pytest.mark.parametrize("seed", range(5))
def test_prof_of_a_tree_is_read_by_pstats(seed, tmp_path):
    profile = random_profile(seed)
    write(profile, str(tmp_path / "p.prof"))
    statistics = pstats.Stats(str(tmp_path / "p.prof"), stream=io.StringIO())
    assert statistics.total_calls == sum(profile.nodes.calls)
    own = sum(time for time, function in zip(profile.nodes.own, profile.nodes.function) if function >= 0)
    assert statistics.total_tt == pytest.approx(own / 1e9)
    statistics.print_stats()
    statistics.print_callers()
    again = read(str(tmp_path / "p.prof"))
    assert again.pstats() == profile.pstats()


def test_the_time_of_prof_is_all_that_was_taken(tmp_path):
    """Also where what began was called again by the program, so that everything has a caller."""
    profiler = cProfile.Profile()
    profiler.runctx("exec('sum(range(200_000))')", {}, {})
    profiler.dump_stats(tmp_path / "p.prof")
    stats = pstats.Stats(str(tmp_path / "p.prof"))
    assert read(str(tmp_path / "p.prof")).wall == pytest.approx(stats.total_tt * 1e9, rel=0.01)


def test_the_profile_module_writes_prof_too(tmp_path):
    import profile as slow

    profiler = slow.Profile()
    profiler.runcall(lambda: [len(str(n)) for n in range(5)])
    profiler.dump_stats(str(tmp_path / "p.prof"))
    figures = read(str(tmp_path / "p.prof")).pstats()
    assert sum(calls for _, calls, *_ in figures.values()) >= 5


def test_snakeviz_reads_prof(tmp_path):
    stats = pytest.importorskip("snakeviz.stats")
    write(random_profile(3), str(tmp_path / "p.prof"))
    statistics = pstats.Stats(str(tmp_path / "p.prof"))
    assert len(stats.table_rows(statistics)) == len(random_profile(3).pstats())
    assert stats.json_stats(statistics)


@pytest.mark.parametrize(("format", "suffix"), [("pstats", ".prof"), ("collapse", ".collapsed")])
def test_gprof2dot_reads(format, suffix, tmp_path):
    pytest.importorskip("gprof2dot")
    write(random_profile(4), str(tmp_path / f"p{suffix}"))
    arguments = ["-m", "gprof2dot", "-f", format, "-n0", "-e0", str(tmp_path / f"p{suffix}")]
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("digraph") and "slow" in done.stdout


def test_line_profiler_reads_lprof(tmp_path):
    pytest.importorskip("line_profiler")
    source = tmp_path / "slow.py"
    source.write_text("def f(n):\n    total = 0\n    for i in range(n):\n        total += i\n    return total\n")
    profile = Profile(functions=[Function(str(source), 1, "f", "f")])
    profile.lines.append(Lines(0, 0, {2: 1, 3: 11, 4: 10, 5: 1}, {2: 1000, 3: 4000, 4: 5000, 5: 500}))
    write(profile, str(tmp_path / "p.lprof"))
    done = subprocess.run(
        [sys.executable, "-m", "line_profiler", str(tmp_path / "p.lprof")], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "Function: f at line 1" in done.stdout
    assert "     3        11          4.0      0.4     38.1      for i in range(n):" in done.stdout


def test_lprof_of_line_profiler(tmp_path):
    line_profiler = pytest.importorskip("line_profiler")

    def f(n):
        total = 0
        for i in range(n):
            total += i
        return total

    profiler = line_profiler.LineProfiler(f)
    profiler.runcall(f, 10)
    profiler.dump_stats(str(tmp_path / "a.lprof"))
    profile = read(str(tmp_path / "a.lprof"))
    first = f.__code__.co_firstlineno
    assert profile.lines[0].hits == {first + 1: 1, first + 2: 11, first + 3: 10, first + 4: 1}
    write(profile, str(tmp_path / "b.lprof"))
    assert line_profiler.load_stats(str(tmp_path / "b.lprof")) == line_profiler.load_stats(str(tmp_path / "a.lprof"))


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_runs_nothing(protocol, tmp_path):
    class Evil:
        def __reduce__(self):
            return (os.system, (f"touch {tmp_path}/ran",))

    (tmp_path / "p.lprof").write_bytes(pickle.dumps({"timings": Evil()}, protocol))
    with pytest.raises(ProfileError, match=r"posix\.system, which is not looked at"):
        read(str(tmp_path / "p.lprof"))
    assert not (tmp_path / "ran").exists()


def test_timings_are_what_they_should_be():
    from hotloop._profile.formats.lprof import encode_timings

    good = {("f.py", 1, "f"): [(2, 3, 4)]}
    assert decode_timings(encode_timings(good, 1e-6)) == (good, 1e-6)
    for timings, unit in [
        ({("f.py", 1): []}, 1e-9),
        ({("f.py", "1", "f"): []}, 1e-9),
        ({("f.py", 1, "f"): [(1, 2)]}, 1e-9),
        ({("f.py", 1, "f"): [("1", 2, 3)]}, 1e-9),
        (good, 0),
        (good, "s"),
        ([], 1e-9),
    ]:
        with pytest.raises(ProfileError, match=r"looks like a \.lprof file, but is damaged"):
            decode_timings(encode_timings(timings, unit))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b"\x7fELF\x02\x01\x01", "is not a profile"),
        (b"print('hello')\n", "is not a profile"),
        (b'{"a": 1}', "is not a profile"),
        (b"{(", r"looks like a \.prof file, but is damaged"),
        (marshal.dumps({("f.py", 1, "f"): 3}), r"looks like a \.prof file, but is damaged"),
        (marshal.dumps({("f.py", 1): (1, 1, 0.0, 0.0, {})}), r"looks like a \.prof file, but is damaged"),
        (pickle.dumps([1]), r"looks like a \.lprof file, but is damaged"),
        (b'{"format": "hotloop profile", "version": 9}', "is of a later hotloop: version 9, known is 1"),
        (b'{"format": "hotloop profile", "version": 1}', "looks like a profile of hotloop, but is damaged"),
        (b'{"traceEvents": 3}', "looks like a Chrome trace, but is damaged"),
        (b'{"traceEvents": [' + b"[" * 100_000, "nested too deeply"),
        (b'{"traceEvents": [{"ph": "E", "ts": 1}]}', "ends what has not begun"),
        (b"a;b 1\nc\n", "line 2 does not end with a number"),
    ],
)
def test_damaged_and_foreign_files(data, message, tmp_path):
    (tmp_path / "p").write_bytes(data)
    with pytest.raises(ProfileError, match=message) as raised:
        read(str(tmp_path / "p"))
    assert str(raised.value).startswith(f"{tmp_path / 'p'}: ") and "\n" not in str(raised.value)


def test_files_that_are_not_there(tmp_path):
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(ProfileError, match=f"^{path}: "):
            read(str(path))
    with pytest.raises(ProfileError, match="cannot be written: No such file or directory"):
        write(random_profile(0), str(tmp_path / "no" / "p.json"))
    with pytest.raises(ProfileError, match="the suffix says which format"):
        write(random_profile(0), str(tmp_path / "p.xyz"))
    with pytest.raises(ProfileError, match="there is no format xyz"):
        write(random_profile(0), str(tmp_path / "p.xyz"), "xyz")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_a_byte_less_or_another_is_one_line(format, tmp_path):
    """Cut off, or with a byte that is not what it was: a profile, or one line."""
    draw = random.Random(0)
    whole = format.encode(random_profile(0, 12))
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(draw.randrange(1, 4)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        data = data[: draw.choice([len(data), draw.randrange(1, len(data))])]
        (tmp_path / "p").write_bytes(data)
        try:
            profile = read(str(tmp_path / "p"))
        except ProfileError as error:
            assert "\n" not in str(error)
            continue
        profile.pstats()


def test_merged_processes():
    one, other = random_profile(1), random_profile(2)
    other.started += 1000
    other.lines[0].since = 0
    both = merge([one, other])
    assert sum(both.nodes.calls) == sum(one.nodes.calls) + sum(other.nodes.calls)
    assert len(both.functions) == len(one.functions)
    assert [thread.name for thread in both.threads] == ["Thread-0", "Thread-1"] * 2
    assert both.wall == one.wall + 1000
    assert both.lines[0].since == 0 and both.lines[1].since == 10 + 1000
    assert both.lines[0].total == one.lines[0].total + other.lines[0].total
    added = graph_of(one.nodes)
    for function, figures in graph_of(other.nodes).functions.items():
        added.functions.setdefault(function, Figures()).add(figures)
    assert graph_of(both.nodes).functions == added.functions


def test_merged_pairs_and_trees(tmp_path):
    one = random_profile(1)
    write(one, str(tmp_path / "p.prof"))
    both = merge([one, read(str(tmp_path / "p.prof"))])
    assert len(both.nodes) == 0
    twice = {key: (2 * calls, 2 * primitive) for key, (primitive, calls, *_) in one.pstats().items()}
    assert {key: (calls, primitive) for key, (primitive, calls, *_) in both.pstats().items()} == twice


def test_a_deep_tree_makes_no_endless_file():
    from hotloop._profile.formats import collapsed

    profile = Profile(functions=[Function("/src/slow.py", 1, "f", "f" * 100)])
    node = profile.nodes.add(-1, -1)
    profile.threads.append(Thread(1, 1, "MainThread", node, 0))
    for _ in range(10_000):
        node = profile.nodes.add(node, 0, 1, 1)
    with pytest.raises(ProfileError, match="would have 6 GB: the calls are nested too deeply"):
        collapsed.encode(profile)
    assert profile.pstats()["/src/slow.py", 1, "f"][:2] == (1, 10_000)
    for name in ("speedscope", "chrome", "json"):
        format = next(format for format in FORMATS if format.name == name)
        assert sum(format.decode(format.encode(profile)).nodes.calls) == 10_000
