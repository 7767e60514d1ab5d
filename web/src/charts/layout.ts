// Where each node of a call tree is drawn: rows of a flame graph, or squares in squares. What would be too small to be
// seen is left out before it is laid out, so 100,000 nodes take no longer than those that are seen.
import { type HierarchyNode, hierarchy, partition, treemap } from "d3-hierarchy";
import type { Tree } from "../data/tree";

export interface Box {
  node: number;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Whether there is room for its name. */
  isLabelled: boolean;
}

export const ROW = 22;
/** With more of them a canvas would be larger than phones allow. */
export const MOST_ROWS = 200;
const LEAST_WIDTH = 0.8;
const LEAST_AREA = 12;
const HEADER = 17;
const LEAST_LABEL = 30;

/** Rows from the top: the root in the first, what it has called below it. */
export function rows(tree: Tree, root: number, width: number): { boxes: Box[]; height: number } {
  const total = tree.cumulative[root];
  const least = (total * LEAST_WIDTH) / Math.max(width, 1);
  const seen = visible(tree, root, least, MOST_ROWS);
  const laid = partition<number>().size([width, 1])(seen);
  const boxes = laid.descendants().map((at) => ({
    node: at.data,
    x: at.x0,
    y: at.depth * ROW,
    width: at.x1 - at.x0,
    height: ROW,
    isLabelled: at.x1 - at.x0 > LEAST_LABEL,
  }));
  return { boxes, height: (laid.height + 1) * ROW };
}

/** Squares in squares by cumulative time. What a square's children leave free is its own time. */
export function squares(tree: Tree, root: number, width: number, height: number): Box[] {
  const total = tree.cumulative[root];
  const least = (total * LEAST_AREA) / Math.max(width * height, 1);
  const laid = treemap<number>()
    .size([width, height])
    .paddingInner(1)
    .paddingOuter((at) => (isLarge(at) ? 3 : 1))
    .paddingTop((at) => (isLarge(at) ? HEADER : 1))(visible(tree, root, least, 60));
  return laid
    .descendants()
    .map((at) => ({
      node: at.data,
      x: at.x0,
      y: at.y0,
      width: at.x1 - at.x0,
      height: at.y1 - at.y0,
      // Without a header of its own the name would stand below those within.
      isLabelled: isLarge(at) || (!at.children && at.x1 - at.x0 > LEAST_LABEL && at.y1 - at.y0 >= HEADER),
    }))
    .filter((box) => box.width >= 1 && box.height >= 1);
}

function isLarge(at: { x0?: number; x1?: number; y0?: number; y1?: number }): boolean {
  return (at.x1 ?? 0) - (at.x0 ?? 0) > 36 && (at.y1 ?? 0) - (at.y0 ?? 0) > 2 * HEADER;
}

/** The part of the tree whose nodes take at least `least`. Values are cumulative times as they were measured. */
function visible(tree: Tree, root: number, least: number, levels: number): HierarchyNode<number> {
  const depths = new Map([[root, 0]]);
  const seen = hierarchy(root, (node) => {
    const depth = (depths.get(node) ?? 0) + 1;
    if (depth >= levels) return [];
    const found: number[] = [];
    // The heaviest come first.
    for (const child of tree.childrenOf(node)) {
      if (tree.cumulative[child] < least || tree.cumulative[child] <= 0) break;
      depths.set(child, depth);
      found.push(child);
    }
    return found;
  });
  return seen.each((at) => {
    (at as { value: number }).value = tree.cumulative[at.data];
  });
}
