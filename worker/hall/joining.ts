/** A decision about two people, given to their lines: which of the two carries it out is theirs to know (docs/identity.md). */
import type { Joined } from '../identity/resolve.ts';
import { lineOf, type Lines } from '../line.ts';

/** Lines that went into lines: more hops than a person is merged in a day are none that leads anywhere. */
const HOPS = 4;
/** Two lines that are small are one within a tenth of this; whoever waits has no longer. */
const PATIENCE_MS = 2_500;
const LOOK_MS = 30;

/**
 * They are one, or `other` gets their own line back. `key` names the decision: said again it is the same one. Who was never met gets
 * an empty line first, so that what they say next comes where the other is. Does nothing for somebody erased.
 */
export async function giveDecision(
  lines: Lines,
  kind: 'merge' | 'unmerge',
  [person, other]: readonly [string, string],
  key: string,
): Promise<void> {
  const asked = { order: 'rank', ...(kind === 'merge' && { meet: true as const }) } as const;
  const [mine, theirs] = await Promise.all([person, other].map((one) => lineOf(lines, one).merge(asked)));
  if (!mine?.rank || !theirs?.rank) return;
  await lineOf(lines, person).merge({ order: 'decide', wish: { kind, other: theirs.rank, key } });
}

/**
 * What was proven joins lines by itself: each pair once, whatever is shown again. `may` looks at all whose lines stand in either, before
 * anything is given.
 */
export async function giveJoins(
  lines: Lines,
  person: string,
  joins: readonly Joined[],
  may: (sides: readonly [readonly string[], readonly string[]], join: Joined) => Promise<boolean>,
): Promise<void> {
  for (const join of joins) {
    const { other, since } = join;
    const [one, two] = [person, other].sort();
    if (!(await may([await homesOf(lines, person), await homesOf(lines, other)], join))) continue;
    await giveDecision(lines, 'merge', [person, other], `proof:${since}:${one}:${two}`);
  }
}

/** This person, and whose lines stand where theirs does. */
export async function homesOf(lines: Lines, person: string): Promise<string[]> {
  const at = (await placeOf(lines, person)) ?? person;
  return [...new Set([person, ...((await lineOf(lines, at).merge({ order: 'rank' })).homes ?? [])])];
}

/** Whose line a person's is in, when it isn't on its way. */
export async function placeOf(lines: Lines, person: string): Promise<string | null> {
  let at = person;
  for (let hops = 0; hops <= HOPS; hops += 1) {
    const { where } = await lineOf(lines, at).merge({ order: 'rank' });
    if (!where) return at;
    if (!('moved' in where)) return null;
    at = where.moved;
  }
  return null;
}

/** Whether nothing was ever said in a person's line, wherever it is; on its way it isn't empty. */
export async function isEmpty(lines: Lines, person: string): Promise<boolean> {
  const { where, empty } = await lineOf(lines, person).merge({ order: 'rank' });
  return !where && empty === true;
}

/** Waits until these persons' lines are one, a moment at most; answers whose it is, or null: not yet. */
export async function oneLine(lines: Lines, persons: readonly string[]): Promise<string | null> {
  const until = Date.now() + PATIENCE_MS;
  // A clock that stands still (a test's) ends the waiting, too.
  for (let looks = 0; looks * LOOK_MS < PATIENCE_MS; looks += 1) {
    const [first = null, ...others] = await Promise.all(persons.map((one) => placeOf(lines, one)));
    if (first !== null && others.every((other) => other === first)) return first;
    if (Date.now() >= until) return null;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return null;
}
