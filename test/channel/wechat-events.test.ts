import { describe, expect, test } from 'vitest';
import type { Heard } from '../../shared/actors.ts';
import type { WechatAccount } from '../../worker/channels/account.ts';
import { read } from '../../worker/channels/wechat/read.ts';
import { type Fields, NOW, OPENID, wechatAccount, wechatSays } from './platforms.ts';

const official = wechatAccount('official', 'plain', 'xml');
const mini = wechatAccount('mini', 'plain', 'json');

async function hear(account: WechatAccount, fields: Fields): Promise<Heard[]> {
  const got = await read(wechatSays(account, fields), account, NOW);
  if (!got.ok) throw new Error(`${got.code}: ${got.detail}`);
  return got.heard;
}

async function one(account: WechatAccount, fields: Fields): Promise<Heard> {
  const heard = await hear(account, fields);
  expect(heard).toHaveLength(1);
  const [first] = heard;
  if (!first) throw new Error('nothing heard');
  return first;
}

describe('C3 kinds of message', () => {
  const kinds: [string, Fields, object][] = [
    ['a text', { MsgType: 'text', Content: '你好' }, { kind: 'text', text: '你好' }],
    [
      'a tap in a menu',
      { MsgType: 'text', Content: '转人工', bizmsgmenuid: 'human' },
      { kind: 'text', text: '转人工', option: 'human' },
    ],
    [
      'an image',
      { MsgType: 'image', PicUrl: 'http://mmbiz.qpic.cn/a', MediaId: 'm1' },
      { kind: 'image', url: 'http://mmbiz.qpic.cn/a', mediaId: 'm1' },
    ],
    [
      'an image with a strange address',
      { MsgType: 'image', PicUrl: 'javascript:alert(1)', MediaId: 'm1' },
      { kind: 'image', mediaId: 'm1' },
    ],
    [
      'a voice',
      { MsgType: 'voice', MediaId: 'm2', Format: 'amr', Recognition: '我要退货' },
      { kind: 'voice', mediaId: 'm2', transcript: '我要退货' },
    ],
    ['a video', { MsgType: 'video', MediaId: 'm3', ThumbMediaId: 't' }, { kind: 'video', mediaId: 'm3' }],
    ['a short video', { MsgType: 'shortvideo', MediaId: 'm4', ThumbMediaId: 't' }, { kind: 'video', mediaId: 'm4' }],
    [
      'a place',
      { MsgType: 'location', Location_X: '31.2304', Location_Y: '121.4737', Scale: '16', Label: '人民大道' },
      { kind: 'location', latitude: 31.2304, longitude: 121.4737, label: '人民大道' },
    ],
    [
      'a link',
      { MsgType: 'link', Title: '文章', Description: '说明', Url: 'https://mp.weixin.qq.com/s/1' },
      { kind: 'link', title: '文章', description: '说明', url: 'https://mp.weixin.qq.com/s/1' },
    ],
    [
      'a card of a mini-program',
      { MsgType: 'miniprogrampage', Title: '订单', AppId: 'wx1', PagePath: 'p', ThumbUrl: 'u', ThumbMediaId: 't' },
      { kind: 'unsupported', original: '小程序卡片 订单' },
    ],
    ['a kind of tomorrow', { MsgType: 'hologram', Ray: '7' }, { kind: 'unsupported', original: 'hologram' }],
  ];
  test.each(kinds)('C3 %s', async (_, fields, body) => {
    for (const account of [official, mini]) {
      const heard = await one(account, { ...fields, MsgId: '6054768590064713728' });
      expect(heard).toMatchObject({
        kind: 'message',
        key: 'message:6054768590064713728',
        body,
        at: NOW - (NOW % 1000),
      });
    }
  });
});

