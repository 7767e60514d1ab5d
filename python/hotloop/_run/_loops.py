"""What becomes of each loop of the program, decided while it runs.

    loop = WatchedLoop(...)        at import
    loop.look(range, 40, 1e-3)     in the middle of the loop: 40 items in a millisecond. Go on like this, or compile?

A loop is compiled where the time measured so far, times the trips that remain, repays it.
"""

from __future__ import annotations

import builtins
import itertools
import os
import sys
import types
from _collections import deque  # `collections` takes longer to import, as does `threading`
from _thread import get_ident
from time import perf_counter

from .. import _hotloop
from .._errors import CompileError
from . import _callees, _copies, _known, _module, _reach, _refusals, _rewrite, _traces, _variables
from ._entry import Entry, Variant
from ._refusals import NotYet, Refused

EAGER = os.environ.get("HOTLOOP_RUN_EAGER", "0") not in ("", "0")  # for tests: compile whatever can be compiled

# Told of machine code: a `_profile/_compiled.py::MachineCode` under `--profile`.
profile: Any = None

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._module import Module
    from ._rewrite import Loop

# A loop must promise to take this long to be compiled. From the cache code comes in 10 ms, else in up to 100.
WORTH_COMPILING = 0.02
# So many times as long as was spent on compiling it in vain, in this run or in the one before.
VAIN_REPAID = 25
# Compiling in vain may take so much of the run, and at first so many seconds: beyond, each such share doubles what a
# loop must promise.
VAIN_SHARE, VAIN_AT_FIRST, MAX_DOUBLINGS = 0.05, 0.1, 12
# What is left of a loop must promise to take this long to be given to machine code: going there and back takes 10 us.
WORTH_ENTERING = 50e-6
# So much of that must a loop have taken before: the first items tell little of those that follow. Less where it
# promises to take so many times as long, by each of the last two looks: in one of them another process may have run.
COPYING_REPAID, SURELY_REPAID, SURELY = 0.1, 0.03, 10
# HOTLOOP_RUN_EAGER asks nothing of a loop until copies of its lists have taken about so many seconds: a loop of 8
# iterations that is entered once for each cell of a grid would copy the grid as often.
COPIED_AT_FIRST = 0.1
# Nothing is decided before.
ENOUGH_TO_TELL = 0.1e-3
# Time between two looks.
LOOK_EVERY = 0.5e-3
# So many kinds of variables that cannot be compiled, and a loop is CPython's for good.
MAX_REFUSALS = 4
# What a watch costs about, of an entry that it lets pass.
A_WATCH = 0.1e-6
# So many entries, one after the other, in which machine code was slower: once, another process may have run meanwhile.
MAX_STRIKES = 3
FOR_EVER = 1 << 60
# Loops in an iteration that takes so long are compiled alone: in lanes, and left for CPython at each of their headers.
LONG_ITERATION = 0.01
# Compiling in vain that took so long is remembered.
WORTH_KNOWING = 1e-3
# Calls inside each other, of those that the recursion limit leaves, that compiling may need, and going to machine code.
ROOM_TO_COMPILE, ROOM_TO_GO = 100, 20

# What nobody needs before a loop is compiled.
_FOR_COMPILING = ["opcode", "hotloop._continuation", "hotloop._source", "hotloop._run._regions", "hotloop._run._rest"]
# Before the program can give these names to something else.
BUILTINS = {name: vars(builtins)[name] for name in _rewrite.CONSUMERS}

STARTED = perf_counter()

# Functions of one loop that its function makes, or gets, anew each time.
MAX_FUNCTIONS = 4


