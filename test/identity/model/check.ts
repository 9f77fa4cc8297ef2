/** The whole check: every state of every scenario with all guards, and each guard taken away in turn. */
import { allGuards, guards, type Guard } from '../../../worker/identity/merge/guards.ts';
import { longScenarios, scenarios, type Scenario } from './scenario.ts';
import { explore, type Found } from './search.ts';

/** So many states at most are looked at in one scenario: an end for a machine that is broken, far above what a whole one has. */
const LIMIT = 4_000_000;
/** A guard's absence shows earlier than this, or it guards nothing. */
const GUARD_LIMIT = 30_000;

export type Caught = { guard: Guard; scenario: string | null; law: string; steps: number };

/** Explores the scenarios one by one, each whole. */
export function* everyState(long: boolean): Generator<Found> {
  const list: Scenario[] = [...Object.values(scenarios), ...(long ? Object.values(longScenarios) : [])];
  for (const scenario of list) yield explore(scenario, allGuards, LIMIT);
}

/** Takes one guard away and looks for a scenario that shows it. */
export function without(guard: Guard): Caught {
  const on = new Set([...allGuards].filter((one) => one !== guard));
  for (const scenario of Object.values(scenarios)) {
    const [violation] = explore(scenario, on, GUARD_LIMIT).violations;
    if (violation) return { guard, scenario: scenario.name, law: violation.law, steps: violation.trace.length };
  }
  return { guard, scenario: null, law: '', steps: 0 };
}

export const guardNames: readonly Guard[] = Object.keys(guards) as Guard[];
