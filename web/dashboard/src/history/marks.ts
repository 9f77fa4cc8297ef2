/** A text with found words, as pieces to be drawn: never as markup. */
export type Piece = { text: string; marked: boolean };
type Range = readonly [number, number];

/** Cuts a text at its ranges; ranges that overlap become one, those outside the text are nothing. */
export function pieces(text: string, ranges: readonly Range[]): Piece[] {
  const sorted = [...ranges]
    .map(([from, to]): [number, number] => [Math.max(0, from), Math.min(text.length, to)])
    .filter(([from, to]) => from < to)
    .sort(([one], [other]) => one - other);
  const made: Piece[] = [];
  let at = 0;
  for (const [from, to] of sorted) {
    if (to <= at) continue;
    const start = Math.max(from, at);
    if (start > at) made.push({ text: text.slice(at, start), marked: false });
    const last = made.at(-1);
    if (last?.marked && start === at) last.text += text.slice(start, to);
    else made.push({ text: text.slice(start, to), marked: true });
    at = to;
  }
  if (at < text.length) made.push({ text: text.slice(at), marked: false });
  return made;
}

/** Characters shown before the first found word. */
const BEFORE = 14;

/** The part of a text around its first found word, so that a row of a list shows it. */
export function excerpt(text: string, ranges: readonly Range[], most = 160): Piece[] {
  const first = ranges.reduce((least, [from]) => Math.min(least, from), text.length);
  let from = first > BEFORE * 2 && ranges.length > 0 ? first - BEFORE : 0;
  // Never between the two halves of one character.
  if (from > 0 && /[\uDC00-\uDFFF]/u.test(text.charAt(from))) from -= 1;
  const part = text.slice(from, from + most);
  const cut = pieces(
    part,
    ranges.map(([start, end]): Range => [start - from, end - from]),
  );
  if (from > 0) cut.unshift({ text: '…', marked: false });
  return cut;
}
