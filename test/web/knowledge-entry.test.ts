import { describe, expect, it } from 'vitest';
import type { Entry } from '../../shared/knowledge.ts';
import { problemAt, problemsOf } from '../../web/dashboard/src/knowledge/entry/check.ts';
import { readDay } from '../../web/dashboard/src/knowledge/entry/day.ts';
import { blankEntry, draftOf, entryOf, isWritten, newName } from '../../web/dashboard/src/knowledge/entry/draft.ts';
import { addLines, doublesOf, linesOf, moved } from '../../web/dashboard/src/knowledge/entry/lines.ts';
import {
  phoneText,
  secondsOf,
  smsCount,
  smsText,
  speechHints,
  wechatText,
} from '../../web/dashboard/src/knowledge/preview/channels.ts';
import { differencesOf, partsOf } from '../../web/dashboard/src/knowledge/difference.ts';

const entry: Entry = {
  ...blankEntry('refund/refund', 'refund-steps'),
  skill: 'aftersales',
  related: ['refund-arrival'],
  validFrom: new Date(2026, 10, 1).getTime(),
  validUntil: new Date(2026, 11, 1).getTime(),
  zh: {
    question: '怎么申请退款',
    similar: ['我要退款', '退钱'],
    answer: {
      text: '按下面几步申请：',
      steps: ['打开订单', '点申请退款'],
      media: [{ kind: 'image', url: '/guide/refund.png', caption: '申请退款的位置' }],
      links: [{ label: '退款规则', url: 'https://example.com/rules' }],
      buttons: [
        { label: '查进度', act: { kind: 'entry', entry: 'refund-arrival' } },
        { label: '找人', act: { kind: 'human' } },
      ],
    },
    variants: { sms: '打开订单，点申请退款。' },
  },
};

describe('an entry on the desk', () => {
  it('W10 comes back from the desk as it was laid there', () => {
    expect(entryOf(draftOf(entry))).toEqual(entry);
  });

  it('keeps the last day of validity as a day, whatever the hour it ends', () => {
    expect(draftOf(entry).until).toBe('2026-11-30');
    expect(draftOf(entry).from).toBe('2026-11-01');
  });

  it('W10 reads a day however it is written, and tells of one that is none', () => {
    for (const written of [
      '2026-12-01',
      '2026/12/1',
      '2026.12.01',
      '20261201',
      '2026年12月1日',
      ' ２０２６－１２－０１ ',
    ]) {
      expect(readDay(written)).toBe('2026-12-01');
    }
    for (const written of ['', '12/01/2026', '2026-02-30', '2026-13-01', '明天']) expect(readDay(written)).toBeNull();
    const draft = { ...draftOf(entry), from: '2026/11/2', until: '12/01/2026' };
    expect(entryOf(draft).validFrom).toBe(new Date(2026, 10, 2).getTime());
    expect(problemsOf(entryOf(draft)).map((one) => [one.path, one.code])).toEqual([['validUntil', 'form']]);
    expect(entryOf({ ...draft, until: ' ' }).validUntil).toBeUndefined();
  });

  it('leaves out blank lines, blank attachments and a language nobody wrote', () => {
    const draft = draftOf(entry);
    draft.zh.steps.push('  ');
    draft.zh.similar.push('');
    draft.zh.links.push({ label: '', url: '' });
    expect(isWritten(draft.en)).toBe(false);
    expect(entryOf(draft)).toEqual(entry);
  });

  it('W10 is checked by the shape the gateway reads, each problem with its place', () => {
    expect(problemsOf(entry)).toEqual([]);
    const draft = draftOf(entry);
    draft.zh.text = '';
    draft.zh.steps = ['只有一步'];
    draft.id = 'Not an id';
    draft.until = '2026-10-01';
    const problems = problemsOf(entryOf(draft));
    expect(problemAt(problems, 'zh.answer.text')?.code).toBe('empty');
    expect(problemAt(problems, 'zh.answer.steps')?.code).toBe('few');
    expect(problemAt(problems, 'id')?.code).toBe('form');
    expect(problemAt(problems, 'validUntil')?.code).toBe('dates');
    expect(problemsOf(blankEntry('general', 'nothing-yet')).map((one) => one.code)).toEqual(['language']);
  });

  it('gives new entries names that the gateway takes', () => {
    for (const chance of [0, 0.5, 0.999999])
      expect(newName('entry', Date.now(), chance)).toMatch(/^entry-[a-z0-9]{8}$/u);
  });
});

