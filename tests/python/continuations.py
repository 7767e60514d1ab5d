"""A continuation goes on exactly as the function itself would have.

Each case is the text of a module and a call. The call runs as it is; then again and again, each time stopped at
another occurrence of a place (before the first statement, at a loop's header, after a statement), where the
continuation takes over. Result, changed objects, printed text, exception and traceback (names, lines, columns) must be
CPython's own.
"""

import ast
import contextlib
import functools
import io
import itertools
import linecache
import sys
import textwrap
import traceback
import types

from hotloop._continuation import Unresumable, continuation
from hotloop._source import find

FILENAME = "<case>"


def check(text, call="f()", name="f", most=80):
    """Compares plain CPython with each way to stop, and returns how many there were."""
    text = textwrap.dedent(text)
    linecache.cache[FILENAME] = len(text), None, text.splitlines(True), FILENAME
    expected = plain_run(text, call)
    n_occurrences = sys.maxsize - stopped_run(text, call, name, sys.maxsize).occurrence
    step = -(-n_occurrences // most)
    for occurrence in range(0, n_occurrences, step):
        stop = stopped_run(text, call, name, occurrence)
        assert stop.outcome == ("refused" if stop.place.refused else expected), stop.place
    return n_occurrences


# --- The harness


def plain_run(text, call):
    namespace = {"__name__": "case"}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(text, FILENAME, "exec"), namespace)
        return outcome(lambda: eval(call, namespace), namespace, printed)


def outcome(action, namespace, printed):
    """All that can be seen of a run."""
    try:
        result = action()
        ending = "returned", type(result), repr(result)
    except Exception as error:
        ending = "raised", type(error), str(error), *seen_in_case(error)
    # Functions and classes are left out.
    state = {name: repr(value) for name, value in namespace.items() if isinstance(value, (int, str, list, dict, set))}
    state.pop("__builtins__", None)
    return ending, printed.getvalue(), state


def seen_in_case(error):
    """The frames of a traceback from the first one in the case on, and its text."""
    trace = error.__traceback__
    while trace and trace.tb_frame.f_code.co_filename != FILENAME:
        trace = trace.tb_next
    frames = []
    for link in links(trace):
        code = link.tb_frame.f_code
        columns = list(code.co_positions())[link.tb_lasti // 2]
        frames.append((code.co_filename, code.co_name, code.co_qualname, code.co_firstlineno, link.tb_lineno, columns))
    return frames, "".join(traceback.format_exception(type(error), error, trace))


def links(trace):
    while trace:
        yield trace
        trace = trace.tb_next


class Stopped(BaseException):
    pass


class Place:
    def __init__(self, kind, span, loops, refused):
        self.kind, self.span, self.loops, self.refused = kind, span, loops, refused

    def __repr__(self):
        return f"{self.kind} {self.span} in {len(self.loops)} loops"


class Stop:
    """One run of the instrumented module: at a given occurrence of a place, the continuation runs instead."""

    def __init__(self, text, places, occurrence, printed):
        self.text, self.places, self.occurrence, self.printed = text, places, occurrence, printed
        self.place = self.outcome = self.frame = None
        self.iterators = {}

    def register(self, instrumented):
        """Makes the function as written from the instrumented one."""
        plain = next(code for code in all_codes(self.text) if code.co_qualname == instrumented.__code__.co_qualname)
        cells = dict(zip(instrumented.__code__.co_freevars, instrumented.__closure__ or ()))
        closure = tuple(cells[name] for name in plain.co_freevars)
        self.function = types.FunctionType(plain, instrumented.__globals__, instrumented.__name__, None, closure)
        self.function.__qualname__ = instrumented.__qualname__
        return instrumented

    def at(self, index, frame=None):
        frame = frame or sys._getframe(1)
        self.frame = self.frame or frame
        if frame is self.frame and self.outcome is None:
            if self.occurrence == 0:
                self.place = self.places[index]
                self.resume(frame)
                raise Stopped
            self.occurrence -= 1
        return False

    def track(self, iterable, index, loop):
        iterator = iter(iterable)
        if sys._getframe(1) is self.frame:
            self.iterators[loop] = iterator
        return Tracked(self, iterator, index)

    def resume(self, frame):
        place, variables = self.place, dict(frame.f_locals)
        code = self.function.__code__
        names = tuple(name for name in dict.fromkeys(code.co_varnames + code.co_cellvars) if name in variables)
        start, end = place.span
        try:
            resumed = continuation(
                self.function, find(self.function), place=place.kind, start=start, end=end, names=names
            )
        except Unresumable:
            self.outcome = "refused"
            return
        if own_variables(resumed) != own_variables(self.function):
            self.outcome = "other variables"
            return
        values = [variables[name] for name in names]
        rests = [self.iterators[loop] for loop in place.loops]
        self.outcome = outcome(lambda: resumed(*values, *rests), frame.f_globals, self.printed)


class Tracked:
    """An iterator that stops before each of its items."""

    def __init__(self, stop, iterator, index):
        self.stop, self.iterator, self.index = stop, iterator, index

    def __iter__(self):
        return self

    def __next__(self):
        self.stop.at(self.index, sys._getframe(1))
        return next(self.iterator)


@functools.cache
def all_codes(text):
    codes = [compile(text, FILENAME, "exec")]
    for code in codes:
        codes.extend(constant for constant in code.co_consts if isinstance(constant, types.CodeType))
    return codes


def own_variables(function):
    """The variables in the order that CPython shows them in, without those of comprehensions and hidden ones."""
    excluded = comprehension_variables("".join(linecache.cache[FILENAME][2]))
    variables = dict.fromkeys(function.__code__.co_varnames + function.__code__.co_cellvars)
    return [name for name in variables if name not in excluded and not name.startswith(".")]


@functools.cache
def comprehension_variables(text):
    comprehensions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.comprehension)]
    return {getattr(node, "id", "") for part in comprehensions for node in ast.walk(part.target)}


