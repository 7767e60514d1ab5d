"""The tools, and the rows of each: what `hotloop tour` measures.

    found = find(peers())           # their interpreters and versions
    found["Numba"].version          # "0.68.1", or None: then `install` of the peer says what to do

To add a tool, add a `Peer` to `peers()`, and where it is made ready in a way of its own a function to builders.py.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import machine

ONE_CORE, VECTORS, MANY_CORES, GPU = GROUPS = ("one core", "vectors", "many cores and machines", "GPU")

# Where a tool's Python is: this one, that of `make peers`, this one under `hotloop run`; else a command on the PATH.
OWN, PEERS, HOTLOOP_RUN = "own", "peers", "hotloop run"


@dataclass(frozen=True)
class Entry:
    """A row to be: a program, and how it is run."""

    program: str  # a file in tour/
    build: str  # a function of builders.py, or FILE::FUNCTION
    group: str = ONE_CORE
    function: str = "calculate_z"
    arguments: str = "lists"  # or "arrays" (of complex128), or "axes" (two of float64)
    options: dict[str, Any] = field(default_factory=dict)
    threads: int = 1
    how: str = ""  # behind the name of the tool
    label: str = ""  # in place of the file's name
    note: str = ""

    @property
    def name(self) -> str:
        """What the program is called in the table."""
        return self.label or (
            f"{self.program}, arrays" if self.arguments == "arrays" and self.build != "plain" else self.program
        )


@dataclass(frozen=True)
class Peer:
    """A tool. package: whose version is shown; None: the interpreter's own. about: what it is."""

    name: str
    python: str
    package: str | None
    install: str
    entries: tuple[Entry, ...] = ()
    ours: bool = False
    must_be_exact: bool = False  # whether the tour has failed where it is not
    is_expected: bool = True  # whether a page says in its first lines that it is not here
    about: str = ""

    def is_part_of_hotloop(self) -> bool:
        return self.package == "hotloop" and not self.ours


@dataclass(frozen=True)
class Found:
    """What is here of a peer. version: None if nothing is."""

    command: tuple[str, ...] = ()
    version: str | None = None


PURE = "calculate_z_serial_purepython"
LIST_PROGRAMS = ("pure_python.py", "pure_python_2.py", "shedskin1.py", "shedskin2.py")
BASELINE = "pure_python.py"
STAGES = {
    "1_no_types": ("as it is", "lists"),
    "2_static_types": ("static types", "lists"),
    "3_expanded_math": ("expanded math", "lists"),
    "4_numpy": ("numpy", "arrays"),
}
MAKE_PEERS = "make peers"
FUSED = "NumPy rounds complex products once where the processor can"


