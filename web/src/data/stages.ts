// The way of a function to machine code: its texts, and what of them a line of the source has become.
import type { Source, Stage } from "../document";

export const STAGES: [Stage, string][] = [
  ["ir", "IR"],
  ["passes", "After the passes"],
  ["llvm", "LLVM IR"],
  ["asm", "Machine code"],
];

/** Of each stage that has something of the line, its name and that. */
export function partsOf(source: Source, line: number): { label: string; text: string }[] {
  return STAGES.flatMap(([stage, label]) => {
    const text = partOf(source, stage, line);
    return text ? [{ label, text }] : [];
  });
}

function partOf(source: Source, stage: Stage, line: number): string {
  const text = source.stages?.[stage];
  const ranges = source.stage_lines?.[stage]?.[String(line)];
  if (!text || !ranges?.length) return "";
  const lines = text.split("\n");
  const parts: string[] = [];
  for (let i = 0; i + 1 < ranges.length; i += 2) parts.push(dedented(lines.slice(ranges[i] - 1, ranges[i + 1])));
  return parts.join("\n…\n");
}

function dedented(lines: string[]): string {
  const indents = lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  return lines.map((line) => line.slice(Math.min(...indents))).join("\n");
}
