/** A question as it is compared: width, case, spaces and end marks don't make another one. */
export function sameQuestion(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s?!.,，。？！、；;:：~～]+/gu, '');
}

/** Pasted words as questions, one a line; numbering and bullets in front are dropped. */
export function linesOf(pasted: string): string[] {
  return pasted
    .split(/\r?\n/u)
    .map((line) => line.replace(/^\s*(?:[-*•·]\s+|[（(]?\d{1,3}[)）.、]\s*)/u, '').trim())
    .filter((line) => line !== '');
}

/** Which of the questions stand there twice, the standard one included: the later ones' places. */
export function doublesOf(question: string, similar: readonly string[]): Set<number> {
  const seen = new Set([sameQuestion(question)].filter((one) => one !== ''));
  const doubles = new Set<number>();
  for (const [at, one] of similar.entries()) {
    const key = sameQuestion(one);
    if (key === '') continue;
    if (seen.has(key)) doubles.add(at);
    seen.add(key);
  }
  return doubles;
}

/** Adds lines behind, without those that are there already; tells how many were left out. */
export function addLines(
  question: string,
  similar: readonly string[],
  added: readonly string[],
): { similar: string[]; left: number } {
  const all = [...similar.filter((one) => one.trim() !== '')];
  const seen = new Set([question, ...all].map(sameQuestion));
  let left = 0;
  for (const line of added) {
    const key = sameQuestion(line);
    if (seen.has(key)) left += 1;
    else all.push(line);
    seen.add(key);
  }
  return { similar: all, left };
}

/** A list with one of its things at another place. */
export function moved<Thing>(list: readonly Thing[], from: number, to: number): Thing[] {
  const next = [...list];
  const [thing] = next.splice(from, 1);
  if (thing === undefined || to < 0 || to >= list.length) return [...list];
  next.splice(to, 0, thing);
  return next;
}
