"""Documents as the commands make them, small and with round figures.

profile()["functions"]["name"]     # ["main", "kernel", "<built-in method builtins.abs>", ...]
"""

from __future__ import annotations

import base64
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
        "machine_code": [],
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


def comparison(**changes: Any) -> dict[str, Any]:
    """kernel got faster, load slower, main stayed as it was; old is gone, new has come."""

    def figures(calls: int, own: int, cumulative: int) -> dict[str, int]:
        return {"calls": calls, "own": own * MS, "cumulative": cumulative * MS}

    def function(name: str, line: int, a: dict | None, b: dict | None) -> dict[str, Any]:
        return {"name": name, "file": "/home/me/work.py", "line": line, "kind": "python", "a": a, "b": b}

    def row(text: str, a_line: int | None, b_line: int | None, a: int | None, b: int | None) -> dict[str, Any]:
        return {
            "text": text, "a_line": a_line, "b_line": b_line,
            "a": None if a is None else {"hits": 10, "time": a * MS},
            "b": None if b is None else {"hits": 10, "time": b * MS},
        }  # fmt: skip

    document = {
        "kind": "comparison",
        "title": "before.json and after.json",
        "about": [["before.json", "CPython 3.11.7"], ["after.json", "CPython 3.11.7"]],
        "notes": [],
        "a": "before.json",
        "b": "after.json",
        "wall": [1000 * MS, 500 * MS],
        "unit": "ns",
        "functions": [
            function("kernel", 3, figures(2, 600, 800), figures(2, 200, 250)),
            function("load", 14, figures(1, 50, 190), figures(3, 90, 240)),
            function("main", 20, figures(1, 10, 1000), figures(1, 10, 500)),
            function("old", 30, figures(7, 40, 40), None),
            function("new", 40, None, figures(9, 4, 4)),
        ],
        "sources": [
            {
                "name": "kernel",
                "file": "/home/me/work.py",
                "machine_code": [[], []],
                "rows": [
                    row("def kernel(zs):", 3, 3, None, None),
                    row("    for z in zs:", 5, 4, 99, 50),
                    row("        total += abs(z)", 6, None, 698, None),
                    row("        total += z.real", None, 5, None, 148),
                    row("    return total", 7, 6, 2, 2),
                ],
            }
        ],
    }
    return document | changes


def tour(**changes: Any) -> dict[str, Any]:
    def row(tool: str, program: str, seconds: float | None, **others: Any) -> dict[str, Any]:
        base = {
            "tool": tool, "version": "1.0", "program": program, "threads": 1, "seconds": seconds,
            "compile_seconds": None, "speedup": 12.0 / seconds if seconds else None, "peak_memory": 50_000_000,
            "sum": 33_219_980 if seconds else None, "different": 0 if seconds else None, "note": "", "state": "ok",
            "ours": tool == "hotloop",
        }  # fmt: skip
        return base | others

    columns, rows, maxiter = 60, 40, 100
    iterations = [[escape(x, y, columns, rows, maxiter) for x in range(columns)] for y in range(rows)]
    packed = b"".join(n.to_bytes(2, "little") for line in iterations for n in line)
    document = {
        "kind": "tour",
        "title": "hotloop tour 1000 1000",
        "about": [["Machine", "8 cores"]],
        "notes": [],
        "machine": {
            "cpu": "An ordinary one",
            "cores": 8,
            "isa": "AVX2",
            "python": "CPython 3.11.7",
            "llvm": "22.1.8",
            "system": "Linux x86_64",
            "hotloop_cpu": None,
        },
        "width": 1000,
        "maxiter": 1000,
        "peers": [
            {"name": "numba", "about": "compiles functions", "version": "0.62.1", "install": None},
            {"name": "pypy3", "about": "another Python", "version": None, "install": "apt-get install pypy3"},
        ],
        "groups": [
            {
                "name": "one core",
                "rows": [
                    row("CPython", "pure_python.py", 12.0, version="3.11.7"),
                    row("CPython", "pure_python_2.py", 9.0, version="3.11.7"),
                    row("hotloop", "pure_python.py", 0.03, compile_seconds=0.2, note="8 lanes"),
                    row("Numba", "pure_python.py", 0.11, compile_seconds=1.9),
                    row("PyPy", "pure_python.py", None, state="missing", note="not here: apt-get install pypy3"),
                    row("ShedSkin", "shedskin1.py", 0.4, state="wrong", different=17, note="its sum is wrong"),
                ],
            },
            {
                "name": "many cores and machines",
                "rows": [
                    row("CPython", "multi.py", 2.0, threads=8),
                    row("hotloop", "pure_python.py", 0.006, threads=8),
                ],
            },
            {"name": "GPU", "rows": []},
        ],
        "steps": [
            {
                "name": "function-profile",
                "title": "Which function takes the time?",
                "about": "A profile of functions says where to look.",
                "command": "hotloop profile tour/pure_python.py 200 100",
                "output": "  ncalls  tottime  function\n       1    0.812  calculate_z\n",
                "seconds": 0.9,
            },
            {
                "name": "line-profile",
                "title": "Which of its lines?",
                "about": "A profile of lines says what to change.",
                "command": "hotloop profile --lines calculate_z tour/pure_python.py 200 100",
                "output": "  11  199151  57.2 %  zi = zi * zi + qi\n",
                "seconds": 1.4,
            },
        ],
        "picture": {
            "columns": columns,
            "rows": rows,
            "maxiter": maxiter,
            "bits": 16,
            "iterations": base64.b64encode(packed).decode(),
        },
    }
    return document | changes


def escape(x: int, y: int, columns: int, rows: int, maxiter: int) -> int:
    z, c = 0j, complex(-2.13 + 2.9 * x / columns, -1.3 + 2.6 * y / rows)
    for n in range(maxiter):
        z = z * z + c
        if abs(z) > 2:
            return n
    return maxiter
