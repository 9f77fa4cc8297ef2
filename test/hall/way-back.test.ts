/** The link of an SMS at the gateway's door: opened it uses nothing up, tapped it leads into the mini-program, in the same line. */
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as v from 'valibot';
import { popOutTaken } from '../../shared/site-api.ts';
import { configOf } from '../../worker/config.ts';
import { READS_MS } from '../../worker/hall/way-back.ts';
import { bucketOf, freshCode, handOffHash } from '../../worker/identity/keys.ts';
import { openWorld, WORLD_URL } from '../world.ts';
import { knock, openSession, post, statement } from './knock.ts';

beforeEach(() => {
  openWorld();
});
afterEach(() => {
  vi.useRealTimers();
});

const mini = configOf(env).accounts.find((one) => one.channel === 'miniprogram')?.id ?? '';

/** Whose line a session is of, as its token says. */
function personIn(token: string): string {
  const claims: unknown = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8'));
  return v.parse(v.object({ person: v.string() }), claims).person;
}

/** A code as an SMS carries one, for the line of a fresh visitor. */
async function coded() {
  const { token } = await openSession({ site: 'shop' });
  const answer = await post('/v1/hand-off', {}, { authorization: `Bearer ${token}` });
  const { code } = await answer.json<{ code: string }>();
  return { code, token, person: personIn(token) };
}

async function phone(persona: string, handOff: string) {
  const login = await fetch(`${WORLD_URL}/sandbox/wechat/login-code`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ persona, appid: mini }),
  });
  const { code } = await login.json<{ code: string }>();
  const answer = await (await post('/v1/miniprogram/sign-in', { account: mini, code, handOff })).json();
  return v.parse(v.object({ token: v.string(), handOff: v.optional(v.string()) }), answer);
}

it('C47 C48 opened again and again it stands; tapped it leads into the mini-program, which uses it up', async () => {
  const { code, person } = await coded();
  for (let times = 0; times < 3; times += 1) {
    const page = await knock(`/c/${code}`);
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(await page.text()).toContain('打开小程序');
  }
  const tapped = await knock(`/c/${code}`, { method: 'POST', redirect: 'manual' });
  expect(tapped.status).toBe(303);
  expect(tapped.headers.get('location')).toMatch(/^https:\/\/wxaurl\.cn\/\w+$/u);
  const joined = await phone('lin', code);
  expect(joined.handOff).toBe('joined');
  expect(personIn(joined.token)).toBe(person);
  expect(await (await knock(`/c/${code}`)).text()).toContain('已经用过或过期');
  expect((await knock(`/c/${code}`, { method: 'POST', redirect: 'manual' })).status).toBe(200);
  expect((await phone('zhou', code)).handOff).toBe('expired');
});

it('C47 a code nobody offered leads nowhere, one of another form is none', async () => {
  expect(await (await knock(`/c/${freshCode()}`)).text()).not.toContain('打开小程序');
  expect((await knock('/c/%3Cscript%3E')).status).toBe(404);
  const code = freshCode();
  const hash = await handOffHash(configOf(env).secret, code);
  const entry = { hash, person: 'c_x', visitor: null, now: 1, endsAt: Date.now() - 1 };
  await env.IDENTITY.getByName(bucketOf(hash)).offer(entry);
  expect(await (await knock(`/c/${code}`)).text()).toContain('过期');
});

it('C48 where WeChat gives no URL Link a scheme is asked for, and without either the code is shown to be typed', async () => {
  const { code } = await coded();
  let given = true;
  const asked: string[] = [];
  openWorld({
    'world.test': async (request) => {
      const { pathname } = new URL(request.url);
      asked.push(pathname);
      if (pathname.endsWith('/stable_token')) return Response.json({ access_token: 't', expires_in: 7200 });
      if (pathname.endsWith('/generatescheme') && given)
        return Response.json({ errcode: 0, openlink: 'weixin://dl/business/?t=x' });
      return Response.json({ errcode: 85079, errmsg: 'not published' });
    },
  });
  const tapped = await knock(`/c/${code}`, { method: 'POST', redirect: 'manual' });
  expect(tapped.headers.get('location')).toBe('weixin://dl/business/?t=x');
  expect(asked.filter((one) => one.includes('generate_urllink'))).toHaveLength(1);
  given = false;
  const page = await (await knock(`/c/${code}`, { method: 'POST', redirect: 'manual' })).text();
  expect(page).toContain(code.slice(0, 4));
});

describe('C72 whichever link is taken', () => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  let screens = 0;
  const says = async (token: string, text: string) => {
    const frame = { type: 'send', number: 1, body: { kind: 'text', text } };
    expect((await post('/v1/line/operate', { instance: `i${(screens += 1)}`, frame }, bearer(token))).status).toBe(200);
  };
  const reads = async (token: string) =>
    (await post('/v1/line/poll', { instance: 'r', position: null, waitMs: 0 }, bearer(token))).text();
  const ways: Record<string, (code: string) => Promise<string>> = {
    'a QR code or its letters, on a phone': async (code) => (await phone('lin', code)).token,
    'a URL Link of the mini-program': async (code) => {
      const tapped = await knock(`/c/${code}`, { method: 'POST', redirect: 'manual' });
      expect(tapped.headers.get('location')).toContain('https://wxaurl.cn/');
      return (await phone('zhou', code)).token;
    },
    'a link on the web': async (code) => {
      const { site, proof } = await windowAt((await inTheBrowser(code)).headers.get('location') ?? '');
      return (await openSession({ site, visitor: proof })).token;
    },
  };

  it.each(Object.entries(ways))('C72 %s: the same encounter goes on, with what was said', async (_, goesOn) => {
    const { code, token } = await coded();
    await says(token, '我的快递到哪了');
    const there = await goesOn(code);
    await says(there, '怎么申请退款');
    const text = await reads(there);
    expect(text).toContain('我的快递到哪了');
    expect(text).toContain('怎么申请退款');
    const encounters = new Set([...text.matchAll(/"session":"(s_\w+)"/gu)].map(([, id]) => id));
    expect([...encounters]).toHaveLength(1);
  });

  it('C72 taken twice at the same moment, in two browsers or a browser and a phone, one has it', async () => {
    const [first, second] = [await coded(), await coded()];
    const two = await Promise.all([inTheBrowser(first.code), inTheBrowser(first.code)]);
    expect(two.map(({ status }) => status).toSorted()).toEqual([200, 303]);
    const [tapped, scanned] = await Promise.all([inTheBrowser(second.code), phone('lin', second.code)]);
    expect([tapped.status === 303, scanned.handOff === 'joined'].filter(Boolean)).toHaveLength(1);
    expect(scanned.handOff).toMatch(/joined|expired/u);
  });
});

