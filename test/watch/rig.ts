/** The watch under test: a clock moved by minutes, and what its tables say. */
import { env } from 'cloudflare:workers';
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, vi } from 'vitest';
import type { CheckName } from '../../shared/operations/check.ts';
import type { SettingsName, SettingsOf } from '../../shared/settings.ts';
import { refreshSettings, SETTINGS } from '../../worker/settings/shelf.ts';
import { forgetCounts, tellCounts, WATCH } from '../../worker/watch-counts.ts';
import { stubOf } from '../stub.ts';
import { post } from '../hall/knock.ts';
import { must } from '../results.ts';
import { knowledgeable, openWorld, WORLD_URL } from '../world.ts';

export const MINUTE = 60_000;
/** Ten in the morning in China. */
export const TEN = Date.parse('2037-12-01T10:00:00+08:00');
export const watch = () => env.WATCH.getByName(WATCH);

/** One minute passes, and the watch looks. */
export async function minute(count = 1): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    vi.setSystemTime((Math.floor(Date.now() / MINUTE) + 1) * MINUTE);
    await tellCounts(env);
    await watch().awake();
    if (!(await runDurableObjectAlarm(stubOf(watch())))) throw new Error('the watch has no alarm');
  }
}

export const signal = async (check: CheckName, subject: string) =>
  (await watch().standing()).signals.find((one) => one.check === check && one.subject === subject);

/** Names of the alarms that stand. */
export const standing = async (): Promise<string[]> =>
  (await watch().standing()).signals.filter((one) => one.stands).map(({ check, subject }) => `${check}:${subject}`);

/** Everything of the watch is forgotten: each test begins with a quiet house. */
export async function quiet(): Promise<void> {
  forgetCounts();
  await runInDurableObject(stubOf(watch()), (_: unknown, state: DurableObjectState) => {
    for (const table of [
      'count_minute',
      'total',
      'batch',
      'stuck',
      'hook',
      'silence',
      'series',
      'incident',
      'meta',
      'calling',
      'probe',
      'digest',
      'digest_send',
    ])
      state.storage.sql.exec(`delete from ${table}`);
  });
}

/** Writes a document of the settings, as the lead would. */
export async function settle<Name extends SettingsName>(name: Name, value: SettingsOf<Name>): Promise<void> {
  const settings = env.SETTINGS.getByName(SETTINGS);
  const kept = await settings.read(name);
  const by = { id: 'u_lead', name: '赵敏' };
  must(await settings.write({ name, revision: kept?.revision ?? 0, value, by }));
  await refreshSettings(env);
}

/** What a group's robot said, by its platform and word, oldest first. */
export async function robotSaid(kind: string, robot: string): Promise<string[]> {
  const { lines } = await (
    await fetch(`${WORLD_URL}/sandbox/log?place=robot.${kind}`)
  ).json<{
    lines: { robot: string; text: string }[];
  }>();
  return lines.filter((one) => one.robot === robot).map(({ text }) => text);
}

const operator = { authorization: `Bearer ${env.OPERATOR_KEY}` };
let members = 0;
/** A member of this role, signed in. */
export async function signedIn(role: 'lead' | 'agent'): Promise<{ cookie: string }> {
  const login = `ops${role}${(members += 1)}`;
  const made = await post('/operator/v1/member', { login, name: '赵敏', role }, operator, null);
  const { password } = await made.json<{ password: string }>();
  const response = await post('/staff/v1/sign-in', { login, password });
  return { cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

export function staged(): void {
  beforeAll(async () => {
    openWorld();
    await knowledgeable();
  }, 70_000);
  beforeEach(async () => {
    vi.useFakeTimers({ now: TEN, toFake: ['Date'] });
    openWorld();
    await quiet();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}
