/** Tencent Cloud's SMS service. Source: cloud.tencent.com/document/product/382 (SendSms, status and reply callbacks). */
import type { Heard } from '../../../shared/actors.ts';
import { refuse, type Refusal, type Result } from '../../../shared/refusal.ts';
import type { TencentAccount } from '../account.ts';
import { askJson, unanswered } from '../ask.ts';
import type { Channel, Incoming, Outgoing, Reading, Sent, SendTools, Summon, Told } from '../channel.ts';
import { listOf, mapAt, wordAt, type Json } from '../json.ts';
import { clip } from '../words.ts';
import { e164 } from './number.ts';
import { beijingTime, namedBy, openKeyed, reading, replied } from './push.ts';
import { signTc3 } from './tc3.ts';
import { breaks, noTemplate, sentWords, smsParts } from './template.ts';

const TAKEN = '{"result":0,"errmsg":"OK"}';

async function read(incoming: Incoming, account: TencentAccount, now: number): Promise<Result<Reading>> {
  const opened = openKeyed(incoming, account.hookKey);
  if (!opened.ok) return opened;
  const kind = incoming.url.searchParams.get('kind');
  const results = await Promise.all(opened.entries.map((entry) => heardOf(entry, kind, account, now)));
  return reading(results, TAKEN);
}

async function heardOf(
  entry: Json,
  kind: string | null,
  account: TencentAccount,
  now: number,
): Promise<Heard | Refusal> {
  const phone = e164(wordAt(entry, 'mobile'), wordAt(entry, 'nationcode').replace(/^\+/u, '') || '86');
  if (!phone) return refuse('bad_request', 'mobile is missing or malformed.');
  const address = { channel: 'sms', account: account.id, peer: phone } as const;
  const isReport = entry instanceof Map && entry.has('report_status');
  if (kind !== null && (kind === 'report') !== isReport)
    return refuse('bad_request', 'The entry is not of the announced kind.');
  if (isReport) return reportOf(entry, address, now);
  if (!(entry instanceof Map) || !entry.has('text'))
    return refuse('bad_request', 'The entry is neither receipt nor reply.');
  const text = wordAt(entry, 'text');
  const time = wordAt(entry, 'time');
  // Replies carry no id: who, when and what name them.
  const key = `reply:${await namedBy(phone, time, wordAt(entry, 'extend'), text)}`;
  return replied({ key, address, text, at: /^\d{9,11}$/u.test(time) ? Number(time) * 1000 : now }, false);
}

function reportOf(entry: Json, address: Heard['address'], now: number): Heard | Refusal {
  const providerId = wordAt(entry, 'sid');
  if (providerId === '') return refuse('bad_request', 'sid is missing.');
  const good = wordAt(entry, 'report_status') === 'SUCCESS';
  const detail = clip(`运营商：${wordAt(entry, 'description') || '未送达'}（${wordAt(entry, 'errmsg')}）`, 200);
  return {
    kind: 'report',
    key: `report:${clip(providerId, 96)}:${address.peer}`,
    providerId,
    address,
    status: good ? 'delivered' : 'failed',
    ...(good ? {} : { reason: { code: 'sms_not_delivered', detail } }),
    at: beijingTime(wordAt(entry, 'user_receive_time'), now),
  };
}

async function send(outgoing: Outgoing, account: TencentAccount, tools: SendTools): Promise<Sent> {
  const broken = breaks(account, outgoing.body);
  if (broken) return { ok: false, fate: 'failed', reason: broken };
  const { reply } = account.templates;
  return submit(account, outgoing, { template: reply.code, values: [sentWords(outgoing)] }, tools);
}

function summon({ id, address, code }: Summon, account: TencentAccount, tools: SendTools): Promise<Sent> {
  const { back } = account.templates;
  if (!back) return Promise.resolve(noTemplate);
  return submit(account, { id, address }, { template: back.code, values: [code] }, tools);
}

function tell({ template, values, ...one }: Told, account: TencentAccount, tools: SendTools): Promise<Sent> {
  return submit(account, one, { template, values: values.map(([, value]) => value) }, tools);
}

