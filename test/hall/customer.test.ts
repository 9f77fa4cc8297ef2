import { env } from 'cloudflare:workers';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { STREAM_VERSION } from '../../shared/frame.ts';
import { knock, openSession, post, refusalIn, site, statement } from './knock.ts';

const ticketOf = v.object({ ticket: v.string(), url: v.string(), expiresInMs: v.number() });

async function ticketFor(token: string) {
  const response = await post('/v1/ticket', {}, { authorization: `Bearer ${token}` });
  return v.parse(ticketOf, await response.json());
}

/** Opens the socket and reads its frames. */
async function socketAt(url: string, origin: string | null = env.PUBLIC_URL) {
  const response = await knock(url, { headers: { upgrade: 'websocket', ...(origin === null ? {} : { origin }) } });
  if (!response.webSocket) throw new Error(`no socket: ${response.status} ${await response.text()}`);
  const socket = response.webSocket;
  const frames: { type: string; code?: string }[] = [];
  const closed = new Promise<number>((resolve) => socket.addEventListener('close', (event) => resolve(event.code)));
  let told = () => undefined as void;
  socket.addEventListener('message', (event) => {
    frames.push(JSON.parse(String(event.data)));
    told();
  });
  socket.accept();
  return {
    frames,
    closed,
    say: (frame: object) => socket.send(JSON.stringify(frame)),
    close: () => socket.close(1000),
    heard: async (type: string) => {
      for (;;) {
        const found = frames.find((one) => one.type === type);
        if (found) return found;
        await new Promise<void>((resolve) => {
          told = resolve;
        });
      }
    },
  };
}

const hello = (ticket: string, instance = 'i1') => ({
  type: 'hello',
  version: STREAM_VERSION,
  ticket,
  instance,
  position: null,
});

describe('a session', () => {
  it('H3 gives a visitor a name it may keep, and no other', async () => {
    const first = await openSession({ site: 'shop' });
    expect(first.signedIn).toBe(false);
    expect(first.visitor).toMatch(/^[\w-]{22}\.[\w-]{43}$/u);
    const again = await openSession({ site: 'shop', visitor: first.visitor });
    expect(again.visitor).toBe(first.visitor);
    const invented = await openSession({ site: 'shop', visitor: `AAAAAAAAAAAAAAAAAAAAAA.${'A'.repeat(43)}` });
    expect(invented.visitor).not.toContain('AAAAAAAAAAAAAAAAAAAAAA');
  });

  it('C16 signs in whom the company vouches for, and nobody by another key, time or site', async () => {
    const user = await openSession({ site: 'shop', token: await statement('u1001') });
    expect(user).toMatchObject({ signedIn: true, visitor: null });
    const [head, claims] = (await statement('u1001')).split('.');
    for (const token of [`${head}.${claims}.${'A'.repeat(43)}`, `${head}.${claims}.`, 'garbage', `${head}.e30.x`]) {
      const response = await post('/v1/session', { site: 'shop', token });
      expect(response.status).toBe(401);
      expect(await refusalIn(response)).toBe('bad_token');
    }
  });

  it('I1 keeps what a visitor said when they sign in, and knows the user again anywhere', async () => {
    const personOf = async (token: string) => (await ticketFor(token)).url.split('/')[3]?.split('.')[0];
    const visitor = await openSession({ site: 'shop' });
    const user = await openSession({ site: 'shop', visitor: visitor.visitor, token: await statement('u-new') });
    expect(await personOf(user.token)).toBe(await personOf(visitor.token));
    const elsewhere = await openSession({ site: 'shop', token: await statement('u-new') });
    expect(await personOf(elsewhere.token)).toBe(await personOf(user.token));
    const second = await openSession({ site: 'shop', visitor: visitor.visitor, token: await statement('u-second') });
    expect(await personOf(second.token)).not.toBe(await personOf(user.token));
  });

  it('is refused on no site of ours', async () => {
    expect(await refusalIn(await post('/v1/session', { site: 'elsewhere' }))).toBe('no_account');
    expect(await refusalIn(await post('/v1/session', { site: 'gh_yixian_shop' }))).toBe('no_account');
    expect(await refusalIn(await post('/v1/session', { site: 'aliyun-1069' }))).toBe('no_account');
  });

  it('cannot be made, changed or borrowed', async () => {
    const { token } = await openSession({ site: 'shop' });
    const [text = '', mark = ''] = token.split('.');
    const claims: unknown = JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')));
    const other = btoa(JSON.stringify({ ...(claims as object), scope: 'line' })).replaceAll('=', '');
    for (const forged of [`${other}.${mark}`, `${text}.${'A'.repeat(43)}`, `${text}.`, text, '', `${token}x`]) {
      const response = await post('/v1/ticket', {}, { authorization: `Bearer ${forged}` });
      expect(await refusalIn(response)).toBe('bad_token');
    }
  });
});

