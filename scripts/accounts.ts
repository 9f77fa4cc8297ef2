/** The demo company's accounts on every channel, with fresh secrets; first start keeps them, tests make their own. */
import { randomBytes } from 'node:crypto';

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** So many random letters and digits (about 5.95 bits each). */
export function randomWord(length: number): string {
  let word = '';
  while (word.length < length) {
    for (const byte of randomBytes(length * 2)) {
      if (byte < 248 && word.length < length) word += ALPHANUMERIC.charAt(byte % 62);
    }
  }
  return word;
}

/** The demo mini-program's appid: a name, not a secret, and built into the program. */
export const DEMO_APPID = 'wx0fd1a6e5c0de1a2b';

const hex = (length: number) => randomBytes(length / 2).toString('hex');

/** One-time subscription templates as the demo company got them approved: ids are names, not secrets. */
const demoTemplates = [
  {
    id: 'tmpl-ticket-progress-0001',
    kind: 'ticket',
    title: '工单进度提醒',
    values: { character_string1: '{number}', phrase2: '{state}', thing3: '{title}', time4: '{at}' },
  },
  {
    id: 'tmpl-logistics-update-0001',
    kind: 'logistics',
    title: '物流更新通知',
    values: { character_string1: '{order}', thing2: '{title}', time3: '{at}' },
  },
  {
    id: 'tmpl-refund-progress-0001',
    kind: 'refund',
    title: '退款进度通知',
    values: { character_string1: '{order}', amount2: '{amount}', thing3: '{title}', time4: '{at}' },
  },
  {
    id: 'tmpl-answer-0001',
    kind: 'answer',
    title: '客服回复提醒',
    values: { thing1: '{title}', thing2: '{text}', time3: '{at}' },
  },
  {
    id: 'tmpl-offer-0001',
    kind: 'offer',
    title: '优惠活动通知',
    values: { thing1: '{title}', thing2: '{text}', time3: '{at}' },
  },
];

/** One account of every channel and mode; `publicUrl` is the gateway, `world` where the simulated platforms answer. */
export function demoAccounts(publicUrl: string, world: string) {
  const openPlatform = 'yixian-open';
  const official = (id: string, name: string, mode: 'encrypted' | 'plain') => ({
    channel: 'wechat',
    kind: 'official',
    id,
    name,
    appid: `wx${hex(16)}`,
    secret: hex(32),
    token: randomWord(24),
    encodingAesKey: randomWord(43),
    mode,
    format: 'xml',
    openPlatform,
    base: `${world}/sandbox/wechat`,
  });
  const appid = DEMO_APPID;
  const miniSecret = hex(32);
  return [
    official('gh_yixian_shop', '一线优选', 'encrypted'),
    official('gh_yixian_plain', '一线生活', 'plain'),
    {
      ...official('gh_yixian_mini', '一线优选小程序', 'encrypted'),
      kind: 'mini',
      format: 'json',
      appid,
      secret: miniSecret,
    },
    {
      channel: 'miniprogram',
      id: appid,
      name: '一线优选小程序',
      secret: miniSecret,
      openPlatform,
      base: `${world}/sandbox/wechat`,
      origins: [publicUrl],
      templates: demoTemplates,
    },
    {
      channel: 'web',
      id: 'shop',
      name: '一线优选商城',
      origins: [publicUrl],
      jwtSecret: randomWord(48),
      openPlatform,
    },
    { channel: 'app', id: 'app', name: '一线优选 APP', origins: [], jwtSecret: randomWord(48), openPlatform },
    {
      channel: 'sms',
      provider: 'aliyun',
      id: 'aliyun-1069',
      name: '阿里云短信',
      number: '10690001',
      countries: ['86'],
      keyId: `LTAI${randomWord(20)}`,
      keySecret: randomWord(30),
      signName: '一线优选',
      hookKey: randomWord(32),
      templates: {
        reply: { code: 'SMS_1000001', text: '您好，${content} 回复本短信可继续咨询' },
        verify: {
          ...{ code: 'SMS_1000002', type: 'verification' },
          text: '您的验证码为${code}，5分钟内有效。如非本人操作请忽略，请勿告诉他人。',
        },
        offer: {
          code: 'SMS_1000004',
          type: 'marketing',
          text: '老朋友专享，母婴用品满 300 减 50，到 11 月 30 日。拒收请回复R',
        },
        back: { code: 'SMS_1000003', text: `您有新的客服回复，点此查看并继续：${publicUrl}/c/\${code}` },
        alert: { code: 'SMS_1000021', text: '系统故障${content}，请尽快登录处理。' },
        // What reminders say themselves; their mapping stands in 设置 → 提醒模板.
        shipped: { code: 'SMS_1000011', text: '您的订单${order}已由${carrier}发出，运单号${parcel}。' },
        refunded: { code: 'SMS_1000012', text: '您的订单${order}已退款${amount}，原路退回。' },
        appointment: { code: 'SMS_1000013', text: '您预约的${what}将于${time}开始，请准时到场。' },
      },
      base: `${world}/sandbox/aliyun`,
    },
    {
      channel: 'sms',
      provider: 'tencent',
      id: 'tencent-1069',
      name: '腾讯云短信',
      number: '10690002',
      countries: ['86'],
      keyId: `AKID${randomWord(32)}`,
      keySecret: randomWord(32),
      sdkAppId: '1400000001',
      region: 'ap-guangzhou',
      signName: '一线优选',
      hookKey: randomWord(32),
      templates: {
        reply: { code: '2000001', text: '您好，{1} 回复本短信可继续咨询' },
        verify: {
          ...{ code: '2000002', type: 'verification' },
          text: '您的验证码为{1}，5分钟内有效。如非本人操作请忽略，请勿告诉他人。',
        },
        offer: {
          code: '2000004',
          type: 'marketing',
          text: '老朋友专享，母婴用品满 300 减 50，到 11 月 30 日。拒收请回复R',
        },
        alert: { code: '2000021', text: '系统故障{1}，请尽快登录处理。' },
        back: { code: '2000003', text: `您有新的客服回复，点此查看并继续：${publicUrl}/c/{1}` },
      },
      base: `${world}/sandbox/tencent`,
    },
    {
      channel: 'sms',
      provider: 'twilio',
      id: 'twilio-uk',
      name: 'Twilio',
      number: '+447700900001',
      countries: ['44', '1'],
      accountSid: `AC${hex(32)}`,
      authToken: hex(32),
      base: `${world}/sandbox/twilio`,
    },
    {
      channel: 'phone',
      provider: 'twilio',
      id: 'hotline',
      name: '一线优选客服热线',
      number: '+442079460018',
      accountSid: `AC${hex(32)}`,
      authToken: hex(32),
      base: `${world}/sandbox/twilio`,
    },
    {
      channel: 'phone',
      provider: 'tccc',
      id: 'tccc',
      name: '腾讯云联络中心',
      number: '075500000001',
      hookKey: randomWord(32),
    },
  ];
}
