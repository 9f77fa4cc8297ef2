/** What customers ask over HTTPS about their own affairs. */
import * as v from 'valibot';

/** The code of `<button open-type="getPhoneNumber">`, used once. */
export const phoneLink = v.strictObject({ code: v.pipe(v.string(), v.minLength(1), v.maxLength(256)) });
const number = v.pipe(v.string(), v.minLength(5), v.maxLength(32));
/** A code is sent to this number, however it is written (a mainland one without its country). `language`: of the words, where no template says them. */
export const codeRequest = v.strictObject({ phone: number, language: v.optional(v.picklist(['zh', 'en']), 'zh') });
/** `expiresAt` (ms): the code holds until then; `waitMs`: not before that is another one sent. */
export const codeAnswer = v.object({ ok: v.literal(true), expiresAt: v.number(), waitMs: v.number() });
export const codeProof = v.strictObject({ phone: number, code: v.pipe(v.string(), v.regex(/^\d{6}$/u)) });
/** A link goes to this address by the company's hook; opened and confirmed, it proves the address. */
export const emailRequest = v.strictObject({
  email: v.pipe(v.string(), v.trim(), v.maxLength(254), v.email(), v.toLowerCase()),
  language: v.optional(v.picklist(['zh', 'en']), 'zh'),
});
/** How the newest link the asker asked for within a day stands: on its way, confirmed, somebody else's too, or over. Null: there is none. */
export const emailStanding = v.object({
  ok: v.literal(true),
  link: v.nullable(
    v.object({
      state: v.picklist(['sent', 'linked', 'elsewhere', 'over']),
      expiresAt: v.number(),
      waitMs: v.number(),
    }),
  ),
});
export type EmailStanding = v.InferOutput<typeof emailStanding>;
export const phoneUnlink = v.strictObject({ endpoint: v.pipe(v.string(), v.regex(/^[\w.:-]{1,64}$/u)) });
/** What was found in the person's whole history, newest first; `before` asks for more, null: that was all. */
export const foundMessage = v.object({
  id: v.string(),
  at: v.number(),
  channel: v.nullable(v.string()),
  by: v.picklist(['customer', 'robot', 'agent', 'system']),
  name: v.string(),
  /** The words around the first hit. */
  text: v.string(),
});
export type FoundMessage = v.InferOutput<typeof foundMessage>;
export const searchAnswer = v.object({
  ok: v.literal(true),
  found: v.array(foundMessage),
  before: v.nullable(v.number()),
});

/** What a person may want to ask as the line opens: of a ticket of theirs, of a parcel, or an entry that is asked for often. */
export const guess = v.object({
  about: v.picklist(['ticket', 'parcel', 'entry']),
  words: v.string(),
  /** The ticket to open, or the entry the words are the question of. */
  id: v.optional(v.string()),
});
export type Guess = v.InferOutput<typeof guess>;
export const guessesAnswer = v.object({ ok: v.literal(true), guesses: v.array(guess) });

/** A published question that may be meant by what is being typed (联想); `id` is its entry. */
export const completion = v.object({ id: v.string(), words: v.string() });
export type Completion = v.InferOutput<typeof completion>;
export const completionsAnswer = v.object({ ok: v.literal(true), completions: v.array(completion) });
/** Shorter says nothing yet, longer is a story; in characters. */
export const COMPLETED_LEAST = 2;
export const COMPLETED_MOST = 40;

export const linkedAnswer = v.object({ ok: v.literal(true), endpoint: v.string() });
