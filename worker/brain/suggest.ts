/** What a colleague may answer a customer, from what is published. Pure; the robot itself says nothing of it. */
import type { Body } from '../../shared/message.ts';
import { mayHear, sayEntry } from './answer.ts';
import { courtesyIn, saysNo, saysYes } from './courtesy.ts';
import { boundsOf, questionOf, type Snapshot } from './entry.ts';
import { asksForHuman } from './human.ts';
import { freshMind, type Asker, type Mind, type Moment } from './mind.ts';
import { match } from './retrieval/retrieval.ts';
import { languageOf, normalise } from './words.ts';

/** A published answer as the customer's channel would carry it; `confidence` is the chance that it is meant. */
export type Suggestion = { entry: string; question: string; confidence: number; body: Body };

const LIMIT = 3;
/** A colleague judges for themselves: they see more than the robot would offer. */
const WORTH_SHOWING = 0.05;
/** So short, a wish for a person says nothing else. */
const ONLY_A_WISH = 16;

/** What the customer asked last, of their words oldest first: wishes for a person, thanks and a yes are no question. */
export function lastQuestion(words: readonly string[]): string {
  const newest = [...words].reverse();
  return newest.find((text) => !isNoQuestion(text)) ?? newest[0] ?? '';
}

function isNoQuestion(text: string): boolean {
  if (courtesyIn(text) !== null || saysYes(text) || saysNo(text)) return true;
  return text.length <= ONLY_A_WISH && asksForHuman(text);
}

type Given = { asker: Asker; now: number; language: Mind['language'] };

/** Up to three entries that may answer the question, the likeliest first; only what this person may hear now. */
export function suggestions(question: string, given: Given, knowledge: Snapshot): Suggestion[] {
  const { asker, now } = given;
  const mind: Mind = { ...freshMind, language: languageOf(question, given.language) };
  const moment: Moment = { mind, text: question, now, asker, transcript: [], knowledge, blind: false, standing: {} };
  return meant(question, given, knowledge, LIMIT).flatMap(({ id, confidence }) => {
    const entry = knowledge.entries.get(id);
    const body = entry && sayEntry(moment, entry).say[0]?.body;
    if (!entry || !body || confidence < WORTH_SHOWING) return [];
    return [{ entry: id, question: questionOf(entry, mind.language) ?? id, confidence, body }];
  });
}

/** Entries this person may hear now, the likeliest meant first. */
function meant(question: string, { asker, now, language }: Given, knowledge: Snapshot, limit: number) {
  const allowed = (id: string): boolean => {
    const bounds = boundsOf(knowledge, id);
    return bounds !== undefined && mayHear(bounds, asker, now);
  };
  return match(knowledge.index[languageOf(question, language)], question, { limit, allowed });
}

/** More than these are no help while one types. */
const COMPLETIONS = 5;
/** So many are looked over for those in which the very words stand. */
const LOOKED_OVER = 24;

/** 联想: up to five published questions that may be meant by what is being typed; those in which it stands come first. */
export function completions(typed: string, given: Given, knowledge: Snapshot): { entry: string; question: string }[] {
  const words = normalise(typed).trim();
  const language = languageOf(typed, given.language);
  const found = meant(typed, given, knowledge, LOOKED_OVER).flatMap(({ id, confidence }) => {
    const question = knowledge.entries.get(id)?.[language]?.question;
    if (question === undefined) return [];
    return [{ entry: id, question, holds: normalise(question).includes(words), confidence }];
  });
  const held = found.filter(({ holds }) => holds);
  const likely = found.filter(({ holds, confidence }) => !holds && confidence >= WORTH_SHOWING);
  return [...held, ...likely].slice(0, COMPLETIONS).map(({ entry, question }) => ({ entry, question }));
}

/** A thing to do next, not to say. */
export type Step = { kind: 'flow' | 'ticket'; id: string; label: { zh: string; en: string } };

const STEPS = 3;
/** A dialog is worth offering from this chance on. */
const WORTH_DOING = 0.15;

/** Dialogs the robot could lead for this question, and tickets of the kind it is about; at most three. */
export function nextSteps(
  question: string,
  skill: string,
  language: Mind['language'],
  { index, entries, flows }: Pick<Snapshot, 'index' | 'entries' | 'flows'>,
  kinds: readonly { id: string; label: { zh: string; en: string }; skill: string }[],
): Step[] {
  const steps: Step[] = [];
  for (const { id, confidence } of match(index[languageOf(question, language)], question, { limit: 4 })) {
    const name = id.startsWith('flow:') ? id.slice('flow:'.length) : entries.get(id)?.flow;
    const flow = name === undefined ? undefined : flows.get(name);
    if (!flow || confidence < WORTH_DOING || steps.some((one) => one.id === flow.id)) continue;
    steps.push({ kind: 'flow', id: flow.id, label: flow.title });
  }
  const about = new Set(steps.map((one) => one.id));
  for (const kind of kinds) {
    if (about.has(kind.id) || (kind.skill !== '' && kind.skill === skill)) {
      steps.push({ kind: 'ticket', id: kind.id, label: kind.label });
    }
  }
  return steps.slice(0, STEPS);
}
