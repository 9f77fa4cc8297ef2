/** What surrounds an answer at the desk: phrases, mentions, quotes and words taken back, as screens keep them. */
import { describe, expect, it } from 'vitest';
import { fallbackText, parcelText, productText } from '../../shared/fallback.ts';
import type { Line } from '../../shared/line.ts';
import type { Message } from '../../shared/message.ts';
import { applyChange, emptyMarks } from '../../shared/reduce.ts';
import { demoClosing, closing, leaves } from '../../shared/settings/closing.ts';
import { usualReplies } from '../../shared/settings/replies.ts';
import { smsWords } from '../../worker/channels/sms/template.ts';
import { typed } from '../../worker/brain/retrieval/sound.ts';
import { atted, mentionsIn, named } from '../../web/dashboard/src/composer/colleagues.ts';
import { isLow, reachOf } from '../../web/dashboard/src/composer/endpoints.ts';
import { filled, found, matchOf, slashed, unfilled, type Phrase } from '../../web/dashboard/src/composer/phrases.ts';
import { fromCsv, toCsv } from '../../web/dashboard/src/serve/replies-file.ts';
import * as v from 'valibot';

const phrases: Phrase[] = usualReplies.list.map((one) => ({ ...one, own: false, typed: typed(one.title), used: 0 }));

function message(revision: number, change: Partial<Message> = {}): Message {
  return {
    ...{ id: `m${revision}`, revision, endpoint: 'e1', channel: 'web', position: revision, direction: 'in' },
    ...{
      speaker: { kind: 'customer' },
      body: { kind: 'text', text: `words ${revision}` },
      at: revision,
      session: 's1',
    },
    status: 'received',
    ...change,
  };
}

const line = (messages: Message[], change: Partial<Line> = {}): Line => ({
  ...{ person: { id: 'c_1', name: '李雷' }, endpoints: [], session: null, handover: null, marks: emptyMarks },
  ...{ messages, more: false, epoch: 'e', revision: messages.length },
  ...change,
});

