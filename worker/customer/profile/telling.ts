/** What the directory is told of the profile, so that an audience can be counted without asking anybody. Owed apart from the rest. */
import type { Turn } from '../turn.ts';

export const PROFILE_NEWS = 'profile';
/** Several facts within this time are told at once. */
const GATHER_MS = 1_500;

/** Owes the directory the profile as it is when the letter leaves. */
export function oweProfile(turn: Pick<Turn, 'letters' | 'now'>): void {
  const key = `directory:${PROFILE_NEWS}`;
  turn.letters.owe({ lane: 'directory', kind: 'directory', key, body: PROFILE_NEWS, dueAt: turn.now + GATHER_MS });
}
