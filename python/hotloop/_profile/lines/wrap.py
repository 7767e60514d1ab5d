"""Callables of every kind, made to turn a profiler on while they run.

wrap(profiler, f)            a function, generator, coroutine or asynchronous generator of the same kind
wrap(profiler, property(f))  a property, with what is in it wrapped; so are partial, classmethod, cached_property ...
functions_in(property(f))    [f]
"""

from __future__ import annotations

import functools
import inspect
import types
from collections.abc import Iterator
from typing import Any
from warnings import warn

from .scope import ScopingPolicy

BUILTINS = (
    types.BuiltinFunctionType,
    types.ClassMethodDescriptorType,
    types.MethodDescriptorType,
    types.MethodWrapperType,
    types.WrapperDescriptorType,
)

# How to make another one of the kind: the callables in it, and what else goes with them. A subclass comes first.
Kinds = tuple[tuple[type, tuple[str, ...]], ...]
HOLDERS: Kinds = (
    (types.MethodType, ("__func__",)),
    (classmethod, ("__func__",)),
    (staticmethod, ("__func__",)),
    (functools.partial, ("func",)),
    (functools.partialmethod, ("func",)),
    (functools.cached_property, ("func",)),
    (property, ("fget", "fset", "fdel")),
)

# Of a wrapper: the function inside, and whose it is. Other tools look for line_profiler's name.
MARK = "__line_profiler_id__"


class Mark:
    """What is kept at a wrapper."""

    def __init__(self, function: Any, profiler: int) -> None:
        self.func, self.profiler_id = function, profiler


def held_in(holder: Any) -> list[Any] | None:
    """The callables in a property, partial ...; None: it is no such thing."""
    for kind, names in HOLDERS:
        if isinstance(holder, kind):
            return [getattr(holder, name) for name in names if getattr(holder, name) is not None]
    return None


def functions_in(callable_: Any, *, into_classes: bool = True) -> list[Any]:
    """The functions that it is made of, and, unless `into_classes`, the classes. Raises TypeError for what is none."""
    return list(_functions_in(callable_, set(), into_classes))


def _functions_in(found: Any, seen: set[int], into_classes: bool) -> Iterator[Any]:
    held = held_in(found)
    if held is not None:
        for each in held:
            yield from _functions_in(each, seen, into_classes)
    elif isinstance(found, type):
        if not into_classes:
            yield found
            return
        for member in _members(found):
            for each in member[1]:
                if isinstance(each, type):
                    yield from _functions_in(each, seen, True)
                elif id(each) not in seen:
                    seen.add(id(each))
                    yield each
    elif not callable(found):
        raise TypeError(f"func = {found!r}: cannot get functions from {type(found)} objects")
    elif id(found) not in seen:
        seen.add(id(found))
        if isinstance(found, types.FunctionType):
            yield found
        elif not isinstance(found, BUILTINS) and isinstance(type(found).__call__, types.FunctionType):
            yield type(found).__call__


def _members(owner: type) -> Iterator[tuple[str, list[Any]]]:
    """The members that a class itself defines, and the functions and classes in each."""
    takes_function = ScopingPolicy.CHILDREN.get_filter(owner, "func")
    takes_class = ScopingPolicy.CHILDREN.get_filter(owner, "class")
    for name, member in list(vars(owner).items()):
        try:
            inside = functions_in(member, into_classes=False)
        except TypeError:
            continue
        own = [each for each in inside if (takes_class if isinstance(each, type) else takes_function)(each)]
        if own:
            yield name, own


def wrap(profiler: Any, found: Any) -> Any:
    """What turns `profiler` on while `found` runs: by its `enable_by_count` and `disable_by_count`.

    A class keeps its identity: its members are replaced. Raises TypeError for what is no callable.
    """
    if isinstance(found, BUILTINS):
        return found
    if held_in(found) is not None:
        return _wrap_holder(profiler, found)
    if isinstance(found, type):
        wrap_members(profiler, found, {name: vars(found)[name] for name, _ in _members(found)}, stacklevel=3)
        return found
    if not callable(found):
        raise TypeError(f"func = {found!r}: does not look like a callable or callable wrapper")
    if is_wrapper_of(profiler, found):
        return found
    wrapper = _wrapper_of(profiler, found)
    inner = getattr(found, MARK, None)
    setattr(wrapper, MARK, Mark(inner.func if inner else found, id(profiler)))
    return wrapper


def is_wrapper_of(profiler: Any, function: Any) -> bool:
    mark = getattr(function, MARK, None)
    return mark is not None and mark.profiler_id == id(profiler)


def wrap_members(profiler: Any, namespace: Any, members: dict[str, Any], stacklevel: int = 2) -> None:
    """Puts wrappers in the place of members. Those that cannot be replaced are said in a warning."""
    kept = {}
    for name, member in members.items():
        wrapper = wrap(profiler, member)
        if wrapper is member:
            continue
        try:
            setattr(namespace, name, wrapper)
        except (AttributeError, TypeError):
            kept[name] = member
    if kept:
        warn(
            f"cannot wrap {len(kept)} attribute(s) of {namespace!r} (`{{attr: value}}`): {kept!r}",
            stacklevel=stacklevel,
        )


