/** What two lines write each other when two people turn out to be one, and what they answer (docs/identity.md). */
import type { Mark } from './identity.ts';

/** Never changes; the smaller one (older, then by id) survives a merge. */
export type Rank = { created: number; id: string };

/** A home held here. `hop` counts its moves; `within` is the home it came along with; `marks` its strong identities. */
export type Holding = { home: string; hop: number; within: string | null; marks: readonly Mark[] };

/**
 * A decision not carried out yet: join this line and another, or give somebody their own line back. `key` names the decision.
 */
export type Wish = { kind: 'merge' | 'unmerge'; other: Rank; key: string };

/** Rows to be moved: how many chunks, how many rows, and what they hash to. */
export type Manifest = { chunks: number; count: number; hash: string };

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

/** What a letter carries beside itself: the rows of a chunk, what was heard. */
export type Carried = { rows?: string; relay?: string };

/** What is asked of a line about a merge. */
export type MergeOrder =
  | ({ order: 'letter'; letter: Letter } & Carried)
  /** What this line is. `meet`: who was never met gets an empty line, so that whatever they say next finds where it went. */
  | { order: 'rank'; meet?: true }
  /** The rules, or a person, decided. */
  | { order: 'decide'; wish: Wish }
  /** The person whose line this one went into was erased: what is left here goes too. `busy` while something is on its way. */
  | { order: 'bury' }
  /** Taken back; does nothing after the commit. */
  | { order: 'cancel'; other: string };
/** Where a line is, for whoever asked another: plain results. `wait`: ask again after so many ms; nothing was accepted. */
export type Elsewhere = { moved: string } | { wait: number };

/** `rank` null: nobody was ever met here. `homes`: whose lines stand in it; `where` null: here. */
export type MergeReply = {
  answer: Answer | null;
  rank?: Rank | null;
  /** Nothing was ever said here. */
  empty?: boolean;
  homes?: readonly string[];
  where?: Elsewhere | null;
};

export type MergeCalls = {
  /** What another line, or whoever decides, says or asks about a merge. May be repeated. */
  merge(order: MergeOrder): Promise<MergeReply>;
};
