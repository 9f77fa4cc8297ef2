/** A session that ended because two customers became one stands again on the floor as they part. */
import { expect, it } from 'vitest';
import { must } from '../results.ts';
import { fact, NOW, onFloor } from './room.ts';

it('I65 one that ended by a merge stands again: with its agent, also beyond capacity, else at its old place; a late fact of before opens nothing', () =>
  onFloor((room) => {
    const { floor } = room;
    room.comes('x');
    must(room.tells('a'));
    room.answered('a');
    must(room.tells('a', { state: 'closed', turn: 1 }));
    for (let index = 0; index < 8; index += 1) must(room.tells(`s${index}`, { at: NOW + index }));
    expect(room.where('s7')).toBe('x');
    must(room.tells('a', { state: 'agent', turn: 1, answeredAt: NOW, again: { agent: 'x' } }));
    expect(room.where('a')).toBe('x');
    // No order is owed: the customer stands so already.
    expect(room.owed().map((one) => one.lane)).not.toContain('a');
    must(room.tells('a', { state: 'closed', turn: 1 }));
    expect(must(floor.fact(fact('a', 2, { state: 'agent', again: { agent: 'x' } }), NOW)).state).toBe('closed');

    room.comes('x', 'busy');
    must(room.tells('early', { at: NOW }));
    must(room.tells('late', { at: NOW + 1 }));
    must(room.tells('early', { state: 'closed', at: NOW }));
    expect(must(room.tells('late')).place).toMatchObject({ position: 0 });
    expect(must(room.tells('early', { at: NOW, again: { agent: null } })).place).toMatchObject({ position: 0 });
    expect(must(room.tells('late')).place).toMatchObject({ position: 1 });

    room.comes('x', 'offline', false);
    must(room.tells('a', { state: 'agent', turn: 1, again: { agent: 'x' } }));
    expect(room.where('a')).toBe('left-message');
    expect(room.owed().find((one) => one.lane === 'a')?.turn).toBeGreaterThan(1);
  }));
