/** How long it may take, as holds teach it. */
import { expect, it } from 'vitest';
import { expectedWait, learnHold } from '../../worker/desk/rules.ts';

it('G4 the expected wait is silent until three holds were measured, then follows the newest', () => {
  let holds = { samples: 0, meanMs: 0 };
  for (const ms of [60_000, 120_000]) holds = learnHold(holds, ms);
  expect(expectedWait(0, holds, 2)).toBeNull();
  holds = learnHold(holds, 180_000);
  expect(holds).toEqual({ samples: 3, meanMs: 120_000 });
  expect(expectedWait(0, holds, 2)).toBe(60_000);
  expect(expectedWait(3, holds, 2)).toBe(240_000);
  expect(expectedWait(0, holds, 0)).toBeNull();
  for (let count = 0; count < 50; count += 1) holds = learnHold(holds, 10_000);
  expect(holds.meanMs).toBeLessThan(11_000);
});
