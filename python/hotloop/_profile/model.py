"""What a run has measured, and the figures that follow from it.

    main                 functions  main, f, g                       pstats' dict, viewers' trees, tables: all are made
     |- f  2 calls       nodes      one for each path: main, f, f;g  from these columns
     |   |- g  5 calls   lines      hits and times of single lines
     |- g  1 call

Times are integers of nanoseconds. A file of another profiler may have no tree but pairs of caller and callee (`Graph`).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

NO_PARENT = -1
NO_FUNCTION = -1  # of a root: the thread itself

# (file, line, name): what pstats knows a function by.
Key = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Function:
    """A function or something that calls like one. `line` is the first of its code, `name` is its `co_name`."""

    file: str
    line: int
    name: str
    qualname: str
    # or "builtin": then `file` is "~", `line` is 0, `name` is "<built-in method builtins.len>". Or "compiled": machine
    # code of a loop, or of a function; `line` is its first, calls are entries.
    kind: str = "python"

    @property
    def key(self) -> Key:
        return (self.file, self.line, self.name)

    @property
    def inside(self) -> str:
        """The qualified name of the function that it is, or that the machine code is of."""
        if self.kind != "compiled":
            return self.qualname
        name = self.qualname.removesuffix(" [compiled]")
        return name.removeprefix("loop [compiled] in ")


@dataclass(slots=True)
class Nodes:
    """The call tree as columns: of each path its parent (which stands before it), its function, calls and own time.

    The calls of a sampled profile are samples.
    """

    parent: array = field(default_factory=lambda: array("i"))
    function: array = field(default_factory=lambda: array("i"))
    calls: array = field(default_factory=lambda: array("q"))
    own: array = field(default_factory=lambda: array("q"))

    @classmethod
    def from_bytes(cls, parent: bytes, function: bytes, calls: bytes, own: bytes) -> Nodes:
        """From columns of int32, int32, int64 and int64, as the recorder gives them."""
        return cls(*(array(code, column) for code, column in zip("iiqq", (parent, function, calls, own))))

    def __len__(self) -> int:
        return len(self.parent)

    def add(self, parent: int, function: int, calls: int = 0, own: int = 0) -> int:
        self.parent.append(parent)
        self.function.append(function)
        self.calls.append(calls)
        self.own.append(own)
        return len(self.parent) - 1

    def cumulative(self) -> array:
        """The time of each node with all that it has called."""
        total = array("q", self.own)
        for node in range(len(total) - 1, -1, -1):
            parent = self.parent[node]
            if parent >= 0:
                total[parent] += total[node]
        return total

    def children(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in self.parent]
        for node, parent in enumerate(self.parent):
            if parent >= 0:
                found[parent].append(node)
        return found

    def links(self) -> tuple[list[int], list[int]]:
        """Of each node its first child and its next sibling; -1 is none."""
        first, following = [-1] * len(self), [-1] * len(self)
        for node in range(len(self) - 1, -1, -1):
            parent = self.parent[node]
            if parent >= 0:
                following[node], first[parent] = first[parent], node
        return first, following

    def walk(self) -> Iterator[tuple[int, bool]]:
        """Each node when it is entered (True) and when it is left (False), callers around what they call."""
        children = self.children()
        # A node that is to be left is there as ~node.
        pending = [node for node in range(len(self) - 1, -1, -1) if self.parent[node] < 0]
        while pending:
            node = pending.pop()
            if node < 0:
                yield ~node, False
                continue
            yield node, True
            pending.append(~node)
            pending.extend(reversed(children[node]))

    def path(self, node: int) -> list[int]:
        """The functions from the root (which has none) to `node`."""
        found = []
        while node >= 0:
            if self.function[node] >= 0:
                found.append(self.function[node])
            node = self.parent[node]
        return found[::-1]


@dataclass(slots=True)
class Thread:
    process: int
    number: int
    name: str
    root: int  # its node
    wall: int


@dataclass(slots=True)
class Lines:
    """What the lines of a function took, with what they called. `since`: counted from then on; 0 is the whole run."""

    function: int
    since: int = 0
    hits: dict[int, int] = field(default_factory=dict)
    times: dict[int, int] = field(default_factory=dict)
    # First and last lines of loops that have been in machine code, where only the first line counts.
    compiled: list[list[int]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.times.values())

    def time_of(self, line: int) -> int | None:
        """None of a line that only machine code has run: its time is in the first line of its loop."""
        time = self.times.get(line, 0)
        return time or (None if any(first < line <= last for first, last in self.compiled) else 0)


@dataclass(slots=True)
class Vectors:
    """How a loop in machine code runs: so many iterations at a time, in so many registers, on so many cores."""

    first: int
    last: int
    lanes: int = 1
    interleave: int = 1
    threads: int = 0  # 0: on one core
    why: str | None = None  # of one that is done iteration by iteration


@dataclass(slots=True)
class Verdict:
    """What has become of a loop, or of a function as a whole: by the types that it has met, if it is compiled."""

    file: str
    function: str  # the qualified name of the function that it is, or is in
    first: int
    last: int
    state: str  # "compiled"; or "python": CPython runs it
    why: str | None = None  # CPython runs it
    at: int = 0  # the line that says why
    fix: str | None = None  # what to write instead
    seconds: float = 0.0  # in it
    is_whole: bool = False  # the function as a whole, not a loop in it
    argument_types: str = ""
    types: dict[str, str] = field(default_factory=dict)  # of variables
    loops: list[Vectors] = field(default_factory=list)
    called_out: dict[int, str] = field(default_factory=dict)  # lines that CPython runs in the middle, and why
    exits: list[str] = field(default_factory=list)  # where it was left for CPython, in words
    # Texts of the way to machine code ("ir", "passes", "asm"), and of each of their lines the line of the source; 0 is
    # not known.
    stages: dict[str, str] = field(default_factory=dict)
    stage_lines: dict[str, list[int]] = field(default_factory=dict)

    @property
    def place(self) -> tuple[str, str, int]:
        return (self.file, self.function, self.first)


@dataclass(slots=True)
class Trial:
    """What machine code has brought for a loop, on copies of its variables, once the program had ended."""

    file: str
    function: str  # the qualified name of the one that it is in
    first: int
    last: int
    iterations: int | None = None  # that were tried; None: of a `while`
    whole: int | None = None  # of so many
    python: float = 0.0  # seconds that these took CPython, or more
    is_over: bool = True  # not more: it had come to the end of them
    machine: float = 0.0  # seconds in machine code, and there and back
    once: float = 0.0  # those of it that each entry takes, as far as known: copies of lists
    compiling: float = 0.0  # seconds
    difference: str | None = None  # between the results, or what has failed: a defect of hotloop's
    why: str | None = None  # CPython would keep it
    at: int = 0  # the line that says why
    fix: str | None = None  # what to write instead

    @property
    def gain(self) -> float:
        """How many times faster machine code is, or at least: for all iterations, where their number is known."""
        times = max((self.whole or 0) / self.iterations, 1.0) if self.iterations else 1.0
        return times * self.python / max(self.once + times * (self.machine - self.once), 1e-9)


@dataclass(slots=True)
class Rate:
    """Samples in a second: what was asked for, and what was reached."""

    asked: float
    reached: float


@dataclass(slots=True)
class Overhead:
    """What the profiler itself takes, as it was calibrated, and what of it the figures were freed of."""

    per_call: float = 0.0  # nanoseconds for each call and its return
    per_line: float = 0.0  # ... for each line
    subtracted: int = 0  # nanoseconds in all


@dataclass(slots=True)
class Figures:
    """Calls, those that were not made from within the same function, time without and with what was called.

    As cProfile counts: the cumulative time of a recursion is the time of its outermost call.
    """

    calls: int = 0
    primitive: int = 0
    own: int = 0
    cumulative: int = 0

    def add(self, other: Figures) -> None:
        self.calls += other.calls
        self.primitive += other.primitive
        self.own += other.own
        self.cumulative += other.cumulative


@dataclass(slots=True)
class Graph:
    """Figures of each function, and of each function as called by another (`callers[callee][caller]`)."""

    functions: dict[int, Figures] = field(default_factory=dict)
    callers: dict[int, dict[int, Figures]] = field(default_factory=dict)


@dataclass(slots=True)
class Profile:
    argv: list[str] = field(default_factory=list)
    cwd: str = ""
    python: str = ""
    started: int = 0  # nanoseconds since 1970
    wall: int = 0
    mode: str = "events"  # or "samples"
    rate: Rate | None = None
    overhead: Overhead = field(default_factory=Overhead)
    functions: list[Function] = field(default_factory=list)
    nodes: Nodes = field(default_factory=Nodes)
    threads: list[Thread] = field(default_factory=list)
    lines: list[Lines] = field(default_factory=list)
    exit: int | str | None = None  # its exit code, or the exception that ended it
    folded: int = 0  # calls on paths that are not in the tree, which would have been too large
    graph: Graph | None = None  # of a file that has no tree
    sources: dict[str, str] = field(default_factory=dict)  # text of the files of hot functions, as it was then
    verdicts: list[Verdict] = field(default_factory=list)  # the hottest first
    trials: list[Trial] = field(default_factory=list)  # of a program in CPython
    notes: list[str] = field(default_factory=list)  # what is missing, and why

    def calls(self) -> Graph:
        """Functions and pairs, from the tree where there is one."""
        if len(self.nodes) == 0 and self.graph is not None:
            return self.graph
        return graph_of(self.nodes)

    @property
    def has_clock(self) -> bool:
        """Are times times? Stacks of another tool are counts, of whatever it has counted."""
        return self.mode != "samples" or bool(self.started or self.rate)

    def pstats(self) -> dict[Key, tuple]:
        """The dict in a `.prof` file: primitive calls, calls, own, cumulative (in seconds), callers.

        A caller has its calls before the primitive ones: so do cProfile's files. Functions of one name in one line,
        such as two lambdas, are one in it.
        """
        graph = self.calls()
        merged: dict[Key, tuple[Figures, dict[Key, Figures]]] = {}
        for function, figures in graph.functions.items():
            total, callers = merged.setdefault(self.functions[function].key, (Figures(), {}))
            total.add(figures)
            for caller, pair in graph.callers.get(function, {}).items():
                callers.setdefault(self.functions[caller].key, Figures()).add(pair)
        return {
            key: (
                total.primitive,
                total.calls,
                total.own / 1e9,
                total.cumulative / 1e9,
                {
                    caller: (pair.calls, pair.primitive, pair.own / 1e9, pair.cumulative / 1e9)
                    for caller, pair in callers.items()
                },
            )
            for key, (total, callers) in merged.items()
        }


def drop_unknown(profile: Profile) -> None:
    """Leaves out the functions of which there is neither a node nor a line."""
    used = {*profile.nodes.function, *(lines.function for lines in profile.lines)} - {NO_FUNCTION}
    renumbered = {function: number for number, function in enumerate(sorted(used))} | {NO_FUNCTION: NO_FUNCTION}
    profile.functions = [profile.functions[function] for function in sorted(used)]
    profile.nodes.function = array("i", [renumbered[function] for function in profile.nodes.function])
    for lines in profile.lines:
        lines.function = renumbered[lines.function]


def graph_of(nodes: Nodes) -> Graph:
    """A call is primitive, and its time counts, where its function (or pair) is not on the path to it already."""
    # A tree may have a million nodes: figures are lists here, of functions and of pairs, and a pair is one number.
    n_functions = max(nodes.function, default=NO_FUNCTION) + 1
    total = nodes.cumulative()
    found: list[list[int] | None] = [None] * n_functions
    pairs: dict[int, list[int]] = {}
    functions_on_path, pairs_on_path = [0] * n_functions, dict[int, int]()
    first_child, next_child = nodes.links()
    # A node that is to be left is there as ~node.
    pending = [node for node, parent in enumerate(nodes.parent) if parent < 0]
    while pending:
        node = pending.pop()
        leaves = node < 0
        if leaves:
            node = ~node
        function, parent = nodes.function[node], nodes.parent[node]
        caller = nodes.function[parent] if parent >= 0 else NO_FUNCTION
        pair = caller * n_functions + function
        if leaves:
            functions_on_path[function] -= 1
            pairs_on_path[pair] -= 1
            continue
        child = first_child[node]
        if function >= 0:
            calls, own = nodes.calls[node], nodes.own[node]
            figures = found[function]
            if figures is None:
                figures = found[function] = [0, 0, 0, 0]
            _count(figures, calls, own, total[node], functions_on_path[function] == 0)
            if child >= 0:
                pending.append(~node)
                functions_on_path[function] += 1
            if caller >= 0:
                figures = pairs.get(pair)
                if figures is None:
                    figures = pairs[pair] = [0, 0, 0, 0]
                _count(figures, calls, own, total[node], pairs_on_path.get(pair, 0) == 0)
            if child >= 0:
                pairs_on_path[pair] = pairs_on_path.get(pair, 0) + 1
        while child >= 0:
            pending.append(child)
            child = next_child[child]
    graph = Graph({function: Figures(*one) for function, one in enumerate(found) if one is not None})
    for pair, one in pairs.items():
        caller, function = divmod(pair, n_functions)
        graph.callers.setdefault(function, {})[caller] = Figures(*one)
    return graph


def _count(figures: list[int], calls: int, own: int, total: int, is_outermost: bool) -> None:
    figures[0] += calls
    figures[2] += own
    if is_outermost:
        figures[1] += calls
        figures[3] += total


def merge(profiles: Iterable[Profile]) -> Profile:
    """One profile of several processes, or runs. The first says what was run; threads stay apart, lines add up."""
    profiles = list(profiles)
    first = profiles[0]
    merged = Profile(first.argv, first.cwd, first.python, mode=first.mode, rate=first.rate, exit=first.exit)
    merged.started = min(each.started for each in profiles)
    merged.wall = max(each.started + each.wall for each in profiles) - merged.started
    merged.overhead = Overhead(first.overhead.per_call, first.overhead.per_line)
    numbers: dict[Function, int] = {}
    lines: dict[int, Lines] = {}
    graph = Graph()
    for each in profiles:
        merged.overhead.subtracted += each.overhead.subtracted
        merged.folded += each.folded
        merged.sources |= {file: text for file, text in each.sources.items() if file not in merged.sources}
        renumbered = [numbers.setdefault(function, len(numbers)) for function in each.functions]
        _append_tree(merged, each, renumbered)
        if each.graph is not None:
            _add_graph(graph, each.graph, renumbered)
        for counted in each.lines:
            _add_lines(lines, counted, renumbered, each.started - merged.started)
    merged.functions = list(numbers)
    merged.lines = list(lines.values())
    merged.notes = list(dict.fromkeys(note for each in profiles for note in each.notes))
    merged.verdicts = merge_verdicts(verdict for each in profiles for verdict in each.verdicts)
    merged.trials = [trial for each in profiles for trial in each.trials]
    if graph.functions:
        # Pairs know of no tree: all become pairs.
        if len(merged.nodes):
            _add_graph(graph, graph_of(merged.nodes), range(len(numbers)))
            merged.nodes, merged.threads = Nodes(), []
        merged.graph = graph
    return merged


def merge_verdicts(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Of each loop the one that says the most: a process may have compiled what another had no time to."""
    found: dict[tuple[str, str, int], Verdict] = {}
    for one in verdicts:
        known = found.get(one.place)
        if known is None or (one.state == "compiled", len(one.stages)) > (known.state == "compiled", len(known.stages)):
            found[one.place] = one
    return sorted(found.values(), key=lambda one: -one.seconds)


