/** What the report's pictures show, from its counts. Pure. */
import type { CampaignReport, Funnel } from '../../../../../shared/campaign/api.ts';

export const steps = ['planned', 'sent', 'delivered', 'read', 'replied', 'resolved'] as const;
export type Step = (typeof steps)[number];
/** `share`: of those one step before. `next`: what the picture narrows to. */
export type Stair = { step: Step; count: number; share: number | null; width: number; next: number };

/** The funnel's steps, each as wide as its part of those planned. */
export function stairsOf(all: Funnel): Stair[] {
  const most = Math.max(1, all.planned);
  const width = (step: Step | undefined) => (step === undefined ? null : Math.min(1, all[step] / most));
  return steps.map((step, at) => {
    const before = at === 0 ? null : all[steps[at - 1] ?? 'planned'];
    const own = width(step) ?? 0;
    return {
      ...{ step, count: all[step], width: own, next: width(steps[at + 1]) ?? own },
      share: before === null || before === 0 ? null : all[step] / before,
    };
  });
}

/** A stair's outline in a box of 100 × 40, narrowing from its own width to that of the next. */
export function outline({ width, next }: Pick<Stair, 'width' | 'next'>): string {
  const [top, foot] = [width, Math.min(width, next)].map((one) => Math.max(0.4, one * 100));
  const edge = (wide = 0) => [(100 - wide) / 2, (100 + wide) / 2];
  const [[a, b], [c, d]] = [edge(top), edge(foot)];
  return `${a},0 ${b},0 ${d},40 ${c},40`;
}

export const outcomes = ['read', 'replied', 'opted-out'] as const;
export type Outcome = (typeof outcomes)[number];
type Arm = CampaignReport['arms'][number];
const shareKeys = { read: 'read', replied: 'replied', 'opted-out': 'optedOut' } as const;
export const estimateOf = (arm: Arm, outcome: Outcome) => arm.shares[shareKeys[outcome]];

/** One version (null: the control group), how many it is of, and the interval that holds its true share. */
export type Bar = { arm: string | null; people: number; share: number; low: number; high: number };

/** Of those sent what they did; of everybody meant who bought, once that is counted. */
export function barsOf({ arms, bought }: Pick<CampaignReport, 'arms' | 'bought'>) {
  const did = outcomes.map((outcome) => ({
    outcome,
    bars: arms.map((arm): Bar => ({ arm: arm.arm, people: arm.sent, ...estimateOf(arm, outcome) })),
  }));
  return bought.done ? [...did, { outcome: 'bought' as const, bars: bought.groups }] : did;
}

/** The right end of an axis from nought that holds all these intervals: a round share. */
export function axisOf(bars: readonly Pick<Bar, 'people' | 'high'>[]): number {
  const most = Math.max(0, ...bars.map(({ people, high }) => (people === 0 ? 0 : high)));
  return [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].find((end) => end >= most) ?? 1;
}

/** The two ends of an axis around nought that holds all these differences. */
export function spreadOf(all: readonly { low: number; high: number }[]): number {
  return Math.max(0.01, ...all.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]));
}
