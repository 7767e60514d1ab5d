// A text of the compiler's or of CPython's under its name.
import type { JSX } from "preact";
import { Output } from "./Output";

export function Listing({ title, text }: { title: string; text: string }): JSX.Element {
  return (
    <figure class="listing">
      <figcaption>{title}</figcaption>
      <Output label={title} text={text} />
    </figure>
  );
}
