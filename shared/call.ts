/** A telephone call between the channel that knows the provider, the person's actor, and the staff's screens. */
import * as v from 'valibot';
import type { Address } from './actors.ts';
import type { Body, Option } from './message.ts';
import type { Result } from './refusal.ts';

/** How a call, or a leg of it, stands by the provider's word. */
export type CallState =
  'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';

/** What the provider tells of a call. `step` is the question that is answered: a repeat names it again. */
export type CallMoment =
  | { kind: 'incoming' }
  /** The caller spoke, or pressed keys. */
  | { kind: 'said'; step: number; words: string; by: 'voice' | 'keys' }
  /** Nothing was said within the question's time. */
  | { kind: 'silent'; step: number }
  /** The leg to an agent's telephone ended. */
  | { kind: 'dialled'; step: number; state: CallState | 'answered'; seconds: number }
  /** The caller left words after the tone, or left without. */
  | { kind: 'recorded'; step: number; recording: string | null; seconds: number }
  /** A recording is whole and may be fetched. `of`: words left after the tone, or a talk with an agent. */
  | { kind: 'recording'; recording: string; of: 'words' | 'talk'; seconds: number }
  | { kind: 'status'; state: CallState; sequence: number; seconds: number }
  /** A leg of a call back ended. `back` and `ticket` (empty: none) are our own words, sent along when it was asked for. */
  | {
      kind: 'back';
      back: string;
      ticket: string;
      leg: 'agent' | 'customer';
      state: CallState | 'answered';
      seconds: number;
    };

/**
 * `person`: named in the address of a callback that carries no number. `media`: a fresh id for a recording the provider still holds.
 * `language`: what the question was spoken in.
 */
export type CallHeard = {
  call: string;
  address: Address;
  moment: CallMoment;
  at: number;
  person?: string;
  media?: string;
  language?: 'zh' | 'en';
};

/** One thing to be spoken. `links` says where the addresses in it went: they can't be heard. */
export type Spoken = { body: Body; links: 'sms' | 'centre' | null };

/** What happens after the words. `step` names the next question. */
export type CallNext =
  /** Listens; while it listens the words may be interrupted. `keys`: one key answers, else digits until # or a pause. */
  | { kind: 'listen'; step: number; waitSeconds: number; oneKey: boolean }
  | { kind: 'dial'; step: number; number: string; record: boolean }
  | { kind: 'record'; step: number }
  | { kind: 'hang-up' };

/** `person`: whose line it is, for callbacks that name nobody. */
export type CallAnswer = { person: string; say: Spoken[]; language: 'zh' | 'en'; next: CallNext };

/** So many choices have a key; 0 is always a person's (GB/T 47746 5.2.2.4). */
const KEYS = 9;

/** The choice of a person: its key is 0 everywhere. */
export const HUMAN = 'human';

/** The choices of the last of these bodies that has any: the key of each is its place. */
export function keyed(bodies: readonly Body[]): Option[] {
  const last = bodies.findLast((one) => optionsOf(one).length > 0);
  return last
    ? optionsOf(last)
        .filter(({ id }) => id !== HUMAN)
        .slice(0, KEYS)
    : [];
}

/** The choices a body offers. */
export function optionsOf(body: Body): readonly Option[] {
  if (body.kind === 'menu') return body.options;
  return body.kind === 'answer' ? (body.options ?? []) : [];
}

/** What a colleague does with a live call. */
export const callAct = v.picklist(['hang-up', 'dial']);
export type CallAct = v.InferOutput<typeof callAct>;

/** POST /staff/v1/line/:customer/call */
export const callRequest = v.strictObject({ act: callAct, fence: v.number() });
export const callAnswer = v.object({ ok: v.literal(true) });

/** GET /staff/v1/line/:customer/call — the live call, if there is one. `telephone`: the asker has one it can be put through to. */
export const callView = v.object({
  ok: v.literal(true),
  call: v.nullable(
    v.object({
      endpoint: v.string(),
      state: v.picklist(['ringing', 'live', 'dialling', 'talking']),
      since: v.number(),
    }),
  ),
  telephone: v.boolean(),
});
export type CallView = v.InferOutput<typeof callView>;

const word = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\w-]+$/u));

/** POST /staff/v1/line/:customer/ring — calls them back over the asker's own telephone; under the same key once. */
export const ringRequest = v.strictObject({ key: word, ticket: v.optional(word) });

/** Who is rung first and then; `account` null: they never rang, any line will do. `language`: what is spoken at the first's ear. */
export type RingOrder = {
  back: string;
  agent: string;
  customer: string;
  account: string | null;
  language: 'zh' | 'en';
};

/** An act that may be done: the provider's call and account, and who is to be rung. */
export type CallOrder = {
  call: string;
  account: string;
  step: number;
  number: string | null;
  record: boolean;
  language: 'zh' | 'en';
};

export interface CallCalls {
  /** One moment of a call; durable when it answers what is to be spoken and done. */
  call(heard: CallHeard): Promise<Result<{ duplicate: boolean; answer: CallAnswer | null }>>;
  /** What a colleague wants of the live call: checked and noted; the provider is asked by whoever asks this. */
  onCall(order: {
    by: { id: string; name: string; role: string };
    act: CallAct | 'read';
    fence: number;
  }): Promise<Result<{ order: CallOrder | null; view: CallView }>>;
  /** A colleague calls them back: checked and noted; the provider is asked by whoever asks this. Null: it was, under this key. */
  onRing(order: {
    by: { id: string; name: string };
    key: string;
    ticket: string | null;
  }): Promise<Result<{ order: RingOrder | null }>>;
}
