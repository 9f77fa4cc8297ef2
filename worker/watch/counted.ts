/** Readings of what was counted, and of hooks gone silent. Runs inside one transaction. */
import { burning } from '../../shared/operations/burn.ts';
import type { CheckName, Reading } from '../../shared/operations/check.ts';
import type { Account } from '../channels/account.ts';
import type { WatchStore } from './store.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const LATELY_MS = 10 * MINUTE_MS;
const FAULTS_MS = 5 * MINUTE_MS;
/** A lane nobody speaks of for so long is through: letters are tried again each minute. */
const THROUGH_MS = 150_000;
/** The day of hooks in China, in hours; silence counts by day alone. */
const [OPENS, SHUTS] = [9, 21] as const;
/** A hook silent for less than this is never spoken of. */
const LEAST_SILENCE_MS = 30 * MINUTE_MS;
/** As in identity's policy of codes, where an account names no other number. */
const CODES_A_DAY = 1_000;

/** The time of day in China. */
const dayOf = (at: number): number => Math.floor((at + 8 * 3_600_000) / DAY_MS);

/** How much of a stretch lies by day. */
export function byDay(from: number, to: number): number {
  let sum = 0;
  for (let day = dayOf(from); day <= dayOf(to); day += 1) {
    const midnight = day * DAY_MS - 8 * 3_600_000;
    const opens = Math.max(from, midnight + OPENS * 3_600_000);
    sum += Math.max(0, Math.min(to, midnight + SHUTS * 3_600_000) - opens);
  }
  return sum;
}

/** What the tables say at `now`. */
export function countedReadings(store: WatchStore, accounts: readonly Account[], now: number): Reading[] {
  const reading = (check: CheckName, subject: string, value: number): Reading => ({ check, subject, at: now, value });
  const quarantined = store.since(['quarantined'], now - LATELY_MS);
  const unknown = store.since(['unknown'], now - LATELY_MS);
  const codes = store.since(['code'], dayOf(now) * DAY_MS - 8 * 3_600_000);
  const burns = burning(store.tallies(now), now);
  return [
    ...accounts.flatMap((one) => [
      reading('quarantine', one.id, quarantined.get(one.id) ?? 0),
      reading('unknown', one.id, unknown.get(one.id) ?? 0),
      ...(one.channel === 'sms'
        ? [reading('quota', one.id, (codes.get(one.id) ?? 0) / (one.codesADay ?? CODES_A_DAY))]
        : []),
    ]),
    ...stuckReadings(store, now, reading),
    reading('fault', '', store.since(['fault'], now - FAULTS_MS).get('') ?? 0),
    reading('fast', '', burns.fast),
    reading('slow', '', burns.slow),
  ];
}

function stuckReadings(
  store: WatchStore,
  now: number,
  reading: (check: CheckName, subject: string, value: number) => Reading,
): Reading[] {
  const stuck = store.stuck(now, THROUGH_MS);
  const through = store
    .rows()
    .filter(
      ({ check, subject, stands }) => check === 'outbox' && stands && !stuck.some((one) => one.subject === subject),
    );
  return [
    ...stuck.map(({ subject, since }) => reading('outbox', subject, now - since)),
    ...through.map(({ subject }) => reading('outbox', subject, 0)),
  ];
}

/** How silent each hook is, against its own longest silence; one that was never heard, or for less than a day, says nothing. */
export function hookReadings(
  store: WatchStore,
  heard: ReadonlyMap<string, number>,
  hooks: readonly string[],
  now: number,
): Reading[] {
  return hooks.flatMap((account) => {
    const at = heard.get(account);
    if (at === undefined) return [];
    const before = store.heardAt(account);
    if (before === null || before > at) store.setHeard(account, at);
    else if (at > before) {
      store.silence(account, new Date(at + 8 * 3_600_000).toISOString().slice(0, 10), byDay(before, at));
      store.setHeard(account, at);
    }
    const usual = store.longestSilence(account);
    const value = usual === null ? 0 : byDay(at, now) / Math.max(usual, LEAST_SILENCE_MS);
    return [{ check: 'hook' as const, subject: account, at: now, value }];
  });
}
