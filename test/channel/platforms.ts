/** The platforms' side of each channel, by their published rules and with node:crypto alone: nothing of ours signs or seals here. */
import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import type {
  AliyunAccount,
  CallCentreAccount,
  TencentAccount,
  TwilioAccount,
  TwilioVoiceAccount,
  WechatAccount,
} from '../../worker/channels/account.ts';
import type { Incoming } from '../../worker/channels/channel.ts';

export const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
export const PUBLIC = 'https://gw.example.com';
export const OPENID = 'oyORnuP8q7ou2gfYjqLzSIWZf0rs';

const encoder = new TextEncoder();
export const bytesOf = (text: string): Uint8Array => encoder.encode(text);

export function wechatAccount(
  kind: WechatAccount['kind'],
  mode: WechatAccount['mode'],
  format: WechatAccount['format'],
): WechatAccount {
  return {
    channel: 'wechat',
    kind,
    id: 'gh_97417a04a28d',
    name: '一线优选',
    appid: 'wxba5fad812f8e6fb9',
    secret: 'wechat-secret',
    token: 'AAAAA',
    encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
    mode,
    format,
    openPlatform: 'open-1',
    base: 'https://api.weixin.qq.com',
  };
}

const templated = {
  channel: 'sms',
  name: '短信',
  number: '10690001',
  countries: ['86'],
  keyId: 'KEYID',
  keySecret: 'KEYSECRET',
  signName: '一线优选',
  hookKey: 'a-hook-key-nobody-guesses',
} as const;

export const aliyunAccount: AliyunAccount = {
  ...templated,
  countries: ['86'],
  provider: 'aliyun',
  id: 'aliyun-1069',
  templates: { reply: { code: 'SMS_1000001', text: '您好，${content} 回复本短信可继续咨询' } },
  base: 'https://dysmsapi.aliyuncs.com',
};
export const tencentAccount: TencentAccount = {
  ...templated,
  countries: ['86'],
  provider: 'tencent',
  id: 'tencent-1069',
  sdkAppId: '1400000001',
  region: 'ap-guangzhou',
  templates: { reply: { code: '2000001', text: '您好，{1} 回复本短信可继续咨询' } },
  base: 'https://sms.tencentcloudapi.com',
};
export const twilioAccount: TwilioAccount = {
  channel: 'sms',
  provider: 'twilio',
  id: 'twilio-uk',
  name: 'Twilio',
  number: '+447700900001',
  countries: ['44', '1'],
  accountSid: 'AC00000000000000000000000000000001',
  authToken: 'test_auth_token',
  base: 'https://api.twilio.com',
};

const sha1 = (...words: string[]): string =>
  createHash('sha1')
    .update([...words].sort().join(''))
    .digest('hex');

