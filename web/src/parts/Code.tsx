import type { JSX } from "preact";
import type { Piece } from "./code";

export function Code({ pieces }: { pieces: Piece[] | undefined }): JSX.Element {
  return (
    <code>
      {pieces?.map(({ text, classes }, i) =>
        classes ? (
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
