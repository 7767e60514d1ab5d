"""Pythran's tests, with `TestEnv.run_test` replaced: the function is compiled by hotloop and compared with CPython.

self.run_test("def cos_(a):\\n from math import cos\\n return cos(a)", 1, cos_=[int])
"""

from __future__ import annotations

import contextlib
import copy
import importlib.util
import io
import os
import subprocess
import sys
import textwrap
import types
import unittest
from pathlib import Path
from typing import Any

import oracle
from oracle import tests_of

REPOSITORY = "https://github.com/serge-sans-paille/pythran"
VERSION = "0.18.1"
# The first release whose package of Pythran has the tests of a present one.
DEBIAN_RELEASE = "trixie"
MODULES = ["test_base", "test_list", "test_math", "test_complex"]
# Keywords of `run_test` that name no function.
SPECIAL = ["prelude", "check_exception", "thread_count", "check_refcount", "check_output"]


def main(options: list[str]) -> int:
    place = find()
    if isinstance(place, str):
        return oracle.report([oracle.Suite(f"pythran {name}", missing=place) for name in MODULES], options)
    replace_environment()
    return oracle.report([run(place, name) for name in MODULES], options)


def find() -> Path | str:
    """The directory with the tests; or why there is none."""
    if given := os.environ.get("HOTLOOP_PYTHRAN_TESTS"):
        return Path(given) if Path(given).is_dir() else f"{given} is no directory"
    place = oracle.cache_directory() / f"pythran-{VERSION}"
    if place.exists():
        return place / "pythran" / "tests"
    command = ["git", "clone", "--quiet", "--depth", "1", "--branch", VERSION, REPOSITORY, str(place)]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    if outcome.returncode == 0:
        return place / "pythran" / "tests"
    if archive := from_debian(oracle.cache_directory() / "debian"):
        subprocess.run(["tar", "-xf", archive, "-C", archive.parent], check=True)
        return next(archive.parent.glob("pythran-*/pythran/tests"))
    return f"PyPI's archives of Pythran have no tests, Debian's source cannot be had, and {outcome.stderr.strip()}"


def from_debian(place: Path) -> Path | None:
    """The archive that Debian's package was made from. apt checks it; its lists are kept apart from the system's."""
    if done := next(place.glob("pythran_*.orig.tar.*"), None):
        return done
    (place / "lists" / "partial").mkdir(parents=True, exist_ok=True)
    sources = place / "sources.list"
    sources.write_text(f"deb-src {debian_archive()} {DEBIAN_RELEASE} main\n")
    options = {"Etc::sourcelist": sources, "Etc::sourceparts": "/dev/null", "State::lists": place / "lists"}
    apt = ["apt-get", "-qq", *(f"-oDir::{name}={value}" for name, value in options.items())]
    with contextlib.suppress(OSError):
        subprocess.run([*apt, "update"], cwd=place, capture_output=True, check=False)
        subprocess.run([*apt, "source", "--download-only", "pythran"], cwd=place, capture_output=True, check=False)
    return next(place.glob("pythran_*.orig.tar.*"), None)


def debian_archive() -> str:
    """Where this system gets its packages."""
    with contextlib.suppress(OSError):
        command = ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"]
        for line in subprocess.run(command, capture_output=True, text=True, check=False).stdout.split():
            if line.rstrip("/").endswith("/debian"):
                return line
    return "http://deb.debian.org/debian/"


def replace_environment() -> None:
    """Modules that the tests import: only what they use of Pythran."""
    environment = module("test_env", TestEnv=Environment, TestFromDir=Environment)
    package = module("pythran", tests=environment, __path__=[])
    sys.modules["pythran.tests"] = environment
    package.typing = module("pythran.typing", **{name: Anything() for name in TYPES})
    package.config = module("pythran.config", cfg=types.SimpleNamespace(getboolean=lambda *_: True))


TYPES = ["List", "Dict", "Set", "Tuple", "NDArray", "Optional", "Iterable", "Generator", "Any", "Fun", "Type", "File"]


class Anything:
    """A type of Pythran's, indexed by others."""

    def __getitem__(self, _index: Any) -> Anything:
        return self


def module(name: str, **members: Any) -> Any:
    made = types.ModuleType(name)
    vars(made).update(members)
    sys.modules[name] = made
    return made


class Environment(unittest.TestCase):
    """In the place of Pythran's `TestEnv`."""

    module = staticmethod(lambda function: function)
    suite: oracle.Suite
    directory: Path

    def run_test(self, code: str, *arguments: Any, **interface: Any) -> None:
        prelude = interface.get("prelude") or (lambda: None)
        names = [name for name in interface if name not in SPECIAL]
        for name in names:
            self.check(name, textwrap.dedent(code), arguments, prelude)

    def check(self, name: str, code: str, arguments: tuple[Any, ...], prelude: Any) -> None:
        test = f"{type(self).__name__}.{self._testMethodName}"
        try:
            plain = self.load(f"plain_{test}", code)
            prelude()
            with contextlib.redirect_stdout(io.StringIO()):
                plain[name](*copy.deepcopy(arguments))
        except Exception:
            # Of an earlier Python, or raised on purpose: then the exceptions are compared.
            if "check_exception" not in code and not self.raises_on_purpose(code):
                return
        function = oracle.Watched(self.load(test, code)[name], name)
        prelude()
        try:
            function(*arguments)
        finally:
            self.suite.add(test, [function])

    @staticmethod
    def raises_on_purpose(code: str) -> bool:
        return "raise" in code or "assert" in code

    def load(self, test: str, code: str) -> dict[str, Any]:
        """A module from the text, in a file: that is where hotloop finds the source of functions."""
        path = self.directory / f"{test}.py"
        path.write_text(code + "\n")
        namespace = {"__name__": test, "__file__": str(path)}
        exec(compile(path.read_text(), str(path), "exec", dont_inherit=True), namespace)
        return namespace


def run(place: Path, name: str) -> oracle.Suite:
    suite = oracle.Suite(f"pythran {name}")
    path = place / f"{name}.py"
    if not path.exists():
        suite.missing = f"{path} does not exist"
        return suite
    Environment.suite, Environment.directory = suite, oracle.cache_directory() / "pythran-modules"
    Environment.directory.mkdir(parents=True, exist_ok=True)
    spec = importlib.util.spec_from_file_location(name, path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    for test in tests_of(unittest.defaultTestLoader.loadTestsFromModule(loaded)):
        # What a function raises, the test may expect; it has been compared by then.
        with contextlib.suppress(Exception):
            test.debug()
    return suite


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
