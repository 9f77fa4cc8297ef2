import { ref, shallowRef } from 'vue';
import type { SessionRow } from '../../../../shared/directory.ts';
import type { Result } from '../../../../shared/refusal.ts';
import { send } from './ask.ts';
import type { Sessions } from './net.ts';
import { newest } from './newest.ts';

/** Sessions page by page: `load` begins anew, `more` goes on; what was asked before and comes late is dropped. */
export function useSessionPages(call: (after: Record<string, string>) => Promise<Result<Sessions>>) {
  const rows = shallowRef<readonly SessionRow[]>([]);
  const next = ref<string | null>(null);
  const why = ref('');
  const busy = ref(false);
  const asked = ref(false);
  const ask = newest();

  let deep = false;
  async function fetch(after: string | null, quiet = false): Promise<void> {
    busy.value = !quiet;
    const answer = await ask(send(call(after === null ? {} : { after })));
    if (answer === null) return;
    busy.value = false;
    asked.value = true;
    why.value = 'why' in answer ? answer.why : '';
    if ('why' in answer) return;
    rows.value = after === null ? answer.value.sessions : [...rows.value, ...answer.value.sessions];
    next.value = answer.value.next;
    deep = after !== null;
  }

  return {
    rows,
    next,
    why,
    busy,
    /** False until the first answer. */
    asked,
    async load(): Promise<void> {
      await fetch(null);
    },
    /** The first page once more, unsaid, while nothing further is shown. */
    async refresh(): Promise<void> {
      if (asked.value && !busy.value && !deep && why.value === '') await fetch(null, true);
    },
    async more(): Promise<void> {
      if (!busy.value && next.value !== null) await fetch(next.value);
    },
  };
}
