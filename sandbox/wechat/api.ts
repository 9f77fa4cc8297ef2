import type { Person, WechatAccount } from '../config.ts';
import type { Land } from '../world/land.ts';
import { isRecord, recordAt, textAt } from '../world/json.ts';
import { randomHex } from '../world/digest.ts';
import { openidOf, unionidOf } from './identity.ts';
import { makeUrlLink, readSubscription } from './links.ts';
import { spend } from './quota.ts';
import { readLetter } from './send.ts';
import { valueAllowed } from './values.ts';

/** A call that passed method, token and JSON: what every API gets. */
export interface Call {
  land: Land;
  account: WechatAccount;
  query: URLSearchParams;
  body: Record<string, unknown>;
  now: number;
}

/** An API answers with an object, or with the number of an error and words for it. */
export type Outcome = Record<string, unknown> | number | { errcode: number; more: string };

const OK = { errcode: 0, errmsg: 'ok' };

function receiver(call: Call): Person | undefined {
  return call.land.personByOpenid(call.account.appid, textAt(call.body, 'touser'));
}

function sendCustom({ land, account, body, now }: Call): Outcome {
  const person = land.personByOpenid(account.appid, textAt(body, 'touser'));
  if (!person) return 40003;
  const read = readLetter(account, body, {
    hasMedia: (id, type) => {
      const found = land.wechat.media(id, now);
      return found !== undefined && found.account === account.id && found.type === type;
    },
    isBound: (appid) => {
      const other = land.wechatByAppid(appid);
      const same = other?.appid === account.appid;
      return (
        other?.kind === 'mini' && (same || (account.kind === 'official' && other.openPlatform === account.openPlatform))
      );
    },
  });
  if (!read.ok) return read.errcode;
  if (account.kind === 'official' && land.wechat.followsSince(account.id, person.id) === undefined) return 43004;
  const paid = spend(land.wechat.windows(account.id, person.id), now);
  if (!paid.ok) return paid.errcode;
  land.wechat.keepWindows(account.id, person.id, paid.after);
  land.wechat.setTyping(account.id, person.id, 0);
  land.wechat.say(account.id, person.id, 'account', read.letter.kind, read.letter.shown, read.letter.byMachine, now);
  land.diary.ring(person.id, `chat:${account.id}`);
  return OK;
}

function typing(call: Call, kind: WechatAccount['kind']): Outcome {
  const { land, account, body, now } = call;
  if (account.kind !== kind) return 40200;
  const person = receiver(call);
  if (!person) return 40003;
  const command = textAt(body, 'command');
  if (command !== 'Typing' && command !== 'CancelTyping') return 45072;
  const { spokeAt, until } = land.wechat.typing(account.id, person.id);
  if (now - spokeAt > 30_000) return 45080;
  if (command === 'Typing' && until > now) return 45081;
  land.wechat.setTyping(account.id, person.id, command === 'Typing' ? now + 15_000 : 0);
  land.diary.ring(person.id, `chat:${account.id}`);
  return OK;
}

function userInfo({ land, account, query }: Call): Outcome {
  if (account.kind !== 'official') return 48001;
  const openid = query.get('openid') ?? '';
  const person = land.personByOpenid(account.appid, openid);
  if (!person) return 40003;
  const since = land.wechat.followsSince(account.id, person.id);
  if (since === undefined) return { subscribe: 0, openid };
  const unionid = unionidOf(account.openPlatform, person.id);
  return {
    subscribe: 1,
    openid,
    language: 'zh_CN',
    subscribe_time: Math.floor(since / 1000),
    ...(unionid ? { unionid } : {}),
    remark: '',
    groupid: 0,
    tagid_list: [],
    subscribe_scene: 'ADD_SCENE_SEARCH',
    qr_scene: 0,
    qr_scene_str: '',
  };
}

function phoneNumber({ land, account, body, now }: Call): Outcome {
  if (account.kind !== 'mini') return 48001;
  const person = land.person(land.wechat.useCode('phone', textAt(body, 'code'), account.appid, now) ?? '');
  if (!person) return 40029;
  const openid = textAt(body, 'openid');
  if (openid !== '' && openid !== openidOf(account.appid, person.id)) return 40003;
  const countryCode = person.phone.startsWith('+86') ? '86' : person.phone.startsWith('+44') ? '44' : '1';
  const purePhoneNumber = person.phone.slice(1 + countryCode.length);
  return {
    ...OK,
    phone_info: {
      phoneNumber: countryCode === '86' ? purePhoneNumber : person.phone,
      purePhoneNumber,
      countryCode,
      watermark: { timestamp: Math.floor(now / 1000), appid: account.appid },
    },
  };
}

