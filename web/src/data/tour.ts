// A tour as its views need it: the rows of all groups under one number each, the iterations of the picture.
import type { Picture, TourDocument, TourRow } from "../document";

export interface NumberedRow extends TourRow {
  index: number;
}

export interface Group {
  name: string;
  rows: NumberedRow[];
}

export function groupsOf(document: TourDocument): Group[] {
  let index = 0;
  return document.groups.map(({ name, rows }) => ({ name, rows: rows.map((row) => ({ ...row, index: index++ })) }));
}

const MACHINE_LABELS: Record<string, string> = {
  cpu: "Processor",
  cores: "Cores that were used",
  isa: "Vector instructions",
  python: "Python",
  llvm: "LLVM, which makes hotloop's machine code",
  system: "System",
  hotloop_cpu: "Code was made for (HOTLOOP_CPU)",
};

/** The machine in words; what a later version has added is called as it is there. */
export function machineOf({ machine = {} }: TourDocument): { name: string; label: string; value: string }[] {
  return Object.entries(machine)
    .filter(([, value]) => value != null && typeof value !== "object")
    .map(([name, value]) => ({ name, label: MACHINE_LABELS[name] ?? name.replaceAll("_", " "), value: String(value) }));
}

/** What is the matter with a row, in words; empty where nothing is. */
export function stateOf(row: TourRow): string {
  const { state } = row;
  if (!state || state === "ok") return "";
  return { wrong: "✗ wrong", failed: "✗ failed", timeout: "✗ too slow" }[state] ?? `– ${state}`;
}

/** The iterations of each point, row by row. */
export function decode(picture: Picture): Uint16Array | Uint32Array {
  const text = atob(picture.iterations);
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const size = picture.bits === 32 ? 4 : 2;
  const view = new DataView(bytes.buffer);
  const n = Math.min(Math.floor(bytes.length / size), picture.columns * picture.rows);
  return picture.bits === 32
    ? Uint32Array.from({ length: n }, (_, i) => view.getUint32(4 * i, true))
    : Uint16Array.from({ length: n }, (_, i) => view.getUint16(2 * i, true));
}

export interface Summary {
  /** Points that have not escaped within the limit. */
  inside: number;
  /** What the program would print with this limit: points that do not escape count as 0. */
  sum: number;
}

export function summarize(iterations: ArrayLike<number>, limit: number): Summary {
  let inside = 0;
  let sum = 0;
  for (let i = 0; i < iterations.length; i++) {
    if (iterations[i] >= limit) inside++;
    else sum += iterations[i];
  }
  return { inside, sum };
}

/** How many points take 0, 1, 2 to 3, 4 to 7, ... iterations. */
export function histogram(iterations: ArrayLike<number>): { from: number; to: number; points: number }[] {
  const bins: number[] = [];
  for (let i = 0; i < iterations.length; i++) {
    const bin = iterations[i] === 0 ? 0 : 1 + Math.floor(Math.log2(iterations[i]));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return Array.from(bins, (points, i) => ({
    from: i === 0 ? 0 : 2 ** (i - 1),
    to: i === 0 ? 0 : 2 ** i - 1,
    points: points ?? 0,
  }));
}
