"""The command `hotloop doctor`: whether hotloop works here, and what would make it slow.

$ hotloop doctor
Python      CPython 3.11.7, /usr/bin/python3
processor   znver3: AVX2, vectors of 256 bits, 4 lanes of float64
cores       2 of 2, 2 threads
...
nothing is wrong
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import NamedTuple

from . import _hotloop

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator
    from typing import Any


class Finding(NamedTuple):
    """One line of the report."""

    subject: str
    text: str
    kind: str = "fine"  # or "slow", or "wrong"


def add_command(commands: argparse._SubParsersAction[Any]) -> None:
    """Adds `doctor` to the command line."""
    text = "check that hotloop works here, and say what would make it slow"
    doctor = commands.add_parser(
        "doctor",
        help=text,
        description=f"{text[0].upper()}{text[1:]}.\nThe exit code is 1 if something is wrong.",
    )
    doctor.set_defaults(run=lambda options: show(examine()))


def show(findings: Iterable[Finding]) -> int:
    """Prints the findings as they come; the result is the exit code."""
    import textwrap

    slow = wrong = 0
    last = ""
    for subject, text, kind in findings:
        slow += kind == "slow"
        wrong += kind == "wrong"
        line = f"{'' if subject == last else subject:<11} {'' if kind == 'fine' else f'{kind}: '}{text}"
        print(textwrap.fill(line, 110, subsequent_indent=" " * 12, break_long_words=False, break_on_hyphens=False))
        last = subject
    verdict = ("nothing is", "1 thing is")[wrong] if wrong < 2 else f"{wrong} things are"
    cost = f"; {slow} thing{'s make' if slow > 1 else ' makes'} it slow" if slow else ""
    print(f"{verdict} wrong{cost}")
    return 1 if wrong else 0


def examine() -> Iterator[Finding]:
    """All that there is to say, in the order of the report."""
    for look in (
        look_at_hotloop,
        look_at_python,
        look_at_settings,
        look_at_processor,
        look_at_cores,
        look_at_numpy,
        look_at_cache,
        look_at_watchers,
        look_at_a_loop,
    ):
        yield from look()


# ---- Python and the machine


def look_at_hotloop() -> Iterator[Finding]:
    yield Finding("hotloop", f"{_hotloop.__version__}, LLVM {_hotloop.llvm_version()}, {os.path.dirname(__file__)}")


def look_at_python() -> Iterator[Finding]:
    import platform

    from ._platform import why_platform_is_not_supported, why_python_is_not_supported

    yield Finding(
        "Python", f"{platform.python_implementation()} {platform.python_version()}, {sys.executable or 'embedded'}"
    )
    system = f"{platform.system()} {platform.machine()}, {' '.join(platform.libc_ver()) or 'unknown libc'}"
    yield Finding("platform", system)
    for reason in (why_python_is_not_supported(), why_platform_is_not_supported()):
        if reason is not None:
            yield Finding("platform", reason, "wrong")


def look_at_processor() -> Iterator[Finding]:
    from ._tour.machine import cpu_name

    with _without(_wrong_variables()):
        used = _hotloop.machine()
    with _without(["HOTLOOP_CPU", *_wrong_variables()]):
        here = _hotloop.machine()
    yield Finding("processor", f"{cpu_name()}, which LLVM calls {here['cpu']}")
    if used["cpu"] != here["cpu"]:
        yield Finding("processor", f"code is made for {used['cpu']}, by HOTLOOP_CPU")
    yield Finding(
        "processor",
        f"{used['simd']}: vectors of {used['bits']} bits, {used['lanes']} lanes of float64, "
        "and several vectors at a time",
    )
    if here["bits"] < 256:
        yield Finding("processor", f"it has no AVX2: {here['lanes']} lanes of float64 in place of 4", "slow")
    elif used["bits"] < here["bits"]:
        yield Finding("processor", f"without HOTLOOP_CPU it would be {here['simd']}, {here['lanes']} lanes", "slow")
    yield Finding("features", " ".join(used["features"]))


def look_at_cores() -> Iterator[Finding]:
    with _without(_wrong_variables()):
        threads = _hotloop.machine()["threads"]
    cores = len(os.sched_getaffinity(0))
    all_cores = os.cpu_count() or cores
    yield Finding(
        "cores", f"{cores} of {all_cores} may be used; loops run on up to {threads} thread{'s' * (threads != 1)}"
    )
    quota = cpu_quota()
    if quota is not None and quota < cores:
        yield Finding("cores", f"the control group allows the time of {quota:g} of them", "slow")
        if quota < 1:
            yield Finding("cores", "so even one thread is stopped now and then", "slow")
        elif quota != int(quota):
            yield Finding("cores", f"threads use {int(quota)} of that: the rest is idle", "slow")
    if cores == 1:
        reason = "this machine has one" if all_cores == 1 else "the affinity of the process allows one"
        yield Finding("cores", f"all loops run on one core: {reason}", "slow")
    elif threads < cores and (quota is None or quota >= cores):
        yield Finding("cores", f"HOTLOOP_NUM_THREADS leaves {cores - threads} of {cores} cores idle", "slow")


def cpu_quota() -> float | None:
    """How many cores' time the control groups of this process allow; None: as many as there are."""
    return min(_quotas(), default=None)


