"""The Mandelbrot set for ShedSkin, which makes C++ of a Python program: the loop of pure_python_2.py as it is.

    python shedskin1.py 1000 1000
    shedskin build shedskin1 && build/shedskin1 1000 1000

ShedSkin finds the types itself. It knows part of Python's library only, so this program does without the rest.
"""

import sys
import time

# The part of the complex plane that is drawn.
x1, x2, y1, y2 = -2.13, 0.77, -1.3, 1.3


def calculate_z_serial_purepython(q, maxiter, z):
    """How many iterations of z = z*z + q each point stays within 2 of zero; 0 for those that never leave."""
    output = [0] * len(q)
    for i in range(len(q)):
        zi = z[i]
        qi = q[i]
        if i % 1000 == 0:
            print("%0.2f%% complete" % (100.0 * i / len(q)))
        for iteration in range(maxiter):
            zi = zi * zi + qi
            if abs(zi) > 2.0:
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
    if w > 20000:
        refuse("WIDTH %d is too large" % w)
    return w, maxiter


def refuse(reason):
    print("%s: %s" % (sys.argv[0].split("/")[-1], reason), file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    w, maxiter = read_arguments(sys.argv[1:])
    calc_pure_python(w, w, maxiter)
