"""The table as it grows in the terminal, a progress bar under it, and the picture.

    screen = Screen(sys.stdout)
    with screen.progress("CPython, pure_python.py") as report:
        report(0.25)
    screen.show_row(row, tour)
    # CPython             pure_python                1   4.40 s    1.0  1148485 exact

Where there is no terminal, there is no bar and no picture.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from . import machine

if TYPE_CHECKING:
    from PIL.Image import Image

    from .rows import Row, Tour

COLUMNS = ("tool", "program", "threads", "time", "faster", "sum", "exact", "note")
LEFT = ("tool", "program", "exact", "note")
WIDTHS = (19, 20, 7, 8, 6, 8, 5)  # with a space between them a line of 80 characters


class Screen:
    def __init__(self, stdout: TextIO) -> None:
        # The file is stated, since programs under test print to what sys.stdout is then.
        self.console = Console(file=stdout, highlight=False)

    def show_title(self, tour: Tour) -> None:
        self.console.print(Text(machine.line(tour.machine), style="bold"))
        self.say(problem_line(tour))
        self.say(FASTER)
        self.console.print()
        self.console.print(Text(layout(COLUMNS[:-1]), style="bold"), soft_wrap=True)

    def show_row(self, row: Row, tour: Tour) -> None:
        *cells, note = cells_of(row, tour)
        style = "red" if row.is_wrong() or row.exact is False else "green" if row.tool.startswith("hotloop") else ""
        line = Text(layout(cells), style=style)
        if note and self.console.width >= len(line) + len(note) + 2:
            line.append(f"  {note}", style="dim")
        elif note:
            line.append(f"\n    {note}", style="dim")
        self.console.print(line, soft_wrap=True)

    def say(self, line: str) -> None:
        self.console.print(Text(line), soft_wrap=True)

    @contextlib.contextmanager
    def progress(self, what: str) -> Iterator[Callable[[float], None]]:
        """A bar for as long as the block runs. The function that the block gets is told the fraction that is done."""
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
            yield lambda fraction: bar.update(task, completed=fraction)

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


FASTER = "faster: how many times, than CPython on pure_python.py"


def problem_line(tour: Tour) -> str:
    problem = tour.problem
    n_rows = len(problem.q) // problem.columns
    expected = f", sum {problem.known_sum} expected" if problem.known_sum is not None else ""
    return (
        f"hotloop tour {problem.width} {problem.maxiter}: {problem.columns} x {n_rows} points, "
        f"at most {problem.maxiter} iterations{expected}"
    )


def cells_of(row: Row, tour: Tour) -> tuple[str, ...]:
    """The row as text, in the order of COLUMNS."""
    speedup = tour.speedup(row)
    return (
        row.tool,
        row.program.replace(".py", ""),
        str(row.threads),
        "-" if row.seconds is None else time_text(row.seconds),
        "-" if speedup is None else f"{speedup:.1f}" if speedup < 100 else f"{speedup:.0f}",
        "-" if row.sum is None else str(row.sum),
        {True: "exact", False: "WRONG", None: "-"}[row.exact],
        row.note,
    )


def time_text(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1e3:.1f} ms" if seconds >= 1e-4 else f"{seconds * 1e6:.1f} us"


def layout(cells: tuple[str, ...] | list[str]) -> str:
    aligned = [
        cell.ljust(width) if name in LEFT else cell.rjust(width)
        for cell, width, name in zip(cells, WIDTHS, COLUMNS, strict=False)
    ]
    return " ".join(aligned).rstrip()