class WatchedLoop:
    """A loop of the program, what was decided about it, and what it has taken.

    refusal            why CPython keeps it: the line and what stands there; None if nothing speaks against it
    compile_seconds    spent on compiling it
    compiled_seconds   spent in machine code, and compiled_trips: iterations there, where they can be counted
    copied_seconds     that copies of its lists have taken about, of those that nobody has weighed
    is_in_try          the rewritten loop has a handler, `_failed`, for what is raised in the middle of it
    """

    is_in_try = True

    def __init__(self, loop: Loop, module: Module, number: int) -> None:
        self.loop = loop
        self.module = module
        self.filename = module.filename
        self.options = module.options
        self.refusal = loop.refusal
        self.number = number
        self.variants: dict[tuple[Any, ...], Variant] = {}
        self.n_refusals = 0
        self.strikes = 0
        self.compile_seconds = 0.0
        self.compiled_seconds = 0.0
        self.compiled_trips = 0
        self.compiled_entries = 0
        self.copied_seconds = 0.0
        self.measures_at = 2  # compiled entries
        known = module.known.get(number - module.first)
        self.known = known if known and not known.vain else None
        # The report is to say why: it is not what a loop was like in another run.
        self.vain_seconds = known.vain if known and not self.options.timed else 0.0
        self.first_types = self.known.types if self.known else ()
        # Global variables that it assigns in a function, or that what it calls does.
        self.globals = set(loop.globals)
        self.at_once = False
        self._last_look = 0, 0.0, 0.0
        self.watched_seconds = 0.0
        self.own_seconds = 0.0
        self.watched_trips = 0
        self.is_dropped = False
        self.outcomes: dict[int, int] = {}
        self.looked = 0, 0.0
        self.failure: tuple[BaseException, Any, dict[str, Any]] | None = None
        self.is_slower = False
        # Where functions that it calls find lists: global variables, and cells by the name of their content.
        self._places: list[tuple[dict[str, Any], str]] | None = None
        if self.known and self.known.is_slower:
            self.is_dropped, self.is_slower = True, True
            self.refusal = loop.span[0], "machine code was slower when the program was last run with these arguments"

    def look(self, iterable: Any, taken: int, seconds: float, inside: float, own: bool) -> Any:
        """Called by a watch that has handed out `taken` items in `seconds`: how many more, or None if all is done. If
        machine code was left in the middle: the items that are left then.

        inside: those of the seconds that loops in this one took. own: nobody else goes on with the iterator.
        """
        try:
            # The first items of a loop take longer than those that follow.
            if seconds < ENOUGH_TO_TELL and not self.compiled_entries and not self.known and not EAGER:
                return taken + 1
            frame = sys._getframe(1)
            _descend(ROOM_TO_GO if self.compiled_entries else ROOM_TO_COMPILE)
        except RecursionError:
            return taken
        entries, past_trips, past = _hotloop.loop_times(self.number)
        least = self._least_each(taken, seconds)
        each = self._each(taken, seconds)
        if past_trips > 0:
            # Another process may have run in the middle of these items.
            each = min(each, max(past / past_trips, least))
        left = None if self.loop.iterated is None else _copies.n_left(iterable, taken)
        if left == 0:
            return 1
        if each >= LONG_ITERATION and not self.known and self._is_done_inside(taken, seconds) and not EAGER:
            return taken + 1
        # If nobody knows: as long again as it has taken so far, or as long as it takes usually.
        usually = self.known.entry if self.known else past / max(entries - 1, 1)
        expected = max(seconds, usually - seconds) if left is None else each * left
        if not self._is_worth(expected, past):
            if past >= WORTH_COMPILING and entries > 1 and past / (entries - 1) < WORTH_ENTERING:
                each_entry = 1e6 * past / (entries - 1)
                self.drop(
                    f"each run of it takes {each_entry:.0f} us, less than going to machine code and back may cost"
                )
                return FOR_EVER
            pause = max(LOOK_EVERY, self._must_promise() / 40)
            return max(1, min(2 * taken, int(pause / each) if each > 0 else 1000))
        began = perf_counter()
        try:
            if not self.compiled_entries:
                _import_for_compiling()
            if not own and self.loop.iterated is not None:
                raise Refused(self.loop.span[0], "it goes through an iterator that others may go on with", False)
            entry = self._enter(frame, iterable, taken)
            if taken == 0 and entry.types() != self.first_types:
                # A sum of floats begins with an int: machine code for that is slower, and would have to be made.
                _hotloop.be_eager(self.number, False)
                return 1
            copying = self._counted(entry.copying)
            if taken == 0 and copying > 0.0 and self._measures_again():
                return 1
            is_sure = left is not None and least * left > SURELY * copying
            repaid = SURELY_REPAID if is_sure else COPYING_REPAID
            missing = repaid * copying - (seconds + past + self.watched_seconds)
            if missing > 0 and not self.known:
                return max(1, min(taken, int(missing / each) + 1)) if each > 0 else taken
            if expected < copying and left is None:
                # Nobody knows how long it will run, and it may well take longer than so far.
                return max(1, 2 * taken)
            if expected < copying:
                # A loop around this one copies them less often.
                self.refusal = self.loop.span[0], f"it is shorter than copying {entry.copied:,} elements of lists takes"
                _hotloop.be_patient(self.number, 10 * WORTH_COMPILING)
                return FOR_EVER
            return self._run(entry, each, seconds, inside, taken)
        except NotYet as refused:
            if taken == 0:
                _hotloop.be_eager(self.number, False)
                return 1
            self.refusal = refused.line, refused.what
            return min(2 * taken, 1 << 16)
        except Refused as refused:
            self.n_refusals += 1
            in_vain = perf_counter() - began
            self.vain_seconds += in_vain
            _note_vain(in_vain)
            self.refusal = refused.line, refused.what
            if self.n_refusals >= MAX_REFUSALS or refused.is_final:
                _hotloop.leave_alone(self.number)
            else:
                _hotloop.be_patient(self.number, max(10 * WORTH_COMPILING, self._must_promise()))
            return FOR_EVER

    def _counted(self, copying: float) -> float:
        """The seconds that copies take, as far as they count against machine code. Estimates: the same in each run."""
        if not EAGER or self.copied_seconds > COPIED_AT_FIRST:
            return copying
        self.copied_seconds += copying
        return 0.0

    def _measures_again(self) -> bool:
        """Entries copy lists: are the first items CPython's, to see what an iteration takes? Ever more rarely.

        What was measured once may have been another process's time, and a copy of a long list may take a thousand times
        what CPython takes for a short loop.
        """
        if EAGER or self.compiled_entries < self.measures_at:
            return False
        self.measures_at *= 2
        _hotloop.be_eager(self.number, False)
        return True

    def _is_worth(self, expected: float, past: float) -> bool:
        """Does what is left of the loop, which would take so long in CPython, repay machine code?"""
        if EAGER or self.is_dropped:
            return not self.is_dropped
        if expected < WORTH_ENTERING:
            return False
        return bool(self.compiled_entries or self.known) or expected + past >= self._must_promise()

    def _must_promise(self) -> float:
        """Seconds in CPython of a loop that is to be compiled."""
        return max(WORTH_COMPILING * 2.0 ** _doublings(), VAIN_REPAID * self.vain_seconds)

    def _each(self, taken: int, seconds: float) -> float:
        """What an iteration takes in CPython."""
        measured = self.watched_seconds + seconds
        if self.known and measured < ENOUGH_TO_TELL:
            return self.known.each
        return measured / (self.watched_trips + taken)

    def found_out(self) -> _known.Known | None:
        """For the next run of the program: machine code is worth it, or there is none; None: nobody knows."""
        if self.vain_seconds > WORTH_KNOWING and not self.compiled_entries:
            return _known.Known(0.0, 0.0, False, (), 0, self.vain_seconds)
        if not self.compiled_entries or (self.is_dropped and not self.is_slower):
            return self.known if self.is_slower else None
        each = self._each(0, 0.0) if self.watched_trips or self.known else 0.0
        if self.loop.iterated is None:
            # How many iterations those were is not known: in CPython they take longer.
            in_python, least = self.compiled_seconds, 0.1 * WORTH_COMPILING
        else:
            in_python, least = each * self.compiled_trips, WORTH_COMPILING
        strikes = 0
        if self.is_slower or (self.loop.iterated is not None and self.compiled_seconds > in_python):
            strikes = _known.MAX_STRIKES if self.is_slower else 1 + (self.known.strikes if self.known else 0)
        elif in_python < least:
            return None
        return _known.Known(each, in_python / self.compiled_entries, self.at_once, self.first_types, strikes, 0.0)

    def _least_each(self, taken: int, seconds: float) -> float:
        """What an item has taken between the last looks at an entry, where it took less; 0 at the first look."""
        before, seconds_before, each_before = self._last_look
        if taken <= before:
            before, seconds_before, each_before = 0, 0.0, 0.0
        each = (seconds - seconds_before) / (taken - before) if taken > before else 0.0
        self._last_look = taken, seconds, each
        return min(each, each_before)

    def _is_done_inside(self, taken: int, seconds: float) -> bool:
        """Have loops in this one, in machine code, taken most of the iterations since the last look?

        They may take more of the second one than of the first, in which they were compiled.
        """
        before = self.looked if self.looked[0] < taken else (0, 0.0)
        self.looked = taken, seconds
        last, now = seconds - before[1], perf_counter()
        inside = sum(spent for end, spent in _in_machine_code if end > now - last)
        return inside > 0.0 if taken == 1 else inside >= 0.5 * last

    def give_up(self) -> None:
        """It is entered again and again, and not compiled: its function is run as it was written, if that can be."""
        neighbours = [
            loop_of(self.module.first + index)
            for index, loop in enumerate(self.module.loops)
            if loop.function == self.loop.function or loop.function.startswith(f"{self.loop.function}.<locals>.")
        ]
        watching = A_WATCH * _hotloop.loop_times(self.number)[0]
        # One around this one is in the middle of an entry: how long that will be is not known.
        if all(
            one._is_refused() or ((one._is_short() or one._may_gain() < watching) and not one._is_around(self))
            for one in neighbours
        ):
            self.module.put_back(sys._getframe(1))

    def _is_refused(self) -> bool:
        if self.is_dropped or self.loop.refusal:
            return True
        is_foreign = _hotloop.foreign_type(self.number) is not None
        return not self.compiled_entries and (is_foreign or bool(self.refusal))

    def _is_short(self) -> bool:
        """Each of its entries so far that are over."""
        entries, _, past = _hotloop.loop_times(self.number)
        return not self.compiled_entries and past < entries * WORTH_ENTERING

    def _may_gain(self) -> float:
        """Seconds that machine code would have saved so far, at most."""
        return self.compiled_seconds + self.own_seconds + _hotloop.loop_times(self.number)[2]

    def _is_around(self, other: WatchedLoop) -> bool:
        if self is other or self.loop.function != other.loop.function:
            return False
        (first, _, last, _), (line, _, end, _) = self.loop.span, other.loop.span
        return first <= line and end <= last

    def drop(self, reason: str) -> None:
        """CPython runs it from now on."""
        self.is_dropped = True
        self.refusal = self.loop.span[0], reason
        _hotloop.leave_alone(self.number)

    # Machine code

    def _enter(self, frame: types.FrameType, iterable: Any, taken: int) -> Entry:
        """What machine code would begin with."""
        try:
            params, results, values, callees = _variables.variables_of(self, frame)
            functions = _variables.functions_of(self, frame, params)
            methods = _variables.methods_of(self, frame, values)
        finally:
            _variables.let_go(frame)
        params = tuple(sorted({*params, *methods.values()}))
        functions = {name: value for name, value in functions.items() if name not in methods}
        code = tuple(f"{name} = {owner}.{values[name].__name__}" for name, owner in sorted(methods.items()))
        arguments = [values[name] for name in params]
        lists = [one for one in arguments if type(one) is list or _copies.is_instance(one)]
        lists += self._lists_found(values, lists)
        stores = self.loop.stores
        if self.loop.iterated is None:
            return Entry(frame, params, results, values, functions, code, arguments, "", None, lists, stores, callees)
        if type(iterable) is range:
            left = iterable[taken:]
            names = _variables.RANGE[: 2 if left.step == 1 else 3]  # the usual step is known to the compiler
            arguments += [left.start, left.stop, left.step][: len(names)]
            iterated = f"range({', '.join(names)})"
            params, length = (*params, *names), _copies.length_of(left)
            return Entry(
                frame, params, results, values, functions, code, arguments, iterated, length, lists, stores, callees
            )
        from . import _rest

        fixed = {name: values[name] for name in params if name not in self.loop.assigned}
        rest = _rest.rest_of(iterable, taken, fixed)
        if rest is None:
            raise Refused(self.loop.span[0], f"a `for` over {_refusals.with_article(type(iterable).__name__)}", False)
        lists += _rest.lists_in(rest.items)
        params, arguments = (*params, _rest.ITEMS), [*arguments, rest.items]
        return Entry(
            frame, params, results, values, functions, code, arguments, rest.text, rest.length, lists, stores, callees
        )

    def cut_out(self, frame: Any, iterable: Any) -> tuple[Entry, Variant]:
        """What it would begin with and its machine code, if all that `iterable` has were still before it; `None` of a
        `while`. frame: a frame, or what has `f_code`, `f_globals` and `f_locals` of one. Raises Refused.
        """
        entry = self._enter(frame, iterable, 0)
        return entry, self._variant(entry)

    def refused_types(self, entry: Entry, variant: Variant) -> Refused:
        """Why the compiler has refused what the loop begins with."""
        return _refusals.refused_by(variant, self, entry.values)

    def _lists_found(self, values: dict[str, Any], known: list[Any]) -> list[Any]:
        """Lists that functions which the loop calls find by name: they are copied, too."""
        if self._places is None:
            self._places = _reach.places_of_lists([values[name] for name in self.loop.read if name in values])
        seen = {id(one) for one in known}
        found = {id(one): one for one in (names.get(name) for names, name in self._places) if type(one) is list}
        return [one for key, one in found.items() if key not in seen]

    def _run(self, entry: Entry, each: float, seconds: float, inside: float, taken: int) -> Any:
        frame, results, values, arguments = entry.frame, entry.results, entry.values, entry.arguments
        variant = self._variant(entry)
        call: Any = variant.dispatcher
        if self.options.check:
            from ._check import checked

            call = lambda *arguments: checked(self, variant, list(arguments), results)  # noqa: E731
        # Nothing reads these: they are unbound rather than old. Those of a module are everybody's.
        unknown = tuple(self.loop.private) if frame.f_code.co_flags & _variables.CO_OPTIMIZED else ()
        has_line = profile is not None and frame.f_code in profile.watched
        started, clock = perf_counter(), _hotloop.loop_clock()
        try:
            shared = self.globals
            how, later = _hotloop.run_region(call, arguments, frame, results, values, unknown, shared)
        except CompileError:
            raise self.refused_types(entry, variant) from None
        except BaseException as error:
            seconds = self._note(variant, started, clock, entry.left, each)
            if profile is not None:
                profile.note(self, frame.f_code, seconds, has_line)
            self._fail(error, results)
            raise
        try:
            _variables.let_go(frame)
            self.refusal = None
            done = entry.left
            if later is not None and done is not None:
                done -= _copies.n_left(later, 0) or 0
            in_machine_code = self._note(variant, started, clock, done, each)
            if profile is not None:
                profile.note(self, frame.f_code, in_machine_code, has_line)
            if self.at_once:
                _hotloop.be_eager(self.number, True)
            if self.compiled_entries == 1:
                # Before its first item those variables have values that nobody else sees, or that it goes on with.
                self.at_once = (
                    self.loop.iterated is not None and self.loop.assigned <= self.loop.private | self.loop.exposed
                )
                self.first_types = entry.types()
                _hotloop.be_eager(self.number, self.at_once)
            self.watched_seconds += min(seconds, each * taken)
            self.own_seconds += max(0.0, seconds - inside)
            self.watched_trips += taken
            self.outcomes.pop(get_ident(), None)
            if how == _rewrite.AGAIN:
                return itertools.repeat(())
            if how != _rewrite.NORMALLY:
                self.outcomes[get_ident()] = how
                return None
            return later
        except BaseException as error:
            # A signal handler has raised: the loop is over.
            self.failure = error, None, {}
            raise

    def _variant(self, entry: Entry) -> Variant:
        code, variables = entry.frame.f_code, entry.frame.f_globals
        functions = tuple(sorted((name, id(value)) for name, value in entry.functions.items()))
        key = entry.params, entry.methods, entry.iterated, id(variables), id(code), entry.callees.key(), functions
        if key not in self.variants:
            if functions and sum(1 for known in self.variants if known[-1]) >= MAX_FUNCTIONS:
                what = f"`{functions[0][0]}`, which is another function each time"
                raise Refused(self.loop.span[0], what, True)
            paused = _hotloop.pause_collecting()
            try:
                self.variants[key] = self._new_variant(entry)
            finally:
                _hotloop.resume_collecting(paused)
        return self.variants[key]

    def _new_variant(self, entry: Entry) -> Variant:
        from . import _regions

        code, variables = entry.frame.f_code, entry.frame.f_globals
        text, kept = self.module.text, (self.loop.guarded or bool(entry.callees.written)) and bool(entry.results)
        # Not by its `f_locals`, which would keep what its variables are alive.
        own = (
            {*code.co_varnames, *code.co_cellvars, *code.co_freevars}
            if code.co_flags & _variables.CO_OPTIMIZED
            else set()
        )
        places = _callees.places(entry.callees, self.loop, text, own)
        if isinstance(places, str):
            raise Refused(self.loop.span[0], places, True)
        if self.options.check:
            from ._check import twice_of

            line = twice_of(text, *self.loop.span[:2])
            if line is not None:
                raise Refused(line, "a `print` that calls a function, which --check would do twice", True)
        try:
            function = _regions.make(
                self.loop,
                text,
                code,
                variables,
                entry.params,
                entry.results,
                entry.iterated,
                entry.functions,
                entry.methods,
                places,
            )
        except (SyntaxError, ValueError, RecursionError) as error:
            what = f"its text, which cannot be cut out of the file: {error}"
            raise Refused(self.loop.span[0], what, True) from None
        if profile is not None:
            profile.add(function.__code__, self, code)
        # A check runs all that is left of the loop in CPython.
        comes_back = self.loop.iterated is not None and not self.options.check
        calls_out = not self.options.check and _variables.may_call_out(self, entry)
        ends_iteration = self.loop.iterated is None and not self.options.check
        return Variant(function, self.options, kept, comes_back, calls_out, ends_iteration)

    def _note(self, variant: Variant, started: float, clock: float, left: int | None, each: float) -> float:
        """The seconds in machine code. clock: that of this thread's loops at the start."""
        seconds = perf_counter() - started
        compile_seconds, exit_seconds = _hotloop.seconds_of(variant.dispatcher)
        newly = max(0.0, compile_seconds - variant.compile_seconds)
        behind_exits = max(0.0, exit_seconds - variant.exit_seconds)
        variant.compile_seconds, variant.exit_seconds = compile_seconds, exit_seconds
        variant.calls += 1
        in_machine_code = max(0.0, seconds - newly - behind_exits)
        _in_machine_code.append((perf_counter(), in_machine_code))
        self.compile_seconds += newly
        self.compiled_seconds += in_machine_code
        self.own_seconds += max(0.0, behind_exits - (_hotloop.loop_clock() - clock))
        self.compiled_entries += 1
        if left is None:
            return in_machine_code
        self.compiled_trips += left
        # The first call reads the source and compiles.
        if variant.calls > 1 and not EAGER:
            self.strikes = self.strikes + 1 if seconds > each * left else 0
            if self.strikes >= MAX_STRIKES:
                machine = 1e6 * seconds / max(left, 1)
                self.is_slower = True
                _note_vain(self.compile_seconds)
                self.drop(f"machine code is slower: {machine:.3g} us an iteration, CPython {1e6 * each:.3g}")
        return in_machine_code

    # What happens behind it

    def _fail(self, error: BaseException, results: tuple[str, ...]) -> None:
        """Remembers where in the program an exception was raised, and what the variables were there."""
        trace = error.__traceback__
        place = self.filename, self.loop.function.rpartition(".")[2]
        while trace is not None and (trace.tb_frame.f_code.co_filename, trace.tb_frame.f_code.co_name) != place:
            trace = trace.tb_next
        if trace is None:
            # It never got to machine code: a signal handler has raised while the loop was compiled.
            self.failure = error, None, {}
            return
        variables = _hotloop.take_variables() or dict(trace.tb_frame.f_locals)
        # Nothing of the program reads the private ones, but a debugger may.
        names = (*results, *self.loop.private)
        self.failure = error, trace, {name: variables[name] for name in names if name in variables}