/** One SMS by an approved template. */
export async function submit(
  account: TencentAccount,
  { id, address: { peer } }: Pick<Outgoing, 'id' | 'address'>,
  filled: { template: string; values: string[] },
  tools: Pick<SendTools, 'call' | 'now'>,
): Promise<Sent> {
  const url = new URL(`${account.base.replace(/\/+$/u, '')}/`);
  const payload = JSON.stringify({
    PhoneNumberSet: [peer],
    SmsSdkAppId: account.sdkAppId,
    SignName: account.signName,
    TemplateId: filled.template,
    TemplateParamSet: filled.values,
    SessionContext: id,
  });
  const timestamp = Math.floor(tools.now / 1000);
  const call = {
    host: url.host,
    service: 'sms',
    action: 'SendSms',
    version: '2021-01-11',
    region: account.region,
    timestamp,
    payload,
  };
  const signed = await signTc3(call, account.keyId, account.keySecret);
  const asked = await askJson(tools.call, new Request(url, { method: 'POST', headers: signed.headers, body: payload }));
  if (!asked.ok) return unanswered(asked, '腾讯云');
  const response = mapAt(asked.answer, 'Response');
  if (response.has('Error')) {
    const fault = mapAt(response, 'Error');
    return fateOf(wordAt(fault, 'Code'), wordAt(fault, 'Message'));
  }
  // The result stands per number; ours is one of the list, or its only entry.
  const list = listOf(response.get('SendStatusSet'));
  const ours =
    list.find((each) => e164(wordAt(each, 'PhoneNumber')) === peer) ?? (list.length === 1 ? list[0] : undefined);
  const code = wordAt(ours, 'Code');
  return code === 'Ok'
    ? { ok: true, providerId: wordAt(ours, 'SerialNo') || null }
    : fateOf(code, wordAt(ours, 'Message'));
}

const WORDS: [RegExp, string][] = [
  [/PhoneNumberInBlacklist/u, '对方已退订或投诉过'],
  [/TemplateIncorrectOrUnapproved/u, '短信模板未通过审核，请管理员检查账号设置'],
  [/SignatureIncorrectOrUnapproved/u, '短信签名未通过审核，请管理员检查账号设置'],
  [/InsufficientBalance/u, '短信余额不足'],
  [/DailyLimit/u, '今天给这个号码的短信条数已用完'],
  [/LimitExceeded/u, '给这个号码发得太频繁'],
  [/RequestIpNotInWhitelist/u, '服务器地址不在白名单里'],
  [/^AuthFailure/u, '接口密钥或时钟不对，请管理员检查账号设置'],
  [/ContainSensitiveWord/u, '内容含有敏感词'],
];

/** The fate of a message by Tencent's code. */
export function fateOf(code: string, message: string): Exclude<Sent, { ok: true }> {
  const words = WORDS.find(([pattern]) => pattern.test(code))?.[1] ?? '腾讯云拒绝了这条短信';
  const reason = {
    code: clip(`tencent_${code || 'no_code'}`, 80),
    detail: clip(`${words}（${code}：${message}）`, 300),
  };
  if (code === '') return { ok: false, fate: 'unknown', reason };
  if (code.endsWith('PhoneNumberInBlacklist')) return { ok: false, fate: 'failed', reason, optedOut: true };
  if (code.endsWith('ThirtySecondLimit')) return { ok: false, fate: 'retry', reason, afterMs: 30_000 };
  if (code.endsWith('OneHourLimit')) return { ok: false, fate: 'retry', reason, afterMs: 3_600_000 };
  if (code.startsWith('RequestLimitExceeded')) return { ok: false, fate: 'retry', reason, afterMs: 2_000 };
  // An inner error or time-out of theirs doesn't tell whether the message left.
  if (code.startsWith('InternalError')) return { ok: false, fate: 'unknown', reason };
  return { ok: false, fate: 'failed', reason };
}

export const tencent: Channel<TencentAccount> = {
  read,
  send,
  summon,
  tell,
  refuses: (body, account) => breaks(account, body),
  split: (body, account) => smsParts(account, body),
  carries: () => false,
  typing: () => Promise.resolve(false),
};
