"""A Julia set: how long each point of the plane stays near zero under z = z * z + c.

    python julia.py [SIZE [STEPS]]
    hotloop run julia.py [SIZE [STEPS]]

takes: python 2.8 s, hotloop run 0.06 s
"""

import sys

SHADES = " .:-=+*#%@"


def julia(width, height, c, most):
    """Steps until each point has left the circle of radius 2, row by row."""
    steps = [0] * (width * height)
    for i in range(width * height):
        z = complex(3.2 * (i % width) / width - 1.6, 2.4 * (i // width) / height - 1.2)
        n = 0
        while abs(z) <= 2.0 and n < most:
            z = z * z + c
            n += 1
        steps[i] = n
    return steps


def show(steps, width, height, most):
    """A small picture of it in characters."""
    for row in range(0, height, max(1, height // 20)):
        line = ""
        for column in range(0, width, max(1, width // 60)):
            line += SHADES[steps[row * width + column] * (len(SHADES) - 1) // most]
        print(line.rstrip())


def main():
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 800
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    steps = julia(size, size, -0.62772 - 0.42193j, most)
    show(steps, size, size, most)
    print(f"{size} x {size} points, {sum(steps)} steps, {steps.count(most)} points stay")


if __name__ == "__main__":
    main()
