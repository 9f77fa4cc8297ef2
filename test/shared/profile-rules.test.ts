/** The language of rules and audiences. */
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { usualScale } from '../../shared/profile/figures.ts';
import { foldAll, type Profile, type Series, type SeriesOf } from '../../shared/profile/fold.ts';
import { needlesOf } from '../../shared/profile/needles.ts';
import { matches, means, tagsOf, type Known } from '../../shared/profile/match.ts';
import { readsOf } from '../../shared/profile/reads.ts';
import { condition, faultOf, MOST_CONDITIONS, rule, type Rule } from '../../shared/profile/rule.ts';
import { documents, settingsNames } from '../../shared/settings.ts';
import { demoProfile, readingOf } from '../../shared/settings/profile.ts';
import type { Kept } from '../../shared/profile/fact.ts';
import { asked, bought, came, DAY, kept, lives, NOW, reading, whens, word } from './profile-facts.ts';

const ruled = (when: object, more: object = {}): Rule =>
  v.parse(rule, { id: 'r', zh: '规则', en: 'Rule', on: true, when, ...more });
const least = (of: object, value: number) => ({ if: 'at-least', of, value });
const known = (facts: readonly Kept[], more: Partial<Known> = {}): Known => ({
  ...{ profile: foldAll(facts), level: null, tags: [] },
  ...more,
});

