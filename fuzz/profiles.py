"""Compares our profilers with cProfile and line_profiler on random programs: every count must be theirs.

    python -m fuzz.profiles --programs 500 --seed 7
    python -m fuzz.profiles --only 7000012             # one of them: its text, and what differs
    python -m fuzz.profiles --minutes 10               # with fresh seeds, for so long

Programs have recursion, generators that end early or are thrown into, coroutines, classes with methods of every kind,
exceptions, threads, nested functions, and builtins that call Python functions. The exit code is 1 if one differs.
"""

from __future__ import annotations

import _thread
import argparse
import cProfile
import gc
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

import hotloop.cprofile
from hotloop import _hotloop
from hotloop._profile._record import profile_of

# A program that takes longer is left out.
LONGEST = 0.05

HELPERS = '''
class Manager:
    def __enter__(self):
        return self
    def __exit__(self, *error):
        return False

class Pause:
    def __await__(self):
        yield 1

async def pause():
    await Pause()

def run(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration:
        return 1

def throw(generator):
    try:
        next(generator)
        generator.throw(KeyError(1))
    except (LookupError, StopIteration, ArithmeticError, ValueError):
        return 2

def close(generator):
    next(generator, 0)
    generator.close()
    return 3

def elsewhere(function, k):
    """Another thread is not profiled, unless by cProfile from 3.12 on: then there is none."""
    done = allocate_lock()
    done.acquire()
    start_new_thread(quiet, (function, k, done))
    done.acquire()

def plain(k):
    return k

class Klass:
    def __init__(self, k):
        self.k = k

g0, g1, g2 = plain, abs, Klass

def rebind(k):
    global g0, g1, g2
    g0, g1, g2 = g1, g2, g0

def rebind_here(k):
    global g0
    for i in range(3):
        g0(k)
        g0 = (plain, abs)[i % 2]
    rebind(k)
    g0(k)

def call_with(f, k):
    for _ in range(2):
        f(k)
    return k

def made(f):
    def inner(k):
        for _ in range(2):
            f(k)
        return len('ab')
    return inner

def passed(f, *rest):
    return f(*rest)

def changing(k):
    f = plain
    def change():
        nonlocal f
        f = abs
    def inner():
        f(k)
        change()
        f(k)
    inner()
    change = len
    return f(k)

def loops(k):
    x = 0
    for i in range(k):
        for j in range(i, 3):
            if j == 2:
                break
            x += plain(j)
        else:
            x += abs(j)
        for i in [1, 2]:
            x += i
    x += len('ab')
    try:
        for i in range(2**70, 2**70 + 4):
            if i % 4 == k:
                raise KeyError
            x += i & 1
        g0(x)
    except KeyError:
        g1(x)
    for i in range(3):
        x += i
        if i == k:
            return abs(x)
    return max(x, 1)

def own_range(k):
    range = reversed
    for i in range([1, 2]):
        k += i
    return abs(k)

def first_and_last(k):
    x = len('ab')
    for i in range(3):
        g0(k)
        x += i
    if x:
        rebind(k)
    try:
        g1(k)
        g0([])
    except TypeError:
        g2(k)
    return plain(abs(x))

def quiet(function, k, done):
    try:
        function(k)
    except (LookupError, ArithmeticError, ValueError):
        pass
    finally:
        done.release()
'''

BUILTINS = [
    "len('ab')",
    "abs(-k)",
    "max(k, 1)",
    "int('7')",
    "[].append(k)",
    "isinstance(k, int)",
    "str(k)",
    "dict(a=k)",
    "sorted([3, k])",
    "divmod(k, 3)",
    "'a,b'.split(',')",
    "list(range(k))",
    "{}.get(k)",
    "object()",
    "int.bit_length(k)",
    "str.upper('a')",
    "''.join(['a', 'b'])",
]

# Of what is a builtin now and then.
CHANGING = [
    "g0(k)",
    "g1(k)",
    "g2(k)",
    "rebind(k)",
    "rebind_here(k)",
    "call_with(g0, k)",
    "call_with(rebind, k)",
    "made(g1)(k)",
    "passed(g2, k)",
    "changing(k)",
    "first_and_last(k)",
    "loops(k)",
    "loops(k + 1)",
    "own_range(k)",
    "sum(map(g0, [k, 1]))",
]

