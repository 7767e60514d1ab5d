"""Writing a page, and opening it.

write(document, "slow.html")
show(document)                      in a browser, from a file of its own in the temporary directory
"""

from __future__ import annotations

import os
from typing import Any

from .._whole import write_whole
from . import render


class WriteError(Exception):
    """A page that cannot be written: the one line that says why."""


def check_target(path: str) -> str:
    """Before any work: can this become a page? The path as an absolute one. Raises WriteError, PageMissing."""
    # Is there a page to fill?
    render({})
    whole = os.path.abspath(path)
    directory = os.path.dirname(whole)
    if not os.path.isdir(directory):
        raise WriteError(f"{path}: there is no directory {directory}")
    if os.path.isdir(whole):
        raise WriteError(f"{path} is a directory")
    is_there = os.path.exists(whole)
    if not os.access(whole if is_there and not os.path.isfile(whole) else directory, os.W_OK):
        raise WriteError(f"{path}: {directory} cannot be written to")
    return whole


def write(document: dict[str, Any], path: str) -> None:
    """Writes a whole page, or leaves what was there. Raises WriteError, PageMissing."""
    # A lone surrogate, of a file name that is no UTF-8, becomes the escape that JSON has for it.
    data = render(document).encode("utf-8", "backslashreplace")
    try:
        write_whole(path, data)
    except OSError as error:
        raise WriteError(f"{path}: cannot be written: {error.strerror or error}") from None


def show(document: dict[str, Any], path: str | None = None) -> tuple[str, bool]:
    """Opens the page at `path`, or one of its own: where it is, and whether there was a browser.

    Raises WriteError, PageMissing.
    """
    if path is not None:
        return path, _open(path)
    import re
    import tempfile

    name = re.sub(r"[^\w.-]+", "-", document["title"])[:40].strip("-.") or "page"
    try:
        directory = tempfile.mkdtemp(prefix="hotloop-")
    except OSError as error:
        raise WriteError(f"no temporary file can be made: {error.strerror or error}") from None
    path = os.path.join(directory, f"{name}.html")
    write(document, path)
    return path, _open(path)


def _open(path: str) -> bool:
    import pathlib
    import sys
    import webbrowser

    has_screen = sys.platform != "linux" or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )
    if not has_screen:
        # A browser in this terminal would show a page that needs scripts.
        return False
    try:
        return webbrowser.open(pathlib.Path(path).as_uri())
    except (webbrowser.Error, OSError):
        return False
