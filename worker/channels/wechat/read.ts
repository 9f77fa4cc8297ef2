/** WeChat's pushes: is it genuine, for this account, in the mode and format the account is set to. */
import type { Body } from '../../../shared/message.ts';
import { refuse, type Result } from '../../../shared/refusal.ts';
import { hex, same, textOf } from '../../lib/digest.ts';
import type { WechatAccount } from '../account.ts';
import { HOOK_BODY_LIMIT, type HookAnswer, type Incoming, type Reading } from '../channel.ts';
import { readJson } from '../json.ts';
import { decrypt, encrypt, signature } from './crypto.ts';
import { passiveText } from './payload.ts';
import { said } from './said.ts';
import { branchOf, word, type Branch } from './tree.ts';
import { readXml, writeXml } from './xml.ts';

/** How far the platform's clock and ours may lie apart, both ways; retries come with a fresh timestamp. */
export const SKEW_MS = 5 * 60_000;

/** Reads one request to the account's hook: the console's URL verification (GET) or a push (POST). */
export async function read(incoming: Incoming, account: WechatAccount, now: number): Promise<Result<Reading>> {
  const query = incoming.url.searchParams;
  const timestamp = query.get('timestamp') ?? '';
  const nonce = query.get('nonce') ?? '';
  if (incoming.method !== 'GET' && incoming.method !== 'POST') return refuse('wrong_method');
  if (!/^\d{9,11}$/u.test(timestamp) || nonce === '' || nonce.length > 64) {
    return refuse('bad_request', 'timestamp or nonce is missing or malformed.');
  }
  const given = query.get('signature') ?? '';
  if (incoming.method === 'GET') return verify(query, { given, timestamp, nonce }, account, now);
  if (incoming.body.length > HOOK_BODY_LIMIT) return refuse('too_large');
  const opened =
    account.mode === 'plain'
      ? await openPlain(incoming, account, { given, timestamp, nonce }, now)
      : await openSealed(incoming, account, { given: query.get('msg_signature') ?? '', timestamp, nonce }, now);
  if (!opened.ok) return opened;
  const heard = said(opened.push, account, now);
  if (!heard.ok) return heard;
  const peer = word(opened.push, 'FromUserName');
  return { ok: true, heard: heard.heard, answer: (passive, at) => answer(passive, { account, peer, nonce }, at) };
}

type Signed = { given: string; timestamp: string; nonce: string };

function isFresh(timestamp: string, now: number): boolean {
  return Math.abs(Number(timestamp) * 1000 - now) <= SKEW_MS;
}

async function verify(
  query: URLSearchParams,
  signed: Signed,
  account: WechatAccount,
  now: number,
): Promise<Result<Reading>> {
  const echo = query.get('echostr') ?? '';
  if (echo === '' || echo.length > 512) return refuse('bad_request', 'echostr is missing or too long.');
  const expected = await signature(account.token, signed.timestamp, signed.nonce);
  if (!same(signed.given, expected)) return refuse('bad_signature');
  if (!isFresh(signed.timestamp, now)) return refuse('expired');
  return { ok: true, heard: [], answer: () => Promise.resolve(plainAnswer(echo)) };
}

async function openPlain(incoming: Incoming, account: WechatAccount, signed: Signed, now: number) {
  const query = incoming.url.searchParams;
  if (query.get('encrypt_type') === 'aes' || query.has('msg_signature')) return refuse('wrong_mode');
  const expected = await signature(account.token, signed.timestamp, signed.nonce);
  if (!same(signed.given, expected)) return refuse('bad_signature');
  if (!isFresh(signed.timestamp, now)) return refuse('expired');
  const outer = envelope(incoming.body, account.format);
  if (outer.ok && outer.push.has('Encrypt')) return refuse('wrong_mode');
  return outer;
}

/** In both encrypted modes only the sealed part counts, under `msg_signature`; `signature` covers no byte of the body. */
async function openSealed(incoming: Incoming, account: WechatAccount, signed: Signed, now: number) {
  const query = incoming.url.searchParams;
  if (query.get('encrypt_type') !== 'aes' || !query.has('msg_signature')) return refuse('wrong_mode');
  const outer = envelope(incoming.body, account.format);
  if (!outer.ok) return outer;
  const sealed = word(outer.push, 'Encrypt');
  // A body in clear beside the sealed one is what compatible mode is; nothing else may carry it.
  if (sealed === '' || outer.push.has('MsgType') !== (account.mode === 'compatible')) return refuse('wrong_mode');
  const expected = await signature(account.token, signed.timestamp, signed.nonce, sealed);
  if (!same(signed.given, expected)) return refuse('bad_signature');
  if (!isFresh(signed.timestamp, now)) return refuse('expired');
  if (word(outer.push, 'ToUserName') !== account.id) return refuse('wrong_account', 'ToUserName is not this account.');
  const inner = await decrypt(account, sealed);
  return inner.ok ? parse(inner.message, account.format) : inner;
}

function envelope(body: Uint8Array, format: WechatAccount['format']): Result<{ push: Branch }> {
  const text = textOf(body);
  return text === null ? refuse('bad_encoding') : parse(text, format);
}

function parse(text: string, format: WechatAccount['format']): Result<{ push: Branch }> {
  if (format === 'json') {
    const json = readJson(text);
    if (!json.ok) return json;
    return json.value instanceof Map
      ? { ok: true, push: branchOf(json.value) }
      : refuse('bad_json', 'An object is expected.');
  }
  const xml = readXml(text);
  if (!xml.ok) return xml;
  if (xml.root !== 'xml' || !(xml.tree instanceof Map)) return refuse('bad_xml', 'The root element is not <xml>.');
  return { ok: true, push: xml.tree };
}

function plainAnswer(body: string): HookAnswer {
  return { status: 200, contentType: 'text/plain; charset=utf-8', body };
}

/** The passive reply where it can carry the body, else the bare word that means "handled" and is never encrypted. */
async function answer(
  passive: Body | null,
  to: { account: WechatAccount; peer: string; nonce: string },
  now: number,
): Promise<HookAnswer> {
  const { account } = to;
  const text = passive && passiveText(passive, account);
  if (text === null) return plainAnswer('success');
  const time = Math.floor(now / 1000);
  const fields = { ToUserName: to.peer, FromUserName: account.id, CreateTime: time, MsgType: 'text', Content: text };
  const clear = written(fields, account.format);
  if (account.mode === 'plain') return replied(clear, account.format);
  const random = hex(crypto.getRandomValues(new Uint8Array(8)));
  const sealed = await encrypt(account, clear, new TextEncoder().encode(random));
  const mark = await signature(account.token, String(time), to.nonce, sealed);
  const outer = { Encrypt: sealed, MsgSignature: mark, TimeStamp: time, Nonce: to.nonce };
  return replied(written(outer, account.format), account.format);
}

function written(fields: Record<string, string | number>, format: WechatAccount['format']): string {
  return format === 'json' ? JSON.stringify(fields) : writeXml(fields);
}

function replied(body: string, format: WechatAccount['format']): HookAnswer {
  return { status: 200, contentType: `${format === 'json' ? 'application/json' : 'text/xml'}; charset=utf-8`, body };
}
