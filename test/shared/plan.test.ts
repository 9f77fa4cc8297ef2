/** Filling a plan, and what it should be looked at for. */
import { describe, expect, it } from 'vitest';
import { hoursOf } from '../../shared/calendar.ts';
import { chosen, copyWeek, repeatWeek, withCell, withoutPast } from '../../shared/plan.ts';
import { coverOf, hintsOf } from '../../shared/plan-hints.ts';
import { usualCalendars } from '../../shared/settings/calendars.ts';
import { cellOf } from '../../shared/shift.ts';
import { dayAfter } from '../../shared/zone.ts';
import { must } from '../results.ts';
import { day, early, night, scheduleOf, shiftOf, works } from './schedule.ts';

const ZONE = 'Asia/Shanghai';
const MONDAY = '2026-11-23';
const after = (days: number) => dayAfter(MONDAY, days);
const all = [day, night, early];
const HOUR = 3_600_000;

describe('filling a plan', () => {
  const plan = scheduleOf(all, [
    [after(0), works('wang', 'day')],
    [after(1), { member: 'wang', kind: 'leave', reason: '病假' }],
    [after(2), { member: 'li', kind: 'rest' }],
    [after(7), works('wang', 'early')],
  ]);

  it('Q11 a week is copied without leave; what stands there stays, or gives way when asked', () => {
    const kept = must(copyWeek(plan, MONDAY, after(7), ['wang', 'li'], false));
    expect(kept.cells).toBe(1);
    expect(cellOf(kept.schedule, after(7), 'wang')).toEqual(works('wang', 'early'));
    expect(cellOf(kept.schedule, after(8), 'wang')).toBeNull();
    expect(cellOf(kept.schedule, after(9), 'li')).toEqual({ member: 'li', kind: 'rest' });
    const over = must(copyWeek(plan, MONDAY, after(7), ['wang'], true));
    expect(cellOf(over.schedule, after(7), 'wang')).toEqual(works('wang', 'day'));
    expect(cellOf(over.schedule, after(9), 'li')).toBeNull();
  });

  it('Q11 a week is repeated so often as asked, within half a year, and an empty one not at all', () => {
    const { schedule, cells } = must(repeatWeek(plan, MONDAY, 26, ['wang', 'li'], true));
    expect(cells).toBe(52);
    expect(cellOf(schedule, after(26 * 7), 'wang')).toEqual(works('wang', 'day'));
    expect(cellOf(schedule, after(27 * 7), 'wang')).toBeNull();
    for (const weeks of [0, 27, 1.5, Number.NaN])
      expect(repeatWeek(plan, MONDAY, weeks, ['wang'], true)).toMatchObject({ code: 'bad_request' });
    expect(repeatWeek(plan, after(70), 2, ['wang'], true)).toMatchObject({ code: 'not_found' });
    expect(copyWeek(plan, MONDAY, after(7), [], true)).toMatchObject({ code: 'not_found' });
  });

  it('Q11 more than a plan holds is refused, and nothing is written', () => {
    const people = Array.from({ length: 100 }, (_, at) => `m${at}`);
    const wide = scheduleOf(
      all,
      people.flatMap((one) => Array.from({ length: 5 }, (_, at) => [after(at), works(one, 'day')] as const)),
    );
    expect(must(repeatWeek(wide, MONDAY, 7, people, true)).cells).toBe(3_500);
    const before = structuredClone(wide);
    expect(repeatWeek(wide, MONDAY, 8, people, true)).toMatchObject({
      code: 'too_large',
      detail: '4500 cells, 4000 at most',
    });
    expect(wide).toEqual(before);
  });

  it('Q11 a cell is set, added to, taken out; dates stay in order and empty ones go', () => {
    expect(chosen(works('wang', 'day'), 'wang', 'night', false)).toEqual(works('wang', 'night'));
    expect(chosen(works('wang', 'day'), 'wang', 'night', true)).toEqual(works('wang', 'day', 'night'));
    expect(chosen(works('wang', 'day'), 'wang', 'day', true)).toBeNull();
    const next = withCell(withCell(plan, after(-3), 'li', works('li', 'day')), after(2), 'li', null);
    expect(next.plan.map((one) => one.date)).toEqual([after(-3), after(0), after(1), after(7)]);
    expect(withoutPast(next, after(1), 1).plan.map((one) => one.date)).toEqual([after(0), after(1), after(7)]);
  });
});

