// What has changed: less to the left and "faster", more to the right and "slower", in words, in signs and as a bar.
import type { JSX } from "preact";

interface Props {
  change: number;
  /** The largest change in the column: a bar as long as half of the cell. */
  most: number;
  text: string;
}

export function Change({ change, most, text }: Props): JSX.Element {
  const size = most > 0 ? (50 * Math.abs(change)) / most : 0;
  const isFaster = change < 0;
  return (
    <span class={`change ${change === 0 ? "same" : isFaster ? "faster" : "slower"}`}>
      <span class="change-bars" aria-hidden="true">
        <span class="change-bar" style={{ width: `${size}%`, left: isFaster ? `${50 - size}%` : "50%" }} />
      </span>
      <span class="change-text">
        {change === 0 ? "" : isFaster ? "▼ −" : "▲ +"}
        {text}
        <span class="unseen">{change === 0 ? " the same" : isFaster ? " faster" : " slower"}</span>
      </span>
    </span>
  );
}
