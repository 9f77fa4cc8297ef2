/** Who should be on, to the minute, in any zone. */
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { schedule, type Schedule } from '../../shared/settings/schedule.ts';
import { demoSchedule } from '../../shared/settings/schedule-demo.ts';
import { onAt, spellsBetween, spellsOf, spellsOn, workMs, zoneOf } from '../../shared/shift.ts';
import { usualCalendars } from '../../shared/settings/calendars.ts';
import { dayAfter, localOf, mondayOf, momentOf, weekdayOf } from '../../shared/zone.ts';
import { day, early, night, scheduleOf, shiftOf, works } from './schedule.ts';

const SHANGHAI = 'Asia/Shanghai';
const YORK = 'America/New_York';
const LORD_HOWE = 'Australia/Lord_Howe';
const at = (text: string) => Date.parse(text);
const HOUR = 3_600_000;

describe('local time', () => {
  it('Q8 a date’s minute is a moment, and that moment is the minute again, save where the clock leaves it out', () => {
    const zones = fc.constantFrom(SHANGHAI, YORK, LORD_HOWE, 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia');
    let leftOut = 0;
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 1439 }), (zone, days, minute) => {
        const date = dayAfter('2026-01-01', days);
        const back = localOf(momentOf(date, minute, zone), zone);
        if (back.date === date && back.minute === minute) return;
        leftOut += 1;
        expect(back.date).toBe(date);
        expect(back.minute - minute).toBeGreaterThan(0);
        expect(back.minute - minute).toBeLessThanOrEqual(60);
      }),
      { numRuns: 2_000, seed: 20261126 },
    );
    expect(leftOut).toBeLessThan(20);
  });

  it('Q8 an hour left out is later, an hour passed twice is its first', () => {
    expect(momentOf('2026-03-08', 150, YORK)).toBe(at('2026-03-08T03:30:00-04:00'));
    expect(momentOf('2026-11-01', 90, YORK)).toBe(at('2026-11-01T01:30:00-04:00'));
    expect(momentOf('2026-11-01', 180, YORK)).toBe(at('2026-11-01T03:00:00-05:00'));
    expect(momentOf('2026-11-26', 1440 + 60, SHANGHAI)).toBe(at('2026-11-27T01:00:00+08:00'));
    expect([weekdayOf('2026-11-26'), mondayOf('2026-11-26'), mondayOf('2026-11-29')]).toEqual([
      3,
      '2026-11-23',
      '2026-11-23',
    ]);
  });
});

