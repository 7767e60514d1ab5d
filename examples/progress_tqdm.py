"""Newton's fractal: which cube root of 1 each point of the plane goes to, with progress by tqdm.

    python progress_tqdm.py [SIZE]
    hotloop run progress_tqdm.py [SIZE]

Without tqdm it runs as well, without the progress: `pip install tqdm`.

takes: python 1.6 s, hotloop run 0.14 s
"""

import sys

try:
    from tqdm import tqdm
except ImportError:
    print("tqdm is not installed: no progress is shown", file=sys.stderr)

    def tqdm(iterable):
        return iterable


def roots_of_row(y, size):
    """For each point of the row the number of its root (0, 1 or 2), and the steps that it took in all."""
    roots = [0] * size
    steps = 0
    for column in range(size):
        z = complex(-1.5 + 3.0 * (column + 0.5) / size, y)
        for step in range(60):
            square = z * z
            change = (square * z - 1.0) / (3.0 * square)
            z = z - change
            steps += 1
            if abs(change) < 1e-9:
                break
        if z.real > 0.5:
            roots[column] = 0
        elif z.imag > 0.0:
            roots[column] = 1
        else:
            roots[column] = 2
    return roots, steps


def main():
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    points = [0, 0, 0]
    steps = 0
    for row in tqdm(range(size)):
        roots, more = roots_of_row(-1.5 + 3.0 * (row + 0.5) / size, size)
        steps += more
        for root in range(3):
            points[root] += roots.count(root)
    print(f"{size} x {size} points, {steps} steps; points for each root: {points[0]}, {points[1]}, {points[2]}")


if __name__ == "__main__":
    main()
