import { shallowRef } from 'vue';
import { emptyWatchwords, watchwords, type Watchwords } from '../../../../shared/settings/watchwords.ts';
import { watchedIn, type Found } from '../../../../shared/watch.ts';
import { staffCall, Unreachable } from '../staff/net.ts';
import * as v from 'valibot';

/** Lists change seldom: they are asked for again after so long. */
const FRESH_MS = 5 * 60_000;
const lists = shallowRef<Watchwords>(emptyWatchwords);
let askedAt = -Infinity;

async function load(): Promise<void> {
  if (performance.now() - askedAt < FRESH_MS) return;
  askedAt = performance.now();
  try {
    const answer = await staffCall<{ value: unknown }>('GET', 'settings/watchwords');
    const checked = answer.ok ? v.safeParse(watchwords, answer.value) : null;
    if (checked?.success) lists.value = checked.output;
  } catch (fault) {
    // Without the lists the gateway itself still holds blocked words back.
    if (!(fault instanceof Unreachable)) throw fault;
    askedAt = -Infinity;
  }
}

/** What of the watchlists stands in words about to be sent. */
export function watchedNow(text: string): Found[] {
  void load();
  return text === '' ? [] : watchedIn(text, 'out', lists.value);
}
