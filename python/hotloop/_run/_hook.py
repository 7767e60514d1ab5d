"""Rewrites what the program imports.

    hook = Hook(Options(), include=["mylib/*"], exclude=[])
    hook.install()
    code = hook.code(text, "slow.py")       # as CPython would compile it, with a watch around each loop; None: no loops

Modules of the standard library and of installed packages stay as they are, unless `include` names them.
"""

from __future__ import annotations

import os
import sys
import zipimport
from importlib import machinery

from .. import _hotloop, _rewritten
from .._places import is_installed
from . import _entry, _loops, _module

TYPE_CHECKING = False
if TYPE_CHECKING:
    import types
    from typing import Any


class Hook:
    """Rewrites programs. options: how to compile. include, exclude: patterns of files or modules."""

    def __init__(self, options: _entry.Options, include: list[str], exclude: list[str]) -> None:
        self.options = options
        self.include = include
        self.exclude = exclude
        self.is_off = False
        if include or exclude:
            # Here: once the hook is installed, importing it would ask the hook.
            import fnmatch  # noqa: F401

    def install(self) -> None:
        """From now on imported modules are rewritten. To be called before anything of the program runs."""
        _hotloop.lay_in_objects()
        _loops.install()
        _Loader.hook = _ZipLoader.hook = self
        details = [
            (machinery.ExtensionFileLoader, machinery.EXTENSION_SUFFIXES),
            (_Loader, machinery.SOURCE_SUFFIXES),
            (machinery.SourcelessFileLoader, machinery.BYTECODE_SUFFIXES),
        ]
        sys.path_hooks[:] = [_ZipLoader if one is zipimport.zipimporter else one for one in sys.path_hooks]
        sys.path_hooks.insert(0, machinery.FileFinder.path_hook(*details))
        # Finders of directories that were looked at before do not know of us.
        sys.path_importer_cache.clear()

    def wants(self, filename: str, module: str = "") -> bool:
        """Is this a module of the program?"""

        def is_one_of(patterns: list[str]) -> bool:
            from fnmatch import fnmatch

            names = (module, filename, os.path.relpath(filename), os.path.basename(filename))
            return any(fnmatch(name, one) for one in patterns for name in names)

        if self.is_off or (self.exclude and is_one_of(self.exclude)):
            return False
        if self.include and is_one_of(self.include):
            return True
        return not is_installed(filename)

    def code(self, text: str | bytes, filename: str) -> types.CodeType | None:
        """The code of a module with its loops watched; None: as CPython compiles it. SyntaxError, ValueError: likewise.

        RecursionError does not leave it: CPython can compile deeper trees than it can show.
        """
        try:
            module = _module.load(text, filename, self.options)
        except RecursionError:
            return None
        if module is None:
            return None
        _loops.add(module)
        if module.code is not None:
            _rewritten.pending.append((module.code, module))
        return module.code


def _of_importlib(function: Any) -> Any:
    """Lets CPython leave it out of tracebacks of the program's imports, as it does with its own."""
    function.__code__ = function.__code__.replace(co_filename="<frozen importlib._bootstrap_external>")
    return function


class _Loader(machinery.SourceFileLoader):
    hook: Hook

    @_of_importlib
    def get_code(self, fullname: str) -> Any:
        path = self.get_filename(fullname)
        try:
            # Not from the bytecode on disk, which is that of the module as written.
            code = self.hook.code(self.get_data(path), path) if self.hook.wants(path, fullname) else None
        except (SyntaxError, ValueError):
            code = None
        return code or super().get_code(fullname)


class _ZipLoader(zipimport.zipimporter):
    hook: Hook

    @_of_importlib
    def get_code(self, fullname: str) -> Any:
        path = self.get_filename(fullname)
        try:
            code = None
            if path.endswith(".py") and self.hook.wants(path, fullname):
                code = self.hook.code(self.get_data(path), path)
        except (SyntaxError, ValueError, OSError):
            code = None
        return code or super().get_code(fullname)


for _ours in (_Loader, _ZipLoader):
    # A program that shows the type of a loader shows CPython's.
    for _name in ("__module__", "__name__", "__qualname__"):
        setattr(_ours, _name, getattr(_ours.__base__, _name))
