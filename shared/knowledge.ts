/** The knowledge base as editors, the gateway and the robot see it: entries, their states, words of the trade. Sizes are characters. */
import * as v from 'valibot';
import { channelName } from './message.ts';

/** Names an entry, flow, category step or skill: lower case, digits and dashes. */
export const identifier = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9-]{1,63}$/u, 'lower-case letters, digits, dashes'),
);
/** A category as a path from the root of the tree, at most four deep: `logistics/delivery`. */
export const categoryPath = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9-]{1,40}(\/[a-z0-9-]{1,40}){0,3}$/u, 'a path like logistics/delivery'),
);
export const language = v.picklist(['zh', 'en']);
export type Language = v.InferOutput<typeof language>;

const words = (limit: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(limit));
const address = v.pipe(v.string(), v.maxLength(2000), v.regex(/^(https?:\/\/|\/)/u, 'an http(s) address or a path'));
/** Unix milliseconds. */
const moment = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Questions an entry may carry beside its standard one, per language. */
export const SIMILAR_LIMIT = 200;
export const QUESTION_LIMIT = 200;
export const ANSWER_LIMIT = 2000;

/** What a button under an answer does: ask on, open an entry, start a flow, or fetch a person. */
export const button = v.object({
  label: words(60),
  act: v.variant('kind', [
    v.object({ kind: v.literal('ask'), question: words(QUESTION_LIMIT) }),
    v.object({ kind: v.literal('entry'), entry: identifier }),
    v.object({ kind: v.literal('flow'), flow: identifier }),
    v.object({ kind: v.literal('human') }),
  ]),
});
export type Button = v.InferOutput<typeof button>;

export const media = v.object({
  kind: v.picklist(['image', 'video']),
  url: address,
  /** Read aloud by screen readers, said where pictures can't be sent. */
  caption: words(200),
});
export const link = v.object({ label: words(60), url: address });

/** What is answered: words, then steps in order, then pictures, links and buttons. */
export const answer = v.object({
  text: words(ANSWER_LIMIT),
  steps: v.optional(v.pipe(v.array(words(500)), v.minLength(2), v.maxLength(20))),
  media: v.optional(v.pipe(v.array(media), v.maxLength(6))),
  links: v.optional(v.pipe(v.array(link), v.maxLength(6))),
  buttons: v.optional(v.pipe(v.array(button), v.maxLength(6))),
});
export type Answer = v.InferOutput<typeof answer>;

/** Other words for channels that carry less: short for SMS, speakable on the phone, plain for WeChat. */
export const variants = v.object({
  sms: v.optional(words(300)),
  phone: v.optional(words(500)),
  wechat: v.optional(words(600)),
});

/** One language of an entry: the standard question (标准问), ways customers ask it (相似问), what is answered. */
export const wording = v.object({
  question: words(QUESTION_LIMIT),
  similar: v.pipe(v.array(words(QUESTION_LIMIT)), v.maxLength(SIMILAR_LIMIT)),
  answer,
  variants: v.optional(variants),
});
export type Wording = v.InferOutput<typeof wording>;

/** Whom an entry is for. `known` are customers the company or a platform vouches for; `members` those with a member level. */
export const audience = v.picklist(['everyone', 'known', 'members']);
export type Audience = v.InferOutput<typeof audience>;

/** A piece of knowledge as it is written. `flow` starts a dialog instead of answering; `skill` is the group that knows more. */
export const entry = v.object({
  id: identifier,
  category: categoryPath,
  skill: identifier,
  audience,
  /** Answers only from / until these moments; absent: always. */
  validFrom: v.optional(moment),
  validUntil: v.optional(moment),
  /** Staff id of who keeps it true; empty: nobody in particular. */
  owner: v.pipe(v.string(), v.maxLength(64)),
  related: v.pipe(v.array(identifier), v.maxLength(8)),
  flow: v.optional(identifier),
  zh: v.optional(wording),
  en: v.optional(wording),
});
export type Entry = v.InferOutput<typeof entry>;

/** draft → in-review → published → retired; what is published stays so while a newer draft is written. */
export const entryState = v.picklist(['draft', 'in-review', 'published', 'retired']);
export type EntryState = v.InferOutput<typeof entryState>;

/** Words of the company or the trade that mean the same: the first is the one the entries use. */
export const synonyms = v.object({
  language,
  words: v.pipe(v.array(words(40)), v.minLength(2), v.maxLength(40)),
});
export type Synonyms = v.InferOutput<typeof synonyms>;

/** A recorded question of the evaluation set: which entry answers it, or none (it must be refused). */
export const evaluationQuestion = v.object({
  text: words(QUESTION_LIMIT),
  language,
  entry: v.nullable(identifier),
});
export type EvaluationQuestion = v.InferOutput<typeof evaluationQuestion>;

/** Why a question reached the editors: nothing fitted, the customer left the robot, or found the answer no help; or it confirmed one. */
export const questionFate = v.picklist(['missed', 'refused', 'unhelpful', 'confirmed']);
export type QuestionFate = v.InferOutput<typeof questionFate>;

/** What a customer's actor tells the knowledge base of one question; words are already free of secrets and numbers. `key` is heard once. */
export const questionHeard = v.object({
  key: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
  fate: questionFate,
  text: words(QUESTION_LIMIT),
  language,
  /** The entry that was offered, answered or picked. */
  entry: v.nullable(identifier),
  /** The published version it was thought with. */
  version: v.string(),
  channel: channelName,
  /** Tells people apart without naming them (a keyed hash of the customer's id): one person alone proves nothing. `staff` for a colleague's click. */
  asker: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  /** Whose line is to be told once it is answered; kept apart from the question, and only until then. */
  customer: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(64))),
  at: moment,
});
export type QuestionHeard = v.InferOutput<typeof questionHeard>;
