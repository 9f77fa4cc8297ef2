import { computed, reactive, ref } from 'vue';
import { ranged } from '../bulk/choosing.ts';
import type { Row } from './rows.ts';

/** Conversations chosen together, by customer. */
export function useSelection(rows: () => readonly Row[]) {
  const keys = reactive(new Set<string>());
  const on = ref(false);

  function toggle(customer: string): void {
    if (!keys.delete(customer)) keys.add(customer);
    if (keys.size > 0) on.value = true;
  }
  /** Where a range begins, where it reaches, and what was chosen before it. */
  let anchor: { from: string; to: string; before: ReadonlySet<string> } | null = null;
  /** The range grows or shrinks by a row; it begins with the open conversation, or with the first. Answers the row reached. */
  function extend(shown: readonly string[], open: string | null, by: 1 | -1): string | null {
    const known = anchor && shown.includes(anchor.from) && shown.includes(anchor.to) && keys.has(anchor.to);
    if (!known) {
      const from = open !== null && shown.includes(open) ? open : shown[0];
      if (from === undefined) return null;
      anchor = { from, to: from, before: new Set(keys) };
    }
    if (!anchor) return null;
    const began = keys.has(anchor.from);
    const at = shown.indexOf(anchor.to) + (began ? by : 0);
    anchor.to = shown[Math.max(0, Math.min(shown.length - 1, at))] ?? anchor.to;
    const next = ranged(shown, anchor.before, shown.indexOf(anchor.from), shown.indexOf(anchor.to));
    keys.clear();
    for (const key of next) keys.add(key);
    on.value = true;
    return anchor.to;
  }
  function clear(): void {
    anchor = null;
    keys.clear();
    on.value = false;
  }
  /** Those that still stand in a list. */
  const chosen = computed(() => (keys.size === 0 ? [] : rows().filter((row) => keys.has(row.customer))));
  return { keys, on, toggle, extend, clear, chosen };
}
