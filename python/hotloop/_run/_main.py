"""The program as python would run it."""

from __future__ import annotations

import io
import os
import sys
import types

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any


# Told when the program begins and when it is over: `hotloop profile` puts its recorder here. An attribute, since a call
# would be one of those that are recorded.
recorder: Any = types.SimpleNamespace()


class _Options:
    """What stands before the program."""

    def __init__(self) -> None:
        self.report: str | None = None
        self.check = False
        self.fastmath = False
        self.no_cache = False
        self.threads: int | None = None
        self.cpu: str | None = None
        self.include: list[str] = []
        self.exclude: list[str] = []
        self.profile: list[str] | None = None  # options of `hotloop profile`


FLAGS = {"--check": "check", "--fastmath": "fastmath", "--no-cache": "no_cache"}
# Of `hotloop profile`, behind --profile.
PROFILE_FLAGS = ("--no-lines", "--no-builtins", "--quiet", "-q")
PROFILE_VALUES = ("--lines", "--sort", "--limit", "-o", "--output", "--format", "--html")
VALUES = ("--threads", "--cpu", "--include", "--exclude", *PROFILE_VALUES)


def main(argv: list[str]) -> int:
    """Runs `hotloop run` with these arguments; the result is the exit code."""
    from .. import _hotloop
    from ._entry import Options
    from ._hook import Hook

    own, program = _split(argv)
    try:
        options = parse(own)
        if not program:
            raise _WrongUse("a script, -m MODULE or -c CODE is needed")
        _hotloop.new_dispatcher(main, False, options.fastmath, options.threads, None, options.cpu)
    except _WrongUse as error:
        _parser().error(str(error))
    except ValueError as error:
        print(f"hotloop run: {error}", file=sys.stderr)
        return 2
    import atexit

    # Registered first, so that it is called last.
    atexit.register(_end)
    if options.no_cache:
        os.environ["HOTLOOP_CACHE"] = "0"
    of_profile = _profile_options(options)
    timed = options.report is not None or of_profile is not None
    compiling = Options(options.threads, options.cpu, options.fastmath, options.check, timed)
    hook = Hook(compiling, options.include, options.exclude)
    if os.environ.get("HOTLOOP_DISABLE", "").strip() in ("", "0"):
        hook.install()
        from . import _child

        _child.pass_on(own)
    else:
        hook.is_off = True
    if timed:
        _hotloop.time_all_loops()
    if options.report:
        from ._report import at_exit

        at_exit(options.report)
    if of_profile is not None:
        from .._profile import _main as profiling

        return profiling.end(profiling.begin(of_profile, program, compiled=True), _run(program, hook))
    code = _run(program, hook)
    if options.check:
        from . import _check

        _flush()
        print(_check.summary(), file=sys.stderr)
        return code or int(_check.differences > 0)
    return code


def _profile_options(options: _Options) -> Any:
    """Those of `hotloop profile`, checked before the program runs; None without --profile."""
    if options.profile is None:
        return None
    from .._profile import _main as profiling

    try:
        return profiling.of_run(options.profile)
    except profiling.CHECKED as error:
        _parser().error(str(error))


def _split(argv: list[str], values: tuple[str, ...] = VALUES) -> tuple[list[str], list[str]]:
    """Our options, of which `values` take one, and the program with its arguments."""
    own: list[str] = []
    rest = list(argv)
    while rest and rest[0].startswith("-") and rest[0] != "-":
        option = rest[0]
        if option[:2] in ("-m", "-c") or option == "--":
            break
        own.append(rest.pop(0))
        if option in values and rest:
            own.append(rest.pop(0))
    if rest[:1] == ["--"]:
        del rest[0]
    elif rest and rest[0][:2] in ("-m", "-c") and len(rest[0]) > 2:
        rest[:1] = [rest[0][:2], rest[0][2:]]
    return own, rest


class _WrongUse(Exception):
    """Says what is wrong with the options."""


def parse(arguments: list[str]) -> _Options:
    """The options in `arguments`. By hand: argparse takes as long as many a program."""
    options = _Options()
    rest = list(arguments)
    of_profile: list[str] = []
    while rest:
        option, separator, value = rest.pop(0).partition("=")
        if option in ("-h", "--help"):
            _parser().print_help()
            raise SystemExit(0)
        if option in FLAGS and not separator:
            setattr(options, FLAGS[option], True)
        elif option == "--report":
            if (value or "text") not in ("text", "json"):
                raise _WrongUse(f"argument --report: text or json is expected, not {value!r}")
            options.report = value or "text"
        elif option == "--profile":
            options.profile = ["-o", value] if separator else []
        elif option in PROFILE_FLAGS and not separator:
            of_profile.append(option)
        elif option in VALUES:
            if not separator:
                if not rest:
                    raise _WrongUse(f"argument {option}: a value is needed")
                value = rest.pop(0)
            if option in PROFILE_VALUES:
                of_profile += [option, value]
            else:
                _set(options, option, value)
        else:
            raise _WrongUse(f"unrecognized option: {option}")
    if options.profile is not None:
        options.profile += of_profile
    elif of_profile:
        raise _WrongUse(f"argument {of_profile[0]}: only with --profile")
    if options.profile is not None and options.check:
        raise _WrongUse("--profile and --check: each loop would count twice")
    return options


