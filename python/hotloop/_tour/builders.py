"""How a program is made ready under each tool: one function for each way, called in the Python of the tool.

    ready = numba(Job({"program": "tour/array_loop.py", "function": "calculate_z", "arguments": "arrays", ...}))
    ready.call(*ready.arguments())      # the counts; only this is timed

Like worker.py this runs in Pythons that have no hotloop. `Missing` says what is not here, ImportError means the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.machinery
import importlib.util
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time


class Missing(Exception):
    """Something that is needed is not here: what."""


class Printed:
    """What is known of a program that runs by itself: what it has printed."""

    def __init__(self, text):
        seconds = re.search(r"Main took ([\d.e-]+)", text)
        total = re.search(r"Total sum of elements \(for validation\): (-?\d+)", text)
        if not (seconds and total):
            raise RuntimeError(f"it printed no time and no sum: {text.strip()[-100:]!r}")
        self.seconds = float(seconds[1])
        self.sum = int(total[1])


class Ready:
    """call(*arguments()) computes. warm_up: its first call is not like the others; compiles: because it compiles."""

    def __init__(self, call, arguments, warm_up=False, compile_seconds=None, n_processes=0):
        self.call = call
        self.arguments = arguments
        self.warm_up = self.compiles = warm_up
        self.compile_seconds = compile_seconds
        self.n_processes = n_processes
        self.describe = dict
        self.close = lambda: None


class Job:
    """What is to be done. options: the tool's own."""

    def __init__(self, request):
        self.program = os.path.abspath(request["program"]) if request.get("program") else None
        self.function_name = request.get("function", "calculate_z")
        self.kind = request.get("arguments", "lists")
        self.width = request["width"]
        self.maxiter = request["maxiter"]
        self.options = request.get("options", {})
        self.n_cores = request.get("n_cores", 1)
        self.builds_anew = request.get("builds_anew", False)
        self.directory = request["tour"]
        # pure_python.py, whose points all programs take, and what else they import from beside them.
        sys.path[:0] = [self.directory]

    def module(self):
        """The program. It is imported, so that `hotloop run` sees it."""
        name = os.path.splitext(os.path.basename(self.program))[0]
        sys.path[:0] = [os.path.dirname(self.program)]
        return importlib.import_module(name)

    def function(self):
        return getattr(self.module(), self.function_name)

    def points(self):
        import pure_python

        return pure_python.calculate_points(self.width, self.width)

    def arguments(self):
        """A function that gives arguments as the program wants them, with a new z at each call."""
        return {"lists": self._lists, "arrays": self._arrays, "axes": self._axes}[self.kind]()

    def _lists(self):
        q, maxiter = self.points(), self.maxiter
        return lambda: (q, maxiter, [0 + 0j] * len(q))

    def _arrays(self):
        import numpy as np

        q, maxiter = np.array(self.points(), np.complex128), self.maxiter

        def arguments():
            z = np.empty(len(q), np.complex128)
            # Written once, so that no page is first touched while the clock runs.
            z[:] = 0
            return q, maxiter, z

        return arguments

    def _axes(self):
        import numpy as np

        points, maxiter = self.points(), self.maxiter
        n_columns = next((i for i, point in enumerate(points) if point.imag != points[0].imag), len(points))
        xs = np.array([point.real for point in points[:n_columns]])
        ys = np.array([point.imag for point in points[::n_columns]])
        return lambda: (xs, ys, maxiter)


# ---- interpreters


def plain(job):
    """The function as it is, in the Python that this is."""
    # A JIT of the interpreter's own, such as PyPy's, compiles while the first call runs.
    return Ready(
        job.function(), job.arguments(), job.options.get("warm_up", False), None, job.options.get("processes", 0)
    )


