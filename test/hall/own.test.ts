/** The person's own affairs at the gateway's door. */
import { env } from 'cloudflare:workers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { configOf } from '../../worker/config.ts';
import { hex, hmac } from '../../worker/lib/digest.ts';
import { knowledgeable, openWorld, WORLD_URL } from '../world.ts';
import { knock, openSession, post, refusalIn, statement } from './knock.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
beforeEach(() => {
  openWorld();
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}`, origin: env.PUBLIC_URL });
const notice = (key: string, user: string) => ({
  ...{ key, user, kind: 'refund', title: { zh: '退款已受理', en: 'Refund accepted' } },
  text: { zh: '三天内到账', en: 'Within three days' },
  facts: [],
  opens: null,
});

async function tell(given: object, { at = Date.now() / 1000, secret }: { at?: number; secret?: string } = {}) {
  const body = JSON.stringify(given);
  const time = Math.floor(at);
  const key = secret ?? configOf(env).companyHook?.secret ?? '';
  const mark = `t=${time},v1=${hex(await hmac('SHA-256', key, `${time}.${body}`))}`;
  return knock('/api/v1/notices', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-yixian-signature': mark },
    body,
  });
}

describe('the company tells its user', () => {
  it('V28 only signed, fresh and well-formed; under its key once; only whom somebody signed in as', async () => {
    const user = `u-own-${Date.now()}`;
    expect(await refusalIn(await tell(notice('k1', user)))).toBe('not_found');
    const { token } = await openSession({ site: 'shop', token: await statement(user) });
    expect(await refusalIn(await tell(notice('k1', user), { secret: 'x'.repeat(40) }))).toBe('bad_signature');
    expect(await refusalIn(await tell(notice('k1', user), { at: Date.now() / 1000 - 400 }))).toBe('expired');
    expect(await refusalIn(await tell({ ...notice('k1', user), kind: 'offer' }))).toBe('bad_request');
    expect(await refusalIn(await knock('/api/v1/notices', { method: 'POST', body: '{}' }))).toBe('bad_signature');
    expect(await (await tell(notice('k1', user))).json()).toMatchObject({ ok: true, known: false });
    expect(await (await tell(notice('k1', user))).json()).toMatchObject({ ok: true, known: true });
    const page = await (await knock('/v1/notices', { headers: bearer(token) })).json();
    expect(page).toMatchObject({ ok: true, unread: 1, more: false, notices: [{ kind: 'refund', read: false }] });
    const bad = await knock('/v1/notices?before=%00', { headers: bearer(token) });
    expect(await refusalIn(bad)).toBe('bad_request');
  });
});

describe('their orders', () => {
  it('F15 are told to the person somebody vouches for, and to nobody else', async () => {
    const visitor = await openSession({ site: 'shop' });
    expect(await refusalIn(await knock('/v1/orders', { headers: bearer(visitor.token) }))).toBe('not_allowed');
    expect(await refusalIn(await knock('/v1/orders'))).toBe('bad_token');
    const { token } = await openSession({ site: 'shop', token: await statement('u1001') });
    const frame = { type: 'send', number: 1, body: { kind: 'text', text: '你好' } };
    await post('/v1/line/operate', { instance: 'i1', frame }, { authorization: `Bearer ${token}` });
    expect(await (await knock('/v1/orders', { headers: bearer(token) })).json()).toMatchObject({
      ok: true,
      known: true,
      orders: expect.arrayContaining(
        [{ order: { no: 'YX20261120001' } }].map((one) =>
          expect.objectContaining({ order: expect.objectContaining(one.order) }),
        ),
      ),
    });
  });
});

describe('their data', () => {
  it('V26 is one document for the proven person, and nothing for a visitor', async () => {
    const visitor = await openSession({ site: 'shop' });
    expect(await refusalIn(await knock('/v1/me/data', { headers: bearer(visitor.token) }))).toBe('not_allowed');
    expect(await refusalIn(await knock('/v1/me/data'))).toBe('bad_token');
    const user = `u-data-${Date.now()}`;
    const { token } = await openSession({ site: 'shop', token: await statement(user) });
    const frame = { type: 'send', number: 1, body: { kind: 'text', text: '我的数据呢' } };
    await post('/v1/line/operate', { instance: 'i1', frame }, { authorization: `Bearer ${token}` });
    await tell(notice('k1', user));
    const response = await knock('/v1/me/data', { headers: bearer(token) });
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="yixian-/u);
    const whole = v.parse(
      v.object({
        made: v.string(),
        person: v.object({ user: v.string() }),
        messages: v.array(v.looseObject({})),
        notices: v.array(v.looseObject({})),
      }),
      await response.json(),
    );
    expect(whole.person.user).toBe(user);
    expect(JSON.stringify(whole.messages)).toContain('我的数据呢');
    expect(whole.notices).toHaveLength(1);
  });
});

describe('a phone by WeChat’s button', () => {
  const act = async (path: string, body: object) => {
    const response = await fetch(`${WORLD_URL}/sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.json<Record<string, string>>();
  };
  const mini = configOf(env).accounts.find((one) => one.channel === 'miniprogram')?.id ?? '';

  it('V27 becomes an address; given back, it is not written to and identifies nobody', async () => {
    const login = await act('wechat/login-code', { persona: 'lin', appid: mini });
    const opened = await post('/v1/miniprogram/sign-in', { account: mini, code: login['code'] });
    const { token } = await opened.json<{ token: string }>();
    const phone = await act('wechat/phone-code', { persona: 'lin', appid: mini });
    const linked = await post('/v1/me/phone', { code: phone['code'] }, { authorization: `Bearer ${token}` });
    const { endpoint } = v.parse(v.object({ endpoint: v.string() }), await linked.json());
    const again = await post('/v1/me/phone', { code: phone['code'] }, { authorization: `Bearer ${token}` });
    expect(await refusalIn(again)).toBe('bad_token');
    const gone = await post('/v1/me/phone/unlink', { endpoint }, { authorization: `Bearer ${token}` });
    expect(await gone.json()).toEqual({ ok: true });
    const none = await post('/v1/me/phone/unlink', { endpoint: 'e_none' }, { authorization: `Bearer ${token}` });
    expect(await refusalIn(none)).toBe('no_endpoint');
  });
});
