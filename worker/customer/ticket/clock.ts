/** Time limits in open time: a clock runs, stands still, warns, is met or missed. Pure. */
import { addBusinessMs, businessMsBetween, type Hours } from '../../../shared/calendar.ts';
import type { TicketClock } from '../../../shared/ticket.ts';

/** A clock nobody has started. */
export function freshClock(targetMs: number): TicketClock {
  return { targetMs, usedMs: 0, since: null, warnAt: null, dueAt: null, warnedAt: null, missedAt: null, metAt: null };
}

/** Runs from now on; one that runs, or was met, is left. */
export function started(clock: TicketClock, hours: Hours, warnPercent: number, now: number): TicketClock {
  if (clock.since !== null || clock.metAt !== null) return clock;
  const at = (ms: number) => addBusinessMs(hours, now, Math.max(0, ms - clock.usedMs));
  return {
    ...clock,
    since: now,
    warnAt: clock.warnedAt === null ? at((clock.targetMs * warnPercent) / 100) : null,
    dueAt: at(clock.targetMs),
  };
}

/** Stands still from now on; what it used is kept. */
export function stopped(clock: TicketClock, hours: Hours, now: number): TicketClock {
  if (clock.since === null) return clock;
  const usedMs = clock.usedMs + businessMsBetween(hours, clock.since, now);
  return { ...clock, usedMs, since: null, warnAt: null, dueAt: null };
}

/** What it measured has happened. */
export function met(clock: TicketClock, hours: Hours, now: number): TicketClock {
  return clock.metAt === null ? { ...stopped(clock, hours, now), metAt: now } : clock;
}

/** What it measured turned out not to have happened: it may run again. */
export function undone(clock: TicketClock): TicketClock {
  return { ...clock, metAt: null };
}

/** Another limit, from now on; what was used counts, a warning may come again, a miss stays one. */
export function retargeted(
  clock: TicketClock,
  hours: Hours,
  { targetMs, warnPercent, now }: { targetMs: number; warnPercent: number; now: number },
): TicketClock {
  const ran = clock.since !== null;
  const next = { ...stopped(clock, hours, now), targetMs, warnedAt: clock.missedAt === null ? null : clock.warnedAt };
  return ran ? started(next, hours, warnPercent, now) : next;
}

/** When time alone changes something on it. */
export function clockDue(clock: TicketClock): number | null {
  if (clock.since === null) return null;
  const times = [
    clock.warnedAt === null && clock.missedAt === null ? clock.warnAt : null,
    clock.missedAt === null ? clock.dueAt : null,
  ].filter((time) => time !== null);
  return times.length === 0 ? null : Math.min(...times);
}

/** What became of it by now. A miss says more than a warning: who slept through both is told the miss. */
export function judged(clock: TicketClock, now: number): { clock: TicketClock; news: 'warned' | 'missed' | null } {
  if (clock.since === null || clock.missedAt !== null) return { clock, news: null };
  if (clock.dueAt !== null && clock.dueAt <= now) return { clock: { ...clock, missedAt: now }, news: 'missed' };
  if (clock.warnedAt === null && clock.warnAt !== null && clock.warnAt <= now)
    return { clock: { ...clock, warnedAt: now }, news: 'warned' };
  return { clock, news: null };
}
