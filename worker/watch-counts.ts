/**
 * What this isolate counts for the watch: told in bulk, at most every few seconds, what is bad sooner. Counted again where the telling
 * failed, applied once there. Labels are names of ours and configured accounts, never anybody's address.
 */
import type { Batch, CountName, WatchCalls } from '../shared/operations/calls.ts';
import { faultsSeen } from './log.ts';

type Source = { WATCH: { getByName(name: string): Pick<WatchCalls, 'counted'> } };

/** The actor's name: one per deployment. */
export const WATCH = 'main';
const EVERY_MS = 10_000;
/** What speaks of trouble is told this soon. */
const SOON_MS = 1_000;
/** A telling whose request was ended under it never lands: the same batch is told again. */
const LOST_MS = 15_000;
const urgent: readonly CountName[] = ['lost', 'unknown', 'quarantined', 'fault'];

const fresh = () => ({
  counts: new Map<string, number>(),
  stuck: new Map<string, number>(),
  faults: 0,
  toldAt: -Infinity,
  isolate: '',
  number: 0,
  onItsWay: null as Batch | null,
  flying: null as number | null,
});
let held = fresh();

/** Counts; `subject` is an account's id or another name of ours, or empty for the whole house. Answers the telling it began, which never rejects. */
export function note(env: Source, name: CountName, subject = '', now = Date.now(), n = 1): Promise<void> | null {
  const key = `${name}:${subject}`;
  held.counts.set(key, (held.counts.get(key) ?? 0) + n);
  return tellWhenDue(env, urgent.includes(name) ? SOON_MS : EVERY_MS, now);
}

/** A letter of this lane has been tried in vain since then; said again with every try. */
export function noteStuck(env: Source, subject: string, since: number, now = Date.now()): void {
  held.stuck.set(subject, Math.min(since, held.stuck.get(subject) ?? Infinity));
  void tellWhenDue(env, SOON_MS, now);
}

/** Tells what there is to tell, now. */
export async function tellCounts(env: Source, now = Date.now()): Promise<void> {
  const wasLost = held.onItsWay !== null;
  await tell(env, now);
  // What was counted behind a batch that never landed need not wait for the next time.
  if (wasLost && held.onItsWay === null) await tell(env, now);
}

function tellWhenDue(env: Source, pauseMs: number, now: number): Promise<void> | null {
  // A clock set back makes an age below zero: tell.
  const age = now - held.toldAt;
  if (inFlight(now) || (age < pauseMs && age >= 0)) return null;
  return tell(env, now);
}

function inFlight(now: number): boolean {
  if (held.flying === null) return false;
  const age = now - held.flying;
  return age >= 0 && age < LOST_MS;
}

async function tell(env: Source, now: number): Promise<void> {
  const mine = held;
  if (inFlight(now)) return;
  mine.toldAt = now;
  const batch = mine.onItsWay ?? gathered(mine, now);
  if (!batch) return;
  mine.onItsWay = batch;
  mine.flying = now;
  try {
    await env.WATCH.getByName(WATCH).counted(batch);
    if (mine.onItsWay === batch) mine.onItsWay = null;
  } catch {
    // Told again with the next count, under the same number.
  } finally {
    if (mine.flying === now) mine.flying = null;
  }
}

function gathered(mine: ReturnType<typeof fresh>, now: number): Batch | null {
  const faults = faultsSeen() - mine.faults;
  mine.faults += faults;
  if (faults > 0) mine.counts.set('fault:', (mine.counts.get('fault:') ?? 0) + faults);
  if (mine.counts.size === 0 && mine.stuck.size === 0) return null;
  if (mine.isolate === '') mine.isolate = crypto.randomUUID();
  mine.number += 1;
  const counts = [...mine.counts].map(([key, n]) => {
    const at = key.indexOf(':');
    return { name: key.slice(0, at) as CountName, subject: key.slice(at + 1), n };
  });
  const stuck = [...mine.stuck].map(([subject, since]) => ({ subject, since }));
  mine.counts.clear();
  mine.stuck.clear();
  return { isolate: mine.isolate, number: mine.number, at: now, counts, stuck };
}

/** Begins again, as a new isolate does. */
export function forgetCounts(): void {
  held = { ...fresh(), faults: faultsSeen() };
}
