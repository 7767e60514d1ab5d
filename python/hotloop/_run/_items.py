"""Generator expressions that a builtin goes through: machine code makes their values ahead, a list at a time.

    sum(f(x) for x in range(n))      sum(enter_items(9, (f(x) for x in range(n))))

    the first values come from the generator itself, and are timed; if those that are left are worth it, what follows
    are lists: [f(x) for x in range(40, 41)], [f(x) for x in range(41, 105)], ...

`sum` gets one value after the other, whoever makes them, so its result is CPython's. It calls nothing of the program's
between two values if they are numbers, so whether a value is made just before it is asked for, or with some that
follow, nobody can tell. An exception is raised by the generator (`throw`), so it comes out of the frame that it would.
"""

from __future__ import annotations

import builtins
import sys
import time
import types
from _operator import length_hint
from itertools import chain, islice

from .. import _hotloop
from .._errors import CompileError
from . import _loops, _regions, _rest
from ._loops import EAGER, WatchedLoop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from typing import Any

# An entry that ends earlier tells little, and after so many of them in a row nobody looks any more.
SHORT, MAX_SHORT = 0.2e-3, 64
# A first list of so many seconds in CPython, and values that a list may have if more than one item makes them.
FIRST_LIST, MAX_VALUES = 1e-3, 1 << 17
# A builtin that does more than to keep values may call a method of one that is not of these types.
_NUMBERS = {bool, int, float, complex}
_HARMLESS = {
    "sum": _NUMBERS,
    "min": {bool, int, float, str},
    "max": {bool, int, float, str},
    "sorted": {bool, int, float, str},
    "set": {*_NUMBERS, str},
    "frozenset": {*_NUMBERS, str},
}


