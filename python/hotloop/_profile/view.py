"""`hotloop view FILE`: a profile of any format in the terminal, as a page, or written as another one.

`hotloop view A B`: two profiles compared.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from .model import Profile

EPILOG = """\
examples:
  hotloop view slow.prof
      the functions that take most of the time by themselves; also of a file that cProfile has written
  hotloop view slow.py.lprof --limit 1
      the lines of the slowest function; also of a file that kernprof has written
  hotloop view slow.json --open
      in a browser: the call tree to click through, each hot function line by line with its bytecode, types and lanes
  hotloop view slow.json --html slow.html
      the same page as a file, which needs nothing else
  hotloop view before.json after.json
      what got faster and slower, by function and by line; with --html or --open as a page
  hotloop view slow.json -o slow.speedscope.json
      the same profile for https://www.speedscope.app
  hotloop view --merge worker1.json worker2.json -o all.json
      several as one

Orders are pstats': calls, cumulative, filename, line, name, nfl, pcalls, stdname, tottime.
"""


def add_command(commands: argparse._SubParsersAction) -> None:
    """Adds the parser of `hotloop view`."""
    import argparse

    parser = commands.add_parser(
        "view",
        help="show a profile, of hotloop, cProfile, line_profiler or another tool, or compare two",
        description="Shows a profile in the terminal or in a browser, compares two, or writes one as another format.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", metavar="FILE", nargs="+", help="two are compared, more are shown as one")
    parser.add_argument("--sort", default="tottime", metavar="KEY", help="order of the functions; default: tottime")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="rows at most, 0 is all; default: 20")
    parser.add_argument("--merge", action="store_true", help="two are shown as one too, as of two processes")
    parser.add_argument("--html", metavar="FILE", help="write a page for a browser")
    parser.add_argument("--open", action="store_true", help="show the page in a browser")
    parser.add_argument("-o", "--output", metavar="FILE", help="write it there instead; the suffix says the format")
    parser.add_argument("--format", metavar="NAME", help="the format, if the suffix of the output does not say it")
    parser.set_defaults(run=view)


def view(options: argparse.Namespace) -> int:
    """Runs the command. Raises CommandError."""
    from .._cli import CommandError
    from .._pages import PageMissing, files
    from .formats import ProfileError, read, write
    from .model import merge
    from .terminal import SortError, order_called

    if options.limit < 0:
        raise CommandError(f"--limit {options.limit}: there is no such number of rows")
    compares = len(options.files) == 2 and not options.merge and options.output is None
    try:
        order_called(options.sort)
        if options.html is not None:
            options.html = files.check_target(options.html)
        profiles = [read(path, damaged_too=True) for path in options.files]
        if compares:
            return _compare(options, profiles)
        profile = profiles[0] if len(profiles) == 1 else merge(profiles)
        if options.output is not None:
            for note in profile.notes:
                print(f"hotloop: {note}", file=sys.stderr)
            write(profile, options.output, options.format)
        # A file that does not say when it was measured was written then.
        counted_at = 0.0 if profile.started else max(map(_written_at, options.files))
        if options.html is not None or options.open:
            from .._pages.profile import document

            made = document(profile, counted_at)
            if not profile.argv:
                made["title"] = ", ".join(options.files)
            deliver(made, options)
        elif options.output is None:
            from ._advice import advice, of_verdicts
            from .terminal import Screen, show

            show(profile, sys.stdout, options.sort, options.limit or None, counted_at)
            screen = Screen(sys.stdout)
            for line in of_verdicts(profile) or advice(profile):
                screen.line(line)
    except (ProfileError, SortError, PageMissing, files.WriteError) as error:
        raise CommandError(str(error)) from None
    return 0


def _compare(options: argparse.Namespace, profiles: list[Profile]) -> int:
    from .compared import show
    from .comparison import compare

    a, b = profiles
    written = tuple(0.0 if one.started else _written_at(path) for one, path in zip(profiles, options.files))
    made = compare(a, b, *_labels(options.files), counted_at=(written[0], written[1]))
    if options.html is None and not options.open:
        show(made, sys.stdout, options.limit or None)
        return 0
    from .._pages.comparison import document

    deliver(document(made), options)
    return 0


def _labels(paths: list[str]) -> list[str]:
    """As they were called, without the directory if that tells them apart."""
    names = [os.path.basename(path) for path in paths]
    return names if len(set(names)) == len(names) else list(paths)


def _written_at(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except OSError:
        return 0.0


def deliver(document: dict[str, Any], options: argparse.Namespace) -> None:
    """Writes the page of --html, and opens that of --open. Raises PageMissing, WriteError."""
    from .._pages import files

    if options.html is not None:
        files.write(document, options.html)
        print(f"Wrote {options.html}")
    if options.open:
        path, is_open = files.show(document, options.html)
        if is_open:
            print(f"Opened {path}")
        else:
            print(
                f"{path}\nThere is no browser here: copy the page to where one is, or write it there with --html FILE."
            )
