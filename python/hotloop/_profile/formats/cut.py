"""JSON that ends too early, or has a byte in it that it cannot have: what stands before that, closed.

closed('{"a": [1, 2, {"b": 3')  ->  '{"a": [1, 2]}'
"""

from __future__ import annotations

import json
import re
from typing import Any

from .errors import ProfileError

# A text may have no end.
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*\\?(?:"|\Z)|[\[\]{},]', re.DOTALL)
CLOSING = {"[": "]", "{": "}"}


def closed(text: str) -> str:
    """Up to the last comma outside of texts, with what closes the lists and objects that are open there."""
    around: list[str] = []
    # Where a member has ended, and what is open there.
    end, open_there = 0, ""
    for found in TOKEN.finditer(text):
        token = found[0]
        if token in CLOSING:
            around.append(token)
        elif token in "]}":
            if not around or CLOSING[around.pop()] != token:
                break
            if around:
                end, open_there = found.end(), "".join(around)
        elif token == ",":
            end, open_there = found.start(), "".join(around)
    return text[:end] + "".join(CLOSING[one] for one in reversed(open_there))


def load(data: bytes) -> tuple[Any, str | None]:
    """What can be read, and what is to be said of it. Raises ProfileError: nothing can."""
    text = data.decode("utf-8", "replace")
    note = None
    for _ in range(3):
        try:
            return json.loads(text), note
        except json.JSONDecodeError as error:
            where = error.pos
        except (RecursionError, ValueError):
            break
        note = (
            f"The file is damaged or cut off behind {where:,} of {len(data):,} characters: what stands before is shown."
        )
        text = closed(text[:where])
    raise ProfileError("is damaged, and nothing of it can be read")
