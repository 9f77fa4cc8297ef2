import type { AliyunAccount, SmsTemplate } from '../config.ts';
import { isRecord, parseJson } from '../world/json.ts';
import type { Land } from '../world/land.ts';
import { randomHex } from '../world/digest.ts';
import { dispatch } from './dispatch.ts';
import { beijing, isCode, mainlandNumber, measure, variableFault } from './text.ts';

/** What Aliyun answers: the business code stands in the body, HTTP 200. */
export type AliyunAnswer = { Code: string; Message: string; RequestId: string } & Record<string, unknown>;

const requestId = (): string => crypto.randomUUID().toUpperCase();
const refuse = (code: string, message: string): AliyunAnswer => ({
  Code: code,
  Message: message,
  RequestId: requestId(),
});

/** Fills a template; the word is the reason when a variable is missing or may not be sent. */
export function fill(
  template: SmsTemplate,
  json: string,
): { ok: true; text: string } | { ok: false; code: string; message: string } {
  const wanted = [...template.text.matchAll(/\$\{(\w+)\}/g)].map((found) => found[1] ?? '');
  const given = json === '' ? {} : parseJson(json);
  if (!isRecord(given)) return { ok: false, code: 'isv.INVALID_JSON_PARAM', message: '参数格式错误，请修改为JSON格式' };
  const missing = wanted.find((name) => typeof given[name] !== 'string' && typeof given[name] !== 'number');
  if (missing !== undefined)
    return { ok: false, code: 'isv.TEMPLATE_MISSING_PARAMETERS', message: `模板变量缺少对应参数值: ${missing}` };
  // A verification template's variable is a code and nothing else.
  if (template.type === 'verification' && wanted.some((name) => !isCode(String(given[name]))))
    return {
      ok: false,
      code: 'isv.TEMPLATE_PARAMS_ILLEGAL',
      message: '传入的变量内容和实际申请变量所选择的属性类型不配',
    };
  for (const name of wanted) {
    const wrong = variableFault(String(given[name]));
    if (wrong === 'link') return { ok: false, code: 'isv.PARAM_NOT_SUPPORT_URL', message: '变量不支持传入URL' };
    if (wrong === 'phone')
      return { ok: false, code: 'isv.BLACK_KEY_CONTROL_LIMIT', message: '变量内容含有限制内容: 电话号码' };
  }
  return { ok: true, text: template.text.replace(/\$\{(\w+)\}/g, (_, name: string) => String(given[name])) };
}

/** How often a number may get a template of this kind. Verification 1/min, 5/h, 10/day; others 50/day per signature and template. */
export function frequencyFault(type: SmsTemplate['type'], sentAt: number[], nowMs: number): string | undefined {
  const within = (span: number): number => sentAt.filter((at) => at > nowMs - span).length;
  if (type === 'verification') {
    if (within(60_000) >= 1) return '触发分钟级流控Permits:1';
    if (within(3600_000) >= 5) return '触发小时级流控Permits:5';
    return within(86_400_000) >= 10 ? '触发天级流控Permits:10' : undefined;
  }
  return within(86_400_000) >= 50 ? '触发天级流控Permits:50' : undefined;
}

