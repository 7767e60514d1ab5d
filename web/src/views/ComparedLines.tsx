// The lines of a function in two runs side by side; one that is only in one of them has a + or a −.
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { amounts, changeOf, functionOf } from "../data/comparison";
import type { ComparedLine, ComparisonDocument } from "../document";
import { Change } from "../parts/Change";
import { Code } from "../parts/Code";
import { highlighted } from "../parts/code";
import { walk } from "../parts/Table";
import * as state from "../state";
import { count } from "../units";

export function ComparedLines({ document }: { document: ComparisonDocument }): JSX.Element {
  const sources = document.sources ?? [];
  const shown = sources[state.source.value] ? state.source.value : 0;
  const source = sources[shown];
  const pieces = useMemo(() => highlighted(source?.rows.map((row) => row.text) ?? []), [source]);
  if (!source) {
    return (
      <div class="empty">
        <h2>No function with lines in both</h2>
        <p>Lines are compared where both runs have counted those of a function:</p>
        <pre>hotloop profile --lines NAME -o before.json program.py</pre>
      </div>
    );
  }
  const most = Math.max(...source.rows.map((row) => Math.abs(changeOf(row))), 0);
  const amount = amounts(document);
  return (
    <article class="source">
      {sources.length > 1 && (
        <label class="pick">
          <span>Function</span>
          <select
            value={shown}
            onChange={(event) => {
              const taken = Number(event.currentTarget.value);
              state.source.value = taken;
              state.selected.value = functionOf(document, sources[taken]);
            }}
          >
            {sources.map((each, i) => (
              <option key={i} value={i}>
                {each.name}
              </option>
            ))}
          </select>
        </label>
      )}
      <h2 class="mono">{source.name}</h2>
      <p class="faint breakable">{source.file}</p>
      <div class="scroll">
        <table class="lines" aria-label={`Lines of ${source.name}`}>
          <thead>
            <tr>
              <th scope="col" class="right" colSpan={2}>
                {document.a}
              </th>
              <th scope="col" class="right" colSpan={2}>
                {document.b}
              </th>
              <th scope="col" class="right">
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
                <td class="right line-number">{row.a_line}</td>
                <td class="right" title={row.a?.hits != null ? `${count(row.a.hits)} hits` : undefined}>
                  {row.a?.time != null && amount(row.a.time)}
                </td>
                <td class="right line-number">{row.b_line}</td>
                <td class="right" title={row.b?.hits != null ? `${count(row.b.hits)} hits` : undefined}>
                  {row.b?.time != null && amount(row.b.time)}
                </td>
                <td class="right">
                  {(row.a?.time != null || row.b?.time != null) && (
                    <Change
                      change={changeOf(row)}
                      most={most}
                      text={changeOf(row) === 0 ? "0" : amount(Math.abs(changeOf(row)))}
                    />
                  )}
                </td>
                <td class="sign">{SIGNS[sideOf(row)]}</td>
                <td class="left code-cell">
                  <Code pieces={pieces[i]} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </article>
  );
}

const SIGNS = { "in-both": "", "in-a": "−", "in-b": "+" };

function sideOf(row: ComparedLine): keyof typeof SIGNS {
  if (row.a_line == null) return "in-b";
  return row.b_line == null ? "in-a" : "in-both";
}
