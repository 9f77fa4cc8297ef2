/** The robot's one decision: what it heard and what it knows → what it says, asks of the company, or hands over. Pure. */
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

/** Everything an agent needs so that the customer repeats nothing. Reasons: customer_asked, information_security, danger, complaint, not_understood, flow_failed, lookup_failed, not_text. */
export type Handover = {
  reason: string;
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

/** Thinks one turn. Never throws; the same arguments give the same thought. */
export function think(mind: Mind, heard: Heard, _transcript: readonly Said[], _knowledge: Snapshot): Thought {
  const wantsHuman =
    heard.kind === 'asked-human' ||
    (heard.kind === 'message' && heard.body.kind === 'text' && /人工/u.test(heard.body.text));
  const say = (text: string): Thought['say'] => [
    { body: { kind: 'menu', text, options: [{ id: 'human', label: '转人工' }] } },
  ];
  if (!wantsHuman) return { mind: { ...mind, greeted: true }, say: say('您好，我是智能客服。') };
  return {
    mind: { ...mind, flow: null },
    say: [{ body: { kind: 'text', text: '好的，正在为您转接人工客服。' } }],
    handover: { reason: 'customer_asked', summary: '客户要求人工', slots: [], skill: 'general', urgency: 'normal' },
  };
}
