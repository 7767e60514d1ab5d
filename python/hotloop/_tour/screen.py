"""The tables as they grow in the terminal, a progress bar under them, and the picture.

    screen = Screen(sys.stdout)
    with screen.progress("one core") as report:
        report(0.25, "CPython, pure_python.py")
    screen.show_row(row)
    # CPython              pure_python.py                  1   4.40 s        -     1.0    65 MB  1148485       0

Where there is no terminal, there is no bar and no picture.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from . import machine

if TYPE_CHECKING:
    from PIL.Image import Image

    from .rows import Row, Tour

COLUMNS = {"tool": 28, "program": 39, "threads": 7, "time": 8, "compiling": 9, "faster": 6, "memory": 7, "sum": 8}
COLUMNS |= {"differ": 6}
LEFT = ("tool", "program")
# In a terminal that is too narrow: a line of 80 characters.
NARROW = {"tool": 21, "program": 22, "time": 8, "faster": 6, "memory": 7, "sum": 7, "differ": 3}
STYLES = {"wrong": "red", "failed": "red", "timeout": "red", "missing": "dim", "in CPython": "yellow"}


class Screen:
    def __init__(self, stdout: TextIO) -> None:
        self.console = Console(file=stdout, highlight=False)
        is_narrow = self.console.is_terminal and self.console.width < sum(COLUMNS.values()) + len(COLUMNS)
        self.columns = NARROW if is_narrow else COLUMNS

    def show_title(self, tour: Tour) -> None:
        self.console.print(Text(machine.line(tour.machine), style="bold"))
        for line in (problem_line(tour), versions_line(tour), *EXPLAINED):
            self.say(line)
        for line in tour.notes:
            self.console.print(Text(line, style="yellow"), soft_wrap=True)
        for line in missing_lines(tour):
            self.console.print(Text(line, style="dim"), soft_wrap=True)

    def show_group(self, name: str) -> None:
        self.console.print()
        self.console.print(Text(name, style="bold"))
        self.console.print(Text(layout(dict(zip(COLUMNS, COLUMNS)), self.columns), style="bold"), soft_wrap=True)

    def show_row(self, row: Row) -> None:
        line = Text(layout(cells_of(row), self.columns), style=STYLES.get(row.state, "green" if row.ours else ""))
        note = note_of(row)
        if self.columns is NARROW and row.compile_seconds:
            note = f"compiling {time_text(row.compile_seconds)}" + (f"; {note}" if note else "")
        if note and self.console.width >= len(line) + len(note) + 2:
            line.append(f"  {note}", style="dim")
        elif note:
            line.append(f"\n    {note}", style="dim")
        self.console.print(line, soft_wrap=True)

    def say(self, line: str) -> None:
        self.console.print(Text(line), soft_wrap=True)

    @contextlib.contextmanager
    def progress(self, what: str) -> Iterator[Callable[..., None]]:
        """A bar for as long as the block runs. The function that the block gets is told the fraction that is done, and
        of what."""
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with Progress(
            *columns,
            console=self.console,
            transient=True,
            disable=not self.console.is_terminal,
            redirect_stdout=False,
            redirect_stderr=False,
            refresh_per_second=4,
        ) as bar:
            task = bar.add_task(what, total=1.0)

            def report(fraction: float, of: str | None = None) -> None:
                bar.update(task, completed=fraction, **({} if of is None else {"description": of}))

            yield report

    def show_picture(self, image: Image) -> None:
        """In a terminal that can: as pixels (Sixel, kitty's protocol), else as half blocks in colour."""
        if not self.console.is_terminal or self.console.is_dumb_terminal:
            return
        try:
            from textual_image.renderable import Image as Picture
        except ImportError:
            self.say("pip install 'hotloop[tour]' shows the picture here")
            return
        # A terminal that answers wrongly when it is asked about itself must not cost the results.
        with contextlib.suppress(Exception):
            self.console.print(Picture(image.convert("RGB"), width=min(self.console.width - 2, 64), height="auto"))


EXPLAINED = (
    "time: the fastest of calls taken in turns; compiling: before that, not in it; "
    "faster: times, than CPython on pure_python.py",
    "differ: points whose count is not CPython's",
)


def problem_line(tour: Tour) -> str:
    problem = tour.problem
    n_rows = len(problem.q) // problem.columns
    expected = f", sum {problem.known_sum} expected" if problem.known_sum is not None else ""
    return (
        f"hotloop tour {problem.width} {problem.maxiter}: {problem.columns} x {n_rows} points, "
        f"at most {problem.maxiter} iterations{expected}"
    )


def versions_line(tour: Tour) -> str:
    here = [(peer.name, tour.found[peer.name].version) for peer in tour.peers]
    shown = [f"{name} {version}" for name, version in here if version and name not in ("hotloop run", "Rust", "SIMD")]
    return ", ".join(shown)


def missing_lines(tour: Tour) -> list[str]:
    return [f"not here: {', '.join(names)}: {install}" for install, names in tour.missing(tour.peers).items()]


def note_of(row: Row) -> str:
    """What stands behind or below a row: its state, if that is not plain to see, and its note."""
    state = "" if row.state in ("ok", "wrong", "missing") else row.state
    return ": ".join(part for part in (state, row.note) if part)


def cells_of(row: Row) -> dict[str, str]:
    """The row as text, by the names of COLUMNS."""
    return {
        "tool": row.tool,
        "program": row.program,
        "threads": str(row.threads) if row.threads else "-",
        "time": time_text(row.seconds),
        "compiling": time_text(row.compile_seconds),
        "faster": "-" if row.speedup is None else faster_text(row.speedup),
        "memory": "-" if row.peak_memory is None else f"{row.peak_memory / 1e6:.0f} MB",
        "sum": or_dash(row.sum),
        "differ": or_dash(row.different),
    }


def or_dash(value: Any) -> str:
    return "-" if value is None else str(value)


def faster_text(times: float) -> str:
    return f"{times:.2f}" if times < 0.95 else f"{times:.1f}" if times < 100 else f"{times:.0f}"


def time_text(seconds: float | None) -> str:
    if seconds is None:
        return "-"
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1e3:.1f} ms" if seconds >= 1e-4 or seconds == 0 else f"{seconds * 1e6:.1f} us"


def layout(cells: dict[str, str], columns: dict[str, int]) -> str:
    aligned = []
    for name, width in columns.items():
        # Numbers are not cut.
        cell = cells[name] if name not in LEFT or columns is COLUMNS else cut(cells[name], width)
        aligned.append(cell.ljust(width) if name in LEFT else cell.rjust(width))
    return " ".join(aligned).rstrip()


def cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 2]}.."
