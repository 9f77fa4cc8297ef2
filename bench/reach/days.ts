/** Many days added up. */
import { playDay } from './day.ts';

export type Days = Record<
  | 'days'
  | 'events'
  | 'due'
  | 'arrived'
  | 'overruns'
  | 'twice'
  | 'wasted'
  | 'silent'
  | 'loud'
  | 'strangers'
  | 'sms'
  | 'callbacks',
  number
> & {
  reasons: Record<string, number>;
  /** What went wrong, by day. */
  found: string[];
};

export function noDays(): Days {
  const none = {
    days: 0,
    events: 0,
    due: 0,
    arrived: 0,
    overruns: 0,
    twice: 0,
    wasted: 0,
    silent: 0,
    loud: 0,
    strangers: 0,
    sms: 0,
    callbacks: 0,
  };
  return { ...none, reasons: {}, found: [] };
}

/** Plays the day of a seed and adds it. */
export function addDay(days: Days, seed: number, planned: boolean): void {
  const day = playDay(seed, planned);
  days.days += 1;
  days.events += day.events;
  days.due += day.due;
  days.arrived += day.arrived;
  days.overruns += day.overruns;
  days.sms += day.sms;
  days.callbacks += day.callbacks;
  for (const [why, times] of Object.entries(day.reasons)) days.reasons[why] = (days.reasons[why] ?? 0) + times;
  for (const name of ['twice', 'wasted', 'silent', 'loud', 'strangers'] as const) {
    days[name] += day[name].length;
    if (day[name].length > 0) days.found.push(`day ${seed}, ${name}: ${day[name].slice(0, 3).join('; ')}`);
  }
  if (day.overruns > 0) days.found.push(`day ${seed}: ${day.overruns} of 45015 or 45047`);
}
