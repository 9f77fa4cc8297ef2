import type { Overview } from '../net.ts';

type Category = Overview['categories'][number];
/** A category in the tree; `entries` counts what stands in it and below. */
export type Branch = { path: string; name: string; depth: number; entries: number; branches: Branch[] };

/** The categories as a tree, in the order they were given; a path without its own line hangs under its nearest one. */
export function treeOf(categories: readonly Category[], language: 'zh' | 'en'): Branch[] {
  const roots: Branch[] = [];
  const known = new Map<string, Branch>();
  const sorted = [...categories].sort((one, other) => depthOf(one.path) - depthOf(other.path));
  for (const { path, entries, ...names } of sorted) {
    const parent = nearest(known, path);
    const branch = { path, name: names[language], depth: parent ? parent.depth + 1 : 0, entries, branches: [] };
    known.set(path, branch);
    (parent?.branches ?? roots).push(branch);
  }
  return roots;
}

const depthOf = (path: string) => path.split('/').length;

function nearest(known: ReadonlyMap<string, Branch>, path: string): Branch | null {
  const steps = path.split('/');
  while (steps.pop() !== undefined) {
    const found = known.get(steps.join('/'));
    if (found) return found;
  }
  return null;
}

/** The lines to draw: a branch's own are there when it is open. */
export function linesOf(branches: readonly Branch[], open: ReadonlySet<string>): Branch[] {
  return branches.flatMap((one) => [one, ...(open.has(one.path) ? linesOf(one.branches, open) : [])]);
}

/** A category in words from the root: 物流 / 配送. */
export function categoryName(categories: readonly Category[], path: string, language: 'zh' | 'en'): string {
  const steps = path.split('/');
  return steps
    .map((step, at) => {
      const prefix = steps.slice(0, at + 1).join('/');
      return categories.find((one) => one.path === prefix)?.[language] ?? step;
    })
    .join(' / ');
}