# Seconds that this process has compiled in vain.
_vain = [0.0]


def _note_vain(seconds: float) -> None:
    _vain[0] += seconds


def _doublings() -> float:
    """A program of which much is refused is left alone more and more, and less so the longer it runs."""
    excess = _vain[0] - VAIN_AT_FIRST
    if excess <= 0:
        return 0.0
    return min(MAX_DOUBLINGS, excess / (VAIN_SHARE * (perf_counter() - STARTED)))


def put_back(module: Module, frame: types.FrameType) -> None:
    """Puts the code as written into the function that a frame runs, if it can be found."""
    code, function = frame.f_code, _function_of(frame)
    if function is None:
        return
    _originals.setdefault(
        module.filename, _reach.codes_in(compile(module.source, module.filename, "exec", dont_inherit=True))
    )
    for original in _originals[module.filename]:
        if (original.co_qualname, original.co_firstlineno) == (code.co_qualname, code.co_firstlineno):
            function.__code__ = original


# The code of files as they are written.
_originals: dict[str, list[types.CodeType]] = {}


def _function_of(frame: types.FrameType) -> types.FunctionType | None:
    """The function that a frame runs, if it can be found by its name."""
    names: Any = frame.f_globals
    found: Any = None
    for name in frame.f_code.co_qualname.split("."):
        found = names.get(name)
        found = getattr(found, "__func__", found)
        names = getattr(found, "__dict__", {})
    while hasattr(found, "__wrapped__"):
        found = found.__wrapped__
    is_it = isinstance(found, types.FunctionType) and found.__code__ is frame.f_code
    return found if is_it else None


