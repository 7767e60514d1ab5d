"""The Mandelbrot set by Cython: the four stages of calculate_z.pyx, from Python as it is to arrays and C's types.

    python cython_pure_python.py 1_no_types 1000 1000    # or 2_static_types, 3_expanded_math, 4_numpy
    cython -a calculate_z_pyx/1_no_types/calculate_z.pyx # a page that says which lines still call CPython

The module is compiled at its first import, by a C compiler.
"""

import sys
import time
from pathlib import Path

import pyximport
from pure_python import calculate_points, read_arguments, refuse

STAGES = ("1_no_types", "2_static_types", "3_expanded_math", "4_numpy")


def load(stage):
    """The module of the stage, compiled unless it has been."""
    directory = Path(__file__).resolve().parent / "calculate_z_pyx" / stage
    sys.path.insert(0, str(directory))
    pyximport.install(build_dir=str(directory / "build"))
    import calculate_z

    return calculate_z


def calc_cython(stage, w, h, maxiter):
    """Compiles, sets up the points, computes, and prints the time taken and the sum of the result."""
    calculate_z = load(stage).calculate_z
    q = calculate_points(w, h)
    z = [0 + 0j] * len(q)
    if stage == "4_numpy":
        import numpy as np

        q, z = np.array(q), np.array(z)
    print("Total elements:", len(z))
    start_time = time.perf_counter()
    output = calculate_z(q, maxiter, z)
    print("Main took", time.perf_counter() - start_time)
    print("Total sum of elements (for validation):", sum(output))


if __name__ == "__main__":
    stage = sys.argv[1] if len(sys.argv) > 1 else ""
    if stage not in STAGES:
        refuse("a stage is expected first: %s" % ", ".join(STAGES))
    w, maxiter = read_arguments(sys.argv[2:])
    calc_cython(stage, w, w, maxiter)
