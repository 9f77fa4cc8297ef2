/** 服务提醒: news of a matter, kept in one place for the person; what may be pushed to them and by what; WeChat's one-time subscriptions. */
import * as v from 'valibot';
import { channelName } from './message.ts';

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\w.:-]+$/u));
const short = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120));
const long = v.pipe(v.string(), v.trim(), v.maxLength(600));
const title = v.object({ zh: short, en: short });
const text = v.object({ zh: long, en: long });

/** News of a person's own matters: service templates carry these, and nothing else. */
export const serviceKind = v.picklist(['order', 'logistics', 'refund', 'ticket', 'appointment', 'answer']);
/** What a notice is about; lists and WeChat's templates go by it. `offer`: of a campaign, to who agreed to offers. */
export const noticeKind = v.picklist([...serviceKind.options, 'offer']);
export type ServiceKind = v.InferOutput<typeof serviceKind>;
export type NoticeKind = v.InferOutput<typeof noticeKind>;

export const MOST_FACTS = 6;

/** Where a tap leads: the conversation, at a message where one is named; a ticket; nowhere. */
export const noticeOpens = v.variant('to', [
  v.object({ to: v.literal('line'), message: v.optional(name) }),
  v.object({ to: v.literal('ticket'), ticket: name }),
]);

const noticeContents = {
  kind: noticeKind,
  title,
  text,
  /** Named values, as an order's number or an amount: shown under the words, and put into WeChat's templates by their names. */
  facts: v.pipe(v.array(v.object({ name, label: title, value: short })), v.maxLength(MOST_FACTS)),
  opens: v.nullable(noticeOpens),
};

export const noticeView = v.object({ id: name, at: v.number(), read: v.boolean(), ...noticeContents });
export type NoticeView = v.InferOutput<typeof noticeView>;

/** Newest first; `unread` counts all. */
export const noticesView = v.object({ unread: v.number(), newest: v.array(noticeView) });
export type NoticesView = v.InferOutput<typeof noticesView>;

/** `service`: news of one's own matters. `marketing`: offers. `personal`: either of them fitted to what is known of the person (PIPL 24). */
export const purpose = v.picklist(['service', 'marketing', 'personal']);
export type Purpose = v.InferOutput<typeof purpose>;

/** Channels of which the person decides what comes: those that push to somebody who isn't looking, and the website, where offers stand. */
export const pushChannel = v.picklist(['miniprogram', 'wechat', 'sms', 'phone', 'app', 'web']);

/** `channel` null: wherever it is. */
export const choiceView = v.object({
  purpose,
  channel: v.nullable(channelName),
  given: v.boolean(),
  at: v.number(),
  /** Where and how it was said. */
  evidence: v.string(),
});
export type ChoiceView = v.InferOutput<typeof choiceView>;

/** A template of WeChat that can be asked for, and how it stands with this person: `refusedAt` is remembered, so that nobody nags. */
export const subscriptionView = v.object({
  template: name,
  kind: noticeKind,
  title: v.string(),
  left: v.number(),
  refusedAt: v.nullable(v.number()),
});
export type SubscriptionView = v.InferOutput<typeof subscriptionView>;

/** What the person decided; seen by themselves and by staff. */
export const ownView = v.object({
  choices: v.array(choiceView),
  /** 直接人工: who writes gets a person, no robot. */
  humanFirst: v.boolean(),
  subscriptions: v.array(subscriptionView),
});
export type OwnView = v.InferOutput<typeof ownView>;

/** Answers of wx.requestSubscribeMessage, by template: one accept is one message. */
export const subscribeAnswer = v.picklist(['accept', 'reject', 'ban', 'filter']);

/** What customers do about it, on the stream. */
export const ownActs = [
  v.object({
    act: v.literal('read-notices'),
    /** These, or all there are. */
    notices: v.union([v.literal('all'), v.pipe(v.array(name), v.minLength(1), v.maxLength(50))]),
  }),
  v.object({
    act: v.literal('subscribe'),
    answers: v.pipe(v.array(v.object({ template: name, answer: subscribeAnswer })), v.minLength(1), v.maxLength(5)),
  }),
  v.object({
    act: v.literal('choose'),
    purpose,
    /** Left out: wherever it is. */
    channel: v.optional(pushChannel),
    given: v.boolean(),
  }),
  v.object({ act: v.literal('human-first'), on: v.boolean() }),
] as const;

/** News a company's system gives to one of its users. `key` names it: given twice, it is one notice. */
export const noticeRequest = v.strictObject({
  key: name,
  user: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  ...noticeContents,
  kind: serviceKind,
});
export type NoticeRequest = v.InferOutput<typeof noticeRequest>;

export const noticeAnswer = v.object({ ok: v.literal(true), notice: v.string(), known: v.boolean() });
export const noticesAnswer = v.object({
  ok: v.literal(true),
  notices: v.array(noticeView),
  unread: v.number(),
  more: v.boolean(),
});
