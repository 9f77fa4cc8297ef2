import { describe, expect, it } from 'vitest';
import { formatOf, placesOf, sortedRows } from '../../web/dashboard/src/knowledge/exchange/formats.ts';
import { expiry, needsAll, noFilters, shownRows, writersOf } from '../../web/dashboard/src/knowledge/list/filters.ts';
import { mayMove } from '../../web/dashboard/src/knowledge/list/moves.ts';
import { categoryName, linesOf, treeOf } from '../../web/dashboard/src/knowledge/list/tree.ts';
import type { KnowledgeRow, UnknownGroup } from '../../web/dashboard/src/knowledge/net.ts';
import { itemFrom, itemsOf, partsOf, sortedDifferences } from '../../web/dashboard/src/knowledge/publish/impact.ts';
import { badCategories } from '../../web/dashboard/src/knowledge/settings/categories.ts';
import { scoreOf, sharesOf, sourcesOf, spansOf } from '../../web/dashboard/src/knowledge/try/spans.ts';
import {
  begunFrom,
  keysOf,
  likeliest,
  shownGroups,
  textsOf,
} from '../../web/dashboard/src/knowledge/unknown/groups.ts';
import { evaluationLines, mergedQuestions, synonymLines } from '../../web/dashboard/src/knowledge/vocabulary/lines.ts';

const DAY = 86_400_000;
const now = new Date(2026, 10, 25).getTime();
const row = (given: Partial<KnowledgeRow>): KnowledgeRow => ({
  ...{ id: 'a', kind: 'entry', question: '问', category: 'shop', state: 'published', published: true, revision: 1 },
  ...{ similar: 0, languages: ['zh', 'en'], updatedAt: now, updatedBy: { id: 'm1', name: '陈雨' } },
  ...given,
});

describe('the list of entries', () => {
  const categories = [
    { path: 'logistics', zh: '物流', en: 'Delivery', entries: 5 },
    { path: 'logistics/delivery', zh: '配送', en: 'On the way', entries: 3 },
    { path: 'shop', zh: '购物', en: 'Shopping', entries: 2 },
    { path: 'finance/card/lost', zh: '挂失', en: 'Lost cards', entries: 1 },
  ];

  it('W10 hangs categories in a tree, opens what is open, and names a path from the root', () => {
    const tree = treeOf(categories, 'zh');
    expect(tree.map((one) => one.path)).toEqual(['logistics', 'shop', 'finance/card/lost']);
    expect(linesOf(tree, new Set()).length).toBe(3);
    const open = linesOf(tree, new Set(['logistics']));
    expect(open.map((one) => [one.name, one.depth])).toEqual([
      ['物流', 0],
      ['配送', 1],
      ['购物', 0],
      ['挂失', 0],
    ]);
    expect(categoryName(categories, 'logistics/delivery', 'en')).toBe('Delivery / On the way');
    expect(categoryName(categories, 'gone/away', 'en')).toBe('gone / away');
  });

  it('W10 is narrowed to language gaps, endings and whoever changed it last', () => {
    const rows = [
      row({ id: 'whole' }),
      row({ id: 'gap', languages: ['zh'] }),
      row({ id: 'soon', validUntil: now + 3 * DAY }),
      row({ id: 'ended', validUntil: now - DAY }),
      row({ id: 'later', validUntil: now + 90 * DAY, updatedBy: { id: 'm2', name: '敏' } }),
    ];
    const ids = (filters: object) => shownRows(rows, { ...noFilters, ...filters }, now).map((one) => one.id);
    expect(ids({})).toHaveLength(5);
    expect(ids({ gap: 'en' })).toEqual(['gap']);
    expect(ids({ expiring: true })).toEqual(['soon', 'ended']);
    expect(ids({ by: 'm2' })).toEqual(['later']);
    expect(rows.map((one) => expiry(one, now))).toEqual([null, null, 'soon', 'ended', null]);
    expect(needsAll({ ...noFilters, search: '退' })).toBe(false);
    expect(needsAll({ ...noFilters, gap: 'zh' })).toBe(true);
    expect(writersOf(rows)).toHaveLength(2);
  });

  it('moves in bulk only what may go there', () => {
    expect(mayMove(row({ state: 'draft' }), 'in-review')).toBe(true);
    expect(mayMove(row({ state: 'published' }), 'in-review')).toBe(false);
    expect(mayMove(row({ state: 'retired', published: false }), 'retired')).toBe(false);
    expect(mayMove(row({ state: 'draft', published: true }), 'retired')).toBe(true);
    expect(mayMove(row({ state: 'retired' }), 'published')).toBe(false);
  });
});

