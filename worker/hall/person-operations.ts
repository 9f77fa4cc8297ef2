/** The operations on a person's card as data. */
import { cardAnswer, cardRequest, personAnswer, reachAnswer, reachRequest } from '../../shared/person.ts';
import type { Operation } from './operations.ts';

export const personOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/staff/v1/line/:customer/person',
    says: 'The person’s card, its newest changes with who and when, and what they agreed to or refused.',
    proof: 'staff',
    answer: personAnswer,
    refusals: ['not_signed_in', 'not_allowed', 'not_found'],
  },
  {
    method: 'POST',
    path: '/staff/v1/line/:customer/person',
    says: 'Changes the card upon the revision it names: fields, tags, owner, level (leads), blocking; or shows a masked field.',
    proof: 'staff',
    request: cardRequest,
    answer: cardAnswer,
    refusals: [
      ...(['bad_request', 'bad_json', 'bad_encoding', 'too_large', 'bad_origin'] as const),
      ...(['not_signed_in', 'not_allowed', 'not_found', 'stale'] as const),
    ],
  },
  {
    method: 'POST',
    path: '/staff/v1/line/:customer/reach',
    says: 'An agent on duty writes first to a person without an open encounter, on an address that may be written to now.',
    proof: 'staff',
    request: reachRequest,
    answer: reachAnswer,
    refusals: [
      ...(['bad_request', 'bad_json', 'bad_encoding', 'too_large', 'bad_origin', 'too_long'] as const),
      ...(['not_signed_in', 'not_allowed', 'not_found', 'no_endpoint', 'wrong_state', 'window_closed'] as const),
      ...(['quota_spent', 'opted_out', 'sms_rule', 'watchword', 'off_duty', 'at_capacity', 'no_session'] as const),
    ],
  },
];
