/** An agent's seat followed by a dashboard: the link with the seat's reducer. Its one signal is the desk, newest wins. */
import { applySeatChange } from '../../shared/reduce-seat.ts';
import type { SeatAct, SeatChange, SeatServerFrame, SeatSnapshot, SeatState } from '../../shared/seat.ts';
import type { Shape } from './envelope.ts';
import { Link, type LinkOptions } from './link.ts';

/** What an agent does at the seat. */
export type SeatPayload = { type: 'act'; act: SeatAct };
/** Frames at the seat that are no part of its stream. */
export type SeatSignal = Extract<SeatServerFrame, { type: 'desk' }>;

/** How a seat begins and moves. */
export const seatShape: Shape<SeatState, SeatSnapshot, SeatChange> = {
  begin: (epoch, revision, snapshot) => ({ ...snapshot, epoch, revision }),
  apply: applySeatChange,
};

/** Follows the agent's own seat. */
export class SeatFollower extends Link<SeatState, SeatSnapshot, SeatChange, SeatPayload, SeatSignal> {
  constructor(options: Omit<LinkOptions<SeatState, SeatSnapshot, SeatChange, SeatSignal>, 'shape'>) {
    super({ ...options, shape: seatShape });
  }
}
