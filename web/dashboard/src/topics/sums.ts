/** What the page makes of the topics' numbers: bars of days, money, choices of a filter, questions for an entry, what came a week later. Pure. */
import { SIMILAR_LIMIT } from '../../../../shared/knowledge.ts';
import type { MendRow, TopicExample, TopicRow } from '../../../../shared/topics/api.ts';
import { dayAfter } from '../../../../shared/zone.ts';
import type { PartKind } from './net.ts';

/** Bars of a topic's days: `high` from 0 to 1 of its fullest day. */
export function barsOf(days: readonly number[], from: string): { day: string; sessions: number; high: number }[] {
  const most = Math.max(1, ...days);
  return days.map((sessions, at) => ({ day: dayAfter(from, at), sessions, high: sessions / most }));
}

/** What agents' time cost, in whole yuan; null: nobody said what a minute costs. */
export const costOf = (agentMs: number, minuteCost: number): number | null =>
  minuteCost > 0 ? Math.round((agentMs / 60_000) * minuteCost) : null;

const parts = { channel: 'channels', group: 'groups', product: 'products', level: 'levels' } as const;
/** Written for none in a query, where nothing can't be written. */
export const NONE = '-';

/** What one may filter by, as it was seen so far: the usual ones first. */
export function choicesOf(rows: readonly TopicRow[], kind: PartKind, known: readonly string[] = []): string[] {
  const counts = new Map<string, number>(known.map((id) => [id, 0]));
  for (const { id, sessions } of rows.flatMap((row) => row[parts[kind]])) {
    const asked = id === '' ? NONE : id;
    counts.set(asked, (counts.get(asked) ?? 0) + sessions);
  }
  return [...counts.keys()].toSorted((one, other) => {
    if (one === NONE || other === NONE) return one === other ? 0 : one === NONE ? 1 : -1;
    return (counts.get(other) ?? 0) - (counts.get(one) ?? 0) || (one < other ? -1 : 1);
  });
}

/** The wordings an entry begins with: the typical question first, then what else was asked, those without an answer before the others. */
export function wordingsOf(typical: string, examples: readonly Pick<TopicExample, 'text' | 'fate'>[]): string[] {
  const open = examples.filter(({ fate }) => fate !== 'answered');
  const texts = [typical, ...[...open, ...examples].map(({ text }) => text)].map((text) => text.trim());
  return [...new Set(texts)].filter((text) => text !== '').slice(0, SIMILAR_LIMIT + 1);
}

/** What came of a line a week later; null: that week isn't over. */
export function outcomeOf({ needless, after }: MendRow): { outcome: 'fewer' | 'same' | 'more'; n: number } | null {
  if (!after) return null;
  const by = after.needless - needless;
  return { outcome: by < 0 ? 'fewer' : by > 0 ? 'more' : 'same', n: Math.abs(by) };
}
