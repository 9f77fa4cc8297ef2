/** Golden encounters with what each figure makes of them, reckoned by hand. Times in ms, shares from 0 to 1. */
import { hoursOf, openingsBetween } from '../../../shared/calendar.ts';
import type { FigureName } from '../../../shared/figures.ts';
import type { Encounter } from '../../../shared/ledger.ts';
import { usualCalendars } from '../../../shared/settings/calendars.ts';
import { TEN, told } from '../told.ts';

type Values = Partial<Record<FigureName, number | null>>;
export type Case = { name: string; encounters: Encounter[]; whole: Values; own?: Record<string, Values> };

const DAY = 86_400;
const shanghai = (text: string) => Date.parse(`${text}+08:00`);
/** Office hours, 9 to 18, with the state's holidays. */
const office = (from: string, to: string) => {
  const hours = hoursOf(usualCalendars, 'office');
  if (!hours) throw new Error('no such calendar');
  return openingsBetween(hours, shanghai(from), shanghai(to), 200);
};
const seconds = (from: string, to: string) => (shanghai(to) - shanghai(from)) / 1000;

const robotOnly = told(
  [
    [0, 'customer'],
    [2, 'robot'],
    [60, 'customer'],
    [61, 'robot'],
  ],
  7_200,
  { session: 's_robot', robot: { entries: 2, wrong: 1, missed: 1 } },
);
const plain = told(
  [
    [0, 'customer'],
    [1, 'robot'],
    [30, 'queued'],
    [34, 'to', 'xia'],
    [42, 'agent'],
    [60, 'customer'],
    [80, 'agent'],
  ],
  100,
  { session: 's_plain', asked: true, rating: { score: 5, solved: true }, measured: { targetMs: 12_000 } },
);
const complaint = told(
  [
    [0, 'customer'],
    [1, 'queued'],
    [3, 'to', 'xia'],
    [16, 'agent'],
  ],
  63,
  {
    ...{ session: 's_complaint', asked: true, rating: { score: 2, solved: false }, category: 'complaint' },
    measured: { targetMs: 12_000 },
  },
);