def _quotas(root: str = "/sys/fs/cgroup", membership: str = "/proc/self/cgroup") -> Iterator[float]:
    for line in _read(membership).splitlines():
        _, controllers, path = line.split(":", 2)
        if controllers and "cpu" not in controllers.split(","):
            continue
        base = root if controllers == "" else f"{root}/{controllers}"
        parts = path.strip("/").split("/") if path.strip("/") else []
        # A group inherits the limits of those that it is in.
        for depth in range(len(parts) + 1):
            directory = "/".join([base, *parts[:depth]])
            if controllers == "":
                quota, _, period = _read(f"{directory}/cpu.max").strip().partition(" ")
            else:
                quota, period = (_read(f"{directory}/cpu.cfs_{name}_us").strip() for name in ("quota", "period"))
            if quota.isdigit() and period.isdigit() and int(period) > 0:
                yield int(quota) / int(period)


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


# ---- the environment

# What a variable costs where it is set, if anything.
VARIABLES = {
    "HOTLOOP_CACHE": "",
    "HOTLOOP_CACHE_DIR": "",
    "HOTLOOP_CACHE_SIZE": "",
    "HOTLOOP_CPU": "",
    "HOTLOOP_DISABLE": "all functions run in CPython",
    "HOTLOOP_ENGINE": "code is interpreted, for tests",
    "HOTLOOP_FORCE_EXIT": "each call leaves compiled code early, for tests",
    "HOTLOOP_NUM_THREADS": "",
    "HOTLOOP_RUN_OPTIONS": "",
    "HOTLOOP_PROFILE_CHILD": "",
}
OFF = ("", "0")


def look_at_settings() -> Iterator[Finding]:
    names = sorted(name for name in os.environ if name.startswith("HOTLOOP_"))
    for name in names:
        yield _judge(name, os.environ[name])
    if not names:
        yield Finding("settings", "no variable HOTLOOP_... is set")


def _judge(name: str, value: str) -> Finding:
    if name not in VARIABLES:
        return Finding("settings", f"{name}={value} is not a variable of hotloop{_meant(name)}")
    error = _error_of(name)
    if error is not None:
        return Finding("settings", error, "wrong")
    cost = "" if value.strip() in OFF else VARIABLES[name]
    return Finding("settings", f"{name}={value}" + (f": {cost}" if cost else ""), "slow" if cost else "fine")


def _meant(name: str) -> str:
    import difflib

    near = difflib.get_close_matches(name, VARIABLES, 1)
    return f"; {near[0]} is" if near else ""


def _wrong_variables() -> list[str]:
    return [name for name in VARIABLES if name in os.environ and _error_of(name) is not None]


def _error_of(name: str) -> str | None:
    """What the extension module says of this variable alone."""
    with _without(other for other in VARIABLES if other != name):
        try:
            _hotloop.machine()
        except ValueError as error:
            return str(error)
    return None


@contextmanager
def _without(names: Iterable[str]) -> Iterator[None]:
    """The environment without these variables, for a while."""
    taken = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(taken)


# ---- what else there is


def look_at_numpy() -> Iterator[Finding]:
    try:
        import numpy
    except ImportError as error:
        if isinstance(error, ModuleNotFoundError) and error.name == "numpy":
            yield Finding("NumPy", "not installed; only programs with arrays need it")
        else:
            yield Finding("NumPy", f"cannot be imported: {error}", "wrong")
        return
    old = tuple(map(int, numpy.__version__.split(".")[:2])) < (1, 26)
    yield Finding("NumPy", numpy.__version__ + (": 1.26 or later is needed" if old else ""), "wrong" if old else "fine")


def look_at_cache() -> Iterator[Finding]:
    module: Any = _hotloop
    if not hasattr(module, "cache_info"):
        return
    off = module.cache_info()["off"]
    if off is None:
        yield Finding("cache", module.cache_path())
    else:
        yield Finding("cache", f"off: {off}; each process compiles anew", "slow")


def look_at_watchers() -> Iterator[Finding]:
    watchers = ["a debugger or coverage (sys.settrace)"] if sys.gettrace() else []
    watchers += ["a profiler (sys.setprofile)"] if sys.getprofile() else []
    monitoring = getattr(sys, "monitoring", None)
    if monitoring is not None:
        tools = (monitoring.get_tool(number) for number in range(6))
        watchers += [f"{tool} (sys.monitoring)" for tool in tools if tool is not None]
    for watcher in watchers:
        yield Finding("watched", f"by {watcher}: meanwhile functions run in CPython", "slow")


# ---- a loop


def look_at_a_loop() -> Iterator[Finding]:
    """Compiles a loop, and compares what it computes with what CPython does."""
    from time import perf_counter

    values = [0.001 * i for i in range(2000)]
    expected = _steps_to_a_hundred(values)
    with _without(_wrong_variables()):
        function = _hotloop.new_dispatcher(_steps_to_a_hundred, True, False, None, None, None)
        started = perf_counter()
        try:
            found = function(values)
        except Exception as error:
            yield Finding("self-test", f"a loop is not compiled: {type(error).__name__}: {error}", "wrong")
            return
        seconds = perf_counter() - started
    if function.statistics["watched_calls"]:
        yield Finding("self-test", "not done: a debugger, coverage or a profiler watches", "slow")
        return
    lanes = max(
        (loop["lanes"] for one in function.statistics["signatures"].values() for loop in one["loops"]), default=1
    )
    if found != expected:
        yield Finding("self-test", f"a loop in {lanes} lanes computes something else than CPython", "wrong")
    elif lanes < 2:
        yield Finding("self-test", "a loop is compiled, but does not run in lanes", "wrong")
    else:
        took = f"{1000 * seconds:.0f} ms with compiling it"
        yield Finding("self-test", f"a loop runs in {lanes} lanes, {took}, and computes what CPython does")


def _steps_to_a_hundred(values):  # type: ignore[no-untyped-def]
    steps = [0] * len(values)
    for i in range(len(values)):
        x = values[i]
        n = 0
        while x < 100.0 and n < 200:
            x = x * 1.1 + 0.01
            n += 1
        steps[i] = n
    return steps
