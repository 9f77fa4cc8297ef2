/** What editors do to entries and flows: write, move, publish. Runs inside one transaction; rules.ts says what may be. */
import * as v from 'valibot';
import { flow } from '../../shared/flow.ts';
import type { Editor, Item, ItemName } from '../../shared/knowledge-calls.ts';
import { entry, type EntryState } from '../../shared/knowledge.ts';
import { refuse, type Refusal, type Result } from '../../shared/refusal.ts';
import { checkFlow } from '../brain/flow/check.ts';
import type { MetaStore } from './meta.ts';
import { issue } from './publishing.ts';
import type { PublicationStore } from './publications.ts';
import type { ConfirmedStore } from './confirmed.ts';
import type { WaitingStore } from './waiting.ts';
import { barred, writable, type Target } from './rules.ts';
import type { Head, ItemStore } from './store.ts';
import { changedFields, clean, languages, namesIn, phraseOf, questionsOf } from './words.ts';

/** Characters of one publication: every isolate takes it in one piece. */
const TOGETHER = 6_000_000;

/** The tables editors work on. */
export type Shelves = {
  items: ItemStore;
  meta: MetaStore;
  publications: PublicationStore;
  confirmed: ConfirmedStore;
  waiting: WaitingStore;
};

type Saved = Result<{ revision: number; state: EntryState }>;
export type Conflict = { id: string; other: string; language: 'zh' | 'en'; question: string };

/** Writes the next revision as a draft; the same words again change nothing. */
export function save(
  shelves: Shelves,
  order: { by: Editor; item: Item; base: number | null; note: string },
  now: number,
): Saved {
  const { items } = shelves;
  const item = clean(order.item);
  if (!stillWhole(item)) return refuse('bad_request', 'Only marks that can’t be kept stand in one of the fields.');
  const head = items.head(item);
  const before = head ? items.body(item, head.newest) : null;
  const changed = changedFields(before, item);
  if (head && changed.length === 0 && head.state !== 'retired' && (order.base === null || order.base <= head.newest))
    return { ok: true, revision: head.newest, state: head.state };
  const refusal = writable(head?.newest ?? null, order.base);
  if (refusal) return refusal;
  const step = { state: 'draft' as const, by: order.by, at: now, note: order.note, item, changed, version: null };
  return { ok: true, revision: items.add(item, head, step), state: 'draft' };
}

/** Moves an item from state to state; `published` and `retired` reach the customers as a new version. */
export function move(
  shelves: Shelves,
  order: { by: Editor; kind: Item['kind']; id: string; base: number; to: Target; note?: string | undefined },
  now: number,
): Saved {
  const { items, meta } = shelves;
  const head = items.head(order);
  if (!head) return refuse('not_found');
  if (head.newest !== order.base) return refuse('stale', `Somebody saved revision ${head.newest} meanwhile.`);
  const note = order.note ?? '';
  if (order.to === 'published') {
    const done = publish(shelves, { by: order.by, items: [order], note }, now);
    if (!done.ok) return done;
    return { ok: true, revision: items.head(order)?.newest ?? head.newest, state: 'published' };
  }
  const refusal =
    barred(standing(head), order.to, order.by, meta.twoPersonReview()) ??
    (order.to === 'retired' ? stillNamed(items, order) : null);
  if (refusal) return refusal;
  if (head.state === order.to) return { ok: true, revision: head.newest, state: head.state };
  const gone = order.to === 'retired' && head.live !== null;
  if (gone) {
    items.setLive(order, null, null);
    meta.setTop(meta.top().filter((id) => order.kind !== 'entry' || id !== order.id));
  }
  const version = gone
    ? issue(shelves, { by: order.by, note, items: [{ kind: order.kind, id: order.id }] }, now)
    : null;
  const step = { state: order.to, by: order.by, at: now, note, item: null, changed: [], version };
  return { ok: true, revision: items.add(order, head, step), state: order.to };
}

