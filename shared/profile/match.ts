/** Whether a rule means somebody, how sure that is, until when, and why. Reads a bounded number of facts and always ends. */
import { countIn, daysIn, daysSince, fallsAt, ranked, type Wanted } from './count.ts';
import { agreedTo, isOff, statedOf, type Profile } from './fold.ts';
import { boughtAt, churnOf, complaintRisk, satisfactionOf, stageOf, trendOf, valueOf, type Scale } from './figures.ts';
import { habitTraits, type HabitOf } from './habit.ts';
import { calmed, isUnheard } from './heed.ts';
import type { Condition, Group, Leaf, Measure, Rule, Simple } from './rule.ts';
import { said, saidThemselves } from './said.ts';
import { saidNot } from './said-not.ts';
import type { Naming, Said, Words } from './words.ts';

/** Who is looked at: their profile and what else is known by name. */
export type Known = { profile: Profile; level: string | null; tags: readonly string[] };

/** By what a company reads its rules: how its subjects are called, and where the steps of value begin. */
export type Reading = { name: Naming; scale: Scale };

/** `confidence` 0–100; `until`: when it ends if nothing more happens; null: it doesn't by itself. */
export type Matched = { confidence: number; until: number | null; why: Said[] };

export type TagView = {
  id: string;
  name: Words;
  confidence: number;
  until: number | null;
  /** In the words of the trade, and as the person is told. */
  why: Words[];
  plain: Words[];
  lane?: 'vip';
};

/** Whom is looked at, and when. */
type Looking = { known: Known; now: number; scale: Scale };

/** Whether the rule means them: what an audience is counted by. */
export function means(rule: Rule, known: Known, now: number, scale: Scale): boolean {
  const { profile } = known;
  if (!rule.on || isOff(profile, `rule:${rule.id}`)) return false;
  return rule.consent.every((one) => agreedTo(profile, one)) && holds(rule.when, { known, now, scale });
}

/** The same with how sure it is, until when, and why; null: it doesn't. */
export function matches(rule: Rule, known: Known, now: number, { name, scale }: Reading): Matched | null {
  return means(rule, known, now, scale) ? weigh(rule.when, { known, now, scale }, name) : null;
}

/** Every tag the rules give somebody now. */
export function tagsOf(rules: readonly Rule[], known: Known, now: number, reading: Reading): TagView[] {
  return rules.flatMap((rule) => {
    const found = matches(rule, known, now, reading);
    if (found === null) return [];
    return [
      {
        ...{ id: rule.id, name: { zh: rule.zh, en: rule.en }, confidence: found.confidence, until: found.until },
        why: found.why.map(({ staff }) => staff),
        plain: found.why.map(({ plain }) => plain),
        ...(rule.lane ? { lane: rule.lane } : {}),
      },
    ];
  });
}

function holds(given: Condition | Group, looking: Looking): boolean {
  if (given.if === 'all') return given.of.every((one) => holds(one, looking));
  if (given.if === 'any') return given.of.some((one) => holds(one, looking));
  return holdsOne(given, looking);
}

const holdsOne = (given: Simple, looking: Looking): boolean =>
  given.if === 'not' ? !meets(given.of, looking) : meets(given, looking);

function meets(one: Leaf, { known, now, scale }: Looking): boolean {
  const { profile } = known;
  if (isUnheard(profile, one)) return false;
  switch (one.if) {
    case 'at-least':
      return (figureOf(one.of, { known, now, scale }) ?? -Infinity) >= one.value;
    case 'at-most':
      return (figureOf(one.of, { known, now, scale }) ?? Infinity) <= one.value;
    case 'level':
      return known.level === one.is;
    case 'tag':
      return known.tags.includes(one.is);
    case 'channel':
      return mostly(profile, 'e', 90, now) === one.is;
    case 'hours':
      return mostly(profile, 'h', 180, now) === one.is;
    case 'language':
      return mostly(profile, 'l', 365, now) === one.is;
    case 'stage':
      return profile.lastAt !== null && stageOf(profile, now) === one.is;
    case 'prefers':
      return profile.preferences[one.what]?.value === one.is;
  }
}

/** What they said is true, else what is most often so. */
const mostly = (profile: Profile, of: HabitOf, days: number, now: number): string | undefined =>
  statedOf(profile, `trait:${habitTraits[of]}`) ?? ranked(profile, of, days, now)[0]?.is;

