/** The operations of 质检 as data. */
import * as quality from '../../shared/quality.ts';
import type { Operation } from './operations.ts';

const staff = ['not_signed_in', 'not_allowed'] as const;

export const qualityOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/staff/v1/quality',
    says: 'Encounters agents served, with what was found in them and how they were scored (query `state`, `agent`, `check`, `before`).',
    proof: 'staff',
    answer: quality.inspectedList,
    refusals: [...staff, 'bad_request'],
  },
  {
    method: 'GET',
    path: '/staff/v1/quality/figures',
    says: 'Findings and scores by agent (query `days`).',
    proof: 'staff',
    answer: quality.qualityFigures,
    refusals: [...staff, 'bad_request'],
  },
  {
    method: 'POST',
    path: '/staff/v1/quality/:session',
    says: 'Chooses, scores, appeals against, or decides on one encounter.',
    proof: 'staff',
    request: quality.qualityAct,
    answer: quality.inspectedAnswer,
    refusals: [
      ...(['bad_request', 'bad_json', 'bad_encoding', 'too_large', 'bad_origin'] as const),
      ...staff,
      ...(['not_found', 'stale', 'wrong_state', 'own_work', 'expired'] as const),
    ],
  },
];
