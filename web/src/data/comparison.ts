// A comparison as its views need it: of each function and line what it took in a and in b, and what has changed.
import type { ComparedFunction, ComparedLine, ComparedSource, ComparisonDocument, Span } from "../document";
import { share, time, times } from "../units";

export type Measure = "own" | "cumulative";

export interface ComparedRow {
  index: number;
  function: ComparedFunction;
  a: number | null;
  b: number | null;
  change: number;
  /** Its place among the sources; -1 if its lines are not there. */
  source: number;
}

export function rowsOf(document: ComparisonDocument, measure: Measure): ComparedRow[] {
  const sources = new Map((document.sources ?? []).map((source, i) => [keyOf(source), i]));
  return document.functions.map((compared, index) => {
    const a = compared.a?.[measure] ?? null;
    const b = compared.b?.[measure] ?? null;
    return { index, function: compared, a, b, change: (b ?? 0) - (a ?? 0), source: sources.get(keyOf(compared)) ?? -1 };
  });
}

export interface LineChange {
  /** null: there is no time in either, or it is that of machine code, in the first line of its loop. */
  change: number | null;
  /** What both have taken: the change is that of all lines of a loop, which was machine code in one of the two. */
  loop?: [a: number, b: number];
}

/** What has changed in each row. A loop that is machine code in one of the two can be compared as a whole only. */
export function lineChanges({ rows, machine_code: spans = [[], []] }: ComparedSource): LineChange[] {
  const found: LineChange[] = rows.map((row) =>
    row.a?.time == null && row.b?.time == null ? { change: null } : { change: (row.b?.time ?? 0) - (row.a?.time ?? 0) },
  );
  for (const [from, to] of loopsOf(rows, spans)) {
    const within = rows.slice(from, to + 1);
    const a = within.reduce((sum, row) => sum + (row.a?.time ?? 0), 0);
    const b = within.reduce((sum, row) => sum + (row.b?.time ?? 0), 0);
    found[from] = { change: b - a, loop: [a, b] };
    for (let i = from + 1; i <= to; i++) found[i] = { change: null };
  }
  return found;
}

/** The first and last rows of loops that were machine code; of those that lie in each other, one. */
function loopsOf(rows: ComparedLine[], [ofA, ofB]: [a: Span[], b: Span[]]): [number, number][] {
  const sides: [Span[], (number | null)[]][] = [
    [ofA, rows.map((row) => row.a_line)],
    [ofB, rows.map((row) => row.b_line)],
  ];
  const found = sides.flatMap(([spans, lines]) =>
    spans.map(([first, last]): [number, number] => {
      const after = lines.findIndex((line) => line != null && line > last);
      return [lines.indexOf(first), after < 0 ? rows.length - 1 : after - 1];
    }),
  );
  const merged: [number, number][] = [];
  for (const [from, to] of found.filter(([from, to]) => from >= 0 && to >= from).sort(([a], [b]) => a - b)) {
    const before = merged[merged.length - 1];
    if (before && from <= before[1]) before[1] = Math.max(before[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** The place of a function's lines among the sources; -1 if they are not there. */
export function sourceOf(document: ComparisonDocument, index: number): number {
  const compared = document.functions[index];
  return compared ? (document.sources ?? []).findIndex((source) => keyOf(source) === keyOf(compared)) : -1;
}

export function functionOf(document: ComparisonDocument, source: ComparedSource): number {
  return document.functions.findIndex((compared) => keyOf(compared) === keyOf(source));
}

/** Figures as times; where one of the two has no clock, as shares of the whole. */
export function amounts(document: ComparisonDocument): (value: number | null | undefined) => string {
  if (document.unit !== "share") return time;
  const whole = document.functions.reduce((sum, { a, b }) => sum + (a?.own ?? b?.own ?? 0), 0);
  return (value) => (value == null ? "–" : share(value, whole));
}

/** "2.1 × faster", "new", "gone". */
export function verdict(a: number | null, b: number | null): string {
  if (a == null) return b == null ? "" : "new";
  if (b == null) return "gone";
  if (a === b) return "same";
  if (a === 0 || b === 0) return b === 0 ? "to nothing" : "from nothing";
  const factor = Math.max(a, b) / Math.min(a, b);
  if (factor < 1.005) return "same";
  return `${times(factor)} × ${b < a ? "faster" : "slower"}`;
}

function keyOf({ name, file }: { name: string; file: string }): string {
  return `${file}\0${name}`;
}
