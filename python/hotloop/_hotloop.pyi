"""The extension module: what is public of it is in `hotloop`."""

from collections.abc import Callable, Collection, Sequence
from random import Random
from types import CodeType, FrameType
from typing import Any, TypedDict

class _Loop(TypedDict):
    line: int
    last_line: int
    called_function: str | None
    lanes: int
    interleave: int
    checkpoint: int
    threads: bool
    reason: str | None

class _Details(TypedDict):
    types: str
    result: str
    loops: list[_Loop]
    called_out: dict[int, str]
    variables: dict[str, set[str]]
    ir: tuple[str, list[int]]  # and of each line of the text the source's, 0: not known
    passes: tuple[str, list[int]]
    asm: tuple[str, list[int]]

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
    cut_out: tuple[bool, bool, bool, bool, bool] = (False, False, True, False, False),
) -> Dispatcher: ...
def seconds_of(function: Dispatcher) -> tuple[float, float]: ...
def describe(function: Dispatcher) -> str: ...
def check_types(types: str) -> None: ...
def describe_types(function: Dispatcher, types: str, lanes: int | None = None, cpu: str | None = None) -> str: ...
def stage(function: Dispatcher, stage: str, types: str, lanes: int | None = None, cpu: str | None = None) -> str: ...
def details(
    function: Dispatcher, types: str | None = None, lanes: int | None = None, cpu: str | None = None
) -> _Details: ...
def last_types(function: Dispatcher) -> str | None: ...
def last_result(function: Dispatcher) -> str | None: ...
def found(function: Dispatcher) -> list[Any]: ...
def generators(function: Dispatcher) -> list[Random]: ...
def enter(number: int, iterable: Any, /) -> Any: ...
def enter_while(number: int, /) -> Any: ...
def enter_timed(number: int, iterable: Any = ..., /) -> Any: ...
def leave_alone(number: int) -> None: ...
def be_eager(number: int, at_once: bool) -> None: ...
def be_patient(number: int, seconds: float) -> None: ...
def loop_times(number: int) -> tuple[int, int, float]: ...
def own_times(number: int) -> tuple[float, int]: ...
def loop_clock() -> float: ...
def set_variables(frame: FrameType, values: dict[str, Any], unknown: Sequence[str], /) -> None: ...
def run_region(
    function: Callable[..., tuple[Any, ...]],
    arguments: list[Any],
    frame: FrameType,
    names: Sequence[str],
    before: dict[str, Any],
    unknown: Sequence[str],
    globals: Collection[str],
    /,
) -> tuple[int, Any]: ...
def others_may_look() -> bool: ...
def begin_depth() -> None: ...
def import_held(names: list[str]) -> None: ...
def lay_in_objects() -> None: ...
def never_finalize(object: Any) -> None: ...
def pause_collecting() -> tuple[bool, int]: ...
def resume_collecting(before: tuple[bool, int], /) -> None: ...
def time_all_loops() -> None: ...
def foreign_type(number: int) -> str | None: ...
def failed(number: int) -> None: ...
def take_variables() -> dict[str, Any] | None: ...
def raise_again(error: BaseException) -> None: ...
def is_alone(iterator: object) -> bool: ...
def enter_items(number: int, consumer: object, generator: object) -> object: ...
def enter_source(number: int, iterable: object) -> object: ...
def machine() -> _Machine: ...
def llvm_version() -> str: ...
def module_key(parts: list[bytes]) -> bytes: ...
def kept_module(key: bytes) -> bytes | None: ...
def keep_module(key: bytes, bytes: bytes) -> None: ...
def cache_path() -> str | None: ...
def cache_info() -> _Cache: ...
def cache_clear() -> str | None: ...
def force_exit(count: int) -> int: ...
def let_threads_meet(meet: bool) -> bool: ...
def tour_rust_scalar(q: Any, z: Any, output: Any, maxiter: int) -> None: ...
def tour_simd(q: Any, z: Any, output: Any, maxiter: int, isa: str, test_every_iteration: bool) -> None: ...
def tour_simd_isas() -> list[str]: ...

# ---- the profiler

class Recorder:
    """Records calls, or lines, or both; see `profiling/mod.rs`.

    builtins: functions written in C count too. functions: calls are recorded; else only lines. timer: called for the
    time, in seconds or, if `timeunit` is not 0, in units of so many seconds.
    """

    def __init__(
        self,
        builtins: bool = True,
        functions: bool = True,
        timer: Callable[[], float] | None = None,
        timeunit: float = 0.0,
    ) -> None: ...
    is_enabled: bool
    def enable(self, all_threads: bool = False, shown_as: object = None) -> None:
        """Events count from now on, in this thread or in all. ValueError: another recorder counts functions."""
    def disable(self) -> None:
        """Events count no more, in no thread; calls that are running are taken to have ended."""
    def watch(self, code: CodeType, nested: bool = False) -> None:
        """Lines of this code count from now on, and those of code in it if `nested`."""
    def watched(self) -> list[CodeType]:
        """Code whose lines count."""
    def lines(self, code: CodeType) -> dict[int, tuple[int, int]]:
        """`{line: (hits, nanoseconds)}` of code that is watched; of other code it is empty."""
    is_in_program: bool
    """Set only: `enable(True)`, or `disable` for this thread alone. Calls of those would be recorded."""
    def see_compiled(self) -> None:
        """Machine code may run while this records, and counts as calls of its own: a tuple of its code in `snapshot`.

        To be called before it is enabled.
        """
    def greet(self, callable: Callable[[CodeType], object]) -> None:
        """Calls it for each function when that is called for the first time, before its first line."""
    def hot(self, is_wanted: Callable[[CodeType], bool]) -> tuple[list[tuple[CodeType, int]], int]:
        """Functions by their time so far in nanoseconds, the longest first; and the time of all.

        Time of functions that are not wanted, and of builtins, counts for their callers.
        """
    def snapshot(self) -> dict[str, Any]:
        """What was counted so far: `_profile/_record.py` makes a `Profile` of it."""
    def set_costs(self, costs: Sequence[float]) -> None:
        """What events are taken to cost, in nanoseconds: the fields of `_calibrate.Costs`."""
    def clear(self) -> None:
        """Forgets what was counted, not what is watched."""
    def begin_anew(self) -> None:
        """In a process that was forked: forgets what happened before, and threads that are not here."""
    def look_after(self, seconds: list[float], callable: Callable[[], object]) -> None:
        """Calls it in the main thread after so many seconds, each in turn; its time is not the program's."""
    def sample(self, rate: float) -> None:
        """Takes samples of all threads, so many in a second, until `stop_ticking`. ValueError: no such rate."""
    def stop_ticking(self) -> tuple[int, float]:
        """No more samples and looks. How many samples there were, in how many seconds."""

def join_thread(frame: FrameType, event: str, argument: object) -> None:
    """For `threading.setprofile`: the profile function of the recorder takes its place in a thread that has begun."""

def sampled_frames() -> dict[int, list[tuple[CodeType, int]]]:
    """What a sample sees now: frames of each thread, the innermost first, by code and line.

    RuntimeError: samples are taken by other means in this CPython.
    """

def unseen() -> bool:
    """Has the program set a profile function of its own in this thread, so that events go there?"""
