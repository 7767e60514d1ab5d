// The page of a comparison: what got faster and slower, by function and by line.
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { amounts, type ComparedRow, type Measure, rowsOf, verdict } from "../data/comparison";
import { placeOf, shortOf } from "../data/profile";
import type { ComparisonDocument } from "../document";
import { Change } from "../parts/Change";
import { Name } from "../parts/Name";
import { matches, Search } from "../parts/Search";
import { type Column, Table } from "../parts/Table";
import { OpenView, openView, Tabs, type View } from "../parts/Tabs";
import * as state from "../state";
import { count } from "../units";
import { ComparedLines } from "../views/ComparedLines";

const measure = signal<Measure>("own");

export function ComparisonPage({ document }: { document: ComparisonDocument }): JSX.Element {
  const views: View[] = [
    { id: "functions", label: "Functions", show: () => <ComparedFunctions document={document} /> },
    { id: "lines", label: "Lines", show: () => <ComparedLines document={document} /> },
  ];
  const open = openView(views);
  return (
    <>
      <Summary document={document} />
      <div class="tools">
        <Tabs label="Views" views={views} />
        {open.id === "functions" && <Search label="Search functions" />}
      </div>
      <OpenView views={views} />
    </>
  );
}

function Summary({ document }: { document: ComparisonDocument }): JSX.Element | null {
  const [a, b] = document.wall ?? [null, null];
  if (a == null || b == null) return null;
  const amount = amounts({ ...document, unit: "ns" });
  return (
    <p class="summary">
      <span>
        <span class="faint">{document.a}</span> {amount(a)}
      </span>
      <span aria-hidden="true">→</span>
      <span>
        <span class="faint">{document.b}</span> {amount(b)}
      </span>
      <strong class={b < a ? "faster-text" : b > a ? "slower-text" : ""}>{verdict(a, b)}</strong>
    </p>
  );
}

function ComparedFunctions({ document }: { document: ComparisonDocument }): JSX.Element {
  const rows = useMemo(() => rowsOf(document, measure.value), [document, measure.value]);
  const sought = state.search.value.trim();
  const shown = sought ? rows.filter((row) => matches(`${row.function.name} ${row.function.file}`, sought)) : rows;
  return (
    <>
      <div class="chart-bar">
        <p class="faint">Sorted by how much has changed: ▼ is less time in {document.b}, ▲ is more.</p>
        <MeasureChoice />
      </div>
      <Table
        label={`Functions in ${document.a} and ${document.b}`}
        columns={columnsOf(document, rows)}
        rows={shown}
        keyOf={(row) => row.index}
        sortedBy="change"
        isSelected={(row) => row.index === state.selected.value}
        onTake={(row) => take(row)}
        empty={
          sought ? `No function has “${sought}” in its name or file.` : "There is no function in either of the two."
        }
      />
    </>
  );
}

function take(row: ComparedRow): void {
  state.selected.value = row.index;
  if (row.source >= 0) state.source.value = row.source;
}

function MeasureChoice(): JSX.Element {
  return (
    <fieldset class="choice">
      <legend class="unseen">Time that is compared</legend>
      {(["own", "cumulative"] as Measure[]).map((each) => (
        <label key={each}>
          <input
            type="radio"
            name="measure"
            checked={measure.value === each}
            onChange={() => {
              measure.value = each;
            }}
          />
          <span>{each === "own" ? "Own time" : "Cumulative"}</span>
        </label>
      ))}
    </fieldset>
  );
}

function columnsOf(document: ComparisonDocument, rows: ComparedRow[]): Column<ComparedRow>[] {
  const most = Math.max(...rows.map((row) => Math.abs(row.change)), 0);
  const amount = amounts(document);
  return [
    {
      id: "name",
      header: "Function",
      align: "left",
      value: (row) => row.function.name,
      cell: (row) => (
        <>
          <Name text={shortOf(row.function.name, row.function.kind ?? "python")} />
          <span class="faint place" title={row.function.file}>
            {placeOf(row.function.file, row.function.line)}
            {compiledText(row, document)}
            {row.source >= 0 && (
              <>
                {" · "}
                <button
                  type="button"
                  class="link"
                  onClick={(event) => {
                    event.stopPropagation();
                    take(row);
                    state.view.value = "lines";
                  }}
                >
                  lines
                </button>
              </>
            )}
          </span>
        </>
      ),
    },
    { id: "a", header: document.a, isFile: true, value: (row) => row.a, cell: (row) => amount(row.a) },
    { id: "b", header: document.b, isFile: true, value: (row) => row.b, cell: (row) => amount(row.b) },
    {
      id: "change",
      header: "Change",
      value: (row) => Math.abs(row.change),
      cell: (row) => (
        <Change change={row.change} most={most} text={row.change === 0 ? "0" : amount(Math.abs(row.change))} />
      ),
    },
    {
      id: "verdict",
      header: "Factor",
      isMinor: true,
      value: (row) => (row.a && row.b ? row.a / row.b : null),
      cell: (row) => verdict(row.a, row.b),
    },
    {
      id: "calls",
      header: "Calls",
      isMinor: true,
      value: (row) => (row.function.b?.calls ?? 0) - (row.function.a?.calls ?? 0),
      cell: (row) => callsOf(row),
    },
  ];
}

/** In which of the two some of its own time is machine code. */
function compiledText({ function: { compiled } }: ComparedRow, { a, b }: ComparisonDocument): string {
  if (!compiled?.some(Boolean)) return "";
  return ` ⚡\u00a0machine\u00a0code${compiled.every(Boolean) ? "" : ` in ${compiled[0] ? a : b}`}`;
}

function callsOf({ function: { a, b } }: ComparedRow): string {
  if (a && b && a.calls === b.calls) return count(a.calls);
  return `${count(a?.calls)} → ${count(b?.calls)}`;
}
