export type Span = { text: string; shared: boolean };

/** A text cut where it carries one of the shared terms, for marking them; letters count alike whatever their case or width. */
export function spansOf(text: string, terms: readonly string[]): Span[] {
  const plain = [...text].map((letter) => letter.normalize('NFKC').toLowerCase());
  const marked = plain.map(() => false);
  const whole = plain.join('');
  // Where each letter of the text begins in the folded one.
  const starts: number[] = [];
  let length = 0;
  for (const letter of plain) {
    starts.push(length);
    length += letter.length;
  }
  for (const term of terms) {
    const wanted = term.normalize('NFKC').toLowerCase();
    if (wanted === '') continue;
    for (let at = whole.indexOf(wanted); at >= 0; at = whole.indexOf(wanted, at + 1)) {
      for (const [index, start] of starts.entries()) {
        if (start >= at && start < at + wanted.length) marked[index] = true;
      }
    }
  }
  const spans: Span[] = [];
  for (const [index, letter] of [...text].entries()) {
    const shared = marked[index] ?? false;
    const last = spans.at(-1);
    if (last?.shared === shared) last.text += letter;
    else spans.push({ text: letter, shared });
  }
  return spans;
}

const SOURCES = ['words', 'characters', 'learned', 'sound'] as const;
export type Source = (typeof SOURCES)[number];

/** The shares of a score as whole hundredths of the largest score shown, in the order they are drawn. */
export function sharesOf(
  reasons: Record<Source, number>,
  confidence: number,
): { source: Source; share: number; width: number }[] {
  const sum = SOURCES.reduce((total, source) => total + Math.max(0, reasons[source]), 0);
  return SOURCES.map((source) => {
    const share = sum === 0 ? 0 : Math.max(0, reasons[source]) / sum;
    return { source, share, width: share * Math.max(0, Math.min(1, confidence)) * 100 };
  });
}
