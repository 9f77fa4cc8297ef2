/** What two lines write each other about a move, and what they answer. Every letter is owed until answered and may come late or twice. */
import type { Mark } from '../evidence.ts';
import type { Holding, Manifest, Rank, Wish } from './state.ts';

/**
 * `chunk` carries rows and `relay` what was heard: the driver adds them when it sends, from its tables. Between `prepare` and
 * `drained` a giver owes its taker one letter at a time.
 */
export type Letter =
  | {
      kind: 'prepare';
      giver: Rank;
      number: number;
      move: Wish['kind'];
      marks: readonly Mark[];
      despite: readonly string[];
    }
  | { kind: 'chunk'; giver: Rank; number: number; chunk: number }
  | { kind: 'commit'; giver: Rank; number: number; scope: readonly Holding[]; manifest: Manifest }
  | { kind: 'abort'; giver: Rank; number: number }
  | { kind: 'relay'; giver: Rank; number: number; relay: number }
  | { kind: 'drained'; giver: Rank; number: number }
  /** The taker asks whether a move that makes no way is still meant. */
  | { kind: 'inquire'; taker: string; number: number }
  /** A decision that is another line's to carry out. */
  | { kind: 'propose'; wish: Wish }
  /** Where homes went: to the directory, and to lines that still point elsewhere. */
  | { kind: 'heal'; places: readonly { home: string; hop: number }[]; to: Rank };

export type Answer =
  | { kind: 'prepared' }
  /** Not now; the letter stays owed. */
  | { kind: 'busy' }
  /** The taker went into another line itself. */
  | { kind: 'moved'; to: Rank }
  | { kind: 'applied'; chunk: number }
  | { kind: 'committed' }
  | { kind: 'aborted' }
  | { kind: 'refused'; why: 'two_strong' | 'incomplete' }
  | { kind: 'relayed'; relay: number }
  | { kind: 'going' }
  /** That move is none any more. */
  | { kind: 'over' }
  | { kind: 'done' };

/** A letter owed; `to` is a person, or the index of addresses. */
export type Owed = { to: string; letter: Letter };

export const DIRECTORY = 'directory';

/** The idempotency key of a letter, for ever. */
export function keyOf({ to, letter }: Owed): string {
  switch (letter.kind) {
    case 'chunk':
      return `merge:${letter.giver.id}:${letter.number}:chunk:${letter.chunk}`;
    case 'relay':
      return `merge:${letter.giver.id}:${letter.number}:relay:${letter.relay}`;
    case 'prepare':
    case 'commit':
    case 'abort':
    case 'drained':
      return `merge:${letter.giver.id}:${letter.number}:${letter.kind}`;
    case 'inquire':
      return `merge:${to}:${letter.number}:inquire:${letter.taker}`;
    case 'propose':
      return `merge:${to}:propose:${letter.wish.key}`;
    case 'heal':
      return `merge:${to}:heal:${letter.places.map(({ home, hop }) => `${home}.${hop}`).join(',')}`;
  }
}
