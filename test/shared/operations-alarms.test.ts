/** Readings become alarms: any order, any number of them, none lost, none flapping. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fresh, looked, MINUTE_MS, noted, silent, spansIn, type Series } from '../../shared/operations/alarm.ts';
import { burning, type Tally } from '../../shared/operations/burn.ts';
import { checkNames, checks, keyOf, ofKey, type CheckRule } from '../../shared/operations/check.ts';

const rule: CheckRule = { unit: 'count', fires: 10, clears: 3, badMinutes: 2, goodMinutes: 3, level: 'page' };
const NOW = 1_000 * MINUTE_MS;
type Read = { minute: number; value: number };
const take = (reads: readonly Read[], now = NOW, from: Series = fresh): Series =>
  reads.reduce((series, { minute, value }) => noted(series, rule, { at: minute * MINUTE_MS, value }, now), from);
const spans = (values: readonly number[]) =>
  spansIn(take(values.map((value, at) => ({ minute: 950 + at, value }))), rule);

describe('an alarm', () => {
  it('O100 begins after so many bad minutes and is over only after so many good ones', () => {
    expect(spans([10, 0, 10, 0, 10])).toEqual([]);
    expect(spans([0, 10, 12])).toEqual([{ began: 952, ended: null }]);
    expect(spans([10, 10, 3, 3, 10, 3, 3, 3])).toEqual([{ began: 951, ended: 957 }]);
  });

  it('O100 between the marks nothing changes, however long', () => {
    expect(spans([9, 9, 9, 9])).toEqual([]);
    expect(spans([10, 10, 5, 5, 5, 5, 5, 9])).toEqual([{ began: 951, ended: null }]);
    const reads = [10, 10].map((value, at) => ({ minute: 800 + at, value }));
    let series = take(reads, 802 * MINUTE_MS);
    for (let minute = 802; minute < 1_000; minute += 1)
      series = take([{ minute, value: 5 }], minute * MINUTE_MS, series);
    expect(spansIn(series, rule)).toEqual([{ began: 801, ended: null }]);
    expect(series.minutes.size).toBeLessThanOrEqual(60);
  });

  const read = fc.record({ minute: fc.integer({ min: 941, max: 1_000 }), value: fc.integer({ min: 0, max: 15 }) });
  const reads = fc.array(read, { maxLength: 80 });
  const badAt = (value: number, ...minutes: number[]): Read[] => minutes.map((minute) => ({ minute, value }));

  it('O101 is the same in any order and number of readings', () => {
    fc.assert(
      fc.property(reads, fc.infiniteStream(fc.nat()), (given, chance) => {
        const order = (): number => chance.next().value ?? 0;
        const mixed = [...given, ...given.filter((_, at) => at % 3 === 0)]
          .map((one) => ({ one, key: order() }))
          .toSorted((one, two) => one.key - two.key)
          .map(({ one }) => one);
        expect(spansIn(take(mixed), rule)).toEqual(spansIn(take(given), rule));
      }),
    );
  });

  it('O101 none is lost by coming late, and what was told is told once', () => {
    fc.assert(
      fc.property(reads, fc.integer({ min: 1, max: 9 }), (given, every) => {
        let series = fresh;
        let alarm = silent;
        let [began, ended] = [0, 0];
        const look = () => {
          const { next, news } = looked(alarm, spansIn(series, rule));
          began += news.filter((one) => one === 'began').length;
          ended += news.filter((one) => one === 'ended').length;
          expect([0, 1]).toContain(began - ended);
          alarm = next;
        };
        given.forEach((one, at) => {
          series = take([one], NOW, series);
          if (at % every === 0) look();
        });
        look();
        const all = spansIn(series, rule);
        expect(alarm.stands).toBe(all.at(-1)?.ended === null);
        if (all.length > 0) expect(began).toBeGreaterThan(0);
        look();
        expect(looked(alarm, spansIn(series, rule)).news).toEqual([]);
      }),
      // Its end told, and then a beginning earlier than the one that was told.
      { examples: [[badAt(10, 943, 945).concat([{ minute: 944, value: 0 }], badAt(10, 941), badAt(0, 942)), 1]] },
    );
  });

  it('O100 never flaps: a change needs the minutes its rule names', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 49 }), (values) => {
        const found = spans(values);
        for (const [at, span] of found.entries()) {
          if (span.ended !== null) expect(span.ended - span.began).toBeGreaterThanOrEqual(rule.goodMinutes);
          const before = found[at - 1]?.ended ?? null;
          if (before !== null) expect(span.began - before).toBeGreaterThanOrEqual(rule.badMinutes);
        }
      }),
    );
  });

  it('O100 every rule has a lower mark, and calls within three minutes', () => {
    for (const name of checkNames) {
      const { fires, clears, badMinutes, level } = checks[name];
      expect(clears, name).toBeLessThan(fires);
      if (level === 'page') expect(badMinutes, name).toBeLessThanOrEqual(2);
      expect(ofKey(keyOf({ check: name, subject: 'a:b' }))).toEqual({ check: name, subject: 'a:b' });
    }
    expect(() => ofKey('weather:rain')).toThrow('no such check');
  });
});

describe('the error budget', () => {
  const tallies = (minutes: number, bad: number, good: number): Tally[] =>
    Array.from({ length: minutes }, (_, at) => ({ minute: 1_000 - at, good, bad }));

  it('O102 burns by the lower of two windows', () => {
    // 1.5 of a hundred fail: fifteen times the budget.
    expect(burning(tallies(60, 3, 197), NOW).fast).toBeCloseTo(15);
    expect(burning(tallies(360, 3, 197), NOW).slow).toBeCloseTo(15);
    // Much in five minutes of a good hour is not large; much in an hour that is over doesn't go on.
    const late = [...tallies(5, 3, 197), ...tallies(55, 0, 2_000).map((one) => ({ ...one, minute: one.minute - 5 }))];
    expect(burning(late, NOW).fast).toBeLessThan(checks.fast.fires);
    expect(burning(tallies(60, 3, 197), NOW + 6 * MINUTE_MS).fast).toBe(0);
  });

  it('O102 says nothing of few failures, and nothing where nothing happened', () => {
    expect(burning([{ minute: 1_000, good: 0, bad: 2 }], NOW)).toEqual({ fast: 0, slow: 0 });
    expect(burning([], NOW)).toEqual({ fast: 0, slow: 0 });
    expect(burning([{ minute: 1_000, good: 1, bad: 3 }], NOW).fast).toBeCloseTo(750);
  });
});
