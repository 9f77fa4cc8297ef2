import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { armOf } from '../../shared/campaign/arms.ts';
import { draft, sharesOf } from '../../shared/campaign/campaign.ts';
import { compare, MOST_LOOKS, shareOf } from '../../shared/campaign/evidence.ts';
import { nextDay, type Festival } from '../../shared/campaign/festival.ts';
import { mayGo, passed, roomFor } from '../../shared/campaign/pace.ts';
import { fresh, mayLeave, step, type CampaignAct, type CampaignState } from '../../shared/campaign/state.ts';

const at = (day: string, clock = '12:00') => Date.parse(`${day}T${clock}:00+08:00`);

describe('O20 festivals', () => {
  it('fall on the days the state published, lunar ones in years with a leap month too', () => {
    const known: [Festival, string, string][] = [
      ['spring', '2026-01-01', '2026-02-17'],
      ['new-year-eve', '2026-01-01', '2026-02-16'],
      ['lantern', '2026-01-01', '2026-03-03'],
      ['dragon-boat', '2026-01-01', '2026-06-19'],
      ['mid-autumn', '2026-01-01', '2026-09-25'],
      ['double-ninth', '2026-01-01', '2026-10-18'],
      ['spring', '2026-11-27', '2027-02-06'],
      ['spring', '2027-11-27', '2028-01-26'],
      // 2025 had a sixth month twice (闰六月).
      ['qixi', '2025-07-01', '2025-08-29'],
      ['mid-autumn', '2025-07-01', '2025-10-06'],
      ['laba', '2026-01-01', '2026-01-26'],
      ['laba', '2026-11-27', '2027-01-15'],
      // 2033 has an eleventh month twice, and with it the latest 春节 of the century.
      ['spring', '2033-12-01', '2034-02-19'],
      ['national', '2026-11-27', '2027-10-01'],
    ];
    for (const [name, now, day] of known) expect(nextDay(name, at(now)), name).toBe(day);
  });

  it('that are today are today until midnight in China', () => {
    expect(nextDay('spring', at('2026-02-17', '23:59'))).toBe('2026-02-17');
    expect(nextDay('spring', at('2026-02-18', '00:00'))).toBe('2027-02-06');
    expect(nextDay('new-year-eve', at('2026-02-16', '23:00'))).toBe('2026-02-16');
    expect(nextDay('new-year-eve', at('2026-02-17', '00:30'))).toBe('2027-02-05');
    expect(nextDay('spring', at('2101-03-01'))).toBeNull();
  });
});

describe('O21 the life of a campaign', () => {
  const people = ['mei', 'tang', 'zhou'];
  const act = fc.oneof(
    fc.record({
      act: fc.constantFrom('write', 'submit', 'approve', 'pause', 'resume', 'stop'),
      by: fc.constantFrom(...people),
      off: fc.constantFrom(0, 0, 0, 1),
    }),
    fc.record({ act: fc.constantFrom('begin', 'end') }),
    fc.record({ act: fc.constant('halt'), why: fc.constantFrom('opt-outs', 'complaints', 'switch') }),
  );

  it('nothing ever leaves that was not let go, word for word, by somebody who wrote none of it', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        let state: CampaignState = fresh('mei');
        const written = [{ by: 'mei', revision: 1 }];
        for (const given of acts) {
          const one: CampaignAct =
            'by' in given ? { act: given.act, by: given.by, revision: state.revision + given.off } : given;
          const next = step(state, one, 0);
          if ('ok' in next) continue;
          if (one.act === 'write') written.push({ by: one.by, revision: next.revision });
          if (state.stage === 'stopped' || state.stage === 'over') throw new Error('came back');
          state = next;
          if (!mayLeave(state)) continue;
          expect(state.approved?.revision).toBe(written.at(-1)?.revision);
          expect(written.map(({ by }) => by)).not.toContain(state.approved?.by);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is refused by name: another revision, one’s own work, the wrong moment', () => {
    const waiting = step(fresh('mei'), { act: 'submit', by: 'mei', revision: 1 }, 0) as CampaignState;
    expect(step(waiting, { act: 'approve', by: 'mei', revision: 1 }, 0)).toMatchObject({ code: 'own_work' });
    expect(step(waiting, { act: 'approve', by: 'tang', revision: 2 }, 0)).toMatchObject({ code: 'stale' });
    expect(step(waiting, { act: 'resume', by: 'tang', revision: 1 }, 0)).toMatchObject({ code: 'wrong_state' });
    const ready = step(waiting, { act: 'approve', by: 'tang', revision: 1 }, 7) as CampaignState;
    expect(ready.approved).toEqual({ by: 'tang', revision: 1, at: 7 });
    expect(step(ready, { act: 'write', by: 'mei', revision: 1 }, 8)).toMatchObject({ stage: 'draft', approved: null });
  });
});