def _descend(n: int) -> None:
    """RecursionError: so many calls would be too deep."""
    if n:
        _descend(n - 1)


# --- What the rewritten program calls

_modules: dict[int, Module] = {}
# When machine code was left last, and after how many seconds.
_in_machine_code: deque[tuple[float, float]] = deque(maxlen=1000)
_loops: dict[int, WatchedLoop] = {}


def add(module: Module) -> None:
    """From now on its loops are known by their numbers."""
    _modules[module.first] = module
    if module.known_key is not None and not EAGER:
        module.known = _known.read(module.known_key)
        for index, known in module.known.items():
            if not known.is_slower:
                if not known.vain:
                    _hotloop.be_eager(module.first + index, known.at_once)
            elif not module.options.timed:
                _hotloop.leave_alone(module.first + index)


def remember() -> None:
    """Keeps what this run has found out, if the next one would do something else by it."""
    for module in _modules.values():
        if module.known_key is None or EAGER:
            continue
        found = dict(module.known)
        for number, loop in _loops.items():
            is_kept = loop.loop.consumer in (None, _rewrite.COMPREHENSION)
            if loop.module is module and is_kept and _hotloop.loop_times(number)[0]:
                found.pop(number - module.first, None)
                known = loop.found_out()
                if known:
                    found[number - module.first] = known
        found = {index: one for index, one in found.items() if not _is_done_around(module, index, found)}
        is_new = found.keys() != module.known.keys()
        if is_new or not all(one.is_like(module.known.get(index)) for index, one in found.items()):
            _known.keep(module.known_key, found)


