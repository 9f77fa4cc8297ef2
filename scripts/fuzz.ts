/**
 * Throws seeded junk at every reader of outside bytes: `npm run fuzz -- --inputs N [--seed S] [--json]`. A crash is anything but a
 * value or a refusal. Prints `parsers {NAME: {inputs, crashes, slowest_ms}}`; ends with 1 when there was a crash.
 */
import { execFileSync } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type {
  AliyunAccount,
  CallCentreAccount,
  SiteAccount,
  TencentAccount,
  TwilioAccount,
  TwilioVoiceAccount,
  WechatAccount,
} from '../worker/channels/account.ts';
import { readJson } from '../worker/channels/json.ts';
import { channelFor } from '../worker/channels/registry.ts';
import { callerNumber } from '../worker/channels/phone/number.ts';
import { speakable } from '../worker/channels/phone/spoken.ts';
import { e164 } from '../worker/channels/sms/number.ts';
import { optOut } from '../worker/channels/sms/optout.ts';
import { segments } from '../shared/sms-segments.ts';
import { originAllowed, verifyUser } from '../worker/channels/stream.ts';
import { encrypt, signature } from '../worker/channels/wechat/crypto.ts';
import { readXml } from '../worker/channels/wechat/xml.ts';
import { textOf } from '../worker/lib/digest.ts';
import { refusals } from '../shared/refusal.ts';

