/** The shipped lexicons: their shape, their cleanliness, their size. */
import { expect, test } from 'vitest';
import framesEnglish from '../../worker/brain/retrieval/lexicon/frames.en.json' with { type: 'json' };
import framesChinese from '../../worker/brain/retrieval/lexicon/frames.zh.json' with { type: 'json' };
import nearEnglish from '../../worker/brain/retrieval/lexicon/near.en.json' with { type: 'json' };
import nearChinese from '../../worker/brain/retrieval/lexicon/near.zh.json' with { type: 'json' };
import sameEnglish from '../../worker/brain/retrieval/lexicon/same.en.json' with { type: 'json' };
import sameChinese from '../../worker/brain/retrieval/lexicon/same.zh.json' with { type: 'json' };

const waysOfAsking = [
  'how',
  'why',
  'when',
  'how-long',
  'how-much',
  'how-many',
  'where',
  'which',
  'can',
  'is-it',
  'fail',
  'stop',
  'start',
  'change',
  'see',
  'difference',
  'condition',
];

const plain = (word: string) => word.normalize('NFKC').toLowerCase().trim().replace(/\s+/gu, ' ');
const untidy = (words: readonly string[]) => words.filter((word) => word === '' || word !== plain(word));
const repeated = (words: readonly string[]) => words.filter((word, at) => words.indexOf(word) !== at);

const lexicons = [
  { name: 'same.zh', groups: sameChinese, least: 2650 },
  { name: 'near.zh', groups: nearChinese, least: 790 },
  { name: 'same.en', groups: sameEnglish, least: 1200 },
  { name: 'near.en', groups: nearEnglish, least: 470 },
];

test.each(lexicons)('$name holds tidy groups of 2 to 14 words, and enough of them', ({ groups, least }) => {
  expect(groups.length).toBeGreaterThanOrEqual(least);
  expect(groups.filter((group) => group.length < 2 || group.length > 14)).toEqual([]);
  expect(groups.flatMap(untidy)).toEqual([]);
  expect(groups.flatMap(repeated)).toEqual([]);
});

test.each(lexicons.filter(({ name }) => name.startsWith('same')))(
  '$name lists a word in one group only',
  ({ groups }) => {
    const home = new Map<string, number>();
    const twice = new Set<string>();
    groups.forEach((group, at) => {
      for (const word of group) {
        if (home.has(word) && home.get(word) !== at) twice.add(word);
        home.set(word, at);
      }
    });
    expect([...twice]).toEqual([]);
  },
);

test.each([
  { name: 'frames.zh', frames: framesChinese },
  { name: 'frames.en', frames: framesEnglish },
])('$name knows every way of asking', ({ frames }) => {
  expect(Object.keys(frames)).toEqual(waysOfAsking);
  for (const words of Object.values(frames)) {
    expect(words.length).toBeGreaterThanOrEqual(20);
    expect(untidy(words)).toEqual([]);
    expect(repeated(words)).toEqual([]);
  }
});

test('a Chinese word of the same meaning has at least two characters: one alone stands in too many words', () => {
  expect(sameChinese.flat().filter((word) => [...word].length < 2)).toEqual([]);
});