describe('C3 events', () => {
  const event = (name: string, more: Fields = {}): Fields => ({ MsgType: 'event', Event: name, ...more });
  const MINUTE = 60_000;
  const cases: [string, WechatAccount, Fields, object][] = [
    [
      'subscribe',
      official,
      event('subscribe'),
      { greet: true, text: '关注了公众号', window: { left: 3, endsAt: NOW + MINUTE } },
    ],
    [
      'subscribe by code',
      official,
      event('subscribe', { EventKey: 'qrscene_88', Ticket: 't' }),
      { greet: true, text: '扫码关注了公众号（88）' },
    ],
    ['unsubscribe', official, event('unsubscribe'), { gone: true, window: undefined }],
    [
      'SCAN',
      official,
      event('SCAN', { EventKey: '88', Ticket: 't' }),
      { text: '扫描了二维码（88）', window: { left: 3 } },
    ],
    [
      'LOCATION',
      official,
      event('LOCATION', { Latitude: '1', Longitude: '2', Precision: '3' }),
      { text: '上报了位置', window: undefined },
    ],
    ['CLICK', official, event('CLICK', { EventKey: 'orders' }), { text: '点击了菜单（orders）', window: { left: 3 } }],
    [
      'VIEW',
      official,
      event('VIEW', { EventKey: 'https://a', MenuId: '1' }),
      { text: '打开了菜单里的网页', window: undefined },
    ],
    [
      'view_miniprogram',
      official,
      event('view_miniprogram', { EventKey: 'p', MenuId: '1' }),
      { text: '从菜单打开了小程序' },
    ],
    [
      'scancode_push',
      official,
      event('scancode_push', { EventKey: 'k', ScanCodeInfo: { ScanType: 'qrcode', ScanResult: '9' } }),
      { text: '用菜单扫了码（9）', window: { left: 3 } },
    ],
    [
      'scancode_waitmsg',
      official,
      event('scancode_waitmsg', { EventKey: 'k', ScanCodeInfo: { ScanType: 'qrcode', ScanResult: '9' } }),
      { window: { left: 3 } },
    ],
    [
      'pic_weixin',
      official,
      event('pic_weixin', { EventKey: 'k', SendPicsInfo: { Count: '1', PicList: { item: { PicMd5Sum: 'a' } } } }),
      { text: '用菜单从相册发了照片' },
    ],
    [
      'location_select',
      official,
      event('location_select', {
        EventKey: 'k',
        SendLocationInfo: { Location_X: '1', Location_Y: '2', Label: '外滩' },
      }),
      { text: '用菜单发了位置（外滩）' },
    ],
    ['kf_create_session', official, event('kf_create_session', { KfAccount: 'a@b' }), { text: '接入了微信客服工具' }],
    [
      'user_enter_tempsession',
      mini,
      event('user_enter_tempsession', { SessionFrom: 's' }),
      { greet: true, window: { left: 2, endsAt: NOW + MINUTE } },
    ],
    [
      'an event of tomorrow',
      official,
      event('telepathy', { EventKey: 'k' }),
      { event: 'telepathy', text: undefined, window: undefined },
    ],
  ];
  test.each(cases)('C3 %s', async (_, account, fields, expected) => {
    const heard = await one(account, fields);
    expect(heard).toMatchObject({ kind: 'event', address: { channel: 'wechat', account: account.id, peer: OPENID } });
    expect({ text: undefined, window: undefined, ...heard }).toMatchObject(expected);
    expect(heard.key).toContain(`event:${OPENID}:`);
  });

  test('C3 two events of one second have two names, the same event has one', async () => {
    const first = await one(official, event('CLICK', { EventKey: 'a' }));
    const second = await one(official, event('CLICK', { EventKey: 'b' }));
    const third = await one(official, event('VIEW', { EventKey: 'a', MenuId: '1' }));
    expect(new Set([first.key, second.key, third.key]).size).toBe(3);
    expect((await one(official, event('CLICK', { EventKey: 'a' }))).key).toBe(first.key);
  });

  test('C3 choices about reminders, one or several, in XML and in JSON', async () => {
    const choice = (id: string, status: string): Fields => ({
      TemplateId: id,
      SubscribeStatusString: status,
      PopupScene: '0',
    });
    const two = [choice('t1', 'accept'), choice('t2', 'reject')];
    for (const list of [two, two.slice(0, 1)]) {
      const xml = await hear(official, event('subscribe_msg_popup_event', { SubscribeMsgPopupEvent: { List: list } }));
      const json = await hear(mini, event('subscribe_msg_popup_event', { List: list }));
      for (const heard of [xml, json]) {
        expect(heard).toHaveLength(list.length);
        expect(heard[0]).toMatchObject({ kind: 'event', text: '允许了服务提醒（t1）' });
        expect(new Set(heard.map((each) => each.key)).size).toBe(list.length);
      }
    }
    const change = await hear(
      official,
      event('subscribe_msg_change_event', { SubscribeMsgChangeEvent: { List: [choice('t1', 'reject')] } }),
    );
    expect(change).toMatchObject([{ event: 'subscribe_msg_change_event', text: '拒绝了服务提醒（t1）' }]);
  });

  test('C9 what became of a template message or a reminder is a report by its 64-bit id', async () => {
    const id = '2003487692450193409';
    expect(await one(official, event('TEMPLATESENDJOBFINISH', { MsgID: id, Status: 'success' }))).toMatchObject({
      kind: 'report',
      providerId: id,
      status: 'delivered',
    });
    expect(
      await one(official, event('TEMPLATESENDJOBFINISH', { MsgID: id, Status: 'failed:user block' })),
    ).toMatchObject({
      status: 'failed',
      reason: { detail: '微信：failed:user block' },
    });
    const sent = (code: string): Fields => ({
      TemplateId: 't',
      MsgID: id,
      ErrorCode: code,
      ErrorStatus: code === '0' ? 'success' : 'failed',
    });
    expect(await hear(mini, event('subscribe_msg_sent_event', { List: [sent('0'), sent('1')] }))).toMatchObject([
      { kind: 'report', providerId: id, status: 'sent' },
      { kind: 'report', providerId: id, status: 'failed' },
    ]);
  });

  test('C3 news about no person is taken and heard by nobody', async () => {
    expect(
      await hear(official, event('MASSSENDJOBFINISH', { MsgID: '1', Status: 'send success', TotalCount: '1' })),
    ).toEqual([]);
  });
});
