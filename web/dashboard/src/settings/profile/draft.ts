/** A condition as it is edited: what it looks at, and a fresh one of each kind. */
import type { Group, Leaf, Measure, Rule, Simple } from '../../../../../shared/profile/rule.ts';

export const measures = [
  ...['questions', 'encounters', 'purchases', 'spent', 'tickets', 'complaints', 'upset', 'unhelpful', 'unsolved'],
  ...['since-contact', 'since-purchase', 'satisfaction', 'trend', 'complaint-risk', 'churn', 'value'],
] as const;
export const named = ['level', 'tag', 'channel', 'hours', 'language', 'stage', 'prefers'] as const;
export type What = Measure['measure'] | (typeof named)[number];
export const whats = [...measures, ...named] as readonly What[];

export const whatOf = (one: Leaf): What => (one.if === 'at-least' || one.if === 'at-most' ? one.of.measure : one.if);

function measureOf(what: Measure['measure']): Measure {
  switch (what) {
    case 'questions':
      return { measure: what, topic: '', product: '', days: 60 };
    case 'purchases':
    case 'spent':
      return { measure: what, category: '', days: 60 };
    case 'tickets':
      return { measure: what, form: '', days: 60 };
    case 'encounters':
    case 'complaints':
    case 'upset':
    case 'unhelpful':
    case 'unsolved':
      return { measure: what, days: 60 };
    case 'since-contact':
    case 'since-purchase':
    case 'satisfaction':
    case 'trend':
    case 'complaint-risk':
    case 'churn':
    case 'value':
      return { measure: what };
  }
}

export function freshLeaf(what: What): Leaf {
  switch (what) {
    case 'level':
    case 'tag':
      return { if: what, is: '' };
    case 'channel':
      return { if: what, is: 'web' };
    case 'hours':
      return { if: what, is: '1' };
    case 'language':
      return { if: what, is: 'zh' };
    case 'stage':
      return { if: what, is: 'active' };
    case 'prefers':
      return { if: what, what: 'human-first', is: 'yes' };
    default:
      return { if: 'at-least', of: measureOf(what), value: 1 };
  }
}

export const leafIn = (one: Simple): Leaf => (one.if === 'not' ? one.of : one);
export const isGroup = (one: Group): one is Extract<Group, { if: 'all' | 'any' }> =>
  one.if === 'all' || one.if === 'any';

export const freshRule = (): Rule => ({
  ...{ id: '', zh: '', en: '', on: true, consent: [] },
  when: { if: 'all', of: [freshLeaf('purchases')] },
});
