"""The loop of pure_python_2.py for compilers that take arrays and no lists: Numba at a call, Pythran ahead of time.

    python numba_prange.py 1000 1000                          # by Numba
    pythran array_loop.py && python -c "import array_loop"    # by Pythran

The line that begins with `#pythran` gives Pythran the types; Numba has them from the arguments. Pythran compiles all of
a module and knows little of Python's library, so the function is alone here. Neither knows `%` of strings, so nothing
is said of the progress.
"""

import numpy as np


# pythran export calculate_z(complex128[], int, complex128[])  # noqa: E265
def calculate_z(q, maxiter, z):
    """In which iteration each point leaves the circle of radius 2; 0 for those that never do."""
    output = np.zeros(len(q), dtype=np.int64)
    for i in range(len(q)):
        zi = z[i]
        qi = q[i]
        for iteration in range(maxiter):
            zi = zi * zi + qi
            if abs(zi) > 2.0:
                output[i] = iteration
                break
    return output