describe('a rule', () => {
  const young = ruled({
    if: 'all',
    of: [
      least({ measure: 'purchases', category: 'baby', days: 60 }, 2),
      least({ measure: 'questions', topic: 'aftersales', product: 'nappies', days: 60 }, 3),
    ],
  });
  const life = [
    bought(3),
    bought(50, 'baby/nappies'),
    ...[1, 5, 9].map((ago) => asked(ago, 'aftersales-refund', 'nappies size 4')),
  ];

  it('V41 says whom it means, how sure, until when and why, to colleagues and to the person', () => {
    expect(tagsOf([young], known(life), NOW, reading)).toEqual([
      {
        ...{ id: 'r', name: { zh: '规则', en: 'Rule' }, confidence: 65 },
        until: Date.UTC(2026, 10, 25) - 8 * 3_600_000 + 10 * DAY,
        why: [
          { zh: '60 天内购买“baby”次数：2', en: 'purchases on “baby” in 60 days: 2' },
          { zh: '60 天内咨询“aftersales”“nappies”次数：3', en: 'questions on “aftersales” on “nappies” in 60 days: 3' },
        ],
        plain: [
          { zh: '最近 60 天您买过 2 次“baby”', en: 'you bought “baby” 2 times in the last 60 days' },
          {
            zh: '最近 60 天您咨询过 3 次“nappies”“aftersales”',
            en: 'you asked 3 times about “nappies” “aftersales” in the last 60 days',
          },
        ],
      },
    ]);
    expect(matches(young, known(life.slice(1)), NOW, reading)).toBeNull();
  });

  it('V41 means them until the moment it says, and not from then on, if nothing more happens', () => {
    const leaves = fc.constantFrom(
      least({ measure: 'questions', days: 90 }, 2),
      least({ measure: 'purchases', category: 'baby', days: 60 }, 1),
      least({ measure: 'spent', days: 120 }, 900),
      least({ measure: 'encounters', days: 30 }, 1),
    );
    const rules = fc.record({
      if: fc.constantFrom('all', 'any'),
      of: fc.array(leaves, { minLength: 1, maxLength: 3 }),
    });
    let seen = 0;
    fc.assert(
      fc.property(lives, rules, (facts, when) => {
        const one = ruled(when);
        const who = known(facts.filter(({ fact }) => fact.kind !== 'choice'));
        const found = matches(one, who, NOW, reading);
        if (!found) return;
        expect(found.until).not.toBeNull();
        seen += 1;
        const until = found.until ?? 0;
        expect(matches(one, who, until - 1, reading)).not.toBeNull();
        expect(matches(one, who, until, reading)).toBeNull();
      }),
      { numRuns: 2_000 },
    );
    expect(seen).toBeGreaterThan(20);
  });

  it('V42 weighs level, card, habits, stage and preferences, and contraries', () => {
    const who = known([came(1), came(2), came(3), kept(1, { kind: 'preference', name: 'human-first', value: 'yes' })], {
      ...{ level: '金卡', tags: ['老客户'] },
    });
    const holds = (one: object) => matches(ruled({ if: 'all', of: [one] }), who, NOW, reading) !== null;
    for (const one of [
      { if: 'level', is: '金卡' },
      { if: 'tag', is: '老客户' },
      { if: 'channel', is: 'web' },
      { if: 'hours', is: '1' },
      { if: 'language', is: 'zh' },
      { if: 'stage', is: 'new' },
      { if: 'prefers', what: 'human-first', is: 'yes' },
      least({ measure: 'encounters', channel: 'web', days: 9 }, 3),
      { if: 'at-most', of: { measure: 'since-contact' }, value: 1 },
      { if: 'not', of: { if: 'level', is: '银卡' } },
      { if: 'not', of: { if: 'at-least', of: { measure: 'satisfaction' }, value: 1 } },
    ]) {
      expect(holds(one), JSON.stringify(one)).toBe(true);
    }
    expect(holds({ if: 'level', is: '银卡' })).toBe(false);
    expect(holds({ if: 'not', of: { if: 'level', is: '金卡' } })).toBe(false);
    expect(holds(least({ measure: 'since-purchase' }, 0))).toBe(false);
  });

  it('V42 whatever is given is a rule within its bounds or is refused; each ends, and answers alike', () => {
    const leaf = { if: 'level', is: 'x' };
    const ok = (when: unknown) => v.safeParse(condition, when).success;
    expect(ok({ if: 'all', of: [{ if: 'any', of: [leaf] }] })).toBe(true);
    expect(ok({ if: 'all', of: [{ if: 'any', of: [{ if: 'any', of: [leaf] }] }] })).toBe(false);
    expect(ok({ if: 'all', of: [] })).toBe(false);
    expect(
      ok({
        if: 'all',
        of: Array.from({ length: 3 }, () => ({ if: 'any', of: Array.from({ length: 9 }, () => leaf) })),
      }),
    ).toBe(false);
    expect(MOST_CONDITIONS).toBe(24);
    expect(ok({ if: 'all', of: [least({ measure: 'questions', days: 366 }, 1)] })).toBe(false);
    expect(ok({ if: 'all', of: [least({ measure: 'secret', days: 3 }, 1)] })).toBe(false);
    fc.assert(
      fc.property(fc.jsonValue(), (given) => void v.safeParse(rule, given)),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(lives, (facts) => {
        const who = known(facts, { level: '铂金' });
        const once = tagsOf(demoProfile.rules, who, NOW, readingOf(demoProfile));
        expect(tagsOf(demoProfile.rules, who, NOW, readingOf(demoProfile))).toEqual(once);
      }),
      { numRuns: 100 },
    );
  });

  it('V43 that reads what is sensitive is refused unless it says so, and means only who agreed to it', () => {
    const when = { if: 'all', of: [least({ measure: 'purchases', category: '保健药品', days: 60 }, 1)] };
    expect(faultOf([ruled(when)], [])).toContain('health');
    expect(faultOf([ruled(when, { consent: ['health'] })], [])).toBe('');
    expect(faultOf([ruled({ if: 'all', of: [{ if: 'level', is: 'x' }] }, { zh: '慢性疾病' })], [])).toContain('health');
    expect(faultOf([ruled({ if: 'all', of: [{ if: 'tag', is: '有儿童' }] })], [])).toContain('minors');
    const { shape } = documents.profile;
    expect(v.safeParse(shape, { ...demoProfile, rules: [ruled(when)] }).success).toBe(false);
    expect(v.safeParse(shape, { ...demoProfile, rules: [ruled(when, { consent: ['health'] })] }).success).toBe(true);
    const facts = [kept(1, { kind: 'purchase', category: '保健药品', amount: 100, class: 'health' })];
    const one = ruled(when, { consent: ['health'] });
    expect(matches(one, known(facts), NOW, reading)).toBeNull();
    // Nor does a rule that names nothing count it in secret.
    const any = ruled({ if: 'all', of: [least({ measure: 'purchases', days: 60 }, 1)] });
    expect(matches(any, known(facts), NOW, reading)).toBeNull();
    const agreed = [...facts, word('consent:health', true, 'consent')];
    expect(matches(one, known(agreed), NOW, reading)).not.toBeNull();
    expect(matches(one, known([...agreed, word('all', false)]), NOW, reading)).toBeNull();
  });

  it('V50 does not mean who switched it off, or everything; nor when it is off itself', () => {
    const one = ruled({ if: 'all', of: [least({ measure: 'purchases', days: 60 }, 1)] });
    const facts = [bought(1)];
    expect(matches(one, known(facts), NOW, reading)).not.toBeNull();
    expect(matches(one, known([...facts, word('rule:r', false)]), NOW, reading)).toBeNull();
    expect(matches(one, known([...facts, word('all', false)]), NOW, reading)).toBeNull();
    expect(matches({ ...one, on: false }, known(facts), NOW, reading)).toBeNull();
  });
});

