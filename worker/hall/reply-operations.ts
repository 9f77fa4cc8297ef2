/** The operations of phrases and orders as data. */
import { plainAnswer } from '../../shared/api.ts';
import { colleaguesAnswer, ordersAnswer, repliesAnswer, repliesRequest, replyUsed } from '../../shared/order-api.ts';
import type { Operation } from './operations.ts';

const json = ['bad_request', 'bad_json', 'bad_encoding', 'too_large'] as const;

export const replyOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/staff/v1/line/:customer/orders',
    says: 'The customer’s orders, products and parcels, as the company’s hook lists them.',
    proof: 'staff',
    answer: ordersAnswer,
    refusals: ['not_signed_in', 'not_allowed', 'not_found', 'unavailable'],
  },
  {
    method: 'GET',
    path: '/staff/v1/colleagues',
    says: 'Colleagues a note may name.',
    proof: 'staff',
    answer: colleaguesAnswer,
    refusals: ['not_signed_in', 'not_allowed'],
  },
  {
    method: 'GET',
    path: '/staff/v1/replies',
    says: 'Quick phrases: everybody’s, one’s own, and how often one used which.',
    proof: 'staff',
    answer: repliesAnswer,
    refusals: ['not_signed_in', 'not_allowed'],
  },
  {
    method: 'POST',
    path: '/staff/v1/replies',
    says: 'Keeps one’s own quick phrases.',
    proof: 'staff',
    request: repliesRequest,
    answer: plainAnswer,
    refusals: [...json, 'bad_origin', 'not_signed_in', 'not_allowed'],
  },
  {
    method: 'POST',
    path: '/staff/v1/replies/used',
    says: 'Counts that a phrase was used.',
    proof: 'staff',
    request: replyUsed,
    answer: plainAnswer,
    refusals: [...json, 'bad_origin', 'not_signed_in', 'not_allowed'],
  },
];
