import { computed, onBeforeUnmount, reactive, ref, shallowRef, watch } from 'vue';
import { send, type Trouble } from '../ask.ts';
import { knowledgeNet, type Kind, type KnowledgeRow } from '../net.ts';
import { needsAll, noFilters, shownRows, writersOf, type Filters } from './filters.ts';

const TYPING_MS = 250;

/** The rows of the list, page by page as they are scrolled to; all of them where a filter can only be told from the rows. */
export function useRows(kind: Kind, start: Partial<Filters>) {
  const filters = reactive<Filters>({ ...noFilters, ...start });
  const rows = shallowRef<KnowledgeRow[]>([]);
  const total = ref(0);
  const next = ref<string | null>(null);
  const busy = ref(true);
  const trouble = ref<Trouble | null>(null);
  let turn = 0;

  async function page(after: string | undefined, mine: number): Promise<void> {
    busy.value = true;
    const { category, state, search } = filters;
    const answer = await send(knowledgeNet.rows({ kind, category, state, search: search.trim(), after }));
    if (mine !== turn) return;
    busy.value = false;
    trouble.value = answer.ok ? null : answer.trouble;
    if (!answer.ok) return;
    rows.value = after === undefined ? answer.value.rows : [...rows.value, ...answer.value.rows];
    total.value = answer.value.total;
    next.value = answer.value.next;
    if (answer.value.next !== null && needsAll(filters)) await page(answer.value.next, mine);
  }

  async function load(): Promise<void> {
    turn += 1;
    await page(undefined, turn);
  }
  async function more(): Promise<void> {
    if (next.value !== null && !busy.value) await page(next.value, turn);
  }

  let typing: ReturnType<typeof setTimeout> | undefined;
  watch(
    () => [filters.category, filters.state],
    () => void load(),
  );
  watch(
    () => filters.search,
    () => {
      clearTimeout(typing);
      typing = setTimeout(() => void load(), TYPING_MS);
    },
  );
  watch(
    () => needsAll(filters),
    (all) => all && void more(),
  );
  onBeforeUnmount(() => clearTimeout(typing));

  const shown = computed(() => shownRows(rows.value, filters, Date.now()));
  const writers = computed(() => writersOf(rows.value));
  return { filters, rows, shown, writers, total, busy, trouble, next, load, more };
}
