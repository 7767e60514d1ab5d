// The call tree as a chart: what the flame graph and the square map share. Where one is, what leads to it, what is
// found, what the colours mean, and the same as a table.
import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { Boxes, type Direction } from "../charts/Boxes";
import { fillOf } from "../charts/colours";
import { type Box, MOST_ROWS, ROW } from "../charts/layout";
import { useWidth } from "../charts/size";
import type { FunctionRow, Owner, Profile } from "../data/profile";
import type { Tree } from "../data/tree";
import { Name } from "../parts/Name";
import { type Column, Table } from "../parts/Table";
import { Share, Time } from "../parts/Time";
import * as state from "../state";
import { isDark } from "../theme";
import { count, share, time } from "../units";
import { nameOf, rowOf, type Selection, selectNode, zoomOut, zoomTo } from "./selection";

interface Props {
  selection: Selection;
  name: string;
  isFlipped?: boolean;
  layout(tree: Tree, root: number, width: number, height: number): { boxes: Box[]; height: number };
  controls?: JSX.Element;
}

export function TreeChart(props: Props): JSX.Element {
  const { selection, name } = props;
  const { profile } = selection;
  const { tree } = profile;
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const [isTable, setIsTable] = useState(false);
  const room = Math.max(360, Math.min(innerHeight - 250, 900));
  const zoom = selection.zoom.value;
  const laid = useMemo(
    () => (tree && width > 0 ? props.layout(tree, zoom, width, room) : { boxes: [], height: room }),
    [tree, zoom, width, room, props.layout],
  );
  const found = selection.found.value;
  const dark = isDark.value;
  const chosen = state.selected.value;
  const drawnBy = useMemo(() => ({}), [found]);
  if (!tree) return <NoTree />;
  return (
    <section class="chart" aria-label={name}>
      <div class="chart-bar">
        <Path selection={selection} />
        <div class="chart-controls">
          {props.controls}
          <button type="button" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
            As a table
          </button>
        </div>
      </div>
      <div ref={place} class="chart-place">
        {isTable ? (
          <Children selection={selection} />
        ) : (
          <Boxes
            label={`${name}. Arrows move, Enter zooms in, Escape zooms out.`}
            isFlipped={props.isFlipped ?? false}
            boxes={laid.boxes}
            width={width}
            height={laid.height}
            maxHeight={room}
            focused={selection.node.value}
            drawnBy={drawnBy}
            fill={(node) => {
              const row = rowOf(profile, node);
              return fillOf(row?.owner ?? "thread", row?.index ?? 0, dark);
            }}
            text={(node) => (rowOf(profile, node)?.owner === "compiled" ? "⚡ " : "") + nameOf(profile, node)}
            emphasis={(node) => {
              const index = tree.function[node];
              if (!found) return "none";
              return index >= 0 && found[index] ? "found" : "other";
            }}
            isSelected={(node) => chosen >= 0 && tree.function[node] === chosen}
            hint={(node) => <Hint profile={profile} node={node} />}
            onFocus={(node) => selectNode(selection, node)}
            onMove={(direction) => move(selection, direction, props.isFlipped ?? false)}
            onZoom={(node) => zoomTo(selection, node)}
            onZoomOut={() => zoomOut(selection)}
          />
        )}
      </div>
      {laid.height >= MOST_ROWS * ROW && (
        <p class="faint">Calls that are more than {MOST_ROWS} deep are shown from nearer by: zoom in.</p>
      )}
      <Legend profile={profile} />
    </section>
  );
}

function NoTree(): JSX.Element {
  return (
    <div class="empty">
      <h2>No call tree in this profile</h2>
      <p>
        Files of cProfile and line_profiler know functions and lines, not the paths of calls. <code>Functions</code> and{" "}
        <code>Source</code> show what is there. For a tree, record the program with hotloop:
      </p>
      <pre>hotloop profile --html profile.html program.py</pre>
    </div>
  );
}

