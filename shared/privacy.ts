/** Which version of the privacy notice holds, whether consent is asked anew, and what rests until it is given. */
import * as v from 'valibot';
import { beginInChina, dayInChina, privacyVersion, type PrivacyVersion } from './settings/privacy.ts';

/** What somebody said to a version. */
export type PrivacyWord = { version: string; given: boolean; at: number };

const word = v.object({ version: v.string(), given: v.boolean(), at: v.number() });

/** How the notice stands with one person. */
export const privacyStanding = v.object({
  /** The version they are still to be asked about; null: none. */
  asks: v.nullable(v.string()),
  /** Since when consents to offers rest, because the version that changed their purpose was not agreed to; null: they hold. */
  restsSince: v.nullable(v.number()),
  /** What they said last. */
  said: v.nullable(word),
});
export type PrivacyStanding = v.InferOutput<typeof privacyStanding>;

/** GET /v1/privacy — every version, newest first, and which one holds today. */
export const privacyAnswer = v.object({
  ok: v.literal(true),
  now: v.string(),
  versions: v.array(privacyVersion),
});
export type PrivacyAnswer = v.InferOutput<typeof privacyAnswer>;

/** GET and POST /v1/me/privacy */
export const ownPrivacyAnswer = v.object({ ...privacyAnswer.entries, standing: privacyStanding });
export type OwnPrivacyAnswer = v.InferOutput<typeof ownPrivacyAnswer>;
export const privacyRequest = v.strictObject({
  version: v.pipe(v.string(), v.minLength(1), v.maxLength(16)),
  given: v.boolean(),
});

/** The version that holds; the oldest where none has come yet. */
export function versionNow(versions: readonly PrivacyVersion[], now: number): PrivacyVersion | undefined {
  const today = dayInChina(now);
  return versions.find(({ from }) => from <= today) ?? versions[versions.length - 1];
}

/** Who agreed to a version agreed to those before it; what came since and asks is asked about once. */
export function standingOf(
  versions: readonly PrivacyVersion[],
  said: readonly PrivacyWord[],
  now: number,
): PrivacyStanding {
  const today = dayInChina(now);
  const asking = versions.find(({ asks, from }) => asks && from <= today);
  const last = said[said.length - 1] ?? null;
  if (!asking) return { asks: null, restsSince: null, said: last };
  const word = [...said].reverse().find(({ version }) => version === asking.version);
  return {
    asks: word ? null : asking.version,
    restsSince: word?.given === true ? null : beginInChina(asking.from),
    said: last,
  };
}
