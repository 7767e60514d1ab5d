"""Documents as the commands make them, small and with round figures.

profile()["functions"]["name"]     # ["main", "kernel", "<built-in method builtins.abs>", ...]
"""

from __future__ import annotations

import random
from typing import Any

MS = 1_000_000


def profile(**changes: Any) -> dict[str, Any]:
    """main calls load (once) and kernel (twice), which calls abs; load calls a library's function."""
    document = {
        "kind": "profile",
        "title": "hotloop profile work.py",
        "about": [["Command", "hotloop profile work.py"], ["Python", "CPython 3.11.7"]],
        "notes": [],
        "mode": "events",
        "functions": {
            "name": ["main", "kernel", "<built-in method builtins.abs>", "load", "loads"],
            "file": [
                "/home/me/work.py",
                "/home/me/work.py",
                "~",
                "/home/me/work.py",
                "/usr/lib/python3.11/json/__init__.py",
            ],
            "line": [20, 3, 0, 14, 299],
            "kind": ["python", "python", "builtin", "python", "python"],
        },
        "figures": {
            "calls": [1, 2, 5000, 1, 1],
            "primitive": [1, 2, 5000, 1, 1],
            "own": [10 * MS, 600 * MS, 200 * MS, 50 * MS, 140 * MS],
            "cumulative": [1000 * MS, 800 * MS, 200 * MS, 190 * MS, 140 * MS],
        },
        "tree": {
            "parent": [-1, 0, 1, 2, 1, 4],
            "function": [-1, 0, 1, 2, 3, 4],
            "calls": [0, 1, 2, 5000, 1, 1],
            "own": [0, 10 * MS, 600 * MS, 200 * MS, 50 * MS, 140 * MS],
        },
        "threads": [{"name": "MainThread", "process": 1, "root": 0, "wall": 1000 * MS}],
        "callers": {
            "callee": [1, 2, 3, 4],
            "caller": [0, 1, 0, 3],
            "calls": [2, 5000, 1, 1],
            "own": [600 * MS, 200 * MS, 50 * MS, 140 * MS],
            "cumulative": [800 * MS, 200 * MS, 190 * MS, 140 * MS],
        },
        "sources": [kernel_source(), load_source()],
    }
    return document | changes


def kernel_source(**changes: Any) -> dict[str, Any]:
    texts = [
        "def kernel(zs):",
        "    total = 0.0",
        "    for z in zs:",
        "        total += abs(z)",
        "    return total",
    ]
    hits = [None, 2, 5002, 5000, 2]
    shares = [None, 1 * MS, 99 * MS, 698 * MS, 2 * MS]
    compiled = {"loop": False, "lanes": 1, "interleave": 1, "threads": 1, "types": [], "why": None, "fix": None}
    lines = [
        {"n": 3 + i, "text": text, "hits": hits[i], "time": shares[i], "bytecode": ["LOAD_FAST total", "RETURN_VALUE"],
         "compiled": None if i == 0 else compiled | {"state": "compiled", "text": None}}
        for i, text in enumerate(texts)
    ]  # fmt: skip
    lines[3]["compiled"] = compiled | {
        "state": "compiled",
        "lanes": 8,
        "interleave": 4,
        "threads": 2,
        "types": [["z", "complex"], ["total", "float"]],
        "text": "8 lanes x 4, 2 threads",
    }
    lines[4]["compiled"] = compiled | {
        "state": "python",
        "text": None,
        "why": "kept in CPython by a `yield` on line 7",
        "fix": "return a list in place of yielding",
    }
    source = {
        "function": 1,
        "name": "kernel",
        "file": "/home/me/work.py",
        "first": 3,
        "state": "same",
        "since": 0,
        "verdict": {"state": "partly", "text": "The loop on line 5 is machine code in 8 lanes and 2 threads."},
        "lines": lines,
        "stages": {"ir": "loop:\n  %2 = abs %1\n  %3 = add %2, %0\nend", "passes": "after", "asm": "vsqrtpd\nvaddpd"},
        "stage_lines": {"ir": {"6": [2, 3]}, "asm": {"6": [1, 1, 2, 2]}},
    }
    return source | changes


def load_source() -> dict[str, Any]:
    lines = [
        {"n": 14, "text": "def load(path):", "hits": None, "time": None, "bytecode": [], "compiled": None},
        {"n": 15, "text": "    return json.loads(path.read_text())", "hits": 1, "time": 190 * MS, "bytecode": [],
         "compiled": None},
    ]  # fmt: skip
    return {
        "function": 3, "name": "load", "file": "/home/me/work.py", "first": 14, "state": "same", "since": 0,
        "verdict": {"state": "python", "text": "Nothing in it is a loop."}, "lines": lines, "stages": None,
        "stage_lines": {},
    }  # fmt: skip


def large_profile(n: int = 100_000, n_functions: int = 2000) -> dict[str, Any]:
    """A call tree of `n` nodes up to 60 deep, of a few hot paths and many small ones."""
    rng = random.Random(7)
    parent, function, depth = [-1], [-1], [0]
    for node in range(1, n):
        # Near the last nodes: deep; near the first: wide.
        at = rng.randrange(max(0, node - 300), node) if rng.random() < 0.7 else rng.randrange(node)
        while depth[at] >= 60:
            at = parent[at]
        parent.append(at)
        depth.append(depth[at] + 1)
        function.append(rng.randrange(n_functions))
    own = [0] + [int(rng.paretovariate(0.9) * 1000) for _ in range(1, n)]
    figures: dict[str, list[int]] = {name: [0] * n_functions for name in ("calls", "primitive", "own", "cumulative")}
    total = own[:]
    for node in range(n - 1, 0, -1):
        total[parent[node]] += total[node]
        of = function[node]
        figures["calls"][of] += 1
        figures["primitive"][of] += 1
        figures["own"][of] += own[node]
        figures["cumulative"][of] = max(figures["cumulative"][of], total[node])
    return profile(
        functions={
            "name": [f"function_{i}" for i in range(n_functions)],
            "file": [f"/home/me/{'lib/python3.11/' if i % 3 else ''}module_{i % 40}.py" for i in range(n_functions)],
            "line": [1 + i for i in range(n_functions)],
            "kind": ["python"] * n_functions,
        },
        figures=figures,
        tree={"parent": parent, "function": function, "calls": [1] * n, "own": own},
        callers={"callee": [], "caller": [], "calls": [], "own": [], "cumulative": []},
        sources=[],
    )
