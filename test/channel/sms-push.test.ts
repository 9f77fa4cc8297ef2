import { describe, expect, test } from 'vitest';
import type { Heard } from '../../shared/actors.ts';
import { channelFor } from '../../worker/channels/registry.ts';
import type { Incoming } from '../../worker/channels/channel.ts';
import type { SmsAccount } from '../../worker/channels/account.ts';
import { aliyunAccount, keyedPush, NOW, tencentAccount, twilioAccount, twilioForm } from './platforms.ts';

async function hear(account: SmsAccount, incoming: Incoming): Promise<Heard[]> {
  const got = await channelFor(account)?.read(incoming, NOW);
  if (!got?.ok) throw new Error(got ? `${got.code}: ${got.detail}` : 'no channel');
  return got.heard;
}
const refusal = async (account: SmsAccount, incoming: Incoming) => {
  const got = await channelFor(account)?.read(incoming, NOW);
  return got?.ok ? 'heard' : got?.code;
};

describe('C9 aliyun', () => {
  const receipt = {
    phone_number: '13800138000',
    send_time: '2026-01-02 11:04:05',
    report_time: '2026-01-02 11:04:09',
    success: true,
    err_code: 'DELIVERED',
    err_msg: '用户接收成功',
    sms_size: '1',
    biz_id: '9006^0',
    out_id: 'm_1',
  };

  test('C9 receipts, in Beijing time, with and without the announced kind', async () => {
    for (const kind of ['report', undefined]) {
      const push = keyedPush(
        aliyunAccount,
        JSON.stringify([
          receipt,
          { ...receipt, phone_number: '13900139000', success: false, err_code: 'MK:0001', err_msg: '空号' },
        ]),
        kind,
      );
      expect(await hear(aliyunAccount, push)).toMatchObject([
        {
          kind: 'report',
          key: 'report:9006^0:+8613800138000',
          providerId: '9006^0',
          ownId: 'm_1',
          status: 'delivered',
          at: Date.UTC(2026, 0, 2, 3, 4, 9),
        },
        { kind: 'report', status: 'failed', reason: { code: 'sms_not_delivered', detail: '运营商：空号（MK:0001）' } },
      ]);
    }
  });
  test('C9 an entry of another kind than announced is refused, a broken one beside good ones passed over', async () => {
    expect(await refusal(aliyunAccount, keyedPush(aliyunAccount, JSON.stringify([receipt]), 'reply'))).toBe(
      'bad_request',
    );
    const heard = await hear(aliyunAccount, keyedPush(aliyunAccount, JSON.stringify([{ phone_number: 'x' }, receipt])));
    expect(heard).toHaveLength(1);
  });
  test('C11 a refusal by SMS is an event with its words; the robot is not asked', async () => {
    const reply = {
      phone_number: '13800138000',
      content: 'ＴＤ',
      send_time: '2026-01-02 11:04:05',
      dest_code: '1069',
      sequence_id: 1,
    };
    expect(await hear(aliyunAccount, keyedPush(aliyunAccount, JSON.stringify([reply]), 'reply'))).toEqual([
      {
        kind: 'event',
        key: 'reply:1',
        address: { channel: 'sms', account: aliyunAccount.id, peer: '+8613800138000' },
        event: 'opt_out',
        text: '回复了退订（ＴＤ）',
        at: NOW,
        consent: { marketing: false },
        body: { kind: 'text', text: 'ＴＤ' },
      },
    ]);
    expect(
      await hear(aliyunAccount, keyedPush(aliyunAccount, JSON.stringify([{ ...reply, content: '恢复订阅' }]))),
    ).toMatchObject([{ event: 'opt_in', consent: { marketing: true } }]);
  });
  test('C13 a key that is near, empty or missing is refused', async () => {
    for (const key of [
      '',
      aliyunAccount.hookKey.slice(0, -1),
      `${aliyunAccount.hookKey}x`,
      aliyunAccount.hookKey.toUpperCase(),
    ]) {
      const push = keyedPush(aliyunAccount, JSON.stringify([receipt]));
      push.url.searchParams.set('key', key);
      expect(await refusal(aliyunAccount, push)).toBe('bad_signature');
    }
  });
});

