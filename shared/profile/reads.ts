/** Which kinds of series a rule reads: of the others it need not be shown a thing, and decides as it would with them. */
import type { SeriesOf } from './fold.ts';
import { leavesOf, type Leaf, type Measure, type Rule } from './rule.ts';

/** Each once. */
export const readsOf = ({ when }: Pick<Rule, 'when'>): SeriesOf[] => [...new Set(leavesOf(when).flatMap(ofLeaf))];

function ofLeaf(one: Leaf): SeriesOf[] {
  switch (one.if) {
    case 'at-least':
    case 'at-most':
      return ofMeasure(one.of);
    case 'channel':
      return ['e'];
    case 'hours':
      return ['h'];
    case 'language':
      return ['l'];
    case 'stage':
      return ['b', 'e', 'r'];
    case 'level':
    case 'tag':
    case 'prefers':
      return [];
  }
}

function ofMeasure({ measure }: Measure): SeriesOf[] {
  switch (measure) {
    case 'questions':
      return ['q'];
    case 'encounters':
      return ['e'];
    case 'purchases':
    case 'spent':
    case 'since-purchase':
    case 'value':
      return ['b'];
    case 'tickets':
      return ['t'];
    case 'complaints':
      return ['c'];
    case 'upset':
      return ['u'];
    case 'unhelpful':
      return ['v'];
    case 'unsolved':
      return ['x'];
    case 'satisfaction':
    case 'trend':
      return ['r'];
    case 'complaint-risk':
      return ['c', 'r', 'u', 'x'];
    case 'churn':
      return ['b', 'e', 'r'];
    case 'since-contact':
      return [];
  }
}
