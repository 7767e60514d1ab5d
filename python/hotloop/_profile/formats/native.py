"""`.json`: everything that was measured. `profile.schema.json` beside this file describes it (JSON Schema, 2020-12).

{"format": "hotloop profile", "version": 1, "argv": ["slow.py"], "functions": [["slow.py", 3, "f", "f", "python"]],
 "nodes": {"parent": [-1, 0], "function": [-1, 0], "calls": [0, 1], "own": [0, 1200]}, ...}

Later versions may add members; a reader leaves out what it does not know.
"""

from __future__ import annotations

import json
from array import array
from dataclasses import asdict
from typing import Any

from ..model import Figures, Function, Graph, Lines, Nodes, Overhead, Profile, Rate, Thread
from .errors import ProfileError, damaged

WHAT = "a profile of hotloop"
FORMAT = "hotloop profile"
VERSION = 1

# Members that are what they are in the model.
PLAIN = ("argv", "cwd", "python", "started", "wall", "mode", "exit", "folded", "sources")


def encode(profile: Profile) -> bytes:
    file: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    file |= {name: getattr(profile, name) for name in PLAIN}
    file["rate"] = profile.rate and asdict(profile.rate)
    file["overhead"] = asdict(profile.overhead)
    file["functions"] = [list(_row(function)) for function in profile.functions]
    file["nodes"] = {name: list(getattr(profile.nodes, name)) for name in Nodes.__slots__}
    file["threads"] = [asdict(thread) for thread in profile.threads]
    file["lines"] = [
        {
            "function": lines.function,
            "since": lines.since,
            "lines": [[line, hits, lines.times.get(line, 0)] for line, hits in lines.hits.items()],
            "compiled": lines.compiled,
        }
        for lines in profile.lines
    ]
    if profile.graph is not None:
        file["graph"] = {
            "functions": [[function, *_figures(figures)] for function, figures in profile.graph.functions.items()],
            "callers": [
                [function, caller, *_figures(figures)]
                for function, callers in profile.graph.callers.items()
                for caller, figures in callers.items()
            ],
        }
    return json.dumps(file, separators=(",", ":")).encode()


def _row(function: Function) -> tuple[str, int, str, str, str]:
    return (function.file, function.line, function.name, function.qualname, function.kind)


def _figures(figures: Figures) -> tuple[int, int, int, int]:
    return (figures.calls, figures.primitive, figures.own, figures.cumulative)


def looks_like(data: bytes) -> bool:
    return data.lstrip()[:1] == b"{" and FORMAT.encode() in data[:4096]


def decode(data: bytes) -> Profile:
    with damaged(WHAT):
        file = json.loads(data)
        if file["format"] != FORMAT:
            raise ValueError(f"format {file['format']!r}")
        if file["version"] > VERSION:
            raise ProfileError(f"is of a later hotloop: version {file['version']}, known is {VERSION}")
        profile = Profile(**{name: file[name] for name in PLAIN})
        profile.rate = Rate(**file["rate"]) if file["rate"] else None
        profile.overhead = Overhead(**file["overhead"])
        profile.functions = [Function(*row) for row in file["functions"]]
        profile.nodes = _nodes(file["nodes"], len(profile.functions))
        profile.threads = [Thread(**row) for row in file["threads"]]
        for row in file["lines"]:
            hits = {line: hits for line, hits, _ in row["lines"]}
            times = {line: time for line, _, time in row["lines"]}
            compiled = [[int(first), int(last)] for first, last in row.get("compiled", ())]
            profile.lines.append(Lines(row["function"], row["since"], hits, times, compiled))
        if file.get("graph") is not None:
            profile.graph = _graph(file["graph"])
        _check_numbers(profile)
        return profile


def _nodes(columns: dict[str, list[int]], functions: int) -> Nodes:
    nodes = Nodes(*(array(code, columns[name]) for code, name in zip("iiqq", Nodes.__slots__)))
    if not len(nodes.parent) == len(nodes.function) == len(nodes.calls) == len(nodes.own):
        raise ValueError("columns of different lengths")
    if any(not -1 <= parent < node for node, parent in enumerate(nodes.parent)):
        raise ValueError("a node before its parent")
    if any(not -1 <= function < functions for function in nodes.function):
        raise ValueError("a node of a function that is not there")
    return nodes


def _graph(graph: dict[str, Any]) -> Graph:
    made = Graph({function: Figures(*figures) for function, *figures in graph["functions"]})
    for function, caller, *figures in graph["callers"]:
        made.callers.setdefault(function, {})[caller] = Figures(*figures)
    return made


def _check_numbers(profile: Profile) -> None:
    """Every number of a function or a node stands for one."""
    used = [lines.function for lines in profile.lines]
    if profile.graph is not None:
        used += profile.graph.functions
        used += profile.graph.callers
        used += (caller for callers in profile.graph.callers.values() for caller in callers)
    if any(not 0 <= function < len(profile.functions) for function in used):
        raise ValueError("a function that is not there")
    if any(not 0 <= thread.root < len(profile.nodes) for thread in profile.threads):
        raise ValueError("a thread whose root is not there")
    if profile.mode not in ("events", "samples"):
        raise ValueError(f"mode {profile.mode!r}")
