/** Where something said over an address of a home belongs right now; and what is known of where homes went. */
import { allGuards, keeps, type Guard } from './guards.ts';
import { holds, type Away, type MergeState, type Rank } from './state.ts';

/**
 * `here`: write it. `relay`: keep it as the relay of this number, and acknowledge. `moved`: ask there; nothing was accepted.
 * `wait`: ask again in a moment (one call's time). `unknown`: that home was never here.
 */
export type Standing =
  | { kind: 'here' }
  | { kind: 'relay'; relay: number }
  | { kind: 'moved'; to: Rank }
  | { kind: 'wait' }
  | { kind: 'unknown' };

export function standing(state: MergeState, home: string, on: ReadonlySet<Guard> = allGuards): Standing {
  const { outgoing, incoming } = state;
  if (outgoing?.scope.some((one) => one.home === home)) {
    if (outgoing.step === 'closing' && on.has('closing-waits')) return { kind: 'wait' };
    return on.has('sealed-relays') ? { kind: 'relay', relay: outgoing.queued + 1 } : { kind: 'here' };
  }
  const draining = incoming?.step === 'committed' && incoming.scope.includes(home);
  if (incoming && !keeps(on, 'one-door', !draining)) return { kind: 'moved', to: incoming.from };
  if (holds(state, home)) return { kind: 'here' };
  const gone = state.away.find((one) => one.home === home);
  return gone ? { kind: 'moved', to: gone.to } : { kind: 'unknown' };
}

/** What is known of homes elsewhere, after a word about some of them. */
export function healed(
  known: readonly Away[],
  word: { places: readonly { home: string; hop: number }[]; to: Rank },
  on: ReadonlySet<Guard> = allGuards,
): Away[] {
  return known.map((one) => {
    const place = word.places.find(({ home }) => home === one.home);
    return place && keeps(on, 'newer-place', place.hop > one.hop) ? { ...one, to: word.to, hop: place.hop } : one;
  });
}
