/** Routing by cases: who is next, who gets whom, and what is said of it. */
import { expect, it } from 'vitest';
import { usualRules, type AgentFacts, type RoutingRules, type WorkFacts } from '../../worker/desk/routing/facts.ts';
import { reserveFor } from '../../worker/desk/routing/learn.ts';
import { Router } from '../../worker/desk/routing/router.ts';
import { sayWhy } from '../../worker/desk/routing/words.ts';

const T = 1_000_000;
const agent = (id: string, given: Partial<AgentFacts> = {}): AgentFacts => ({
  ...{ id, name: id, skills: { a: 3 }, groups: null, languages: [], channels: [], emergency: [] },
  ...{ capacity: { session: 1, ticket: 1 }, load: { session: 0, ticket: 0 }, state: 'online', available: true },
  ...{ idleSince: 0, occupancy: { share: 0.5, at: T } },
  ...given,
});
const work = (id: string, given: Partial<WorkFacts> = {}): WorkFacts => ({
  ...{
    id,
    kind: 'session',
    group: null,
    required: [{ skill: 'a', level: 1 }],
    optional: [],
    urgency: 'normal',
    tier: 0,
  },
  ...{ sla: { id: 'standard', targetMs: 120_000, weight: 1 }, language: null, channel: 'web', preferred: [] },
  ...{ place: T, units: 1, declined: [], agent: null },
  ...given,
});
const router = (agents: AgentFacts[], works: WorkFacts[], rules: Partial<RoutingRules> = {}, now = T) => {
  const made = new Router({ ...usualRules, ...rules });
  for (const one of agents) made.setAgent(one);
  for (const one of works) made.wait(one, now, true);
  return made;
};
const first = (agents: AgentFacts[], works: WorkFacts[], rules: Partial<RoutingRules> = {}, now = T) => {
  const decision = router(agents, works, rules, now).next(now);
  return decision && `${decision.work}→${decision.agent}`;
};
const low = { id: 'low', targetMs: 600_000, weight: 1 };
const quick = { id: 'urgent', targetMs: 30_000, weight: 1 };

it('P1 urgent first, then VIP by tier, then whose promise ends first', () => {
  const urgent = work('w4', { urgency: 'urgent', sla: quick, place: T });
  const gold = work('w3', { tier: 3, place: T });
  const silver = work('w2', { tier: 1, place: T - 90_000 });
  const standard = work('w1', { place: T - 60_000 });
  const patient = work('w0', { sla: low, place: T - 100_000 });
  const line = [patient, standard, silver, gold, urgent];
  const desk = router([agent('x')], line);
  const order = line.map(() => {
    const decision = desk.next(T);
    if (decision) desk.leave(decision.work);
    return decision?.work;
  });
  expect(order).toEqual(['w4', 'w3', 'w2', 'w1', 'w0']);
});

it('P2 among equals first come first served; who missed the promise lets those pass who can still have it', () => {
  const [early, later, late] = [work('w1', { place: T - 50 }), work('w2'), work('w0', { place: T - 121_000 })];
  expect(first([agent('x')], [later, early])).toBe('w1→x');
  expect(first([agent('x')], [later, early, late])).toBe('w1→x');
  expect(first([agent('x')], [later, early, late], { yieldLate: false })).toBe('w0→x');
  expect(first([agent('x')], [late])).toBe('w0→x');
});

it('P3 chooses whom they know, then level, load, the fewest other skills, the longest idle; who is much busier stands back', () => {
  const preferred = { agent: 'z', why: 'last' as const, bonusMs: 30_000, holdMs: 20_000 };
  const free = [agent('x'), agent('y', { skills: { a: 5, b: 1 } }), agent('z', { skills: { a: 1 } })];
  expect(first(free, [work('w', { preferred: [preferred] })])).toBe('w→z');
  expect(first(free, [work('w')])).toBe('w→y');
  expect(first([agent('x', { skills: { a: 3, b: 3 } }), agent('y')], [work('w')])).toBe('w→y');
  expect(first([agent('x', { idleSince: 9 }), agent('y', { idleSince: 5 })], [work('w')])).toBe('w→y');
  const roomy = { session: 4, ticket: 0 };
  const [fuller, calmer] = [
    agent('x', { capacity: roomy, load: { session: 2, ticket: 0 } }),
    agent('y', { capacity: roomy }),
  ];
  expect(first([fuller, calmer], [work('w')])).toBe('w→y');
  const busy = agent('y', { skills: { a: 5 }, occupancy: { share: 0.9, at: T } });
  expect(first([agent('x'), busy], [work('w')])).toBe('w→x');
});

it('P4 while whom they know is on duty they are kept for them so long, then anybody may', () => {
  const preferred = { agent: 'z', why: 'owner' as const, bonusMs: 0, holdMs: 20_000 };
  const full = agent('z', { load: { session: 1, ticket: 0 } });
  const held = [work('w', { preferred: [preferred] })];
  expect(first([agent('x'), full], held)).toBe(null);
  expect(first([agent('x'), full], held, {}, T + 20_000)).toBe('w→x');
  expect(router([agent('x'), full], held).nextAt(T)).toBe(T + 20_000);
  expect(first([agent('x'), agent('z', { available: false })], held)).toBe('w→x');
});

