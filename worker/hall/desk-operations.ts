/** The desk's operations as data. */
import * as desk from '../../shared/desk-api.ts';
import type { Operation } from './operations.ts';

export const deskOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/staff/v1/desk/sessions/:id/decisions',
    says: 'Why a session went where it went: every decision of the desk about it, oldest first.',
    proof: 'staff',
    answer: desk.decisionsAnswer,
    refusals: ['not_signed_in', 'not_allowed', 'no_session'],
  },
  {
    method: 'GET',
    path: '/staff/v1/desk/days/:day',
    says: 'What members and groups did on a day (2026-11-25), up to now.',
    proof: 'staff',
    answer: desk.dayAnswer,
    refusals: ['not_signed_in', 'not_allowed', 'not_found'],
  },
];