def peers() -> list[Peer]:
    """The table."""
    all_cores = machine.n_threads()
    cores = machine.n_cores()
    return [
        Peer(
            "CPython",
            OWN,
            None,
            "",
            (*list_entries(), multi_entry(cores)),
            about="the Python that everyone has: times are compared with it",
        ),
        Peer(
            "PyPy",
            "pypy3",
            None,
            "apt-get install pypy3",
            (*list_entries(warm_up=True), multi_entry(cores)),
            about="another Python, which compiles what runs often",
        ),
        Peer(
            "Cython",
            PEERS,
            "cython",
            MAKE_PEERS,
            tuple(cython_entries()),
            about="compiles Python with declared types to C",
        ),
        Peer(
            "ShedSkin",
            PEERS,
            "shedskin",
            ".venv-peers/bin/pip install git+https://github.com/shedskin/shedskin",
            tuple(
                Entry(program, "shedskin", note="a program of its own") for program in ("shedskin1.py", "shedskin2.py")
            ),
            about="compiles whole programs of a part of Python to C++",
        ),
        Peer(
            "Numba",
            PEERS,
            "numba",
            MAKE_PEERS,
            (
                Entry("array_loop.py", "numba", arguments="arrays"),
                Entry(
                    "numba_prange.py",
                    "numba",
                    MANY_CORES,
                    arguments="arrays",
                    options={"parallel": True},
                    threads=cores,
                ),
            ),
            about="compiles functions over arrays when they are called",
        ),
        Peer(
            "Pythran",
            PEERS,
            "pythran",
            MAKE_PEERS,
            (Entry("array_loop.py", "pythran", arguments="arrays"),),
            about="compiles functions over arrays to C++, ahead of time",
        ),
        Peer(
            "Rust",
            OWN,
            "hotloop",
            "make dev",
            (by_hand_entry("scalar", "tour_rust_scalar"),),
            must_be_exact=True,
            about="the same loop by hand in Rust, a part of hotloop: what a compiled language takes",
        ),
        Peer(
            "SIMD",
            OWN,
            "hotloop",
            "make dev",
            tuple(simd_entries()),
            must_be_exact=True,
            about="the same loop by hand in vector instructions, a part of hotloop: what is possible",
        ),
        Peer(
            "NumPy",
            OWN,
            "numpy",
            "pip install 'hotloop[tour]'",
            tuple(
                Entry(program, "plain", VECTORS, "calculate_z_numpy", "arrays", note=FUSED)
                for program in ("numpy_vector.py", "numpy_vector_2.py")
            ),
            about="whole arrays at a time",
        ),
        Peer(
            "NumExpr",
            PEERS,
            "numexpr",
            MAKE_PEERS,
            (Entry("numpy_vector_numexpr.py", "plain", VECTORS, "calculate_z_numexpr", "arrays", threads=cores),),
            about="expressions over arrays, piece by piece on all cores",
        ),
        Peer(
            "Parallel Python",
            PEERS,
            "ppft",
            MAKE_PEERS,
            tuple(
                Entry(
                    "parallelpython_pure_python.py",
                    "parallel_python",
                    MANY_CORES,
                    options={"server": server},
                    threads=cores,
                    label="parallelpython_pure_python.py" + (", a server" if server else ""),
                )
                for server in (False, True)
            ),
            about="other processes, on this machine or on others",
        ),
        Peer(
            "hotloop",
            OWN,
            "hotloop",
            "make dev",
            tuple(our_entries(all_cores)),
            ours=True,
            must_be_exact=True,
            about="functions that are decorated with hotloop.jit",
        ),
        Peer(
            "hotloop run",
            HOTLOOP_RUN,
            "hotloop",
            "make dev",
            tuple(run_entries(cores)),
            ours=True,
            must_be_exact=True,
            about="programs as they are",
        ),
        # Without rows: the steps and the reader use them.
        Peer("line_profiler", PEERS, "line_profiler", MAKE_PEERS, about="times of single lines, for the steps"),
        Peer("snakeviz", PEERS, "snakeviz", MAKE_PEERS, about="shows profiles in a browser"),
        Peer(
            "PyCUDA",
            PEERS,
            "pycuda",
            ".venv-peers/bin/pip install pycuda  # needs NVIDIA's CUDA toolkit",
            is_expected=False,
            about="programs for NVIDIA's GPUs",
        ),
    ]


def list_entries(**options: object) -> list[Entry]:
    return [Entry(program, "plain", function=PURE, options=options) for program in LIST_PROGRAMS]


def multi_entry(cores: int, **options: object) -> Entry:
    return Entry("multi.py", "plain", MANY_CORES, options=options | {"processes": cores}, threads=cores)


def cython_entries() -> list[Entry]:
    stages = [
        Entry(f"calculate_z_pyx/{stage}/calculate_z.pyx", "cython", arguments=kind, label=f"calculate_z.pyx, {what}")
        for stage, (what, kind) in STAGES.items()
    ]
    loop = "cython_numpy_loop.pyx"
    return [*stages, Entry(f"cython_numpy_loop/{loop}", "cython", arguments="axes", label=loop)]


