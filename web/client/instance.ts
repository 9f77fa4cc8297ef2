/** The instance of an installation that shows the line once: a mini-program, an APP. */
import type { Keep } from './ports.ts';

/** Kept under `instance`; a fresh one begins with `mark`. `random` is 0 … 1. */
export function keptInstance(keep: Keep, random: () => number, mark: string): string {
  const held = keep.read('instance');
  if (held !== null && held !== '') return held;
  const fresh = `${mark}-${[1, 2, 3].map(() => Math.floor(random() * 2 ** 32).toString(36)).join('-')}`;
  keep.write('instance', fresh);
  return fresh;
}
