"""A worker: a process in the Python of a tool, asked for one thing at a time, and killed when it takes too long.

    with Worker(("pypy3",), limit=60.0) as worker:
        worker.ask({"do": "prepare", "build": "plain", "program": "pure_python.py", ...})
        worker.ask({"do": "call"})["seconds"]

All that a worker is asked must take less than `limit` seconds together. worker.py has the protocol.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("worker.py")


class Failure(Exception):
    """Why there is no answer. state: that of the row."""

    state = "failed"


class Missing(Failure):
    state = "missing"


class TimedOut(Failure):
    state = "timeout"


class Worker:
    def __init__(self, command: tuple[str, ...], limit: float, environment: dict[str, str] | None = None) -> None:
        self.left = limit
        self.limit = limit
        self.buffer = b""
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115
        try:
            # A session of its own: Ctrl-C is for us, and killing the group gets its children too.
            self.process = subprocess.Popen(
                [*command, str(SCRIPT)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self.errors,
                env=os.environ | ENVIRONMENT | (environment or {}),
                start_new_session=True,
            )
        except OSError as error:
            self.errors.close()
            raise Missing(f"{command[0]}: {error.strerror}") from None

    def ask(self, request: dict[str, Any], report: Callable[[float], None] | None = None) -> dict[str, Any]:
        """What the worker answers. Failure: why it does not."""
        start = time.monotonic()
        deadline = start + self.left
        try:
            self._send(request)
            while True:
                answer = self._receive(deadline)
                if "progress" in answer:
                    if report is not None:
                        report(float(answer["progress"]))
                    continue
                if "missing" in answer:
                    raise Missing(str(answer["missing"]))
                if "failed" in answer:
                    raise Failure(str(answer["failed"]))
                done: dict[str, Any] = answer["done"]
                return done
        finally:
            self.left -= time.monotonic() - start

    def _send(self, request: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(json.dumps(request | {"limit": self.limit}).encode() + b"\n")
            self.process.stdin.flush()

    def _receive(self, deadline: float) -> dict[str, Any]:
        assert self.process.stdout is not None
        file = self.process.stdout.fileno()
        while b"\n" not in self.buffer:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([file], [], [], left)[0]:
                self.kill()
                raise TimedOut(f"stopped after {self.limit:g} s")
            read = os.read(file, 1 << 20)
            if not read:
                raise Failure(self._last_words())
            self.buffer += read
        line, _, self.buffer = self.buffer.partition(b"\n")
        try:
            answer = json.loads(line)
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or not answer.keys() & {"progress", "missing", "failed", "done"}:
            self.kill()
            raise Failure(f"it answered {line[:60].decode(errors='replace')!r}")
        return answer

    def _last_words(self) -> str:
        code = self.process.wait()
        self.errors.seek(0)
        said = self.errors.read().decode(errors="replace").strip().splitlines()
        end = f"killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
        return f"{end}: {said[-1].strip()[:200]}" if said else end

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        """Lets it end by itself, so that its own children do; then makes it."""
        assert self.process.stdin is not None and self.process.stdout is not None
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        try:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(3)
        finally:
            self.kill()
            self.process.stdout.close()
            self.errors.close()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


# Threads that wait sleep, for others are measured meanwhile.
ENVIRONMENT = {"OMP_WAIT_POLICY": "passive", "PYTHONDONTWRITEBYTECODE": "1"}
