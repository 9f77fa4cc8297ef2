/** Aliyun's SMS service. Source: help.aliyun.com/zh/sms (SendSms, error codes, HTTP receipts). */
import type { Heard } from '../../../shared/actors.ts';
import { refuse, type Refusal, type Result } from '../../../shared/refusal.ts';
import type { AliyunAccount } from '../account.ts';
import { askJson, unanswered } from '../ask.ts';
import type { Channel, Incoming, Outgoing, Reading, Sent, SendTools, Summon, Told } from '../channel.ts';
import { wordAt, type Json } from '../json.ts';
import { clip } from '../words.ts';
import { canonicalQuery, signAcs3 } from './acs3.ts';
import { e164, isMainland } from './number.ts';
import { beijingTime, namedBy, openKeyed, reading, replied } from './push.ts';
import { breaks, noTemplate, sentWords, smsParts } from './template.ts';

const TAKEN = '{"code":0,"msg":"接收成功"}';

async function read(incoming: Incoming, account: AliyunAccount, now: number): Promise<Result<Reading>> {
  const opened = openKeyed(incoming, account.hookKey);
  if (!opened.ok) return opened;
  const kind = incoming.url.searchParams.get('kind');
  const results = await Promise.all(opened.entries.map((entry) => heardOf(entry, kind, account, now)));
  return reading(results, TAKEN);
}

async function heardOf(
  entry: Json,
  kind: string | null,
  account: AliyunAccount,
  now: number,
): Promise<Heard | Refusal> {
  const phone = e164(wordAt(entry, 'phone_number'), '86');
  if (!phone) return refuse('bad_request', 'phone_number is missing or malformed.');
  const address = { channel: 'sms', account: account.id, peer: phone } as const;
  const isReport = entry instanceof Map && entry.has('success');
  if (kind !== null && (kind === 'report') !== isReport)
    return refuse('bad_request', 'The entry is not of the announced kind.');
  if (isReport) return reportOf(entry, address, now);
  if (!(entry instanceof Map) || !entry.has('content'))
    return refuse('bad_request', 'The entry is neither receipt nor reply.');
  const text = wordAt(entry, 'content');
  const sent = wordAt(entry, 'send_time');
  const id = wordAt(entry, 'sequence_id') || (await namedBy(phone, sent, text));
  return replied({ key: `reply:${clip(id, 64)}`, address, text, at: beijingTime(sent, now) }, false);
}

function reportOf(entry: Json, address: Heard['address'], now: number): Heard | Refusal {
  const providerId = wordAt(entry, 'biz_id');
  if (providerId === '') return refuse('bad_request', 'biz_id is missing.');
  const ownId = wordAt(entry, 'out_id');
  const good = wordAt(entry, 'success') === 'true';
  const detail = clip(`运营商：${wordAt(entry, 'err_msg') || '未送达'}（${wordAt(entry, 'err_code')}）`, 200);
  return {
    kind: 'report',
    key: `report:${clip(providerId, 64)}:${address.peer}`,
    providerId,
    ...(ownId === '' ? {} : { ownId: clip(ownId, 64) }),
    address,
    status: good ? 'delivered' : 'failed',
    ...(good ? {} : { reason: { code: 'sms_not_delivered', detail } }),
    at: beijingTime(wordAt(entry, 'report_time'), now),
  };
}

async function send(outgoing: Outgoing, account: AliyunAccount, tools: SendTools): Promise<Sent> {
  const broken = breaks(account, outgoing.body);
  if (broken) return { ok: false, fate: 'failed', reason: broken };
  const { reply } = account.templates;
  return submit(account, outgoing, { template: reply.code, values: { content: sentWords(outgoing) } }, tools);
}

function summon({ id, address, code }: Summon, account: AliyunAccount, tools: SendTools): Promise<Sent> {
  const { back } = account.templates;
  if (!back) return Promise.resolve(noTemplate);
  return submit(account, { id, address }, { template: back.code, values: { code } }, tools);
}

function tell({ template, values, ...one }: Told, account: AliyunAccount, tools: SendTools): Promise<Sent> {
  return submit(account, one, { template, values: Object.fromEntries(values) }, tools);
}

