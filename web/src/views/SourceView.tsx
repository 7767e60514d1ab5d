// The source of a function: beside each line what it took and what hotloop makes of it. A line unfolds to the rest.
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { isWithin, saidOf } from "../data/machineCode";
import { STAGES } from "../data/stages";
import type { Source, SourceLine, Stage } from "../document";
import { Code } from "../parts/Code";
import { highlighted, type Piece } from "../parts/code";
import { InLoop } from "../parts/InLoop";
import { Listing } from "../parts/Listing";
import { Pick } from "../parts/Pick";
import { Prose } from "../parts/Prose";
import { walk } from "../parts/Table";
import { Share, Time } from "../parts/Time";
import * as state from "../state";
import { count, time } from "../units";
import { Mark } from "./Mark";
import { UnfoldedLine } from "./UnfoldedLine";

interface Props {
  sources: Source[];
  /** Its place among them. */
  shown: number;
  onTake(source: number): void;
  empty: JSX.Element;
  /** Stands for the lines of what is selected, where there are none. */
  instead?: JSX.Element | null;
}

export function SourceView({ sources, shown, onTake, empty, instead }: Props): JSX.Element {
  if (sources.length === 0) return <div class="empty">{instead ?? empty}</div>;
  return (
    <div class="source-view">
      <Pick options={sources.map(optionOf)} taken={instead ? state.NONE : shown} onTake={onTake} />
      {instead ? <div class="empty">{instead}</div> : <SourceTable key={shown} source={sources[shown]} />}
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

function sentence(text: string): string {
  return `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}.`;
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
  const { verdict, machine_code: spans = [] } = source;
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
        {spans.length > 0 && hasFigures && (
          <p class="faint">
            {sentence(saidOf(spans))}
            {source.lines.some((line) => line.time && isWithin(line.n, spans)) &&
              " The times of other lines there are CPython's: from before it was compiled, or behind an exit."}
          </p>
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
  const isInLoop = isWithin(line.n, source.machine_code ?? []);
  const perHit = line.time != null && line.hits && !isInLoop ? line.time / line.hits : null;
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
              {line.time != null ? <Time value={line.time} /> : isInLoop && line.hits != null && <InLoop />}
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
            <UnfoldedLine source={source} line={line} total={total} isWithin={isInLoop} />
          </td>
        </tr>
      )}
    </>
  );
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
