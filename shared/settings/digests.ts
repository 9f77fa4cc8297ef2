/** 定时报表: figures of service that go to mail and group chats by themselves. Holds secrets of robots: leads alone read it. */
import * as v from 'valibot';
import { figureNames, toldBeside, type FigureName } from '../figures.ts';
import { robot } from './alerts.ts';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, 'lower case letters, digits and hyphens'));
const unique = (given: readonly string[]) => new Set(given).size === given.length;
const once = <One extends string>() => v.check((given: One[]) => unique(given), 'stands there twice');

/** Figures a report can hold: those of encounters. What the desk and the list of tickets tell beside them isn't asked for. */
export const digestFigures: readonly FigureName[] = figureNames.filter(
  (name) => !toldBeside.some((one) => one === name),
);

export const paces = ['day', 'week', 'month'] as const;
const digest = v.pipe(
  v.strictObject({
    id,
    name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)),
    on: v.boolean(),
    every: v.picklist(paces),
    /** Of a week 1 (Monday) to 7, of a month 1 to 28; of a day nothing. */
    day: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(28)),
    /** Asia/Shanghai. */
    at: v.pipe(v.string(), v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, 'an hour as 09:30')),
    language: v.picklist(['zh', 'en']),
    figures: v.pipe(v.array(v.picklist(digestFigures)), v.minLength(1), v.maxLength(12), once<FigureName>()),
    /** Addresses the company's hook sends to, and robots of this document by their ids. */
    mails: v.pipe(v.array(v.pipe(v.string(), v.email(), v.maxLength(254))), v.maxLength(10), once<string>()),
    robots: v.pipe(v.array(id), v.maxLength(10), once<string>()),
  }),
  v.forward(
    v.check(({ every, day }) => every !== 'week' || day <= 7, 'a week has seven days'),
    ['day'],
  ),
  v.forward(
    v.check(({ on, mails, robots }) => !on || mails.length + robots.length > 0, 'nobody gets it'),
    ['robots'],
  ),
);
export type Digest = v.InferOutput<typeof digest>;

export const digests = v.pipe(
  v.strictObject({
    robots: v.pipe(
      v.array(robot),
      v.maxLength(10),
      v.check((given) => unique(given.map((one) => one.id)), 'an id stands there twice'),
    ),
    digests: v.pipe(
      v.array(digest),
      v.maxLength(10),
      v.check((given) => unique(given.map((one) => one.id)), 'an id stands there twice'),
    ),
  }),
  v.check(
    ({ robots, digests: all }) =>
      all.flatMap((one) => one.robots).every((one) => robots.some(({ id: known }) => known === one)),
    'a report names a robot that is not there',
  ),
);
export type Digests = v.InferOutput<typeof digests>;

export const noDigests: Digests = { robots: [], digests: [] };