/** Seals as WeChat does: padding to 32 by hand. */
export function seal(account: WechatAccount, message: string | Uint8Array, appid = account.appid): string {
  const key = Buffer.from(`${account.encodingAesKey}=`, 'base64');
  const words = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(words.length);
  const clear = Buffer.concat([randomBytes(16), length, words, Buffer.from(appid)]);
  const pad = 32 - (clear.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(clear), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString(
    'base64',
  );
}

const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
const BARE = new Set(['CreateTime', 'MsgId', 'MsgID']);
export type Field = string | Fields | Fields[];
export type Fields = { [name: string]: Field };

/** A push as XML: numbers bare, all else in CDATA, lists as repeated elements. */
export function xmlOf(fields: Fields): string {
  const element = (name: string, value: Field): string => {
    if (Array.isArray(value)) return value.map((each) => element(name, each)).join('');
    const inner =
      typeof value !== 'string'
        ? Object.entries(value)
            .map(([child, each]) => element(child, each))
            .join('')
        : BARE.has(name)
          ? value
          : cdata(value);
    return `<${name}>${inner}</${name}>`;
  };
  return `<xml>${Object.entries(fields)
    .map(([name, value]) => element(name, value))
    .join('')}</xml>`;
}

/** A push as JSON: 64-bit ids as bare numbers, a list of one as the object itself. */
export function jsonOf(fields: Fields): string {
  const written = (name: string, value: Field): string => {
    if (Array.isArray(value)) {
      const [only] = value;
      if (value.length === 1 && only) return written(name, only);
      return `[${value.map((each) => written(name, each)).join(',')}]`;
    }
    if (typeof value === 'string') return BARE.has(name) ? value : JSON.stringify(value);
    return `{${Object.entries(value)
      .map(([child, each]) => `${JSON.stringify(child)}:${written(child, each)}`)
      .join(',')}}`;
  };
  return written('', fields);
}

export type PushOptions = { at?: number; nonce?: string; appid?: string; downgrade?: boolean };

/** Signs (and in the encrypted modes seals) a message's clear bytes as WeChat pushes them. */
export function wechatPush(account: WechatAccount, clear: string | Uint8Array, options: PushOptions = {}): Incoming {
  const timestamp = String(Math.floor((options.at ?? NOW) / 1000));
  const nonce = options.nonce ?? '1514711492';
  const query = new URLSearchParams({
    signature: sha1(account.token, timestamp, nonce),
    timestamp,
    nonce,
    openid: OPENID,
  });
  let body = typeof clear === 'string' ? bytesOf(clear) : clear;
  if (account.mode !== 'plain' && !options.downgrade) {
    const sealed = seal(account, clear, options.appid);
    query.set('encrypt_type', 'aes');
    query.set('msg_signature', sha1(account.token, timestamp, nonce, sealed));
    const outer = { ToUserName: account.id, Encrypt: sealed };
    if (account.format === 'json') {
      const also =
        account.mode === 'compatible' ? { FromUserName: OPENID, MsgType: 'text', Content: '明文不算数' } : {};
      body = bytesOf(JSON.stringify({ ...outer, ...also }));
    } else {
      const also: Fields =
        account.mode === 'compatible' ? { FromUserName: OPENID, MsgType: 'text', Content: '明文不算数' } : {};
      body = bytesOf(xmlOf({ ...outer, ...also }));
    }
  }
  const url = new URL(`${PUBLIC}/hooks/wechat/${account.id}?${query.toString()}`);
  return { method: 'POST', url, headers: new Headers({ 'content-type': 'text/xml' }), body };
}

export function wechatFields(account: WechatAccount, more: Fields, at = NOW): Fields {
  return { ToUserName: account.id, FromUserName: OPENID, CreateTime: String(Math.floor(at / 1000)), ...more };
}

/** A push of these fields in the account's format. */
export function wechatSays(account: WechatAccount, more: Fields, options: PushOptions = {}): Incoming {
  const fields = wechatFields(account, more, options.at ?? NOW);
  return wechatPush(account, account.format === 'json' ? jsonOf(fields) : xmlOf(fields), options);
}

/** An unsigned push of a mainland carrier: the key in the address is its proof. */
export function keyedPush(account: AliyunAccount | TencentAccount, body: string | Uint8Array, kind?: string): Incoming {
  const url = new URL(`${PUBLIC}/hooks/sms/${account.provider}/${account.id}`);
  url.searchParams.set('key', account.hookKey);
  if (kind) url.searchParams.set('kind', kind);
  const bytes = typeof body === 'string' ? bytesOf(body) : body;
  return { method: 'POST', url, headers: new Headers({ 'content-type': 'application/json' }), body: bytes };
}

function twilioMark(account: { authToken: string }, text: string): string {
  return createHmac('sha1', account.authToken).update(text).digest('base64');
}

/** A form post as Twilio signs it; raw bytes are posted as they are, signed as what they decode to. */
export function twilioForm(account: TwilioAccount, form: Record<string, string> | Uint8Array): Incoming {
  const url = new URL(`${PUBLIC}/hooks/sms/twilio/${account.id}`);
  const raw = form instanceof Uint8Array ? form : bytesOf(new URLSearchParams(form).toString());
  const pairs = [...new URLSearchParams(new TextDecoder().decode(raw))].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const mark = twilioMark(account, url.href + pairs.map(([name, value]) => name + value).join(''));
  const headers = new Headers({ 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': mark });
  return { method: 'POST', url, headers, body: raw };
}

/** A JSON post as Twilio signs it. */
export function twilioJson(account: TwilioAccount, body: string | Uint8Array): Incoming {
  const raw = typeof body === 'string' ? bytesOf(body) : body;
  const hash = createHash('sha256').update(raw).digest('hex');
  const url = new URL(`${PUBLIC}/hooks/sms/twilio/${account.id}?bodySHA256=${hash}`);
  const headers = new Headers({
    'content-type': 'application/json',
    'x-twilio-signature': twilioMark(account, url.href),
  });
  return { method: 'POST', url, headers, body: raw };
}

export const voiceAccount: TwilioVoiceAccount = {
  channel: 'phone',
  provider: 'twilio',
  id: 'hotline',
  name: '客服热线',
  number: '+442071838750',
  accountSid: 'AC00000000000000000000000000000001',
  authToken: 'voice-secret',
  voices: { zh: 'Polly.Zhiyu-Neural', en: 'Polly.Joanna-Neural' },
  base: 'https://api.twilio.com',
};

export const centreAccount = (provider: 'tccc' | 'aliyun'): CallCentreAccount => ({
  channel: 'phone',
  provider,
  id: `${provider}-1`,
  name: '呼叫中心',
  number: '075512345678',
  hookKey: 'an-unguessable-word-1',
});

/** A call's request as Twilio signs it; `query` is what our own documents put into the address. */
export function voiceForm(form: Record<string, string> | Uint8Array, query = '', account = voiceAccount): Incoming {
  const url = new URL(`${PUBLIC}/hooks/phone/twilio/${account.id}${query}`);
  const raw = form instanceof Uint8Array ? form : bytesOf(new URLSearchParams(form).toString());
  const pairs = [...new URLSearchParams(new TextDecoder().decode(raw))].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const mark = twilioMark(account, url.href + pairs.map(([name, value]) => name + value).join(''));
  const headers = new Headers({ 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': mark });
  return { method: 'POST', url, headers, body: raw };
}

/** A call centre's unsigned push. */
export function centrePush(account: CallCentreAccount, body: unknown, query = ''): Incoming {
  const url = new URL(`${PUBLIC}/hooks/phone/${account.provider}/${account.id}?key=${account.hookKey}${query}`);
  const raw = body instanceof Uint8Array ? body : bytesOf(typeof body === 'string' ? body : JSON.stringify(body));
  return { method: 'POST', url, headers: new Headers({ 'content-type': 'application/json' }), body: raw };
}
