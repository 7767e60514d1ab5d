// What stands in place of the lines of a function that has none here: why, and what to do about it.
import type { JSX } from "preact";
import type { FunctionRow } from "../data/profile";
import { Command } from "../parts/Command";
import { type Selection, selectFunction } from "./selection";
import { whose } from "./TreeChart";

export function NoLines({ selection, row }: { selection: Selection; row: FunctionRow }): JSX.Element {
  const { profile } = selection;
  const callers = profile.callersOf(row.index).filter((pair) => profile.sourceOf(pair.function) >= 0);
  return (
    <>
      <h2>
        No lines of <span class="mono">{row.short}</span>
      </h2>
      {row.kind === "builtin" ? (
        <p>It is not written in Python ({whose(row)}): its time is in the lines that call it.</p>
      ) : (
        <>
          <p>They were not counted in this run. This counts them:</p>
          <Command text={commandOf(selection, row)} />
        </>
      )}
      {callers.length > 0 && (
        <p class="callers">
          {row.kind === "builtin" ? "Lines that call it: " : "Meanwhile, the lines that call it: "}
          {callers.slice(0, MOST).map((pair) => (
            <button
              type="button"
              key={pair.function}
              class="mono"
              onClick={() => selectFunction(selection, pair.function)}
            >
              {profile.functions[pair.function].short}
            </button>
          ))}
        </p>
      )}
    </>
  );
}

const MOST = 8;

function commandOf({ profile }: Selection, row: FunctionRow): string {
  const { about = [] } = profile.document;
  const program = about.find(([label]) => label === "Program")?.[1] ?? "program.py";
  // What has no name of its own has its file's.
  const name = /[<>]/.test(row.name) ? row.file : row.name;
  return `hotloop profile --lines ${quoted(name)} --html profile.html ${program}`;
}

/** As a shell takes it. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}
