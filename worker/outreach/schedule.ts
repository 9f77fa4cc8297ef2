/** When a campaign begins and ends. Pure; days and clocks are China's. */
import type { Draft } from '../../shared/campaign/campaign.ts';
import { nextDay } from '../../shared/campaign/festival.ts';
import { mayRing, type Hours } from '../../shared/reach/quiet.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** At once, on its day, or so many days before the festival's next one; null: the almanac has come to its end. */
export function beginsAt({ schedule }: Pick<Draft, 'schedule'>, now: number): number | null {
  switch (schedule.begins) {
    case 'at-once':
      return now;
    case 'day':
      return atClock(schedule.on, schedule.clock);
    case 'festival': {
      const day = nextDay(schedule.festival, now);
      return day === null ? null : atClock(day, schedule.clock) - schedule.before * DAY_MS;
    }
  }
}

const atClock = (day: string, clock: string): number => Date.parse(`${day}T${clock}:00+08:00`);

/** Nothing leaves after. */
export const endsAt = ({ hours }: Pick<Draft, 'hours'>, beganAt: number): number => beganAt + hours * HOUR_MS;

/** When it is to begin, as it is written; null: at once, or the almanac has come to its end. */
export const dayOfIts = (draft: Pick<Draft, 'schedule'>, now: number): number | null =>
  draft.schedule.begins === 'at-once' ? null : beginsAt(draft, now);

/** Whether all its hours lie in the night, when no offer leaves. */
export const neverAwake = (draft: Pick<Draft, 'hours'>, begins: number, open?: Hours): boolean =>
  mayRing('marketing', true, begins, open) >= endsAt(draft, begins);
export const NIGHT = {
  zh: '它的时间都在不发优惠的时段里（20:00 到 08:00，或设置里更窄的时段之外）：请改开始时间或延长',
  en: 'All its hours lie where no offer leaves (20:00 to 08:00, or outside the narrower hours of the settings).',
};
