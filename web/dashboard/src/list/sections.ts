import { isWaiting, type ListName, type Row } from './rows.ts';

/** The parts a list falls into. */
export type SectionName = 'queued' | 'left' | 'robot' | 'own' | 'shared' | 'others' | 'closed';

/** One line of a list as it is drawn: the head of a section, or a conversation. */
export type Item =
  | { kind: 'head'; key: string; section: SectionName; count: number; open: boolean }
  | { kind: 'row'; key: string; row: Row };

const inLine = (left: Row, right: Row) => (left.place ?? 1e9) - (right.place ?? 1e9);
const newest = (left: Row, right: Row) => right.at - left.at || (left.customer < right.customer ? -1 : 1);

/** Closed at first: they are looked into, not worked through. */
export const foldedFirst: readonly SectionName[] = ['robot', 'others'];

/** Which section of which list a row belongs to. */
export function placeOf(row: Row): { list: ListName; section: SectionName } {
  if (isWaiting(row.state)) return { list: 'waiting', section: row.state === 'queued' ? 'queued' : 'left' };
  if (row.state === 'robot') return { list: 'waiting', section: 'robot' };
  if (row.state === 'closed') return { list: 'history', section: 'closed' };
  return { list: 'mine', section: row.mine ? 'own' : row.shared ? 'shared' : 'others' };
}

const order: Record<ListName, readonly SectionName[]> = {
  waiting: ['queued', 'left', 'robot'],
  mine: ['own', 'shared', 'others'],
  history: ['closed'],
};

/** A list as it is drawn. The first section has no head: it is what the list is for. */
export function itemsOf(given: readonly Row[], list: ListName, folded: ReadonlySet<SectionName>): Item[] {
  const rows = new Map<SectionName, Row[]>();
  for (const row of given) {
    const { list: own, section } = placeOf(row);
    if (own !== list) continue;
    const held = rows.get(section);
    if (held) held.push(row);
    else rows.set(section, [row]);
  }
  return order[list].flatMap((section, at) => {
    const held = rows.get(section);
    if (!held) return [];
    const open = at === 0 || !folded.has(section);
    const head: Item = { kind: 'head', key: `head:${section}`, section, count: held.length, open };
    if (!open) return [head];
    const sorted = held.sort(section === 'queued' || section === 'left' ? inLine : newest);
    const items = sorted.map((row): Item => ({ kind: 'row', key: row.customer, row }));
    return at === 0 ? items : [head, ...items];
  });
}