describe('trying and publishing', () => {
  it('W14 marks the shared terms whatever their case, width and overlap', () => {
    const spans = spansOf('Ｈow do I REFUND 退款款', ['how', 'refund', '退款', '款款']);
    expect(spans.filter((one) => one.shared).map((one) => one.text)).toEqual(['Ｈow', 'REFUND', '退款款']);
    expect(spans.map((one) => one.text).join('')).toBe('Ｈow do I REFUND 退款款');
    expect(spansOf('甲', [''])).toEqual([{ text: '甲', shared: false }]);
  });

  it('W14 shares a score out, and draws it as long as it is beside the largest', () => {
    const shares = sharesOf({ words: 3, characters: 1, learned: 0, sound: -1 }, 8);
    expect(shares.map((one) => one.share)).toEqual([0.75, 0.25, 0, 0, 0]);
    expect(sourcesOf([{ words: 1, sound: 0 }, { meaning: 2 }])).toEqual(['words', 'meaning']);
    expect(shares.reduce((sum, one) => sum + one.width, 0)).toBeCloseTo(50);
    expect(scoreOf({ words: 3, characters: 1, learned: 0, sound: -1 })).toBe(4);
    expect(sharesOf({ words: 0, characters: 0, learned: 0, sound: 0 }, 0).every((one) => one.width === 0)).toBe(true);
  });

  it('W15 reads what is to be published from the address, and lists what gets worse first', () => {
    expect(itemsOf('entry:refund,flow:order-status,page:x,entry:')).toEqual([
      { kind: 'entry', id: 'refund' },
      { kind: 'flow', id: 'order-status' },
    ]);
    expect(itemsOf(undefined)).toEqual([]);
    const parts = (right: number, offered: number, silent: number, wrong: number) => ({
      right,
      offered,
      silent,
      wrong,
    });
    expect(partsOf(parts(30, 5, 10, 5))).toEqual(parts(60, 10, 20, 10));
    expect(partsOf(parts(0, 0, 0, 0))).toEqual(parts(0, 0, 0, 0));
    expect(itemFrom('/knowledge/entry/refund?x=1')).toEqual([{ kind: 'entry', id: 'refund' }]);
    expect(itemFrom('/knowledge/flow/refund')).toEqual([{ kind: 'flow', id: 'refund' }]);
    expect([itemFrom('/knowledge'), itemFrom(null)]).toEqual([[], []]);
    const verdict = { outcome: 'none' as const, entry: null, confidence: 0 };
    const line = (change: 'better' | 'worse' | 'other') => ({
      ...{ text: change, language: 'zh' as const, wanted: null, before: verdict, after: verdict, change },
    });
    expect(sortedDifferences([line('other'), line('better'), line('worse')]).map((one) => one.change)).toEqual([
      'worse',
      'better',
      'other',
    ]);
  });
});

