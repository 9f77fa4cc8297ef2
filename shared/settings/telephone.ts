/** 电话: the telephones colleagues are put through to, and whether calls with them are recorded. */
import * as v from 'valibot';

const number = v.pipe(v.string(), v.trim(), v.regex(/^\+[1-9]\d{6,14}$/u, 'a number with country, as +8613800138000'));

export const telephone = v.strictObject({
  /** Whoever isn't named here types, and is read to the caller. */
  agents: v.pipe(
    v.array(v.strictObject({ member: v.pipe(v.string(), v.minLength(1), v.maxLength(64)), number })),
    v.maxLength(1000),
    v.check((given) => new Set(given.map((one) => one.member)).size === given.length, 'a member stands there twice'),
  ),
  /** Callers are asked whether the talk with a colleague may be recorded; only their yes records it. */
  recording: v.boolean(),
  /** Who was in line and hung up, or could not be answered, gets an SMS by which they can go on. */
  missedSms: v.boolean(),
});
export type TelephoneSettings = v.InferOutput<typeof telephone>;

export const usualTelephone: TelephoneSettings = { agents: [], recording: false, missedSms: true };
