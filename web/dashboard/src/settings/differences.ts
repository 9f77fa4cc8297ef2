import { partsOf, type Part } from '../knowledge/difference.ts';

/** A place where two revisions differ. */
export type Change = { path: string[]; parts: Part[] };

type Tree = Map<string, Tree> | string;

/** What a thing in a list is known by, so that a removed one doesn't shift all others. */
function nameOf(one: unknown, at: number): string {
  if (one === null || typeof one !== 'object') return String(at + 1);
  for (const key of ['id', 'member', 'level', 'figure', 'date', 'year', 'name', 'url']) {
    const named: unknown = Reflect.get(one, key);
    if (typeof named === 'string' || typeof named === 'number') return String(named);
  }
  return String(at + 1);
}

/** How a switch is told: in the words of the screen. */
type TellSwitch = (on: boolean) => string;

function treeOf(value: unknown, tell: TellSwitch): Tree {
  if (typeof value === 'boolean') return tell(value);
  if (Array.isArray(value)) {
    const plain = value.every((one) => one === null || typeof one !== 'object');
    if (plain) return value.map((one) => (typeof one === 'boolean' ? tell(one) : String(one))).join(', ');
    return new Map(value.map((one: unknown, at) => [nameOf(one, at), treeOf(one, tell)]));
  }
  if (value !== null && typeof value === 'object') {
    return new Map(Object.entries(value).map(([key, part]: [string, unknown]) => [key, treeOf(part, tell)]));
  }
  return value === null || value === undefined ? '' : String(value);
}

function leavesOf(tree: Tree, path: string[], into: Map<string, { path: string[]; text: string }>): void {
  if (typeof tree === 'string') into.set(JSON.stringify(path), { path, text: tree });
  else for (const [key, part] of tree) leavesOf(part, [...path, key], into);
}

/** Where two revisions of a settings document differ, things of a list matched by what they are known by. */
export function changesOf(before: unknown, after: unknown, tell: TellSwitch): Change[] {
  const [old, now] = [
    new Map<string, { path: string[]; text: string }>(),
    new Map<string, { path: string[]; text: string }>(),
  ];
  leavesOf(treeOf(before, tell), [], old);
  leavesOf(treeOf(after, tell), [], now);
  const all = new Map([...old, ...now]);
  return [...all].flatMap(([key, { path }]) => {
    const [was, is] = [old.get(key)?.text ?? '', now.get(key)?.text ?? ''];
    return was === is ? [] : [{ path, parts: partsOf(was, is) }];
  });
}
