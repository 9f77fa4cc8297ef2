/** The operations on keys of the Company API as data. */
import * as keys from '../../shared/keys.ts';
import type { Operation } from './operations.ts';

const json = ['bad_request', 'bad_json', 'bad_encoding', 'too_large'] as const;
const staff = ['not_signed_in', 'not_allowed'] as const;

export const keysOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/staff/v1/keys',
    says: 'The keys of the Company API, when each was used last, and what was done with them.',
    proof: 'staff',
    answer: keys.keysAnswer,
    refusals: staff,
  },
  {
    method: 'POST',
    path: '/staff/v1/keys',
    says: 'Makes a key; it is told this once.',
    proof: 'staff',
    request: keys.newKeyRequest,
    answer: keys.keyMade,
    refusals: [...json, 'bad_origin', ...staff, 'wrong_state'],
  },
  {
    method: 'POST',
    path: '/staff/v1/keys/:id/rotate',
    says: 'Changes a key under its name; the one so far counts for another day, or no more.',
    proof: 'staff',
    request: keys.rotateKeyRequest,
    answer: keys.keyMade,
    refusals: [...json, 'bad_origin', ...staff, 'not_found'],
  },
  {
    method: 'POST',
    path: '/staff/v1/keys/:id/revoke',
    says: 'Ends a key at once.',
    proof: 'staff',
    answer: keys.keyAnswer,
    refusals: ['bad_origin', ...staff, 'not_found'],
  },
];
