/** What the robot hears, keeps and decides: the contract between the brain and the customer's actor. */
import type { Body, ChannelName, Message, Option, OrderCard } from '../../shared/message.ts';
import type { Care } from '../../shared/line.ts';
import type { Sentence } from '../../shared/flow.ts';
import type { QuestionFate } from '../../shared/knowledge.ts';
import type { Snapshot } from './entry.ts';
import type { CompanyOrder } from '../../shared/order-api.ts';
import type { Running } from './flow/running.ts';
import type { Held } from './language/held.ts';
import type { Meanwhile } from './meanwhile.ts';

/** What the robot keeps between two turns; stored by the customer as JSON. */
export type Mind = {
  language: 'zh' | 'en';
  /** The dialog that is going on, or the one that ended last. */
  flow: null | Running;
  /** Dialogs put aside for another one, the newest last. */
  parked?: Running[];
  /** The id of the last question to the company. */
  lastCall?: string;
  /** An act that can't be taken back and whose fate isn't known: asked again, it goes under the same id. */
  unsure?: { content: string; call: string };
  /** Turns in a row that were not understood. */
  misses: number;
  greeted: boolean;
  /** “需要为您转人工吗？” stands unanswered. */
  confirmHuman?: boolean;
  /** Why a person was offered, while the offer stands. */
  offering?: HandoverReason;
  /** What was asked and not answered because a person was offered first; answered once the customer goes on with the robot. */
  held?: string;
  /** Offers of a person already made in this encounter: none is pressed twice. */
  pressed?: HandoverReason[];
  /** Angry words were said in this encounter. */
  upset?: boolean;
  /** The skill of the topic they chose before the first word. */
  topic?: string;
  /** A care group the customer named themselves. */
  care?: Care;
  /** The question the last guesses were offered for, and the entry the last answer came from: what follows says what it was worth. */
  guessed?: { text: string; entry: string };
  answered?: { text: string; entry: string };
  /** The options last offered, so that a typed “2” picks one where there are no buttons. */
  offered?: Option[];
  /** Words that wait for a language model, and how many questions it was asked in this encounter. */
  worded?: Held;
  asked?: number;
  /** While they wait for a person: whether the robot may answer. Ends with the waiting. */
  meanwhile?: Meanwhile;
  /** The buttons under the last answer: its words pick one, a number doesn't, because they aren't numbered. */
  buttons?: Option[];
};

/** A robot that has not spoken yet. */
export const freshMind: Mind = { language: 'zh', flow: null, misses: 0, greeted: false };

/** What is known of who asks, beside their words. */
export type Asker = {
  channel: ChannelName;
  /** The company or a platform vouches for them. */
  known: boolean;
  /** The company knows them as one of its users, and this address as theirs: it may be asked for what is theirs. */
  own?: boolean;
  member: boolean;
  care: Care | null;
  /** Encounters begun within 24 hours, this one included. */
  visits: number;
  /** One of them left them dissatisfied: unhelpful answers, a low rating, angry words, a hand-over nobody resolved. */
  dissatisfied: boolean;
  /** So many answers in vain, and a person is fetched; offered with the one before. As usual, where it is missing. */
  patience?: number;
  /** Where they stand: their open ticket with what may be said of it, and the entry they asked about last. */
  standing?: { ticket?: { id: string; number: string; says: Sentence }; topic?: string };
};

/** Somebody of whom nothing is known. */
export const anybody: Asker = {
  channel: 'web',
  known: false,
  member: false,
  care: null,
  visits: 1,
  dissatisfied: false,
};

/** What reaches the robot. `asked-human` is the one-tap button outside the conversation; `late`: an answer it owes isn't there. */
export type Heard = { now: number; asker?: Asker } & (
  | { kind: 'message'; body: Body }
  | { kind: 'greet' }
  | { kind: 'called'; call: string; answer: CompanyAnswer }
  | { kind: 'asked-human' }
  /** A model chose this entry among the guesses. */
  | { kind: 'chosen'; entry: string }
  | { kind: 'late'; last: boolean }
  | { kind: 'failed' }
);

/** What the company's hook answered, by a word the flow knows; or that it didn't answer, `unsent` where it certainly saw nothing. */
export type CompanyAnswer =
  | {
      ok: true;
      outcome: string;
      values?: Record<string, string>;
      order?: OrderCard;
      say?: Sentence;
      orders?: CompanyOrder[];
    }
  | { ok: false; unsent?: boolean };

/** A question to the company's hook: a check of a value, or the act itself. `irreversible` was confirmed by the customer. */
export type Call = {
  id: string;
  flow: string;
  action: string;
  kind: 'check' | 'act';
  slots: Record<string, string>;
  irreversible: boolean;
};

/** One line said before, oldest first; an answer names its entry, and whether the customer found it helpful. */
export type Said = {
  speaker: 'customer' | 'robot' | 'agent' | 'system';
  text: string;
  source?: { entry: string; version: string };
  helpful?: boolean;
  /** How far its steps were followed. */
  steps?: { reached: number; of: number };
};

/** Why the robot hands over; GB/T 47746—2026, 5.1.3, 5.2.2.6 and 5.2.2.7. */
export type HandoverReason =
  | 'customer_asked'
  | 'refuses_robot'
  | 'information_security'
  | 'danger'
  | 'complaint'
  | 'not_understood'
  | 'flow_failed'
  | 'lookup_failed'
  | 'robot_timeout'
  | 'robot_failed'
  | 'repeat_visits'
  | 'care_group'
  | 'rare_question'
  | 'several_questions';

/** Everything an agent needs so that the customer repeats nothing. The reason is a word the screens translate. */
export type Handover = {
  reason: HandoverReason;
  /** What was asked and wanted, in the customer's own words, without secrets. */
  summary: Sentence;
  slots: { name: string; value: string; label?: Sentence }[];
  /** What the robot answered, and whether it helped. */
  tried: {
    entry: string;
    version: string;
    question: string;
    helpful?: boolean;
    steps?: { reached: number; of: number };
  }[];
  emotion: { level: 'calm' | 'upset' | 'angry'; words: string[] };
  skill: string;
  urgency: 'normal' | 'urgent';
  /** The dialog that was open, and what it waited for; each also in words. */
  flow: { name: string; step: string; title: Sentence; waited: Sentence } | null;
  /** What the customer writes in, as a language tag. */
  language: string;
  care: Care | null;
};

/** What a turn taught about the knowledge; the text may still hold personal data. */
export type Lesson = { fate: QuestionFate; text: string; entry: string | null };

/** The decision: the next mind, at most three bodies (one as a rule), a question to the company, or a hand-over. */
export type Thought = {
  mind: Mind;
  say: { body: Body; source?: Message['source'] }[];
  /** Ask the company's hook and come back with `called`. Nothing is said meanwhile: quotas are counted. */
  call?: Call;
  handover?: Handover;
  /** For the editors of the knowledge. */
  lessons?: Lesson[];
  /** A dialog took the question: what it is about, by the dialog's skill. An answer's own topic is its entry's. */
  about?: string;
};

/** One turn as the rooms of the brain see it: the mind so far, what was said, when, and what is known. */
export type Moment = {
  mind: Mind;
  text: string;
  now: number;
  asker: Asker;
  transcript: readonly Said[];
  knowledge: Snapshot;
  /** The knowledge can't be reached: nothing can be looked up. */
  blind: boolean;
  /** What the turn before left standing: an offer of a person and why, a question kept, guesses, an answer. It stands for this turn only. */
  standing: Pick<Mind, 'confirmHuman' | 'offering' | 'held' | 'guessed' | 'answered'>;
};