describe('O22 who gets which words', () => {
  const shares = [
    { arm: 'a', share: 45 },
    { arm: 'b', share: 45 },
  ];

  it('is settled by the person alone, and spread as it was said', () => {
    const counted = new Map<string, number>();
    for (let one = 0; one < 20_000; one += 1) {
      const got = armOf('spring-2027', `c_${one}`, shares);
      expect(armOf('spring-2027', `c_${one}`, shares)).toEqual(got);
      const name = got === 'holdout' ? got : got.arm;
      counted.set(name, (counted.get(name) ?? 0) + 1);
    }
    for (const [name, share] of [
      ['a', 0.45],
      ['b', 0.45],
      ['holdout', 0.1],
    ] as const) {
      // Five standard deviations of 20,000 draws.
      expect(Math.abs((counted.get(name) ?? 0) / 20_000 - share), name).toBeLessThan(0.018);
    }
  });

  it('in one campaign says nothing about the next', () => {
    const same = Array.from({ length: 20_000 }, (_, one) => `c_${one}`).filter(
      (person) =>
        JSON.stringify(armOf('spring-2027', person, shares)) === JSON.stringify(armOf('lantern-2027', person, shares)),
    );
    expect(Math.abs(same.length / 20_000 - (0.45 ** 2 * 2 + 0.1 ** 2))).toBeLessThan(0.018);
  });

  it('shares of more than a hundred, of nothing, or a name twice are refused', () => {
    const words = { title: '新年好', text: '全场八折' };
    const one = { id: 'a', share: 90, zh: words, en: words, sms: null };
    const given = {
      ...{ name: '春节', rule: 'mothers', channels: ['miniprogram'], arms: [one], hours: 24, perMinute: 600 },
      schedule: { begins: 'festival', festival: 'spring', before: 1, clock: '10:00' },
      limits: { optOuts: 200, complaints: 20 },
    };
    const parsed = v.parse(draft, given);
    expect(sharesOf(parsed)).toEqual([{ arm: 'a', share: 90 }]);
    const fails = (change: object) => v.safeParse(draft, { ...given, ...change }).success;
    expect(fails({})).toBe(true);
    expect(fails({ arms: [one, { ...one, id: 'b' }] })).toBe(false);
    expect(fails({ arms: [one, { ...one, share: 5 }] })).toBe(false);
    expect(fails({ arms: [{ ...one, share: 0 }] })).toBe(false);
    expect(fails({ channels: ['sms'] })).toBe(false);
    expect(fails({ channels: ['wechat'] })).toBe(false);
    expect(fails({ channels: ['phone'] })).toBe(false);
  });
});

