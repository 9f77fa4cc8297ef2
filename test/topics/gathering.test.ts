/** Topics over the demo's own questions: found, named, steady. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adjustedInformation } from '../../bench/eval/agreement.ts';
import type { Language } from '../../shared/knowledge.ts';
import { demoKnowledge } from '../../worker/knowledge/demo.ts';
import { Gathering, TOPICS, type Placed } from '../../worker/topics/gathering.ts';
import { AT_ONCE, grouped } from '../../worker/topics/linkage.ts';
import { named, typicalOf } from '../../worker/topics/names.ts';
import { likeness, Sight, type Vector } from '../../worker/topics/sight.ts';

type Asked = { key: string; text: string; entry: string };

/** What customers of the demo ask: the ways its best-known entries are asked. */
function asked(language: Language, entries = 12): Asked[] {
  const known = demoKnowledge()
    .entries.flatMap(({ id, [language]: wording }) =>
      wording ? [{ id, texts: [wording.question, ...wording.similar] }] : [],
    )
    .sort((one, other) => other.texts.length - one.texts.length || (one.id < other.id ? -1 : 1));
  return known
    .slice(0, entries)
    .flatMap(({ id, texts }) => texts.slice(0, 12).map((text, at) => ({ key: `${id}-${at}`, text, entry: id })));
}

const fresh = () => new Gathering([], (key) => `t-${key}`);

function windowOf(sight: Sight, questions: readonly Asked[], topics: ReadonlyMap<string, string | null>): Placed[] {
  return questions.map(({ key, text }) => ({ key, vector: sight.see(text), at: 1, topic: topics.get(key) ?? null }));
}

function learnt(language: Language, questions: readonly Asked[]): Sight {
  const sight = new Sight(language);
  for (const { text } of questions) sight.learn(text);
  return sight;
}

test.each(['zh', 'en'] as const)(
  'T101 %s: questions of one entry come together, nobody said how many there are',
  (language) => {
    const questions = asked(language);
    expect(questions.length).toBeGreaterThan(60);
    const run = () => {
      const sight = learnt(language, questions);
      const { moved } = fresh().regroup(windowOf(sight, questions, new Map()), 1);
      return new Map(moved.map(({ key, topic }) => [key, topic]));
    };
    const topics = run();
    const truth = questions.map(({ entry }) => entry);
    expect(
      adjustedInformation(
        truth,
        questions.map(({ key }) => topics.get(key) ?? key),
      ),
    ).toBeGreaterThan(0.4);
    expect(run()).toEqual(topics);
  },
);

test('T101 the chains of neighbours give what the plain way of joining the likest pair gives', () => {
  const questions = asked('zh', 5);
  const vectors = questions.map(({ text }) => learnt('zh', questions).see(text));
  const sorted = (groups: readonly number[][]) => groups.map((one) => one.toSorted((a, b) => a - b).join()).toSorted();
  for (const alike of [0.05, 0.15, 0.3])
    expect(sorted(grouped(vectors, alike))).toEqual(sorted(plainly(vectors, alike)));
});

/** Average linkage as it is defined. */
function plainly(vectors: readonly Vector[], alike: number): number[][] {
  const groups = vectors.map((_, at) => [at]);
  for (;;) {
    let [best, pair] = [alike, [-1, -1] as [number, number]];
    for (const [a, one] of groups.entries())
      for (const [b, other] of groups.entries()) {
        if (b >= a) break;
        const all = one.flatMap((x) => other.map((y) => likeness(vectors[x] as Vector, vectors[y] as Vector)));
        const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
        if (mean > best) [best, pair] = [mean, [a, b]];
      }
    if (pair[0] < 0) return groups;
    groups[pair[1]]?.push(...(groups.splice(pair[0], 1)[0] ?? []));
  }
}

test('T101 no more is grouped at once than fits the memory, and no more topics are kept than fit the table', () => {
  const one: Vector = { terms: new Map([[1, 1]]), meaning: new Float32Array(64) };
  expect(() =>
    grouped(
      Array.from({ length: AT_ONCE + 1 }, () => one),
      0.1,
    ),
  ).toThrow(RangeError);
  const many = Array.from({ length: TOPICS + 20 }, (_, at) => ({ id: `t${at}`, vector: one, bornAt: at, lastAt: at }));
  const gathering = new Gathering(many, (key) => key);
  expect(gathering.regroup([], 100).gone).toHaveLength(20);
  expect(gathering.topics()).toHaveLength(TOPICS);
  expect(gathering.topics()[0]?.id).toBe('t20');
});

