import type { TicketClock, TicketRow } from '../../../../shared/ticket.ts';
import type { useTicketWords } from './words.ts';

type Words = ReturnType<typeof useTicketWords>;
export type Told = { text: string; tone: 'grey' | 'green' | 'orange' | 'red' };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A length of time in words, days too. */
export function lasting(ms: number, words: Words): string {
  const days = Math.floor(ms / DAY_MS);
  if (days === 0) return words.span(ms);
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS);
  return words.k('due.days', { days, hours });
}

/** How a moment stands to now. */
export function dueWords(dueAt: number, now: number, words: Words): Told {
  if (dueAt <= now) return { text: words.k('due.over', { time: lasting(now - dueAt, words) }), tone: 'red' };
  const text = words.k('due.left', { time: lasting(dueAt - now, words) });
  return { text, tone: dueAt - now < HOUR_MS ? 'orange' : 'grey' };
}

/** What a list says of a row's next limit. */
export function rowDue(row: TicketRow, now: number, words: Words): Told {
  if (row.phase === 'solved' || row.phase === 'closed') {
    return row.missed ? { text: words.k('due.missed'), tone: 'red' } : { text: words.k('due.none'), tone: 'grey' };
  }
  return row.dueAt === null ? { text: words.k('due.paused'), tone: 'grey' } : dueWords(row.dueAt, now, words);
}

/** How one of the ticket's clocks stands. */
export function clockWords(clock: TicketClock, now: number, words: Words): Told {
  if (clock.metAt !== null) {
    return clock.missedAt === null
      ? { text: words.k('due.met'), tone: 'green' }
      : { text: words.k('due.missed'), tone: 'red' };
  }
  if (clock.since === null)
    return clock.missedAt === null
      ? { text: words.k('due.paused'), tone: 'grey' }
      : { text: words.k('due.missed'), tone: 'red' };
  return clock.dueAt === null ? { text: words.k('due.none'), tone: 'grey' } : dueWords(clock.dueAt, now, words);
}

/** In the order of a ticket's life, and of its hurry. */
export const phaseNames = ['open', 'doing', 'waiting', 'confirming', 'solved', 'closed'] as const;
export const priorityNames = ['low', 'normal', 'high', 'urgent'] as const;

const phaseTones = {
  open: 'brand',
  doing: 'violet',
  waiting: 'orange',
  confirming: 'orange',
  solved: 'green',
  closed: 'grey',
} as const;
export const phaseTone = (phase: keyof typeof phaseTones) => phaseTones[phase];
export const priorityTone = (priority: 'low' | 'normal' | 'high' | 'urgent') =>
  priority === 'urgent' ? ('red' as const) : priority === 'high' ? ('orange' as const) : ('grey' as const);