METHODS = [
    "def go(self, k):",
    "def __call__(self, k):",
    "def __add__(self, k):",
    "@property\n    def prop(self, k=1):",
    "@staticmethod\n    def static(k):",
    "@classmethod\n    def of_class(cls, k):",
]


class Writer:
    """Writes one program: functions that call those before them, and `main`."""

    def __init__(self, choose: random.Random) -> None:
        self.choose = choose
        self.lines = HELPERS.splitlines()
        self.kinds: list[str] = []

    def program(self) -> str:
        for number in range(self.choose.randint(3, 7)):
            self.definition(number)
        self.lines += ["def main():", "    global g0, g1, g2", "    k, g0, g1, g2 = 2, plain, abs, Klass"]
        for _ in range(3):
            self.lines += ["    try:", f"        {self.call()}", "    except Exception:", "        pass"]
        return "\n".join(self.lines) + "\n"

    def definition(self, number: int) -> None:
        kind = self.choose.choice(["function", "function", "generator", "methods", "coroutine"])
        if kind == "methods":
            self.lines.append(f"class C{number}:")
            for head in METHODS:
                self.lines.append(f"    {head}")
                self.block(2, 1, "function")
        else:
            self.lines.append(f"{'async ' if kind == 'coroutine' else ''}def f{number}(k):")
            if kind == "function" and self.choose.random() < 0.4:
                self.lines.append(f"    if k > 0: f{number}(k - 1)")
            self.block(1, 0, kind)
            self.lines += {"generator": ["    yield 0"], "coroutine": ["    await pause()"]}.get(kind, [])
        self.kinds.append(kind)

    def call(self) -> str:
        """Of something that is there already."""
        if self.choose.random() < 0.25:
            return self.choose.choice(CHANGING)
        if not self.kinds:
            return self.choose.choice(BUILTINS)
        number = self.choose.randrange(len(self.kinds))
        f, c = f"f{number}", f"C{number}"
        return self.choose.choice(
            {
                "function": [f"{f}(k)", f"{f}(k)", f"elsewhere({f}, k)", f"list(map({f}, [k, 1]))"],
                "generator": [
                    f"list({f}(k))",
                    f"sum(1 for _ in {f}(k))",
                    f"next({f}(k), None)",
                    f"[x for x in {f}(k)]",
                    f"close({f}(k))",
                    f"throw({f}(k))",
                ],
                "methods": [
                    f"{c}().go(k)",
                    f"{c}()(k)",
                    f"{c}().prop",
                    f"{c}() + k",
                    f"{c}.static(k)",
                    f"{c}.of_class(k)",
                    f"list(map({c}().go, [1, 2]))",
                ],
                "coroutine": [f"run({f}(k))"],
            }[self.kinds[number]]
        )

    def block(self, indent: int, depth: int, kind: str) -> None:
        for _ in range(self.choose.randint(1, 4)):
            self.statement(indent, depth, kind)

    def statement(self, indent: int, depth: int, kind: str) -> None:
        choose, call = self.choose, self.call

        def line(text: str) -> None:
            self.lines.append("    " * indent + text)

        def inner() -> None:
            self.block(indent + 1, depth + 1, kind)

        match choose.randrange(14 if depth < 2 else 5):
            case 0:
                line(f"x = {call()}")
            case 1:
                line(f"x = ({call()},")
                line(f"     {call()})")
            case 2:
                line({"generator": f"yield {call()}", "coroutine": "await pause()"}.get(kind, call()))
            case 3:
                line(f"x = [{call()} for _ in range({choose.randint(0, 3)})]")
            case 4:
                line(f"x = {{k: {call()}}}; y = k")
            case 5:
                line(f"for i in range({choose.choice(['k', '2', '3', '0', '2**70, 2**70 + 3'])}):")
                inner()
                line(f"    {choose.choice(['pass', 'pass', 'continue', 'break', 'if i % 2: break', '[][i]'])}")
                if choose.random() < 0.2:
                    line("else:")
                    inner()
            case 6:
                line(f"if k % {choose.randint(2, 3)}:")
                inner()
                line("else:")
                inner()
            case 7:
                line("try:")
                inner()
                error = choose.choice(["[][1]", "int('x')", "{}['k']", "1 // 0", "raise KeyError(k)", "pass"])
                line(f"    {error}")
                line("except (ArithmeticError, LookupError, ValueError):")
                inner()
                if choose.random() < 0.4:
                    line("finally:")
                    inner()
            case 8:
                line("w = 0")
                line(f"while w < {choose.randint(0, 3)}:")
                line("    w += 1")
                inner()
                line(f"    {choose.choice(['pass', 'continue', 'if w > 1: break'])}")
            case 9:
                line("with Manager():")
                inner()
            case 10 if kind == "function":
                line(f"if k > {choose.randint(1, 3)}:")
                line(f"    return {call()}")
            case 11:
                line("def inner(z=k):")
                line(f"    return {call()}")
                line("x = inner()")
            case 12:
                line(f"x = sorted([2, 1], key=lambda z: ({call()}, z)[1])")
            case 13:
                line("match k:")
                line("    case 1:")
                line(f"        x = {call()}")
                line("    case _:")
                line("        x = 2")
            case _:
                line("pass")


