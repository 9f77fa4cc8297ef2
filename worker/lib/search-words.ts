/**
 * Words for the full-text index, made by us because no tokenizer of SQLite knows Chinese: every two neighbouring Han characters are a
 * word, the last one of a run stands alone too; Latin words and figures are themselves.
 */

/** Words of one text that are indexed. */
const MOST = 1_200;
const RUN = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;

/** The words of a text to be found, in their order. */
export function indexed(text: string): string {
  const words: string[] = [];
  for (const [run] of folded(text).matchAll(RUN)) {
    if (words.length > MOST) break;
    if (isHan(run)) words.push(...pairs(run), ...run.slice(-1));
    else words.push(run);
  }
  return words.join(' ');
}

/** The question to the index: all runs, each as a row of words; the last Latin word may go on. Empty: nothing to look for. */
export function asked(text: string): string {
  const runs = [...folded(text).slice(0, 200).matchAll(RUN)].map(([run]) => run).slice(0, 8);
  return runs
    .flatMap((run) => {
      if (isHan(run)) return [run.length === 1 ? `${quoted(run)} *` : quoted(pairs(run).join(' '))];
      return [`${quoted(run)} *`];
    })
    .join(' ');
}

/** Any of the words, for likeness. */
export function askedAny(text: string): string {
  const words = indexed(text)
    .split(' ')
    .filter((word) => [...word].length > 1);
  return [...new Set(words)].slice(0, 60).map(quoted).join(' OR ');
}

/** Where the searched runs stand in a text, in order, for marking. */
export function marksIn(text: string, question: string): [number, number][] {
  const runs = [...new Set([...folded(question).matchAll(RUN)].map(([run]) => run))].slice(0, 8);
  const plain = foldedInPlace(text);
  const marks: [number, number][] = [];
  for (const run of runs) {
    for (let at = plain.indexOf(run); at >= 0 && marks.length < 50; at = plain.indexOf(run, at + run.length)) {
      marks.push([at, at + run.length]);
    }
  }
  return marks
    .sort((one, other) => one[0] - other[0])
    .filter((one, at, all) => at === 0 || one[0] >= (all[at - 1]?.[1] ?? 0));
}

const folded = (text: string) => text.normalize('NFKC').toLowerCase();

/** Folded without moving anything: characters whose folding is longer stay as they are. */
function foldedInPlace(text: string): string {
  let result = '';
  for (const character of text) {
    const one = folded(character);
    result += one.length === character.length ? one : character;
  }
  return result;
}

const isHan = (run: string) => /^\p{Script=Han}/u.test(run);
const quoted = (word: string) => `"${word.replaceAll('"', '')}"`;

function pairs(run: string): string[] {
  const characters = [...run];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, at) => `${characters[at] ?? ''}${character}`);
}
