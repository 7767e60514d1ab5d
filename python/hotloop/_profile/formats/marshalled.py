"""Reads what `marshal` writes of dicts, tuples, numbers and texts; nothing else is in a `.prof` file.

`marshal.load` makes room for as many members as the file says that there are, and may take all memory for a few bytes
that are damaged. Here a member has to be there.
"""

from __future__ import annotations

import struct
from typing import Any

from .errors import STUMBLES

REFERRED = 0x80  # the object can be referred to by its number
UNFINISHED = object()
END = object()  # of a dict
DIGIT = 15  # bits

# Of a text: how many bytes its length has, its encoding.
TEXTS = {
    "z": (1, "ascii"),
    "Z": (1, "ascii"),
    "a": (4, "ascii"),
    "A": (4, "ascii"),
    "u": (4, "utf-8"),
    "t": (4, "utf-8"),
}
CONSTANTS = {"N": None, "T": True, "F": False, "0": END}


def loads(data: bytes) -> Any:
    """The first object in `data`. Raises ValueError, and RecursionError where it is nested beyond reason."""
    return _Reader(data).read()


def load_pairs(data: bytes) -> tuple[dict[Any, Any], int | None]:
    """The pairs of the dict that `data` is, up to where it is damaged or cut off; and where that is, None: nowhere.

    Raises ValueError: it is no dict.
    """
    reader = _Reader(data)
    code = reader.take(1)[0]
    if chr(code & ~REFERRED) != "{":
        raise ValueError("it is no dict")
    if code & REFERRED:
        reader.referred.append(UNFINISHED)
    found: dict[Any, Any] = {}
    end = reader.at
    try:
        for key, value in reader.items():
            found[key], end = value, reader.at
    except (*STUMBLES, RecursionError):
        return found, end
    return found, None


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0
        self.referred: list[Any] = []

    def take(self, count: int) -> bytes:
        if count < 0 or self.at + count > len(self.data):
            raise ValueError("it ends too soon")
        self.at += count
        return self.data[self.at - count : self.at]

    def number(self, count: int, signed: bool = True) -> int:
        return int.from_bytes(self.take(count), "little", signed=signed)

    def read(self) -> Any:
        code = self.take(1)[0]
        kind = chr(code & ~REFERRED)
        if not code & REFERRED:
            return self.content(kind)
        place = len(self.referred)
        self.referred.append(UNFINISHED)
        self.referred[place] = self.content(kind)
        return self.referred[place]

    def content(self, kind: str) -> Any:
        if kind in TEXTS:
            size, encoding = TEXTS[kind]
            return self.take(self.number(size, signed=size > 1)).decode(encoding, "surrogatepass")
        if kind in CONSTANTS:
            return CONSTANTS[kind]
        match kind:
            case "{":
                return dict(self.items())
            case "(":
                return self.members(self.number(4))
            case ")":
                return self.members(self.number(1, signed=False))
            case "i":
                return self.number(4)
            case "I":
                return self.number(8)
            case "l":
                return self.long(self.number(4))
            case "g":
                return struct.unpack("<d", self.take(8))[0]
            case "f":
                return float(self.take(self.number(1, signed=False)))
            case "r":
                return self.reference(self.number(4))
        raise ValueError(f"an object of kind {kind!r}")

    def items(self) -> Any:
        while (key := self.read()) is not END:
            value = self.read()
            if value is END:
                raise ValueError("a key without a value")
            yield key, value

    def members(self, count: int) -> tuple[Any, ...]:
        # Each takes a byte at least.
        if not 0 <= count <= len(self.data) - self.at:
            raise ValueError("it ends too soon")
        found = tuple(self.read() for _ in range(count))
        if END in found:
            raise ValueError("a tuple that ends too soon")
        return found

    def long(self, count: int) -> int:
        value = 0
        for place in range(abs(count)):
            value |= self.number(2, signed=False) << (DIGIT * place)
        return -value if count < 0 else value

    def reference(self, place: int) -> Any:
        if not 0 <= place < len(self.referred) or self.referred[place] is UNFINISHED:
            raise ValueError(f"it refers to object {place}, which is not there")
        return self.referred[place]
