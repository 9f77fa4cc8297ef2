/** Events told to the company: signed, tried again, given up, sent again; and what of a line becomes an event. */
import { env } from 'cloudflare:workers';
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { Webhook } from 'standardwebhooks';
import * as v from 'valibot';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Webhooks } from '../../shared/settings/webhooks.ts';
import { webhooks } from '../../shared/settings/webhooks.ts';
import { refreshSettings, SETTINGS } from '../../worker/settings/shelf.ts';
import { judge, PAUSES_MS } from '../../worker/webhook/tries.ts';
import { customer, freshPerson, rows, said } from '../customer/rig.ts';
import { knock, post, refusalIn } from '../hall/knock.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { openWorld, until } from '../world.ts';

type Got = { headers: Record<string, string>; body: string };
const got: Got[] = [];
let answer: (request: Request) => Response = () => new Response(null, { status: 204 });

const everything: Webhooks['endpoints'][number]['events'] = ['session.opened', 'session.waiting', 'message.received'];
async function listen(...ids: string[]): Promise<void> {
  const settings = env.SETTINGS.getByName(SETTINGS);
  const kept = await settings.read('webhooks');
  const endpoints = ids.map((id) => ({
    ...{ id, url: `https://company.test/${id}`, events: everything, on: true, note: '' },
  }));
  const by = { id: 'u_lead', name: '赵敏' };
  must(await settings.write({ name: 'webhooks', revision: kept?.revision ?? 0, value: { endpoints }, by }));
  await refreshSettings(env);
}

let count = 0;
const happening = (type: 'session.opened' | 'session.closed' = 'session.opened') => ({
  key: `k${(count += 1)}`,
  type,
  at: 1_790_000_000_000,
  data: { session: { id: 's_1' } },
});
const webhook = env.WEBHOOK.getByName('main');
const newest = async (endpoint: string) =>
  (await webhook.deliveries({ endpoint, state: null, before: null })).deliveries[0];

beforeAll(() => {
  openWorld({
    'company.test': async (request) => {
      got.push({ headers: Object.fromEntries(request.headers), body: await request.clone().text() });
      return answer(request);
    },
  });
});
beforeEach(() => {
  got.length = 0;
  answer = () => new Response(null, { status: 204 });
});

describe('an event', () => {
  it('X1 is signed as Standard Webhooks says, and told once to whom wants its kind', async () => {
    await listen('signed');
    const event = happening();
    await webhook.happened(event);
    await webhook.happened(event);
    await webhook.happened(happening('session.closed'));
    await until('delivered', async () => (await newest('signed'))?.state === 'delivered');
    expect(got).toHaveLength(1);
    const [{ headers, body } = { headers: {}, body: '' }] = got;
    const { secret } = must(await webhook.secret({ endpoint: 'signed', fresh: false }));
    const verified = new Webhook(secret).verify(body, headers);
    expect(verified).toEqual({ type: 'session.opened', timestamp: '2026-09-21T14:13:20.000Z', data: event.data });
    expect(headers['webhook-id']).toBe(`msg_${event.key}`);
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
  });

  it('X1 carries both signatures for a day after a change of secret', async () => {
    await listen('turning');
    const before = must(await webhook.secret({ endpoint: 'turning', fresh: false })).secret;
    const after = must(await webhook.secret({ endpoint: 'turning', fresh: true })).secret;
    expect(after).not.toBe(before);
    await webhook.happened(happening());
    await until('told', () => got.length === 1);
    const [{ headers, body } = { headers: {}, body: '' }] = got;
    for (const secret of [before, after]) expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
  });
});

