"""The Mandelbrot set by NumPy: one step of all points at a time, no loop over points.

    python numpy_vector.py 1000 1000

Each step goes through whole arrays. A point that has left cannot stop by itself: it is set to 0, where it stays, and is
computed again in every step that follows. That is many times the work of pure_python.py, at many times the speed.
"""

import sys
import time

import numpy as np
from pure_python import calculate_points, read_arguments


def calculate_z_numpy(q, maxiter, z):
    """In which iteration each point leaves the circle of radius 2; 0 for those that never do."""
    q, z = q.copy(), z.copy()
    output = np.zeros(q.shape, dtype=np.int64)
    for iteration in range(maxiter):
        z = z * z + q
        left = np.abs(z) > 2.0
        output[left] = iteration
        z[left] = 0
        q[left] = 0
    return output


def calc_numpy(w, h, maxiter):
    """Sets up the points, computes, and prints the time taken and the sum of the result."""
    q = np.array(calculate_points(w, h))
    z = np.zeros(q.shape, dtype=np.complex128)
    print("Total elements:", len(q))
    start_time = time.perf_counter()
    output = calculate_z_numpy(q, maxiter, z)
    print("Main took", time.perf_counter() - start_time)
    print("Total sum of elements (for validation):", output.sum())


if __name__ == "__main__":
    w, maxiter = read_arguments(sys.argv[1:])
    calc_numpy(w, w, maxiter)
