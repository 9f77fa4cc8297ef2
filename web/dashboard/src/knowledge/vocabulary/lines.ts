import type { EvaluationQuestion, Language, Synonyms } from '../../../../../shared/knowledge.ts';
import { sameQuestion } from '../entry/lines.ts';

const HAN = /\p{Script=Han}/u;
const languageOf = (text: string): Language => (HAN.test(text) ? 'zh' : 'en');

/** Words of one line, parted by commas, tabs, bars, equal signs or spaces between Chinese. */
export function wordsOf(line: string): string[] {
  const parts = line.split(/[,，、;；=＝|｜\t/]+/u).map((one) => one.trim());
  return [...new Set(parts.filter((one) => one !== ''))];
}

/** Pasted lines as synonyms: the first word of a line is the one the entries use. Lines of fewer than two words are told. */
export function synonymLines(pasted: string): { synonyms: Synonyms[]; bad: number[] } {
  const synonyms: Synonyms[] = [];
  const bad: number[] = [];
  for (const [at, line] of pasted.split(/\r?\n/u).entries()) {
    if (line.trim() === '') continue;
    const words = wordsOf(line);
    if (words.length < 2 || words.length > 40 || words.some((one) => one.length > 40)) bad.push(at + 1);
    else synonyms.push({ language: languageOf(words.join('')), words });
  }
  return { synonyms, bad };
}

/** Pasted lines as recorded questions: the question, then a tab or bar and its entry; without one it must be refused. */
export function evaluationLines(
  pasted: string,
  known: (entry: string) => boolean = () => true,
): { questions: EvaluationQuestion[]; bad: number[] } {
  const questions: EvaluationQuestion[] = [];
  const bad: number[] = [];
  for (const [at, line] of pasted.split(/\r?\n/u).entries()) {
    if (line.trim() === '') continue;
    const [text = '', entry = ''] = line.split(/\t|\s*[|｜]\s*/u).map((one) => one.trim());
    const named = entry === '' || (/^[a-z0-9][a-z0-9-]{1,63}$/u.test(entry) && known(entry));
    if (text === '' || text.length > 200 || !named) bad.push(at + 1);
    else questions.push({ text, language: languageOf(text), entry: entry === '' ? null : entry });
  }
  return { questions, bad };
}

/** The list with what was added in front; a question asked before takes the new answer. */
export function mergedQuestions(
  list: readonly EvaluationQuestion[],
  added: readonly EvaluationQuestion[],
): EvaluationQuestion[] {
  const seen = new Set(added.map((one) => `${one.language} ${sameQuestion(one.text)}`));
  return [...added, ...list.filter((one) => !seen.has(`${one.language} ${sameQuestion(one.text)}`))];
}
