"""`hotloop profile`: a program as python runs it, under the recorder, and then where its time has gone.

hotloop profile slow.py 1000                functions, and the lines of those that turn out to be hot
hotloop profile --lines f slow.py 1000      the lines of f, from its first call on
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import sys
import tempfile
from dataclasses import replace

from .. import _hotloop
from .._pages import PageMissing, files
from .._places import is_installed
from .._run import _main as run
from . import _children, _keep
from ._advice import advice
from ._record import Recording, Settings
from .formats import ProfileError, format_of, write
from .model import Profile, merge, merge_verdicts
from .terminal import SortError, order_called, show

# What is wrong with the options.
CHECKED = (ProfileError, SortError, PageMissing, files.WriteError)

VALUES = ("--lines", "--sort", "--limit", "-o", "--output", "--format", "--sample", "--html")

EPILOG = """\
examples:
  hotloop profile slow.py 1000
      functions by time, then the lines of those that were hot, counted from when they were found to be
  hotloop profile --lines f --lines Matrix.mul slow.py
      the lines of these functions, from their first call on; also a file or a module, for all that is in it
  hotloop profile --no-lines -o slow.prof -m mypackage
      functions alone, and a file for pstats and snakeviz; other suffixes: .speedscope.json, .lprof, .json ...
  hotloop profile --html slow.html slow.py
      a page for a browser: the call tree to click through, and each hot function line by line
  hotloop profile --sample 1000 long.py
      a thousand looks in a second in place of each call: the program runs as fast as without

Functions that are decorated with @profile have their lines counted, as with kernprof. What the profiler itself takes is
measured at the start and taken off. Processes that the program starts are in the profile too. The summary comes behind
the program's own output, on the standard error stream.
"""


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        "hotloop profile",
        usage="hotloop profile [options] (SCRIPT | -m MODULE | -c CODE) [ARGUMENTS ...]",
        description="Runs a program as python does, and says where the time went: functions, and lines.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument(
        "--lines",
        action="append",
        default=[],
        metavar="NAME",
        help="count the lines of this function, method, file or module; default: of functions that are hot",
    )
    made.add_argument("--no-lines", action="store_true", help="functions only")
    made.add_argument("--no-builtins", action="store_true", help="functions written in C count for their callers")
    made.add_argument("--sample", type=float, metavar="HZ", help="look so many times in a second, record no calls")
    made.add_argument("--sort", default="tottime", metavar="KEY", help="order of the functions; default: tottime")
    made.add_argument("--limit", type=int, default=20, metavar="N", help="rows at most, 0 is all; default: 20")
    made.add_argument("-o", "--output", metavar="FILE", help="write the profile; the suffix says the format")
    made.add_argument("--format", metavar="NAME", help="the format, if the suffix does not say it")
    made.add_argument("--html", metavar="FILE", help="write a page for a browser: call tree, functions, lines")
    made.add_argument("--no-trials", action="store_true", help="do not try at the end how fast hot loops could be")
    made.add_argument("-q", "--quiet", action="store_true", help="no summary")
    return made


def main(argv: list[str]) -> int:
    """Runs `hotloop profile` with these arguments; the result is the exit code."""
    own, program = run._split(argv, VALUES)
    made = _parser()
    options = made.parse_args(own)
    if not program:
        made.error("a script, -m MODULE or -c CODE is needed")
    try:
        _check(options)
    except CHECKED as error:
        made.error(str(error))
    import atexit

    # Called last, when all else is done.
    atexit.register(run.die_as_interrupted)
    process = begin(options, program)
    return end(process, run._run(program, _NoHook()))


def of_run(arguments: list[str]) -> argparse.Namespace:
    """The options in `arguments` of `hotloop run --profile`. Raises one of CHECKED."""
    options = _parser().parse_args(arguments)
    _check(options)
    return options


def begin(options: argparse.Namespace, program: list[str], compiled: bool = False) -> _children.Process:
    """From now on `run._run` records the program. compiled: machine code runs."""
    settings = Settings(not options.no_builtins, not options.no_lines, options.lines, options.sample, compiled)
    recording = Recording(settings)
    if not (compiled or options.no_trials or options.quiet or options.no_lines or options.sample is not None):
        from ._snapshots import Snapshots

        recording.snapshots = Snapshots()
    directory = tempfile.mkdtemp(prefix="hotloop-profile-")
    process = _children.Process(recording, directory, lambda profile: _report(profile, program, options, process))
    recording.begin()
    process.begin()
    if options.output is None:
        _keep.say_at_crash("with -o FILE, what was measured until shortly before would be there")
    else:
        keep = _keep.Keep(recording, options.output, options.format)
        process.before_end = keep.end
        _keep.say_at_crash("it had not run for long enough to keep what was measured")
        keep.begin()
    recording.inject()
    run.recorder = recording.recorder
    return process


def end(process: _children.Process, code: int) -> int:
    """The program has ended with this code; what comes at exit is recorded too."""
    process.exit = code
    error = getattr(sys, "last_value", None)
    if code and isinstance(error, BaseException):
        process.exit = _said(error)
    return code


class _NoHook:
    """In place of the one of `hotloop run`: no module is rewritten."""

    def wants(self, filename: str) -> bool:
        return False


def _check(options: argparse.Namespace) -> None:
    """Before the program runs: what it costs may be hours. Raises one of CHECKED."""
    order_called(options.sort)
    if options.limit < 0:
        raise ProfileError(f"--limit {options.limit}: there is no such number of rows")
    if options.sample is not None and not 0 < options.sample <= 10_000:
        raise ProfileError(f"--sample {options.sample:g}: from 1 to 10000 in a second")
    if options.no_lines and options.lines:
        raise ProfileError("--lines and --no-lines say different things")
    if options.output is not None:
        format_of(options.output, options.format)
        directory = os.path.dirname(os.path.abspath(options.output))
        if not os.access(directory, os.W_OK):
            raise ProfileError(f"{options.output}: {directory} cannot be written to")
        # The program may go elsewhere.
        options.output = os.path.abspath(options.output)
    if options.html is not None:
        options.html = files.check_target(options.html)


def _said(error: BaseException) -> str:
    try:
        text = str(error)
    except Exception:
        text = ""
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _report(profile: Profile, program: list[str], options: argparse.Namespace, process: _children.Process) -> None:
    """At the end, of this process only."""
    run._flush()
    profile.argv = program
    children = _children.collect(process.directory)
    shutil.rmtree(process.directory, ignore_errors=True)
    if not profile.functions and options.sample is None:
        # It has not begun: python has said why. A profile that is there is worth more than an empty one.
        return
    if children:
        profile = merge([profile, *children])
    stream = sys.stderr if sys.stderr is not None and not sys.stderr.closed else sys.__stderr__
    _try_loops(profile, process)
    if options.html is not None or (options.output is not None and format_of(options.output, options.format).keeps_all):
        _complete(profile, process)
    notes = profile.notes = _notes(profile, options, process, len(children))
    try:
        if options.output is not None:
            write(profile, options.output, options.format)
        if options.html is not None:
            from .._pages.profile import document

            files.write(document(profile), options.html)
        if stream is None:
            return
        if not options.quiet:
            # They stand behind the tables, which may be long.
            show(replace(profile, notes=[]), stream, options.sort, options.limit or None)
            for line in [*notes, *_of_loops(profile, process)]:
                print(line, file=stream)
        for path in (options.output, options.html):
            if path is not None:
                print(f"Wrote {path}", file=stream)
        stream.flush()
    except CHECKED as error:
        print(f"hotloop profile: {error}", file=stream)
    except (OSError, ValueError):
        # Nobody reads it.
        return


def _try_loops(profile: Profile, process: _children.Process) -> None:
    """Not after Ctrl-C or SIGTERM, when somebody waits."""
    snapshots = process.recording.snapshots
    if snapshots is None:
        return
    if not run._is_interrupted and not process.is_terminated:
        from ._trials import of_profile

        profile.trials = of_profile(profile, snapshots)
    snapshots.clear()


def _complete(profile: Profile, process: _children.Process) -> None:
    """What only this process knows, or will be different later: the program's texts, and what became of its loops."""
    from .._pages.source import hot_places
    from .source_text import read_text

    for place in hot_places(profile, profile.calls()):
        if place.file not in profile.sources and not is_installed(place.file):
            text = read_text(place.file)
            if text is not None:
                profile.sources[place.file] = text
    if profile.argv[0] == "-c":
        profile.sources.setdefault("<string>", f"{profile.argv[1]}\n")
    if process.recording.machine is not None:
        from ._verdicts import of_run

        # Impatience must not cost the profile.
        with contextlib.suppress(KeyboardInterrupt):
            profile.verdicts = merge_verdicts([*profile.verdicts, *of_run(profile)])


