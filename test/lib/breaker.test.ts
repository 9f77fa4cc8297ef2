import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admits, closedBreaker, settled, type Breaker } from '../../worker/lib/breaker.ts';

const rules = { failures: 5, restMs: 20_000, patienceMs: 10_000 };

/** So many failures in a row, one second apart, beginning at 0. */
function after(failures: number): Breaker {
  let breaker = closedBreaker;
  for (let nth = 0; nth < failures; nth += 1) breaker = settled(breaker, rules, false, nth * 1000);
  return breaker;
}

describe('F8 a circuit breaker', () => {
  it('stays closed through four failures and opens with the fifth', () => {
    expect(admits(after(4), rules, 4_000).go).toBe(true);
    expect(admits(after(5), rules, 4_001).go).toBe(false);
  });

  it('a success between failures starts the count anew', () => {
    const healed = settled(after(4), rules, true, 4_000);
    expect(settled(healed, rules, false, 5_000)).toMatchObject({ failures: 1, openedAt: null });
  });

  it('lets one call try after twenty seconds; its success closes, its failure opens for as long again', () => {
    const open = after(5);
    expect(admits(open, rules, 23_999).go).toBe(false);
    const first = admits(open, rules, 24_000);
    expect(first.go).toBe(true);
    expect(admits(first.next, rules, 24_001).go).toBe(false);
    expect(admits(settled(first.next, rules, true, 24_100), rules, 24_101).go).toBe(true);
    const again = settled(first.next, rules, false, 24_100);
    expect(admits(again, rules, 44_099).go).toBe(false);
    expect(admits(again, rules, 44_100).go).toBe(true);
  });

  it('a try that was cut off does not keep it shut for ever', () => {
    const { next } = admits(after(5), rules, 24_000);
    expect(admits(next, rules, 34_000).go).toBe(true);
  });

  it('never admits two calls within its rest, whatever happens', () => {
    const step = fc.record({ waitMs: fc.integer({ min: 0, max: 30_000 }), ok: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let [breaker, now, failures]: [Breaker, number, number] = [closedBreaker, 0, 0];
        for (const { waitMs, ok } of steps) {
          now += waitMs;
          const { go, next } = admits(breaker, rules, now);
          if (failures < rules.failures) expect(go).toBe(true);
          if (breaker.openedAt !== null && now - breaker.openedAt < rules.restMs) expect(go).toBe(false);
          if (!go) continue;
          breaker = settled(next, rules, ok, now);
          failures = ok ? 0 : failures + 1;
        }
      }),
    );
  });
});
