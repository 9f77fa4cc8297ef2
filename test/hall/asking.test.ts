/** W61–W64: the form before the first word at the gateway's door: what is asked of whom, what is refused, and what follows. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KeptRequest } from '../../shared/identity.ts';
import * as v from 'valibot';
import { askingAnswer } from '../../shared/site-api.ts';
import { usualSite, type AskedField, type Asking } from '../../shared/settings/sites.ts';
import { configOf } from '../../worker/config.ts';
import { keysOf, leaseKey } from '../../worker/identity/keys.ts';
import { bucketOfPerson, bucketPort } from '../../worker/identity/port.ts';
import { forgetSettings, refreshSettings } from '../../worker/settings/shelf.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { knock, openSession, post, refusalIn, statement } from './knock.ts';

const by = { id: 'u_lead', name: '赵敏' };
const field = (id: string, kind: AskedField['kind'], required = false): AskedField => ({
  ...{ id, kind, zh: id, en: `${id} en`, required, options: [] },
});
const topic: AskedField = {
  ...field('topic', 'topic'),
  options: [
    { id: 'buy', zh: '售前', en: 'Buying', skill: 'presale' },
    { id: 'money', zh: '发票', en: 'Invoice', skill: 'invoice' },
  ],
};
const whole = [field('name', 'name'), field('phone', 'phone', true), field('email', 'email'), field('order', 'order')];

async function asks(asking: Partial<Asking>): Promise<void> {
  const settings = env.SETTINGS.getByName('main');
  const usual = usualSite('shop');
  const site = { ...usual, color: '#d54941', asking: { ...usual.asking, on: true, fields: whole, ...asking } };
  const revision = (await settings.read('sites'))?.revision ?? 0;
  must(await settings.write({ name: 'sites', revision, value: { sites: [site] }, by }));
  await refreshSettings(env);
}

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
beforeEach(() => openWorld());
afterEach(() => forgetSettings());

const bearer = (token: string) => ({ authorization: `Bearer ${token}`, origin: env.PUBLIC_URL });
const personIn = (token: string) =>
  (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { person: string }).person;
const formOf = async (token: string, language = 'zh') => {
  const answer = await knock(`/v1/me/asking?language=${language}`, { headers: bearer(token) });
  return v.parse(askingAnswer, await answer.json()).form;
};
const give = (token: string, answers: Record<string, string>, more: object = {}) =>
  post('/v1/me/asking', { language: 'zh', answers, ...more }, bearer(token));
const lineOf = async (token: string) =>
  runInDurableObject(stubOf(env.CUSTOMER.getByName(personIn(token))), (_: unknown, state: DurableObjectState) =>
    state.storage.sql
      .exec<{ body: string; by: string }>(`select body, speaker ->> '$.kind' as by from message order by revision`)
      .toArray()
      .map((row) => ({ by: row.by, ...(JSON.parse(row.body) as { text: string; details?: unknown[] }) })),
  );
const said = async (token: string, text: string, number = 1) => {
  const frame = { type: 'send', number, body: { kind: 'text', text } };
  await post('/v1/line/operate', { instance: 'i1', frame }, bearer(token));
};

describe('W61 what is asked', () => {
  it('is told with the site’s settings, and to nobody where nothing is set', async () => {
    expect(await (await knock('/v1/sites/shop')).json()).toEqual({ ok: true, link: true });
    await asks({});
    expect(await (await knock('/v1/sites/shop')).json()).toEqual({
      ...{ ok: true, color: '#d54941', link: true, asks: true },
    });
    expect(await refusalIn(await knock('/v1/sites/nobody'))).toBe('no_account');
    expect(await refusalIn(await knock('/v1/sites/app'))).toBe('no_account');
  });

  it('is asked of a visitor before the first word, in their language, and not afterwards', async () => {
    await asks({ fields: [field('name', 'name'), topic] });
    const { token } = await openSession({ site: 'shop' });
    expect(await formOf(token)).toMatchObject({ fields: [{ label: 'name' }, { label: 'topic' }], skip: true });
    expect((await formOf(token, 'en'))?.fields[0]?.label).toBe('name en');
    expect(await refusalIn(await knock('/v1/me/asking?language=de', { headers: bearer(token) }))).toBe('bad_request');
    await said(token, '你好');
    expect(await formOf(token)).toBeNull();
    expect(await refusalIn(await give(token, { name: '小林' }))).toBe('wrong_state');
  });

  it('is not asked of users; where the site wants it, without what is known', async () => {
    await asks({});
    const user = async (name: string, more = {}) =>
      (await openSession({ site: 'shop', token: await statement(name, more) })).token;
    expect(await formOf(await user(`u-asked-${Date.now()}`))).toBeNull();
    await asks({ users: true });
    const form = await formOf(await user(`u-asks-${Date.now()}`, { phone_number: '+8613900001111' }));
    expect(form?.fields.map(({ id }) => id)).toEqual(['email', 'order']);
  });
});

describe('W62 what isn’t right is refused, with the field it is about', () => {
  it.each([
    [{}, 'missing_fields', 'phone'],
    [{ phone: '12' }, 'bad_phone', 'phone'],
    [{ phone: '13800138000', email: 'a@b' }, 'bad_email', 'email'],
    [{ phone: '13800138000', order: '??' }, 'bad_order', 'order'],
    [{ phone: '13800138000', name: '长'.repeat(41) }, 'too_long', 'name'],
    [{ phone: '13800138000', age: '7' }, 'bad_request', 'age'],
    [{ phone: '13800138000', topic: 'none' }, 'bad_choice', 'topic'],
  ])('%j: %s', async (answers, code, at) => {
    await asks({ fields: [...whole, topic] });
    const { token } = await openSession({ site: 'shop' });
    expect(await (await give(token, answers)).json()).toMatchObject({
      code,
      detail: expect.stringMatching(new RegExp(`^${at}: .+`, 'u')) as string,
    });
    expect(await lineOf(token)).toEqual([]);
  });

  it('nor without the consent the site asks for; given, it is kept with its version', async () => {
    await asks({ consent: { zh: '我同意', en: 'I agree' } });
    const { token } = await openSession({ site: 'shop' });
    expect(await refusalIn(await give(token, { phone: '13800138000' }))).toBe('no_consent');
    expect(await refusalIn(await give(token, { phone: '13800138000' }, { consent: '99.9' }))).toBe('no_consent');
    const consent = (await formOf(token))?.consent?.version;
    expect((await give(token, { phone: '13800138000' }, { consent })).status).toBe(200);
    const kept = await runInDurableObject(
      stubOf(env.CUSTOMER.getByName(personIn(token))),
      (_: unknown, state: DurableObjectState) => state.storage.sql.exec('select * from consent').toArray(),
    );
    expect(kept).toMatchObject([{ purpose: 'privacy', given: 1, evidence: 'web:asked-first' }]);
  });
});

describe('W63 what is said proves nothing', () => {
  it('V68 it stands in the line as one card, on the empty card under the visitor’s own name, and takes nobody’s number', async () => {
    await asks({});
    const phone = '+8613712340001';
    const owner = (await openSession({ site: 'shop', token: await statement('u-owner', { phone_number: phone }) }))
      .token;
    const { token } = await openSession({ site: 'shop' });
    expect((await give(token, { name: ' 小\u202e林 ', phone: '137 1234 0001', email: 'a@example.com' })).status).toBe(
      200,
    );
    const line = await lineOf(token);
    expect(line).toMatchObject([{ by: 'customer', text: expect.stringContaining('小林') as string }]);
    expect(line[0]?.details).toHaveLength(3);
    const person = personIn(token);
    expect(person).not.toBe(personIn(owner));
    const file = must(await env.CUSTOMER.getByName(person).person({ order: 'read' }));
    const fields = 'card' in file ? file.card.fields : [];
    expect(fields.map(({ id, by: who }) => [id, who.id])).toEqual([
      ['name', 'visitor'],
      ['email', 'visitor'],
    ]);
    const { secret } = configOf(env);
    const port = bucketPort((name) => env.IDENTITY.getByName(name));
    const held = await port.find((await leaseKey(secret, 'phone', phone)).hash);
    expect(held?.person).toBe(personIn(owner));
    const hints: KeptRequest[] = await env.IDENTITY.getByName(bucketOfPerson(person)).requests(person);
    expect(hints).toMatchObject([{ act: 'suggest', why: 'said_number', confirm: 'agent', other: personIn(owner) }]);
    const address = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as {
      address: Parameters<typeof keysOf>[1]['address'];
    };
    expect((await keysOf(secret, { address: address.address })).own.kind).toBe('device');
  });

  it('two who name one order are a hint to colleagues, and stay two', async () => {
    await asks({ fields: [field('order', 'order', true)] });
    const order = `YX${Date.now()}`;
    const [one, other] = [(await openSession({ site: 'shop' })).token, (await openSession({ site: 'shop' })).token];
    await give(one, { order });
    await give(other, { order: order.toLowerCase() });
    const hints = await env.IDENTITY.getByName(bucketOfPerson(personIn(one))).requests(personIn(one));
    expect(hints).toMatchObject([{ why: 'same_order', other: personIn(other), state: 'open' }]);
  });
});

describe('W64 the robot stays first', () => {
  it('it answers the question, not the form; the topic chosen says whose the encounter is', async () => {
    await asks({ fields: [field('name', 'name'), topic, field('what', 'question')] });
    const { token } = await openSession({ site: 'shop' });
    await give(token, { name: '小林', topic: 'money' });
    expect((await lineOf(token)).map((one) => one.by)).toEqual(['customer']);
    await said(token, '转人工');
    const packet = await until('the hand-over', async () => {
      const rows = await runInDurableObject(
        stubOf(env.CUSTOMER.getByName(personIn(token))),
        (_: unknown, state: DurableObjectState) =>
          state.storage.sql.exec<{ handover: string | null }>('select handover from session').toArray(),
      );
      return rows[0]?.handover ? (JSON.parse(rows[0].handover) as { skill: string; summary: { zh: string } }) : null;
    });
    expect(packet.skill).toBe('invoice');
    expect(packet.summary.zh).not.toContain('小林');
    const asked = (await openSession({ site: 'shop' })).token;
    await give(asked, { name: '小王', what: '怎么退货' });
    expect((await lineOf(asked)).map((one) => one.by)).toEqual(['customer', 'customer', 'robot']);
  });
});
