/** Facts of ended encounters, as the customers tell them, and the reports counted from them. All of it can be told anew. */
import * as v from 'valibot';
import type { ForgetEncountersCalls } from './erasure.ts';
import { figureName, figures, toldBeside, wholeOnly, type FigureName, type ReportTally } from './figures.ts';
import { channelName } from './message.ts';
import { isDate } from './zone.ts';

const who = v.object({ id: v.string(), name: v.string() });
const ok = v.literal(true);
const words = { zh: v.string(), en: v.string() };

/** Days one report spans at most. */
export const REPORT_DAYS = 92;
export const REPORT_PAGE = 40;

/** One agent's part in an encounter; times in ms. */
export const encounterPart = v.object({
  agent: who,
  /** How long they had it. */
  heldMs: v.number(),
  /** From when they got it to their first word; null: they never said one. */
  firstMs: v.nullable(v.number()),
  /** Their answers, and how long the customer waited for them while they had it. */
  answers: v.number(),
  answerMs: v.number(),
  /** They gave it on to a colleague or a group. */
  gave: v.boolean(),
  /** The same lengths counted in business hours alone. Facts told before that lack them. */
  open: v.optional(v.object({ heldMs: v.number(), firstMs: v.nullable(v.number()), answerMs: v.number() })),
});

/** One ended encounter as facts: made by a pure function from the line, newest revision wins. Times in ms. */
export const encounter = v.object({
  session: v.string(),
  customer: v.string(),
  number: v.string(),
  /** Of the line when it was told. */
  revision: v.number(),
  openedAt: v.number(),
  closedAt: v.number(),
  channel: channelName,
  /** 技能组 the desk had it in last; empty: none. */
  group: v.string(),
  reason: v.string(),
  said: v.object({ customer: v.number(), robot: v.number(), agent: v.number() }),
  /** From the customer's first word to the robot's first after it. */
  robotFirstMs: v.nullable(v.number()),
  /** When it first went to the people, and when somebody first had it. */
  wishedAt: v.nullable(v.number()),
  takenAt: v.nullable(v.number()),
  /** A message was left (留言). */
  left: v.boolean(),
  /** From going to the people to the first human word. */
  firstMs: v.nullable(v.number()),
  answers: v.number(),
  answerMs: v.number(),
  /** Times it was given on from one agent to another. */
  transfers: v.number(),
  asked: v.boolean(),
  rating: v.nullable(v.number()),
  solved: v.nullable(v.boolean()),
  /** They complained: it went to people for that, or was summed up as a complaint. Facts told before it was counted lack it. */
  complained: v.optional(v.boolean()),
  /** The same lengths in business hours alone; `lengthMs`: from the first taking to the end. Facts told before that lack them, as all below. */
  open: v.optional(
    v.object({ firstMs: v.nullable(v.number()), answerMs: v.number(), lengthMs: v.nullable(v.number()) }),
  ),
  /** How soon a person's first word was promised (服务等级). */
  targetMs: v.optional(v.number()),
  /** The robot's answers from an entry, those the customer called wrong, and questions it had no entry for. */
  robot: v.optional(v.object({ entries: v.number(), wrong: v.number(), missed: v.number() })),
  /** 会员等级 as a tier: 0 everybody. */
  tier: v.optional(v.number()),
  /** 网站 it came by; empty: by no site. */
  site: v.optional(v.string()),
  /** 问题分类 of the summary, and its path in words; empty: none was written. */
  topic: v.optional(v.object({ id: v.string(), ...words })),
  /** The customer came back within seven days, about the same as far as that is known. */
  again: v.boolean(),
  /** Who had it last; empty: nobody. */
  last: v.string(),
  parts: v.array(encounterPart),
});
export type Encounter = v.InferOutput<typeof encounter>;
export type EncounterPart = v.InferOutput<typeof encounterPart>;

const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/u, 'a day as 2026-11-25'), v.check(isDate, 'no such day'));
const name = v.pipe(v.string(), v.maxLength(64), v.regex(/^[\w.:-]+$/u));
/** What an encounter as a whole is told apart by, beside group and channel; the value of each stands in `axisOf`. */
export const axes = ['hour', 'reason', 'topic', 'site', 'tier'] as const;
export type Axis = (typeof axes)[number];
export const reportBy = v.picklist(['day', 'agent', 'group', 'channel', ...axes]);
export type ReportBy = v.InferOutput<typeof reportBy>;
/** Whether a report tells a figure by this: an agent's day is no part of an hour or a topic, time on duty of no group, a ticket of no channel. */
export function isToldBy(name: FigureName, by: ReportBy): boolean {
  if (by === 'day') return true;
  if (by === 'agent') return !wholeOnly.has(name);
  const isAxis = axes.some((axis) => axis === by);
  if (name === 'perDay') return !isAxis;
  return !toldBeside.some((one) => one === name) || (by === 'group' && name !== 'occupied');
}
/** Which encounters a report counts: days of their beginning, both included (Asia/Shanghai). */
export const reportRange = v.object({
  from: day,
  to: day,
  agent: v.optional(name),
  group: v.optional(v.pipe(v.string(), v.maxLength(40), v.regex(/^(?:-|[a-z0-9][a-z0-9-]*)$/u))),
  channel: v.optional(channelName),
  /** The hour in which it began (00 to 23). Of these, `-` asks for those without. */
  hour: v.optional(v.pipe(v.string(), v.regex(/^(?:[01]\d|2[0-3])$/u))),
  reason: v.optional(v.pipe(v.string(), v.regex(/^(?:-|[a-z_]{1,40})$/u))),
  topic: v.optional(v.pipe(v.string(), v.regex(/^(?:-|[a-z0-9][a-z0-9-]{0,39})$/u))),
  site: v.optional(v.pipe(v.string(), v.regex(/^(?:-|[\w.:-]{1,64})$/u))),
  tier: v.optional(v.pipe(v.string(), v.regex(/^[\d-]$/u))),
});
export type ReportRange = v.InferOutput<typeof reportRange>;

