import { reactive } from 'vue';
import type { DeskSession, SeatAct } from '../../../../shared/seat.ts';
import { useWords } from '../locale/locale.ts';
import { useSeat } from '../seat/seat.ts';
import { say } from '../ui/toast.ts';
import type { DeskAct } from './possible.ts';

/** What is being asked for: an act that needs somebody, a note or a reason first. */
export type Asked =
  | { kind: 'session'; act: Exclude<DeskAct, 'join' | 'leave' | 'cancel-transfer'>; sessions: DeskSession[] }
  | { kind: 'duty'; agent: { id: string; name: string; duty: string } };

/** The dialog of the desk, if one is open; it is loaded when it is first asked for. */
export const acting = reactive<{ asked: Asked | null; loaded: boolean }>({ asked: null, loaded: false });

/** Opens the dialog. */
export function askFor(asked: Asked): void {
  acting.loaded = true;
  acting.asked = asked;
}

/** Does it; what was refused is said. Answers whether it is done. */
export async function perform(act: SeatAct, done?: string): Promise<boolean> {
  const words = useWords();
  const outcome = await useSeat().act(act);
  if (outcome) say(words.refusal(outcome.code, outcome.detail), 'bad');
  else if (done) say(done, 'good');
  return outcome === null;
}

/** An act chosen in a menu: done at once, or asked about first. */
export function begin(act: DeskAct, one: DeskSession, me: string): void {
  switch (act) {
    case 'cancel-transfer':
    case 'join':
      return void perform({ act, session: one.session });
    case 'leave':
      return void perform({ act, session: one.session, agent: me });
    case 'transfer':
    case 'invite':
    case 'hand-floor':
    case 'assign':
    case 'force-close':
      return askFor({ kind: 'session', act, sessions: [one] });
  }
}
