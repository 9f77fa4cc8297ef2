/** From readings to alarms. Pure: the same readings in any order, however often told, are the same alarms. */
import type { CheckRule } from './check.ts';

export const MINUTE_MS = 60_000;
/** Readings may come so late; what comes later than that changes nothing. */
export const KEPT_MINUTES = 60;

/** From the minute that made it bad enough to the one that made it good again; null: it goes on. */
export type Span = { began: number; ended: number | null };
/** Where a scan stands: the span that goes on, and how many readings in a row speak for a change. */
type Place = { open: Span | null; run: number };

/** The worst reading of each minute, and what came of the minutes before them. */
export type Series = { minutes: ReadonlyMap<number, number>; before: Place; floor: number };
export const fresh: Series = { minutes: new Map(), before: { open: null, run: 0 }, floor: -1 };

/** One minute more. A minute nobody looked in neither breaks nor mends. */
function advanced({ open, run }: Place, [minute, value]: readonly [number, number], rule: CheckRule): Place {
  const longer = (open ? value <= rule.clears : value >= rule.fires) ? run + 1 : 0;
  if (longer < (open ? rule.goodMinutes : rule.badMinutes)) return { open, run: longer };
  return { open: open ? null : { began: minute, ended: null }, run: 0 };
}

const inOrder = (minutes: ReadonlyMap<number, number>) => [...minutes].toSorted(([one], [two]) => one - two);

/** Takes a reading in: of one minute the worst counts. Minutes too old to change any more are added up. */
export function noted(
  series: Series,
  rule: CheckRule,
  { at, value }: { at: number; value: number },
  now: number,
): Series {
  const floor = Math.max(series.floor, Math.floor(now / MINUTE_MS) - KEPT_MINUTES);
  const minute = Math.floor(at / MINUTE_MS);
  const minutes = new Map(series.minutes);
  if (minute > series.floor) minutes.set(minute, Math.max(value, minutes.get(minute) ?? -Infinity));
  let { before } = series;
  for (const one of inOrder(minutes)) {
    if (one[0] > floor) break;
    before = advanced(before, one, rule);
    minutes.delete(one[0]);
  }
  return { minutes, before, floor };
}

/** The spans in which a rule is broken, as far as readings are kept, oldest first. */
export function spansIn({ minutes, before }: Series, rule: CheckRule): Span[] {
  const spans: Span[] = before.open ? [{ ...before.open }] : [];
  let place = before;
  for (const one of inOrder(minutes)) {
    const next = advanced(place, one, rule);
    const last = spans.at(-1);
    if (place.open && !next.open && last) last.ended = one[0];
    if (!place.open && next.open) spans.push({ ...next.open });
    place = next;
  }
  return spans;
}

/** What is known of one alarm: whether it stands, and the newest beginning that was told. */
export type Alarm = { stands: boolean; told: number };
export const silent: Alarm = { stands: false, told: -1 };

/** What is news: it began, it ended; both where it is over before anybody looked. */
export type AlarmNews = 'began' | 'ended';

/** Looks at the spans. A beginning that moved earlier by what came late is the one told before, unless its end was told meanwhile: then it stands anew. */
export function looked(alarm: Alarm, spans: readonly Span[]): { next: Alarm; news: AlarmNews[] } {
  const last = spans.at(-1);
  const isFresh = last !== undefined && last.began > alarm.told;
  const stands = last !== undefined && last.ended === null;
  const news: AlarmNews[] = [];
  if (!alarm.stands && (stands || isFresh)) news.push('began');
  if (!stands && (alarm.stands || news.length > 0)) news.push('ended');
  return { next: { stands, told: isFresh ? last.began : alarm.told }, news };
}
