import type {
  BulkTicketsAnswer,
  OpenTicketRequest,
  TicketActRequest,
  TicketAnswer,
  TicketsAnswer,
} from '../../../../shared/ticket-api.ts';
import type { bulkTicketsRequest } from '../../../../shared/ticket-api.ts';
import type { InferInput } from 'valibot';
import type { DeskSettings } from '../../../../shared/settings/desk.ts';
import type { Tickets } from '../../../../shared/settings/tickets.ts';
import type { TicketRow } from '../../../../shared/ticket.ts';
import { staffCall, staffFetch, type Member } from '../staff/net.ts';

export type Document<Value> = { revision: number; value: Value };

const get = <Value>(path: string) => staffCall<Value>('GET', path);
const post = <Value>(path: string, body: object) => staffCall<Value>('POST', path, body);
const at = (customer: string, ticket: string) =>
  `tickets/${encodeURIComponent(customer)}/${encodeURIComponent(ticket)}`;

/** What a list asks for; the gateway filters, pages are of 50. */
export type ListQuery = {
  view: string;
  kind: string;
  phase: string;
  priority: string;
  search: string;
  after?: string | undefined;
};

export function queryOf(given: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) if (value) query.set(name, value);
  return query.size > 0 ? `?${query}` : '';
}

/** The calls of the ticket screens. Refusals are answered; only a dead network throws. */
export const ticketNet = {
  list: (query: ListQuery) => get<TicketsAnswer>(`tickets${queryOf(query)}`),
  ofCustomer: (customer: string) => get<{ tickets: TicketRow[] }>(`tickets/${encodeURIComponent(customer)}`),
  read: (customer: string, ticket: string) => get<TicketAnswer>(at(customer, ticket)),
  open: (request: OpenTicketRequest) => post<TicketAnswer>('tickets', request),
  act: (customer: string, ticket: string, request: TicketActRequest) =>
    post<TicketAnswer>(at(customer, ticket), request),
  bulk: (request: InferInput<typeof bulkTicketsRequest>) => post<BulkTicketsAnswer>('tickets/bulk', request),
  give: (customer: string, file: File) =>
    staffFetch<{ media: { id: string; name: string } }>(`media${queryOf({ customer, name: file.name })}`, {
      method: 'POST',
      headers: { 'content-type': file.type || 'application/octet-stream' },
      body: file,
    }),
  members: () => get<{ members: Member[] }>('members'),
  settings: () => get<Document<Tickets>>('settings/tickets'),
  desk: () => get<Document<DeskSettings>>('settings/desk'),
  calendars: () => get<Document<{ calendars: { id: string; name: string }[] }>>('settings/calendars'),
  saveSettings: (document: Document<Tickets>) => post<{ revision: number }>('settings/tickets', document),
};
