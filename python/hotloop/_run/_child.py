"""Processes that the program starts by `multiprocessing` and `concurrent.futures` run under `hotloop run` too.

A fork has all that its parent has. `spawn` and `forkserver` start a python with a command that we put ourselves into.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

VARIABLE = "HOTLOOP_RUN_OPTIONS"
OURS = "from hotloop._run import _child; _child.begin(); "
THEIRS = ("from multiprocessing.spawn import", "from multiprocessing.forkserver import")


def pass_on(options: list[str]) -> None:
    """Lets children know of the options of `hotloop run`."""
    os.environ[VARIABLE] = "\n".join(options)
    sys.meta_path.insert(0, _Patcher())


class _Patcher:
    """Changes `multiprocessing.util` when it is imported, not before: importing it takes a while."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name != "multiprocessing.util":
            return None
        sys.meta_path.remove(self)
        from importlib.util import find_spec

        specification = find_spec(name)
        if specification is None or specification.loader is None:
            return None
        loader: Any = specification.loader
        execute = loader.exec_module

        def exec_module(module: Any) -> None:
            execute(module)
            _patch(module)

        loader.exec_module = exec_module
        return specification


def _patch(module: Any) -> None:
    spawn = module.spawnv_passfds

    def spawnv_passfds(path: Any, args: Any, passfds: Any) -> Any:
        return spawn(path, [OURS + one if is_command(one) else one for one in args], passfds)

    def is_command(argument: Any) -> bool:
        return isinstance(argument, str) and argument.startswith(THEIRS)

    module.spawnv_passfds = spawnv_passfds


def begin() -> None:
    """In a child, before anything of the program is imported."""
    options = os.environ.get(VARIABLE)
    if options is None:
        return
    from ._entry import Options
    from ._hook import Hook
    from ._main import parse

    parsed = parse(options.split("\n") if options else [])
    hook = Hook(Options(parsed.threads, parsed.cpu, parsed.fastmath, parsed.check), parsed.include, parsed.exclude)
    hook.install()
    pass_on(options.split("\n") if options else [])
    _rewrite_main(hook)


def _rewrite_main(hook: Any) -> None:
    """The program's main file is run again in a child, by runpy."""
    import runpy

    details: Any = runpy
    as_written = details._get_code_from_file

    def get_code(*arguments: Any) -> Any:
        found = as_written(*arguments)
        filename = arguments[-1]
        if not (isinstance(filename, str) and filename.endswith(".py") and hook.wants(filename)):
            return found
        with open(filename, "rb") as file:
            code = hook.code(file.read(), filename)
        if code is None:
            return found
        # Before 3.12 with the file's name.
        return (code, found[1]) if isinstance(found, tuple) else code

    details._get_code_from_file = get_code
