/** The published knowledge of this deployment, validated and indexed once per isolate. */
import * as v from 'valibot';
import type { Answer, Entry, Snapshot } from '../brain/entry.ts';
import { buildIndex } from '../brain/retrieval/retrieval.ts';
import published from './published.json' with { type: 'json' };

const words = v.pipe(v.string(), v.trim(), v.minLength(1));
const question = v.pipe(words, v.maxLength(60));
const answer = v.union([
  v.pipe(words, v.maxLength(1000)),
  v.object({
    title: question,
    steps: v.pipe(v.array(v.pipe(words, v.maxLength(300))), v.minLength(2), v.maxLength(9)),
  }),
]);
const wording = { question, similar: v.pipe(v.array(words), v.maxLength(20)), answer };
const identifier = v.pipe(v.string(), v.regex(/^[a-z0-9-]{2,40}$/u));

const file = v.pipe(
  v.object({
    version: v.pipe(words, v.maxLength(40)),
    top: v.pipe(v.array(identifier), v.minLength(1), v.maxLength(6)),
    entries: v.pipe(
      v.array(
        v.object({
          id: identifier,
          category: identifier,
          skill: identifier,
          flow: v.optional(v.literal('order')),
          ...wording,
          en: v.object(wording),
        }),
      ),
      v.minLength(1),
    ),
  }),
  v.check((given) => new Set(given.entries.map((one) => one.id)).size === given.entries.length, 'an id stands twice'),
  v.check(
    (given) => given.top.every((id) => given.entries.some((one) => one.id === id)),
    'a top question is not among the entries',
  ),
);

/** Reads a knowledge file; throws a sentence naming what is wrong, because publishing a broken file is a fault. */
export function readSnapshot(given: unknown): Snapshot {
  const read = v.safeParse(file, given);
  if (!read.success) {
    const issue = read.issues[0];
    throw new Error(`knowledge: ${v.getDotPath(issue) ?? 'file'}: ${issue.message}`);
  }
  const entries = read.output.entries.map(({ question: asked, similar, answer: said, ...rest }): Entry => ({
    ...rest,
    zh: { question: asked, similar, answer: said satisfies Answer },
  }));
  return {
    version: read.output.version,
    entries: new Map(entries.map((entry) => [entry.id, entry])),
    top: read.output.top,
    index: { zh: indexOf(entries, 'zh'), en: indexOf(entries, 'en') },
  };
}

function indexOf(entries: readonly Entry[], language: 'zh' | 'en') {
  return buildIndex(
    entries.map((entry) => ({ id: entry.id, ...entry[language] })),
    { language },
  );
}

let kept: Snapshot | null = null;

/** The snapshot every customer's robot answers from. */
export function publishedSnapshot(): Snapshot {
  kept ??= readSnapshot(published);
  return kept;
}
