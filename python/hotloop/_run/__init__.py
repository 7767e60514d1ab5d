"""`hotloop run`: an unmodified program, its hot loops compiled as they are met.

    hotloop run slow.py 1000                _run.main(["slow.py", "1000"])

_rewrite   puts a watch around each loop at import      _loops    decides and runs machine code
_module    the loops and code of a module, on disk      _check    compares with CPython
_regions   a loop as a function, for the compiler       _hook     imports and child processes
_main      the program as python would run it           _report   what became of each loop
_variables what a loop begins with                      _copies   what it copies, and how long that takes
_reach     who else may look at its variables           _traces   tracebacks without frames of ours
_items     generator expressions                        _twins    functions of `hotloop.jit` with hot loops
"""

from __future__ import annotations


def main(argv: list[str]) -> int:
    """Runs the command; the result is the exit code."""
    from ._main import main as run

    return run(argv)