it('P5 skills, languages, channels, states and declines decide who may; optional skills give way in their time', () => {
  const one = work('w');
  for (const given of [
    { skills: { b: 5 } },
    { state: 'break' as const },
    { state: 'wrap-up' as const },
    { available: false, state: 'online' as const },
    { channels: ['sms' as const] },
  ])
    expect(first([agent('x', given), agent('full', { load: { session: 1, ticket: 0 } })], [one])).toBe(null);
  expect(
    first([agent('x', { languages: ['zh'] }), agent('y', { languages: ['en'] })], [work('w', { language: 'en' })]),
  ).toBe('w→y');
  const refused = work('w', { declined: [{ agent: 'x', until: T + 5 }] });
  expect(first([agent('x')], [refused])).toBe(null);
  expect(first([agent('x')], [refused], {}, T + 5)).toBe('w→x');
  const wish = work('w', { optional: [{ skill: 'b', level: 2, until: T + 60_000 }] });
  const desk = router([agent('x'), agent('y', { skills: { a: 3, b: 3 }, load: { session: 1, ticket: 0 } })], [wish]);
  expect(desk.next(T)).toBe(null);
  expect(desk.nextAt(T)).toBe(T + 60_000);
  expect(desk.next(T + 60_000)).toMatchObject({
    agent: 'x',
    why: expect.arrayContaining([{ because: 'relaxed', skills: ['b'] }]),
  });
});

it('P6 a group overflows after its time, emergency help comes later or when none of its people is on duty', () => {
  const groups = { care: { overflow: { afterMs: 60_000, to: 'sale' }, emergencyMs: 120_000 } };
  const own = agent('own', { groups: ['care'], load: { session: 1, ticket: 0 } });
  const [sale, help] = [agent('sale', { groups: ['sale'] }), agent('help', { groups: [], emergency: ['care'] })];
  const one = [work('w', { group: 'care' })];
  expect(first([own, sale, help], one, { groups })).toBe(null);
  expect(first([own, sale, help], one, { groups }, T + 60_000)).toBe('w→sale');
  expect(first([own, help], one, { groups }, T + 60_000)).toBe(null);
  expect(first([own, help], one, { groups }, T + 120_000)).toBe('w→help');
  expect(first([help], one, { groups })).toBe('w→help');
});

it('P12 what decides among those who may take it, and in which order, is the lead’s choice', () => {
  const roomy = (id: string, session: number, held: number, given: Partial<AgentFacts> = {}) =>
    agent(id, { capacity: { session, ticket: 0 }, load: { session: held, ticket: 0 }, ...given });
  const three = [
    roomy('few', 2, 1, { idleSince: 30 }),
    roomy('share', 9, 2, { idleSince: 20, skills: { a: 5 } }),
    roomy('idle', 4, 3, { idleSince: 10 }),
  ];
  const by = (...choice: RoutingRules['choice']) => first(three, [work('w')], { choice });
  expect(by('count')).toBe('w→few');
  expect(by('rate')).toBe('w→share');
  expect(by('turn')).toBe('w→idle');
  expect(by('skill', 'turn')).toBe('w→share');
  expect(by('turn', 'skill')).toBe('w→idle');
  expect(by()).toBe('w→few');
  const owner = { agent: 'idle', why: 'owner' as const };
  const last = { agent: 'few', why: 'last' as const };
  const known = (bonusMs: number, ...list: (typeof owner | typeof last)[]) =>
    work('w', { preferred: list.map((one) => ({ ...one, bonusMs, holdMs: bonusMs })) });
  // Awaited ones come first, in the order they stand in; the second takes at once what the first has no room for.
  expect(first(three, [known(20_000, owner, last)])).toBe('w→idle');
  expect(first(three, [known(20_000, last, owner)])).toBe('w→few');
  const full = three.map((one) => (one.id === 'idle' ? roomy('idle', 4, 4) : one));
  expect(first(full, [known(20_000, owner, last)])).toBe('w→few');
  expect(first(full, [known(20_000, owner)])).toBe(null);
  // Behind another criterion they only decide among equals.
  expect(first(three, [known(0, owner)], { choice: ['rate', 'owner'] })).toBe('w→share');
  const [equal] = [[roomy('x', 4, 1), roomy('idle', 4, 1)]];
  expect(first(equal, [known(0, owner)], { choice: ['rate', 'owner', 'turn'] })).toBe('w→idle');
  expect(first(equal, [known(0, owner)], { choice: ['rate', 'turn'] })).toBe('w→idle');
  const desk = router(equal, [known(0, owner)], { choice: ['rate', 'owner'] });
  expect(sayWhy(desk.next(T)?.why ?? []).zh).toContain('归属人优先');
});

