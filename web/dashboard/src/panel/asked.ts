import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { Result } from '../../../../shared/refusal.ts';
import { usePanelWords } from './words.ts';

/** What a part of the panel asks of one customer: `found` null while it isn't there, `why` in words where it can't be had. */
export type Asked<Answer> = { found: ShallowRef<Answer | null>; why: Ref<string>; load(): Promise<void> };

/** Asked by `load`; an answer about somebody who is no longer looked at is dropped, and a next customer begins empty. */
export function useAsked<Answer>(
  customer: () => string,
  ask: (customer: string) => Promise<Result<Answer>>,
): Asked<Answer> {
  const words = usePanelWords();
  const found: ShallowRef<Answer | null> = shallowRef(null);
  const why = ref('');

  async function load(): Promise<void> {
    const asked = customer();
    why.value = '';
    try {
      const answer = await ask(asked);
      if (asked !== customer()) return;
      if (answer.ok) found.value = answer;
      else why.value = words.refusal(answer.code, answer.detail);
    } catch {
      if (asked === customer()) why.value = words.t('enter.offline');
    }
  }
  watch(customer, () => {
    found.value = null;
    why.value = '';
  });
  return { found, why, load };
}
