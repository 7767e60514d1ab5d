// The lines of a function in two runs side by side; one that is only in one of them has a + or a −. Where there is little
// room, figures stand below the text.
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { amounts, functionOf, type LineChange, lineChanges, sourceOf } from "../data/comparison";
import { isWithin, saidOf } from "../data/machineCode";
import type { ComparedLine, ComparedSource, ComparisonDocument, Span } from "../document";
import { Change } from "../parts/Change";
import { Code } from "../parts/Code";
import { highlighted } from "../parts/code";
import { InLoop } from "../parts/InLoop";
import { Pick } from "../parts/Pick";
import { walk } from "../parts/Table";
import * as state from "../state";
import { count } from "../units";

export function ComparedLines({ document }: { document: ComparisonDocument }): JSX.Element {
  const sources = document.sources ?? [];
  const shown = sources[state.source.value] ? state.source.value : 0;
  const selected = document.functions[state.selected.value];
  if (!sources[shown]) {
    return (
      <div class="empty">
        <h2>No function with lines in both</h2>
        <p>Lines are compared where both runs have counted those of a function:</p>
        <pre>hotloop profile --lines NAME -o before.json program.py</pre>
      </div>
    );
  }
  return (
    <article class="source">
      <Pick
        options={sources.map((each) => each.name)}
        taken={shown}
        onTake={(taken) => {
          state.source.value = taken;
          state.selected.value = functionOf(document, sources[taken]);
        }}
      />
      {selected && sourceOf(document, state.selected.value) < 0 && (
        <p class="warning">
          No lines of <span class="mono">{selected.name}</span> were counted: these are those of another function.
        </p>
      )}
      <Lines key={shown} document={document} source={sources[shown]} />
    </article>
  );
}

function Lines({ document, source }: { document: ComparisonDocument; source: ComparedSource }): JSX.Element {
  const pieces = useMemo(() => highlighted(source.rows.map((row) => row.text)), [source]);
  const changes = useMemo(() => lineChanges(source), [source]);
  const most = Math.max(...changes.map(({ change }) => Math.abs(change ?? 0)), 0);
  const amount = amounts(document);
  const [ofA, ofB] = source.machine_code ?? [[], []];
  return (
    <>
      <h2 class="mono">{source.name}</h2>
      <p class="faint breakable">{source.file}</p>
      <MachineCode label={document.a} spans={ofA} />
      <MachineCode label={document.b} spans={ofB} />
      <div class="scroll">
        <table class="lines compared" aria-label={`Lines of ${source.name}`}>
          <thead>
            <tr>
              <th scope="col" class="right minor">
                <span class="unseen">Line in {document.a}</span>
              </th>
              <th scope="col" class="right minor">
                {document.a}
              </th>
              <th scope="col" class="right">
                <span class="unseen">Line in {document.b}</span>
              </th>
              <th scope="col" class="right minor">
                {document.b}
              </th>
              <th scope="col" class="right minor">
                Change
              </th>
              <th scope="col">
                <span class="unseen">In which</span>
              </th>
              <th scope="col" class="left code-cell">
                Source
              </th>
            </tr>
          </thead>
          <tbody onKeyDown={(event) => walk(event)}>
            {source.rows.map((row, i) => (
              // Rows never move.
              <tr key={`${row.a_line} ${row.b_line}`} data-row tabIndex={i === 0 ? 0 : -1} class={sideOf(row)}>
                <td class="right line-number minor">{row.a_line}</td>
                <TimeCell line={row.a_line} counts={row.a} spans={ofA} amount={amount} />
                <td class="right line-number">{row.b_line}</td>
                <TimeCell line={row.b_line} counts={row.b} spans={ofB} amount={amount} />
                <td class="right minor">
                  <ChangeCell of={changes[i]} most={most} amount={amount} />
                </td>
                <td class="sign">{SIGNS[sideOf(row)]}</td>
                <td class="left code-cell">
                  <Code pieces={pieces[i]} />
                  <Below row={row} of={changes[i]} amount={amount} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function MachineCode({ label, spans }: { label: string; spans: Span[] }): JSX.Element | null {
  if (spans.length === 0) return null;
  return (
    <p class="faint">
      In {label} {saidOf(spans)}: there the change is that of the whole loop.
    </p>
  );
}

interface CellProps {
  line: number | null;
  counts: ComparedLine["a"];
  spans: Span[];
  amount(value: number): string;
}

function TimeCell({ line, counts, spans, amount }: CellProps): JSX.Element {
  return (
    <td class="right minor" title={counts?.hits != null ? `${count(counts.hits)} hits` : undefined}>
      {counts?.time != null ? amount(counts.time) : counts && isWithin(line, spans) && <InLoop />}
    </td>
  );
}

interface ChangeProps {
  of: LineChange;
  most: number;
  amount(value: number): string;
}

function ChangeCell({ of: { change, loop }, most, amount }: ChangeProps): JSX.Element {
  return (
    <>
      {change != null && <Change change={change} most={most} text={change === 0 ? "0" : amount(Math.abs(change))} />}
      {loop && <span class="faint place">{`whole loop: ${loop.map(amount).join(" → ")}`}</span>}
    </>
  );
}

/** Where there is little room: what the cells to the left of the text have elsewhere. */
function Below({ row, of, amount }: Omit<ChangeProps, "most"> & { row: ComparedLine }): JSX.Element | null {
  const times = of.loop ?? [row.a?.time, row.b?.time];
  if (times.every((time) => time == null)) return null;
  return (
    <span class="faint place only-narrow">
      {of.loop ? "Whole loop: " : ""}
      {times.map((time) => (time == null ? "–" : amount(time))).join(" → ")}{" "}
      <ChangeCell of={{ change: of.change }} most={0} amount={amount} />
    </span>
  );
}

const SIGNS = { "in-both": "", "in-a": "−", "in-b": "+" };

function sideOf(row: ComparedLine): keyof typeof SIGNS {
  if (row.a_line == null) return "in-b";
  return row.b_line == null ? "in-a" : "in-both";
}
