import { watch } from 'vue';
import { useWords } from '../locale/locale.ts';
import type { Row } from '../list/rows.ts';
import { useSeat } from '../seat/seat.ts';
import { alertAgent, showBadge } from './alerts.ts';

/** Watches the seat for what the agent should be told of: new words in own conversations, people new in line. */
export function watchForNews(open: (customer: string) => void, looking: () => string | null): void {
  const seat = useSeat();
  const words = useWords();
  let unread: Map<string, number> | null = null;
  let waiting: Set<string> | null = null;

  watch(
    () => seat.rows,
    (rows) => {
      if (!seat.state || !seat.ready) return;
      const nowUnread = new Map<string, number>();
      const nowWaiting = new Set<string>();
      let fresh: Row | null = null;
      for (const row of rows) {
        if (row.state === 'queued' && !row.desk?.offer) {
          nowWaiting.add(row.session);
          if (waiting && fresh === null && !waiting.has(row.session)) fresh = row;
        }
        if (!row.mine) continue;
        nowUnread.set(row.customer, row.unread);
        const seen = looking() === row.customer && document.hasFocus();
        if (!unread || row.unread <= (unread.get(row.customer) ?? 0) || seen) continue;
        const text = row.preview?.text ?? '';
        alertAgent(words.t('alert.title', { name: row.name }), text, row.customer, () => open(row.customer));
      }
      if (fresh && seat.duty === 'online') {
        const { name, customer } = fresh;
        alertAgent(words.t('alert.waiting'), name, 'waiting', () => open(customer));
      }
      unread = nowUnread;
      waiting = nowWaiting;
    },
    { flush: 'post' },
  );

  watch(
    [() => seat.unread, words.language],
    ([count]) => {
      const title = `${words.t('title')} · ${words.t('product')}`;
      showBadge(count > 0 ? words.t('alert.unread', { n: count, title }) : title, count > 0);
    },
    { immediate: true },
  );
}
