// The table of functions, with cProfile's columns.
import type { JSX } from "preact";
import type { FunctionRow } from "../data/profile";
import { Name } from "../parts/Name";
import { type Column, Table } from "../parts/Table";
import { Share, Time } from "../parts/Time";
import * as state from "../state";
import { count, UNKNOWN } from "../units";
import { type Selection, selectFunction } from "./selection";
import { whose } from "./TreeChart";

export function Functions({ selection }: { selection: Selection }): JSX.Element {
  const { profile } = selection;
  const found = selection.found.value;
  const rows = profile.functions.filter((row) => !row.isRest && (!found || found[row.index]));
  return (
    <Table
      label="Functions"
      columns={columnsOf(selection)}
      rows={rows}
      keyOf={(row) => row.index}
      sortedBy="own"
      isSelected={(row) => row.index === state.selected.value}
      onTake={(row) => selectFunction(selection, row.index)}
      empty={
        found ? `No function has “${state.search.value}” in its name or file.` : "No function was called in this run."
      }
    />
  );
}

function columnsOf({ profile }: Selection): Column<FunctionRow>[] {
  const { total, counted } = profile;
  const columns: Column<FunctionRow>[] = [
    {
      id: "name",
      header: "Function",
      align: "left",
      value: (row) => row.name,
      cell: (row) => (
        <>
          <Name text={row.short} />
          <span class="faint place" title={row.file}>
            {row.place || whose(row)}
            {row.owner === "compiled" && row.place ? " ⚡\u00a0machine\u00a0code" : ""}
          </span>
        </>
      ),
    },
    {
      id: "calls",
      header: counted,
      isMinor: true,
      title: "How often it was called; of a recursive function, also how often from outside of itself",
      value: (row) => (row.isKnown ? row.calls : null),
      cell: (row) =>
        !row.isKnown
          ? UNKNOWN
          : row.primitive && row.primitive !== row.calls
            ? `${count(row.calls)} / ${count(row.primitive)}`
            : count(row.calls),
    },
    {
      id: "own",
      header: "Own",
      title: "Without what it has called",
      value: (row) => (row.isKnown ? row.own : null),
      cell: (row) => <Time value={row.isKnown ? row.own : null} />,
    },
    {
      id: "ownShare",
      header: "Own %",
      value: (row) => (row.isKnown ? row.own : null),
      cell: (row) => (row.isKnown ? <Share part={row.own} whole={total} /> : UNKNOWN),
    },
    {
      id: "perCall",
      header: "Per call",
      isMinor: true,
      value: (row) => (row.calls ? row.own / row.calls : null),
      cell: (row) => <Time value={row.calls ? row.own / row.calls : null} />,
    },
    {
      id: "cumulative",
      header: "Cumulative",
      title: "With what it has called",
      value: (row) => row.cumulative,
      cell: (row) => <Time value={row.cumulative} />,
    },
    {
      id: "cumulativeShare",
      header: "Cum. %",
      isMinor: true,
      value: (row) => row.cumulative,
      cell: (row) => (row.isKnown ? <Share part={row.cumulative} whole={total} /> : UNKNOWN),
    },
  ];
  // Samples are no calls.
  return counted === "Samples" ? columns.filter(({ id }) => id !== "perCall") : columns;
}
