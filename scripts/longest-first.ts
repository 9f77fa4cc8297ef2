/** Begins the test files that take longest first, so that none of them is left alone at the end of a run. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** By the report of a whole run on a quiet machine: what took over 15 s, longest first. */
const LONG = [
  'scripts/readme.test.ts',
  'customer/merge-encounters.test.ts',
  'customer/planner-merge.test.ts',
  'media/hearing.test.ts',
  'customer/scope.test.ts',
  'customer/planner-days.test.ts',
  'customer/merge.test.ts',
  'customer/profile.test.ts',
  'outreach/any-order.test.ts',
  'outreach/standstill.test.ts',
  'outreach/door.test.ts',
  'keys/reads.test.ts',
  'scripts/operation.test.ts',
  'customer/merge-choices.test.ts',
  'story/joins.test.ts',
  'customer/abort-crash.test.ts',
  'miniprogram/gates.test.ts',
  'customer/answered.test.ts',
  'watch/switches.test.ts',
  'ledger/ledger.test.ts',
  'hall/alike-desk.test.ts',
  'customer/merge-revisions.test.ts',
  'evidence/population.test.ts',
];

function rank({ moduleId }: TestSpecification): number {
  const at = LONG.findIndex((name) => moduleId.endsWith(`/test/${name}`));
  return at < 0 ? LONG.length : at;
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    return others.toSorted((left, right) => rank(left) - rank(right));
  }
}
