/** The floor over its real tables: what each order does, and a random day in which nobody is lost. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KEPT_DECISIONS } from '../../worker/desk/store.ts';
import { DECLINED_MS } from '../../worker/desk/moves.ts';
import { must, refusalOf } from '../results.ts';
import { fact, NOW, onFloor, type Room } from './room.ts';

const GRACE_MS = 12_000;
const fill = (room: Room, count: number) => {
  for (let index = 0; index < count; index += 1) must(room.tells(`s${index}`, { at: NOW + index }));
};

describe('facts', () => {
  it('D5 the newest version wins, and one heard twice changes nothing', () =>
    onFloor((room) => {
      const { floor, scene } = room;
      room.comes('x', 'busy');
      must(floor.fact(fact('a', 2, { name: 'second' }), NOW));
      const { version } = scene.book;
      expect(must(floor.fact(fact('a', 2), NOW)).state).toBe('queued');
      expect(must(floor.fact(fact('a', 1, { name: 'first', state: 'robot' }), NOW)).state).toBe('queued');
      expect(scene.book.session('a')?.name).toBe('second');
      expect(scene.book.version).toBe(version);
    }));

  it('G4 5.1.1 a fact is answered with the place in line and the wait, also when it is told again; urgent ones come before', () =>
    onFloor((room) => {
      room.comes('x', 'busy');
      const place = (session: string, version: number, given: object = {}) =>
        must(room.floor.fact(fact(session, version, given), NOW)).place;
      expect(place('a', 1, { at: NOW })).toEqual({ position: 0, waitMs: null });
      expect(place('b', 1, { at: NOW + 1 })).toEqual({ position: 1, waitMs: null });
      expect(place('b', 1, { at: NOW + 1 })).toEqual({ position: 1, waitMs: null });
      const urgent = { reason: 'danger', skill: 'general', urgency: 'urgent' as const };
      expect(place('c', 1, { at: NOW + 2, handover: urgent })?.position).toBe(0);
      expect(place('b', 2, { at: NOW + 1 })?.position).toBe(2);
      expect(place('r', 1, { state: 'robot' })).toBeNull();
      room.comes('y');
      expect(must(room.tells('d', { at: NOW + 3 })).place).toBeNull();
    }));

  it('D5 a state from before our order is known as such; one from after it is obeyed', () =>
    onFloor((room) => {
      room.comes('x');
      must(room.tells('a'));
      expect(room.where('a')).toBe('x');
      must(room.tells('a', { state: 'robot', turn: 0 }));
      expect(room.where('a')).toBe('x');
      must(room.tells('a', { state: 'agent', turn: 1 }));
      expect(room.where('a')).toBe('x');
      must(room.tells('a', { state: 'robot', turn: 1 }));
      expect(room.where('a')).toBe('robot');
    }));

  it('D4 a closed session frees its place, stays closed, and is forgotten a day later', () =>
    onFloor((room) => {
      room.comes('x');
      fill(room, 9);
      expect(room.where('s8')).toBe('queued');
      must(room.tells('s0', { state: 'closed' }));
      expect(room.owed().map((one) => one.lane)).not.toContain('s0');
      expect(room.where('s8')).toBe('x');
      expect(must(room.tells('s0')).state).toBe('closed');
      expect(room.view.picture(room.now).sessions.map((one) => one.session)).not.toContain('s0');
      room.passes(25 * 3_600_000);
      expect(room.scene.book.session('s0')).toBeNull();
    }));

  it('D4 a desk that lost its memory takes the session into the line, above the turns it once gave', () =>
    onFloor((room) => {
      room.comes('x', 'busy');
      must(room.tells('a', { state: 'agent', turn: 4 }));
      expect(room.where('a')).toBe('queued');
      room.comes('x');
      expect(room.scene.book.session('a')).toMatchObject({ agent: 'x', turn: 5 });
    }));
});

describe('orders', () => {
  it('D2 taking by hand stops at capacity, unless forced', () =>
    onFloor((room) => {
      room.comes('x');
      fill(room, 9);
      expect(refusalOf(room.floor.take({ agent: 'x', session: 's8', force: false }, NOW))).toBe('at_capacity');
      must(room.floor.take({ agent: 'x', session: 's8', force: true }, NOW));
      expect(room.where('s8')).toBe('x');
    }));

  it('D4 what may be taken, and by whom', () =>
    onFloor((room) => {
      const { floor } = room;
      must(room.tells('left'));
      must(room.tells('robot', { state: 'robot' }));
      expect(room.where('left')).toBe('left-message');
      expect(refusalOf(floor.take({ agent: 'x', session: 'left', force: true }, NOW))).toBe('off_duty');
      room.comes('x', 'busy');
      room.comes('y', 'busy');
      const { turn } = must(floor.take({ agent: 'x', session: 'left', force: false }, NOW));
      expect(must(floor.take({ agent: 'x', session: 'left', force: false }, NOW)).turn).toBe(turn);
      must(floor.take({ agent: 'x', session: 'robot', force: false }, NOW));
      expect(refusalOf(floor.take({ agent: 'y', session: 'robot', force: false }, NOW))).toBe('floor_moved');
      must(floor.take({ agent: 'y', session: 'robot', force: true }, NOW));
      expect(room.where('robot')).toBe('y');
      expect(refusalOf(floor.take({ agent: 'y', session: 'nobody', force: true }, NOW))).toBe('no_session');
      must(room.tells('robot', { state: 'closed' }));
      expect(refusalOf(floor.take({ agent: 'y', session: 'robot', force: true }, NOW))).toBe('session_closed');
    }));

  it('D1 what is given back keeps its place, goes on to the next, and not at once to the same', () =>
    onFloor((room) => {
      const { floor, scene } = room;
      room.comes('x');
      must(room.tells('a', { at: NOW - 9_000 }));
      must(room.tells('b', { at: NOW - 1_000 }));
      must(floor.giveBack({ agent: 'x', session: 'a' }, NOW));
      expect(scene.book.session('a')).toMatchObject({ state: 'queued', place: NOW - 9_000, turn: 2 });
      expect(must(floor.giveBack({ agent: 'x', session: 'a' }, NOW)).turn).toBe(2);
      expect(refusalOf(floor.giveBack({ agent: 'y', session: 'b' }, NOW))).toBe('floor_moved');
      room.passes(DECLINED_MS - 1);
      expect(room.where('a')).toBe('queued');
      room.comes('y');
      expect(room.where('a')).toBe('y');
    }));

  it('D3 D1 a lapsed lease goes back to the very place it had, before those who came later', () =>
    onFloor((room) => {
      const { floor } = room;
      room.comes('x');
      must(room.tells('first', { at: NOW }));
      must(room.tells('second', { at: NOW + 1 }));
      room.comes('x', 'busy');
      room.comes('y', 'busy');
      must(room.tells('later', { at: NOW + 2 }));
      room.now = NOW + 10;
      room.comes('x', 'busy', false);
      room.passes(GRACE_MS - 1);
      expect(room.where('first')).toBe('x');
      room.passes(1);
      expect(floor.places.waiting(room.now).map((one) => one.session)).toEqual(['first', 'second', 'later']);
      expect(floor.places.all(room.now).map((one) => one.position)).toEqual([0, 1, 2]);
      expect(room.scene.store.decisions('first').at(-1)?.why).toEqual({
        zh: 'X 已离线，退回原排队位置',
        en: 'X is gone: back at its place in line',
      });
    }));

  it('D7 presence: the seat’s newest version wins, and the loss counts from the last word heard', () =>
    onFloor((room) => {
      room.comes('x', 'online', false, { heardAt: NOW - 7_000 });
      room.now += 1_000;
      room.comes('x', 'busy', false);
      expect(room.scene.book.agent('x')).toMatchObject({ lostAt: NOW - 7_000, duty: 'busy' });
      const old = { agent: { id: 'x', name: 'X' }, duty: 'offline' as const, connected: false, version: 1 };
      expect(must(room.floor.presence(old, room.now)).version).toBe(2);
      expect(room.scene.book.agent('x')?.duty).toBe('busy');
    }));

  it('D16 keeps the why of the newest decisions, bounded', () =>
    onFloor((room) => {
      const why = { zh: '测试', en: 'test' };
      for (let turn = 1; turn <= KEPT_DECISIONS + 100; turn += 1) {
        room.scene.store.addDecision({ session: 'a', turn, state: 'queued', agent: null, at: NOW, why });
      }
      const kept = room.scene.store.decisions('a');
      expect(kept).toHaveLength(KEPT_DECISIONS);
      expect(kept[0]).toEqual({ at: NOW, turn: 101, state: 'queued', agent: null, why });
    }));
});

const step = fc.oneof(
  fc.record({
    kind: fc.constant('fact' as const),
    session: fc.nat(11),
    state: fc.constantFrom('robot' as const, 'queued' as const, 'queued' as const, 'closed' as const),
    obeyed: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('presence' as const),
    agent: fc.nat(2),
    duty: fc.constantFrom('online' as const, 'online' as const, 'break' as const, 'offline' as const),
    connected: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('take' as const), session: fc.nat(11), agent: fc.nat(2), force: fc.boolean() }),
  fc.record({ kind: fc.constant('back' as const), session: fc.nat(11), agent: fc.nat(2) }),
  fc.record({ kind: fc.constant('answer' as const), session: fc.nat(11) }),
  fc.record({ kind: fc.constant('accept' as const), session: fc.nat(11), agent: fc.nat(2) }),
  fc.record({ kind: fc.constant('transfer' as const), session: fc.nat(11), agent: fc.nat(2), to: fc.nat(2) }),
  fc.record({ kind: fc.constant('time' as const), ms: fc.constantFrom(1_000, 20_000, 30_000, GRACE_MS, DECLINED_MS) }),
);

/** What must hold after every step, whatever it was. */
function holds(room: Room, places: Map<string, number>, opened: ReadonlySet<string>, loads: Map<string, number>): void {
  const { book } = room.scene;
  const counted = new Map<string, number>();
  const count = (agent: string) => counted.set(agent, (counted.get(agent) ?? 0) + 1);
  for (const id of opened) {
    const one = book.session(id);
    if (one === null) throw new Error(`${id} is lost`);
    if (one.state === 'closed') continue;
    if (one.agent !== null) count(one.agent);
    if (one.offer !== null) count(one.offer.agent);
    expect(one.agent === null).toBe(one.state !== 'agent');
    if (one.place !== null) {
      expect(one.place).toBe(places.get(id) ?? one.place);
      places.set(id, one.place);
    }
    if (one.state === 'queued' || one.state === 'left-message') expect(one.place).not.toBeNull();
    if (one.offer !== null) expect(one.offer.until).toBeGreaterThan(room.now);
    if (one.answerBy !== null) expect(one.answerBy).toBeGreaterThan(room.now);
  }
  for (const agent of book.agents()) {
    expect(book.load(agent.id)).toBe(counted.get(agent.id) ?? 0);
    const before = loads.get(agent.id) ?? 0;
    expect(book.load(agent.id)).toBeLessThanOrEqual(Math.max(8, before));
  }
}

