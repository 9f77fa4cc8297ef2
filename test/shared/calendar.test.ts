/** Business time: openings, holidays, days worked instead, periods over midnight. */
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  addBusinessMs,
  businessMsBetween,
  closedFor,
  dateOf,
  hoursOf,
  isOpen,
  nextClose,
  nextOpen,
  type Hours,
} from '../../shared/calendar.ts';
import { calendars, usualCalendars, type Calendar, type Period } from '../../shared/settings/calendars.ts';
import { documents } from '../../shared/settings.ts';

const HOUR = 3_600_000;
const at = (local: string): number => Date.parse(`${local}+08:00`);
const local = (moment: number | null): string | null =>
  moment === null ? null : new Date(moment + 8 * HOUR).toISOString().slice(0, 16);

function hours(id: string): Hours {
  const found = hoursOf(usualCalendars, id);
  if (!found) throw new Error(id);
  return found;
}
const office = hours('office');
const always = hours('always');

function own(week: Partial<Record<number, Period[]>>, more: Partial<Calendar> = {}): Hours {
  const base = usualCalendars.calendars[0];
  const calendar: Calendar = {
    ...base!,
    id: 'own',
    week: [0, 1, 2, 3, 4, 5, 6].map((day) => week[day] ?? []),
    ...more,
  };
  const found = hoursOf({ ...usualCalendars, calendars: [calendar] }, 'own');
  if (!found) throw new Error('own');
  return found;
}

