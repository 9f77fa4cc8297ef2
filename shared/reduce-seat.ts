/** The one reducer of an agent's seat. */
import type { SeatChange, SeatState } from './seat.ts';

/** Applies one change; the caller has checked that it follows the seat's position. */
export function applySeatChange(state: SeatState, at: number, given: SeatChange): SeatState {
  const next: SeatState = { ...state, revision: at };
  switch (given.kind) {
    case 'conversation': {
      const held = state.conversations.find((one) => one.customer === given.conversation.customer);
      if (held && held.revision > given.conversation.revision) return next;
      next.conversations = [
        ...state.conversations.filter((one) => one.customer !== given.conversation.customer),
        given.conversation,
      ];
      return next;
    }
    case 'gone':
      next.conversations = state.conversations.filter((one) => one.customer !== given.customer);
      return next;
    case 'duty':
      next.duty = given.duty;
      return next;
    default:
      return next;
  }
}
