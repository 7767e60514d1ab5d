"""The Mandelbrot set by NumExpr: numpy_vector.py with its expressions as text, which NumExpr compiles.

    python numpy_vector_numexpr.py 1000 1000

NumExpr computes an expression block by block, each of which fits into the cache, and on all cores; NumPy computes each
operation of it for the whole array before the next.
"""

import sys
import time

import numexpr
import numpy as np
from pure_python import calculate_points, read_arguments


def calculate_z_numexpr(q, maxiter, z):
    """In which iteration each point leaves the circle of radius 2; 0 for those that never do."""
    q, z = q.copy(), z.copy()
    output = np.zeros(q.shape, dtype=np.int64)
    for iteration in range(maxiter):
        numexpr.evaluate("z * z + q", out=z)
        # The absolute value of a complex number is a complex number there.
        left = numexpr.evaluate("real(abs(z)) > 2.0")  # noqa: F841  (the texts below name it)
        numexpr.evaluate("where(left, iteration, output)", out=output)
        numexpr.evaluate("where(left, 0j, z)", out=z)
        numexpr.evaluate("where(left, 0j, q)", out=q)
    return output


def calc_numexpr(w, h, maxiter):
    """Sets up the points, computes, and prints the time taken and the sum of the result."""
    q = np.array(calculate_points(w, h))
    z = np.zeros(q.shape, dtype=np.complex128)
    print("Total elements:", len(q))
    start_time = time.perf_counter()
    output = calculate_z_numexpr(q, maxiter, z)
    print("Main took", time.perf_counter() - start_time)
    print("Total sum of elements (for validation):", output.sum())


if __name__ == "__main__":
    w, maxiter = read_arguments(sys.argv[1:])
    calc_numexpr(w, w, maxiter)
