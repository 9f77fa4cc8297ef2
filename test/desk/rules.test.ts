/** Who gets whom: tables of cases and properties over random floors. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareWaiting,
  decide,
  DECLINED_MS,
  expectedWait,
  GRACE_MS,
  isPresent,
  learnHold,
  nextChange,
  type AgentFacts,
  type Case,
  type Decision,
} from '../../worker/desk/rules.ts';

const NOW = 1_800_000_000_000;

const agent = (id: string, given: Partial<AgentFacts> = {}): AgentFacts => ({
  ...{ id, duty: 'online', connected: true, lostAt: null, capacity: 8, givenAt: 0 },
  ...given,
});
const waiting = (session: string, place: number, given: Partial<Case> = {}): Case => ({
  ...{ session, state: 'queued', agent: null, urgency: 'normal', place, declined: null },
  ...given,
});
const held = (session: string, by: string, place = NOW): Case => waiting(session, place, { state: 'agent', agent: by });
const given = (decisions: Decision[]) => decisions.map((one) => `${one.session}→${one.agent ?? one.state}`);

describe('the line', () => {
  const cases: [string, Case[], AgentFacts[], string[]][] = [
    ['is served first come, first served', [waiting('b', 2), waiting('a', 1)], [agent('x', { capacity: 1 })], ['a→x']],
    [
      'serves urgent before normal',
      [waiting('old', 1), waiting('urgent', 9, { urgency: 'urgent' })],
      [agent('x', { capacity: 1 })],
      ['urgent→x'],
    ],
    ['stays as it is while nobody is free', [waiting('a', 1), held('h', 'x')], [agent('x', { capacity: 1 })], []],
    ['waits for one on a break', [waiting('a', 1)], [agent('x', { duty: 'break' })], []],
    ['waits for a busy one', [waiting('a', 1)], [agent('x', { duty: 'busy' })], []],
    [
      'becomes messages with everybody offline',
      [waiting('a', 1)],
      [agent('x', { duty: 'offline' })],
      ['a→left-message'],
    ],
    ['becomes messages with nobody at all', [waiting('a', 1)], [], ['a→left-message']],
    [
      'becomes messages when the only one is gone for a minute',
      [held('a', 'x')],
      [agent('x', { connected: false, lostAt: NOW - GRACE_MS })],
      ['a→left-message'],
    ],
    [
      'takes messages back in at their place when somebody comes',
      [waiting('new', 5), waiting('left', 1, { state: 'left-message' })],
      [agent('x', { capacity: 1 })],
      ['left→x'],
    ],
    [
      'takes messages back in though nobody is free',
      [waiting('left', 1, { state: 'left-message' })],
      [agent('x', { duty: 'busy' })],
      ['left→queued'],
    ],
  ];
  it.each(cases)('D1 D4 %s', (_, sessions, agents, expected) => {
    expect(given(decide(sessions, agents, NOW))).toEqual(expected);
  });
});

describe('the choice', () => {
  const cases: [string, Case[], AgentFacts[], string[]][] = [
    ['is the least loaded', [waiting('a', 1), held('h', 'x')], [agent('x'), agent('y')], ['a→y']],
    [
      'is the longest idle among equals',
      [waiting('a', 1)],
      [agent('x', { givenAt: 5 }), agent('y', { givenAt: 4 })],
      ['a→y'],
    ],
    [
      'spreads evenly',
      [waiting('a', 1), waiting('b', 2), waiting('c', 3)],
      [agent('x'), agent('y')],
      ['a→x', 'b→y', 'c→x'],
    ],
    [
      'is who is seen before who is only forgiven',
      [waiting('a', 1), held('h', 'y')],
      [agent('x', { connected: false, lostAt: NOW - 1 }), agent('y')],
      ['a→y'],
    ],
    [
      'may be one within the grace',
      [waiting('a', 1)],
      [agent('x', { connected: false, lostAt: NOW - 59_999 })],
      ['a→x'],
    ],
    [
      'is not who gave it back',
      [waiting('a', 1, { declined: { by: 'x', until: NOW + 1 } })],
      [agent('x'), agent('y', { givenAt: 9 })],
      ['a→y'],
    ],
    ['forgets that in time', [waiting('a', 1, { declined: { by: 'x', until: NOW } })], [agent('x')], ['a→x']],
  ];
  it.each(cases)('D2 %s', (_, sessions, agents, expected) => {
    expect(given(decide(sessions, agents, NOW))).toEqual(expected);
  });
});

describe('the lease', () => {
  it('D3 an agent who goes off duty loses all sessions, urgent first, each on to the next who is free', () => {
    const sessions = [held('a', 'x', 2), held('b', 'x', 1), { ...held('c', 'x', 3), urgency: 'urgent' as const }];
    const agents = [agent('x', { duty: 'offline' }), agent('y', { capacity: 2 })];
    const decisions = decide(sessions, agents, NOW);
    expect(given(decisions)).toEqual(['c→y', 'b→y', 'a→queued']);
    expect(decisions.every((one) => one.why.startsWith('x left; '))).toBe(true);
  });

  it('D7 a short loss of connection costs nothing, a minute costs the lease', () => {
    const lost = (ms: number) => [agent('x', { connected: false, lostAt: NOW - ms }), agent('y')];
    expect(decide([held('a', 'x')], lost(GRACE_MS - 1), NOW)).toEqual([]);
    expect(given(decide([held('a', 'x')], lost(GRACE_MS), NOW))).toEqual(['a→y']);
    expect(nextChange([held('a', 'x')], lost(10_000), NOW)).toBe(NOW + GRACE_MS - 10_000);
  });

  it('D3 the next change is also when a refusal is forgotten; without either there is none', () => {
    const declined = waiting('a', 1, { declined: { by: 'x', until: NOW + DECLINED_MS } });
    expect(nextChange([declined], [agent('x')], NOW)).toBe(NOW + DECLINED_MS);
    expect(nextChange([waiting('a', 1)], [agent('x')], NOW)).toBeNull();
  });
});

describe('the expected wait', () => {
  it('is silent until three holds were measured, then follows the newest', () => {
    const online = [agent('x', { capacity: 2 }), agent('y', { duty: 'break' })];
    let holds = { samples: 0, meanMs: 0 };
    for (const ms of [60_000, 120_000]) holds = learnHold(holds, ms);
    expect(expectedWait(0, holds, online, NOW)).toBeNull();
    holds = learnHold(holds, 180_000);
    expect(holds).toEqual({ samples: 3, meanMs: 120_000 });
    expect(expectedWait(0, holds, online, NOW)).toBe(60_000);
    expect(expectedWait(3, holds, online, NOW)).toBe(240_000);
    expect(expectedWait(0, holds, [], NOW)).toBeNull();
    for (let count = 0; count < 50; count += 1) holds = learnHold(holds, 10_000);
    expect(holds.meanMs).toBeLessThan(11_000);
  });
});

const someAgents = fc
  .array(
    fc.record({
      duty: fc.constantFrom(
        'online' as const,
        'online' as const,
        'busy' as const,
        'break' as const,
        'offline' as const,
      ),
      lost: fc.constantFrom(null, null, 1, GRACE_MS - 1, GRACE_MS, 500_000),
      capacity: fc.integer({ min: 0, max: 4 }),
      givenAt: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 5 },
  )
  .map((rows) =>
    rows.map(({ duty, lost, capacity, givenAt }, index) =>
      agent(`agent${index}`, {
        duty,
        connected: lost === null,
        lostAt: lost === null ? null : NOW - lost,
        capacity,
        givenAt,
      }),
    ),
  );
const someCases = fc
  .array(
    fc.record({
      state: fc.constantFrom('queued' as const, 'agent' as const, 'left-message' as const),
      by: fc.integer({ min: 0, max: 4 }),
      urgency: fc.constantFrom('normal' as const, 'urgent' as const),
      place: fc.integer({ min: 1, max: 9 }),
      declined: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null, freq: 4 }),
    }),
    { maxLength: 25 },
  )
  .map((rows) =>
    rows.map(({ state, by, urgency, place, declined }, index) => ({
      ...{ session: `s${index}`, state, agent: state === 'agent' ? `agent${by}` : null, urgency, place },
      declined: declined === null ? null : { by: `agent${declined}`, until: NOW + 1 },
    })),
  );

/** The floor after the decisions. */
function after(cases: Case[], decisions: Decision[]): Case[] {
  return cases.map((one) => {
    const decision = decisions.find((candidate) => candidate.session === one.session);
    return decision ? { ...one, state: decision.state, agent: decision.agent } : one;
  });
}
const loadOf = (cases: Case[], id: string) => cases.filter((one) => one.agent === id).length;

