/** What the knowledge screens ask of the gateway and get: /staff/v1/knowledge/…; every answer carries `ok: true`, every refusal is refusal.ts. */
import * as v from 'valibot';
import { flow } from './flow.ts';
import {
  categoryPath,
  entry,
  entryState,
  evaluationQuestion,
  identifier,
  language,
  questionFate,
  synonyms,
} from './knowledge.ts';
import { body, channelName } from './message.ts';

const ok = v.literal(true);
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const words = (limit: number) => v.pipe(v.string(), v.maxLength(limit));
const moment = count;
const who = v.object({ id: v.string(), name: v.string() });

/** One line of the list of entries or flows. */
export const knowledgeRow = v.object({
  id: identifier,
  kind: v.picklist(['entry', 'flow']),
  question: v.string(),
  category: v.string(),
  /** Of the newest revision; `published` tells whether an older or this one is live. */
  state: entryState,
  published: v.boolean(),
  revision: count,
  similar: count,
  languages: v.array(language),
  updatedAt: moment,
  updatedBy: who,
  validUntil: v.optional(moment),
});
export type KnowledgeRow = v.InferOutput<typeof knowledgeRow>;

/** GET /staff/v1/knowledge — what stands where. */
export const overviewAnswer = v.object({
  ok,
  /** The live snapshot's version; the word every answer of the robot names. */
  version: v.string(),
  publishedAt: v.nullable(moment),
  publishedBy: v.nullable(who),
  entries: v.record(entryState, count),
  flows: v.record(entryState, count),
  questions: count,
  categories: v.array(v.object({ path: categoryPath, zh: v.string(), en: v.string(), entries: count })),
  unknown: count,
  /** A second person must approve before publishing. */
  twoPersonReview: v.boolean(),
  top: v.array(identifier),
  /** What this member may do. */
  may: v.object({ edit: v.boolean(), approve: v.boolean(), publish: v.boolean() }),
});
/** POST /staff/v1/knowledge/settings */
export const settingsRequest = v.strictObject({
  twoPersonReview: v.optional(v.boolean()),
  top: v.optional(v.pipe(v.array(identifier), v.maxLength(6))),
  categories: v.optional(
    v.pipe(v.array(v.object({ path: categoryPath, zh: words(40), en: words(40) })), v.maxLength(500)),
  ),
});

/** GET /staff/v1/knowledge/entries?kind=&category=&state=&search=&after= — pages of 50. */
export const rowsAnswer = v.object({ ok, rows: v.array(knowledgeRow), next: v.nullable(v.string()), total: count });

export const revisionView = v.object({
  revision: count,
  state: entryState,
  at: moment,
  by: who,
  note: v.string(),
  /** Names of the fields that differ from the revision before. */
  changed: v.array(v.string()),
  /** The published version it first went live with. */
  version: v.nullable(v.string()),
});
/** GET /staff/v1/knowledge/entries/:id — the newest revision, the live one, and the whole history. */
export const entryAnswer = v.object({
  ok,
  entry,
  state: entryState,
  revision: count,
  live: v.nullable(v.object({ revision: count, entry })),
  history: v.array(revisionView),
});
/** GET /staff/v1/knowledge/flows/:id */
export const flowAnswer = v.object({
  ok,
  flow,
  state: entryState,
  revision: count,
  live: v.nullable(v.object({ revision: count, flow })),
  history: v.array(revisionView),
});
/** POST /staff/v1/knowledge/entries (new or changed). `base` is the revision it was written on: another one there is `stale`. */
export const saveEntryRequest = v.strictObject({ entry, base: v.nullable(count), note: v.optional(words(200)) });
export const saveFlowRequest = v.strictObject({ flow, base: v.nullable(count), note: v.optional(words(200)) });
export const savedAnswer = v.object({ ok, revision: count, state: entryState });
/** POST /staff/v1/knowledge/move — `approved` is what review gives; who wrote it may not approve it under two-person review. */
export const moveRequest = v.strictObject({
  kind: v.picklist(['entry', 'flow']),
  id: identifier,
  base: count,
  to: v.picklist(['in-review', 'draft', 'published', 'retired']),
  note: v.optional(words(200)),
});
/** GET /staff/v1/knowledge/entries/:id/revisions/:revision */
export const revisionAnswer = v.object({
  ok,
  revision: revisionView,
  entry: v.optional(entry),
  flow: v.optional(flow),
});

/** POST /staff/v1/knowledge/impact — what publishing these would change, by the evaluation set. */
export const impactRequest = v.strictObject({
  items: v.pipe(v.array(v.object({ kind: v.picklist(['entry', 'flow']), id: identifier })), v.maxLength(500)),
});
const verdict = v.object({
  outcome: v.picklist(['answer', 'offer', 'none']),
  entry: v.nullable(v.string()),
  confidence: v.number(),
});
/** Answered right, the right entry among the offers, answered wrong, and the rest. */
const score = v.object({ right: v.number(), offered: v.number(), wrong: v.number(), silent: v.number() });
export const impactAnswer = v.object({
  ok,
  questions: count,
  /** Shares of a hundred, before and after. */
  before: score,
  after: score,
  differences: v.array(
    v.object({
      text: v.string(),
      language,
      wanted: v.nullable(v.string()),
      before: verdict,
      after: verdict,
      change: v.picklist(['better', 'worse', 'other']),
    }),
  ),
});
/** POST /staff/v1/knowledge/publish */
export const publishRequest = v.strictObject({ items: impactRequest.entries.items, note: v.optional(words(200)) });
export const publishAnswer = v.object({
  ok,
  version: v.string(),
  published: count,
  questions: count,
  tookMs: v.number(),
  /** The same question stands in another live entry or flow too: published all the same, but one of the two will not be found by it. */
  conflicts: v.array(v.object({ id: v.string(), other: v.string(), language, question: v.string() })),
});

