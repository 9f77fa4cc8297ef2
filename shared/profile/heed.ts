/** What a person switched off or called wrong is used by no rule: which traits a condition rests on, and whether it may be asked. Pure. */
import type { Choice } from './fact.ts';
import { isOff, type Profile } from './fold.ts';
import type { TraitId } from './traits.ts';
import { leavesOf, type Leaf, type Measure, type Rule } from './rule.ts';

type Said = Pick<Profile, 'choices'>;

/** The trait a condition rests on; null: on none. */
function traitIn(one: Leaf): TraitId | null {
  switch (one.if) {
    case 'at-least':
    case 'at-most':
      return traitOf(one.of);
    case 'channel':
    case 'hours':
    case 'language':
      return one.if;
    case 'prefers':
      return 'preference';
    case 'stage':
      return one.is === 'slipping' ? 'rhythm' : null;
    case 'level':
    case 'tag':
      return null;
  }
}

function traitOf(given: Measure): TraitId | null {
  switch (given.measure) {
    case 'questions':
      return given.topic === '' && given.product === '' ? null : 'topic';
    case 'purchases':
    case 'spent':
      return given.category === '' ? null : 'category';
    case 'encounters':
      return given.channel === undefined ? null : 'channel';
    case 'upset':
      return 'mood';
    case 'churn':
      return 'rhythm';
    case 'unhelpful':
      return 'answers';
    default:
      return null;
  }
}

/** What a condition rests on counts as unknown. */
export function isUnheard(profile: Said, one: Leaf): boolean {
  if (Object.keys(profile.choices).length === 0) return false;
  const trait = traitIn(one);
  return trait !== null && isOff(profile, `trait:${trait}`);
}

/** The profile as the risk of a complaint is weighed: without the mood, where that is off. */
export const calmed = (profile: Profile): Profile =>
  isOff(profile, 'trait:mood') ? { ...profile, series: profile.series.filter(({ of }) => of !== 'u') } : profile;

/** Whether a word of theirs is against anything this rule rests on: then it is judged anew before it is acted upon. */
export function isSpokenAgainst(rule: Pick<Rule, 'id' | 'consent' | 'when'>, profile: Said): boolean {
  const against = ([of, { on, says }]: [string, Pick<Choice, 'on' | 'says'>]) =>
    (!on || says === 'is') && named.has(of);
  const named = new Set([
    ...['all', `rule:${rule.id}`],
    ...rule.consent.map((one) => `consent:${one}`),
    ...leavesOf(rule.when).flatMap((one) => restsOn(one).map((trait) => `trait:${trait}`)),
  ]);
  return Object.entries(profile.choices).some(against);
}

function restsOn(one: Leaf): TraitId[] {
  const trait = traitIn(one);
  const risk = (one.if === 'at-least' || one.if === 'at-most') && one.of.measure === 'complaint-risk';
  return risk ? ['mood'] : trait === null ? [] : [trait];
}
