/** The identity port over the 256 bucket actors. */
import type { IdentityCalls } from '../../shared/identity.ts';
import { bucketOf } from './keys.ts';
import type { IdentityPort } from './resolve.ts';
import { spreadOf } from './slots.ts';

/** The actor that knows everybody who is frozen. */
export const FROZEN = 'frozen';

/** Routes each hash to its bucket, and what concerns a person to the one their slots are in. */
export function bucketPort(bucket: (name: string) => IdentityCalls): IdentityPort & Pick<IdentityCalls, 'release'> {
  return {
    find: (hash) => bucket(bucketOf(hash)).find(hash),
    claim: (claim) => bucket(bucketOf(claim.key.hash)).claim(claim),
    move: (claim) => bucket(bucketOf(claim.key.hash)).move(claim),
    note: (news) => bucket(bucketOf(news.hash)).note(news),
    repute: (person, since) => bucket(bucketOfPerson(person)).repute(person, since),
    async wantMerge(request) {
      // Whoever is frozen is looked for in one place.
      if (request.act === 'refuse') await bucket(FROZEN).freeze(request);
      return bucket(bucketOfPerson(request.person)).wantMerge(request);
    },
    release: (hash, person) => bucket(bucketOf(hash)).release(hash, person),
    refuseLink: (entry) => bucket(bucketOf(entry.hash)).refuseLink(entry),
  };
}

/** The bucket that keeps what is known of a person, and what is wanted of them. */
export function bucketOfPerson(person: string): string {
  return bucketOf(spreadOf(person));
}