function sendSubscription(call: Call): Outcome {
  const { land, account, body, now } = call;
  if (account.kind !== 'mini') return 48001;
  const person = receiver(call);
  if (!person) return 40003;
  const letter = readSubscription(body);
  if (!letter) return 47003;
  const known = account.subscribeTemplates?.[letter.templateId];
  const exists = account.subscribeTemplates ? known !== undefined : /^[\w-]{8,64}$/.test(letter.templateId);
  if (!exists) return 40037;
  const missing = known?.keys?.find((key) => letter.values[key] === undefined);
  const wrong = missing ?? Object.keys(letter.values).find((key) => !valueAllowed(key, letter.values[key] ?? ''));
  if (wrong !== undefined || Object.keys(letter.values).length === 0)
    return { errcode: 47003, more: `data.${wrong ?? ''}.value is invalid` };
  if (land.wechat.granted(account.id, person.id, letter.templateId) <= 0) return 43101;
  land.wechat.grant(account.id, person.id, letter.templateId, -1);
  const shown = {
    title: known?.title ?? '服务通知',
    templateId: letter.templateId,
    page: letter.page,
    values: letter.values,
  };
  land.wechat.say(account.id, person.id, 'account', 'subscription', shown, false, now);
  land.diary.ring(person.id, `chat:${account.id}`);
  return { ...OK, msgid: parseInt(randomHex(6), 16) };
}

function urlLink({ account, body, now }: Call): Outcome {
  if (account.kind !== 'mini') return 48001;
  const made = makeUrlLink(body, now);
  return made.ok ? { ...OK, url_link: made.link } : made.errcode;
}

function scheme({ account, body, now }: Call): Outcome {
  if (account.kind !== 'mini') return 48001;
  // The same rules as a URL Link's, but the path begins with a slash.
  const jump = recordAt(body, 'jump_wxa');
  const path = textAt(jump, 'path');
  if (path !== '' && !path.startsWith('/')) return 40165;
  const made = makeUrlLink({ ...body, path: path.slice(1), query: textAt(jump, 'query') }, now);
  return made.ok ? { ...OK, openlink: `weixin://dl/business/?t=${randomHex(10)}` } : made.errcode;
}

/** APIs called with an access token and JSON (or, `get`, with a query only). */
export const APIS: Record<string, { place: string; get?: boolean; answer: (call: Call) => Outcome }> = {
  'cgi-bin/message/custom/send': { place: 'wechat.send', answer: sendCustom },
  'cgi-bin/message/custom/typing': { place: 'wechat.typing', answer: (call) => typing(call, 'official') },
  'cgi-bin/message/custom/business/typing': { place: 'wechat.typing', answer: (call) => typing(call, 'mini') },
  'cgi-bin/message/subscribe/send': { place: 'wechat.subscribe', answer: sendSubscription },
  'cgi-bin/user/info': { place: 'wechat.user', get: true, answer: userInfo },
  'wxa/business/getuserphonenumber': { place: 'wechat.phone', answer: phoneNumber },
  'wxa/generate_urllink': { place: 'wechat.link', answer: urlLink },
  'wxa/generatescheme': { place: 'wechat.link', answer: scheme },
};

const words = (source: unknown, key: string): string =>
  source instanceof URLSearchParams ? (source.get(key) ?? '') : textAt(source, key);

/** Finds the account by appid and secret as the token APIs and the login do; a number is the error. */
export function authenticate(land: Land, source: unknown): WechatAccount | number {
  const appid = words(source, 'appid');
  const secret = words(source, 'secret');
  if (appid === '') return 41002;
  if (secret === '') return 41004;
  const account = land.wechatByAppid(appid);
  if (!account) return 40013;
  return account.secret === secret ? account : 40125;
}

/** `cgi-bin/token` and `cgi-bin/stable_token`. */
export function issueToken(land: Land, kind: 'plain' | 'stable', source: unknown, now: number): Outcome {
  if (words(source, 'grant_type') !== 'client_credential') return 40002;
  const account = authenticate(land, source);
  if (typeof account === 'number') return account;
  if (kind === 'plain') return land.wechat.plainToken(account.appid, now);
  return land.wechat.stableToken(account.appid, isRecord(source) && source.force_refresh === true, now);
}

/** `sns/jscode2session`: a login code becomes openid, session key and, when bound, unionid. */
export function codeToSession(land: Land, query: URLSearchParams, now: number): Outcome {
  if (query.get('grant_type') !== 'authorization_code') return 40002;
  const account = authenticate(land, query);
  if (typeof account === 'number') return account;
  if (account.kind !== 'mini') return 48001;
  const code = query.get('js_code') ?? '';
  if (code === '') return 41008;
  const person = land.person(land.wechat.useCode('login', code, account.appid, now) ?? '');
  if (!person) return 40029;
  const unionid = unionidOf(account.openPlatform, person.id);
  return {
    openid: openidOf(account.appid, person.id),
    session_key: Buffer.from(randomHex(16), 'hex').toString('base64'),
    ...(unionid ? { unionid } : {}),
  };
}
