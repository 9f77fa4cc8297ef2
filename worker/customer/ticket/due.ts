/** What the clock brings to tickets: warnings, missed limits, moves that follow silence, left messages that are whole. */
import type { Turn } from '../turn.ts';
import { keep, worldOf } from './book.ts';
import { takeMessages } from './intake.ts';
import { timePassed } from './time.ts';

export function ticketsDue(turn: Turn): void {
  takeMessages(turn);
  for (const ticket of turn.tickets.due(turn.now)) keep(turn, ticket, timePassed(ticket, worldOf(turn, ticket)));
}
