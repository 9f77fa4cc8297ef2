/** Quality of service (质检): the record of one encounter, what was found in it, reviews, appeals; and their operations. */
import * as v from 'valibot';
import type { ForgetEncountersCalls } from './erasure.ts';
import { channelName } from './message.ts';
import type { Result } from './refusal.ts';
import { checkName, type CheckName } from './settings/quality.ts';

const who = v.object({ id: v.string(), name: v.string() });
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\w.:-]+$/u));
const ok = v.literal(true);

/** What was found by itself: the check, where, and in what words (a length of time, a word). */
export const finding = v.object({ check: checkName, message: v.optional(v.string()), detail: v.string() });
export type Finding = { check: CheckName; message?: string; detail: string };

/** One encounter an agent served, as the customer's actor tells it once it ended; `version` grows when something came after. */
export const serviceRecord = v.object({
  session: v.string(),
  customer: v.string(),
  name: v.string(),
  number: v.string(),
  agent: who,
  channel: channelName,
  skill: v.string(),
  openedAt: v.number(),
  closedAt: v.number(),
  version: v.number(),
  /** From the wish for a person to the first human word, ms; null: nobody ever answered. */
  firstAnswerMs: v.nullable(v.number()),
  /** The longest a customer waited for a later word, ms. */
  slowestAnswerMs: v.nullable(v.number()),
  /** Words of each side; `assisted`: the agent's that were taken from a published answer. */
  said: v.object({ customer: v.number(), agent: v.number(), assisted: v.number() }),
  rating: v.nullable(v.number()),
  category: v.object({ zh: v.string(), en: v.string() }),
  findings: v.array(finding),
});
export type ServiceRecord = v.InferOutput<typeof serviceRecord>;

/** `none`: nobody needs to look; `due`: somebody shall; then reviewed, appealed against, and decided. */
export const reviewState = v.picklist(['none', 'due', 'reviewed', 'appealed', 'decided']);
export type ReviewState = v.InferOutput<typeof reviewState>;

export const scores = v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)));
export const review = v.object({
  by: who,
  at: v.number(),
  /** Points by item of the sheet, and their sum by the sheet of that day (0 where a fatal item failed). */
  scores,
  total: v.number(),
  comment: v.string(),
});
export const appeal = v.object({ at: v.number(), words: v.string() });
export const decision = v.object({
  by: who,
  at: v.number(),
  words: v.string(),
  total: v.number(),
  changed: v.boolean(),
});

export const inspected = v.object({
  record: serviceRecord,
  state: reviewState,
  /** Why somebody shall look: the share, a new colleague, or a finding. */
  why: v.picklist(['', 'share', 'new', 'finding', 'chosen']),
  review: v.optional(review),
  appeal: v.optional(appeal),
  decision: v.optional(decision),
  /** Grows with each act; an act names the one it saw. */
  revision: v.number(),
});
export type Inspected = v.InferOutput<typeof inspected>;

/** GET /staff/v1/quality?state=&agent=&check=&before= — newest first, pages of 50; agents get their own only. */
export const inspectedList = v.object({ ok, rows: v.array(inspected), next: v.nullable(v.string()) });
/** GET /staff/v1/quality/figures?days= — by agent: encounters, findings by check, reviews and their mean. */
export const qualityFigures = v.object({
  ok,
  agents: v.array(
    v.object({
      agent: who,
      encounters: v.number(),
      said: v.number(),
      assisted: v.number(),
      reviewed: v.number(),
      meanScore: v.nullable(v.number()),
      findings: v.record(v.string(), v.number()),
    }),
  ),
  due: v.number(),
  appealed: v.number(),
});
const words = v.pipe(v.string(), v.trim(), v.maxLength(1000));
/** POST /staff/v1/quality/:session — one act on one encounter. */
export const qualityAct = v.variant('act', [
  v.strictObject({ act: v.literal('choose'), revision: v.number() }),
  v.strictObject({ act: v.literal('review'), revision: v.number(), scores, comment: words }),
  v.strictObject({ act: v.literal('appeal'), revision: v.number(), words: v.pipe(words, v.minLength(1)) }),
  v.strictObject({
    act: v.literal('decide'),
    revision: v.number(),
    words: v.pipe(words, v.minLength(1)),
    /** Other scores; without them the review stands. */
    scores: v.optional(scores),
  }),
]);
export type QualityAct = v.InferOutput<typeof qualityAct>;
export const inspectedAnswer = v.object({ ok, row: inspected });
export const sessionName = name;

export type Inspector = { id: string; name: string; leads: boolean };

export interface QualityCalls extends ForgetEncountersCalls {
  /** Takes an encounter's record; the newest version wins. */
  ended(record: ServiceRecord): Promise<{ ok: true }>;
  list(order: {
    by: Inspector;
    state: ReviewState | null;
    agent: string | null;
    check: CheckName | null;
    before: string | null;
  }): Promise<v.InferOutput<typeof inspectedList>>;
  figures(order: { since: number }): Promise<v.InferOutput<typeof qualityFigures>>;
  act(order: { by: Inspector; session: string; act: QualityAct }): Promise<Result<{ row: Inspected }>>;
}
