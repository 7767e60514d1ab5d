# cython: language_level=3
"""Second stage: each variable has a type of C, so that the inner loop makes no objects."""


def calculate_z(list q, int maxiter, list z):
    cdef Py_ssize_t i
    cdef int iteration
    cdef double complex zi, qi
    cdef list output = [0] * len(q)
    for i in range(len(q)):
        zi = z[i]
        qi = q[i]
        for iteration in range(maxiter):
            zi = zi * zi + qi
            if abs(zi) > 2.0:
                output[i] = iteration
                break
    return output
