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

from ..model import Figures, Function, Graph, Lines, Nodes, Overhead, Profile, Rate, Thread, Trial, Vectors, Verdict
from . import cut
from .errors import NOTHING_LEFT, STUMBLES, ProfileError, damaged

WHAT = "a profile of hotloop"
FORMAT = "hotloop profile"
VERSION = 1

# Of functions. A later version may know more.
KINDS = ("python", "builtin", "compiled")

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
    if profile.notes:
        file["notes"] = profile.notes
    if profile.verdicts:
        file["verdicts"] = [asdict(verdict) for verdict in profile.verdicts]
    if profile.trials:
        file["trials"] = [asdict(trial) for trial in profile.trials]
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
        profile = Profile()
        profile.functions = [_function(row) for row in file["functions"]]
        for _, _, read in PARTS:
            read(profile, file)
        for name in PLAIN:
            if file[name] != getattr(profile, name):
                raise ValueError(f"{name} is {file[name]!r}")
        _check_numbers(profile)
        return profile


def salvage(data: bytes) -> Profile:
    """As far as it goes, with what is missing in `notes`. Raises ProfileError if that is everything."""
    with damaged(WHAT):
        file, note = cut.load(data)
        profile = Profile(notes=[note] if note else [])
        if file.get("version", VERSION) > VERSION:
            profile.notes.append(
                f"A later hotloop has written it (version {file['version']}): what this one knows is shown."
            )
        rows = file.get("functions") or []
        if rows and len(rows[-1]) < 5:
            del rows[-1]
        profile.functions = [_function(row) for row in rows]
    profile.notes += _pad_tree(file.get("nodes"))
    for name, what, read in PARTS:
        try:
            read(profile, file)
        except (*STUMBLES, RecursionError):
            profile.notes.append(f"{what} cannot be read ({name}).")
    _leave_out_strangers(profile)
    if not (any(profile.nodes.calls) or any(profile.nodes.own) or profile.lines or profile.graph):
        raise ProfileError(NOTHING_LEFT)
    return profile


def _function(row: list[Any]) -> Function:
    file, line, name, qualname, kind = row[:5]
    if not all(map(isinstance, (file, line, name, qualname), (str, int, str, str))):
        raise ValueError(f"a function is file, line, name, qualified name and kind, not {row!r}")
    return Function(file, line, name, qualname, kind if kind in KINDS else "python")


def _read_plain(profile: Profile, file: dict[str, Any]) -> None:
    for name in PLAIN:
        value, usual = file.get(name), getattr(profile, name)
        if isinstance(value, type(usual)) or (name == "exit" and isinstance(value, (int, str))):
            setattr(profile, name, value)
    profile.argv = [str(one) for one in profile.argv]
    profile.sources = {file: text for file, text in profile.sources.items() if isinstance(text, str)}


def _read_notes(profile: Profile, file: dict[str, Any]) -> None:
    profile.notes += [str(note) for note in file.get("notes") or ()]


def _read_rate(profile: Profile, file: dict[str, Any]) -> None:
    rate, overhead = file.get("rate"), file["overhead"]
    profile.rate = Rate(float(rate["asked"]), float(rate["reached"])) if rate else None
    profile.overhead = Overhead(float(overhead["per_call"]), float(overhead["per_line"]), int(overhead["subtracted"]))


def _read_tree(profile: Profile, file: dict[str, Any]) -> None:
    profile.nodes = _nodes(file["nodes"], len(profile.functions))


def _read_threads(profile: Profile, file: dict[str, Any]) -> None:
    profile.threads = [
        Thread(int(row["process"]), int(row["number"]), str(row["name"]), int(row["root"]), int(row["wall"]))
        for row in file["threads"]
    ]


def _read_lines(profile: Profile, file: dict[str, Any]) -> None:
    for row in file["lines"]:
        lines = Lines(int(row["function"]), int(row["since"]))
        profile.lines.append(lines)
        for line, hits, time in row["lines"]:
            lines.hits[int(line)], lines.times[int(line)] = int(hits), int(time)
        lines.compiled = [[int(first), int(last)] for first, last in row.get("compiled", ())]


def _read_verdicts(profile: Profile, file: dict[str, Any]) -> None:
    profile.verdicts = [_verdict(row) for row in file.get("verdicts") or ()]


def _read_trials(profile: Profile, file: dict[str, Any]) -> None:
    profile.trials = [_trial(row) for row in file.get("trials") or ()]