describe('what nobody answered', () => {
  const group = (given: Partial<UnknownGroup>): UnknownGroup => ({
    ...{ id: 'g', language: 'zh', title: '能送货上门吗', count: 3, customers: 2, firstAt: 1, lastAt: 2 },
    ...{ fates: { missed: 2, unhelpful: 1 }, channels: ['web'], suggestions: [] },
    questions: ['能送货上门吗', '送上门吗', '能送货上门吗？'].map((text, at) => ({
      ...{ key: `k${at}`, text, fate: 'missed' as const, at, channel: 'web' as const },
    })),
    ...given,
  });

  it('W16 begins an entry by its title, every other wording once as a similar question', () => {
    expect(textsOf(group({}))).toEqual(['能送货上门吗', '送上门吗']);
    expect(keysOf(group({}))).toEqual(['k0', 'k1', 'k2']);
    expect(begunFrom(group({}), 'logistics', 'entry-1').zh).toEqual({
      question: '能送货上门吗',
      similar: ['送上门吗'],
      answer: { text: '' },
    });
  });

  it('W16 offers one key only for an entry that is near', () => {
    const near = (confidence: number) => group({ suggestions: [{ id: 'a', question: '问', confidence }] });
    expect(likeliest(near(0.62))?.id).toBe('a');
    expect(likeliest(near(0.01))).toBe(null);
    expect(likeliest(group({}))).toBe(null);
    const two = (first: number, second: number) =>
      group({ suggestions: [first, second].map((confidence, at) => ({ id: `e${at}`, question: '问', confidence })) });
    expect(likeliest(two(0.11, 0.11))).toBe(null);
    expect(likeliest(two(0.62, 0.53))).toBe(null);
    expect(likeliest(two(0.62, 0.52))?.id).toBe('e0');
  });

  it('shows the most asked first, narrowed by fate, language and words', () => {
    const groups = [group({ id: 'few', count: 1 }), group({ id: 'many', count: 9, fates: { refused: 9 } })];
    const ids = (filter: object) =>
      shownGroups(groups, { fate: '', language: '', search: '', ...filter }).map((one) => one.id);
    expect(ids({})).toEqual(['many', 'few']);
    const now = [...groups, group({ id: 'answered', count: 20, answered: true })];
    expect(shownGroups(now, { fate: '', language: '', search: '' }).map((one) => one.id)).toEqual([
      ...['many', 'few', 'answered'],
    ]);
    expect(ids({ fate: 'refused' })).toEqual(['many']);
    expect(ids({ language: 'en' })).toEqual([]);
    expect(ids({ search: '上门' })).toHaveLength(2);
    expect(ids({ search: '发票' })).toEqual([]);
  });
});

describe('lists that are pasted', () => {
  it('W17 reads groups of synonyms and tells the lines that are none', () => {
    const read = synonymLines('快递，物流、包裹\nparcel, package\n孤单\n\n退款=退钱');
    expect(read.synonyms).toEqual([
      { language: 'zh', words: ['快递', '物流', '包裹'] },
      { language: 'en', words: ['parcel', 'package'] },
      { language: 'zh', words: ['退款', '退钱'] },
    ]);
    expect(read.bad).toEqual([3]);
  });

  it('W17 reads recorded questions with their entry, or none, and tells bad names', () => {
    const read = evaluationLines('钱退到哪 | refund-arrival\nwhere is it\torder-track\n天气怎么样\n退 | Not An Id');
    expect(read.questions).toEqual([
      { text: '钱退到哪', language: 'zh', entry: 'refund-arrival' },
      { text: 'where is it', language: 'en', entry: 'order-track' },
      { text: '天气怎么样', language: 'zh', entry: null },
    ]);
    expect(read.bad).toEqual([4]);
    const merged = mergedQuestions([{ text: '钱退到哪？', language: 'zh', entry: 'old' }], read.questions.slice(0, 1));
    expect(merged).toEqual([{ text: '钱退到哪', language: 'zh', entry: 'refund-arrival' }]);
  });

  it('refuses categories that are misspelt, twice there or without a parent', () => {
    expect([...badCategories(['a', 'a/b', 'c/d', 'a', 'Big', ''])]).toEqual([2, 3, 4, 5]);
  });

  it('W19 tells a file’s format by its name, and shows bad rows first', () => {
    expect(['a.csv', 'b.XLSX', 'c.json', 'd.md', 'e.markdown', 'f.doc', 'g'].map(formatOf)).toEqual([
      ...['csv', 'xlsx', 'json', 'markdown', 'markdown', null, null],
    ]);
    expect(['steps_zh', 'valid_from', 'zh.answer.steps.0', ''].map(placesOf)).toEqual([
      ...[['zh', 'steps'], ['validFrom'], ['zh', 'answer', 'steps', '0'], []],
    ]);
    const line = (at: number, action: 'add' | 'bad' | 'same') => ({
      row: at,
      id: '',
      question: '',
      action,
      problems: [],
    });
    expect(sortedRows([line(1, 'same'), line(2, 'add'), line(3, 'bad')]).map((one) => one.row)).toEqual([3, 2, 1]);
  });
});
