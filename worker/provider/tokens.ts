/**
 * One owner of an account's access token: asked for once whoever waits, kept until little is left, renewed when the platform refuses
 * it. Source: mp-access-token/api_getstableaccesstoken.
 */
import { refuse, type Result } from '../../shared/refusal.ts';
import type { MiniprogramAccount, WechatAccount } from '../channels/account.ts';
import type { Call } from '../channels/channel.ts';
import { wordAt } from '../channels/json.ts';
import { ask } from '../channels/wechat/api.ts';
import { isLasting } from '../channels/wechat/errors.ts';
import type { TokenStore } from './store.ts';

export type TokenAccount = WechatAccount | MiniprogramAccount;
type Answer = Result<{ token: string }>;

/** The platform renews by itself when this much is left: from then on it is asked again. */
const LEFT_MS = 300_000;
const LONGEST_S = 7_200;
/** Forcing kills the token everybody else holds; the platform allows it every 30 s and 20 times a day. */
const FORCE_EVERY_MS = 30_000;

export class Tokens {
  readonly #account: TokenAccount;
  readonly #store: TokenStore;
  readonly #call: Call;
  readonly #now: () => number;
  /** The one request under way; it answers a refusal instead of rejecting, and is forgotten when it ends. */
  #flight: Promise<Answer> | null = null;
  /** The last time it was asked for brought none. */
  #failed = false;

  constructor(account: TokenAccount, store: TokenStore, call: Call, now: () => number) {
    this.#account = account;
    this.#store = store;
    this.#call = call;
    this.#now = now;
  }

  /** A token that is not `stale`, or why there is none: `unavailable` passes, anything else is for the operator. */
  async token(stale?: string): Promise<Answer> {
    const kept = this.#store.kept(this.#account.id);
    if (kept && kept.value !== stale && kept.endsAt - this.#now() > LEFT_MS) return { ok: true, token: kept.value };
    const joined = this.#flight;
    if (joined) {
      const got = await joined;
      // Whoever joined with the very token that came back has to ask for itself, once.
      if (!got.ok || got.token !== stale) return got;
    }
    this.#flight ??= this.#fetch(stale).finally(() => {
      this.#flight = null;
    });
    return this.#flight;
  }

  /** Whether there is one, or would be: one that has run out is renewed. Who never had any is not asked for. Forces nothing. */
  async healthy(): Promise<boolean> {
    const kept = this.#store.kept(this.#account.id);
    if (this.#failed) return (await this.#ask(false)).ok;
    if (!kept || kept.endsAt - this.#now() > LEFT_MS) return true;
    return (await this.token()).ok;
  }

  async #fetch(stale: string | undefined): Promise<Answer> {
    const got = await this.#ask(false);
    if (!got.ok || got.token !== stale) return got;
    const now = this.#now();
    const kept = this.#store.kept(this.#account.id);
    if (kept && now - kept.forcedAt < FORCE_EVERY_MS) {
      return refuse('unavailable', 'The platform refuses the token it gives; a new one was forced a moment ago.');
    }
    // Noted before the call: forcing is never repeated in a loop, whatever comes of it.
    this.#store.keep(this.#account.id, { value: got.token, endsAt: 0, forcedAt: now });
    return this.#ask(true);
  }

  async #ask(force: boolean): Promise<Answer> {
    const answer = await this.#asked(force);
    this.#failed = !answer.ok;
    return answer;
  }

  async #asked(force: boolean): Promise<Answer> {
    const { id, secret, base } = this.#account;
    const appid = this.#account.channel === 'wechat' ? this.#account.appid : id;
    const body = { grant_type: 'client_credential', appid, secret, force_refresh: force };
    const answered = await ask(this.#call, base, '/cgi-bin/stable_token', {}, body);
    if (!answered.ok) return refuse('unavailable', `The token call brought no answer (${answered.fate}).`);
    if (answered.errcode !== 0) {
      const detail = `WeChat refused the token call (${answered.errcode}).`;
      return refuse(isLasting(answered.errcode) ? 'not_allowed' : 'unavailable', detail);
    }
    const token = wordAt(answered.answer, 'access_token');
    const seconds = Number(wordAt(answered.answer, 'expires_in'));
    if (token === '' || !(seconds > 0)) return refuse('unavailable', 'The token call answered without a token.');
    const forcedAt = this.#store.kept(id)?.forcedAt ?? 0;
    this.#store.keep(id, { value: token, endsAt: this.#now() + Math.min(seconds, LONGEST_S) * 1000, forcedAt });
    return { ok: true, token };
  }
}
