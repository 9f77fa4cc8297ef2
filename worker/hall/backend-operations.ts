/** The Company API's operations as data: what each takes and answers, and which scope it needs. */
import type * as v from 'valibot';
import * as api from '../../shared/backend-api.ts';
import type { Scope } from '../../shared/keys.ts';
import type { Operation } from './operations.ts';

/** An operation for whoever has a key; `scope` null: any key. */
export type KeyOperation = Operation & {
  proof: 'key';
  scope: Scope | null;
  answer: v.GenericSchema<unknown, { ok: true }>;
};

const operation = <const Given extends Omit<KeyOperation, 'proof'>>(given: Given) => ({
  ...given,
  proof: 'key' as const,
});

const key = ['bad_key', 'missing_scope', 'rate_limited'] as const;
const line = ['not_found', 'erased', 'unavailable'] as const;

export const ops = {
  me: operation({
    method: 'GET',
    path: '/api/v1/me',
    says: 'Which key this is, and what it may.',
    scope: null,
    answer: api.keyIs,
    refusals: ['bad_key', 'rate_limited'],
  }),
  customers: operation({
    method: 'GET',
    path: '/api/v1/customers',
    says: 'Customers in the order of their ids, or the one who is your user. A walk by the cursor reaches everybody who was there when it began.',
    scope: 'customers:read',
    query: api.customersQuery,
    answer: api.customersAnswer,
    refusals: [...key, 'bad_request', 'unavailable'],
  }),
  customer: operation({
    method: 'GET',
    path: '/api/v1/customers/:customer',
    says: 'One customer whole, with the card’s fields and the open encounter, as they stand now.',
    scope: 'customers:read',
    answer: api.customerAnswer,
    refusals: [...key, ...line],
  }),
  sessions: operation({
    method: 'GET',
    path: '/api/v1/sessions',
    says: 'Encounters, newest first, by customer, state, channel, agent and time.',
    scope: 'sessions:read',
    query: api.sessionsQuery,
    answer: api.sessionsListed,
    refusals: [...key, 'bad_request'],
  }),
  session: operation({
    method: 'GET',
    path: '/api/v1/sessions/:session',
    says: 'One encounter.',
    scope: 'sessions:read',
    answer: api.sessionAnswered,
    refusals: [...key, 'not_found'],
  }),
  messages: operation({
    method: 'GET',
    path: '/api/v1/customers/:customer/messages',
    says: 'What was said with a customer over all channels, oldest first, from the cursor on; keep the cursor and ask again for what comes later. Notes and grey lines are never told.',
    scope: 'messages:read',
    query: api.messagesQuery,
    answer: api.messagesListed,
    refusals: [...key, ...line, 'bad_request', 'cursor_gone'],
  }),
};

/** In the order of app.ts. */
export const backendOperations: readonly KeyOperation[] = Object.values(ops);