def _wrap_holder(profiler: Any, holder: Any) -> Any:
    kind = type(holder)
    if isinstance(holder, types.MethodType):
        return kind(wrap(profiler, holder.__func__), holder.__self__)
    if isinstance(holder, property):
        made = kind(
            *(each and wrap(profiler, each) for each in (holder.fget, holder.fset, holder.fdel)), holder.__doc__
        )
    elif isinstance(holder, (functools.partial, functools.partialmethod)):
        made = kind(wrap(profiler, holder.func), *holder.args, **holder.keywords)
    elif isinstance(holder, functools.cached_property):
        made = kind(wrap(profiler, holder.func))
        made.attrname = holder.attrname
    else:
        made = kind(wrap(profiler, holder.__func__))
    for name, value in getattr(holder, "__dict__", {}).items():
        if name not in vars(made):
            setattr(made, name, value)
    return made


def _wrapper_of(profiler: Any, function: Any) -> Any:
    if inspect.isasyncgenfunction(function):
        return _wrap_asynchronous_generator(profiler, function)
    if inspect.iscoroutinefunction(function):

        @functools.wraps(function)
        async def coroutine(*args: Any, **kwargs: Any) -> Any:
            profiler.enable_by_count()
            try:
                return await function(*args, **kwargs)
            finally:
                profiler.disable_by_count()

        return coroutine
    if inspect.isgeneratorfunction(function):
        return _wrap_generator(profiler, function)

    @functools.wraps(function)
    def called(*args: Any, **kwargs: Any) -> Any:
        profiler.enable_by_count()
        try:
            return function(*args, **kwargs)
        finally:
            profiler.disable_by_count()

    return called


def _wrap_generator(profiler: Any, function: Any) -> Any:
    """On while the generator runs, off while its caller does."""

    @functools.wraps(function)
    def generator(*args: Any, **kwargs: Any) -> Any:
        running = function(*args, **kwargs)
        go_on, sent = running.send, None
        while True:
            profiler.enable_by_count()
            try:
                item = go_on(sent)
            except StopIteration as stop:
                return stop.value
            finally:
                profiler.disable_by_count()
                # What was thrown refers to this frame.
                go_on = sent = None
            try:
                go_on, sent = running.send, (yield item)
            except GeneratorExit:
                break
            except BaseException as error:
                go_on, sent = running.throw, error
        profiler.enable_by_count()
        try:
            return running.close()
        finally:
            profiler.disable_by_count()

    return generator


def _wrap_asynchronous_generator(profiler: Any, function: Any) -> Any:
    @functools.wraps(function)
    async def generator(*args: Any, **kwargs: Any) -> Any:
        running = function(*args, **kwargs)
        go_on, sent = running.asend, None
        while True:
            profiler.enable_by_count()
            try:
                item = await go_on(sent)
            except StopAsyncIteration:
                return
            finally:
                profiler.disable_by_count()
                go_on = sent = None
            try:
                go_on, sent = running.asend, (yield item)
            except GeneratorExit:
                break
            except BaseException as error:
                go_on, sent = running.athrow, error
        profiler.enable_by_count()
        try:
            await running.aclose()
        finally:
            profiler.disable_by_count()

    return generator


class ByCount:
    """A profiler that may be turned on within itself: off again with the last of those who turned it on.

    Over `enable` and `disable`, and `enable_count`, which starts at 0.
    """

    enable_count: int
    enable: Any
    disable: Any

    def enable_by_count(self) -> None:
        """Turns it on, if nobody has."""
        if self.enable_count == 0:
            self.enable()
        self.enable_count += 1

    def disable_by_count(self) -> None:
        """Turns it off, if nobody else needs it."""
        if self.enable_count > 0:
            self.enable_count -= 1
            if self.enable_count == 0:
                self.disable()

    def __enter__(self) -> Any:
        self.enable_by_count()
        return self

    def __exit__(self, *_: object) -> None:
        self.disable_by_count()

    def wrap_callable(self, func: Any) -> Any:
        """What profiles `func` when it is called; see `wrap`."""
        return wrap(self, func)

    def run(self, cmd: str) -> Any:
        """Profiles a statement in `__main__`; the result is the profiler."""
        import __main__

        return self.runctx(cmd, vars(__main__), vars(__main__))

    def runctx(self, cmd: str, globals: dict[str, Any], locals: Any) -> Any:
        """Profiles a statement with these variables; the result is the profiler."""
        with self:
            exec(cmd, globals, locals)
        return self

    def runcall(self, func: Any, /, *args: Any, **kw: Any) -> Any:
        """Profiles a call; the result is the call's."""
        with self:
            return func(*args, **kw)
