/** 可能是同一人, for staff: who may be the same person, both sides before anybody decides, and what was decided. */
import * as v from 'valibot';
import { endpointView, sessionState } from './line.ts';
import { noticeView, ownView } from './notice.ts';
import { cardView, consentView } from './person.ts';
import { profileView } from './profile/view.ts';

const ok = v.literal(true);
const words = v.object({ zh: v.string(), en: v.string() });
const name = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/u));

/** One of two who may be the same, as staff may see them: addresses and kept values masked as everywhere. */
export const personSide = v.object({
  customer: v.string(),
  name: v.string(),
  userId: v.nullable(v.string()),
  /** First met; of two who become one the earlier stays. */
  since: v.number(),
  addresses: v.array(
    v.object({
      ...v.pick(endpointView, ['channel', 'label', 'window', 'counts', 'blocked']).entries,
      at: v.number(),
    }),
  ),
  /** The open encounter. */
  session: v.nullable(v.object({ number: v.string(), state: sessionState, agent: v.nullable(v.string()) })),
  /** Not closed, newest first. */
  tickets: v.array(v.object({ number: v.string(), title: v.string(), state: words })),
  card: cardView,
  /** What stands now, by purpose and address. */
  consents: v.array(consentView),
  /** What they chose, and WeChat's one-time subscriptions that were ever answered. */
  own: ownView,
  /** The newest few of all that are kept. */
  notices: v.object({
    unread: v.number(),
    kept: v.number(),
    newest: v.array(v.pick(noticeView, ['id', 'title', 'at', 'read'])),
  }),
  /** To come, earliest first. */
  appointments: v.array(v.object({ id: v.string(), what: v.string(), time: v.number() })),
  /** By the settings' rules, as they hold now. */
  profile: v.pick(profileView, ['off', 'tags']),
});
export type PersonSide = v.InferOutput<typeof personSide>;

/** A hint that is open: nobody said yes or no. */
export const alikeHint = v.object({
  other: v.string(),
  name: v.string(),
  why: words,
  times: v.number(),
  at: v.number(),
});
/**
 * What was decided. `waiting`: decided, and the lines are not one yet; `conflict`: they can't become one, for each has an identity of a kind of which
 * a person has one (`contested`); `apart`: taken back.
 */
export const alikeRecord = v.object({
  other: v.string(),
  name: v.string(),
  why: words,
  at: v.number(),
  /** The colleague who decided; null: a proof, or the customer. */
  by: v.nullable(v.string()),
  state: v.picklist(['waiting', 'conflict', 'joined', 'apart']),
  /** A login, a WeChat account, an official account's follower. */
  contested: v.array(v.picklist(['user', 'union', 'openid'])),
  /** The colleague who took them apart (拆分), and when; null: they are not, or nobody wrote it down. */
  apart: v.nullable(v.object({ by: v.string(), at: v.number() })),
});
export type AlikeRecord = v.InferOutput<typeof alikeRecord>;

/** GET /staff/v1/line/:customer/alike */
export const alikeListAnswer = v.object({ ok, hints: v.array(alikeHint), records: v.array(alikeRecord) });
export type AlikeList = v.InferOutput<typeof alikeListAnswer>;

/** GET /staff/v1/line/:customer/alike/:other — nothing is changed by looking. `barred`: they cannot become one, and why. */
export const alikePairAnswer = v.object({
  ok,
  survivor: v.string(),
  sides: v.tuple([personSide, personSide]),
  why: words,
  barred: v.nullable(v.picklist(['two_strong', 'merge_limit'])),
});
export type AlikePair = v.InferOutput<typeof alikePairAnswer>;

/** POST /staff/v1/line/:customer/alike — they are one, they are two, or what was decided is taken back (拆分). */
export const alikeDecision = v.strictObject({ other: name, say: v.picklist(['one', 'two', 'apart']) });
export type AlikeDecision = v.InferOutput<typeof alikeDecision>;
