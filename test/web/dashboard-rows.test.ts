import { describe, expect, it } from 'vitest';
import {
  countsOf,
  hasteOf,
  lateReplies,
  offersOf,
  rowsOf,
  search,
  takeOf,
  unreadOf,
  type Row,
} from '../../web/dashboard/src/list/rows.ts';
import { foldedFirst, itemsOf, type SectionName } from '../../web/dashboard/src/list/sections.ts';
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
    ...{ kind: 'session', group: '', class: '', tier: 0, language: 'zh' },
    ...change,
  };
}

const none = new Set<SectionName>();
/** A list as it is read from top to bottom: names of rows, heads with their counts. */
function drawn(rows: readonly Row[], list: 'waiting' | 'mine' | 'history', folded: ReadonlySet<SectionName> = none) {
  return itemsOf(rows, list, folded).map((one) =>
    one.kind === 'head' ? `${one.section} ${one.count}${one.open ? '' : ' folded'}` : one.row.customer,
  );
}

describe('the three lists', () => {
  const rows = rowsOf(
    [conversation('mine'), conversation('over', { state: 'closed' })],
    [
      session('line'),
      session('left', { state: 'left-message' }),
      session('robot', { state: 'robot' }),
      session('theirs', { state: 'agent', agent: other }),
      session('with-me', { state: 'agent', agent: other, collaborators: [{ ...me, joined: false }] }),
    ],
    me.id,
  );

  it('W20 hold each conversation once: in line, left messages, the robot’s; mine, brought in, colleagues’; ended', () => {
    expect(drawn(rows, 'waiting')).toEqual(['line', 'left 1', 'left', 'robot 1', 'robot']);
    expect(drawn(rows, 'mine')).toEqual(['mine', 'shared 1', 'with-me', 'others 1', 'theirs']);
    expect(drawn(rows, 'history')).toEqual(['over']);
    expect(countsOf(rows)).toEqual({ waiting: 2, mine: 1 });
  });

  it('W20 begin with the robot’s and the colleagues’ folded, told by their number', () => {
    const folded = new Set(foldedFirst);
    expect(drawn(rows, 'waiting', folded)).toEqual(['line', 'left 1', 'left', 'robot 1 folded']);
    expect(drawn(rows, 'mine', folded)).toEqual(['mine', 'shared 1', 'with-me', 'others 1 folded']);
  });

  it('W21 put what is offered to me first, the shortest time first; who is being asked is offered to nobody', () => {
    const offer = { agent: me, until: 900 };
    const desk = [
      session('later', { offer }),
      session('sooner', { offer: { ...offer, until: 700 } }),
      session('theirs', { offer: { ...offer, agent: other } }),
      session('asking', { offer: { ...offer, from: other, asking: true } }),
    ];
    expect(offersOf(rowsOf([], desk, me.id), me.id).map((row) => row.customer)).toEqual(['sooner', 'later']);
  });

  it('W22 colour the waiting by its class’s promise, and by the clock where none is given', () => {
    const at = (change: Partial<DeskSession>, now: number) => {
      const [row] = rowsOf([], [session('a', { since: 0, ...change })], me.id);
      return row ? hasteOf(row, now) : null;
    };
    expect(at({ dueAt: 100_000 }, 10_000)).toEqual({ haste: 'calm', waitMs: 10_000, leftMs: 90_000 });
    expect(at({ dueAt: 100_000 }, 75_000)?.haste).toBe('soon');
    expect(at({ dueAt: 100_000 }, 100_000)).toMatchObject({ haste: 'late', leftMs: 0 });
    expect(at({}, 59_000)).toMatchObject({ haste: 'calm', leftMs: null });
    expect(at({}, 60_000)?.haste).toBe('soon');
    expect(at({}, 100_000)?.haste).toBe('late');
    expect(at({ state: 'robot' }, 100_000)).toBeNull();
  });

  it('D20 a customer who waits too long for my next word is late by the settings’ times, named once a wait; 0 turns it off', () => {
    const patience = { replySoonMs: 20_000, replyLateMs: 30_000 };
    const waits = conversation('a', { state: 'agent', agent: me, waitingSince: 1_000 });
    const theirs = conversation('b', { state: 'agent', agent: other, waitingSince: 1_000 });
    const rows = rowsOf(
      [waits, theirs, conversation('c', { state: 'agent', agent: me, waitingSince: null })],
      [],
      me.id,
    );
    const hasteAt = (now: number, given = patience) => (rows[0] ? hasteOf(rows[0], now, given)?.haste : undefined);
    expect([hasteAt(20_999), hasteAt(21_000), hasteAt(31_000)]).toEqual(['calm', 'soon', 'late']);
    expect(hasteAt(900_000, { replySoonMs: 0, replyLateMs: 0 })).toBe('calm');
    expect(lateReplies(rows, 30_999, patience)).toEqual([]);
    const late = lateReplies(rows, 31_000, patience);
    expect(late.map(({ row, waitMs }) => [row.customer, waitMs])).toEqual([['a', 30_000]]);
    expect(lateReplies(rows, 99_000, patience)[0]?.id).toBe(late[0]?.id);
    const again = rowsOf([{ ...waits, waitingSince: 2_000, revision: 9 }], [], me.id);
    expect(lateReplies(again, 99_000, patience)[0]?.id).not.toBe(late[0]?.id);
    expect(lateReplies(rows, 99_000, { ...patience, replyLateMs: 0 })).toEqual([]);
  });

  it('W23 keep the rows of what the desk did not tell anew', () => {
    const desk = [session('a'), session('b')];
    const before = rowsOf([], desk, me.id);
    expect(rowsOf([], [...desk], me.id)[1]).toBe(before[1]);
    expect(rowsOf([], [session('new'), ...desk], me.id)[2]).toMatchObject({ customer: 'b', place: 2 });
    expect(rowsOf([], desk, other.id)[1]).not.toBe(before[1]);
  });
});

describe('the rows of the desk', () => {
  it('are one per person, with the words of the seat and the reason of the desk', () => {
    const rows = rowsOf([conversation('a')], [session('a', { state: 'agent', agent: me }), session('b')], me.id);
    expect(rows.map((row) => [row.customer, row.mine, row.preview?.text ?? null, row.skill])).toEqual([
      ['a', true, '你好', '售后'],
      ['b', false, null, '售后'],
    ]);
    expect(countsOf(rows)).toEqual({ mine: 1, waiting: 1 });
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
    expect(countsOf(rows).mine).toBe(0);
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
    expect(drawn(rows, 'waiting')).toEqual(['urgent', 'first', 'second']);
    expect(drawn(rows, 'mine')).toEqual(['x']);
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
