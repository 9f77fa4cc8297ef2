/** The HTTP operations of the gateway: what is asked and answered, for screens, clients and the OpenAPI document alike. */
import * as v from 'valibot';
import { position } from './frame.ts';
import { body } from './message.ts';

const ok = v.literal(true);
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\w.+-]+$/u));
const instance = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\w.:-]+$/u));
const mark = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));

/** Opens a customer's session on a site: signed in by the company's `token` (JWT), else as an anonymous visitor. */
export const sessionRequest = v.strictObject({
  /** Id of the `web` or `app` account. */
  site: id,
  /** What an earlier answer gave as `visitor`; keep it, it is the visitor's only name. */
  visitor: v.optional(mark),
  /** The company's signed statement who this is: JWT HS256, at most 15 minutes old. */
  token: v.optional(mark),
});
/** Signs in from the mini-program with the code of `wx.login`. */
export const miniprogramSignIn = v.strictObject({
  account: id,
  code: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  /** The code of a hand-off (接力) that was scanned or typed. */
  handOff: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(32))),
});
/**
 * What became of a hand-off: this is the same line (`joined`), the visitor's words wait for a merge (`later`), the page belongs to
 * another user (`other`), the code is unknown, used or over (`expired`).
 */
export const handedOff = v.picklist(['joined', 'later', 'other', 'expired']);
export type HandedOff = v.InferOutput<typeof handedOff>;
export const handOffAnswer = v.object({
  ok,
  /** Twelve letters and digits, to be typed. */
  code: v.string(),
  /** What the QR code says. */
  link: v.string(),
  expiresAt: v.number(),
});
export const handOffRequest = v.strictObject({});
export const sessionAnswer = v.object({
  ok,
  /** Bearer for the operations below. */
  token: v.string(),
  expiresAt: v.number(),
  /** Keep it and give it back next time; null when signed in. */
  visitor: v.nullable(v.string()),
  signedIn: v.boolean(),
  /** The query `key` of this person’s files (GET /media/:id); lives as long as the token. */
  media: v.string(),
  /** In an APP: what the company's hook calls this conversation when it is told to wake the phone (docs/hooks.md). */
  conversation: v.optional(v.string()),
  /** Set when a hand-off was shown. */
  handOff: v.optional(handedOff),
});
export type SessionAnswer = v.InferOutput<typeof sessionAnswer>;

export const ticketAnswer = v.object({
  ok,
  /** Goes into the first frame, once, within `expiresInMs`; never into an address. */
  ticket: v.string(),
  /** Path and query of the socket on this gateway. */
  url: v.string(),
  expiresInMs: v.number(),
});
export type TicketAnswer = v.InferOutput<typeof ticketAnswer>;

/** One client frame over HTTPS, for networks without WebSocket. */
export const operateRequest = v.strictObject({ instance, frame: v.looseObject({ type: v.string() }) });
/** Waits for events after the position. */
export const pollRequest = v.strictObject({
  instance,
  position: v.nullable(position),
  waitMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(25_000)),
});
export const framesAnswer = v.object({ ok, frames: v.array(v.looseObject({ type: v.string() })) });

export const role = v.picklist(['owner', 'lead', 'editor', 'marketer', 'agent']);
export const member = v.object({ id: v.string(), name: v.string(), login: v.string(), role });
const login = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.regex(/^[a-z0-9][a-z0-9._-]{1,31}$/u));
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40));
const given = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

export const signInRequest = v.strictObject({ login, password: given });
export const enterRequest = v.strictObject({ code: v.pipe(v.string(), v.minLength(20), v.maxLength(100)) });
export const passwordRequest = v.strictObject({
  old: given,
  fresh: v.pipe(v.string(), v.minLength(12), v.maxLength(200)),
});
export const memberAnswer = v.object({ ok, member });
export const membersAnswer = v.object({ ok, members: v.array(member) });
export const newMember = v.strictObject({ login, name, role });
/** The password is told this once. */
export const madeAnswer = v.object({ ok, member, password: v.string() });
/** A ticket for one's own seat, or for a customer's line. */
export const staffTicketRequest = v.union([
  v.strictObject({ seat: v.literal(true) }),
  v.strictObject({ customer: v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\w-]+$/u)) }),
]);
/** Published answers to the customer's last words, the likeliest first, and a model's draft where one may help. */
export const suggestAnswer = v.object({
  ok,
  /** The customer's words that were looked up; empty when they said nothing yet. */
  question: v.string(),
  /** The published version. */
  version: v.string(),
  /** At most three; `body` is what the channel the customer last wrote on would say. */
  answers: v.array(v.object({ entry: v.string(), question: v.string(), confidence: v.number(), body })),
  /** Whether a model may draft; one that was not asked for now can be asked for. */
  drafts: v.boolean(),
  /** A model's words, grounded in `entries`; null without a model, without an answer in time, or when it said too much. */
  draft: v.nullable(v.object({ text: v.string(), entries: v.array(v.string()) })),
});
export type SuggestAnswer = v.InferOutput<typeof suggestAnswer>;
/** Without `draft` a model is asked too; `false` answers at once. */
export const suggestRequest = v.strictObject({ draft: v.optional(v.boolean(), true) });
export const plainAnswer = v.object({ ok });

export const loginRequest = v.strictObject({ login });
export const codeAnswer = v.object({ ok, code: v.string() });
/** How every operation says no; `code` is one of shared/refusal.ts. */
export const refusalAnswer = v.object({ ok: v.literal(false), code: v.string(), detail: v.string() });
