"""`.speedscope.json`: for speedscope.app. Its schema is https://www.speedscope.app/file-format-schema.json.

{"shared": {"frames": [{"name": "f", "file": "slow.py", "line": 3}]},
 "profiles": [{"type": "evented", "unit": "nanoseconds", "events": [{"type": "O", "frame": 0, "at": 0}, ...]}]}

Written are events, one pair for each path (`tree.spans`): in them a file grows with the paths, not with their depth. A
member `calls` that the schema does not know says how many calls that were. Events and samples of any unit of time are
read; a path's calls are else how often it begins.
"""

from __future__ import annotations

import json
from typing import Any

from ..model import Function, Profile
from .errors import ProfileError, damaged
from .tree import TreeBuilder, need_tree, spans

WHAT = "a speedscope file"
SCHEMA = "https://www.speedscope.app/file-format-schema.json"

# A sample's weight, if it has no time, is a number of samples.
NANOSECONDS = {"seconds": 1e9, "milliseconds": 1e6, "microseconds": 1e3, "nanoseconds": 1, "none": 1, "bytes": 1}


def encode(profile: Profile) -> bytes:
    from ..._hotloop import __version__

    need_tree(profile, WHAT)
    children, total = profile.nodes.children(), profile.nodes.cumulative()
    profiles = []
    for thread in profile.threads:
        events = []
        for begins, node, at in spans(profile.nodes, thread.root, children, total):
            event = {"type": "O" if begins else "C", "frame": profile.nodes.function[node], "at": at}
            if begins and profile.nodes.calls[node] != 1:
                event["calls"] = profile.nodes.calls[node]
            events.append(event)
        name = f"{thread.name} (process {thread.process})"
        end = max(events[-1]["at"] if events else 0, total[thread.root])
        profiles.append(
            {"type": "evented", "name": name, "unit": "nanoseconds", "startValue": 0, "endValue": end, "events": events}
        )
    file = {
        "$schema": SCHEMA,
        "shared": {"frames": [_frame(function) for function in profile.functions]},
        "profiles": profiles,
        "name": " ".join(profile.argv) or "python",
        "activeProfileIndex": 0,
        "exporter": f"hotloop@{__version__}",
    }
    return json.dumps(file, separators=(",", ":")).encode("utf-8", "surrogateescape")


def _frame(function: Function) -> dict[str, Any]:
    if function.kind == "builtin":
        return {"name": function.name}
    return {"name": function.qualname, "file": function.file, "line": function.line}


def looks_like(data: bytes) -> bool:
    return data[:1] == b"{" and b"speedscope.app/file-format-schema.json" in data


def decode(data: bytes) -> Profile:
    with damaged(WHAT):
        file = json.loads(data)
        builder = TreeBuilder()
        functions = [builder.function(_function(frame)) for frame in file["shared"]["frames"]]
        for number, each in enumerate(file["profiles"]):
            root = builder.thread(0, number, str(each["name"]))
            scale = NANOSECONDS[each["unit"]]
            if each["type"] == "evented":
                _add_events(builder, root, functions, each, scale)
            else:
                _add_samples(builder, root, functions, each, scale)
        builder.profile.argv = str(file.get("name") or "").split()
        return builder.finish()


def mend(file: Any) -> None:
    """Of a file that was cut off: no sample without a weight, no event without its time, no time behind the last."""
    file["profiles"] = [each for each in file["profiles"] if {"type", "name", "unit", "startValue"} <= each.keys()]
    for each in file["profiles"]:
        if each["type"] == "sampled":
            n = min(len(each["samples"]), len(each.setdefault("weights", [])))
            each["samples"], each["weights"] = each["samples"][:n], each["weights"][:n]
            continue
        events = each.setdefault("events", [])
        depth = sum({"O": 1, "C": -1}.get(event.get("type"), 0) for event in events)
        if events and (depth or "at" not in events[-1]):
            # The last one may have lost its calls.
            events.pop()
            each["endValue"] = events[-1]["at"] if events else each["startValue"]


def _function(frame: dict[str, Any]) -> Function:
    name = str(frame["name"])
    file = frame.get("file")
    if file is None:
        return Function("~", 0, name, name, "builtin")
    return Function(str(file), int(frame.get("line") or 0), name.rpartition(".")[2] or name, name)


def _add_events(builder: TreeBuilder, root: int, functions: list[int], each: dict[str, Any], scale: float) -> None:
    nodes = builder.profile.nodes
    open_nodes, before = [root], each["startValue"] * scale
    for event in each["events"]:
        at = event["at"] * scale
        if at < before:
            raise ProfileError(f"looks like {WHAT}, but its events go back in time")
        if event["frame"] < 0:
            raise IndexError("a frame that is not there")
        nodes.own[open_nodes[-1]] += round(at - before)
        before = at
        function = functions[event["frame"]]
        if event["type"] == "O":
            open_nodes.append(builder.child(open_nodes[-1], function))
            nodes.calls[open_nodes[-1]] += int(event.get("calls", 1))
        elif len(open_nodes) == 1 or nodes.function[open_nodes.pop()] != function:
            raise ProfileError(f"looks like {WHAT}, but closes a frame that is not open")
    nodes.own[open_nodes[-1]] += max(0, round(each.get("endValue", 0) * scale - before))


def _add_samples(builder: TreeBuilder, root: int, functions: list[int], each: dict[str, Any], scale: float) -> None:
    builder.profile.mode = "samples"
    for stack, weight in zip(each["samples"], each["weights"], strict=True):
        builder.add_stack(root, [functions[frame] for frame in stack], 1, round(weight * scale))
