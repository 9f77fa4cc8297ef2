/** What topics are called: the phrase of their own questions that tells them from the others, and the question that is most like all of them. Pure. */
import type { Language } from '../../shared/knowledge.ts';
import { likeness, meanOf, type Vector } from './sight.ts';
import { names, wordsOf } from './words.ts';

/** Words of a phrase at most, and letters of a name. */
const WORDS = 3;
const LETTERS: Record<Language, number> = { zh: 10, en: 32 };
/** A phrase of more words says more, though fewer ask in just these words. */
const LONGER = 0.35;
/** A second phrase stands beside the first from this share of the questions and of the first's score on. */
const ALSO_SHARE = 0.3;
const ALSO_SCORE = 0.45;
/** A name is changed only for one that fits so much better. */
const BETTER = 1.3;

export type Named = { id: string; texts: readonly string[]; name: string };
type Phrase = { text: string; words: readonly string[] };

/** New names of topics of one language; a name that still fits stays. No two are the same. */
export function named(topics: readonly Named[], language: Language): Map<string, string> {
  const phrases = topics.map(({ texts }) => texts.map((text) => phrasesOf(text, language)));
  const everywhere = new Map<string, number>();
  let all = 0;
  for (const texts of phrases) {
    for (const text of texts) {
      all += 1;
      for (const phrase of text.keys()) everywhere.set(phrase, (everywhere.get(phrase) ?? 0) + 1);
    }
  }
  const given = new Map<string, string>();
  const taken = new Set<string>();
  for (const [at, { id, name, texts }] of topics.entries()) {
    const score = scoresOf(phrases[at] ?? [], everywhere, all);
    const names = called(score, phrases[at]?.length ?? 0, language);
    const kept = keeps(name, names[0], score) && !taken.has(name) ? [name] : [];
    const free = [...kept, ...names, texts[0] ?? id].find((one) => one !== '' && !taken.has(one)) ?? id;
    taken.add(free);
    given.set(id, free);
  }
  return given;
}

/** The question most like all of them, by its place; the first of equals. */
export function typicalOf(vectors: readonly Vector[]): number {
  const mean = meanOf(vectors);
  let [best, found] = [-Infinity, 0];
  for (const [at, vector] of vectors.entries()) {
    const value = likeness(vector, mean);
    if (value > best) [best, found] = [value, at];
  }
  return found;
}

type Scores = Map<string, { score: number; times: number; phrase: Phrase }>;

function scoresOf(texts: readonly Map<string, Phrase>[], everywhere: ReadonlyMap<string, number>, all: number): Scores {
  const scores: Scores = new Map();
  for (const text of texts) {
    for (const [key, phrase] of text) {
      const one = scores.get(key);
      if (one) one.times += 1;
      else scores.set(key, { score: 0, times: 1, phrase });
    }
  }
  for (const [key, one] of scores) {
    const rare = Math.log(1 + all / (everywhere.get(key) ?? 1));
    one.score = (one.times / texts.length) * rare * (1 + LONGER * (one.phrase.words.length - 1));
  }
  return scores;
}

/** Possible names, best first: two phrases where both tell something, else one. */
function called(scores: Scores, questions: number, language: Language): string[] {
  const often = [...scores.values()].filter(({ times }) => times > 1 || questions < 3);
  const best = often
    .toSorted((one, other) => other.score - one.score || (one.phrase.text < other.phrase.text ? -1 : 1))
    .slice(0, 12);
  const [first] = best;
  if (!first) return [];
  const also = best.find(
    ({ phrase, score, times }) =>
      times >= ALSO_SHARE * questions &&
      score >= ALSO_SCORE * first.score &&
      !phrase.words.some((word) => first.phrase.words.includes(word) || first.phrase.text.includes(word)),
  );
  const join = (other: Phrase) => `${first.phrase.text} · ${other.text}`;
  const two = also ? [join(also.phrase)] : [];
  const others = best.slice(1).map(({ phrase }) => join(phrase));
  return [...two, first.phrase.text, ...others].filter((one) => one.length <= 2 * LETTERS[language] + 3);
}

function keeps(name: string, best: string | undefined, scores: Scores): boolean {
  const scoreOf = (given: string) => scores.get(given.split(' · ')[0] ?? '')?.score ?? 0;
  return name !== '' && (best === undefined || scoreOf(best) < BETTER * scoreOf(name));
}

/** Runs of words that may name something, each once. */
function phrasesOf(text: string, language: Language): Map<string, Phrase> {
  const found = new Map<string, Phrase>();
  const words = wordsOf(text);
  for (let from = 0; from < words.length; from += 1) {
    if (!names(words[from] ?? '', language)) continue;
    for (let length = 1; length <= WORDS && from + length <= words.length; length += 1) {
      const part = words.slice(from, from + length);
      if (part.includes('')) break;
      if (!names(part.at(-1) ?? '', language)) continue;
      const spelt = joined(part);
      const letters = [...spelt].length;
      if (letters > LETTERS[language]) break;
      if (letters > 1) found.set(spelt, { text: spelt, words: part });
    }
  }
  return found;
}

/** Chinese words stand side by side; letters keep their spaces. */
function joined(words: readonly string[]): string {
  return words.reduce(
    (all, word) => (all === '' || !/[a-z\d]$/u.test(all) || !/^[a-z\d]/u.test(word) ? all + word : `${all} ${word}`),
    '',
  );
}
