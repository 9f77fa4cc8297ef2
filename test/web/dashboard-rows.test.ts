import { describe, expect, it } from 'vitest';
import { countsOf, listOf, rowsOf, search, takeOf, unreadOf } from '../../web/dashboard/src/list/rows.ts';
import type { Conversation, DeskSession } from '../../shared/seat.ts';

const me = { id: 'm_1', name: '林晓' };
const other = { id: 'm_2', name: '李明' };

function conversation(customer: string, change: Partial<Conversation> = {}): Conversation {
  return {
    customer,
    name: `客户 ${customer}`,
    session: `s_${customer}`,
    state: 'agent',
    fence: 1,
    agent: me,
    channels: ['web'],
    last: { text: '你好', at: 1000, speaker: 'customer', channel: 'web' },
    unread: 2,
    waitingSince: 900,
    urgency: 'normal',
    revision: 5,
    ...change,
  };
}

function session(customer: string, change: Partial<DeskSession> = {}): DeskSession {
  return {
    session: `s_${customer}`,
    customer,
    name: `客户 ${customer}`,
    channel: 'miniprogram',
    state: 'queued',
    skill: '售后',
    urgency: 'normal',
    reason: '要求人工',
    since: 500,
    ...change,
  };
}

describe('the rows of the desk', () => {
  it('are one per person, with the words of the seat and the reason of the desk', () => {
    const rows = rowsOf([conversation('a')], [session('a', { state: 'agent', agent: me }), session('b')], me.id);
    expect(rows.map((row) => [row.customer, row.mine, row.preview?.text ?? null, row.skill])).toEqual([
      ['a', true, '你好', '售后'],
      ['b', false, null, '售后'],
    ]);
    expect(countsOf(rows)).toEqual({ mine: 1, waiting: 1, robot: 0, all: 2 });
    expect(unreadOf(rows)).toBe(2);
  });

  it('follow the desk into a new session: an older row of the seat lends it neither words nor unread', () => {
    const closed = conversation('a', { session: 's_old', state: 'closed' });
    const [row] = rowsOf([closed], [session('a', { session: 's_new', state: 'robot' })], me.id);
    expect(row).toMatchObject({ session: 's_new', state: 'robot', mine: false, preview: null, unread: 0 });
  });

  it('let nobody keep what the desk gave to another', () => {
    const taken = conversation('a', { agent: other });
    const rows = rowsOf([taken], [session('a', { state: 'agent', agent: other })], me.id);
    expect(listOf(rows, 'mine')).toEqual([]);
    expect(unreadOf(rows)).toBe(0);
  });

  it('keep the waiting in the desk’s order, whatever their times, and the others by their last word', () => {
    const desk = [
      session('urgent', { since: 900 }),
      session('first', { since: 100 }),
      session('second', { since: 200 }),
    ];
    const rows = rowsOf(
      [conversation('x', { last: { text: '', at: 1, speaker: 'agent', channel: 'sms' } })],
      desk,
      me.id,
    );
    expect(listOf(rows, 'waiting').map((row) => row.customer)).toEqual(['urgent', 'first', 'second']);
    expect(listOf(rows, 'all').map((row) => row.customer)).toEqual(['urgent', 'second', 'first', 'x']);
  });

  it('can be taken by whom the desk lets, and ask first where somebody speaks', () => {
    const one = (change: Partial<DeskSession>) => {
      const [row] = rowsOf([], [session('a', change)], me.id);
      if (!row) throw new Error('no row');
      return row;
    };
    expect(takeOf(one({ state: 'queued' }), 'agent')).toEqual({ confirm: 'none' });
    expect(takeOf(one({ state: 'left-message' }), 'agent')).toEqual({ confirm: 'none' });
    expect(takeOf(one({ state: 'robot' }), 'agent')).toEqual({ confirm: 'robot' });
    expect(takeOf(one({ state: 'agent', agent: other }), 'agent')).toBeNull();
    expect(takeOf(one({ state: 'agent', agent: other }), 'lead')).toEqual({ confirm: 'agent' });
    expect(takeOf(one({ state: 'agent', agent: me }), 'lead')).toBeNull();
    expect(takeOf(one({ state: 'closed' }), 'owner')).toBeNull();
  });

  it('are found by name and by last words', () => {
    const rows = rowsOf([conversation('a'), conversation('b', { name: 'Mia' })], [], me.id);
    expect(search(rows, ' mia ').map((row) => row.customer)).toEqual(['b']);
    expect(search(rows, '你').length).toBe(2);
    expect(search(rows, '没有')).toEqual([]);
  });
});