describe('who should be on', () => {
  const plan = scheduleOf(
    [day, night],
    [
      ['2026-11-26', works('wang', 'day')],
      ['2026-11-26', works('li', 'night')],
      ['2026-11-26', { member: 'zhao', kind: 'leave', reason: '年假' }],
      ['2026-11-27', works('wang', 'night')],
    ],
  );
  const who = (text: string) =>
    onAt(plan, at(text), SHANGHAI).map((one) => one.spell.member + (one.resting ? '*' : ''));

  it('Q8 is on from the first minute to before the last, over midnight, and rests in the break', () => {
    expect(who('2026-11-26T08:59:59+08:00')).toEqual([]);
    expect(who('2026-11-26T09:00:00+08:00')).toEqual(['wang']);
    expect(who('2026-11-26T12:00:00+08:00')).toEqual(['wang*']);
    expect(who('2026-11-26T13:00:00+08:00')).toEqual(['wang']);
    expect(who('2026-11-26T18:00:00+08:00')).toEqual([]);
    expect(who('2026-11-26T23:59:00+08:00')).toEqual(['li']);
    expect(who('2026-11-27T02:29:59+08:00')).toEqual(['li*']);
    expect(who('2026-11-27T05:59:59+08:00')).toEqual(['li']);
    expect(who('2026-11-27T06:00:00+08:00')).toEqual([]);
  });

  it('Q8 the next shift of a member, and the one that lasts', () => {
    const li = spellsOf(plan, 'li', at('2026-11-27T03:00:00+08:00'), SHANGHAI, 5);
    expect([li.now?.date, li.next]).toEqual(['2026-11-26', []]);
    const wang = spellsOf(plan, 'wang', at('2026-11-26T20:00:00+08:00'), SHANGHAI, 5);
    expect([wang.now, wang.next.map((one) => one.from)]).toEqual([null, [at('2026-11-27T22:00:00+08:00')]]);
    expect(spellsOf(plan, 'wang', at('2026-11-26T09:00:00+08:00'), SHANGHAI, 1).now?.shift.id).toBe('day');
    expect(spellsOf(plan, 'zhao', 0, SHANGHAI, 5)).toEqual({ now: null, next: [] });
    expect(spellsOn(plan, '2026-11-26', SHANGHAI).map(workMs)).toEqual([8 * HOUR, 7.5 * HOUR]);
  });

  it('Q8 a night in which the clock is changed is an hour shorter or longer', () => {
    const nights = scheduleOf(
      [shiftOf('night', '22:00', '06:00')],
      [
        ['2026-03-07', works('ann', 'night')],
        ['2026-10-31', works('ann', 'night')],
      ],
    );
    expect(spellsOn(nights, '2026-03-07', YORK).map(workMs)).toEqual([7 * HOUR]);
    expect(spellsOn(nights, '2026-10-31', YORK).map(workMs)).toEqual([9 * HOUR]);
    expect(spellsOn(nights, '2026-10-31', SHANGHAI).map(workMs)).toEqual([8 * HOUR]);
    expect(onAt(nights, at('2026-11-01T01:30:00-05:00'), YORK)).toHaveLength(1);
  });

  it('Q8 any minute agrees with the wall clock read in the zone', () => {
    const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
    const all = [day, night, early];
    const cells = Array.from({ length: 20 }, (_, number) => {
      const one = all[number % 3] ?? day;
      return [dayAfter('2026-03-01', number), works('ann', one.id)] as const;
    });
    const given = scheduleOf(all, cells);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 18 * 1440 }), fc.constantFrom(SHANGHAI, YORK), (minute, zone) => {
        const now = momentOf('2026-03-01', 0, zone) + minute * 60_000;
        const local = localOf(now, zone);
        const onDate = (date: string, wall: number) => {
          const number = cells.findIndex(([one]) => one === date);
          const { from, to } = (all[number % 3] ?? day).hours;
          if (number < 0) return false;
          const end = minutes(to) > minutes(from) ? minutes(to) : minutes(to) + 1440;
          return wall >= minutes(from) && wall < end;
        };
        const expected = onDate(local.date, local.minute) || onDate(dayAfter(local.date, -1), local.minute + 1440);
        expect(onAt(given, now, zone).length > 0).toBe(expected);
        expect(spellsBetween(given, now, now + 1, zone)).toHaveLength(expected ? 1 : 0);
      }),
      { numRuns: 1_000, seed: 20261126 },
    );
  });

  it('Q8 the zone is that of the plan’s calendar, else of the company’s first', () => {
    expect(zoneOf({ calendar: 'always' }, usualCalendars)).toBe(SHANGHAI);
    expect(zoneOf({ calendar: 'gone' }, { calendars: [], holidays: [] })).toBe(SHANGHAI);
  });
});

describe('the document', () => {
  const demo = demoSchedule(at('2026-11-26T03:00:00Z'));
  const told = (change: Partial<Schedule>) => {
    const checked = v.safeParse(schedule, { ...demo, ...change });
    return checked.success ? 'taken' : checked.issues[0].message;
  };

  it('Q7 the demo’s plan is one, around its first day', () => {
    expect(told({})).toBe('taken');
    expect(demo.plan[0]?.date).toBe('2026-11-16');
    expect(demo.plan.at(-1)?.date).toBe('2026-12-27');
    const now = onAt(demo, at('2026-11-26T11:00:00+08:00'), SHANGHAI).map((one) => one.spell.member);
    expect(now.length).toBeGreaterThan(0);
  });

  it('Q7 what does not hold together is refused in words', () => {
    const first = { date: '2026-11-26', cells: [works('wang', 'day')] };
    expect(told({ shifts: demo.shifts.filter((one) => one.id !== 'day') })).toBe('the plan names a shift that is gone');
    expect(told({ plan: [first, first] })).toContain('in order, each once');
    expect(told({ plan: [{ ...first, cells: [works('wang', 'day'), { member: 'wang', kind: 'rest' }] }] })).toContain(
      'twice on a date',
    );
    expect(told({ plan: [{ ...first, date: '2026-02-30' }] })).toContain('no such day');
    expect(
      told({ shifts: [shiftOf('day', '09:00', '18:00', [{ from: '08:00', to: '09:30' }]), ...demo.shifts.slice(3)] }),
    ).toContain('within the hours');
    expect(told({ shifts: [...demo.shifts, { ...night, id: 'other', key: '1' }] })).toBe('two shifts of one key');
    expect(told({ shifts: [{ ...night, breaks: [{ from: '23:30', to: '00:30' }] }], plan: [] })).toBe('taken');
  });

  it('Q7 4,000 cells are a plan, one more is none', () => {
    const days = (people: number) =>
      Array.from({ length: 100 }, (_, number) => ({
        date: dayAfter('2026-01-01', number),
        cells: Array.from({ length: number === 0 ? people : 40 }, (_unused, one) => works(`m${one}`, 'day')),
      }));
    expect(told({ plan: days(40) })).toBe('taken');
    expect(told({ plan: days(41) })).toContain('at most 4000 cells');
  });
});
