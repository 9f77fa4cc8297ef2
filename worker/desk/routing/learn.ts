/** What the policy learns as it goes, as plain data: how often urgent work comes, how long work takes, which promises are kept. */
import type { RoutingRules, WorkFacts } from './facts.ts';
import type { Demand } from './reach.ts';

const HOUR_MS = 3_600_000;
/** Rates and shares forget with this time. */
const MEMORY_MS = 0.5 * HOUR_MS;
/** Until services were measured. */
const FIRST_SERVICE_MS = 240_000;

/** A number of events that fades, as of a moment. */
type Fading = { count: number; at: number };
type Kept = { met: Fading; all: Fading };

/** Everything the policy remembers between two decisions beside the facts; give it back to go on the same. */
export type Learned = {
  /** Urgent arrivals by demand. */
  urgent: Record<string, Fading & { demand: Demand }>;
  /** Mean service by class. */
  service: Record<string, { meanMs: number; samples: number }>;
  /** Promises by class. */
  kept: Record<string, Kept>;
  /** Assignments in a row by which an agent passed over aged work. */
  passed: Record<string, number>;
};

export const nothingLearned = (): Learned => ({ urgent: {}, service: {}, kept: {}, passed: {} });

const faded = (given: Fading | undefined, now: number) =>
  given === undefined ? 0 : given.count * Math.exp(-Math.max(0, now - given.at) / MEMORY_MS);
const plus = (given: Fading | undefined, one: number, now: number): Fading => ({
  count: faded(given, now) + one,
  at: now,
});

/** An urgent piece of work came. */
export function learnUrgent(learned: Learned, key: string, demand: Demand, now: number): void {
  learned.urgent[key] = { ...plus(learned.urgent[key], 1, now), demand };
}

/** Urgent arrivals per ms of that demand. */
export function urgentRate(learned: Learned, key: string, now: number): number {
  return faded(learned.urgent[key], now) / MEMORY_MS;
}

/** A service of that class ended. */
export function learnService(learned: Learned, classId: string, ms: number): void {
  const { meanMs, samples } = learned.service[classId] ?? { meanMs: 0, samples: 0 };
  const weight = Math.max(1 / (samples + 1), 0.01);
  learned.service[classId] = { meanMs: meanMs + (ms - meanMs) * weight, samples: Math.min(samples + 1, 1_000) };
}

/** How long work takes: of that class, or of all. */
export function serviceMs(learned: Learned, classId?: string): number {
  const one = classId === undefined ? undefined : learned.service[classId];
  if (one && one.samples >= 20) return one.meanMs;
  let sum = 0;
  let samples = 0;
  for (const given of Object.values(learned.service)) {
    sum += given.meanMs * given.samples;
    samples += given.samples;
  }
  return samples === 0 ? FIRST_SERVICE_MS : sum / samples;
}

/** A first assignment, or a promise that ran out before one. */
export function learnKept(learned: Learned, classId: string, met: boolean, now: number): void {
  const known = learned.kept[classId];
  learned.kept[classId] = { met: plus(known?.met, met ? 1 : 0, now), all: plus(known?.all, 1, now) };
}

/** Share of promises kept of late; 1 while there were few. */
export function keptShare(learned: Learned, classId: string, now: number): number {
  const known = learned.kept[classId];
  const all = faded(known?.all, now);
  return all < 5 ? 1 : faded(known?.met, now) / all;
}

/**
 * How much earlier a class is served than its due time says: more for what costs more to miss, for what is served sooner (cμ),
 * and for the class whose promises are kept least.
 */
export function leadMs(learned: Learned, work: WorkFacts, rules: RoutingRules, now: number): number {
  const shares = Object.keys(learned.kept).map((one) => keptShare(learned, one, now));
  const best = shares.length === 0 ? 1 : Math.max(...shares);
  const behind = best - keptShare(learned, work.sla.id, now);
  const brisk = Math.log(serviceMs(learned) / serviceMs(learned, work.sla.id));
  return rules.leadMs * (Math.log(work.sla.weight) + brisk) + rules.evenMs * behind;
}

/** The fewest kept back so that more urgent arrivals come within the time with no more than that chance. */
export function reserveFor(expected: number, risk: number, most: number): number {
  if (risk <= 0) return 0;
  let chance = Math.exp(-expected);
  let within = chance;
  let keep = 0;
  while (keep < most && 1 - within > risk) {
    keep += 1;
    chance *= expected / keep;
    within += chance;
  }
  return keep;
}
