// The page of `hotloop explain --html`: sources without a run.
import type { JSX } from "preact";
import type { SourceDocument } from "../document";
import * as state from "../state";
import { SourceView } from "../views/SourceView";

export function SourcePage({ document }: { document: SourceDocument }): JSX.Element {
  const { sources = [] } = document;
  return (
    <SourceView
      sources={sources}
      shown={sources[state.source.value] ? state.source.value : 0}
      onTake={(source) => {
        state.source.value = source;
        state.line.value = state.NONE;
      }}
      empty={<h2>No function here</h2>}
    />
  );
}
