// The search: one text for all views. `/` goes to it, Escape empties it.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { search } from "../state";

export function Search({ label, children }: { label: string; children?: ComponentChildren }): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "/" || event.altKey || event.ctrlKey || event.metaKey || isWriting(event.target)) return;
      input.current?.focus();
      event.preventDefault();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <search class="search">
      <input
        ref={input}
        type="search"
        value={search.value}
        placeholder={`${label}  ( / )`}
        aria-label={label}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => {
          search.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") search.value = "";
        }}
      />
      <span class="search-found" aria-live="polite">
        {children}
      </span>
    </search>
  );
}

/** Whether each of the texts' words is somewhere in `text`, whatever their case. */
export function matches(text: string, sought: string): boolean {
  const lower = text.toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=radio]):not([type=range]), textarea, select");
}
