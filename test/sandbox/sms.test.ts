import { afterEach, describe, expect, test, vi } from 'vitest';
import { hmacSha256 } from '../../sandbox/world/digest.ts';
import { planReports } from '../../sandbox/sms/dispatch.ts';
import { variableFault, isOptOut, mainlandNumber } from '../../sandbox/sms/text.ts';
import { twilioSignature } from '../../sandbox/sms/twilio.ts';
import { aliyun, site, tencent, twilio, Visit } from './visit.ts';
import { env } from 'cloudflare:workers';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const PHONE = '13800138000';
const template = Object.values(aliyun.templates)[0]?.code ?? '';
const letter = (content: string): Record<string, string> => ({
  PhoneNumbers: PHONE,
  SignName: aliyun.signName,
  TemplateCode: template,
  TemplateParam: JSON.stringify({ content }),
  OutId: 'letter-1',
});
const good = (): Response => Response.json({ code: 0, msg: '接收成功' });

describe('Aliyun', () => {
  test('a signed send reaches the phone and is reported; the answer must be the number 0', async () => {
    const visit = new Visit('aliyun');
    const day = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10).replaceAll('-', '');
    const sent = await visit.aliyun(letter('您的包裹已到杭州。'));
    expect(sent.body).toMatchObject({ Code: 'OK' });
    expect(await visit.inbox()).toMatchObject([
      { text: expect.stringContaining(`【${aliyun.signName}】`) as string, direction: 'to person' },
    ]);
    visit.ear = () => Response.json({ code: '0', msg: 'ok' });
    await visit.alarm();
    expect(visit.heard.length).toBe(0);
    visit.later(1200);
    await visit.alarm();
    const report = visit.heard[0];
    expect(`${report?.url.pathname}${report?.url.search}`).toBe(
      `/hooks/sms/aliyun/${aliyun.id}?key=${aliyun.hookKey}&kind=report`,
    );
    expect(JSON.parse(report?.body ?? '')).toMatchObject([
      { phone_number: PHONE, success: true, err_code: 'DELIVERED', biz_id: sent.body.BizId, out_id: 'letter-1' },
    ]);
    visit.ear = good;
    visit.later(60_000);
    await visit.alarm();
    visit.later(600_000);
    await visit.alarm();
    expect(visit.heard.length).toBe(2);
    const details = await visit.aliyun(
      { PhoneNumber: PHONE, SendDate: day, PageSize: '10', CurrentPage: '1' },
      'QuerySendDetails',
    );
    expect(details.body).toMatchObject({
      Code: 'OK',
      TotalCount: 1,
      SmsSendDetailDTOs: { SmsSendDetailDTO: [{ SendStatus: 3, OutId: 'letter-1' }] },
    });
  });

  test('forged, replayed and stale calls are refused by name', async () => {
    const visit = new Visit('aliyun forged');
    const refused = async (change: (headers: Record<string, string>) => void): Promise<unknown> =>
      (await visit.aliyun(letter('好'), 'SendSms', change)).body.Code;
    expect(
      await refused(
        (headers) =>
          (headers.authorization = (headers.authorization ?? '').replace(/.$/, (last) => (last === '0' ? '1' : '0'))),
      ),
    ).toBe('SignatureDoesNotMatch');
    expect(await refused((headers) => (headers['x-acs-action'] = 'QuerySendDetails'))).toBe('SignatureDoesNotMatch');
    expect(await refused((headers) => delete headers.authorization)).toBe('MissingAuthorization');
    expect(
      await refused(
        (headers) => (headers.authorization = (headers.authorization ?? '').replace(aliyun.keyId, 'LTAIother')),
      ),
    ).toBe('InvalidAccessKeyId.NotFound');
    let kept: Record<string, string> = {};
    expect(await refused((headers) => (kept = { ...headers }))).toBe('OK');
    expect(await refused((headers) => Object.assign(headers, kept))).toBe('SignatureNonceUsed');
    visit.later(900_001);
    expect(await refused((headers) => Object.assign(headers, kept))).toBe('InvalidTimeStamp.Expired');
    expect((await visit.inbox()).length).toBe(1);
  });

  test('business rules have their codes, and nothing is sent', async () => {
    const visit = new Visit('aliyun rules');
    const code = async (change: Record<string, string>): Promise<unknown> =>
      (await visit.aliyun({ ...letter('好'), ...change })).body.Code;
    expect(await code({ PhoneNumbers: '12345' })).toBe('isv.MOBILE_NUMBER_ILLEGAL');
    expect(await code({ SignName: '别家' })).toBe('isv.SMS_SIGNATURE_ILLEGAL');
    expect(await code({ TemplateCode: 'SMS_0' })).toBe('isv.SMS_TEMPLATE_ILLEGAL');
    expect(await code({ TemplateParam: '{"content":"看 https://a.example/x"}' })).toBe('isv.PARAM_NOT_SUPPORT_URL');
    expect(await code({ TemplateParam: '{"content":"打 13900000001"}' })).toBe('isv.BLACK_KEY_CONTROL_LIMIT');
    expect(await code({ TemplateParam: '{}' })).toBe('isv.TEMPLATE_MISSING_PARAMETERS');
    expect(await code({ TemplateParam: JSON.stringify({ content: '长'.repeat(500) }) })).toBe('isv.PARAM_LENGTH_LIMIT');
    await visit.post('faults', {
      'sms.aliyun.send': { code: 'isv.AMOUNT_NOT_ENOUGH', times: 1 },
      caller: { refuse: true, code: 'aliyun', times: 1 },
    });
    expect(await code({})).toBe('isv.AMOUNT_NOT_ENOUGH');
    expect(await code({})).toBe('isv.DENY_IP_RANGE');
    expect(await visit.inbox()).toEqual([]);
    for (let sent = 0; sent < 50; sent += 1) expect(await code({})).toBe('OK');
    expect(await code({})).toBe('isv.BUSINESS_LIMIT_CONTROL');
  });

  test('a reply goes to the gateway with the extension it answers', async () => {
    const visit = new Visit('aliyun reply');
    visit.ear = good;
    await visit.aliyun({ ...letter('好'), SmsUpExtendCode: '77' });
    const [message] = await visit.inbox();
    expect((await visit.post('people/lin/sms', { to: message?.number, text: '还没收到' })).status).toBe(202);
    visit.later(200);
    await visit.alarm();
    const reply = visit.heard.find((each) => each.url.searchParams.get('kind') === 'reply');
    expect(JSON.parse(reply?.body ?? '')).toMatchObject([
      { phone_number: PHONE, content: '还没收到', dest_code: `${aliyun.number}77` },
    ]);
    expect((await visit.post('people/lin/sms', { to: '10086', text: '在吗' })).status).toBe(404);
  });
});