describe('a delivery', () => {
  it('X2 that failed is tried again with the same id and words, also after a reset', async () => {
    await listen('shaky');
    answer = () => new Response('out of order', { status: 500 });
    await webhook.happened(happening());
    await until('a try', async () => ((await newest('shaky'))?.tries === 1 ? true : null));
    expect(await newest('shaky')).toMatchObject({ state: 'owed', status: 500, detail: 'out of order' });
    answer = () => new Response(null, { status: 200 });
    await evictDurableObject(stubOf(webhook));
    must(await webhook.replay({ endpoint: 'shaky', delivery: (await newest('shaky'))?.id ?? '' }));
    await until('delivered', async () => (await newest('shaky'))?.state === 'delivered');
    expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(got.map(({ body }) => body)).size).toBe(1);
    expect((await webhook.standing()).endpoints[0]).toMatchObject({ delivered: 1, failingSince: null });
  });

  it('X2 pauses as recommended, heeds Retry-After, and is given up after the last pause', () => {
    const pauses = PAUSES_MS.map((_, index) => judge(503, index + 1, null));
    expect(pauses.map((one) => (one.state === 'owed' ? one.afterMs / 1000 : one.state))).toEqual([
      5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000,
    ]);
    expect(judge(503, PAUSES_MS.length + 1, null)).toEqual({ state: 'dead' });
    expect(judge(429, 1, 60_000)).toEqual({ state: 'owed', afterMs: 60_000 });
    expect(judge(429, 1, 99 * 3_600_000)).toEqual({ state: 'owed', afterMs: 3_600_000 });
    expect(judge(302, 1, null).state).toBe('owed');
    expect(judge(null, 1, null).state).toBe('owed');
    expect(judge(201, 1, null)).toEqual({ state: 'delivered' });
  });

  it('X3 answered 410 stops its address until somebody sends again', async () => {
    await listen('leaving');
    answer = () => new Response(null, { status: 500 });
    await webhook.happened(happening());
    await until('a try in vain', async () => (await newest('leaving'))?.tries === 1);
    answer = () => new Response(null, { status: 410 });
    await webhook.happened(happening());
    await until('stopped', async () => (await webhook.standing()).endpoints[0]?.stopped === true);
    await webhook.happened(happening());
    await runDurableObjectAlarm(stubOf(webhook));
    expect(got).toHaveLength(2);
    // What was still to be tried again waits too.
    expect((await webhook.standing()).endpoints[0]).toMatchObject({ owed: 0, dead: 3 });
    answer = () => new Response(null, { status: 204 });
    expect(must(await webhook.replay({ endpoint: 'leaving', delivery: null })).replayed).toBe(3);
    await until('all told', async () => (await webhook.standing()).endpoints[0]?.delivered === 3);
  });

  it('X3 a hanging address holds back only itself', async () => {
    await listen('hanging', 'quick');
    answer = (request) =>
      request.url.endsWith('hanging')
        ? new Response(new ReadableStream({ start: () => undefined }))
        : new Response(null);
    await webhook.happened(happening());
    await until('told', async () => (await newest('quick'))?.state === 'delivered');
    expect((await newest('hanging'))?.state).toBe('owed');
  });
});

describe('what of a line becomes an event', () => {
  it('X4 an encounter that opens, what the customer says, and their wait for a person', async () => {
    await listen('line');
    const { id, web } = freshPerson();
    must(await customer(id).hear(said(web, 'x1', '转人工')));
    await until('the wait', () => got.some(({ body }) => body.includes('session.waiting')));
    const events = got.map(({ body }) => JSON.parse(body) as { type: string; data: Record<string, unknown> });
    expect(events.slice(0, 3).map((one) => one.type)).toEqual([
      'session.opened',
      'message.received',
      'session.waiting',
    ]);
    expect(events[1]?.data).toMatchObject({
      customer: id,
      message: { text: '转人工', channel: 'web', speaker: 'customer' },
    });
    expect(events[2]?.data).toMatchObject({ customer: id, session: { state: 'queued', reason: 'customer_asked' } });
  });

  it('X4 nothing is owed while nobody wants it', async () => {
    /** Letters the line ever owed for the same words. */
    const letters = async () => {
      const { id, web } = freshPerson();
      must(await customer(id).hear(said(web, 'x1', '怎么退款')));
      return Number((await rows(id, `select seq from sqlite_sequence where name = 'letter'`))[0]?.['seq'] ?? 0);
    };
    await listen('all');
    const wanted = await letters();
    await listen();
    expect(await letters()).toBe(wanted - 2);
  });
});

describe('the operations', () => {
  it('X5 are for leads, from a page of ours; an address is https or this machine itself', async () => {
    const operator = { authorization: `Bearer ${env.OPERATOR_KEY}` };
    const cookieOf = async (role: 'lead' | 'agent') => {
      const login = `webhook-${role}`;
      const made = await post('/operator/v1/member', { login, name: login, role }, operator, null);
      const { password } = v.parse(v.object({ password: v.string() }), await made.json());
      const response = await post('/staff/v1/sign-in', { login, password });
      return { cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
    };
    await listen('asked');
    const [lead, agent] = [await cookieOf('lead'), await cookieOf('agent')];
    expect(await refusalIn(await knock('/staff/v1/webhooks', { headers: agent }))).toBe('not_allowed');
    expect((await knock('/staff/v1/webhooks', { headers: lead })).status).toBe(200);
    expect(await refusalIn(await post('/staff/v1/webhooks/asked/test', {}, lead, 'https://evil.test'))).toBe(
      'bad_origin',
    );
    expect(await refusalIn(await post('/staff/v1/webhooks/nobody/secret', { fresh: false }, lead))).toBe('not_found');
    expect((await post('/staff/v1/webhooks/asked/test', {}, lead)).status).toBe(200);
    await until('the test', () => got.some(({ body }) => body.includes('webhook.test')));
    const shown = await knock('/staff/v1/webhooks/asked/deliveries?state=bad', { headers: lead });
    expect(await refusalIn(shown)).toBe('bad_request');
    const shape = (url: string) =>
      v.is(webhooks, { endpoints: [{ id: 'a', url, events: ['session.opened'], on: true, note: '' }] });
    expect(['https://a.example/x', 'http://127.0.0.1:9/x', 'http://localhost/x'].map(shape)).toEqual([
      true,
      true,
      true,
    ]);
    for (const url of ['http://a.example/', 'https://u:p@a.example/', 'ftp://a', 'http://localhost.evil.test/']) {
      expect(shape(url), url).toBe(false);
    }
  });
});
