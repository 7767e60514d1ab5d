"""`hotloop lines`: types, lanes and reasons of each line."""

from __future__ import annotations

import re

from hotloop._cli import main

PROGRAM = """
def scale(values: list[float], by: float):
    out = [0.0] * len(values)
    for i in range(len(values)):
        out[i] = values[i] * by
    return out


def keeps(n):
    s = 0
    for i in range(n):
        d = {i: s}
        s += d[i]
    return s
"""


def shown(capsys, tmp_path, name, *options):
    (tmp_path / "slow.py").write_text(PROGRAM)
    assert main(["lines", f"{tmp_path / 'slow.py'}::{name}", *options]) == 0
    return capsys.readouterr().out.splitlines()


def test_types_and_lanes_of_each_line(capsys, tmp_path):
    first, head, *lines = shown(capsys, tmp_path, "scale")
    assert first.startswith("scale(list[float], float): It runs as machine code")
    assert head.split() == ["line", "source", "types"]
    loop = next(line for line in lines if "for i in range" in line)
    assert re.match(r" *4  \d+ lanes", loop) and "i: int" in loop
    assert next(line for line in lines if "out[i] =" in line).endswith("by: float")


def test_scalar_code_is_one_iteration_at_a_time(capsys, tmp_path):
    lines = shown(capsys, tmp_path, "scale", "--lanes", "1")
    assert not [line for line in lines if "lanes" in line.split("for i")[0] and "for i" in line]


def test_why_a_line_stays_with_cpython(capsys, tmp_path):
    first, _, *lines = shown(capsys, tmp_path, "keeps", "--types", "int")
    assert "kept in CPython" in first
    assert "d = {i: s}" in lines[3] and "dict" in lines[4]


def test_what_is_wrong_is_one_line(capsys, tmp_path):
    (tmp_path / "slow.py").write_text(PROGRAM)
    for name, *options in (["nothing"], ["keeps"], ["scale", "--types", "list["], ["scale", "--cpu", "z80"]):
        assert main(["lines", f"{tmp_path / 'slow.py'}::{name}", *options]) == 2
        assert capsys.readouterr().err.startswith("hotloop: ")