def our_entries(all_cores: int) -> list[Entry]:
    hows: list[tuple[str, str, dict[str, int], int]] = [
        ("scalar", ONE_CORE, {"lanes": 1, "threads": 1}, 1),
        ("in lanes", ONE_CORE, {"threads": 1}, 1),
        ("all cores", MANY_CORES, {}, all_cores),
    ]
    # The last is what Numba and Pythran compile.
    sources = [(program, PURE, "lists") for program in LIST_PROGRAMS]
    sources += [(program, PURE, "arrays") for program in LIST_PROGRAMS if program != "shedskin1.py"]
    sources += [("array_loop.py", "calculate_z", "arrays")]
    loops = [
        Entry(program, "hotloop", group, function, kind, options, threads, how)
        for how, group, options, threads in hows
        for program, function, kind in sources
    ]
    vectors = [
        Entry(program, "hotloop", VECTORS, "calculate_z_numpy", "arrays", label=program)
        for program in ("numpy_vector.py", "numpy_vector_2.py")
    ]
    return loops + vectors


def run_entries(cores: int) -> list[Entry]:
    return [Entry(BASELINE, "plain", function=PURE, options={"warm_up": True}), multi_entry(cores, warm_up=True)]


ISA_NAMES = {"avx512": "AVX-512", "avx2": "AVX2"}


def simd_entries() -> list[Entry]:
    """By what this processor has; tested after each iteration, or after a block of them."""
    from .. import _hotloop

    return [
        by_hand_entry(f"{ISA_NAMES[isa]}, by {how}", "tour_simd", isa, test_every_iteration)
        for isa in _hotloop.tour_simd_isas()
        for how, test_every_iteration in (("iterations", True), ("blocks", False))
    ]


def by_hand_entry(how: str, name: str, *arguments: object) -> Entry:
    options = {"name": name, "arguments": list(arguments)}
    return Entry("", "by_hand", arguments="arrays", options=options, how=how, label="by hand, arrays")


# ---- what is here


def find(wanted: list[Peer]) -> dict[str, Found]:
    """By name: how to start the Python of each peer, and its version. Asks each Python once."""
    by_python: dict[str, list[Peer]] = {}
    for peer in wanted:
        by_python.setdefault(peer.python, []).append(peer)
    return {name: one for python, users in by_python.items() for name, one in look_into(python, users).items()}


ASK = """
import json, platform, sys
def version(name):
    try:
        from importlib.metadata import version
        return version(name)
    except Exception:
        return None
found = {name: version(name) for name in sys.argv[1:]}
pypy = getattr(sys, "pypy_version_info", None)
found[""] = ".".join(map(str, pypy[:3])) if pypy else platform.python_version()
print(json.dumps(found))
"""


def look_into(python: str, users: list[Peer]) -> dict[str, Found]:
    command = interpreter(python)
    if command is None:
        return {peer.name: Found() for peer in users}
    try:
        asked = [*command[:1], "-c", ASK, *(peer.package for peer in users if peer.package)]
        done = subprocess.run(asked, capture_output=True, text=True, timeout=30, stdin=subprocess.DEVNULL)
        versions = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return {peer.name: Found() for peer in users}
    return {peer.name: Found(tuple(command), versions.get(peer.package or "")) for peer in users}


def interpreter(python: str) -> list[str] | None:
    """The command that starts it; None if it is not here."""
    if python == OWN:
        return [sys.executable]
    if python == HOTLOOP_RUN:
        return [sys.executable, "-m", "hotloop", "run"]
    if python == PEERS:
        asked = os.environ.get("HOTLOOP_PEERS")
        path = Path(asked) if asked else Path(__file__).resolve().parents[3] / ".venv-peers" / "bin" / "python"
        return [str(path)] if path.exists() else None
    found = shutil.which(python)
    return [found] if found else None
