/** What happened, fetched by the company's backend: in one order, each once, bounded, masked. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventsListed } from '../../shared/backend-api.ts';
import { refreshSettings, SETTINGS } from '../../worker/settings/shelf.ts';
import { FEED_KEPT_MS, FeedStore } from '../../worker/webhook/feed.ts';
import { customer, freshPerson, rows, said } from '../customer/rig.ts';
import { refusalIn } from '../hall/knock.ts';
import { must, refusalOf } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { ask, keyWith } from './rig.ts';

const webhook = env.WEBHOOK.getByName('main');

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

async function keep(feed: boolean): Promise<void> {
  const settings = env.SETTINGS.getByName(SETTINGS);
  const kept = await settings.read('webhooks');
  const by = { id: 'u_lead', name: '赵敏' };
  must(await settings.write({ name: 'webhooks', revision: kept?.revision ?? 0, value: { endpoints: [], feed }, by }));
  await refreshSettings(env);
}
const fetched = async (secret: string, query = '') =>
  v.parse(eventsListed, await (await ask(`/api/v1/events${query}`, secret)).json());
const happened = (key: string, who = 'c_fed') =>
  webhook.happened({ key, type: 'session.opened', at: 1_790_000_000_000, data: { customer: who, key } });

describe('X31 events to be fetched', () => {
  it('X31 are kept only where a lead has it on; nothing is owed for them while it is off', async () => {
    const { secret } = await keyWith('events:read');
    await keep(false);
    expect(await refusalIn(await ask('/api/v1/events', secret))).toBe('wrong_state');
    const quiet = freshPerson();
    must(await customer(quiet.id).hear(said(quiet.web, 'q', '你好')));
    expect(await rows(quiet.id, `select * from letter where kind = 'webhook'`)).toEqual([]);
    await keep(true);
    const loud = freshPerson();
    must(await customer(loud.id).hear(said(loud.web, 'l', '我的电话 13812345678')));
    const its = await until('the events', async () => {
      const { events } = await fetched(secret, '?limit=100');
      const found = events.filter((one) => one.data['customer'] === loud.id);
      return found.some((one) => one.type === 'message.received') ? found : null;
    });
    expect(its.map((one) => one.type)).toContain('session.opened');
    expect(JSON.stringify(its)).toContain('138****5678');
    expect(JSON.stringify(its)).not.toContain('13812345678');
    expect(JSON.stringify(its)).not.toContain(quiet.id);
    const whole = await keyWith('events:read', 'pii:read');
    expect(JSON.stringify((await fetched(whole.secret, '?limit=100')).events)).toContain('13812345678');
  });

  it('X31 come in one order, each once, and the cursor reaches every later one', async () => {
    const { secret } = await keyWith('events:read');
    await keep(true);
    let { cursor, more } = await fetched(secret, '?limit=100');
    while (more) ({ cursor, more } = await fetched(secret, `?limit=100&after=${cursor}`));
    const met: unknown[] = [];
    for (let at = 0; at < 9; at += 1) {
      await happened(`walk${at}`);
      if (at % 2 === 0) await happened('walk0');
      const page = await fetched(secret, `?limit=2&after=${cursor}`);
      met.push(...page.events.map((one) => one.data['key']));
      ({ cursor } = page);
    }
    expect(met).toEqual(Array.from({ length: 9 }, (_, at) => `walk${at}`));
    expect((await fetched(secret, `?after=${cursor}`)).events).toEqual([]);
    expect(
      await refusalIn(await ask(`/api/v1/events?after=${Buffer.from('tickets:1').toString('base64url')}`, secret)),
    ).toBe('bad_request');
    const ahead = Buffer.from('events:999999').toString('base64url');
    expect(await refusalIn(await ask(`/api/v1/events?after=${ahead}`, secret))).toBe('cursor_gone');
  });

  it('X31 are bounded in number and time; a cursor before what was forgotten is refused, an erased person’s are gone', async () => {
    const other = env.WEBHOOK.getByName(`feed-${Date.now()}`);
    await runInDurableObject(stubOf(other), (_, state) => {
      const feed = new FeedStore(state.storage.sql, 5);
      const add = (key: string, now: number, who = 'c_1') =>
        feed.add({ key, type: 'session.opened', at: now, data: { customer: who, key } }, now);
      for (let at = 1; at <= 8; at += 1) add(`k${at}`, at);
      const keys = (place: number | null, now: number) =>
        must(feed.after(place, 100, now)).events.map((one) => one.data['key']);
      expect(keys(null, 9)).toEqual(['k4', 'k5', 'k6', 'k7', 'k8']);
      expect(keys(3, 9)).toEqual(['k4', 'k5', 'k6', 'k7', 'k8']);
      expect(refusalOf(feed.after(2, 100, 9))).toBe('cursor_gone');
      add('k9', 9, 'c_2');
      feed.forgetPerson('c_2');
      expect(keys(7, 9)).toEqual(['k8']);
      expect(keys(null, 6 + FEED_KEPT_MS)).toEqual(['k6', 'k7', 'k8']);
      expect(keys(null, 99 + FEED_KEPT_MS)).toEqual([]);
      expect(keys(8, 99 + FEED_KEPT_MS)).toEqual([]);
      expect(refusalOf(feed.after(7, 100, 99 + FEED_KEPT_MS))).toBe('cursor_gone');
    });
    await happened('erased', 'c_gone');
    await webhook.forget('c_gone');
    const { secret } = await keyWith('events:read');
    expect(JSON.stringify(await fetched(secret, '?limit=100'))).not.toContain('c_gone');
  });
});
