/** What each channel brings to the contract suite. */
import type { Account } from '../../worker/channels/account.ts';
import type { Incoming } from '../../worker/channels/channel.ts';
import {
  aliyunAccount,
  jsonOf,
  keyedPush,
  NOW,
  OPENID,
  tencentAccount,
  twilioAccount,
  twilioForm,
  twilioJson,
  voiceAccount,
  voiceForm,
  wechatAccount,
  wechatFields,
  wechatPush,
  wechatSays,
} from './platforms.ts';

export type Subject = {
  name: string;
  account: Account;
  format: 'xml' | 'json' | 'form';
  peer: string;
  /** A genuine message with these words. */
  say(text: string, id?: string): Incoming;
  /** Genuine in every way but for its proof. */
  forge(genuine: Incoming): Incoming;
  /** A genuine message signed at another time; null where the platform signs no time. */
  sayAt: ((at: number) => Incoming) | null;
  /** Any bytes under a genuine proof, so that they reach the reader. */
  prove(raw: Uint8Array): Incoming;
  /** The answer that counts as taken. */
  taken: { contentType: string; body: string };
};

const wrongly = (genuine: Incoming, name: string): Incoming => {
  const url = new URL(genuine.url);
  const value = url.searchParams.get(name) ?? '';
  url.searchParams.set(name, (value.startsWith('0') ? '1' : '0') + value.slice(1));
  return { ...genuine, url };
};

function wechat(
  kind: 'official' | 'mini',
  mode: 'plain' | 'compatible' | 'encrypted',
  format: 'xml' | 'json',
): Subject {
  const account = wechatAccount(kind, mode, format);
  const fields = (text: string, id: string) => ({ MsgType: 'text', Content: text, MsgId: id });
  return {
    name: `wechat ${kind} ${mode} ${format}`,
    account,
    format,
    peer: OPENID,
    say: (text, id = '6054768590064713728') => wechatSays(account, fields(text, id)),
    forge: (genuine) => wrongly(genuine, mode === 'plain' ? 'signature' : 'msg_signature'),
    sayAt: (at) => wechatSays(account, fields('旧的', '1'), { at }),
    prove: (raw) => wechatPush(account, raw),
    taken: { contentType: 'text/plain; charset=utf-8', body: 'success' },
  };
}

const twilioFields = (text: string, id: string) => ({
  MessageSid: id,
  SmsSid: id,
  AccountSid: twilioAccount.accountSid,
  From: '+447700900009',
  To: twilioAccount.number,
  Body: text,
  NumMedia: '0',
});
const voiceFields = (text: string, id: string) => ({
  CallSid: id,
  AccountSid: voiceAccount.accountSid,
  From: '+447700900009',
  To: voiceAccount.number,
  CallStatus: 'in-progress',
  Direction: 'inbound',
  SpeechResult: text,
  Confidence: '0.91',
});
const withHeader = (genuine: Incoming): Incoming => {
  const headers = new Headers(genuine.headers);
  const mark = headers.get('x-twilio-signature') ?? '';
  headers.set('x-twilio-signature', (mark.startsWith('A') ? 'B' : 'A') + mark.slice(1));
  return { ...genuine, headers };
};
const TWIML = { contentType: 'text/xml; charset=utf-8', body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' };
const JSON_TYPE = 'application/json; charset=utf-8';

export const subjects: Subject[] = [
  wechat('official', 'plain', 'xml'),
  wechat('official', 'compatible', 'xml'),
  wechat('official', 'encrypted', 'xml'),
  wechat('mini', 'plain', 'json'),
  wechat('mini', 'compatible', 'json'),
  wechat('mini', 'encrypted', 'json'),
  wechat('mini', 'encrypted', 'xml'),
  {
    name: 'sms aliyun',
    account: aliyunAccount,
    format: 'json',
    peer: '+8613800138000',
    say: (text, id = '6054768590064713728') =>
      keyedPush(
        aliyunAccount,
        `[{"phone_number":"13800138000","content":${JSON.stringify(text)},"send_time":"2026-01-02 11:04:05","dest_code":"10690001","sequence_id":${id}}]`,
      ),
    forge: (genuine) => wrongly(genuine, 'key'),
    sayAt: null,
    prove: (raw) => keyedPush(aliyunAccount, raw),
    taken: { contentType: JSON_TYPE, body: '{"code":0,"msg":"接收成功"}' },
  },
  {
    name: 'sms tencent',
    account: tencentAccount,
    format: 'json',
    peer: '+8613800138000',
    say: (text, id = '7') =>
      keyedPush(
        tencentAccount,
        JSON.stringify({
          extend: id,
          mobile: '13800138000',
          nationcode: '86',
          sign: '一线优选',
          text,
          time: NOW / 1000,
        }),
      ),
    forge: (genuine) => wrongly(genuine, 'key'),
    sayAt: null,
    prove: (raw) => keyedPush(tencentAccount, raw),
    taken: { contentType: JSON_TYPE, body: '{"result":0,"errmsg":"OK"}' },
  },
  {
    name: 'sms twilio form',
    account: twilioAccount,
    format: 'form',
    peer: '+447700900009',
    say: (text, id = 'SM00000000000000000000000000000001') => twilioForm(twilioAccount, twilioFields(text, id)),
    forge: withHeader,
    sayAt: null,
    prove: (raw) => twilioForm(twilioAccount, raw),
    taken: TWIML,
  },
  {
    name: 'sms twilio json',
    account: twilioAccount,
    format: 'json',
    peer: '+447700900009',
    say: (text, id = 'SM00000000000000000000000000000001') =>
      twilioJson(twilioAccount, JSON.stringify(twilioFields(text, id))),
    forge: withHeader,
    sayAt: null,
    prove: (raw) => twilioJson(twilioAccount, raw),
    taken: TWIML,
  },
  {
    name: 'phone twilio',
    account: voiceAccount,
    format: 'form',
    peer: '+447700900009',
    say: (text, id = 'CA00000000000000000000000000000001') => voiceForm(voiceFields(text, id), '?on=said&step=1'),
    forge: withHeader,
    sayAt: null,
    prove: (raw) => voiceForm(raw, '?on=said&step=1'),
    taken: { ...TWIML, body: '<?xml version="1.0" encoding="UTF-8"?><Response></Response>' },
  },
];

/** A message as large as the door allows, well formed in the subject's format: what reading honestly costs at most. */
export function large(subject: Subject): Uint8Array {
  const text = '好'.repeat(14_000);
  const { account } = subject;
  if (account.channel === 'wechat') {
    const fields = wechatFields(account, { MsgType: 'text', Content: text, MsgId: '1' });
    if (account.format === 'json') return new TextEncoder().encode(jsonOf(fields));
    return new TextEncoder().encode(`<xml><ToUserName>a</ToUserName><Content><![CDATA[${text}]]></Content></xml>`);
  }
  if (subject.format === 'form') return new TextEncoder().encode(`Body=${'a'.repeat(42_000)}`);
  return new TextEncoder().encode(JSON.stringify([{ content: text }]));
}
