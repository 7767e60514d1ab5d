"""line_profiler's interface, over hotloop's recorder.

from hotloop.line_profiler import LineProfiler, profile

profiler = LineProfiler(f)
profiler.runcall(f, 10)
profiler.print_stats()

`python -m hotloop.line_profiler FILE` shows what `dump_stats` or `hotloop kernprof -l` has written, and so does
`python -m line_profiler`.
"""

from ._hotloop import __version__
from ._profile.lines.explicit import profile
from ._profile.lines.profiler import LineProfiler
from ._profile.lines.show import main
from ._profile.lines.stats import LineStats, load_stats, show_func, show_text

__all__ = [
    "LineProfiler",
    "LineStats",
    "__version__",
    "load_ipython_extension",
    "load_stats",
    "main",
    "profile",
    "show_func",
    "show_text",
]


def load_ipython_extension(shell: object) -> None:
    """`%load_ext hotloop.line_profiler`: %lprun, %%lprun_all and %hotprof."""
    from ._profile.magics import load

    load(shell)


if __name__ == "__main__":
    main()