def _read_graph(profile: Profile, file: dict[str, Any]) -> None:
    profile.graph = _graph(file["graph"]) if file.get("graph") is not None else None


# Parts of a file, each of which may be missing: what it is called, what it is, and what reads it.
PARTS = (
    ("argv, wall, mode ...", "What was run", _read_plain),
    ("notes", "What was missing", _read_notes),
    ("rate, overhead", "What was measured of the profiler itself", _read_rate),
    ("nodes", "The call tree", _read_tree),
    ("threads", "Threads", _read_threads),
    ("lines", "Lines, or some of them,", _read_lines),
    ("verdicts", "What became of loops", _read_verdicts),
    ("trials", "Trials of loops", _read_trials),
    ("graph", "Who calls whom", _read_graph),
)


def _pad_tree(columns: Any) -> list[str]:
    """Makes the columns of a tree, which stand one behind the other, as long as those of paths; what was missing."""
    if not isinstance(columns, dict) or not all(isinstance(columns.get(name), list) for name in Nodes.__slots__[:2]):
        return []
    size = min(len(columns[name]) for name in Nodes.__slots__[:2])
    found = []
    for name, what in zip(Nodes.__slots__, ("callers", "functions", "calls", "times")):
        column = columns.get(name)
        known = column[:size] if isinstance(column, list) else []
        columns[name] = known + [0] * (size - len(known))
        if len(known) < size:
            found.append(f"The {what} of {len(known):,} of {size:,} nodes of the call tree are there, others are 0.")
    return found


def _leave_out_strangers(profile: Profile) -> None:
    """What is said of functions and nodes that are not there."""
    size = len(profile.functions)
    profile.lines = [lines for lines in profile.lines if 0 <= lines.function < size]
    profile.threads = [thread for thread in profile.threads if 0 <= thread.root < len(profile.nodes)]
    if profile.graph is not None:
        callers = profile.graph.callers
        used = [*profile.graph.functions, *callers, *(caller for each in callers.values() for caller in each)]
        if any(not 0 <= function < size for function in used):
            profile.graph = None
    if profile.mode not in ("events", "samples"):
        profile.mode = "events"


def _verdict(row: dict[str, Any]) -> Verdict:
    """As written; what a later version has added is left out."""
    verdict = Verdict(str(row["file"]), str(row["function"]), int(row["first"]), int(row["last"]), str(row["state"]))
    for name in ("why", "fix"):
        setattr(verdict, name, None if row.get(name) is None else str(row[name]))
    verdict.at, verdict.seconds = int(row.get("at") or 0), float(row.get("seconds") or 0.0)
    verdict.is_whole = bool(row.get("is_whole"))
    verdict.argument_types = str(row.get("argument_types") or "")
    verdict.types = {str(name): str(what) for name, what in (row.get("types") or {}).items()}
    verdict.called_out = {int(line): str(why) for line, why in (row.get("called_out") or {}).items()}
    verdict.exits = [str(one) for one in row.get("exits") or ()]
    verdict.stages = {str(name): str(text) for name, text in (row.get("stages") or {}).items()}
    lines = row.get("stage_lines") or {}
    verdict.stage_lines = {str(name): [int(line) for line in found] for name, found in lines.items()}
    for each in row.get("loops") or ():
        numbers = [int(each[name]) for name in ("first", "last", "lanes", "interleave", "threads")]
        verdict.loops.append(Vectors(*numbers, None if each["why"] is None else str(each["why"])))
    return verdict


def _trial(row: dict[str, Any]) -> Trial:
    trial = Trial(str(row["file"]), str(row["function"]), int(row["first"]), int(row["last"]))
    for name in ("iterations", "whole"):
        setattr(trial, name, None if row.get(name) is None else int(row[name]))
    for name in ("python", "machine", "once", "compiling"):
        setattr(trial, name, float(row.get(name) or 0.0))
    for name in ("difference", "why", "fix"):
        setattr(trial, name, None if row.get(name) is None else str(row[name]))
    trial.is_over, trial.at = bool(row.get("is_over", True)), int(row.get("at") or 0)
    return trial


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
    made = Graph({int(function): Figures(*map(int, figures)) for function, *figures in graph["functions"]})
    for function, caller, *figures in graph["callers"]:
        made.callers.setdefault(int(function), {})[int(caller)] = Figures(*map(int, figures))
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
