/** The floor over its real tables: what each order does, and a random day in which nobody is lost. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SessionFact } from '../../shared/actors.ts';
import { stubOf } from '../stub.ts';
import type { Duty } from '../../shared/seat.ts';
import { Floor } from '../../worker/desk/floor.ts';
import { LetterStore } from '../../worker/desk/letters.ts';
import { DECLINED_MS, GRACE_MS } from '../../worker/desk/rules.ts';
import { DeskStore } from '../../worker/desk/store.ts';
import { must, refusalOf } from '../results.ts';

const NOW = 1_800_000_000_000;
let made = 0;

type Room = { floor: Floor; store: DeskStore; letters: LetterStore };

/** Works on the tables of a desk nobody else uses; letters stay where they are owed. */
async function onFloor(work: (room: Room) => void): Promise<void> {
  made += 1;
  await runInDurableObject(stubOf(env.DESK.getByName(`floor-${made}`)), (_desk: unknown, state: DurableObjectState) => {
    const store = new DeskStore(state.storage.sql);
    const letters = new LetterStore(state.storage.sql);
    work({ floor: new Floor(store, letters), store, letters });
  });
}

const fact = (session: string, version: number, given: Partial<SessionFact> = {}): SessionFact => ({
  ...{ session, customer: `c_${session}`, name: session, channel: 'web', state: 'queued', version, turn: 0 },
  ...{ handover: null, at: NOW },
  ...given,
});
const comes = (floor: Floor, id: string, version: number, duty: Duty = 'online', connected = true, now = NOW) =>
  must(floor.presence({ agent: { id, name: id }, duty, connected, version }, now));
const whereIs = ({ store }: Room, session: string) => {
  const found = store.session(session);
  return found?.agent ?? found?.state;
};

describe('facts', () => {
  it('D5 the newest version wins, and one heard twice changes nothing', () =>
    onFloor((room) => {
      comes(room.floor, 'x', 1, 'busy');
      must(room.floor.fact(fact('a', 2, { name: 'second' }), NOW));
      const version = room.store.version();
      expect(must(room.floor.fact(fact('a', 2), NOW)).state).toBe('queued');
      expect(must(room.floor.fact(fact('a', 1, { name: 'first', state: 'robot' }), NOW)).state).toBe('queued');
      expect(room.store.session('a')?.name).toBe('second');
      expect(room.store.version()).toBe(version);
    }));

  it('G4 5.1.1 a fact is answered with the place in line and the wait, also when it is told again; urgent ones come before', () =>
    onFloor((room) => {
      comes(room.floor, 'x', 1, 'busy');
      const place = (session: string, version: number, given: Partial<SessionFact> = {}) =>
        must(room.floor.fact(fact(session, version, given), NOW)).place;
      expect(place('a', 1, { at: NOW })).toEqual({ position: 0, waitMs: null });
      expect(place('b', 1, { at: NOW + 1 })).toEqual({ position: 1, waitMs: null });
      expect(place('b', 1, { at: NOW + 1 })).toEqual({ position: 1, waitMs: null });
      const urgent = { reason: 'danger', skill: 'general', urgency: 'urgent' as const };
      expect(place('c', 1, { at: NOW + 2, handover: urgent })?.position).toBe(0);
      expect(place('b', 2, { at: NOW + 1 })?.position).toBe(2);
      expect(place('r', 1, { state: 'robot' })).toBeNull();
      comes(room.floor, 'y', 1);
      expect(must(room.floor.fact(fact('d', 1, { at: NOW + 3 }), NOW)).place).toBeNull();
      room.store.saveHolds({ samples: 3, meanMs: 480_000 });
      comes(room.floor, 'y', 2, 'busy');
      expect(place('e', 1, { at: NOW + 4 })).toMatchObject({ position: expect.any(Number), waitMs: null });
    }));

  it('D5 a state from before our order is known as such; one from after it is obeyed', () =>
    onFloor((room) => {
      comes(room.floor, 'x', 1);
      must(room.floor.fact(fact('a', 1), NOW));
      expect(whereIs(room, 'a')).toBe('x');
      must(room.floor.fact(fact('a', 2, { state: 'robot', turn: 0 }), NOW));
      expect(whereIs(room, 'a')).toBe('x');
      must(room.floor.fact(fact('a', 3, { state: 'agent', turn: 1 }), NOW));
      expect(whereIs(room, 'a')).toBe('x');
      must(room.floor.fact(fact('a', 4, { state: 'robot', turn: 1 }), NOW));
      expect(whereIs(room, 'a')).toBe('robot');
    }));

  it('D4 a closed session frees its place, stays closed, and is forgotten a day later', () =>
    onFloor((room) => {
      comes(room.floor, 'x', 1);
      for (let index = 0; index < 9; index += 1) must(room.floor.fact(fact(`s${index}`, 1, { at: NOW + index }), NOW));
      expect(whereIs(room, 's8')).toBe('queued');
      const owed = () => room.letters.due(NOW, new Set(), 100).map((letter) => letter.session);
      expect(owed()).toContain('s0');
      must(room.floor.fact(fact('s0', 2, { state: 'closed' }), NOW));
      expect(owed()).not.toContain('s0');
      expect(whereIs(room, 's8')).toBe('x');
      expect(must(room.floor.fact(fact('s0', 3), NOW)).state).toBe('closed');
      expect(room.floor.view().sessions.map((one) => one.session)).not.toContain('s0');
      room.floor.route(NOW + 25 * 3_600_000);
      expect(room.store.session('s0')).toBeNull();
    }));

  it('D4 a desk that lost its memory takes the session into the line, above the turns it once gave', () =>
    onFloor((room) => {
      comes(room.floor, 'x', 1, 'busy');
      must(room.floor.fact(fact('a', 7, { state: 'agent', turn: 4 }), NOW));
      expect(whereIs(room, 'a')).toBe('queued');
      comes(room.floor, 'x', 2);
      expect(room.store.session('a')).toMatchObject({ agent: 'x', turn: 5 });
    }));
});