def generate(seed: int) -> str:
    """The same program for the same seed."""
    return Writer(random.Random(seed)).program()


# ---- compared


class _Late(BaseException):
    pass


def _start(function: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    """In another thread; in this one where cProfile counts what all threads do, as it does from 3.12 on."""
    if sys.version_info >= (3, 12):
        function(*arguments)
    else:
        _thread.start_new_thread(function, arguments)


def names_of(source: str, seed: int) -> dict[str, Any] | None:
    """What the program defines; None if it takes too long."""
    names: dict[str, Any] = {"allocate_lock": _thread.allocate_lock, "start_new_thread": _start}
    exec(compile(source, f"program{seed}.py", "exec"), names)

    is_over = False

    def stop(*_: object) -> None:
        if not is_over:
            raise _Late

    before = signal.signal(signal.SIGALRM, stop)
    started = time.perf_counter()
    try:
        try:
            # Again and again: where a generator ends nobody hears of it.
            signal.setitimer(signal.ITIMER_REAL, LONGEST, LONGEST)
            names["main"]()
        finally:
            is_over = True
    except _Late:
        return None
    finally:
        is_over = True
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return names if time.perf_counter() - started < LONGEST else None


def check(seed: int) -> list[str] | None:
    """What differs; None: the program takes too long."""
    names = names_of(generate(seed), seed)
    if names is None:
        return None
    main = names["main"]
    # Generators that go on when they are to end are said to the user, over and over.
    hook, sys.unraisablehook = sys.unraisablehook, lambda _: None
    main()
    # What the collector calls, and when, is nobody's.
    gc.collect()
    gc.disable()
    try:
        found = [text for builtins in (True, False) for text in compare_calls(main, builtins)]
        return found + compare_lines(main, functions_in(names)) + compare_totals(main)
    finally:
        gc.enable()
        sys.unraisablehook = hook


def compare_calls(main: Callable[[], None], builtins: bool) -> list[str]:
    theirs, ours = (
        calls_in(profiler(builtins=builtins), main) for profiler in (cProfile.Profile, hotloop.cprofile.Profile)
    )
    return [
        f"calls, builtins={builtins}: {key}: cProfile {theirs.get(key)}, hotloop {ours.get(key)}"
        for key in sorted({*theirs, *ours})
        if theirs.get(key) != ours.get(key)
    ]


def calls_in(profiler: Any, main: Callable[[], None]) -> dict[str, Any]:
    """Calls and recursive calls of each function, and of each that it calls."""
    profiler.enable()
    main()
    profiler.disable()

    def name(code: Any) -> str:
        return code if isinstance(code, str) else f"{code.co_firstlineno} {code.co_qualname} {id(code)}"

    found: dict[str, Any] = {}
    for entry in profiler.getstats():
        if "disable" in str(entry.code):
            continue
        mine = found.setdefault(name(entry.code), [0, 0, {}])
        mine[0] += entry.callcount
        mine[1] += entry.reccallcount
        for callee in entry.calls or ():
            its = mine[2].setdefault(name(callee.code), [0, 0])
            its[0] += callee.callcount
            its[1] += callee.reccallcount
    return found


def functions_in(names: dict[str, Any]) -> list[FunctionType]:
    found = [value for name, value in names.items() if name[0] == "f" and name[1:].isdigit()]
    classes = [value for name, value in names.items() if name[0] == "C" and name[1:].isdigit()]
    return [names["main"], *found, *(method for one in classes for method in (one.go, one.__call__, one.__add__))]


def compare_lines(main: Callable[[], None], functions: list[FunctionType]) -> list[str]:
    """Hits of these functions' lines, with calls counted or not. Nothing, if line_profiler is not installed."""
    try:
        from line_profiler import LineProfiler
    except ImportError:
        return []
    codes = [function.__code__ for function in functions]
    ours = {}
    for kind, recorder in (
        ("lines", _hotloop.Recorder(functions=False)),
        ("lines and calls", _hotloop.Recorder()),
        ("lines and calls, no builtins", _hotloop.Recorder(False)),
    ):
        for code in codes:
            recorder.watch(code)
        recorder.enable()
        main()
        recorder.is_in_program = False
        recorder.disable()
        ours[kind] = {
            code.co_firstlineno: {line: hits for line, (hits, _) in recorder.lines(code).items()} for code in codes
        }
    profiler = LineProfiler(*functions)
    profiler.enable()
    main()
    profiler.disable()
    theirs: dict[int, dict[int, int]] = {code.co_firstlineno: {} for code in codes}
    for (_, first, _), rows in profiler.get_stats().timings.items():
        theirs[first] = {line: hits for line, hits, _ in rows}
    # It has put others there.
    for function, code in zip(functions, codes):
        function.__code__ = code
    return [
        f"{kind}: function at line {first}: line_profiler {theirs[first]}, hotloop {hits}"
        for kind, tables in ours.items()
        for first, hits in tables.items()
        if hits != theirs[first]
    ]


def compare_totals(main: Callable[[], None]) -> list[str]:
    """Own times add up to the whole."""
    recorder = _hotloop.Recorder()
    recorder.set_costs([30.0] * 9)
    recorder.enable()
    main()
    recorder.is_in_program = False
    profile = profile_of(recorder.snapshot())
    recorder.disable()
    cumulative = profile.nodes.cumulative()
    return [
        f"totals: {thread.wall} ns passed, functions have {cumulative[thread.root]}"
        for thread in profile.threads
        # Each time is rounded.
        if abs(cumulative[thread.root] - thread.wall) > len(profile.nodes)
    ]


# ---- the command


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m fuzz.profiles", description="Compares profilers.")
    parser.add_argument("--programs", type=int, default=200, metavar="N")
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="the same programs for the same seed")
    parser.add_argument("--minutes", type=float, default=0, metavar="N", help="fresh seeds, for so long")
    parser.add_argument("--only", type=int, metavar="SEED", help="one program: its text, and what differs")
    options = parser.parse_args()
    if options.only is not None:
        print(generate(options.only))
        return show(options.only, check(options.only))
    checked = different = 0
    end = time.monotonic() + options.minutes * 60
    for seed in seeds(options):
        found = check(seed)
        checked += found is not None
        different += show(seed, found)
        if options.minutes and time.monotonic() > end:
            break
    print(f"{checked} programs, {different} different")
    return 1 if different else 0


def seeds(options: argparse.Namespace) -> Iterator[int]:
    if options.minutes:
        start = time.time_ns() // 1000
        return iter(range(start, start + 10**9))
    return iter(range(options.seed * 1_000_000, options.seed * 1_000_000 + options.programs))


def show(seed: int, found: list[str] | None) -> int:
    for text in found or ():
        print(f"{seed}: {text}", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
