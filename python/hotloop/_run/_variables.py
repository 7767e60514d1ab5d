"""The variables of a loop where machine code begins: its parameters and results, and who else may look at them.

variables_of(watched, frame)    ("i", "total"), ("total",), {"i": 40, "total": 780}, ...
"""

from __future__ import annotations

import builtins
import sys
import types

from .. import _hotloop
from . import _callees, _reach, _refusals
from ._refusals import NotYet, Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._callees import Callees
    from ._entry import Entry
    from ._loops import WatchedLoop

# Parameters of a loop that was cut out: what is left of its range.
RANGE = ("__hotloop_start", "__hotloop_stop", "__hotloop_step")
CO_OPTIMIZED = 1


def variables_of(
    watched: WatchedLoop, frame: types.FrameType
) -> tuple[tuple[str, ...], tuple[str, ...], dict[str, Any], Callees]:
    """The loop's parameters and results, the values of the former, and who else has some of them."""
    loop, code = watched.loop, frame.f_code
    variables = frame.f_locals
    is_module = variables is frame.f_globals
    callees = _callees.of_loop(loop, loop.assigned if is_module else loop.globals, frame.f_globals)
    own: set[str] = set() if is_module else {*code.co_varnames, *code.co_cellvars, *code.co_freevars}
    if clash := callees.written & own:
        raise Refused(loop.span[0], f"`{min(clash)}`, which is also a global variable that the loop changes", True)
    watched.globals |= callees.written
    read = loop.read | callees.read
    changed = (loop.assigned - loop.private) | callees.written
    common = set() if is_module else loop.globals | callees.written
    results = tuple(sorted(changed))
    params = set(results)
    if not is_module:
        _check_owners(watched, code)
    missing = [name for name in changed - common if name not in variables]
    missing += [name for name in common if name not in frame.f_globals]
    if missing:
        raise NotYet(loop.span[0], f"`{min(missing)}` has no value when the loop begins", False)
    if is_module:
        if changed and _hotloop.others_may_look():
            what = "other threads or signal handlers, which may look at its variables: they are globals"
            raise NotYet(loop.span[0], what, False)
        for name in read:
            if name in variables and not isinstance(variables[name], _reach.CODE):
                params.add(name)
        _reach.check_callees(watched, loop.assigned | callees.written, callees.functions, variables, frame.f_globals)
    else:
        if common and _hotloop.others_may_look():
            what = f"other threads or signal handlers, which may look at `{min(common)}`: it is global"
            raise NotYet(loop.span[0], what, False)
        shared = loop.read & _reach.variables_shared(code, loop)
        if shared and _hotloop.others_may_look():
            what = f"other threads or signal handlers, which may change `{min(shared)}`"
            raise NotYet(loop.span[0], what, False)
        for name in (loop.read & own) - loop.private:
            if name not in variables and (name in frame.f_globals or hasattr(builtins, name)):
                # A function made of the loop would find that one.
                raise NotYet(loop.span[0], f"`{name}` has no value when the loop begins", False)
            if name in variables and (not isinstance(variables[name], _reach.CODE) or _reach.draws(variables[name])):
                params.add(name)
        for name in read - own:
            value = frame.f_globals.get(name, len)
            if not isinstance(value, (*_reach.CODE, int, float, complex, str, tuple)) or _refusals.is_long(value):
                params.add(name)
        variables = {**frame.f_globals, **variables}
        if common:
            _reach.check_callees(watched, common, callees.functions, variables, frame.f_globals)
    return tuple(sorted(params)), results, variables, callees


def functions_of(watched: WatchedLoop, frame: types.FrameType, params: tuple[str, ...]) -> dict[str, Any]:
    """What the loop reads of its function's variables that is code: a nested function, `sqrt = math.sqrt`."""
    code, variables = frame.f_code, frame.f_locals
    if variables is frame.f_globals:
        return {}
    own = {*code.co_varnames, *code.co_cellvars, *code.co_freevars}
    read = (watched.loop.read & own) - watched.loop.assigned - {*params}
    return {name: variables[name] for name in read if isinstance(variables.get(name), _reach.CODE)}


def methods_of(watched: WatchedLoop, frame: types.FrameType, values: dict[str, Any]) -> dict[str, str]:
    """What the loop reads that is a method of a list (`ins = perm.insert`), and the variable that is the list."""
    found = {}
    is_module = frame.f_locals is frame.f_globals
    own = frame.f_locals if is_module else frame.f_code.co_varnames
    # A namespace may have other keys than names: `globals()[5] = perm`.
    lists = {id(values[name]): name for name in [*own] if type(values.get(name)) is list and _is_name(name)}
    for name in watched.loop.read - watched.loop.assigned:
        value = values.get(name)
        if type(value) is types.BuiltinFunctionType and id(value.__self__) in lists and name in own:
            found[name] = lists[id(value.__self__)]
    return found


def may_call_out(watched: WatchedLoop, entry: Entry) -> bool:
    """May CPython run what it likes in the middle of machine code? Not if that may look at the loop's variables."""
    loop, frame = watched.loop, entry.frame
    # A function's are not looked at: it would keep what they are now.
    is_module = not frame.f_code.co_flags & CO_OPTIMIZED and frame.f_locals is frame.f_globals
    if not is_module and loop.read & _reach.variables_shared(frame.f_code, loop, _last_line(watched)):
        return False
    own = {*frame.f_code.co_varnames}
    known = {*entry.params, *loop.assigned, *loop.globals}
    seen_by_others = {name for name in known if is_module or name not in own}
    seen_by_others -= {*RANGE, "__hotloop_items"}
    if not seen_by_others:
        return True
    return _reach.leaves_alone([entry.values.get(name) for name in loop.read], seen_by_others, frame.f_globals)


def _check_owners(watched: WatchedLoop, code: types.CodeType) -> None:
    """What the loop assigns must be its function's alone."""
    loop = watched.loop
    if captured := loop.assigned & _reach.variables_shared(code, loop, _last_line(watched)):
        raise Refused(loop.span[0], f"`{min(captured)}` is shared with another function", True)
    if foreign := loop.assigned - loop.globals - {*code.co_varnames, *code.co_cellvars, *code.co_freevars}:
        raise Refused(loop.span[0], f"`{min(foreign)}` is a global variable that the loop assigns", True)


def _last_line(watched: WatchedLoop) -> int:
    """Of the loops around it in its function, or its own: what stands behind has not been run when it is."""
    line, column, *_ = watched.loop.span
    around = [one.span for one in watched.module.loops if one.function == watched.loop.function]
    return max(span[2] for span in around if span[:2] <= (line, column) and span[2] >= line)


def _is_name(key: object) -> bool:
    """Is it a variable's, and none of hotloop's?"""
    return type(key) is str and key.isidentifier() and not key.startswith("__")


def let_go(frame: types.FrameType) -> None:
    """Before 3.13 a function's frame keeps what its variables were when somebody looked at them, and so alive."""
    if sys.version_info < (3, 13) and frame.f_code.co_flags & CO_OPTIMIZED:
        frame.f_locals.clear()  # type: ignore[attr-defined]
