import { onBeforeUnmount, onMounted, reactive, ref, shallowRef, watch } from 'vue';
import type { TicketRow } from '../../../../../shared/ticket.ts';
import { send, type Trouble } from '../ask.ts';
import { ticketNet } from '../net.ts';

export const views = ['mine', 'group', 'unassigned', 'overdue', 'copied', 'all'] as const;
export type View = (typeof views)[number];

const REFRESH_MS = 20_000;
const TYPING_MS = 250;

/** The rows of one view: asked for, paged, kept fresh while looked at; what a later question overtook is dropped. */
export function useRows(start: View) {
  const filters = reactive<Record<'view' | 'kind' | 'phase' | 'priority' | 'search', string>>({
    view: start,
    kind: '',
    phase: '',
    priority: '',
    search: '',
  });
  const rows = shallowRef<TicketRow[]>([]);
  const counts = shallowRef<Record<string, number>>({});
  const after = ref<string | null>(null);
  const trouble = ref<Trouble | null>(null);
  const busy = ref(true);
  let turn = 0;

  async function load(quiet = false): Promise<void> {
    turn += 1;
    const mine = turn;
    if (!quiet) busy.value = true;
    const answer = await send(ticketNet.list({ ...filters }));
    if (mine !== turn) return;
    busy.value = false;
    if (!answer.ok) {
      // What is on the screen stays; only an empty one says why it is empty.
      if (!quiet || rows.value.length === 0) trouble.value = answer.trouble;
      return;
    }
    trouble.value = null;
    rows.value = answer.value.tickets;
    counts.value = answer.value.counts ?? {};
    after.value = answer.value.after;
  }

  async function more(): Promise<void> {
    if (after.value === null || busy.value) return;
    busy.value = true;
    const mine = turn;
    const answer = await send(ticketNet.list({ ...filters, after: after.value }));
    if (mine !== turn) return;
    busy.value = false;
    if (!answer.ok) return;
    rows.value = [...rows.value, ...answer.value.tickets];
    after.value = answer.value.after;
  }

  let typing: ReturnType<typeof setTimeout> | undefined;
  watch(filters, () => {
    clearTimeout(typing);
    typing = setTimeout(() => void load(), TYPING_MS);
  });
  let ticking: ReturnType<typeof setInterval> | undefined;
  // Pages that were opened stay: only a list still on its first page is asked for anew by itself.
  const fresh = () => {
    if (!document.hidden && rows.value.length <= 50) void load(true);
  };
  onMounted(() => {
    void load();
    ticking = setInterval(fresh, REFRESH_MS);
    addEventListener('focus', fresh);
  });
  onBeforeUnmount(() => {
    clearInterval(ticking);
    clearTimeout(typing);
    removeEventListener('focus', fresh);
  });
  return { filters, rows, counts, after, trouble, busy, load, more };
}
