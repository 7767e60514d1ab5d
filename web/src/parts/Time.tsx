// Numbers in cells: digits of one width, units of one width behind them, so that columns can be compared.
import type { JSX } from "preact";
import { share, timeParts, UNKNOWN } from "../units";

export function Time({ value }: { value: number | null | undefined }): JSX.Element {
  if (value == null) return <span class="quantity faint">{UNKNOWN}</span>;
  const { number, unit } = timeParts(value);
  return (
    <span class="quantity">
      {number}
      {"\u202f"}
      <span class="unit">{unit}</span>
    </span>
  );
}

/** A part of a whole as a number and a bar behind it. */
export function Share({ part, whole }: { part: number; whole: number }): JSX.Element {
  const size = whole > 0 ? Math.min(100, (100 * part) / whole) : 0;
  return (
    <span class="share">
      <span class="share-bar" style={{ width: `${size}%` }} />
      <span class="share-text">{share(part, whole)}</span>
    </span>
  );
}
