// A command that the reader can repeat, with a button that copies it.
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";

export function Command({ text }: { text: string }): JSX.Element {
  const code = useRef<HTMLElement>(null);
  const [label, setLabel] = useState("Copy");
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setLabel("Copied");
    } catch {
      // Where a page may not write there, the text is at least selected.
      if (code.current) getSelection()?.selectAllChildren(code.current);
      setLabel("Selected");
    }
    setTimeout(() => setLabel("Copy"), 1500);
  };
  return (
    <div class="command">
      <code ref={code}>{text}</code>
      <button type="button" onClick={copy} aria-label={`${label}: ${text}`}>
        {label}
      </button>
    </div>
  );
}
