/** Leases: offers, first answers, lost agents, breaks; time is set, never slept. */
import { describe, expect, it } from 'vitest';
import { must, refusalOf } from '../results.ts';
import { NOW, onFloor, type Room } from './room.ts';

const by = (id: string) => ({ id, name: id.toUpperCase() });
const act = (room: Room, id: string, name: 'accept' | 'decline', session: string) =>
  room.floor.act({ agent: by(id), lead: false, act: { act: name, session } }, room.now);
const lines = (room: Room) => room.owed().flatMap((one) => (one.told.kind === 'stands' ? [one.told] : []));

describe('an offer', () => {
  it('D8 asks one agent, nobody else meanwhile; the customer stays in line and the agent is full by it', () =>
    onFloor(
      (room) => {
        room.comes('x');
        room.comes('y', 'busy');
        expect(must(room.tells('a')).state).toBe('queued');
        expect(room.asked('a')).toBe('x');
        expect(room.view.session(sessionIn(room, 'a'), room.now).offer).toEqual({
          agent: by('x'),
          until: NOW + 20_000,
        });
        expect(room.scene.book.load('x')).toBe(1);
        expect(lines(room)).toEqual([]);
        expect(refusalOf(room.floor.take({ agent: 'y', session: 'a', force: false }, room.now))).toBe('floor_moved');
        expect(refusalOf(act(room, 'y', 'accept', 'a'))).toBe('floor_moved');
        must(act(room, 'x', 'accept', 'a'));
        expect(room.where('a')).toBe('x');
        const { turn } = must(act(room, 'x', 'accept', 'a'));
        expect(turn).toBe(1);
        expect(lines(room)).toMatchObject([{ state: 'agent', agent: by('x') }]);
      },
      { assign: 'offer' },
    ));

  it('D8 D1 unanswered it goes on to the next, at the same place; before those who came later', () =>
    onFloor(
      (room) => {
        room.comes('x');
        must(room.tells('a', { at: NOW - 5_000 }));
        room.comes('y');
        expect(room.asked('a')).toBe('x');
        room.passes(19_999);
        expect(room.asked('a')).toBe('x');
        room.passes(1);
        expect(room.asked('a')).toBe('y');
        expect(room.scene.book.session('a')).toMatchObject({ state: 'queued', place: NOW - 5_000 });
        expect(room.told('x')).toEqual(['offer-missed']);
        must(act(room, 'y', 'decline', 'a'));
        expect(must(act(room, 'y', 'decline', 'a')).turn).toBe(0);
        expect(room.asked('a')).toBeNull();
        must(room.tells('b'));
        expect(room.asked('b')).not.toBeNull();
        room.passes(120_000);
        expect(room.asked('a')).not.toBeNull();
        expect(room.scene.store.decisions('a').map((one) => one.why.zh)).toContain('X 未接入，依次请下一位');
      },
      { assign: 'offer', missed: 0 },
    ));

  it('D8 so many missed in a row send the agent on a break, and they are told; an accepted one forgets them', () =>
    onFloor(
      (room) => {
        room.comes('x');
        const miss = (session: string) => {
          must(room.tells(session));
          expect(room.asked(session)).toBe('x');
          room.passes(20_000);
        };
        miss('a');
        must(room.tells('kept'));
        must(act(room, 'x', 'accept', 'kept'));
        expect(room.scene.book.agent('x')?.missed).toBe(0);
        miss('b');
        expect(room.scene.book.agent('x')).toMatchObject({ duty: 'online', missed: 1 });
        room.owed();
        miss('c');
        expect(room.scene.book.agent('x')).toMatchObject({ duty: 'break', reason: 'missed', missed: 0 });
        expect(room.told('x')).toEqual(['offer-missed', 'duty break']);
        expect(room.where('kept')).toBe('x');
        room.passes(200_000);
        expect(room.asked('b')).toBeNull();
      },
      { assign: 'offer', missed: 2, firstAnswerMs: 0 },
    ));

  it('D3 D8 ends with the connection of who is asked, and costs them nothing', () =>
    onFloor(
      (room) => {
        room.comes('x');
        must(room.tells('a'));
        room.comes('y');
        room.comes('x', 'online', false);
        room.passes(12_000);
        expect(room.asked('a')).toBe('y');
        expect(room.scene.book.agent('x')?.missed).toBe(0);
      },
      { assign: 'offer' },
    ));
});

