/** The frames every stream has, whatever it carries, and how a screen's state begins and moves. */

/** What a screen keeps: it stands at a revision of an epoch. */
export type Followed = { epoch: string; revision: number };

/** How a kind of stream begins and moves: a line (shared/line.ts) or a seat (shared/seat.ts). */
export type Shape<State extends Followed, Snapshot, Change> = {
  begin(epoch: string, revision: number, snapshot: Snapshot): State;
  apply(state: State, revision: number, change: Change): State;
};

export type Welcome = {
  type: 'welcome';
  version: number;
  epoch: string;
  revision: number;
  accepted: number;
  serverTime: number;
  viewer: { kind: string; endpoint: string; name?: string };
};

/** The frames every stream has; what else comes is a signal for the screen. */
export type Envelope<Snapshot, Change> =
  | Welcome
  | { type: 'reset'; epoch: string; revision: number; snapshot: Snapshot }
  | { type: 'event'; revision: number; previous: number; at: number; change: Change }
  | { type: 'accepted'; number: number; revision: number; at: number }
  | { type: 'refused'; number?: number; code: string; detail: string; expected?: number };

const envelopes = new Set(['welcome', 'reset', 'event', 'accepted', 'refused']);

/** Is it part of the stream, or a signal? */
export function isEnvelope<Snapshot, Change>(frame: { type: string }): frame is Envelope<Snapshot, Change> {
  return envelopes.has(frame.type);
}
