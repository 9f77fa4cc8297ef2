/** Giving on, bringing in, and what a lead may. */
import { describe, expect, it } from 'vitest';
import type { DeskOrder } from '../../shared/actors.ts';
import { must, refusalOf } from '../results.ts';
import { NOW, onFloor, type Room } from './room.ts';

const by = (id: string) => ({ id, name: id.toUpperCase() });
const does = (room: Room, id: string, act: DeskOrder['act'], lead = false) =>
  room.floor.act({ agent: by(id), lead, act }, room.now);
const group = (id: string, members: string[]) => ({
  ...{
    id,
    zh: `${id}组`,
    en: id,
    skills: [id],
    members,
    overflow: null,
    emergency: [],
    emergencyMs: 0,
    full: 'emergency' as const,
    beyond: 1,
    calendar: null,
  },
});

/** x has session a and answered; y and z are there. */
function served(room: Room): void {
  room.comes('x');
  must(room.tells('a', { at: NOW - 5_000 }));
  room.answered('a');
  room.comes('y');
  room.comes('z', 'busy');
  room.owed();
}
const toY = { act: 'transfer' as const, session: 'a', to: { kind: 'agent' as const, agent: 'y' }, note: '要退款' };

describe('a transfer to a colleague', () => {
  it('D10 stays with the giver until it is accepted; the receiver sees the note, both are told', () =>
    onFloor((room) => {
      served(room);
      expect(refusalOf(does(room, 'y', toY))).toBe('floor_moved');
      must(does(room, 'x', toY));
      must(does(room, 'x', toY));
      expect(room.where('a')).toBe('x');
      expect(room.view.picture(room.now).sessions[0]?.offer).toEqual({
        ...{ agent: by('y'), from: by('x'), note: '要退款', until: NOW + 20_000 },
      });
      expect(room.owed().map((one) => one.told)).toEqual([{ kind: 'transferring', step: 'offered', to: 'Y' }]);
      must(does(room, 'y', { act: 'accept', session: 'a' }));
      expect(room.where('a')).toBe('y');
      const owed = room.owed().map((one) => one.told);
      expect(owed[0]).toMatchObject({ kind: 'stands', state: 'agent', agent: by('y'), from: by('x'), note: '要退款' });
      expect(owed[1]).toMatchObject({ kind: 'notice', notice: { code: 'transfer-taken' } });
      expect(room.scene.book.session('a')).toMatchObject({ place: NOW - 5_000, answerBy: NOW + 60_000 });
    }));

  it.each(['declined', 'missed', 'cancelled', 'gone'] as const)('D10 %s, it stays with the giver, who is told', (how) =>
    onFloor((room) => {
      served(room);
      must(does(room, 'x', toY));
      room.owed();
      if (how === 'declined') must(does(room, 'y', { act: 'decline', session: 'a' }));
      if (how === 'missed') room.passes(20_000);
      if (how === 'cancelled') must(does(room, 'x', { act: 'cancel-transfer', session: 'a' }));
      if (how === 'gone') {
        room.comes('y', 'online', false);
        room.passes(12_000);
      }
      expect(room.where('a')).toBe('x');
      expect(room.asked('a')).toBeNull();
      expect(room.scene.book.load('y')).toBe(0);
      const owed = room.owed().map((one) => one.told);
      expect(owed[0]).toEqual({ kind: 'transferring', step: 'done', to: 'Y' });
      expect(owed.some((one) => one.kind === 'notice')).toBe(how !== 'cancelled');
    }),
  );

  it.each([true, false])('D10 the customer is asked first: yes %s', (yes) =>
    onFloor((room) => {
      served(room);
      must(does(room, 'x', { ...toY, askCustomer: true }));
      expect(room.owed().map((one) => one.told)).toEqual([{ kind: 'transferring', step: 'ask', to: 'Y' }]);
      expect(refusalOf(does(room, 'y', { act: 'accept', session: 'a' }))).toBe('floor_moved');
      const turn = room.scene.book.session('a')?.turn ?? 0;
      must(room.tells('a', { state: 'agent', turn, consent: { turn: turn - 1, yes: true } }));
      expect(room.scene.book.session('a')?.offer?.asking).toBe(true);
      must(room.tells('a', { state: 'agent', turn, consent: { turn, yes } }));
      if (!yes) {
        expect(room.asked('a')).toBeNull();
        return expect(room.told('x')).toContain('transfer-refused');
      }
      expect(room.scene.book.session('a')?.offer).toMatchObject({ asking: false, until: room.now + 20_000 });
      must(does(room, 'y', { act: 'accept', session: 'a' }));
      expect(room.where('a')).toBe('y');
    }),
  );

  it.each([
    ['phone', 'ask'],
    ['web', 'offered'],
  ] as const)('D10 to a colleague who serves %s alone: %s', (channel, step) =>
    onFloor(
      (room) => {
        served(room);
        must(does(room, 'x', toY));
        expect(room.owed().map((one) => one.told)).toEqual([{ kind: 'transferring', step, to: 'Y' }]);
      },
      {
        profiles: [{ member: 'y', skills: [], languages: [], channels: [channel], capacity: null, assign: null }],
      },
    ),
  );

  it('D2 D10 not to who is full, away or off duty; the giver’s loss of connection leaves the offer to the line', () =>
    onFloor(
      (room) => {
        served(room);
        room.comes('y', 'offline');
        expect(refusalOf(does(room, 'x', toY))).toBe('off_duty');
        room.comes('y');
        must(room.tells('b'));
        must(room.tells('c'));
        expect(room.scene.book.load('y')).toBe(1);
        expect(refusalOf(does(room, 'x', toY))).toBe('at_capacity');
        must(room.tells('b', { state: 'closed' }));
        must(room.tells('c', { state: 'closed' }));
        must(does(room, 'x', toY));
        room.comes('x', 'online', false);
        room.passes(12_000);
        expect(room.scene.book.session('a')).toMatchObject({ state: 'queued', offer: { agent: 'y', from: null } });
      },
      { capacity: 1 },
    ));
});