test.each(['zh', 'en'] as const)(
  'T102 %s: another day keeps nine in ten assignments, whatever came in which order',
  (language) => {
    const questions = asked(language);
    const orders = fc.shuffledSubarray(questions, { minLength: questions.length });
    const property = fc.property(orders, (order) => {
      const [sight, gathering] = [new Sight(language), fresh()];
      const topics = new Map<string, string | null>();
      let [kept, all] = [0, 0];
      for (let day = 1; day <= 8; day += 1) {
        const [from, to] = [day - 1, day].map((one) => Math.floor((one * order.length) / 8));
        for (const { text } of order.slice(from, to)) sight.learn(text);
        const before = [...topics].filter(([, topic]) => topic !== null);
        const change = gathering.regroup(windowOf(sight, order.slice(0, to), topics), day);
        for (const { key, topic } of change.moved) topics.set(key, topic);
        const living = new Set(gathering.topics().map(({ id }) => id));
        expect([...topics.values()].every((topic) => topic === null || living.has(topic))).toBe(true);
        // The first days are few questions: what is grouped of them is a guess.
        if (day <= 4) continue;
        all += before.length;
        kept += before.filter(([key, topic]) => topics.get(key) === topic).length;
      }
      expect(all).toBeGreaterThan(50);
      expect(kept / all).toBeGreaterThanOrEqual(0.9);
    });
    fc.assert(property, { numRuns: 12, seed: 1 });
  },
);

test('T102 a question joins the topic it is clearly like, another waits; a topic nobody asks for fades', () => {
  const questions = asked('zh', 6);
  const sight = learnt('zh', questions);
  const gathering = fresh();
  const { moved, born } = gathering.regroup(windowOf(sight, questions, new Map()), 1);
  expect(born.length).toBeGreaterThan(3);
  const [first] = moved.filter(({ topic }) => topic !== null);
  const text = questions.find(({ key }) => key === first?.key)?.text ?? '';
  expect(gathering.join(sight.see(`请问${text}`), 2)).toBe(first?.topic);
  expect(gathering.join(sight.see('珠穆朗玛峰海拔'), 2)).toBeNull();
  const { gone } = gathering.regroup([], 2 + 61 * 86_400_000);
  expect(gone).toHaveLength(born.length);
});

test('T102 two topics that turn out to be one go on as the one that holds more of it', () => {
  const [a, b] = [Float32Array.of(1, 0), Float32Array.of(0.9, 0.1)].map((meaning) => ({
    terms: new Map<number, number>(),
    meaning,
  }));
  const put = (key: string, topic: string, vector = a as Vector) => ({ key, vector, at: 1, topic });
  const topic = (id: string, bornAt: number) => ({ id, vector: a as Vector, bornAt, lastAt: bornAt });
  const gathering = new Gathering([topic('old', 1), topic('new', 2)], (key) => key);
  const window = [put('1', 'old'), put('2', 'old'), put('3', 'old'), put('4', 'new', b), put('5', 'new', b)];
  const change = gathering.regroup(
    window.map((one) => ({ ...one, vector: padded(one.vector) })),
    3,
  );
  expect(change.merged).toEqual([{ from: 'new', into: 'old' }]);
  expect(change.moved.map(({ key }) => key)).toEqual(['4', '5']);
  expect(gathering.topics().map(({ id }) => id)).toEqual(['old']);
});

const padded = ({ terms, meaning }: Vector): Vector => ({
  terms,
  meaning: Float32Array.from([...meaning, ...Array.from({ length: 62 }, () => 0)]),
});

test('T103 names are of the questions’ own words, all different, and stay while they fit', () => {
  const topics = [
    { id: 'a', name: '', texts: ['空调安装要多少钱', '上门安装收费吗', '安装师傅什么时候来', '请问怎么预约安装'] },
    { id: 'b', name: '', texts: ['发票怎么开', '我要电子发票', '发票抬头写错了'] },
    { id: 'c', name: '', texts: ['发票可以重开吗', '重开发票要多久', '发票抬头错了能重开吗'] },
  ];
  const first = named(topics, 'zh');
  expect(first.get('a')).toContain('安装');
  expect(first.get('c')).toContain('重开');
  expect(new Set(first.values()).size).toBe(3);
  const next = topics.map((one) => ({ ...one, name: first.get(one.id) ?? '', texts: [...one.texts, '这个怎么弄'] }));
  expect(named(next, 'zh')).toEqual(first);
  const english = {
    id: 'e',
    name: '',
    texts: ['where is my refund', 'my refund has not arrived', 'when do I get the refund'],
  };
  expect(named([english], 'en').get('e')).toContain('refund');
});

test('T103 the typical question is the one most like all of them', () => {
  const texts = ['怎么申请退款', '退款多久到账', '申请退款后多久退款到账', '今天天气不错'];
  const sight = new Sight('zh');
  for (const text of texts) sight.learn(text);
  expect(texts[typicalOf(texts.map((text) => sight.see(text)))]).toBe('申请退款后多久退款到账');
});
