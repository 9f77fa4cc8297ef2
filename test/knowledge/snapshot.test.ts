import { describe, expect, test } from 'vitest';
import { match } from '../../worker/brain/retrieval/retrieval.ts';
import published from '../../worker/knowledge/published.json' with { type: 'json' };
import { publishedSnapshot, readSnapshot } from '../../worker/knowledge/snapshot.ts';

const first = published.entries[0];

describe('the published knowledge', () => {
  const snapshot = publishedSnapshot();
  test('has a version, thirty entries and more, over all subjects, in both languages', () => {
    expect(snapshot.version).toMatch(/\S/u);
    expect(snapshot.entries.size).toBeGreaterThanOrEqual(30);
    const categories = new Set([...snapshot.entries.values()].map((entry) => entry.category));
    for (const category of ['shopping', 'logistics', 'refund', 'invoice', 'member'])
      expect(categories).toContain(category);
  });
  test('is read and indexed once', () => {
    expect(publishedSnapshot()).toBe(snapshot);
  });
  test.each(['zh', 'en'] as const)('every question and similar question in %s finds its own entry', (language) => {
    const lost: string[] = [];
    for (const entry of snapshot.entries.values()) {
      for (const question of [entry[language].question, ...entry[language].similar]) {
        if (match(snapshot.index[language], question, { limit: 1 })[0]?.id !== entry.id)
          lost.push(`${question} (${entry.id})`);
      }
    }
    expect(lost).toEqual([]);
  });
});

describe('a file that may not be published', () => {
  test.each([
    ['no version', { ...published, version: ' ' }],
    ['no entries', { ...published, entries: [] }],
    ['an id twice', { ...published, entries: [...published.entries, first] }],
    ['a top question that is not there', { ...published, top: ['nothing-here'] }],
    ['an empty answer', { ...published, top: [first?.id], entries: [{ ...first, answer: '' }] }],
    [
      'one step only',
      { ...published, top: [first?.id], entries: [{ ...first, answer: { title: 'a', steps: ['b'] } }] },
    ],
    ['no English', { ...published, top: [first?.id], entries: [{ ...first, en: undefined }] }],
    ['junk', 'junk'],
  ])('%s is refused with a sentence', (_name, file) => {
    expect(() => readSnapshot(file)).toThrow(/^knowledge: \S+: /u);
  });
});
