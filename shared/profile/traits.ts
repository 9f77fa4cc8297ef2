/** Traits: what the facts say of somebody beside the rules, each with how sure, why, and until when. Never of anything sensitive without consent. */
import { channelName } from '../message.ts';
import * as v from 'valibot';
import { countIn, daysIn, daysOf, fallsAt, ranked } from './count.ts';
import { isOff, type Profile } from './fold.ts';
import { habitOf, HOURS_DAYS, LEAST, shareOf } from './habit.ts';
import {
  asIs,
  channelNames,
  everyDays,
  hourNames,
  languageWords,
  moods,
  traitReasons,
  traitWords,
  verdicts,
  type Naming,
  type Said,
  type Words,
} from './words.ts';

/** Words about the robot's answers count so long. */
const VERDICT_DAYS = 90;

export type TraitId = keyof typeof traitWords;

/** `confidence` 0–100; `until`: when it falls away if nothing more happens. */
export type TraitView = {
  id: TraitId;
  name: Words;
  value: Words;
  confidence: number;
  until: number | null;
  why: Words;
  plain: Words;
};

/** What is known of somebody now; nothing where they switched it off. */
export function traitsOf(profile: Profile, name: Naming, now: number): TraitView[] {
  const found: (TraitView | null)[] = [
    leading(profile, 'topic', 'q', 90, now, name, traitReasons.asked),
    leading(profile, 'category', 'b', 180, now, name, traitReasons.bought),
    habit(profile, 'channel', 'e', 90, now, (is) => channelNames[v.parse(channelName, is)]),
    habit(profile, 'hours', 'h', HOURS_DAYS, now, (is) => hourNames[is] ?? asIs(is)),
    habit(profile, 'language', 'l', 365, now, languageWords),
    mood(profile, now),
    answers(profile, now),
    rhythm(profile, now),
    ...preferences(profile, name),
  ];
  return found.filter((one) => one !== null).filter((one) => !isOff(profile, `trait:${one.id}`));
}

const trait = (
  id: TraitId,
  value: Words,
  confidence: number,
  until: number | null,
  { staff, plain }: Said,
): TraitView => ({ id, name: traitWords[id], value, confidence, until, why: staff, plain });

/** What they ask or buy most: as sure as it is often, and as it stands out. */
function leading(
  profile: Profile,
  id: TraitId,
  of: 'q' | 'b',
  days: number,
  now: number,
  name: Naming,
  why: (count: number, days: number) => Said,
): TraitView | null {
  const [first] = ranked(profile, of, days, now);
  if (!first || first.count < LEAST) return null;
  const until = fallsAt(daysOf(profile, of, first.is, days, now), LEAST, days, 'count');
  return trait(id, name(first.is), Math.min(95, 40 + 10 * first.count), until, why(first.count, days));
}

/** What more than half of their encounters share. */
function habit(
  profile: Profile,
  id: TraitId,
  of: 'e' | 'h' | 'l',
  days: number,
  now: number,
  name: (is: string) => Words,
): TraitView | null {
  const found = habitOf(profile, of, days, now);
  if (found === null) return null;
  const { is, count, all, confidence, stated } = found;
  if (stated) return trait(id, name(is), confidence, null, traitReasons.stated());
  const until = fallsAt(daysOf(profile, of, is, days, now), LEAST, days, 'count');
  return trait(id, name(is), confidence, until, traitReasons.came(count, all, days));
}

function mood(profile: Profile, now: number): TraitView | null {
  const [upset, all] = [countIn(profile, { of: 'u', days: 90 }, now), countIn(profile, { of: 'e', days: 90 }, now)];
  if (upset.count < LEAST || upset.count * 3 < all.count) return null;
  const until = fallsAt(daysIn(profile, { of: 'u', days: 90 }, now), LEAST, 90, 'count');
  return trait(
    'mood',
    moods.upset,
    shareOf(upset.count, all.count),
    until,
    traitReasons.came(upset.count, all.count, 90),
  );
}

/** What they think of the robot's answers, where most of their words about them are one. */
function answers(profile: Profile, now: number): TraitView | null {
  const [first, second] = ranked(profile, 'v', VERDICT_DAYS, now);
  if (!first || first.count < LEAST || first.count === second?.count) return null;
  const until = fallsAt(daysOf(profile, 'v', first.is, VERDICT_DAYS, now), LEAST, VERDICT_DAYS, 'count');
  const all = first.count + (second?.count ?? 0);
  const value = first.is === 'no' ? verdicts.no : verdicts.yes;
  return trait('answers', value, shareOf(first.count, all), until, traitReasons.judged(first.count, all, VERDICT_DAYS));
}

function rhythm(profile: Profile, now: number): TraitView | null {
  const bought = daysIn(profile, { of: 'b', days: 365 }, now);
  const days = [...new Set(bought.map(({ day }) => day))];
  const [first, last] = [days[0], days.at(-1)];
  if (days.length < 3 || first === undefined || last === undefined) return null;
  const every = Math.max(1, Math.round((last - first) / (days.length - 1)));
  const until = fallsAt(bought, 3, 365, 'count');
  return trait(
    'rhythm',
    everyDays(every),
    Math.min(90, 40 + 8 * days.length),
    until,
    traitReasons.bought(
      bought.reduce((sum, { count }) => sum + count, 0),
      365,
    ),
  );
}

function preferences(profile: Profile, name: Naming): TraitView[] {
  return Object.entries(profile.preferences).map(([what, { value }]) =>
    trait('preference', preferred(name(what), name(value)), 95, null, traitReasons.chosen()),
  );
}

const preferred = (what: Words, value: Words): Words => ({
  zh: `${what.zh}：${value.zh}`,
  en: `${what.en}: ${value.en}`,
});
