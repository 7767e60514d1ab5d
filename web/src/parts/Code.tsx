import type { JSX } from "preact";
import type { Piece } from "./code";

export function Code({ pieces }: { pieces: Piece[] | undefined }): JSX.Element {
  return (
    <code>
      {pieces?.map(({ text, classes }, i) =>
        classes ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line never move.
          <span key={i} class={classes}>
            {text}
          </span>
        ) : (
          text
        ),
      )}
    </code>
  );
}
