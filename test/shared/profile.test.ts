/** The profile as a sum of facts, its traits and its figures. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kept } from '../../shared/profile/fact.ts';
import { figuresOf } from '../../shared/profile/figures.ts';
import { canonical, emptyProfile, fold, foldAll } from '../../shared/profile/fold.ts';
import { classOf } from '../../shared/profile/sensitive.ts';
import { traitsOf } from '../../shared/profile/traits.ts';
import { asIs } from '../../shared/profile/words.ts';
import { asked, bought, came, DAY, kept, lives, NOW, word } from './profile-facts.ts';

const shuffled = (facts: readonly Kept[], seed: number): Kept[] =>
  facts
    .map((one, at) => ({ one, by: Math.sin(seed + at * 7919) }))
    .sort((one, other) => one.by - other.by)
    .map(({ one }) => one);

describe('the fold', () => {
  it('V40 one fact after the other is what all of them make at once, in whatever order they came', () => {
    fc.assert(
      fc.property(lives, fc.integer(), (facts, seed) => {
        const oneByOne = shuffled(facts, seed).reduce(fold, emptyProfile());
        expect(JSON.stringify(canonical(oneByOne))).toBe(JSON.stringify(foldAll(facts)));
      }),
      { numRuns: 300 },
    );
  });

  it('V40 does not touch the profile it is given', () => {
    fc.assert(
      fc.property(lives, (facts) => {
        const before = foldAll(facts);
        const text = JSON.stringify(before);
        for (const one of facts) fold(before, one);
        expect(JSON.stringify(before)).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  it('V40 two lives are the sum of both, whichever was there first', () => {
    fc.assert(
      fc.property(lives, lives, (one, other) => {
        const others = other.map((fact) => ({ ...fact, key: `o${fact.key}` }));
        expect(foldAll([...one, ...others])).toEqual(foldAll([...others, ...one]));
      }),
      { numRuns: 100 },
    );
  });
});

describe('traits', () => {
  it('V41 what is asked most, bought most and used most, each with why in both languages and how sure', () => {
    const profile = foldAll([
      asked(3),
      asked(5),
      asked(9),
      asked(2, 'refund'),
      bought(4),
      bought(20),
      bought(50),
      came(1),
      came(2),
      came(3),
    ]);
    const traits = new Map(traitsOf(profile, asIs, NOW).map((one) => [one.id, one]));
    expect(traits.get('topic')).toMatchObject({
      value: { zh: 'delivery' },
      confidence: 70,
      why: { zh: '90 天内咨询 3 次', en: '3 questions in 90 days' },
      plain: { zh: '最近 90 天您咨询过 3 次' },
    });
    expect(traits.get('category')?.value.en).toBe('baby');
    expect(traits.get('channel')?.value.zh).toBe('网页');
    expect(traits.get('hours')?.value.zh).toBe('上午');
    expect(traits.get('rhythm')?.value.zh).toBe('约每 23 天一次');
  });

  it('V41 is there until the moment it says, and gone from then on, if nothing more happens', () => {
    const ages = fc.array(fc.integer({ min: 0, max: 179 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(ages, (given) => {
        const profile = foldAll(given.map((ago) => bought(ago)));
        const at = (now: number) => traitsOf(profile, asIs, now).find(({ id }) => id === 'category');
        const until = at(NOW)?.until ?? 0;
        expect(at(until - 1)).toBeDefined();
        expect(at(until)).toBeUndefined();
        expect(at(NOW)?.confidence).toBeLessThanOrEqual(95);
      }),
      { numRuns: 200 },
    );
  });

  it('V50 one that was said to be wrong is not said again, and nothing is where everything is off', () => {
    const facts = [asked(1), asked(2), asked(3)];
    expect(traitsOf(foldAll(facts), asIs, NOW).map(({ id }) => id)).toContain('topic');
    const wrong = [...facts, word('trait:topic', false, 'wrong')];
    expect(traitsOf(foldAll(wrong), asIs, NOW).map(({ id }) => id)).not.toContain('topic');
    expect(traitsOf(foldAll([...facts, word('all', false)]), asIs, NOW)).toEqual([]);
    expect(figuresOf(foldAll([...facts, word('all', false)]), NOW)).toBeNull();
  });
});

describe('figures', () => {
  const figures = (facts: readonly Kept[]) => {
    const found = figuresOf(foldAll(facts), NOW);
    if (!found) throw new Error('nothing is known');
    return found;
  };

  it('V44 recency, frequency and amount with their steps, and the value they make', () => {
    const known = figures([bought(10, 'baby', 100_000), bought(40, 'baby', 150_000), bought(70, 'food', 80_000)]);
    expect(known).toMatchObject({ recency: 10, frequency: 3, amount: 330_000 });
    expect(known.steps).toEqual({ recency: 5, frequency: 2, amount: 4 });
    expect(known.value).toBe(67);
    expect(figures([came(1)])).toMatchObject({ recency: null, steps: null, value: 0 });
  });

  it('V44 satisfaction, its trend, the risk of a complaint and of leaving, and the stage', () => {
    const rated = (ago: number, score: number) => kept(ago, { kind: 'rating', score });
    const falls = figures([
      rated(150, 5),
      rated(140, 5),
      rated(20, 2),
      rated(10, 2),
      came(5, { complaint: true, upset: true }),
    ]);
    expect(falls).toMatchObject({ satisfaction: 63, trend: -75, complaintRisk: 65 });
    const gone = figures([came(300), came(290), came(280), came(200)]);
    expect(gone).toMatchObject({ churn: 100, stage: 'gone' });
    const slipping = figures([bought(120), bought(110), bought(100), bought(90)]);
    expect(slipping).toMatchObject({ churn: 100, stage: 'slipping' });
    expect(figures([bought(40), bought(30), bought(20), bought(10)]).stage).toBe('loyal');
    expect(figures([came(3)]).stage).toBe('new');
  });

  it('V44 are whole numbers within their bounds for every life, and a complaint never lowers the risk', () => {
    fc.assert(
      fc.property(lives, (facts) => {
        const known = figuresOf(foldAll(facts), NOW);
        if (known === null) return;
        const { steps, stage, ...numbers } = known;
        expect(stage).not.toBe('');
        for (const one of Object.values(numbers)) if (one !== null) expect(Number.isSafeInteger(one)).toBe(true);
        for (const one of Object.values(steps ?? {})) expect(one >= 1 && one <= 5).toBe(true);
        for (const one of [known.value, known.complaintRisk, known.churn]) expect(one >= 0 && one <= 100).toBe(true);
        const more = figuresOf(
          foldAll([...facts, kept(0, { kind: 'ticket', form: 'complaint', complaint: true })]),
          NOW,
        );
        expect(more?.complaintRisk).toBeGreaterThanOrEqual(known.complaintRisk);
      }),
      { numRuns: 300 },
    );
  });

  it('V40 what is to come does not count yet, and what is older than a year no more', () => {
    const facts = [bought(-3), bought(366), bought(1)];
    expect(figures(facts).frequency).toBe(1);
    expect(figuresOf(foldAll(facts), NOW + 4 * DAY)?.frequency).toBe(2);
  });
});

describe('what is sensitive', () => {
  it('V43 is known by its words, in both languages and widths, and by the company’s own list first', () => {
    expect(classOf('母婴/尿不湿', [])).toBeNull();
    expect(classOf('处方药', [])).toBe('health');
    expect(classOf('ＬＯＡＮ', [])).toBe('finance');
    expect(classOf('finance/wallet', [])).toBe('finance');
    expect(classOf('未成年人模式', [])).toBe('minors');
    expect(classOf('按摩椅', [{ subject: '按摩', is: 'health' }])).toBe('health');
    const named: Record<string, readonly string[]> = {
      health: [
        '糖尿病患者',
        'Diabetic',
        'HIV',
        'patients',
        '孕妇',
        '备孕用品',
        '血压计',
        '避孕套',
        '慢性病',
        'Blood pressure monitors',
      ],
      finance: [
        '保险',
        '车险与保险',
        '工资',
        '基金',
        'Insurance',
        'index funds',
        'Loans',
        'Low income',
        'investors',
        '房贷客户',
        '贷款',
      ],
      minors: ['校服', '小学教辅', '幼儿园', 'Teenagers', "children's books", '未成年人'],
      location: ['门店/北京', '北京客户', '广东', '住在同城', 'City', 'Location', 'Beijing residents', '常去'],
    };
    for (const [class_, all] of Object.entries(named))
      for (const one of all) expect(classOf(one, []), one).toBe(class_);
    for (const one of [
      ...[
        '母婴/尿不湿',
        '年轻妈妈·关注母婴售后',
        'Young mothers',
        '高频物流咨询',
        'VIP',
        '易流失',
        '家电毛病',
        '电脑病毒',
      ],
      ...[
        '运费保险',
        '保险箱',
        '退款',
        'refund',
        'refunds',
        'velocity',
        'capacity',
        '重庆火锅底料',
        '北京烤鸭',
        '大学生优惠',
      ],
      ...[
        'logistics/delivery',
        'aftersales-exchange',
        'shopping/product',
        'member/points',
        '收货地址',
        'Loyal',
        'impatient',
        'archive',
        'incoming',
        'investigation',
        'allocation',
        'no complaints',
      ],
    ])
      expect(classOf(one, []), one).toBeNull();
  });
});