describe('J1 business time', () => {
  test('J1 the usual document keeps its shape, names its source and is what holds before anybody wrote one', () => {
    expect(v.parse(calendars, usualCalendars)).toEqual(usualCalendars);
    expect(usualCalendars.holidays[0]?.source).toContain('国务院办公厅');
    expect(documents.calendars.empty).toEqual(usualCalendars);
    expect(hoursOf(usualCalendars, 'nobody')).toBeNull();
  });

  test.each([
    ['2026-11-25T08:59:59', false],
    ['2026-11-25T09:00:00', true],
    ['2026-11-25T17:59:59', true],
    ['2026-11-25T18:00:00', false],
    ['2026-11-28T10:00:00', false],
    // 国庆节, and the Sunday and Saturday worked for it
    ['2026-10-01T10:00:00', false],
    ['2026-10-07T10:00:00', false],
    ['2026-10-08T10:00:00', true],
    ['2026-09-20T10:00:00', true],
    ['2026-10-10T10:00:00', true],
    // 春节 from Sunday to Monday; Saturdays before and after are worked
    ['2026-02-14T10:00:00', true],
    ['2026-02-16T10:00:00', false],
    ['2026-02-23T10:00:00', false],
    ['2026-02-24T10:00:00', true],
    ['2026-02-28T10:00:00', true],
    ['2026-01-04T10:00:00', true],
    ['2026-05-09T10:00:00', true],
  ])('J1 at %s the office is open: %s', (moment, open) => {
    expect(isOpen(office, at(moment))).toBe(open);
    expect(isOpen(always, at(moment))).toBe(true);
  });

  test('J1 the next opening skips nights, weekends and holidays', () => {
    expect(local(nextOpen(office, at('2026-11-25T10:30:00')))).toBe('2026-11-25T10:30');
    expect(local(nextOpen(office, at('2026-11-25T20:00:00')))).toBe('2026-11-26T09:00');
    expect(local(nextOpen(office, at('2026-11-27T18:00:00')))).toBe('2026-11-30T09:00');
    expect(local(nextOpen(office, at('2026-09-30T18:00:00')))).toBe('2026-10-08T09:00');
    expect(local(nextOpen(office, at('2026-02-14T18:00:00')))).toBe('2026-02-24T09:00');
    expect(local(nextClose(office, at('2026-11-25T10:30:00')))).toBe('2026-11-25T18:00');
    expect(nextClose(office, at('2026-11-25T20:00:00'))).toBe(at('2026-11-25T20:00:00'));
    expect(nextClose(always, at('2026-11-25T20:00:00'))).toBeNull();
    expect(closedFor(office, at('2026-10-02T10:00:00'))).toBe('国庆节');
    expect(closedFor(office, at('2026-11-25T20:00:00'))).toBeNull();
  });

  test('J1 open time is added over nights, weekends, holidays and month ends', () => {
    expect(local(addBusinessMs(office, at('2026-11-25T16:00:00'), 2 * HOUR))).toBe('2026-11-25T18:00');
    expect(local(addBusinessMs(office, at('2026-11-25T16:00:00'), 3 * HOUR))).toBe('2026-11-26T10:00');
    expect(local(addBusinessMs(office, at('2026-11-27T17:00:00'), 2 * HOUR))).toBe('2026-11-30T10:00');
    expect(local(addBusinessMs(office, at('2026-09-30T17:00:00'), 2 * HOUR))).toBe('2026-10-08T10:00');
    // Thursday and Friday are 18 h, the Saturday worked for the holiday is the third day.
    expect(local(addBusinessMs(office, at('2026-10-08T09:00:00'), 27 * HOUR))).toBe('2026-10-10T18:00');
    // five working days from the last of November, and a leap year's February
    expect(local(addBusinessMs(office, at('2026-11-30T09:00:00'), 45 * HOUR))).toBe('2026-12-04T18:00');
    expect(local(addBusinessMs(office, at('2028-02-28T09:00:00'), 27 * HOUR))).toBe('2028-03-01T18:00');
    expect(local(addBusinessMs(always, at('2026-12-31T23:00:00'), 2 * HOUR))).toBe('2027-01-01T01:00');
    expect(addBusinessMs(office, at('2026-11-28T10:00:00'), 0)).toBe(at('2026-11-28T10:00:00'));
    expect(businessMsBetween(office, at('2026-11-27T17:00:00'), at('2026-11-30T10:00:00'))).toBe(2 * HOUR);
    expect(businessMsBetween(office, at('2026-11-30T10:00:00'), at('2026-11-27T17:00:00'))).toBe(0);
  });

  test('J1 several periods a day leave the lunch out; overlapping ones count once', () => {
    const lunch = own({
      2: [
        { from: '13:30', to: '18:00' },
        { from: '09:00', to: '12:00' },
      ],
    });
    expect(isOpen(lunch, at('2026-11-25T12:30:00'))).toBe(false);
    expect(local(nextOpen(lunch, at('2026-11-25T12:00:00')))).toBe('2026-11-25T13:30');
    expect(local(addBusinessMs(lunch, at('2026-11-25T11:00:00'), 2 * HOUR))).toBe('2026-11-25T14:30');
    const twice = own({
      2: [
        { from: '09:00', to: '12:00' },
        { from: '10:00', to: '11:00' },
        { from: '11:30', to: '13:00' },
      ],
    });
    expect(businessMsBetween(twice, at('2026-11-25T00:00:00'), at('2026-11-26T00:00:00'))).toBe(4 * HOUR);
  });

  test('J1 a period over midnight belongs to the day it begins on, a holiday included', () => {
    // Wednesday's night shift; 2026-09-30 is the Wednesday before 国庆节
    const night = own({ 2: [{ from: '22:00', to: '06:00' }] });
    expect(isOpen(night, at('2026-11-25T23:00:00'))).toBe(true);
    expect(isOpen(night, at('2026-11-26T05:59:00'))).toBe(true);
    expect(isOpen(night, at('2026-11-26T06:00:00'))).toBe(false);
    expect(isOpen(night, at('2026-11-25T05:00:00'))).toBe(false);
    expect(isOpen(night, at('2026-10-01T05:00:00'))).toBe(true);
    expect(isOpen(night, at('2026-10-07T23:00:00'))).toBe(false);
    expect(local(nextClose(night, at('2026-11-25T23:00:00')))).toBe('2026-11-26T06:00');
  });

  test('J1 a single day goes before the week, the holidays and the days worked instead', () => {
    const single = own(
      { 2: [{ from: '09:00', to: '18:00' }] },
      {
        days: [
          { date: '2026-10-01', periods: [{ from: '10:00', to: '12:00' }], note: '值班' },
          { date: '2026-11-25', periods: [], note: '搬迁' },
        ],
      },
    );
    expect(isOpen(single, at('2026-10-01T11:00:00'))).toBe(true);
    expect(isOpen(single, at('2026-11-25T11:00:00'))).toBe(false);
    expect(closedFor(single, at('2026-11-25T11:00:00'))).toBe('搬迁');
  });

  test('J1 a calendar that never opens says so', () => {
    const never = own({});
    expect(isOpen(never, at('2026-11-25T10:00:00'))).toBe(false);
    expect(nextOpen(never, at('2026-11-25T10:00:00'))).toBeNull();
    expect(addBusinessMs(never, at('2026-11-25T10:00:00'), HOUR)).toBeNull();
  });

  test('J1 any other year is written down as it is published; bad dates and hours are refused', () => {
    const later = {
      year: 2027,
      source: '通知',
      off: [{ name: '元旦', from: '2027-01-01', to: '2027-01-01' }],
      worked: ['2027-01-02'],
    };
    const document = v.parse(calendars, { ...usualCalendars, holidays: [...usualCalendars.holidays, later] });
    const next = hoursOf(document, 'office');
    expect(next && isOpen(next, at('2027-01-01T10:00:00'))).toBe(false);
    expect(next && isOpen(next, at('2027-01-02T10:00:00'))).toBe(true);
    for (const bad of ['2027-02-29', '2027-13-01', '27-01-01'])
      expect(v.safeParse(calendars, { ...usualCalendars, holidays: [{ ...later, worked: [bad] }] }).success).toBe(
        false,
      );
    for (const bad of ['24:00', '9:00', '09:60'])
      expect(
        v.safeParse(calendars, {
          ...usualCalendars,
          calendars: [{ ...office.calendar, week: [[{ from: bad, to: '18:00' }], [], [], [], [], [], []] }],
        }).success,
      ).toBe(false);
  });

  test('J1 the day is named in the zone', () => {
    expect(dateOf(at('2026-01-01T00:00:00'))).toBe('2026-01-01');
    expect(dateOf(at('2026-12-31T23:59:59'))).toBe('2026-12-31');
  });

  test('J1 property: adding and measuring agree, minutes counted one by one say the same', () => {
    const clock = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:00`);
    const span = fc.record({ from: clock, to: clock }).filter(({ from, to }) => from !== to);
    const week = fc.array(fc.array(span, { maxLength: 3 }), { minLength: 7, maxLength: 7 });
    const moment = fc
      .integer({ min: at('2026-09-15T00:00:00') / HOUR, max: at('2026-10-15T00:00:00') / HOUR })
      .map((hour) => hour * HOUR);
    fc.assert(
      fc.property(week, moment, fc.integer({ min: 1, max: 60 }), (given, from, length) => {
        const calendar = own(Object.fromEntries(given.map((one, index) => [index, one])));
        const end = addBusinessMs(calendar, from, length * HOUR);
        // Only what never opens never opens long enough.
        if (end === null) {
          expect(nextOpen(calendar, from)).toBeNull();
          return;
        }
        expect(businessMsBetween(calendar, from, end)).toBe(length * HOUR);
        let counted = 0;
        for (let hour = from; hour < end; hour += HOUR) counted += isOpen(calendar, hour) ? HOUR : 0;
        expect(counted).toBe(length * HOUR);
      }),
      { numRuns: 150 },
    );
  });
});
