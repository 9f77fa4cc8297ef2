/** The operations on a person's card as data. */
import { alikeDecision, alikeListAnswer, alikePairAnswer } from '../../shared/alike-desk.ts';
import { plainAnswer } from '../../shared/api.ts';
import { frozenAnswer, thawRequest } from '../../shared/frozen.ts';
import { outlookAnswer } from '../../shared/outlook.ts';
import { cardAnswer, cardRequest, personAnswer, reachAnswer, reachRequest } from '../../shared/person.ts';
import { profileAnswer } from '../../shared/profile/view.ts';
import { proofsAnswer } from '../../shared/provenance.ts';
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
    method: 'GET',
    path: '/staff/v1/line/:customer/profile',
    says: 'What is known of the person from facts (画像): tags, traits and figures, each with its reason.',
    proof: 'staff',
    answer: profileAnswer,
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
      ...([
        'call_over',
        'quota_spent',
        'opted_out',
        'sms_rule',
        'watchword',
        'off_duty',
        'at_capacity',
        'no_session',
      ] as const),
    ],
  },
  {
    method: 'GET',
    path: '/staff/v1/line/:customer/proofs',
    says: 'How each address was proven to be the person’s: from where, by whom, with what, since when, and when last.',
    proof: 'staff',
    answer: proofsAnswer,
    refusals: ['not_signed_in', 'not_allowed', 'not_found'],
  },
  {
    method: 'GET',
    path: '/staff/v1/line/:customer/outlook/:endpoint',
    says: 'Where an answer to this address would go now, and where next if it stands unread, each with its why.',
    proof: 'staff',
    answer: outlookAnswer,
    refusals: ['not_signed_in', 'not_allowed', 'not_found', 'no_endpoint'],
  },
  {
    method: 'GET',
    path: '/staff/v1/line/:customer/alike',
    says: 'Who may be the same person and why (可能是同一人), and what was decided before (合并记录).',
    proof: 'staff',
    answer: alikeListAnswer,
    refusals: ['not_signed_in', 'not_allowed', 'not_found'],
  },
  {
    method: 'GET',
    path: '/staff/v1/line/:customer/alike/:other',
    says: 'Both sides as they stand, and whose line would stay; changes nothing.',
    proof: 'staff',
    answer: alikePairAnswer,
    refusals: ['not_signed_in', 'not_allowed', 'not_found'],
  },
  {
    method: 'POST',
    path: '/staff/v1/line/:customer/alike',
    says: 'A colleague says that they are one, that they are two, or takes back what was decided (拆分).',
    proof: 'staff',
    request: alikeDecision,
    answer: plainAnswer,
    refusals: [
      ...(['bad_request', 'bad_json', 'bad_encoding', 'too_large', 'bad_origin'] as const),
      ...(['not_signed_in', 'not_allowed', 'not_found', 'wrong_state', 'rate_limited'] as const),
    ],
  },
  {
    method: 'GET',
    path: '/staff/v1/frozen',
    says: 'Who was part of more merges in a day than one may be, and is joined with nobody until somebody has looked; leads.',
    proof: 'staff',
    answer: frozenAnswer,
    refusals: ['not_signed_in', 'not_allowed'],
  },
  {
    method: 'POST',
    path: '/staff/v1/frozen/:customer',
    says: 'A lead has looked: what is proven may join this person again. Kept with who said it, when and why.',
    proof: 'staff',
    request: thawRequest,
    answer: plainAnswer,
    refusals: [
      ...(['bad_request', 'bad_json', 'bad_encoding', 'too_large', 'bad_origin'] as const),
      ...(['not_signed_in', 'not_allowed', 'not_found'] as const),
    ],
  },
];