/** The same series, whose days nobody may look at. */
const unread = ({ of, is }: Series): Series => ({
  ...{ of, is },
  get days(): Series['days'] {
    throw new Error(`${of} was read`);
  },
});

describe('an audience', () => {
  const cards = fc.record({ level: fc.constantFrom(null, '金卡'), tags: fc.constantFrom([], ['老客户']) });

  it('V48 leaves nobody out unread whom a rule means', () => {
    let [met, told] = [0, 0];
    fc.assert(
      fc.property(lives, cards, whens, (facts, card, when) => {
        const one = ruled(when);
        const who = known(facts, card);
        const needles = needlesOf(one);
        if (needles) told += 1;
        if (!matches(one, who, NOW, reading)) return;
        met += 1;
        const written = (kind: SeriesOf | 'choices') =>
          JSON.stringify(kind === 'choices' ? who.profile.choices : who.profile.series.filter(({ of }) => of === kind));
        if (needles) expect(needles.some(({ of, word }) => written(of).includes(word))).toBe(true);
      }),
      { numRuns: 900 },
    );
    expect(met).toBeGreaterThan(50);
    expect(told).toBeGreaterThan(50);
  });

  it('V48 is the same where a rule is shown no more than the kinds it reads', () => {
    let [met, less] = [0, 0];
    fc.assert(
      fc.property(lives, cards, whens, fc.constantFrom([], ['health']), (facts, card, when, consent) => {
        const one = ruled(when, { consent });
        const who = known(facts, card);
        const kinds = readsOf(one);
        const shown = (series: Profile['series']) =>
          means(one, { ...who, profile: { ...who.profile, series } }, NOW, usualScale);
        const series = who.profile.series.filter(({ of }) => kinds.includes(of));
        const whole = shown(who.profile.series);
        expect(shown(series)).toBe(whole);
        // Nor does it look at the days of another kind where they would change nothing this time.
        const unseen = who.profile.series.map((given) => (kinds.includes(given.of) ? given : unread(given)));
        expect(shown(unseen)).toBe(whole);
        if (whole) met += 1;
        if (series.length < who.profile.series.length) less += 1;
      }),
      { numRuns: 1_500 },
    );
    expect(met).toBeGreaterThan(100);
    expect(less).toBeGreaterThan(500);
  });
});

describe('the document', () => {
  it('V42 holds the demo’s rules, which mean what they are called', () => {
    expect(settingsNames).toContain('profile');
    expect(v.safeParse(documents.profile.shape, demoProfile).success).toBe(true);
    const names = (facts: readonly Kept[], level: string | null = null) =>
      tagsOf(demoProfile.rules, known(facts, { level }), NOW, readingOf(demoProfile)).map(({ name }) => name.zh);
    expect(
      names([bought(3, '母婴/尿不湿'), bought(30, '母婴'), asked(1, 'refund/refund'), asked(2, 'refund')]),
    ).toContain('年轻妈妈·关注母婴售后');
    expect(names([asked(1, 'logistics/delivery'), asked(2, 'logistics'), asked(9, 'logistics')])).toContain(
      '高频物流咨询',
    );
    expect(names([], '铂金')).toEqual(['VIP']);
    expect(names([came(200), came(190), came(180), came(170)])).toContain('易流失');
    expect(faultOf([...demoProfile.rules, ...demoProfile.rules], [])).toContain('twice');
  });
});
