/** How the house stands, asked for anew while it is looked at. */
import { onBeforeUnmount, onMounted, ref, shallowRef } from 'vue';
import type { Operations } from '../../../../shared/operations/api.ts';
import { operationsNet, send } from './net.ts';
import { off } from './off.ts';

const LOOK_MS = 15_000;

export function useStanding() {
  const standing = shallowRef<Operations | null>(null);
  const why = ref('');
  let timer: ReturnType<typeof setInterval> | undefined;

  async function load(): Promise<void> {
    const answer = await send(operationsNet.standing());
    why.value = 'why' in answer ? answer.why : '';
    if ('why' in answer) return;
    standing.value = answer.value;
    off.value = answer.value.off;
  }
  onMounted(() => {
    void load();
    timer = setInterval(() => {
      if (!document.hidden) void load();
    }, LOOK_MS);
  });
  onBeforeUnmount(() => clearInterval(timer));
  return { standing, why, load };
}