class WatchedItems(WatchedLoop):
    """A generator expression.

    n_entries  how often its values have been asked for
    each       seconds that an item has taken in CPython, when that was last seen
    """

    n_entries = 0
    each = 0.0
    n_short = 0
    is_left_alone = False

    def values(self, generator: types.GeneratorType[Any, Any, Any]) -> Iterator[Iterable[Any]]:
        """Its values, in pieces."""
        began = last = time.perf_counter()
        self.n_entries += 1
        n_values, left_before = 1, -1
        while True:
            yield islice(generator, n_values)
            now = time.perf_counter()
            frame = generator.gi_frame
            if frame is None:
                self.n_short = self.n_short + 1 if now - began < SHORT else 0
                self.is_left_alone |= self.n_short >= MAX_SHORT
                self.own_seconds += now - began
                return
            is_known = n_values == 1 and self.each > 0.0 and bool(self.compiled_entries)
            if now - last < SHORT and not is_known and not EAGER:
                n_values *= 2
                continue
            source = frame.f_locals[".0"]
            _loops.let_go(frame)
            left = _n_left(source)
            if left is None:
                break
            # One item of the first `for` may make many values.
            if left < left_before:
                self.each = (now - last) / (left_before - left)
            if left < left_before or is_known or EAGER:
                if self._is_worth(self.each * left, self.own_seconds + now - began):
                    self.own_seconds += now - began
                    began = yield from self._made_ahead(generator, frame, source, self.each)
                    if generator.gi_frame is None:
                        return
                break
            last, left_before = now, left
        yield generator
        self.own_seconds += time.perf_counter() - began

    def _made_ahead(
        self, generator: Any, frame: types.FrameType, source: Any, each: float
    ) -> Generator[Iterable[Any], None, float]:
        """Lists of what is left, by machine code. If some is left behind them it is the generator's, from the time
        that is the result on.

        each: seconds that an item takes in CPython.
        """
        began = time.perf_counter()
        iterator = source.iterator if type(source) is Source else source
        try:
            params, arguments, functions = self._surroundings(frame)
            rest = _rest.rest_of(iterator, 0, dict(zip(params, arguments)))
            if rest is None or (self.loop.is_nested and type(source) is not Source):
                what = f"a `for` over {_loops.with_article(type(iterator).__name__)}"
                raise _loops.Refused(self.loop.span[0], what, False)
            copying = sum(_loops._seconds_to_copy(one, self.loop.stores) for one in arguments if type(one) is list)
            if each * rest.length < copying and not EAGER:
                return began
            variant = self._variant_of(frame, (*params, _rest.ITEMS), rest.text, functions)
            if type(source) is Source:
                # Nothing is done yet, but it is compiled.
                variant.dispatcher(*arguments, _none_of(rest))
                self._note_list(variant, began, 0)
        except CompileError:
            self._refuse(_loops._refused(variant, self, dict(zip(params, arguments))), began)
            return time.perf_counter()
        except _loops.Refused as refused:
            self._refuse(refused, began)
            return time.perf_counter()
        except RecursionError:
            return time.perf_counter()
        finally:
            _loops.let_go(frame)
        if type(source) is Source:
            # It ends behind the item that it is at.
            source.has_ended = True
            yield generator
        # Of a range one part after the other, so that the values need no more memory than they must.
        items = range(*rest.items) if rest.shape == "r" else range(rest.length)
        n_items, n_values, n_done, n_strikes = (1 if rest.shape == "r" else rest.length), 1, 0, 0
        make: Any = variant.dispatcher
        while n_done < len(items):
            part = items[n_done : n_done + n_items]
            given = (part.start, part.stop, part.step) if rest.shape == "r" else rest.items
            started = time.perf_counter()
            try:
                made = make(*arguments, given)
            except BaseException as error:
                if type(error) is CompileError:
                    # Before it has done anything of this part.
                    self._refuse(_loops._refused(variant, self, dict(zip(params, arguments))), started)
                    make = variant.function
                    if type(source) is Source:
                        continue
                    next(islice(iterator, n_done, n_done), None)
                    return time.perf_counter()
                self._note_list(variant, started, len(part))
                # Raised by C code: none of our frames is in its traceback.
                trace = _in_frame(error.__traceback__, frame, self.filename)
                generator.close()
                yield map(_hotloop.raise_again, [error.with_traceback(trace)])
                return 0.0
            seconds = self._note_list(variant, started, len(part))
            n_done += len(part)
            yield made
            harmless = _HARMLESS.get(self.loop.consumer or "")
            is_harmless = harmless is None or harmless.issuperset(map(type, made))
            n_values = max(n_values, len(made) // len(part))
            in_python = each * len(part)
            is_slower = variant.calls > 3 and seconds > in_python and not EAGER
            # Once, another process may have run meanwhile; it hardly takes twice as long as this one.
            n_strikes = n_strikes + (2 if seconds > 3 * in_python else 1) if is_slower else 0
            if n_strikes >= _loops.MAX_STRIKES and make is variant.dispatcher:
                self.is_left_alone, self.is_dropped = True, True
                machine = 1e6 * seconds / len(part)
                self.refusal = self.loop.span[0], f"machine code is slower: {machine:.3g} us an item"
                make = variant.function
            if make is variant.function or not is_harmless:
                if type(source) is not Source and n_done < len(items):
                    next(islice(iterator, n_done, n_done), None)
                    return time.perf_counter()
                n_items = 1
            elif n_done == 1:
                n_items = max(1, int(FIRST_LIST / each)) if each else 1
            else:
                n_items *= 2
            n_items = max(1, min(n_items, MAX_VALUES // n_values))
        generator.close()
        return 0.0

    def _surroundings(self, frame: types.FrameType) -> tuple[tuple[str, ...], list[Any], dict[str, Any]]:
        """The names that it reads of what is around it, their values, and what stands for functions."""
        line = self.loop.span[0]
        local, everybodys = dict(frame.f_locals), frame.f_globals
        consumer = self.loop.consumer or ""
        if consumer in everybodys or getattr(builtins, consumer, None) is not _BUILTINS[consumer]:
            raise _loops.Refused(line, f"`{consumer}`, which is not CPython's own", True)
        if _hotloop.others_may_look():
            raise _loops.NotYet(line, "other threads or signal handlers, which may look at its variables", False)
        given: dict[str, Any] = {}
        functions: dict[str, Any] = {}
        for name in self.loop.read - self.loop.assigned:
            if name in local:
                is_code = isinstance(local[name], _loops._CODE) and not _loops._draws(local[name])
                (functions if is_code else given)[name] = local[name]
            elif name in everybodys:
                value = everybodys[name]
                plain = (*_loops._CODE, int, float, complex, str, tuple)
                if not isinstance(value, plain) or _loops._is_long(value):
                    given[name] = value
        if not _loops._leaves_alone(
            [*given.values(), *functions.values(), *self._called(everybodys)], {*given}, everybodys
        ):
            raise _loops.Refused(line, "a function that it calls and that may change its variables", False)
        params = tuple(sorted(given))
        return params, [given[name] for name in params], functions

    def _called(self, everybodys: dict[str, Any]) -> list[Any]:
        return [everybodys[name] for name in self.loop.read if name in everybodys]

    def _variant_of(
        self, frame: types.FrameType, params: tuple[str, ...], iterated: str, functions: dict[str, Any]
    ) -> _loops.Variant:
        code, variables = frame.f_code, frame.f_globals
        known = tuple(sorted((name, id(value)) for name, value in functions.items()))
        key = params, iterated, id(variables), id(code), known
        if key not in self.variants:
            if known and sum(1 for one in self.variants if one[-1]) >= _loops.MAX_FUNCTIONS:
                what = f"`{known[0][0]}`, which is another function each time"
                raise _loops.Refused(self.loop.span[0], what, True)
            paused = _hotloop.pause_collecting()
            try:
                function = _regions.make_items(
                    self.loop, self.module.text, code, variables, params, iterated, functions
                )
                self.variants[key] = _loops.Variant(function, self.options, False, False, False, False)
            except (SyntaxError, ValueError, RecursionError) as error:
                what = f"its text, which cannot be cut out of the file: {error}"
                raise _loops.Refused(self.loop.span[0], what, True) from None
            finally:
                _hotloop.resume_collecting(paused)
        return self.variants[key]

    def _note_list(self, variant: _loops.Variant, started: float, n_items: int) -> float:
        """The seconds that a list has taken."""
        seconds = time.perf_counter() - started
        compile_seconds, _ = _hotloop.seconds_of(variant.dispatcher)
        newly = max(0.0, compile_seconds - variant.compile_seconds)
        variant.compile_seconds = compile_seconds
        variant.calls += 1
        self.refusal = None
        self.compile_seconds += newly
        self.compiled_seconds += max(0.0, seconds - newly)
        self.compiled_entries += 1
        self.compiled_trips += n_items
        return seconds

    def _refuse(self, refused: _loops.Refused, began: float) -> None:
        self.n_refusals += 1
        in_vain = time.perf_counter() - began
        self.vain_seconds += in_vain
        _loops._note_vain(in_vain)
        self.refusal = refused.line, refused.what
        self.is_left_alone |= refused.is_final or self.n_refusals >= _loops.MAX_REFUSALS


_BUILTINS = vars(builtins).copy()


def _n_left(source: Any) -> int | None:
    left = length_hint(source, -1)
    return left if left >= 0 else _loops.n_left(source, 0)


class Source:
    """What the first of several `for` goes through: it can be ended between two items."""

    __slots__ = "has_ended", "iterator"

    def __init__(self, iterator: Iterator[Any]) -> None:
        self.iterator = iterator
        self.has_ended = False

    def __iter__(self) -> Source:
        return self

    def __next__(self) -> Any:
        if self.has_ended:
            raise StopIteration
        return next(self.iterator)

    def __length_hint__(self) -> int:
        return length_hint(self.iterator, -1)


# Iterators that raise nothing, so that none of our frames is in a traceback.
_PLAIN = (range, list, tuple)


def _none_of(rest: _rest.Rest) -> tuple[Any, ...]:
    """The items of a range, list or tuple as they are when none is left."""
    if rest.shape == "r":
        return 0, 0, 1
    *of, at = rest.items
    return *of, at + rest.length


def _in_frame(trace: types.TracebackType | None, frame: types.FrameType, filename: str) -> types.TracebackType:
    """A traceback as it would be if the generator's frame had called what it has called."""
    while trace is not None and trace.tb_frame.f_code.co_filename != filename:
        trace = trace.tb_next
    if trace is None:
        # It never got to machine code.
        return types.TracebackType(None, frame, frame.f_lasti, frame.f_lineno)
    if trace.tb_next is not None and trace.tb_next.tb_frame.f_code.co_name == "<listcomp>":
        trace = trace.tb_next
    return types.TracebackType(trace.tb_next, frame, _loops._same_instruction(frame.f_code, trace), trace.tb_lineno)


def enter_items(number: int, generator: Any) -> Any:
    """What a builtin goes through in place of a generator expression: the same values."""
    watched: Any = _loops.loop_of(number)
    is_watched = sys.gettrace() or sys.getprofile() or _loops.profile is not None
    if watched.is_left_alone or watched.options.check or is_watched:
        return generator
    return chain.from_iterable(watched.values(generator))


def enter_source(number: int, iterable: Any) -> Any:
    """What the first `for` of a generator expression goes through, if there are several."""
    watched: Any = _loops.loop_of(number)
    if watched.is_left_alone or type(iterable) not in _PLAIN:
        return iterable
    return Source(iter(iterable))
