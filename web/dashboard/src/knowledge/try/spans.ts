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

const SOURCES = ['words', 'characters', 'learned', 'meaning', 'sound'] as const;
export type Source = (typeof SOURCES)[number];
/** What each source gave to a score; one that has no say gives nothing. */
export type Reasons = Partial<Record<Source, number>>;

const partOf = (reasons: Reasons, source: Source) => Math.max(0, reasons[source] ?? 0);

/** The whole score that the reasons make. */
export function scoreOf(reasons: Reasons): number {
  return SOURCES.reduce((total, source) => total + partOf(reasons, source), 0);
}

/** The sources that gave anything to one of the scores, in the order they are drawn. */
export function sourcesOf(all: readonly Reasons[]): Source[] {
  return SOURCES.filter((source) => all.some((reasons) => partOf(reasons, source) > 0));
}

/** The shares of a score, in the order they are drawn; `width` in hundredths of the largest score shown. */
export function sharesOf(reasons: Reasons, largest: number): { source: Source; share: number; width: number }[] {
  const score = scoreOf(reasons);
  return SOURCES.map((source) => {
    const part = partOf(reasons, source);
    return { source, share: score === 0 ? 0 : part / score, width: largest === 0 ? 0 : (part / largest) * 100 };
  });
}
