/** 画像规则: which tags the facts about a person give, what the company calls its subjects, and what of it is sensitive. */
import * as v from 'valibot';
import { sensitiveClass } from '../profile/fact.ts';
import { scale, usualScale } from '../profile/figures.ts';
import type { Reading } from '../profile/match.ts';
import { faultOf, MOST_RULES, rule, type Rule } from '../profile/rule.ts';
import type { Marked } from '../profile/sensitive.ts';
import { asIs, type Naming } from '../profile/words.ts';

const label = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40));

/** A topic, category or product as it stands in facts, how it is called, and whether it is sensitive. */
const subjectNamed = v.strictObject({
  id: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64)),
  zh: label,
  en: label,
  is: v.optional(sensitiveClass),
});

export type SubjectNamed = v.InferOutput<typeof subjectNamed>;

export const profile = v.pipe(
  v.strictObject({
    /** Nothing is gathered and nobody is tagged while it is off. */
    on: v.boolean(),
    subjects: v.pipe(
      v.array(subjectNamed),
      v.maxLength(300),
      v.check((given) => new Set(given.map(({ id }) => id)).size === given.length, 'an id stands there twice'),
    ),
    scale,
    rules: v.pipe(v.array(rule), v.maxLength(MOST_RULES)),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    const fault = dataset.typed ? faultOf(dataset.value.rules, markedIn(dataset.value)) : '';
    if (fault !== '') addIssue({ message: fault });
  }),
);
export type ProfileSettings = v.InferOutput<typeof profile>;

/** What the company itself calls sensitive. */
export const markedIn = ({ subjects }: Pick<ProfileSettings, 'subjects'>): Marked[] =>
  subjects.flatMap(({ id, is }) => (is ? [{ subject: id, is }] : []));

/** Whether the second only adds rules to the first, none of which changes who is served first. */
export function addsRules(before: unknown, after: unknown): boolean {
  const [held, given] = [v.safeParse(profile, before), v.safeParse(profile, after)];
  if (!held.success || !given.success) return false;
  const kept = given.output.rules.slice(0, held.output.rules.length);
  const added = given.output.rules.slice(held.output.rules.length);
  const same = JSON.stringify(held.output) === JSON.stringify({ ...given.output, rules: kept });
  return same && added.every(({ lane }) => lane === undefined);
}

/** How a company reads its rules; what stands under a named subject is called by it. */
export function readingOf(settings: ProfileSettings): Reading {
  const names = new Map(settings.subjects.map(({ id, zh, en }) => [id, { zh, en }]));
  return { name: naming(names), scale: settings.scale };
}

function naming(names: ReadonlyMap<string, { zh: string; en: string }>): Naming {
  return (subject) => {
    for (let at = subject; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      const found = names.get(at);
      if (found) return found;
    }
    return asIs(subject);
  };
}

export const emptyProfileSettings: ProfileSettings = { on: true, subjects: [], scale: usualScale, rules: [] };

const atLeast = (of: object, value: number) => ({ if: 'at-least' as const, of, value });
const asRule = (given: object): Rule => v.parse(rule, given);

/** A demo company's rules, one of each kind. */
export const demoProfile: ProfileSettings = {
  on: true,
  scale: usualScale,
  subjects: [
    { id: 'logistics', zh: '物流', en: 'Delivery' },
    { id: 'delivery', zh: '物流', en: 'Delivery' },
    { id: 'refund', zh: '退款', en: 'Refunds' },
    { id: 'aftersales', zh: '售后', en: 'After-sales' },
    { id: 'shopping', zh: '购物', en: 'Shopping' },
    { id: 'member', zh: '会员', en: 'Membership' },
    { id: '母婴', zh: '母婴', en: 'Mother and baby' },
    { id: 'human-first', zh: '直接人工', en: 'A person at once' },
  ],
  rules: [
    asRule({
      ...{ id: 'mother-aftersales', zh: '年轻妈妈·关注母婴售后', en: 'Young mother, after-sales', on: true },
      when: {
        if: 'all',
        of: [
          atLeast({ measure: 'purchases', category: '母婴', days: 60 }, 2),
          {
            if: 'any',
            of: [
              atLeast({ measure: 'questions', topic: 'aftersales', days: 60 }, 2),
              atLeast({ measure: 'questions', topic: 'refund', days: 60 }, 2),
            ],
          },
        ],
      },
    }),
    asRule({
      ...{ id: 'asks-delivery', zh: '高频物流咨询', en: 'Often asks for parcels', on: true },
      when: {
        if: 'any',
        of: [
          atLeast({ measure: 'questions', topic: 'logistics', days: 30 }, 3),
          atLeast({ measure: 'questions', topic: 'delivery', days: 30 }, 3),
        ],
      },
    }),
    asRule({
      ...{ id: 'vip', zh: 'VIP', en: 'VIP', on: true, lane: 'vip' },
      when: { if: 'any', of: [atLeast({ measure: 'value' }, 75), { if: 'level', is: '铂金' }] },
    }),
    asRule({
      ...{ id: 'slipping', zh: '易流失', en: 'May leave', on: true },
      when: { if: 'all', of: [atLeast({ measure: 'churn' }, 60)] },
    }),
  ],
};
