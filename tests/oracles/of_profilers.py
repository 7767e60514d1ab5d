"""CPython's tests of its profilers, and line_profiler's of itself, with our drop-ins in their place.

cprofile.Profile for cProfile.Profile            in the modules of the `test` package
a package `line_profiler` and a `kernprof`       that hand on to hotloop.line_profiler and `hotloop kernprof`

Printed is `SUITE: passed P of T`, and each test that is left out with the reason. A test that fails and is not left out
makes the exit code 1.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import re
import subprocess
import sys
import tarfile
import types
import unittest
import xml.etree.ElementTree
from pathlib import Path

import oracle
from oracle import tests_of

import hotloop.cprofile

LINE_PROFILER = "5.1.0"
# What its tests import besides.
NEEDED = ["ubelt>=1.3.4", "pytest>=8", "ipython>=8.28", "typing_extensions"]

# --- CPython

# Left out from 3.12 on.
LATER = {
    r"test_cprofile\.CProfileTest\.test_profile_(enable_disable|as_context_manager)": (
        "asks CPython which profiler is set: it is our recorder"
    ),
}

LEFT_OUT_OF_CPYTHON = {
    r".*\bProfileTest\.test_cprofile": "the text that the `profile` module prints, with its own correction",
    r".*\bProfileTest\.test_calling_conventions": "the name `:0(max)` that the `profile` module gives",
    **(LATER if sys.version_info >= (3, 12) else {}),
    r"test_cprofile\.CProfileTest\.test_evil_external_timer": "a timer that disables the profiler is not told of it",
}


def run_cpython(name: str) -> tuple[str, list[str]]:
    """The line of a module of the `test` package, and what is to be said below it."""
    try:
        module = importlib.import_module(f"test.{name}")
    except ImportError as error:
        return f"cpython {name}: missing: {error}", []
    put_in_place(module)
    passed, total, said = 0, 0, []
    for test in tests_of(unittest.defaultTestLoader.loadTestsFromModule(module)):
        total += 1
        label = f"{name}.{test.id().removeprefix(f'test.{name}.')}"
        reason = next((why for which, why in LEFT_OUT_OF_CPYTHON.items() if re.fullmatch(which, label)), None)
        if reason is not None:
            said.append(f"  left out: {label}: {reason}")
            continue
        result = unittest.TestResult()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            test.run(result)
        if result.failures or result.errors:
            last = (result.failures + result.errors)[0][1].strip().splitlines()[-1]
            said.append(f"  failed: {label}: {last}")
        elif result.skipped:
            said.append(f"  left out: {label}: it says {result.skipped[0][1]}")
        else:
            passed += 1
    return f"cpython {name}: passed {passed} of {total}", said


def put_in_place(module: types.ModuleType) -> None:
    """Our profiler, wherever the tests look for theirs."""
    stand_in = types.ModuleType("_lsprof")
    stand_in.Profiler = hotloop.cprofile.Profile
    sys.modules["_lsprof"] = stand_in
    for value in list(vars(module).values()):
        if isinstance(value, type) and hasattr(value, "profilerclass"):
            value.profilerclass, value.profilermodule = hotloop.cprofile.Profile, hotloop.cprofile
    for name in ("cProfile", "profile"):
        if isinstance(vars(module).get(name), types.ModuleType):
            setattr(module, name, hotloop.cprofile)


# --- line_profiler

# Files whose tests are all left out, and the reason.
OTHERS_OWN = {
    "test_cython": "profiles Cython's extension modules",
    "test_docs_conf": "about how its documentation is built",
    "test_windows_wheel_repair": "about how its wheels are built",
    "test_string_enum": "a class of its own for enumerations",
    "test_toml_config": "the classes that read its settings; what they read is tested by others",
    "test_eager_preimports": "the module that it writes to import targets of -p; ours imports them",
    "test_sys_monitoring": "how it lives with other tools of sys.monitoring: ours has a tool id of its own",
}

LEFT_OUT = {
    r"test_multiple_profilers_identical_bytecode.*": "looks for the instructions that it adds to tell equal code apart",
    r"test_sys_trace.*": "its option wrap_trace, and what sys.gettrace() is meanwhile: ours is no trace function",
    r"test_load_stats_files\[True": "writes its results under the name of a base class",
    r"test_kernprof_m_import_resolution\[True": "a variable that makes it look for modules without importing packages",
    r"test_kernprof_eager_preimport_bad_module": "the module that it writes to import targets of -p; ours imports them",
    r"test_(call_with_diagnostics|kernprof_verbosity\[-vv)": "what it says of itself when it is asked for more",
    r"test_sys_monitoring$": "asks sys.monitoring for the name of the tool, which is not line_profiler's",
    r"test_last_time": "its table of lines under way",
    r".*(multitarget|star_imports|profmod_extractor).*": "the classes that rewrite programs for -p",
}

# A package that hands on to ours. The tests import these modules.
SHIM = {
    "line_profiler/__init__.py": (
        "from hotloop.line_profiler import *\nfrom hotloop.line_profiler import __version__\n"
        "from . import _line_profiler, line_profiler\n"
    ),
    "line_profiler/__main__.py": "from hotloop.line_profiler import main\nmain()\n",
    "line_profiler/_line_profiler.py": (
        "from hotloop.line_profiler import LineProfiler, LineStats\nUSE_LEGACY_TRACE = True\n"
        "def label(code):\n    return (code.co_filename, code.co_firstlineno, code.co_qualname)\n"
    ),
    "line_profiler/line_profiler.py": (
        "from hotloop.line_profiler import *\n"
        "from hotloop._profile.lines.stats import get_code_block, is_generated_code, show_func, show_text\n"
    ),
    "line_profiler/explicit_profiler.py": "from hotloop._profile.lines.explicit import GlobalProfiler, profile\n",
    "line_profiler/scoping_policy.py": "from hotloop._profile.lines.scope import ScopingPolicy\n",
    "line_profiler/cli_utils.py": "from hotloop._profile.lines.switches import add_argument, boolean, positive_float\n",
    "line_profiler/toml_config.py": "class ConfigSource:\n    pass\n",
    "line_profiler/autoprofile/__init__.py": "",
    "line_profiler/autoprofile/autoprofile.py": (
        "def _extend_line_profiler_for_profiling_imports(profiler):\n    pass  # it has the method\n"
    ),
    "line_profiler/autoprofile/ast_tree_profiler.py": "class AstTreeProfiler:\n    pass\n",
    "line_profiler/autoprofile/profmod_extractor.py": "class ProfmodExtractor:\n    pass\n",
    "kernprof.py": (
        "from hotloop._profile.lines.kernprof import ContextualProfile, __version__, main\n"
        "import sys\nif __name__ == '__main__':\n    sys.exit(main())\n"
    ),
}


def run_line_profiler(options: list[str]) -> tuple[str, list[str]]:
    """The line of its whole suite, and what is to be said below it."""
    place = oracle.cache_directory() / f"line_profiler-{LINE_PROFILER}"
    if problem := fetch(place):
        return f"line_profiler: missing: {problem}", []
    write_shim(place / "shim")
    paths = [place / "shim", place / "needed", Path(hotloop.__file__).parents[1]]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        "PATH": f"{place / 'shim' / 'bin'}{os.pathsep}{os.environ['PATH']}",
    }
    results = place / "results.xml"
    results.unlink(missing_ok=True)
    left_out = [f"--ignore=tests/{name}.py" for name in OTHERS_OWN]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-c", os.devnull]
    command += [f"--rootdir={place}", f"--junitxml={results}", "tests"]
    counted = subprocess.run(
        [*command, "--collect-only"], cwd=place, env=environment, capture_output=True, text=True, check=False
    )
    total = sum("::" in line for line in counted.stdout.splitlines())
    outcome = subprocess.run(
        [*command, *left_out], cwd=place, env=environment, capture_output=True, text=True, check=False
    )
    if "--verbose" in options:
        print(outcome.stdout[-100_000:])
    if not results.exists():
        return f"line_profiler: missing: {outcome.stdout[-300:]}{outcome.stderr[-300:]}", []
    return read_results(results, total)


def read_results(results: Path, total: int) -> tuple[str, list[str]]:
    passed, said, n_run = 0, [], 0
    for case in xml.etree.ElementTree.parse(results).getroot().iter("testcase"):
        n_run += 1
        label = f"{case.get('classname', '').rpartition('tests.')[2]}.{case.get('name')}"
        failure = next((child for child in case if child.tag in ("failure", "error", "skipped")), None)
        if failure is None:
            passed += 1
            continue
        reason = next((why for which, why in LEFT_OUT.items() if re.match(which, case.get("name"))), None)
        reason = reason or next((why for which, why in LEFT_OUT.items() if re.match(which, label)), None)
        message = " ".join((failure.get("message") or "").split())[:160]
        if reason is not None:
            said.append(f"  left out: {label}: {reason}")
        elif failure.tag == "skipped":
            said.append(f"  left out: {label}: it says {message}")
        else:
            said.append(f"  failed: {label}: {message}")
    said += [f"  left out: {name} as a whole: {why}" for name, why in OTHERS_OWN.items()]
    return f"line_profiler: passed {passed} of {max(total, n_run)}", said


def fetch(place: Path) -> str:
    """Its source archive and what its tests need, from PyPI; or why they cannot be had."""
    if not (place / "tests").is_dir():
        place.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", "line_profiler"]
        command += ["--dest", str(place), f"line_profiler=={LINE_PROFILER}"]
        outcome = subprocess.run(command, capture_output=True, text=True, check=False)
        archive = next(place.glob("line_profiler-*.tar.gz"), None)
        if archive is None:
            return " ".join(outcome.stderr.split())[-200:]
        with tarfile.open(archive) as packed:
            for member in packed.getmembers():
                parts = Path(member.name).parts
                if member.isfile() and parts[1:2] == ("tests",) and ".." not in parts:
                    target = place.joinpath(*parts[1:])
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(packed.extractfile(member).read())
    if not (place / "needed").is_dir():
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(place / "needed"), *NEEDED]
        outcome = subprocess.run(command, capture_output=True, text=True, check=False)
        if outcome.returncode:
            return " ".join(outcome.stderr.split())[-200:]
    return ""


def write_shim(place: Path) -> None:
    for name, text in SHIM.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text)
    (place / "bin").mkdir(exist_ok=True)
    command = place / "bin" / "kernprof"
    command.write_text(f"#!{sys.executable}\nimport sys\nfrom kernprof import main\nsys.exit(main())\n")
    command.chmod(0o755)


def main(options: list[str]) -> int:
    suites = [run_line_profiler(options)]
    suites += [run_cpython(name) for name in ("test_cprofile", "test_profile", "test_pstats")]
    for line, said in suites:
        print(line)
        shown = [text for text in said if text.startswith("  failed") or "--reasons" in options]
        print("".join(f"{text}\n" for text in shown), end="")
    return int(any(text.startswith("  failed") for _, said in suites for text in said))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