describe('Tencent', () => {
  const request = (numbers: string[], value = '好'): Record<string, unknown> => ({
    PhoneNumberSet: numbers,
    SmsSdkAppId: tencent.sdkAppId,
    SignName: tencent.signName,
    TemplateId: Object.values(tencent.templates)[0]?.code,
    TemplateParamSet: [value],
    SessionContext: 'letter-2',
  });
  const codes = (body: Record<string, unknown>): unknown =>
    (body.Response as { SendStatusSet?: { Code: string }[] }).SendStatusSet?.map((each) => each.Code) ??
    (body.Response as { Error: { Code: string } }).Error.Code;

  test('every number has its own result; the same text within 30 s is limited', async () => {
    const visit = new Visit('tencent');
    expect(codes((await visit.tencent(request([`+86${PHONE}`, '+8612']))).body)).toEqual([
      'Ok',
      'InvalidParameterValue.IncorrectPhoneNumber',
    ]);
    expect(codes((await visit.tencent(request([`+86${PHONE}`]))).body)).toEqual([
      'LimitExceeded.PhoneNumberThirtySecondLimit',
    ]);
    expect(codes((await visit.tencent(request([`+86${PHONE}`], '看 www.a.cn'))).body)).toEqual([
      'InvalidParameterValue.ProhibitedUseUrlInTemplateParameter',
    ]);
    expect(codes((await visit.tencent(request([`+86${PHONE}`]), -301)).body)).toBe('AuthFailure.SignatureExpire');
    expect(codes((await visit.tencent({ ...request([`+86${PHONE}`]), SmsSdkAppId: '1' })).body)).toBe(
      'UnauthorizedOperation.SmsSdkAppIdVerifyFail',
    );
    visit.ear = () => Response.json({ result: 0, errmsg: 'OK' });
    visit.later(1200);
    await visit.alarm();
    expect(JSON.parse(visit.heard[0]?.body ?? '')).toMatchObject([
      { report_status: 'SUCCESS', mobile: PHONE, errmsg: 'DELIVRD' },
    ]);
  });

  test('a reply is heard only within 72 hours after a send', async () => {
    const visit = new Visit('tencent reply');
    visit.ear = () => Response.json({ result: 0, errmsg: 'OK' });
    await visit.post('people/lin/sms', { to: tencent.number, text: '在吗' });
    visit.later(300);
    await visit.alarm();
    expect(visit.heard).toEqual([]);
    await visit.tencent(request([`+86${PHONE}`]));
    await visit.post('people/lin/sms', { to: tencent.number, text: '在吗' });
    visit.later(300);
    await visit.alarm();
    expect(JSON.parse(visit.heard[0]?.body ?? '')).toMatchObject({
      mobile: PHONE,
      text: '在吗',
      nationcode: '86',
      extend: '',
    });
  });
});

