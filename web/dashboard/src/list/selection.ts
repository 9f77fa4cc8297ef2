import { computed, reactive, ref } from 'vue';
import type { Row } from './rows.ts';

/** Conversations chosen together, by customer. */
export function useSelection(rows: () => readonly Row[]) {
  const keys = reactive(new Set<string>());
  const on = ref(false);

  function toggle(customer: string): void {
    if (!keys.delete(customer)) keys.add(customer);
    if (keys.size > 0) on.value = true;
  }
  function clear(): void {
    keys.clear();
    on.value = false;
  }
  /** Those that still stand in a list. */
  const chosen = computed(() => (keys.size === 0 ? [] : rows().filter((row) => keys.has(row.customer))));
  return { keys, on, toggle, clear, chosen };
}