describe('C9 tencent', () => {
  test('C9 receipts and replies', async () => {
    const status = {
      user_receive_time: '2026-01-02 11:04:09',
      nationcode: '86',
      mobile: '13800138000',
      report_status: 'SUCCESS',
      errmsg: 'DELIVRD',
      description: '用户短信接收成功',
      sid: 'sid1',
    };
    expect(
      await hear(
        tencentAccount,
        keyedPush(
          tencentAccount,
          JSON.stringify([status, { ...status, report_status: 'FAIL', errmsg: 'UNDELIV', description: '关机' }]),
        ),
      ),
    ).toMatchObject([
      { kind: 'report', providerId: 'sid1', status: 'delivered', at: Date.UTC(2026, 0, 2, 3, 4, 9) },
      { kind: 'report', providerId: 'sid1', status: 'failed', reason: { detail: '运营商：关机（UNDELIV）' } },
    ]);
    const reply = { extend: '', mobile: '13800138000', nationcode: '86', sign: 's', text: 'T', time: NOW / 1000 };
    expect(await hear(tencentAccount, keyedPush(tencentAccount, JSON.stringify(reply)))).toMatchObject([
      { kind: 'event', consent: { marketing: false } },
    ]);
  });
});

describe('C9 twilio', () => {
  const status = (MessageStatus: string, more = {}) =>
    twilioForm(twilioAccount, {
      MessageSid: 'SM1',
      MessageStatus,
      SmsStatus: MessageStatus,
      To: '+447700900009',
      From: twilioAccount.number,
      AccountSid: twilioAccount.accountSid,
      ...more,
    });

  test.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['undelivered', 'failed'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
  ])('C9 %s', async (state, expected) => {
    expect(await hear(twilioAccount, status(state, { ErrorCode: '30003' }))).toMatchObject([
      { kind: 'report', providerId: 'SM1', status: expected, address: { peer: '+447700900009' } },
    ]);
  });
  test.each(['queued', 'sending', 'accepted', 'scheduled'])('C9 %s proves nothing and is taken', async (state) => {
    expect(await hear(twilioAccount, status(state))).toEqual([]);
  });
  test('C9 an opt-out told by a report', async () => {
    expect(await hear(twilioAccount, status('failed', { ErrorCode: '21610' }))).toMatchObject([
      { status: 'failed', optedOut: true, reason: { code: 'twilio_21610' } },
    ]);
  });
  const inbound = (more: Record<string, string>) =>
    twilioForm(twilioAccount, {
      MessageSid: 'SM2',
      AccountSid: twilioAccount.accountSid,
      From: '+447700900009',
      To: twilioAccount.number,
      Body: 'hi',
      NumMedia: '0',
      SomethingNew: 'x',
      ...more,
    });
  test('C11 Twilio blocks everything after STOP, and its own word counts', async () => {
    expect(await hear(twilioAccount, inbound({ Body: 'Stop' }))).toMatchObject([
      { event: 'opt_out', consent: { marketing: false, blocksAll: true } },
    ]);
    expect(await hear(twilioAccount, inbound({ Body: 'arrêt', OptOutType: 'STOP' }))).toMatchObject([
      { event: 'opt_out' },
    ]);
    expect(await hear(twilioAccount, inbound({ Body: 'YES', OptOutType: 'START' }))).toMatchObject([
      { event: 'opt_in', consent: { marketing: true, blocksAll: false } },
    ]);
    expect(await hear(twilioAccount, inbound({ Body: 'HELP', OptOutType: 'HELP' }))).toMatchObject([
      { kind: 'message' },
    ]);
  });
  test('C10 pictures come as messages of their own, by the name Twilio has for them', async () => {
    const place = `${twilioAccount.base}/2010-04-01/Accounts/${twilioAccount.accountSid}`;
    const media = {
      NumMedia: '4',
      MediaUrl0: `${place}/Messages/MM2/Media/ME0`,
      MediaContentType0: 'image/jpeg',
      MediaUrl1: `${place}/Messages/MM2/Media/ME1`,
      MediaContentType1: 'application/pdf',
      MediaUrl2: 'http://169.254.169.254/latest/meta-data',
      MediaContentType2: 'image/png',
      MediaUrl3: `${place}/Messages/MM2/Media/../../../../secret`,
      MediaContentType3: 'image/png',
    };
    expect(await hear(twilioAccount, inbound(media))).toMatchObject([
      { key: 'reply:SM2', body: { kind: 'text', text: 'hi' } },
      { key: 'reply:SM2:0', body: { kind: 'image', mediaId: 'Messages/MM2/Media/ME0' } },
      { key: 'reply:SM2:1', body: { kind: 'unsupported', original: '彩信附件 application/pdf' } },
      { key: 'reply:SM2:2', body: { kind: 'unsupported' } },
      { key: 'reply:SM2:3', body: { kind: 'unsupported' } },
    ]);
    expect(await hear(twilioAccount, inbound({ ...media, Body: '' }))).toHaveLength(4);
  });
  test('C13 another account’s sid is refused', async () => {
    expect(await refusal(twilioAccount, inbound({ AccountSid: 'AC9' }))).toBe('wrong_account');
  });
});
