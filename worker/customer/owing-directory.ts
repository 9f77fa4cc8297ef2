/** Owes the directory what is new on a line; its letter is made when it leaves (directory.ts). */
import type { Turn } from './turn.ts';

export const ROOM = 'directory';
/** Several changes within this time are told at once. */
const GATHER_MS = 1_500;

/** Owes the directory what is new on this line. */
export function oweDirectory(turn: Pick<Turn, 'letters' | 'now'>): void {
  turn.letters.oweOnce({ lane: ROOM, kind: 'directory', key: ROOM, body: '', dueAt: turn.now + GATHER_MS });
}
