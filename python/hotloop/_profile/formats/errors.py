"""A file that cannot be read or written: the one line that says why."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager

STUMBLES = (
    ArithmeticError,
    AssertionError,  # of pickle's
    AttributeError,
    EOFError,
    LookupError,
    TypeError,
    ValueError,
    struct.error,
)


# Of a file of which something may be left, and is not.
NOTHING_LEFT = "is damaged or cut off before its figures: none can be read"


class ProfileError(Exception):
    """A file that is no profile, is damaged, or cannot be written."""


@contextmanager
def damaged(what: str) -> Iterator[None]:
    """Whatever a reader stumbles over inside is one line: the file is not what it looked like."""
    try:
        yield
    except ProfileError:
        raise
    except RecursionError:
        raise ProfileError(f"is no {what}: it is nested too deeply") from None
    except STUMBLES as error:
        said = " ".join(str(error).split())[:100]
        raise ProfileError(f"looks like {what}, but is damaged ({said or type(error).__name__})") from None
