/** At each person's usual hours: the decision alone, over any campaign, any moment and any person. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hourFor, hurries, isIn, parts, partsNow, spanOf, usualPart } from '../../shared/campaign/hours.ts';
import type { Kept } from '../../shared/profile/fact.ts';
import { foldAll } from '../../shared/profile/fold.ts';
import { mayRing } from '../../shared/reach/quiet.ts';

const at = (day: string, clock: string) => Date.parse(`${day}T${clock}:00+08:00`);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = at('2026-12-01', '10:00');
const hourIn = (moment: number) => new Date(moment + 8 * HOUR).getUTCHours();

const met = (day: number, hour: number): Kept => ({
  ...{ key: `encounter:${day}-${hour}`, at: NOW - day * DAY },
  fact: { kind: 'encounter', channel: 'web', hour, upset: false, complaint: false, solved: null, language: 'zh' },
});
const said = (of: string, on: boolean, says: 'off' | 'wrong'): Kept => ({
  ...{ key: `choice:${of}`, at: NOW },
  fact: { kind: 'choice', of, on, says },
});
const evenings = [met(1, 19), met(8, 20), met(15, 23)];
const usual = (...facts: Kept[]) => usualPart(foldAll(facts), NOW);

describe('O52 somebody’s usual hours', () => {
  it('are the part of the day in which they mostly came, where that is sure', () => {
    expect(usual(...evenings)).toBe(3);
    expect(usual(met(1, 9), met(2, 10))).toBe(1);
    expect(usual(met(1, 14), met(2, 15), met(3, 16), met(4, 9))).toBe(2);
    expect(usual(met(1, 2), met(2, 5))).toBe(0);
    expect(usual(met(1, 19)), 'once is no habit').toBeNull();
    expect(usual(met(1, 19), met(2, 20), met(3, 9)), 'two of three is not sure').toBeNull();
    expect(usual(met(1, 19), met(2, 19), met(3, 9), met(4, 10)), 'half is no habit').toBeNull();
    expect(usual(met(181, 19), met(182, 19)), 'half a year ago').toBeNull();
    expect(usual()).toBeNull();
  });

  it('O55 are not used where they switched them or the whole profile off, or said they are wrong', () => {
    expect(usual(...evenings, said('trait:hours', false, 'off'))).toBeNull();
    expect(usual(...evenings, said('trait:hours', false, 'wrong'))).toBeNull();
    expect(usual(...evenings, said('all', false, 'off'))).toBeNull();
    expect(usual(...evenings, said('trait:channel', false, 'off')), 'another one’s switch').toBe(3);
    expect(usual(...evenings, said('trait:hours', true, 'off'))).toBe(3);
  });

  it('are those in which offers leave; wholly outside them, the nearest hour', () => {
    expect(parts.map((part) => spanOf(part))).toEqual([
      { from: 8, to: 9 },
      { from: 8, to: 12 },
      { from: 12, to: 18 },
      { from: 18, to: 20 },
    ]);
    expect(spanOf(3, { from: 8, to: 18 }), 'late in the evening only').toEqual({ from: 17, to: 18 });
    expect(spanOf(1, { from: 13, to: 20 })).toEqual({ from: 13, to: 14 });
  });

  it('that don’t come before its end give the nearest hour that does', () => {
    const short = at('2026-12-01', '15:00');
    expect(hourFor(3, at('2026-12-01', '09:00'), short), 'before its end, near the evening').toBe(short - HOUR);
    expect(hourFor(1, at('2026-12-01', '13:00'), at('2026-12-01', '19:00')), 'the morning is just over').toBe(
      at('2026-12-01', '13:00'),
    );
    expect(hourFor(3, NOW, NOW + 2 * DAY)).toBe(at('2026-12-01', '18:00'));
    expect(hourFor(3, at('2026-12-01', '19:59'), NOW + 2 * DAY)).toBe(at('2026-12-01', '19:59'));
    expect(hourFor(3, at('2026-12-01', '20:00'), NOW + 2 * DAY)).toBe(at('2026-12-02', '18:00'));
    expect(partsNow(at('2026-12-01', '18:30'), NOW + 2 * DAY)).toEqual([3]);
    expect(partsNow(at('2026-12-01', '08:30'), NOW + 2 * DAY)).toEqual([0, 1]);
    expect(partsNow(at('2026-12-01', '23:00'), NOW + 2 * DAY)).toEqual([]);
  });

  const any = fc.record({
    part: fc.constantFrom(...parts),
    moment: fc.integer({ min: NOW, max: NOW + 400 * DAY }),
    lasts: fc.integer({ min: 1, max: 14 * DAY }),
  });

  it('give a moment that is open, before the end, and theirs wherever that can be', () => {
    let [theirs, near] = [0, 0];
    fc.assert(
      fc.property(any, ({ part, moment, lasts }) => {
        const ends = moment + lasts;
        const goes = hourFor(part, moment, ends);
        expect(hourFor(part, moment, ends), 'the same again').toBe(goes);
        const soonest = mayRing('marketing', true, moment);
        // No open hour is left: it is asked, and the last door says so.
        if (soonest >= ends) {
          expect(goes).toBe(moment);
          return;
        }
        expect(goes).toBeGreaterThanOrEqual(moment);
        expect(goes, 'nobody is forgotten before its end').toBeLessThan(ends);
        expect(mayRing('marketing', true, goes), 'inside the law').toBe(goes);
        expect(hourIn(goes)).toBeGreaterThanOrEqual(8);
        expect(hourIn(goes)).toBeLessThan(20);
        expect(hourFor(part, goes, ends), 'when it comes, it is their turn').toBe(goes);
        expect(partsNow(goes, ends)).toContain(part);
        if (lasts >= DAY) expect(isIn(part, goes), 'a whole day has their hours').toBe(true);
        if (isIn(part, goes)) theirs += 1;
        else near += 1;
      }),
      { numRuns: 2_000 },
    );
    expect(Math.min(theirs, near), 'both were looked at').toBeGreaterThan(20);
  });

  it('O54 count no more where those who wait need more than half of the open time that is left', () => {
    const ends = at('2026-12-01', '20:00');
    expect(hurries(600 * 30, 600, at('2026-12-01', '19:00'), ends)).toBe(false);
    expect(hurries(600 * 30 + 1, 600, at('2026-12-01', '19:00'), ends)).toBe(true);
    expect(hurries(1, 600, ends, at('2026-12-02', '08:00')), 'the night is no time').toBe(true);
    expect(hurries(600 * 60 * 6, 600, at('2026-12-01', '20:00'), at('2026-12-02', '20:00'))).toBe(false);
    expect(hurries(0, 600, ends, ends)).toBe(false);
  });
});
