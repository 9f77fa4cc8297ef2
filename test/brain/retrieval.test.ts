import { describe, expect, test } from 'vitest';
import {
  ANSWER_AT,
  buildIndex,
  decide,
  match,
  OFFER_AT,
  type Document,
} from '../../worker/brain/retrieval/retrieval.ts';
import { demoKnowledge, demoSnapshot } from '../../worker/knowledge/demo.ts';
import { offeredFirst } from './tables.ts';

const shop: Document[] = [
  { id: 'refund', question: '退款多久到账', similar: ['退的钱什么时候到', '退款几天能收到', '钱退到哪里了'] },
  { id: 'return', question: '怎么申请退货', similar: ['不想要了怎么退', '退货流程', '七天无理由退货'] },
  { id: 'ship', question: '付款后多久发货', similar: ['几天发货', '什么时候能发出来', '怎么还没发货'] },
  { id: 'invoice', question: '怎么开发票', similar: ['申请发票', '发票在哪里下载', '能开专票吗'] },
  { id: 'coupon', question: '优惠券怎么用', similar: ['优惠券用不了', '红包怎么抵扣', '领了券没减钱'] },
  { id: 'member', question: '怎么成为会员', similar: ['会员怎么升级', 'VIP 有什么好处', '会员等级规则'] },
  { id: 'phone', question: '怎么修改手机号', similar: ['换绑手机', '手机号换了登录不上', '绑定的电话不用了'] },
];
const counter: Document[] = [
  {
    id: 'refund',
    question: 'How long does a refund take?',
    similar: ['when do I get my money back', 'refund not received'],
  },
  {
    id: 'return',
    question: 'How do I return an item?',
    similar: ['send it back', 'return policy', 'I want to return my order'],
  },
  {
    id: 'cancel',
    question: 'How do I cancel an order?',
    similar: ['cancel my purchase', 'I no longer want the order'],
  },
  { id: 'password', question: 'I forgot my password', similar: ['reset password', 'cannot log in to my account'] },
  { id: 'delivery', question: 'When will my parcel arrive?', similar: ['delivery time', 'where is my package'] },
];
const zh = buildIndex(shop, { language: 'zh' });
const en = buildIndex(counter, { language: 'en' });
const best = (question: string, index = zh) => match(index, question)[0]?.id;

describe('K1 a question finds its entry, however it is written', () => {
  test.each([
    ['homophones', '腿款多久到帐', 'refund'],
    ['homophones', '怎么开发嫖', 'invoice'],
    ['homophones', '游惠卷怎么用', 'coupon'],
    ['pinyin in letters', 'tuikuan duojiu daozhang', 'refund'],
    ['mixed up sounds', '怎么生请退或', 'return'],
    ['a typo', '付款后多久发货啊啊', 'ship'],
    ['full width', '怎么成为ＶＩＰ', 'member'],
    ['mixed languages', 'vip 会员 怎么 upgrade', 'member'],
    ['other numerals', '7天无理由退货', 'return'],
    ['very short', '发票', 'invoice'],
    ['very short', '券', 'coupon'],
    ['traditional characters', '怎麼開發票', 'invoice'],
    ['spaces and marks', '怎么、开 发～票？！', 'invoice'],
  ])('%s: %s → %s', (_what, question, id) => {
    expect(best(question)).toBe(id);
  });
  test.each([
    ['inflection', 'cancelling orders', 'cancel'],
    ['a typo', 'i forgot my pasword', 'password'],
    ['a typo', 'refnud not recieved', 'refund'],
    ['capitals and marks', 'RETURN POLICY!!!', 'return'],
    ['joined words', 'my parcell arival', 'delivery'],
  ])('%s: %s → %s', (_what, question, id) => {
    expect(best(question, en)).toBe(id);
  });
  test('a very long question is understood from its beginning and its end', () => {
    expect(best(`怎么开发票${'，我昨天买了很多东西'.repeat(400)}`)).toBe('invoice');
    expect(best(`${'我昨天买了很多东西，'.repeat(400)}怎么开发票`)).toBe('invoice');
  });
});

describe('K2 synonyms', () => {
  test('words of the lexicon meet without a letter in common', () => {
    const index = buildIndex(
      [
        { id: 'a', question: '账户怎么注销', similar: [] },
        { id: 'b', question: '登录不了', similar: [] },
        { id: 'c', question: '怎么提现', similar: [] },
      ],
      { language: 'zh' },
    );
    expect(match(index, '户头如何销掉')[0]?.id).toBe('a');
  });
  test('the company’s own words lead to its entries', () => {
    const documents = [
      { id: 'star', question: '星享卡怎么办', similar: [] },
      { id: 'moon', question: '月光宝盒怎么买', similar: [] },
    ];
    expect(match(buildIndex(documents, { language: 'zh' }), '小黑卡')[0]?.id).not.toBe('moon');
    const own = buildIndex(documents, { language: 'zh', synonyms: [['月光宝盒', '小黑盒']] });
    expect(match(own, '小黑盒')[0]).toMatchObject({ id: 'moon' });
    expect(match(own, '小黑盒')[0]?.reasons.shared).toContain('小黑盒');
  });
});

