// The selected function beside every view: its figures, who has called it and what it has called.
import type { JSX } from "preact";
import type { Pair } from "../data/profile";
import { Share, Time } from "../parts/Time";
import * as state from "../state";
import { count, share, time, UNKNOWN } from "../units";
import { type Selection, selectFunction } from "./selection";
import { whose } from "./TreeChart";

/** `shown`: the function that the view is about while none is selected. */
export function FunctionPanel({ selection, shown }: { selection: Selection; shown: number }): JSX.Element {
  const { profile } = selection;
  const row = profile.functions[state.selected.value] ?? profile.functions[shown];
  if (!row) {
    return (
      <aside class="panel" aria-label="Selected function">
        <p class="faint">
          Select a function in a chart or a table: its figures, its callers and what it calls are shown here.
        </p>
        <Keys />
      </aside>
    );
  }
  const hasSource = profile.sourceOf(row.index) >= 0 && state.view.value !== "source";
  const callers = profile.callersOf(row.index);
  const callees = profile.calleesOf(row.index);
  return (
    <aside class="panel" aria-label="Selected function">
      <h2 class="mono">{row.name}</h2>
      <p class="faint breakable">
        {row.place && `${row.file}:${row.line} · `}
        {whose(row)}
      </p>
      <dl class="figures">
        <div>
          <dt>{profile.counted}</dt>
          <dd>{count(row.isKnown ? row.calls : null)}</dd>
        </div>
        {row.primitive > 0 && row.primitive !== row.calls && (
          <div>
            <dt>from outside of itself</dt>
            <dd>{count(row.primitive)}</dd>
          </div>
        )}
        <div>
          <dt>Own</dt>
          <dd>{row.isKnown ? `${time(row.own)} · ${share(row.own, profile.total)}` : UNKNOWN}</dd>
        </div>
        <div>
          <dt>Cumulative</dt>
          <dd>
            {time(row.cumulative)}
            {row.isKnown && ` · ${share(row.cumulative, profile.total)}`}
          </dd>
        </div>
      </dl>
      {hasSource && (
        <button
          type="button"
          class="primary"
          onClick={() => {
            selectFunction(selection, row.index);
            state.view.value = "source";
          }}
        >
          Show its lines
        </button>
      )}
      <Pairs
        selection={selection}
        title="Called by"
        pairs={callers}
        whole={row.cumulative}
        empty="Nothing that was recorded."
      />
      <Pairs selection={selection} title="Calls" pairs={callees} whole={row.cumulative} empty="Nothing." />
      <Keys />
    </aside>
  );
}

interface PairsProps {
  selection: Selection;
  title: string;
  pairs: Pair[];
  whole: number;
  empty: string;
}

const MOST_PAIRS = 12;

function Pairs({ selection, title, pairs, whole, empty }: PairsProps): JSX.Element {
  const { functions } = selection.profile;
  const left = pairs.length - MOST_PAIRS;
  return (
    <section>
      <h3>{title}</h3>
      {pairs.length === 0 && <p class="faint">{empty}</p>}
      <ul class="pairs">
        {pairs.slice(0, MOST_PAIRS).map((pair) => (
          <li key={pair.function}>
            <button type="button" onClick={() => selectFunction(selection, pair.function)}>
              <span class="mono pairs-name">{functions[pair.function]?.short ?? "?"}</span>
              <span class="faint">{count(pair.calls)}×</span>
              <Time value={pair.cumulative} />
              <Share part={pair.cumulative} whole={whole} />
            </button>
          </li>
        ))}
      </ul>
      {left > 0 && <p class="faint">{`and ${count(left)} more`}</p>}
    </section>
  );
}

function Keys(): JSX.Element {
  return (
    <details class="keys">
      <summary>Keys</summary>
      <dl>
        {[
          ["/", "search"],
          ["Tab", "next part of the page"],
          ["← ↑ → ↓", "move in charts, tables and tabs"],
          ["Enter", "zoom in, take a row"],
          ["Esc", "zoom out, empty the search"],
        ].map(([key, text]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
