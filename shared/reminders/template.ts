/** A reminder's template: its words in both languages with typed variables, and how WeChat's and a carrier's templates are filled by them. */
import * as v from 'valibot';
import { variableType } from './variable.ts';

const id = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,31}$/u, 'lower-case letters, digits and hyphens'));
const label = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40));
const words = (most: number, least = 1) => v.pipe(v.string(), v.trim(), v.minLength(least), v.maxLength(most));
const both = (most: number, least = 1) => v.strictObject({ zh: words(most, least), en: words(most, least) });
const filled = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80));

/** What a reminder may be about. News of one's own matters alone: offers have no template here. */
export const reminderKinds = ['order', 'logistics', 'refund', 'ticket', 'appointment', 'answer'] as const;
export const reminderKind = v.picklist(reminderKinds);
export type ReminderKind = v.InferOutput<typeof reminderKind>;

/** `name` is what the words call it by: `{order}`. */
export const variable = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]{0,23}$/u, 'lower-case letters, digits and underscores')),
  type: variableType,
  zh: label,
  en: label,
});
export type Variable = v.InferOutput<typeof variable>;

/** A template approved in WeChat's console, and what stands under each of its keys (`thing1`): words with `{order}`, `{title}`, `{text}`, `{at}`. */
export const wechatMapping = v.strictObject({
  template: v.pipe(v.string(), v.trim(), v.regex(/^[\w.-]{1,64}$/u, 'the id of a template')),
  values: v.record(v.pipe(v.string(), v.regex(/^[a-z_]+\d+$/u, 'a key like thing1')), filled),
});

/** A template a mainland carrier approved: its code, its text as approved, and what stands for each variable. */
export const smsMapping = v.strictObject({
  template: v.pipe(v.string(), v.trim(), v.regex(/^\w{1,40}$/u, 'the code of a template')),
  text: words(500),
  values: v.record(v.pipe(v.string(), v.maxLength(25)), filled),
});

export const reminder = v.strictObject({
  id,
  on: v.boolean(),
  kind: reminderKind,
  /** How lists call it. */
  zh: label,
  en: label,
  variables: v.pipe(v.array(variable), v.maxLength(6)),
  title: both(60),
  text: both(300, 0),
  /** Null: WeChat tells it by the account's template of its kind. */
  wechat: v.nullable(wechatMapping),
  /** Null: an SMS asks them to come and read it. Abroad it says the notice’s own words. */
  sms: v.nullable(smsMapping),
  /** For who reads English, a carrier's template of its own; absent: they get the other one. */
  smsEnglish: v.optional(smsMapping),
});
export type Reminder = v.InferOutput<typeof reminder>;
export type SmsField = 'sms' | 'smsEnglish';

/** The SMS template for who reads this language; null: an SMS asks them to come and read. */
export function smsOf({ sms, smsEnglish }: Pick<Reminder, SmsField>, language: 'zh' | 'en'): Reminder['sms'] {
  return sms === null || language === 'zh' ? sms : (smsEnglish ?? sms);
}
