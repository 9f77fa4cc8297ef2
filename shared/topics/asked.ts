/** What was asked in an encounter that ended, as its customer tells it: words without personal data, and what became of them. */
import * as v from 'valibot';
import { language, QUESTION_LIMIT } from '../knowledge.ts';
import { channelName } from '../message.ts';

/** Questions told of one encounter. */
export const MOST_ASKED = 6;

/**
 * What became of a question: `answered` from an entry; `unhelpful`, so the customer; `missed`, the robot did not know; `dialog`, taken by a dialog
 * or a courtesy; `people`, asked of a person.
 */
export const askedFate = v.picklist(['answered', 'unhelpful', 'missed', 'dialog', 'people']);
export type AskedFate = v.InferOutput<typeof askedFate>;

export const askedQuestion = v.object({
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(QUESTION_LIMIT)),
  language,
  fate: askedFate,
  /** The entry it was answered from. */
  entry: v.nullable(v.string()),
  /** It complains of the thing itself, or of setting it up (坏了, 安装). */
  fault: v.boolean(),
});
export type AskedQuestion = v.InferOutput<typeof askedQuestion>;

/** One encounter's questions; the newest revision stands. */
export const askedIn = v.object({
  session: v.string(),
  customer: v.string(),
  number: v.string(),
  /** Of the line when it was told. */
  revision: v.number(),
  openedAt: v.number(),
  channel: channelName,
  /** 技能组 the desk had it in last; empty: none. */
  group: v.string(),
  /** The product they showed; empty: none. */
  product: v.string(),
  /** Their membership; empty: none. */
  level: v.string(),
  /** It went to people, and how long agents had it in all. */
  people: v.boolean(),
  agentMs: v.number(),
  /** Not solved, or they came back about it within seven days. */
  unsolved: v.boolean(),
  /** Angry, or complained. */
  upset: v.boolean(),
  questions: v.pipe(v.array(askedQuestion), v.maxLength(MOST_ASKED)),
});
export type AskedIn = v.InferOutput<typeof askedIn>;
