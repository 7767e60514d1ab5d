// The flame graph, or the icicle, which is the same from the top down.
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { rows } from "../charts/layout";
import type { Selection } from "./selection";
import { TreeChart } from "./TreeChart";

const isFlipped = signal(false);

export function Flame({ selection }: { selection: Selection }): JSX.Element {
  return (
    <TreeChart
      selection={selection}
      name={isFlipped.value ? "Flame graph" : "Icicle graph"}
      isFlipped={isFlipped.value}
      layout={rows}
      controls={
        <button
          type="button"
          aria-pressed={isFlipped.value}
          onClick={() => {
            isFlipped.value = !isFlipped.value;
          }}
        >
          From the bottom up
        </button>
      }
    />
  );
}
