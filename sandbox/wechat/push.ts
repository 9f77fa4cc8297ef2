import type { WechatAccount } from '../config.ts';
import { encrypt, signature } from './crypto.ts';
import { cdata, writeXml, type Tree } from './xml.ts';

const NUMERIC = new Set([
  'CreateTime',
  'MsgId',
  'MsgID',
  'Scale',
  'Location_X',
  'Location_Y',
  'Latitude',
  'Longitude',
  'Precision',
  'bizmsgmenuid',
  'Count',
  'TotalCount',
  'FilterCount',
  'SentCount',
  'ErrorCount',
  'Idx',
]);
const BARE_IN_JSON = new Set(['CreateTime', 'MsgId']);

/** The XML that WeChat posts: numbers bare, all else in CDATA. */
export const pushXml = (tree: Tree, more = ''): string =>
  `<xml>${writeXml(tree, (name) => NUMERIC.has(name))}${more}</xml>`;

function jsonOf(value: Tree[string], name: string): string {
  if (typeof value === 'string') return BARE_IN_JSON.has(name) && /^\d+$/.test(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) {
    const [only] = value;
    if (value.length === 1 && only !== undefined) return jsonOf(only, name);
    return `[${value.map((each) => jsonOf(each, name)).join(',')}]`;
  }
  return `{${Object.entries(value)
    .map(([key, each]) => `${JSON.stringify(key)}:${jsonOf(each, key)}`)
    .join(',')}}`;
}

/** The JSON that WeChat posts: ids of 64 bits as bare numbers, a list of one as the object itself, other numbers as text. */
export function pushJson(tree: Tree): string {
  const flat: Tree = {};
  for (const [name, value] of Object.entries(tree)) {
    const nested = /^SubscribeMsg\w+Event$/.test(name) && typeof value === 'object' && !Array.isArray(value);
    if (nested) Object.assign(flat, value);
    else flat[name] = value;
  }
  return jsonOf(flat, '');
}

/** How a hostile or careless sender differs from WeChat; used by the fault switches only. */
export type Spoiling = 'signature' | 'stale' | 'appid' | 'downgrade';

/** Signs (and encrypts, by the account's mode) one attempt to deliver a message. */
export function sealPush(
  account: WechatAccount,
  tree: Tree,
  by: { nowMs: number; nonce: string; random16: Uint8Array; spoil?: Spoiling },
): { query: URLSearchParams; body: string; contentType: string } {
  const timestamp = String(Math.floor(by.nowMs / 1000) - (by.spoil === 'stale' ? 3600 : 0));
  const mark = (...more: string[]): string => {
    const right = signature(account.token, timestamp, by.nonce, ...more);
    return by.spoil === 'signature' ? right.replace(/^./, (first) => (first === '0' ? '1' : '0')) : right;
  };
  const contentType = account.format === 'xml' ? 'text/xml' : 'application/json';
  const clear = account.format === 'xml' ? pushXml(tree) : pushJson(tree);
  const from = typeof tree.FromUserName === 'string' ? tree.FromUserName : '';
  const query = new URLSearchParams({ signature: mark(), timestamp, nonce: by.nonce, openid: from });
  if (account.mode === 'plain' || by.spoil === 'downgrade') return { query, body: clear, contentType };
  const appid = by.spoil === 'appid' ? 'wx0000000000000000' : account.appid;
  const sealed = encrypt(account.encodingAesKey, appid, clear, by.random16);
  query.set('encrypt_type', 'aes');
  query.set('msg_signature', mark(sealed));
  const to = typeof tree.ToUserName === 'string' ? tree.ToUserName : '';
  if (account.format === 'xml') {
    const body =
      account.mode === 'compatible'
        ? pushXml(tree, `<Encrypt>${cdata(sealed)}</Encrypt>`)
        : `<xml><ToUserName>${cdata(to)}</ToUserName><Encrypt>${cdata(sealed)}</Encrypt></xml>`;
    return { query, body, contentType };
  }
  const envelope = JSON.stringify({ ToUserName: to, Encrypt: sealed });
  const body =
    account.mode === 'compatible'
      ? `${clear.slice(0, -1)},${envelope.slice(1).replace(/^"ToUserName":"[^"]*",/, '')}`
      : envelope;
  return { query, body, contentType };
}
