/** The webhooks' operations as data. */
import * as webhook from '../../shared/webhook.ts';
import type { Operation } from './operations.ts';

const json = ['bad_request', 'bad_json', 'bad_encoding', 'too_large'] as const;
const staff = ['not_signed_in', 'not_allowed'] as const;

export const webhookOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/staff/v1/webhooks',
    says: 'How the company’s addresses fare: delivered, owed, given up.',
    proof: 'staff',
    answer: webhook.standingAnswer,
    refusals: staff,
  },
  {
    method: 'GET',
    path: '/staff/v1/webhooks/:id/deliveries',
    says: 'What was sent to one address, newest first (query `state`, `before`).',
    proof: 'staff',
    answer: webhook.deliveriesAnswer,
    refusals: [...staff, 'bad_request'],
  },
  {
    method: 'POST',
    path: '/staff/v1/webhooks/:id/secret',
    says: 'Tells an address’ secret, or makes a fresh one.',
    proof: 'staff',
    request: webhook.secretRequest,
    answer: webhook.secretAnswer,
    refusals: [...json, 'bad_origin', ...staff, 'not_found'],
  },
  {
    method: 'POST',
    path: '/staff/v1/webhooks/:id/replay',
    says: 'Sends one delivery again, or all that were given up.',
    proof: 'staff',
    request: webhook.replayRequest,
    answer: webhook.replayAnswer,
    refusals: [...json, 'bad_origin', ...staff, 'not_found'],
  },
  {
    method: 'POST',
    path: '/staff/v1/webhooks/:id/test',
    says: 'Sends one event that says it is a test.',
    proof: 'staff',
    answer: webhook.testAnswer,
    refusals: ['bad_origin', ...staff, 'not_found'],
  },
];
