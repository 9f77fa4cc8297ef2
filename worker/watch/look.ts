/** One look at the house: asks its parts, then reads what was counted. What isn't answered in time is bad, or unknown. */
import type { DeskCalls } from '../../shared/desk-calls.ts';
import type { CheckName, Reading } from '../../shared/operations/check.ts';
import type { Rise } from '../../shared/topics/api.ts';
import type { Probe } from '../../shared/operations/api.ts';
import { syntheticOf, SYNTHETIC_WORDS } from '../../shared/operations/synthetic.ts';
import type { Account } from '../channels/account.ts';
import { hookPath } from '../channels/registry.ts';
import { configOf } from '../config.ts';
import type { Env } from '../env.ts';
import { FROZEN } from '../identity/port.ts';
import { KNOWLEDGE } from '../knowledge/shelf.ts';
import { lineOf } from '../line.ts';
import { SETTINGS } from '../settings/shelf.ts';
import { asksForRises } from './rises.ts';
import type { WatchStore } from './store.ts';

/** The longest anything is waited for; the look itself is over well within its minute. */
export const PATIENCE_MS = 10_000;
/** A robot that gave no answer counts as this slow. */
const NO_ANSWER_MS = 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** What asking brought: readings, when each hook was heard, and what couldn't be seen. */
export type Asked = {
  readings: Reading[];
  heard: Map<string, number>;
  blind: CheckName[];
  probes: Probe[];
  /** Topics that rise; null: not asked for, or not told. */
  rises: Rise[] | null;
};

/** What only asking tells. Never rejects. */
export async function ask(env: Env, store: Pick<WatchStore, 'number'>, now: number, robotOff: boolean): Promise<Asked> {
  const { accounts } = configOf(env);
  const [spoken, tokens, heard, parts, queue, frozen, rises] = await Promise.all([
    Promise.all(accounts.map((one) => speak(env, one, now))),
    Promise.all(accounts.map(async (one) => ({ one, ok: await within(tokenOf(env, one), false) }))),
    Promise.all(
      accounts.map(async ({ id }) => [id, await within(env.PROVIDER.getByName(id).heardAt(id), null)] as const),
    ),
    partsOf(env),
    within(env.DESK.getByName('main').view(), null),
    within(env.IDENTITY.getByName(FROZEN).frozen(), null),
    asksForRises(store, now) ? within(env.TOPICS.getByName('main').rises(), null) : null,
  ]);
  const reading = (check: CheckName, subject: string, value: number): Reading => ({ check, subject, at: now, value });
  const readings = [
    ...spoken.map(({ account, taken }) => reading('channel', account, taken ? 0 : 1)),
    ...tokens.map(({ one, ok }) => reading('token', one.id, ok ? 0 : 1)),
    ...parts.map(({ name, ok }) => reading('part', name, ok ? 0 : 1)),
    reading('part', 'desk', queue ? 0 : 1),
  ];
  const took = spoken.filter(({ taken }) => taken).map(({ ms }) => ms ?? NO_ANSWER_MS);
  // Switched off, it answers nobody; where nobody was taken in, the channels say so.
  if (!robotOff && took.length > 0) readings.push(reading('robot', '', Math.max(...took)));
  if (queue) readings.push(reading('queue', '', waitingAlone(queue)));
  // Whoever stays frozen for longer stands on the floor; the next one is told anew.
  if (frozen) {
    const lately = frozen.filter(({ since, thawed }) => thawed === null && now - since < DAY_MS);
    readings.push(reading('frozen', '', lately.length));
  }
  return {
    ...{ readings, rises, probes: spoken },
    blind: [
      ...(queue ? [] : ['queue' as const]),
      ...(frozen ? [] : ['frozen' as const]),
      ...(rises ? [] : ['topic' as const]),
    ],
    heard: new Map(heard.flatMap(([id, at]) => (at === null ? [] : [[id, at] as const]))),
  };
}

/** People in line while nobody is on duty. */
function waitingAlone({ figures, agents }: Awaited<ReturnType<DeskCalls['view']>>): number {
  const onDuty = agents.some(({ duty, connected }) => connected && duty !== 'offline' && duty !== 'break');
  return onDuty ? 0 : (figures?.waiting ?? 0);
}

async function speak(env: Env, { id, channel }: Account, now: number): Promise<Probe> {
  const person = syntheticOf(id);
  const address = { channel, account: id, peer: person };
  const heard = {
    ...{ kind: 'message' as const, key: `watch-${now}`, address, at: now },
    body: { kind: 'text' as const, text: SYNTHETIC_WORDS },
  };
  const began = Date.now();
  const came = await within(lineOf(env, person).hear({ heard }), null);
  const taken = came?.ok ?? false;
  return { account: id, taken, ms: came?.ok && came.passive ? Date.now() - began : null, at: now };
}

async function tokenOf(env: Env, { id }: Account): Promise<boolean> {
  return env.PROVIDER.getByName(id).tokenHealthy(id);
}

/** Actors everybody needs. */
async function partsOf(env: Env): Promise<{ name: string; ok: boolean }[]> {
  const asked: [string, Promise<unknown>][] = [
    ['settings', env.SETTINGS.getByName(SETTINGS).since(Number.MAX_SAFE_INTEGER)],
    ['knowledge', env.KNOWLEDGE.getByName(KNOWLEDGE).overview()],
    ['identity', env.IDENTITY.getByName('b_00').find('watch')],
    ['staff', env.STAFF.getByName('staff').whoIs('')],
  ];
  return Promise.all(
    asked.map(async ([name, work]) => ({
      name,
      ok: await within(
        work.then(() => true),
        false,
      ),
    })),
  );
}

/** Its answer, or `otherwise` where it fails or takes too long. */
async function within<Value, Otherwise>(work: Promise<Value>, otherwise: Otherwise): Promise<Value | Otherwise> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Otherwise>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } catch {
    return otherwise;
  } finally {
    clearTimeout(timer);
  }
}

/** Accounts whose platform calls us. */
export const hooked = (accounts: readonly Account[]): string[] =>
  accounts.filter((one) => hookPath(one) !== null).map(({ id }) => id);
