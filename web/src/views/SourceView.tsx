// The source of a function: beside each line what it took and what hotloop makes of it. A line unfolds to its bytecode,
// the reason why it stays in CPython, and its part of the compiled function.
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { CompiledLine, Source, SourceLine, Stage } from "../document";
import { Code } from "../parts/Code";
import { highlighted, type Piece } from "../parts/code";
import { Output } from "../parts/Output";
import { Prose } from "../parts/Prose";
import { walk } from "../parts/Table";
import { Share, Time } from "../parts/Time";
import * as state from "../state";
import { count, share, time } from "../units";

interface Props {
  sources: Source[];
  onTake(source: number): void;
  empty: JSX.Element;
}

export function SourceView({ sources, onTake, empty }: Props): JSX.Element {
  const shown = sources[state.source.value] ? state.source.value : 0;
  if (sources.length === 0) return <div class="empty">{empty}</div>;
  return (
    <div class="source-view">
      {sources.length > 1 && (
        <label class="pick">
          <span>Function</span>
          <select value={shown} onChange={(event) => onTake(Number(event.currentTarget.value))}>
            {sources.map((source, i) => (
              <option key={i} value={i}>
                {optionOf(source)}
              </option>
            ))}
          </select>
        </label>
      )}
      <SourceTable key={shown} source={sources[shown]} />
    </div>
  );
}

function optionOf(source: Source): string {
  const total = totalOf(source);
  return `${source.name}${total ? `, ${time(total)}` : ""}`;
}

function totalOf(source: Source): number {
  return source.lines.reduce((sum, line) => sum + (line.time ?? 0), 0);
}

const VERDICTS = {
  compiled: "✓ compiled",
  partly: "◐ partly compiled",
  python: "✗ in CPython",
  unknown: "? not known",
};

