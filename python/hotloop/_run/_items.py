"""Generator expressions that a builtin goes through: machine code makes their values ahead, a list at a time.

    sum(f(x) for x in range(n))      sum(enter_items(9, sum, (f(x) for x in range(n))))

    the first values come from the generator itself, and are timed; if those that are left are worth it, what follows
    are lists: [f(x) for x in range(40, 41)], [f(x) for x in range(41, 105)], ...

`sum` gets one value after the other, whoever makes them, so its result is CPython's. It calls nothing of the program's
between two values if they are numbers, so whether a value is made just before it is asked for, or with some that
follow, nobody can tell. What may raise in the middle of the values (`sum` at a `None`) gets none ahead: their type is
known before the first list. An exception gets a traceback as if the generator's frame had raised it.
"""

from __future__ import annotations

import builtins
import sys
import types
from itertools import chain, islice

from .. import _hotloop
from .._errors import CompileError
from . import _copies, _entry, _loops, _reach, _refusals, _regions, _rest, _traces, _variables
from ._loops import EAGER, WatchedLoop, perf_counter  # as it was before the program began
from ._rewrite import COMPREHENSION

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
_HARMLESS: dict[str, set[type]] = {
    "sum": _NUMBERS,
    "min": {bool, int, float, str},
    "max": {bool, int, float, str},
    # No floats: which object a NaN is matters.
    "set": {bool, int, str, tuple, type(None)},
    "frozenset": {bool, int, str, tuple, type(None)},
}


