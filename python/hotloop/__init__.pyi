from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar, overload

from ._errors import CompileError as CompileError

__version__: str

_P = ParamSpec("_P")
_R = TypeVar("_R")

class Jitted(Generic[_P, _R]):
    """What `jit` makes of a function. Exists in type annotations only."""

    __name__: str
    __qualname__: str
    __wrapped__: Callable[_P, _R]
    @property
    def py_func(self) -> Callable[_P, _R]: ...
    @property
    def signatures(self) -> dict[str, str]: ...
    @property
    def statistics(self) -> dict[str, Any]: ...
    def __call__(self, *args: _P.args, **kwargs: _P.kwargs) -> _R: ...
    def __get__(self, instance: Any, owner: type | None = None, /) -> Callable[..., _R]: ...
    def explain(
        self, stage: str | None = None, *, types: str | None = None, lanes: int | None = None, cpu: str | None = None
    ) -> str: ...

@overload
def jit(
    function: Callable[_P, _R],
    /,
    *,
    strict: bool = False,
    fastmath: bool = False,
    threads: int | None = None,
    lanes: int | None = None,
    cpu: str | None = None,
) -> Jitted[_P, _R]: ...
@overload
def jit(
    function: None = None,
    /,
    *,
    strict: bool = False,
    fastmath: bool = False,
    threads: int | None = None,
    lanes: int | None = None,
    cpu: str | None = None,
) -> Callable[[Callable[_P, _R]], Jitted[_P, _R]]: ...
def load_ipython_extension(shell: object) -> None:
    """`%load_ext hotloop`: %hotprof, %lprun and %%lprun_all."""
