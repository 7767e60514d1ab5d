// What is shown and what is selected, once for all views, and in the URL: `#view=flame&function=12&zoom=345` reopens it.
import { effect, type Signal, signal } from "@preact/signals";

export const NONE = -1;

/** The view that is open; empty is the first. */
export const view = signal("");
/** The selected function (of a comparison: its row). */
export const selected = signal(NONE);
/** The node of the call tree that has the focus. */
export const node = signal(NONE);
/** The node of the call tree that fills the charts. */
export const zoom = signal(NONE);
/** The source that is shown, and the line that is unfolded in it. */
export const source = signal(NONE);
export const line = signal(NONE);
/** What is looked for. */
export const search = signal("");
/** The order of the tables: "own" of the largest first, "-own" of the smallest first. */
export const order = signal("");
/** How many iterations a tour's picture shows. */
export const limit = signal(NONE);

/** What the live region says. */
export const announcement = signal("");

export function announce(text: string): void {
  announcement.value = text;
}

const TEXTS: Record<string, Signal<string>> = { view, search, order };
const NUMBERS: Record<string, Signal<number>> = { function: selected, node, zoom, source, line, limit };

/** Takes the state from the URL, and keeps both the same from then on. */
export function followUrl(): void {
  take();
  addEventListener("hashchange", take);
  effect(() => {
    const hash = written();
    if (hash !== location.hash.slice(1)) history.replaceState(null, "", hash ? `#${hash}` : location.pathname);
  });
}

function take(): void {
  const read = new URLSearchParams(location.hash.slice(1));
  for (const [name, value] of Object.entries(TEXTS)) value.value = read.get(name) ?? "";
  for (const [name, value] of Object.entries(NUMBERS)) {
    const number = Number(read.get(name) ?? Number.NaN);
    value.value = Number.isInteger(number) ? number : NONE;
  }
}

function written(): string {
  const parameters = new URLSearchParams();
  for (const [name, { value }] of Object.entries(TEXTS)) if (value) parameters.set(name, value);
  for (const [name, { value }] of Object.entries(NUMBERS)) if (value !== NONE) parameters.set(name, String(value));
  return parameters.toString();
}
