/** The life of an entry as rules: every state, every wish, every kind of member. And the words of versions. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntryState } from '../../shared/knowledge.ts';
import { barred, versionAfter, writable, type Target } from '../../worker/knowledge/rules.ts';
import { changedFields, clean, cleanText } from '../../worker/knowledge/words.ts';

const states: EntryState[] = ['draft', 'in-review', 'published', 'retired'];
const targets: Target[] = ['draft', 'in-review', 'published', 'retired'];
const members = [true, false].flatMap((approves) => ['author', 'other'].map((id) => ({ id, approves })));

/** Every case there is. */
const cases = states.flatMap((state) =>
  targets.flatMap((to) =>
    members.flatMap((by) =>
      [true, false].flatMap((review) => [true, false].map((live) => ({ state, to, by, review, live }))),
    ),
  ),
);
const codeOf = ({ state, to, by, review, live }: (typeof cases)[number]) =>
  barred({ state, newest: 1, live, author: 'author' }, to, by, review)?.code ?? null;

describe('moves', () => {
  test('K20 only a draft goes to review, nothing retired is published, nothing published becomes a draft by a move', () => {
    const allowed = new Set(
      cases.filter((one) => !one.review && codeOf(one) === null).map(({ state, to }) => `${state} ${to}`),
    );
    expect([...allowed].sort()).toEqual(
      [
        ...states.map((state) => `${state} ${state}`),
        ...['draft in-review', 'draft published', 'draft retired', 'in-review draft', 'in-review published'],
        ...['in-review retired', 'published retired', 'retired draft'],
      ].sort(),
    );
    for (const one of cases) if (!one.review) expect(['wrong_state', null]).toContain(codeOf(one));
  });

  test('K23 under two-person review only another’s reviewed words are published, by who may approve', () => {
    const published = cases.filter((one) => one.review && one.to === 'published' && one.state !== 'published');
    expect(published.length).toBeGreaterThan(10);
    for (const one of published) {
      const good = one.state === 'in-review' && one.by.approves && one.by.id === 'other';
      expect(codeOf(one) === null, JSON.stringify(one)).toBe(good);
    }
    const own = { state: 'in-review' as const, to: 'published' as const, review: true, live: false };
    expect(codeOf({ ...own, by: { id: 'author', approves: true } })).toBe('own_work');
    expect(codeOf({ ...own, by: { id: 'other', approves: false } })).toBe('not_allowed');
  });

  test('K22 words are written upon the newest revision or not at all', () => {
    expect(writable(null, null)).toBeNull();
    expect(writable(3, 3)).toBeNull();
    expect(writable(3, 2)?.code).toBe('stale');
    expect(writable(3, null)?.code).toBe('exists');
    expect(writable(null, 3)?.code).toBe('not_found');
  });
});

describe('a version’s word', () => {
  test('K30 is new every time, whatever the clock does, and counts within the company’s day', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4e12 }), { minLength: 1, maxLength: 60 }), (times) => {
        const words: string[] = [];
        for (const now of times) words.push(versionAfter(words[words.length - 1] ?? null, now));
        expect(new Set(words).size).toBe(times.length);
      }),
    );
    const evening = Date.UTC(2026, 10, 25, 15, 59);
    expect(versionAfter(null, evening)).toBe('2026-11-25.1');
    expect(versionAfter('2026-11-25.9', evening)).toBe('2026-11-25.10');
    expect(versionAfter('2026-11-25.10', evening + 60_000)).toBe('2026-11-26.1');
  });
});

describe('words', () => {
  test('lose what no file and no channel carries, once and for all', () => {
    expect(cleanText('a\r\nb\u0000\ud800c\ufeff')).toBe('a\nb\ufffdc\ufeff');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => cleanText(cleanText(text)) === cleanText(text)));
    expect(clean({ steps: [], similar: [], text: ' x ' })).toEqual({ similar: [], text: 'x' });
  });

  test('K21 tell the fields that differ, whatever order they stand in', () => {
    const body = { id: 'a', category: 'a', skill: 's', audience: 'everyone' as const, owner: '', related: [] };
    const zh = { question: '问', similar: ['一'], answer: { text: '答' } };
    const before = { kind: 'entry' as const, id: 'a', body: { ...body, zh } };
    const same = { ...before, body: { zh: { answer: { text: '答' }, similar: ['一'], question: '问' }, ...body } };
    expect(changedFields(before, same)).toEqual([]);
    const after = {
      ...before,
      body: { ...body, category: 'b', zh: { ...zh, variants: { sms: '短' } }, validUntil: 5 },
    };
    expect(changedFields(before, after).sort()).toEqual(['category', 'validUntil', 'zh.variants']);
  });
});
