/** An e-mail address proven by a link: sent by the company's hook, confirmed on a page, once. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as v from 'valibot';
import { configOf } from '../../worker/config.ts';
import { bucketOf, leaseKey } from '../../worker/identity/keys.ts';
import { emailStanding } from '../../shared/own-api.ts';
import { knock, openSession, post, refusalIn, statement } from '../hall/knock.ts';
import { stubOf } from '../stub.ts';
import sandbox from '../../sandbox/index.ts';
import { knowledgeable, openWorld } from '../world.ts';

let last = 0;
const freshMail = () => `lin.${(last += 1)}.${Date.now()}@example.com`;

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
beforeEach(async () => {
  sent.length = 0;
  openWorld({ 'world.test': postOffice });
  await runInDurableObject(stubOf(env.CODES.getByName('main')), (_: unknown, { storage }: DurableObjectState) => {
    for (const table of ['sent', 'wrong', 'proved']) storage.sql.exec(`delete from ${table}`);
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const later = (ms: number) => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(Date.now() + ms);
};
const askFor = (token: string, email: string, language = 'zh') =>
  post('/v1/me/email/link', { email, language }, { authorization: `Bearer ${token}` });
const letter = v.object({
  action: v.literal('email-link'),
  slots: v.object({ email: v.string(), link: v.string(), minutes: v.string() }),
});
/** The letters the company was asked to send, read as they pass: the demo shop checks their signature and takes them. */
const sent: string[] = [];
async function postOffice(request: Request): Promise<Response> {
  const { url, method, headers } = request;
  const body = method === 'GET' ? null : await request.text();
  if (body !== null && url.endsWith('/email-link')) sent.push(body);
  return sandbox.fetch(new Request(url, { method, headers, body }), env);
}
async function standing(token: string) {
  const answer = await knock('/v1/me/email/link', {
    headers: { authorization: `Bearer ${token}`, origin: env.PUBLIC_URL },
  });
  return v.parse(emailStanding, await answer.json()).link;
}
const letters = () => sent.map((body) => v.parse(letter, JSON.parse(body)));
/** What stands after the gateway's own address. */
const pathOf = (link: string) => link.slice(env.PUBLIC_URL.length);
const tokenOf = (link: string) => new URL(link).searchParams.get('t') ?? '';
const confirm = (token: string) =>
  knock('/me/email', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ t: token }).toString(),
  });
async function held(email: string) {
  const { hash } = await leaseKey(configOf(env).secret, 'email', email);
  return env.IDENTITY.getByName(bucketOf(hash)).find(hash);
}
async function say(token: string): Promise<void> {
  const frame = { type: 'send', number: 1, body: { kind: 'text', text: '你好' } };
  await post('/v1/line/operate', { instance: 'i', frame }, { authorization: `Bearer ${token}` });
}

