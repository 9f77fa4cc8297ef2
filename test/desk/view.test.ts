/** What seats follow, what is counted, what is remembered. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDesk, emptyDeskView, type DeskView } from '../../shared/seat.ts';
import { dateOf } from '../../shared/calendar.ts';
import { must } from '../results.ts';
import { NOW, onFloor, type Room } from './room.ts';

const by = (id: string) => ({ id, name: id.toUpperCase() });

/** A screen that takes every part from where it stands. */
function follow(room: Room, kept: DeskView, part: number): DeskView {
  let view = kept;
  for (let more = true; more;) {
    const delta = room.view.changes(view.version, room.now, part);
    expect(delta.sessions.length + delta.gone.length + delta.agents.length).toBeLessThanOrEqual(part + 4);
    const next = applyDesk(view, delta);
    if (!next) throw new Error(`no ${delta.since} after ${view.version}`);
    view = next;
    ({ more } = delta);
  }
  return view;
}

const step = fc.record({
  kind: fc.constantFrom('opens', 'waits', 'closes', 'comes', 'goes', 'sleeps', 'screen'),
  who: fc.nat(30),
});

describe('the desk as seats follow it', () => {
  it('D15 by its changes, in parts, over resets of the desk, a screen ends equal to the whole', () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 120 }), (steps) =>
        onFloor((room) => {
          let view = emptyDeskView;
          for (const { kind, who } of steps) {
            room.now += 500;
            if (kind === 'opens') room.tells(`s${who}`, { state: 'robot' });
            if (kind === 'waits') room.tells(`s${who}`, { turn: room.scene.book.session(`s${who}`)?.turn ?? 0 });
            if (kind === 'closes') room.tells(`s${who}`, { state: 'closed' });
            if (kind === 'comes') room.comes(`a${who % 4}`);
            if (kind === 'goes') room.comes(`a${who % 4}`, 'offline');
            if (kind === 'sleeps') room.scene.book.reload();
            if (kind === 'screen') view = follow(room, view, 7);
          }
          view = follow(room, view, 7);
          const whole = follow(room, emptyDeskView, Infinity);
          expect({ ...view, version: 0 }).toEqual({ ...whole, version: 0 });
        }),
      ),
      { numRuns: 60 },
    ));

  it('D15 who stands before what was forgotten, or beyond what there is, begins anew', () =>
    onFloor((room) => {
      must(room.tells('a', { state: 'robot' }));
      must(room.tells('b', { state: 'robot' }));
      const old = follow(room, emptyDeskView, 100);
      must(room.tells('b', { state: 'closed' }));
      room.passes(25 * 3_600_000);
      expect(room.view.changes(old.version, room.now).since).toBe(0);
      expect(follow(room, old, 100).sessions.map((one) => one.session)).toEqual(['a']);
      expect(room.view.changes(1_000_000, room.now).since).toBe(0);
    }));
});