const inTheBrowser = (code: string) => knock(`/c/${code}?to=web`, { method: 'POST', redirect: 'manual' });

/** The window's own page takes what the address names. */
async function windowAt(location: string) {
  const [, site = '', code = ''] = /^\/chat\/([\w-]+)#h=([\w-]+)$/u.exec(location) ?? [];
  const got = v.parse(popOutTaken, await (await post('/v1/pop-out/take', { site, code })).json());
  return { site, proof: got.visitor ?? '' };
}

describe('C56 on in the browser', () => {
  const bodyOf = (token: string): unknown =>
    JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8'));

  it('the tap uses the code up and opens the same line in the gateway’s own window, whole, for twelve hours', async () => {
    const { code, person } = await coded();
    expect(await (await knock(`/c/${code}`)).text()).toContain('在浏览器里继续');
    const tapped = await inTheBrowser(code);
    expect([tapped.status, tapped.headers.get('cache-control')]).toEqual([303, 'no-store']);
    const { site, proof } = await windowAt(tapped.headers.get('location') ?? '');
    const there = await openSession({ site, visitor: proof });
    expect([personIn(there.token), there.signedIn]).toEqual([person, true]);
    const { expiresAt, scope } = v.parse(v.object({ expiresAt: v.number(), scope: v.string() }), bodyOf(there.token));
    expect(scope).toBe('line');
    expect(Math.abs(expiresAt - Date.now() - READS_MS)).toBeLessThan(60_000);
    expect(await (await inTheBrowser(code)).text()).toContain('已经用过或过期');
    expect((await phone('lin', code)).handOff).toBe('expired');
    vi.useFakeTimers({ now: Date.now() + READS_MS + 1, toFake: ['Date'] });
    const later = await openSession({ site, visitor: proof });
    expect([personIn(later.token), later.signedIn]).toEqual([person, false]);
  });

  it('nobody lengthens it by hand', async () => {
    const { code, person } = await coded();
    const { site, proof } = await windowAt((await inTheBrowser(code)).headers.get('location') ?? '');
    const [text = '', mark] = proof.split('.');
    const longer = `${text.split('~')[0]}~${(Date.now() + 10 * READS_MS).toString(36)}.${mark}`;
    const there = await openSession({ site, visitor: longer });
    expect(there.signedIn).toBe(false);
    expect(personIn(there.token)).not.toBe(person);
  });

  it('a user of the company is not opened by an SMS: they sign in where the company asks', async () => {
    const { token } = await openSession({ site: 'shop', token: await statement('u-by-sms') });
    const answer = await post('/v1/hand-off', {}, { authorization: `Bearer ${token}` });
    const { code } = await answer.json<{ code: string }>();
    const page = await (await knock(`/c/${code}`)).text();
    expect([page.includes('打开小程序'), page.includes('在浏览器里继续')]).toEqual([true, false]);
    expect((await inTheBrowser(code)).status).toBe(200);
    expect(await (await knock(`/c/${code}`)).text()).toContain('打开小程序');
  });

  it('nor is one who was a visitor when the SMS was sent, and has signed in since', async () => {
    const before = await openSession({ site: 'shop' });
    const answer = await post('/v1/hand-off', {}, { authorization: `Bearer ${before.token}` });
    const { code } = await answer.json<{ code: string }>();
    expect(await (await knock(`/c/${code}`)).text()).toContain('在浏览器里继续');
    const user = await openSession({ site: 'shop', visitor: before.visitor, token: await statement('u-was-visitor') });
    expect(personIn(user.token)).toBe(personIn(before.token));
    expect(await (await knock(`/c/${code}`)).text()).not.toContain('在浏览器里继续');
    expect((await inTheBrowser(code)).status).toBe(200);
  });

  it('a window opened before they signed in shows its own words alone from then on', async () => {
    const before = await openSession({ site: 'shop' });
    const answer = await post('/v1/hand-off', {}, { authorization: `Bearer ${before.token}` });
    const { code } = await answer.json<{ code: string }>();
    const { site, proof } = await windowAt((await inTheBrowser(code)).headers.get('location') ?? '');
    const there = await openSession({ site, visitor: proof });
    const data = () =>
      knock('/v1/me/data', { headers: { authorization: `Bearer ${there.token}`, origin: env.PUBLIC_URL } });
    expect([there.signedIn, (await data()).status]).toEqual([true, 200]);
    await openSession({ site: 'shop', visitor: before.visitor, token: await statement('u-window-open') });
    expect((await data()).status).toBe(403);
    expect((await openSession({ site, visitor: proof })).signedIn).toBe(false);
  });
});
