"""What this machine is: for the head of the tables, and for what fits into it.

    line(describe())    # "AMD EPYC 7763, 2 cores, AVX2, CPython 3.11.7, LLVM 22.1.2"

Read from Linux; elsewhere less is known.
"""

from __future__ import annotations

import os
import platform
from pathlib import Path


def describe() -> dict[str, str | int | None]:
    """Names and numbers of the machine; `llvm` is None where it is not known."""
    from .. import _hotloop

    llvm = getattr(_hotloop, "llvm_version", None)
    return {
        "cpu": cpu_name(),
        "cores": n_cores(),
        "isa": instruction_set(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "llvm": llvm() if callable(llvm) else llvm,
        "system": f"{platform.system()} {platform.machine()}",
        "hotloop_cpu": os.environ.get("HOTLOOP_CPU") or None,
    }


def line(machine: dict[str, str | int | None]) -> str:
    """The machine in one line."""
    cores = "1 core" if machine["cores"] == 1 else f"{machine['cores']} cores"
    parts = [machine["cpu"], cores, machine["isa"], machine["python"]]
    parts += [f"LLVM {machine['llvm']}"] if machine["llvm"] else []
    parts += [f"HOTLOOP_CPU={machine['hotloop_cpu']}"] if machine["hotloop_cpu"] else []
    return ", ".join(str(part) for part in parts)


def about(machine: dict[str, str | int | None]) -> list[list[str]]:
    """The machine as pairs of a label and a text."""
    labels = {"cpu": "Processor", "cores": "Cores", "isa": "Vectors", "python": "Python", "llvm": "LLVM"}
    labels |= {"system": "System", "hotloop_cpu": "HOTLOOP_CPU"}
    return [[label, str(machine[key])] for key, label in labels.items() if machine.get(key)]


def busy_note() -> str | None:
    """What others do here just now, if it is enough to be seen in the times. Of a slow program there is one call, of a
    fast one the best of many, so the slow ones suffer most."""
    try:
        load = os.getloadavg()[0]
    except OSError:
        return None
    if load < 0.5 * n_cores():
        return None
    cores = "1 core" if n_cores() == 1 else f"{n_cores()} cores"
    return (
        f"The machine was busy when the tour began (a load of {load:.1f} on {cores}): "
        "times are too high, those of slow programs most, so ratios are not to be relied on."
    )


def n_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def n_threads() -> int:
    """Threads that hotloop uses by default."""
    asked = os.environ.get("HOTLOOP_NUM_THREADS", "").strip()
    return min(int(asked), n_cores()) if asked.isdigit() and int(asked) > 0 else n_cores()


def cpu_name() -> str:
    for entry in read("/proc/cpuinfo").splitlines():
        name, _, value = entry.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.processor() or platform.machine()


ISA_OF_FLAG = {"avx512f": "AVX-512", "avx2": "AVX2", "avx": "AVX", "sse2": "SSE2", "sve": "SVE", "asimd": "NEON"}


def instruction_set() -> str:
    """The widest SIMD instruction set."""
    for entry in read("/proc/cpuinfo").splitlines():
        name, _, value = entry.partition(":")
        if name.strip() in ("flags", "Features"):
            flags = set(value.split())
            return next((isa for flag, isa in ISA_OF_FLAG.items() if flag in flags), platform.machine())
    return platform.machine()


def available_memory() -> int | None:
    """Bytes that this process can get without swapping; None where that is not known."""
    known = [in_system(), in_control_group()]
    return min((n for n in known if n is not None), default=None)


def in_system() -> int | None:
    for entry in read("/proc/meminfo").splitlines():
        if entry.startswith("MemAvailable:"):
            return int(entry.split()[1]) * 1024
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return None


def in_control_group() -> int | None:
    """What a container's limit leaves."""
    directory = "/sys/fs/cgroup"
    for limit, used in (
        ("memory.max", "memory.current"),
        ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes"),
    ):
        limit_text, used_text = read(f"{directory}/{limit}").strip(), read(f"{directory}/{used}").strip()
        if limit_text.isdigit() and used_text.isdigit():
            return max(int(limit_text) - int(used_text), 0)
    return None


def read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