function sendSms(land: Land, account: AliyunAccount, params: URLSearchParams, now: number): AliyunAnswer {
  const written = (params.get('PhoneNumbers') ?? '').split(',').filter((each) => each !== '');
  if (written.length === 0) return refuse('isv.MOBILE_NUMBER_ILLEGAL', 'PhoneNumbers is mandatory for this action.');
  if (written.length > 1000) return refuse('isv.MOBILE_COUNT_OVER_LIMIT', '手机号码数量超过限制');
  const phones = written.map(mainlandNumber);
  if (phones.some((phone) => phone === undefined))
    return refuse('isv.MOBILE_NUMBER_ILLEGAL', `${params.get('PhoneNumbers')}invalid mobile number`);
  if (params.get('SignName') !== account.signName) return refuse('isv.SMS_SIGNATURE_ILLEGAL', '该账号下找不到对应签名');
  const template = Object.values(account.templates).find((each) => each.code === params.get('TemplateCode'));
  // A notice that ends like marketing is never approved; only a template that says it is a notice is judged.
  const unapproved = template?.type === 'notice' && /退订|拒收/.test(template.text);
  if (!template || unapproved) return refuse('isv.SMS_TEMPLATE_ILLEGAL', '该账号下找不到对应模板');
  const filled = fill(template, params.get('TemplateParam') ?? '');
  if (!filled.ok) return refuse(filled.code, filled.message);
  const extend = params.get('SmsUpExtendCode') ?? '';
  if (!/^\d{0,8}$/.test(extend)) return refuse('isv.EXTEND_CODE_ERROR', '扩展码使用错误，相同的扩展码不可用于多个签名');
  const text = `【${account.signName}】${filled.text}`;
  if (text.length > 500) return refuse('isv.PARAM_LENGTH_LIMIT', '短信内容超过500个字');
  const people = [...new Set(phones.filter((phone) => phone !== undefined))];
  for (const phone of people) {
    const before = land.sms.sent(account.id, phone, now - 86_400_000, now + 1);
    const same = before.filter((each) => each.template === template.code).map((each) => each.at);
    const limit = frequencyFault(template.type, same, now);
    if (limit) return refuse('isv.BUSINESS_LIMIT_CONTROL', limit);
    if (account.limits?.day !== undefined && before.length >= account.limits.day)
      return refuse('isv.DAY_LIMIT_CONTROL', '触发日发送限额');
    if (template.type === 'marketing' && land.sms.isStopped(account.id, phone))
      return refuse('isv.BLACK_KEY_CONTROL_LIMIT', '黑名单管控');
  }
  const bizId = `${String(now).slice(-9)}${parseInt(randomHex(4), 16)}^0`;
  for (const phone of people) {
    dispatch(land, account, {
      phone,
      text,
      batch: bizId,
      ownId: params.get('OutId') ?? '',
      template: template.code,
      number: `${account.number}${extend}`,
      segments: measure(text, true).segments,
      now,
    });
  }
  return { Code: 'OK', Message: 'OK', BizId: bizId, RequestId: requestId() };
}

function querySendDetails(land: Land, account: AliyunAccount, params: URLSearchParams): AliyunAnswer {
  const phone = mainlandNumber(params.get('PhoneNumber') ?? '');
  if (!phone) return refuse('isv.MOBILE_NUMBER_ILLEGAL', '手机号码格式错误');
  const day = /^(\d{4})(\d\d)(\d\d)$/.exec(params.get('SendDate') ?? '');
  if (!day) return refuse('isv.INVALID_PARAMETERS', 'SendDate');
  const size = Number(params.get('PageSize') ?? 10);
  const page = Number(params.get('CurrentPage') ?? 1);
  if (!(size >= 1 && size <= 50 && page >= 1)) return refuse('isv.INVALID_PARAMETERS', 'PageSize');
  const from = Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])) - 8 * 3600_000;
  const wanted = params.get('BizId') ?? '';
  const all = land.sms
    .sent(account.id, phone, from, from + 86_400_000)
    .filter((each) => wanted === '' || each.batch === wanted);
  const details = all.slice((page - 1) * size, page * size).map((each) => ({
    PhoneNum: each.phone.slice(3),
    SendStatus: each.reportedAt === 0 ? 1 : each.status === 'delivered' ? 3 : 2,
    ErrCode: each.reportedAt === 0 ? '' : each.status === 'delivered' ? 'DELIVERED' : each.status,
    SendDate: beijing(each.at),
    ...(each.reportedAt ? { ReceiveDate: beijing(each.reportedAt) } : {}),
    Content: each.text,
    TemplateCode: each.template,
    OutId: each.ownId,
  }));
  return {
    Code: 'OK',
    Message: 'OK',
    RequestId: requestId(),
    TotalCount: all.length,
    SmsSendDetailDTOs: { SmsSendDetailDTO: details },
  };
}

/** The business of a genuine Aliyun call; undefined for an action that is not simulated. */
export function aliyunAction(
  land: Land,
  account: AliyunAccount,
  action: string,
  params: URLSearchParams,
  now: number,
): AliyunAnswer | undefined {
  if (action === 'SendSms') return sendSms(land, account, params, now);
  if (action === 'QuerySendDetails') return querySendDetails(land, account, params);
  return undefined;
}
