/** Business hours: calendars of weekly periods, and the state's holidays with the days worked instead. */
import * as v from 'valibot';

const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$/u;
const DATE = /^\d{4}-\d{2}-\d{2}$/u;

/** A day of the calendar, by its name in the zone: 2026-10-01. */
export const calendarDate = v.pipe(
  v.string(),
  v.regex(DATE, 'a date reads 2026-10-01'),
  v.check((given) => {
    const at = Date.parse(`${given}T00:00:00Z`);
    return Number.isFinite(at) && new Date(at).toISOString().startsWith(given);
  }, 'the calendar has no such day'),
);

/** From one minute to before another; an end at or before the start is the next day's, `24:00` is midnight. */
export const period = v.pipe(
  v.strictObject({
    from: v.pipe(v.string(), v.regex(CLOCK, 'an hour reads 09:00')),
    to: v.pipe(
      v.string(),
      v.check((given) => given === '24:00' || CLOCK.test(given), 'an hour reads 18:00'),
    ),
  }),
  v.check((given) => given.from !== given.to, 'a period needs a length'),
);
export type Period = v.InferOutput<typeof period>;

const periods = v.pipe(v.array(period), v.maxLength(12));
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(40), v.regex(/^[\w.-]+$/u));
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40));

export const calendar = v.strictObject({
  id,
  name,
  /** China has one zone and no summer time. */
  zone: v.literal('Asia/Shanghai'),
  /** Monday first. */
  week: v.pipe(v.array(periods), v.length(7)),
  /** Closed on the state's holidays; open, with Monday's periods, on the days worked instead (调休). */
  observesHolidays: v.boolean(),
  /** Single days that go before everything else: other periods, or none. */
  days: v.pipe(
    v.array(v.strictObject({ date: calendarDate, periods, note: v.pipe(v.string(), v.trim(), v.maxLength(40)) })),
    v.maxLength(400),
  ),
});
export type Calendar = v.InferOutput<typeof calendar>;

/** A year as the State Council published it: names of days off, and the weekend days worked instead. */
export const holidayYear = v.strictObject({
  year: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2200)),
  source: v.pipe(v.string(), v.trim(), v.maxLength(300)),
  off: v.pipe(
    v.array(
      v.pipe(
        v.strictObject({ name, from: calendarDate, to: calendarDate }),
        v.check(({ from, to }) => from <= to, 'a holiday ends after it begins'),
      ),
    ),
    v.maxLength(40),
  ),
  worked: v.pipe(v.array(calendarDate), v.maxLength(40)),
});
export type HolidayYear = v.InferOutput<typeof holidayYear>;

/** The document `calendars`. */
export const calendars = v.strictObject({
  calendars: v.pipe(
    v.array(calendar),
    v.minLength(1),
    v.maxLength(50),
    v.check((given) => new Set(given.map((one) => one.id)).size === given.length, 'two calendars of one id'),
  ),
  holidays: v.pipe(
    v.array(holidayYear),
    v.maxLength(30),
    v.check((given) => new Set(given.map((one) => one.year)).size === given.length, 'one year stands twice'),
  ),
});
export type Calendars = v.InferOutput<typeof calendars>;

/** 国务院办公厅关于2026年部分节假日安排的通知, 2025-11-04. */
const china2026: HolidayYear = {
  year: 2026,
  source: '国务院办公厅关于2026年部分节假日安排的通知（2025年11月4日）',
  off: [
    { name: '元旦', from: '2026-01-01', to: '2026-01-03' },
    { name: '春节', from: '2026-02-15', to: '2026-02-23' },
    { name: '清明节', from: '2026-04-04', to: '2026-04-06' },
    { name: '劳动节', from: '2026-05-01', to: '2026-05-05' },
    { name: '端午节', from: '2026-06-19', to: '2026-06-21' },
    { name: '中秋节', from: '2026-09-25', to: '2026-09-27' },
    { name: '国庆节', from: '2026-10-01', to: '2026-10-07' },
  ],
  worked: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
};

const day: Period[] = [{ from: '09:00', to: '18:00' }];
const whole: Period[] = [{ from: '00:00', to: '24:00' }];

/** What holds until somebody writes another: office hours, and always open. */
export const usualCalendars: Calendars = {
  calendars: [
    {
      id: 'office',
      name: '工作时间',
      zone: 'Asia/Shanghai',
      week: [day, day, day, day, day, [], []],
      observesHolidays: true,
      days: [],
    },
    {
      id: 'always',
      name: '7×24',
      zone: 'Asia/Shanghai',
      week: [whole, whole, whole, whole, whole, whole, whole],
      observesHolidays: false,
      days: [],
    },
  ],
  holidays: [china2026],
};
