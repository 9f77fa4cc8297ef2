import { describe, expect, test } from 'vitest';
import { match } from '../../worker/brain/retrieval/retrieval.ts';
import { demoKnowledge, demoSnapshot } from '../../worker/knowledge/demo.ts';

describe('the demo knowledge as a version', () => {
  const snapshot = demoSnapshot();
  const { entries } = demoKnowledge();

  test('holds every entry by its id, and its top questions are among them', () => {
    expect(snapshot.entries.size).toBe(entries.length);
    for (const entry of entries) expect(snapshot.entries.get(entry.id)).toEqual(entry);
    expect(snapshot.top.every((id) => snapshot.entries.get(id) !== undefined)).toBe(true);
  });

  test('is read and indexed once', () => {
    expect(demoSnapshot()).toBe(snapshot);
  });

  test.each(['zh', 'en'] as const)('R1 every question and similar question in %s finds its own entry', (language) => {
    const lost: string[] = [];
    for (const entry of entries) {
      const wording = entry[language];
      for (const question of wording ? [wording.question, ...wording.similar] : []) {
        if (match(snapshot.index[language], question, { limit: 1 })[0]?.id !== entry.id)
          lost.push(`${question} (${entry.id})`);
      }
    }
    expect(lost).toEqual([]);
  });
});
