"""Runs one program under one tool, in the Python that the tool needs; what to do comes in lines of JSON.

    $ python worker.py
    {"do": "prepare", "build": "plain", "program": "tour/pure_python.py", "function": "calculate_z_serial_purepython",
     "arguments": "lists", "width": 100, "maxiter": 30, "options": {}, "progress": true, ...}
    {"done": {"warm_up": false, "compiles": false, "compile_seconds": null}}
    {"do": "call"}
    {"progress": 0.4}
    {"done": {"seconds": 0.0041, "sum": 6502, "digest": "9f86d081...", "peak_memory": 11534336, "note": ""}}
    {"do": "output"}
    {"done": {"counts": "AAAAAAAAAAA..."}}

An answer may also be {"missing": sentence} or {"failed": sentence}. `counts` is base64 of an int64 for each point; null
where the tool tells the sum only. The process ends with its input.

Python 3.9 and nothing else is needed: PyPy runs this, and interpreters where there is no hotloop. How a program is made
ready is in builders.py.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import io
import json
import os
import re
import signal
import sys
import time
from array import array

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__))]

import builders  # noqa: E402

del sys.path[0]


def main():
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # What the program prints, in Python or in C, is no answer.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

    def answer(kind, value):
        answers.write(json.dumps({kind: value}) + "\n")
        answers.flush()

    progress = Progress(lambda fraction: answer("progress", fraction))
    session = Session()
    try:
        while line := sys.stdin.readline():
            request = json.loads(line)
            if request.get("progress"):
                # For CPython only, which is slow; to others an object of ours is more work than a file.
                sys.stdout = progress
            # Whoever has asked kills this process if it takes too long; this is for the case that they are gone.
            signal.alarm(int(request.get("limit", 3600)) + 60)
            try:
                answer("done", session.serve(request))
            except builders.Missing as error:
                answer("missing", str(error))
            except ImportError as error:
                answer("missing", f"{type(error).__name__}: {first_line(error)}")
            except Exception as error:
                answer("failed", f"{type(error).__name__}: {first_line(error)}")
            signal.alarm(0)
    finally:
        session.close()


def first_line(error):
    return str(error).strip().partition("\n")[0][:300]


class Session:
    """A program that is ready, and its last result."""

    def __init__(self):
        self.ready = None
        self.counts = b""

    def serve(self, request):
        return {"prepare": self.prepare, "call": self.call, "output": self.output}[request["do"]](request)

    def prepare(self, request):
        self.ready = load_builder(request["build"])(builders.Job(request))
        reset_peak()
        ready = self.ready
        return {"warm_up": ready.warm_up, "compiles": ready.compiles, "compile_seconds": ready.compile_seconds}

    def call(self, request):
        arguments = self.ready.arguments()
        start = time.perf_counter()
        result = self.ready.call(*arguments)
        seconds = time.perf_counter() - start
        about = {"peak_memory": peak_memory(self.ready.n_processes), **self.ready.describe()}
        if isinstance(result, builders.Printed):
            self.counts = None
            return {"seconds": result.seconds, "sum": result.sum, "digest": None, **about}
        self.counts = as_bytes(result)
        counts = array("q", self.counts)
        digest = hashlib.sha256(self.counts).hexdigest()
        return {"seconds": seconds, "sum": sum(counts), "digest": digest, **about}

    def output(self, request):
        return {"counts": None if self.counts is None else base64.b64encode(self.counts).decode("ascii")}

    def close(self):
        if self.ready is not None:
            self.ready.close()


def load_builder(name):
    """A function of builders.py, or FILE::FUNCTION."""
    path, separator, function = name.rpartition("::")
    if not separator:
        return getattr(builders, name)
    specification = importlib.util.spec_from_file_location("builder", path)
    module = importlib.util.module_from_spec(specification)
    sys.modules["builders"] = builders
    specification.loader.exec_module(module)
    return getattr(module, function)


def as_bytes(result):
    """A list, or an array of any shape."""
    if hasattr(result, "ravel"):
        return result.ravel().astype("int64").tobytes()
    return array("q", result).tobytes()


# ---- memory


def reset_peak():
    """So that what it took to get ready is not in the peak. Linux only."""
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass


def peak_memory(n_processes):
    """Bytes. Each process that is over counts as the largest of them, so pages that are shared count several times."""
    import resource

    # ru_maxrss begins with what the process that started this one had, and cannot be reset.
    peak = high_water("self") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    if n_processes:
        living = sum(high_water(child) or 0 for child in descendants(os.getpid()))
        peak += living or n_processes * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return peak


def high_water(process):
    try:
        with open(f"/proc/{process}/status") as file:
            found = re.search(r"VmHWM:\s*(\d+) kB", file.read())
    except OSError:
        return None
    return int(found[1]) * 1024 if found else None


def descendants(process):
    try:
        with open(f"/proc/{process}/task/{process}/children") as file:
            children = file.read().split()
    except OSError:
        return []
    return [one for child in children for one in (child, *descendants(child))]


class Progress(io.TextIOBase):
    """Takes what the programs print, and reports "12.00% complete" some times a second."""

    def __init__(self, report):
        self.report = report
        self.process = os.getpid()
        self.last = 0.0

    def write(self, text):
        found = re.match(r"([\d.]+)% complete", text)
        if found and time.monotonic() > self.last + 0.1 and os.getpid() == self.process:
            self.last = time.monotonic()
            self.report(float(found[1]) / 100)
        return len(text)


if __name__ == "__main__":
    main()
