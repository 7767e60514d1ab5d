"""Trees out of stacks and events, and the times at which the calls of a tree would begin and end.

A tree has no times of day. Formats that want them get each path once: what it calls one after the other, its own time
behind. So a path is as wide as the time it took in all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import NO_FUNCTION, NO_PARENT, Function, Nodes, Profile, Thread


class TreeBuilder:
    """Gathers paths of functions in one tree per thread."""

    def __init__(self) -> None:
        self.profile = Profile()
        self._functions: dict[Function, int] = {}
        self._children: dict[tuple[int, int], int] = {}

    def function(self, function: Function) -> int:
        if function not in self._functions:
            self._functions[function] = len(self._functions)
            self.profile.functions.append(function)
        return self._functions[function]

    def thread(self, process: int, number: int, name: str) -> int:
        """The root of a new thread."""
        root = self.profile.nodes.add(NO_PARENT, NO_FUNCTION)
        self.profile.threads.append(Thread(process, number, name, root, 0))
        return root

    def child(self, node: int, function: int) -> int:
        key = (node, function)
        if key not in self._children:
            self._children[key] = self.profile.nodes.add(node, function)
        return self._children[key]

    def add_stack(self, root: int, stack: Sequence[int], calls: int, own: int) -> None:
        node = root
        for function in stack:
            node = self.child(node, function)
        self.profile.nodes.calls[node] += calls
        self.profile.nodes.own[node] += own

    def finish(self) -> Profile:
        """With what the threads took, and the longest of them as the wall time."""
        total = self.profile.nodes.cumulative()
        for thread in self.profile.threads:
            thread.wall = total[thread.root]
        self.profile.wall = max((thread.wall for thread in self.profile.threads), default=0)
        return self.profile


def spans(nodes: Nodes, root: int, children: list[list[int]], total: Sequence[int]) -> Iterator[tuple[bool, int, int]]:
    """(begins or ends, node, at) for all below a root, in the order of time; `children` and `total` are the tree's."""
    at = 0
    pending = [(child, True) for child in reversed(children[root])]
    ends: dict[int, int] = {}
    while pending:
        node, begins = pending.pop()
        if begins:
            ends[node] = at + total[node]
            yield True, node, at
            pending.append((node, False))
            pending.extend((child, True) for child in reversed(children[node]))
        else:
            at = ends.pop(node)
            yield False, node, at


def need_tree(profile: Profile, what: str) -> None:
    from .errors import ProfileError

    if len(profile.nodes) == 0:
        raise ProfileError(f"{what} needs a call tree, and this profile has none: it is of another profiler's file")
