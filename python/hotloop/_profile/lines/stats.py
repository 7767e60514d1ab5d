"""What a line profiler has counted, and line_profiler's text of it.

LineStats({("slow.py", 3, "f"): [(4, 10, 1204), (5, 1, 300)]}, unit=1e-9)      (line, hits, ticks)
"""

from __future__ import annotations

import inspect
import linecache
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from ..formats.errors import ProfileError
from ..formats.lprof import Timings, decode_timings, encode_timings
from ..line_table import WIDTHS, line_table
from . import config as settings

Config = str | os.PathLike[str] | bool | None


class LineStats:
    """Hits and times of the lines of functions. Those of several runs add up with `+`."""

    def __init__(self, timings: Timings, unit: float) -> None:
        self.timings = timings
        self.unit = unit

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.timings}, {self.unit:.2G})"

    def __eq__(self, other: object) -> bool:
        if not (hasattr(other, "timings") and hasattr(other, "unit")):
            return NotImplemented
        return (self.timings, self.unit) == (other.timings, other.unit)

    __hash__ = None  # type: ignore[assignment]

    def __add__(self, other: Any) -> LineStats:
        return type(self)(*_added([self, other]))

    def __iadd__(self, other: Any) -> LineStats:
        self.timings, self.unit = _added([self, other])
        return self

    def print(
        self,
        stream: TextIO | None = None,
        output_unit: float | None = None,
        stripzeros: bool = False,
        details: bool = True,
        summarize: bool = False,
        sort: bool = False,
        rich: bool = False,
        *,
        config: Config = None,
    ) -> None:
        """See `show_text`."""
        show_text(
            self.timings, self.unit, output_unit, stream, stripzeros, details, summarize, sort, rich, config=config
        )

    def to_file(self, filename: str | os.PathLike[str]) -> None:
        """Writes it for `python -m line_profiler`, and for `hotloop view`."""
        data = encode_timings(self.timings, self.unit)
        with open(filename, "wb") as file:
            file.write(data)

    @classmethod
    def from_files(cls, file: str | os.PathLike[str], /, *files: str | os.PathLike[str]) -> LineStats:
        """What is in these files, added up. Raises OSError, and ProfileError if one is no `.lprof` file."""
        return cls.from_stats_objects(*(cls(*_read(each)) for each in (file, *files)))

    @classmethod
    def from_stats_objects(cls, stats: Any, /, *more_stats: Any) -> LineStats:
        """A copy, with others added."""
        return cls(*_added([stats, *more_stats]))


def _read(path: str | os.PathLike[str]) -> tuple[Timings, float]:
    with open(path, "rb") as file:
        data = file.read()
    try:
        return decode_timings(data)
    except ProfileError as error:
        raise ProfileError(f"{os.fspath(path)}: {error}") from None


def _added(several: list[Any]) -> tuple[Timings, float]:
    """In the coarsest of their units."""
    unit = max(stats.unit for stats in several)
    if len(several) == 1:
        return {key: list(rows) for key, rows in several[0].timings.items()}, unit
    sums: dict[tuple[str, int, str], dict[int, tuple[int, float]]] = {}
    # Small ones first: less is lost by rounding.
    for stats in sorted(several, key=lambda stats: stats.unit):
        for key, rows in stats.timings.items():
            lines = sums.setdefault(key, {})
            for line, hits, ticks in rows:
                before = lines.get(line, (0, 0.0))
                lines[line] = (before[0] + hits, before[1] + ticks * (stats.unit / unit))
    return {
        key: [(line, hits, round(ticks)) for line, (hits, ticks) in sorted(lines.items())]
        for key, lines in sums.items()
    }, unit


load_stats = LineStats.from_files


def is_generated_code(filename: str) -> bool:
    """A notebook's cell or the like: it is in no file, but linecache may have its text."""
    filename, temporary = os.path.normcase(filename), os.path.normcase(tempfile.gettempdir())
    kernels = tuple(os.path.join(temporary, kernel) for kernel in ("ipykernel_", "xpython_"))
    return filename.startswith(("<generated", "<ipython-input-", *kernels))


def get_code_block(filename: str | os.PathLike[str], lineno: int) -> list[str]:
    """The lines of the function or class that starts there, each with its end."""
    return inspect.getblock(linecache.getlines(os.fspath(filename))[lineno - 1 :])