describe('on any floor', () => {
  it('D2 capacity is never exceeded by assignment', () => {
    fc.assert(
      fc.property(someCases, someAgents, (cases, agents) => {
        const then = after(cases, decide(cases, agents, NOW));
        for (const one of agents) {
          const load = loadOf(then, one.id);
          const had = isPresent(one, NOW) ? loadOf(cases, one.id) : 0;
          expect(load).toBeLessThanOrEqual(Math.max(had, one.capacity));
        }
      }),
    );
  });

  it('D1 whoever is given while an equal waits came before them, unless the other is kept from that agent', () => {
    fc.assert(
      fc.property(someCases, someAgents, (cases, agents) => {
        const decisions = decide(cases, agents, NOW);
        const then = after(cases, decisions);
        for (const decision of decisions) {
          if (decision.state !== 'agent') continue;
          const lucky = cases.find((one) => one.session === decision.session);
          for (const other of then) {
            if (other.agent !== null || !lucky || other.declined?.by === decision.agent) continue;
            expect(compareWaiting(lucky, other)).toBeLessThan(0);
          }
        }
      }),
    );
  });

  it('D4 nobody is lost and nobody waits beside a free agent', () => {
    fc.assert(
      fc.property(someCases, someAgents, (cases, agents) => {
        const decisions = decide(cases, agents, NOW);
        const then = after(cases, decisions);
        const present = agents.filter((one) => isPresent(one, NOW));
        expect(new Set(decisions.map((one) => one.session)).size).toBe(decisions.length);
        for (const one of then) {
          if (one.state === 'agent') expect(present.map((candidate) => candidate.id)).toContain(one.agent);
          else expect(one.state).toBe(present.length === 0 ? 'left-message' : 'queued');
          if (one.state !== 'queued') continue;
          for (const free of present) {
            const takes = free.duty === 'online' && loadOf(then, free.id) < free.capacity;
            if (takes) expect(one.declined?.by).toBe(free.id);
          }
        }
        expect(decisions.every((one) => one.why !== '')).toBe(true);
      }),
    );
  });

  it('D4 the same facts in any order give the same decisions, and a second look changes nothing', () => {
    fc.assert(
      fc.property(someCases, someAgents, (cases, agents) => {
        const decisions = decide(cases, agents, NOW);
        expect(decide(cases.toReversed(), agents.toReversed(), NOW)).toEqual(decisions);
        expect(decide(after(cases, decisions), agents, NOW)).toEqual([]);
      }),
    );
  });
});