/** One SMS by an approved template. */
export async function submit(
  account: AliyunAccount,
  { id, address: { peer } }: Pick<Outgoing, 'id' | 'address'>,
  filled: { template: string; values: Record<string, string> },
  tools: Pick<SendTools, 'call' | 'now' | 'nonce'>,
): Promise<Sent> {
  const query = {
    PhoneNumbers: isMainland(peer) ? peer.slice(3) : peer.slice(1),
    SignName: account.signName,
    TemplateCode: filled.template,
    TemplateParam: JSON.stringify(filled.values),
    OutId: id,
  };
  const url = new URL(`${account.base.replace(/\/+$/u, '')}/`);
  const signed = await signAcs3(
    {
      method: 'POST',
      host: url.host,
      path: url.pathname,
      query,
      body: '',
      action: 'SendSms',
      version: '2017-05-25',
      date: new Date(tools.now).toISOString().replace(/\.\d+Z$/u, 'Z'),
      nonce: tools.nonce(),
    },
    account.keyId,
    account.keySecret,
  );
  url.search = canonicalQuery(query);
  const asked = await askJson(tools.call, new Request(url, { method: 'POST', headers: signed.headers }));
  if (!asked.ok) return unanswered(asked, '阿里云');
  const code = wordAt(asked.answer, 'Code');
  if (code === 'OK') return { ok: true, providerId: wordAt(asked.answer, 'BizId') || null };
  return fateOf(code, wordAt(asked.answer, 'Message'));
}

const WORDS: Partial<Record<string, string>> = {
  'isv.MOBILE_NUMBER_ILLEGAL': '手机号不对',
  'isv.SMS_TEMPLATE_ILLEGAL': '短信模板未通过审核，请管理员检查账号设置',
  'isv.SMS_SIGNATURE_ILLEGAL': '短信签名未通过审核，请管理员检查账号设置',
  'isv.AMOUNT_NOT_ENOUGH': '短信余额不足',
  'isv.OUT_OF_SERVICE': '短信服务已停用',
  'isv.BLACK_KEY_CONTROL_LIMIT': '内容或号码被运营商限制',
  'isv.PARAM_NOT_SUPPORT_URL': '短信里不能带网址',
  'isv.PARAM_LENGTH_LIMIT': '短信太长',
  'isv.DAY_LIMIT_CONTROL': '今天的短信条数已用完',
  'isv.EXTEND_CODE_ERROR': '短信扩展码不对',
  'isv.DENY_IP_RANGE': '服务器地址不在中国内地，需配置转发',
};

/** The fate of a message by Aliyun's code; only `OK` is success, whatever the HTTP status. */
export function fateOf(code: string, message: string): Exclude<Sent, { ok: true }> {
  const reason = {
    code: clip(`aliyun_${code || 'no_code'}`, 80),
    detail: clip(`${WORDS[code] ?? '阿里云拒绝了这条短信'}（${code}：${message}）`, 300),
  };
  if (code === '') return { ok: false, fate: 'unknown', reason };
  if (code === 'isv.BUSINESS_LIMIT_CONTROL') {
    // The frequency named in the message passes; the daily one would make a stale answer.
    const afterMs = message.includes('分钟') ? 60_000 : message.includes('小时') ? 3_600_000 : null;
    const slow = { ...reason, detail: clip(`给这个号码发得太频繁（${message}）`, 300) };
    return afterMs === null
      ? { ok: false, fate: 'failed', reason: slow }
      : { ok: false, fate: 'retry', reason: slow, afterMs };
  }
  if (
    code.startsWith('isp.') ||
    code.startsWith('Throttling') ||
    code === 'ServiceUnavailable' ||
    code === 'SignatureNonceUsed'
  ) {
    return { ok: false, fate: 'retry', reason, afterMs: 5_000 };
  }
  return { ok: false, fate: 'failed', reason };
}

export const aliyun: Channel<AliyunAccount> = {
  read,
  send,
  summon,
  tell,
  refuses: (body, account) => breaks(account, body),
  split: (body, account) => smsParts(account, body),
  carries: () => false,
  typing: () => Promise.resolve(false),
};