def _set(options: _Options, option: str, value: str) -> None:
    if option == "--threads":
        try:
            options.threads = int(value)
        except ValueError:
            raise _WrongUse(f"argument --threads: a whole number is expected, not {value!r}") from None
    elif option == "--cpu":
        options.cpu = value
    else:
        getattr(options, option[2:]).append(value)


def _parser() -> argparse.ArgumentParser:
    """For its help, and its way to complain."""
    import argparse

    parser = argparse.ArgumentParser(
        "hotloop run",
        usage="hotloop run [options] (SCRIPT | -m MODULE | -c CODE) [ARGUMENTS ...]",
        description="Runs a program as python does, and compiles its hot loops as they are met.",
        epilog="examples:\n"
        "  hotloop run slow.py 1000          the program unmodified\n"
        "  hotloop run --report slow.py      and at the end what became of each loop\n"
        "  hotloop run --profile slow.py     where the time goes, by function, loop and line\n"
        "  hotloop run --profile --html slow.html slow.py   the same as a page for a browser\n"
        "  hotloop run --check slow.py       each compiled loop also runs in CPython, and is compared\n"
        "  hotloop run -m mypackage          a module\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--report", choices=["text", "json"], metavar="[=json]", help="at the end: what became of each loop"
    )
    parser.add_argument(
        "--profile",
        metavar="[=FILE]",
        help="at the end: where the time went, machine code included; with the options -o, --format, --html, --sort, "
        "--limit, --lines, --no-lines, --no-builtins and -q of `hotloop profile`",
    )
    parser.add_argument("--check", action="store_true", help="compare each compiled loop with CPython")
    parser.add_argument("--include", action="append", default=[], metavar="PATTERN", help="files or modules to compile")
    parser.add_argument("--exclude", action="append", default=[], metavar="PATTERN", help="files or modules to leave")
    parser.add_argument("--threads", type=int, metavar="N", help="at most N cores")
    parser.add_argument("--cpu", metavar="NAME", help="compile for this processor, for instance x86-64-v3")
    parser.add_argument("--fastmath", action="store_true", help="faster floats that are not CPython's bit for bit")
    parser.add_argument("--no-cache", action="store_true", help="neither read nor write compiled code on disk")
    return parser


def _run(program: list[str], hook: Any) -> int:
    name, arguments = program[0], program[1:]
    if name == "-m":
        if not arguments:
            print("Argument expected for the -m option", file=sys.stderr)
            return 2
        return _run_module(arguments[0], arguments[1:])
    if name == "-c":
        if not arguments:
            print("Argument expected for the -c option", file=sys.stderr)
            return 2
        return _run_command(arguments[0], arguments[1:], hook)
    return _run_script(name, arguments, hook)


def _run_script(path: str, arguments: list[str], hook: Any) -> int:
    sys.argv = [path, *arguments]
    if path != "-" and _is_importable(path):
        return _run_container(path)
    try:
        text = sys.stdin.buffer.read() if path == "-" else _read(path)
    except OSError as error:
        print(
            f"{sys.executable}: can't open file {_absolute(path)!r}: [Errno {error.errno}] {error.strerror}",
            file=sys.stderr,
        )
        return 2
    filename = "<stdin>" if path == "-" else _absolute(path)
    sys.path[0] = "" if path == "-" else os.path.dirname(os.path.realpath(path))
    return _execute(lambda: _code(hook, text, filename), filename)


def _code(hook: Any, text: str | bytes, filename: str) -> types.CodeType:
    code = hook.code(text, filename) if hook.wants(filename) else None
    return code or compile(text, filename, "exec", dont_inherit=True)


def _read(path: str) -> bytes:
    with io.open_code(os.path.abspath(path)) as file:
        return file.read()


def _run_command(command: str, arguments: list[str], hook: Any) -> int:
    sys.argv = ["-c", *arguments]
    sys.path[0] = ""
    text = command + "\n"

    def make() -> types.CodeType:
        code = _code(hook, text, "<string>")
        if sys.version_info >= (3, 13):
            # Tracebacks show the command.
            import linecache

            known: Any = linecache
            key = code if hasattr(known, "_interactive_cache") else "<string>"
            known._register_code(key, text, "<string>")
        return code

    return _execute(make, None)


def _run_module(name: str, arguments: list[str]) -> int:
    sys.argv = ["-m", *arguments]
    sys.path[0] = os.getcwd()
    return _run_by_runpy(name, True)


def _is_importable(path: str) -> bool:
    """A directory, or a file such as a zip, from which python would take the module `__main__`."""
    for hook in sys.path_hooks:
        try:
            return bool(hook(path))
        except ImportError:
            pass
    return False


