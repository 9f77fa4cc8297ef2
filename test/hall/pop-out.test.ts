/** W67–W68: a conversation goes on in a window of the gateway's own, by a code that counts once; and the page it goes on in. */
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as v from 'valibot';
import { usualSite } from '../../shared/settings/sites.ts';
import { popOutAnswer, popOutTaken } from '../../shared/site-api.ts';
import { policyOf } from '../../worker/hall/screens.ts';
import { forgetSettings, refreshSettings } from '../../worker/settings/shelf.ts';
import { must } from '../results.ts';
import { openWorld } from '../world.ts';
import { openSession, post, refusalIn, statement } from './knock.ts';

beforeEach(() => openWorld());
afterEach(() => {
  vi.useRealTimers();
  forgetSettings();
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const offered = async (token: string, given: object) =>
  v.parse(popOutAnswer, await (await post('/v1/pop-out', given, bearer(token))).json()).code;
const taken = (code: string, site = 'shop', origin: string | null = env.PUBLIC_URL) =>
  post('/v1/pop-out/take', { site, code }, {}, origin);
const personIn = (token: string) =>
  (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { person: string }).person;

describe('W67 a window of its own', () => {
  it('goes on as the visitor, with words not sent yet; its code counts once', async () => {
    const { token, visitor } = await openSession({ site: 'shop' });
    const code = await offered(token, { visitor: visitor ?? '', draft: '我想问' });
    expect(code).not.toContain((visitor ?? '').slice(0, 12));
    const got = v.parse(popOutTaken, await (await taken(code)).json());
    expect(got).toEqual({ ok: true, visitor, user: null, draft: '我想问' });
    const again = await openSession({ site: 'shop', visitor: got.visitor });
    expect(personIn(again.token)).toBe(personIn(token));
    expect(await refusalIn(await taken(code))).toBe('code_over');
  });

  it('goes on as the user, by a statement of fifteen minutes', async () => {
    const { token } = await openSession({ site: 'shop', token: await statement('u-window') });
    const { user, visitor } = v.parse(popOutTaken, await (await taken(await offered(token, {}))).json());
    expect([user?.id, visitor]).toEqual(['u-window', null]);
    const there = await openSession({ site: 'shop', token: user?.token });
    expect([there.signedIn, personIn(there.token)]).toEqual([true, personIn(token)]);
  });

  it('is nobody else’s: no other page, site or hour, no changed code, no other visitor’s name', async () => {
    const { token, visitor } = await openSession({ site: 'shop' });
    const other = (await openSession({ site: 'shop' })).visitor ?? '';
    expect(await refusalIn(await post('/v1/pop-out', { visitor: other }, bearer(token)))).toBe('bad_token');
    expect(await refusalIn(await post('/v1/pop-out', {}, bearer(token)))).toBe('bad_token');
    const code = await offered(token, { visitor: visitor ?? '' });
    expect(await refusalIn(await taken(code, 'shop', 'https://evil.example'))).toBe('bad_origin');
    expect(await refusalIn(await taken(code, 'shop', null))).toBe('bad_origin');
    expect(await refusalIn(await taken(code, 'app'))).toBe('code_over');
    const changed = code.slice(0, 30) + (code[30] === 'A' ? 'B' : 'A') + code.slice(31);
    expect(await refusalIn(await taken(changed))).toBe('code_over');
    vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ['Date'] });
    expect(await refusalIn(await taken(code))).toBe('code_over');
  });
});

describe('W68 the page of the conversation', () => {
  it('writes no markup, runs nothing of others, and is framed by nobody', () => {
    const policy = policyOf('/chat/shop', 'https://service.example.com');
    for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"])
      expect(policy.split('; ')).toContain(rule);
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types 'none'");
    expect(policyOf('/desk/', 'https://service.example.com')).not.toContain('trusted-types');
  });

  it('a stranger begins there only while the link is open; whoever is known goes on', async () => {
    const settings = env.SETTINGS.getByName('main');
    const { visitor } = await openSession({ site: 'outside' });
    const set = async (link: boolean) => {
      const revision = (await settings.read('sites'))?.revision ?? 0;
      const value = { sites: [{ ...usualSite('outside'), link }] };
      must(await settings.write({ name: 'sites', revision, value, by: { id: 'u', name: 'u' } }));
      await refreshSettings(env);
    };
    await set(false);
    expect(await refusalIn(await post('/v1/session', { site: 'outside' }))).toBe('bad_origin');
    expect((await post('/v1/session', { site: 'outside', visitor })).status).toBe(200);
    await set(true);
    expect((await post('/v1/session', { site: 'outside' })).status).toBe(200);
    expect(await refusalIn(await post('/v1/session', { site: 'outside' }, {}, 'https://evil.example'))).toBe(
      'bad_origin',
    );
  });
});
