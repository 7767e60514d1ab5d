// Python in colours: of each line its pieces, with the classes of what they are. Text stays text.
import { classHighlighter, highlightCode } from "@lezer/highlight";
import { parser } from "@lezer/python";

export interface Piece {
  text: string;
  classes: string;
}

export function highlighted(lines: (string | undefined)[]): Piece[][] {
  const found: Piece[][] = [[]];
  // A line of a document may have a line break of its own kind in it, and stays one line.
  const code = lines.map((line = "") => line.replace(/[\r\n\u2028\u2029]/g, " ")).join("\n");
  highlightCode(
    code,
    parser.parse(code),
    classHighlighter,
    (text, classes) => found[found.length - 1].push({ text, classes }),
    () => found.push([]),
  );
  return found;
}
