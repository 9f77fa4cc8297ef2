/** The list of tickets over all customers, and what is asked of the actor that keeps it. */
import type { SearchOrder, TicketsFound } from './directory.ts';
import type { ForgetCalls } from './erasure.ts';
import type { ChannelName } from './message.ts';
import type { TicketPhase, TicketPriority } from './settings/tickets.ts';
import type { LimitName, TicketRow } from './ticket.ts';
import type { Result } from './refusal.ts';

/** Tickets on one page of a list. */
export const DOCKET_PAGE = 50;

/** `groups`: those of the member who looks. `after`: the cursor a page before this one gave. */
export type DocketQuery = {
  member: string;
  groups: string[];
  view: 'mine' | 'group' | 'unassigned' | 'overdue' | 'copied' | 'all';
  kind: string | null;
  phase: TicketPhase | null;
  priority: TicketPriority | null;
  assignee: string | null;
  search: string | null;
  after: string | null;
  limit: number;
};

export type DocketPage = { tickets: TicketRow[]; after: string | null };

/** What the customer said in it, for search, and the channel they came by. */
export type TicketSaid = { channel: ChannelName | null; text: string };

type Share = { n: number; sum: number };
/** Tickets opened on a day that one group has (empty: none): how many, and of how many each limit is known (`n`) and was kept (`sum`). */
export type LimitsOfDay = { day: string; group: string; opened: number } & Record<LimitName, Share>;

export interface DocketCalls extends ForgetCalls {
  /** A ticket as its customer's actor has it now; an older revision changes nothing. */
  put(row: TicketRow, said: TicketSaid): Promise<Result<object>>;
  /** Tickets in whose number, title or customer's words those asked for stand, newest first. */
  find(order: SearchOrder): Promise<TicketsFound>;
  list(query: DocketQuery): Promise<DocketPage>;
  /** In the order of their ids, which never changes: a walk meets every one that was there when it began, once. */
  walk(order: {
    after: string;
    limit: number;
    customer: string | null;
    kind: string | null;
    phase: TicketPhase | null;
  }): Promise<{ tickets: TicketRow[]; more: boolean }>;
  /** Days of their opening, both included (Asia/Shanghai). */
  limits(order: { from: string; to: string }): Promise<LimitsOfDay[]>;
  /** Those of which a limit is known, missed ones first; `after`: how many were read. */
  behindLimit(order: {
    from: string;
    to: string;
    limit: LimitName;
    group: string | null;
    after: number;
  }): Promise<{ tickets: TicketRow[]; more: boolean }>;
  /** How many each view has, of what is not done. */
  counts(who: { member: string; groups: string[] }): Promise<Record<DocketQuery['view'], number>>;
}
