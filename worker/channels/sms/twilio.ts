/** Twilio's messages, for numbers abroad. Source: twilio.com/docs/messaging */
import type { Heard } from '../../../shared/actors.ts';
import type { Body } from '../../../shared/message.ts';
import { refuse, type Refusal, type Result } from '../../../shared/refusal.ts';
import { base64, utf8 } from '../../lib/digest.ts';
import type { TwilioAccount } from '../account.ts';
import { askJson, unanswered } from '../ask.ts';
import type { Channel, Incoming, Outgoing, Reading, Sent, SendTools, Summon, Told } from '../channel.ts';
import { cut } from '../cut.ts';
import { readJson, wordAt } from '../json.ts';
import { clip } from '../words.ts';
import { e164 } from './number.ts';
import { openDoor, replied } from './push.ts';
import { sentWords, smsWords } from './template.ts';
import { fetchMedia, mediaOf } from './twilio-media.ts';
import { isSigned, isSignedBody, type Pairs } from './twilio-signature.ts';

/** Longest body Twilio takes. */
const LONGEST = 1600;
const MOST_FIELDS = 500;
const EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

type Fields = Map<string, string>;

async function read(incoming: Incoming, account: TwilioAccount, now: number): Promise<Result<Reading>> {
  const opened = await open(incoming, account);
  if (!opened.ok) return opened;
  const { fields } = opened;
  const owner = fields.get('AccountSid') ?? '';
  if (owner !== '' && owner !== account.accountSid) return refuse('wrong_account', 'AccountSid is not this account.');
  const status = fields.get('MessageStatus') ?? fields.get('SmsStatus') ?? '';
  const isInbound = fields.has('Body') || status === 'received' || status === 'receiving';
  const heard = isInbound ? inbound(fields, account, now) : reported(fields, status, account, now);
  if (!Array.isArray(heard)) return heard;
  const answered = { status: 200, contentType: 'text/xml; charset=utf-8', body: EMPTY };
  return { ok: true, heard, answer: () => Promise.resolve(answered) };
}

async function open(incoming: Incoming, account: TwilioAccount): Promise<Result<{ fields: Fields }>> {
  const door = openDoor(incoming);
  if (!door.ok) return door;
  const given = incoming.headers.get('x-twilio-signature') ?? '';
  if (given === '' || given.length > 64) return refuse('bad_signature');
  const isJson = (incoming.headers.get('content-type') ?? '').startsWith('application/json');
  if (isJson) {
    const good = await isSignedBody(given, account.authToken, incoming.url, new Uint8Array(incoming.body));
    if (!good) return refuse('bad_signature');
    const json = readJson(door.text);
    if (!json.ok) return json;
    const { value } = json;
    if (!(value instanceof Map)) return refuse('bad_json', 'An object is expected.');
    return { ok: true, fields: new Map([...value.keys()].map((name) => [name, wordAt(value, name)])) };
  }
  const pairs: Pairs = [...new URLSearchParams(door.text)];
  if (pairs.length > MOST_FIELDS) return refuse('bad_request', 'The form has too many fields.');
  if (!(await isSigned(given, account.authToken, incoming.url, pairs))) return refuse('bad_signature');
  return { ok: true, fields: new Map(pairs) };
}

function inbound(fields: Fields, account: TwilioAccount, now: number): Heard[] | Refusal {
  const sid = fields.get('MessageSid') ?? fields.get('SmsMessageSid') ?? fields.get('SmsSid') ?? '';
  const phone = e164(fields.get('From') ?? '');
  if (!/^\w{1,64}$/u.test(sid) || !phone) return refuse('bad_request', 'MessageSid or From is missing.');
  const address = { channel: 'sms', account: account.id, peer: phone } as const;
  const media = mediaOf(fields, account);
  const heard: Heard[] = media.map((body, index) => ({
    kind: 'message',
    key: `reply:${sid}:${index}`,
    address,
    body,
    at: now,
  }));
  const text = fields.get('Body') ?? '';
  if (text.trim() === '' && heard.length > 0) return heard;
  const type = fields.get('OptOutType');
  const declared = type === 'STOP' ? 'stop' : type === 'START' ? 'start' : null;
  const said = replied({ key: `reply:${sid}`, address, text, at: now }, true, declared);
  return 'code' in said ? said : [said, ...heard];
}

/** Twilio's states as evidence; those before the carrier took the message prove nothing. */
const STATES: Partial<Record<string, 'sent' | 'delivered' | 'read' | 'failed'>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  partially_delivered: 'sent',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};

function reported(fields: Fields, state: string, account: TwilioAccount, now: number): Heard[] | Refusal {
  const providerId = fields.get('MessageSid') ?? fields.get('SmsSid') ?? '';
  const phone = e164(fields.get('To') ?? '');
  if (!/^\w{1,64}$/u.test(providerId) || !phone || state === '') {
    return refuse('bad_request', 'MessageSid, To or MessageStatus is missing.');
  }
  const status = STATES[state];
  if (!status) return [];
  const code = fields.get('ErrorCode') ?? '';
  const address = { channel: 'sms', account: account.id, peer: phone } as const;
  const reason = { code: clip(`twilio_${code || state}`, 40), detail: wordsOf(code, state) };
  return [
    {
      kind: 'report',
      key: `report:${providerId}:${state}`,
      providerId,
      address,
      status,
      ...(status === 'failed' ? { reason } : {}),
      ...(code === '21610' ? { optedOut: true } : {}),
      at: now,
    },
  ];
}