def _is_done_around(module: Module, index: int, found: dict[int, _known.Known]) -> bool:
    """Is it a loop in another one that is known, which has done most of its work?"""

    def done(index: int) -> float:
        loop = _loops.get(module.first + index)
        return loop.compiled_seconds if loop else 0.0

    def is_in(outer: Loop) -> bool:
        (first, *_), (begin, _, end, _) = inner.span, outer.span
        return outer.function == inner.function and outer is not inner and begin <= first <= end

    inner = module.loops[index]
    return any(is_in(module.loops[other]) and done(index) < 0.2 * done(other) for other in found)


def loop_of(number: int) -> WatchedLoop:
    """A loop of the program. Few are ever asked for."""
    if number not in _loops:
        module = _modules[number - number % _module.MAX_LOOPS]
        loop = module.loops[number - module.first]
        if loop.consumer is None:
            _loops[number] = WatchedLoop(loop, module, number)
        elif loop.consumer == _rewrite.COMPREHENSION:
            _import_for_compiling("hotloop._run._items", "hotloop._run._comprehensions")
            from ._comprehensions import WatchedComprehension

            _loops[number] = WatchedComprehension(loop, module, number)
        else:
            from ._items import WatchedItems

            _loops[number] = WatchedItems(loop, module, number)
    return _loops[number]


