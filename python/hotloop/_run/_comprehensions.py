"""List comprehensions of the program: machine code makes what is left of the list.

    [f(x) for x in range(n)]      [f(x) for x in enter(9, range(n))]

    the watch hands out the first items, and they are timed; if those that are left are worth it, a function of the
    comprehension's text makes their values, [f(x) for x in range(40, n)], and the watch puts them into the list

The list that CPython has begun is found on the stack of the frame, right below the watch (`comprehension.rs`). Where
the machine code has to be left, all that it has done of that part is undone, and CPython goes on with the items: what
raises does so where the program says, with nothing of ours in the traceback.
"""

from __future__ import annotations

import sys

from .. import _hotloop
from .._errors import CompileError
from . import _copies, _entry, _loops, _refusals, _rest, _variables
from ._items import WatchedItems
from ._loops import EAGER, perf_counter  # as it was before the program began

TYPE_CHECKING = False
if TYPE_CHECKING:
    import types
    from typing import Any

# Items of a range that are made at a time, at first: where one of them raises, or is an int of more than 64 bits, the
# part in which it is has been made in vain.
FIRST_PART, GROWTH = 256, 8
# A comprehension has no frame of its own.
_IS_INLINE = sys.version_info >= (3, 12)
# So often in vain, and it is CPython's.
MAX_LEFT = 2


class WatchedComprehension(WatchedItems):
    """n_left   how often machine code had to be left"""

    n_left = 0
    is_in_try = False

    def _enter(self, frame: types.FrameType, iterable: Any, taken: int) -> _entry.Entry:
        line = self.loop.span[0]
        if _loops.profile is not None or self.options.check:
            raise _refusals.Refused(line, "a list comprehension that is profiled or checked", True)
        shared = self.loop.assigned & {*frame.f_code.co_cellvars, *frame.f_code.co_freevars} if _IS_INLINE else ()
        if shared:
            # CPython 3.13.0 crashes where the variables of such a frame are asked for.
            raise _refusals.Refused(line, f"`{min(shared)}`, a name that nested functions have in common with it", True)
        try:
            params, arguments, functions = self._surroundings(frame)
        finally:
            _variables.let_go(frame)
        given = dict(zip(params, arguments))
        if type(iterable) is range:
            iterable, taken = iter(iterable[taken:]), 0
        rest = _rest.rest_of(iterable, taken, given)
        if rest is None:
            what = f"a `for` over {_refusals.with_article(type(iterable).__name__)}"
            raise _refusals.Refused(line, what, False)
        lists = [one for one in arguments if type(one) is list or _copies.is_instance(one)]
        lists += self._lists_found(given, lists) + _rest.lists_in(rest.items)
        callees: Any = None
        return _entry.Entry(
            frame,
            (*params, _rest.ITEMS),
            (),
            {**given, _rest.ITEMS: rest},
            functions,
            (),
            arguments,
            rest.text,
            rest.length,
            lists,
            self.loop.stores,
            callees,
        )

    def _run(self, entry: _entry.Entry, each: float, seconds: float, inside: float, taken: int) -> Any:
        """The values of what is left: a list, or if that is not all of it, with the number of items that it is of."""
        rest: _rest.Rest = entry.values[_rest.ITEMS]
        variant = self._variant_of(entry.frame, entry.params, entry.iterated, entry.functions)
        started, clock = perf_counter(), _hotloop.loop_clock()
        is_range = rest.shape == "r"
        items = range(*rest.items) if is_range else range(rest.length)
        values: list[Any] = []
        n_done, n_items = 0, FIRST_PART if is_range else rest.length
        try:
            while n_done < rest.length:
                part = items[n_done : n_done + n_items]
                given = (part.start, part.stop, part.step) if is_range else rest.items
                made = _made(variant, *entry.arguments, given)
                if made is None and not n_done:
                    raise _refusals.refused_by(variant, self, entry.values)
                if made is None or made is NotImplemented:
                    # What has been done is not done again.
                    self.n_left += 1
                    break
                values = values + made if values else made
                n_done += len(part)
                n_items *= GROWTH
        except _refusals.Refused:
            raise
        except BaseException:
            self._note(variant, started, clock, n_done, each)
            raise
        self.refusal = None
        self._note(variant, started, clock, n_done, each)
        if self.n_left >= MAX_LEFT and not self.is_dropped:
            self.drop("it is left for CPython again and again")
        elif not self.is_dropped:
            self.first_types = ()
            # All that it needs has a value before its first item.
            self.at_once = True
            _hotloop.be_eager(self.number, not EAGER)
        self.watched_seconds += min(seconds, each * taken)
        self.own_seconds += max(0.0, seconds - inside)
        self.watched_trips += taken
        return values if n_done == rest.length else (values, n_done)


def _made(variant: _entry.Variant, *arguments: Any) -> Any:
    """The values; NotImplemented: machine code was left; None: there is none for these arguments."""
    try:
        return variant.dispatcher(*arguments)
    except CompileError:
        return None
