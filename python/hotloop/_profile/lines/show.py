"""`python -m hotloop.line_profiler FILE ...`: the command line of `python -m line_profiler`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from ..formats.errors import ProfileError
from . import config as settings
from .stats import LineStats
from .switches import add_argument, positive_float


def main(args: Sequence[str] | None = None) -> None:
    """Shows the results of `kernprof -l` or `LineProfiler.dump_stats`."""
    from ..._hotloop import __version__

    parser = argparse.ArgumentParser("hotloop.line_profiler", description=main.__doc__)
    add_argument(parser, "-V", "--version", action="version", version=__version__)
    add_argument(parser, "-c", "--config", help="settings: a TOML file with [tool.line_profiler.cli]")
    add_argument(parser, "--no-config", action="store_const", dest="config", const=False, help="no file of settings")
    add_argument(parser, "-u", "--unit", type=positive_float, help="seconds in one of what the tables show")
    add_argument(parser, "-r", "--rich", action="store_true", help="in colours")
    add_argument(parser, "-z", "--skip-zero", action="store_true", help="leave out functions that have not run")
    add_argument(parser, "-t", "--sort", action="store_true", help="the slowest function last")
    add_argument(parser, "-m", "--summarize", action="store_true", help="a line for each function too")
    add_argument(parser, "profile_output", nargs="+", metavar="FILE", help="several are added up")
    options = parser.parse_args(args)
    try:
        found = settings.load(options.config)
        stats = LineStats.from_files(*options.profile_output)
    except (OSError, ValueError, ProfileError) as error:
        parser.exit(1, f"{error}\n")
    for name, default in found.of_command("cli").items():
        if getattr(options, name) is None:
            setattr(options, name, default)
    stats.print(
        sys.stdout,
        output_unit=options.unit,
        stripzeros=options.skip_zero,
        rich=options.rich,
        sort=options.sort,
        summarize=options.summarize,
        config=found.path or False,
    )