def all_loops() -> list[WatchedLoop]:
    """Those that machine code may take over. Under `--profile` generator expressions are CPython's."""
    return [
        loop_of(module.first + index)
        for module in _modules.values()
        for index, loop in enumerate(module.loops)
        if profile is None or loop.consumer is None
    ]


def _ended(number: int, how: int) -> bool:
    """Has machine code ended the loop in this way? CPython asks of one after the other."""
    loop = _loops.get(number)
    outcomes = loop.outcomes if loop else {}
    if outcomes.get(get_ident()) != how:
        return False
    del outcomes[get_ident()]
    return True


def _failed(number: int) -> None:
    """An exception is on its way out of a loop: if it comes from machine code, it looks as if CPython had raised it."""
    if profile is not None:
        profile.note_raised(sys._getframe(1))
    loop = _loops.get(number)
    if loop is None:
        return
    loop.outcomes.pop(get_ident(), None)
    error = sys.exception()
    failure, loop.failure = loop.failure, None
    if failure is None or failure[0] is not error:
        behind = error.__traceback__.tb_next if error is not None and error.__traceback__ is not None else None
        if behind is not None and _traces.is_ours(behind) and _traces.is_of_handler(error, behind):
            # A signal came while we looked at the loop.
            error.__traceback__ = _traces.of_handler_in(error.__traceback__)
        return
    _, trace, variables = failure
    frame = sys._getframe(1)
    if variables:
        for name in loop.globals & variables.keys():
            frame.f_globals[name] = variables.pop(name)
        names = {*loop.loop.assigned, *loop.loop.private} - loop.globals
        unknown = tuple(names - variables.keys()) if frame.f_code.co_flags & _variables.CO_OPTIMIZED else ()
        _hotloop.set_variables(frame, variables, unknown)
        _variables.let_go(frame)
    if trace is None:
        error.__traceback__ = _traces.of_handler_in(error.__traceback__)
        return
    error.__traceback__ = types.TracebackType(
        trace.tb_next, frame, _traces.instruction_at(frame.f_code, trace), trace.tb_lineno
    )


