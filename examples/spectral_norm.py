"""The spectral norm of the infinite matrix 1, 1/2, 1/3; 1/3, 1/4 ...: its first SIZE rows and columns.

    python spectral_norm.py [SIZE]
    hotloop run spectral_norm.py [SIZE]

takes: python 2.7 s, hotloop run 0.04 s
"""

import math
import sys


def element(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def multiply(vector, result):
    """result = A * vector"""
    for i in range(len(vector)):
        total = 0.0
        for j in range(len(vector)):
            total += element(i, j) * vector[j]
        result[i] = total


def multiply_transposed(vector, result):
    """result = transposed A * vector"""
    for i in range(len(vector)):
        total = 0.0
        for j in range(len(vector)):
            total += element(j, i) * vector[j]
        result[i] = total


def spectral_norm(n):
    u = [1.0] * n
    v = [0.0] * n
    between = [0.0] * n
    for _ in range(10):
        multiply(u, between)
        multiply_transposed(between, v)
        multiply(v, between)
        multiply_transposed(between, u)
    uv = vv = 0.0
    for i in range(n):
        uv += u[i] * v[i]
        vv += v[i] * v[i]
    return math.sqrt(uv / vv)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 800
    print(f"{spectral_norm(n):.9f}")


if __name__ == "__main__":
    main()
