import type { TicketCause, TicketKind, TicketMove, TicketState } from '../../../../../shared/settings/tickets.ts';
import { freshId } from './draft.ts';

export type Hand = 'nobody' | 'everybody' | 'leads';

/** Who may move it so by hand. */
export function handOf(kind: TicketKind, from: string, to: string): Hand {
  const moves = kind.moves.filter((move) => move.on === 'staff' && move.from === from && move.to === to);
  if (moves.length === 0) return 'nobody';
  return moves.every((move) => move.leads === true) ? 'leads' : 'everybody';
}
export function setHand(kind: TicketKind, from: string, to: string, hand: Hand): void {
  const others = kind.moves.filter((move) => !(move.on === 'staff' && move.from === from && move.to === to));
  const move: TicketMove = { from, to, on: 'staff', ...(hand === 'leads' ? { leads: true as const } : {}) };
  kind.moves = hand === 'nobody' ? others : [...others, move];
}

type Own = Exclude<TicketCause, 'staff'>;
/** What customers and time do in a state of such a meaning. */
export function causesOf(phase: TicketState['phase']): readonly Own[] {
  switch (phase) {
    case 'open':
    case 'doing':
      return [];
    case 'waiting':
      return ['replied', 'elapsed'];
    case 'confirming':
      return ['confirmed', 'reopened', 'elapsed'];
    case 'solved':
      return ['reopened', 'elapsed'];
    case 'closed':
      return ['reopened'];
  }
}
export const moveOn = (kind: TicketKind, from: string, on: Own): TicketMove | undefined =>
  kind.moves.find((move) => move.from === from && move.on === on);

const USUAL_HOURS = 72;
/** Where a cause leads from a state; empty: nowhere. */
export function setMoveOn(kind: TicketKind, from: string, on: Own, to: string): void {
  const hours = moveOn(kind, from, on)?.hours ?? USUAL_HOURS;
  const others = kind.moves.filter((move) => !(move.from === from && move.on === on));
  kind.moves = to === '' ? others : [...others, { from, to, on, ...(on === 'elapsed' ? { hours } : {}) }];
}

/** Another id of a state: whatever names it follows. */
export function renameState(kind: TicketKind, at: number, id: string): void {
  const state = kind.states[at];
  if (!state) return;
  const before = state.id;
  const shared = kind.states.some((other, nth) => nth !== at && other.id === before);
  state.id = id;
  if (shared) return;
  if (kind.begins === before) kind.begins = id;
  const followed = (name: string) => (name === before ? id : name);
  kind.moves = kind.moves.map((move) => ({ ...move, from: followed(move.from), to: followed(move.to) }));
}
export function addState(kind: TicketKind): void {
  const id = freshId(
    'state',
    kind.states.map((one) => one.id),
  );
  const words = { zh: '', en: '' };
  kind.states.push({ id, label: { ...words }, told: { ...words }, phase: 'doing', tells: false });
}
/** Goes with every move from and to it. */
export function removeState(kind: TicketKind, at: number): void {
  const [gone] = kind.states.splice(at, 1);
  if (!gone || kind.states.some((one) => one.id === gone.id)) return;
  kind.moves = kind.moves.filter((move) => move.from !== gone.id && move.to !== gone.id);
  if (kind.begins === gone.id) kind.begins = kind.states[0]?.id ?? '';
}

/** Moves one of a list a place up or down. */
export function reorder(list: unknown[], from: number, by: 1 | -1): void {
  const [one] = list.splice(from, 1);
  if (one !== undefined) list.splice(from + by, 0, one);
}
