/** Whom a campaign needs on a running gateway of the demo: people who agreed to offers, staff who write it and let it go, a rule for everybody. */
import { createHmac } from 'node:crypto';
import * as v from 'valibot';
import { campaignAnswer, previewAnswer, reportAnswer, type CampaignReport } from '../shared/campaign/api.ts';
import type { Draft } from '../shared/campaign/campaign.ts';
import type { Settings } from './settings.ts';
import { makeMember } from './operator.ts';

const WAITS_MS = 20_000;
type Asked = { value?: object; token?: string; cookie?: string };
const listed = v.array(v.looseObject({ id: v.string(), jwtSecret: v.optional(v.string()) }));
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

export class Cast {
  readonly #url: string;
  readonly #settings: Settings;

  constructor(url: string, settings: Settings) {
    this.#url = url;
    this.#settings = settings;
  }

  /** Asks the gateway; a refusal is thrown. With `value` it is a POST. */
  async ask(path: string, { value, token, cookie }: Asked = {}): Promise<{ body: unknown; cookie: string }> {
    const answer = await fetch(`${this.#url}${path}`, {
      method: value === undefined ? 'GET' : 'POST',
      headers: {
        'content-type': 'application/json',
        origin: this.#url,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(cookie === undefined ? {} : { cookie }),
      },
      ...(value === undefined ? {} : { body: JSON.stringify(value) }),
      signal: AbortSignal.timeout(WAITS_MS),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return { body: await answer.json(), cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
  }

  /** A user the demo's company vouches for, who agrees to offers; their token. */
  async agreeing(user: string): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: user, iat: now, exp: now + 600, aud: 'shop' })}`;
    const secret = v.parse(listed, this.#settings.accounts).find(({ id }) => id === 'shop')?.jwtSecret ?? '';
    const statement = `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
    const { body } = await this.ask('/v1/session', { value: { site: 'shop', token: statement } });
    const { token } = v.parse(v.object({ token: v.string() }), body);
    const act = { type: 'act', number: 1, act: { act: 'choose', purpose: 'marketing', given: true } };
    await this.ask('/v1/line/operate', { token, value: { instance: `k-${user}`, frame: act } });
    return token;
  }

  /** Signed in as staff; the cookie. */
  async staff(login: string, name: string, role: 'marketer' | 'lead'): Promise<string> {
    const password = await makeMember(this.#url, this.#settings, { login, name, role });
    return (await this.ask('/staff/v1/sign-in', { value: { login, password } })).cookie;
  }

  /** A rule that means everybody who didn't complain; its id. */
  async everybody(lead: string): Promise<string> {
    const at = '/staff/v1/settings/profile';
    const { revision, value } = v.parse(
      v.object({ revision: v.number(), value: v.looseObject({ rules: v.array(v.unknown()) }) }),
      (await this.ask(at, { cookie: lead })).body,
    );
    const calm = { if: 'at-most', of: { measure: 'complaints', days: 365 }, value: 0 };
    const rule = { id: 'everybody', zh: '没有投诉', en: 'No complaints', on: true, when: { if: 'all', of: [calm] } };
    await this.ask(at, { cookie: lead, value: { revision, value: { ...value, rules: [...value.rules, rule] } } });
    return rule.id;
  }

  /** Budgets that hold nobody back. */
  async generous(lead: string, channels: readonly string[]): Promise<void> {
    const at = '/staff/v1/settings/campaigns';
    const { revision, value } = v.parse(
      v.object({ revision: v.number(), value: v.looseObject({}) }),
      (await this.ask(at, { cookie: lead })).body,
    );
    const budgets = Object.fromEntries(channels.map((one) => [one, 100_000]));
    await this.ask(at, { cookie: lead, value: { revision, value: { ...value, budgets } } });
  }

  /** A campaign written by one and let go by another; its id. */
  async begun(draft: Draft, marketer: string, lead: string): Promise<string> {
    const made = await this.ask('/staff/v1/campaigns', { cookie: marketer, value: { draft } });
    const { id } = v.parse(campaignAnswer, made.body).campaign;
    for (const [act, cookie] of [
      ['submit', marketer],
      ['approve', lead],
    ] as const) {
      const { body } = await this.ask(`/staff/v1/campaigns/${id}`, { cookie });
      const { revision } = v.parse(campaignAnswer, body).campaign;
      await this.ask(`/staff/v1/campaigns/${id}/act`, { cookie, value: { act, revision } });
    }
    return id;
  }

  /** Waits until the directory knows so many people it would go to; what the preview says then. */
  async known(draft: Draft, marketer: string, people: number): Promise<v.InferOutput<typeof previewAnswer>> {
    let end = Date.now() + WAITS_MS;
    let most = 0;
    for (;;) {
      const { body } = await this.ask('/staff/v1/campaigns/preview', { cookie: marketer, value: { draft } });
      const seen = v.parse(previewAnswer, body);
      const goes = seen.channels.reduce((sum, { count }) => sum + count, 0);
      if (goes >= people) return seen;
      // While it grows it is waited for.
      if (goes > most) [most, end] = [goes, Date.now() + WAITS_MS];
      if (Date.now() > end) throw new Error(`the directory knows ${goes} of ${people} people`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  async report(id: string, cookie: string): Promise<CampaignReport> {
    return v.parse(reportAnswer, (await this.ask(`/staff/v1/campaigns/${id}/report`, { cookie })).body);
  }
}

/** The waits' value below which this share of them lies. */
export const quantile = (of: readonly number[], share: number): number =>
  [...of].sort((one, other) => one - other)[Math.min(of.length - 1, Math.floor(of.length * share))] ?? 0;