class WatchedItems(WatchedLoop):
    """A generator expression.

    each       seconds that an item has taken in CPython, when that was last seen
    """

    each = 0.0
    n_short = 0
    is_left_alone = False

    def values(self, generator: types.GeneratorType[Any, Any, Any]) -> Iterator[Iterable[Any]]:
        """Its values, in pieces."""
        ahead = _Ahead()
        try:
            yield from self._pieces(generator, ahead)
            return
        except GeneratorExit:
            raise
        except RecursionError:
            failure = None
        except BaseException as error:
            # What the generator itself raises does not come by here.
            failure = error
        if failure is not None and _traces.is_of_handler(failure, failure.__traceback__):
            # Raised by C code: none of our frames is in its traceback.
            yield map(generator.throw, [failure.with_traceback(_traces.without_ours(failure.__traceback__))])
            return
        if failure is not None:
            self.leave_alone()
        if ahead.rest is not None:
            yield from ahead.left()
        yield generator

    def _pieces(
        self, generator: types.GeneratorType[Any, Any, Any], ahead: _Ahead
    ) -> Generator[Iterable[Any], None, None]:
        began = last = perf_counter()
        n_values, left_before = 1, -1
        while True:
            yield islice(generator, n_values)
            now = perf_counter()
            frame = generator.gi_frame
            if frame is None:
                self.n_short = self.n_short + 1 if now - began < SHORT else 0
                if self.n_short >= MAX_SHORT:
                    self.leave_alone()
                self.own_seconds += now - began
                return
            is_known = n_values == 1 and self.each > 0.0 and bool(self.compiled_entries)
            if now - last < SHORT and not is_known and not EAGER:
                n_values *= 2
                continue
            source = frame.f_locals[".0"]
            _variables.let_go(frame)
            left = _n_left(source)
            if left is None:
                break
            # One item of the first `for` may make many values.
            if left < left_before:
                self.each = (now - last) / (left_before - left)
            if left < left_before or is_known or EAGER:
                if self._is_worth(self.each * left, self.own_seconds + now - began):
                    self.own_seconds += now - began
                    # What we call later on has room, too.
                    _loops._descend(_loops.ROOM_TO_COMPILE)
                    source = None
                    is_own = _n_holders(generator) <= _OWN
                    source = frame.f_locals[".0"]
                    _variables.let_go(frame)
                    began = yield from self._made_ahead(generator, frame, source, is_own, self.each, ahead)
                    if generator.gi_frame is None:
                        return
                break
            last, left_before = now, left
        yield generator
        self.own_seconds += perf_counter() - began

    def _made_ahead(
        self, generator: Any, frame: types.FrameType, source: Any, is_own: bool, each: float, ahead: _Ahead
    ) -> Generator[Iterable[Any], None, float]:
        """Lists of what is left, by machine code. If some is left behind them it is the generator's, from the time
        that is the result on.

        is_own: nobody else has the iterator. each: seconds that an item takes in CPython.
        """
        began = perf_counter()
        iterator = source.iterator if type(source) is Source else source
        try:
            if type(source) is not Source and not (is_own and _hotloop.is_alone(source)):
                what = "an iterator that others may go on with"
                raise _refusals.Refused(self.loop.span[0], what, False)
            params, arguments, functions = self._surroundings(frame)
            rest = _rest.rest_of(iterator, 0, dict(zip(params, arguments)))
            if rest is None or (self.loop.is_nested and type(source) is not Source):
                what = f"a `for` over {_refusals.with_article(type(iterator).__name__)}"
                raise _refusals.Refused(self.loop.span[0], what, False)
            copying = sum(_copies.seconds_to_copy(one, self.loop.stores) for one in arguments if type(one) is list)
            if each * rest.length < self._counted(copying):
                return began
            variant = self._variant_of(frame, (*params, _rest.ITEMS), rest.text, functions)
            if type(source) is Source or self.loop.consumer in _HARMLESS:
                # Nothing is done yet, but it is compiled.
                variant.dispatcher(*arguments, _none_of(rest))
                self._note_list(variant, began, 0)
                if not _is_harmless(self.loop.consumer, _hotloop.last_result(variant.dispatcher)):
                    what = f"values of which `{self.loop.consumer}` asks for one after the other"
                    raise _refusals.Refused(self.loop.span[0], what, False)
        except CompileError:
            self._refuse(_refusals.refused_by(variant, self, dict(zip(params, arguments))), began)
            return perf_counter()
        except _refusals.Refused as refused:
            self._refuse(refused, began)
            return perf_counter()
        except RecursionError:
            return perf_counter()
        finally:
            _variables.let_go(frame)
        ahead.begin(iterator, rest, variant, arguments)
        if type(source) is Source:
            # It ends behind the item that it is at.
            source.has_ended = ahead.is_source = True
            yield generator
        # Of a range one part after the other, so that the values need no more memory than they must.
        items = range(*rest.items) if rest.shape == "r" else range(rest.length)
        n_items, n_values, n_done, n_strikes = (1 if rest.shape == "r" else rest.length), 1, 0, 0
        make: Any = variant.dispatcher
        while n_done < len(items):
            part = items[n_done : n_done + n_items]
            given = ahead.given(part)
            started = perf_counter()
            try:
                made = make(*arguments, given)
            except BaseException as error:
                if type(error) is CompileError:
                    # Before it has done anything of this part.
                    self._refuse(_refusals.refused_by(variant, self, dict(zip(params, arguments))), started)
                    make = variant.function
                    if type(source) is Source:
                        continue
                    next(islice(iterator, n_done, n_done), None)
                    return perf_counter()
                failure = error
            else:
                n_done = ahead.n_done = n_done + len(part)
                failure = None
            if failure is not None:
                self._note_list(variant, started, len(part))
                trace = _in_frame(failure.__traceback__, frame, self.filename)
                raised = _as_raised_by(generator, failure, trace)
                # Raised by C code: none of our frames is in its traceback.
                yield map(_hotloop.raise_again, [raised])
                return 0.0
            lasted = perf_counter() - started
            yield made
            seconds = self._note_list(variant, perf_counter() - lasted, len(part))
            harmless = _HARMLESS.get(self.loop.consumer or "")
            is_harmless = harmless is None or harmless.issuperset(map(type, made))
            n_values = max(n_values, len(made) // len(part))
            in_python = each * len(part)
            is_slower = variant.calls > 3 and seconds > in_python and not EAGER
            # Once, another process may have run meanwhile; it hardly takes twice as long as this one.
            n_strikes = n_strikes + (2 if seconds > 3 * in_python else 1) if is_slower else 0
            if n_strikes >= _loops.MAX_STRIKES and make is variant.dispatcher:
                self.leave_alone()
                self.is_dropped = True
                machine = 1e6 * seconds / len(part)
                self.refusal = self.loop.span[0], f"machine code is slower: {machine:.3g} us an item"
                make = variant.function
            if make is variant.function or not is_harmless:
                if type(source) is not Source and n_done < len(items):
                    next(islice(iterator, n_done, n_done), None)
                    return perf_counter()
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
        of_builtin = consumer != COMPREHENSION
        if of_builtin and (
            consumer in everybodys or getattr(builtins, consumer, None) is not _loops.BUILTINS[consumer]
        ):
            raise _refusals.Refused(line, f"`{consumer}`, which is not CPython's own", True)
        if _hotloop.others_may_look():
            raise _refusals.NotYet(line, "other threads or signal handlers, which may look at its variables", False)
        given: dict[str, Any] = {}
        functions: dict[str, Any] = {}
        for name in self.loop.read - self.loop.assigned:
            if name in local:
                is_code = isinstance(local[name], _reach.CODE) and not _reach.draws(local[name])
                (functions if is_code else given)[name] = local[name]
            elif name in everybodys:
                value = everybodys[name]
                plain = (*_reach.CODE, int, float, complex, str, tuple)
                if not isinstance(value, plain) or _refusals.is_long(value):
                    given[name] = value
        if not _reach.leaves_alone(
            [*given.values(), *functions.values(), *self._called(everybodys)], {*given}, everybodys
        ):
            raise _refusals.Refused(line, "a function that it calls and that may change its variables", False)
        params = tuple(sorted(given))
        return params, [given[name] for name in params], functions

    def _called(self, everybodys: dict[str, Any]) -> list[Any]:
        return [everybodys[name] for name in self.loop.read if name in everybodys]

    def _variant_of(
        self, frame: types.FrameType, params: tuple[str, ...], iterated: str, functions: dict[str, Any]
    ) -> _entry.Variant:
        code, variables = frame.f_code, frame.f_globals
        known = tuple(sorted((name, id(value)) for name, value in functions.items()))
        key = params, iterated, id(variables), id(code), known
        if key not in self.variants:
            if known and sum(1 for one in self.variants if one[-1]) >= _loops.MAX_FUNCTIONS:
                what = f"`{known[0][0]}`, which is another function each time"
                raise _refusals.Refused(self.loop.span[0], what, True)
            paused = _hotloop.pause_collecting()
            try:
                function = _regions.make_items(
                    self.loop, self.module.text, code, variables, params, iterated, functions
                )
                self.variants[key] = _entry.Variant(
                    function, self.options, False, False, False, False, self.loop.consumer == COMPREHENSION
                )
            except (SyntaxError, ValueError, RecursionError) as error:
                what = f"its text, which cannot be cut out of the file: {error}"
                raise _refusals.Refused(self.loop.span[0], what, True) from None
            finally:
                _hotloop.resume_collecting(paused)
        return self.variants[key]

    def _note_list(self, variant: _entry.Variant, started: float, n_items: int) -> float:
        """The seconds that a list has taken."""
        seconds = perf_counter() - started
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

    def _refuse(self, refused: _refusals.Refused, began: float) -> None:
        self.n_refusals += 1
        in_vain = perf_counter() - began
        self.vain_seconds += in_vain
        _loops._note_vain(in_vain)
        self.refusal = refused.line, refused.what
        if refused.is_final or self.n_refusals >= _loops.MAX_REFUSALS:
            self.leave_alone()

    def leave_alone(self) -> None:
        self.is_left_alone = True
        _hotloop.leave_alone(self.number)

    def _is_refused(self) -> bool:
        return self.is_left_alone or super()._is_refused()


def _is_harmless(consumer: str | None, result: str | None) -> bool:
    """Whether a builtin takes all values of a list of this type, and calls nothing of the program's for them."""
    if consumer not in _HARMLESS:
        return True
    for mark in "[]|,":
        result = (result or "").replace(mark, " ")
    kind, *of = result.split() or [""]
    found = {*of}
    if "str" in found and consumer in ("min", "max"):
        return kind == "list" and found == {"str"}
    known = {"None" if one is type(None) else one.__name__ for one in _HARMLESS[consumer]}
    return kind == "list" and found <= known


def _n_left(source: Any) -> int | None:
    """Of an iterator whose methods are not the program's."""
    return _copies.n_left(source.iterator if type(source) is Source else source, 0)


def _n_holders(generator: Any) -> int:
    """How many refer to what it goes through."""
    frame = generator.gi_frame
    source = frame.f_locals[".0"]
    _variables.let_go(frame)
    return sys.getrefcount(source)


def _n_holders_at_least() -> int:
    begun = (one for one in (1, 2))
    next(begun)
    return _n_holders(begun)


# If nobody else does.
_OWN = _n_holders_at_least()


class _Ahead:
    """How far lists of values have been made, for the case that an error of ours ends that."""

    rest: _rest.Rest | None = None
    n_done = 0
    is_source = False

    def begin(self, iterator: Any, rest: _rest.Rest, variant: _entry.Variant, arguments: list[Any]) -> None:
        self.iterator, self.rest, self.variant, self.arguments = iterator, rest, variant, arguments

    def given(self, part: range) -> tuple[Any, ...]:
        """The items of a part."""
        assert self.rest is not None
        return (part.start, part.stop, part.step) if self.rest.shape == "r" else self.rest.items

    def left(self) -> Iterator[Iterable[Any]]:
        """What the generator does not go on with itself."""
        if self.rest is None:
            return
        if not self.is_source:
            next(islice(self.iterator, self.n_done, self.n_done), None)
            return
        items = range(*self.rest.items) if self.rest.shape == "r" else range(self.rest.length)
        if self.n_done < len(items):
            yield self.variant.function(*self.arguments, self.given(items[self.n_done :]))


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


# Iterators that raise nothing, so that none of our frames is in a traceback.
_PLAIN = (range, list, tuple)


def _none_of(rest: _rest.Rest) -> tuple[Any, ...]:
    """The items of a rest as they are when none is left."""
    return _behind(iter(rest.shape), rest.items, rest.length)


def _behind(shape: Iterator[str], items: Any, n: int) -> tuple[Any, ...]:
    kind = next(shape)
    if kind == "r":
        return 0, 0, 1
    if kind == "e":
        return items[0], _behind(shape, items[1], n)
    if kind == "z":
        return tuple([_behind(shape, one, n) for one in items])
    *of, at = items
    return *of, at - n if kind in "bq" else at + n


def _as_raised_by(generator: Any, error: BaseException, trace: types.TracebackType) -> BaseException:
    """What comes out of a generator in which this is raised, with its traceback there; the generator is closed."""
    generator.close()
    error = error.with_traceback(trace)
    if not isinstance(error, StopIteration):
        return error
    raised = RuntimeError("generator raised StopIteration")
    raised.__cause__ = raised.__context__ = error
    return raised


def _in_frame(trace: types.TracebackType | None, frame: types.FrameType, filename: str) -> types.TracebackType:
    """A traceback as it would be if the generator's frame had called what it has called."""
    while trace is not None and trace.tb_frame.f_code.co_filename != filename:
        trace = trace.tb_next
    if trace is None:
        # It never got to machine code.
        return types.TracebackType(None, frame, frame.f_lasti, frame.f_lineno)
    if trace.tb_next is not None and trace.tb_next.tb_frame.f_code.co_name == "<listcomp>":
        trace = trace.tb_next
    return types.TracebackType(trace.tb_next, frame, _traces.same_instruction(frame.f_code, trace), trace.tb_lineno)


def enter_items(number: int, consumer: Any, generator: Any) -> Any:
    """What a builtin goes through in place of a generator expression: the same values."""
    watched: Any = _loops.loop_of(number)
    is_watched = sys.gettrace() or sys.getprofile() or _loops.profile is not None
    if watched.is_left_alone or watched.options.check or is_watched:
        return generator
    is_builtin = consumer is _loops.BUILTINS[watched.loop.consumer]
    if not is_builtin or type(generator) is not types.GeneratorType:
        return generator
    return chain.from_iterable(watched.values(generator))


def enter_source(number: int, iterable: Any) -> Any:
    """What the first `for` of a generator expression goes through, if there are several."""
    watched: Any = _loops.loop_of(number)
    if watched.is_left_alone or type(iterable) not in _PLAIN:
        return iterable
    return Source(iter(iterable))


# Without an import from now on.
_loops._enter_items, _loops._enter_source = enter_items, enter_source