describe('Twilio', () => {
  const to = '+447700900123';
  test('queued, then sent and delivered, signed over the whole address', async () => {
    const visit = new Visit('twilio');
    const sent = await visit.twilio({ To: to, From: twilio.number, Body: 'Hello' });
    expect(sent).toMatchObject({ status: 201, body: { status: 'queued', num_segments: '1' } });
    visit.later(5000);
    await visit.alarm();
    expect(visit.heard.map((each) => new URLSearchParams(each.body).get('MessageStatus'))).toEqual([
      'sent',
      'delivered',
    ]);
    const [first] = visit.heard;
    const form = Object.fromEntries(new URLSearchParams(first?.body ?? ''));
    expect(first?.headers.get('x-twilio-signature')).toBe(
      twilioSignature(twilio.authToken, first?.url.href ?? '', form),
    );
    expect((await visit.twilio({ To: to, From: twilio.number, Body: 'x' }, 'wrong')).body).toMatchObject({
      code: 20003,
      status: 401,
    });
    expect((await visit.twilio({ To: 'no', From: twilio.number, Body: 'x' })).body).toMatchObject({ code: 21211 });
  });

  test('STOP blocks further sends until START; TwiML answers reach the phone', async () => {
    const visit = new Visit('twilio stop');
    visit.ear = () =>
      new Response('<Response><Message>Hi &amp; welcome</Message></Response>', {
        headers: { 'content-type': 'text/xml' },
      });
    const write = (text: string) => visit.post('people/emma/sms', { to: twilio.number, text });
    await write('where is it?');
    visit.later(300);
    await visit.alarm();
    const texts = async (): Promise<unknown[]> =>
      ((await visit.call('people/emma/inbox')).body.messages as { text: string }[]).map((each) => each.text);
    expect(await texts()).toEqual(['where is it?', 'Hi & welcome']);
    await write(' stop ');
    visit.later(300);
    await visit.alarm();
    expect(new URLSearchParams(visit.heard.at(-1)?.body).get('OptOutType')).toBe('STOP');
    expect((await visit.twilio({ To: to, From: twilio.number, Body: 'x' })).body).toMatchObject({ code: 21610 });
    await write('START');
    expect((await visit.twilio({ To: to, From: twilio.number, Body: 'x' })).status).toBe(201);
  });
});