describe('a link by e-mail', () => {
  it('I53 is sent by the company’s hook; opened it only asks, its button links, once', async () => {
    const { token } = await openSession({ site: 'shop', token: await statement(`u-mail-${Date.now()}`) });
    await say(token);
    const email = freshMail();
    expect(await (await askFor(token, `  ${email.toUpperCase()} `)).json()).toMatchObject({ ok: true, waitMs: 60_000 });
    const [first, ...more] = letters();
    expect(more).toEqual([]);
    expect(first?.slots).toMatchObject({ email, minutes: '30' });
    const link = first?.slots.link ?? '';
    expect(link).toMatch(/\/me\/email\?t=[\w-]{32}\.[0-9a-f]{22}$/u);
    // Opened by a scanner, and again.
    for (const _ of [1, 2]) {
      const page = await knock(pathOf(link));
      expect(page.status).toBe(200);
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      const text = await page.text();
      expect(text).toContain('一线优选商城');
      expect(text).not.toContain(email);
      expect(await held(email)).toBeNull();
    }
    expect(await (await confirm(tokenOf(link))).text()).toContain('已关联');
    expect(await held(email)).toMatchObject({ kind: 'email', source: 'link' });
    const again = await confirm(tokenOf(link));
    expect(again.status).toBe(410);
    expect(await again.text()).toContain('链接已失效');
    expect((await knock(pathOf(link))).status).toBe(410);
  });

  it('I56 who asked is told how the link stands, and nobody else', async () => {
    const user = `u-told-${Date.now()}`;
    const { token } = await openSession({ site: 'shop', token: await statement(user) });
    await say(token);
    const email = freshMail();
    expect(await standing(token)).toBeNull();
    await askFor(token, email);
    expect(await standing(token)).toMatchObject({ state: 'sent' });
    expect((await standing(token))?.waitMs).toBeGreaterThan(50_000);
    const { token: other } = await openSession({ site: 'shop', token: await statement(`${user}-other`) });
    expect(await standing(other)).toBeNull();
    await confirm(tokenOf(letters()[0]?.slots.link ?? ''));
    expect(await standing(token)).toMatchObject({ state: 'linked' });
    // Somebody else's, once it was proven and no sooner.
    await say(other);
    later(61_000);
    await askFor(other, email);
    expect(await standing(other)).toMatchObject({ state: 'sent' });
    await confirm(tokenOf(letters()[1]?.slots.link ?? ''));
    expect(await standing(other)).toMatchObject({ state: 'elsewhere' });
    // Nobody opens the next one.
    later(61_000);
    await askFor(token, freshMail());
    later(31 * 60_000);
    const { token: anew } = await openSession({ site: 'shop', token: await statement(user) });
    expect(await standing(anew)).toMatchObject({ state: 'over', waitMs: 0 });
  });

  it('I53 holds for thirty minutes, and only as it was signed', async () => {
    const { token } = await openSession({ site: 'shop' });
    const email = freshMail();
    await askFor(token, email, 'en');
    const link = letters()[0]?.slots.link ?? '';
    expect(await (await knock(pathOf(link))).text()).toContain('Link an e-mail address');
    const given = tokenOf(link);
    for (const forged of [
      '',
      'x',
      `${given}0`,
      `${given.slice(0, -1)}${given.endsWith('0') ? '1' : '0'}`,
      `A${given.slice(1)}`,
    ])
      if (forged !== given) expect((await confirm(forged)).status, forged).toBe(410);
    later(30 * 60_000);
    expect((await confirm(given)).status).toBe(410);
    expect(await held(email)).toBeNull();
  });

  it('I53 stays within the budgets of codes, in parallel too', async () => {
    const { token } = await openSession({ site: 'shop' });
    const email = freshMail();
    const asked = await Promise.all(Array.from({ length: 8 }, () => askFor(token, email)));
    expect(asked.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(letters()).toHaveLength(1);
    const refusals = await Promise.all(asked.filter(({ status }) => status !== 200).map(refusalIn));
    expect(new Set(refusals)).toEqual(new Set(['rate_limited']));
    expect(await refusalIn(await askFor(token, 'nobody'))).toBe('bad_request');
  });

  it('I53 an address somebody else proved is kept for a merge, and stays theirs', async () => {
    const email = freshMail();
    const first = (await openSession({ site: 'shop', token: await statement(`u-first-${last}`) })).token;
    await say(first);
    await askFor(first, email);
    await confirm(tokenOf(letters()[0]?.slots.link ?? ''));
    const before = await held(email);
    later(61_000);
    const second = (await openSession({ site: 'shop', token: await statement(`u-second-${last}`) })).token;
    await say(second);
    await askFor(second, email);
    const page = await confirm(tokenOf(letters()[1]?.slots.link ?? ''));
    expect(await page.text()).toContain('在别处也用过');
    expect((await held(email))?.person).toBe(before?.person);
  });

  it('I53 what the hook certainly did not send costs nothing', async () => {
    const { token } = await openSession({ site: 'shop' });
    const email = freshMail();
    const failed = async () => new Response(JSON.stringify({ outcome: 'failed' }));
    openWorld({ 'world.test': failed });
    expect(await refusalIn(await askFor(token, email))).toBe('unavailable');
    openWorld({ 'world.test': postOffice });
    expect((await askFor(token, email)).status).toBe(200);
  });
});