def stopped_run(text, call, name, occurrence):
    instrumented, places = instrument(text, name)
    printed = io.StringIO()
    stop = Stop(text, places, occurrence, printed)
    namespace = {"__name__": "case", "_at": stop.at, "_track": stop.track, "_register": stop.register}
    with contextlib.redirect_stdout(printed), contextlib.suppress(Stopped, Exception):
        exec(instrumented, namespace)
        eval(call, namespace)
    return stop


@functools.cache
def instrument(text, name):
    """The code of the module with calls at each place of the function, and the places."""
    places = []
    tree = ast.parse(text)
    node = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == name)
    starts = list(itertools.accumulate((len(line.encode()) + 1 for line in text.split("\n")), initial=0))

    def span(node):
        return starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset

    instrument_function(node, places, span)
    return compile(ast.fix_missing_locations(tree), FILENAME, "exec"), places


def instrument_function(node, places, span):
    def at(kind, statement, loops, refused, function="_at", *arguments):
        places.append(Place(kind, span(statement), loops, refused))
        arguments = [*arguments, ast.Constant(len(places) - 1)]
        return ast.copy_location(ast.Call(ast.Name(function, ast.Load()), arguments, []), statement)

    def in_block(block, loops, refused):
        for statement in list(block):
            inner = loops
            if isinstance(statement, ast.For):
                inner = [*loops, statement]
                call = at("header", statement, inner, refused, "_track", statement.iter)
                places[-1].loops = inner = [*loops, len(places) - 1]
                call.args.append(ast.Constant(len(places) - 1))
                statement.iter = call
            elif isinstance(statement, ast.While):
                call = at("header", statement, loops, refused)
                statement.test = ast.copy_location(ast.BoolOp(ast.Or(), [call, statement.test]), statement.test)
            in_parts(statement, inner, loops, refused)
            if statement is not docstring:
                behind = ast.copy_location(ast.Expr(at("after", statement, loops, refused)), statement)
                block.insert(block.index(statement) + 1, behind)

    def in_parts(statement, inner, loops, refused):
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            return
        in_block(getattr(statement, "body", []), inner, refused or isinstance(statement, ast.With))
        in_block(getattr(statement, "orelse", []), loops, refused)
        in_block(getattr(statement, "finalbody", []), loops, True)
        for part in getattr(statement, "handlers", []):
            in_block(part.body, loops, True)
        for part in getattr(statement, "cases", []):
            in_block(part.body, loops, refused)

    first = node.body[0]
    docstring = first if ast.get_docstring(node) else None
    in_block(node.body, [], False)
    node.body.insert(first is docstring, ast.copy_location(ast.Expr(at("start", first, [], False)), first))
    node.decorator_list.append(ast.copy_location(ast.Name("_register", ast.Load()), node))
