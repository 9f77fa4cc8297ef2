/** 工单评价: whether the customer may say now what they think of how a ticket ended, and what becomes of it. Pure. */
import { refuse, type Refusal } from '../../../shared/refusal.ts';
import type { RatingGiven } from '../../../shared/serving.ts';
import type { Ticket, TicketActor } from '../../../shared/ticket.ts';
import { isDone } from './flow.ts';
import type { TicketStep } from './rules.ts';

/** So long after it was given a rating may be changed. */
export const CHANGE_MS = 24 * 3_600_000;

/** What was said of the present end; a ticket that was opened again since is rated anew. */
export function ratingOf(ticket: Ticket): NonNullable<Ticket['rating']> | null {
  const { rating, solvedAt, phase } = ticket;
  return rating && isDone(phase) && rating.at >= (solvedAt ?? 0) ? rating : null;
}

/** Until when the customer may rate, or change what they said; null: there is nothing to rate. `termMs`: the term of 邀评. */
export function ratesUntil(ticket: Ticket, termMs: number): number | null {
  if (!isDone(ticket.phase) || ticket.mergedInto !== null || ticket.parent !== null) return null;
  const given = ratingOf(ticket);
  return given ? given.at + CHANGE_MS : (ticket.closedAt ?? ticket.solvedAt ?? ticket.stateSince) + termMs;
}

/** The customer rates, or changes what they said; the same again changes nothing. */
export function customerRates(
  ticket: Ticket,
  said: RatingGiven,
  by: TicketActor,
  { now, termMs }: { now: number; termMs: number },
): TicketStep | Refusal {
  const until = ratesUntil(ticket, termMs);
  if (until === null) return refuse('wrong_state');
  if (until <= now) return refuse('rating_over');
  const before = ratingOf(ticket);
  const { score, solved, text, tags } = said;
  const plain = {
    score,
    ...(solved === undefined ? {} : { solved }),
    ...(text ? { text } : {}),
    ...(tags && tags.length > 0 ? { tags } : {}),
  };
  const rating = { ...plain, at: before?.at ?? now };
  if (before && JSON.stringify(before) === JSON.stringify(rating)) return { ticket, news: [] };
  const event = { what: 'rated' as const, ...plain, changed: before !== null };
  return { ticket: { ...ticket, rating }, news: [{ by, internal: false, event }] };
}
