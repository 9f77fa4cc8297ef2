/** An agent's seat followed by a dashboard: the link with the seat's reducer, and the desk beside it, by its changes. */
import { applyDesk, applySeatChange, emptyDeskView } from '../../shared/reduce-seat.ts';
import type {
  DeskDelta,
  DeskView,
  SeatAct,
  SeatChange,
  SeatServerFrame,
  SeatSnapshot,
  SeatState,
} from '../../shared/seat.ts';
import type { Shape } from './envelope.ts';
import { Link, type LinkOptions } from './link.ts';

/** What an agent does at the seat. */
export type SeatPayload = { type: 'act'; act: SeatAct };
/** Frames at the seat that are no part of its stream. */
export type SeatSignal = Extract<SeatServerFrame, { type: 'desk' | 'drafts' }>;

/** How a seat begins and moves. */
export const seatShape: Shape<SeatState, SeatSnapshot, SeatChange> = {
  begin: (epoch, revision, snapshot) => ({ ...snapshot, epoch, revision }),
  apply: applySeatChange,
};

type Options = LinkOptions<SeatState, SeatSnapshot, SeatChange, SeatSignal>;

/** Follows the agent's own seat. */
export class SeatFollower extends Link<SeatState, SeatSnapshot, SeatChange, SeatPayload, SeatSignal> {
  readonly #kept: { desk: DeskView; whole: boolean; got(): void };

  constructor(options: Omit<Options, 'shape' | 'hello'>) {
    const kept = { desk: emptyDeskView, whole: false, got: () => undefined as void };
    super({
      ...options,
      shape: seatShape,
      // What changed while we were away follows; of a desk half told everything.
      hello: () => (kept.whole ? { desk: kept.desk.version } : {}),
      signal(frame) {
        if (frame.type === 'desk') take(kept, frame.desk);
        options.signal?.(frame);
      },
    });
    this.#kept = kept;
    kept.got = () => void this.tell({ type: 'got', revision: this.state?.revision ?? 0 });
  }

  /** The desk as it was told so far; `whole` once all of it was. */
  get desk(): { view: DeskView; whole: boolean } {
    return { view: this.#kept.desk, whole: this.#kept.whole };
  }
}

function take(kept: { desk: DeskView; whole: boolean; got(): void }, delta: DeskDelta): void {
  const next = applyDesk(kept.desk, delta);
  // A part is missing: the next hello asks for everything.
  if (!next) kept.whole = false;
  else {
    kept.desk = next;
    kept.whole = delta.more ? kept.whole && delta.since > 0 : true;
  }
  if (delta.more) kept.got();
}