/** Publishes the newest words of all these, or of none. Items that are live already are left alone. */
export function publish(
  shelves: Shelves,
  order: { by: Editor; items: readonly ItemName[]; note: string },
  now: number,
): Result<{ version: string; published: number; questions: number; conflicts: Conflict[] }> {
  const { items, meta, publications } = shelves;
  const review = meta.twoPersonReview();
  const due: Due[] = [];
  const names = new Map(order.items.map(({ kind, id }) => [`${kind}:${id}`, { kind, id }]));
  for (const name of names.values()) {
    const head = items.head(name);
    const item = head ? items.body(name, head.newest) : null;
    if (!head || !item) return refuse('not_found', `There is no ${name.kind} ${name.id}.`);
    const refusal = barred(standing(head), 'published', order.by, review);
    if (refusal) return { ...refusal, detail: `${name.id}: ${refusal.detail}` };
    if (head.state !== 'published') due.push({ name, head, item });
  }
  if (due.reduce((sum, { item }) => sum + JSON.stringify(item.body).length, 0) > TOGETHER)
    return refuse('too_large', 'Publish fewer of these at once.');
  for (const { item } of due) {
    const lost = unsound(item) ?? dangling(items, item, names);
    if (lost) return lost;
  }
  const version = due.length === 0 ? (publications.newest()?.version ?? '') : putOut(shelves, due, order, now);
  const conflicts = due.flatMap(({ item }) => conflictsOf(items, item));
  return { ok: true, version, published: due.length, questions: items.liveQuestions(), conflicts };
}

type Due = { name: ItemName; head: Head; item: Item };

/** Makes these live as the next version, whatever they refer to. Answers its word. */
export function putOut(
  shelves: Shelves,
  due: readonly Due[],
  order: { by: Editor; note: string },
  now: number,
): string {
  const { items } = shelves;
  const version = issue(shelves, { by: order.by, note: order.note, items: due.map(({ name }) => name) }, now);
  for (const { name, head, item } of due) {
    const step = { state: 'published' as const, by: order.by, at: now, note: order.note, item: null };
    const revision = items.add(name, head, { ...step, changed: [], version });
    items.setLive(name, revision, item);
  }
  shelves.waiting.published(
    due.flatMap(({ name }) => (name.kind === 'entry' ? [name.id] : [])),
    now,
  );
  return version;
}

function standing(head: Head) {
  return { state: head.state, newest: head.newest, live: head.live !== null, author: head.author };
}

/** Cleaned of what no channel carries, a text may be empty. */
function stillWhole(item: Item): boolean {
  return v.safeParse<typeof entry | typeof flow>(item.kind === 'entry' ? entry : flow, item.body).success;
}

/** A flow that doesn't hold together would leave customers standing in it. */
function unsound(item: Item): Refusal | null {
  const [problem] = item.kind === 'flow' ? checkFlow(item.body) : [];
  return problem ? refuse('incomplete', `${item.id}: ${problem.where}: ${problem.detail}`) : null;
}

/** What it refers to must be live, or go live with it. */
function dangling(items: ItemStore, item: Item, along: ReadonlyMap<string, ItemName>): Refusal | null {
  for (const { kind, id, field } of namesIn(item)) {
    if (along.has(`${kind}:${id}`) || typeof items.head({ kind, id })?.live === 'number') continue;
    return refuse('bad_reference', `${item.id}: ${field}: the ${kind} ${id} is not published.`);
  }
  return null;
}

function stillNamed(items: ItemStore, gone: ItemName): Refusal | null {
  for (const item of items.mayName(gone.id)) {
    if (item.kind === gone.kind && item.id === gone.id) continue;
    const named = namesIn(item).find(({ kind, id }) => kind === gone.kind && id === gone.id);
    if (named) return refuse('bad_reference', `${item.id} still refers to it (${named.field}).`);
  }
  return null;
}

function conflictsOf(items: ItemStore, item: Item): Conflict[] {
  return languages.flatMap((language) =>
    questionsOf(item, language).flatMap((question) =>
      items
        .holders(language, phraseOf(question))
        .filter(({ kind, id }) => kind !== item.kind || id !== item.id)
        .map((other) => ({ id: item.id, other: other.id, language, question })),
    ),
  );
}
