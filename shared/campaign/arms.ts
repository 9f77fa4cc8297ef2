/** Which words somebody gets, or none (对照组): settled by who they are, so that a restart, a merge or a second planning changes nothing. Pure. */

/** `holdout`: nothing is sent to them, and they are counted all the same. */
export type Arm = { arm: string } | 'holdout';
/** `share`: whole per cent of all who are meant. What the arms leave of a hundred is held out. */
export type Share = { arm: string; share: number };

const PARTS = 10_000;
const bytes = new TextEncoder();

/** The arm of this person. `person` is the id they had first of all (home), which no merge changes. */
export function armOf(campaign: string, person: string, shares: readonly Share[]): Arm {
  const part = fraction(`${campaign}\n${person}`);
  let upTo = 0;
  for (const { arm, share } of shares) {
    upTo += share * (PARTS / 100);
    if (part < upTo) return { arm };
  }
  return 'holdout';
}

/** A whole number below PARTS, evenly spread: FNV-1a of 32 bits with a last stir, so that ids that differ in one letter fall far apart. */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes.encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % PARTS;
}
