/** The card on staff's screens. */
import type { CardView } from '../../../shared/person.ts';
import { oweDirectory } from '../owing-directory.ts';
import type { Turn } from '../turn.ts';
import { cardViewOf } from './card.ts';

/** The card as it stands, for staff's eyes. */
export function viewOfCard(turn: Pick<Turn, 'card' | 'person' | 'around'>): CardView {
  const { desk, people } = turn.around.settings;
  return cardViewOf(turn.card.read(), turn.person.level, desk.levels, people);
}

/** All open screens of staff have it now, and the directory soon. */
export function showCard(turn: Turn): void {
  turn.change('staff', '', { kind: 'card', card: viewOfCard(turn) });
  oweDirectory(turn);
}
