// Text of a program as it is, in a box that scrolls, by keys too.
import type { JSX } from "preact";

export function Output({ label, text }: { label: string; text: string }): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it only a mouse could scroll.
    <section class="output" aria-label={label} tabIndex={0}>
      <pre>{text}</pre>
    </section>
  );
}
