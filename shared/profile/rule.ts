/**
 * The language in which the dashboard says who is meant: rules of the profile (画像规则) and audiences alike. Typed, bounded in size and
 * depth, always ends.
 */
import * as v from 'valibot';
import { channelName } from '../message.ts';
import { sensitiveClass, stages, subject, type Sensitive } from './fact.ts';
import { classOf, type Marked } from './sensitive.ts';

/** Rules of a deployment, and conditions of one rule. */
export const MOST_RULES = 100;
export const MOST_CONDITIONS = 24;

const days = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(365));
const least = v.pipe(v.number(), v.integer(), v.minValue(-100), v.maxValue(100_000_000));
const of = v.optional(subject, '');

/** What can be counted or weighed. Subjects empty: any. `spent` is yuan; `since-…` whole days; scores 0–100, `trend` −100–100. */
export const measure = v.variant('measure', [
  v.strictObject({ measure: v.literal('questions'), topic: of, product: of, days }),
  v.strictObject({ measure: v.literal('encounters'), channel: v.optional(channelName), days }),
  v.strictObject({ measure: v.literal('purchases'), category: of, days }),
  v.strictObject({ measure: v.literal('spent'), category: of, days }),
  v.strictObject({ measure: v.literal('tickets'), form: of, days }),
  v.strictObject({ measure: v.literal('complaints'), days }),
  v.strictObject({ measure: v.literal('upset'), days }),
  v.strictObject({ measure: v.literal('unhelpful'), days }),
  v.strictObject({ measure: v.literal('unsolved'), days }),
  v.strictObject({ measure: v.literal('since-contact') }),
  v.strictObject({ measure: v.literal('since-purchase') }),
  v.strictObject({ measure: v.literal('satisfaction') }),
  v.strictObject({ measure: v.literal('trend') }),
  v.strictObject({ measure: v.literal('complaint-risk') }),
  v.strictObject({ measure: v.literal('churn') }),
  v.strictObject({ measure: v.literal('value') }),
]);
export type Measure = v.InferOutput<typeof measure>;

const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40));

/** One condition. `is`: what somebody has is this, of several kinds of thing. */
export const leaf = v.variant('if', [
  v.strictObject({ if: v.literal('at-least'), of: measure, value: least }),
  v.strictObject({ if: v.literal('at-most'), of: measure, value: least }),
  v.strictObject({ if: v.literal('level'), is: text }),
  v.strictObject({ if: v.literal('tag'), is: text }),
  v.strictObject({ if: v.literal('channel'), is: channelName }),
  v.strictObject({ if: v.literal('hours'), is: v.picklist(['0', '1', '2', '3']) }),
  v.strictObject({ if: v.literal('language'), is: v.picklist(['zh', 'en']) }),
  v.strictObject({ if: v.literal('stage'), is: v.picklist(stages) }),
  v.strictObject({ if: v.literal('prefers'), what: text, is: text }),
]);
export type Leaf = v.InferOutput<typeof leaf>;

/** A leaf, or its contrary. */
const simple = v.variant('if', [...leaf.options, v.strictObject({ if: v.literal('not'), of: leaf })]);
export type Simple = v.InferOutput<typeof simple>;
const some = v.pipe(v.array(simple), v.minLength(1), v.maxLength(12));
const group = v.variant('if', [
  ...simple.options,
  v.strictObject({ if: v.literal('all'), of: some }),
  v.strictObject({ if: v.literal('any'), of: some }),
]);
export type Group = v.InferOutput<typeof group>;

const groups = v.pipe(v.array(group), v.minLength(1), v.maxLength(12));
/** A whole condition: all or any of conditions, one level of groups within. */
export const condition = v.pipe(
  v.variant('if', [
    v.strictObject({ if: v.literal('all'), of: groups }),
    v.strictObject({ if: v.literal('any'), of: groups }),
  ]),
  v.check((given) => leavesOf(given).length <= MOST_CONDITIONS, `at most ${MOST_CONDITIONS} conditions`),
);
export type Condition = { if: 'all'; of: Group[] } | { if: 'any'; of: Group[] };

const label = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40));

/** A rule: who matches has its tag. `consent`: the sensitive kinds it reads, each person's own consent to which it needs. `lane`: they wait in the VIP lane. */
export const rule = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, 'lower case letters, digits and hyphens')),
  zh: label,
  en: label,
  on: v.boolean(),
  lane: v.optional(v.literal('vip')),
  consent: v.optional(v.pipe(v.array(sensitiveClass), v.maxLength(4)), []),
  when: condition,
});
export type Rule = v.InferOutput<typeof rule>;

/** Every condition of a rule, with whether it is asked for its contrary. */
export function leavesOf({ of: given }: Condition): Leaf[] {
  const plain = (one: Simple): Leaf => (one.if === 'not' ? one.of : one);
  return given.flatMap((one) => (one.if === 'all' || one.if === 'any' ? one.of.map(plain) : [plain(one)]));
}

/** The subjects a condition names. */
function subjectsOf(one: Leaf): string[] {
  if (one.if === 'tag') return [one.is];
  if (one.if === 'prefers') return [one.what, one.is];
  if (one.if !== 'at-least' && one.if !== 'at-most') return [];
  const { of: given } = one;
  const names = [
    'topic' in given ? given.topic : '',
    'product' in given ? given.product : '',
    'category' in given ? given.category : '',
  ];
  return names.filter((name) => name !== '');
}

/** The sensitive kinds a rule reads; those it doesn't say are those it may not be saved without. */
export function readsSensitive(given: Pick<Rule, 'when' | 'zh' | 'en'>, marked: readonly Marked[]): Sensitive[] {
  const named = [given.zh, given.en, ...leavesOf(given.when).flatMap(subjectsOf)];
  const found = named.flatMap((one) => classOf(one, marked) ?? []);
  return [...new Set(found)];
}

/** Why these rules can't stand, in a sentence; empty: they can. */
export function faultOf(rules: readonly Rule[], marked: readonly Marked[]): string {
  const ids = rules.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) return `The rule ${twice} is there twice.`;
  for (const one of rules) {
    const missing = readsSensitive(one, marked).filter((name) => !one.consent.includes(name));
    if (missing.length > 0) {
      return `The rule ${one.id} reads sensitive information (${missing.join(', ')}): it needs the separate consent of each person, and must say so.`;
    }
  }
  return '';
}
