"""The Mandelbrot set by Numba on all cores: array_loop.py with `prange`, which says that the order does not matter.

python numba_prange.py 1000 1000
"""

import sys
import time

import numpy as np
from numba import njit, prange
from pure_python import calculate_points, read_arguments


def calculate_z(q, maxiter, z):
    """In which iteration each point leaves the circle of radius 2; 0 for those that never do."""
    output = np.zeros(len(q), dtype=np.int64)
    for i in prange(len(q)):
        zi = z[i]
        qi = q[i]
        for iteration in range(maxiter):
            zi = zi * zi + qi
            if abs(zi) > 2.0:
                output[i] = iteration
                break
    return output


def calc_numba(w, h, maxiter):
    """Sets up the points, computes twice, and prints the times taken and the sum of the result."""
    compiled = njit(parallel=True)(calculate_z)
    q = np.array(calculate_points(w, h))
    z = np.zeros(q.shape, dtype=np.complex128)
    print("Total elements:", len(q))
    for what in ("With compiling it took", "Main took"):
        start_time = time.perf_counter()
        output = compiled(q, maxiter, z)
        print(what, time.perf_counter() - start_time)
    print("Total sum of elements (for validation):", output.sum())


if __name__ == "__main__":
    w, maxiter = read_arguments(sys.argv[1:])
    calc_numba(w, w, maxiter)