def show_text(
    stats: Timings,
    unit: float,
    output_unit: float | None = None,
    stream: TextIO | None = None,
    stripzeros: bool = False,
    details: bool = True,
    summarize: bool = False,
    sort: bool = False,
    rich: bool = False,
    *,
    config: Config = None,
) -> None:
    """Writes timings as text: `details` is a table of each function, `summarize` its time in a line.

    `output_unit` is seconds in one of what the tables show; `stripzeros` leaves out what has not run; `sort` puts the
    slowest last.
    """
    stream = stream or sys.stdout
    stream.write(f"Timer unit: {unit if output_unit is None else output_unit:g} s\n\n")
    functions = list(stats.items())
    if sort:
        functions.sort(key=lambda item: sum(ticks for _, _, ticks in item[1]))
    if details:
        for (filename, line, name), timings in functions:
            show_func(filename, line, name, timings, unit, output_unit, stream, stripzeros, rich, config=config)
    if summarize:
        for (filename, line, name), timings in functions:
            total = sum(ticks for _, _, ticks in timings) * unit
            if total or not stripzeros:
                _write_summary(stream, f"{total:6.2f} seconds - ", filename, f":{line} - {name}", rich)


def _write_summary(stream: TextIO, before: str, filename: str, behind: str, rich: bool) -> None:
    if not rich:
        stream.write(f"{before}{filename}{behind}\n")
        return
    from rich.text import Text

    text = Text.assemble(before, (filename, f"link file://{os.path.abspath(filename)}"), behind)
    _console(stream).print(text)


def _console(stream: TextIO) -> Any:
    from rich.console import Console

    is_terminal = hasattr(stream, "isatty") and stream.isatty()
    return Console(file=stream, soft_wrap=True, color_system="standard" if is_terminal else None)


def show_func(
    filename: str,
    start_lineno: int,
    func_name: str,
    timings: Sequence[tuple[int, int, float]],
    unit: float,
    output_unit: float | None = None,
    stream: TextIO | None = None,
    stripzeros: bool = False,
    rich: bool = False,
    *,
    config: Config = None,
) -> None:
    """Writes the table of one function; see `show_text`. `timings` are (line, hits, ticks of `unit` seconds)."""
    stream = stream or sys.stdout
    if stripzeros and not sum(hits for _, hits, _ in timings):
        return
    stream.write(f"Total time: {sum(ticks for _, _, ticks in timings) * unit:g} s\n")
    if os.path.exists(filename) or is_generated_code(filename):
        stream.write(f"File: {filename}\nFunction: {func_name} at line {start_lineno}\n")
        if os.path.exists(filename):
            # It may have changed since Python last looked.
            linecache.clearcache()
        texts = get_code_block(filename, start_lineno)
    else:
        stream.write(
            f"\nCould not find file {filename}\n"
            "Are you sure you are running this program from the same directory\n"
            "that you ran the profiler from?\n"
            "Continuing without the function's contents.\n"
        )
        last = max((line for line, _, _ in timings), default=start_lineno)
        texts = [""] * (last - start_lineno + 1)
    lines = {start_lineno + number: text.rstrip("\r\n") for number, text in enumerate(texts)}
    table = line_table(timings, unit / (output_unit or unit), lines, _widths(config))
    stream.write(f"\n{table.header}\n{'=' * len(table.header)}\n")
    if rich:
        _write_highlighted(stream, table.rows)
    else:
        for row in table.rows:
            stream.write(_encodable(f"{row.left}  {row.text}", stream) + "\n")
    stream.write("\n")


def _widths(config: Config) -> Mapping[str, int]:
    widths = settings.load(config).tables["show"]["column_widths"]
    return {name: max(width, widths[name]) for name, width in WIDTHS.items()}


def _encodable(text: str, stream: TextIO) -> str:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _write_highlighted(stream: TextIO, rows: Sequence[Any]) -> None:
    """Numbers and Python in colours, side by side."""
    from rich.highlighter import ReprHighlighter
    from rich.syntax import Syntax
    from rich.table import Table
    from rich.text import Text

    left = Text("\n".join(row.left for row in rows))
    ReprHighlighter().highlight(left)
    source = Syntax("\n".join(row.text for row in rows), "python", background_color="default")
    beside = Table.grid()
    beside.add_row(left, "  ", source)
    _console(stream).print(beside)
