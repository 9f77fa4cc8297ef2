/** Published knowledge as the robot takes it: entries and flows by id, and an index a language. */
import type { Flow } from '../../shared/flow.ts';
import type { Confirmed, Item } from '../../shared/knowledge-calls.ts';
import type { Synonyms } from '../../shared/knowledge.ts';
import type { Entry, Language, Snapshot } from '../brain/entry.ts';
import { buildIndex, type Document, type Index } from '../brain/retrieval/retrieval.ts';

/** What one version is made of. */
export type Published = {
  version: string;
  entries: readonly Entry[];
  flows: readonly Flow[];
  top: readonly string[];
  synonyms: readonly Synonyms[];
  /** Questions that proved to mean an entry, by entry and language. */
  confirmed?: (entry: string, language: Language) => readonly string[];
};

/** Indexes a version whole. */
export function snapshotOf(given: Published): Snapshot {
  return {
    version: given.version,
    entries: new Map(given.entries.map((entry) => [entry.id, entry])),
    flows: new Map(given.flows.map((flow) => [flow.id, flow])),
    top: given.top,
    index: { zh: indexOf(given, 'zh'), en: indexOf(given, 'en') },
  };
}

function indexOf(given: Published, language: Language): Index {
  const synonyms = given.synonyms.filter((one) => one.language === language).map((one) => one.words);
  const documents = [
    ...given.entries.flatMap((entry) => documentOf(entry, language, given.confirmed?.(entry.id, language)) ?? []),
    ...given.flows.flatMap((flow) => startsOf(flow, language) ?? []),
  ];
  return buildIndex(documents, { language, synonyms });
}

/** An entry's questions in one language; null where it isn't written in it. */
export function documentOf(entry: Entry, language: Language, confirmed: readonly string[] = []): Document | null {
  const wording = entry[language];
  return wording ? { id: entry.id, question: wording.question, similar: wording.similar, confirmed } : null;
}

/** What an item puts into the index of a language. */
export function documentFor(item: Item, language: Language, confirmed: Confirmed = {}): Document | null {
  return item.kind === 'flow' ? startsOf(item.body, language) : documentOf(item.body, language, confirmed[language]);
}

/** The questions that start a flow stand in the index like an entry's. */
export function startsOf(flow: Flow, language: Language): Document | null {
  const [question, ...similar] = flow.starts[language];
  return question === undefined ? null : { id: `flow:${flow.id}`, question, similar };
}
