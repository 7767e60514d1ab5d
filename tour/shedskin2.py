"""The Mandelbrot set in plain Python with its complex numbers written out as pairs of floats.

    python shedskin2.py 1000 1000

The tutorial writes it so for ShedSkin, which is slow at complex numbers. The same as pure_python.py but for the loop.
"""

import os
import sys
import time

# The part of the complex plane that is drawn.
x1, x2, y1, y2 = -2.13, 0.77, -1.3, 1.3


def calculate_z_serial_purepython(q, maxiter, z):
    """How many iterations of z = z*z + q each point stays within 2 of zero; 0 for those that never leave."""
    output = [0] * len(q)
    for i in range(len(q)):
        zx, zy = z[i].real, z[i].imag
        qx, qy = q[i].real, q[i].imag
        if i % 1000 == 0:
            print("%0.2f%% complete" % (100.0 * i / len(q)))
        for iteration in range(maxiter):
            zx_new = (zx * zx - zy * zy) + qx
            zy_new = (2 * (zx * zy)) + qy
            zx = zx_new
            zy = zy_new
            # The square of the distance, which saves a square root: next to the circle rounding may decide otherwise.
            if zx * zx + zy * zy > 4.0:
                output[i] = iteration
                break
    return output


def calculate_points(w, h):
    """The points of the plane, row by row, as complex numbers."""
    x_step = (float(x2 - x1) / float(w)) * 2
    y_step = (float(y1 - y2) / float(h)) * 2
    x = []
    y = []
    ycoord = y2
    while ycoord > y1:
        y.append(ycoord)
        ycoord += y_step
    xcoord = x1
    while xcoord < x2:
        x.append(xcoord)
        xcoord += x_step
    q = []
    for ycoord in y:
        for xcoord in x:
            q.append(complex(xcoord, ycoord))
    return q


def calc_pure_python(w, h, maxiter):
    """Sets up the points, computes, and prints the time taken and the sum of the result."""
    q = calculate_points(w, h)
    z = [0 + 0j] * len(q)
    print("Total elements:", len(z))
    start_time = time.perf_counter()
    output = calculate_z_serial_purepython(q, maxiter, z)
    end_time = time.perf_counter()
    print("Main took", end_time - start_time)
    print("Total sum of elements (for validation):", sum(output))


def read_arguments(arguments):
    """WIDTH and MAXITER, or a line that says what is wrong with them and the end of the program."""
    try:
        w, maxiter = [int(argument) for argument in arguments]
    except ValueError:
        refuse("two whole numbers are expected: WIDTH MAXITER, for example 1000 1000")
    if w < 1 or maxiter < 1:
        refuse("WIDTH and MAXITER must be at least 1")
    # Two lists of complex numbers and one of int take about 120 bytes for a point.
    if (w // 2 + 1) ** 2 * 120 > os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"):
        refuse("WIDTH %d is too large for the memory of this machine" % w)
    return w, maxiter


def refuse(reason):
    print("%s: %s" % (os.path.basename(sys.argv[0]), reason), file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    w, maxiter = read_arguments(sys.argv[1:])
    calc_pure_python(w, w, maxiter)
