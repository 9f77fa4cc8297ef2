/** 电话: the telephones colleagues are put through to, and whether calls with them are recorded. */
import * as v from 'valibot';

const number = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^\+[1-9]\d{6,14}$/u, 'a telephone with country, as +8613800138000'),
);
const agent = v.strictObject({ member: v.pipe(v.string(), v.minLength(1), v.maxLength(64)), number });
const words = v.pipe(v.string(), v.trim(), v.maxLength(120));

export const telephone = v.strictObject({
  /** Whoever isn't named here types, and is read to the caller. */
  agents: v.pipe(
    v.array(agent),
    v.maxLength(1000),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const input = dataset.value;
      for (const [key, value] of input.entries()) {
        if (input.findIndex((one) => one.member === value.member) === key) continue;
        addIssue({
          message: 'a member stands there twice',
          path: [
            { type: 'array', origin: 'value', input, key, value },
            { type: 'object', origin: 'value', input: value, key: 'member', value: value.member },
          ],
        });
      }
    }),
  ),
  /** Callers are asked whether the talk with a colleague may be recorded; only their yes records it. */
  recording: v.boolean(),
  /** Who was in line and hung up, or could not be answered, gets an SMS by which they can go on. */
  missedSms: v.boolean(),
  /** Said once at the start, after who speaks and how to reach a person; absent or empty: nothing. */
  greeting: v.optional(v.strictObject({ zh: words, en: words })),
});
export type TelephoneSettings = v.InferOutput<typeof telephone>;

export const usualTelephone: TelephoneSettings = { agents: [], recording: false, missedSms: true };

/** A colleague's number for those whose it isn't: its last digits alone. */
export const maskedNumber = (number: string): string => `•••• ${number.slice(-4)}`;

const heardAt = v.nullable(v.number());

/** GET /staff/v1/telephone — the numbers people ring, for leads and owners. Nothing here is secret. */
export const telephonesAnswer = v.object({
  ok: v.literal(true),
  accounts: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      provider: v.picklist(['twilio', 'tccc', 'aliyun']),
      number: v.string(),
      /** The addresses the provider is to be told. `keyed`: the account's `hookKey` stands where `KEY` is written. */
      hooks: v.array(v.object({ use: v.picklist(['call', 'status', 'push']), url: v.string(), keyed: v.boolean() })),
      /** When something genuine came by its hook last, to the minute; null: never. */
      heardAt,
    }),
  ),
});
export type Telephones = v.InferOutput<typeof telephonesAnswer>;
