/** Words of which one stands in the written series of everybody a rule means, so that most others need not be read. */
import type { Condition, Group, Leaf, Measure, Rule, Simple } from './rule.ts';
import type { SeriesOf } from './fold.ts';

/** In the series of which kind it stands. */
export type Needle = { of: SeriesOf | 'choices'; word: string };

/** Or they said so themselves: their words stand beside the series. */
const stated = (of: string): Needle => ({ of: 'choices', word: `"trait:${of}"` });

/** As `JSON.stringify` writes a series' beginning. */
const series = (of: SeriesOf, is = ''): Needle => ({
  of,
  word: `{"of":"${of}","is":${JSON.stringify(is).slice(0, -1)}`,
});

/** Null: nothing can be told. */
export function needlesOf({ when }: Pick<Rule, 'when'>): Needle[] | null {
  return ofGroup(when);
}

function ofGroup(given: Condition | Group): Needle[] | null {
  if (given.if !== 'all' && given.if !== 'any') return ofSimple(given);
  const found = given.of.map((one) => ofGroup(one));
  if (given.if === 'all') return found.find((one) => one !== null) ?? null;
  return found.some((one) => one === null) ? null : distinct(found.flatMap((one) => one ?? []));
}

const distinct = (found: readonly Needle[]): Needle[] => [...new Map(found.map((one) => [one.word, one])).values()];

const ofSimple = (given: Simple): Needle[] | null => (given.if === 'not' ? null : ofLeaf(given));

function ofLeaf(one: Leaf): Needle[] | null {
  switch (one.if) {
    case 'at-least':
      return one.value >= 1 ? ofMeasure(one.of) : null;
    case 'channel':
      return [series('e', one.is), stated('channel')];
    case 'hours':
      return [series('h', one.is), stated('hours')];
    case 'language':
      return [series('l', one.is), stated('language')];
    case 'at-most':
    case 'level':
    case 'tag':
    case 'stage':
    case 'prefers':
      return null;
  }
}

/** Without one of these a measure is nought, or unknown. */
function ofMeasure(given: Measure): Needle[] | null {
  switch (given.measure) {
    case 'questions':
      return [series('q', given.topic)];
    case 'encounters':
      return [series('e', given.channel ?? '')];
    case 'purchases':
    case 'spent':
      return [series('b', given.category)];
    case 'tickets':
      return [series('t', given.form)];
    case 'complaints':
      return [series('c')];
    case 'upset':
      return [series('u')];
    case 'unhelpful':
      return [series('v', 'no')];
    case 'unsolved':
      return [series('x')];
    case 'complaint-risk':
      return [series('c'), series('u'), series('x'), series('r')];
    case 'satisfaction':
    case 'trend':
      return [series('r')];
    case 'since-purchase':
    case 'value':
      return [series('b')];
    case 'since-contact':
    case 'churn':
      return null;
  }
}
