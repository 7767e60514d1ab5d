"""Pages that show a profile, a comparison, a source or a tour, each in one file that needs nothing else.

    render({"kind": "profile", "title": "slow.py", ...})     # "<!doctype html>..."

`page.html` is made of `web/` by `make pages`. What it shows is put into it as JSON that no text can end or leave.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PAGE = Path(__file__).with_name("page.html")
EMPTY = '<script type="application/json" id="document">null</script>'
# As in the strings of JSON: no text of a program can end the element, begin a comment or another element.
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


class PageMissing(RuntimeError):
    """`page.html` was not built: it comes with wheels, and in a clone from `make pages`."""


def render(document: dict[str, Any]) -> str:
    """The page that shows `document`, in ASCII as far as the document goes.

    Raises PageMissing where the page was not built, ValueError where a number of the document is none (NaN, infinity).
    """
    # Characters beyond ASCII are escaped: file names may hold what no encoding can write.
    text = json.dumps(document, allow_nan=False, separators=(",", ":"))
    for character, escaped in ESCAPES.items():
        text = text.replace(character, escaped)
    before, after = _page().split(EMPTY)
    return f"{before}{EMPTY.replace('null', text)}{after}"


def _page() -> str:
    try:
        return PAGE.read_text("utf-8")
    except FileNotFoundError:
        raise PageMissing(
            "the pages were not built: run `make pages` in the clone (it needs nodejs and npm), or install a wheel"
        ) from None
