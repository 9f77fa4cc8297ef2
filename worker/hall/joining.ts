/** A decision about two people, given to their lines: which of the two carries it out is theirs to know (docs/identity.md). */
import { lineOf, type Lines } from '../line.ts';

/**
 * They are one, or `other` gets their own line back. `key` names the decision: said again it is the same one. Does nothing for
 * somebody who was never met.
 */
export async function giveDecision(
  lines: Lines,
  kind: 'merge' | 'unmerge',
  [person, other]: readonly [string, string],
  key: string,
): Promise<void> {
  const { rank } = await lineOf(lines, other).merge({ order: 'rank' });
  if (rank) await lineOf(lines, person).merge({ order: 'decide', wish: { kind, other: rank, key } });
}
