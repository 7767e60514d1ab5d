"""Solves a system of N linear equations by LU decomposition with pivoting.

    python lu.py [N]
    hotloop run lu.py [N]

takes: python 3.0 s, hotloop run 0.16 s
"""

import random
import sys


def decompose(a):
    """In place: L below the diagonal, U from it on. The result is the order of the rows."""
    n = len(a)
    order = list(range(n))
    for k in range(n):
        pivot = k
        for i in range(k + 1, n):
            if abs(a[i][k]) > abs(a[pivot][k]):
                pivot = i
        if pivot != k:
            order[k], order[pivot] = order[pivot], order[k]
            for j in range(n):
                a[k][j], a[pivot][j] = a[pivot][j], a[k][j]
        for i in range(k + 1, n):
            factor = a[i][k] / a[k][k]
            a[i][k] = factor
            for j in range(k + 1, n):
                a[i][j] -= factor * a[k][j]
    return order


def solve(lu, order, b):
    n = len(lu)
    x = [b[i] for i in order]
    for i in range(n):
        for j in range(i):
            x[i] -= lu[i][j] * x[j]
    for i in range(n - 1, -1, -1):
        for j in range(i + 1, n):
            x[i] -= lu[i][j] * x[j]
        x[i] /= lu[i][i]
    return x


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 620
    random.seed(4)
    a = [[random.uniform(-1.0, 1.0) for _ in range(n)] for _ in range(n)]
    b = [random.uniform(-1.0, 1.0) for _ in range(n)]
    lu = [row[:] for row in a]
    order = decompose(lu)
    x = solve(lu, order, b)
    worst = max(abs(sum(p * q for p, q in zip(row, x)) - right) for row, right in zip(a, b))
    print(f"{n} equations, x[0] = {x[0]:.9f}, off by {worst:.1e} at most")


if __name__ == "__main__":
    main()
