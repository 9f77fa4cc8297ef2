/** Takes entries of a file in: what is new, what differs, what is the same; written as drafts when told. */
import type { Editor, Item } from '../../shared/knowledge-calls.ts';
import type { Entry } from '../../shared/knowledge.ts';
import type { Result } from '../../shared/refusal.ts';
import { save, type Shelves } from './editing.ts';
import { changedFields, clean } from './words.ts';

export type Taken = 'add' | 'change' | 'same';

/** In the order of the file. A file read twice changes nothing the second time. */
export function takeIn(
  shelves: Shelves,
  order: { by: Editor; entries: readonly Entry[]; write: boolean; note: string },
  now: number,
): Result<{ actions: Taken[]; written: number }> {
  const { items } = shelves;
  const actions: Taken[] = [];
  let written = 0;
  for (const given of order.entries) {
    const item: Item = { kind: 'entry', id: given.id, body: clean(given) };
    const head = items.head(item);
    const before = head ? items.body(item, head.newest) : null;
    const action = !head ? 'add' : changedFields(before, item).length > 0 ? 'change' : 'same';
    actions.push(action);
    if (!order.write || action === 'same') continue;
    const saved = save(shelves, { by: order.by, item, base: head?.newest ?? null, note: order.note }, now);
    if (saved.ok) written += 1;
  }
  return { ok: true, actions, written };
}
