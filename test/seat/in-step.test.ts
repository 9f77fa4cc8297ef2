/** Three dashboards and their agents' seats, through whatever may happen to a connection. `npm run seats -- --times N --seed S` for more. */
import { describe, expect, it } from 'vitest';
import { Shift } from './shift.ts';

declare const __SEATS__: string;

const [times = 300, seed = 1] = __SEATS__.split(':').filter(Boolean).map(Number);
const AGENTS = 3;
/** Disconnects of one agent between two comparisons. */
const BETWEEN = 50;

describe('three dashboards', () => {
  it(
    'D19 D15 D6 with 240 conversations, their news and the desk each end equal to a replay of the truth, whatever is cut, dropped, resumed, reset or evicted',
    async () => {
      const shifts = Array.from({ length: AGENTS }, (_, index) => new Shift(seed * AGENTS + index));
      const began = performance.now();
      await Promise.all(shifts.map((shift) => shift.begin()));
      const most = Math.ceil(times / AGENTS);
      for (let next = BETWEEN; shifts.some((shift) => shift.disconnects < most); next += BETWEEN) {
        await Promise.all(
          shifts.map(async (shift) => {
            while (shift.disconnects < Math.min(next, most)) await shift.live();
            await shift.match();
            await shift.matchFresh();
            await shift.read();
            await shift.match();
          }),
        );
        // Nobody speaks now: the desk stands still.
        for (const shift of shifts) await shift.matchDesk();
      }
      for (const shift of shifts) shift.screen.follower.stop();
      const sum = (of: (shift: Shift) => number) => shifts.reduce((all, shift) => all + of(shift), 0);
      const figures = {
        disconnects: sum((one) => one.disconnects),
        operations: sum((one) => one.operations),
        comparisons: sum((one) => one.comparisons),
      };
      const resets = sum((one) => one.screen.resets);
      const kinds = shifts.map((one) => one.counts);
      const seconds = Math.round((performance.now() - began) / 1000);
      console.log(`SEATS ${JSON.stringify({ ...figures, resets, seconds, seed, kinds })}`);
      expect(figures.disconnects).toBeGreaterThanOrEqual(times);
      expect(resets).toBeGreaterThan(AGENTS);
    },
    60_000 + times * 300,
  );
});