def _run_container(path: str) -> int:
    """As python does: its `__main__`, with the directory or the zip first in sys.path."""
    sys.path[0] = _absolute(path)
    return _run_by_runpy("__main__", False)


def _run_by_runpy(name: str, is_module: bool) -> int:
    """What python does after it has made an empty `__main__`. The frames of runpy are in its tracebacks too."""
    import runpy

    details: Any = runpy
    module = _new_main()

    def run() -> None:
        try:
            recorder.is_in_program = True
            details._run_module_as_main(name, is_module)
        finally:
            recorder.is_in_program = False

    return _call(run, (vars(module), vars(runpy)))


def _absolute(path: str) -> str:
    """As python has it: not made shorter."""
    return os.getcwd() if path == "." else os.path.join(os.getcwd(), path)


def _new_main() -> types.ModuleType:
    module = types.ModuleType("__main__")
    vars(module)["__spec__"] = None
    if sys.version_info < (3, 14):
        vars(module)["__annotations__"] = {}
    vars(module)["__builtins__"] = sys.modules["builtins"]
    sys.modules["__main__"] = module
    return module


def _execute(make: Any, filename: str | None) -> int:
    """Runs code as the module `__main__`; the result is the exit code."""
    from .. import _hotloop

    names = vars(_new_main())
    if filename is None:
        names["__loader__"] = sys.modules["builtins"].__loader__
    else:
        names.update(__file__=filename, __cached__=None)
        if os.path.isfile(filename):
            from importlib.machinery import SourceFileLoader

            names["__loader__"] = SourceFileLoader("__main__", filename)
    try:
        code = make()
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
        if filename is not None and os.path.isfile(filename):
            _let_python_complain(filename)
        # It stands in the text, not in code of ours.
        sys.excepthook(type(error), error.with_traceback(None), None)
        return 1

    def run() -> None:
        _hotloop.begin_depth()
        try:
            recorder.is_in_program = True
            exec(code, names)
        finally:
            recorder.is_in_program = False
            if filename is not None:
                # What it has printed comes before its traceback; of a command and a module it may come behind.
                _flush()

    return _call(run, (names,))


def _let_python_complain(filename: str) -> None:
    """Nothing has been run yet. It has other words for a file that cannot be decoded than for such a text."""
    from subprocess import _args_from_interpreter_flags as flags  # type: ignore[attr-defined]

    os.environ.pop("HOTLOOP_RUN_OPTIONS", None)
    os.execv(sys.executable, [sys.executable, *flags(), sys.argv[0], *sys.argv[1:]])


def _call(run: Any, theirs: tuple[dict[str, Any], ...]) -> int:
    """theirs: the globals of frames that a traceback may begin with."""
    try:
        run()
        return 0
    except SystemExit as error:
        return _exit_code(error.code)
    except BaseException as error:
        uncaught = error
    # Behind the handler: to a hook it is not an exception that is being handled.
    return _uncaught(uncaught, theirs)


_is_interrupted = False


def _end() -> None:
    """Behind all that the program wants to be called at its end."""
    from . import _loops

    _loops.remember()
    _loops.forget()
    die_as_interrupted()


def die_as_interrupted() -> None:
    """If it was a KeyboardInterrupt that ended the program."""
    if _is_interrupted:
        import signal

        # The shell wants to know that it was the signal.
        _flush()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)


def _exit_code(code: object) -> int:
    if code is None:
        return 0
    if isinstance(code, int):
        return code
    _flush()
    print(code, file=sys.stderr)
    return 1


def _flush() -> None:
    """What is printed so far stands before what comes now."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            pass


def _say(text: str) -> None:
    if sys.stderr is not None:
        print(text, file=sys.stderr)


def _uncaught(error: BaseException, theirs: tuple[dict[str, Any], ...]) -> int:
    """Shows an exception as python does, and ends as it would."""
    trace = error.__traceback__
    while trace is not None and not any(trace.tb_frame.f_globals is names for names in theirs):
        trace = trace.tb_next
    error.__traceback__ = trace
    sys.last_type, sys.last_value, sys.last_traceback = type(error), error, trace
    if not hasattr(sys, "excepthook"):
        _say("sys.excepthook is missing")
        sys.__excepthook__(type(error), error, trace)
    else:
        try:
            sys.excepthook(type(error), error, trace)
        except SystemExit as of_hook:
            return _exit_code(of_hook.code)
        except BaseException as of_hook:
            _say("Error in sys.excepthook:")
            behind = of_hook.__traceback__.tb_next if of_hook.__traceback__ else None
            sys.__excepthook__(type(of_hook), of_hook.with_traceback(behind), behind)
            _say("\nOriginal exception was:")
            sys.__excepthook__(type(error), error, trace)
    if isinstance(error, KeyboardInterrupt):
        global _is_interrupted
        _is_interrupted = True
        return 130
    return 1
