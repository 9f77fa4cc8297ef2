/** One place where two revisions differ, with the words that went and came. */
export type Difference = { path: string; before: string; after: string; parts: Part[] };
export type Part = { kind: 'same' | 'gone' | 'new'; text: string };

/** Beyond so many letters on a side, whole texts are set against each other. */
const COMPARED = 1200;

/** Every leaf of a value by its path; lists of plain words stand together, one a line. */
export function leavesOf(value: unknown, path = ''): Map<string, string> {
  const leaves = new Map<string, string>();
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) {
    if (value.length > 0) leaves.set(path, value.join('\n'));
  } else if (value !== null && typeof value === 'object') {
    for (const [name, part] of Object.entries(value)) {
      for (const [at, leaf] of leavesOf(part, path === '' ? name : `${path}.${name}`)) leaves.set(at, leaf);
    }
  } else if (value !== undefined && value !== null && value !== '') leaves.set(path, String(value));
  return leaves;
}

/** Where two revisions of an entry or flow differ. */
export function differencesOf(before: object, after: object): Difference[] {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  const paths = [...new Set([...old.keys(), ...now.keys()])];
  return paths.flatMap((path) => {
    const [was, is] = [old.get(path) ?? '', now.get(path) ?? ''];
    return was === is ? [] : [{ path, before: was, after: is, parts: partsOf(was, is) }];
  });
}

/** Two texts laid over each other: by lines where there are several, else by words or letters. */
export function partsOf(before: string, after: string): Part[] {
  const split = before.includes('\n') || after.includes('\n') ? byLine : byWord;
  if (before.length > COMPARED || after.length > COMPARED) return whole(before, after);
  return common(split(before), split(after));
}

const byLine = (text: string) => (text === '' ? [] : text.split(/(?<=\n)/u));
const byWord = (text: string) => text.match(/\p{Script=Han}|[\p{L}\p{N}]+|\s+|./gsu) ?? [];

function whole(before: string, after: string): Part[] {
  const parts: Part[] = [];
  if (before !== '') parts.push({ kind: 'gone', text: before });
  if (after !== '') parts.push({ kind: 'new', text: after });
  return parts;
}

/** The longest common run of pieces, by the table of lengths. */
function common(before: readonly string[], after: readonly string[]): Part[] {
  const wide = after.length + 1;
  const lengths = new Uint16Array((before.length + 1) * wide);
  const at = (row: number, column: number) => lengths[row * wide + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      lengths[row * wide + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const parts: Part[] = [];
  const put = (kind: Part['kind'], text: string) => {
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += text;
    else parts.push({ kind, text });
  };
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const [old, now] = [before[row], after[column]];
    if (old !== undefined && old === now) {
      put('same', old);
      row += 1;
      column += 1;
    } else if (old !== undefined && (now === undefined || at(row + 1, column) >= at(row, column + 1))) {
      put('gone', old);
      row += 1;
    } else {
      put('new', now ?? '');
      column += 1;
    }
  }
  return parts;
}
