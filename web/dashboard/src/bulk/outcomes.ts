import { reactive } from 'vue';
import { say } from '../ui/toast.ts';

/** How it went with one of several: `why` in words where it was refused. */
export type Told = { name: string; why: string | null };

/** What was refused of an act on several; shown one by one until it is read. Loaded when there first is something. */
export const outcomes = reactive<{
  open: boolean;
  loaded: boolean;
  done: number;
  refused: { name: string; why: string }[];
}>({
  ...{ open: false, loaded: false, done: 0, refused: [] },
});

/** Says once that all went well, or shows each that did not. Answers how many did. */
export function tellOutcomes(all: readonly Told[], good: string): number {
  const refused = all.flatMap(({ name, why }) => (why === null ? [] : [{ name, why }]));
  const done = all.length - refused.length;
  const [only] = refused;
  if (refused.length === 0) say(good, 'good');
  else if (all.length === 1 && only) say(only.why, 'bad');
  else Object.assign(outcomes, { open: true, loaded: true, done, refused });
  return done;
}
