# cython: language_level=3, boundscheck=False, wraparound=False
"""From the two axes to a table of counts: the points are made in the loop, and there is no list of them."""

import numpy as np


def calculate_z(double[::1] xs, double[::1] ys, int maxiter):
    cdef Py_ssize_t column, row
    cdef int iteration
    cdef double complex q, z
    output = np.zeros((ys.shape[0], xs.shape[0]), dtype=np.int64)
    cdef long long[:, ::1] counts = output
    for row in range(ys.shape[0]):
        for column in range(xs.shape[0]):
            q = xs[column] + ys[row] * 1j
            z = 0
            for iteration in range(maxiter):
                z = z * z + q
                if z.real * z.real + z.imag * z.imag > 4.0:
                    counts[row, column] = iteration
                    break
    return output