describe('figures', () => {
  it('D17 who came, was taken, in time, gave up: each once, for all and for the group', () =>
    onFloor(
      (room) => {
        const handover = { reason: 'asked', skill: 'money', urgency: 'normal' as const };
        must(room.tells('gives-up', { handover }));
        must(room.tells('taken', { handover }));
        expect(room.view.figures(room.now)).toMatchObject({ waiting: 2, oldest: NOW, entered: 2, taken: 0 });
        must(room.tells('gives-up', { state: 'robot', turn: 1 }));
        room.now += 40_000;
        room.comes('x');
        expect(room.where('taken')).toBe('x');
        must(room.floor.giveBack({ agent: 'x', session: 'taken' }, room.now));
        room.passes(121_000);
        expect(room.where('taken')).toBe('x');
        // Who was taken once and leaves the line later did not give up.
        must(room.floor.giveBack({ agent: 'x', session: 'taken' }, room.now));
        must(room.tells('taken', { state: 'closed', turn: 9 }));
        const today = { entered: 2, taken: 1, abandoned: 1 };
        expect(room.view.figures(room.now)).toEqual({
          ...{ waiting: 0, oldest: null, ...today, inTime: 0 },
          groups: [{ id: 'money', waiting: 0, oldest: null, ...today }],
        });
        room.scene.tally.reload();
        expect(room.view.figures(room.now)).toMatchObject(today);
      },
      {
        classes: [
          {
            ...{ id: 'fast', zh: '快', en: 'fast', targetMs: 30_000, weight: 1, urgent: false },
            levels: [],
            channels: [],
            groups: [],
          },
        ],
        groups: [
          {
            ...{ id: 'money', zh: '钱', en: 'money', skills: ['money'], members: ['x'], overflow: null, emergency: [] },
            ...{ emergencyMs: 0, full: 'emergency' as const, beyond: 1, calendar: null },
          },
        ],
      },
    ));

  it('D17 first answers are counted where nobody is hurried for them', () =>
    onFloor(
      (room) => {
        room.comes('x');
        must(room.tells('a'));
        expect(room.where('a')).toBe('x');
        room.passes(600_000);
        expect(room.where('a')).toBe('x');
        expect(room.view.changes(0, room.now).sessions[0]).not.toHaveProperty('answerBy');
        room.answered('a');
        expect(room.view.changes(0, room.now).agents[0]?.firstAnswerMs).toBe(600_000);
      },
      { firstAnswerMs: 0, awayMs: 60_000 },
    ));

  it('D17 time in each state goes to its day; wrap-up and a lost connection are states of their own', () =>
    onFloor(
      (room) => {
        const midnight = Date.parse('2027-01-16T00:00:00+08:00');
        room.now = midnight - 60_000;
        room.comes('x');
        must(room.tells('a'));
        room.answered('a');
        room.now = midnight + 30_000;
        must(room.tells('a', { state: 'closed', turn: 1 }));
        expect(room.view.picture(room.now).agents[0]?.duty).toBe('wrap-up');
        must(room.tells('b'));
        expect(room.where('b')).toBe('queued');
        room.passes(10_000);
        expect(room.where('b')).toBe('x');
        room.passes(5_000);
        room.comes('x', 'online', false);
        room.passes(12_000);
        room.passes(100_000);
        const first = room.view.days(['2027-01-15'], room.now)[0]?.agents;
        expect(first).toMatchObject([{ id: 'x', handled: 0, answered: 1, answerMs: 0, states: { online: 60_000 } }]);
        const second = room.view.days(['2027-01-16'], room.now)[0]?.agents;
        const states = { online: 30_000 + 5_000 + 12_000, 'wrap-up': 10_000, offline: 100_000 };
        expect(second).toMatchObject([{ id: 'x', handled: 1, states }]);
      },
      { wrapUpMs: 10_000 },
    ));
  it('D22 with a conversation in hand, or asked to take one, they are occupied: on each day its own, not on a break', () =>
    onFloor(
      (room) => {
        const midnight = Date.parse('2027-01-16T00:00:00+08:00');
        const occupied = (day: string) => room.view.days([day], room.now)[0]?.agents[0]?.engagedMs;
        room.now = midnight - 60_000;
        room.comes('x');
        room.passes(20_000);
        expect(occupied('2027-01-15')).toBe(0);
        must(room.tells('a'));
        room.answered('a');
        must(room.tells('b'));
        room.now = midnight + 30_000;
        expect(occupied('2027-01-15')).toBe(40_000);
        expect(occupied('2027-01-16')).toBe(30_000);
        must(room.tells('a', { state: 'closed', turn: 1 }));
        room.passes(10_000);
        expect(occupied('2027-01-16')).toBe(40_000);
        room.comes('x', 'break');
        room.passes(50_000);
        room.comes('x');
        room.passes(5_000);
        must(room.tells('b', { state: 'closed', turn: 1 }));
        room.passes(300_000);
        expect(occupied('2027-01-16')).toBe(45_000);
        expect(occupied('2027-01-15')).toBe(40_000);
      },
      { wrapUpMs: 0, firstAnswerMs: 0 },
    ));

  it('D22 a day begun before it was counted has none', () =>
    onFloor((room) => {
      room.comes('x');
      must(room.tells('a'));
      room.passes(10_000);
      room.comes('x', 'busy');
      room.sql.exec('update agent_day set engaged_ms = null');
      room.scene.tally.reload();
      room.passes(10_000);
      const day = dateOf(room.now);
      expect(room.view.days([day], room.now)[0]?.agents[0]).toMatchObject({
        engagedMs: null,
        states: { busy: 10_000 },
      });
    }));
});

describe('what is remembered', () => {
  it('D18 goes back with a transaction that was undone', () =>
    onFloor((room) => {
      room.comes('x');
      must(room.tells('a'));
      const { book, tally, hold } = room.scene;
      book.keep();
      const remembered = () => ({
        sessions: [...book.sessions()],
        ...{
          load: book.load('x'),
          version: book.version,
          day: { ...tally.agent('x', room.now) },
          figures: room.view.figures(room.now),
        },
      });
      const before = remembered();
      let meanwhile: ReturnType<typeof remembered> | null = null;
      const undone = () =>
        hold(() =>
          room.transaction(() => {
            must(room.tells('b'));
            must(room.tells('a', { state: 'closed', turn: 1 }));
            tally.countAgent('x', room.now, { missed: 1 });
            meanwhile = remembered();
            throw new Error('undone');
          }),
        );
      expect(undone).toThrow('undone');
      expect(meanwhile).toMatchObject({ load: 1, day: { missed: 1, handled: 1 }, figures: { entered: 2 } });
      expect(remembered()).toEqual(before);
    }));

  it('D16 every decision about a session is there in both languages, with names; the newest stands on its row', () =>
    onFloor((room) => {
      room.comes('x');
      must(room.tells('a'));
      must(room.floor.giveBack({ agent: 'x', session: 'a' }, room.now));
      const { decisions } = must(room.view.decisions('a'));
      expect(decisions.map((one) => one.agent)).toEqual([null, by('x'), null]);
      expect(decisions.every((one) => one.why.zh !== '' && one.why.en !== '')).toBe(true);
      expect(room.view.picture(room.now).sessions[0]?.why).toEqual(decisions.at(-1)?.why);
    }));
});

function held(room: Room, session: string) {
  const one = room.scene.book.session(session);
  if (!one) throw new Error(`no ${session}`);
  return one;
}

describe('the VIP lane by the profile', () => {
  it('V52 lifts whom a rule means before the others, and says so; the desk forgets it with the fact', () =>
    onFloor((room) => {
      room.tells('first');
      room.now += 1_000;
      room.tells('second', { vip: true });
      room.comes('a1');
      room.passes(1);
      expect(room.scene.book.session('second')?.vip).toBe(true);
      expect(room.scene.book.session('second')?.agent ?? room.scene.book.session('second')?.offer?.agent).toBe('a1');
      expect(room.view.session(held(room, 'second'), room.now).tier).toBe(1);
      room.tells('second', { turn: room.scene.book.session('second')?.turn ?? 0, state: 'agent' });
      expect(room.scene.book.session('second')?.vip).toBe(false);
    }));
});
