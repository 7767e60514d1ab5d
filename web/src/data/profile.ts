// A profile as the views need it: functions with what they are called and whose they are, the tree, callers, sources.
import type { FunctionKind, ProfileDocument, Source } from "../document";
import { Tree } from "./tree";

/** Whose code a function is: what its colour says. */
export type Owner = "program" | "library" | "builtin" | "compiled";

export interface FunctionRow {
  index: number;
  name: string;
  /** The name without what only says where it was defined, for where there is little room. */
  short: string;
  file: string;
  line: number;
  kind: FunctionKind;
  owner: Owner;
  /** It stands for the nodes that were too small to be sent. */
  isRest: boolean;
  /** "work.py:12", or nothing for a builtin. */
  place: string;
  /** Of a file that knows lines only there is no more than what those have taken. */
  isKnown: boolean;
  calls: number;
  primitive: number;
  own: number;
  cumulative: number;
}

export interface Pair {
  function: number;
  calls: number;
  own: number;
  cumulative: number;
}

export interface Profile {
  document: ProfileDocument;
  functions: FunctionRow[];
  tree: Tree | null;
  /** The own time of all functions. */
  total: number;
  /** What is counted: calls, or samples. */
  counted: "Calls" | "Samples";
  sources: Source[];
  callersOf(index: number): Pair[];
  calleesOf(index: number): Pair[];
  sourceOf(index: number): number;
}

export function profileOf(document: ProfileDocument): Profile {
  const { functions, figures } = document;
  const names = functions.qualname ?? functions.name;
  const rows = names.map((name, index): FunctionRow => {
    const file = functions.file[index] ?? "";
    const line = functions.line[index] ?? 0;
    const kind = functions.kind[index] ?? "python";
    return {
      index,
      name,
      short: shortOf(name, kind),
      file,
      line,
      kind,
      owner: ownerOf(kind, file),
      isRest: name === "(smaller calls)",
      place: placeOf(file, line),
      isKnown: figures.own[index] != null,
      calls: figures.calls[index] ?? 0,
      primitive: figures.primitive[index] ?? 0,
      own: figures.own[index] ?? 0,
      cumulative: figures.cumulative[index] ?? 0,
    };
  });
  const { byCallee, byCaller } = pairsOf(document);
  const sources = document.sources ?? [];
  const sourceOf = sourcesOf(rows, sources);
  const hasTree = document.tree && document.tree.parent.length > 0;
  return {
    document,
    functions: rows,
    tree: hasTree && document.tree ? new Tree(document.tree, document.threads ?? []) : null,
    total: rows.reduce((sum, row) => sum + row.own, 0),
    counted: document.mode === "samples" ? "Samples" : "Calls",
    sources,
    callersOf: (index) => byCallee.get(index) ?? [],
    calleesOf: (index) => byCaller.get(index) ?? [],
    sourceOf: (index) => sourceOf.get(index) ?? -1,
  };
}

/** "<method 'join' of 'str' objects>" is "str.join", "f.<locals>.g" is "f.g". */
export function shortOf(name: string, kind: FunctionKind): string {
  if (kind !== "builtin") return name.replaceAll(".<locals>", "");
  const method = /^<method '([^']+)' of '([^']+)' objects>$/.exec(name);
  if (method) return `${method[2]}.${method[1]}`;
  return /^<built-in (?:method|function) (?:builtins\.)?(.+)>$/.exec(name)?.[1] ?? name;
}

export function baseName(file: string): string {
  // No file: the name that a text was given when it was compiled.
  if (/^<.*>$/.test(file)) return file;
  return file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
}

export function placeOf(file: string, line: number): string {
  if (!file || file === "~") return "";
  return line > 0 ? `${baseName(file)}:${line}` : baseName(file);
}

function ownerOf(kind: FunctionKind, file: string): Owner {
  if (kind !== "python") return kind;
  return /^<frozen|[/\\](site|dist)-packages[/\\]|[/\\]lib[/\\]python3/i.test(file) ? "library" : "program";
}

/** The place of each function's source; machine code has that of the function that it is of. */
function sourcesOf(rows: FunctionRow[], sources: Source[]): Map<number, number> {
  const found = new Map<number, number>();
  const named = new Map<string, number>();
  sources.forEach((source, i) => {
    if (source.function != null) found.set(source.function, i);
    named.set(`${source.file}\0${source.name}`, i);
  });
  for (const { index, kind, file, name } of rows) {
    const of = name.replace(/^loop \[compiled\] in | \[compiled\]$/, "");
    const source = kind === "compiled" ? named.get(`${file}\0${of}`) : undefined;
    if (source !== undefined && !found.has(index)) found.set(index, source);
  }
  return found;
}

function pairsOf(document: ProfileDocument): { byCallee: Map<number, Pair[]>; byCaller: Map<number, Pair[]> } {
  const byCallee = new Map<number, Pair[]>();
  const byCaller = new Map<number, Pair[]>();
  const { callee = [], caller = [], calls = [], own = [], cumulative = [] } = document.callers ?? {};
  for (let i = 0; i < callee.length; i++) {
    const figures = { calls: calls[i], own: own[i], cumulative: cumulative[i] };
    append(byCallee, callee[i], { function: caller[i], ...figures });
    append(byCaller, caller[i], { function: callee[i], ...figures });
  }
  for (const pairs of [...byCallee.values(), ...byCaller.values()]) pairs.sort((a, b) => b.cumulative - a.cumulative);
  return { byCallee, byCaller };
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