describe('K3 confirmed questions teach', () => {
  test('a question that proved to mean an entry leads there afterwards, and so do its likes', () => {
    const asked = '宝贝坏了找谁赔';
    expect(best(asked)).not.toBe('return');
    const taught = buildIndex(
      shop.map((one) => (one.id === 'return' ? { ...one, confirmed: ['宝贝破了谁来赔', '坏的宝贝要赔'] } : one)),
      { language: 'zh' },
    );
    expect(best(asked, taught)).toBe('return');
  });
});

describe('K4 answer, offer or neither', () => {
  test('a wording itself is certain, a stranger is not', () => {
    const [own] = match(zh, '退款多久到账？');
    expect(own).toMatchObject({ id: 'refund' });
    expect(own?.confidence).toBeGreaterThan(0.95);
    expect(own?.reasons.exact).toBe(true);
    expect(decide(match(zh, '退款多久到账')).outcome).toBe('answer');
    for (const stranger of ['红烧肉菜谱', '今天天气怎么样', '', '👍', '？？？']) {
      expect(decide(match(zh, stranger))).toEqual({ outcome: 'none', best: null, offers: [] });
    }
  });
  test('what fits two entries is offered, not answered', () => {
    const index = buildIndex(
      [
        { id: 'east', question: '东区门店营业时间', similar: ['东区门店几点关门'] },
        { id: 'west', question: '西区门店营业时间', similar: ['西区门店几点关门'] },
        ...shop,
      ],
      { language: 'zh' },
    );
    const decision = decide(match(index, '门店几点关门'));
    expect(decision.outcome).toBe('offer');
    expect(decision.offers.map((one) => one.id).sort()).toEqual(['east', 'west']);
    expect(decision.offers.length).toBeLessThanOrEqual(3);
  });
  test.each(offeredFirst)('%s → offers %s first', (question, id) => {
    const { outcome, offers } = decide(match(demoSnapshot().index[/[a-z]/u.test(question) ? 'en' : 'zh'], question));
    expect(outcome).toBe('offer');
    expect(offers[0]?.id).toBe(id);
  });
  test('a thousand strangers do not drown the entry that fits', () => {
    const strangers = Array.from({ length: 1000 }, (_, at): Document => {
      const word = String.fromCharCode(0x5f00 + at, 0x6f00 + ((at * 7) % 997), 0x7f00 + ((at * 13) % 991));
      return { id: `s-${at}`, question: word, similar: [] };
    });
    const crowd = buildIndex([...shop, ...strangers], { language: 'zh' });
    const [alone, among] = [zh, crowd].map((index) => match(index, '请问退款几天才能到账')[0]);
    expect(alone?.id).toBe('refund');
    expect(among?.id).toBe('refund');
    expect(among?.confidence).toBeGreaterThan((alone?.confidence ?? 1) - 0.1);
  });
  test('the thresholds are what decides', () => {
    const [one] = match(zh, '退款多久到账');
    if (!one) throw new Error('no match');
    const at = (confidence: number) => decide([{ ...one, confidence }]).outcome;
    expect([at(ANSWER_AT), at(ANSWER_AT - 0.001), at(OFFER_AT), at(OFFER_AT - 0.001)]).toEqual([
      'answer',
      'offer',
      'offer',
      'none',
    ]);
  });
  test('close neighbours that share the chance are offered together', () => {
    const [one] = match(zh, '退款多久到账');
    if (!one) throw new Error('no match');
    const shared = ['a', 'b', 'c'].map((id) => ({ ...one, id, confidence: 0.12 }));
    expect(decide(shared).offers.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(decide(shared.slice(0, 2)).outcome).toBe('none');
  });
  test('confidence is a probability: of answers at one half and more, more than half are right', () => {
    const { entries } = demoKnowledge();
    let [right, sum] = [0, 0];
    // Every fifth wording of every entry is held back and asked.
    const documents = entries.flatMap(({ id, zh: wording }) =>
      wording ? [{ id, question: wording.question, similar: wording.similar.filter((_, at) => at % 5 !== 0) }] : [],
    );
    const index = buildIndex(documents, { language: 'zh' });
    const held = entries.flatMap(({ id, zh: wording }) =>
      (wording?.similar ?? []).filter((_, at) => at % 5 === 0).map((text) => ({ id, text })),
    );
    for (const { id, text } of held) {
      const [top] = match(index, text);
      sum += top?.confidence ?? 0;
      if (top?.id === id) right += 1;
    }
    expect(held.length).toBeGreaterThan(100);
    expect(Math.abs(right - sum) / held.length).toBeLessThan(0.15);
  });
});

describe('K5 the editor sees why', () => {
  test('the parts add up, the nearest wording and the shared words are named', () => {
    const [top] = match(zh, '请问七天无理由能退货吗');
    if (!top) throw new Error('no match');
    const { words, characters, learned, sound, meaning, shared, exact } = top.reasons;
    expect(top.id).toBe('return');
    expect(top.nearest).toBe('七天无理由退货');
    expect(exact).toBe(false);
    expect(shared).toEqual(expect.arrayContaining(['理由', '退货']));
    expect(words + characters + learned + sound + meaning).toBeCloseTo(top.score, 2);
    expect(words).toBeGreaterThan(0);
    expect(characters).toBeGreaterThan(0);
  });
});
