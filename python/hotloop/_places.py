"""Which files are the program's own.

is_installed("/usr/lib/python3.11/subprocess.py")      True: of the standard library, an installed package, or ours
"""

from __future__ import annotations

import os

INSTALLED = (f"{os.sep}site-packages{os.sep}", f"{os.sep}dist-packages{os.sep}")
OURS = os.path.dirname(os.path.realpath(__file__)) + os.sep
STANDARD = os.path.dirname(os.path.realpath(os.__file__)) + os.sep


def is_installed(filename: str) -> bool:
    path = os.path.realpath(filename)
    return path.startswith((STANDARD, OURS)) or any(part in path for part in INSTALLED)