describe('orders', () => {
  it('D2 taking by hand stops at capacity, unless forced', () =>
    onFloor((room) => {
      comes(room.floor, 'x', 1);
      for (let index = 0; index < 9; index += 1) must(room.floor.fact(fact(`s${index}`, 1, { at: NOW + index }), NOW));
      expect(refusalOf(room.floor.take({ agent: 'x', session: 's8', force: false }, NOW))).toBe('at_capacity');
      must(room.floor.take({ agent: 'x', session: 's8', force: true }, NOW));
      expect(whereIs(room, 's8')).toBe('x');
    }));

  it('D4 what may be taken, and by whom', () =>
    onFloor((room) => {
      const { floor } = room;
      must(floor.fact(fact('left', 1), NOW));
      must(floor.fact(fact('robot', 1, { state: 'robot' }), NOW));
      expect(whereIs(room, 'left')).toBe('left-message');
      expect(refusalOf(floor.take({ agent: 'x', session: 'left', force: true }, NOW))).toBe('off_duty');
      comes(floor, 'x', 1, 'busy');
      comes(floor, 'y', 1, 'busy');
      const { turn } = must(floor.take({ agent: 'x', session: 'left', force: false }, NOW));
      expect(must(floor.take({ agent: 'x', session: 'left', force: false }, NOW)).turn).toBe(turn);
      must(floor.take({ agent: 'x', session: 'robot', force: false }, NOW));
      expect(refusalOf(floor.take({ agent: 'y', session: 'robot', force: false }, NOW))).toBe('floor_moved');
      must(floor.take({ agent: 'y', session: 'robot', force: true }, NOW));
      expect(whereIs(room, 'robot')).toBe('y');
      expect(refusalOf(floor.take({ agent: 'y', session: 'nobody', force: true }, NOW))).toBe('no_session');
      must(floor.fact(fact('robot', 9, { state: 'closed' }), NOW));
      expect(refusalOf(floor.take({ agent: 'y', session: 'robot', force: true }, NOW))).toBe('session_closed');
    }));

  it('D1 what is given back keeps its place, goes on to the next, and not at once to the same', () =>
    onFloor((room) => {
      const { floor, store } = room;
      comes(floor, 'x', 1);
      must(floor.fact(fact('a', 1, { at: NOW - 9_000 }), NOW));
      must(floor.fact(fact('b', 1, { at: NOW - 1_000 }), NOW));
      must(floor.giveBack({ agent: 'x', session: 'a' }, NOW));
      expect(store.session('a')).toMatchObject({ state: 'queued', place: NOW - 9_000, turn: 2 });
      expect(must(floor.giveBack({ agent: 'x', session: 'a' }, NOW)).turn).toBe(2);
      expect(refusalOf(floor.giveBack({ agent: 'y', session: 'b' }, NOW))).toBe('floor_moved');
      expect(floor.nextAt(NOW)).toBe(NOW + DECLINED_MS);
      comes(floor, 'y', 1);
      expect(whereIs(room, 'a')).toBe('y');
    }));

  it('D3 D1 a lapsed lease goes back to the very place it had, before those who came later', () =>
    onFloor((room) => {
      const { floor } = room;
      comes(floor, 'x', 1);
      must(floor.fact(fact('first', 1, { at: NOW }), NOW));
      must(floor.fact(fact('urgent', 1, { at: NOW + 1 }), NOW));
      comes(floor, 'x', 2, 'busy');
      comes(floor, 'y', 1, 'busy');
      must(floor.fact(fact('later', 1, { at: NOW + 2 }), NOW + 2));
      comes(floor, 'x', 3, 'busy', false, NOW + 10);
      expect(floor.nextAt(NOW + 10)).toBe(NOW + 10 + GRACE_MS);
      floor.route(NOW + 9 + GRACE_MS);
      expect(whereIs(room, 'first')).toBe('x');
      floor.route(NOW + 10 + GRACE_MS);
      expect(floor.view().sessions.map((one) => one.session)).toEqual(['first', 'urgent', 'later']);
      expect(floor.places(50, NOW + 10 + GRACE_MS).map((one) => one.position)).toEqual([0, 1, 2]);
      expect(room.store.decisions('first').at(-1)?.why).toBe('x left; nobody is free');
    }));

  it('D7 presence: the seat’s newest version wins, and the loss counts from its first moment', () =>
    onFloor((room) => {
      comes(room.floor, 'x', 3, 'online', false, NOW);
      comes(room.floor, 'x', 4, 'busy', false, NOW + 5_000);
      expect(room.store.agent('x')).toMatchObject({ lostAt: NOW, duty: 'busy' });
      expect(comes(room.floor, 'x', 2, 'offline').version).toBe(4);
      expect(room.store.agent('x')?.duty).toBe('busy');
    }));

  it('D4 keeps the why of the newest thousand decisions', () =>
    onFloor((room) => {
      for (let turn = 1; turn <= 1_100; turn += 1) {
        room.store.addDecision({ session: 'a', turn, state: 'queued', agent: null, at: NOW, why: 'test' });
      }
      expect(room.store.decisions('a').map((one) => one.turn)).toEqual(
        Array.from({ length: 1_000 }, (_, at) => at + 101),
      );
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
  fc.record({ kind: fc.constant('time' as const), ms: fc.constantFrom(1_000, 30_000, GRACE_MS, DECLINED_MS) }),
);

describe('a random day', () => {
  it('D1 D2 D4 D5 loses nobody, keeps every place, fills nobody beyond capacity, and owes what it decided', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 80 }), (steps) =>
        onFloor((room) => {
          const { floor, store, letters } = room;
          const places = new Map<string, number>();
          const opened = new Set<string>();
          let now = NOW;
          let version = 0;
          for (const one of steps) {
            now += 1;
            version += 1;
            const before = store.loads();
            switch (one.kind) {
              case 'fact': {
                const session = `s${one.session}`;
                const turn = one.obeyed ? (store.session(session)?.turn ?? 0) : 0;
                floor.fact(fact(session, version, { state: one.state, turn, at: now }), now);
                if (store.session(session)) opened.add(session);
                break;
              }
              case 'presence':
                comes(floor, `agent${one.agent}`, version, one.duty, one.connected, now);
                break;
              case 'take':
                floor.take({ agent: `agent${one.agent}`, session: `s${one.session}`, force: one.force }, now);
                break;
              case 'back':
                floor.giveBack({ agent: `agent${one.agent}`, session: `s${one.session}` }, now);
                break;
              case 'time':
                now += one.ms;
                floor.route(now);
                break;
            }
            const forced = one.kind === 'take' && one.force ? `agent${one.agent}` : null;
            for (const [agent, load] of store.loads()) {
              if (agent !== forced) expect(load).toBeLessThanOrEqual(Math.max(8, before.get(agent) ?? 0));
            }
            for (const id of opened) {
              const session = store.session(id);
              if (session === null) throw new Error(`${id} is lost`);
              if (session.place !== null) {
                expect(session.place).toBe(places.get(id) ?? session.place);
                places.set(id, session.place);
              }
              if (session.state === 'queued' || session.state === 'left-message') expect(session.place).not.toBeNull();
              const owed = letters.due(now, new Set(), 100).find((letter) => letter.session === id);
              if (owed) expect(owed).toMatchObject({ turn: session.turn });
              if (session.state === 'agent')
                expect(owed?.told).toMatchObject({ state: 'agent', agent: { id: session.agent } });
            }
          }
        }),
      ),
      { numRuns: 40 },
    );
  });
});
