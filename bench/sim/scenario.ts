/** A floor to simulate: who works there, what comes, how long it takes. */
import type { AgentFacts, Need, RoutingRules, Units, WorkFacts } from '../../worker/desk/routing/facts.ts';

export const MINUTE = 60_000;
export const HOUR = 3_600_000;

/** So many agents of a kind. */
export type Crew = {
  count: number;
  skills: Record<string, number> | null;
  capacity: Units;
  groups?: readonly string[];
  emergency?: readonly string[];
};

/** A class of work: its share of the arrivals, its promise, how long it takes. */
export type Stream = {
  id: string;
  share: number;
  kind: WorkFacts['kind'];
  urgency: WorkFacts['urgency'];
  tier: number;
  targetMs: number;
  weight: number;
  serviceMs: number;
  units: number;
};

/** What a share of the work asks for; wishes give way after `relaxMs`. */
export type Asked = {
  share: number;
  required: readonly Need[];
  group?: string;
  wishes?: readonly Need[];
  relaxMs?: number;
};

export type Scenario = {
  name: string;
  crews: readonly Crew[];
  streams: readonly Stream[];
  /** What it asks for, with its share. */
  needs: readonly Asked[];
  /** Offered work (units × time) by all capacity. */
  load: number;
  /** Exponential services, or log-normal with this coefficient of variation. */
  service: 'exponential' | number;
  /** Arrivals come by this factor more often in every third part of an hour, and less else: the mean stays. */
  burst: number;
  dayMs: number;
};

/** What breaks in a day, each as a chance or a mean time between; nothing by default. */
export type Weather = {
  declines: number;
  transfers: number;
  /** Chance that a customer knows one of the agents. */
  knows: number;
  abandonMs: number | null;
  /** Mean time an agent stays before they go offline in the midst of work, and how long they are gone. */
  awayEveryMs: number | null;
  awayMs: number;
};
export const calm: Weather = { declines: 0, transfers: 0, knows: 0, abandonMs: null, awayEveryMs: null, awayMs: 0 };

/** The agents as they begin the day. */
export function agentsOf(scenario: Scenario, now: number): AgentFacts[] {
  return scenario.crews.flatMap((crew, of) =>
    Array.from({ length: crew.count }, (_, index): AgentFacts => {
      const id = `a${of}-${String(index).padStart(3, '0')}`;
      return {
        ...{ id, name: id, skills: crew.skills, groups: crew.groups ?? null, languages: [], channels: [] },
        ...{ capacity: crew.capacity, load: { session: 0, ticket: 0 }, state: 'online', available: true },
        ...{ idleSince: now, occupancy: { share: 0, at: now } },
        emergency: crew.emergency ?? [],
      };
    }),
  );
}

/** Mean time between arrivals at the scenario's load. */
export function betweenMs(scenario: Scenario): number {
  const kinds = new Set(scenario.streams.map((one) => one.kind));
  const capacity = scenario.crews.reduce(
    (sum, { count, capacity: own }) => sum + count * [...kinds].reduce((units, kind) => units + own[kind], 0),
    0,
  );
  const shares = scenario.streams.reduce((sum, one) => sum + one.share, 0);
  const work = scenario.streams.reduce((sum, one) => sum + (one.share / shares) * one.units * one.serviceMs, 0);
  return work / (capacity * scenario.load);
}

const only = (session: number): Units => ({ session, ticket: 0 });
const stream = (given: Partial<Stream> & Pick<Stream, 'id' | 'share' | 'targetMs'>): Stream => ({
  ...{ kind: 'session', urgency: 'normal', tier: 0, weight: 1, serviceMs: 300_000, units: 1 },
  ...given,
});

const threeClasses = (shares = [0.1, 0.6, 0.3], targets = [30, 120, 600], services = [300, 300, 300]): Stream[] =>
  (['urgent', 'standard', 'low'] as const).map((id, index) =>
    stream({
      ...{ id, share: shares[index] ?? 0, targetMs: (targets[index] ?? 0) * 1_000 },
      ...{ serviceMs: (services[index] ?? 0) * 1_000, urgency: id === 'standard' ? 'normal' : id },
    }),
  );

const two = (a: number, b: number, dual: number, capacity = 1): Crew[] => [
  { count: a, skills: { a: 3 }, capacity: only(capacity) },
  { count: b, skills: { b: 3 }, capacity: only(capacity) },
  { count: dual, skills: { a: 3, b: 3 }, capacity: only(capacity) },
];
const need = (skill: string, share: number) => ({ share, required: [{ skill, level: 1 }] });
const halves = [need('a', 0.5), need('b', 0.5)];

/** 30 agents, a third of them dual-skilled, two busy hours from an empty floor: urgent 10 % within 30 s, standard 60 % within 120 s,
 * low 30 % within 600 s. Five minutes of service and two hours are what the published figures of the other policies fit. */
export const reference = (load: number): Scenario => ({
  ...{ name: `reference ${load}`, crews: two(10, 10, 10), streams: threeClasses(), needs: halves, load },
  ...{ service: 'exponential', burst: 1, dayMs: 2 * HOUR },
});

