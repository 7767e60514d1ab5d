// What a line of source unfolds to: its figures in words, what hotloop makes of it and why, its types, its bytecode, and
// its part of the compiled function.
import type { JSX } from "preact";
import { partsOf } from "../data/stages";
import type { Source, SourceLine } from "../document";
import { Listing } from "../parts/Listing";
import { Prose } from "../parts/Prose";
import { count, share, time } from "../units";
import { signOf } from "./Mark";

interface Props {
  source: Source;
  line: SourceLine;
  /** The time of all lines. */
  total: number;
  /** Machine code has run it, and its time is that of the first line of the loop. */
  isWithin: boolean;
}

export function UnfoldedLine({ source, line, total, isWithin }: Props): JSX.Element {
  const { compiled, bytecode = [] } = line;
  const parts = partsOf(source, line.n);
  const types = compiled?.types ?? [];
  return (
    <div class="unfolded-parts">
      {line.hits != null && <p>{figuresOf(line, total, isWithin)}</p>}
      {compiled && (
        <p>
          <strong>
            {signOf(compiled).sign} {signOf(compiled).words}
          </strong>
          {compiled.text && `: ${compiled.text}`}
        </p>
      )}
      {compiled?.why && (
        <p>
          <Prose text={compiled.why} />
        </p>
      )}
      {compiled?.fix && (
        <p class="fix">
          Instead: <Prose text={compiled.fix} />
        </p>
      )}
      {types.length > 0 && (
        <dl class="types">
          {types.map(([name, type]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{type}</dd>
            </div>
          ))}
        </dl>
      )}
      {bytecode.length > 0 && <Listing title="Bytecode" text={bytecode.map(aligned).join("\n")} />}
      {parts.map(({ label, text }) => (
        <Listing key={label} title={label} text={text} />
      ))}
      {!compiled && bytecode.length === 0 && parts.length === 0 && (
        <p class="faint">Nothing more is known of this line.</p>
      )}
    </div>
  );
}

function figuresOf(line: SourceLine, total: number, isWithin: boolean): string {
  const hits = `${count(line.hits)} hits`;
  if (line.time == null) return `${hits}; their time is in the first line of the loop.`;
  if (isWithin) {
    return `${hits}; their time in machine code is in the first line of the loop, in CPython it was ${time(line.time)}.`;
  }
  const perHit = line.hits ? `, ${time(line.time / line.hits)} per hit` : "";
  return `${hits}, ${time(line.time)}${perHit}, ${share(line.time, total)} of the function's lines.`;
}

/** The name of an instruction and its argument in columns. */
function aligned(instruction: string): string {
  const [name, ...rest] = instruction.split(" ");
  return `${name.padEnd(22)} ${rest.join(" ").trim()}`.trimEnd();
}
