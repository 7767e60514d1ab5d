"""The Mandelbrot set by Parallel Python: chunks of work for the cores of this machine, or of others.

    python parallelpython_pure_python.py 1000 1000                  # processes on this machine
    export PP_SECRET=...                                            # the same everywhere
    ppserver -p 35000 -s $PP_SECRET &                               # on each machine that is to help
    python parallelpython_pure_python.py 1000 1000 127.0.0.1:35000  # those servers, wherever they are

Parallel Python sends the source of the function and the arguments to whoever is free. Today's is ppft on PyPI. Its
servers run what they are sent by whoever knows the secret: start them in a network of your own only.
"""

import os
import sys
import time

import ppft
from pure_python import calculate_points, read_arguments


def calculate_z_serial_purepython(chunk):
    """The counts of a chunk (q, maxiter, z), as in pure_python_2.py."""
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


def start(servers=(), secret=None):
    """What hands the jobs out: to the servers, or to a process for each core of this machine."""
    n_local = 0 if servers else os.cpu_count()
    job_server = ppft.Server(n_local, ppservers=tuple(servers), secret=secret)
    if servers:
        wait_for(job_server, len(servers))
    return job_server


def wait_for(job_server, n_servers):
    """Servers are connected to in the background: jobs that come too early would find nobody."""
    end = time.monotonic() + 30
    while len(job_server.get_active_nodes()) < 1 + n_servers:
        if time.monotonic() > end:
            raise TimeoutError("the servers do not answer: is ppserver running there?")
        time.sleep(0.01)


def calculate_z(q, maxiter, z, job_server):
    """The counts of all points."""
    n_chunks = 8 * sum(job_server.get_active_nodes().values())
    size = max(1, -(-len(q) // n_chunks))
    chunks = [(q[first : first + size], maxiter, z[first : first + size]) for first in range(0, len(q), size)]
    jobs = [job_server.submit(calculate_z_serial_purepython, (chunk,)) for chunk in chunks]
    return [count for job in jobs for count in job()]


def calc_parallelpython(w, h, maxiter, servers):
    """Sets up the points, computes, and prints the time taken, the sum of the result and who has done how much."""
    q = calculate_points(w, h)
    z = [0 + 0j] * len(q)
    job_server = start(servers, os.environ.get("PP_SECRET"))
    print("Total elements:", len(z))
    start_time = time.perf_counter()
    output = calculate_z(q, maxiter, z, job_server)
    print("Main took", time.perf_counter() - start_time)
    print("Total sum of elements (for validation):", sum(output))
    job_server.print_stats()
    job_server.destroy()


if __name__ == "__main__":
    w, maxiter = read_arguments(sys.argv[1:3])
    calc_parallelpython(w, w, maxiter, sys.argv[3:])
