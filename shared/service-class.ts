/** Which promise of an answer (服务等级) a conversation falls under, and the tier of its customer: by the desk's settings alone. Pure. */
import type { ChannelName } from './message.ts';
import type { DeskSettings, ServiceClass } from './settings/desk.ts';

export type Classed = { urgency: 'normal' | 'urgent'; level: string; channel: ChannelName; group: string };
export type Promised = Pick<ServiceClass, 'id' | 'targetMs' | 'weight'>;

const usual: Promised = { id: '', targetMs: 120_000, weight: 1 };
const urgent: Promised = { id: 'urgent', targetMs: 30_000, weight: 4 };

/** The first class it fits. */
export function classFor({ classes }: Pick<DeskSettings, 'classes'>, one: Classed): ServiceClass | null {
  const fits = <Value>(list: readonly Value[], value: Value) => list.length === 0 || list.includes(value);
  return (
    classes.find(
      (given) =>
        (!given.urgent || one.urgency === 'urgent') &&
        fits(given.levels, one.level) &&
        fits(given.channels, one.channel) &&
        fits(given.groups, one.group),
    ) ?? null
  );
}

/** What is promised to it, also where the company wrote no class for it. */
export function promiseFor(settings: Pick<DeskSettings, 'classes'>, one: Classed): Promised {
  return classFor(settings, one) ?? (one.urgency === 'urgent' ? urgent : usual);
}

/** By their level; a rule of the profile lifts everybody into the lane. */
export function tierFor(tiers: ReadonlyMap<string, number>, { level, vip }: { level: string; vip: boolean }): number {
  return Math.max(tiers.get(level) ?? 0, vip ? 1 : 0);
}

export const tiersOf = ({ levels }: Pick<DeskSettings, 'levels'>): ReadonlyMap<string, number> =>
  new Map(levels.map((one) => [one.level, one.tier]));
