"""`hotloop tour`: the tutorial's program on this machine, under CPython, under hotloop, and written by hand.

    main(["300", "100", "--out", "results"])
    # prints a row as each is measured; writes results.json, tour.html and mandelbrot.png into results; 0

The exit code is 1 if one of our rows computed something else than CPython or failed, 2 if an argument is wrong, 130
after Ctrl-C.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from .rows import Tour
    from .screen import Screen

DESCRIPTION = """\
Computes a Mandelbrot set with the programs of the tutorial High Performance Python: under CPython, with hotloop on
lists and on arrays (scalar code, in SIMD lanes, on all cores), and with loops written by hand in Rust, which are the
limit. Prints the time and the validation sum of each, and writes results.json, tour.html and mandelbrot.png.
"""


def main(argv: list[str]) -> int:
    """Runs the command; the result is the exit code."""
    from .._cli import environment_problem

    try:
        options = read_arguments(argv)
        problem = environment_problem()
        if problem:
            raise ArgumentError(problem)
        check_memory(options.width)
        prepare_files(options)
    except ArgumentError as error:
        print(f"hotloop tour: {error}", file=sys.stderr)
        return 2
    from . import machine, rows
    from .problem import Unavailable
    from .screen import Screen

    screen = Screen(sys.stdout)
    exit_code = 0
    try:
        tour = rows.prepare(options.width, options.maxiter, machine.describe())
        screen.show_title(tour)
    except Unavailable as error:
        print(f"hotloop tour: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    try:
        for group in rows.groups():
            rows.measure(group, tour, screen)
    except KeyboardInterrupt:
        screen.say("interrupted: what has been measured is kept")
        exit_code = 130
    if not write_results(options, tour, screen):
        return 1
    return exit_code or int(any(row.is_wrong() for row in tour.rows))


def read_arguments(argv: list[str]) -> argparse.Namespace:
    """WIDTH, MAXITER and the options, checked as far as they can be without the machine."""
    options = _parser().parse_args(argv)
    options.width = read_count("WIDTH", options.width)
    options.maxiter = read_count("MAXITER", options.maxiter)
    options.json = options.json or options.out / "results.json"
    return options


def _parser() -> argparse.ArgumentParser:
    parser = Parser("hotloop tour", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("width", metavar="WIDTH", nargs="?", default="1000", help="1000 (the default) is 500 by 500 points")
    add("maxiter", metavar="MAXITER", nargs="?", default="1000", help="iterations of a point at most, default 1000")
    add("--json", metavar="FILE", type=Path, help="where the numbers go, default results.json in DIR")
    add("--out", metavar="DIR", type=Path, default=Path(), help="where the files go, default this directory")
    return parser


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
# makes of lists as much, and the outputs of the three programs under CPython are kept.
BYTES_PER_POINT = 400


def check_memory(width: int) -> None:
    from .machine import available_memory

    available = available_memory()
    needed = (width + 1) // 2 * ((width + 1) // 2) * BYTES_PER_POINT
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
    from . import page, picture

    html, png = options.out / "tour.html", options.out / "mandelbrot.png"
    image = picture.draw(tour.drawn_output(), tour.problem.q, tour.problem.columns)
    encoded = None if isinstance(image, picture.NoPicture) else picture.png(image)
    try:
        options.json.write_text(json.dumps(tour.as_json(), indent=2) + "\n", encoding="utf-8")
        html.write_text(page.render(tour, encoded), encoding="utf-8")
        if encoded is not None:
            png.write_bytes(encoded)
    except OSError as error:
        screen.say(f"cannot write: {error}")
        return False
    screen.say("")
    if isinstance(image, picture.NoPicture):
        screen.say(image.reason)
    else:
        screen.show_picture(image)
    screen.say(f"written: {', '.join(str(file) for file in (options.json, html, png)[: 2 + (encoded is not None)])}")
    return True
