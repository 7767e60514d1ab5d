// The square map: a function is a square as large as its time, with what it has called inside it.
import type { JSX } from "preact";
import { squares } from "../charts/layout";
import type { Tree } from "../data/tree";
import type { Selection } from "./selection";
import { TreeChart } from "./TreeChart";

export function SquareMap({ selection }: { selection: Selection }): JSX.Element {
  return <TreeChart selection={selection} name="Square map" layout={layout} />;
}

function layout(tree: Tree, root: number, width: number, height: number) {
  return { boxes: squares(tree, root, width, height), height };
}