def _append_tree(merged: Profile, each: Profile, renumbered: list[int]) -> None:
    offset = len(merged.nodes)
    merged.nodes.parent.extend(parent + offset if parent >= 0 else parent for parent in each.nodes.parent)
    merged.nodes.function.extend(renumbered[at] if at >= 0 else at for at in each.nodes.function)
    merged.nodes.calls.extend(each.nodes.calls)
    merged.nodes.own.extend(each.nodes.own)
    for thread in each.threads:
        merged.threads.append(Thread(thread.process, thread.number, thread.name, thread.root + offset, thread.wall))


def _add_graph(graph: Graph, each: Graph, renumbered: list[int] | range) -> None:
    for function, figures in each.functions.items():
        graph.functions.setdefault(renumbered[function], Figures()).add(figures)
    for function, callers in each.callers.items():
        into = graph.callers.setdefault(renumbered[function], {})
        for caller, figures in callers.items():
            into.setdefault(renumbered[caller], Figures()).add(figures)


def _add_lines(lines: dict[int, Lines], counted: Lines, renumbered: list[int], later: int) -> None:
    """A process that began later has been counted as a whole if it was so from its own beginning."""
    function = renumbered[counted.function]
    since = counted.since + later if counted.since else 0
    into = lines.setdefault(function, Lines(function, since))
    into.since = max(into.since, since)
    for line, hits in counted.hits.items():
        into.hits[line] = into.hits.get(line, 0) + hits
    for line, time in counted.times.items():
        into.times[line] = into.times.get(line, 0) + time
    into.compiled = sorted([*into.compiled, *(one for one in counted.compiled if one not in into.compiled)])
