/** What more than half of somebody's encounters share, and how sure that is. Pure. */
import { ranked } from './count.ts';
import { statedOf, type Profile } from './fold.ts';

/** Fewer say nothing of anybody. */
export const LEAST = 2;
/** The hours of so many days are looked at. */
export const HOURS_DAYS = 180;

/** `count` of `all` encounters; `confidence` 0–100: a share counts for less while it rests on little. `stated`: by their own word. */
export type Habit = { is: string; count: number; all: number; confidence: number; stated?: true };

/** The traits of which somebody may say what is true instead. */
export const habitTraits = { e: 'channel', h: 'hours', l: 'language' } as const;
export type HabitOf = keyof typeof habitTraits;

export function habitOf(profile: Profile, of: HabitOf, days: number, now: number): Habit | null {
  const stated = statedOf(profile, `trait:${habitTraits[of]}`);
  if (stated !== null) return { is: stated, count: 0, all: 0, confidence: 100, stated: true };
  const found = ranked(profile, of, days, now);
  const all = found.reduce((sum, { count }) => sum + count, 0);
  const [first] = found;
  if (!first || first.count < LEAST || first.count * 2 <= all) return null;
  return { is: first.is, count: first.count, all, confidence: shareOf(first.count, all) };
}

export const shareOf = (count: number, all: number): number => Math.round((95 * count) / (all + 1));
