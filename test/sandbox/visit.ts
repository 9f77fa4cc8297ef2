import { env } from 'cloudflare:workers';
import { runDurableObjectAlarm } from 'cloudflare:test';
import { vi } from 'vitest';
import type {
  Account,
  AliyunAccount,
  SmsAccount,
  TencentAccount,
  TwilioAccount,
  WebAccount,
  WechatAccount,
} from '../../sandbox/config.ts';
import { acs3Signature, canonicalRequest } from '../../sandbox/sms/acs3.ts';
import { tc3Canonical, tc3Signature } from '../../sandbox/sms/tc3.ts';
import { randomHex, sha256Hex } from '../../sandbox/world/digest.ts';

/** A day after today, so that no alarm fires by itself: the tests drive them. */
export const MORNING = Date.now() + 86_400_000;

const accounts = JSON.parse(env.ACCOUNTS) as Account[];
const wechat = (id: string): WechatAccount =>
  accounts.find((each) => each.id === id && each.channel === 'wechat') as WechatAccount;
const sms = <Provider extends SmsAccount['provider']>(
  provider: Provider,
): Extract<SmsAccount, { provider: Provider }> =>
  accounts.find((each) => each.channel === 'sms' && each.provider === provider) as Extract<
    SmsAccount,
    { provider: Provider }
  >;
export const shop = wechat('gh_yixian_shop');
export const plain = wechat('gh_yixian_plain');
export const mini = wechat('gh_yixian_mini');
export const aliyun: AliyunAccount = sms('aliyun');
export const tencent: TencentAccount = sms('tencent');
export const twilio: TwilioAccount = sms('twilio');
export const site = accounts.find((each) => each.channel === 'web') as WebAccount;

/** A request as the gateway heard it. */
export type Heard = { url: URL; headers: Headers; body: string };
type Ear = (heard: Heard) => Response | Promise<Response>;

/** One visit to a fresh world: the clock is set, the gateway outside is what `ear` answers, and everything it heard is kept. */
export class Visit {
  readonly heard: Heard[] = [];
  ear: Ear = () => new Response('success');
  readonly #world;

  constructor(name: string) {
    vi.useFakeTimers({ toFake: ['Date'], now: MORNING });
    this.#world = env.WORLD.getByName(`${name} ${randomHex(4)}`);
    vi.stubGlobal('fetch', async (given: RequestInfo | URL, init?: RequestInit) => {
      const request = new Request(given, init);
      const heard = {
        url: new URL(request.url),
        headers: request.headers,
        body: new TextDecoder().decode(await request.arrayBuffer()),
      };
      this.heard.push(heard);
      return this.ear(heard);
    });
  }

  later(ms: number): void {
    vi.setSystemTime(Date.now() + ms);
  }

  async call(
    path: string,
    init: RequestInit = {},
  ): Promise<{ status: number; body: Record<string, unknown>; response: Response }> {
    const response = await this.#world.fetch(`http://world.test/sandbox/${path}`, init);
    const text = new TextDecoder().decode(await response.clone().arrayBuffer());
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      body: isJson ? (JSON.parse(text) as Record<string, unknown>) : { text },
      response,
    };
  }

  post(path: string, value: unknown): ReturnType<Visit['call']> {
    return this.call(path, { method: 'POST', body: JSON.stringify(value) });
  }

  /** Runs the alarm; true when one was set. */
  alarm(): Promise<boolean> {
    return runDurableObjectAlarm(this.#world);
  }

  async token(account: WechatAccount): Promise<string> {
    const { body } = await this.post('wechat/cgi-bin/stable_token', {
      grant_type: 'client_credential',
      appid: account.appid,
      secret: account.secret,
    });
    return String(body.access_token);
  }

  async send(
    account: WechatAccount,
    touser: string,
    content: string,
    more: Record<string, unknown> = {},
  ): Promise<Record<string, unknown>> {
    const token = await this.token(account);
    const message = { touser, msgtype: 'text', text: { content }, ...more };
    return (await this.post(`wechat/cgi-bin/message/custom/send?access_token=${token}`, message)).body;
  }

  async act(
    account: WechatAccount,
    act: Record<string, unknown>,
  ): Promise<{ status: number; openid: string; messageId: string }> {
    const { status, body } = await this.post(`people/lin/wechat/${account.id}`, act);
    return { status, openid: String(body.openid), messageId: String(body.messageId) };
  }

  async chat(
    account: WechatAccount,
  ): Promise<{ side: string; kind: string; body: Record<string, unknown>; byMachine: boolean }[]> {
    return (await this.call(`people/lin/chat/${account.id}`)).body.lines as {
      side: string;
      kind: string;
      body: Record<string, unknown>;
      byMachine: boolean;
    }[];
  }

  async inbox(): Promise<{ text: string; direction: string; number: string; status: string }[]> {
    return (await this.call('people/lin/inbox')).body.messages as {
      text: string;
      direction: string;
      number: string;
      status: string;
    }[];
  }

  /** A call to Aliyun, signed; `change` may spoil the headers after signing. */
  aliyun(
    params: Record<string, string>,
    action = 'SendSms',
    change: (headers: Record<string, string>) => void = () => undefined,
  ): ReturnType<Visit['call']> {
    const query = new URLSearchParams(params);
    const headers: Record<string, string> = {
      'x-acs-action': action,
      'x-acs-version': '2017-05-25',
      'x-acs-date': new Date(Date.now()).toISOString().replace(/\.\d+/, ''),
      'x-acs-signature-nonce': randomHex(16),
      'x-acs-content-sha256': sha256Hex(''),
    };
    const names = ['host', ...Object.keys(headers)].sort();
    const request = { method: 'POST', query, header: (name: string) => headers[name] };
    const mark = acs3Signature(
      aliyun.keySecret,
      canonicalRequest(request, '/sandbox/aliyun', 'world.test', names, sha256Hex('')),
    );
    headers.authorization = `ACS3-HMAC-SHA256 Credential=${aliyun.keyId},SignedHeaders=${names.join(';')},Signature=${mark}`;
    change(headers);
    return this.call(`aliyun?${query}`, { method: 'POST', headers });
  }

  /** A call to Tencent, signed. */
  tencent(value: Record<string, unknown>, skewS = 0): ReturnType<Visit['call']> {
    const body = JSON.stringify(value);
    const time = Math.floor(Date.now() / 1000) + skewS;
    const headers: Record<string, string> = {
      'content-type': 'application/json; charset=utf-8',
      'x-tc-action': 'SendSms',
    };
    const names = ['content-type', 'host', 'x-tc-action'];
    const canonical = tc3Canonical((name) => headers[name], 'world.test', names, new TextEncoder().encode(body));
    const day = new Date(time * 1000).toISOString().slice(0, 10);
    const mark = tc3Signature(tencent.keySecret, time, 'sms', canonical);
    headers.authorization = `TC3-HMAC-SHA256 Credential=${tencent.keyId}/${day}/sms/tc3_request, SignedHeaders=${names.join(';')}, Signature=${mark}`;
    headers['x-tc-timestamp'] = String(time);
    headers['x-tc-version'] = '2021-01-11';
    headers['x-tc-region'] = tencent.region;
    return this.call('tencent', { method: 'POST', headers, body });
  }

  twilio(form: Record<string, string>, secret = twilio.authToken): ReturnType<Visit['call']> {
    return this.call(`twilio/2010-04-01/Accounts/${twilio.accountSid}/Messages.json`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`${twilio.accountSid}:${secret}`)}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(form).toString(),
    });
  }
}
