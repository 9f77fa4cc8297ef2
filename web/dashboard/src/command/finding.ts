import { ref, shallowRef, watch } from 'vue';
import type { SearchAnswer, SearchKind } from '../../../../shared/directory.ts';
import { send } from '../history/ask.ts';
import { emptyFilter, queryOf } from '../history/filter.ts';
import { historyNet } from '../history/net.ts';
import { newest } from '../history/newest.ts';

/** So long the typing rests before the gateway is asked. */
const REST_MS = 120;
const MOST_CHARACTERS = 100;

/** What a search is narrowed to; empty words are no condition. */
export type Narrowed = { kind: SearchKind | ''; channel: string; agent: string; days: string };
export const wide: Readonly<Narrowed> = { kind: '', channel: '', agent: '', days: '' };

/** What the gateway finds for the words being typed; what was found for earlier words stays until then, late answers are dropped. */
export function useFinding(typed: () => string, narrowed: () => Narrowed) {
  const found = shallowRef<SearchAnswer | null>(null);
  const busy = ref(false);
  const why = ref('');
  const ask = newest();
  let rest: ReturnType<typeof setTimeout> | undefined;

  function asked(after: string | null): Record<string, string> {
    const { kind, channel, agent, days } = narrowed();
    return {
      ...queryOf({ ...emptyFilter, channel, agent, days, q: typed().slice(0, MOST_CHARACTERS) }, Date.now()),
      ...(kind === '' ? {} : { kind }),
      ...(after === null ? {} : { after }),
    };
  }

  async function find(after: string | null = null): Promise<void> {
    busy.value = true;
    const answer = await ask(send(historyNet.search(asked(after))));
    if (answer === null) return;
    busy.value = false;
    why.value = 'why' in answer ? answer.why : '';
    if ('why' in answer) {
      if (after === null) found.value = null;
    } else found.value = after === null || found.value === null ? answer.value : joined(found.value, answer.value);
  }

  watch([typed, narrowed], ([now]) => {
    clearTimeout(rest);
    ask.drop();
    why.value = '';
    busy.value = now.trim() !== '';
    if (!busy.value) found.value = null;
    else rest = setTimeout(() => void find(), REST_MS);
  });

  return {
    found,
    busy,
    why,
    again: () => find(),
    /** The next page of one kind, behind what is shown. */
    async more(kind: SearchKind): Promise<void> {
      const after = found.value?.more[kind] ?? null;
      if (after !== null && !busy.value) await find(after);
    },
  };
}

/** A page behind what stands; nothing stands twice. */
function joined(before: SearchAnswer, page: SearchAnswer): SearchAnswer {
  const shown = new Set(before.messages.map((hit) => hit.row.message));
  return {
    ok: true,
    customers: [...before.customers, ...page.customers],
    sessions: [...before.sessions, ...page.sessions],
    tickets: [...before.tickets, ...page.tickets],
    messages: [...before.messages, ...page.messages.filter((hit) => !shown.has(hit.row.message))],
    more: page.more,
  };
}