/** Missed offers and time in each duty state (ms), as the desk counted them. */
export const dutyFigures = v.object({ missed: v.number(), states: v.record(v.string(), v.number()) });
/** GET /staff/v1/reports?from=&to=&by=&agent=&group=&channel=&hour=&reason=&topic=&site=&tier= — `days` has a row for every day, `rows` one for each of what was asked `by`. */
export const reportAnswer = v.object({
  ok,
  from: v.string(),
  to: v.string(),
  whole: figures,
  days: v.array(v.object({ day: v.string(), figures })),
  rows: v.array(v.object({ id: v.string(), ...words, figures, duty: v.optional(dutyFigures) })),
});
export type Report = v.InferOutput<typeof reportAnswer>;

/** One encounter behind a figure, or one ticket (`ticket`: its id; it has no channel); `value` is what it gave to it (ms, a score, 1 or 0). */
export const behindRow = v.object({
  ...{ session: v.string(), customer: v.string(), number: v.string(), channel: v.optional(channelName) },
  ...{ openedAt: v.number(), agent: v.string(), value: v.number(), ticket: v.optional(v.string()) },
});
export type BehindRow = v.InferOutput<typeof behindRow>;
/** GET /staff/v1/reports/encounters?figure=&… — newest first, pages of 40. */
export const behindAnswer = v.object({ ok, rows: v.array(behindRow), next: v.nullable(v.string()) });

/** What is counted: whole encounters, or (`parts`) what agents did in them. */
export type Counted = ReportRange & { parts: boolean };

/** The name of a month's ledger; `run`: of a rebuilding beside the live one. */
export const ledgerOf = (month: string, run?: string): string => (run === undefined ? month : `again:${run}:${month}`);

/** POST /operator/v1/insight/rebuild — a page of the persons of one bucket tell their facts to the ledgers of a run, beside the live ones. */
export const rebuildRequest = v.strictObject({
  run: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/u)),
  bucket: v.pipe(v.string(), v.regex(/^[0-9a-f]{2}$/u)),
  after: v.optional(v.pipe(v.string(), v.maxLength(64)), ''),
});
export const rebuildAnswer = v.object({ ok, told: v.number(), next: v.nullable(v.string()) });
/** POST /operator/v1/insight/compare — one month of a run against the live one; the run's is emptied afterwards. */
export const compareRequest = v.strictObject({
  run: rebuildRequest.entries.run,
  month: v.pipe(v.string(), v.regex(/^\d{4}-(?:0[1-9]|1[0-2])$/u)),
});
/** What differs of one encounter: told only, live only, or which facts. */
export const factDifference = v.object({
  session: v.string(),
  what: v.picklist(['missing', 'untold', 'differs']),
  facts: v.array(v.string()),
});
/** `erased`: of people who are gone, as nobody tells them again. `figures`: all figures of the month are the same to the last one. */
export const compareAnswer = v.object({
  ok,
  encounters: v.number(),
  erased: v.number(),
  figures: v.boolean(),
  differences: v.array(factDifference),
  /** Differences in all; the list ends early. */
  differing: v.number(),
});
export type Comparison = Omit<v.InferOutput<typeof compareAnswer>, 'ok'>;

export interface LedgerCalls extends ForgetEncountersCalls {
  /** Takes facts of encounters; the newest revision of each stands. */
  tell(encounters: Encounter[]): Promise<{ ok: true }>;
  count(order: { range: Counted; by: ReportBy }): Promise<ReportTally>;
  /** Facts in the order of their sessions. */
  facts(order: { after: string; limit: number }): Promise<Encounter[]>;
  /** Nothing of it is left: a ledger that stood beside a live one has done its work. */
  empty(): Promise<void>;
  behind(order: {
    range: Counted;
    figure: v.InferOutput<typeof figureName>;
    after: string | null;
    limit: number;
  }): Promise<{ rows: BehindRow[]; next: string | null }>;
}
