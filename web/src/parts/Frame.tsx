// What all pages have: title, what is missing, what is known of the run, the theme, the region that is read out.
import type { ComponentChildren, JSX } from "preact";
import type { Document } from "../document";
import { announcement } from "../state";
import { choose, type Theme, theme } from "../theme";
import { Prose } from "./Prose";

const THEMES: [Theme, string][] = [
  ["system", "System"],
  ["light", "Light"],
  ["dark", "Dark"],
];

export function Frame({ document, children }: { document: Document; children: ComponentChildren }): JSX.Element {
  const { title, about = [], notes = [] } = document;
  return (
    <>
      <header class="top">
        <div class="top-line">
          <span class="brand">hotloop</span>
          <ThemeChoice />
        </div>
        <h1>{title}</h1>
        {notes.length > 0 && (
          <ul class="notes" aria-label="Notes">
            {notes.map((note, i) => (
              <li key={i}>
                <Prose text={note} />
              </li>
            ))}
          </ul>
        )}
        {about.length > 0 && (
          <dl class="about">
            {about.map(([label, text], i) => (
              <div key={i}>
                <dt>{label}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        )}
      </header>
      <main>{children}</main>
      <div class="unseen" role="status" aria-live="polite">
        {announcement.value}
      </div>
    </>
  );
}

function ThemeChoice(): JSX.Element {
  return (
    <fieldset class="choice">
      <legend class="unseen">Colours</legend>
      {THEMES.map(([id, label]) => (
        <label key={id}>
          <input type="radio" name="theme" checked={theme.value === id} onChange={() => choose(id)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
