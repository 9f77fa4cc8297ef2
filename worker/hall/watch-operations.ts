/** The operations of 运行与故障 as data. */
import * as api from '../../shared/operations/api.ts';
import { noticeAnswer, noticeRequest } from '../../shared/settings/notices.ts';
import { switchAnswer, switchRequest } from '../../shared/settings/switches.ts';
import type { Operation } from './operations.ts';

const json = ['bad_request', 'bad_json', 'bad_encoding', 'too_large'] as const;
const staff = ['not_signed_in', 'not_allowed'] as const;

export const watchOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/staff/v1/operations',
    says: 'How the house stands: every check, and the incidents.',
    proof: 'staff',
    answer: api.operationsAnswer,
    refusals: staff,
  },
  {
    method: 'POST',
    path: '/staff/v1/operations/switches',
    says: 'Switches the robot, a channel, merges or campaigns off for a time, or on again.',
    proof: 'staff',
    request: switchRequest,
    answer: switchAnswer,
    refusals: [...json, 'bad_origin', ...staff, 'no_account', 'unavailable'],
  },
  {
    method: 'GET',
    path: '/staff/v1/operations/incidents/:id',
    says: 'One incident with its timeline.',
    proof: 'staff',
    answer: api.incidentAnswer,
    refusals: [...staff, 'not_found'],
  },
  {
    method: 'POST',
    path: '/staff/v1/operations/incidents/:id',
    says: 'Somebody takes an incident, eases it, ends it, opens it again or notes something.',
    proof: 'staff',
    request: api.incidentRequest,
    answer: api.incidentAnswer,
    refusals: [
      'bad_request',
      'bad_json',
      'bad_encoding',
      'too_large',
      'bad_origin',
      ...staff,
      'not_found',
      'wrong_state',
    ],
  },
  {
    method: 'POST',
    path: '/staff/v1/operations/incidents/:id/notice',
    says: 'Tells customers of an incident for a time, once in each new encounter; or takes it back.',
    proof: 'staff',
    request: noticeRequest,
    answer: noticeAnswer,
    refusals: [...json, 'bad_origin', ...staff, 'not_found', 'no_account', 'unavailable'],
  },
];
