"""`.trace.json`: trace events, for chrome://tracing and Perfetto.

{"traceEvents": [{"ph": "B", "name": "f", "ts": 0.0, "pid": 1, "tid": 1, "args": {"calls": 3, "file": ...}},
                 {"ph": "E", "ts": 12.5, "pid": 1, "tid": 1}]}

Written is a begin and an end for each path (`tree.spans`), in microseconds; `args` has its calls and where it is. These
and complete events ("X") are read.
"""

from __future__ import annotations

import json
from typing import Any

from ..model import Function, Profile
from .errors import ProfileError, damaged
from .tree import TreeBuilder, need_tree, spans

WHAT = "a Chrome trace"

Event = dict[str, Any]
Track = tuple[Any, Any]  # process and thread


def encode(profile: Profile) -> bytes:
    need_tree(profile, WHAT)
    nodes = profile.nodes
    children, total = nodes.children(), nodes.cumulative()
    events: list[Event] = []
    for thread in profile.threads:
        place = {"pid": thread.process, "tid": thread.number}
        events.append({"ph": "M", "name": "thread_name", **place, "args": {"name": thread.name}})
        for begins, node, at in spans(nodes, thread.root, children, total):
            if not begins:
                events.append({"ph": "E", "ts": at / 1e3, **place})
                continue
            function = profile.functions[nodes.function[node]]
            args: dict[str, Any] = {"calls": nodes.calls[node]}
            if function.kind != "builtin":
                args |= {"file": function.file, "line": function.line}
            name = {"name": function.qualname, "cat": function.kind}
            events.append({"ph": "B", "ts": at / 1e3, **place, **name, "args": args})
    file = {"traceEvents": events, "displayTimeUnit": "ns", "otherData": {"command": " ".join(profile.argv)}}
    return json.dumps(file, separators=(",", ":")).encode("utf-8", "surrogateescape")


def looks_like(data: bytes) -> bool:
    return (data[:1] == b"{" and b'"traceEvents"' in data) or (data.lstrip()[:1] == b"[" and b'"ph"' in data)


def decode(data: bytes) -> Profile:
    with damaged(WHAT):
        file = json.loads(data)
        events: dict[Track, list[Event]] = {}
        names: dict[Track, str] = {}
        for event in file["traceEvents"] if isinstance(file, dict) else file:
            track = (event.get("pid", 0), event.get("tid", 0))
            if event["ph"] == "M" and event["name"] == "thread_name":
                names[track] = str(event["args"]["name"])
            elif event["ph"] in "BEX":
                events.setdefault(track, []).append(event)
        builder = TreeBuilder()
        for number, (track, found) in enumerate(events.items()):
            process, thread = (each if isinstance(each, int) else number for each in track)
            root = builder.thread(process, thread, names.get(track, str(track[1])))
            _add_pairs(builder, root, [event for event in found if event["ph"] != "X"])
            _add_complete(builder, root, [event for event in found if event["ph"] == "X"])
        return builder.finish()


def mend(file: Any) -> None:
    """Of a file that was cut off: without the last event, which may have lost something."""
    events = file["traceEvents"] if isinstance(file, dict) else file
    del events[-1:]


def _add_pairs(builder: TreeBuilder, root: int, events: list[Event]) -> None:
    begun: list[tuple[int, float]] = []
    for event in events:
        node = begun[-1][0] if begun else root
        if event["ph"] == "B":
            begun.append((_called(builder, node, event), event["ts"]))
        elif begun:
            _, began = begun.pop()
            _took(builder, node, begun[-1][0] if begun else root, root, round((event["ts"] - began) * 1e3))
        else:
            raise ProfileError(f"looks like {WHAT}, but ends what has not begun")
    # What has no end, in a file that was cut off for instance, ends with the last event.
    while begun:
        node, began = begun.pop()
        _took(builder, node, begun[-1][0] if begun else root, root, round((events[-1]["ts"] - began) * 1e3))


def _add_complete(builder: TreeBuilder, root: int, events: list[Event]) -> None:
    """Who begins and ends while another is at it was called by it; of two alike the one written first is around."""
    around: list[tuple[int, float]] = []  # (node, end)
    for event in sorted(events, key=lambda event: (event["ts"], -event["dur"])):
        begin, end = event["ts"], event["ts"] + event["dur"]
        # Half a nanosecond: the sum of two of them is rounded.
        while around and (begin >= around[-1][1] or end > around[-1][1] + 0.0005):
            around.pop()
        parent = around[-1][0] if around else root
        node = _called(builder, parent, event)
        _took(builder, node, parent, root, round(event["dur"] * 1e3))
        around.append((node, end))


def _called(builder: TreeBuilder, parent: int, event: Event) -> int:
    node = builder.child(parent, builder.function(_function(event)))
    args = event.get("args")
    calls = args.get("calls") if isinstance(args, dict) else None
    builder.profile.nodes.calls[node] += calls if isinstance(calls, int) else 1
    return node


def _took(builder: TreeBuilder, node: int, parent: int, root: int, time: int) -> None:
    builder.profile.nodes.own[node] += time
    if parent != root:
        builder.profile.nodes.own[parent] -= time


def _function(event: Event) -> Function:
    name, args = str(event["name"]), event.get("args")
    if not isinstance(args, dict) or not isinstance(args.get("file"), str):
        return Function("~", 0, name, name, "builtin")
    return Function(args["file"], int(args.get("line") or 0), name.rpartition(".")[2] or name, name)
