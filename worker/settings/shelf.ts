/**
 * The settings as this isolate keeps them: one for all actors and requests in it. Asked for synchronously; looked after in the
 * background, so that nobody waits for them but the first.
 */
import {
  documents,
  isSettingsName,
  settingsNames,
  type AllSettings,
  type SettingsCalls,
} from '../../shared/settings.ts';
import * as v from 'valibot';
import { faultLine, freshNumber, log } from '../log.ts';

/** What is newer is looked for so often, at most. */
const FRESH_MS = 2_000;
/** The longest anybody waits for an isolate's first look; then what holds is the empty document. */
const WAIT_MS = 600;
/** After a look in vain nobody waits again for so long. */
const REST_MS = 5_000;
/** A flight whose request was ended under it never lands. */
const LOST_MS = 15_000;

/** The actor's name: one per deployment. */
export const SETTINGS = 'main';

type Source = { SETTINGS: { getByName(name: string): Pick<SettingsCalls, 'since'> } };
type Shelf = {
  version: number;
  held: AllSettings;
  lookedAt: number;
  seen: boolean;
  restUntil: number;
  failing: boolean;
  flight: { began: number; landing: Promise<void> } | null;
};

const fresh = (): Shelf => ({
  version: 0,
  held: Object.fromEntries(settingsNames.map((name) => [name, documents[name].empty])) as AllSettings,
  lookedAt: -Infinity,
  seen: false,
  restUntil: -Infinity,
  failing: false,
  flight: null,
});
let shelf = fresh();

/** The newest documents this isolate has; sees to it that the next ones come. */
export function settingsNow(env: Source): AllSettings {
  const age = Date.now() - shelf.lookedAt;
  // A clock set back makes an age below zero: look again.
  if (age > FRESH_MS || age < 0) void look(env);
  return shelf.held;
}

/** Whether nobody needs to wait for the settings: they are here, or were looked for in vain just now. */
export function settingsKnown(): boolean {
  const rest = shelf.restUntil - Date.now();
  return shelf.seen || (rest > 0 && rest <= REST_MS);
}

/** Waits, when this isolate never saw them, until it has; not longer than a moment. */
export async function ensureSettings(env: Source): Promise<AllSettings> {
  if (!settingsKnown()) {
    await within(look(env), WAIT_MS);
    if (!shelf.seen) shelf.restUntil = Date.now() + REST_MS;
  }
  return settingsNow(env);
}

/** Asks for what is newer and takes it, now: who has just written sees it. */
export async function refreshSettings(env: Source): Promise<AllSettings> {
  const { flight } = shelf;
  if (flight) await within(flight.landing, WAIT_MS);
  // One that was lost with its request would be waited for in vain, and what was written not be seen.
  if (flight && shelf.flight === flight) shelf.flight = null;
  await within(look(env), LOST_MS);
  return shelf.held;
}

/** Begins again, as a new isolate does. */
export function forgetSettings(): void {
  shelf = fresh();
}

async function within(work: Promise<void>, waitMs: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, waitMs);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

/** One flight at a time; never rejects. */
function look(env: Source): Promise<void> {
  const now = Date.now();
  const { flight } = shelf;
  if (flight && now - flight.began < LOST_MS && now >= flight.began) return flight.landing;
  const mine = shelf;
  mine.lookedAt = now;
  const landing = env.SETTINGS.getByName(SETTINGS)
    .since(mine.version)
    .then(
      (changed) => {
        if (changed) take(mine, changed);
        mine.seen = true;
        mine.failing = false;
        mine.flight = null;
      },
      (fault: unknown) => {
        // Said once: as long as it goes on, every two seconds would say the same.
        if (!mine.failing) log(faultLine('', freshNumber(), 'settings shelf', fault));
        mine.failing = true;
        mine.flight = null;
      },
    );
  mine.flight = { began: now, landing };
  return landing;
}

/** A document of another shape (written by newer or older code) is left: what held goes on. */
function take(onto: Shelf, changed: NonNullable<Awaited<ReturnType<SettingsCalls['since']>>>): void {
  const next: Record<string, unknown> = { ...onto.held };
  for (const { name, value } of changed.documents) {
    if (!isSettingsName(name)) continue;
    const checked = v.safeParse(documents[name].shape, value);
    if (checked.success) next[name] = checked.output;
    else log(faultLine('', freshNumber(), `settings ${name}`, new Error('a document of another shape')));
  }
  onto.held = next as AllSettings;
  onto.version = changed.version;
}
