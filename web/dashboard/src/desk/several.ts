import type { SeatAct } from '../../../../shared/seat.ts';
import { useSeat } from '../seat/seat.ts';
import { say } from '../ui/toast.ts';
import { useActWords } from './act-words.ts';

/** Does one after the other; says once how it went. Answers how many were done. */
export async function performAll(acts: readonly (SeatAct | null)[], done: string): Promise<number> {
  const words = useActWords();
  const seat = useSeat();
  let good = 0;
  const whys = new Set<string>();
  for (const act of acts) {
    if (!act) continue;
    const outcome = await seat.act(act);
    if (outcome) whys.add(words.refusal(outcome.code, outcome.detail));
    else good += 1;
  }
  const refused = acts.length - good;
  const why = [...whys].join(words.language.value === 'zh' ? '；' : '; ');
  if (refused === 0) say(done, 'good');
  else if (good === 0) say(why, 'bad');
  else say(words.a('some', { done: good, refused, why }), 'bad');
  return good;
}
