/** What a lead chose, at the desk: the order of choice, and what a full group does. */
import { describe, expect, it } from 'vitest';
import { must } from '../results.ts';
import { onFloor, type Room } from './room.ts';

describe('what a lead chose', () => {
  const knows = [
    { agent: 'y', why: 'last' as const },
    { agent: 'z', why: 'owner' as const },
  ];
  const three = (room: Room) => {
    for (const id of ['x', 'y', 'z']) room.comes(id);
  };

  it('P12 who served them or who looks after them comes first, as the order says; further back they only decide among equals', async () => {
    await onFloor(
      (room) => {
        three(room);
        must(room.tells('a', { preferred: knows }));
        expect(room.where('a')).toBe('y');
      },
      { choice: ['last', 'owner', 'turn'] },
    );
    await onFloor(
      (room) => {
        three(room);
        must(room.tells('a', { preferred: knows }));
        expect(room.where('a')).toBe('z');
        room.scene.book.reload();
        expect(room.scene.book.session('a')?.preferred).toEqual(knows);
      },
      { choice: ['owner', 'last', 'turn'], preferredMs: 10_000 },
    );
    await onFloor(
      (room) => {
        three(room);
        must(room.tells('first', { preferred: [{ agent: 'z', why: 'owner' }] }));
        expect(room.where('first')).toBe('z');
        // z holds one: the free share goes before who looks after them, who is not waited for either.
        must(room.tells('a', { preferred: [{ agent: 'z', why: 'owner' }] }));
        expect(room.where('a')).not.toBe('z');
      },
      { choice: ['count', 'owner'], preferredMs: 10_000, capacity: 2 },
    );
  });

  it('P13 D2 a full group shares out as far as a lead allows, and else waits for a hand', async () => {
    const group = (full: 'pool' | 'share') => ({
      ...{ id: 'care', zh: '售后', en: 'Care', skills: ['care'], members: ['x'], overflow: null, emergency: ['z'] },
      ...{ emergencyMs: 0, full, beyond: 1, calendar: null },
    });
    const handover = { reason: 'asked', skill: 'care', urgency: 'normal' as const };
    await onFloor(
      (room) => {
        for (const id of ['x', 'z']) room.comes(id);
        for (const id of ['a', 'b', 'c']) must(room.tells(id, { handover }));
        expect(['a', 'b', 'c'].map((id) => room.where(id))).toEqual(['x', 'x', 'queued']);
        expect(room.scene.store.decisions('b').at(-1)?.why.zh).toContain('组内分摊');
      },
      { groups: [group('share')], capacity: 1 },
    );
    await onFloor(
      (room) => {
        for (const id of ['x', 'z']) room.comes(id);
        for (const id of ['a', 'b']) must(room.tells(id, { handover }));
        room.passes(3_600_000);
        expect([room.where('a'), room.where('b')]).not.toContain('z');
        must(room.floor.take({ agent: 'z', session: 'b', force: false }, room.now));
        expect(room.where('b')).toBe('z');
      },
      { groups: [group('pool')], capacity: 1, firstAnswerMs: 0 },
    );
  });
});
