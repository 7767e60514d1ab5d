"""The Mandelbrot set by NumPy, in pieces that stay in the processor's cache.

    python numpy_vector_2.py 1000 1000

The arrays of numpy_vector.py are 4 MB each, and each of its lines fetches them from memory and writes them back. Here a
piece of the points goes through all of its steps before the next one begins, and a piece whose points have all left is
done.
"""

import sys
import time

import numpy as np
from pure_python import calculate_points, read_arguments

# Points of a piece: 4 arrays of 16 bytes for each, which is 128 KB.
PIECE = 2048


def calculate_z_numpy(q, maxiter, z):
    """In which iteration each point leaves the circle of radius 2; 0 for those that never do."""
    output = np.zeros(q.shape, dtype=np.int64)
    for first in range(0, len(q), PIECE):
        piece = slice(first, first + PIECE)
        output[piece] = calculate_piece(q[piece].copy(), maxiter, z[piece].copy())
    return output


def calculate_piece(q, maxiter, z):
    """The same of a few points, in place; what they are at the end is nobody's."""
    output = np.zeros(q.shape, dtype=np.int64)
    inside = np.ones(q.shape, dtype=bool)
    for iteration in range(maxiter):
        z *= z
        z += q
        left = np.abs(z) > 2.0
        if left.any():
            output[left] = iteration
            z[left] = 0
            q[left] = 0
            inside &= ~left
            if not inside.any():
                break
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
