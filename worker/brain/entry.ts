/** What the robot may say: published entries and flows, as every isolate keeps them. */
import type { Flow } from '../../shared/flow.ts';
import type { Entry, Language, Wording } from '../../shared/knowledge.ts';
import { buildIndex, type Index } from './retrieval/retrieval.ts';

export type { Answer, Entry, Language, Wording } from '../../shared/knowledge.ts';

/** Finds by id; a big base keeps its values packed and reads them when asked. */
export type Kept<Value> = { get(id: string): Value | undefined; readonly size: number };

/** For whom and when an entry is. */
export type Bounds = Pick<Entry, 'audience' | 'validFrom' | 'validUntil'>;

/** One published version with its indexes. `top` are the questions a greeting offers. */
export type Snapshot = {
  version: string;
  entries: Kept<Entry>;
  flows: Kept<Flow>;
  top: readonly string[];
  index: Record<Language, Index>;
  /** Bounds of the entries that aren't for everybody at all times: a turn weighs hundreds and can't read each. Absent: each is read. */
  bounds?: { get(id: string): Bounds | undefined };
  /** How often each entry was asked for within a year; absent: not counted, so nothing is called rare. */
  asked?: ReadonlyMap<string, number>;
};

/** Knowledge that can't be reached: nothing is known, so nothing is answered. */
export function nothingKnown(): Snapshot {
  const none = new Map<string, never>();
  empty ??= {
    version: '',
    entries: none,
    flows: none,
    top: [],
    index: { zh: buildIndex([], { language: 'zh' }), en: buildIndex([], { language: 'en' }) },
  };
  return empty;
}

let empty: Snapshot | null = null;

const unbounded: Bounds = { audience: 'everyone' };

/** For whom and when an entry is; undefined where the id is none of an entry. */
export function boundsOf({ bounds, entries }: Snapshot, id: string): Bounds | undefined {
  if (id.startsWith('flow:')) return undefined;
  return bounds ? (bounds.get(id) ?? unbounded) : entries.get(id);
}

/** The words of an entry in the customer's language, or in the other where it is written in one only. */
export function wordingOf(entry: Entry, language: Language): Wording | undefined {
  return entry[language] ?? entry[language === 'zh' ? 'en' : 'zh'];
}

/** The standard question, for lists and options. */
export function questionOf(entry: Entry | undefined, language: Language): string | undefined {
  return entry && wordingOf(entry, language)?.question;
}
