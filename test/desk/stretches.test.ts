/** When members were on duty, as the desk keeps it. */
import { describe, expect, it } from 'vitest';
import { onFloor, type Room } from './room.ts';

const MIDNIGHT = Date.parse('2027-01-16T00:00:00+08:00');
const MINUTE = 60_000;
const at = (minutes: number) => MIDNIGHT + minutes * MINUTE;
const kept = (room: Room, day: string) =>
  (room.view.days([day], room.now)[0]?.agents ?? []).flatMap((one) =>
    one.stretches.map(({ from, to }) => [
      one.id,
      (from - MIDNIGHT) / MINUTE,
      to === null ? null : (to - MIDNIGHT) / MINUTE,
    ]),
  );

describe('on duty', () => {
  it('Q9 is one stretch through every declared state, and ends with going', () =>
    onFloor((room) => {
      room.now = at(540);
      room.comes('x');
      room.now = at(600);
      room.comes('x', 'break');
      room.now = at(620);
      room.comes('x', 'busy');
      expect(kept(room, '2027-01-16')).toEqual([['x', 540, null]]);
      room.now = at(1080);
      room.comes('x', 'offline');
      room.now = at(1100);
      expect(kept(room, '2027-01-16')).toEqual([['x', 540, 1080]]);
      room.comes('x');
      room.now = at(1110);
      expect(kept(room, '2027-01-16')).toEqual([
        ['x', 540, 1080],
        ['x', 1100, null],
      ]);
      expect(kept(room, '2027-01-17')).toEqual([]);
    }));

  it('Q9 a loss of connection that was forgiven ends nothing, a longer one does', () =>
    onFloor((room) => {
      room.now = at(540);
      room.comes('x');
      room.now = at(550);
      room.comes('x', 'online', false);
      room.passes(6_000);
      room.comes('x');
      room.now = at(560);
      expect(kept(room, '2027-01-16')).toEqual([['x', 540, null]]);
      room.comes('x', 'online', false);
      room.passes(12_000);
      room.passes(5 * MINUTE);
      expect(kept(room, '2027-01-16')).toEqual([['x', 540, 560.2]]);
    }));

  it('Q9 over midnight it is told whole by both days', () =>
    onFloor((room) => {
      room.now = at(-120);
      room.comes('x');
      room.now = at(-60);
      room.comes('x', 'busy');
      room.now = at(360);
      expect(kept(room, '2027-01-16')).toEqual([['x', -120, null]]);
      room.comes('x', 'offline');
      expect(kept(room, '2027-01-15')).toEqual([['x', -120, 360]]);
      expect(kept(room, '2027-01-16')).toEqual([['x', -120, 360]]);
      expect(kept(room, '2027-01-17')).toEqual([]);
      expect(kept(room, '2027-99-99')).toEqual([]);
    }));
});
