"""The product of two matrices that are lists of lists.

    python matmul.py [SIZE]
    hotloop run matmul.py [SIZE]

takes: python 2.7 s, hotloop run 0.10 s
"""

import sys


def make_matrix(n, seed):
    """Numbers between -1 and 1 that look random."""
    return [[((i * 7919 + j * 104729 + seed) % 2003) / 1001.5 - 1.0 for j in range(n)] for i in range(n)]


def multiply(a, b):
    n = len(a)
    m = len(b[0])
    product = [[0.0] * m for _ in range(n)]
    for i in range(n):
        row = a[i]
        result = product[i]
        for j in range(m):
            total = 0.0
            for k in range(len(row)):
                total += row[k] * b[k][j]
            result[j] = total
    return product


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 450
    product = multiply(make_matrix(n, 1), make_matrix(n, 2))
    print(f"{n} x {n}: trace {sum(product[i][i] for i in range(n)):.6f}, corner {product[n - 1][0]:.6f}")


if __name__ == "__main__":
    main()
