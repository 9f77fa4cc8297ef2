/** One click turns unknown questions into a similar question of an entry, into a new entry, or puts them aside. */
import type { Editor } from '../../shared/knowledge-calls.ts';
import { SIMILAR_LIMIT, type Entry } from '../../shared/knowledge.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import { save, type Shelves } from './editing.ts';
import type { Questions } from './questions.ts';
import { phraseOf } from './words.ts';

export type Resolution =
  { kind: 'similar'; entry: string; texts: string[] } | { kind: 'entry'; entry: Entry } | { kind: 'dismiss' };

/** Resolves open questions; those resolved before are passed over. What is written is a draft like any other. */
export function resolve(
  shelves: Shelves,
  questions: Questions,
  order: { by: Editor; questions: string[]; as: Resolution },
  now: number,
): Result<{ entry: string | null; revision: number | null }> {
  const open = questions.named(order.questions);
  const keys = open.map(({ key }) => key);
  const { as, by } = order;
  if (as.kind === 'dismiss') {
    questions.resolve(keys);
    shelves.waiting.resolved(keys, null);
    return { ok: true, entry: null, revision: null };
  }
  const given = as.kind === 'entry' ? { entry: as.entry, base: null } : withTexts(shelves, as, open[0]?.language);
  if ('code' in given) return given;
  const item = { kind: 'entry' as const, id: given.entry.id, body: given.entry };
  const saved = save(shelves, { by, item, base: given.base, note: '未知问题' }, now);
  if (!saved.ok) return saved;
  questions.resolve(keys);
  shelves.waiting.resolved(keys, item.id);
  return { ok: true, entry: item.id, revision: saved.revision };
}

/** The entry with these further similar questions, in the language they were asked in. */
function withTexts({ items }: Shelves, as: Extract<Resolution, { kind: 'similar' }>, asked: 'zh' | 'en' | undefined) {
  const name = { kind: 'entry' as const, id: as.entry };
  const head = items.head(name);
  const found = head ? items.body(name, head.newest) : null;
  if (!head || found?.kind !== 'entry') return refuse('not_found', `There is no entry ${as.entry}.`);
  const entry = found.body;
  const language = asked ?? (/\p{Script=Han}/u.test(as.texts.join('')) ? 'zh' : 'en');
  const wording = entry[language];
  if (!wording) return refuse('wrong_state', `The entry is not written in this language (${language}).`);
  const known = new Set([wording.question, ...wording.similar].map(phraseOf));
  const fresh: string[] = [];
  for (const text of as.texts) {
    const phrase = phraseOf(text);
    if (phrase === '' || known.has(phrase)) continue;
    known.add(phrase);
    fresh.push(text);
  }
  const similar = [...wording.similar, ...fresh];
  if (similar.length > SIMILAR_LIMIT) return refuse('too_large', `An entry holds ${SIMILAR_LIMIT} similar questions.`);
  return { entry: { ...entry, [language]: { ...wording, similar } }, base: head.newest };
}
