/** The settings: documents, who may write them, and how isolates come to hold them. */
import { env } from 'cloudflare:workers';
import { evictDurableObject } from 'cloudflare:test';
import * as v from 'valibot';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { documents, settingsAnswer } from '../../shared/settings.ts';
import { ensureSettings, forgetSettings, refreshSettings, settingsNow } from '../../worker/settings/shelf.ts';
import { knock, post, refusalIn } from '../hall/knock.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';

const by = { id: 'u_lead', name: '赵敏' };
const value = { name: '一号商城', contact: '95001' };
let actors = 0;
const fresh = () => env.SETTINGS.getByName(`settings-${(actors += 1)}`);

afterEach(() => {
  vi.useRealTimers();
  forgetSettings();
});

describe('a document', () => {
  it('Z1 is written upon the revision it names, and every revision keeps who and when', async () => {
    const settings = fresh();
    const demo = await settings.read('company');
    expect(demo).toMatchObject({ revision: 1, value: documents.company.demo });
    expect(must(await settings.write({ name: 'company', revision: 1, value, by }))).toEqual({ ok: true, revision: 2 });
    expect(await settings.write({ name: 'company', revision: 1, value: { ...value, contact: '' }, by })).toMatchObject({
      code: 'stale',
    });
    expect(must(await settings.write({ name: 'company', revision: 1, value, by })).revision).toBe(2);
    await evictDurableObject(stubOf(settings));
    const history = await settings.history('company');
    expect(history.map(({ revision, by: who }) => [revision, who.id])).toEqual([
      [2, 'u_lead'],
      [1, 'demo'],
    ]);
    expect(history[0]?.at).toBeGreaterThan(1_700_000_000_000);
  });

  it('Z1 of another shape or another name is refused', async () => {
    const settings = fresh();
    const wrong = await settings.write({ name: 'company', revision: 1, value: { name: 3 }, by });
    expect(wrong).toMatchObject({ code: 'bad_request' });
    expect(await settings.write({ name: 'toString', revision: 0, value, by })).toMatchObject({ code: 'not_found' });
    expect(await settings.read('company')).toMatchObject({ revision: 1 });
  });
});

describe('an isolate', () => {
  const source = (since: (version: number) => Promise<never>) => ({ SETTINGS: { getByName: () => ({ since }) } });

  it('Z2 has what was written within two seconds, and gives it at once', async () => {
    const settings = fresh();
    const here = { SETTINGS: { getByName: () => settings } };
    expect((await ensureSettings(here)).company).toEqual(documents.company.demo);
    must(await settings.write({ name: 'company', revision: 1, value, by }));
    expect(settingsNow(here).company).toEqual(documents.company.demo);
    vi.useFakeTimers({ now: Date.now() + 2_001, toFake: ['Date'] });
    settingsNow(here);
    vi.useRealTimers();
    await vi.waitFor(() => expect(settingsNow(here).company).toEqual(value));
    expect((await refreshSettings(here)).company).toEqual(value);
  });

  it('Z2 goes on with what it knows while the settings are away', async () => {
    const settings = fresh();
    let away = true;
    const gone = new Error('away');
    const here = {
      SETTINGS: { getByName: () => ({ since: (at: number) => (away ? Promise.reject(gone) : settings.since(at)) }) },
    };
    expect((await ensureSettings(here)).company).toEqual(documents.company.empty);
    away = false;
    expect((await refreshSettings(here)).company).toEqual(documents.company.demo);
    away = true;
    expect((await refreshSettings(here)).company).toEqual(documents.company.demo);
  });

  it('Z2 waits for its first look a moment only', async () => {
    const started = performance.now();
    const held = await ensureSettings(source(() => new Promise<never>(() => undefined)));
    expect(held.company).toEqual(documents.company.empty);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('the operations', () => {
  const made = v.object({ password: v.string() });
  async function signedIn(role: 'lead' | 'agent') {
    const login = `settings-${role}`;
    const operator = { authorization: `Bearer ${env.OPERATOR_KEY}` };
    const member = await post('/operator/v1/member', { login, name: login, role }, operator, null);
    const { password } = v.parse(made, await member.json());
    const response = await post('/staff/v1/sign-in', { login, password });
    return { cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
  }

  it('Z3 leads write, agents see, strangers neither', async () => {
    const [lead, agent] = [await signedIn('lead'), await signedIn('agent')];
    const seen = v.parse(settingsAnswer, await (await knock('/staff/v1/settings/company', { headers: agent })).json());
    const order = { revision: seen.revision, value };
    expect(await refusalIn(await knock('/staff/v1/settings/company'))).toBe('not_signed_in');
    expect(await refusalIn(await post('/staff/v1/settings/company', order, agent))).toBe('not_allowed');
    expect(await refusalIn(await post('/staff/v1/settings/company', order, lead, 'https://evil.test'))).toBe(
      'bad_origin',
    );
    expect(await refusalIn(await post('/staff/v1/settings/nothing', order, lead))).toBe('not_found');
    expect((await post('/staff/v1/settings/company', order, lead)).status).toBe(200);
    expect(settingsNow(env).company).toEqual(value);
    const { revisions } = v.parse(
      v.object({ revisions: v.array(v.object({ by: v.object({ name: v.string() }) })) }),
      await (await knock('/staff/v1/settings/company/history', { headers: agent })).json(),
    );
    expect(revisions[0]?.by.name).toBe('settings-lead');
  });
});
