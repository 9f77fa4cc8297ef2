/** The Company API's operations as data: what each takes and answers, and which scope it needs. */
import type * as v from 'valibot';
import * as api from '../../shared/backend-api.ts';
import * as tickets from '../../shared/backend-tickets.ts';
import { purchasesKept, purchasesRequest } from '../../shared/profile/view.ts';
import { eventAnswer, eventRequest } from '../../shared/reminders/api.ts';
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
const json = ['bad_request', 'bad_json', 'bad_encoding', 'too_large', 'reused_key', 'in_progress'] as const;
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
  changeCustomer: operation({
    method: 'POST',
    path: '/api/v1/customers/:customer',
    says: 'Sets fields of the card, or the tags, upon the revision that was seen.',
    scope: 'customers:write',
    request: api.customerChange,
    answer: api.customerChanged,
    refusals: [...key, ...json, ...line, 'stale', 'not_allowed'],
  }),
  identities: operation({
    method: 'GET',
    path: '/api/v1/customers/:customer/identities',
    says: 'The addresses of a customer, masked, and which user of yours they are.',
    scope: 'identities:read',
    answer: api.identitiesListed,
    refusals: [...key, ...line],
  }),
  link: operation({
    method: 'POST',
    path: '/api/v1/customers/:customer/identities',
    says: 'Vouches for a phone number of a user you have signed in, as a signed login does. A number that is somebody else’s stays theirs. Or names an order of theirs: who else named it is a hint to colleagues, and nothing more.',
    scope: 'identities:write',
    request: api.identityLink,
    answer: api.identityLinked,
    refusals: [...key, ...json, ...line, 'no_account', 'wrong_state', 'link_needs_merge', 'not_allowed'],
  }),
  say: operation({
    method: 'POST',
    path: '/api/v1/customers/:customer/messages',
    says: 'Speaks in the robot’s place while it has the floor (`fence`), by the rules of the channel. Refused with `floor_moved` while a person serves or is awaited.',
    scope: 'messages:write',
    request: api.sayRequest,
    answer: api.saidAnswer,
    refusals: [
      ...key,
      ...json,
      ...line,
      ...(['no_session', 'floor_moved', 'no_endpoint', 'window_closed', 'call_over'] as const),
      ...(['quota_spent', 'opted_out'] as const),
      ...(['sms_rule', 'watchword', 'too_long'] as const),
    ],
  }),
  purchases: operation({
    method: 'POST',
    path: '/api/v1/customers/:customer/purchases',
    says: 'What a customer bought: each once under its `key`, corrected when told again. What was left out says why: they switched their profile off, it is older than 400 days, or it is sensitive and they did not agree.',
    scope: 'purchases:write',
    request: purchasesRequest,
    answer: purchasesKept,
    refusals: [...key, ...json, ...line],
  }),
  tell: operation({
    method: 'POST',
    path: '/api/v1/customers/:customer/events',
    says: 'Something happened in a customer’s matters: told once under its `key`, by the reminder’s template, where they can be reached and want it. An appointment is set, moved and cancelled under its own id, and reminded of by itself. A value that its type, WeChat’s template or the SMS template wouldn’t take is refused, with the field and the rule.',
    scope: 'events:write',
    request: eventRequest,
    answer: eventAnswer,
    refusals: [...key, ...json, ...line, 'template_value', 'sms_rule', 'marketing_words'],
  }),
  tickets: operation({
    method: 'GET',
    path: '/api/v1/tickets',
    says: 'Tickets in the order of their ids, by customer, kind and phase. A walk by the cursor reaches every one that was there when it began.',
    scope: 'tickets:read',
    query: tickets.ticketsQuery,
    answer: tickets.ticketsListed,
    refusals: [...key, 'bad_request'],
  }),
  ticket: operation({
    method: 'GET',
    path: '/api/v1/customers/:customer/tickets/:ticket',
    says: 'One ticket whole, with what its customer may read of its progress.',
    scope: 'tickets:read',
    answer: tickets.ticketTold,
    refusals: [...key, ...line],
  }),
  openTicket: operation({
    method: 'POST',
    path: '/api/v1/customers/:customer/tickets',
    says: 'Opens a ticket for a customer, in the key’s name.',
    scope: 'tickets:write',
    request: tickets.ticketWish,
    answer: tickets.ticketDone,
    refusals: [...key, ...json, ...line, 'missing_fields', 'no_session'],
  }),
  changeTicket: operation({
    method: 'POST',
    path: '/api/v1/customers/:customer/tickets/:ticket',
    says: 'Replies to a ticket, moves it to another state, edits or reopens it.',
    scope: 'tickets:write',
    request: tickets.ticketChange,
    answer: tickets.ticketDone,
    refusals: [...key, ...json, ...line, 'stale', 'wrong_state', 'missing_fields', 'children_open'],
  }),
  events: operation({
    method: 'GET',
    path: '/api/v1/events',
    says: 'What happened, in one order, at least once: the events webhooks push. Kept for a week, at most 100,000, while a lead has that on; keep the cursor and ask again.',
    scope: 'events:read',
    query: api.eventsQuery,
    answer: api.eventsListed,
    refusals: [...key, 'bad_request', 'wrong_state', 'cursor_gone'],
  }),
};

/** In the order of app.ts. */
export const backendOperations: readonly KeyOperation[] = Object.values(ops);
