"""What `kernprof -p` profiles: functions, classes, modules and packages, by name or file, without a decorator.

-p slow.py            every function of the script gets @profile
-p package            its modules are imported before the script runs, and everything in them is profiled
-p package.module.f   that function
with --no-preimports  only what the script imports itself: behind its imports are calls that add it
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import os
import pkgutil
from collections.abc import Iterable, Iterator
from typing import Any
from warnings import warn

ADD = "add_imported_function_or_module"


def is_dotted_name(text: str) -> bool:
    """a.b.c"""
    return all(part.isidentifier() for part in text.split("."))


def module_name_of(path: str) -> str | None:
    """The name under which a file or a directory can be imported: from the first directory that is no package."""
    directory, name = os.path.split(os.path.abspath(path))
    parts = [name.removesuffix(".py")]
    while os.path.isfile(os.path.join(directory, "__init__.py")):
        directory, name = os.path.split(directory)
        parts.insert(0, name)
    dotted = ".".join(parts)
    return dotted if is_dotted_name(dotted) and (path.endswith(".py") or os.path.isdir(path)) else None


def find_module(name: str) -> str | None:
    """The file of a module that can be imported, without importing more than the packages that it is in."""
    package, _, last = name.rpartition(".")
    try:
        if last == "__main__":
            # To look into a module for it would import the module.
            around = importlib.util.find_spec(package)
            if around is None or around.submodule_search_locations is None:
                return None
        found = importlib.util.find_spec(name)
    except (ImportError, AttributeError, ValueError):
        return None
    if found is None:
        return None
    return found.origin or next(iter(found.submodule_search_locations or ()), None)


def split_name(name: str) -> tuple[str, str] | None:
    """The module in a dotted name, and the rest."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        if find_module(".".join(parts[:length])) is not None:
            return ".".join(parts[:length]), ".".join(parts[length:])
    return None


def modules_in(package: str) -> Iterator[str]:
    """A module, or a package and all that is in it."""
    yield package
    found = importlib.util.find_spec(package)
    for path in (found and found.submodule_search_locations) or ():
        for each in pkgutil.iter_modules([path]):
            if each.name.isidentifier() and each.name != "__main__":
                yield from modules_in(f"{package}.{each.name}")


def add_now(profiler: Any, targets: Iterable[str], script: str | None) -> None:
    """Imports what is to be profiled. What cannot be found, or is in a package and cannot be imported, is warned of."""
    names, invalid, failed = [], [], []
    for target in targets:
        name = target
        if not is_dotted_name(target) or os.path.exists(target):
            if script is not None and os.path.exists(target) and os.path.samefile(target, script):
                continue
            name = module_name_of(target) if os.path.exists(target) else None
        if name is None:
            invalid.append(target)
        else:
            names.append(name)
    if invalid:
        _warn(invalid, "profile-on-import target", "cannot be converted to dotted-path form")
    for name in names:
        alone = name.endswith(".__init__")
        found = split_name(name.removesuffix(".__init__"))
        if found is None:
            failed.append(name)
            continue
        module, rest = found
        _add(profiler, module, rest, failed)
        if not rest and not alone:
            for each in list(modules_in(module))[1:]:
                try:
                    _add(profiler, each, "", failed)
                except Exception:
                    failed.append(each)
    if failed:
        _warn(failed, "target", "cannot be imported")


def _add(profiler: Any, module: str, rest: str, failed: list[str]) -> None:
    found = importlib.import_module(module)
    for part in rest.split(".") if rest else ():
        if not hasattr(found, part):
            failed.append(f"{module}.{rest}")
            return
        found = vars(found).get(part, getattr(found, part))
    getattr(profiler, ADD)(found)


def _warn(targets: list[str], what: str, why: str) -> None:
    warn(f"{len(targets)} {what}{'s' if len(targets) > 1 else ''} {why}: {sorted(targets)!r}", stacklevel=3)


def instrument(
    text: str | bytes, filename: str, targets: Iterable[str], whole: bool, imports: bool, package: str = ""
) -> ast.Module:
    """The script's tree, with the functions that are targets decorated or added behind their import.

    `whole`: the script itself is a target, and with `imports` so is all that it imports. `package`: where its relative
    imports begin. Raises SyntaxError.
    """
    tree = ast.parse(text, filename)
    names = set()
    for target in targets:
        name = module_name_of(target) if os.path.exists(target) else target
        if name is not None and is_dotted_name(name):
            names.add(name)
            if find_module(name) is not None:
                names.update(modules_in(name))
    tree.body = [
        made
        for statement in tree.body
        for made in _with_additions(statement, names, whole and imports, filename, package)
    ]
    if whole:
        _Decorator().visit(tree)
    return ast.fix_missing_locations(tree)


def _with_additions(
    statement: ast.stmt, names: set[str], all_of_them: bool, filename: str, package: str
) -> Iterator[ast.stmt]:
    yield statement
    if not isinstance(statement, (ast.Import, ast.ImportFrom)):
        return
    for alias in statement.names:
        imported = alias.name
        if isinstance(statement, ast.ImportFrom):
            if statement.module == "__future__":
                return
            module = _absolute(statement, package)
            if alias.name == "*":
                if all_of_them or module in names:
                    warn(
                        f"{filename}:{statement.lineno}: what `from {module} import *` binds is not profiled",
                        stacklevel=4,
                    )
                continue
            imported = f"{module}.{alias.name}"
        if all_of_them or imported in names or imported.rpartition(".")[0] in names:
            expression = ast.parse(f"profile.{ADD}({alias.asname or alias.name})").body[0]
            for node in ast.walk(expression):
                if "lineno" in node._attributes:
                    ast.copy_location(node, statement)
            yield expression


def _absolute(statement: ast.ImportFrom, package: str) -> str:
    """The module that it imports from."""
    if not statement.level:
        return statement.module or ""
    parts = package.split(".")
    return ".".join([*parts[: len(parts) - statement.level + 1], *([statement.module] if statement.module else [])])


class _Decorator(ast.NodeTransformer):
    """Puts @profile nearest to each function that does not have it."""

    def visit_FunctionDef(self, node: Any) -> Any:
        self.generic_visit(node)
        if not any(isinstance(each, ast.Name) and each.id == "profile" for each in node.decorator_list):
            name = ast.copy_location(ast.Name("profile", ast.Load()), node)
            node.decorator_list.append(name)
        return node

    visit_AsyncFunctionDef = visit_FunctionDef


def script_is_target(script: str, module: str | None, targets: Iterable[str]) -> bool:
    """Is the script, or the module that is run as one, among them?"""
    own = {os.path.realpath(script)}
    if os.path.basename(script) == "__main__.py":
        own.add(os.path.realpath(os.path.dirname(script)))
    for target in targets:
        found = target if os.path.exists(target) else None
        if module is not None and found is None and is_dotted_name(target):
            found = find_module(target)
            if found is not None and os.path.basename(found) == "__init__.py":
                found = os.path.dirname(found)
        if found is not None and os.path.realpath(found) in own:
            return True
    return False
