/** A crowded floor, 500 agents and 5,000 waiting, on which every event is timed until nothing more can be given. */
import type { AgentFacts, WorkFacts } from '../../worker/desk/routing/facts.ts';
import { usualRules } from '../../worker/desk/routing/facts.ts';
import { Router } from '../../worker/desk/routing/router.ts';
import { Dice } from './dice.ts';

const SKILLS = ['sale', 'care', 'money', 'parcel', 'net', 'gold'];
const classes = [
  { id: 'urgent', targetMs: 30_000, share: 0.1, urgency: 'urgent', tier: 0 },
  { id: 'vip', targetMs: 60_000, share: 0.1, urgency: 'normal', tier: 2 },
  { id: 'standard', targetMs: 120_000, share: 0.5, urgency: 'normal', tier: 0 },
  { id: 'low', targetMs: 600_000, share: 0.3, urgency: 'low', tier: 0 },
] as const;

/** Milliseconds of each event (agent free or work arrived, all decisions that follow, obeyed, and the next time). */
export function timeCrowd(agents: number, waiting: number, events: number, seed: number): number[] {
  const dice = new Dice(seed);
  const router = new Router(usualRules);
  const held = new Map<string, AgentFacts>();
  const work = (index: number, now: number): WorkFacts => {
    const { id, targetMs, urgency, tier } = dice.pick(classes);
    const skill = SKILLS[Math.floor(dice.next() * SKILLS.length)] ?? 'care';
    const knows = dice.next() < 0.1 ? `a${Math.floor(dice.next() * agents)}` : null;
    return {
      ...{
        id: `w${index}`,
        kind: 'session',
        group: null,
        required: [{ skill, level: 1 }],
        optional: [],
        urgency,
        tier,
      },
      ...{ sla: { id, targetMs, weight: 1 }, language: dice.next() < 0.1 ? 'en' : 'zh', channel: 'web', units: 1 },
      preferred: knows === null ? [] : [{ agent: knows, why: 'last', bonusMs: 30_000, holdMs: 20_000 }],
      ...{ place: now, declined: [], agent: null },
    };
  };
  let now = 0;
  let count = 0;
  const arrive = () => router.wait(work((count += 1), now), now, true);
  const set = (agent: AgentFacts) => {
    held.set(agent.id, agent);
    router.setAgent(agent);
  };
  const settle = () => {
    for (let decision = router.next(now); decision; decision = router.next(now)) {
      router.leave(decision.work);
      const agent = held.get(decision.agent ?? '');
      if (agent) set({ ...agent, load: { ...agent.load, session: agent.load.session + 1 }, idleSince: now });
    }
    router.nextAt(now);
  };
  for (let index = 0; index < agents; index += 1) {
    const skills = Object.fromEntries(SKILLS.filter(() => dice.next() < 0.4).map((skill) => [skill, 3]));
    const id = `a${index}`;
    set({
      ...{ id, name: id, skills, groups: null, channels: [], emergency: [], state: 'online', available: true },
      ...{ languages: dice.next() < 0.3 ? ['zh', 'en'] : ['zh'], capacity: { session: 4, ticket: 0 } },
      ...{ load: { session: 4, ticket: 0 }, idleSince: 0, occupancy: { share: dice.next(), at: 0 } },
    });
  }
  for (let index = 0; index < waiting; index += 1) {
    now += 80;
    arrive();
  }
  const times: number[] = [];
  const ids = [...held.keys()];
  for (let event = 0; event < events; event += 1) {
    now += 60;
    const began = performance.now();
    const agent = held.get(ids[Math.floor(dice.next() * ids.length)] ?? '');
    if (event % 2 === 0) arrive();
    else if (agent && agent.load.session > 0) {
      set({ ...agent, load: { ...agent.load, session: agent.load.session - 1 } });
    }
    settle();
    times.push(performance.now() - began);
  }
  return times;
}

/** The time that 99 of 100 events keep within, each by its median over the rounds: the same events, on a machine that does other things too. */
export function crowdP99(rounds: number, events: number, seed: number): number {
  const all = Array.from({ length: rounds }, () => timeCrowd(500, 5_000, events, seed));
  const medians = Array.from({ length: events }, (_, index) => {
    const times = all.map((one) => one[index] ?? 0).sort((left, right) => left - right);
    return times[rounds >> 1] ?? 0;
  });
  medians.sort((left, right) => left - right);
  return medians[Math.floor(events * 0.99)] ?? 0;
}
