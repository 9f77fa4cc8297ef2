/** The identity port over the 256 bucket actors. */
import type { IdentityCalls } from '../../shared/actors.ts';
import { bucketOf } from './keys.ts';
import type { IdentityPort } from './resolve.ts';

/** Routes each hash to its bucket. */
export function bucketPort(bucket: (name: string) => IdentityCalls): IdentityPort {
  return {
    find: (hash) => bucket(bucketOf(hash)).find(hash),
    claim: (claim) => bucket(bucketOf(claim.key.hash)).claim(claim),
    refuseLink: (entry) => bucket(bucketOf(entry.hash)).refuseLink(entry),
  };
}
