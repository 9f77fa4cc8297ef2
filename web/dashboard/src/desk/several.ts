import type { SeatAct } from '../../../../shared/seat.ts';
import { tellOutcomes, type Told } from '../bulk/outcomes.ts';
import { useSeat } from '../seat/seat.ts';
import { useActWords } from './act-words.ts';

/** Does one after the other; says once that all went well, or each that did not. Answers how many were done. */
export async function performAll(acts: readonly { name: string; act: SeatAct }[], good: string): Promise<number> {
  const words = useActWords();
  const seat = useSeat();
  const told: Told[] = [];
  for (const { name, act } of acts) {
    const outcome = await seat.act(act);
    told.push({ name, why: outcome ? words.refusal(outcome.code, outcome.detail) : null });
  }
  return tellOutcomes(told, good);
}
