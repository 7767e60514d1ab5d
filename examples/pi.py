"""Pi by throwing darts at a square, with a random number generator of its own.

    python pi.py [DARTS]
    hotloop run pi.py [DARTS]

takes: python 3.1 s, hotloop run 0.09 s
"""

import sys


def count_hits(darts, seed):
    """How many of the darts land within the quarter of a circle."""
    hits = 0
    for dart in range(darts):
        # A linear congruential generator, the numbers of Numerical Recipes.
        seed = (1664525 * seed + 1013904223) % 4294967296
        x = seed / 4294967296
        seed = (1664525 * seed + 1013904223) % 4294967296
        y = seed / 4294967296
        if x * x + y * y <= 1.0:
            hits += 1
    return hits


def main():
    darts = int(sys.argv[1]) if len(sys.argv) > 1 else 15_000_000
    hits = count_hits(darts, 42)
    print(f"pi is about {4 * hits / darts:.6f}: {hits} of {darts}")


if __name__ == "__main__":
    main()
