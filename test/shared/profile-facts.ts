/** Facts about invented people, for properties of the profile. */
import fc from 'fast-check';
import type { Fact, Kept } from '../../shared/profile/fact.ts';
import { usualScale } from '../../shared/profile/figures.ts';
import type { Reading } from '../../shared/profile/match.ts';
import { asIs } from '../../shared/profile/words.ts';

/** A Wednesday, ten in the morning in China. */
export const NOW = Date.UTC(2026, 10, 25, 2);
export const DAY = 24 * 3_600_000;
export const reading: Reading = { name: asIs, scale: usualScale };

/** A name that is written otherwise than it is. */
const ODD = 'the "small" one \\ 小';
const subjects = fc.constantFrom(
  'delivery',
  'delivery/late',
  'refund',
  'aftersales-refund',
  'baby',
  'baby/nappies',
  ODD,
);
const channels = fc.constantFrom('web', 'wechat', 'phone', 'miniprogram');

const facts: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({
    kind: fc.constant('encounter'),
    channel: channels,
    hour: fc.integer({ min: 0, max: 23 }),
    upset: fc.boolean(),
    complaint: fc.boolean(),
    solved: fc.option(fc.boolean()),
    language: fc.constantFrom('zh', 'en'),
  }),
  fc.record({ kind: fc.constant('question'), topic: subjects, product: fc.constantFrom('', 'nappies size 4') }),
  fc.record({ kind: fc.constant('rating'), score: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('feedback'), helpful: fc.boolean() }),
  fc.record({ kind: fc.constant('ticket'), form: fc.constantFrom('complaint', 'repair'), complaint: fc.boolean() }),
  fc.record({ kind: fc.constant('purchase'), category: subjects, amount: fc.integer({ min: 0, max: 500_000 }) }),
  fc.record({
    kind: fc.constant('preference'),
    name: fc.constantFrom('human-first'),
    value: fc.constantFrom('yes', 'no'),
  }),
  fc.record({
    kind: fc.constant('choice'),
    of: fc.constantFrom('all', 'rule:r', 'trait:topic', 'trait:hours', 'trait:mood', 'consent:health'),
    on: fc.boolean(),
    says: fc.constantFrom('off', 'wrong', 'consent'),
  }),
  fc
    .constantFrom(['trait:channel', 'web'], ['trait:hours', '1'], ['trait:hours', '3'], ['trait:language', 'zh'])
    .map(([of = '', value = '']): Fact => ({ kind: 'choice', of, on: true, says: 'is', value })),
);

/** Facts of the last 400 days, each under a key of its own. */
export const lives: fc.Arbitrary<Kept[]> = fc
  .array(fc.record({ ago: fc.integer({ min: 0, max: 400 * DAY }), fact: facts }), { maxLength: 60 })
  .map((given) => given.map(({ ago, fact }, at) => ({ key: `k${at}`, at: NOW - ago, fact })));

const measures = fc.oneof(
  fc.record({
    measure: fc.constantFrom(
      'complaints',
      'upset',
      'unhelpful',
      'unsolved',
      'encounters',
      'questions',
      'purchases',
      'spent',
      'tickets',
    ),
    days: fc.constantFrom(30, 300),
  }),
  fc.constantFrom(
    { measure: 'questions', topic: 'delivery', days: 300 },
    { measure: 'questions', product: 'nappies', days: 300 },
    { measure: 'questions', topic: ODD, days: 300 },
    { measure: 'purchases', category: 'baby', days: 300 },
    { measure: 'purchases', category: ODD, days: 300 },
    { measure: 'spent', category: 'baby', days: 300 },
    { measure: 'tickets', form: 'repair', days: 300 },
    { measure: 'encounters', channel: 'web', days: 300 },
    ...['satisfaction', 'trend', 'complaint-risk', 'value', 'since-purchase', 'since-contact', 'churn'].map(
      (measure) => ({ measure }),
    ),
  ),
);
const conditions = fc.oneof(
  fc.record({
    if: fc.constantFrom('at-least', 'at-most'),
    of: measures,
    value: fc.oneof(fc.integer({ min: -2, max: 3 }), fc.constantFrom(20, 50, 75)),
  }),
  fc.constantFrom<object>(
    { if: 'channel', is: 'web' },
    { if: 'hours', is: '1' },
    { if: 'language', is: 'zh' },
    { if: 'stage', is: 'active' },
    { if: 'stage', is: 'slipping' },
    { if: 'prefers', what: 'human-first', is: 'yes' },
    { if: 'level', is: '金卡' },
    { if: 'tag', is: '老客户' },
  ),
);
/** What rules ask for, of every measure and every kind of condition. */
export const whens = fc.record({
  if: fc.constantFrom('all', 'any'),
  of: fc.array(
    fc.oneof(
      conditions,
      conditions.map((of) => ({ if: 'not', of })),
      fc.record({ if: fc.constantFrom('all', 'any'), of: fc.array(conditions, { minLength: 1, maxLength: 3 }) }),
    ),
    { minLength: 1, maxLength: 3 },
  ),
});

let made = 0;
export const kept = (daysAgo: number, fact: Fact): Kept => ({ key: `f${(made += 1)}`, at: NOW - daysAgo * DAY, fact });
export const bought = (daysAgo: number, category = 'baby', amount = 10_000): Kept =>
  kept(daysAgo, { kind: 'purchase', category, amount });
export const asked = (daysAgo: number, topic = 'delivery', product = ''): Kept =>
  kept(daysAgo, { kind: 'question', topic, product });
export const came = (daysAgo: number, more: Partial<Extract<Fact, { kind: 'encounter' }>> = {}): Kept =>
  kept(daysAgo, {
    ...{ kind: 'encounter', channel: 'web', hour: 10, upset: false, complaint: false, solved: true, language: 'zh' },
    ...more,
  });
export const word = (of: string, on: boolean, says: 'off' | 'wrong' | 'consent' = 'off'): Kept =>
  kept(0, { kind: 'choice', of, on, says });
