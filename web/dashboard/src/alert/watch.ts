import { watch } from 'vue';
import { useWords } from '../locale/locale.ts';
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
      if (!seat.state || !seat.desk) return;
      const nowUnread = new Map(rows.filter((row) => row.mine).map((row) => [row.customer, row.unread]));
      const nowWaiting = new Set(
        rows.filter((row) => row.state === 'queued' && !row.desk?.offer).map((row) => row.session),
      );
      for (const row of rows) {
        const before = unread?.get(row.customer) ?? 0;
        const seen = looking() === row.customer && document.hasFocus();
        if (!unread || !row.mine || row.unread <= before || seen) continue;
        const text = row.preview?.text ?? '';
        alertAgent(words.t('alert.title', { name: row.name }), text, row.customer, () => open(row.customer));
      }
      const fresh = [...nowWaiting].some((session) => waiting && !waiting.has(session));
      if (fresh && seat.duty === 'online') {
        const first = rows.find((row) => nowWaiting.has(row.session) && !waiting?.has(row.session));
        if (first) alertAgent(words.t('alert.waiting'), first.name, 'waiting', () => open(first.customer));
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