describe('a ticket', () => {
  it('S1 S2 opens one socket, once', async () => {
    const { token } = await openSession({ site: 'shop' });
    const { ticket, url, expiresInMs } = await ticketFor(token);
    expect(url).toMatch(/^\/v1\/line\/c_[\w-]+\.[\w-]{22}\/stream\?site=shop$/u);
    expect(url).not.toContain(ticket);
    expect(expiresInMs).toBe(30_000);
    const first = await socketAt(url);
    first.say(hello(ticket));
    await first.heard('welcome');
    const replay = await socketAt(url);
    replay.say(hello(ticket));
    expect(await replay.heard('refused')).toMatchObject({ code: 'bad_ticket' });
    await replay.closed;
    expect(replay.frames.some((one) => one.type === 'welcome')).toBe(false);
    first.close();
  });

  it('of one person opens nothing at another', async () => {
    const mine = await ticketFor((await openSession({ site: 'shop' })).token);
    const theirs = await ticketFor((await openSession({ site: 'shop' })).token);
    const socket = await socketAt(theirs.url);
    socket.say(hello(mine.ticket));
    expect(await socket.heard('refused')).toMatchObject({ code: 'bad_ticket' });
    socket.close();
  });

  it('S2 of one site opens nothing for another', async () => {
    const { ticket, url } = await ticketFor((await openSession({ site: 'shop' })).token);
    const socket = await socketAt(url.replace('site=shop', 'site=app'), null);
    socket.say(hello(ticket));
    expect(await socket.heard('refused')).toMatchObject({ code: 'bad_ticket' });
    socket.close();
  });
});

describe('the way to a line', () => {
  it('H3 is signed: nobody wakes an actor by guessing', async () => {
    const { url } = await ticketFor((await openSession({ site: 'shop' })).token);
    const route = url.split('/')[3] ?? '';
    const [person = '', mark = ''] = route.split('.');
    for (const wrong of [
      person,
      `${person}.`,
      `${person}.${'A'.repeat(22)}`,
      `c_other.${mark}`,
      `${route}A`,
      `${mark}.${person}`,
    ]) {
      const headers = { upgrade: 'websocket', origin: env.PUBLIC_URL };
      const response = await knock(`/v1/line/${wrong}/stream?site=shop`, { headers });
      expect(response.status).toBe(404);
      expect(response.webSocket).toBeFalsy();
    }
  });

  it('is a socket and nothing else', async () => {
    const { url } = await ticketFor((await openSession({ site: 'shop' })).token);
    expect(await refusalIn(await knock(url, { headers: { origin: env.PUBLIC_URL } }))).toBe('bad_request');
  });
});

describe('over plain HTTPS', () => {
  it('S9 the same frames are taken and the same events come', async () => {
    const { token } = await openSession({ site: 'shop' });
    const bearer = { authorization: `Bearer ${token}` };
    const frame = { type: 'send', number: 1, body: { kind: 'text', text: '你好' } };
    const sent = await post('/v1/line/operate', { instance: 'i1', frame }, bearer);
    expect(await sent.json()).toMatchObject({ ok: true, frames: [{ type: 'accepted', number: 1 }] });
    const got = await post('/v1/line/poll', { instance: 'i1', position: null, waitMs: 0 }, bearer);
    expect(JSON.stringify(await got.json())).toContain('你好');
  });
});

it('an APP sends no Origin and is let in; a website without one is not', async () => {
  expect((await post('/v1/session', { site: site('app').id }, {}, null)).status).toBe(200);
  expect(await refusalIn(await post('/v1/session', { site: 'shop' }, {}, null))).toBe('bad_origin');
});

it('W46 a page of our own host may read, though its browser names no origin; nothing else may without one', async () => {
  const { token } = await openSession({ site: 'shop' });
  const read = (fetched: string, more: Record<string, string> = {}) =>
    knock('/v1/me/guesses', { headers: { authorization: `Bearer ${token}`, 'sec-fetch-site': fetched, ...more } });
  expect((await read('same-origin')).status).toBe(200);
  for (const place of ['cross-site', 'same-site', 'none'])
    expect(await refusalIn(await read(place))).toBe('bad_origin');
  expect(await refusalIn(await read('same-origin', { origin: 'https://evil.example' }))).toBe('bad_origin');
  const written = await post('/v1/session', { site: 'shop' }, { 'sec-fetch-site': 'same-origin' }, null);
  expect(await refusalIn(written)).toBe('bad_origin');
});
