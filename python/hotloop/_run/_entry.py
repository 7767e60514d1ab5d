"""What machine code begins with: options, a loop compiled for some variables, and their values."""

from __future__ import annotations

import types

from .. import _hotloop
from ._copies import n_elements, seconds_to_copy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._callees import Callees


class Options:
    """How to compile. threads, cpu, fastmath, lanes: as for hotloop.jit. check: run each loop in CPython too.
    timed: time those that CPython keeps, for the report.
    """

    def __init__(
        self,
        threads: int | None = None,
        cpu: str | None = None,
        fastmath: bool = False,
        check: bool = False,
        timed: bool = False,
        lanes: int | None = None,
    ) -> None:
        self.threads = threads
        self.cpu = cpu
        self.fastmath = fastmath
        self.check = check
        self.timed = timed
        self.lanes = lanes


class Variant:
    """A loop compiled with these names bound."""

    def __init__(
        self,
        function: types.FunctionType,
        options: Options,
        guarded: bool,
        comes_back: bool,
        calls_out: bool,
        ends_iteration: bool,
        gives_up: bool = False,
    ) -> None:
        """gives_up: where it would be left at its start the result is NotImplemented."""
        self.function = function
        self.comes_back = comes_back
        # Lanes leave alone what every iteration sets anew: nobody may look at the variables of one in the middle.
        lanes = 1 if guarded else options.lanes
        cut_out = guarded, comes_back, calls_out, ends_iteration, gives_up
        self.dispatcher: Any = _hotloop.new_dispatcher(
            function, True, options.fastmath, options.threads, lanes, options.cpu, cut_out
        )
        self.calls = 0
        self.compile_seconds = 0.0
        self.exit_seconds = 0.0


class Entry:
    """A loop in the middle of which machine code may take over.

    params, results, values    its variables; what is left of its items is a parameter as well
    functions                  local variables that are functions, types or modules
    methods                    variables that are methods of lists, as what gives them: `ins = perm.insert`
    arguments                  values of the parameters
    iterated                   the text of what a cut-out `for` goes through
    left                       items that are left, of a `for`
    copied                     elements of lists among the arguments
    copying                    seconds that their copies take
    """

    def __init__(
        self,
        frame: types.FrameType,
        params: tuple[str, ...],
        results: tuple[str, ...],
        values: dict[str, Any],
        functions: dict[str, Any],
        methods: tuple[str, ...],
        arguments: list[Any],
        iterated: str,
        left: int | None,
        lists: list[Any],
        stores: bool,
        callees: Callees,
    ) -> None:
        """lists: those among the arguments. stores: may they be changed? callees: that have variables in common."""
        self.frame = frame
        self.params = params
        self.functions = functions
        self.methods = methods
        self.results = results
        self.values = values
        self.arguments = arguments
        self.iterated = iterated
        self.left = left
        self.callees = callees
        self.copied = sum(map(n_elements, lists))
        self.copying = sum(seconds_to_copy(one, stores) for one in lists)

    def types(self) -> tuple[str, ...]:
        """Of the results, as they are now."""
        return tuple(type(self.values[name]).__name__ for name in self.results)