it('P13 a full group’s work waits, or is shared out among its own people, never above what a lead allows', () => {
  const one = { session: 1, ticket: 0 };
  const care = (id: string, session: number, given: Partial<AgentFacts> = {}) =>
    agent(id, { groups: ['care'], capacity: one, load: { session, ticket: 0 }, ...given });
  const works = [work('w', { group: 'care' })];
  const share = { groups: { care: { overflow: null, emergencyMs: Infinity, beyond: 1 } } };
  const pool = { groups: { care: { overflow: null, emergencyMs: Infinity } } };
  const help = agent('help', { groups: [], emergency: ['care'] });
  expect(first([care('x', 1), help], works, pool, T + 3_600_000)).toBe(null);
  expect(first([care('x', 1), care('y', 0)], works, share)).toBe('w→y');
  expect(first([care('x', 1), care('y', 2)], works, share)).toBe('w→x');
  expect(first([care('x', 2), care('y', 2)], works, share)).toBe(null);
  expect(first([care('x', 1, { state: 'busy' })], works, share)).toBe(null);
  expect(first([agent('z', { load: one })], [work('w')], share)).toBe(null);
  const decision = router([care('x', 1)], works, share).next(T);
  expect(sayWhy(decision?.why ?? []).zh).toContain('组内分摊（1/1）');
});

it('P7 with nobody on duty who could take it, it becomes a message left, told once, and is given when somebody comes', () => {
  const desk = router([agent('x', { state: 'offline', available: false })], [work('w')]);
  expect(desk.next(T)).toEqual({ work: 'w', agent: null, why: [{ because: 'nobody' }] });
  expect(desk.next(T)).toBe(null);
  expect(desk.reachable('w')).toBe(false);
  desk.setAgent(agent('x'));
  expect(desk.reachable('w')).toBe(true);
  expect(desk.next(T + 1)?.agent).toBe('x');
});

it('P8 keeps the last free places for urgent work likely to come, as long as the promises of the waiting allow it', () => {
  const agents = ['v', 's', 't', 'u', 'w', 'x', 'y'].map((id, index) =>
    agent(id, index === 0 ? {} : { load: { session: 1, ticket: 0 } }),
  );
  const after = (urgent: number, waited: number, people = agents) => {
    const desk = router(people, []);
    for (let index = 0; index < urgent; index += 1) {
      desk.wait(work(`u${index}`, { urgency: 'urgent', sla: quick, place: T - 1_000 }), T - 1_000, true);
      desk.leave(`u${index}`);
    }
    desk.wait(work('w', { sla: low, place: T - waited }), T, true);
    return desk.next(T)?.agent ?? null;
  };
  expect(after(0, 0)).toBe('v');
  expect(after(10, 0)).toBe(null);
  expect(after(10, 540_000)).toBe('v');
  // A handful of people keeps nobody back.
  expect(after(10, 0, agents.slice(0, 6))).toBe('v');
  expect([reserveFor(0, 0.01, 9), reserveFor(0.1, 0.01, 9), reserveFor(1, 0.01, 9), reserveFor(50, 0.01, 3)]).toEqual([
    0, 1, 4, 3,
  ]);
});

it('P9 big aged work that fits nowhere claims an agent, who is given nothing else until it fits', () => {
  const half = (id: string, load: number) =>
    agent(id, { capacity: { session: 2, ticket: 0 }, load: { session: load, ticket: 0 } });
  const call = work('call', { units: 2, place: T - 3_600_000 });
  expect(first([half('x', 1), half('y', 2)], [work('w')])).toBe('w→x');
  expect(first([half('x', 1), half('y', 2)], [call, work('w')])).toBe(null);
  expect(first([half('x', 0), half('y', 2)], [call, work('w')])).not.toBe(null);
  expect(first([half('x', 1), half('y', 1)], [call, work('w')])).toBe('w→y');
});

it('P10 each decision says why in words, Chinese and English', () => {
  const lin = agent('lin', { name: '林晓' });
  const preferred = { agent: 'lin', why: 'last' as const, bonusMs: 60_000, holdMs: 0 };
  const decision = router([lin], [work('w', { preferred: [preferred], tier: 2, place: T - 40_000 })]).next(T);
  expect(sayWhy(decision?.why ?? [])).toEqual({
    zh: 'VIP 优先（2 级），已等 40 秒，熟客优先：上次由林晓接待',
    en: 'VIP first (tier 2), waited 40 s, they know each other: 林晓 served them last',
  });
  expect(sayWhy([{ because: 'overflow', from: 'care', to: 'sale', waitedMs: 120_000 }]).zh).toBe(
    'care忙，等 2 分钟后溢出到sale',
  );
});

it('P11 the expected wait grows with the place, shrinks with people, and is unknown with nobody', () => {
  const waits = (people: number) => {
    const agents = Array.from({ length: people }, (_, index) =>
      agent(`x${index}`, { load: { session: 1, ticket: 0 } }),
    );
    const desk = router(agents, [work('w1'), work('w2', { place: T + 1 })]);
    return ['w1', 'w2'].map((id) => [desk.before(id, T), desk.expectedMs(id, T)]);
  };
  expect(waits(2)).toEqual([
    [0, 120_000],
    [1, 240_000],
  ]);
  expect(waits(4)).toEqual([
    [0, 60_000],
    [1, 120_000],
  ]);
  expect(waits(0)).toEqual([
    [0, null],
    [1, null],
  ]);
});
