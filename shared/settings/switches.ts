/** 应急开关: what is switched off for now, by whom, why, and until when. */
import * as v from 'valibot';

/**
 * `robot`: everybody goes to people. `channel`: what is owed over an account waits. `merges`: decisions that two are one, or two again,
 * wait. `campaigns`: no offer leaves.
 */
export const switchNames = ['robot', 'channel', 'merges', 'campaigns'] as const;
export type SwitchName = (typeof switchNames)[number];

export const switchedOff = v.strictObject({
  what: v.picklist(switchNames),
  /** The account of a channel; else empty. */
  account: v.pipe(v.string(), v.maxLength(64)),
  why: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  by: v.strictObject({ id: v.string(), name: v.string() }),
  since: v.number(),
  /** On again by itself then; null: by hand alone. */
  until: v.nullable(v.number()),
});
export type SwitchedOff = v.InferOutput<typeof switchedOff>;

export const switches = v.strictObject({
  off: v.pipe(
    v.array(switchedOff),
    v.maxLength(60),
    v.check(
      (given) => new Set(given.map(({ what, account }) => `${what}:${account}`)).size === given.length,
      'a switch stands there twice',
    ),
  ),
});
export type Switches = v.InferOutput<typeof switches>;

export const allOn: Switches = { off: [] };

/** What is off at this moment. */
export const offNow = ({ off }: Switches, now: number): SwitchedOff[] =>
  off.filter(({ until }) => until === null || until > now);

/** Whether it is switched off at this moment. */
export function isOff(given: Switches, what: SwitchName, now: number, account = ''): boolean {
  return offNow(given, now).some((one) => one.what === what && one.account === account);
}

/** POST /staff/v1/operations/switches — `minutes` null: until somebody switches it on. `incident`: noted in its timeline. */
export const switchRequest = v.strictObject({
  what: v.picklist(switchNames),
  account: v.optional(v.pipe(v.string(), v.maxLength(64)), ''),
  off: v.boolean(),
  why: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  minutes: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_080))), null),
  incident: v.optional(v.string()),
});
/** What is off now. */
export const switchAnswer = v.object({ ok: v.literal(true), off: v.array(switchedOff) });