/** POST /staff/v1/knowledge/try — one question, live or with all drafts. */
export const tryRequest = v.strictObject({
  question: v.pipe(words(4000), v.minLength(1)),
  language: v.optional(language),
  channel: channelName,
  drafts: v.boolean(),
});
export const tryAnswer = v.object({
  ok,
  version: v.string(),
  language,
  outcome: v.picklist(['answer', 'offer', 'none']),
  tookMs: v.number(),
  matches: v.array(
    v.object({
      id: v.string(),
      question: v.string(),
      confidence: v.number(),
      /** Shares of the score, for the editor's "why". */
      reasons: v.object({
        words: v.number(),
        characters: v.number(),
        learned: v.number(),
        meaning: v.number(),
        sound: v.number(),
        exact: v.boolean(),
        shared: v.array(v.string()),
        nearest: v.string(),
      }),
    }),
  ),
  /** What the customer would see on that channel. */
  says: v.array(body),
});
/** POST /staff/v1/knowledge/try-flow — a draft's live test: the whole dialog so far is played again. */
export const tryFlowRequest = v.strictObject({
  flow,
  language,
  said: v.pipe(v.array(words(1000)), v.maxLength(60)),
  /** What the company's hook is to answer, in order, by outcome word; absent: `done` / `ok`. */
  answers: v.optional(v.pipe(v.array(identifier), v.maxLength(60))),
});
export const tryFlowAnswer = v.object({
  ok,
  turns: v.array(
    v.object({
      said: v.string(),
      says: v.array(body),
      slots: v.record(v.string(), v.string()),
      asked: v.nullable(v.string()),
      called: v.nullable(v.object({ action: v.string(), answer: v.string() })),
      ended: v.nullable(v.picklist(['done', 'cancelled', 'handover'])),
    }),
  ),
});

/** GET /staff/v1/knowledge/conflicts — pairs of entries that fight for the same question. */
export const conflictsAnswer = v.object({
  ok,
  conflicts: v.array(
    v.object({
      one: v.object({ id: v.string(), question: v.string() }),
      other: v.object({ id: v.string(), question: v.string() }),
      language,
      /** Wordings of one that find the other, or the same wording standing in both. */
      questions: v.array(v.string()),
      kind: v.picklist(['same-question', 'steals']),
    }),
  ),
});

/** GET /staff/v1/knowledge/unknown — what nobody answered (未知问题), likeness by likeness. */
export const unknownGroup = v.object({
  id,
  language,
  /** The most typical wording. */
  title: v.string(),
  count,
  customers: count,
  firstAt: moment,
  lastAt: moment,
  fates: v.record(questionFate, count),
  channels: v.array(channelName),
  questions: v.array(
    v.object({ key: v.string(), text: v.string(), fate: questionFate, at: moment, channel: channelName }),
  ),
  /** Entries that come nearest, to become their similar question. */
  suggestions: v.array(v.object({ id: v.string(), question: v.string(), confidence: v.number() })),
  /** What is live surely answers it by now. */
  answered: v.optional(v.boolean()),
});
export type UnknownGroup = v.InferOutput<typeof unknownGroup>;
export const unknownAnswer = v.object({ ok, groups: v.array(unknownGroup), total: count });
/** POST /staff/v1/knowledge/unknown/resolve — one click: similar question of an entry, a new entry's draft, or not ours to answer. */
export const resolveUnknownRequest = v.strictObject({
  questions: v.pipe(v.array(v.pipe(v.string(), v.maxLength(120))), v.minLength(1), v.maxLength(200)),
  as: v.variant('kind', [
    v.object({ kind: v.literal('similar'), entry: identifier, texts: v.pipe(v.array(words(200)), v.minLength(1)) }),
    v.object({ kind: v.literal('entry'), entry }),
    v.object({ kind: v.literal('dismiss') }),
  ]),
});
export const resolvedAnswer = v.object({ ok, entry: v.nullable(identifier), revision: v.nullable(count) });

/** GET and POST /staff/v1/knowledge/synonyms, /staff/v1/knowledge/evaluation */
export const synonymsRequest = v.strictObject({ synonyms: v.pipe(v.array(synonyms), v.maxLength(5000)) });
export const synonymsAnswer = v.object({ ok, synonyms: v.array(synonyms) });
export const evaluationRequest = v.strictObject({
  questions: v.pipe(v.array(evaluationQuestion), v.maxLength(20_000)),
});
export const evaluationAnswer = v.object({ ok, questions: v.array(evaluationQuestion) });

export * from './knowledge-files.ts';
