/** What the robot may say: published entries, and the snapshot of them that every isolate keeps. */
import type { Index } from './retrieval/retrieval.ts';

export type Language = 'zh' | 'en';

/** A text, or a procedure in steps. */
export type Answer = string | { title: string; steps: readonly string[] };

/** One language of an entry: the question as the trade asks it, ways customers ask it, what is answered. */
export type Wording = { question: string; similar: readonly string[]; answer: Answer };

/** A published piece of knowledge. `skill` is the group of agents who know more; `flow` starts a dialog instead of answering. */
export type Entry = {
  id: string;
  category: string;
  skill: string;
  flow?: 'order';
  zh: Wording;
  en: Wording;
};

/** One published version with its indexes. `top` are the questions a greeting offers. */
export type Snapshot = {
  version: string;
  entries: ReadonlyMap<string, Entry>;
  top: readonly string[];
  index: Record<Language, Index>;
};
