// The call tree as columns, for 100,000 nodes and more: children, cumulative times, paths, the heaviest node of a
// function. Where there are several threads, one node above them is the root of all.
import type { Thread, TreeColumns } from "../document";

export class Tree {
  readonly root: number;
  readonly size: number;
  readonly parent: Int32Array;
  readonly function: Int32Array;
  readonly calls: Float64Array;
  readonly own: Float64Array;
  readonly cumulative: Float64Array;
  private readonly names = new Map<number, string>();
  /** The children of node i are `children[first[i]]` up to `children[first[i + 1]]`, the heaviest first. */
  private readonly first: Int32Array;
  private readonly children: Int32Array;

  constructor(columns: TreeColumns, threads: Thread[]) {
    const n = columns.parent.length;
    const roots = columns.parent.flatMap((parent, node) => (parent < 0 ? [node] : []));
    const isJoined = roots.length !== 1;
    this.size = isJoined ? n + 1 : n;
    this.root = isJoined ? n : roots[0];
    this.parent = Int32Array.from({ length: this.size }, (_, i) => columns.parent[i] ?? -1);
    this.function = Int32Array.from({ length: this.size }, (_, i) => columns.function[i] ?? -1);
    this.calls = Float64Array.from({ length: this.size }, (_, i) => columns.calls[i] ?? 0);
    this.own = Float64Array.from({ length: this.size }, (_, i) => columns.own[i] ?? 0);
    this.cumulative = this.own.slice();
    for (let i = n - 1; i >= 0; i--) {
      if (columns.parent[i] < 0 && isJoined) this.parent[i] = this.root;
      if (this.parent[i] >= 0) this.cumulative[this.parent[i]] += this.cumulative[i];
    }
    for (const root of roots) this.names.set(root, "thread");
    const processes = new Set(threads.map((thread) => thread.process));
    for (const thread of threads) {
      this.names.set(thread.root, processes.size > 1 ? `${thread.name} of process ${thread.process}` : thread.name);
    }
    if (isJoined) this.names.set(this.root, "all threads");

    this.first = new Int32Array(this.size + 1);
    for (const parent of this.parent) if (parent >= 0) this.first[parent + 1]++;
    for (let i = 0; i < this.size; i++) this.first[i + 1] += this.first[i];
    const next = this.first.slice();
    this.children = new Int32Array(this.first[this.size]);
    // The heaviest first in the whole is the heaviest first among the children of each.
    const order = Int32Array.from({ length: this.size }, (_, i) => i).sort(
      (a, b) => this.cumulative[b] - this.cumulative[a] || a - b,
    );
    for (const node of order) if (this.parent[node] >= 0) this.children[next[this.parent[node]]++] = node;
  }

  childrenOf(node: number): Int32Array {
    return this.children.subarray(this.first[node], this.first[node + 1]);
  }

  /** From the root to `node`. */
  pathTo(node: number): number[] {
    const path: number[] = [];
    for (let at = node; at >= 0; at = this.parent[at]) path.push(at);
    return path.reverse();
  }

  isWithin(node: number, ancestor: number): boolean {
    let at = node;
    while (at >= 0 && at !== ancestor) at = this.parent[at];
    return at === ancestor;
  }

  has(node: number): boolean {
    return Number.isInteger(node) && node >= 0 && node < this.size;
  }

  /** What a node that is no function is called. */
  rootName(node: number): string {
    return this.names.get(node) ?? "thread";
  }

  /** The node with most time that is the function's; -1 if it is in no path. */
  heaviest(of: number, within: number): number {
    let found = -1;
    for (let node = 0; node < this.size; node++) {
      if (this.function[node] !== of || (found >= 0 && this.cumulative[node] <= this.cumulative[found])) continue;
      if (this.isWithin(node, within)) found = node;
    }
    return found;
  }

  /** The time below the outermost nodes whose function is among `matching`, each counted once. */
  matched(matching: Uint8Array): number {
    const isIn = new Uint8Array(this.size);
    let sum = 0;
    const visit = (node: number): void => {
      const parent = this.parent[node];
      const isBelow = parent >= 0 && isIn[parent] === 1;
      const isMatch = this.function[node] >= 0 && matching[this.function[node]] === 1;
      if (isMatch && !isBelow) sum += this.cumulative[node];
      isIn[node] = isBelow || isMatch ? 1 : 0;
    };
    // The root that joins threads stands behind them, and matches nothing.
    for (let node = 0; node < this.size; node++) visit(node);
    return sum;
  }
}
