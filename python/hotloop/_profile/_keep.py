"""What has been measured so far, in the file that was asked for: a program may crash, or be killed.

keep = Keep(recording, "slow.json", None)
keep.begin()          from now on slow.json is written after 1 s, 2 s, 4 s, ... of the run
keep.end()            no more: the whole profile is written next
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time

from .. import _hotloop
from ._record import Recording
from .formats import ProfileError, write

# Seconds after which it is written, at the earliest: for a day.
TIMES = [1, 2, 4, 8, 15, 30, *range(60, 24 * 3600, 60)]

# Writing takes at most such a share of the time.
SHARE = 0.01


class Keep:
    def __init__(self, recording: Recording, path: str, name: str | None) -> None:
        self.recording = recording
        self.path = path
        self.format = name
        self.process = os.getpid()
        self.started = self.free_from = time.monotonic()
        self._lock = threading.RLock()

    def begin(self) -> None:
        # A pipe gets one profile.
        if not os.path.exists(self.path) or os.path.isfile(self.path):
            self.recording.recorder.look_after(TIMES, self._keep)

    def end(self) -> None:
        """Waits until no other thread writes."""
        with self._lock:
            self.recording.is_over = True

    def _keep(self) -> None:
        now = time.monotonic()
        with self._lock:
            if self.recording.is_over or os.getpid() != self.process or now < self.free_from:
                return
            profile = self.recording.so_far()
            profile.exit = f"no end that was seen: this is what it had done after {now - self.started:.0f} s"
            profile.argv = list(sys.orig_argv)
            # At the end it is said why not.
            with contextlib.suppress(ProfileError, OSError):
                profile.cwd = os.getcwd()
                write(profile, self.path, self.format)
                after = f"{self.path} has what was measured in its first {now - self.started:.0f} s"
                say_at_crash(after)
            took = time.monotonic() - now
            self.free_from = now + took / SHARE


def say_at_crash(text: str) -> None:
    """If the program crashes, this is said on its standard error stream."""
    _hotloop.say_at_crash(f"hotloop profile: the program has crashed; {text}\n".encode(errors="replace"))
