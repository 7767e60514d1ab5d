"""Collatz records: numbers that need more steps down to 1 than all below them.

    python collatz.py [LIMIT]
    hotloop run collatz.py [LIMIT]

takes: python 3.0 s, hotloop run 0.12 s
"""

import sys


def count_steps(n):
    steps = 0
    while n != 1:
        if n % 2 == 0:
            n //= 2
        else:
            n = 3 * n + 1
        steps += 1
    return steps


def main():
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 600_000
    longest = -1
    for n in range(1, limit):
        steps = count_steps(n)
        if steps > longest:
            longest = steps
            print(f"{n} needs {steps} steps")


if __name__ == "__main__":
    main()
