import { describe, expect, it } from 'vitest';
import { entryOf } from '../../miniprogram/entry.ts';
import { kindsOf, noticeCard, NoticeList } from '../../miniprogram/own/notices.ts';
import { offeredOf, offersUnheld, REFUSED_MS } from '../../miniprogram/own/subscribe.ts';
import type { NoticeView, OwnView } from '../../shared/notice.ts';
import { NOTICES_SHOWN } from '../../shared/protocol.ts';
import { line, MINUTE, noon } from './pages-line.ts';

const notice = (n: number, change: Partial<NoticeView> = {}): NoticeView => ({
  ...{ id: `n${n}`, at: noon + n * MINUTE, read: false, kind: 'ticket', title: { zh: `进展${n}`, en: `Step ${n}` } },
  ...{ text: { zh: '已受理', en: 'Accepted' }, facts: [], opens: { to: 'ticket', ticket: 't1' } },
  ...change,
});
const holding = (newest: NoticeView[], unread = newest.filter(({ read }) => !read).length, epoch = 'e') =>
  line([], { epoch, notices: { unread, newest } });
const ids = (list: NoticeList) => list.list.map(({ id, read }) => `${id}${read ? '' : '*'}`).join(' ');

describe('the notices on this phone', () => {
  it('N41 stand newest first with older ones fetched beside the line, each once', () => {
    const list = new NoticeList();
    const newest = Array.from({ length: NOTICES_SHOWN }, (_, at) => notice(100 - at));
    list.take(holding(newest));
    expect(list.more).toBe(true);
    list.takeOlder([notice(80, { read: true }), notice(81)], false);
    expect(list.list).toHaveLength(NOTICES_SHOWN + 1);
    expect(list.more).toBe(false);
    expect(list.list.map(({ at }) => at)).toEqual(list.list.map(({ at }) => at).toSorted((a, b) => b - a));
    // A new one pushes the oldest out of the line; here it stays.
    list.take(holding([notice(101), ...newest.slice(0, -1)]));
    expect(list.list).toHaveLength(NOTICES_SHOWN + 2);
    list.take(holding([notice(1)], 1, 'another'));
    expect(ids(list)).toBe('n1*');
    expect(list.more).toBe(false);
  });

  it('N41 are read at once where they are tapped, and all by one tap; what comes later is unread', () => {
    const list = new NoticeList();
    list.take(holding([notice(2), notice(1)]));
    list.markRead(['n1']);
    list.take(holding([notice(2), notice(1)]));
    expect(ids(list)).toBe('n2* n1');
    list.markRead('all');
    expect(ids(list)).toBe('n2 n1');
    list.take(holding([notice(3), notice(2, { read: true }), notice(1, { read: true })], 1));
    expect(ids(list)).toBe('n3* n2 n1');
    list.take(holding([notice(3, { read: true })], 0));
    expect(ids(list)).toBe('n3 n2 n1');
  });

  it('N41 are chosen by kind where there is more than one, and say where they lead', () => {
    expect(kindsOf([notice(1), notice(2)], 'zh')).toEqual([]);
    const mixed = [notice(2), notice(1, { kind: 'refund', opens: { to: 'line' } })];
    expect(kindsOf(mixed, 'zh').map(({ label }) => label)).toEqual(['全部', '工单', '退款']);
    const facts = [{ name: 'number', label: { zh: '工单号', en: 'Ticket' }, value: 'T1' }];
    const card = noticeCard(notice(1, { facts }), 'en', noon + MINUTE);
    expect(card).toMatchObject({ title: 'Step 1', kind: 'Tickets', time: '12:01', more: 'See the ticket' });
    expect(card.facts).toEqual([{ key: 'number', label: 'Ticket', value: 'T1' }]);
    expect(noticeCard(notice(1, { opens: null }), 'zh', noon).more).toBe('');
  });

  it('N41 name themselves in the pages WeChat opens', () => {
    expect(entryOf({ notice: 'n_1', message: 'm_2' })).toMatchObject({ notice: 'n_1', place: { id: 'm_2' } });
    expect(entryOf({ notice: '<x>' }).notice).toBe('');
  });
});

describe('leave to be told by WeChat', () => {
  const own = (left: number, refusedAt: number | null): OwnView => ({
    ...{ choices: [], humanFirst: false },
    subscriptions: [
      { template: 'a', kind: 'ticket', title: '工单', left, refusedAt },
      { template: 'b', kind: 'refund', title: '退款', left: 0, refusedAt: null },
      { template: 'c', kind: 'offer', title: '优惠', left: 0, refusedAt: null },
    ],
  });
  const offered = (held: OwnView | undefined, kinds: Parameters<typeof offeredOf>[1] = null) =>
    offeredOf(held, kinds, noon).map(({ template }) => template);

  it('N42 is offered for what is not held and was not refused within 30 days', () => {
    expect(offered(undefined)).toEqual([]);
    expect(offered(own(0, null))).toEqual(['a', 'b']);
    expect(offered(own(0, null), ['ticket'])).toEqual(['a']);
    expect(offered(own(1, null))).toEqual(['b']);
    expect(offered(own(0, noon - REFUSED_MS + 1))).toEqual(['b']);
    expect(offered(own(0, noon - REFUSED_MS))).toEqual(['a', 'b']);
  });

  it('O51 never asks for offers among news of their own matters', () => {
    expect(offered(own(0, null))).not.toContain('c');
    expect(offered(own(0, null), ['offer'])).toEqual(['c']);
  });

  it('O51 is asked for offers by one’s own tap until one is held, refused before or not', () => {
    const offers = (...held: [left: number, refusedAt: number | null][]): OwnView => ({
      ...{ choices: [], humanFirst: false },
      subscriptions: held.map(([left, refusedAt], at) => ({
        ...{ template: `t${at}`, kind: 'offer', title: '优惠', left, refusedAt },
      })),
    });
    expect(offersUnheld(offers([0, noon])).map(({ template }) => template)).toEqual(['t0']);
    expect(offersUnheld(offers([0, null], [1, null]))).toEqual([]);
    expect([offersUnheld(undefined), offersUnheld({ ...own(0, null), subscriptions: [] })]).toEqual([[], []]);
  });
});
