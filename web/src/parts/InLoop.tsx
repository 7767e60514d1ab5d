// In place of a time that is in another line.
import type { JSX } from "preact";

export function InLoop(): JSX.Element {
  return (
    <span class="faint" title="Machine code: its time is in the first line of the loop">
      <span aria-hidden="true">⚡</span>
      <span class="unseen">in the first line of the loop</span>
    </span>
  );
}
