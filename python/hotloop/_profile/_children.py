"""Processes that the profiled program starts: each records itself, and leaves its profile in a directory.

A fork goes on recording, from nothing. A python that is started finds us in its PYTHONPATH (`_site/sitecustomize.py`),
and its settings in a variable of the environment. Other programs are what they are.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import sys
from collections.abc import Callable
from typing import Any

from .. import _hotloop
from ._calibrate import Costs
from ._record import Recording, Settings
from .model import Profile

VARIABLE = "HOTLOOP_PROFILE_CHILD"
SITE = os.path.join(os.path.dirname(__file__), "_site")


class Process:
    """One process under the recorder. `finish` is called once, at whatever end; a child writes its profile then."""

    def __init__(self, recording: Recording, directory: str, at_end: Callable[[Profile], None] | None) -> None:
        self.recording = recording
        self.directory = directory
        self.at_end = at_end  # None: of a child
        self.exit: int | str | None = None
        self.is_unseen = False
        self.is_ending = False
        self.before_end: Callable[[], None] | None = None
        self.signal: int | None = None  # that came meanwhile
        self.is_terminated = False  # it ends by a signal

    def begin(self) -> None:
        """From now on the ends of this process are seen, and so are its children."""
        os.environ[VARIABLE] = json.dumps(
            {
                "directory": self.directory,
                "settings": self.recording.settings.as_dict(),
                "costs": self.recording.costs,
            }
        )
        paths = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path not in ("", SITE)]
        os.environ["PYTHONPATH"] = os.pathsep.join([SITE, *paths])
        os.register_at_fork(before=_hold_sigterm, after_in_parent=_let_sigterm, after_in_child=self._forked)
        # Registered first, so that it is called last.
        atexit.register(self.finish)
        for name in ("_exit", "execv", "execve"):
            self._end_before(name)
        _die_by_sigterm(self)

    def finish(self) -> None:
        if self.recording.is_over or self.is_ending:
            return
        # What we do is not the program's.
        self.recording.recorder.is_in_program = False
        self.is_ending = True
        try:
            self._end()
        finally:
            self.is_ending = False
        if self.signal is not None:
            _die(self.signal)

    def _end(self) -> None:
        self.is_unseen = _hotloop.unseen()
        if self.before_end is not None:
            self.before_end()
        _hotloop.say_at_crash(b"")
        profile = self.recording.end()
        profile.exit = self.exit
        with contextlib.suppress(OSError):  # it may have been deleted
            profile.cwd = os.getcwd()
        profile.argv = list(sys.orig_argv)
        if self.at_end is not None:
            self.at_end(profile)
        else:
            self._leave(profile)

    def _leave(self, profile: Profile) -> None:
        """Nobody hears what goes wrong: the child's own output is not ours."""
        from .formats import ProfileError, write

        if self.recording.machine is not None:
            from ._verdicts import of_run

            # Whoever waits for the child waits for what is compiled again, too.
            profile.verdicts = of_run(profile, 1.0)
        with contextlib.suppress(ProfileError, OSError):
            write(profile, os.path.join(self.directory, f"{os.getpid()}-{profile.started}.json"), "json")

    def _forked(self) -> None:
        if not self.recording.is_over:
            self.at_end = self.before_end = None
            _hotloop.say_at_crash(b"")
            self.recording.begin_anew()
            _insist_anew()
        _let_sigterm()

    def _end_before(self, name: str) -> None:
        as_written = getattr(os, name)

        def end(*arguments: Any, **named: Any) -> Any:
            self.exit = arguments[0] if name == "_exit" and arguments else self.exit
            self.finish()
            return as_written(*arguments, **named)

        end.__name__ = end.__qualname__ = name
        setattr(os, name, end)


def collect(directory: str) -> list[Profile]:
    """The profiles that children have left."""
    from .formats import ProfileError, read

    found = []
    for name in sorted(os.listdir(directory)):
        try:
            found.append(read(os.path.join(directory, name)))
        except ProfileError:
            continue
    return sorted(found, key=lambda profile: profile.started)


def begin_here() -> None:
    """In a python that a profiled program has started, before anything of its own runs."""
    try:
        known = json.loads(os.environ.get(VARIABLE, ""))
    except ValueError:
        return
    recording = Recording(Settings(**known["settings"]))
    recording.begin(Costs(*known["costs"]))
    process = Process(recording, known["directory"], None)
    process.begin()
    recording.inject()
    recording.recorder.is_in_program = True


def _die_by_sigterm(process: Process) -> None:
    """`Pool` ends its workers by it. What handles it already has its own ways."""
    import signal

    def handle(number: int, frame: object) -> None:
        _hotloop.relent()
        if process.is_ending:
            process.signal = number
            return
        process.is_terminated = True
        process.finish()
        _die(number)

    # ValueError: this is not the main thread.
    with contextlib.suppress(ValueError):
        if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
            signal.signal(signal.SIGTERM, handle)
            _hotloop.insist(signal.SIGTERM)


# Masks of signals before forks that are under way: a handler of the program's may fork in the middle of one.
_masks: list[set[int]] = []


def _hold_sigterm() -> None:
    """A child forgets the signals that it gets before it is CPython again: it would wait for ever to be ended."""
    import signal

    _masks.append(signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM]))


def _let_sigterm() -> None:
    import signal

    if _masks:
        signal.pthread_sigmask(signal.SIG_SETMASK, _masks.pop())


def _insist_anew() -> None:
    import signal

    if getattr(signal.getsignal(signal.SIGTERM), "__module__", None) == __name__:
        _hotloop.insist(signal.SIGTERM)


def _die(number: int) -> None:
    import signal

    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
