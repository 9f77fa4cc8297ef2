/** The operations of topics as data. */
import * as api from '../../shared/topics/api.ts';
import type { Operation } from './operations.ts';

const refusals = ['not_signed_in', 'not_allowed'] as const;

export const topicsOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/staff/v1/topics',
    says: 'What customers ask about, grouped by itself: volume, course, rises, causes and agents’ time over at most 28 days (query `days`, `channel`, `group`, `product`, `level`; `-` is none).',
    proof: 'staff',
    answer: api.topicsAnswer,
    refusals: [...refusals, 'bad_request'],
  },
  {
    method: 'GET',
    path: '/staff/v1/topics/weeks',
    says: 'The weeks’ lists of what to mend, each checked a week later.',
    proof: 'staff',
    answer: api.weeksAnswer,
    refusals,
  },
  {
    method: 'GET',
    path: '/staff/v1/topics/:topic',
    says: 'The newest questions of a topic.',
    proof: 'staff',
    answer: api.topicAnswer,
    refusals: [...refusals, 'not_found'],
  },
];
