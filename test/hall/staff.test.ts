import { env } from 'cloudflare:workers';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { cookieName } from '../../worker/hall/people.ts';
import { knock, post, refusalIn } from './knock.ts';

const operator = { authorization: `Bearer ${env.OPERATOR_KEY}` };
const made = v.object({ password: v.string() });
let members = 0;

async function newMember(role: 'lead' | 'agent') {
  const login = `${role}${(members += 1)}`;
  const response = await post('/operator/v1/member', { login, name: login, role }, operator, null);
  return { login, ...v.parse(made, await response.json()) };
}

/** The cookie of a fresh member, as a browser would send it. */
async function signedIn(role: 'lead' | 'agent') {
  const { login, password } = await newMember(role);
  const response = await post('/staff/v1/sign-in', { login, password });
  return { cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '', response, login, password };
}

describe('the cookie', () => {
  it('T2 is HttpOnly, SameSite=Strict, and bound to host and https where there is https', async () => {
    const { response } = await signedIn('agent');
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^yixian_80=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict$/u);
    expect(cookieName('https://line.example')).toBe('__Host-yixian');
    expect(cookieName('http://127.0.0.1:8787')).toBe('yixian_8787');
  });

  it('says who one is until signed out', async () => {
    const { cookie, login } = await signedIn('agent');
    expect(await (await knock('/staff/v1/me', { headers: { cookie } })).json()).toMatchObject({
      ok: true,
      member: { login },
    });
    const out = await post('/staff/v1/sign-out', {}, { cookie });
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
    expect(await refusalIn(await knock('/staff/v1/me', { headers: { cookie } }))).toBe('not_signed_in');
  });
});

describe('another site', () => {
  it('T2 can change nothing with the cookie: every state-changing operation wants our Origin and JSON', async () => {
    const { cookie } = await signedIn('lead');
    const paths = ['sign-in', 'enter', 'sign-out', 'password', 'members', 'ticket'];
    for (const path of paths) {
      for (const origin of ['http://evil.example', 'null', null]) {
        const response = await post(`/staff/v1/${path}`, {}, { cookie }, origin);
        expect(await refusalIn(response), `${path} from ${origin}`).toBe('bad_origin');
      }
    }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', '']) {
      const response = await post(
        '/staff/v1/members',
        { login: 'evil', name: 'x', role: 'agent' },
        { cookie, 'content-type': type },
      );
      expect(await refusalIn(response)).toBe('bad_request');
    }
    const good = await post('/staff/v1/members', { login: 'good', name: '好', role: 'agent' }, { cookie });
    expect(good.status).toBe(200);
  });

  it('opens no socket of staff', async () => {
    const { cookie } = await signedIn('agent');
    for (const path of ['/staff/v1/seat/stream', '/staff/v1/line/c_x/stream']) {
      const evil = await knock(path, { headers: { upgrade: 'websocket', cookie, origin: 'http://evil.example' } });
      expect(await refusalIn(evil)).toBe('bad_origin');
      const stranger = await knock(path, { headers: { upgrade: 'websocket', origin: env.PUBLIC_URL } });
      expect(await refusalIn(stranger)).toBe('not_signed_in');
    }
  });
});

describe('roles', () => {
  it('T4 an agent makes no members; a lead makes agents only', async () => {
    const agent = await signedIn('agent');
    const lead = await signedIn('lead');
    const ask = (cookie: string, login: string, role: string) =>
      post('/staff/v1/members', { login, name: login, role }, { cookie });
    expect(await refusalIn(await ask(agent.cookie, 'no1', 'agent'))).toBe('not_allowed');
    expect(await refusalIn(await ask(lead.cookie, 'no2', 'lead'))).toBe('not_allowed');
    expect((await ask(lead.cookie, 'yes1', 'agent')).status).toBe(200);
    expect(await refusalIn(await ask(lead.cookie, 'yes1', 'agent'))).toBe('exists');
  });
});

describe('tickets of staff', () => {
  it('open one’s own seat', async () => {
    const { cookie } = await signedIn('agent');
    const given = await post('/staff/v1/ticket', { seat: true }, { cookie });
    expect(await given.json()).toMatchObject({ ok: true, url: '/staff/v1/seat/stream' });
    const socket = await knock('/staff/v1/seat/stream', {
      headers: { upgrade: 'websocket', cookie, origin: env.PUBLIC_URL },
    });
    expect(socket.status).toBe(101);
    socket.webSocket?.accept();
    socket.webSocket?.close(1000);
  });

  it('for nobody’s line are refused', async () => {
    const { cookie } = await signedIn('agent');
    expect(await refusalIn(await post('/staff/v1/ticket', { customer: 'c_nobody' }, { cookie }))).toBe('not_found');
  });
});

describe('the operator', () => {
  it('proves itself by the key, and by nothing near it', async () => {
    const key = env.OPERATOR_KEY ?? '';
    for (const wrong of ['', 'Bearer ', `Bearer ${key}x`, `Bearer ${key.slice(1)}`, key, `bearer ${key}`]) {
      const response = await post('/operator/v1/enter-code', { login: 'owner' }, { authorization: wrong }, null);
      expect(await refusalIn(response)).toBe('bad_token');
    }
  });

  it('T5 makes a link’s code that signs in once', async () => {
    const { login } = await newMember('agent');
    const answer = await post('/operator/v1/enter-code', { login }, operator, null);
    const { code } = v.parse(v.object({ code: v.string() }), await answer.json());
    const entered = await post('/staff/v1/enter', { code });
    expect(await entered.json()).toMatchObject({ ok: true, member: { login } });
    expect(await refusalIn(await post('/staff/v1/enter', { code }))).toBe('expired');
  });
});
