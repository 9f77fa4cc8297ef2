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
  readonly #kept: Kept;

  constructor(options: Omit<Options, 'shape' | 'hello'>) {
    const kept: Kept = { desk: emptyDeskView, coming: null, whole: false, got: () => undefined, lost: () => undefined };
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
    kept.lost = () =>
      void options.clock.after(0, () => {
        if (this.status !== 'live') return;
        this.pause();
        this.wake();
      });
    kept.got = () => void this.tell({ type: 'got', revision: this.state?.revision ?? 0 });
  }

  /** The desk as it was told whole last, at first as far as it was told; `whole`: nothing is known to be missing; `ready`: it was whole once. */
  get desk(): { view: DeskView; whole: boolean; ready: boolean } {
    const { desk, coming, whole } = this.#kept;
    const ready = desk !== emptyDeskView;
    return { view: ready ? desk : (coming ?? desk), whole, ready };
  }
}

/** `coming`: the desk told anew, not all of it yet; until it is, `desk` stays as it was, so that nobody vanishes and comes back. */
type Kept = { desk: DeskView; coming: DeskView | null; whole: boolean; got(): void; lost(): void };

function take(kept: Kept, delta: DeskDelta): void {
  const anew = delta.since === 0;
  const next = applyDesk(anew ? emptyDeskView : (kept.coming ?? kept.desk), delta);
  if (!next) {
    // A part is missing: nothing is guessed, a fresh hello asks for everything.
    kept.whole = false;
    kept.coming = null;
    kept.lost();
  } else if (delta.more && (anew || kept.coming)) {
    kept.whole = false;
    kept.coming = next;
  } else {
    kept.whole = delta.more ? kept.whole : true;
    kept.coming = null;
    kept.desk = next;
  }
  if (delta.more) kept.got();
}