describe('weather', () => {
  test('the same seed makes the same reports; some come twice, some late', () => {
    const plans = Array.from({ length: 40 }, (_, index) => planReports('twilio', `b${index}`, 7, 'delivered'));
    expect(plans).toEqual(Array.from({ length: 40 }, (_, index) => planReports('twilio', `b${index}`, 7, 'delivered')));
    expect(plans.some((plan) => plan.length === 4)).toBe(true);
    expect(plans.some((plan) => (plan[0]?.afterMs ?? 0) > (plan[1]?.afterMs ?? 0))).toBe(true);
    expect(planReports('twilio', 'b', undefined, 'delivered').map((each) => each.status)).toEqual([
      'sent',
      'delivered',
    ]);
  });
  test.each([
    ['Ｒ', true],
    ['ｔ', true],
    [' 退订。', true],
    ['TD', true],
    ['怎么退订会员', false],
  ])('opt-out %s', (text, is) => expect(isOptOut(text)).toBe(is));
  test('numbers and variables', () => {
    expect(mainlandNumber('008613800138000')).toBe('+8613800138000');
    expect(mainlandNumber('+447700900123')).toBeUndefined();
    expect(variableFault('订单 YX20261120001 已发货')).toBeUndefined();
    expect(variableFault('请拨 400-820-8820')).toBe('phone');
    expect(variableFault('a.example.com/x')).toBe('link');
  });
});

describe('the demo shop', () => {
  test('signs its visitor in for ten minutes', async () => {
    const visit = new Visit('shop');
    const { body } = await visit.post('shop/sign-in', { persona: 'lin', site: site.id });
    const [head = '', claims = '', mark = ''] = String(body.token).split('.');
    expect(mark).toBe(hmacSha256(site.jwtSecret, `${head}.${claims}`).toString('base64url'));
    const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, number | string>;
    expect(said).toMatchObject({ sub: 'u1001', aud: site.id, phone_number: `+86${PHONE}`, union_scope: 'yixian-open' });
    expect(Number(said.exp) - Number(said.iat)).toBe(600);
  });

  test('answers its hook only to a genuine caller, never with another user’s order, and the same request with the same answer', async () => {
    const visit = new Visit('orders');
    const { hookSecret } = JSON.parse(env.COMPANY ?? '{}') as { hookSecret: string };
    const ask = (request: string, order: string, user: string | null, secret = hookSecret, action = 'order-status') => {
      const body = JSON.stringify({ request, action, flow: 'order-status', slots: { order }, user, language: 'zh' });
      const time = Math.floor(Date.now() / 1000);
      const mark = `t=${time},v1=${hmacSha256(secret, `${time}.${body}`).toString('hex')}`;
      return visit.call(`shop/hook/${action}`, { method: 'POST', headers: { 'x-yixian-signature': mark }, body });
    };
    expect((await ask('r1', 'yx20261120001', null)).body).toMatchObject({
      outcome: 'done',
      order: { state: 'shipped', items: [] },
    });
    const own = await ask('r0', 'yx20261120001', 'u1001');
    expect(JSON.stringify(own.body)).toContain('"title"');
    expect((await ask('r2', 'YX20261120001', 'u1002')).body).toEqual({ outcome: 'not-found' });
    expect((await ask('r3', 'YX20261120001', null, 'wrong')).status).toBe(401);
    expect((await ask('r4', 'YX20261120001', 'u1001', hookSecret, 'nothing-of-that-name')).status).toBe(404);
    const first = await ask('r5', 'YX20261120001', 'u1001', hookSecret, 'refund');
    expect(first.body).toMatchObject({ outcome: 'done', values: { amount: '329.00' } });
    expect((await ask('r5', 'YX20261120001', 'u1001', hookSecret, 'refund')).body).toEqual(first.body);
    expect((await ask('r6', 'YX20261120001', 'u1001', hookSecret, 'refund')).body).toMatchObject({
      outcome: 'already',
    });
    expect((await ask('r7', 'YX20261120001', null, hookSecret, 'refund')).body).toEqual({ outcome: 'sign-in' });
  });
});
