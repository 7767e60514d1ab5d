// Selecting a function in one view selects it in all of them; so does moving to a node of the call tree.
import { computed, type ReadonlySignal } from "@preact/signals";
import type { FunctionRow, Profile } from "../data/profile";
import { matches } from "../parts/Search";
import * as state from "../state";
import { count, share, time } from "../units";

export interface Selection {
  profile: Profile;
  /** Of each function, whether it is what is looked for; null while nothing is. */
  found: ReadonlySignal<Uint8Array | null>;
  /** The node that fills the charts, and the one with the focus. */
  zoom: ReadonlySignal<number>;
  node: ReadonlySignal<number>;
}

export function selectionOf(profile: Profile): Selection {
  const { tree, functions } = profile;
  const found = computed(() => {
    const sought = state.search.value.trim();
    if (!sought) return null;
    return Uint8Array.from(functions, (row) => (matches(`${row.name} ${row.file}:${row.line}`, sought) ? 1 : 0));
  });
  const zoom = computed(() => (tree?.has(state.zoom.value) ? state.zoom.value : (tree?.root ?? state.NONE)));
  const node = computed(() => {
    const isHere = tree?.has(state.node.value) && tree.isWithin(state.node.value, zoom.value);
    return isHere ? state.node.value : zoom.value;
  });
  return { profile, found, zoom, node };
}

/** From a table or a list. The charts show where most of its time is. */
export function selectFunction(selection: Selection, index: number): void {
  const { profile, zoom } = selection;
  state.selected.value = index;
  const source = profile.sourceOf(index);
  if (source !== state.NONE) openSource(source);
  const { tree } = profile;
  if (!tree || tree.function[selection.node.value] === index) return;
  let found = tree.heaviest(index, zoom.value);
  if (found < 0) {
    state.zoom.value = state.NONE;
    found = tree.heaviest(index, tree.root);
  }
  if (found >= 0) state.node.value = found;
}

/** From a chart. */
export function selectNode(selection: Selection, node: number): void {
  const { tree } = selection.profile;
  if (!tree) return;
  state.node.value = node;
  const index = tree.function[node];
  state.selected.value = index;
  const source = index >= 0 ? selection.profile.sourceOf(index) : state.NONE;
  if (source !== state.NONE) openSource(source);
  state.announce(describe(selection, node));
}

export function zoomTo(selection: Selection, node: number): void {
  const { tree } = selection.profile;
  if (!tree) return;
  state.zoom.value = node === tree.root ? state.NONE : node;
  selectNode(selection, node);
}

export function zoomOut(selection: Selection): void {
  const parent = selection.profile.tree?.parent[selection.zoom.value] ?? state.NONE;
  if (parent >= 0) {
    const left = selection.node.value;
    zoomTo(selection, parent);
    selectNode(selection, left);
  }
}

export function nameOf(profile: Profile, node: number): string {
  const row = rowOf(profile, node);
  return row ? row.short : (profile.tree?.rootName(node) ?? "");
}

export function rowOf(profile: Profile, node: number): FunctionRow | undefined {
  return profile.functions[profile.tree?.function[node] ?? state.NONE];
}

/** A node in one sentence. */
export function describe({ profile }: Selection, node: number): string {
  const { tree, counted } = profile;
  if (!tree) return "";
  const row = rowOf(profile, node);
  const place = row?.place ? `, ${row.place}` : "";
  const counts = row ? `, ${calls(tree.calls[node], counted)}` : "";
  const total = tree.cumulative[tree.root];
  const shown = `${time(tree.cumulative[node])} in all (${share(tree.cumulative[node], total)})`;
  return `${nameOf(profile, node)}${place}${counts}, ${shown}, ${time(tree.own[node])} of its own`;
}

/** "1 call", "2 samples". */
function calls(number: number, counted: Profile["counted"]): string {
  const word = counted.toLowerCase();
  return `${count(number)} ${number === 1 ? word.slice(0, -1) : word}`;
}

function openSource(source: number): void {
  if (state.source.value !== source) state.line.value = state.NONE;
  state.source.value = source;
}
