/** What one input changes, and what the driver must do about it in the same transaction. */
import type { Mark } from '../evidence.ts';
import type { Guard } from './guards.ts';
import type { Answer, Letter, Owed } from './letters.ts';
import type { Standing } from './standing.ts';
import type { Holding, Manifest, MergeState, Rank, Wish } from './state.ts';

/** What the machine reads of the line's tables, as they stand in this transaction. */
export type Tables = {
  /** The rows of these homes. */
  rows(homes: readonly string[]): Manifest;
  /** What was imported of the move under way. */
  imported(): Omit<Manifest, 'chunks'>;
};

/** Acts upon the line's own tables and sockets, in this order, in the input's transaction. */
export type Act =
  /** The homes' rows don't change any more; screens that follow them hold still. */
  | { act: 'seal'; number: number; homes: readonly string[] }
  /** Nothing came of it: what was kept for relaying is written here, in its order. */
  | { act: 'unseal'; number: number }
  /** Keep what was just heard as the relay of this number. */
  | { act: 'keep'; relay: number }
  /** The rows of the letter, set apart: nobody sees them yet. */
  | { act: 'import'; chunk: number }
  | { act: 'drop-import' }
  /** Imported rows become part of the line: new revisions, origin epoch and revision kept, positions per address kept. */
  | { act: 'adopt'; from: Rank; kind: Wish['kind']; scope: readonly Holding[] }
  /** The homes' rows are another line's now. */
  | { act: 'part'; homes: readonly string[]; to: Rank }
  /** What the letter carries is heard here, as if it had come by its own door. */
  | { act: 'apply'; relay: number }
  /** Screens of these homes are told to come again at the taker (close 4003). */
  | { act: 'move-sockets'; homes: readonly string[]; to: Rank }
  /** The decision can't be carried out: two strong identities. A person must look at it. */
  | { act: 'conflict'; wish: Wish };

export type Input =
  /** The rules, or a person, decided. */
  | { kind: 'decided'; wish: Wish }
  /** Taken back; does nothing after the commit. */
  | { kind: 'cancelled'; other: string }
  /** The clock rang and `wakes` says that something waits for it. */
  | { kind: 'alarm' }
  | { kind: 'letter'; letter: Letter }
  /** What became of a letter owed. A lost answer is no input: the letter stays owed and is sent again. */
  | { kind: 'answered'; to: string; letter: Letter; answer: Answer }
  /** Something new (not heard before) was said over an address of this home. */
  | { kind: 'traffic'; home: string }
  /** A strong identity was proven over an address of this home; answered `done`, `refused` (somebody else is known), or `busy`: later. */
  | { kind: 'proven'; home: string; mark: Mark };

/** `paid`: the letter an answer was about is owed no longer. */
export type Outcome = {
  state: MergeState;
  owed: readonly Owed[];
  acts: readonly Act[];
  answer: Answer | null;
  standing: Standing | null;
  paid: boolean;
};

/** What every step stands on: the tables, and the guards (all of them but in the checker). */
export type Ground = { tables: Tables; on: ReadonlySet<Guard> };

/** An outcome with the usual rest left out. */
export function outcome(state: MergeState, more: Partial<Omit<Outcome, 'state'>> = {}): Outcome {
  return { state, owed: [], acts: [], answer: null, standing: null, paid: true, ...more };
}

export function answered(state: MergeState, answer: Answer, more: Partial<Omit<Outcome, 'state' | 'answer'>> = {}) {
  return outcome(state, { ...more, answer });
}