const like = (name: string, change: Partial<Scenario>): Scenario => ({ ...reference(0.95), ...change, name });

const vip = stream({ id: 'vip', share: 0.1, targetMs: 60_000, tier: 2, weight: 2 });

/** Twenty other floors, fixed before anything was tuned: agents, skills, mixes, services, load, bursts, capacities. */
export const others: readonly Scenario[] = [
  like('small floor', { crews: two(3, 3, 4), load: 0.9 }),
  like('large floor', { crews: two(40, 40, 40) }),
  like('very large floor, near full', { crews: two(70, 70, 60), load: 0.98 }),
  like('one skill', { crews: [{ count: 30, skills: { a: 3 }, capacity: only(1) }], needs: [need('a', 1)] }),
  like('few dual-skilled', { crews: two(14, 14, 2), load: 0.9 }),
  like('mostly dual-skilled', { crews: two(5, 5, 20) }),
  like('uneven skills', { crews: two(16, 4, 10), needs: [need('a', 0.67), need('b', 0.33)], load: 0.92 }),
  like('three skills in a chain', {
    crews: ['ab', 'bc', 'ca'].map((pair) => ({
      ...{ count: 10, skills: Object.fromEntries([...pair].map((skill) => [skill, 3])), capacity: only(1) },
    })),
    needs: [need('a', 0.4), need('b', 0.35), need('c', 0.25)],
  }),
  like('much urgent', { streams: threeClasses([0.25, 0.5, 0.25]), load: 0.92 }),
  like('little urgent, much low', { streams: threeClasses([0.03, 0.37, 0.6]) }),
  like('tight promises', { streams: threeClasses([0.1, 0.6, 0.3], [20, 60, 180]), load: 0.9 }),
  like('wide promises', { streams: threeClasses([0.1, 0.6, 0.3], [60, 300, 1_800]), load: 1 }),
  like('short urgent, long low', { streams: threeClasses([0.1, 0.6, 0.3], [30, 120, 600], [150, 240, 480]) }),
  like('long urgent, short low', { streams: threeClasses([0.1, 0.6, 0.3], [30, 120, 600], [480, 300, 120]) }),
  like('log-normal, much varied', { service: 1.5 }),
  like('bursts', { burst: 1.6, load: 0.88 }),
  like('heavy bursts', { burst: 2, load: 0.85 }),
  like('four chats at once', { crews: two(5, 5, 5, 4), streams: threeClasses(undefined, undefined, [600, 600, 600]) }),
  like('eight chats at once, overfull', {
    crews: two(4, 4, 4, 8),
    streams: threeClasses(undefined, undefined, [720, 720, 720]),
    load: 1.03,
  }),
  like('with VIP', { streams: [...threeClasses([0.1, 0.5, 0.3]), vip], load: 0.95 }),
];

/** A floor of every kind of work at once, in two groups with overflow and emergency help: for the properties. */
export const mixed: Scenario = like('everything at once', {
  crews: [
    { count: 6, skills: { a: 4 }, capacity: { session: 3, ticket: 2 }, groups: ['sales'] },
    { count: 6, skills: { b: 2 }, capacity: { session: 2, ticket: 3 }, groups: ['care'] },
    { count: 4, skills: { a: 2, b: 5 }, capacity: { session: 4, ticket: 1 }, groups: ['sales', 'care'] },
    { count: 2, skills: null, capacity: { session: 2, ticket: 4 }, emergency: ['sales', 'care'], groups: [] },
  ],
  needs: [
    { share: 0.4, required: [{ skill: 'a', level: 1 }], group: 'sales' },
    { share: 0.35, required: [{ skill: 'b', level: 1 }], group: 'care' },
    { share: 0.15, required: [], group: 'care', wishes: [{ skill: 'b', level: 4 }], relaxMs: 90_000 },
    { share: 0.1, required: [] },
  ],
  streams: [
    ...threeClasses([0.1, 0.45, 0.2]),
    vip,
    stream({ id: 'call', share: 0.05, targetMs: 60_000, units: 2 }),
    stream({ id: 'ticket', share: 0.3, kind: 'ticket', targetMs: 4 * HOUR, serviceMs: 15 * MINUTE }),
  ],
  load: 1.02,
  dayMs: 8 * HOUR,
});

/** The rules that floor is led by. */
export const mixedGroups: RoutingRules['groups'] = {
  sales: { overflow: { afterMs: 60_000, to: 'care' }, emergencyMs: 5 * MINUTE },
  care: { overflow: null, emergencyMs: 3 * MINUTE },
};

/** Everything that breaks: half a minute without an answer, phones that fall silent, transfers, people who give up. */
export const stormy: Weather = {
  ...{ declines: 0.05, transfers: 0.05, knows: 0.15, abandonMs: 40 * MINUTE, awayEveryMs: 2 * HOUR },
  awayMs: 10 * MINUTE,
};
