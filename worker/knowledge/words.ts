/** Entries and flows as words: cleaned before they are kept, compared field by field, folded for search. Pure. */
import type { Item, ItemName } from '../../shared/knowledge-calls.ts';
import type { Entry, Language, Wording } from '../../shared/knowledge.ts';
import { normalise } from '../brain/words.ts';

export const languages: readonly Language[] = ['zh', 'en'];

/** Characters no file format and no channel carries: controls, halves of surrogate pairs. */
export function cleanText(text: string): string {
  return text
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/\r\n?/gu, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/gu, '');
}

/** Lists that may as well be absent. */
const OPTIONAL = new Set(['steps', 'media', 'links', 'buttons']);

/** The same value with every text cleaned and trimmed and needless lists left out, so that equal words are equal JSON. */
export function clean<Value>(value: Value): Value {
  return walk(value) as Value;
}

function walk(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value).trim();
  if (Array.isArray(value)) return value.map(walk);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(
    ([key, one]) => one !== undefined && !(OPTIONAL.has(key) && Array.isArray(one) && one.length === 0),
  );
  return Object.fromEntries(kept.map(([key, one]) => [key, walk(one)]));
}

/** One spelling of a value whatever order its keys came in. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

/** Names of the fields that differ: `category`, `zh.similar`, … */
export function changedFields(before: Item | null, after: Item): string[] {
  const [old, fresh] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].filter((name) => old.get(name) !== fresh.get(name));
}

function fieldsOf(item: Item | null): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(item?.body ?? {})) {
    if (item?.kind === 'entry' && (name === 'zh' || name === 'en') && value !== null && typeof value === 'object')
      for (const [part, one] of Object.entries(value)) fields.set(`${name}.${part}`, canonical(one));
    else if (value !== undefined) fields.set(name, canonical(value));
  }
  return fields;
}

/** Every question of an item in a language: the standard one first. */
export function questionsOf(item: Item, language: Language): readonly string[] {
  if (item.kind === 'flow') return item.body.starts[language];
  const wording = item.body[language];
  return wording ? [wording.question, ...wording.similar] : [];
}

/** What an item is called in a list. */
export function titleOf(item: Item): string {
  if (item.kind === 'flow') return item.body.title.zh;
  return (item.body.zh ?? item.body.en)?.question ?? item.id;
}

/** The languages an item is written in. */
export function writtenIn(item: Item): Language[] {
  return languages.filter((language) => questionsOf(item, language).length > 0);
}

/** A question without spaces and marks: the same phrase in two entries is a conflict. */
export function phraseOf(question: string): string {
  return normalise(question).replace(/[^\p{Letter}\p{Number}]/gu, '');
}

export type Named = ItemName & { field: string };

/** What other items this one names. */
export function namesIn(item: Item): Named[] {
  if (item.kind === 'flow') return [];
  const entry: Entry = item.body;
  const related: Named[] = entry.related.map((id) => ({ kind: 'entry', id, field: 'related' }));
  const flow: Named[] = entry.flow === undefined ? [] : [{ kind: 'flow', id: entry.flow, field: 'flow' }];
  return [...related, ...flow, ...languages.flatMap((language) => buttonsOf(entry[language], language))];
}

function buttonsOf(wording: Wording | undefined, language: Language): Named[] {
  const field = `${language}.answer.buttons`;
  return (wording?.answer.buttons ?? []).flatMap(({ act }): Named[] => {
    if (act.kind === 'entry') return [{ kind: 'entry', id: act.entry, field }];
    return act.kind === 'flow' ? [{ kind: 'flow', id: act.flow, field }] : [];
  });
}