/** What a measure counts, where it counts. */
function wantedBy(given: Measure): Wanted | null {
  switch (given.measure) {
    case 'questions':
      return { of: 'q', is: given.topic, product: given.product, days: given.days };
    case 'encounters':
      return { of: 'e', is: given.channel ?? '', days: given.days };
    case 'purchases':
    case 'spent':
      return { of: 'b', is: given.category, days: given.days };
    case 'tickets':
      return { of: 't', is: given.form, days: given.days };
    case 'complaints':
      return { of: 'c', days: given.days };
    case 'upset':
      return { of: 'u', days: given.days };
    case 'unhelpful':
      return { of: 'v', is: 'no', days: given.days };
    case 'unsolved':
      return { of: 'x', days: given.days };
    case 'since-contact':
    case 'since-purchase':
    case 'satisfaction':
    case 'trend':
    case 'complaint-risk':
    case 'churn':
    case 'value':
      return null;
  }
}

/** The figure of a measure now; null: nothing is known. */
function figureOf(given: Measure, { known: { profile }, now, scale }: Looking): number | null {
  const wanted = wantedBy(given);
  if (wanted) {
    const { count, sum } = countIn(profile, wanted, now);
    return given.measure === 'spent' ? Math.floor(sum / 100) : count;
  }
  switch (given.measure) {
    case 'since-contact':
      return daysSince(profile.lastAt, now);
    case 'since-purchase':
      return daysSince(boughtAt(profile), now);
    case 'satisfaction':
      return satisfactionOf(profile, now);
    case 'trend':
      return trendOf(profile, now);
    case 'complaint-risk':
      return complaintRisk(calmed(profile), now);
    case 'churn':
      return profile.lastAt === null ? null : churnOf(profile, now);
    default:
      return valueOf(profile, now, scale);
  }
}

/** Of what holds: how sure, until when, and why. */
function weigh(given: Condition | Group, looking: Looking, name: Naming): Matched {
  if (given.if === 'all' || given.if === 'any') {
    const found = given.of.filter((one) => holds(one, looking)).map((one) => weigh(one, looking, name));
    return together(found, given.if === 'all');
  }
  return given.if === 'not' ? weighNot(given.of, looking, name) : weighOne(given, looking, name);
}

/** All hold: as sure and as long as the weakest; any holds: as the strongest. */
function together(found: readonly Matched[], every: boolean): Matched {
  const sure = found.map(({ confidence }) => confidence);
  const ends = found.flatMap(({ until }) => (until === null ? [] : [until]));
  const open = ends.length < found.length;
  return {
    confidence: every ? Math.min(...sure) : Math.max(...sure),
    until: every ? (ends.length === 0 ? null : Math.min(...ends)) : open ? null : Math.max(...ends),
    why: found.flatMap(({ why }) => why),
  };
}

/** A contrary: told as what is not so. */
function weighNot(one: Leaf, looking: Looking, name: Naming): Matched {
  const measured = one.if === 'at-least' || one.if === 'at-most';
  const figure = measured && !isUnheard(looking.known.profile, one) ? figureOf(one.of, looking) : null;
  return { confidence: 80, until: null, why: [saidNot(one, figure, name)] };
}

/** How sure so much evidence makes: the first two pieces are a hint, five are as good as certain. */
const sureOf = (evidence: number): number => Math.min(95, 45 + 10 * Math.max(0, Math.min(5, evidence)));
const sureBy = { level: 95, tag: 95, channel: 70, hours: 70, language: 90, stage: 75, prefers: 95 };

const isStated = ({ if: what }: Leaf, profile: Profile): boolean =>
  (what === 'channel' || what === 'hours' || what === 'language') && statedOf(profile, `trait:${what}`) !== null;

function weighOne(one: Leaf, looking: Looking, name: Naming): Matched {
  if (one.if !== 'at-least' && one.if !== 'at-most') {
    const own = isStated(one, looking.known.profile);
    const why = own ? saidThemselves(one, name) : said(one, null, name);
    return { confidence: own ? 100 : sureBy[one.if], until: null, why: [why] };
  }
  const { known, now } = looking;
  const figure = figureOf(one.of, looking);
  const why = [said(one, figure, name)];
  const wanted = wantedBy(one.of);
  if (!wanted) return { confidence: sureOf(restsOn(one.of, known.profile, now)), until: null, why };
  const days = daysIn(known.profile, wanted, now);
  const spent = one.of.measure === 'spent';
  const least = spent ? one.value * 100 : one.value;
  return {
    confidence: sureOf(days.reduce((sum, { count }) => sum + count, 0)),
    until: one.if === 'at-least' ? fallsAt(days, least, wanted.days, spent ? 'sum' : 'count') : null,
    why,
  };
}

/** On how many facts a score rests. */
function restsOn(given: Measure, profile: Profile, now: number): number {
  const count = (of: 'r' | 'b' | 'e', days: number) => countIn(profile, { of, days }, now).count;
  switch (given.measure) {
    case 'satisfaction':
    case 'trend':
      return count('r', 180);
    case 'value':
      return count('b', 365);
    case 'since-contact':
    case 'since-purchase':
      return 5;
    default:
      return count('e', 365);
  }
}
