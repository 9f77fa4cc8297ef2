/** A profile is the sum of its facts: whatever order they come in, it is the same, and one more fact is one addition. */
import type { Choice, Kept, Sensitive } from './fact.ts';

const DAY_MS = 24 * 3_600_000;
const CHINA_MS = 8 * 3_600_000;

/** A day of China's calendar, counted. */
export const dayOf = (at: number): number => Math.floor((at + CHINA_MS) / DAY_MS);
/** Its first moment. */
export const dayBegins = (day: number): number => day * DAY_MS - CHINA_MS;

/** Days in their order, three numbers each: the day, how often, and what it adds up to (fen, or points). */
export type Days = readonly number[];

/** Bought, complaint, channel, part of the day (h), language, question, rated, solved, ticket, upset, verdict on an answer, not solved (x). */
export const seriesKinds = ['b', 'c', 'e', 'h', 'l', 'q', 'r', 's', 't', 'u', 'v', 'x'] as const;
export type SeriesOf = (typeof seriesKinds)[number];

/** One thing counted by day. */
export type Series = { of: SeriesOf; is: string; product?: string; class?: Sensitive; days: Days };

type Word<Value> = { at: number; key: string } & Value;
export type Said = Word<Pick<Choice, 'on' | 'says' | 'value'>>;

export type Profile = {
  series: readonly Series[];
  /** The newest of each name. */
  preferences: Record<string, Word<{ value: string }>>;
  /** The newest word about each thing. */
  choices: Record<string, Said>;
  firstAt: number | null;
  /** When there was something of them last. */
  lastAt: number | null;
};

export const emptyProfile = (): Profile => ({
  series: [],
  preferences: {},
  choices: {},
  firstAt: null,
  lastAt: null,
});

/** What one fact adds: a few lines of one day each. */
type Part = Omit<Series, 'days'> & { count: number; sum: number };

/** Parts of the day: 0 at night, 1 in the morning, 2 in the afternoon, 3 in the evening. */
const partOfDay = (hour: number): string => String(Math.floor(hour / 6));

function partsOf({ fact }: Kept): Part[] {
  const one = (of: SeriesOf, is = '', sum = 0): Part => ({ of, is, count: 1, sum });
  switch (fact.kind) {
    case 'encounter':
      return [
        one('e', fact.channel),
        one('h', partOfDay(fact.hour)),
        one('l', fact.language),
        ...(fact.upset ? [one('u')] : []),
        ...(fact.complaint ? [one('c')] : []),
        ...(fact.solved === null ? [] : [one(fact.solved ? 's' : 'x')]),
      ];
    case 'question':
      return [
        {
          ...one('q', fact.topic),
          ...(fact.product === '' ? {} : { product: fact.product }),
          ...(fact.class ? { class: fact.class } : {}),
        },
      ];
    case 'rating':
      return [one('r', '', fact.score)];
    case 'feedback':
      return [one('v', fact.helpful ? 'yes' : 'no')];
    case 'ticket':
      return [one('t', fact.form), ...(fact.complaint ? [one('c')] : [])];
    case 'purchase':
      return [{ ...one('b', fact.category, fact.amount), ...(fact.class ? { class: fact.class } : {}) }];
    case 'preference':
    case 'choice':
      return [];
  }
}

const later = (one: { at: number; key: string }, other: { at: number; key: string } | undefined): boolean =>
  other === undefined || one.at > other.at || (one.at === other.at && one.key > other.key);

/** The profile with one fact more; the given one stays as it was. */
export function fold(profile: Profile, kept: Kept): Profile {
  const next: Profile = { ...profile };
  add(next, kept);
  return next;
}

/** The profile of these facts, in whatever order. */
export function foldAll(facts: Iterable<Kept>): Profile {
  const profile = emptyProfile();
  for (const one of facts) add(profile, one);
  return canonical(profile);
}

function add(profile: Profile, kept: Kept): void {
  const { at, key, fact } = kept;
  if (fact.kind === 'preference') {
    const word = { at, key, value: fact.value };
    if (later(word, profile.preferences[fact.name]))
      profile.preferences = { ...profile.preferences, [fact.name]: word };
    return;
  }
  if (fact.kind === 'choice') {
    const { on, says, value } = fact;
    const word = { at, key, on, says, ...(value === undefined ? {} : { value }) };
    if (later(word, profile.choices[fact.of])) profile.choices = { ...profile.choices, [fact.of]: word };
    return;
  }
  for (const part of partsOf(kept)) profile.series = counted(profile.series, part, dayOf(at));
  profile.firstAt = Math.min(profile.firstAt ?? at, at);
  profile.lastAt = Math.max(profile.lastAt ?? at, at);
}

const isOf = (one: Series, { of, is, product, class: class_ }: Part): boolean =>
  one.of === of && one.is === is && one.product === product && one.class === class_;

/** One line more of one day; a day stands there once. */
function counted(all: readonly Series[], part: Part, day: number): Series[] {
  const at = all.findIndex((one) => isOf(one, part));
  const { count, sum, ...named } = part;
  const found = all[at];
  if (!found) return [...all, { ...named, days: [day, count, sum] }];
  return all.with(at, { ...found, days: onDay(found.days, day, count, sum) });
}

function onDay(days: Days, day: number, count: number, sum: number): Days {
  let at = 0;
  while (at < days.length && (days[at] ?? 0) < day) at += 3;
  if (days[at] !== day) return days.toSpliced(at, 0, day, count, sum);
  return days.toSpliced(at + 1, 2, (days[at + 1] ?? 0) + count, (days[at + 2] ?? 0) + sum);
}

const nameOf = ({ of, is, product, class: class_ }: Series): string => [of, is, product ?? '', class_ ?? ''].join('\n');

/** Names in their order, so that equal profiles are equal texts. */
export function canonical(profile: Profile): Profile {
  const sorted = <Value>(given: Record<string, Value>) =>
    Object.fromEntries(Object.entries(given).sort(([one], [other]) => (one < other ? -1 : 1)));
  return {
    ...profile,
    series: profile.series.toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1)),
    preferences: sorted(profile.preferences),
    choices: sorted(profile.choices),
  };
}

/** Whether they switched it off or said it is wrong: nothing is said about it then. */
export const isOff = ({ choices }: Pick<Profile, 'choices'>, of: string): boolean =>
  choices['all']?.on === false || choices[of]?.on === false;

/** What they said themselves is true of them; null: nothing, or they took it back. It goes before whatever was counted. */
export const statedOf = ({ choices }: Pick<Profile, 'choices'>, of: string): string | null => {
  const word = choices[of];
  return choices['all']?.on === false || word?.says !== 'is' ? null : (word.value ?? null);
};

/** Whether they agreed that what is sensitive of this kind is used. */
export const agreedTo = ({ choices }: Pick<Profile, 'choices'>, one: Sensitive): boolean =>
  choices['all']?.on !== false && choices[`consent:${one}`]?.on === true;
