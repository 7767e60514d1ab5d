"""The case files of `tests/cases`: CPython first, then the interpreter, then every engine, function by function.

pytest tests/python/test_cases.py -k "ints and divide and exits"
pytest tests/python/test_cases.py -k cpython          the truth of the files alone; needs no hotloop
HOTLOOP_BLESS=1 pytest tests/python/test_cases.py     rewrites the `error` blocks
"""

from __future__ import annotations

import functools
import os

import cases
import pytest

BLESS = os.environ.get("HOTLOOP_BLESS", "") not in ("", "0")

FILES = {str(path.relative_to(cases.CASES).with_suffix("")): cases.read(path) for path in cases.case_files()}
RUNS = [
    (name, function, engine)
    for name, file in FILES.items()
    for function in file.claims
    for engine in file.engines_of(function)
]
ERRORS = [(name, at) for name, file in FILES.items() for at in range(len(file.errors))]


@pytest.mark.parametrize("name", FILES)
def test_cpython(name):
    """What a file says is true of CPython."""
    needs_numpy(FILES[name])
    for session in FILES[name].sessions:
        wrong = cases.misprints(session, cases.run(FILES[name], session))
        if wrong:
            pytest.fail(f"{FILES[name].name}\n{wrong}", pytrace=False)


@pytest.mark.parametrize("name, function, engine", RUNS, ids=["-".join(run) for run in RUNS])
def test_engine(name, function, engine):
    """A function does in an engine what it does in CPython, and runs there as it is claimed to."""
    file = FILES[name]
    needs_numpy(file)
    if missing := machine_lacks(engine):
        pytest.skip(missing)
    if engine.startswith("exits"):
        force_exits(file, function, engine)
    else:
        compare(file, function, engine)


@pytest.mark.parametrize("name, at", ERRORS, ids=[f"{name}-{FILES[name].errors[at].function}" for name, at in ERRORS])
def test_error(name, at):
    """A function that stays in CPython says why under `strict`."""
    import hotloop

    file, block = FILES[name], FILES[name].errors[at]
    needs_numpy(file)
    strict = functools.partial(hotloop.jit, strict=True)
    sessions = file.sessions_of(block.function)
    runs = [cases.run(file, session, function=block.function, compiled=strict) for session in sessions]
    messages = [
        one.text.partition(": ")[2].rstrip() for seen in runs for one in seen if "CompileError" in one.exception
    ]
    assert messages, f"`{block.function}` was compiled"
    if BLESS:
        file.path.write_text(file.path.read_text().replace(f"\n{block.text}\n```", f"\n{messages[0]}\n```", 1))
    else:
        assert messages[0] == block.text


def compare(file, function, engine):
    """Every session that calls the function, once."""
    problems, unkept = [], []
    for session in file.sessions_of(function):
        different, claims = compare_session(file, function, engine, session)
        problems.append(different)
        unkept.append(claims)
    # A session may be about calls that are left to CPython: a loop need run in lanes in one session only.
    if all(unkept) or not file.is_compiled(function):
        problems += unkept
    fail(file, function, problems)


def compare_session(file, function, engine, session):
    """What is not as in CPython, or not in compiled code; and the claims that are not kept."""
    import hotloop
    from hotloop import _hotloop

    options = cases.ENGINES[engine]
    dispatchers = []

    def compiled(plain):
        with cases.chosen(engine):
            dispatchers.append(hotloop.jit(plain, **options))
        return dispatchers[0]

    expected = cases.run_by_cpython(file, session)
    # Else it would be up to the machine whether a second thread comes in time.
    together = _hotloop.let_threads_meet(engine == "threads")
    try:
        found = cases.run(file, session, function=function, compiled=compiled)
    finally:
        _hotloop.let_threads_meet(together)
    different = cases.differences(session, expected, found)
    statistics = dispatchers[0].statistics
    if file.is_compiled(function):
        not_as_claimed = cases.calls_not_as_claimed(file, function, session, found)
        different = "\n".join(filter(None, [different, not_as_claimed, cases.not_run_by(engine, statistics)]))
    return different, cases.claims_not_kept(file, function, statistics, options)


def force_exits(file, function, engine):
    """Every session that calls the function, left at every exit point in turn."""
    from hotloop import _hotloop, jit

    for session in file.sessions_of(function):
        expected = cases.run_by_cpython(file, session)
        can_tell = [example for example in session if not example.raises and not example.leaves]
        # The same source is compiled once for all runs: the function of the first one is used in the others, unless it
        # may depend on which classes its module has, or which lists and variables.
        dispatchers = []

        def compiled(plain, dispatchers=dispatchers):
            if not dispatchers or file.has_named_tuples or file.has_global_state:
                with cases.chosen(engine):
                    dispatchers.append(jit(plain, **cases.ENGINES[engine]))
            return dispatchers[-1]

        for count in cases.exit_counts(engine):
            _hotloop.force_exit(count)
            try:
                found = cases.run(file, session, function=function, compiled=compiled)
            finally:
                _hotloop.force_exit(0)
            wrong = cases.differences(session, expected, found)
            if wrong:
                fail(file, function, [f"left at exit point {count}:\n{wrong}"])
            exits = sum(seen.exits for example, seen in zip(session, found) if example in can_tell)
            if not exits and (count >= 30 or len(can_tell) == len(session)):
                break


def fail(file, function, problems):
    text = "\n".join(filter(None, problems))
    if text:
        pytest.fail(f"{file.name}: {function}\n{text}", pytrace=False)


def needs_numpy(file):
    if file.uses_numpy and not cases.has_numpy():
        pytest.skip("NumPy is not installed")


machine_lacks = functools.cache(cases.is_here)
