"""A profile as a page shows it: the document of kind "profile" (`document.schema.json`).

document(read("slow.json"))  ->  {"kind": "profile", "functions": {"name": [...]}, "tree": {...}, "sources": [...], ...}
"""

from __future__ import annotations

import time
from typing import Any

from .._profile.model import Graph, Nodes, Profile
from .source import sources_of

Document = dict[str, Any]

# A page with more nodes of the call tree, or more callers of functions, takes too long to open.
MOST_NODES = 100_000

LONGEST_TITLE = 100

# Stands for calls whose nodes are left out.
SMALLER = "(smaller calls)"


def document(profile: Profile, counted_at: float = 0.0) -> Document:
    """counted_at: when it was measured, in seconds since 1970, if the profile does not say so; 0 is not known."""
    if profile.started:
        counted_at = (profile.started + profile.wall) / 1e9
    graph = profile.calls()
    made: Document = {
        "kind": "profile",
        "title": title_of(profile),
        "about": about(profile),
        "notes": notes(profile),
        "mode": profile.mode,
        "functions": _functions(profile),
        "figures": _figures(profile, graph),
        "tree": None,
        "threads": [],
        "callers": _callers(graph),
    }
    if len(profile.nodes):
        _add_tree(made, profile)
    made["sources"], of_sources = sources_of(profile, graph, counted_at)
    made["notes"] += of_sources
    return made


def title_of(profile: Profile) -> str:
    # The argument of -c may be a whole program.
    title = " ".join(" ".join(profile.argv).split())
    return (title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 3]}...") or "A profile"


def about(profile: Profile) -> list[list[str]]:
    """What was run, and what the figures are: label and text."""
    rows = []
    if profile.argv:
        rows.append(["Program", " ".join(profile.argv)])
    if profile.wall:
        rows.append(["Time", f"{profile.wall / 1e9:.3f} s"])
    if profile.python:
        rows.append(["Python", profile.python])
    if profile.started:
        rows.append(["Begun", time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(profile.started / 1e9))])
    if profile.cwd:
        rows.append(["Directory", profile.cwd])
    if profile.exit not in (None, 0):
        rows.append(["Ended with", profile.exit if isinstance(profile.exit, str) else f"exit code {profile.exit}"])
    if profile.rate is not None:
        rows.append(["Samples", f"{profile.rate.reached:.0f} in a second; asked for were {profile.rate.asked:.0f}"])
    if profile.overhead.subtracted:
        taken = f"{profile.overhead.subtracted / 1e9:.3f} s, not in the figures"
        rows.append(["The profiler's own time", taken])
    return rows


def notes(profile: Profile) -> list[str]:
    """What a profile does not have, and what to do about it."""
    found = list(profile.notes)
    has_figures = bool(len(profile.nodes) or (profile.graph is not None and profile.graph.functions))
    if not has_figures and profile.lines:
        found.append("This file has lines only: calls, and who calls whom, are not in it.")
    elif not has_figures:
        found.append("Nothing was recorded: no function of the program was called.")
    elif not len(profile.nodes):
        found.append(
            "This file has no call tree, only who calls whom: a tree is in what `hotloop profile -o FILE.json` writes."
        )
    if has_figures and not profile.lines and not any(note.startswith(("No lines", "Lines")) for note in found):
        found.append("No lines were counted: hits and times of lines are missing.")
    if not profile.has_clock:
        found.append("This file says how many samples there were, not how long they took: a sample is shown as 1 ns.")
    if profile.folded:
        found.append(f"{profile.folded:,} calls are on paths for which the tree had no room.")
    return found


def _functions(profile: Profile) -> Document:
    functions = profile.functions
    return {
        "name": [one.name for one in functions],
        "qualname": [one.qualname for one in functions],
        "file": [one.file for one in functions],
        "line": [one.line for one in functions],
        "kind": [one.kind for one in functions],
    }


COLUMNS = ("calls", "primitive", "own", "cumulative")


def _figures(profile: Profile, graph: Graph) -> Document:
    columns: Document = {name: [0] * len(profile.functions) for name in COLUMNS}
    for function, figures in graph.functions.items():
        for name in COLUMNS:
            columns[name][function] = getattr(figures, name)
    if not graph.functions:
        # Of lines alone: what a function took with all that it called.
        for name in ("calls", "primitive", "own"):
            columns[name] = [None] * len(profile.functions)
        for lines in profile.lines:
            columns["cumulative"][lines.function] += lines.total
    return columns


def _callers(graph: Graph) -> Document:
    columns: Document = {name: [] for name in ("callee", "caller", "calls", "own", "cumulative")}
    pairs = [
        (callee, caller, figures) for callee, callers in graph.callers.items() for caller, figures in callers.items()
    ]
    if len(pairs) > MOST_NODES:
        pairs.sort(key=lambda pair: -pair[2].cumulative)
        del pairs[MOST_NODES:]
    for callee, caller, figures in pairs:
        columns["callee"].append(callee)
        columns["caller"].append(caller)
        columns["calls"].append(figures.calls)
        columns["own"].append(figures.own)
        columns["cumulative"].append(figures.cumulative)
    return columns


def _add_tree(made: Document, profile: Profile) -> None:
    nodes = profile.nodes
    numbers: list[int] | range = range(len(nodes))
    if len(nodes) > MOST_NODES:
        smaller = len(profile.functions)
        nodes, numbers, n_left_out = pruned(nodes, MOST_NODES, smaller)
        for name, value in (("name", SMALLER), ("qualname", SMALLER), ("file", "~"), ("line", 0), ("kind", "builtin")):
            made["functions"][name].append(value)
        for name in COLUMNS:
            made["figures"][name].append(0)
        made["notes"].append(
            f"The call tree has {len(profile.nodes):,} nodes: the {n_left_out:,} that took the least time are shown as "
            f"{SMALLER} of their callers."
        )
    made["tree"] = {
        "parent": nodes.parent.tolist(),
        "function": nodes.function.tolist(),
        "calls": nodes.calls.tolist(),
        "own": nodes.own.tolist(),
    }
    made["threads"] = [
        {"name": one.name, "process": one.process, "root": numbers[one.root], "wall": one.wall}
        for one in profile.threads
    ]


def pruned(nodes: Nodes, most: int, smaller: int) -> tuple[Nodes, list[int], int]:
    """The tree with about `most` nodes: those that took the most time, and in place of the others one for each caller.

    Also the new numbers of the old nodes (of one that is left out: of what stands for it), and how many those are.
    """
    total = nodes.cumulative()
    # Half of them may need a neighbour that stands for others.
    by_time = sorted(range(len(nodes)), key=lambda node: (nodes.parent[node] >= 0, -total[node], node))
    keeps = bytearray(len(nodes))
    for node in by_time[: most // 2]:
        keeps[node] = 1
    made, numbers, stands_for, n_left_out = Nodes(), [0] * len(nodes), {}, 0
    for node in range(len(nodes)):
        parent, function = nodes.parent[node], nodes.function[node]
        calls, own = nodes.calls[node], nodes.own[node]
        # An own time below zero makes a node larger than its caller.
        if keeps[node] and (parent < 0 or keeps[parent]):
            numbers[node] = made.add(numbers[parent] if parent >= 0 else parent, function, calls, own)
            continue
        n_left_out += 1
        if keeps[parent]:
            keeps[node] = 0
            at = stands_for.get(parent)
            if at is None:
                at = stands_for[parent] = made.add(numbers[parent], smaller)
            made.calls[at] += calls
        else:
            keeps[node] = 0
            at = numbers[parent]
        made.own[at] += own
        numbers[node] = at
    return made, numbers, n_left_out
