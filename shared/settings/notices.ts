/** 客户公告: what customers are told of an incident, once in each new encounter. One notice for each incident. */
import * as v from 'valibot';

const words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300));

export const customerNotice = v.strictObject({
  incident: v.pipe(v.string(), v.maxLength(40)),
  /** The account whose customers are told; empty: everybody. */
  account: v.pipe(v.string(), v.maxLength(64)),
  zh: words,
  en: words,
  by: v.strictObject({ id: v.string(), name: v.string() }),
  since: v.number(),
  /** Said no longer from then on. */
  until: v.number(),
});
export type CustomerNotice = v.InferOutput<typeof customerNotice>;

export const notices = v.strictObject({
  shown: v.pipe(
    v.array(customerNotice),
    v.maxLength(20),
    v.check(
      (given) => new Set(given.map(({ incident }) => incident)).size === given.length,
      'an incident stands twice',
    ),
  ),
});
export type Notices = v.InferOutput<typeof notices>;

export const noNotices: Notices = { shown: [] };

/** What is said at this moment. */
export const noticesNow = ({ shown }: Notices, now: number): CustomerNotice[] =>
  shown.filter(({ until }) => until > now);

/** What customers of this account are told at this moment. */
export const noticesFor = (given: Notices, account: string, now: number): CustomerNotice[] =>
  noticesNow(given, now).filter((one) => one.account === '' || one.account === account);

/** POST /staff/v1/operations/incidents/:id/notice — says it to customers for so many minutes; `shown` false takes it back. */
export const noticeRequest = v.variant('shown', [
  v.strictObject({
    shown: v.literal(true),
    account: v.optional(v.pipe(v.string(), v.maxLength(64)), ''),
    zh: words,
    en: words,
    minutes: v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(1_440)),
  }),
  v.strictObject({ shown: v.literal(false) }),
]);
/** What is said now. */
export const noticeAnswer = v.object({ ok: v.literal(true), notices: v.array(customerNotice) });
