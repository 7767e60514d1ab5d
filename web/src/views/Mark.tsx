// What hotloop makes of a line, in a sign and a word or two.
import type { JSX } from "preact";
import type { CompiledLine } from "../document";

const MARKS = { compiled: "✓", python: "✗", "called out": "→" };
const MARK_TEXTS = {
  compiled: "compiled",
  python: "in CPython",
  "called out": "CPython is called for it",
};

/** "✓", "compiled". */
export function signOf({ state: kind = "python" }: CompiledLine): { sign: string; words: string } {
  return { sign: MARKS[kind] ?? "?", words: MARK_TEXTS[kind] ?? kind };
}

export function Mark({ compiled }: { compiled: CompiledLine | null | undefined }): JSX.Element {
  if (!compiled) return <span />;
  const { state: kind = "python", text, lanes, threads } = compiled;
  const short = [
    lanes && lanes > 1 ? `${lanes} lanes` : "",
    threads && threads > 1 ? `${threads} threads` : "",
    compiled.loop && !(lanes && lanes > 1) && kind === "compiled" ? "loop" : "",
  ].filter(Boolean);
  const words = text || signOf(compiled).words;
  const types = (compiled.types ?? []).map(([name, type]) => `${name}: ${type}`).join(", ");
  const said = [words, types, compiled.why].filter(Boolean).join("\n");
  return (
    <span class={`mark ${kind.replace(" ", "-")}`} title={said}>
      <span aria-hidden="true">{signOf(compiled).sign}</span>
      <span class="unseen">{words}</span>
      {short.length > 0 && <span class="mark-text">{short.join(", ")}</span>}
    </span>
  );
}