def forget() -> None:
    """Gives up all that keeps the program's modules alive: objects are deleted when CPython ends."""
    from .. import _rewritten

    for one in _loops.values():
        one.variants.clear()
        one.failure = None
    _originals.clear()
    _rewritten.pending.clear()
    source = sys.modules.get("hotloop._source")
    if source is not None:
        source.REGIONS.clear()


def _import_for_compiling(*others: str) -> None:
    paused = _hotloop.pause_collecting()
    try:
        _hotloop.import_held([*_FOR_COMPILING, *others])
    finally:
        _hotloop.resume_collecting(paused)


def install() -> None:
    """Lets rewritten code find us."""
    names = vars(builtins)
    names[_rewrite.ENTER] = _hotloop.enter
    names[_rewrite.ENTER_WHILE] = _hotloop.enter_while
    names[_rewrite.FAILED] = _hotloop.failed
    names[_rewrite.ENTER_ITEMS], names[_rewrite.ENTER_SOURCE] = _hotloop.enter_items, _hotloop.enter_source
    names[_rewrite.ENDED] = _ended
    names[_rewrite.TIMED] = _hotloop.enter_timed
    install_rest()


def install_rest() -> None:
    """Lets loops that are cut out go through what is left of their items, in CPython too."""
    vars(builtins).setdefault(_rewrite.REST, _IteratorOfRest())


def _enter_items(number: int, consumer: Any, generator: Any) -> Any:
    """`_items.enter_items`, which the first generator expression imports."""
    _import_for_compiling("hotloop._run._items")
    from . import _items

    return _items.enter_items(number, consumer, generator)


def _enter_source(number: int, iterable: Any) -> Any:
    _import_for_compiling("hotloop._run._items")
    from . import _items

    return _items.enter_source(number, iterable)


class _IteratorOfRest:
    """`_rest.iterator`, for what is cut out and run by CPython. No function: the compiler would read its source."""

    def __call__(self, *arguments: Any) -> Any:
        from . import _rest

        return _rest.iterator(*arguments)
