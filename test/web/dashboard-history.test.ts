/** The history and the search of the desk, as screens keep them: filters, marked words, late answers, the way to a message. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../shared/directory.ts';
import { sessionFilter, saveFilter } from '../../shared/directory.ts';
import type { Line } from '../../shared/line.ts';
import type { Message } from '../../shared/message.ts';
import { emptyMarks, prependHistory } from '../../shared/reduce.ts';
import { dropSearches, keepSearch, recentSearches } from '../../web/dashboard/src/command/recent.ts';
import { groupsOf } from '../../web/dashboard/src/command/choices.ts';
import {
  alike,
  conditionsOf,
  emptyFilter,
  faultOf,
  kept,
  queryOf,
  restored,
} from '../../web/dashboard/src/history/filter.ts';
import { historyWords } from '../../web/dashboard/src/history/locale/words.ts';
import { excerpt, pieces } from '../../web/dashboard/src/history/marks.ts';
import { newest } from '../../web/dashboard/src/history/newest.ts';
import { foundAt, pageTo } from '../../web/dashboard/src/thread/reach.ts';
import * as v from 'valibot';

const local = (year: number, month: number, day: number, hour = 0) => new Date(year, month - 1, day, hour).getTime();
const now = local(2026, 11, 26, 15);

describe('the filter of the history', () => {
  it('Y8 asks from the first moment of its first day to before the first moment after its last', () => {
    const chosen = { ...emptyFilter, days: 'between', from: '2026年11月1日', to: '2026-11-03' };
    expect(queryOf(chosen, now)).toEqual({ from: String(local(2026, 11, 1)), to: String(local(2026, 11, 4)) });
    expect(queryOf({ ...emptyFilter, days: '1' }, now)).toEqual({ from: String(local(2026, 11, 26)) });
    expect(queryOf({ ...emptyFilter, days: '7' }, now)).toEqual({ from: String(local(2026, 11, 20)) });
    expect(queryOf({ ...emptyFilter, days: '1', from: '2020-01-01' }, now)).toEqual({
      from: String(local(2026, 11, 26)),
    });
  });

  it('Y8 says nothing of empty fields, and the gateway reads what it says', () => {
    expect(queryOf(emptyFilter, now)).toEqual({});
    const full = { ...emptyFilter, days: '30', channel: 'sms', agent: 'm_1', state: 'closed', category: 'delivery' };
    const query = queryOf({ ...full, rating: '2', tag: ' 需回访 ', q: ' 退款 ' }, now);
    expect(query).toMatchObject({ channel: 'sms', tag: '需回访', q: '退款', rating: '2' });
    expect(v.safeParse(sessionFilter, query).success).toBe(true);
  });

  it('Y8 refuses days that are none and a range that ends before it begins', () => {
    const range = (from: string, to: string) => faultOf({ ...emptyFilter, days: 'between', from, to });
    expect(range('2026-11-01', '2026-11-01')).toBeNull();
    expect(range('', '2026-11-01')).toBeNull();
    expect(range('2026-02-30', '')).toBe('badDay');
    expect(range('soon', '2026-11-01')).toBe('badDay');
    expect(range('2026-11-02', '2026-11-01')).toBe('badRange');
    expect(faultOf({ ...emptyFilter, days: '7', from: 'soon' })).toBeNull();
  });

  it('Y8 is the same after being kept under a name', () => {
    const filter = { ...emptyFilter, days: 'between', from: '2026/11/1', to: '', rating: '2', q: '退款' };
    const given = kept(filter);
    expect(given).toEqual({ days: 'between', from: '2026-11-01', rating: '2', q: '退款' });
    expect(v.safeParse(saveFilter, { name: '低分', filter: given }).success).toBe(true);
    const back = restored({ ...given, unheard: 'x' });
    expect(queryOf(back, now)).toEqual(queryOf(filter, now));
    expect(alike(kept(back), given)).toBe(true);
    expect(alike(given, { ...given, rating: '3' })).toBe(false);
    expect(conditionsOf(filter)).toEqual(['days', 'rating', 'q']);
    expect(conditionsOf({ ...emptyFilter, days: 'between' })).toEqual([]);
  });

  it('W4 has its words in both languages', () => {
    expect(Object.keys(historyWords.en)).toEqual(Object.keys(historyWords.zh));
    for (const text of Object.values(historyWords.en)) expect(text).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('found words', () => {
  it('Y9 are marked where they stand, and no character is lost or said twice', () => {
    expect(pieces('我要退款', [[2, 4]])).toEqual([
      { text: '我要', marked: false },
      { text: '退款', marked: true },
    ]);
    const range = fc.tuple(fc.integer({ min: -3, max: 30 }), fc.integer({ min: -3, max: 30 }));
    fc.assert(
      fc.property(fc.string({ maxLength: 24 }), fc.array(range, { maxLength: 6 }), (text, ranges) => {
        const made = pieces(text, ranges);
        expect(made.map((one) => one.text).join('')).toBe(text);
        let at = 0;
        for (const one of made) {
          for (let place = at; place < at + one.text.length; place += 1) {
            expect(ranges.some(([from, to]) => from <= place && place < to)).toBe(one.marked);
          }
          at += one.text.length;
        }
      }),
    );
  });

  it('Y9 are in sight however far in a text they stand', () => {
    const text = `${'很长的话'.repeat(60)}退款`;
    const cut = excerpt(text, [[240, 242]]);
    expect(cut.find((one) => one.marked)?.text).toBe('退款');
    expect(cut[0]?.text).toBe('…');
    expect(cut.map((one) => one.text).join('').length).toBeLessThan(40);
    expect(excerpt('没有', [])).toEqual([{ text: '没有', marked: false }]);
  });

  it('Y9 an answer that comes after a newer question is nothing, a late fault too', async () => {
    const ask = newest();
    const gates: ((value: string) => void)[] = [];
    const slow = ask(new Promise<string>((resolve) => gates.push(resolve)));
    const fast = ask(Promise.resolve('new'));
    expect(await fast).toBe('new');
    gates[0]?.('old');
    expect(await slow).toBeNull();
    const failing = ask(Promise.reject(new Error('late')));
    ask.drop();
    expect(await failing).toBeNull();
    await expect(ask(Promise.reject(new Error('now')))).rejects.toThrow('now');
  });

  it('Y9 stand under their headings, and nobody twice', () => {
    const person = { customer: 'c_1', name: '李雷', userId: null, level: null, care: null, addresses: [], seenAt: 1 };
    const answer: SearchAnswer = {
      ok: true,
      customers: [
        { row: person, marks: [] },
        { row: { ...person, customer: 'c_2' }, marks: [] },
      ],
      ...{ sessions: [], tickets: [], messages: [] },
      more: { customers: null, sessions: null, tickets: null, messages: '7' },
    };
    const row = {
      ...{ customer: 'c_1', session: 's', name: '李雷', state: 'agent' as const, mine: true, shared: false },
      ...{ channel: null, preview: null, at: 1, unread: 0, waitingSince: null, urgency: 'normal' as const },
      ...{ reason: '', skill: '', place: null, desk: null },
    };
    const groups = groupsOf({ recent: [], commands: [], rows: [row], found: answer });
    expect(groups.map((one) => one.name)).toEqual(['customers', 'messages']);
    expect(groups[1]?.choices).toEqual([{ key: 'more:messages', kind: 'more', of: 'messages' }]);
    expect(groups[0]?.choices.map((one) => one.key)).toEqual(['customer:c_1', 'customer:c_2']);
  });
});

describe('recent searches', () => {
  it('Y15 are the member’s own, newest first, without numbers of people, and gone with the sign-out', () => {
    const kept = new Map<string, string>();
    const keep = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
    expect(recentSearches(keep, 'a_1')).toEqual([]);
    for (const one of ['退款', ' 发票 ', '退款', '', '13800138000', '１３８ ０００５ ６７８９', '字'.repeat(61)])
      keepSearch(keep, 'a_1', one);
    expect(recentSearches(keep, 'a_1')).toEqual(['退款', '发票']);
    expect(recentSearches(keep, 'a_2')).toEqual([]);
    for (let n = 0; n < 20; n += 1) keepSearch(keep, 'a_1', `第${n}个`);
    expect(recentSearches(keep, 'a_1')).toHaveLength(8);
    dropSearches(keep);
    expect(recentSearches(keep, 'a_1')).toEqual([]);
    kept.set('yixian.desk.recent', '{broken');
    expect(recentSearches(keep, 'a_1')).toEqual([]);
  });
});

describe('the way to a place in a line', () => {
  const message = (at: number): Message => ({
    ...{ id: `m${at}`, revision: at, endpoint: 'e1', channel: 'web', position: at, direction: 'in' },
    ...{ speaker: { kind: 'customer' }, body: { kind: 'text', text: `words ${at}` }, at, status: 'received' },
    session: `s${Math.ceil(at / 40)}`,
  });
  const all = Array.from({ length: 300 }, (_, at) => message(at + 1));
  const line = (from: number): Line => ({
    ...{ person: { id: 'c_1', name: '李雷' }, endpoints: [], session: null, handover: null, marks: emptyMarks },
    ...{ messages: all.slice(from), more: from > 0, epoch: 'e', revision: 300 },
  });
  /** A line of which the last fifty are loaded; each page brings fifty more, until the network ends. */
  function screen(pagesLeft = 99) {
    let left = pagesLeft;
    const made = {
      line: line(250) as Line | null,
      pages: 0,
      async older() {
        await Promise.resolve();
        if (left-- <= 0 || !made.line) return;
        made.pages += 1;
        const first = all.length - made.line.messages.length;
        const from = Math.max(0, first - 50);
        made.line = prependHistory(made.line, all.slice(from, first), from > 0);
      },
    };
    return made;
  }

  it('Y9 pages back until a message is loaded, and no further', async () => {
    const near = screen();
    expect(await pageTo(near, { message: 'm299' }, () => true)).toBe('m299');
    expect(near.pages).toBe(0);
    const far = screen();
    expect(await pageTo(far, { message: 'm120' }, () => true)).toBe('m120');
    expect(far.pages).toBe(3);
  });

  it('Y9 a past session opens where it begins, not where its loaded part does', async () => {
    const shown = screen();
    expect(foundAt(line(250), { session: 's7' })).toBeNull();
    expect(await pageTo(shown, { session: 's7' }, () => true)).toBe('m241');
    expect(await pageTo(screen(), { session: 's1' }, () => true)).toBe('m1');
  });

  it('Y9 ends where there is no such message, where the network ends, and where one goes elsewhere', async () => {
    const whole = screen();
    expect(await pageTo(whole, { message: 'm999' }, () => true)).toBeNull();
    expect(whole.line?.more).toBe(false);
    const broken = screen(2);
    expect(await pageTo(broken, { message: 'm1' }, () => true)).toBeNull();
    expect(broken.pages).toBe(2);
    const left = screen();
    expect(await pageTo(left, { message: 'm1' }, () => left.pages < 2)).toBeNull();
    expect(left.pages).toBe(2);
  });
});
