// The tour's tables, a chart of each group's times above it.
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { Bars } from "../charts/Bars";
import { type Group, type NumberedRow, stateOf } from "../data/tour";
import { Name } from "../parts/Name";
import { matches } from "../parts/Search";
import { type Column, Table } from "../parts/Table";
import { Time } from "../parts/Time";
import * as state from "../state";
import { bytes, count, times } from "../units";

export function TourTimes({ groups }: { groups: Group[] }): JSX.Element {
  const range = useMemo((): [number, number] => {
    const seconds = groups.flatMap((group) => group.rows.flatMap((row) => (row.seconds ? [row.seconds] : [])));
    return [Math.min(...seconds), Math.max(...seconds)];
  }, [groups]);
  return (
    <>
      {groups.map((group) => (
        <GroupTimes key={group.name} group={group} range={range} />
      ))}
    </>
  );
}

function GroupTimes({ group, range }: { group: Group; range: [number, number] }): JSX.Element {
  const sought = state.search.value.trim();
  const rows = useMemo(
    () => group.rows.filter((row) => !sought || matches(`${row.tool} ${row.program} ${row.note ?? ""}`, sought)),
    [group, sought],
  );
  const bars = useMemo(
    () =>
      rows
        .flatMap((row) => {
          if (!row.seconds) return [];
          const detail = `${row.program}${row.threads && row.threads > 1 ? ` · ${row.threads} threads` : ""}`;
          const { index, tool, seconds, ours = false } = row;
          return [{ index, label: tool, detail, seconds, isOurs: ours, trouble: troubleOf(row) }];
        })
        .sort((a, b) => b.seconds - a.seconds),
    [rows],
  );
  return (
    <section class="group">
      <h2>{group.name[0]?.toUpperCase() + group.name.slice(1)}</h2>
      {bars.length > 1 && (
        <Bars
          label={`Times of ${group.name} on a logarithmic scale, the slowest first. The table below has the same figures.`}
          range={range}
          bars={bars}
          selected={state.selected.value}
          onTake={(index) => {
            state.selected.value = index;
          }}
        />
      )}
      <Table
        label={group.name}
        columns={COLUMNS}
        rows={rows}
        keyOf={(row) => row.index}
        isSelected={(row) => row.index === state.selected.value}
        classOf={(row) => (row.ours ? "ours" : "")}
        onTake={(row) => {
          state.selected.value = row.index;
        }}
        empty={sought ? `Nothing here has “${sought}” in it.` : "Nothing was run here yet."}
      />
    </section>
  );
}

/** A row that is only missing, or that CPython has run, has no time that could mislead. */
function troubleOf(row: NumberedRow): string {
  const said = stateOf(row);
  return said.startsWith("✗") ? said : "";
}

const nanoseconds = (seconds: number | null | undefined): number | null => (seconds == null ? null : seconds * 1e9);

const COLUMNS: Column<NumberedRow>[] = [
  {
    id: "tool",
    header: "Tool",
    align: "left",
    value: (row) => row.tool,
    cell: (row) => (
      <>
        <span class="tool">{row.tool}</span> <span class="faint">{row.version}</span>
        <span class="place only-narrow">
          <Name text={row.program} />
        </span>
      </>
    ),
  },
  {
    id: "program",
    header: "Program",
    align: "left",
    isMinor: true,
    value: (row) => row.program,
    cell: (row) => <Name text={row.program} />,
  },
  { id: "threads", header: "Threads", value: (row) => row.threads, isMinor: true },
  {
    id: "seconds",
    header: "Time",
    value: (row) => row.seconds,
    cell: (row) => <Time value={nanoseconds(row.seconds)} />,
  },
  {
    id: "speedup",
    header: "× faster",
    title: "How many times faster than CPython",
    value: (row) => row.speedup,
    cell: (row) => times(row.speedup),
  },
  {
    id: "compile",
    header: "Compiling",
    isMinor: true,
    value: (row) => row.compile_seconds,
    cell: (row) => <Time value={nanoseconds(row.compile_seconds)} />,
  },
  {
    id: "memory",
    header: "Memory",
    title: "The most that it had at once",
    isMinor: true,
    value: (row) => row.peak_memory,
    cell: (row) => bytes(row.peak_memory),
  },
  { id: "sum", header: "Sum", isMinor: true, value: (row) => row.sum, cell: (row) => count(row.sum) },
  {
    id: "different",
    header: "Differ",
    title: "Points that differ from CPython's",
    isMinor: true,
    value: (row) => row.different,
    cell: (row) => count(row.different),
  },
  {
    id: "note",
    header: "Notes",
    align: "left",
    value: (row) => `${stateOf(row)} ${row.note ?? ""}`.trim() || null,
    cell: (row) => (
      <>
        {stateOf(row) && <strong class={troubleOf(row) ? "trouble" : ""}>{stateOf(row)} </strong>}
        <span class="faint">{row.note}</span>
      </>
    ),
  },
];
