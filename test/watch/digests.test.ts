/** 定时报表: sent once a time by mail and group chat, late where the gateway was away, tried again where it failed. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { expect, it, vi } from 'vitest';
import type { Robot } from '../../shared/settings/alerts.ts';
import { noDigests, type Digest } from '../../shared/settings/digests.ts';
import { DigestStore } from '../../worker/watch/digests.ts';
import { veiled } from '../../worker/settings/veil.ts';
import { knock, post, refusalIn } from '../hall/knock.ts';
import { stubOf } from '../stub.ts';
import { WORLD_URL } from '../world.ts';
import { minute, MINUTE, robotSaid, settle, signedIn, staged, TEN, watch } from './rig.ts';

staged();

const DAY = 24 * 60 * MINUTE;
let words = 0;
function chat(path?: string): Robot & { word: string } {
  const word = `d${(words += 1)}`;
  const url = `${WORLD_URL}/sandbox/robots/wecom/cgi-bin/webhook/send?key=${path ?? word}`;
  return { word, id: 'chat', name: '管理群', kind: 'wecom', url, secret: '' };
}
const own = ({ word: _, ...robot }: Robot & { word: string }): Robot => robot;
const daily = (more: Partial<Digest> = {}): Digest => ({
  ...{ id: 'daily', name: '服务日报', on: true, every: 'day', day: 1, at: '10:05', language: 'zh' },
  ...{ figures: ['talks', 'satisfied'], mails: [], robots: ['chat'] },
  ...more,
});
/** A new process over the same tables. */
const begunAnew = (sql: SqlStorage) => new DigestStore(sql);
const sends = async () =>
  (await watch().digests()).map(({ by, to, state, tries, why }) => [by, to, state, tries, why].join(' ')).toReversed();

it('O136 leaves once at its time by each way, however often it is looked at and through a restart', async () => {
  const robot = chat();
  await settle('digests', { robots: [own(robot)], digests: [daily({ mails: ['boss@example.com'] })] });
  await minute(4);
  expect(await sends()).toEqual([]);
  await minute(3);
  expect(await sends()).toEqual(['mail boss@example.com sent 1 ', 'robot chat sent 1 ']);
  await runInDurableObject(
    stubOf(watch()),
    (_: unknown, { storage }: DurableObjectState) => new DigestStore(storage.sql),
  );
  await minute(3);
  const said = await robotSaid('wecom', robot.word);
  expect(said).toHaveLength(1);
  expect(said[0]?.split('\n')[0]).toBe('服务日报 2037-11-30');
  expect(said[0]).toContain(`${env.PUBLIC_URL}/desk/reports?from=2037-11-30&to=2037-11-30`);
  const { cases } = await (
    await fetch(`${WORLD_URL}/sandbox/shop/cases`)
  ).json<{ cases: { kind: string; subject: string }[] }>();
  expect(cases.filter(({ subject }) => subject === 'boss@example.com')).toHaveLength(1);
});

it('O136 away at its time, it goes late and once, the newest one alone, and says so; a new time begins with the next', async () => {
  const robot = chat();
  await settle('digests', { robots: [own(robot)], digests: [daily()] });
  await minute();
  vi.setSystemTime(TEN + 3 * DAY + 2 * 60 * MINUTE);
  await minute(2);
  const said = await robotSaid('wecom', robot.word);
  expect(said).toHaveLength(1);
  expect(said[0]?.split('\n').slice(0, 2)).toEqual(['服务日报 2037-12-03', '补发：原定 2037-12-04 10:05 发送']);
  await settle('digests', { robots: [own(robot)], digests: [daily({ at: '08:00' })] });
  await minute(2);
  expect(await robotSaid('wecom', robot.word)).toHaveLength(1);
});

it('O136 what failed is tried again, at last given up and shown; of unknown fate it is not sent twice', async () => {
  const robot = chat('removed');
  const nowhere = { ...own(chat()), id: 'gone', url: 'http://127.0.0.1:1/cgi-bin/webhook/send?key=x' };
  await settle('digests', {
    robots: [own(robot), nowhere],
    digests: [daily({ robots: ['chat', 'gone'], mails: ['nobody@'.concat('example.com')] })],
  });
  await minute(5);
  const [, refused, unreached] = await sends();
  expect(refused).toBe('robot chat failed 1 wecom 93000');
  expect(unreached).toMatch(/^robot gone (?:owed|unknown) 1 /u);
  await runInDurableObject(stubOf(watch()), (_: unknown, { storage }: DurableObjectState) => {
    const store = new DigestStore(storage.sql);
    const owed = { due: 1, trial: false };
    for (const kind of ['again', 'perhaps', 'cut'] as const) {
      store.owe(daily({ id: kind }), owed, 0);
      for (let at = 0; at < 10; at += 1) {
        const send = store.take(at * DAY);
        if (!send) continue;
        if (kind === 'cut') begunAnew(storage.sql);
        else
          store.settle(
            send,
            { ok: false, again: true, why: kind, ...(kind === 'perhaps' ? { perhaps: true as const } : {}) },
            at * DAY,
          );
      }
    }
    const of = (id: string) => store.sends().find(({ digest }) => digest === id);
    expect(of('again')).toMatchObject({ state: 'failed', tries: 5 });
    expect(of('perhaps')).toMatchObject({ state: 'unknown', tries: 1 });
    expect(of('cut')).toMatchObject({ state: 'unknown', tries: 1 });
  });
});

it('O137 leads see what was sent and try one now; agents neither, nor whom it goes to', async () => {
  const robot = chat();
  await settle('digests', { robots: [own(robot)], digests: [daily({ on: false })] });
  const [lead, agent] = [await signedIn('lead'), await signedIn('agent')];
  for (const path of ['/staff/v1/reports/digests', '/staff/v1/reports/digests/daily']) {
    const method = path.endsWith('daily') ? 'POST' : 'GET';
    const answer = method === 'GET' ? await knock(path, { headers: agent }) : await post(path, {}, agent);
    expect(await refusalIn(answer)).toBe('not_allowed');
  }
  expect(await (await post('/staff/v1/reports/digests/daily', {}, lead)).json()).toEqual({ ok: true, sends: 1 });
  expect(await refusalIn(await post('/staff/v1/reports/digests/nothing', {}, lead))).toBe('not_found');
  await minute();
  const { sends: shown, mails } = await (
    await knock('/staff/v1/reports/digests', { headers: lead })
  ).json<{ mails: boolean; sends: { trial: boolean; state: string }[] }>();
  expect(mails).toBe(true);
  expect(shown).toMatchObject([{ trial: true, state: 'sent' }]);
  expect((await robotSaid('wecom', robot.word))[0]).toContain('（试发）');
  expect(veiled('digests', { robots: [own(robot)], digests: [] }, { id: 'a', login: 'a' })).toEqual(noDigests);
});
