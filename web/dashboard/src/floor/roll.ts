import { computed, onBeforeUnmount, onMounted, ref, shallowRef, type ComputedRef, type Ref } from 'vue';
import type { DeskAgent } from '../../../../shared/seat.ts';
import type { RollAnswer } from '../../../../shared/shift-api.ts';
import { staffCall, Unreachable } from '../staff/net.ts';
import { standingOf } from './standing.ts';
import { useFloorWords } from './words.ts';

const EVERY_MS = 30_000;

/** Today's plan beside who is here: asked for twice a minute, counted as the desk changes. */
export function useRoll(agents: ComputedRef<readonly DeskAgent[]>, now: Readonly<Ref<number>>) {
  const words = useFloorWords();
  const roll = shallowRef<RollAnswer | null>(null);
  const failed = ref(false);
  async function ask(): Promise<void> {
    try {
      const answer = await staffCall<RollAnswer>('GET', 'schedule/days/today');
      failed.value = !answer.ok;
      if (answer.ok) roll.value = answer;
    } catch (fault) {
      if (!(fault instanceof Unreachable)) throw fault;
      failed.value = true;
    }
  }
  let timer: ReturnType<typeof setInterval> | undefined;
  onMounted(() => {
    void ask();
    timer = setInterval(() => void ask(), EVERY_MS);
  });
  onBeforeUnmount(() => clearInterval(timer));

  const standing = computed(() => standingOf(roll.value?.rows ?? [], agents.value, now.value, words));
  /** By the member's id, what is not as planned; who is here in time has none. */
  const tags = computed(() => {
    const told = standing.value.rows.filter(({ tag }) => tag.tone !== 'green');
    return new Map(told.flatMap(({ row, tag }) => (row.id === null ? [] : [[row.id, tag] as const])));
  });
  return { roll, failed, standing, tags };
}
