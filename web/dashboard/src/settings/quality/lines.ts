/** Words pasted line by line, and what is to be said of them. Pure. */
import type { Watchwords } from '../../../../../shared/settings/watchwords.ts';
import { linesOf } from '../closing/lines.ts';

/** Words of lines, each once, and those that stood there before (whatever their width and case). */
export function pasted(text: string): { words: string[]; twice: string[] } {
  const seen = new Set<string>();
  const words: string[] = [];
  const twice: string[] = [];
  for (const word of linesOf(text)) {
    const folded = word.normalize('NFKC').toLowerCase();
    if (seen.has(folded)) twice.push(word);
    else words.push(word);
    seen.add(folded);
  }
  return { words, twice };
}

/** Words that also stand in another list of the same direction, by that list's place. */
export function elsewhere({ lists }: Watchwords, at: number): { word: string; list: number }[] {
  const own = lists[at];
  if (!own) return [];
  const folded = (word: string) => word.normalize('NFKC').toLowerCase();
  return lists.flatMap((list, other) => {
    const meets = list.direction === own.direction || list.direction === 'both' || own.direction === 'both';
    if (other === at || !meets) return [];
    const known = new Set(list.words.map(folded));
    return own.words.filter((word) => known.has(folded(word))).map((word) => ({ word, list: other }));
  });
}

/** A text in pieces: plain ones and those within what was found, in order; overlapping finds are one piece. */
export function markedBy(
  text: string,
  found: readonly { from: number; to: number }[],
): { text: string; hit: boolean }[] {
  const pieces: { text: string; hit: boolean }[] = [];
  let at = 0;
  for (const { from, to } of [...found].sort((one, other) => one.from - other.from)) {
    if (to <= at) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), hit: false });
    pieces.push({ text: text.slice(Math.max(at, from), to), hit: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), hit: false });
  return pieces;
}
