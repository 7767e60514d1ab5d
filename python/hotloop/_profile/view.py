"""`hotloop view FILE`: a profile of any format in the terminal, or written as another one."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

EPILOG = """\
examples:
  hotloop view slow.prof
      the functions that take most of the time by themselves; also of a file that cProfile has written
  hotloop view slow.py.lprof --limit 1
      the lines of the slowest function; also of a file that kernprof has written
  hotloop view slow.json -o slow.speedscope.json
      the same profile for https://www.speedscope.app

Orders are pstats': calls, cumulative, filename, line, name, nfl, pcalls, stdname, tottime.
"""


def add_command(commands: argparse._SubParsersAction) -> None:
    """Adds the parser of `hotloop view`."""
    import argparse

    parser = commands.add_parser(
        "view",
        help="show a profile, of hotloop, cProfile, line_profiler or another tool",
        description="Shows a profile in the terminal, or writes it as another format.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", metavar="FILE", nargs="+", help="several are shown as one")
    parser.add_argument("--sort", default="tottime", metavar="KEY", help="order of the functions; default: tottime")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="rows at most, 0 is all; default: 20")
    parser.add_argument("-o", "--output", metavar="FILE", help="write it there instead; the suffix says the format")
    parser.add_argument("--format", metavar="NAME", help="the format, if the suffix of the output does not say it")
    parser.set_defaults(run=view)


def view(options: argparse.Namespace) -> int:
    """Runs the command. Raises CommandError."""
    import sys

    from .._cli import CommandError
    from .formats import ProfileError, read, write
    from .model import merge
    from .terminal import SortError, order_called, show

    if options.limit < 0:
        raise CommandError(f"--limit {options.limit}: there is no such number of rows")
    try:
        order_called(options.sort)
        profiles = [read(path) for path in options.files]
        profile = profiles[0] if len(profiles) == 1 else merge(profiles)
        if options.output is not None:
            write(profile, options.output, options.format)
            return 0
    except (ProfileError, SortError) as error:
        raise CommandError(str(error)) from None
    # A file that does not say when it was measured was written then.
    counted_at = 0.0 if profile.started else max(os.stat(path).st_mtime for path in options.files)
    show(profile, sys.stdout, options.sort, options.limit or None, counted_at)
    return 0
