/** The plan's operations as data; the plan itself is a document of the settings. */
import { mineAnswer, rollAnswer } from '../../shared/shift-api.ts';
import type { Operation } from './operations.ts';

export const scheduleOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/staff/v1/schedule/mine',
    says: 'The shift of whoever asks that lasts now, and their next ones.',
    proof: 'staff',
    answer: mineAnswer,
    refusals: ['not_signed_in'],
  },
  {
    method: 'GET',
    path: '/staff/v1/schedule/days/:day',
    says: 'Who should work on a day (2026-11-26, or today) by the plan, who came, late, early or not at all, and who comes next.',
    proof: 'staff',
    answer: rollAnswer,
    refusals: ['not_signed_in', 'not_allowed', 'not_found'],
  },
];
