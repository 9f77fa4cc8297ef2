import { computed, onBeforeUnmount, shallowRef, watch } from 'vue';
import type { OutlookView } from '../../../../shared/outlook.ts';
import { staffCall } from '../staff/net.ts';

/** Screens open and counts run out without a word to this page: so often it asks again. */
const AGAIN_MS = 15_000;
/** Changes of the line that come together are one question. */
const SOON_MS = 250;

export type Outlook = Omit<OutlookView, 'ok'>;
type Asking = { customer: string; endpoint: string; line: unknown };

/** Where an answer would go from here, asked anew as the line changes; null while it is not known. `asking` null: nobody would send. */
export function useOutlook(asking: () => Asking | null) {
  const known = shallowRef<{ of: string; outlook: Outlook } | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const nameOf = ({ customer, endpoint }: Asking) =>
    `line/${encodeURIComponent(customer)}/outlook/${encodeURIComponent(endpoint)}`;

  function ask(inMs: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), inMs);
  }

  async function look(): Promise<void> {
    const now = asking();
    if (now === null) return;
    const of = nameOf(now);
    const told = document.hidden ? null : await staffCall<Outlook>('GET', of).catch(() => null);
    const later = asking();
    if (told?.ok && later && nameOf(later) === of) known.value = { of, outlook: told };
    ask(AGAIN_MS);
  }

  watch(
    () => {
      const now = asking();
      return [now === null ? '' : nameOf(now), now?.line];
    },
    ([of], before) => ask(of === before?.[0] ? SOON_MS : 0),
    { immediate: true },
  );
  onBeforeUnmount(() => clearTimeout(timer));

  return computed(() => {
    const now = asking();
    return now !== null && known.value?.of === nameOf(now) ? known.value.outlook : null;
  });
}
