/** The index of addresses learns where homes went: every key of theirs leads there, and what makes them somebody stands there too. */
import type { IdentityCalls } from '../../../shared/identity.ts';
import { bucketOf } from '../keys.ts';
import { bucketOfPerson } from '../port.ts';
import { slotOf } from '../slots.ts';
import type { Letter } from './letters.ts';

/** Identity's actors, and how many are asked at the same time. */
const BUCKETS = 256;
const AT_ONCE = 2;
/** Between two handfuls everybody else has their turn: a bucket that is asked for the first time is made then, and nothing waits for this letter. */
const PAUSE_MS = 2;

/** May be repeated; an older word than the index knows changes nothing. */
export async function healIndex(
  bucket: (name: string) => Pick<IdentityCalls, 'repute' | 'claim' | 'find' | 'release' | 'went'>,
  { places, to }: Extract<Letter, { kind: 'heal' }>,
  from: string,
): Promise<void> {
  for (const { home } of places) {
    for (const { kind, realm, hash } of (await bucket(bucketOfPerson(home)).repute(home, 0)).marks) {
      const family = { kind, ...(realm === '' ? {} : { realm }) };
      if (home !== to.id) {
        const key = { kind, hash: slotOf(to.id, family) };
        await bucket(bucketOf(key.hash)).claim({
          key,
          person: to.id,
          boundTo: hash,
          evidence: 'merge',
          who: 'gateway',
          at: Date.now(),
        });
      }
      const left = slotOf(from, family);
      // Whoever gave them back is somebody by them no more.
      if (home !== from && (await bucket(bucketOf(left)).find(left))?.boundTo === hash)
        await bucket(bucketOf(left)).release(left, from);
    }
  }
  for (let from = 0; from < BUCKETS; from += AT_ONCE) {
    const some = Array.from({ length: AT_ONCE }, (_, at) => (from + at).toString(16).padStart(2, '0'));
    await Promise.all(some.map((name) => bucket(`b_${name}`).went({ places: [...places], to: to.id })));
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
