/** Members of each role at the staff's door, with campaigns to write. */
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import * as v from 'valibot';
import type { Role } from '../../shared/actors.ts';
import { campaignAnswer } from '../../shared/campaign/api.ts';
import type { Draft } from '../../shared/campaign/campaign.ts';
import { refusals } from '../../shared/refusal.ts';
import { demoCampaigns } from '../../shared/settings/campaigns.ts';
import { emptyProfileSettings } from '../../shared/settings/profile.ts';
import { knowledgeable, openWorld } from '../world.ts';
import { knock, post, refusalIn } from './knock.ts';

export const PATH = '/staff/v1/campaigns';
/** Nothing that is refused takes longer. */
const SOON_MS = 2_000;
export type Who = Role | 'second' | 'nobody';
export const cookies: Record<Who, string> = {
  owner: '',
  lead: '',
  second: '',
  marketer: '',
  editor: '',
  agent: '',
  nobody: '',
};

/** Somebody of each role is signed in, a rule holds, another sleeps, and the demo’s SMS templates stand. */
export function staffed(): void {
  beforeAll(async () => {
    openWorld();
    await knowledgeable();
    for (const role of ['owner', 'lead', 'marketer', 'editor', 'agent'] as const) cookies[role] = await signedIn(role);
    cookies.second = await signedIn('lead', 'second');
    const level = { if: 'all', of: [{ if: 'level', is: 'gold' }] };
    const rule = { id: 'gold', zh: '金卡', en: 'Gold', on: true, when: level };
    const rules = [rule, { ...rule, id: 'asleep', on: false }];
    expect(await writes('profile', 'lead', { ...emptyProfileSettings, on: true, rules })).toBeNull();
    expect(await writes('campaigns', 'lead', demoCampaigns())).toBeNull();
  }, 70_000);
  beforeEach(() => openWorld());
  afterEach(() => {
    vi.useRealTimers();
  });
}

/** A new member's cookie. */
export async function signedIn(role: Role, login: string = role): Promise<string> {
  const operator = { authorization: `Bearer ${env.OPERATOR_KEY ?? ''}` };
  const wish = { login: `camp-${login}`, name: `同事${login}`, role };
  const made = await post('/operator/v1/member', wish, operator, null);
  const { password } = await made.json<{ password: string }>();
  const entered = await post('/staff/v1/sign-in', { login: wish.login, password });
  return (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

export const words = { title: '满 300 减 50', text: '母婴用品满 300 减 50' };
export const arm = { id: 'a', share: 100, zh: words, en: words, sms: 'baby-50' };
/** By SMS, at once, to everybody of gold. */
export const draft: Draft = {
  ...{ name: '双十二', rule: 'gold', channels: ['sms'], arms: [arm], schedule: { begins: 'at-once' }, hours: 48 },
  ...{ perMinute: 600, limits: { optOuts: 500, complaints: 100 } },
};

export const get = (path: string, who: Who) => knock(path, { headers: { cookie: cookies[who] } });
export const tell = (path: string, value: unknown, who: Who) => post(path, value, { cookie: cookies[who] });

/** Writes a document of the settings upon what is there. */
export async function writes(name: string, who: Who, value: unknown): Promise<string | null> {
  const held = await (await get(`/staff/v1/settings/${name}`, 'lead')).json<{ revision: number }>();
  return refusalIn(await tell(`/staff/v1/settings/${name}`, { revision: held.revision, value }, who));
}

/** A refusal with its status, a code and a sentence, and soon. */
export async function refusal(asks: () => Promise<Response>) {
  const began = performance.now();
  const answer = await asks();
  expect(performance.now() - began).toBeLessThan(SOON_MS);
  const body = await answer.json<{ ok: boolean; code: keyof typeof refusals; detail: string }>();
  expect(body).toMatchObject({ ok: false, code: expect.any(String), detail: expect.stringMatching(/\S.{5,}/u) });
  expect(answer.status).toBe(refusals[body.code].status);
  expect(body.detail.length).toBeLessThan(400);
  return { code: body.code, detail: body.detail };
}

/** A campaign that was written and no more. */
export async function written(who: Who = 'marketer', more: Partial<Draft> = {}) {
  const answer = await tell(PATH, { draft: { ...draft, ...more } }, who);
  return v.parse(campaignAnswer, await answer.json()).campaign;
}
/** An act upon the revision whoever acts has seen. */
export const act = (id: string, what: string, who: Who, revision = 1) =>
  tell(`${PATH}/${id}/act`, { act: what, revision }, who);