describe('similar questions', () => {
  it('W11 are read from pasted lines, numbering dropped, blank lines left out', () => {
    expect(linesOf('1. 怎么退款\r\n（2）我要退钱\n\n- 退款流程\n  4、退款 ')).toEqual([
      '怎么退款',
      '我要退钱',
      '退款流程',
      '退款',
    ]);
    expect(linesOf('100 元券怎么用')).toEqual(['100 元券怎么用']);
  });

  it('W11 that stand there twice are told, whatever their width, case and end mark', () => {
    expect([...doublesOf('怎么退款？', ['怎么退款', 'How to Refund', 'how to refund?', '退钱'])]).toEqual([0, 2]);
    const added = addLines('怎么退款', ['退钱', ''], ['退钱！', '退货款', '怎么退款?', '退货款']);
    expect(added).toEqual({ similar: ['退钱', '退货款'], left: 3 });
  });

  it('move by places and never fall out', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 3)).toEqual(['a', 'b', 'c']);
    expect(moved(['a'], 0, -1)).toEqual(['a']);
  });
});

describe('the preview of a channel', () => {
  const draft = draftOf(entry).zh;
  const bare = draftOf({ ...entry, zh: { question: '几点上班', similar: [], answer: { text: '九点。' } } }).zh;

  it('W12 shows an SMS by its own words, else words, steps and choices without pictures and links', () => {
    expect(smsText(draft, '转人工')).toBe('打开订单，点申请退款。');
    draft.sms = '';
    expect(smsText(draft, '转人工')).toBe('按下面几步申请：\n1. 打开订单\n2. 点申请退款\n· 查进度\n· 转人工');
    expect(smsText(bare, '转人工')).toBe('九点。');
  });

  it('W12 counts the parts of an SMS and tells what templates refuse', () => {
    expect(smsCount('字'.repeat(70))).toEqual({ units: 70, parts: 1, refused: null });
    expect(smsCount('字'.repeat(71)).parts).toBe(2);
    expect(smsCount('看 https://example.com').refused).toBe('link');
    expect(smsCount('打 13800138000').refused).toBe('phone');
  });

  it('sends pictures and links to WeChat as addresses', () => {
    expect(wechatText(draft, '转人工').split('\n')).toContain('退款规则 https://example.com/rules');
    expect(wechatText({ ...draft, wechat: '短' }, '转人工')).toBe('短');
  });

  it('W12 tells what a voice can’t say and how long it speaks', () => {
    expect(phoneText(draft)).toContain('1. 打开订单');
    expect(secondsOf('字'.repeat(45))).toBe(10);
    expect(speechHints('请打开 https://example.com')).toContain('link');
    expect(speechHints('打开#订单')).toContain('marks');
    expect(speechHints('字'.repeat(300))).toEqual(['long', 'sentence']);
    expect(speechHints('您可以在订单里申请退款。')).toEqual([]);
  });
});

describe('the difference of two revisions', () => {
  it('W13 names every place that changed, with the words that went and came', () => {
    const draft = draftOf(entry);
    draft.zh.text = '按下面几步申请退款：';
    draft.zh.similar = ['退钱', '我要退款', '怎么退'];
    draft.owner = 'chenyu';
    const found = differencesOf(entry, entryOf(draft));
    expect(found.map((one) => one.path).sort()).toEqual(['owner', 'zh.answer.text', 'zh.similar']);
    expect(found.find((one) => one.path === 'zh.answer.text')?.parts).toEqual([
      { kind: 'same', text: '按下面几步申请' },
      { kind: 'new', text: '退款' },
      { kind: 'same', text: '：' },
    ]);
    expect(differencesOf(entry, structuredClone(entry))).toEqual([]);
  });

  it('W13 loses no letter: same and gone make the old text, same and new the new one', () => {
    const pairs = [
      ['', '新'],
      ['旧', ''],
      ['打开 my orders 再点', '打开 My orders，再点退款'],
      ['一\n二\n三', '二\n三\n四'],
      ['长'.repeat(2000), '短'],
    ] as const;
    for (const [before, after] of pairs) {
      const parts = partsOf(before, after);
      const joined = (...kinds: string[]) =>
        parts
          .filter((one) => kinds.includes(one.kind))
          .map((one) => one.text)
          .join('');
      expect(joined('same', 'gone')).toBe(before);
      expect(joined('same', 'new')).toBe(after);
    }
  });
});
