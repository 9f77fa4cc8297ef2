/** A campaign (营销活动): offers and greetings to whom a rule means, in words two people have seen, within what each person agreed to. */
import * as v from 'valibot';
import { calendarDate } from '../settings/calendars.ts';
import { festivals, type Festival } from './festival.ts';
import type { Share } from './arms.ts';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, 'lower case letters, digits and hyphens'));
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60));
const clock = v.pipe(v.string(), v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, 'an hour reads 09:00'));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const percent = v.pipe(count, v.maxValue(100));
const festivalName = v.picklist(Object.keys(festivals) as [Festival, ...Festival[]]);

/** Channels that may carry an offer. WeChat's service messages and templates may not (template rules of the platform), nor may calls. */
export const offerChannel = v.picklist(['miniprogram', 'app', 'web', 'sms']);
export type OfferChannel = v.InferOutput<typeof offerChannel>;

/** Words in one language: those our own screens show, and the approved SMS template of the marketing kind that says the same. */
const words = v.strictObject({
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)),
  text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(600)),
});

/** One version of the words. `share`: whole per cent of those meant. */
export const arm = v.strictObject({ id, share: percent, zh: words, en: words, sms: v.nullable(id) });
export type CampaignArm = v.InferOutput<typeof arm>;
export const MOST_ARMS = 4;

/** `on` a day, or so many days `before` a festival; from `clock` on, China's time. Each person's own quiet hours hold besides. */
export const schedule = v.variant('begins', [
  v.strictObject({ begins: v.literal('at-once') }),
  v.strictObject({ begins: v.literal('day'), on: calendarDate, clock }),
  v.strictObject({
    begins: v.literal('festival'),
    festival: festivalName,
    before: v.pipe(count, v.maxValue(30)),
    clock,
  }),
]);
export type CampaignSchedule = v.InferOutput<typeof schedule>;

/** When it stops by itself, by shares that are certainly above these (per ten thousand of those delivered). */
export const limits = v.strictObject({
  optOuts: v.pipe(count, v.maxValue(10_000)),
  complaints: v.pipe(count, v.maxValue(10_000)),
});

/**
 * What a marketer writes. `rule`: the id of the audience's rule; `hours`: nobody is written to after so many from its beginning;
 * `ownHours`: it leaves for each person in the part of the day they usually come in (shared/campaign/hours.ts).
 */
export const draft = v.pipe(
  v.strictObject({
    name,
    rule: id,
    channels: v.pipe(v.array(offerChannel), v.minLength(1), v.maxLength(4)),
    arms: v.pipe(v.array(arm), v.minLength(1), v.maxLength(MOST_ARMS)),
    schedule,
    hours: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(14 * 24)),
    ownHours: v.optional(v.boolean()),
    perMinute: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
    limits,
  }),
  v.check(({ arms }) => new Set(arms.map((one) => one.id)).size === arms.length, 'two versions have one name'),
  v.check(({ arms }) => total(arms) >= 1 && total(arms) <= 100, 'the versions share 1 to 100 per cent'),
  v.check(({ channels }) => new Set(channels).size === channels.length, 'a channel stands there twice'),
  v.check(
    ({ channels, arms }) => !channels.includes('sms') || arms.every((one) => one.sms !== null),
    'each version names its SMS template',
  ),
);
export type Draft = v.InferOutput<typeof draft>;

const total = (arms: readonly Share[] | readonly CampaignArm[]): number =>
  arms.reduce((sum, { share }) => sum + share, 0);

/** The arms as shares of a hundred; the rest is held out. */
export function sharesOf({ arms }: Pick<Draft, 'arms'>): Share[] {
  return arms.map((one) => ({ arm: one.id, share: one.share }));
}