def _of_loops(profile: Profile, process: _children.Process) -> list[str]:
    if process.recording.machine is None:
        return advice(profile)
    from ._compiled import notes as of_loops

    return of_loops(profile)


def _notes(profile: Profile, options: argparse.Namespace, process: _children.Process, n_children: int) -> list[str]:
    """What somebody who misses something in the tables is to know."""
    notes = []
    if process.is_unseen and options.sample is None:
        notes.append("The program has set a profile function itself: from there on builtins are not in it.")
    if options.sample is None and _hotloop.unseen_lines():
        notes.append("The program has traced itself: lines that ran meanwhile are not counted.")
    if sys.version_info < (3, 12) and not options.no_builtins and options.sample is None:
        notes.append(
            "CPython 3.11 runs functions slower that call builtins in loops while those are counted, and their times "
            "have that in them; with --no-builtins they do not."
        )
    if n_children:
        notes.append(f"{n_children} other process{'es' if n_children > 1 else ''} of the program: counted in.")
    missing = process.recording.choice.missing()
    if missing:
        notes.append(f"Nothing was called that is named {', '.join(missing)} (--lines): no lines of it.")
    elif not profile.lines and not options.no_lines and options.sample is None:
        hot = sorted(code.co_qualname for code in process.recording.watched)
        if hot:
            # The whole of a loop on one line is one line to CPython 3.13.
            notes.append(
                f"No lines: {hot[0]} was hot, but has begun no line since that was seen; "
                f"--lines '{hot[0]}' counts from its start."
            )
        else:
            notes.append("No lines: no function of the program was hot for long enough; --lines NAME counts at once.")
    return notes
