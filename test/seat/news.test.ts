/** What stands at a seat beside its conversations: drafts, mentions, own phrases. */
import { evictDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { MOST_DRAFTS } from '../../shared/seat-news.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { until } from '../world.ts';
import { freshAgent, openDashboard, seatOf } from './dashboard.ts';

const draft = (customer: string, reply: string) => ({ customer, reply, note: '', mode: 'reply', endpoint: null });

describe('drafts', () => {
  it('B10 what is begun on one screen stands on the others and outlives sleep; the later words win', async () => {
    const me = freshAgent();
    const first = await openDashboard(me, { instance: 'one' });
    const second = await openDashboard(me, { instance: 'two' });
    first.say({ type: 'draft', draft: draft('c_1', '您的订单') });
    const heard = await second.next('drafts', (one) => one.drafts[0]?.reply === '您的订单');
    expect(heard.drafts[0]).toMatchObject({ customer: 'c_1', version: 1, instance: 'one' });
    second.say({ type: 'draft', draft: draft('c_1', '您的订单已发出') });
    const later = await first.next('drafts', (one) => one.drafts[0]?.version === 2);
    expect(later.drafts[0]).toMatchObject({ reply: '您的订单已发出', instance: 'two' });
    second.say({ type: 'draft', draft: draft('c_1', '您的订单已发出') });
    await evictDurableObject(stubOf(seatOf(me)));
    const third = await openDashboard(me, { instance: 'three' });
    const all = await third.next('drafts', (one) => one.all === true);
    expect(all.drafts).toMatchObject([{ customer: 'c_1', reply: '您的订单已发出', version: 2 }]);
  });

  it('B10 are bounded: the oldest make room, one too long is refused', async () => {
    const me = freshAgent();
    const screen = await openDashboard(me);
    for (let at = 0; at <= MOST_DRAFTS; at += 1) screen.say({ type: 'draft', draft: draft(`c_${at}`, `words ${at}`) });
    await screen.next('drafts', (one) => one.drafts[0]?.customer === `c_${MOST_DRAFTS}`);
    const fresh = await openDashboard(me, { instance: 'other' });
    const { drafts } = await fresh.next('drafts', (one) => one.all === true);
    expect(drafts.length).toBe(MOST_DRAFTS);
    screen.say({ type: 'draft', draft: draft('c_long', '长'.repeat(4001)) });
    expect((await screen.next('refused')).code).toBe('bad_request');
  });
});

describe('news', () => {
  const mention = { id: 'm_1', customer: 'c_1', name: '李雷', by: { id: 'a_2', name: '王晴' }, text: '@我', at: 1 };
  const owed = { session: 's_1', customer: 'c_1', name: '李雷', number: '1125-000001', at: 1 };

  it('B11 a mention comes once, unread, and is read on every screen', async () => {
    const me = freshAgent();
    const screen = await openDashboard(me);
    expect(must(await seatOf(me).news({ kind: 'mentioned', mention })).applied).toBe(true);
    expect(must(await seatOf(me).news({ kind: 'mentioned', mention })).applied).toBe(false);
    await screen.next('event', (one) => one.change.kind === 'mentioned');
    screen.say({ type: 'act', number: 1, act: { act: 'read-mentions', id: 'm_1' } });
    await screen.next('accepted');
    const fresh = await openDashboard(me, { instance: 'other' });
    expect((await fresh.next('reset')).snapshot.mentions).toEqual([{ ...mention, read: true }]);
  });

  it('B2 a summary that is written is never owed again, whatever comes late', async () => {
    const me = freshAgent();
    const seat = seatOf(me);
    must(await seat.news({ kind: 'summary-owed', owed }));
    const screen = await openDashboard(me);
    expect((await screen.next('reset')).snapshot.owed).toEqual([owed]);
    must(await seat.news({ kind: 'summary-given', session: 's_1' }));
    await screen.next('event', (one) => one.change.kind === 'summary-given');
    expect(must(await seat.news({ kind: 'summary-owed', owed })).applied).toBe(false);
    must(await seat.news({ kind: 'summary-given', session: 's_2' }));
    expect(must(await seat.news({ kind: 'summary-owed', owed: { ...owed, session: 's_2' } })).applied).toBe(false);
    const fresh = await openDashboard(me, { instance: 'other' });
    expect((await fresh.next('reset')).snapshot.owed).toEqual([]);
  });
});

describe('own phrases', () => {
  it('B13 are kept at the seat, and their uses counted', async () => {
    const seat = seatOf(freshAgent());
    const mine = { id: 'p1', group: '我的', title: '催单', text: '已为您催促', language: 'zh' as const };
    must(await seat.replies({ order: 'keep', list: [mine] }));
    must(await seat.replies({ order: 'use', id: 'p1' }));
    must(await seat.replies({ order: 'use', id: 'p1' }));
    await evictDurableObject(stubOf(seat));
    const held = await until('the phrases', () => seat.replies({ order: 'read' }));
    expect(must(held)).toMatchObject({ list: [mine], used: { p1: 2 } });
  });
});
