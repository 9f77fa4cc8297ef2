import type { KnowledgeRow } from '../net.ts';

/** What the list is narrowed to. The gateway filters by category, state and words; the rest is told from the rows. */
export type Filters = {
  category: string;
  state: KnowledgeRow['state'] | '';
  search: string;
  /** Lacks this language. */
  gap: 'zh' | 'en' | '';
  /** Ends within thirty days, or has ended. */
  expiring: boolean;
  by: string;
};

export const noFilters: Filters = { category: '', state: '', search: '', gap: '', expiring: false, by: '' };

const SOON_MS = 30 * 86_400_000;

/** Whether it answers no more, or soon won't. */
export function expiry(row: Pick<KnowledgeRow, 'validUntil'>, now: number): 'ended' | 'soon' | null {
  if (row.validUntil === undefined) return null;
  if (row.validUntil <= now) return 'ended';
  return row.validUntil - now < SOON_MS ? 'soon' : null;
}

/** Filters that only the rows can tell: with one of them all pages must be here. */
export function needsAll({ gap, expiring, by }: Filters): boolean {
  return gap !== '' || expiring || by !== '';
}

/** The rows a filter leaves. */
export function shownRows(rows: readonly KnowledgeRow[], filters: Filters, now: number): KnowledgeRow[] {
  const { gap, expiring, by } = filters;
  return rows.filter(
    (row) =>
      (gap === '' || !row.languages.includes(gap)) &&
      (!expiring || expiry(row, now) !== null) &&
      (by === '' || row.updatedBy.id === by),
  );
}

/** Everybody who last changed one of the rows, by name. */
export function writersOf(rows: readonly KnowledgeRow[]): { id: string; name: string }[] {
  const found = new Map(rows.map((row) => [row.updatedBy.id, row.updatedBy]));
  return [...found.values()].sort((one, other) => one.name.localeCompare(other.name));
}
