/** Runs one floor under every policy on the same days, and says who keeps most promises of the class that fares worst. */
import { usualRules, type RoutingRules } from '../../worker/desk/routing/facts.ts';
import { nothingLearned } from '../../worker/desk/routing/learn.ts';
import { Router } from '../../worker/desk/routing/router.ts';
import { Floor } from './floor.ts';
import { count, jain, lowest, type Tally } from './measure.ts';
import { firstCome, headStart, Peer, strictPriority, type Policy } from './peers.ts';
import type { Scenario } from './scenario.ts';

export const peers = { fcfs: firstCome, priority: strictPriority, headstart: headStart } as const;
export type Contender = 'ours' | keyof typeof peers;
export const contenders: readonly Contender[] = ['ours', 'fcfs', 'priority', 'headstart'];

export type Outcome = { tally: Tally; lowest: number; jain: number; events: number };

/** So many days of a floor under one policy; ours goes on with what it learned the day before. */
export function playDays(
  scenario: Scenario,
  who: Contender,
  days: number,
  seed: number,
  rules: RoutingRules = usualRules,
): Outcome {
  const tally: Tally = {};
  const busy = new Map<string, number>();
  const learned = nothingLearned();
  let events = 0;
  for (let day = 0; day < days; day += 1) {
    const policy: Policy = who === 'ours' ? new Router(rules, learned) : new Peer(peers[who]);
    const floor = new Floor(scenario, policy, seed + day, { begin: day * scenario.dayMs }).run();
    count(tally, floor);
    events += floor.events;
    for (const [id, ms] of floor.busyMs) {
      const capacity = floor.agents.get(id)?.capacity.session ?? 1;
      busy.set(id, (busy.get(id) ?? 0) + ms / capacity);
    }
  }
  return { tally, lowest: lowest(tally), jain: jain([...busy.values()]), events };
}

/** The lowest class's share under each policy. */
export function contest(scenario: Scenario, days: number, seed: number): Record<Contender, Outcome> {
  const play = (who: Contender) => playDays(scenario, who, days, seed);
  return { ours: play('ours'), fcfs: play('fcfs'), priority: play('priority'), headstart: play('headstart') };
}