export const cases: Case[] = [
  {
    name: 'robot alone: two answers, one called wrong, one question without an entry',
    encounters: [robotOnly],
    whole: {
      ...{ talks: 1, robotOnly: 1, covered: 1, robotMedian: 2_000, robotP90: 2_000, robotTen: 1, robotThirty: 1 },
      ...{ known: 2 / 3, wrong: 0.5, served: 0, perDay: null, wished: 0, taken: null, abandoned: null, left: null },
      ...{ firstMedian: null, firstOpenMedian: null, inTarget: null, answerMean: null, silent: null, lengthMean: null },
      ...{ rated: null, solved: null, once: null, repeated: 0, complained: 0, toHumanMedian: null },
    },
  },
  {
    name: 'taken and answered, beside one that was a complaint',
    encounters: [plain, complaint],
    whole: {
      ...{ talks: 2, robotOnly: 0, covered: 1, wished: 2, taken: 1, abandoned: 0, left: 0, served: 2, perDay: 2 },
      // 4 s and 2 s to be taken; 12 s and 15 s to the first word, promised within 12 s.
      ...{
        toHumanMedian: 2_000,
        toHumanP90: 4_000,
        firstMedian: 12_000,
        firstP90: 15_000,
        firstTen: 0,
        firstThirty: 1,
      },
      ...{ inTarget: 0.5, answerMean: (12_000 + 20_000 + 15_000) / 3, silent: 0, lengthMean: (66_000 + 60_000) / 2 },
      ...{ answerOpenMean: 47_000 / 3, lengthOpenMean: 63_000, firstOpenMedian: 12_000, transferred: 0 },
      ...{ rated: 1, satisfied: 0.5, scoreMean: 3.5, solved: 0.5, once: 0.5, repeated: 0, complained: 0.5 },
    },
    own: {
      xia: {
        ...{ served: 2, perDay: 2, firstMedian: 8_000, firstP90: 13_000, answerMean: (8_000 + 20_000 + 13_000) / 3 },
        ...{ lengthMean: 63_000, satisfied: 0.5, complained: 0.5, silent: 0, transferred: 0 },
      },
    },
  },
  {
    name: 'transfer: each agent their part, the rating to who had it last',
    encounters: [
      told(
        [
          [0, 'customer'],
          [0, 'queued'],
          [2, 'to', 'xia'],
          [6, 'agent'],
          [50, 'customer'],
          [60, 'given', 'qing'],
          [65, 'agent'],
        ],
        120,
        { asked: true, rating: { score: 4, solved: true } },
      ),
    ],
    whole: {
      served: 1,
      transferred: 1,
      perDay: 1,
      firstTen: 1,
      firstMedian: 6_000,
      answerMean: 10_500,
      lengthMean: 118_000,
      rated: 1,
    },
    own: {
      xia: { served: 1, transferred: 1, firstMedian: 4_000, lengthMean: 58_000, rated: null, once: null },
      qing: { served: 1, transferred: 0, firstMedian: 5_000, lengthMean: 60_000, rated: 1, once: 1 },
    },
  },
  {
    name: 'reopen: solved, and back after three days about the same; after eight days it is another matter',
    encounters: [
      told(
        [
          [0, 'customer'],
          [1, 'queued'],
          [2, 'to', 'xia'],
          [5, 'agent'],
        ],
        60,
        {
          ...{ session: 's_first', resolved: true, category: 'refund' },
          next: { openedAt: TEN + 3 * DAY * 1000, category: 'refund' },
        },
      ),
      told(
        [
          [0, 'customer'],
          [1, 'queued'],
          [2, 'to', 'xia'],
          [5, 'agent'],
        ],
        60,
        {
          ...{ session: 's_second', begins: TEN + 3 * DAY * 1000, resolved: true, category: 'refund' },
          next: { openedAt: TEN + 11 * DAY * 1000, category: 'refund' },
        },
      ),
    ],
    whole: { solved: 1, once: 0.5, repeated: 0.5, talks: 2, perDay: 1 },
    own: { xia: { solved: 1, once: 0.5, repeated: 0.5 } },
  },
  {
    name: 'never answered: taken and silent; given up; a message nobody took',
    encounters: [
      told(
        [
          [0, 'customer'],
          [0, 'queued'],
          [5, 'to', 'xia'],
        ],
        600,
        { session: 's_silent' },
      ),
      told(
        [
          [0, 'customer'],
          [1, 'queued'],
        ],
        90,
        { session: 's_gone' },
      ),
      told(
        [
          [0, 'customer'],
          [1, 'queued'],
          [2, 'left-message'],
        ],
        9_000,
        { session: 's_left' },
      ),
    ],
    whole: {
      ...{ talks: 3, covered: 0, wished: 3, taken: 1 / 3, abandoned: 1 / 3, left: 1 / 3, inTarget: 0, silent: 1 },
      ...{ firstMedian: null, answerMean: null, toHumanMedian: 5_000, served: 1 },
    },
    own: { xia: { silent: 1, firstMedian: null, lengthMean: 595_000 } },
  },
  {
    name: 'over midnight: whole, on the day it began; the night is not business time',
    encounters: [
      told(
        [
          [0, 'customer'],
          [0, 'queued'],
          [seconds('2026-11-25T17:59:30', '2026-11-26T09:00:30'), 'to', 'xia'],
          [seconds('2026-11-25T17:59:30', '2026-11-26T09:01:00'), 'agent'],
        ],
        seconds('2026-11-25T17:59:30', '2026-11-26T09:05:30'),
        {
          begins: shanghai('2026-11-25T17:59:30'),
          measured: { open: office('2026-11-25T17:59:30', '2026-11-26T09:05:30') },
        },
      ),
    ],
    whole: {
      // 15 h 1 min 30 s by the clock; 30 s on the first day and a minute on the second by the office.
      ...{ firstMedian: 54_120_000, firstOpenMedian: 90_000, answerMean: 54_090_000, answerOpenMean: 90_000 },
      ...{ toHumanMedian: 54_060_000, lengthMean: 300_000, lengthOpenMean: 300_000, inTarget: 0, perDay: 1 },
    },
    own: { xia: { firstMedian: 30_000, firstOpenMedian: 30_000, lengthOpenMean: 300_000 } },
  },
  {
    name: 'holidays: from the last minutes before 国庆 to the first after it',
    encounters: [
      told(
        [
          [0, 'customer'],
          [0, 'queued'],
          [seconds('2026-09-30T17:50:00', '2026-10-08T09:00:00'), 'to', 'xia'],
          [seconds('2026-09-30T17:50:00', '2026-10-08T09:05:00'), 'agent'],
        ],
        seconds('2026-09-30T17:50:00', '2026-10-08T09:20:00'),
        {
          begins: shanghai('2026-09-30T17:50:00'),
          measured: { open: office('2026-09-30T17:50:00', '2026-10-08T09:20:00') },
        },
      ),
    ],
    whole: { firstOpenMedian: 900_000, answerOpenMean: 900_000, lengthOpenMean: 1_200_000, lengthMean: 1_200_000 },
  },
  {
    name: 'a Saturday worked instead (调休) is business time',
    encounters: [
      told(
        [
          [0, 'customer'],
          [0, 'queued'],
          [seconds('2026-10-09T17:59:00', '2026-10-10T09:00:00'), 'to', 'xia'],
          [seconds('2026-10-09T17:59:00', '2026-10-10T09:04:00'), 'agent'],
        ],
        seconds('2026-10-09T17:59:00', '2026-10-10T09:04:00'),
        {
          begins: shanghai('2026-10-09T17:59:00'),
          measured: { open: office('2026-10-09T17:59:00', '2026-10-10T09:04:00') },
        },
      ),
    ],
    whole: { firstOpenMedian: 300_000, lengthOpenMean: 240_000 },
  },
  {
    name: 'clocks changed elsewhere: an hour that New York passes twice is an hour, on the day it is in Shanghai',
    encounters: [
      told(
        [
          [0, 'customer'],
          [0, 'queued'],
          [3_590, 'to', 'xia'],
          [3_600, 'agent'],
        ],
        7_200,
        // 01:30 there, the first time; it is answered at 01:30 the second time.
        { begins: Date.parse('2026-11-01T01:30:00-04:00') },
      ),
    ],
    whole: { firstMedian: 3_600_000, toHumanMedian: 3_590_000, lengthMean: 3_610_000, perDay: 1 },
  },
  {
    name: 'who only looked is counted nowhere',
    encounters: [told([[0, 'robot']], 10)],
    whole: { talks: 0, covered: null, repeated: null, complained: null, served: 0 },
  },
];
