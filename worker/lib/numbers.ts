/** Contiguous numbers of one sender: heard twice is heard once, and nothing is skipped. */

/** What to do with a numbered request. `expected` is the number wanted next. */
export type Verdict =
  | { kind: 'next' }
  /** Answer with the original result. */
  | { kind: 'repeat' }
  | { kind: 'gap'; expected: number }
  | { kind: 'reused' };

/**
 * Judges a number against the last one committed. `kept` is the content first seen under this number (or its digest), null when
 * it is no longer kept: an old repeat is then taken at its word.
 */
export function judgeNumber(last: number, number: number, content: string, kept: string | null): Verdict {
  if (number === last + 1) return { kind: 'next' };
  if (number > last) return { kind: 'gap', expected: last + 1 };
  return kept === null || kept === content ? { kind: 'repeat' } : { kind: 'reused' };
}