describe('phrases', () => {
  it('B13 are found by title, group, words, pinyin and initials; those of the language first', () => {
    expect(found(phrases, '', 'zh').length).toBeGreaterThan(5);
    for (const asked of ['订单', 'dingdan', 'ddh']) {
      expect(
        found(phrases, asked, 'zh').map((one) => one.id),
        asked,
      ).toContain('order');
    }
    expect(found(phrases, '售后', 'zh').map((one) => one.id)).toEqual(['photo', 'noted']);
    expect(found(phrases, 'order', 'en')[0]?.id).toBe('en-order');
    expect(found(phrases, '没有这样的', 'zh')).toEqual([]);
    expect([slashed('/'), slashed('/dd'), slashed('1/2'), slashed('/a b')]).toEqual(['', 'dd', null, null]);
  });

  it('B13 the more used comes before its equals, one’s own before everybody’s', () => {
    const used = phrases.map((one) => ({ ...one, used: one.id === 'bye' ? 3 : 0 }));
    expect(found(used, '', 'zh')[0]?.id).toBe('bye');
    const own: Phrase = { ...(phrases[0] as Phrase), id: 'mine', own: true };
    expect(found([...phrases, own], '您好', 'zh')[0]?.id).toBe('mine');
  });

  it('B13 what is known is filled in, what isn’t stays to be written', () => {
    const order = { kind: 'order' as const, order: { no: 'YX1', stateText: '已发货', items: [] } };
    const known = line([message(1, { body: order })]);
    expect(filled('{客户姓名}您好，订单 {订单号}，我是{坐席}', known, '王晴')).toBe('李雷您好，订单 YX1，我是王晴');
    const unknown = filled('{customer}, {order}', line([], { person: { id: 'c', name: '' } }), '王晴');
    expect(unknown).toBe('{customer}, {order}');
    expect(unfilled(unknown)).toBe('{customer}');
    expect(unfilled('{其他}')).toBeNull();
  });

  it('B13 typing what a phrase begins with hints at it', () => {
    expect(matchOf(phrases, '非常抱歉', 'zh')?.id).toBe('sorry');
    expect(matchOf(phrases, '非', 'zh')).toBeNull();
    expect(matchOf(phrases, '非常抱歉', 'en')).toBeNull();
  });

  it('B13 come back from CSV as they were, and no cell runs', () => {
    const list = [
      { group: '开场', title: '=1+1', text: '第一行\n"第二行", 逗号', language: 'zh' as const },
      { group: '', title: "'quoted", text: '-5 yuan', language: 'en' as const },
    ];
    const heads = { group: '分组', title: '标题', text: '内容', language: '语言' };
    const file = toCsv(list, heads);
    expect(file).not.toMatch(/(?:^|,)"?[=+@-]/mu);
    expect(fromCsv(file)).toEqual({ ok: true, list });
    expect(fromCsv('分组,标题,内容,语言\r\n开场,您好,您好呀,中文\r\n,,缺标题,zh\r\n')).toEqual({ ok: false, row: 3 });
  });
});

describe('mentions', () => {
  const colleagues = [
    { id: 'a', name: '王晴', typed: typed('王晴') },
    { id: 'b', name: 'Tom Lee', typed: typed('Tom Lee') },
  ];

  it('B11 are looked for behind an @ at the caret, by name and pinyin', () => {
    expect(atted('请 @wq', 6)).toBe('wq');
    expect(atted('a@b', 3)).toBeNull();
    expect(named(colleagues, 'wq').map((one) => one.id)).toEqual(['a']);
    expect(named(colleagues, 'tom').map((one) => one.id)).toEqual(['b']);
    expect(mentionsIn('@王晴 帮看', colleagues)).toEqual([{ id: 'a', name: '王晴' }]);
    expect(mentionsIn('王晴 帮看', colleagues)).toEqual([]);
  });
});

describe('a line on a screen', () => {
  it('B8 loses words taken back, and their quotes, when it is told', () => {
    const quote = { id: 'm1', revision: 1, speaker: { kind: 'customer' as const }, text: 'words 1' };
    const before = line([message(1), message(2, { quote })]);
    const after = applyChange(before, 3, { kind: 'recall', id: 'm1', at: 5 });
    expect(JSON.stringify(after)).not.toContain('words 1');
    expect(after.messages[0]).toMatchObject({ body: { kind: 'event', event: 'recalled' }, recalled: { at: 5 } });
    expect(after.messages[1]).toMatchObject({ quote: { id: 'm1', text: '' }, body: { text: 'words 2' } });
    expect(before.messages[0]?.body).toEqual({ kind: 'text', text: 'words 1' });
  });

  it('B6 knows whom the customer is asked to rate, and B1 the record of the session', () => {
    const invite = { session: 's1', until: 9 };
    const asked = applyChange(line([]), 1, { kind: 'invite', invite });
    expect(asked.invite).toEqual(invite);
    expect(applyChange(asked, 2, { kind: 'invite', invite: null }).invite).toBeNull();
    const record = { session: 's1', tags: ['需回访'] };
    expect(applyChange(asked, 2, { kind: 'record', record }).record).toEqual(record);
  });
});

describe('cards', () => {
  it('B14 say in words what they show', () => {
    const product = { id: 'p1', title: '耳机', price: '¥ 299', url: 'https://shop.example/p1' };
    expect(productText(product)).toBe('[商品] 耳机 ¥ 299 https://shop.example/p1');
    const traces = [1, 2, 3, 4].map((at) => ({ at: `${at} 日`, text: `第 ${at} 站` }));
    const parcel = { company: '顺丰', no: 'SF1', stateText: '运输中', traces };
    expect(parcelText(parcel)).toBe('[物流] 顺丰 SF1 运输中\n1 日 第 1 站\n2 日 第 2 站\n3 日 第 3 站');
    expect(fallbackText({ kind: 'product', text: '看这个', product })).toMatch(/^看这个\n\[商品\] 耳机/u);
    expect(smsWords({ kind: 'product', product })).toBe('[商品] 耳机 ¥ 299');
    expect(smsWords({ kind: 'logistics', parcel })).toContain('顺丰 SF1');
  });
});

describe('the window’s meter', () => {
  it('B16 counts down, and is low when a reply may be the last', () => {
    const at = 1_000_000;
    const of = (left: number, ms: number) =>
      reachOf(
        {
          ...{ id: 'e1', channel: 'wechat', account: 'a', accountName: 'a', label: 'o', lastInboundAt: 1 },
          window: { left, endsAt: at + ms },
        },
        at,
      );
    expect(of(3, 41 * 60_000)).toEqual({ kind: 'counted', left: 3, closesInMs: 41 * 60_000 });
    expect(isLow(of(3, 41 * 60_000))).toBe(false);
    expect(isLow(of(1, 41 * 60_000))).toBe(true);
    expect(isLow(of(3, 9 * 60_000))).toBe(true);
    expect(isLow(of(0, 41 * 60_000))).toBe(true);
    expect(isLow({ kind: 'open' })).toBeNull();
  });
});

describe('the closing settings', () => {
  it('B1 the leaves of the tree carry the words of their whole path', () => {
    const all = leaves(demoClosing.categories);
    expect(all.find((one) => one.id === 'delivery-late')?.zh).toBe('物流 / 催促与延误');
    expect(all.map((one) => one.id)).toContain('other');
    expect(all.map((one) => one.id)).not.toContain('delivery');
    const twice = { ...demoClosing, categories: [...demoClosing.categories, ...demoClosing.categories] };
    expect(v.safeParse(closing, twice).success).toBe(false);
    expect(v.safeParse(closing, demoClosing).success).toBe(true);
  });
});
