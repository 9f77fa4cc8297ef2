/** What editors see of the base: its state, an item with its history, what publishing would change. */
import type { Change, Item, ItemName, ItemView, Overview, RevisionView } from '../../shared/knowledge-calls.ts';
import type { Entry, EntryState } from '../../shared/knowledge.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import type { Shelves } from './editing.ts';
import { confirmedIn } from './publishing.ts';

/** Entries told at once, and characters of anything told at once: a call between actors carries 32 MiB. */
const PAGE = 100;
export const TOLD = 4_000_000;

export function overviewOf({ items, meta, publications }: Shelves, unknown: number): Overview {
  const newest = publications.newest();
  const { states, categories } = items.counts();
  const counted = (kind: Item['kind']): Record<EntryState, number> => ({
    ...{ draft: 0, 'in-review': 0, published: 0, retired: 0 },
    ...Object.fromEntries(states.filter((one) => one.kind === kind).map(({ state, count }) => [state, count])),
  });
  const named = meta.categories();
  const known = new Set(named.map(({ path }) => path));
  const unnamed = [...categories.keys()].filter((path) => !known.has(path)).sort();
  return {
    version: newest?.version ?? '',
    publishedAt: newest?.at ?? null,
    publishedBy: newest?.by ?? null,
    entries: counted('entry'),
    flows: counted('flow'),
    questions: items.liveQuestions(),
    categories: [...named, ...unnamed.map((path) => ({ path, zh: path, en: path }))].map((one) => ({
      ...one,
      entries: [...categories].reduce((sum, [path, count]) => (within(path, one.path) ? sum + count : sum), 0),
    })),
    unknown,
    twoPersonReview: meta.twoPersonReview(),
    top: meta.top(),
  };
}

function within(path: string, category: string): boolean {
  return path === category || path.startsWith(`${category}/`);
}

export function itemView({ items }: Shelves, name: ItemName): Result<ItemView> {
  const head = items.head(name);
  const item = head ? items.body(name, head.newest) : null;
  if (!head || !item) return refuse('not_found');
  const live = head.live === null ? null : items.body(name, head.live);
  return {
    ...{ ok: true, item, state: head.state, revision: head.newest, history: items.history(name) },
    live: live && head.live !== null ? { revision: head.live, item: live } : null,
  };
}

export function revisionOf(
  { items }: Shelves,
  asked: ItemName & { revision: number },
): Result<{ revision: RevisionView; item: Item }> {
  const revision = items.history(asked).find((one) => one.revision === asked.revision);
  const item = items.body(asked, asked.revision);
  return revision && item ? { ok: true, revision, item } : refuse('not_found');
}

/** What publishing these (null: every draft) would put before customers. */
export function draftsOf({ items, confirmed }: Shelves, names: readonly ItemName[] | null): Change[] {
  const changes: Change[] = [];
  let size = 0;
  for (const { kind, id } of names ?? items.unpublished()) {
    const head = items.head({ kind, id });
    if (!head) continue;
    const live = head.state === 'retired' ? null : items.body({ kind, id }, head.newest);
    size += live ? JSON.stringify(live.body).length : 0;
    // Of very many drafts the last written are tried.
    if (size > TOLD) break;
    changes.push({ kind, id, live, ...confirmedIn(confirmed, { kind, id }) });
  }
  return changes;
}

/** Entries after this id, as they are live or as they are written. */
export function entriesAfter({ items }: Shelves, asked: { after: string; live: boolean }) {
  const entries: Entry[] = [];
  let size = 0;
  for (const item of items.entriesAfter(asked.after, asked.live, PAGE)) {
    if (item.kind !== 'entry') continue;
    entries.push(item.body);
    size += JSON.stringify(item.body).length;
    if (size > TOLD) break;
  }
  const full = entries.length === PAGE || size > TOLD;
  return { entries, next: full ? (entries[entries.length - 1]?.id ?? null) : null };
}
