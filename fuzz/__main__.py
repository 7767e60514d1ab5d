"""Compares CPython with every engine on random programs.

    python -m fuzz --programs 2000 --seed 7       # programs 7000000, 7000001, ...; what `make fuzz` does
    python -m fuzz --only 7000123                 # one of them: its text, and what differs
    python -m fuzz --minutes 60                   # with fresh seeds, for so long

Programs run in processes of their own, so that one which ends its process or never ends is a find like any other. The
last line is `N programs, M different, C % of loop iterations compiled, L % in lanes`; the exit code is 1 where M is
not 0, C is below 90 or L below 20. An iteration is compiled unless CPython runs it (`fuzz/shares.py`): those before an
exit are, and so are those of loops that are compiled alone where their function cannot be.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import selectors
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

# What the shell has set for its own programs is not what is tried here; nothing is left in the user's cache.
for variable in ("HOTLOOP_DISABLE", "HOTLOOP_CPU", "HOTLOOP_NUM_THREADS"):
    os.environ.pop(variable, None)
os.environ["HOTLOOP_CACHE"] = "0"
# Loops of functions that are not compiled as a whole, and of scripts, are compiled however short they are.
os.environ["HOTLOOP_RUN_EAGER"] = "1"

LEAST_COMPILED, LEAST_IN_LANES = 90, 20
# A program takes far less than a second.
SECONDS_EACH = 120


@dataclass
class Total:
    programs: int = 0
    different: list[int] = field(default_factory=list)
    iterations: int = 0
    compiled: int = 0
    in_lanes: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def share(self, part: int) -> float:
        return 100 * part / max(1, self.iterations)

    def line(self) -> str:
        shares = (
            f"{self.share(self.compiled):.0f} % of loop iterations compiled, {self.share(self.in_lanes):.0f} % in lanes"
        )
        return f"{self.programs} programs, {len(self.different)} different, {shares}"

    def is_good(self) -> bool:
        enough = self.share(self.compiled) >= LEAST_COMPILED and self.share(self.in_lanes) >= LEAST_IN_LANES
        return not self.different and enough


def main() -> int:
    options = read_options()
    if options.worker:
        return work()
    if options.only is not None:
        return show(options.only)
    total = Total()
    seeds = iter(range(options.seed * 1_000_000, options.seed * 1_000_000 + options.programs))
    if options.minutes:
        start = time.time_ns() // 1000
        seeds = iter(range(start, start + 10**9))
    end = time.monotonic() + options.minutes * 60 if options.minutes else float("inf")
    for seed, answer in run_all(seeds, options.jobs, end):
        note(total, seed, answer)
    for reason, n in total.reasons.most_common(options.reasons):
        print(f"{n:6} {reason}")
    print(total.line())
    return 0 if total.is_good() else 1


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="Compares CPython with every engine.")
    parser.add_argument("--programs", type=int, default=200, metavar="N")
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="the same programs for the same seed")
    parser.add_argument("--minutes", type=float, default=0, metavar="N", help="fresh seeds, for so long")
    parser.add_argument("--only", type=int, metavar="SEED", help="one program: its text, and what differs, made small")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)), metavar="N")
    parser.add_argument("--reasons", type=int, default=0, metavar="N", help="the N reasons most often given")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def note(total: Total, seed: int, answer: dict[str, Any]) -> None:
    total.programs += 1
    total.iterations += answer.get("iterations", 0)
    total.compiled += answer.get("compiled", 0)
    total.in_lanes += answer.get("in_lanes", 0)
    total.reasons.update(answer.get("reasons", {}))
    if answer["differences"]:
        total.different.append(seed)
        print(f"{seed}: {answer['differences'][0]}", flush=True)
    if sys.stderr.isatty():
        print(f"\r{total.line()} ", end="", file=sys.stderr, flush=True)


# ---- processes


class Worker:
    """A process that checks one program after the other."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "fuzz", "--worker"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.seed: int | None = None
        self.started = 0.0

    def give(self, seed: int) -> None:
        self.seed, self.started = seed, time.monotonic()
        print(seed, file=self.process.stdin, flush=True)

    def answer(self) -> dict[str, Any]:
        line = self.process.stdout.readline()
        if line:
            return json.loads(line)
        return {"differences": [f"the process ended with {self.process.wait()}"]}

    def is_late(self) -> bool:
        return self.seed is not None and time.monotonic() - self.started > SECONDS_EACH

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def run_all(seeds: Iterator[int], jobs: int, end: float) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each program's seed and what came of it, as they are done."""
    selector = selectors.DefaultSelector()

    def start(seed: int) -> None:
        worker = Worker()
        selector.register(worker.process.stdout, selectors.EVENT_READ, worker)
        worker.give(seed)

    def retire(worker: Worker) -> None:
        selector.unregister(worker.process.stdout)
        worker.stop()

    for _, seed in zip(range(jobs), seeds):
        start(seed)
    while selector.get_map():
        for key, _ in selector.select(timeout=1):
            worker = key.data
            done, answer = worker.seed, worker.answer()
            following = next(seeds, None) if time.monotonic() < end else None
            if worker.process.poll() is not None or following is None:
                retire(worker)
                if following is not None:
                    start(following)
            else:
                worker.give(following)
            yield done, answer
        for worker in [key.data for key in selector.get_map().values() if key.data.is_late()]:
            retire(worker)
            yield worker.seed, {"differences": [f"not done after {SECONDS_EACH} seconds"]}
            if (following := next(seeds, None)) is not None:
                start(following)


def work() -> int:
    from fuzz.compare import check, some_engines
    from fuzz.kinds import generate

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        seed = int(line)
        report = check(generate(seed), some_engines(seed))
        answer = {"differences": report.differences, **vars(report.shares)}
        print(json.dumps(answer), file=answers, flush=True)
    return 0


def show(seed: int) -> int:
    from fuzz.compare import check
    from fuzz.kinds import generate
    from fuzz.shrink import shrink

    program = generate(seed)
    report = check(program)
    print(program.source)
    shares = report.shares
    print(f"{shares.iterations} iterations, {shares.compiled} compiled, {shares.in_lanes} in lanes")
    for reason in shares.reasons:
        print(reason)
    if not report.differences:
        return 0
    kind = kind_of(report.differences)
    program = shrink(program, lambda smaller: kind_of(check(smaller).differences) == kind)
    print(f"made smaller:\n\n{program.source}")
    print(*check(program).differences, sep="\n")
    print("arguments:", program.calls[0]())
    return 1


def kind_of(differences: list[str]) -> str:
    """Where something differs, without numbers: a program made smaller may well differ for another reason."""
    return re.sub(r"\d+", "", differences[0].partition(": ")[2])[:40] if differences else ""


if __name__ == "__main__":
    sys.exit(main())
