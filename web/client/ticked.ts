/** Steps of an answer as a screen shows them: what the line says, and what is on its way. */
import type { Message } from '../../shared/message.ts';
import { withTick } from '../../shared/ticks.ts';
import type { Entry } from './outbox.ts';

/** Steps of an answer that are ticked off, with what is on its way. */
export function tickedOf({ id, ticked }: Message, pending: readonly Entry<object>[]): readonly number[] {
  return pending.reduce<readonly number[]>((now, { payload, refused }) => {
    const { act } = payload as { act?: { act: string; message?: string; step?: number; done?: boolean } };
    if (refused || act?.act !== 'tick' || act.message !== id) return now;
    return withTick(now, act.step ?? 0, act.done === true);
  }, ticked ?? []);
}