function Path({ selection }: { selection: Selection }): JSX.Element {
  const { profile } = selection;
  const path = profile.tree?.pathTo(selection.zoom.value) ?? [];
  // The middle of a long path is left out.
  const isLong = path.length > 8;
  const shown = isLong ? [...path.slice(0, 2), state.NONE, ...path.slice(-5)] : path;
  return (
    <nav class="path" aria-label="Path to what is shown">
      <ol>
        {shown.map((node, i) => (
          <li key={node}>
            {node === state.NONE ? (
              `… ${path.length - 7} more …`
            ) : (
              <button
                type="button"
                aria-current={i === shown.length - 1 ? "location" : undefined}
                onClick={() => zoomTo(selection, node)}
              >
                {nameOf(profile, node)}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Hint({ profile, node }: { profile: Profile; node: number }): JSX.Element | null {
  const { tree, counted } = profile;
  const row = rowOf(profile, node);
  if (!tree) return null;
  const total = tree.cumulative[tree.root];
  const lines: [string, string][] = [
    ...(row ? ([[counted, count(tree.calls[node])]] as [string, string][]) : []),
    ["Own", `${time(tree.own[node])} · ${share(tree.own[node], total)}`],
    ["Cumulative", `${time(tree.cumulative[node])} · ${share(tree.cumulative[node], total)}`],
  ];
  return (
    <>
      <strong>{row?.name ?? nameOf(profile, node)}</strong>
      {row && <div class="faint">{row.place ? `${row.file}:${row.line}` : whose(row)}</div>}
      <dl>
        {lines.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

export const OWNER_NAMES: Record<Owner, string> = {
  program: "the program's own",
  library: "of a library",
  builtin: "built in",
  compiled: "⚡\u00a0machine code",
};

/** What stands for the place of a function that has none. */
export function whose(row: FunctionRow): string {
  const isOurs = row.kind === "builtin" && row.name === "<hotloop>";
  return isOurs ? "hotloop: watching loops, compiling, copying lists" : OWNER_NAMES[row.owner];
}

function Legend({ profile }: { profile: Profile }): JSX.Element {
  const present = new Set(profile.functions.map((row) => row.owner));
  return (
    <ul class="legend" aria-label="What the colours mean">
      {(Object.keys(OWNER_NAMES) as Owner[])
        .filter((owner) => present.has(owner))
        .map((owner) => (
          <li key={owner}>
            <span class="swatch" style={{ background: fillOf(owner, 0, isDark.value) }} aria-hidden="true" />
            {OWNER_NAMES[owner]}
          </li>
        ))}
    </ul>
  );
}

/** The chart as a table: what is zoomed to has called these. */
function Children({ selection }: { selection: Selection }): JSX.Element {
  const { profile } = selection;
  const { tree, counted } = profile;
  if (!tree) return <NoTree />;
  const zoom = selection.zoom.value;
  const total = tree.cumulative[tree.root];
  const columns: Column<number>[] = [
    {
      id: "name",
      header: "Called from here",
      align: "left",
      value: (node) => nameOf(profile, node),
      cell: (node) => (
        <>
          <Name text={nameOf(profile, node)} />
          <span class="faint place">{rowOf(profile, node)?.place}</span>
        </>
      ),
    },
    { id: "calls", header: counted, value: (node) => tree.calls[node], cell: (node) => count(tree.calls[node]) },
    { id: "own", header: "Own", value: (node) => tree.own[node], cell: (node) => <Time value={tree.own[node]} /> },
    {
      id: "cumulative",
      header: "Cumulative",
      value: (node) => tree.cumulative[node],
      cell: (node) => <Time value={tree.cumulative[node]} />,
    },
    {
      id: "share",
      header: "Share",
      value: (node) => tree.cumulative[node],
      cell: (node) => <Share part={tree.cumulative[node]} whole={total} />,
    },
  ];
  return (
    <>
      <p class="faint">
        {nameOf(profile, zoom)}: {time(tree.own[zoom])} of its own of {time(tree.cumulative[zoom])} in all. Enter goes
        into a row, Escape back.
      </p>
      <Table
        label={`What ${nameOf(profile, zoom)} has called`}
        columns={columns}
        rows={[...tree.childrenOf(zoom)]}
        keyOf={(node) => node}
        sortedBy="cumulative"
        onTake={(node) => zoomTo(selection, node)}
        onLeave={() => zoomOut(selection)}
        empty="It has called nothing."
      />
    </>
  );
}

/** Up is the caller, down the heaviest that it has called; in a flame graph that grows upwards it is the other way. */
function move(selection: Selection, direction: Direction, isFlipped: boolean): void {
  const { tree } = selection.profile;
  if (!tree) return;
  const node = selection.node.value;
  const zoom = selection.zoom.value;
  const outwards = isFlipped ? "down" : "up";
  const inwards = isFlipped ? "up" : "down";
  let next = node;
  if (direction === "first") next = zoom;
  else if (direction === inwards) next = tree.childrenOf(node)[0] ?? node;
  else if (node === zoom) next = node;
  else if (direction === outwards) next = tree.parent[node];
  else {
    const siblings = tree.childrenOf(tree.parent[node]);
    next = siblings[siblings.indexOf(node) + (direction === "right" ? 1 : -1)] ?? node;
  }
  selectNode(selection, next);
}
