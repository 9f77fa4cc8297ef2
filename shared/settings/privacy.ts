/** 隐私说明: the notice people read, in versions. What holds is never rewritten: a new version is added above it. */
import * as v from 'valibot';
import { usualNotice } from './privacy-usual.ts';

const words = (most: number) =>
  v.strictObject({
    zh: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most)),
    en: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most)),
  });
const day = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}$/u, 'a date as 2026-11-26'),
  v.check(
    (given) => !Number.isNaN(Date.parse(given)) && new Date(given).toISOString().startsWith(given),
    'a date as 2026-11-26',
  ),
);

const CHINA_MS = 8 * 3_600_000;

export const privacyVersion = v.strictObject({
  version: v.pipe(
    v.string(),
    v.minLength(1),
    v.check((given) => /^\d{1,3}(?:\.\d{1,3}){0,2}$/u.test(given), 'numbers and dots'),
  ),
  /** The first day on which it holds, in China. */
  from: day,
  /** What is different from the version before. */
  changes: words(600),
  /** It changes what personal data are used for: consent is asked anew, and until it is given older consents to offers rest. */
  asks: v.boolean(),
  sections: v.pipe(v.array(v.strictObject({ title: words(60), text: words(3000) })), v.minLength(1), v.maxLength(20)),
});
export type PrivacyVersion = v.InferOutput<typeof privacyVersion>;

export const privacy = v.strictObject({
  /** Newest first. */
  versions: v.pipe(
    v.array(privacyVersion),
    v.minLength(1),
    v.maxLength(20),
    v.check((all) => new Set(all.map(({ version }) => version)).size === all.length, 'one number stands twice'),
    v.check(
      (all) => all.every(({ from }, at) => at === 0 || from <= (all[at - 1]?.from ?? '')),
      'newest first, by their days',
    ),
  ),
});
type Privacy = v.InferOutput<typeof privacy>;

/** A version that people were told holds stays word for word, and among the others. */
export function keepsHolding(before: unknown, after: unknown, now: number): string {
  const [old, fresh] = [v.safeParse(privacy, before), v.safeParse(privacy, after)];
  if (!old.success || !fresh.success) return '';
  const broken = old.output.versions.find(
    (one) =>
      one.from <= dayInChina(now) &&
      JSON.stringify(one) !== JSON.stringify(fresh.output.versions.find(({ version }) => version === one.version)),
  );
  return broken ? `version ${broken.version} holds already: write a new one` : '';
}

/** The day in China, as 2026-11-26. */
export function dayInChina(now: number): string {
  return new Date(now + CHINA_MS).toISOString().slice(0, 10);
}

/** When a day begins in China. */
export function beginInChina(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) - CHINA_MS;
}

/** What holds until the company writes its own. */
export const usualPrivacy: Privacy = { versions: usualNotice };
