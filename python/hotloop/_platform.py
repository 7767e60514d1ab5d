"""Where hotloop runs: CPython 3.11 to 3.14 on x86-64 Linux.

import hotloop    # on macOS: ImportError: hotloop runs on x86-64 Linux; this is darwin arm64
"""

from __future__ import annotations

import os
import sys

OLDEST = (3, 11)
NEWEST = (3, 14)
NAMES = {"cpython": "CPython", "pypy": "PyPy", "graalpy": "GraalPy"}


def why_python_is_not_supported() -> str | None:
    """What is wrong with this Python; None if nothing is."""
    name, version = sys.implementation.name, sys.version_info[:2]
    is_free_threaded = "t" in getattr(sys, "abiflags", "")
    if name == "cpython" and OLDEST <= version <= NEWEST and not is_free_threaded:
        return None
    this = f"{NAMES.get(name, name)} {_dotted(version)}" + (", free-threaded" if is_free_threaded else "")
    return f"hotloop runs in CPython {_dotted(OLDEST)} to {_dotted(NEWEST)}; this is {this}"


def why_platform_is_not_supported() -> str | None:
    """What is wrong with this system or processor; None if nothing is."""
    machine = os.uname().machine if hasattr(os, "uname") else os.environ.get("PROCESSOR_ARCHITECTURE", "")
    if sys.platform == "linux" and machine.lower() in ("x86_64", "amd64") and sys.maxsize > 2**32:
        return None
    this = f"{sys.platform} {machine}".strip()
    if sys.platform == "linux" and sys.maxsize < 2**32:
        this += " with a 32-bit Python"
    later = ", which is not supported yet" if machine.lower() in ("aarch64", "arm64") else ""
    return f"hotloop runs on x86-64 Linux; this is {this}{later}"


def refuse_unsupported() -> None:
    """ImportError in one line where hotloop cannot run. A stranger's machine code is never tried."""
    reason = why_python_is_not_supported() or why_platform_is_not_supported()
    if reason is not None:
        raise ImportError(reason)


def _dotted(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"
