/** The person's card (客户资料) as staff see it, what may be done with it, and what else is known of them. */
import * as v from 'valibot';
import type { PersonSide } from './alike-desk.ts';
import type { SessionFact } from './desk-calls.ts';
import { channelName, TEXT_LIMIT, type ChannelName } from './message.ts';
import type { OutlookView } from './outlook.ts';
import { trailView } from './trail.ts';
import type { ProfileView } from './profile/view.ts';
import type { Result } from './refusal.ts';

const ok = v.literal(true);
const who = v.object({ id: v.string(), name: v.string() });
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\w.:-]+$/u));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));

/** Tags of one person. */
export const MOST_PERSON_TAGS = 30;
/** Longest value of a field. */
export const FIELD_LIMIT = 1_000;

export const personTag = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(24));

/** One value with who wrote it when; of a masked field a part alone. */
export const cardField = v.object({
  id: v.string(),
  value: v.string(),
  masked: v.optional(v.boolean()),
  by: who,
  at: v.number(),
});

/** 黑名单. `until` null: until somebody ends it. */
export const blockView = v.object({ reason: v.string(), until: v.nullable(v.number()), by: who, at: v.number() });

export const cardView = v.object({
  /** Grows with every change; whoever changes it names the one they saw. */
  revision: v.number(),
  fields: v.array(cardField),
  tags: v.array(v.string()),
  /** 归属人. */
  owner: v.nullable(v.object({ id: v.string(), name: v.string(), by: who, at: v.number() })),
  /** Their membership by the signed login, or as a lead set it. */
  level: v.nullable(
    v.object({
      level: v.string(),
      tier: v.number(),
      from: v.picklist(['login', 'lead']),
      reason: v.optional(v.string()),
      by: v.optional(who),
      at: v.optional(v.number()),
    }),
  ),
  block: v.nullable(blockView),
});
export type CardView = v.InferOutput<typeof cardView>;

/** What staff do with a card. */
export const cardAct = v.variant('act', [
  /** An empty value takes the field off; the others stay. */
  v.strictObject({ act: v.literal('fields'), values: v.record(name, v.pipe(v.string(), v.maxLength(FIELD_LIMIT))) }),
  v.strictObject({ act: v.literal('tags'), tags: v.pipe(v.array(personTag), v.maxLength(MOST_PERSON_TAGS)) }),
  /** A member's id, or nobody. */
  v.strictObject({ act: v.literal('owner'), owner: v.nullable(name) }),
  /** By a lead; null: the login's word holds again. */
  v.strictObject({
    act: v.literal('level'),
    level: v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))),
    reason,
  }),
  /** So many days, or until somebody ends it. */
  v.strictObject({
    act: v.literal('block'),
    reason,
    days: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650))),
  }),
  v.strictObject({ act: v.literal('unblock'), reason }),
  /** Shows a masked field whole; changes nothing but the history. */
  v.strictObject({ act: v.literal('reveal'), field: name }),
]);
export type CardAct = v.InferOutput<typeof cardAct>;

/** POST /staff/v1/line/:customer/person — `revision` is the card's the writer saw: another one there is refused (`stale`). */
export const cardRequest = v.strictObject({ revision: count, act: cardAct });
/** `value`: the field that was revealed. */
export const cardAnswer = v.object({ ok, card: cardView, value: v.optional(v.string()) });

/** One change of the card. `from` and `to` of a masked field are masked. */
export const cardEvent = v.object({
  id: v.number(),
  at: v.number(),
  by: who,
  what: v.picklist(['field', 'tag', 'untag', 'owner', 'level', 'block', 'unblock', 'reveal']),
  /** The field's id. */
  field: v.optional(v.string()),
  from: v.optional(v.string()),
  to: v.optional(v.string()),
  reason: v.optional(v.string()),
});
export type CardEvent = v.InferOutput<typeof cardEvent>;

/** What the person agreed to or refused, on which address, how we know, and since when. */
export const consentView = v.object({
  purpose: v.picklist(['marketing', 'service', 'trail', 'privacy']),
  given: v.boolean(),
  channel: v.nullable(channelName),
  label: v.string(),
  /** As it was heard: the provider's message, the widget's switch. */
  evidence: v.string(),
  /** Of the privacy notice (隐私说明), where it was said to a version. */
  version: v.optional(v.string()),
  at: v.number(),
});
export type ConsentView = v.InferOutput<typeof consentView>;

/** GET /staff/v1/line/:customer/person — the card, its newest changes, consents newest first. */
export const personAnswer = v.object({
  ok,
  card: cardView,
  history: v.array(cardEvent),
  consents: v.array(consentView),
  /** Pages they looked at, where they let it be told. */
  trail: trailView,
});
export type PersonAnswer = v.InferOutput<typeof personAnswer>;

/** What the person's actor is asked; `leads`: the member may what only leads may. */
export type PersonOrder =
  | { order: 'read' }
  /** What is known of them from facts, with its why. */
  | { order: 'profile' }
  /** As one of two who may be the same. */
  | { order: 'side' }
  /** Their addresses in full, for what proves them. Never leaves the gateway. */
  | { order: 'peers' }
  /** Where an answer to an address would go. */
  | { order: 'outlook'; endpoint: string }
  | {
      order: 'card';
      by: { id: string; name: string };
      leads: boolean;
      revision: number;
      act: CardAct;
      /** The new owner's name, as the staff lists it. */
      ownerName?: string;
    }
  /** Writes first (主动会话); `key` names the wish. */
  | { order: 'reach'; by: { id: string; name: string }; key: string; endpoint: string; text: string }
  /** The desk would not give it to them. */
  | { order: 'unreach'; key: string };

/** What the person's actor answers: the file, the card after an act, the encounter that was opened, as the desk is told it, or one of two sides. */
export type PersonOutcome = Result<
  | Omit<PersonAnswer, 'ok'>
  | { card: CardView; value?: string }
  | { session: string; fact: SessionFact | null }
  | { side: PersonSide }
  | { person: string; peers: { endpoint: string; address: { channel: ChannelName; account: string; peer: string } }[] }
  | { profile: ProfileView }
  | { outlook: OutlookView }
>;

/** POST /staff/v1/line/:customer/reach — an agent on duty writes first, on an address that may be written to now. */
export const reachRequest = v.strictObject({
  key: name,
  endpoint: name,
  text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(TEXT_LIMIT)),
});
export const reachAnswer = v.object({ ok, session: v.string() });
