"""Signals that come in the middle of a computation, on an idle machine and on a busy one.

    with alarm(handler, 0.05):                handler is called when the process has had 50 ms more of a core
        function(arguments)
    with alarm(handler, 0.05, again=0.05):    and every 50 ms from then on

A clock on the wall says nothing about how far a process is that shares its cores with others: its signal may come
before the computation has begun, and what takes long by it may have waited for a core.
"""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
from typing import Any


@contextlib.contextmanager
def alarm(handler: Callable[..., Any], seconds: float, again: float = 0.0) -> Iterator[None]:
    old = signal.signal(signal.SIGPROF, handler)
    signal.setitimer(signal.ITIMER_PROF, seconds, again)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, old)
