/** The table of receipts in docs/reach.md, row by row, against what the channels read. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Account } from '../../worker/channels/account.ts';
import type { Incoming } from '../../worker/channels/channel.ts';
import { channelFor } from '../../worker/channels/registry.ts';
import {
  aliyunAccount,
  keyedPush,
  NOW,
  OPENID,
  tencentAccount,
  twilioAccount,
  twilioForm,
  wechatAccount,
  wechatSays,
} from '../channel/platforms.ts';

type Row = { carrier: string; field: string; word: string; here: string };

const rows: Row[] = [
  ...readFileSync(new URL('../../docs/reach.md', import.meta.url), 'utf8').matchAll(
    /^\| (Aliyun|Tencent|Twilio|WeChat) +\| `(\w+)` `([^`]+)` +\| (\w+) +\|$/gmu,
  ),
].map(([, carrier = '', field = '', word = '', here = '']) => ({ carrier, field, word, here }));

const official = wechatAccount('official', 'plain', 'xml');
const mini = wechatAccount('mini', 'plain', 'json');

/** The push a carrier makes of it, in its own form. */
function pushOf({ carrier, field, word }: Row): { account: Account; push: Incoming } {
  switch (carrier) {
    case 'Aliyun': {
      const receipt = { phone_number: '13800138000', success: word === 'true', err_code: 'X', biz_id: 'b1' };
      return { account: aliyunAccount, push: keyedPush(aliyunAccount, JSON.stringify([receipt]), 'report') };
    }
    case 'Tencent': {
      const receipt = { nationcode: '86', mobile: '13800138000', report_status: word, errmsg: 'X', sid: 's1' };
      return { account: tencentAccount, push: keyedPush(tencentAccount, JSON.stringify([receipt])) };
    }
    case 'Twilio': {
      const form = { MessageSid: 'SM1', MessageStatus: word, To: '+447700900009', From: twilioAccount.number };
      return { account: twilioAccount, push: twilioForm(twilioAccount, form) };
    }
    default: {
      const head = { FromUserName: OPENID, MsgType: 'event', Event: field };
      if (field === 'TEMPLATESENDJOBFINISH')
        return { account: official, push: wechatSays(official, { ...head, MsgID: '9', Status: word }) };
      const List = [{ TemplateId: 't', MsgID: '9', ErrorCode: word, ErrorStatus: word }];
      return { account: mini, push: wechatSays(mini, { ...head, List }) };
    }
  }
}

test('C27 the table names every carrier', () => {
  expect(rows.length).toBeGreaterThanOrEqual(20);
  expect(new Set(rows.map((row) => row.carrier))).toEqual(new Set(['Aliyun', 'Tencent', 'Twilio', 'WeChat']));
});

test.each(rows)('C27 $carrier: $field $word is $here', async (row) => {
  const { account, push } = pushOf(row);
  const read = await channelFor(account)?.read(push, NOW);
  if (!read?.ok) throw new Error(read ? `${read.code}: ${read.detail}` : 'no channel');
  const told = read.heard.map((one) => (one.kind === 'report' ? one.status : one.kind));
  expect(told).toEqual(row.here === 'nothing' ? [] : [row.here]);
  for (const one of read.heard) {
    if (one.kind === 'report' && one.status === 'failed') expect(one.reason?.detail).not.toBe('');
  }
});
