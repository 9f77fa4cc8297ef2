/** The ledger of counts and the bubbles joined for it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joined } from '../../shared/reach/bubbles.ts';
import {
  answered,
  exhausted,
  MARGIN_MS,
  noCounts,
  opened,
  refunded,
  roomIn,
  spent,
} from '../../shared/reach/counts.ts';

/** A Wednesday, ten in the morning in China. */
const NOW = Date.UTC(2026, 10, 25, 2);
const HOUR = 3_600_000;

describe('the ledger of counts', () => {
  const message = (at: number) => opened(noCounts, { scene: 'message', left: 5, endsAt: at + 48 * HOUR }, at, at);

  it('C22 scenes stand side by side: a tap on the menu does not end the 48 hours, nor add to them', () => {
    let counts = spent(spent(message(NOW), NOW + 1), NOW + 2);
    counts = opened(counts, { scene: 'CLICK', left: 3, endsAt: NOW + 70_000 }, NOW + 10_000, NOW + 10_000);
    expect(roomIn(counts, NOW + 11_000)).toMatchObject({ state: 'open', left: 3 });
    counts = spent(counts, NOW + 12_000);
    expect(roomIn(counts, NOW + 80_000)).toEqual({ state: 'open', left: 2, endsAt: NOW + 48 * HOUR });
  });

  it('C22 an act told late, or while a send is on its way, does not count that send as before it; an older one changes nothing', () => {
    let counts = answered(spent(message(NOW), NOW + 5_000), NOW + 5_000, NOW + 5_300);
    counts = opened(counts, { scene: 'message', left: 5, endsAt: NOW + 48 * HOUR }, NOW + 4_000, NOW + 14_000);
    expect(roomIn(counts, NOW + 15_000)).toMatchObject({ left: 4 });
    const flying = opened(
      spent(message(NOW), NOW + 5_000),
      { scene: 'message', left: 5, endsAt: NOW + 48 * HOUR },
      NOW + 6_000,
      NOW + 6_100,
    );
    expect(roomIn(flying, NOW + 7_000)).toMatchObject({ left: 4 });
    expect(opened(flying, { scene: 'message', left: 5, endsAt: NOW + HOUR }, NOW + 1_000, NOW + 8_000)).toBe(flying);
  });

  it('C22 what certainly did not arrive is given back, once and only where it was counted; the platform’s word is the last', () => {
    let counts = message(NOW);
    for (let at = 1; at <= 5; at += 1) counts = answered(spent(counts, NOW + at), NOW + at, NOW + at);
    expect(roomIn(counts, NOW + 10)).toMatchObject({ state: 'spent' });
    counts = spent(opened(counts, { scene: 'SCAN', left: 3, endsAt: NOW + 60_000 }, NOW + 20, NOW + 20), NOW + 30);
    counts = refunded(refunded(counts, NOW + 30), NOW + 30);
    expect(counts.scenes.map((one) => one.left)).toEqual([0, 3]);
    expect(roomIn(exhausted(counts), NOW + 40)).toMatchObject({ state: 'spent' });
    expect(roomIn(noCounts, NOW)).toEqual({ state: 'closed' });
  });

  it('C22 a window counts as shut a moment before its end, because a send takes its time', () => {
    const counts = opened(noCounts, { scene: 'enter', left: 2, endsAt: NOW + 60_000 }, NOW, NOW);
    expect(roomIn(counts, NOW + 60_000 - MARGIN_MS - 1).state).toBe('open');
    expect(roomIn(counts, NOW + 60_000 - MARGIN_MS).state).toBe('closed');
  });

  it('C23 bubbles are joined only as far as needed: in their order, none lost, and only what fits', () => {
    const short = (run: readonly string[]) => run.join('').length <= 6;
    expect(joined(['a', 'b', 'c'], 3, short)).toEqual([['a'], ['b'], ['c']]);
    expect(joined(['a', 'b', 'c'], 2, short)).toEqual([['a', 'b'], ['c']]);
    expect(joined(['a', 'b', 'c'], 1, short)).toEqual([['a', 'b', 'c']]);
    expect(joined(['aaaaa', 'bbbbb', 'c'], 1, short)).toEqual([['aaaaa'], ['bbbbb', 'c']]);
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 5 })),
        fc.integer({ min: 1, max: 4 }),
        (bubbles, room) => {
          const runs = joined(bubbles, room, short);
          expect(runs.flat()).toEqual(bubbles);
          expect(runs.every((run) => run.length === 1 || short(run))).toBe(true);
        },
      ),
    );
  });
});
