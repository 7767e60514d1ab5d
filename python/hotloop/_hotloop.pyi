"""The extension module: what is public of it is in `hotloop`."""

from collections.abc import Callable
from types import FrameType
from typing import Any, TypedDict

class _Loop(TypedDict):
    line: int
    lanes: int
    interleave: int
    checkpoint: int
    threads: bool
    reason: str | None

class _Signature(TypedDict, total=False):
    compiled: bool
    reason: str | None
    calls: int
    loops: list[_Loop]
    n_exits: int
    exits: dict[tuple[int, int], int]
    exit_points: int
    kernels: int
    kernel_runs: int
    kernel_positions: int
    interpreted: int
    threads: int
    result: str
    phases: dict[str, float]
    compile_seconds: float
    from_cache: bool

class _Statistics(TypedDict):
    signatures: dict[str, _Signature]
    python_calls: int
    watched_calls: int
    retired: int
    reason: str | None

class _Machine(TypedDict):
    cpu: str
    features: list[str]
    simd: str
    bits: int
    lanes: int
    threads: int

class _Cache(TypedDict):
    off: str | None
    limit: int | None
    entries: int
    bytes: int
    unfinished: int
    refused: int

class Dispatcher:
    __name__: str
    __qualname__: str
    __wrapped__: Callable[..., Any]
    @property
    def py_func(self) -> Callable[..., Any]: ...
    @property
    def signatures(self) -> dict[str, str]: ...
    @property
    def statistics(self) -> _Statistics: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __get__(self, instance: Any, owner: type | None = None, /) -> Any: ...
    def explain(
        self, stage: str | None = None, *, types: str | None = None, lanes: int | None = None, cpu: str | None = None
    ) -> str: ...

STAGES: list[str]
__version__: str

def new_dispatcher(
    function: Callable[..., Any],
    strict: bool,
    fastmath: bool,
    threads: int | None,
    lanes: int | None,
    cpu: str | None,
    keeps_results: bool = False,
) -> Dispatcher: ...
def describe(function: Dispatcher) -> str: ...
def describe_types(function: Dispatcher, types: str, lanes: int | None = None, cpu: str | None = None) -> str: ...
def stage(function: Dispatcher, stage: str, types: str, lanes: int | None = None, cpu: str | None = None) -> str: ...
def last_types(function: Dispatcher) -> str | None: ...
def enter(number: int, iterable: Any, /) -> Any: ...
def enter_while(number: int, /) -> Any: ...
def new_loop(owner: object) -> int: ...
def leave_alone(number: int) -> None: ...
def be_eager(number: int) -> None: ...
def be_patient(number: int, seconds: float) -> None: ...
def loop_times(number: int) -> tuple[int, int, float]: ...
def set_variables(frame: FrameType, values: dict[str, Any]) -> None: ...
def others_may_look() -> bool: ...
def take_variables() -> dict[str, Any] | None: ...
def machine() -> _Machine: ...
def llvm_version() -> str: ...
def cache_path() -> str | None: ...
def cache_info() -> _Cache: ...
def cache_clear() -> str | None: ...
def force_exit(count: int) -> int: ...
def tour_rust_scalar(q: Any, z: Any, output: Any, maxiter: int) -> None: ...
def tour_simd(q: Any, z: Any, output: Any, maxiter: int, isa: str, test_every_iteration: bool) -> None: ...
def tour_simd_isas() -> list[str]: ...