describe.each(['auto', 'offer'] as const)('a random day, %s', (assign) => {
  it('D1 D2 D4 D5 D8 loses nobody, keeps every place, fills nobody beyond capacity, and remembers what the rows say', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 80 }), (steps) =>
        onFloor(
          (room) => {
            const { floor } = room;
            const { book } = room.scene;
            const places = new Map<string, number>();
            const opened = new Set<string>();
            for (const one of steps) {
              room.now += 1;
              const loads = new Map([...book.agents()].map((agent) => [agent.id, book.load(agent.id)]));
              const agent = 'agent' in one ? `agent${one.agent}` : '';
              const session = 'session' in one ? `s${one.session}` : '';
              const by = { id: agent, name: agent };
              switch (one.kind) {
                case 'fact': {
                  const turn = one.obeyed ? (book.session(session)?.turn ?? 0) : 0;
                  room.tells(session, { state: one.state, turn });
                  if (book.session(session)) opened.add(session);
                  break;
                }
                case 'presence':
                  room.comes(agent, one.duty, one.connected);
                  break;
                case 'take':
                  if (one.force) loads.set(agent, (loads.get(agent) ?? 0) + 1);
                  floor.take({ agent, session, force: one.force }, room.now);
                  break;
                case 'back':
                  floor.giveBack({ agent, session }, room.now);
                  break;
                case 'answer':
                  if (book.session(session)?.agent) room.answered(session);
                  break;
                case 'accept':
                  floor.act({ agent: by, lead: false, act: { act: 'accept', session } }, room.now);
                  break;
                case 'transfer': {
                  const to = { kind: 'agent' as const, agent: `agent${one.to}` };
                  floor.act({ agent: by, lead: false, act: { act: 'transfer', session, to } }, room.now);
                  break;
                }
                case 'time':
                  room.passes(one.ms);
                  break;
              }
              holds(room, places, opened, loads);
            }
            const remembered = rowsOf(room);
            book.reload();
            expect(rowsOf(room)).toEqual(remembered);
          },
          { assign },
        ),
      ),
      { numRuns: 40 },
    );
  });
});

const rowsOf = (room: Room) =>
  new Map([...room.scene.book.sessions()].map((one) => [one.session, { ...one, changed: 0 }]));