function SourceTable({ source }: { source: Source }): JSX.Element {
  const pieces = useMemo(() => highlighted(source.lines.map((line) => line.text)), [source]);
  const total = totalOf(source);
  const hasFigures = source.lines.some((line) => line.hits != null || line.time != null);
  const hasMarks = source.lines.some((line) => line.compiled);
  const most = Math.max(...source.lines.map((line) => line.time ?? 0), 0);
  const { verdict } = source;
  return (
    <article class="source">
      <header>
        <h2 class="mono">{source.name}</h2>
        <p class="faint breakable">
          {source.file}:{source.first}
          {total > 0 && ` · ${time(total)} in its lines`}
        </p>
        {source.state === "changed" && (
          <p class="warning">
            The file has changed since the run: figures may stand beside other lines than they belong to.
          </p>
        )}
        {source.state === "gone" && <p class="warning">The file is gone: figures are kept, its text is not known.</p>}
        {(source.since ?? 0) > 0 && (
          <p class="faint">Its lines count from {time(source.since)} after the start of the run.</p>
        )}
        {verdict && (
          <p class={`verdict ${verdict.state}`}>
            <strong>{VERDICTS[verdict.state] ?? verdict.state}</strong> <Prose text={verdict.text} />
          </p>
        )}
      </header>
      <div class="scroll">
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its rows can be walked through and unfold. */}
        <table role="treegrid" class={`lines ${hasFigures ? "" : "no-figures"}`} aria-label={`Lines of ${source.name}`}>
          <thead>
            <tr>
              <th scope="col" class="right">
                Line
              </th>
              {hasFigures && (
                <>
                  <th scope="col" class="right minor">
                    Hits
                  </th>
                  <th scope="col" class="right">
                    Time
                  </th>
                  <th scope="col" class="right minor">
                    Per hit
                  </th>
                  <th scope="col" class="right minor">
                    %
                  </th>
                </>
              )}
              {hasMarks && (
                <th scope="col" class="left">
                  hotloop
                </th>
              )}
              <th scope="col" class="left code-cell">
                Source
              </th>
            </tr>
          </thead>
          <tbody onKeyDown={(event) => walk(event, fold)}>
            {source.lines.map((line, i) => (
              <Line
                key={line.n}
                source={source}
                line={line}
                pieces={pieces[i]}
                total={total}
                most={most}
                hasFigures={hasFigures}
                hasMarks={hasMarks}
                isEntry={i === 0}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Stages source={source} />
    </article>
  );
}

function fold(): void {
  state.line.value = state.NONE;
}

interface LineProps {
  source: Source;
  line: SourceLine;
  pieces: Piece[] | undefined;
  total: number;
  most: number;
  hasFigures: boolean;
  hasMarks: boolean;
  isEntry: boolean;
}

function Line({ source, line, pieces, total, most, hasFigures, hasMarks, isEntry }: LineProps): JSX.Element {
  const isOpen = state.line.value === line.n;
  const heat = most > 0 ? (line.time ?? 0) / most : 0;
  const perHit = line.time != null && line.hits ? line.time / line.hits : null;
  return (
    <>
      <tr
        data-row
        id={`line-${line.n}`}
        tabIndex={isEntry ? 0 : -1}
        class={isOpen ? "is-open" : ""}
        aria-expanded={isOpen}
        onClick={() => {
          state.line.value = isOpen ? state.NONE : line.n;
          if (!isOpen) state.announce(`Line ${line.n} unfolded`);
        }}
      >
        <td class="right line-number">{line.n}</td>
        {hasFigures && (
          <>
            <td class="right minor">{line.hits != null ? count(line.hits) : ""}</td>
            <td class="right heat" style={{ "--heat": heat.toFixed(3) }}>
              {line.time != null && <Time value={line.time} />}
            </td>
            <td class="right minor">{perHit != null && <Time value={perHit} />}</td>
            <td class="right minor">{line.time != null && <Share part={line.time} whole={total} />}</td>
          </>
        )}
        {hasMarks && (
          <td class="left mark-cell">
            <Mark compiled={line.compiled} />
          </td>
        )}
        <td class="left code-cell">
          <Code pieces={pieces} />
        </td>
      </tr>
      {isOpen && (
        <tr class="unfolded">
          <td colSpan={2 + (hasFigures ? 4 : 0) + (hasMarks ? 1 : 0)}>
            <Unfolded source={source} line={line} total={total} />
          </td>
        </tr>
      )}
    </>
  );
}

const MARKS = { compiled: "✓", python: "✗", "called out": "→" };
const MARK_TEXTS = {
  compiled: "compiled",
  python: "in CPython",
  "called out": "CPython is called for it",
};

function Mark({ compiled }: { compiled: CompiledLine | null | undefined }): JSX.Element {
  if (!compiled) return <span />;
  const { state: kind = "python", text, lanes, threads } = compiled;
  const short = [
    lanes && lanes > 1 ? `${lanes} lanes` : "",
    threads && threads > 1 ? `${threads} threads` : "",
    compiled.loop && !(lanes && lanes > 1) && kind === "compiled" ? "loop" : "",
  ].filter(Boolean);
  const words = text || MARK_TEXTS[kind] || kind;
  const types = (compiled.types ?? []).map(([name, type]) => `${name}: ${type}`).join(", ");
  const said = [words, types, compiled.why].filter(Boolean).join("\n");
  return (
    <span class={`mark ${kind.replace(" ", "-")}`} title={said}>
      <span aria-hidden="true">{MARKS[kind] ?? "?"}</span>
      <span class="unseen">{words}</span>
      {short.length > 0 && <span class="mark-text">{short.join(", ")}</span>}
    </span>
  );
}

function Unfolded({ source, line, total }: { source: Source; line: SourceLine; total: number }): JSX.Element {
  const { compiled, bytecode = [] } = line;
  const parts = STAGES.flatMap(([stage, label]) => {
    const text = partOf(source, stage, line.n);
    return text ? [{ label, text }] : [];
  });
  const types = compiled?.types ?? [];
  return (
    <div class="unfolded-parts">
      {line.hits != null && (
        <p>
          {count(line.hits)} hits
          {line.time != null ? `, ${time(line.time)}` : "; their time is in the first line of the loop"}
          {line.hits > 0 && line.time != null && `, ${time(line.time / line.hits)} per hit`}
          {line.time != null && `, ${share(line.time, total)} of the function's lines`}.
        </p>
      )}
      {compiled && (
        <p>
          <strong>
            {MARKS[compiled.state ?? "python"] ?? "?"} {MARK_TEXTS[compiled.state ?? "python"] ?? compiled.state}
          </strong>
          {compiled.text && `: ${compiled.text}`}
        </p>
      )}
      {compiled?.why && (
        <p>
          <Prose text={compiled.why} />
        </p>
      )}
      {compiled?.fix && (
        <p class="fix">
          Instead: <Prose text={compiled.fix} />
        </p>
      )}
      {types.length > 0 && (
        <dl class="types">
          {types.map(([name, type]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{type}</dd>
            </div>
          ))}
        </dl>
      )}
      {bytecode.length > 0 && <Listing title="Bytecode" text={bytecode.map(aligned).join("\n")} />}
      {parts.map(({ label, text }) => (
        <Listing key={label} title={label} text={text} />
      ))}
      {!compiled && bytecode.length === 0 && parts.length === 0 && (
        <p class="faint">Nothing more is known of this line.</p>
      )}
    </div>
  );
}

/** The name of an instruction and its argument in columns. */
function aligned(instruction: string): string {
  const [name, ...rest] = instruction.split(" ");
  return `${name.padEnd(22)} ${rest.join(" ").trim()}`.trimEnd();
}

function Listing({ title, text }: { title: string; text: string }): JSX.Element {
  return (
    <figure class="listing">
      <figcaption>{title}</figcaption>
      <Output label={title} text={text} />
    </figure>
  );
}

const STAGES: [Stage, string][] = [
  ["ir", "IR"],
  ["passes", "After the passes"],
  ["llvm", "LLVM IR"],
  ["asm", "Machine code"],
];

/** What a line of the source has become in a stage; empty where that is not known. */
function partOf(source: Source, stage: Stage, line: number): string {
  const text = source.stages?.[stage];
  const ranges = source.stage_lines?.[stage]?.[String(line)];
  if (!text || !ranges?.length) return "";
  const lines = text.split("\n");
  const parts: string[] = [];
  for (let i = 0; i + 1 < ranges.length; i += 2) parts.push(dedented(lines.slice(ranges[i] - 1, ranges[i + 1])));
  return parts.join("\n…\n");
}

function dedented(lines: string[]): string {
  const indents = lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  return lines.map((line) => line.slice(Math.min(...indents))).join("\n");
}

function Stages({ source }: { source: Source }): JSX.Element | null {
  const present = STAGES.filter(([stage]) => source.stages?.[stage]);
  const [open, setOpen] = useState<Stage | null>(null);
  if (present.length === 0) return null;
  return (
    <section class="stages">
      <h3>What it becomes</h3>
      <div class="chart-controls">
        {present.map(([stage, label]) => (
          <button
            type="button"
            key={stage}
            aria-pressed={open === stage}
            onClick={() => setOpen(open === stage ? null : stage)}
          >
            {label}
          </button>
        ))}
      </div>
      {open && (
        <Listing title={STAGES.find(([stage]) => stage === open)?.[1] ?? ""} text={source.stages?.[open] ?? ""} />
      )}
    </section>
  );
}
