/** What is asked of a customer's actor about their tickets. */
import type { Viewer } from './actors.ts';
import type { Result } from './refusal.ts';
import type { Ticket, TicketEntry, TicketRow, TicketView } from './ticket.ts';
import type { OpenTicketRequest, TicketActRequest } from './ticket-api.ts';

type Colleague = { id: string; name: string };

/** A ticket with its history and what it is bound to; `moves`: where a colleague may move it. */
export type TicketFile = {
  name: string;
  ticket: Ticket;
  entries: TicketEntry[];
  related: TicketRow[];
  moves: string[];
};

export type TicketOrder =
  | { order: 'open'; by: Colleague; request: OpenTicketRequest }
  /** `leads`: they may move a parent before its children are done. */
  | { order: 'act'; by: Colleague; leads: boolean; ticket: string; request: TicketActRequest }
  | { order: 'read'; ticket: string }
  | { order: 'list' }
  /** A customer's own, as they see them; all, or one with its whole progress. */
  | { order: 'own'; viewer: Viewer; ticket: string | null };

export type TicketOutcome = { file: TicketFile } | { rows: TicketRow[] } | { own: TicketView[] };

export interface TicketCalls {
  /** Opens, changes or reads tickets of this customer. Everything that changes names its key or its revision. */
  tickets(order: TicketOrder): Promise<Result<TicketOutcome>>;
}
