"""`.collapsed`: a line for each path, as flamegraph.pl, inferno and `gprof2dot -f collapse` read them.

main (slow.py:3);f (slow.py:9);<built-in method builtins.len> 1200

The number is own time in nanoseconds, and in a sampled profile samples. A file does not say which: what is read are
samples.
"""

from __future__ import annotations

import re

from ..model import Function, Profile
from .errors import ProfileError, damaged
from .tree import TreeBuilder, need_tree

WHAT = "a file of collapsed stacks"

# A line has the whole path: a deep tree makes a file that nobody can read.
LARGEST = 1 << 30

LINE = re.compile(r"(.+?)\s+(\d+(?:\.\d*)?)\s*$")
FRAME = re.compile(r"(.*?) \((.*?)(?::(\d+))?\)$")


def encode(profile: Profile) -> bytes:
    need_tree(profile, WHAT)
    names = [_name(function) for function in profile.functions]
    nodes = profile.nodes
    _check_size(profile, names)
    weights = nodes.calls if profile.mode == "samples" else nodes.own
    weight_of: dict[str, int] = {}
    # The path is kept as text beside the walk: each is as long as it is deep.
    path: list[str] = []
    for node, enters in nodes.walk():
        if nodes.function[node] < 0:
            continue
        if not enters:
            path.pop()
            continue
        path.append(names[nodes.function[node]])
        if weights[node] > 0:
            stack = ";".join(path)
            weight_of[stack] = weight_of.get(stack, 0) + weights[node]
    text = "".join(f"{stack} {weight}\n" for stack, weight in weight_of.items())
    return text.encode("utf-8", "surrogateescape")


def _check_size(profile: Profile, names: list[str]) -> None:
    lengths, size = [0] * len(profile.nodes), 0
    for node, (parent, function) in enumerate(zip(profile.nodes.parent, profile.nodes.function)):
        if function >= 0:
            lengths[node] = (lengths[parent] if parent >= 0 else 0) + len(names[function]) + 1
            size += lengths[node]
    if size > LARGEST:
        raise ProfileError(f"{WHAT} would have {size / 1e9:.0f} GB: the calls are nested too deeply")


def _name(function: Function) -> str:
    """Without what separates frames and lines."""
    name = function.name if function.kind == "builtin" else f"{function.qualname} ({function.file}:{function.line})"
    return " ".join(name.replace(";", ":").split())


def looks_like(data: bytes) -> bool:
    line = data.lstrip().split(b"\n", 1)[0].decode("utf-8", "replace")
    return b"\0" not in data[:4096] and LINE.match(line) is not None


def decode(data: bytes) -> Profile:
    profile, wrong = _read(data)
    if wrong:
        raise ProfileError(f"looks like {WHAT}, but line {wrong[0]} does not end with a number")
    return profile


def salvage(data: bytes) -> Profile:
    """Without the lines that are none."""
    profile, wrong = _read(data)
    if wrong:
        lines = (
            "A line that does not end with a number was"
            if len(wrong) == 1
            else f"{len(wrong)} lines that do not end with a number were"
        )
        profile.notes.append(f"{lines} left out, the first of them line {wrong[0]}.")
    return profile


def _read(data: bytes) -> tuple[Profile, list[int]]:
    """And the numbers of lines that do not end with a number."""
    wrong: list[int] = []
    with damaged(WHAT):
        builder = TreeBuilder()
        builder.profile.mode = "samples"
        root = builder.thread(0, 0, "all")
        functions: dict[str, int] = {}
        number = 0
        for number, line in enumerate(data.decode("utf-8", "surrogateescape").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            found = LINE.match(line)
            if found is None:
                wrong.append(number)
                continue
            stack = []
            for frame in found[1].split(";"):
                if frame not in functions:
                    functions[frame] = builder.function(_function(frame))
                stack.append(functions[frame])
            weight = round(float(found[2]))
            builder.add_stack(root, stack, weight, weight)
        profile = builder.finish()
        if not data.endswith(b"\n") and number not in wrong:
            profile.notes.append("The last line has no end: if the file was cut off there, its number is too small.")
        return profile, wrong


def _function(frame: str) -> Function:
    found = FRAME.match(frame)
    if found is None:
        return Function("~", 0, frame, frame, "builtin")
    name, file, line = found.groups()
    return Function(file, int(line or 0), name.rpartition(".")[2] or name, name)
