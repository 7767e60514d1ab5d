# cython: language_level=3
"""Third stage: the complex numbers are written out as pairs of floats, and the square root of `abs` is saved."""


def calculate_z(list q, int maxiter, list z):
    cdef Py_ssize_t i
    cdef int iteration
    cdef double complex start, step
    cdef double zx, zy, qx, qy, zx_new
    cdef list output = [0] * len(q)
    for i in range(len(q)):
        start, step = z[i], q[i]
        zx, zy = start.real, start.imag
        qx, qy = step.real, step.imag
        for iteration in range(maxiter):
            zx_new = (zx * zx - zy * zy) + qx
            zy = (zx * zy + zy * zx) + qy
            zx = zx_new
            if zx * zx + zy * zy > 4.0:
                output[i] = iteration
                break
    return output
