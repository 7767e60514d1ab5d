"""The edges of a grey image by Sobel's filter; prints a checksum, and writes the result as a PGM file if asked.

    python sobel.py [SIZE [FILE.pgm]]
    hotloop run sobel.py [SIZE [FILE.pgm]]

The image is SIZE by SIZE points, and made by the program: rings, and squares under them.

takes: python 2.9 s, hotloop run 0.18 s
"""

import math
import sys
import zlib


def make_image(width, height):
    """Grey values from 0 to 255, row by row."""
    image = [0] * (width * height)
    for y in range(height):
        for x in range(width):
            dx = x - width // 2
            dy = y - height // 2
            ring = (dx * dx + dy * dy) // 400 % 200
            square = 55 if (x // 32 + y // 32) % 2 else 0
            image[y * width + x] = ring + square
    return image


def sobel(image, width, height):
    """How steep the image is at each point, 0 at its border."""
    edges = [0] * (width * height)
    for y in range(1, height - 1):
        for x in range(1, width - 1):
            above = (y - 1) * width + x
            here = y * width + x
            below = (y + 1) * width + x
            left = image[above - 1] + 2 * image[here - 1] + image[below - 1]
            right = image[above + 1] + 2 * image[here + 1] + image[below + 1]
            top = image[above - 1] + 2 * image[above] + image[above + 1]
            bottom = image[below - 1] + 2 * image[below] + image[below + 1]
            steepness = math.sqrt((right - left) ** 2 + (bottom - top) ** 2)
            edges[here] = min(255, int(steepness))
    return edges


def count_above(grey_values, limit):
    count = 0
    for grey in grey_values:
        if grey > limit:
            count += 1
    return count


def main():
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 2200
    steepness = sobel(make_image(size, size), size, size)
    edges = bytes(steepness)
    print(f"{size} x {size} points, {count_above(steepness, 128)} on an edge, checksum {zlib.crc32(edges):08x}")
    if len(sys.argv) > 2:
        with open(sys.argv[2], "wb") as file:
            file.write(b"P5 %d %d 255\n" % (size, size) + edges)


if __name__ == "__main__":
    main()