describe('the first answer', () => {
  it('D9 D1 nobody said anything: back to the very place, on to the next, both sides told', () =>
    onFloor((room) => {
      room.comes('x');
      must(room.tells('a', { at: NOW - 5_000 }));
      room.comes('y');
      expect(room.where('a')).toBe('x');
      room.owed();
      room.passes(59_999);
      expect(room.where('a')).toBe('x');
      room.passes(1);
      expect(room.where('a')).toBe('y');
      expect(room.scene.book.session('a')?.place).toBe(NOW - 5_000);
      const owed = room.owed();
      // The newest order counts: it is with the next one already.
      expect(owed.flatMap(({ told }) => (told.kind === 'stands' ? [told.state] : []))).toEqual(['agent']);
      expect(owed.flatMap(({ told }) => (told.kind === 'notice' ? [told.notice.code] : []))).toEqual(['answer-missed']);
    }));

  it('D9 with nobody else the customer is told why they wait', () =>
    onFloor((room) => {
      room.comes('x');
      must(room.tells('a'));
      room.passes(60_000);
      expect(lines(room)).toEqual([{ kind: 'stands', state: 'queued', why: 'unanswered', group: '' }]);
      expect(room.where('a')).toBe('queued');
    }));

  it('D9 a word in time keeps it, whenever its fact comes; a word said to the agent before is none', () =>
    onFloor((room) => {
      room.comes('x');
      must(room.tells('a'));
      room.passes(10_000);
      room.answered('a');
      room.passes(600_000);
      expect(room.where('a')).toBe('x');
      expect(room.view.agent(agentIn(room, 'x'), room.now).firstAnswerMs).toBe(10_000);
      must(room.tells('b'));
      must(room.tells('b', { state: 'agent', turn: 0, answeredAt: room.now }));
      room.passes(60_000);
      expect(room.where('b')).toBe('queued');
    }));

  it('D9 a message left that is taken by hand has its time', () =>
    onFloor((room) => {
      must(room.tells('a'));
      expect(room.where('a')).toBe('left-message');
      room.comes('x', 'busy');
      must(room.tells('b'));
      room.floor.take({ agent: 'x', session: 'b', force: false }, room.now);
      expect(room.scene.book.session('b')?.answerBy).toBe(NOW + 60_000);
    }));
});

describe('hours', () => {
  const calendars = {
    holidays: [],
    calendars: [
      {
        ...{ id: 'day', name: '白天', zone: 'Asia/Shanghai' as const, observesHolidays: false, days: [] },
        week: Array.from({ length: 7 }, () => [{ from: '09:00', to: '18:00' }]),
      },
    ],
  };
  const at = (clock: string) => Date.parse(`2027-01-15T${clock}:00+08:00`);

  it('D14 D1 outside them a message is taken though somebody is there; it is in line again, first, when they open', () =>
    onFloor(
      (room) => {
        room.now = at('17:59');
        room.comes('x');
        must(room.tells('served'));
        expect(room.where('served')).toBe('x');
        room.answered('served');
        room.now = at('18:00');
        must(room.tells('late'));
        expect(room.where('late')).toBe('left-message');
        expect(room.where('served')).toBe('x');
        expect(room.scene.book.session('late')?.why?.zh).toBe('非服务时间，已转为留言');
        expect(room.floor.nextAt(room.now)).toBe(at('09:00') + 24 * 3_600_000);
        room.passes(at('09:00') + 24 * 3_600_000 - room.now);
        expect(room.where('late')).toBe('x');
      },
      { calendar: 'day' },
      calendars,
    ));
});

function sessionIn(room: Room, session: string) {
  const one = room.scene.book.session(session);
  if (!one) throw new Error(`no session ${session}`);
  return one;
}
function agentIn(room: Room, id: string) {
  const one = room.scene.book.agent(id);
  if (!one) throw new Error(`no agent ${id}`);
  return one;
}
