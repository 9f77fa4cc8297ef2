/** Appointments: set, moved and cancelled as the company tells, reminded of the day before and two hours before. Runs inside one transaction. */
import type { EventFate, EventRequest } from '../../../shared/reminders/api.ts';
import type { Untold } from '../../../shared/reminders/history.ts';
import { DAY_MS, startOfDay } from '../../../shared/reach/quiet.ts';
import { isOff, statedOf } from '../../../shared/profile/fold.ts';
import type { Turn } from '../turn.ts';
import type { Appointment, Next } from './store.ts';
import { reminderFor, tell } from './telling.ts';

const HOUR_MS = 3_600_000;
const SOON_MS = 2 * HOUR_MS;
/** So many encounters say at which hour somebody is there. */
const TELLING = 3;
/** When nobody is woken or kept up. */
const [EARLIEST, LATEST] = [8, 21];
const KEPT_MS = 30 * DAY_MS;
/** Of the part of the day they named: in the morning, in the afternoon, in the evening. */
const STATED_HOURS: Readonly<Record<string, number>> = { 1: 9, 2: 14, 3: 19 };

/** What became of what was told; `why`: why nothing was said. */
export type Became = { fate: EventFate; notice: string | null; why?: Untold };
type Given = Extract<EventRequest, { appointment: unknown }>['appointment'];

/** What is known of it becomes so, unless something newer is; the person is told what changed, and what was to be said before is not. */
export function arrangeAppointment(
  turn: Turn,
  key: string,
  { id, time, what }: Given,
  saidAt: number,
  home: string,
): Became {
  const before = turn.appointments.of(id);
  if (before && saidAt < before.saidAt) return { fate: 'older', notice: null, why: 'older' };
  const now: Appointment = { id, time, what, saidAt, next: time === null ? null : nextOf(turn, time), home };
  turn.appointments.save(now);
  const changed = changeOf(before, now);
  if (changed === null) return { fate: 'kept', notice: null, why: 'same' };
  silence(turn, id);
  const moment = time ?? before?.time ?? null;
  if (moment === null || moment <= turn.now) return { fate: 'kept', notice: null, why: 'past' };
  return said(turn, changed, key, { ...now, time: moment });
}

function changeOf(before: Appointment | null, now: Appointment): string | null {
  const was = before?.time ?? null;
  if (was === now.time && before?.what === now.what) return null;
  if (now.time === null) return was === null ? null : 'appointment-cancelled';
  return was === null ? 'appointment-set' : 'appointment-moved';
}

function said(turn: Turn, event: string, key: string, { id, time, what, home }: Appointment): Became {
  const reminder = reminderFor(turn, event);
  if (!reminder?.on || time === null) return { fate: 'kept', notice: null, why: 'off' };
  const values = { what, time };
  const { notice } = tell(turn, reminder, { key, values, opens: { to: 'line' }, until: time, appointment: id, home });
  return { fate: 'notified', notice };
}

/** What was told of it before and is not read yet goes out no more. */
function silence(turn: Turn, id: string): void {
  for (const notice of turn.appointments.unread(id)) {
    turn.reach.over(notice);
    turn.reach.nowhere(notice, { outdated: 1 });
  }
}

/** The reminder that comes next; null: it is too late for any. */
function nextOf(turn: Turn, time: number): Next | null {
  const tomorrow = startOfDay(time) - DAY_MS + hourOf(turn) * HOUR_MS;
  if (tomorrow > turn.now) return { which: 'tomorrow', at: tomorrow };
  return time - SOON_MS > turn.now ? { which: 'soon', at: time - SOON_MS } : null;
}

/** The hour they named, else that at which they come most, as far as anything is known and they let it be used, by day. */
function hourOf(turn: Turn): number {
  const profile = turn.profile.read();
  const { hour } = turn.around.settings.reminders;
  const stated = statedOf(profile, 'trait:hours');
  if (stated !== null) return STATED_HOURS[stated] ?? hour;
  if (isOff(profile, 'trait:hours')) return hour;
  const hours = new Map<number, number>();
  for (const { fact } of turn.profile.facts())
    if (fact.kind === 'encounter') hours.set(fact.hour, (hours.get(fact.hour) ?? 0) + 1);
  const [most] = [...hours].toSorted(([one, often], [other, as]) => as - often || one - other);
  if (!most || most[1] < TELLING) return hour;
  return Math.min(LATEST, Math.max(EARLIEST, most[0]));
}

/** What the clock brings: each reminder once, none after the moment it is about. */
export function appointmentsDue(turn: Turn): void {
  for (const one of turn.appointments.due(turn.now)) {
    const { id, time, next } = one;
    const after = time === null ? null : nextOf(turn, time);
    // The one that is due now is over; after the day before comes two hours before.
    turn.appointments.save({ ...one, next: next?.which === 'soon' || after?.which === 'tomorrow' ? null : after });
    if (time === null || next === null || time <= turn.now) continue;
    const isLate = next.which === 'tomorrow' && startOfDay(turn.now) >= startOfDay(time);
    if (isLate) continue;
    silence(turn, id);
    said(turn, `appointment-${next.which}`, `appointment:${id}:${time}:${next.which}`, one);
  }
  turn.appointments.prune(turn.now - KEPT_MS);
}
