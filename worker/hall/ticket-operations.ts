/** The operations on tickets as data. */
import * as tickets from '../../shared/ticket-api.ts';
import type { Operation } from './operations.ts';

const json = ['bad_request', 'bad_json', 'bad_encoding', 'too_large'] as const;
const staff = ['not_signed_in', 'not_allowed'] as const;

export const ticketOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/staff/v1/tickets',
    says: 'Tickets over all customers, the next limit first (query `view`, `kind`, `state`, `priority`, `assignee`, `search`, `after`).',
    proof: 'staff',
    answer: tickets.ticketsAnswer,
    refusals: [...staff, 'bad_request', 'unavailable'],
  },
  {
    method: 'GET',
    path: '/staff/v1/tickets/export',
    says: 'The same tickets as a CSV file for a spreadsheet.',
    proof: 'staff',
    refusals: [...staff, 'bad_request', 'unavailable'],
  },
  {
    method: 'POST',
    path: '/staff/v1/tickets',
    says: 'Opens a ticket for a customer; under the same key once.',
    proof: 'staff',
    request: tickets.openTicketRequest,
    answer: tickets.ticketAnswer,
    refusals: [
      ...json,
      ...staff,
      'bad_origin',
      'not_found',
      'missing_fields',
      'wrong_state',
      'no_session',
      'bad_media',
    ],
  },
  {
    method: 'POST',
    path: '/staff/v1/tickets/bulk',
    says: 'Assigns, moves or ranks several tickets; each answers for itself.',
    proof: 'staff',
    request: tickets.bulkTicketsRequest,
    answer: tickets.bulkTicketsAnswer,
    refusals: [...json, ...staff, 'bad_origin'],
  },
  {
    method: 'GET',
    path: '/staff/v1/tickets/:customer',
    says: 'Tickets of one customer, newest first.',
    proof: 'staff',
    answer: tickets.customerTicketsAnswer,
    refusals: [...staff, 'not_found'],
  },
  {
    method: 'GET',
    path: '/staff/v1/tickets/:customer/:ticket',
    says: 'One ticket with its history.',
    proof: 'staff',
    answer: tickets.ticketAnswer,
    refusals: [...staff, 'not_found'],
  },
  {
    method: 'POST',
    path: '/staff/v1/tickets/:customer/:ticket',
    says: 'An act on a ticket, upon the revision it was decided on.',
    proof: 'staff',
    request: tickets.ticketActRequest,
    answer: tickets.ticketAnswer,
    refusals: [
      ...([...json, ...staff, 'bad_origin', 'not_found', 'stale', 'wrong_state'] as const),
      ...(['children_open', 'missing_fields', 'no_session', 'bad_media'] as const),
    ],
  },
];

/** What customers ask of their own tickets, beside the acts on the stream. */
export const ownTicketOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/tickets',
    says: 'The customer’s own tickets, newest first.',
    proof: 'session',
    answer: tickets.ownTicketsAnswer,
    refusals: ['bad_token', 'bad_origin'],
  },
  {
    method: 'GET',
    path: '/v1/ticket-kinds',
    says: 'What a customer may open by themselves (act `open-ticket`).',
    proof: 'session',
    answer: tickets.ownKindsAnswer,
    refusals: ['bad_token', 'bad_origin'],
  },
  {
    method: 'GET',
    path: '/v1/tickets/:ticket',
    says: 'One of the customer’s own tickets with its whole progress.',
    proof: 'session',
    answer: tickets.ownTicketAnswer,
    refusals: ['bad_token', 'bad_origin', 'not_found'],
  },
];