describe('a transfer to a group', () => {
  const groups = [group('sales', ['x', 'y', 'z']), group('money', ['m', 'n'])];
  const toMoney = { act: 'transfer' as const, session: 'a', to: { kind: 'group' as const, group: 'money' } };

  it('D11 D1 waits for it at its old place, and goes to one of its people', () =>
    onFloor(
      (room) => {
        served(room);
        expect(refusalOf(does(room, 'x', { ...toMoney, to: { kind: 'group', group: 'nobody' } }))).toBe('not_found');
        must(does(room, 'x', toMoney));
        must(does(room, 'x', toMoney));
        expect(room.scene.book.session('a')).toMatchObject({ state: 'queued', group: 'money', place: NOW - 5_000 });
        room.owed();
        room.comes('m');
        expect(room.where('a')).toBe('m');
        expect(room.told('x')).toEqual(['transfer-taken']);
      },
      { groups },
    ));

  it('D11 nobody of it comes: the giver has it again, and is told', () =>
    onFloor(
      (room) => {
        room.comes('x');
        must(room.tells('a'));
        room.comes('m', 'busy');
        must(does(room, 'x', toMoney));
        expect(room.where('a')).toBe('queued');
        room.owed();
        room.passes(60_000);
        expect(room.where('a')).toBe('x');
        expect(room.told('x')).toEqual(['transfer-missed']);
      },
      { groups },
    ));
});

describe('bringing in', () => {
  it('D12 the colleague is told and shown; the floor is the owner’s until they hand it over', () =>
    onFloor((room) => {
      served(room);
      expect(refusalOf(does(room, 'y', { act: 'invite', session: 'a', agent: 'z' }))).toBe('floor_moved');
      must(does(room, 'x', { act: 'invite', session: 'a', agent: 'z', note: '看看' }));
      must(does(room, 'x', { act: 'invite', session: 'a', agent: 'z' }));
      const owed = room.owed().map((one) => one.told);
      expect(owed).toMatchObject([
        { kind: 'joined', collaborators: [by('z')] },
        { kind: 'notice', notice: { code: 'invited' } },
      ]);
      must(does(room, 'z', { act: 'join', session: 'a' }));
      expect(room.view.picture(room.now).sessions[0]?.collaborators).toEqual([{ ...by('z'), joined: true }]);
      expect(refusalOf(does(room, 'z', { act: 'hand-floor', session: 'a', agent: 'z' }))).toBe('floor_moved');
      must(does(room, 'x', { act: 'hand-floor', session: 'a', agent: 'z' }));
      expect(room.where('a')).toBe('z');
      expect(room.scene.book.session('a')?.collaborators).toEqual([{ id: 'x', joined: true }]);
      must(does(room, 'x', { act: 'leave', session: 'a' }));
      expect(room.scene.book.session('a')?.collaborators).toEqual([]);
    }));
});

describe('a lead', () => {
  it('D13 assigns, takes over and ends; whom it concerns is told; nobody else may', () =>
    onFloor((room) => {
      served(room);
      const acts: DeskOrder['act'][] = [
        { act: 'assign', session: 'a', agent: 'y' },
        { act: 'force-close', session: 'a', reason: '辱骂' },
        { act: 'set-duty', agent: 'x', duty: 'break' },
      ];
      for (const one of acts) expect(refusalOf(does(room, 'y', one))).toBe('not_allowed');
      must(does(room, 'lead', { act: 'assign', session: 'a', agent: 'y' }, true));
      expect(room.where('a')).toBe('y');
      const owed = room.owed();
      expect(owed.flatMap((one) => (one.told.kind === 'notice' ? [`${one.to} ${one.told.notice.code}`] : []))).toEqual([
        'x taken-over',
        'y assigned',
      ]);
      must(does(room, 'lead', { act: 'force-close', session: 'a', reason: '辱骂' }, true));
      must(does(room, 'lead', { act: 'force-close', session: 'a', reason: '辱骂' }, true));
      expect(room.where('a')).toBe('closed');
      const end = room.owed().map((one) => one.told);
      expect(end).toMatchObject([
        { kind: 'ended', reason: '辱骂' },
        { kind: 'notice', notice: { code: 'force-closed' } },
      ]);
      expect(room.scene.store.decisions('a').at(-1)?.why.zh).toBe('LEAD 强制结束：辱骂');
    }));

  it('D13 sets somebody’s state at once; the seat is told whose hand it was', () =>
    onFloor((room) => {
      served(room);
      must(does(room, 'lead', { act: 'set-duty', agent: 'y', duty: 'break', reason: 'meal' }, true));
      expect(room.scene.book.agent('y')).toMatchObject({ duty: 'break', reason: 'meal' });
      const [letter] = room.owed();
      expect(letter).toMatchObject({
        to: 'y',
        told: { kind: 'duty', duty: { duty: 'break', reason: 'meal', by: by('lead') } },
      });
      must(room.tells('b'));
      expect(room.where('b')).toBe('x');
    }));
});