def parallel_python(job):
    """By processes of Parallel Python, or by a server of it on this machine."""
    module, server, servers, secret = job.module(), None, (), None
    if job.options.get("server"):
        port = free_port()
        command = os.path.join(os.path.dirname(sys.executable), "ppserver")
        if not os.path.exists(command):
            raise Missing("ppserver is not beside this Python")
        secret = secrets.token_hex()
        server = subprocess.Popen(
            [sys.executable, "-c", SERVER, command, "-p", str(port), "-i", "127.0.0.1", "-w", str(job.n_cores)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PP_SECRET": secret},
        )
        servers = (f"127.0.0.1:{port}",)
    ready = Ready(None, job.arguments(), warm_up=True, n_processes=job.n_cores)

    def close():
        with contextlib.suppress(Exception):
            job_server.destroy()
        if server is not None:
            server.terminate()
            server.wait(5)

    ready.compiles = False
    ready.close = close
    try:
        if server is not None:
            wait_for_port(port)
        job_server = module.start(servers, secret)
    except BaseException:
        if server is not None:
            server.kill()
        raise
    ready.call = lambda q, maxiter, z: module.calculate_z(q, maxiter, z, job_server)
    ready.describe = lambda: {"note": "by a server of ppft on this machine" if server is not None else ""}
    return ready


# Servers run what they are sent by whoever knows the secret, and other users can read a command line.
SERVER = """
import os, runpy, sys
sys.argv = [*sys.argv[1:], "-s", os.environ.pop("PP_SECRET")]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for_port(port):
    end = time.monotonic() + 20
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if time.monotonic() > end:
            raise TimeoutError("ppserver does not answer")
        time.sleep(0.05)


# ---- compilers


def numba(job):
    """Compiled by Numba at the first call."""
    import numba

    return Ready(numba.njit(**job.options)(job.function()), job.arguments(), warm_up=True)


def pythran(job):
    """Compiled ahead of time by Pythran, by way of C++."""
    require("pythran")

    def build(directory):
        target = os.path.join(directory, os.path.basename(job.program).replace(".py", suffix()))
        run([sys.executable, "-m", "pythran.run", *job.options.get("flags", []), job.program, "-o", target], directory)

    module, seconds = built(job, "pythran", build)
    return Ready(getattr(module, job.function_name), job.arguments(), compile_seconds=seconds)


def cython(job):
    """Compiled ahead of time by Cython, by way of C."""
    require("Cython")

    def build(directory):
        copy = shutil.copy(job.program, directory)
        run([sys.executable, "-m", "Cython.Build.Cythonize", "-i", "-q", copy], directory)

    module, seconds = built(job, "Cython", build)
    return Ready(getattr(module, job.function_name), job.arguments(), compile_seconds=seconds)


def shedskin(job):
    """Made into a program of its own by ShedSkin, by way of C++."""
    require("shedskin")
    name = os.path.splitext(os.path.basename(job.program))[0]
    with temporary_directory() as directory:
        shutil.copy(job.program, directory)
        start = time.perf_counter()
        run([sys.executable, "-m", "shedskin", "build", name], directory)
        seconds = time.perf_counter() - start
        command = [os.path.join(directory, "build", name), str(job.width), str(job.maxiter)]
        if not os.path.exists(command[0]):
            raise RuntimeError("shedskin has left no program in build/")
        kept = tempfile.mkdtemp(prefix="hotloop-tour-")
        command[0] = shutil.copy(command[0], kept)
    ready = Ready(lambda: Printed(run(command, kept)), tuple, compile_seconds=seconds, n_processes=1)
    ready.close = lambda: shutil.rmtree(kept, ignore_errors=True)
    return ready


def hotloop(job):
    """Compiled by hotloop at the first call; the options are those of `hotloop.jit`."""
    import hotloop

    if not hasattr(hotloop, "jit"):
        raise Missing("this build of hotloop has no jit")
    function = hotloop.jit(job.function(), **job.options)
    ready = Ready(function, job.arguments(), warm_up=True)
    ready.describe = lambda: describe_compiled(function)
    return ready


def describe_compiled(function):
    """What hotloop says that it did with the function: "4 lanes x 4", or why it did nothing."""
    statistics = getattr(function, "statistics", None) or {}
    for signature in statistics.get("signatures", {}).values():
        if not signature.get("compiled", True):
            return {"in_cpython": True, "note": without_path(signature.get("reason"))}
        loops = [loop for loop in signature.get("loops", []) if loop.get("lanes", 1) > 1]
        if loops:
            widest = max(loops, key=lambda loop: loop["lanes"])
            return {"note": f"{widest['lanes']} lanes x {widest.get('interleave', 1)}"}
    if statistics.get("reason"):
        return {"in_cpython": True, "note": without_path(statistics["reason"])}
    return {"note": ""}


def without_path(reason):
    """The first line, and of the file its name only."""
    return re.sub(r"^\S*/(?=[^/\s]+:\d+: )", "", str(reason).strip().partition("\n")[0])


def by_hand(job):
    """The loops in Rust and in SIMD that hotloop is measured against."""
    from hotloop import _hotloop

    kernel = getattr(_hotloop, job.options["name"])
    rest = job.options.get("arguments", [])
    import numpy as np

    arguments = job.arguments()
    output = np.ones(len(arguments()[0]), np.int64)

    def call(q, maxiter, z):
        kernel(q, z, output, maxiter, *rest)
        return output

    return Ready(call, arguments)


# ---- building


def require(name):
    if importlib.util.find_spec(name) is None:
        raise Missing(f"{name} is not in {sys.executable}")


def suffix():
    return importlib.machinery.EXTENSION_SUFFIXES[0]


def built(job, tool, build):
    """The module that `build(directory)` makes of the program, and the seconds that it took. It is kept for a quick
    tour, with its seconds, under a name that is of its source, the tool's version and the interpreter."""
    directory = os.path.join(cache_directory(), key(job, tool))
    seconds_file = os.path.join(directory, "seconds.json")
    if job.builds_anew or not os.path.exists(seconds_file):
        shutil.rmtree(directory, ignore_errors=True)
        os.makedirs(directory)
        start = time.perf_counter()
        build(directory)
        seconds = time.perf_counter() - start
        with open(seconds_file, "w") as file:
            json.dump(seconds, file)
    with open(seconds_file) as file:
        seconds = json.load(file)
    name = os.path.splitext(os.path.basename(job.program))[0]
    found = [file for file in os.listdir(directory) if file.startswith(name + ".") and file.endswith(".so")]
    if not found:
        raise RuntimeError(f"{tool} has left no extension module")
    specification = importlib.util.spec_from_file_location(name, os.path.join(directory, found[0]))
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module, seconds


def cache_directory():
    """In the environment of the tool, so that it goes when that goes; otherwise where the user's caches are."""
    if sys.prefix != sys.base_prefix and os.access(sys.prefix, os.W_OK):
        return os.path.join(sys.prefix, "hotloop-tour")
    return os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "hotloop-tour")


def key(job, tool):
    import importlib.metadata

    with open(job.program, "rb") as file:
        text = file.read()
    about = [importlib.metadata.version(tool), sys.version, sys.executable, json.dumps(job.options), job.program]
    return hashlib.sha256(text + "\0".join(about).encode()).hexdigest()[:24]


def run(command, directory):
    """What the command prints; RuntimeError with the last line of it if it fails."""
    done = subprocess.run(
        command, cwd=directory, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        errors = [line for line in done.stdout.splitlines() if re.search("error|Error|not found|Missing", line)]
        lines = errors or done.stdout.strip().splitlines() or [f"exit code {done.returncode}"]
        raise RuntimeError(f"{' '.join(map(os.path.basename, command[:3]))}: {lines[-1].strip()[:200]}")
    return done.stdout


@contextlib.contextmanager
def temporary_directory():
    with tempfile.TemporaryDirectory(prefix="hotloop-tour-") as directory:
        yield directory
