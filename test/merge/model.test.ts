/** The merge machine, exhausted: every state of three lines, and every guard shown to be needed. */
import { afterAll, describe, expect, it } from 'vitest';
import { allGuards } from '../../worker/identity/merge/guards.ts';
import { everyState, guardNames, without } from '../identity/model/check.ts';
import { scenarios } from '../identity/model/scenario.ts';
import { explore } from '../identity/model/search.ts';

const LIMIT_MS = 240_000;

describe('I15 I16 I17 I18 I19 I20 I21 I22 I23 I24 the merge machine in every state', () => {
  let states = 0;
  let scenario = 0;

  it('breaks no law, loses nothing, ends at rest wherever it stands', { timeout: LIMIT_MS }, () => {
    for (const found of everyState(false)) {
      scenario += 1;
      states += found.states;
      expect(found.violations, found.scenario).toEqual([]);
      expect(found.whole, found.scenario).toBe(true);
      expect(found.rests, found.scenario).toBeGreaterThan(0);
    }
  });

  afterAll(() => {
    expect(scenario).toBe(Object.keys(scenarios).length);
    expect(states).toBeGreaterThanOrEqual(200_000);
  });
});

describe('I25 a guard taken away is noticed', () => {
  it.each(guardNames)('%s', { timeout: LIMIT_MS }, (guard) => {
    const caught = without(guard);
    expect(caught.scenario, `nothing shows that ${guard} is missing`).not.toBeNull();
    expect(caught.law).not.toBe('');
  });

  it('I23 a line bound by a late first letter stays bound unless it asks', () => {
    const silent = { ...scenarios.late, inquiries: undefined };
    const [violation] = explore(silent, allGuards, 30_000).violations;
    expect(violation?.law).toMatch(/can’t come to rest/u);
    expect(explore(scenarios.late, allGuards, 30_000).violations).toEqual([]);
  });
});
