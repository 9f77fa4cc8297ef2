/** Stormy simulated days under the production policy: declines, expiries, transfers, agents who vanish, people who give up. */
import { afterAll, describe, expect, it } from 'vitest';
import { watchedDay, watchedRules, type Law } from '../../bench/sim/laws.ts';
import { playDays } from '../../bench/sim/contest.ts';
import type { Policy } from '../../bench/sim/peers.ts';
import { HOUR, reference } from '../../bench/sim/scenario.ts';
import type { AgentFacts, Decision, WorkFacts } from '../../worker/desk/routing/facts.ts';
import { Router } from '../../worker/desk/routing/router.ts';

const LIMIT_MS = 120_000;

describe('P20 P21 P22 P23 P24 P25 days of everything', () => {
  let events = 0;

  it.each([1, 2, 3, 4, 5, 6])('no law is broken on day %i', { timeout: LIMIT_MS }, (seed) => {
    const { floor, laws } = watchedDay(seed, 211);
    events += floor.events;
    expect(laws.breaches).toEqual([]);
    const states = new Set([...floor.jobs.values()].map((one) => one.state));
    expect([...states].sort()).toEqual(['done', 'gone', 'held', 'waiting']);
    expect([...floor.jobs.values()].some((one) => one.turn > 1)).toBe(true);
    // Aged work was passed over at times, and never too often.
    expect(laws.longest).toBeGreaterThan(0);
  });

  afterAll(() => expect(events).toBeGreaterThanOrEqual(100_000));
});

it('P26 the same log gives the same decisions', { timeout: LIMIT_MS }, () => {
  const [one, other] = [watchedDay(7, 9_999), watchedDay(7, 9_999)];
  expect(one.laws.decisions.length).toBeGreaterThan(3_000);
  expect(other.laws.decisions).toEqual(one.laws.decisions);
});

/** Stands between floor and router and spoils something now and then. */
class Spoiler implements Policy {
  readonly router: Router;
  readonly #law: Law;
  readonly #agents = new Map<string, AgentFacts>();
  readonly #works = new Map<string, WorkFacts>();
  readonly #given: Decision[] = [];
  #calls = 0;

  constructor(law: Law, router: Router) {
    this.#law = law;
    this.router = router;
  }

  setAgent(agent: AgentFacts): void {
    this.#agents.set(agent.id, agent);
    this.router.setAgent(agent);
  }
  wait(work: WorkFacts, now: number, fresh: boolean): void {
    this.#works.set(work.id, work);
    if (this.#law === 'lost' && !fresh) return;
    this.router.wait(work, now, fresh);
  }
  leave(id: string): void {
    this.#works.delete(id);
    this.router.leave(id);
  }
  served(classId: string, ms: number): void {
    this.router.served(classId, ms);
  }
  nextAt(now: number): number | null {
    return this.router.nextAt(now);
  }
  next(now: number): Decision | null {
    this.#calls += 1;
    const old = this.#given[0];
    if (this.#law === 'owner' && this.#calls === 400 && old) return old;
    if (this.#law === 'rebuilt' && this.#calls % 3 === 0) return null;
    const decision = this.router.next(now);
    if (decision === null || decision.agent === null) return decision;
    const spoilt = this.#calls > 300 ? this.#spoil(decision) : decision;
    this.#given.unshift(spoilt);
    return spoilt;
  }

  #spoil(decision: Decision): Decision {
    const work = this.#works.get(decision.work);
    const agents = [...this.#agents.values()];
    if (this.#law === 'capacity') {
      const full = agents.find(
        (one) => work && one.available && one.load[work.kind] + work.units > one.capacity[work.kind],
      );
      return full ? { ...decision, agent: full.id } : decision;
    }
    if (this.#law === 'eligible') {
      const away = agents.find((one) => !one.available);
      return away ? { ...decision, agent: away.id } : decision;
    }
    if (this.#law === 'inversion') {
      const later = [...this.#works.values()].findLast(
        (one) => work && one.place > work.place && one.sla.id === work.sla.id && one.group === work.group,
      );
      return later ? { ...decision, work: later.id } : decision;
    }
    return decision;
  }
}

/** Tells one place too far back. */
class Liar extends Router {
  override before(id: string, now: number): number | null {
    const before = super.before(id, now);
    return before === null ? null : before + 1;
  }
}

describe('the watch is no blind one', () => {
  const seen = (law: Law, router: Router) => {
    const around = () => new Spoiler(law, router);
    return new Set(watchedDay(3, 20, { router, around, dayMs: 2 * HOUR }).laws.breaches.map((one) => one.law));
  };
  const laws: Law[] = ['capacity', 'eligible', 'inversion', 'owner', 'lost', 'rebuilt'];

  it.each(laws)('sees %s broken', { timeout: LIMIT_MS }, (law) => {
    expect(seen(law, new Router(watchedRules))).toContain(law);
  });
  it('sees a wrong place and aged work passed over for ever', { timeout: LIMIT_MS }, () => {
    expect(seen('position', new Liar(watchedRules))).toContain('position');
    expect(seen('bounded', new Router({ ...watchedRules, agingEvery: 1_000 }))).toContain('bounded');
  });
});

it('P27 on the reference floor the class served worst keeps most of its promises', { timeout: LIMIT_MS }, () => {
  const near = playDays(reference(0.95), 'ours', 12, 77_000);
  const over = playDays(reference(1.05), 'ours', 12, 77_000);
  expect(near.lowest).toBeGreaterThanOrEqual(90);
  expect(over.lowest).toBeGreaterThanOrEqual(75);
  expect(near.jain).toBeGreaterThanOrEqual(0.995);
  for (const peer of ['fcfs', 'priority', 'headstart'] as const)
    expect(playDays(reference(0.95), peer, 12, 77_000).lowest).toBeLessThan(near.lowest);
});
