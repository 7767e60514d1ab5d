// The name of a function, which may be broken behind its dots and underscores.
import { Fragment, type JSX } from "preact";

export function Name({ text }: { text: string }): JSX.Element {
  return (
    <span class="mono name">
      <Breakable text={text} />
    </span>
  );
}

export function Breakable({ text }: { text: string }): JSX.Element {
  return (
    <>
      {text.split(/(?<=[._])/).map((part, i) => (
        <Fragment key={i}>
          {i > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}
