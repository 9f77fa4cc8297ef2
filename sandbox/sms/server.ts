import type { AliyunAccount, TencentAccount, TwilioAccount } from '../config.ts';
import { parseJson } from '../world/json.ts';
import { answerBy, type Land } from '../world/land.ts';
import { verifyAcs3 } from './acs3.ts';
import { aliyunAction } from './aliyun.ts';
import { takeApart } from './request.ts';
import { verifyTc3 } from './tc3.ts';
import { tencentSend } from './tencent.ts';
import { twilioAllows, twilioError, twilioSend } from './twilio.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** dysmsapi: signature, then the action; technical faults have an HTTP status, business ones are 200 with a code. */
export async function serveAliyun(land: Land, request: Request, now: number): Promise<Response> {
  const signed = await takeApart(request, '/sandbox/aliyun', 'dysmsapi.aliyuncs.com');
  const action = signed.header('x-acs-action') ?? '';
  const answer = (status: number, Code: string, Message: string): Response => {
    land.diary.note('sms.aliyun.send', { direction: 'in', action, answer: { Code, Message } }, now);
    return Response.json({ Code, Message, RequestId: crypto.randomUUID().toUpperCase() }, { status });
  };
  const id = /Credential=([^,\s]+)/.exec(signed.header('authorization') ?? '')?.[1] ?? '';
  const account = land
    .smsAccounts()
    .find((each): each is AliyunAccount => each.provider === 'aliyun' && each.keyId === id);
  const wrong = verifyAcs3(signed, { id: account?.keyId ?? '', secret: account?.keySecret ?? '' }, now, (nonce) =>
    land.calendar.fresh(nonce, now),
  );
  if (wrong || !account)
    return answer(wrong?.status ?? 404, wrong?.code ?? 'InvalidAccessKeyId.NotFound', wrong?.message ?? '');
  if (signed.header('x-acs-version') !== '2017-05-25')
    return answer(400, 'InvalidVersion', 'Specified parameter Version is not valid.');
  const fault = land.diary.strike('sms.aliyun.send');
  if (fault.status !== undefined && fault.code === undefined)
    return new Response('simulated outage', { status: fault.status });
  if (fault.code !== undefined) return answer(fault.status ?? 200, fault.code, fault.message ?? fault.code);
  if (land.refusesCaller('aliyun')) return answer(200, 'isv.DENY_IP_RANGE', '源IP地址所在的地区被禁用');
  const params = new URLSearchParams(signed.query);
  if ((signed.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded')) {
    for (const [name, value] of new URLSearchParams(text(signed.body))) params.set(name, value);
  }
  const done = land.together(() => aliyunAction(land, account, action, params, now));
  if (!done)
    return answer(404, 'InvalidAction.NotFound', 'Specified api is not found, please check your url and method.');
  land.diary.note(
    'sms.aliyun.send',
    { direction: 'in', account: account.id, action, body: Object.fromEntries(params), answer: done },
    now,
  );
  return answerBy(fault, Response.json(done));
}

/** sms.tencentcloudapi.com: HTTP 200 always; faults stand in Response.Error, results per number. */
export async function serveTencent(land: Land, request: Request, now: number): Promise<Response> {
  const signed = await takeApart(request, '/sandbox/tencent', 'sms.tencentcloudapi.com');
  const body = parseJson(text(signed.body));
  const wrap = (answer: object): Response => {
    land.diary.note('sms.tencent.send', { direction: 'in', body, answer }, now);
    return Response.json({ Response: { ...answer, RequestId: crypto.randomUUID() } });
  };
  const refuse = (Code: string, Message: string): Response => wrap({ Error: { Code, Message } });
  if (signed.method !== 'POST') return refuse('UnsupportedProtocol', 'POST only');
  const id = /Credential=([^/\s]+)\//.exec(signed.header('authorization') ?? '')?.[1] ?? '';
  const account = land
    .smsAccounts()
    .find((each): each is TencentAccount => each.provider === 'tencent' && each.keyId === id);
  const wrong = verifyTc3(signed, { id: account?.keyId ?? '', secret: account?.keySecret ?? '' }, 'sms', now);
  if (wrong || !account) return refuse(wrong?.code ?? 'AuthFailure.SecretIdNotFound', wrong?.message ?? '');
  if (signed.header('x-tc-version') !== '2021-01-11') return refuse('NoSuchVersion', 'X-TC-Version');
  if (!signed.header('x-tc-region')) return refuse('MissingParameter', 'X-TC-Region');
  if (signed.header('x-tc-action') !== 'SendSms') return refuse('InvalidAction', 'X-TC-Action');
  const fault = land.diary.strike('sms.tencent.send');
  if (fault.status !== undefined) return new Response('simulated outage', { status: fault.status });
  if (fault.code !== undefined) return refuse(fault.code, fault.message ?? fault.code);
  if (land.refusesCaller('tencent'))
    return refuse('UnauthorizedOperation.RequestIpNotInWhitelist', 'request ip is not in whitelist');
  return answerBy(fault, wrap(land.together(() => tencentSend(land, account, body, now))));
}

/** api.twilio.com: basic authentication, a form in, 201 with JSON out. */
export async function serveTwilio(land: Land, sid: string, request: Request, now: number): Promise<Response> {
  const answer = (status: number, value: object, body?: object): Response => {
    land.diary.note('sms.twilio.send', { direction: 'in', body, answer: value }, now);
    return Response.json(value, { status });
  };
  const refuse = (status: number, code: number, message: string): Response =>
    answer(status, twilioError(status, code, message));
  const account = land
    .smsAccounts()
    .find((each): each is TwilioAccount => each.provider === 'twilio' && each.accountSid === sid);
  if (!account || !twilioAllows(account, request.headers.get('authorization') ?? ''))
    return refuse(401, 20003, 'Authenticate');
  if (request.method !== 'POST') return refuse(405, 20004, 'Method not allowed');
  const fault = land.diary.strike('sms.twilio.send');
  if (fault.code !== undefined) return refuse(fault.status ?? 400, Number(fault.code), fault.message ?? 'simulated');
  if (fault.status !== undefined) return new Response('simulated outage', { status: fault.status });
  const form = new URLSearchParams(text(new Uint8Array(await request.arrayBuffer())));
  const done = land.together(() => twilioSend(land, account, form, now));
  const status = typeof done.status === 'number' ? done.status : 201;
  return answerBy(fault, answer(status, done, Object.fromEntries(form)));
}
