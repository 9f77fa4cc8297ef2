import { ref, shallowRef, watch } from 'vue';
import type { SearchAnswer } from '../../../../shared/directory.ts';
import { send } from '../history/ask.ts';
import { historyNet } from '../history/net.ts';
import { newest } from '../history/newest.ts';

/** So long the typing rests before the gateway is asked. */
const REST_MS = 120;
const MOST_CHARACTERS = 100;

/** What the gateway finds for the words being typed; what was found for earlier words stays until then, late answers are dropped. */
export function useFinding(typed: () => string) {
  const found = shallowRef<SearchAnswer | null>(null);
  const busy = ref(false);
  const why = ref('');
  const ask = newest();
  let rest: ReturnType<typeof setTimeout> | undefined;

  async function find(q: string): Promise<void> {
    const answer = await ask(send(historyNet.search({ q })));
    if (answer === null) return;
    busy.value = false;
    why.value = 'why' in answer ? answer.why : '';
    found.value = 'why' in answer ? null : answer.value;
  }

  watch(typed, (now) => {
    clearTimeout(rest);
    ask.drop();
    const q = now.trim().slice(0, MOST_CHARACTERS);
    why.value = '';
    busy.value = q !== '';
    if (q === '') found.value = null;
    else rest = setTimeout(() => void find(q), REST_MS);
  });

  return { found, busy, why };
}
