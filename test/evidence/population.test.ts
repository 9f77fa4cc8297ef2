import { describe, expect, test } from 'vitest';
import { decide, type Standing } from '../../worker/identity/decide.ts';
import type { Edge, Evidence } from '../../worker/identity/evidence.ts';
import { population } from '../identity/population.ts';

const SEED = 20261126;
/** A third of those at a terminal come within minutes of the one before. */
const HASTE = 0.3;

describe('a population with shared phones, family phones, terminals, recycled numbers, late unionids, several accounts', () => {
  test('I8 fifty thousand people: no wrong merge, at least 95 % of the right ones', { timeout: 240_000 }, () => {
    const figures = population({ people: 50_000, seed: SEED, haste: HASTE });
    expect(figures.acts).toBeGreaterThan(200_000);
    expect(figures.byItself).toBeGreaterThan(2_500);
    expect(figures.declined).toBeGreaterThan(2_000);
    expect(figures.wrongMerges).toBe(0);
    expect(figures.recall).toBeGreaterThanOrEqual(95);
  });

  type Guard = { edge?: (edge: Edge, at: number) => Edge; standing?: (standing: Standing) => Standing };
  const guards: Record<string, Guard> = {
    'two strong identities are two': { standing: (standing) => ({ ...standing, marks: () => [] }) },
    'a number is a lease': { edge: (edge, at) => (edge.kind === 'phone' ? { ...edge, confirmedAt: at } : edge) },
    'a record older than the holder says nothing': {
      edge: (edge) => ({ ...edge, since: 0, movedAt: null }),
    },
    'words before a sign-in are asked about': {
      standing: (standing) => ({ ...standing, isEmpty: () => true }),
    },
  };
  const without = ({ edge, standing = (one) => one }: Guard) =>
    ((evidence: Evidence, given: Standing) => {
      const edges = new Map([...given.edges].map(([hash, one]) => [hash, edge ? edge(one, evidence.at) : one]));
      return decide(evidence, standing({ ...given, edges }));
    }) satisfies typeof decide;

  test.each(Object.entries(guards))(
    'I8 without the rule “%s” people are merged wrongly',
    (_name, guard) => {
      expect(population({ people: 8_000, seed: SEED, haste: HASTE, rule: without(guard) }).wrongMerges).toBeGreaterThan(
        0,
      );
    },
    60_000,
  );

  test('I8 what only suggests, done by itself, merges wrongly', { timeout: 60_000 }, () => {
    const whys = new Map<string, number>();
    for (const why of [
      'same_number',
      'same_browser',
      'said_before',
      'shared_number',
      'number_moved',
      'same_order',
      'stale_claim',
    ]) {
      const rule: typeof decide = (evidence, standing) => {
        const decision = decide(evidence, standing);
        const joins = decision.joins.map((join) =>
          join.why === why && join.act === 'suggest' ? { ...join, act: 'merge' as const } : join,
        );
        return { ...decision, joins };
      };
      const haste = why === 'said_before' ? HASTE : 0;
      whys.set(why, population({ people: 2_500, seed: SEED, haste, rule }).wrongMerges);
    }
    for (const [why, wrong] of whys) expect(wrong, why).toBeGreaterThan(0);
  });
});
