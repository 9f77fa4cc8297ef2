/** One shape for WeChat's two formats: a word, or named lists of trees (a repeated XML element and a JSON list are the same). */
import type { Json, JsonMap } from '../json.ts';

export type Tree = string | Branch;
export type Branch = Map<string, Tree[]>;

/** A JSON object as a branch; numbers and booleans become words, nulls are dropped. */
export function branchOf(map: JsonMap): Branch {
  const branch: Branch = new Map();
  for (const [name, value] of map) branch.set(name, treesOf(value));
  return branch;
}

function treesOf(value: Json): Tree[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap(treesOf);
  return [value instanceof Map ? branchOf(value) : String(value)];
}

/** The first word under a name; empty when there is none. */
export function word(tree: Tree | undefined, name: string): string {
  const found = tree instanceof Map ? tree.get(name)?.[0] : undefined;
  return typeof found === 'string' ? found : '';
}

/** The first branch under a name; an empty one when there is none. */
export function branch(tree: Tree | undefined, name: string): Branch {
  const found = tree instanceof Map ? tree.get(name)?.[0] : undefined;
  return found instanceof Map ? found : new Map();
}

/** All branches under a name. */
export function branches(tree: Tree | undefined, name: string): Branch[] {
  return (tree instanceof Map ? (tree.get(name) ?? []) : []).filter((each) => each instanceof Map);
}
