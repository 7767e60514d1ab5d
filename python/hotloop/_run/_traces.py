"""Tracebacks that show frames of the program, and none of ours.

exception.__traceback__ = of_handler_in(exception.__traceback__)    the program's frame, and a signal handler's
"""

from __future__ import annotations

import os
import types

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PACKAGE = os.path.join(os.path.dirname(os.path.dirname(__file__)), "")
_LIBRARY = os.path.join(os.path.dirname(os.path.realpath(os.__file__)), "")


def of_handler_in(trace: Any) -> types.TracebackType:
    """A traceback of the program's own frame and what stands behind ours: a signal handler."""
    return types.TracebackType(without_ours(trace.tb_next), trace.tb_frame, trace.tb_lasti, trace.tb_lineno)


def instruction_at(code: types.CodeType, trace: types.TracebackType) -> int:
    """The instruction of the program's own code that stands where the exception was raised, for the carets."""
    if trace.tb_frame.f_code.co_firstlineno == trace.tb_lineno:
        # A frame of ours, which has no code: `print` has raised.
        return _print_at(code, trace.tb_lineno)
    return same_instruction(code, trace)


def is_ours(trace: types.TracebackType) -> bool:
    """Whether a frame is of our code, or of the standard library, which that calls."""
    name = trace.tb_frame.f_code.co_filename
    is_of_library = name.startswith(_LIBRARY) and "site-packages" not in name
    return name.startswith((_PACKAGE, "<frozen ")) or is_of_library


def without_ours(trace: types.TracebackType | None) -> types.TracebackType | None:
    """The part of a traceback behind what is ours: a signal handler, say."""
    while trace is not None and is_ours(trace):
        trace = trace.tb_next
    return trace


def is_of_handler(error: BaseException, trace: types.TracebackType | None) -> bool:
    """Whether an exception that our code has raised, with this traceback, is a signal handler's, no error of ours."""
    return not isinstance(error, Exception) or without_ours(trace) is not None


def same_instruction(code: types.CodeType, trace: types.TracebackType) -> int:
    """The first instruction of a code that has the place of another code's that a traceback names."""
    positions = list(trace.tb_frame.f_code.co_positions())
    index = trace.tb_lasti // 2
    if 0 <= index < len(positions):
        for own, place in enumerate(code.co_positions()):
            if place == positions[index]:
                return own * 2
    return -1


def _print_at(code: types.CodeType, line: int) -> int:
    """The instruction that calls `print` on a line; else the first one there."""
    import dis

    here = [one for one in dis.get_instructions(code) if one.positions and one.positions.lineno == line]
    names = [one.positions for one in here if one.opname.startswith("LOAD_") and one.argval == "print"]
    begins = {(place.lineno, place.col_offset) for place in names if place}
    for one in here:
        place = one.positions
        if one.opname.startswith("CALL") and place and (place.lineno, place.col_offset) in begins:
            return one.offset
    return here[0].offset if here else -1