const { values: given } = parseArgs({
  options: {
    inputs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const inputs = Number(given.inputs);
const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const time = String(NOW / 1000);

const wechat: WechatAccount = {
  channel: 'wechat', kind: 'official', id: 'gh_1', name: 'a', appid: 'wx1', secret: 's', token: 'token',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG', mode: 'plain', format: 'xml', base: 'https://a.example',
}; // prettier-ignore
const keyed = {
  channel: 'sms', name: 'a', number: '1069', countries: ['86'], keyId: 'k', keySecret: 's', signName: 's', hookKey: 'a-long-hook-key-1',
  templates: { reply: { code: '1', text: '${content}' } }, base: 'https://a.example',
} as const; // prettier-ignore
const aliyun: AliyunAccount = { ...keyed, countries: ['86'], provider: 'aliyun', id: 'a' };
const tencent: TencentAccount = {
  ...keyed,
  countries: ['86'],
  provider: 'tencent',
  id: 't',
  sdkAppId: '1',
  region: 'r',
};
const twilio: TwilioAccount = {
  channel: 'sms', provider: 'twilio', id: 'w', name: 'w', number: '+447700900001', countries: ['44'], accountSid: 'AC1', authToken: 't',
  base: 'https://a.example',
}; // prettier-ignore
const voice: TwilioVoiceAccount = {
  channel: 'phone', provider: 'twilio', id: 'v', name: 'v', number: '+447700900002', accountSid: 'AC1', authToken: 't',
  voices: { zh: 'a', en: 'b' }, base: 'https://a.example',
}; // prettier-ignore
const centre = (provider: 'tccc' | 'aliyun'): CallCentreAccount => ({
  ...{ channel: 'phone', provider, id: provider, name: 'c', number: '10010', hookKey: 'a-long-hook-key-2' },
});
const site: SiteAccount = {
  channel: 'web',
  id: 'shop',
  name: 's',
  origins: ['https://shop.example'],
  jwtSecret: 'secret-of-the-site',
};

/** A small seeded generator: the same seed, the same junk. */
function chance(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}

const SEEDS = [
  '<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName>o1</FromUserName><CreateTime>1767323045</CreateTime><MsgType>text</MsgType><Content><![CDATA[你好😀]]></Content><MsgId>6054768590064713728</MsgId></xml>',
  '<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1767323045</CreateTime><MsgType>event</MsgType><Event>subscribe_msg_popup_event</Event><SubscribeMsgPopupEvent><List><TemplateId>t</TemplateId></List></SubscribeMsgPopupEvent></xml>',
  '{"ToUserName":"gh_1","FromUserName":"o1","CreateTime":1767323045,"MsgType":"location","Location_X":1.5,"Location_Y":"x","MsgId":6054768590064713728}',
  '[{"phone_number":"13800138000","content":"TD","send_time":"2026-01-02 11:04:05","sequence_id":1},{"biz_id":"1","success":true,"phone_number":"13800138000"}]',
  '{"mobile":"13800138000","nationcode":"86","text":"好","time":1767323045}',
  'MessageSid=SM1&From=%2B447700900009&To=%2B447700900001&Body=hi%F0%9F%99%82&NumMedia=2&MediaUrl0=https%3A%2F%2Fa&MessageStatus=sent',
  'CallSid=CA1&AccountSid=AC1&From=%2B447700900009&CallStatus=in-progress&SpeechResult=hi%F0%9F%99%82&Digits=0&RecordingSid=RE1',
  '{"SessionId":"s-1","Caller":"13800138000","Direction":"0","EndedTimestamp":1767323045,"SeatUser":{"UserId":"a"},"EndStatusString":"ok"}',
  '[{"eventType":"AgentTalking","eventTime":"2026-01-02T03:04:05Z","callerNumber":"13800138000","contactId":"c"}]',
  'https://shop.example', '+8613800138000', '回复TD', '',
]; // prettier-ignore
const PIECES = [
  '<',
  '>',
  '</xml>',
  '<![CDATA[',
  ']]>',
  '&',
  '&#x0;',
  '&lt;',
  '<!DOCTYPE',
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\u',
  '\\',
  ':',
  ',',
  '9'.repeat(400),
  '-0e',
  'null',
  '__proto__',
  '%',
  '%ff',
  '=',
  '\0',
  '\u2028',
  '𠮷',
  '\ufeff',
  ' ',
];

function junk(next: () => number): Uint8Array<ArrayBuffer> {
  const pick = <Item>(list: readonly Item[]): Item | undefined => list[Math.floor(next() * list.length)];
  let text = pick(SEEDS) ?? '';
  for (let edits = Math.floor(next() * 8); edits > 0; edits -= 1) {
    const at = Math.floor(next() * text.length);
    const until = at + Math.floor(next() * 30);
    const kind = next();
    if (kind < 0.4) text = text.slice(0, at) + (pick(PIECES) ?? '') + text.slice(at);
    else if (kind < 0.6) text = text.slice(0, at) + text.slice(until);
    else if (kind < 0.75) text = text.slice(0, until) + text.slice(at);
    else if (kind < 0.8) text += (pick(PIECES) ?? '').repeat(Math.floor(next() * 2000));
    else text = text.slice(0, at) + String.fromCharCode(Math.floor(next() * 0x10000)) + text.slice(at + 1);
  }
  const bytes = new Uint8Array(new TextEncoder().encode(text)).slice(0, 80_000);
  for (let flips = next() < 0.3 ? Math.floor(next() * 4) : 0; flips > 0 && bytes.length > 0; flips -= 1) {
    bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256);
  }
  return bytes;
}

const incoming = (url: string, body: Uint8Array, headers: Record<string, string> = {}) => ({
  method: 'POST',
  url: new URL(url),
  headers: new Headers(headers),
  body,
});

async function hook(account: Parameters<typeof channelFor>[0], request: ReturnType<typeof incoming>): Promise<unknown> {
  const got = await channelFor(account)?.read(request, NOW);
  if (got?.ok) await got.answer({ kind: 'text', text: '好' }, NOW);
  return got;
}

const wechatUrl = async (more: Record<string, string>, ...words: string[]) => {
  const mark = await signature('token', time, 'n', ...words);
  const query = { timestamp: time, nonce: 'n', signature: mark, msg_signature: mark, ...more };
  return `https://gw.example/?${new URLSearchParams(query).toString()}`;
};
const plainUrl = (await wechatUrl({})).replace(/&msg_signature=[^&]*/u, '');

type Reading = () => unknown;

/** Each reader made ready: bytes under a genuine proof, so that nothing stops them earlier. Proving is not part of the time. */
const parsers: Record<string, (bytes: Uint8Array<ArrayBuffer>) => Reading | Promise<Reading>> = {
  xml: (bytes) => () => readXml(textOf(bytes) ?? new TextDecoder().decode(bytes)),
  json: (bytes) => () => readJson(textOf(bytes) ?? new TextDecoder().decode(bytes)),
  wechat_xml: (bytes) => () => hook(wechat, incoming(plainUrl, bytes)),
  wechat_json: (bytes) => () => hook({ ...wechat, kind: 'mini', format: 'json' }, incoming(plainUrl, bytes)),
  async wechat_encrypted(bytes) {
    const sealed = await encrypt(wechat, new TextDecoder().decode(bytes), new Uint8Array(16));
    const body = new TextEncoder().encode(`<xml><ToUserName>gh_1</ToUserName><Encrypt>${sealed}</Encrypt></xml>`);
    const url = await wechatUrl({ encrypt_type: 'aes' }, sealed);
    return () => hook({ ...wechat, mode: 'encrypted' }, incoming(url, body));
  },
  aliyun: (bytes) => () => hook(aliyun, incoming(`https://gw.example/?key=${aliyun.hookKey}`, bytes)),
  tencent: (bytes) => () => hook(tencent, incoming(`https://gw.example/?key=${tencent.hookKey}`, bytes)),
  twilio_form(bytes) {
    const url = 'https://gw.example/';
    const pairs = [...new URLSearchParams(new TextDecoder().decode(bytes))].sort((a, b) => (a[0] < b[0] ? -1 : 1));
    const text = url + pairs.map(([name, value]) => name + value).join('');
    const mark = createHmac('sha1', 't').update(text).digest('base64');
    return () => hook(twilio, incoming(url, bytes, { 'x-twilio-signature': mark }));
  },
  twilio_json(bytes) {
    const url = `https://gw.example/?bodySHA256=${createHash('sha256').update(bytes).digest('hex')}`;
    const mark = createHmac('sha1', 't').update(url).digest('base64');
    return () => hook(twilio, incoming(url, bytes, { 'x-twilio-signature': mark, 'content-type': 'application/json' }));
  },
  twilio_voice(bytes) {
    const url = `https://gw.example/?on=${['said', 'silent', 'dialled', 'recorded', 'recording', 'status', ''][bytes.length % 7]}&step=1`;
    const pairs = [...new URLSearchParams(new TextDecoder().decode(bytes))].sort((a, b) => (a[0] < b[0] ? -1 : 1));
    const text = url + pairs.map(([name, value]) => name + value).join('');
    const mark = createHmac('sha1', 't').update(text).digest('base64');
    return () => hook(voice, incoming(url, bytes, { 'x-twilio-signature': mark }));
  },
  tccc: (bytes) => () => hook(centre('tccc'), incoming('https://gw.example/?key=a-long-hook-key-2', bytes)),
  aliyun_ccc: (bytes) => () => hook(centre('aliyun'), incoming('https://gw.example/?key=a-long-hook-key-2', bytes)),
  login(bytes) {
    const text = `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${Buffer.from(bytes).toString('base64url')}`;
    const token = `${text}.${createHmac('sha256', site.jwtSecret).update(text).digest('base64url')}`;
    return () => verifyUser(token, site, NOW);
  },
  origin: (bytes) => () => originAllowed(new TextDecoder().decode(bytes), site),
  words(bytes) {
    const text = new TextDecoder().decode(bytes);
    return () => [e164(text, '86'), callerNumber(text, '86'), optOut(text), segments(text, false), speakable(text)];
  },
};

/** A refusal must be one of ours; any other value is the reader's own. */
function isSound(got: unknown): boolean {
  if (typeof got !== 'object' || got === null || !('ok' in got) || got.ok !== false) return true;
  return 'code' in got && typeof got.code === 'string' && got.code in refusals;
}

const figures: Record<string, { inputs: number; crashes: number; slowest_ms: number }> = {};
let crashed = 0;
/** Milliseconds of one reading; a slow one is taken again, the quickest of three counts: other work on the machine only adds. */
async function timed(reading: Reading): Promise<{ got: unknown; ms: number }> {
  let ms = Number.POSITIVE_INFINITY;
  for (let round = 0; ; round += 1) {
    const before = performance.now();
    const got = await reading();
    ms = Math.min(ms, performance.now() - before);
    if (ms < 1 || round === 2) return { got, ms };
  }
}

for (const [name, ready] of Object.entries(parsers)) {
  const next = chance(Number(given.seed) * 7919);
  const figure = { inputs, crashes: 0, slowest_ms: 0 };
  for (let each = 0; each < 50; each += 1) await (await ready(junk(chance(each + 1))))();
  for (let each = 0; each < inputs; each += 1) {
    const bytes = junk(next);
    try {
      const { got, ms } = await timed(await ready(bytes));
      figure.slowest_ms = Math.max(figure.slowest_ms, ms);
      if (!isSound(got)) throw new Error('neither a value nor a refusal of ours');
    } catch (fault) {
      figure.crashes += 1;
      if (figure.crashes === 1)
        console.error(`${name}: ${String(fault)}: ${Buffer.from(bytes).toString('base64').slice(0, 400)}`);
    }
  }
  figure.slowest_ms = Math.round(figure.slowest_ms * 100) / 100;
  crashed += figure.crashes;
  figures[name] = figure;
}

function commitOf(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

console.table(figures);
if (given.json) {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}`;
  console.log(JSON.stringify({ parsers: figures, machine, commit: commitOf(), seed: Number(given.seed) }));
} else {
  console.log(
    `${Object.keys(figures).length - Object.values(figures).filter((each) => each.crashes > 0).length} passed, ${Object.values(figures).filter((each) => each.crashes > 0).length} failed`,
  );
}
process.exitCode = crashed === 0 ? 0 : 1;
