"""`hotloop view`: what a profile looks like in a terminal, in a pipe, and with its source changed or gone."""

from __future__ import annotations

import cProfile
import io
import os
import pstats
import re
import subprocess
import sys

import pytest

from hotloop import _cli
from hotloop._profile import formats, terminal
from hotloop._profile.model import Function, Lines, Nodes, Profile, Rate, Thread

SLOW = "def f(n):\n    total = 0\n    for i in range(n):\n        total += i\n    return total\n"


class Terminal(io.StringIO):
    def isatty(self):
        return True


def of_lines(path, started=0) -> Profile:
    profile = Profile(functions=[Function(str(path), 1, "f", "f")], started=started)
    profile.lines.append(Lines(0, 0, {2: 1, 3: 11, 4: 10, 5: 1}, {2: 1000, 3: 4000, 4: 5000, 5: 500}))
    return profile


def shown(profile, stream=None, **options) -> str:
    stream = stream or io.StringIO()
    terminal.show(profile, stream, **options)
    return stream.getvalue()


def view(*arguments, capsys) -> str:
    assert _cli.main(["view", *map(str, arguments)]) == 0
    return capsys.readouterr().out


def test_functions_as_pstats_prints_them(tmp_path, capsys):
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    profiler = cProfile.Profile()
    profiler.runcall(lambda: (fib(12), sorted(map(str, range(100))), [len(str(n)) for n in range(10)]))
    profiler.dump_stats(str(tmp_path / "p.prof"))
    for sort in ("calls", "cumulative", "tottime", "nfl", "pcalls", "stdname", "name", "line"):
        said = io.StringIO()
        pstats.Stats(str(tmp_path / "p.prof"), stream=said).sort_stats(sort).print_stats()
        expected = [line for line in said.getvalue().splitlines() if re.match(r" +\d.*[)}]$", line)]
        got = view(tmp_path / "p.prof", "--sort", sort, capsys=capsys).splitlines()
        here = [line.replace(os.path.relpath(__file__), __file__) for line in got if re.match(r" +\d.*[)}]$", line)]
        # pstats has no rule for rows of the same figures.
        assert sorted(here) == sorted(expected), sort
        assert [line[:9] for line in here] == [line[:9] for line in expected] or sort not in ("calls", "pcalls")
        assert any(f"Ordered by: {terminal.ORDERS[sort][1]}" in line for line in got)


def test_lines_as_line_profiler_prints_them(tmp_path):
    pytest.importorskip("line_profiler")
    (tmp_path / "slow.py").write_text(SLOW)
    formats.write(of_lines(tmp_path / "slow.py"), str(tmp_path / "p.lprof"))
    command = [sys.executable, "-m", "line_profiler", str(tmp_path / "p.lprof")]
    expected = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    ours = shown(formats.read(str(tmp_path / "p.lprof")))
    assert ours.strip() == expected.strip()


def test_large_numbers_keep_their_columns():
    profile = Profile(functions=[Function("gone.py", 1, "f", "f")])
    profile.lines.append(Lines(0, 0, {2: 12_345_678_901, 3: 1}, {2: 10**19, 3: 1}))
    table = shown(profile).splitlines()
    assert "     2 1.23457e+10        1e+16 810000.0    100.0" in table
    assert "     3           1          0.0      0.0      0.0" in table


