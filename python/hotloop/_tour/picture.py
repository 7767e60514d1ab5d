"""The Mandelbrot set as a picture.

    image = draw(output, q, columns=500)  # a Pillow image, or why there is none
    png(image)                            # b"\\x89PNG..."

By Pillow: a PNG writer is short, but this also scales the picture for the terminal.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

# From far outside to near the set: dark blue, blue, white, orange, brown.
ANCHORS = ((0, 7, 60), (32, 107, 203), (237, 255, 255), (255, 170, 0), (60, 20, 0))


@dataclass
class NoPicture:
    reason: str


def draw(output: list[int] | None, q: list[complex], columns: int) -> Image | NoPicture:
    """A pixel for each point, row by row; points that never left are black."""
    if not output:
        return NoPicture("no picture: nothing has been computed to the end")
    try:
        from PIL import Image
    except ImportError:
        return NoPicture("no picture: pip install 'hotloop[tour]' adds Pillow")
    deepest = math.log1p(max(output))
    level_of = {count: 1 + int(254 * math.log1p(count) / deepest) for count in set(output) if count}
    # A count of 0 means both never and at once: whoever is outside to begin with leaves at once.
    levels = bytes(level_of[n] if n else int(abs(point) > 2.0) for n, point in zip(output, q, strict=True))
    image = Image.frombytes("P", (columns, len(output) // columns), levels)
    image.putpalette(palette())
    return image


def png(image: Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def palette() -> list[int]:
    """256 colours as red, green, blue, ...; the first is black."""
    return [0, 0, 0] + [part for level in range(255) for part in colour(level / 254)]


def colour(position: float) -> tuple[int, ...]:
    """Between two of ANCHORS, for a position from 0 to 1."""
    scaled = position * (len(ANCHORS) - 1)
    index = min(int(scaled), len(ANCHORS) - 2)
    return tuple(round(a + (b - a) * (scaled - index)) for a, b in zip(ANCHORS[index], ANCHORS[index + 1], strict=True))
