/** 运行与故障 as the dashboard asks for them. */
import * as v from 'valibot';
import { channelName } from '../message.ts';
import { customerNotice } from '../settings/notices.ts';
import { switchedOff } from '../settings/switches.ts';
import { actNames, entryKinds, incidentStates, NOTE_LENGTH, REVIEW_LENGTH } from './incident.ts';
import { checkNames } from './check.ts';

const who = v.object({ id: v.string(), name: v.string() });
const level = v.picklist(['page', 'notice']);

/** One check of one subject: its newest reading, and whether its alarm stands. */
export const row = v.object({
  check: v.picklist(checkNames),
  subject: v.string(),
  value: v.number(),
  at: v.number(),
  stands: v.boolean(),
});
export type Row = v.InferOutput<typeof row>;

export const incidentRow = v.object({
  id: v.string(),
  state: v.picklist(incidentStates),
  level,
  openedAt: v.number(),
  acknowledgedBy: v.nullable(who),
  alarms: v.array(v.object({ key: v.string(), stands: v.boolean() })),
});
export type IncidentRow = v.InferOutput<typeof incidentRow>;

/** What a synthetic customer of an account got last: whether they were taken in, and after how long they were answered (null: not). */
export const probe = v.object({ account: v.string(), taken: v.boolean(), ms: v.nullable(v.number()), at: v.number() });
export type Probe = v.InferOutput<typeof probe>;

const standing = {
  /** When the watch looked last; null: never yet. */
  lookedAt: v.nullable(v.number()),
  signals: v.array(row),
  probes: v.array(probe),
  /** What went well and what failed within a day, as the error budget counts it. */
  budget: v.object({ good: v.number(), bad: v.number() }),
  /** Newest first, at most 100. */
  incidents: v.array(incidentRow),
};
export type Standing = v.InferOutput<v.ObjectSchema<typeof standing, undefined>>;

/** GET /staff/v1/operations — accounts by the names the company gave them. */
export const operationsAnswer = v.object({
  ok: v.literal(true),
  ...standing,
  accounts: v.array(v.object({ id: v.string(), name: v.string(), channel: channelName, sends: v.boolean() })),
  /** What is switched off, and what customers are told. */
  off: v.array(switchedOff),
  notices: v.array(customerNotice),
});
export type Operations = v.InferOutput<typeof operationsAnswer>;

const entry = v.object({
  at: v.number(),
  kind: v.picklist(entryKinds),
  word: v.string(),
  by: v.optional(who),
});

/** GET /staff/v1/operations/incidents/:id */
export const incidentAnswer = v.object({
  ok: v.literal(true),
  incident: v.object({
    ...incidentRow.entries,
    calledAt: v.number(),
    round: v.number(),
    called: v.number(),
    quietSince: v.nullable(v.number()),
    review: v.optional(v.object({ text: v.string(), by: who, at: v.number() })),
    timeline: v.array(entry),
  }),
});

/** POST /staff/v1/operations/incidents/:id — what isn't possible in its state is refused with `wrong_state`. */
export const incidentRequest = v.variant('act', [
  v.strictObject({ act: v.literal('review'), note: v.pipe(v.string(), v.trim(), v.maxLength(REVIEW_LENGTH)) }),
  v.strictObject({
    act: v.picklist(actNames.filter((one) => one !== 'switch' && one !== 'notice' && one !== 'review')),
    note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(NOTE_LENGTH)), ''),
  }),
]);
