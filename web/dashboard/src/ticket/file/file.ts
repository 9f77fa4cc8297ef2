import { computed, onBeforeUnmount, onMounted, ref, shallowRef, watch } from 'vue';
import type { TicketAct, TicketAnswer } from '../../../../../shared/ticket-api.ts';
import { useLines } from '../../line/lines.ts';
import { say } from '../../ui/toast.ts';
import { send, type Trouble } from '../ask.ts';
import { ticketNet } from '../net.ts';
import { useTicketWords } from '../words.ts';

/** One ticket: read, acted on upon the revision that was seen, read again when somebody else moved it. */
export function useFile(customer: string, id: string) {
  const words = useTicketWords();
  const lines = useLines();
  const file = shallowRef<TicketAnswer | null>(null);
  const trouble = ref<Trouble | null>(null);
  const busy = ref(false);

  async function load(): Promise<void> {
    const answer = await send(ticketNet.read(customer, id));
    trouble.value = answer.ok ? null : answer.trouble;
    if (answer.ok) file.value = answer.value;
  }

  /** Acts; answers whether it was done. Overtaken by a colleague, what is new is shown first. */
  async function act(given: TicketAct): Promise<boolean> {
    if (!file.value || busy.value) return false;
    busy.value = true;
    const { revision } = file.value.ticket;
    const answer = await send(
      ticketNet.act(customer, id, given.act === 'comment' ? { act: given } : { revision, act: given }),
    );
    busy.value = false;
    if (answer.ok) {
      file.value = answer.value;
      return true;
    }
    if (answer.trouble.kind === 'stale') {
      await load();
      say(words.k('file.stale'), 'bad');
    } else say(answer.trouble.why, 'bad');
    return false;
  }

  // The customer's own stream tells of every change, of colleagues and of the customer.
  const told = computed(() => lines.lines.get(customer)?.line?.tickets?.find((one) => one.id === id)?.revision ?? 0);
  watch(told, (revision) => {
    if (!busy.value && file.value && revision > file.value.ticket.revision) void load();
  });
  const seen = () => void load();
  onMounted(() => {
    lines.open(customer);
    void load();
    addEventListener('focus', seen);
  });
  onBeforeUnmount(() => removeEventListener('focus', seen));
  return { file, trouble, busy, load, act };
}
