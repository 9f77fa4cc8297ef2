/** A campaign as it is written: a fresh one, what is wrong with it by its place, when it begins, and what is kept of it on this machine. */
import * as v from 'valibot';
import {
  draft as shape,
  MOST_ARMS,
  type CampaignArm,
  type CampaignSchedule,
  type Draft,
} from '../../../../../shared/campaign/campaign.ts';
import { nextDay, type Festival } from '../../../../../shared/campaign/festival.ts';

const DAY_MS = 24 * 3_600_000;
const ZONE_MS = 8 * 3_600_000;
/** Of the two languages. */
const unwritten = () => ({ title: '', text: '' });
const armIds = ['a', 'b', 'c', 'd'] as const satisfies { length: typeof MOST_ARMS };

/** The first version's share; the rest is the control group. */
const FIRST_SHARE = 90;
export function freshArm(arms: readonly CampaignArm[], share: number = FIRST_SHARE): CampaignArm {
  const id = armIds.find((one) => arms.every((arm) => arm.id !== one)) ?? armIds[0];
  return { id, share, zh: unwritten(), en: unwritten(), sms: null };
}
/** One more version: half of the largest one's share, so that who is held out stays so. */
export function withArm(arms: readonly CampaignArm[]): CampaignArm[] {
  const largest = Math.max(0, ...arms.map(({ share }) => share));
  const half = Math.floor(largest / 2);
  const from = arms.findIndex(({ share }) => share === largest);
  const left = arms.map((one, at) => (at === from ? { ...one, share: one.share - half } : one));
  return [...left, freshArm(arms, half)];
}
export const freshDraft = (): Draft => ({
  ...{ name: '', rule: '', channels: ['miniprogram'], schedule: { begins: 'at-once' } },
  arms: [freshArm([])],
  ...{ hours: 72, ownHours: false, perMinute: 600, limits: { optOuts: 200, complaints: 50 } },
});

/** Whole per cent of those meant who get something; the rest is held out. */
export const sharedBy = (arms: readonly { share: number }[]): number => arms.reduce((sum, { share }) => sum + share, 0);

/** What a version may take at most beside the others. */
export const mostOf = (arms: readonly { share: number }[], at: number): number =>
  100 - sharedBy(arms.filter((_, other) => other !== at));

export function freshSchedule(begins: CampaignSchedule['begins'], now: number): CampaignSchedule {
  switch (begins) {
    case 'at-once':
      return { begins };
    case 'day':
      return { begins, on: dayName(now + DAY_MS), clock: '10:00' };
    case 'festival':
      return { begins, festival: 'spring', before: 3, clock: '10:00' };
  }
}
const dayName = (at: number): string => new Date(at + ZONE_MS).toISOString().slice(0, 10);
const momentOf = (day: string, clock: string): number => Date.parse(`${day}T${clock}:00Z`) - ZONE_MS;

/** The festival's day and the one it begins on; `past`: that hour is over, it begins once approved. Null beyond the almanac. */
export function festivalComes(
  { festival, before, clock }: { festival: Festival; before: number; clock: string },
  now: number,
): { day: string; start: string; past: boolean } | null {
  const day = nextDay(festival, now);
  if (day === null) return null;
  const start = dayName(momentOf(day, '12:00') - before * DAY_MS);
  return { day, start, past: momentOf(start, clock) < now };
}

export type WrongKey =
  `wrong.${'share' | 'sms' | 'twice' | 'needed' | 'channels' | 'rule' | 'range' | 'date' | 'hour' | 'long' | 'id' | 'other'}`;
/** By place: `arms.0.zh.title`. */
export type Wrongs = ReadonlyMap<string, WrongKey>;

function keyOf(issue: v.BaseIssue<unknown>, path: string): WrongKey {
  if (path === 'rule') return 'wrong.rule';
  if (path === 'channels') return 'wrong.channels';
  if (issue.input === '' || issue.type === 'min_length') return path.endsWith('.on') ? 'wrong.date' : 'wrong.needed';
  if (path.endsWith('.clock')) return 'wrong.hour';
  if (path.endsWith('.on')) return 'wrong.date';
  if (issue.type === 'max_length') return 'wrong.long';
  if (issue.type === 'regex') return 'wrong.id';
  return ['min_value', 'max_value', 'integer', 'number'].includes(issue.type) ? 'wrong.range' : 'wrong.other';
}

/** What concerns the whole of it, at the place where it is mended. */
function whole({ arms, channels }: Draft): [string, WrongKey][] {
  const shared = sharedBy(arms);
  return [
    ...(shared >= 1 && shared <= 100 ? [] : ([['arms', 'wrong.share']] as const)),
    ...(new Set(channels).size === channels.length ? [] : ([['channels', 'wrong.twice']] as const)),
    ...(channels.includes('sms')
      ? arms.flatMap(({ sms }, at): [string, WrongKey][] => (sms === null ? [[`arms.${at}.sms`, 'wrong.sms']] : []))
      : []),
  ].map(([path, key]) => [path, key]);
}

/** What the gateway would refuse, by its place; empty: it would take it. */
export function wrongsOf(given: Draft): Wrongs {
  const wrongs = new Map<string, WrongKey>();
  const checked = v.safeParse(shape, given);
  for (const issue of checked.issues ?? []) {
    const path = v.getDotPath(issue) ?? '';
    if (path !== '' && !wrongs.has(path)) wrongs.set(path, keyOf(issue, path));
  }
  for (const [path, key] of whole(given)) if (!wrongs.has(path)) wrongs.set(path, key);
  return wrongs;
}

/** What is kept of an unsaved change, and the revision it was made on. */
export type Kept = { revision: number; draft: Draft };
type Keep = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
const keyFor = (member: string, id: string | null) => `yixian.campaign.${member}.${id ?? 'new'}`;

/** Loosely read: what is half written is no draft yet. */
const kept = v.object({
  revision: v.number(),
  draft: v.looseObject({
    name: v.string(),
    rule: v.string(),
    channels: v.array(v.string()),
    arms: v.array(v.looseObject({ id: v.string(), share: v.number(), zh: v.looseObject({}), en: v.looseObject({}) })),
    schedule: v.looseObject({ begins: v.string() }),
    limits: v.looseObject({}),
  }),
});

/** Its fields are looked at again as it is saved. */
const onceKept = (found: unknown) => found as Kept;

export function readKept(store: Keep, member: string, id: string | null): Kept | null {
  try {
    const found: unknown = JSON.parse(store.getItem(keyFor(member, id)) ?? 'null');
    return v.is(kept, found) ? onceKept(found) : null;
  } catch {
    return null;
  }
}
export function keep(store: Keep, member: string, id: string | null, given: Kept): void {
  store.setItem(keyFor(member, id), JSON.stringify(given));
}
export function forget(store: Keep, member: string, id: string | null): void {
  store.removeItem(keyFor(member, id));
}
