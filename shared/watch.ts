/**
 * Finds the words of watchlists in a text, also where they are spread (加 微.信) or written wide or large. One pass over a trie; the
 * same code warns while an agent types, judges what leaves, and marks what customers write.
 */
import type { Watchlist, Watchwords } from './settings/watchwords.ts';

/** One word found: its list, what happens to it, and where it stands in the text (UTF-16 units). */
export type Found = {
  list: string;
  zh: string;
  en: string;
  action: Watchlist['action'];
  word: string;
  from: number;
  to: number;
};

/** Marks and blanks between two letters of a word that don't hide it. */
const MOST_BETWEEN = 3;
/** Of a longer text nothing is judged: no message is as long. */
const LONGEST = 8_000;

type Node = { next: Map<string, Node>; ends: { list: Watchlist; word: string; exception: boolean }[] };
/** A text as letters: what each is, where it stands, how many marks stand before it, whether it is a Latin letter or a figure. */
type Letters = { text: string[]; from: number[]; to: number[]; before: number[]; plain: boolean[] };

const compiled = new WeakMap<Watchwords, Record<'in' | 'out', Node>>();

/** Everything found in the words of one side, in order; a word within a harmless phrase is none. */
export function watchedIn(text: string, direction: 'in' | 'out', watchwords: Watchwords): Found[] {
  if (watchwords.lists.length === 0) return [];
  let tries = compiled.get(watchwords);
  if (!tries) {
    tries = { in: trieOf(watchwords, 'in'), out: trieOf(watchwords, 'out') };
    compiled.set(watchwords, tries);
  }
  const letters = lettersOf(text.slice(0, LONGEST));
  const harmless: { list: string; from: number; to: number }[] = [];
  const found: Found[] = [];
  for (let at = 0; at < letters.text.length; at += 1) {
    for (const { list, word, exception, to } of endsFrom(tries[direction], letters, at)) {
      const place = { from: letters.from[at] ?? 0, to };
      if (exception) harmless.push({ list: list.id, ...place });
      else found.push({ list: list.id, zh: list.zh, en: list.en, action: list.action, word, ...place });
    }
  }
  return found.filter(
    (one) => !harmless.some((its) => its.list === one.list && its.from <= one.from && its.to >= one.to),
  );
}

type End = { list: Watchlist; word: string; exception: boolean; to: number };

function* endsFrom(trie: Node, letters: Letters, start: number): Generator<End> {
  let node = trie;
  for (let at = start; at < letters.text.length; at += 1) {
    if (at > start && (letters.before[at] ?? 0) > MOST_BETWEEN) return;
    const next = node.next.get(letters.text[at] ?? '');
    if (!next) return;
    node = next;
    if (node.ends.length === 0 || !standsAlone(letters, start, at)) continue;
    for (const end of node.ends) yield { ...end, to: letters.to[at] ?? 0 };
  }
}

/** A word of Latin letters or figures is one only where no other letter of its kind touches it: “ass” isn't in “class”. */
function standsAlone({ plain, before }: Letters, start: number, end: number): boolean {
  const touchesBefore = plain[start] === true && start > 0 && plain[start - 1] === true && before[start] === 0;
  const touchesAfter = plain[end] === true && plain[end + 1] === true && before[end + 1] === 0;
  return !touchesBefore && !touchesAfter;
}

function trieOf({ lists }: Watchwords, direction: 'in' | 'out'): Node {
  const root: Node = { next: new Map(), ends: [] };
  for (const list of lists) {
    if (!list.on || (list.direction !== 'both' && list.direction !== direction)) continue;
    for (const word of list.words) add(root, list, word, false);
    for (const phrase of list.except) add(root, list, phrase, true);
  }
  return root;
}

function add(root: Node, list: Watchlist, word: string, exception: boolean): void {
  let node = root;
  for (const letter of lettersOf(word).text) {
    let next = node.next.get(letter);
    if (!next) {
      next = { next: new Map(), ends: [] };
      node.next.set(letter, next);
    }
    node = next;
  }
  if (node !== root) node.ends.push({ list, word, exception });
}

function lettersOf(given: string): Letters {
  const letters: Letters = { text: [], from: [], to: [], before: [], plain: [] };
  let at = 0;
  let between = 0;
  for (const character of given) {
    const from = at;
    at += character.length;
    const folded = character.normalize('NFKC').toLowerCase();
    for (const letter of folded) {
      if (!/[\p{L}\p{N}%]/u.test(letter)) {
        between += 1;
        continue;
      }
      letters.text.push(letter);
      letters.from.push(from);
      letters.to.push(at);
      letters.before.push(between);
      letters.plain.push(/[\p{Script=Latin}\p{N}]/u.test(letter));
      between = 0;
    }
  }
  return letters;
}
