"""The Mandelbrot set in several processes: the points are cut into chunks, and each chunk is another process's.

    python multi.py 1000 1000

The processes have no memory in common: a chunk is pickled and sent, and so is its result. That the chunks may be
computed in any order is what it rests on, and can be tried first:

    hotloop chunks multi.py::calculate_z_serial_purepython --chunks "make_chunks(200, 100, 7)"
"""

import multiprocessing
import sys
import time

from pure_python import calculate_points, read_arguments


def calculate_z_serial_purepython(chunk):
    """The counts of a chunk (q, maxiter, z), as in pure_python_2.py. One argument: that is all that `map` passes."""
    q, maxiter, z = chunk
    output = [0] * len(q)
    for i in range(len(q)):
        zi = z[i]
        qi = q[i]
        for iteration in range(maxiter):
            zi = zi * zi + qi
            if abs(zi) > 2.0:
                output[i] = iteration
                break
    return output


def split(q, maxiter, z, n_chunks):
    """At most `n_chunks` chunks of points that lie beside each other, as equally long as they can be."""
    size = max(1, -(-len(q) // n_chunks))
    return [(q[first : first + size], maxiter, z[first : first + size]) for first in range(0, len(q), size)]


def make_chunks(w, maxiter, n_chunks):
    """The chunks of the whole picture."""
    q = calculate_points(w, w)
    return split(q, maxiter, [0 + 0j] * len(q), n_chunks)


def calculate_z(q, maxiter, z):
    """The counts of all points, by as many processes as there are cores. Rows in the middle take far longer than those
    at the edge, so there are more chunks than processes: whoever is done takes the next."""
    n_processes = multiprocessing.cpu_count()
    chunks = split(q, maxiter, z, 8 * n_processes)
    with multiprocessing.Pool(n_processes) as pool:
        parts = pool.map(calculate_z_serial_purepython, chunks, chunksize=1)
        # So that what they used is known when this returns.
        pool.close()
        pool.join()
    return [count for part in parts for count in part]


def calc_multi(w, h, maxiter):
    """Sets up the points, computes, and prints the time taken and the sum of the result."""
    q = calculate_points(w, h)
    z = [0 + 0j] * len(q)
    print("Total elements:", len(z))
    start_time = time.perf_counter()
    output = calculate_z(q, maxiter, z)
    print("Main took", time.perf_counter() - start_time)
    print("Total sum of elements (for validation):", sum(output))


if __name__ == "__main__":
    w, maxiter = read_arguments(sys.argv[1:])
    calc_multi(w, w, maxiter)
