/** Seeded days on the real actor with the real client. `npm run weather -- --schedules 1 --seed X` repeats one. */
import { afterAll, describe, expect, it } from 'vitest';
import { account } from './account.ts';
import { Day } from './day.ts';
import { Providers } from './providers.ts';

declare const __WEATHER__: string;

/** Days that live at the same time; each has its own person. */
const TOGETHER = 16;
const [schedules = 12, seed = 1] = __WEATHER__.split(':').filter(Boolean).map(Number);
const figures = { schedules: 0, operations: 0, faults: 0, anomalies: 0, by_kind: {} as Record<string, number>, seed };

describe('weather', () => {
  const providers = new Providers();
  afterAll(() => {
    console.log(`WEATHER ${JSON.stringify(figures)}`);
  });

  const firsts = Array.from({ length: Math.ceil(schedules / TOGETHER) }, (_, index) => seed + index * TOGETHER);
  it.each(firsts)(
    'L1 L2 L3 L4 L5 L9 S3 S4 S12 nothing is lost, doubled or out of order in the days from %i',
    async (first) => {
      const days = Array.from(
        { length: Math.min(TOGETHER, seed + schedules - first) },
        (_, index) => new Day(first + index, providers),
      );
      const bad = await Promise.all(days.map(judge));
      expect(bad.flat().join('\n')).toBe('');
    },
    60_000,
  );
});

async function judge(day: Day): Promise<string[]> {
  const restless = await day.live();
  const found = restless ? [restless] : await account(day);
  for (const one of day.screens) one.stop();
  figures.schedules += 1;
  figures.operations += day.operations;
  figures.faults += day.faults;
  figures.anomalies += found.length;
  for (const [kind, times] of Object.entries(day.counts)) figures.by_kind[kind] = (figures.by_kind[kind] ?? 0) + times;
  return found.map((one) => `${one}\n  npm run weather -- --schedules 1 --seed ${day.seed}`);
}
