// Loops that were in machine code: their time is in their first line, and what else has a time was CPython's.
import type { Span } from "../document";

/** Whether the time that machine code has taken for the line is in another one. */
export function isWithin(line: number | null, spans: Span[]): boolean {
  return line != null && spans.some(([first, last]) => first < line && line <= last);
}

/** "lines 16 to 18 ran as machine code: its time is in line 16"; empty where there was none. */
export function saidOf(spans: Span[]): string {
  return spans
    .map(([first, last]) => {
      const lines = first === last ? `line ${first}` : `lines ${first} to ${last}`;
      return `${lines} ran as machine code, whose time is in line ${first}`;
    })
    .join("; ");
}
