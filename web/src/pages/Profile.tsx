// The page of a profile: views of one run under tabs, the selected function beside them.
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { profileOf } from "../data/profile";
import type { ProfileDocument } from "../document";
import { Search } from "../parts/Search";
import { OpenView, openView, Tabs, type View } from "../parts/Tabs";
import * as state from "../state";
import { share } from "../units";
import { Flame } from "../views/Flame";
import { FunctionPanel } from "../views/FunctionPanel";
import { Functions } from "../views/Functions";
import { NoLines } from "../views/NoLines";
import { SourceView } from "../views/SourceView";
import { SquareMap } from "../views/SquareMap";
import { type Selection, selectFunction, selectionOf } from "../views/selection";

export function ProfilePage({ document }: { document: ProfileDocument }): JSX.Element {
  const selection = useMemo(() => selectionOf(profileOf(document)), [document]);
  const views = viewsOf(selection);
  const open = openView(views);
  const { sources } = selection.profile;
  return (
    <>
      <div class="tools">
        <Tabs label="Views" views={views} />
        <Search label="Search functions">
          <Found selection={selection} />
        </Search>
      </div>
      <div class={open.id === "source" ? "with-panel below" : "with-panel"}>
        <OpenView views={views} />
        <FunctionPanel
          selection={selection}
          shown={open.id === "source" ? (sources[shownSource(selection)]?.function ?? state.NONE) : state.NONE}
        />
      </div>
    </>
  );
}

/** A view is a row here. Where there is no tree the first that has something to show comes first. */
function viewsOf(selection: Selection): View[] {
  const { profile } = selection;
  const charts: View[] = [
    { id: "map", label: "Square map", show: () => <SquareMap selection={selection} /> },
    { id: "flame", label: "Flame graph", show: () => <Flame selection={selection} /> },
  ];
  const functions: View = { id: "functions", label: "Functions", show: () => <Functions selection={selection} /> };
  const source: View = { id: "source", label: "Source", show: () => <Sources selection={selection} /> };
  if (profile.tree) return [...charts, functions, source];
  return profile.functions.length > 0 ? [functions, source, ...charts] : [source, functions, ...charts];
}

/** The source that is shown: what was chosen, what is selected, or the first. */
function shownSource({ profile: { sources, sourceOf } }: Selection): number {
  return sources[state.source.value] ? state.source.value : Math.max(0, sourceOf(state.selected.value));
}

function Sources({ selection }: { selection: Selection }): JSX.Element {
  const { sources, functions, sourceOf } = selection.profile;
  const selected = functions[state.selected.value];
  const hasNone = selected && !selected.isRest && sourceOf(selected.index) < 0;
  return (
    <SourceView
      sources={sources}
      shown={shownSource(selection)}
      instead={hasNone ? <NoLines selection={selection} row={selected} /> : null}
      onTake={(index) => {
        const { function: of } = sources[index];
        if (of != null) selectFunction(selection, of);
        else state.selected.value = state.NONE;
        state.source.value = index;
        state.line.value = state.NONE;
      }}
      empty={
        <>
          <h2>No lines in this profile</h2>
          <p>
            Lines are counted where a function is hot, or where they are asked for. For those of functions of your own:
          </p>
          <pre>hotloop profile --lines NAME --html profile.html program.py</pre>
        </>
      }
    />
  );
}

function Found({ selection }: { selection: Selection }): JSX.Element | null {
  const { found, profile } = selection;
  if (!found.value) return null;
  const functions = found.value.reduce((sum, isFound) => sum + isFound, 0);
  const { tree } = profile;
  const part =
    tree && functions > 0 ? ` · ${share(tree.matched(found.value), tree.cumulative[tree.root])} of the time` : "";
  return <>{`${functions} found${part}`}</>;
}
