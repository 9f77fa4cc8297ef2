import { computed, onBeforeUnmount, onMounted, ref, type Ref } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';
import type { Result } from '../../../../../shared/refusal.ts';
import { ask } from '../../ui/ask.ts';
import { say } from '../../ui/toast.ts';
import { send, type Trouble } from '../ask.ts';
import { useKnowledgeWords } from '../words.ts';

/** A plain list that is read whole, changed here and saved whole. */
export function useWholeList<Line>(
  read: () => Promise<Result<{ list: Line[] }>>,
  write: (list: Line[]) => Promise<Result<{ list: Line[] }>>,
) {
  const words = useKnowledgeWords();
  const list = ref<Line[] | null>(null) as Ref<Line[] | null>;
  const trouble = ref<Trouble | null>(null);
  const busy = ref(false);
  const clean = ref('');
  const dirty = computed(() => list.value !== null && JSON.stringify(list.value) !== clean.value);

  function show(given: Line[]): void {
    list.value = given;
    clean.value = JSON.stringify(given);
  }
  async function load(): Promise<void> {
    const answer = await send(read());
    trouble.value = answer.ok ? null : answer.trouble;
    if (answer.ok) show(answer.value.list);
  }
  async function save(): Promise<boolean> {
    if (!list.value || busy.value) return false;
    busy.value = true;
    const answer = await send(write(list.value));
    busy.value = false;
    if (answer.ok) show(answer.value.list);
    say(answer.ok ? words.k('list.saved') : answer.trouble.why, answer.ok ? 'good' : 'bad');
    return answer.ok;
  }

  const closing = (event: BeforeUnloadEvent) => dirty.value && event.preventDefault();
  onMounted(() => {
    void load();
    addEventListener('beforeunload', closing);
  });
  onBeforeUnmount(() => removeEventListener('beforeunload', closing));
  onBeforeRouteLeave(() =>
    dirty.value
      ? ask({
          title: words.k('work.leave.title'),
          text: words.k('work.leave.text'),
          yes: words.k('work.leave.yes'),
          danger: true,
        })
      : true,
  );
  return { list, trouble, busy, dirty, load, save };
}
