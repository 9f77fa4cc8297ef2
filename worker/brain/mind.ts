/** What the robot hears, keeps and decides: the contract between the brain and the customer's actor. */
import type { Body, Option, OrderCard } from '../../shared/message.ts';
import type { Snapshot } from './entry.ts';

/** What the robot keeps between two turns; stored by the customer as JSON. */
export type Mind = {
  language: 'zh' | 'en';
  flow: null | { name: 'order'; slots: Record<string, string>; asked: string; tries: number; lookup?: string };
  /** Turns in a row that were not understood. */
  misses: number;
  greeted: boolean;
  /** “需要为您转人工吗？” stands unanswered. */
  confirmHuman?: boolean;
  /** The options last offered, so that a typed “2” picks one where there are no buttons. */
  offered?: Option[];
};

/** A robot that has not spoken yet. */
export const freshMind: Mind = { language: 'zh', flow: null, misses: 0, greeted: false };

/** What reaches the robot. `asked-human` is the one-tap button outside the conversation. */
export type Heard =
  | { kind: 'message'; body: Body; now: number }
  | { kind: 'greet'; now: number }
  | { kind: 'looked-up'; lookup: string; answer: Lookup; now: number }
  | { kind: 'asked-human'; now: number };

/** The company's hook's answer, or its absence. */
export type Lookup = { ok: true; found: boolean; order?: OrderCard } | { ok: false };

/** One line said before, oldest first. */
export type Said = { speaker: 'customer' | 'robot' | 'agent' | 'system'; text: string };

/** Why the robot hands over; GB/T 47746—2026, 5.2.2.6 and 5.2.2.7. */
export type HandoverReason =
  | 'customer_asked'
  | 'refuses_robot'
  | 'information_security'
  | 'danger'
  | 'complaint'
  | 'not_understood'
  | 'flow_failed'
  | 'lookup_failed';

/** Everything an agent needs so that the customer repeats nothing. The reason is a word the screens translate. */
export type Handover = {
  reason: HandoverReason;
  summary: string;
  slots: { name: string; value: string }[];
  skill: string;
  urgency: 'normal' | 'urgent';
};

/** The decision: the next mind, at most three bodies (one as a rule), a lookup owed, or a hand-over. */
export type Thought = {
  mind: Mind;
  say: { body: Body; source?: { entry: string; version: string } }[];
  /** Ask the company's hook for this order and come back with `looked-up`. Nothing is said meanwhile: quotas are counted. */
  lookup?: { id: string; order: string };
  handover?: Handover;
};

/** One turn as the rooms of the brain see it: the mind so far, what was said, when, and what is known. */
export type Moment = {
  mind: Mind;
  text: string;
  now: number;
  transcript: readonly Said[];
  knowledge: Snapshot;
};
