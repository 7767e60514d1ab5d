"""Conway's game of life on a torus, from a random start.

    python life.py [GENERATIONS]
    hotloop run life.py [GENERATIONS]

takes: python 3.0 s, hotloop run 0.12 s
"""

import random
import sys

WIDTH, HEIGHT = 160, 120


def step(cells, width, height):
    """The next generation: a cell with three neighbours lives, one with two stays as it is."""
    following = [0] * (width * height)
    for y in range(height):
        above, here, below = (y - 1) % height * width, y * width, (y + 1) % height * width
        for x in range(width):
            left, right = (x - 1) % width, (x + 1) % width
            n = (
                cells[above + left] + cells[above + x] + cells[above + right]
                + cells[here + left] + cells[here + right]
                + cells[below + left] + cells[below + x] + cells[below + right]
            )  # fmt: skip
            if n == 3 or (n == 2 and cells[here + x]):
                following[here + x] = 1
    return following


def main():
    generations = int(sys.argv[1]) if len(sys.argv) > 1 else 900
    random.seed(1)
    cells = [int(random.random() < 0.3) for _ in range(WIDTH * HEIGHT)]
    for _ in range(generations):
        cells = step(cells, WIDTH, HEIGHT)
    print(f"{sum(cells)} of {WIDTH * HEIGHT} cells live after {generations} generations")
    for y in range(0, 20, 2):
        print("".join(" '.:"[cells[y * WIDTH + x] + 2 * cells[(y + 1) * WIDTH + x]] for x in range(60)))


if __name__ == "__main__":
    main()
