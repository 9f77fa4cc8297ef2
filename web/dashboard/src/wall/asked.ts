import { onBeforeUnmount, onMounted, ref, shallowRef } from 'vue';
import type { Result } from '../../../../shared/refusal.ts';
import { send } from '../reports/net.ts';

const EVERY_MS = 20_000;

/** Asked for three times a minute. What was told last stays where asking fails, with when it was told. */
export function useAsked<Value>(call: () => Promise<Result<Value>>) {
  const value = shallowRef<Value | null>(null);
  const at = ref(0);
  const failed = ref(false);
  async function ask(): Promise<void> {
    const answer = await send(call());
    failed.value = 'why' in answer;
    if (!('value' in answer)) return;
    value.value = answer.value;
    at.value = Date.now();
  }
  let timer: ReturnType<typeof setInterval> | undefined;
  onMounted(() => {
    void ask();
    timer = setInterval(() => void ask(), EVERY_MS);
  });
  onBeforeUnmount(() => clearInterval(timer));
  return { value, at, failed };
}
