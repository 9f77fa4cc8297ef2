/** A simulated day on the floor: discrete events, seeded; the policy decides, the floor obeys, keeps the books and checks them. */
import type { AgentFacts, Decision, WorkFacts } from '../../worker/desk/routing/facts.ts';
import { occupancyAt } from '../../worker/desk/routing/occupancy.ts';
import { Heap } from '../../worker/lib/heap.ts';
import { Dice } from './dice.ts';
import type { Policy } from './peers.ts';
import { agentsOf, betweenMs, calm, HOUR, MINUTE, type Scenario, type Stream, type Weather } from './scenario.ts';

/** A piece of work on the floor. */
export type Job = {
  facts: WorkFacts;
  stream: Stream;
  serviceMs: number;
  state: 'waiting' | 'held' | 'done' | 'gone';
  agent: string | null;
  /** Grows with every assignment: what was planned for an earlier one is void. */
  turn: number;
  firstServedAt: number | null;
};

type Event = { at: number; order: number; act: () => void };

export type Watcher = {
  decided?: (decision: Decision, job: Job, floor: Floor) => void;
  settled?: (floor: Floor) => void;
};

export class Floor {
  readonly scenario: Scenario;
  readonly policy: Policy;
  readonly agents = new Map<string, AgentFacts>();
  readonly jobs = new Map<string, Job>();
  readonly busyMs = new Map<string, number>();
  now = 0;
  events = 0;
  readonly #waiting = new Set<Job>();
  readonly #weather: Weather;
  readonly #watcher: Watcher;
  readonly #arrivals: Dice;
  readonly #services: Dice;
  readonly #luck: Dice;
  readonly #heap = new Heap<Event>(
    (left, right) => left.at < right.at || (left.at === right.at && left.order < right.order),
  );
  #order = 0;
  #wakeAt = Infinity;
  readonly #between: number;
  readonly #end: number;

  constructor(
    scenario: Scenario,
    policy: Policy,
    seed: number,
    { weather = calm, watcher = {}, begin = 0 }: { weather?: Weather; watcher?: Watcher; begin?: number } = {},
  ) {
    this.scenario = scenario;
    this.policy = policy;
    this.#weather = weather;
    this.#watcher = watcher;
    this.#arrivals = new Dice(seed * 7_919 + 1);
    this.#services = new Dice(seed * 7_919 + 2);
    this.#luck = new Dice(seed * 7_919 + 3);
    this.#between = betweenMs(scenario);
    this.now = begin;
    this.#end = begin + scenario.dayMs;
    for (const agent of agentsOf(scenario, begin)) {
      this.#set(agent);
      this.busyMs.set(agent.id, 0);
      if (weather.awayEveryMs !== null)
        this.#in(this.#luck.exponential(weather.awayEveryMs), () => this.#away(agent.id));
    }
    this.#arriveLater();
  }

  /** Runs to the end of the day. */
  run(): this {
    for (let event = this.#heap.peek(); event && event.at <= this.#end; event = this.#heap.peek()) {
      this.#heap.pop();
      this.now = event.at;
      event.act();
      this.#decide();
    }
    this.now = this.#end;
    return this;
  }

  /** All who wait now. */
  waiting(): ReadonlySet<Job> {
    return this.#waiting;
  }

  #in(ms: number, act: () => void): void {
    this.#order += 1;
    this.#heap.push({ at: this.now + Math.max(0, Math.round(ms)), order: this.#order, act });
  }

  #set(agent: AgentFacts): void {
    this.agents.set(agent.id, agent);
    this.policy.setAgent(agent);
  }

  #arriveLater(): void {
    // Thinned from the highest rate, so that the mean stays.
    const { burst } = this.scenario;
    const high = Math.max(burst, (3 - burst) / 2);
    let at = this.now;
    for (;;) {
      at += this.#arrivals.exponential(this.#between / high);
      const rate = at % HOUR < 20 * MINUTE ? burst : (3 - burst) / 2;
      if (this.#arrivals.next() * high <= rate) break;
    }
    this.#in(at - this.now, () => this.#arrive());
  }

  #arrive(): void {
    this.#arriveLater();
    this.events += 1;
    const stream = this.#arrivals.pick(this.scenario.streams);
    const asked = this.#arrivals.pick(this.scenario.needs);
    const { service } = this.scenario;
    const serviceMs =
      service === 'exponential'
        ? this.#services.exponential(stream.serviceMs)
        : this.#services.logNormal(stream.serviceMs, service);
    const id = `w${String(this.jobs.size).padStart(7, '0')}`;
    const facts: WorkFacts = {
      ...{ id, kind: stream.kind, group: asked.group ?? null, required: asked.required, tier: stream.tier },
      optional: (asked.wishes ?? []).map((one) => ({ ...one, until: this.now + (asked.relaxMs ?? MINUTE) })),
      urgency: stream.urgency,
      sla: { id: stream.id, targetMs: stream.targetMs, weight: stream.weight },
      ...{
        language: null,
        channel: 'web',
        preferred: this.#known(),
        place: this.now,
        units: stream.units,
        declined: [],
      },
      agent: null,
    };
    const job: Job = {
      ...{ facts, stream, serviceMs: Math.max(1_000, Math.round(serviceMs)), state: 'waiting', agent: null },
      ...{ turn: 0, firstServedAt: null },
    };
    this.jobs.set(id, job);
    this.#waiting.add(job);
    this.policy.wait(facts, this.now, true);
    const { abandonMs } = this.#weather;
    if (abandonMs !== null) {
      this.#in(this.#luck.exponential(abandonMs), () => {
        if (job.state !== 'waiting') return;
        this.events += 1;
        job.state = 'gone';
        this.#waiting.delete(job);
        this.policy.leave(id);
      });
    }
  }

  /** Now and then a customer knows somebody. */
  #known(): WorkFacts['preferred'] {
    if (this.#luck.next() >= this.#weather.knows) return [];
    const ids = [...this.agents.keys()];
    const agent = ids[Math.floor(this.#luck.next() * ids.length)];
    return agent === undefined ? [] : [{ agent, why: 'last', bonusMs: 30_000, holdMs: 20_000 }];
  }

  #decide(): void {
    for (let decision = this.policy.next(this.now); decision; decision = this.policy.next(this.now)) {
      this.events += 1;
      const job = this.jobs.get(decision.work);
      if (!job) throw new Error(`Decided upon unknown work ${decision.work}`);
      this.#watcher.decided?.(decision, job, this);
      // A message left stays where it is until somebody is on duty.
      if (decision.agent !== null) this.#give(job, decision.agent);
    }
    this.#watcher.settled?.(this);
    const at = this.policy.nextAt(this.now);
    if (at === null || (this.#wakeAt > this.now && this.#wakeAt <= at)) return;
    this.#wakeAt = at;
    this.#in(at - this.now, () => {});
  }

  #give(job: Job, id: string): void {
    this.policy.leave(job.facts.id);
    job.state = 'held';
    this.#waiting.delete(job);
    job.agent = id;
    job.turn += 1;
    this.#weigh(id, job, 1);
    const { turn } = job;
    const still = (act: () => void) => () => {
      if (job.turn === turn && job.state === 'held') act();
    };
    if (this.#luck.next() < this.#weather.declines) {
      this.#in(
        this.#luck.exponential(10_000),
        still(() => this.#back(job, this.now + 60_000)),
      );
      return;
    }
    job.firstServedAt ??= this.now;
    this.busyMs.set(id, (this.busyMs.get(id) ?? 0) + Math.min(job.serviceMs, this.#end - this.now) * job.facts.units);
    const transfers = this.#luck.next() < this.#weather.transfers;
    this.#in(
      job.serviceMs,
      still(() => (transfers ? this.#back(job, this.now + 10 * MINUTE) : this.#finish(job))),
    );
  }

  /** It waits again, at its place; who had it is not asked until then. */
  #back(job: Job, until: number): void {
    this.events += 1;
    const { agent } = job;
    if (agent === null) return;
    this.#weigh(agent, job, -1);
    job.state = 'waiting';
    job.agent = null;
    this.#waiting.add(job);
    job.facts = {
      ...job.facts,
      declined: [...job.facts.declined.filter((one) => this.now < one.until), { agent, until }],
    };
    this.policy.wait(job.facts, this.now, false);
  }

  #finish(job: Job): void {
    this.events += 1;
    if (job.agent !== null) this.#weigh(job.agent, job, -1);
    job.state = 'done';
    job.agent = null;
    this.policy.served(job.facts.sla.id, job.serviceMs);
  }

  #weigh(id: string, { facts }: Job, sign: 1 | -1): void {
    const agent = this.agents.get(id);
    if (!agent) throw new Error(`Unknown agent ${id}`);
    const load = { ...agent.load, [facts.kind]: agent.load[facts.kind] + sign * facts.units };
    const holding = agent.load[facts.kind] / Math.max(1, agent.capacity[facts.kind]);
    const share = occupancyAt(agent.occupancy, holding, this.now);
    this.#set({ ...agent, load, idleSince: this.now, occupancy: { share, at: this.now } });
  }

  #away(id: string): void {
    const agent = this.agents.get(id);
    if (!agent) return;
    this.events += 1;
    this.#set({ ...agent, available: false, state: 'offline' });
    for (const job of this.jobs.values()) if (job.state === 'held' && job.agent === id) this.#back(job, this.now);
    const { awayEveryMs, awayMs } = this.#weather;
    this.#in(this.#luck.exponential(awayMs), () => {
      this.events += 1;
      const back = this.agents.get(id);
      if (back) this.#set({ ...back, available: true, state: 'online' });
      if (awayEveryMs !== null) this.#in(this.#luck.exponential(awayEveryMs), () => this.#away(id));
    });
  }
}