describe('hints', () => {
  const hours = hoursOf(usualCalendars, 'office');
  const week = (...days: number[]) => days.map((at) => [after(at), works('wang', 'day')] as const);
  const kinds = (given: ReturnType<typeof scheduleOf>, at: typeof hours = null) =>
    hintsOf(given, MONDAY, ZONE, at).map((one) => one.kind);

  it('Q10 business time nobody is on in, breaks counted, holidays not', () => {
    const found = hintsOf(scheduleOf(all, week(0, 1, 2, 3)), MONDAY, ZONE, hours);
    const clock = (at: number) => new Date(at + 8 * HOUR).toISOString().slice(11, 16);
    const gaps = found.flatMap((one) =>
      one.kind === 'nobody' ? [`${one.date} ${clock(one.from)}-${clock(one.to)}`] : [],
    );
    expect(gaps).toEqual([...[0, 1, 2, 3].map((at) => `${after(at)} 12:00-13:00`), `${after(4)} 09:00-18:00`]);
    const closed = hintsOf(scheduleOf(all, []), '2026-10-05', ZONE, hours).map((one) => one.date);
    expect(closed).toEqual(['2026-10-08', '2026-10-09', '2026-10-10']);
    expect(kinds(scheduleOf(all, week(0)))).toEqual([]);
    const always = hintsOf(scheduleOf(all, []), MONDAY, ZONE, hoursOf(usualCalendars, 'always'));
    expect(always).toMatchObject([
      { kind: 'nobody', to: (always[0]?.kind === 'nobody' ? always[0].from : 0) + 168 * HOUR },
    ]);
  });

  it('Q10 rest under 11 hours between days, also from the Sunday before', () => {
    const late = shiftOf('late', '14:00', '22:00');
    const at = (hour: string) => shiftOf('x', hour, '20:00');
    const pair = (hour: string, first: number) =>
      kinds(
        scheduleOf(
          [late, at(hour)],
          [
            [after(first), works('wang', 'late')],
            [after(first + 1), works('wang', 'x')],
          ],
        ),
      );
    expect(pair('08:59', 0)).toEqual(['rest']);
    expect(pair('09:00', 0)).toEqual([]);
    expect(pair('08:00', -1)).toEqual(['rest']);
    expect(pair('08:00', 6)).toEqual([]);
    expect(
      kinds(
        scheduleOf(all, [
          [after(0), works('wang', 'night')],
          [after(1), works('wang', 'early')],
        ]),
      ),
    ).toEqual(['rest']);
    expect(kinds(scheduleOf(all, [[after(0), works('wang', 'night', 'day')]]))).toEqual([]);
  });

  it('Q10 over 44 hours a week, more than six days in a row, two at once', () => {
    const long = shiftOf('long', '09:00', '17:48');
    const five = (one: typeof long) =>
      kinds(
        scheduleOf(
          [one],
          Array.from({ length: 5 }, (_, at) => [after(at), works('wang', one.id)] as const),
        ),
      );
    expect(five(long)).toEqual([]);
    expect(five(shiftOf('long', '09:00', '17:49'))).toEqual(['week']);
    const short = shiftOf('short', '09:00', '12:00');
    const run = (from: number, to: number) =>
      hintsOf(
        scheduleOf(
          [short],
          Array.from({ length: to - from }, (_, at) => [after(from + at), works('wang', 'short')] as const),
        ),
        ...([MONDAY, ZONE, null] as const),
      );
    expect(run(0, 6)).toEqual([]);
    expect(run(-1, 6)).toEqual([{ kind: 'row', member: 'wang', date: after(5), days: 7 }]);
    expect(run(-7, 0)).toEqual([]);
    expect(kinds(scheduleOf(all, [[after(0), works('wang', 'day', 'early')]]))).toEqual(['overlap']);
  });

  it('Q10 people on through each hour stand beside those expected', () => {
    const needs = [
      { days: [0], hours: { from: '09:00', to: '18:00' }, people: 2 },
      { days: [6], hours: { from: '22:00', to: '02:00' }, people: 3 },
    ];
    const given = scheduleOf(
      all,
      [
        [after(0), works('wang', 'day')],
        [after(-1), works('li', 'night')],
      ],
      needs,
    );
    const cover = coverOf(given, after(0), ZONE);
    expect(cover.map((one) => one.on).join('')).toBe('110111000111011111000000');
    expect(cover.map((one) => one.expected).join('')).toBe('330000000222222222000000');
  });
});
