// What Python puts into the page. Times are in nanoseconds (in a tour: seconds), null is "not known", and whatever is
// optional here may be missing.

export type Document = ProfileDocument | SourceDocument | ComparisonDocument | TourDocument;

interface Common {
  title: string;
  about?: [label: string, text: string][];
  notes?: string[];
}

export interface ProfileDocument extends Common {
  kind: "profile";
  mode?: "events" | "samples";
  functions: { name: string[]; qualname?: string[]; file: string[]; line: number[]; kind: FunctionKind[] };
  /** null of functions of which only lines are known. */
  figures: Record<"calls" | "primitive" | "own" | "cumulative", (number | null)[]>;
  tree?: TreeColumns | null;
  threads?: Thread[];
  callers?: { callee: number[]; caller: number[]; calls: number[]; own: number[]; cumulative: number[] };
  sources?: Source[];
}

export type FunctionKind = "python" | "builtin" | "compiled";

/** A parent stands before its children; the parent of a root is -1, its function is -1. */
export interface TreeColumns {
  parent: number[];
  function: number[];
  calls: number[];
  own: number[];
}

export interface Thread {
  name: string;
  process: number;
  root: number;
  wall: number;
}

export interface SourceDocument extends Common {
  kind: "source";
  sources?: Source[];
}

export interface Source {
  function?: number | null;
  name: string;
  file: string;
  first: number;
  state?: "same" | "changed" | "gone";
  since?: number;
  machine_code?: Span[];
  verdict?: { state: "compiled" | "partly" | "python" | "unknown"; text: string } | null;
  lines: SourceLine[];
  stages?: Partial<Record<Stage, string | null>> | null;
  /** First and last of the lines of a stage's text that a source line has become, pair after pair. */
  stage_lines?: Partial<Record<Stage, Record<string, number[]>>> | null;
}

/** First and last line of a loop that was in machine code: its time is in the first. */
export type Span = [first: number, last: number];

export type Stage = "ir" | "passes" | "llvm" | "asm";

export interface SourceLine {
  n: number;
  text: string;
  hits?: number | null;
  time?: number | null;
  bytecode?: string[];
  compiled?: CompiledLine | null;
}

export interface CompiledLine {
  state?: "compiled" | "python" | "called out";
  loop?: boolean;
  lanes?: number | null;
  interleave?: number | null;
  threads?: number | null;
  types?: [name: string, type: string][];
  text?: string | null;
  why?: string | null;
  fix?: string | null;
}

export interface ComparisonDocument extends Common {
  kind: "comparison";
  a: string;
  b: string;
  wall?: [number | null, number | null];
  /** "share": one of the two has no clock, and its figures were scaled to the other's whole. */
  unit?: "ns" | "share";
  functions: ComparedFunction[];
  sources?: ComparedSource[];
}

export interface ComparedFunction {
  name: string;
  file: string;
  line: number;
  kind?: FunctionKind;
  compiled?: [a: boolean, b: boolean];
  a: Figures | null;
  b: Figures | null;
}

export interface Figures {
  calls: number;
  own: number;
  cumulative: number;
}

export interface ComparedSource {
  name: string;
  file: string;
  machine_code?: [a: Span[], b: Span[]];
  rows: ComparedLine[];
}

export interface ComparedLine {
  text: string;
  a_line: number | null;
  b_line: number | null;
  a: { hits: number | null; time: number | null } | null;
  b: { hits: number | null; time: number | null } | null;
}

export interface TourDocument extends Common {
  kind: "tour";
  machine?: Record<string, unknown>;
  width?: number;
  maxiter?: number;
  peers?: Peer[];
  groups: { name: string; rows: TourRow[] }[];
  steps?: TourStep[];
  picture?: Picture | null;
}

export interface Peer {
  name: string;
  about?: string;
  version: string | null;
  install: string | null;
}

export interface TourRow {
  tool: string;
  version?: string | null;
  program: string;
  threads?: number | null;
  seconds: number | null;
  compile_seconds?: number | null;
  speedup?: number | null;
  peak_memory?: number | null;
  sum?: number | null;
  different?: number | null;
  note?: string | null;
  state?: string;
  ours?: boolean;
}

export interface TourStep {
  name: string;
  title: string;
  about: string;
  command: string;
  output: string;
  seconds?: number | null;
}

export interface Picture {
  columns: number;
  rows: number;
  maxiter: number;
  iterations: string;
  bits?: 16 | 32;
}

/** The document of this page; null where there is none. */
export function read(): Document | null {
  const found: unknown = JSON.parse(document.getElementById("document")?.textContent ?? "null");
  return found ? (withoutNulls(found) as Document) : null;
}

/** What is null in an object is as if it were missing, so that defaults stand for it. Columns stay as they are. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return isObject(value[0]) ? value.map(withoutNulls) : value;
  if (!isObject(value)) return value;
  const known = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(known.map(([name, member]) => [name, withoutNulls(member)]));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
