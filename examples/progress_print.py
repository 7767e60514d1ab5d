"""Where the logistic map x = r * x * (1 - x) is chaotic, by its Lyapunov exponent, with progress by `print`.

    python progress_print.py [POINTS [STEPS]]
    hotloop run progress_print.py [POINTS [STEPS]]

takes: python 2.5 s, hotloop run 0.06 s
"""

import math
import sys


def exponents(points, steps):
    """The exponent for each r from 2.5 to 4; above zero is chaos."""
    found = [0.0] * points
    tenth = max(1, points // 10)
    for i in range(points):
        if i % tenth == 0:
            print(f"{100 * i // points}% done")
        r = 2.5 + 1.5 * i / points
        x = 0.5
        total = 0.0
        for step in range(steps):
            x = r * x * (1.0 - x)
            total += math.log(max(abs(r - 2.0 * r * x), 1e-12))
        found[i] = total / steps
    return found


def main():
    points = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    steps = int(sys.argv[2]) if len(sys.argv) > 2 else 1500
    found = exponents(points, steps)
    chaotic = sum(exponent > 0 for exponent in found)
    print(f"{chaotic} of {points} are chaotic, the largest exponent is {max(found):.9f}")


if __name__ == "__main__":
    main()
