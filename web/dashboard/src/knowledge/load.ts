import { onMounted, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Result } from '../../../../shared/refusal.ts';
import { send, type Trouble } from './ask.ts';

export type Loaded<Value> = {
  value: ShallowRef<Value | null>;
  trouble: Ref<Trouble | null>;
  busy: Ref<boolean>;
  load: () => Promise<void>;
};

/** What a screen shows, asked for when it opens and again on `load`; an answer overtaken by a later one is dropped. */
export function useLoad<Value>(call: () => Promise<Result<Value>>, soon = true): Loaded<Value> {
  const value = shallowRef<Value | null>(null);
  const trouble = ref<Trouble | null>(null);
  const busy = ref(soon);
  let turn = 0;
  async function load(): Promise<void> {
    turn += 1;
    const mine = turn;
    busy.value = true;
    const answer = await send(call());
    if (mine !== turn) return;
    busy.value = false;
    if (answer.ok) value.value = answer.value;
    trouble.value = answer.ok ? null : answer.trouble;
  }
  if (soon) onMounted(load);
  return { value, trouble, busy, load };
}
