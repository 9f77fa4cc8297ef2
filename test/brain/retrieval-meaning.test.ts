import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cholesky, invertLower, mainDirection, Moments } from '../../worker/brain/retrieval/matrix.ts';
import { add, addDirection, DIMENSIONS, unit } from '../../worker/brain/retrieval/meaning.ts';
import {
  buildIndex,
  indexFromBytes,
  indexToBytes,
  match,
  patchIndex,
  type Document,
} from '../../worker/brain/retrieval/retrieval.ts';

const flight: Document[] = [
  { id: 'animal', question: '宠物能上飞机吗', similar: ['宠物可以带上飞机吗'] },
  { id: 'luggage', question: '行李能上飞机吗', similar: ['行李可以带上飞机吗'] },
  { id: 'drink', question: '饮料能上飞机吗', similar: ['饮料可以带上飞机吗'] },
];
const plane: Document[] = [
  { id: 'animal', question: 'Can I take a pet on the plane?', similar: ['pet on board'] },
  { id: 'luggage', question: 'Can I take a suitcase on the plane?', similar: ['suitcase on board'] },
  { id: 'drink', question: 'Can I take a beverage on the plane?', similar: ['beverage on board'] },
];
const zh = buildIndex(flight, { language: 'zh' });
const en = buildIndex(plane, { language: 'en' });

function likeness(one: string, other: string): number {
  const right = directionOf(other);
  return directionOf(one).reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
}

function directionOf(word: string) {
  const vector = new Float32Array(DIMENSIONS);
  expect(addDirection(vector, word, 1)).toBe(true);
  return unit(vector);
}

describe('K9 what words mean', () => {
  test.each([
    ['小狗能上飞机吗', 'animal', zh],
    ['箱子能上飞机吗', 'luggage', zh],
    ['啤酒能上飞机吗', 'drink', zh],
    ['Can I take a dog on the plane?', 'animal', en],
    ['Can I take a backpack on the plane?', 'luggage', en],
    ['Can I take a beer on the plane?', 'drink', en],
  ])('%s → %s', (question, id, index) => {
    const [best, second] = match(index, question);
    expect(best?.id).toBe(id);
    expect(best?.reasons.meaning).toBeGreaterThan((second?.reasons.meaning ?? 1) + 0.01);
  });
  test('one space holds both languages; an unlisted word stands between its parts; nonsense stands nowhere', () => {
    expect(likeness('退款', 'refund')).toBeGreaterThan(likeness('退款', 'elephant') + 0.3);
    expect(likeness('小狗', 'dog')).toBeGreaterThan(likeness('小狗', 'invoice') + 0.3);
    expect(likeness('退款苹果', '苹果')).toBeGreaterThan(0.5);
    expect(addDirection(new Float32Array(DIMENSIONS), 'xqzvkk', 1)).toBe(false);
  });
  test('what was published upon a big base is seen through its lens', () => {
    const many = Array.from({ length: 700 }, (_, at): Document => {
      const thing = `${'甲乙丙丁戊己庚辛壬癸'[at % 10] ?? ''}${at}号`;
      return { id: `e-${at}`, question: `${thing}怎么退`, similar: [`${thing}能退吗`, `${thing}退货`] };
    });
    const index = patchIndex(buildIndex(many, { language: 'zh' }), { put: flight, gone: [] });
    expect(index.layer?.ids).toContain('animal');
    for (const mounted of [index, indexFromBytes(indexToBytes(index))]) {
      const matches = match(mounted, '小狗能上飞机吗');
      expect(matches[0]?.id).toBe('animal');
      expect(matches[0]?.reasons.meaning).toBeGreaterThan(0);
    }
  });
  test('entries and questions without known words neither gain nor lose', () => {
    const index = buildIndex([{ id: 'code', question: 'xqzv kkpw', similar: [] }, ...plane], { language: 'en' });
    expect(match(index, 'xqzv on the plane').find((one) => one.id === 'code')?.reasons.meaning).toBe(0);
    for (const one of match(index, 'xqzv kkp')) expect(one.reasons.meaning).toBe(0);
  });
});

describe('the algebra of the lens', () => {
  test('the inverse triangle turns its matrix into unity', () => {
    const vectors = fc.array(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }));
    fc.assert(
      fc.property(vectors, (list) => {
        const sum = new Moments(5);
        for (const one of list) sum.add(Float32Array.from(one), 1);
        sum.addToDiagonal(0.5);
        const inverse = invertLower(cholesky(sum));
        for (let row = 0; row < 5; row += 1)
          for (let column = 0; column < 5; column += 1) {
            let value = 0;
            for (let left = 0; left < 5; left += 1)
              for (let right = 0; right < 5; right += 1)
                value +=
                  (inverse[row * 5 + left] ?? 0) *
                  (sum.values[left * 5 + right] ?? 0) *
                  (inverse[column * 5 + right] ?? 0);
            expect(value).toBeCloseTo(row === column ? 1 : 0, 3);
          }
      }),
    );
  });
  test('the main direction is what most vectors share', () => {
    const sum = new Moments(3);
    for (const one of [
      [3, 0.1, 0],
      [-2, 0, 0.1],
      [0, 1, 0],
    ])
      sum.add(Float32Array.from(one), 1);
    expect(Math.abs(mainDirection(sum)[0] ?? 0)).toBeGreaterThan(0.99);
    expect([...mainDirection(new Moments(3))]).toEqual([0, 0, 0]);
    const grown = Float32Array.from([1, 2]);
    add(grown, Float32Array.from([1, 1]), 2);
    expect([...grown]).toEqual([3, 4]);
  });
});
