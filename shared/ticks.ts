/** Steps of an answer that its reader has ticked off: counted from 0, in order. */

/** The list after one was ticked, or no longer. */
export function withTick(ticked: readonly number[] | undefined, step: number, done: boolean): number[] {
  const rest = (ticked ?? []).filter((one) => one !== step);
  return done ? [...rest, step].sort((left, right) => left - right) : rest;
}

/** How far somebody is: the last step they ticked, counted from 1, of how many; null: none, or an answer without steps. */
export function stepsReached(given: {
  body: { kind: string; steps?: readonly string[] | undefined };
  ticked?: readonly number[] | undefined;
}): { reached: number; of: number } | null {
  const of = given.body.steps?.length ?? 0;
  const reached = Math.max(0, ...(given.ticked ?? []).map((step) => step + 1));
  return of === 0 || reached === 0 ? null : { reached, of };
}
