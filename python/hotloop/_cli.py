"""The command `hotloop`.

hotloop explain slow.py::total --types "int"
hotloop tour 1000 1000
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from types import ModuleType
    from typing import Any

DESCRIPTION = """\
Runs the hot loops of a Python program at the speed of the machine, with the same answer.

In a program, decorate the function that has the loop:

    import hotloop

    @hotloop.jit
    def total(n):
        s = 0.0
        for i in range(n):
            s += i * 0.5
        return s
"""

EXAMPLES = """\
examples:
  hotloop explain slow.py::total --types "int"
      what becomes of each loop: how many iterations at a time, on how many cores, and if not, why not
  hotloop explain slow.py::total --types "int" --stage llvm
      one stage of the way to machine code: ast, ir, passes, llvm or asm
  hotloop explain slow.py::escape --types "list[complex], int, complex128[:]" --stage asm --cpu x86-64-v3
      for another processor; types are written as in annotations, arrays as float64[:] or complex128[:, :]
  hotloop explain slow.py::total --types "int" --html total.html
      a page: each line with its bytecode, its types, how many iterations at a time; a click shows its machine code
  hotloop doctor
      does hotloop work on this machine, and what would make it slow?
  hotloop cache info
      the compiled code that is kept between processes: where it is, and how much
  hotloop profile slow.py 1000
      where the time goes, by function and by line, without a change of the program
  hotloop view slow.prof --open
      a profile, of cProfile, line_profiler or one of ours, in a browser; without --open in the terminal
  hotloop view before.json after.json
      what got faster and slower between two profiles
  hotloop tour
      a Mandelbrot set with every tool of the tutorial that is here, measured on this machine

environment:
  HOTLOOP_DISABLE=1         functions run in CPython as they are
  HOTLOOP_NUM_THREADS=N     at most N cores
  HOTLOOP_CPU=NAME          code for this processor, for instance x86-64-v3
  HOTLOOP_CACHE=0           compiled code is not kept between processes
  HOTLOOP_CACHE_DIR=DIR     where it is kept; default: hotloop in XDG_CACHE_HOME, or in ~/.cache
  HOTLOOP_CACHE_SIZE=MB     how much of it; default 512
  HOTLOOP_FORCE_EXIT=N      leave compiled code at the N-th exit point of each call (for tests)
