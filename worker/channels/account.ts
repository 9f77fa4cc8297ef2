/** A company's accounts on the channels, as the operator configures them (env `ACCOUNTS`, a JSON list). Holds secrets: never logged. */
import * as v from 'valibot';
import { noticeKind } from '../../shared/notice.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\w.+-]+$/u));
const secret = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const base = v.pipe(v.string(), v.url());
const origins = v.array(v.pipe(v.string(), v.url()));

/** Official account (`official`) or WeChat's in-app customer chat of a mini-program (`mini`); id is the gh_… original id. */
export const wechatAccount = v.object({
  channel: v.literal('wechat'),
  kind: v.picklist(['official', 'mini']),
  id,
  name: v.string(),
  appid: id,
  secret,
  token: v.pipe(v.string(), v.minLength(3), v.maxLength(32)),
  encodingAesKey: v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{43}$/u)),
  mode: v.picklist(['plain', 'compatible', 'encrypted']),
  format: v.picklist(['xml', 'json']),
  /** Name of the open-platform account it is bound to: unionids are one within it. */
  openPlatform: v.optional(id),
  base: v.optional(base, 'https://api.weixin.qq.com'),
});

/** Our own mini-program client: signs in by code2session, follows the stream. */
export const miniprogramAccount = v.object({
  channel: v.literal('miniprogram'),
  /** The appid. */
  id,
  name: v.string(),
  secret,
  openPlatform: v.optional(id),
  base: v.optional(base, 'https://api.weixin.qq.com'),
  /**
   * One-time subscription templates as approved in the console, one or more per kind of notice. `values` says what stands under each
   * key: `{title}`, `{text}`, `{at}`, a notice's fact by its name as `{order}`, or fixed words.
   */
  templates: v.optional(
    v.array(
      v.object({
        id,
        kind: noticeKind,
        title: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
        values: v.record(v.pipe(v.string(), v.regex(/^[a-z_]+\d+$/u)), v.pipe(v.string(), v.maxLength(60))),
      }),
    ),
  ),
  /** Which release of the mini-program a tap opens; the formal one, where none is named. */
  release: v.optional(v.picklist(['developer', 'trial', 'formal'])),
  /** Origins a browser-rendered mini-program may come from (development only); WeChat itself sends none. */
  origins: v.optional(origins, []),
});

/** A website with the widget (`web`) or an APP using the same protocol (`app`). */
export const siteAccount = v.object({
  channel: v.picklist(['web', 'app']),
  id,
  name: v.string(),
  /** Exactly these; an APP has none and sends no Origin. */
  origins,
  /** HS256 key by which the company signs its users in. */
  jwtSecret: secret,
  /** Open platform whose unionids the company may vouch for in its tokens. */
  openPlatform: v.optional(id),
});

const template = v.object({
  code: v.string(),
  /** The approved text with its variables as the carrier writes them. */
  text: v.string(),
});
/** How codes by SMS are sent; without a template an account sends none. */
const codes = {
  /** The approved verification template: `${code}` (Aliyun), `{1}` (Tencent) stands for the code. */
  verify: v.optional(template),
};
/** An SMS that asks somebody to come and read: its text holds the link up to the code, which is its one variable. */
const wayBack = { back: v.optional(template) };
/** What calls staff when something is wrong: one variable (`${content}`, `{1}`) that says which incident. */
const alert = { alert: v.optional(template) };
const smsCommon = {
  channel: v.literal('sms' as const),
  id,
  name: v.string(),
  /** The sender number as receivers see it. */
  number: v.pipe(v.string(), v.regex(/^\+?\d{3,20}$/u)),
  /** Country calling codes this account sends to, e.g. ['86']. First matching account wins. */
  countries: v.array(v.pipe(v.string(), v.regex(/^\d{1,4}$/u))),
  /** So many codes a day, the whole company's, a fifth of them within one hour; 1,000 where none is named. */
  codesADay: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))),
};
export const aliyunAccount = v.object({
  ...smsCommon,
  provider: v.literal('aliyun'),
  keyId: secret,
  keySecret: secret,
  signName: v.string(),
  /** Unguessable word in the hook's address: Aliyun's pushes carry no signature. */
  hookKey: v.pipe(v.string(), v.minLength(16)),
  templates: v.object({ reply: template, ...codes, ...wayBack, ...alert }),
  base: v.optional(base, 'https://dysmsapi.aliyuncs.com'),
});
export const tencentAccount = v.object({
  ...smsCommon,
  provider: v.literal('tencent'),
  keyId: secret,
  keySecret: secret,
  sdkAppId: id,
  region: v.optional(v.string(), 'ap-guangzhou'),
  signName: v.string(),
  hookKey: v.pipe(v.string(), v.minLength(16)),
  templates: v.object({ reply: template, ...codes, ...wayBack, ...alert }),
  base: v.optional(base, 'https://sms.tencentcloudapi.com'),
});
export const twilioAccount = v.object({
  ...smsCommon,
  provider: v.literal('twilio'),
  accountSid: secret,
  authToken: secret,
  base: v.optional(base, 'https://api.twilio.com'),
});
export const smsAccount = v.variant('provider', [aliyunAccount, tencentAccount, twilioAccount]);

const phoneCommon = {
  channel: v.literal('phone' as const),
  id,
  name: v.string(),
  /** The number people ring, as they see it. */
  number: v.pipe(v.string(), v.regex(/^\+?\d{3,20}$/u)),
};
/** Twilio's programmable voice: calls are answered by us. */
export const twilioVoiceAccount = v.object({
  ...phoneCommon,
  provider: v.literal('twilio'),
  accountSid: secret,
  authToken: secret,
  /** Who speaks, by Twilio's names. */
  voices: v.optional(v.object({ zh: v.string(), en: v.string() }), {
    zh: 'Polly.Zhiyu-Neural',
    en: 'Polly.Joanna-Neural',
  }),
  base: v.optional(base, 'https://api.twilio.com'),
});
/** Call centres that answer themselves and tell us of it: Tencent's TCCC (腾讯云联络中心) and Aliyun's CCC (云呼叫中心). */
export const callCentreAccount = v.object({
  ...phoneCommon,
  provider: v.picklist(['tccc', 'aliyun']),
  /** Unguessable word in the hook's address, or the password of HTTP basic: their pushes carry no signature. */
  hookKey: v.pipe(v.string(), v.minLength(16)),
});
export const phoneAccount = v.variant('provider', [twilioVoiceAccount, callCentreAccount]);

export const account = v.union([wechatAccount, miniprogramAccount, siteAccount, smsAccount, phoneAccount]);
export const accounts = v.array(account);

export type WechatAccount = v.InferOutput<typeof wechatAccount>;
export type MiniprogramAccount = v.InferOutput<typeof miniprogramAccount>;
export type SiteAccount = v.InferOutput<typeof siteAccount>;
export type AliyunAccount = v.InferOutput<typeof aliyunAccount>;
export type TencentAccount = v.InferOutput<typeof tencentAccount>;
export type TwilioAccount = v.InferOutput<typeof twilioAccount>;
export type SmsAccount = v.InferOutput<typeof smsAccount>;
export type TwilioVoiceAccount = v.InferOutput<typeof twilioVoiceAccount>;
export type CallCentreAccount = v.InferOutput<typeof callCentreAccount>;
export type PhoneAccount = v.InferOutput<typeof phoneAccount>;
export type Account = v.InferOutput<typeof account>;