/** Files of ours go as addresses that anybody with the message may open. */
async function linked(body: Body, tools: SendTools): Promise<Body> {
  return 'url' in body && body.url !== undefined ? { ...body, url: await tools.shared(body.url) } : body;
}

async function send(outgoing: Outgoing, account: TwilioAccount, tools: SendTools): Promise<Sent> {
  const refused = refuses(outgoing.body);
  if (refused) return { ok: false, fate: 'failed', reason: refused };
  const words = sentWords({ ...outgoing, body: await linked(outgoing.body, tools) });
  return submit(account, { To: outgoing.address.peer, Body: words, StatusCallback: callbackOf(account, tools) }, tools);
}

const callbackOf = (account: TwilioAccount, { publicBase }: SendTools) =>
  `${publicBase}/hooks/sms/twilio/${account.id}?kind=report`;

/** Outside the mainland the words are free: the same ones as a template's. */
function summon({ address, code, language }: Summon, account: TwilioAccount, tools: SendTools): Promise<Sent> {
  const link = `${tools.publicBase}/c/${code}`;
  const words =
    language === 'en'
      ? `You have a new reply. Read it and go on here: ${link}`
      : `您有新的客服回复，点此查看并继续：${link}`;
  return submit(account, { To: address.peer, Body: words, StatusCallback: callbackOf(account, tools) }, tools);
}

/** Outside the mainland it says the words themselves. */
function tell({ address, words }: Told, account: TwilioAccount, tools: SendTools): Promise<Sent> {
  return submit(account, { To: address.peer, Body: words, StatusCallback: callbackOf(account, tools) }, tools);
}

/** One message as Twilio's form says it. */
export async function submit(
  account: TwilioAccount,
  fields: { To: string; Body: string; StatusCallback?: string },
  tools: Pick<SendTools, 'call'>,
): Promise<Sent> {
  const form = new URLSearchParams({ ...fields, From: account.number });
  const url = `${account.base.replace(/\/+$/u, '')}/2010-04-01/Accounts/${account.accountSid}/Messages.json`;
  const authorization = `Basic ${base64(utf8(`${account.accountSid}:${account.authToken}`))}`;
  const request = new Request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8', authorization },
    body: form.toString(),
  });
  const asked = await askJson(tools.call, request);
  if (!asked.ok) return unanswered(asked, 'Twilio');
  const sid = wordAt(asked.answer, 'sid');
  if (asked.status < 300 && sid !== '') return { ok: true, providerId: sid };
  return fateOf(asked.status, wordAt(asked.answer, 'code'), wordAt(asked.answer, 'message'));
}

const WORDS: Partial<Record<string, string>> = {
  20003: '接口密钥不对，请管理员检查账号设置',
  20429: '发送太快',
  21211: '号码不对',
  21408: '账号没有开通这个地区',
  21610: '对方已退订',
  21614: '对方的号码收不了短信',
  21617: '短信太长',
  30003: '对方关机或不在服务区',
  30004: '对方拒收',
  30005: '号码不存在',
  30006: '座机收不了短信',
  30007: '被运营商过滤',
  30008: '运营商没有说明原因',
};

function wordsOf(code: string, more: string): string {
  return clip(`${WORDS[code] ?? 'Twilio 没有送达'}（${code === '' ? more : `${code} ${more}`.trim()}）`, 300);
}

/** The fate of a message by Twilio's error. */
export function fateOf(status: number, code: string, message: string): Exclude<Sent, { ok: true }> {
  const reason = { code: clip(`twilio_${code || status}`, 40), detail: wordsOf(code, message) };
  if (status === 429 || code === '20429') return { ok: false, fate: 'retry', reason, afterMs: 5_000 };
  if (status >= 500 || status < 300) return { ok: false, fate: 'unknown', reason };
  if (code === '21610') return { ok: false, fate: 'failed', reason, optedOut: true };
  return { ok: false, fate: 'failed', reason };
}

function refuses(body: Body) {
  const words = smsWords(body);
  if (words === null) return { code: 'unsupported_kind', detail: `短信发不了这种内容（${body.kind}）` };
  return words.length > LONGEST * 10 ? { code: 'too_long', detail: '短信太长' } : null;
}

export const twilio: Channel<TwilioAccount> = {
  read,
  send,
  summon,
  tell,
  refuses,
  split: (body) => {
    const words = smsWords(body);
    if (words === null || words.length <= LONGEST) return [body];
    return cut(words, LONGEST, (letter) => letter.length).map((text) => ({ kind: 'text', text }));
  },
  carries: () => false,
  fetchMedia,
  typing: () => Promise.resolve(false),
};