"""


class CommandError(Exception):
    """A command that cannot be done: the one line that says why."""


def main(argv: list[str] | None = None) -> int:
    """Runs the command; the result is the exit code."""
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] == ["tour"]:
        # The tour has options of its own.
        from ._tour import main as tour

        return tour(argv[1:])
    if argv[:1] == ["kernprof"]:
        from ._profile.lines.kernprof import main as kernprof

        return kernprof(argv[1:])
    if argv[:1] == ["run"]:
        from ._run import main as run

        return run(argv[1:])
    if argv[:1] == ["profile"]:
        from ._profile._main import main as profile

        return profile(argv[1:])
    options = _parser().parse_args(argv)
    try:
        if hasattr(options, "run"):
            return options.run(options)
        if options.html is not None or options.open:
            _explain_on_page(options)
        else:
            print(_explain(options), end="")
    except CommandError as error:
        print(f"hotloop: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    import argparse

    from . import _cache, _completion, _doctor
    from ._hotloop import STAGES, __version__
    from ._profile import view
    from ._steps import bytecode, chunks, flags, lines

    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("hotloop", description=DESCRIPTION, epilog=EXAMPLES, formatter_class=raw)
    parser.add_argument("--version", action="version", version=f"hotloop {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    explain = commands.add_parser(
        "explain",
        help="show what becomes of a function",
        description="Shows what becomes of a function, loop by loop, or one stage of its way to machine code.\n"
        "FILE is imported (not as __main__), since what its functions use is part of the answer.",
        epilog=EXAMPLES,
        formatter_class=raw,
    )
    place = (
        "for instance slow.py::total or slow.py::Class.method; with --html also FILE alone, for all of its functions"
    )
    explain.add_argument("place", metavar="FILE::FUNCTION", help=place)
    types = 'argument types, such as "list[complex], int", and object for self, a str or anything else; '
    explain.add_argument("--types", help=types + "default: the annotations, or defaults that are numbers")
    explain.add_argument("--stage", choices=STAGES, help="print this stage; default: a report of each loop")
    explain.add_argument("--cpu", help="processor to compile for; default: this machine's")
    explain.add_argument("--lanes", type=int, help="iterations at a time, at most; 1 is scalar code")
    explain.add_argument(
        "--html", metavar="FILE", help="write a page: each line with its bytecode, types, lanes and IR"
    )
    explain.add_argument("--open", action="store_true", help="show that page in a browser")
    commands.add_parser("run", help="run a program, its hot loops compiled as they are met")
    commands.add_parser("profile", help="run a program, and say where its time goes: functions and lines")
    view.add_command(commands)
    commands.add_parser("kernprof", help="profile lines or functions, with the options of kernprof")
    for step in (bytecode, lines, flags, chunks):
        step.add_command(commands)
    _doctor.add_command(commands)
    _cache.add_command(commands)
    commands.add_parser("tour", help="measure the tutorial's program on this machine")
    _completion.add_command(commands, parser)
    return parser


def _explain(options: argparse.Namespace) -> str:
    from ._errors import CompileError
    from ._jit import explain

    _check_environment()
    function = _decorated(options.place)
    types = options.types if options.types is not None else _annotated_types(function, options.place)
    try:
        return explain(function, options.stage, types=types, lanes=options.lanes, cpu=options.cpu)
    except CompileError as error:
        raise CommandError(f"{options.place} runs in CPython:\n{error}") from None
    except ValueError as error:
        raise CommandError(str(error)) from None


def _explain_on_page(options: argparse.Namespace) -> None:
    from ._pages import PageMissing, files
    from ._pages.explained import document
    from ._profile.view import deliver

    if options.stage is not None:
        raise CommandError("--stage prints one stage, and --html has them all: leave one of them out")
    _check_environment()
    try:
        if options.html is not None:
            options.html = files.check_target(options.html)
        deliver(document(options.place, _to_explain(options)), options)
    except (ValueError, PageMissing, files.WriteError) as error:
        raise CommandError(str(error)) from None


def _to_explain(options: argparse.Namespace) -> list[Any]:
    """The function at FILE::FUNCTION, or all functions of FILE."""
    from ._pages.explained import Explained

    def explained(function: Any, place: str) -> Explained:
        if options.types is not None:
            return Explained(function, options.types, "", options.lanes, options.cpu)
        try:
            return Explained(function, _annotated_types(function, place), "", options.lanes, options.cpu)
        except CommandError as error:
            if "::" in options.place:
                raise
            # A page of a whole file has what is known.
            return Explained(function, None, str(error).partition("\n")[0])

    if "::" in options.place:
        return [explained(_decorated(options.place), options.place)]
    if options.types is not None:
        raise CommandError("--types is for one function: FILE::FUNCTION")
    module = _import(options.place)
    names = [
        name
        for name, value in vars(module).items()
        if name.isidentifier() and getattr(_plain(value), "__module__", None) == module.__name__ and _plain(value)
    ]
    if not names:
        raise CommandError(f"{options.place} has no functions")
    return [explained(_member(module, options.place, name), f"{options.place}::{name}") for name in names]


def _plain(value: Any) -> Any:
    """A function, also of one that is decorated; None: something else."""
    from . import _hotloop

    found = value.py_func if isinstance(value, _hotloop.Dispatcher) else value
    return found if isinstance(found, type(_plain)) else None


def _check_environment() -> None:
    """One line where a variable HOTLOOP_... is wrong, or leaves nothing to explain."""
    problem = environment_problem()
    if problem:
        raise CommandError(problem)


def environment_problem() -> str | None:
    """Why nothing would be compiled: a variable HOTLOOP_... is wrong, or says so."""
    from . import _hotloop
    from ._jit import _is_disabled

    if _is_disabled():
        return "HOTLOOP_DISABLE is set, so nothing is compiled"
    try:
        _hotloop.new_dispatcher(environment_problem, False, False, None, None, None)
    except ValueError as error:
        return str(error)
    return None


def _decorated(place: str) -> Any:
    """The function at FILE::FUNCTION as a dispatcher."""
    path, separator, name = place.partition("::")
    if not (path and separator and name):
        raise CommandError(f"{place}: a file and a function are needed, such as slow.py::total")
    return _member(_import(path), path, name)


def _member(module: ModuleType, path: str, name: str) -> Any:
    from . import _hotloop
    from ._jit import jit

    found: Any = module
    for part in name.split("."):
        if not hasattr(found, part):
            raise CommandError(f"{path} has no function {name}; it has {_functions_of(module)}")
        found = getattr(found, part)
    found = getattr(found, "__func__", found)
    if isinstance(found, _hotloop.Dispatcher):
        return found
    try:
        return jit(found)
    except TypeError as error:
        raise CommandError(f"{path}::{name}: {error}") from None


def _import(path: str) -> ModuleType:
    import importlib.util
    import os

    if not os.path.isfile(path):
        raise CommandError(f"{path} is a directory" if os.path.isdir(path) else f"{path}: no such file")
    name = os.path.splitext(os.path.basename(path))[0]
    specification = importlib.util.spec_from_file_location(name, path)
    if specification is None or specification.loader is None:
        raise CommandError(f"{path} is not a Python file")
    module = importlib.util.module_from_spec(specification)
    sys.modules[name] = module
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
    # Ours are none of the file's.
    sys.argv = [path]
    try:
        specification.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise CommandError(_why_not_imported(path, error)) from None
    return module


def _why_not_imported(path: str, error: BaseException) -> str:
    """What the file has raised, and at which of its own lines."""
    import os
    import traceback

    names = (path, os.path.abspath(path))
    if isinstance(error, SyntaxError) and error.filename in names:
        return f"{path}:{error.lineno}: {type(error).__name__}: {error.msg}"
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename in names]
    place = f"{path}:{lines[-1]}" if lines else path
    said = " ".join(str(error).split())
    hint = '; what it runs belongs under `if __name__ == "__main__":`' if isinstance(error, SystemExit) else ""
    return f"{place}: {type(error).__name__}{': ' if said else ''}{said}, when it was imported{hint}"


def _functions_of(module: ModuleType) -> str:
    from . import _hotloop

    function_types = (type(_functions_of), _hotloop.Dispatcher)
    own = [name for name, value in vars(module).items() if isinstance(value, function_types)]
    return ", ".join(own) or "none"


def _annotated_types(function: Any, place: str) -> str:
    """Argument types from the annotations of all parameters."""
    code = function.py_func.__code__
    parameters = code.co_varnames[: code.co_argcount]
    # Nobody writes down what `self` is.
    annotations = {"self": "object", **function.py_func.__annotations__}
    defaults = function.py_func.__defaults__ or ()
    for name, value in zip(reversed(parameters), reversed(defaults)):
        # A default says what is meant, if it is a number.
        if type(value) in (bool, int, float, complex):
            annotations.setdefault(name, type(value))
    missing = [name for name in parameters if name not in annotations]
    if missing:
        known = ["object"] if parameters[0] in ("self", "cls") else []
        known += ["int", "list[float]", "float64[:]"]
        example = ", ".join(known[: len(parameters)] + ["float"] * (len(parameters) - len(known)))
        raise CommandError(
            f"{place}: the types of its arguments are not known (no annotation: {', '.join(missing)}).\n"
            f'Give them, for example: --types "{example}"'
        )
    types = [_type_name(annotations[name]) for name in parameters]
    for name, given in zip(parameters, types):
        _check_annotation(given, name, place)
    return ", ".join(types)


def _check_annotation(given: str, name: str, place: str) -> None:
    from . import _hotloop

    try:
        _hotloop.check_types(given)
    except ValueError as error:
        hint = 'Give the types of all arguments, for example: --types "int, list[float]"'
        raise CommandError(f"{place}: the annotation of `{name}`: {error}\n{hint}") from None


def _type_name(annotation: Any) -> str:
    if isinstance(annotation, str):
        return annotation
    return annotation.__name__ if type(annotation) is type else repr(annotation)
