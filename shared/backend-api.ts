/** The Company API: what the company's own backend asks by a key and is answered. For the gateway and the OpenAPI document alike. */
import * as v from 'valibot';
import { scope } from './keys.ts';
import { care, sessionState } from './line.ts';
import { body, channelName, messageStatus, orderCard, reason, speaker, TEXT_LIMIT } from './message.ts';
import { FIELD_LIMIT, MOST_PERSON_TAGS, personTag } from './person.ts';
import { proofView } from './provenance.ts';

const ok = v.literal(true);
const who = v.object({ id: v.string(), name: v.string() });
const words = v.object({ zh: v.string(), en: v.string() });
export const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\w.:-]+$/u));

/** Longest page of a list. */
export const MOST_A_PAGE = 100;
export const USUAL_PAGE = 40;

const counted = v.pipe(v.string(), v.regex(/^\d{1,15}$/u, 'a whole number'), v.transform(Number));
const limit = v.optional(
  v.pipe(v.string(), v.regex(/^(?:[1-9]\d?|100)$/u, `1 to ${MOST_A_PAGE}`), v.transform(Number)),
);
/** Where a page before this one ended: `next` or `cursor` of its answer, as it stands. */
const after = v.optional(v.pipe(v.string(), v.maxLength(400), v.regex(/^[\w-]+$/u, 'a cursor as it was given')));
export const paged = { limit, after };

/** What each answer of a list carries: `next` null at its end. */
const next = v.nullable(v.string());
/** Of what goes on: ask again with `cursor` later; `more`: there is more already. */
const goesOn = { cursor: v.string(), more: v.boolean() };

/** GET /api/v1/me */
export const keyIs = v.object({ ok, key: v.object({ id: v.string(), name: v.string(), scopes: v.array(scope) }) });

/** A person as lists show them; name and addresses are masked without `pii:read`. */
export const listedCustomer = v.object({
  customer: v.string(),
  name: v.string(),
  /** Your user's id, if they ever signed in. */
  userId: v.nullable(v.string()),
  level: v.nullable(v.string()),
  care: v.nullable(v.string()),
  addresses: v.array(v.object({ channel: channelName, label: v.string() })),
  tags: v.array(v.string()),
  owner: v.nullable(who),
  /** When they were heard last, unix ms. */
  seenAt: v.number(),
});
export const customersQuery = v.object({
  ...paged,
  /** Your user's id: the one person, or nobody. */
  userId: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(128))),
});
export const customersAnswer = v.object({ ok, customers: v.array(listedCustomer), next });

/** The encounter that is open. `fence`: whoever speaks names it. */
export const openEncounter = v.object({
  session: v.string(),
  number: v.string(),
  state: sessionState,
  fence: v.number(),
  agent: v.nullable(who),
});
/** One person whole. A masked field is shown whole with `pii:read`, and that is written down in the card's history. */
export const customerProfile = v.object({
  customer: v.string(),
  name: v.string(),
  userId: v.nullable(v.string()),
  since: v.number(),
  level: v.nullable(v.string()),
  care: v.nullable(care),
  tags: v.array(v.string()),
  owner: v.nullable(who),
  blocked: v.nullable(v.object({ until: v.nullable(v.number()) })),
  /** The card's fields (设置 → 客户资料). */
  fields: v.array(v.object({ id: v.string(), value: v.string(), masked: v.optional(v.boolean()) })),
  /** The card's, to be named when it is changed. */
  revision: v.number(),
  session: v.nullable(openEncounter),
});
export type CustomerProfile = v.InferOutput<typeof customerProfile>;
export const customerAnswer = v.object({ ok, customer: customerProfile });

/** An encounter; name and words are masked without `pii:read`. */
export const listedSession = v.object({
  session: v.string(),
  number: v.string(),
  customer: v.string(),
  name: v.string(),
  state: sessionState,
  agent: v.nullable(who),
  channels: v.array(channelName),
  openedAt: v.number(),
  closedAt: v.nullable(v.number()),
  /** From the wish for a person to the first human word, ms. */
  firstAnswerMs: v.nullable(v.number()),
  rating: v.nullable(v.number()),
  solved: v.nullable(v.boolean()),
  category: v.nullable(v.object({ id: v.string(), ...words.entries })),
  question: v.string(),
  summary: v.string(),
  tags: v.array(v.string()),
});
export const sessionsQuery = v.object({
  ...paged,
  customer: v.optional(id),
  state: v.optional(sessionState),
  channel: v.optional(channelName),
  agent: v.optional(id),
  /** Opened at or after, and before (unix ms). */
  from: v.optional(counted),
  to: v.optional(counted),
});
export const sessionsListed = v.object({ ok, sessions: v.array(listedSession), next });
export const sessionAnswered = v.object({ ok, session: listedSession });

