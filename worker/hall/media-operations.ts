/** The files' operations as data. Bodies are the bytes themselves or a form; docs/media.md says how. */
import { mediaAnswer } from '../../shared/media.ts';
import type { Operation } from './operations.ts';

const giving = ['bad_request', 'bad_media', 'too_large', 'rate_limited', 'bad_origin'] as const;

/** The customer gives. */
export const ownMediaOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/v1/media',
    says: 'Takes a picture, voice or file of the customer (query `name`, `as`, `seconds`).',
    proof: 'session',
    answer: mediaAnswer,
    refusals: [...giving, 'bad_token', 'no_account'],
  },
];

/** Colleagues give; everybody with a key fetches. */
export const mediaOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/staff/v1/media',
    says: 'Takes a file for a customer (query `customer`, `name`, `as`, `seconds`).',
    proof: 'staff',
    answer: mediaAnswer,
    refusals: [...giving, 'not_signed_in', 'not_allowed', 'not_found'],
  },
  {
    method: 'GET',
    path: '/media/:id',
    says: 'The bytes of a file, whole or a range, by a key (query `key`) or the cookie of staff.',
    proof: 'none',
    refusals: ['not_found', 'bad_token', 'not_signed_in', 'not_allowed'],
  },
];
