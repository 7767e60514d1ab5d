"""`hotloop tour`: the tutorial's programs on this machine, under each of its tools, under hotloop, and by hand.

    main(["300", "100", "--out", "results"])
    # prints a row as each is measured; writes results.json, tour.html and mandelbrot.png into results; 0

The exit code is 1 if one of our rows computed something else than CPython or failed, 2 if an argument is wrong, 130
after Ctrl-C.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from .._whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .rows import Settings, Tour
    from .screen import Screen
    from .steps import Sizes

DESCRIPTION = """\
Computes a Mandelbrot set with the programs of the tutorial High Performance Python, each under the tool that the
tutorial uses it for, under hotloop, and with loops written by hand in Rust. `make peers` installs the tools. Prints
time, memory and validation sum of each, and writes results.json, tour.html and mandelbrot.png.
"""

EXAMPLES = """\
examples:
  hotloop tour                            500 by 500 points, at most 1000 iterations: some minutes
  hotloop tour --quick                    a minute
  hotloop tour --only cython              the rows of one tool or program, and CPython's
  hotloop tour --step line-profile        one of the steps between the tables
  hotloop tour --compare OLD.json         results.json beside those of another machine or version
"""


def main(argv: list[str]) -> int:
    """Runs the command; the result is the exit code."""
    try:
        options = read_arguments(argv)
        if options.compare:
            return compare_files(options)
        if options.steps or options.step:
            return show_steps(options)
        check(options)
    except ArgumentError as error:
        print(f"hotloop tour: {error}", file=sys.stderr)
        return 2
    with ended_as_by_ctrl_c(signal.SIGTERM):
        return run(options)


def run(options: argparse.Namespace) -> int:
    """The tour, and its files."""
    from . import rows, steps
    from .problem import Unavailable
    from .screen import Screen

    screen = Screen(sys.stdout)
    try:
        tour = prepare(options.width, options.maxiter)
        screen.show_title(tour)
    except Unavailable as error:
        print(f"hotloop tour: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    exit_code = 0
    try:
        measure_groups(tour, options.only, settings(options), screen)
        if not (options.only or options.no_steps):
            run_steps(tour, steps.Sizes(options.width, options.maxiter, 1 if options.quick else 3), screen)
    except KeyboardInterrupt:
        screen.say("interrupted: what has been measured is kept")
        tour.notes.append("The tour was interrupted: rows and steps that had not begun are missing.")
        exit_code = 130
    if not any(tour.groups[group] for group in rows.GROUPS):
        return exit_code
    if not write_results(options, tour, screen):
        return 1
    return exit_code or int(tour.has_failed)


@contextlib.contextmanager
def ended_as_by_ctrl_c(number: int) -> Iterator[None]:
    """Who is told to end by this signal keeps what there is, and leaves no process behind."""

    def stop(number: int, frame: object) -> NoReturn:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(number, stop)
    try:
        yield
    finally:
        signal.signal(number, before)


def read_arguments(argv: list[str]) -> argparse.Namespace:
    """WIDTH, MAXITER and the options, checked as far as they can be without the machine."""
    options = _parser().parse_args(argv)
    sizes = QUICK if options.quick else FULL
    options.width = read_count("WIDTH", options.width or sizes[0])
    options.maxiter = read_count("MAXITER", options.maxiter or sizes[1])
    options.json = options.json or options.out / "results.json"
    if options.limit is not None and not options.limit > 0:
        raise ArgumentError(f"--limit must be more than 0, not {options.limit:g}")
    return options


# Less than 1000 iterations would not show what rounding does.
FULL, QUICK = ("1000", "1000"), ("300", "1000")


def _parser() -> argparse.ArgumentParser:
    raw = argparse.RawDescriptionHelpFormatter
    parser = Parser("hotloop tour", description=DESCRIPTION, epilog=EXAMPLES, formatter_class=raw)
    add = parser.add_argument
    add("width", metavar="WIDTH", nargs="?", help="1000 (the default) is 500 by 500 points")
    add("maxiter", metavar="MAXITER", nargs="?", help="iterations of a point at most, default 1000")
    add("--quick", action="store_true", help=f"a minute in all: {' '.join(QUICK)}, and fewer calls of each")
    add("--only", metavar="TEXT", default="", help="rows whose tool or program has this in its name, and no steps")
    add("--no-steps", action="store_true", help="the tables without the steps between them")
    add("--limit", metavar="SECONDS", type=float, help="a row may take so long in all, default 300; with --quick 30")
    add("--steps", action="store_true", help="list the steps between the tables, and the command of each")
    add("--step", metavar="NAME", help="run one step and show what it prints")
    add(
        "--compare", metavar="FILE", type=Path, help="show the results of FILE beside those of --json; measures nothing"
    )
    add("--json", metavar="FILE", type=Path, help="where the numbers go, default results.json in DIR")
    add("--out", metavar="DIR", type=Path, default=Path(), help="where the files go, default this directory")
    return parser


def check(options: argparse.Namespace) -> None:
    """What would stop the tour, before any work."""
    from .._cli import environment_problem

    problem = environment_problem()
    if problem:
        raise ArgumentError(problem)
    check_memory(options.width)
    prepare_files(options)


def prepare(width: int, maxiter: int) -> Tour:
    """A tour without rows. Unavailable if its programs are not there."""
    from . import machine, peers, rows
    from .problem import Problem

    table = peers.peers()
    busy = machine.busy_note()
    tour = rows.Tour(Problem(width, maxiter), machine.describe(), table, peers.find(table))
    tour.notes += [busy] if busy else []
    return tour


def settings(options: argparse.Namespace) -> Settings:
    """How long rows may take, and how many processes there may be at a time."""
    from .machine import available_memory
    from .rows import Settings

    quick = Settings(limit=30.0, budget=0.2, builds_anew=False)
    chosen = quick if options.quick else Settings()
    if options.limit is not None:
        chosen.limit = options.limit
    available = available_memory()
    if available is not None:
        chosen.at_a_time = max(1, min(chosen.at_a_time, int(available / (bytes_of(options.width) + BYTES_PER_PROCESS))))
    return chosen


def measure_groups(tour: Tour, only: str, chosen: Settings, screen: Screen) -> None:
    from . import rows

    for group in rows.GROUPS:
        wanted = rows.plans(tour.peers, group, only)
        if wanted:
            screen.show_group(group)
            rows.measure(wanted, tour, group, chosen, screen)
    if not only:
        screen.show_group(rows.GPU)
        rows.add_gpu(tour)
        screen.show_row(tour.groups[rows.GPU][-1])


# ---- steps


def run_steps(tour: Tour, sizes: Sizes, screen: Screen) -> None:
    from . import steps

    screen.say("\nsteps: hotloop tour --step NAME shows what each prints")
    for step in steps.ALL:
        with screen.progress(step.name):
            done = steps.run(step, sizes)
        tour.steps.append(done)
        screen.say(f"  {step.name:<20} {done['seconds']:6.1f} s  {done['command']}")


def show_steps(options: argparse.Namespace) -> int:
    from . import steps
    from .problem import program_directory

    if not program_directory().is_dir():
        raise ArgumentError(f"{program_directory()} is not there: run it from a clone of the repository")
    sizes = steps.Sizes(options.width, options.maxiter, 1 if options.quick else 3)
    if options.steps:
        import shlex

        for step in steps.ALL:
            print(f"{step.name}: {step.title}\n    {shlex.join(step.command(sizes))}")
        return 0
    if options.step not in steps.STEPS:
        raise ArgumentError(f"there is no step {options.step}; there are {', '.join(steps.STEPS)}")
    try:
        done = steps.run(steps.STEPS[options.step], sizes)
    except KeyboardInterrupt:
        return 130
    print(f"{done['title']}\n\n{wrapped(done['about'])}\n\n$ {done['command']}\n{done['output']}", end="")
    return int("(exit code " in done["output"].splitlines()[-1]) if done["output"] else 0


def wrapped(text: str) -> str:
    import textwrap

    return textwrap.fill(text, 110)


# ---- comparing


def compare_files(options: argparse.Namespace) -> int:
    from . import compare

    old, new = (read_results(path) for path in (options.compare, options.json))
    print(compare.as_text(old, new), end="")
    return 0


def read_results(path: Path) -> dict[str, Any]:
    from . import compare

    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        hint = "; hotloop tour writes it" if path.name == "results.json" else ""
        raise ArgumentError(f"{path}: {error.strerror or error}{hint}") from None
    except (ValueError, RecursionError):
        raise ArgumentError(f"{path} is not JSON") from None
    problem = compare.problem(found)
    if problem:
        raise ArgumentError(f"{path} is not what hotloop tour writes: {problem}")
    results: dict[str, Any] = found
    return results


class ArgumentError(Exception):
    """An argument cannot be used: the one line that says why."""


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise ArgumentError(f"{message} (hotloop tour --help)")


def read_count(name: str, text: str) -> int:
    try:
        count = int(text)
    except ValueError:
        raise ArgumentError(f"{name} must be a whole number, not {text[:40]!r}") from None
    if count < 1:
        raise ArgumentError(f"{name} must be at least 1, not {count}")
    if count >= 2**63:
        raise ArgumentError(f"{name} must be below 2**63, not {text[:40]}")
    return count


# An element of each list is 8 bytes and its complex number or int 32; arrays take 40 bytes for a point, what hotloop
# makes of lists as much, and the counts of the programs under CPython are kept.
BYTES_PER_POINT = 400
BYTES_PER_PROCESS = 200_000_000


def bytes_of(width: int) -> int:
    return (width + 1) // 2 * ((width + 1) // 2) * BYTES_PER_POINT


def check_memory(width: int) -> None:
    from .machine import available_memory

    available = available_memory()
    needed = bytes_of(width)
    if available is not None and needed > available:
        largest = int((available / BYTES_PER_POINT) ** 0.5) * 2
        raise ArgumentError(
            f"WIDTH {width} needs about {gigabytes(needed)} of memory, and {gigabytes(available)} are free: "
            f"at most {largest} fits"
        )


def gigabytes(n_bytes: int) -> str:
    return f"{n_bytes / 1e9:,.1f} GB" if n_bytes < 10**15 else f"{n_bytes / 1e9:.0e} GB"


def prepare_files(options: argparse.Namespace) -> None:
    try:
        options.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArgumentError(f"--out {options.out}: {error.strerror or error}") from None
    for directory in (options.out, options.json.parent):
        if not (directory.is_dir() and os.access(directory, os.W_OK)):
            raise ArgumentError(f"cannot write into {directory}")
    for file in (options.json, options.out / "tour.html", options.out / "mandelbrot.png"):
        if file.exists() and not (file.is_file() and os.access(file, os.W_OK)):
            raise ArgumentError(f"cannot write {file}")


def write_results(options: argparse.Namespace, tour: Tour, screen: Screen) -> bool:
    """Writes the three files, and shows the picture; if that fails, says so."""
    from . import picture

    html, png = options.out / "tour.html", options.out / "mandelbrot.png"
    document = tour.as_json()
    image = picture.draw(tour.drawn_counts(), tour.problem.q, tour.problem.columns)
    written = [options.json]
    screen.say("")
    try:
        write_whole(options.json, (json.dumps(document, indent=2) + "\n").encode())
        page = as_page(document, screen)
        if page is not None:
            write_whole(html, page.encode())
            written.append(html)
        if not isinstance(image, picture.NoPicture):
            write_whole(png, picture.png(image))
            written.append(png)
    except OSError as error:
        screen.say(f"cannot write: {error}")
        return False
    if isinstance(image, picture.NoPicture):
        screen.say(image.reason)
    else:
        screen.show_picture(image)
    screen.say(f"written: {', '.join(map(str, written))}")
    return True


def as_page(document: dict[str, Any], screen: Screen) -> str | None:
    """The page; None, and the reason in a line, if this build has no pages."""
    try:
        from .. import _pages

        page: str = _pages.render(document)
    except Exception as error:
        screen.say(f"no tour.html: {str(error).strip() or type(error).__name__}")
        return None
    return page