/** What was said over a channel. */
export const saidMessage = v.object({
  message: v.string(),
  at: v.number(),
  direction: v.picklist(['in', 'out']),
  channel: v.nullable(channelName),
  endpoint: v.string(),
  /** Contiguous from 1 within its endpoint. */
  position: v.number(),
  session: v.nullable(v.string()),
  speaker,
  kind: v.string(),
  /** In words; numbers of phones and cards, e-mail addresses and secrets are masked without `pii:read`. */
  text: v.string(),
  status: messageStatus,
  reason: v.optional(reason),
  recalled: v.optional(v.boolean()),
  /** As it was said, with `pii:read` alone. */
  body: v.optional(body),
});
export type SaidMessage = v.InferOutput<typeof saidMessage>;
export const messagesQuery = v.object(paged);
export const messagesListed = v.object({ ok, messages: v.array(saidMessage), ...goesOn });

/** POST /api/v1/customers/:customer — fields of the card (an empty value takes one off), or the person's tags, upon the revision that was seen. */
export const customerChange = v.strictObject({
  revision: v.pipe(v.number(), v.integer(), v.minValue(0)),
  act: v.variant('act', [
    v.strictObject({ act: v.literal('fields'), values: v.record(id, v.pipe(v.string(), v.maxLength(FIELD_LIMIT))) }),
    v.strictObject({ act: v.literal('tags'), tags: v.pipe(v.array(personTag), v.maxLength(MOST_PERSON_TAGS)) }),
  ]),
});
export const customerChanged = v.object({ ok, revision: v.number() });

/** An address of a person. `peer`: the number, openid or user behind it, with `pii:read` alone. */
export const identity = v.object({
  endpoint: v.string(),
  channel: channelName,
  account: v.string(),
  label: v.string(),
  peer: v.optional(v.string()),
  seenAt: v.number(),
  /** Why nothing can be sent there now, if so. */
  blocked: v.nullable(v.string()),
  marketingRefused: v.boolean(),
  /** How it was proven to be theirs, by whom and when; null: nothing is known of it. */
  proof: v.nullable(proofView),
});
export type Identity = v.InferOutput<typeof identity>;
export const identitiesListed = v.object({ ok, userId: v.nullable(v.string()), identities: v.array(identity) });

/**
 * POST /api/v1/customers/:customer/identities — a number the company vouches for, of a user it has signed in; or the number of an order of
 * theirs, which only hints at who else it could be. One of the two at least.
 */
export const identityLink = v.pipe(
  v.strictObject({
    phone: v.optional(v.pipe(v.string(), v.regex(/^\+[1-9]\d{5,14}$/u, 'E.164'))),
    order: v.optional(
      v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9 -]{2,62}[A-Za-z0-9]$/u, 'letters and digits')),
    ),
  }),
  v.check(({ phone, order }) => phone !== undefined || order !== undefined, 'phone or order'),
);
/** `endpoint`: the number's; null: only an order was named. */
export const identityLinked = v.object({ ok, endpoint: v.nullable(v.string()) });

const line = v.pipe(v.string(), v.maxLength(500));
/** POST /api/v1/customers/:customer/messages — `fence` is the open encounter's as it was seen; without `endpoint` where the customer wrote last. */
export const sayRequest = v.strictObject({
  fence: v.pipe(v.number(), v.integer(), v.minValue(0)),
  endpoint: v.optional(id),
  body: v.variant('kind', [
    v.strictObject({ kind: v.literal('text'), text: v.pipe(v.string(), v.minLength(1), v.maxLength(TEXT_LIMIT)) }),
    v.strictObject({
      kind: v.literal('link'),
      title: line,
      description: v.optional(line),
      url: v.pipe(v.string(), v.maxLength(2000), v.regex(/^https?:\/\//u, 'an http(s) address')),
    }),
    v.strictObject({ kind: v.literal('order'), text: v.optional(line), order: orderCard }),
  ]),
});
export const saidAnswer = v.object({ ok, message: v.string(), at: v.number() });

export const eventsQuery = v.object(paged);
/** `id`: the `webhook-id` it is pushed under, too; `data` as docs/webhooks.md says, masked without `pii:read`. */
export const eventsListed = v.object({
  ok,
  events: v.array(
    v.object({ id: v.string(), type: v.string(), at: v.number(), data: v.record(v.string(), v.unknown()) }),
  ),
  ...goesOn,
});