describe('O23 what the counts show', () => {
  it('agrees with the published examples', () => {
    const near = (given: { low: number; high: number }, low: number, high: number) => {
      expect(given.low).toBeCloseTo(low, 4);
      expect(given.high).toBeCloseTo(high, 4);
    };
    near(shareOf({ people: 263, did: 81 }), 0.2553, 0.3662);
    near(shareOf({ people: 148, did: 15 }), 0.0624, 0.1605);
    near(shareOf({ people: 20, did: 0 }), 0, 0.1611);
    near(shareOf({ people: 29, did: 1 }), 0.0061, 0.1718);
    near(compare({ people: 70, did: 56 }, { people: 80, did: 48 }), 0.0524, 0.3339);
  });

  it('keeps its promise: where nothing differs, a difference is seen in about one of twenty', () => {
    let seed = 20_261_127;
    const draw = () => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return (seed >>> 8) / 2 ** 24;
    };
    const tally = () => ({ people: 400, did: Array.from({ length: 400 }, draw).filter((one) => one < 0.2).length });
    let seen = 0;
    for (let time = 0; time < 1_000; time += 1) {
      if (['better', 'worse'].includes(compare(tally(), tally()).verdict)) seen += 1;
    }
    expect(seen).toBeGreaterThan(20);
    expect(seen).toBeLessThan(80);
  });

  it('says nothing of few, and less of many comparisons', () => {
    expect(compare({ people: 99, did: 60 }, { people: 1_000, did: 100 }).verdict).toBe('too-few');
    expect(compare({ people: 1_000, did: 9 }, { people: 1_000, did: 100 }).verdict).toBe('too-few');
    const [first, second] = [
      { people: 1_000, did: 130 },
      { people: 1_000, did: 100 },
    ];
    expect(compare(first, second).verdict).toBe('better');
    expect(compare(first, second, MOST_LOOKS).verdict).toBe('unclear');
    expect(compare(second, first).verdict).toBe('worse');
    expect(() => compare(first, second, MOST_LOOKS + 1)).toThrow();
  });
});

describe('O24 how fast it goes', () => {
  it('O59 has room for fifty on their way, or two seconds’ worth of the pace, and for none beside those', () => {
    expect([roomFor(60, 0), roomFor(60, 49), roomFor(60, 50), roomFor(60, 70)]).toEqual([50, 1, 0, 0]);
    expect([roomFor(1_500, 0), roomFor(6_000, 20), roomFor(6_000, 200)]).toEqual([50, 180, 0]);
  });

  it('never above so many in a minute, evenly, within what the providers take', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9_000 }), fc.integer({ min: 0, max: 500 })), { maxLength: 60 }),
        (perMinute, looks) => {
          let minute = { began: 0, left: 0 };
          let now = 0;
          const left: { now: number; many: number }[] = [];
          for (const [later, budget] of looks) {
            now += later;
            const go = mayGo(minute, perMinute, [budget], now);
            expect(go.many).toBeLessThanOrEqual(budget);
            expect(go.many).toBeGreaterThanOrEqual(0);
            minute = go.minute;
            left.push({ now, many: go.many });
            expect(minute.left).toBeLessThanOrEqual(perMinute);
            expect(minute.left).toBeLessThanOrEqual(Math.ceil((perMinute * (now - minute.began + 5_000)) / 60_000));
          }
        },
      ),
    );
  });

  it('goes on in the next minute, and all of a minute’s letters can leave in it', () => {
    let minute = { began: 0, left: 0 };
    let sum = 0;
    for (let now = 0; now < 60_000; now += 5_000) {
      const go = mayGo(minute, 601, [Infinity], now);
      minute = go.minute;
      sum += go.many;
    }
    expect(sum).toBe(601);
    expect(mayGo(minute, 601, [Infinity], 60_000).many).toBeGreaterThan(0);
  });

  it('stands still when too many certainly leave, not for one in ten', () => {
    const limits = { optOuts: 200, complaints: 20 };
    expect(passed({ delivered: 10, optOuts: 1, complaints: 0 }, limits)).toBeNull();
    expect(passed({ delivered: 1_000, optOuts: 20, complaints: 0 }, limits)).toBeNull();
    expect(passed({ delivered: 1_000, optOuts: 40, complaints: 0 }, limits)).toBe('opt-outs');
    expect(passed({ delivered: 1_000, optOuts: 40, complaints: 9 }, limits)).toBe('complaints');
    expect(passed({ delivered: 0, optOuts: 3, complaints: 0 }, limits)).toBe('opt-outs');
  });
});
