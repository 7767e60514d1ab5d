// A comparison as its views need it: of each function and line what it took in a and in b, and what has changed.
import type { ComparedFunction, ComparedLine, ComparedSource, ComparisonDocument } from "../document";
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

export function changeOf(line: ComparedLine): number {
  return (line.b?.time ?? 0) - (line.a?.time ?? 0);
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
