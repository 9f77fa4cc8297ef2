/** What editors try before publishing: verdicts, impact, and entries in each other's way. */
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../shared/knowledge.ts';
import { conflictsIn, impactOf, judge, settled, standing } from '../../worker/knowledge/trial.ts';
import { snapshotOf } from '../../worker/knowledge/snapshot.ts';

const entryOf = (id: string, question: string, similar: string[]): Entry => ({
  ...{ id, category: 'a', skill: 'general', audience: 'everyone', owner: '', related: [] },
  zh: { question, similar, answer: { text: '答' } },
});
const refund = entryOf('refund', '怎么退款', ['我要退款', '退款怎么申请', '钱怎么退给我']);
const invoice = entryOf('invoice', '怎么开发票', ['我要发票', '发票在哪里开', '开票']);
const lamp = entryOf('lamp', '台灯怎么换灯泡', ['换灯泡', '灯泡坏了怎么换']);
const versionOf = (...entries: Entry[]) => snapshotOf({ version: 'v', entries, flows: [], top: [], synonyms: [] });

describe('a verdict', () => {
  test('K51 is right by answering what is wanted or saying nothing where nothing is wanted; the right guess among others is offered', () => {
    const says = (outcome: 'answer' | 'offer' | 'none', entry: string | null) => ({ outcome, entry, confidence: 1 });
    expect(judge('a', says('answer', 'a'), ['a'])).toBe('right');
    expect(judge('a', says('answer', 'b'), ['b', 'a'])).toBe('wrong');
    expect(judge(null, says('answer', 'b'), ['b'])).toBe('wrong');
    expect(judge(null, says('none', null), [])).toBe('right');
    expect(judge('a', says('none', null), [])).toBe('silent');
    expect(judge(null, says('offer', 'a'), ['a'])).toBe('silent');
    expect(judge('a', says('offer', 'b'), ['b', 'a'])).toBe('offered');
    expect(judge('a', says('offer', 'b'), ['b', 'c'])).toBe('silent');
  });
});

describe('impact', () => {
  const recorded = [
    { text: '灯泡坏了怎么换', language: 'zh' as const, entry: 'lamp' },
    { text: '我要退款', language: 'zh' as const, entry: 'refund' },
  ];

  test('K51 lists what gets better and worse, worse first, and the shares before and after', () => {
    const [small, big] = [versionOf(refund, invoice), versionOf(refund, invoice, lamp)];
    const gained = impactOf(small, big, recorded);
    expect([gained.before.right, gained.after.right, gained.questions]).toEqual([50, 100, 2]);
    expect(gained.differences).toMatchObject([{ wanted: 'lamp', after: { entry: 'lamp' }, change: 'better' }]);
    const lost = impactOf(big, versionOf(invoice, lamp), recorded);
    expect(lost.differences[0]).toMatchObject({ wanted: 'refund', change: 'worse' });
    expect(impactOf(big, big, recorded).differences).toEqual([]);
    expect(impactOf(big, big, []).before).toEqual({ right: 0, offered: 0, wrong: 0, silent: 0 });
  });

  test('of very many recorded questions runs an even choice', () => {
    const many = Array.from({ length: 7_000 }, (_, at) => recorded[at % 2] ?? recorded[0]).flatMap((one) => one ?? []);
    const version = versionOf(refund, invoice, lamp);
    expect(impactOf(version, version, many).questions).toBe(3_000);
  });
});

describe('conflicts', () => {
  test('K52 are entries that would surely answer each other’s wordings, and the same question in both', () => {
    const rival = entryOf('rival', '退款怎么办理', ['我要退款了', '退款怎么申请呢', '钱怎么退给我啊']);
    const found = conflictsIn(versionOf(refund, invoice, rival), [
      { language: 'zh', text: '开票', one: { kind: 'entry', id: 'invoice' }, other: { kind: 'entry', id: 'refund' } },
    ]);
    expect(found[0]).toMatchObject({
      kind: 'same-question',
      one: { id: 'invoice' },
      other: { id: 'refund' },
      questions: ['开票'],
    });
    const stolen = found.filter(({ kind }) => kind === 'steals').map(({ one, other }) => `${one.id} ${other.id}`);
    expect(stolen).toContain('rival refund');
    expect(conflictsIn(versionOf(refund, invoice, lamp), [])).toEqual([]);
  });

  test('K52 an entry and a flow with the same wording are no rivals', () => {
    const clash = { language: 'zh' as const, text: '开票', one: { kind: 'entry' as const, id: 'invoice' } };
    const of = (other: { kind: 'entry' | 'flow'; id: string }) =>
      conflictsIn(versionOf(refund, invoice), [{ ...clash, other }]).length;
    expect(of({ kind: 'flow', id: 'invoice' })).toBe(0);
    expect(of({ kind: 'entry', id: 'refund' })).toBe(1);
  });
});

describe('a question nobody answered', () => {
  test('K63 has the nearest entries named, and is judged anew by what is live', () => {
    expect(standing(versionOf(refund, invoice), '退款申请', 'zh').suggestions[0]).toMatchObject({
      id: 'refund',
      question: '怎么退款',
    });
    expect(standing(null, '退款', 'zh')).toEqual({ suggestions: [], answered: false });
    expect(standing(versionOf(refund, invoice), '灯泡坏了怎么换', 'zh').answered).toBe(false);
    expect(standing(versionOf(refund, invoice, lamp), '灯泡坏了怎么换', 'zh').answered).toBe(true);
  });

  test('K63 stays open where the answer that was there mostly did not help', () => {
    expect(settled({ count: 3, fates: { missed: 2, unhelpful: 1 } }, true)).toBe(true);
    expect(settled({ count: 3, fates: { missed: 1, unhelpful: 2 } }, true)).toBe(false);
    expect(settled({ count: 3, fates: { missed: 3 } }, false)).toBe(false);
  });
});
