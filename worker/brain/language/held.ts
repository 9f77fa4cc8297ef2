/** Where a model comes into a turn: what was going to be said is held until it answers, and said as published when it doesn't. */
import { questionOf, wordingOf, type Snapshot } from '../entry.ts';
import type { Heard, Mind, Said, Thought } from '../mind.ts';
import { promptOf, type Abilities, type Asked, type Source } from './asked.ts';
import { readChoice, readSummary, readWording, type Discarded } from './grounded.ts';

/** A thought's words waiting for a model. `question` is what the customer asked. */
export type Held = {
  id: string;
  purpose: 'rephrase' | 'choose';
  question: string;
  entries: string[];
  say: Thought['say'];
};

/** Shorter answers are said as they stand: there is nothing to put better. */
const WORTH_REPHRASING = 24;

/** Holds back what a model may put better; null where it has no part. The thought itself is not touched. */
export function heldOf(
  before: Mind,
  heard: Heard,
  thought: Thought,
  knowledge: Snapshot,
  able: Abilities,
  id: string,
): { held: Held; asked: Asked } | null {
  if (heard.kind !== 'message' || heard.body.kind !== 'text' || heard.body.option !== undefined) return null;
  const [only, ...more] = thought.say;
  if (!only || more.length > 0 || thought.handover || thought.call) return null;
  if (thought.mind.flow && thought.mind.flow.asked.kind !== 'over') return null;
  const question = heard.body.text;
  const { language } = thought.mind;
  if (able.rephrase && only.source && (only.body.kind === 'text' || only.body.kind === 'answer')) {
    const sources = sourcesOf([only.source.entry], thought.mind, knowledge);
    if (sources.length === 0 || only.body.text.length < WORTH_REPHRASING || isAsPublished(question, sources))
      return null;
    const held: Held = { id, purpose: 'rephrase', question, entries: [only.source.entry], say: thought.say };
    return { held, asked: { purpose: 'rephrase', language, question, sources } };
  }
  if (able.choose && only.body.kind === 'menu' && thought.mind.misses > before.misses) {
    const offered = only.body.options.flatMap(({ id: option }) =>
      option.startsWith('entry:') ? [option.slice(6)] : [],
    );
    const sources = sourcesOf(offered, thought.mind, knowledge);
    if (sources.length < 2) return null;
    const held: Held = { id, purpose: 'choose', question, entries: sources.map((one) => one.id), say: thought.say };
    return { held, asked: { purpose: 'choose', language, question, sources } };
  }
  return null;
}

/** What is said once the model answered, or didn't (null). */
export type Settled =
  | { kind: 'say'; say: Thought['say']; discarded?: Discarded }
  /** The model chose this entry: it is said as published. */
  | { kind: 'entry'; entry: string };

export function settle(held: Held, answer: string | null, mind: Mind, knowledge: Snapshot): Settled {
  const asPublished: Settled = { kind: 'say', say: held.say };
  if (answer === null) return asPublished;
  const { language } = mind;
  const sources = sourcesOf(held.entries, mind, knowledge);
  if (held.purpose === 'choose') {
    const entry = readChoice(answer, sources);
    return entry === null ? asPublished : { kind: 'entry', entry };
  }
  const [only] = held.say;
  if (!only?.source || (only.body.kind !== 'text' && only.body.kind !== 'answer')) return asPublished;
  const { system } = promptOf({ purpose: 'rephrase', language, question: held.question, sources });
  const read = readWording(answer, sources, system);
  if (!read.ok) return { ...asPublished, discarded: read.why };
  const also = read.cites.filter((id) => id !== only.source?.entry);
  const source = { ...only.source, ...(also.length > 0 ? { also } : {}), generated: true };
  return { kind: 'say', say: [{ body: { ...only.body, text: read.text }, source }] };
}

/** A hand-over's summary in the model's words, or null when it says more than was said. */
export function summaryOf(asked: Extract<Asked, { purpose: 'summarise' }>, answer: string): string | null {
  const { system } = promptOf(asked);
  const read = readSummary(answer, asked.said.map((line) => line.text).join('\n'), system);
  return read.ok ? read.text : null;
}

/** The transcript a summary is made of. */
export function summaryAsked(said: readonly Said[], language: Mind['language']): Asked {
  return { purpose: 'summarise', language, said };
}

/** A colleague's draft is made of these entries; null where none of them has words. */
export function draftAsked(
  question: string,
  ids: readonly string[],
  language: Mind['language'],
  knowledge: Snapshot,
): DraftAsked | null {
  const sources = sourcesOf(ids, { language }, knowledge);
  return sources.length === 0 ? null : { purpose: 'suggest', language, question, sources };
}

/** What is asked for a colleague's draft. */
export type DraftAsked = Extract<Asked, { purpose: 'rephrase' | 'suggest' }>;

/** A draft for a colleague with the entries it rests on, or null when it says more than they do. */
export function draftOf(asked: DraftAsked, answer: string): { text: string; entries: string[] } | null {
  const read = readWording(answer, asked.sources, promptOf(asked).system);
  return read.ok ? { text: read.text, entries: read.cites } : null;
}

function sourcesOf(ids: readonly string[], { language }: Pick<Mind, 'language'>, knowledge: Snapshot): Source[] {
  return ids.flatMap((id) => {
    const entry = knowledge.entries.get(id);
    const wording = entry && wordingOf(entry, language);
    if (!entry || !wording) return [];
    const { text, steps = [] } = wording.answer;
    return [{ id, question: questionOf(entry, language) ?? '', text: [text, ...steps].join('\n') }];
  });
}

function isAsPublished(question: string, sources: readonly Source[]): boolean {
  return sources.some((source) => source.question.trim() === question.trim());
}
