// Sentences in which `code` stands between backticks.
import { Fragment, type JSX } from "preact";

export function Prose({ text }: { text: string | null | undefined }): JSX.Element {
  return (
    <>
      {(text ?? "").split("`").map((part, i, parts) => (
        <Fragment key={i}>
          {/* One without a partner is a backtick. */}
          {i % 2 === 1 && i < parts.length - 1 ? <code>{part}</code> : i % 2 === 1 ? `\`${part}` : part}
        </Fragment>
      ))}
    </>
  );
}