def test_colour_in_a_terminal_only(tmp_path, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    (tmp_path / "slow.py").write_text(SLOW.replace("total += i", "total += i  # " + "long " * 50))
    coloured = shown(of_lines(tmp_path / "slow.py"), Terminal())
    assert "\x1b[1;31m" not in shown(of_lines(tmp_path / "slow.py"))
    assert re.search(r"\x1b\[31m     3 +11 .*38\.1\x1b\[0m", coloured)
    assert max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in coloured.splitlines()) == 60
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[31m" not in shown(of_lines(tmp_path / "slow.py"), Terminal())


def test_what_a_terminal_would_obey_is_escaped(tmp_path):
    (tmp_path / "slow.py").write_text('def f(n):\n\ttotal = "\x1b[2J\u202e"\n')
    said = shown(of_lines(tmp_path / "slow.py"), Terminal())
    assert "\x1b[2J" not in said and "\\x1b[2J\\u202e" in said and "\t" not in said


def test_a_terminal_without_utf8(tmp_path):
    (tmp_path / "slow.py").write_text("def f(n):\n    größe = 'λ'\n", encoding="utf-8")
    for encoding, expected in [("ascii", "gr\\xf6\\xdfe = '\\u03bb'"), ("latin-1", "größe = '\\u03bb'")]:
        raw = io.BytesIO()
        stream = io.TextIOWrapper(raw, encoding=encoding)
        terminal.show(of_lines(tmp_path / "slow.py"), stream)
        stream.flush()
        assert expected in raw.getvalue().decode(encoding)


def test_a_source_that_has_changed_or_is_gone(tmp_path, capsys):
    source, path = tmp_path / "slow.py", tmp_path / "p.lprof"
    source.write_text(SLOW)
    formats.write(of_lines(source), str(path))
    assert "has changed" not in view(path, capsys=capsys)
    later = path.stat().st_mtime + 10
    os.utime(source, (later, later))
    assert f"{source} has changed since it was profiled: its lines may be others" in view(path, capsys=capsys)
    source.write_text(SLOW[:20])
    said = view(path, capsys=capsys)
    assert f"{source} has changed since it was profiled: it has no line 5" in said
    assert "     5         1          0.5      0.5      4.8\n" in said
    source.write_bytes(b"\xff\xfe\x00")
    assert f"{source} is no Python source: without its text" in view(path, capsys=capsys)
    source.unlink()
    said = view(path, capsys=capsys)
    assert f"{source} is gone: without its text" in said
    assert "     3        11          4.0      0.4     38.1\n" in said


def test_a_source_that_was_kept(tmp_path):
    source = tmp_path / "slow.py"
    profile = of_lines(source, started=1)
    profile.sources[str(source)] = SLOW
    assert f"{source} is gone: this is its text as it was" in shown(profile)
    source.write_text("# another\n" + SLOW)
    said = shown(profile)
    assert f"{source} has changed since: this is its text as it was" in said
    assert "     4        10          5.0      0.5     47.6          total += i\n" in said
    source.write_text(SLOW)
    assert "has changed" not in shown(profile)


def test_what_was_run_stands_first():
    profile = Profile(["slow.py", "7"], "/", "CPython 3.11.7", 1, 1_500_000_000, "samples", Rate(1000, 990.4))
    profile.exit = "KeyboardInterrupt"
    profile.functions = [Function("slow.py", 1, "main", "main")]
    profile.nodes = Nodes()
    root = profile.nodes.add(-1, -1)
    profile.nodes.add(root, 0, 1480, 1_480_000_000)
    profile.threads = [Thread(1, 1, "MainThread", root, 1_500_000_000)]
    said = shown(profile)
    assert said.startswith(
        "slow.py 7: 1.500 s, CPython 3.11.7\n"
        "It ended with KeyboardInterrupt.\n"
        "Sampled 990 times in a second; asked for were 1000.\n"
    )
    assert "1480 samples in 1.480 seconds" in said
    assert "  samples  tottime" in said


def test_conversion(tmp_path, capsys):
    profiler = cProfile.Profile()
    profiler.runcall(sorted, [1])
    profiler.dump_stats(str(tmp_path / "p.prof"))
    assert view(tmp_path / "p.prof", "-o", tmp_path / "p.json", capsys=capsys) == ""
    assert formats.read(str(tmp_path / "p.json")) == formats.read(str(tmp_path / "p.prof"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.prof"], "hotloop: none.prof: No such file or directory\n"),
        (["p.prof", "--sort", "xyz"], "hotloop: there is no order xyz; there are calls, "),
        (["p.prof", "--sort", "n"], "hotloop: --sort n can be ncalls or name or nfl\n"),
        (["p.prof", "--limit", "-1"], "hotloop: --limit -1: there is no such number of rows\n"),
        (["p.prof", "-o", "p.lprof"], "hotloop: a .lprof file has lines, and in this profile there are only functions"),
        (["p.prof", "-o", "p.collapsed"], "hotloop: a file of collapsed stacks needs a call tree, and this profile "),
        (["p.prof", "-o", "p.xyz"], "hotloop: p.xyz: the suffix says which format it is to be"),
    ],
)
def test_one_line_for_what_cannot_be(arguments, message, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    profiler = cProfile.Profile()
    profiler.runcall(sorted, [1])
    profiler.dump_stats("p.prof")
    assert _cli.main(["view", *arguments]) == 2
    assert capsys.readouterr().err.startswith(message)
