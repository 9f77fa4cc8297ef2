/** Who somebody is by WeChat's word: login codes, followers' unionids, phone codes. */
import { refuse, type RefusalCode, type Result } from '../../../shared/refusal.ts';
import type { MiniprogramAccount, WechatAccount } from '../account.ts';
import type { Call } from '../channel.ts';
import { mapAt, wordAt } from '../json.ts';
import { e164 } from '../sms/number.ts';
import { ask, askWithToken, type Answered, type TokenSource } from './api.ts';

/** Documented errors of the three calls; what is not listed is ours to look at and may pass. */
const REFUSALS: Partial<Record<number, RefusalCode>> = {
  [-1]: 'unavailable',
  40003: 'not_found',
  40013: 'wrong_account',
  40029: 'bad_token',
  40163: 'bad_token',
  40226: 'not_allowed',
  45011: 'rate_limited',
  48001: 'not_allowed',
};

const CODE = /^[\w-]{1,256}$/u;

function refusalOf(answered: Answered): Result<{ answer: Extract<Answered, { ok: true }>['answer'] }> {
  if (!answered.ok) return refuse('unavailable', 'WeChat did not answer.');
  if (answered.errcode === 0) return { ok: true, answer: answered.answer };
  return refuse(REFUSALS[answered.errcode] ?? 'unavailable', `WeChat answered ${answered.errcode}.`);
}

export type MiniSession = { openid: string; unionid: string | null; sessionKey: string };

/** Turns the one-time code of `wx.login` into who it is. The session key never leaves the server. `bad_token`: used or expired code. */
export async function code2session(
  account: MiniprogramAccount,
  code: string,
  call: Call,
): Promise<Result<MiniSession>> {
  if (!CODE.test(code)) return refuse('bad_token', 'The code is malformed.');
  const query = { appid: account.id, secret: account.secret, js_code: code, grant_type: 'authorization_code' };
  const got = refusalOf(await ask(call, account.base, '/sns/jscode2session', query));
  if (!got.ok) return got;
  const openid = wordAt(got.answer, 'openid');
  if (openid === '') return refuse('unavailable', 'WeChat answered without an openid.');
  const unionid = wordAt(got.answer, 'unionid') || null;
  return { ok: true, openid, unionid, sessionKey: wordAt(got.answer, 'session_key') };
}

/** Whether somebody follows the official account and, if it is bound to an open platform, their unionid. */
export async function userInfo(
  account: WechatAccount,
  openid: string,
  tools: { call: Call; token: TokenSource },
): Promise<Result<{ follows: boolean; unionid: string | null }>> {
  const query = { openid, lang: 'zh_CN' };
  const asked = await askWithToken(tools.call, tools.token, account.base, '/cgi-bin/user/info', query);
  if (!asked.ok) return asked;
  const got = refusalOf(asked.answered);
  if (!got.ok) return got;
  return {
    ok: true,
    follows: wordAt(got.answer, 'subscribe') === '1',
    unionid: wordAt(got.answer, 'unionid') || null,
  };
}

/** Turns the code of the phone-number button into an E.164 number; WeChat checks that it belongs to the openid. */
export async function phoneNumber(
  account: MiniprogramAccount,
  code: string,
  openid: string,
  tools: { call: Call; token: TokenSource },
): Promise<Result<{ phone: string }>> {
  if (!CODE.test(code)) return refuse('bad_token', 'The code is malformed.');
  const path = '/wxa/business/getuserphonenumber';
  const asked = await askWithToken(tools.call, tools.token, account.base, path, {}, { code, openid });
  if (!asked.ok) return asked;
  const got = refusalOf(asked.answered);
  if (!got.ok) return got;
  const info = mapAt(got.answer, 'phone_info');
  const owner = wordAt(mapAt(info, 'watermark'), 'appid');
  if (owner !== '' && owner !== account.id) return refuse('wrong_account', 'The phone code belongs to another appid.');
  const phone = e164(`+${wordAt(info, 'countryCode')}${wordAt(info, 'purePhoneNumber')}`);
  return phone ? { ok: true, phone } : refuse('unavailable', 'WeChat answered without a usable number.');
}
