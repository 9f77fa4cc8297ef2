/** Codes by SMS under attack: the budgets and the judgement the gateway itself uses. */
import { describe, expect, it } from 'vitest';
import { chance, freshCode, judge, limits, rangeOf, TRIES } from '../../worker/codes/policy.ts';
import { attack, guess } from '../codes/attack.ts';

describe('codes in bulk', () => {
  it('I14 ten thousand requests over a thousand numbers in two hundred ranges stay within every budget, and who is signed in still gets a code', () => {
    const found = attack({ requests: 10_000, numbers: 1_000, ranges: 200, aDay: 1_000, seed: 20261126 });
    expect(found.overrun).toEqual([]);
    // The budgets were really met: the attack was stopped by them, not by itself.
    expect(found.fullest).toBe(1);
    expect(found.sent).toBeGreaterThan(100);
    expect(found.sent).toBeLessThan(400);
    expect(found.signedInRefused).toBe(0);
    expect(found.honestRefused).toBeGreaterThan(0);
  });

  it('I14 a small company’s day is never overrun either, whatever the seed', () => {
    for (const seed of [1, 2, 3]) {
      const found = attack({ requests: 3_000, numbers: 300, ranges: 300, aDay: 50, seed });
      expect(found.overrun).toEqual([]);
      expect(found.sent).toBeLessThanOrEqual(50);
    }
  });

  it('I14 numbers rented side by side get their range’s budget and no more, from however many networks; so does one network', () => {
    const bulk = { requests: 4_000, aDay: 100_000, seed: 5 };
    const range = attack({ ...bulk, numbers: 1_000, ranges: 4, networks: 4_000 });
    expect(range.overrun).toEqual([]);
    expect(range.sent).toBe(40);
    const network = attack({ ...bulk, numbers: 2_000, ranges: 2_000, networks: 1 });
    expect(network.overrun).toEqual([]);
    expect(network.sent).toBe(30);
  });
});

describe('guessing', () => {
  it('I14 a code and a number’s whole day are guessed with at most 5 in a million, computed and tried', () => {
    expect(chance().code).toBeLessThanOrEqual(5e-6);
    expect(chance().day).toBeLessThanOrEqual(5e-6);
    const { days, guessed, tries } = guess(200_000, 7);
    expect(tries).toBeGreaterThan(days * 4);
    // One is expected; eight come by chance once in a million runs.
    expect(guessed).toBeLessThan(8);
  });

  it('I14 a code holds for its time and tries, and every one of the million is as likely', () => {
    const standing = { seal: 'right', expiresAt: 1_000, tries: 0 };
    expect(judge(standing, 'right', 999)).toBe('right');
    expect(judge(standing, 'wrong', 999)).toBe('wrong');
    expect(judge(standing, 'right', 1_000)).toBe('over');
    expect(judge({ ...standing, tries: TRIES }, 'right', 1)).toBe('over');
    expect(judge(null, 'right', 1)).toBe('over');
    // What would make small codes likelier is drawn again.
    const draws = [4_294_967_295, 4_294_000_000, 42];
    expect(freshCode(() => draws.shift() ?? 0)).toBe('000042');
    expect(freshCode(() => 4_293_999_999)).toBe('999999');
  });

  it('I14 numbers rented side by side are one range, and the day’s budget is never given out in one hour', () => {
    expect(rangeOf('+8613812345678')).toBe('+861381234');
    expect(rangeOf('+447700900123')).toBe('+44770090');
    const hour = limits(1_000).find(({ by, withinMs }) => by === 'company' && withinMs === 3_600_000);
    expect(hour?.most).toBe(200);
  });
});
