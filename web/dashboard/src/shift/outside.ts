import type { MineAnswer } from '../../../../shared/shift-api.ts';

/** Whoever comes so long before a shift comes for it. */
const BEFORE_MS = 30 * 60_000;

/** How going on duty now stands outside of one's plan: on leave, at rest, before the next shift or after the last; null: it doesn't. */
export function outsideOf(
  { planned, now: lasting, next, off }: Pick<MineAnswer, 'planned' | 'now' | 'next' | 'off'>,
  now: number,
): 'leave' | 'rest' | 'next' | 'none' | null {
  const [first] = next;
  const coming = first !== undefined && first.from - now <= BEFORE_MS;
  if (!planned || lasting || coming) return null;
  return off ?? (first ? 'next' : 'none');
}
