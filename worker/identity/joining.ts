/** What it means that somebody shows a key another person holds: by kind of key, from strong to a hint. */
import {
  clash,
  isDirect,
  isOver,
  isSameSitting,
  isShared,
  isStrong,
  MANY,
  type Edge,
  type Mark,
  type Proof,
} from './evidence.ts';
import type { Join } from './decide.ts';

/** The key, who holds it, and who both sides are. */
export type Shown = {
  proof: Proof;
  edge: Edge;
  at: number;
  /** Who shows it, with what was proven along. */
  marks: readonly Mark[];
  /** Who holds it. */
  theirs: readonly Mark[];
  /** Somebody signs in on the holder's browser, where words were said before: whose these are nobody knows. */
  spoken: boolean;
};

export type Joining = {
  join: Pick<Join, 'act' | 'why' | 'confirm'>;
  /** The holder's lease is over: the key goes over, nobody is merged. */
  move?: boolean;
  /** Another strong identity was seen with it. */
  contest?: boolean;
};

const refused = (why: Join['why']): Joining['join'] => ({ act: 'refuse', why, confirm: 'nobody' });
const merges = (why: Join['why']): Joining['join'] => ({ act: 'merge', why, confirm: 'nobody' });
const asks = (why: Join['why'], confirm: 'customer' | 'agent'): Joining['join'] => ({ act: 'suggest', why, confirm });

const isNamed = (marks: readonly Mark[]) => marks.some((mark) => isStrong(mark.kind));

/** A strong identity of somebody else: one act proved both, so both are one; unless they are surely two. */
export function strongJoin({ marks, theirs }: Shown): Joining {
  return { join: clash(marks, theirs) ? refused('two_strong') : merges('strong_proof') };
}

/** A number or e-mail somebody else holds. */
export function leaseJoin({ proof, edge, at, marks, theirs }: Shown): Joining {
  const isNewer = proof.provenAt === undefined || proof.provenAt >= edge.since;
  if (!isDirect(proof.source) && (edge.movedAt !== null || !isNewer || isOver(edge, at)))
    return { join: asks('stale_claim', 'agent') };
  // Perhaps it is the same person after a long silence, perhaps whoever got the number next: nobody is merged, an agent may ask.
  if (isOver(edge, at))
    return { join: clash(marks, theirs) ? refused('number_moved') : asks('number_moved', 'agent'), move: true };
  if (clash(marks, theirs)) {
    const isPublic = isShared(edge, at) && edge.rivals.length >= MANY;
    return { join: isPublic ? refused('public_number') : asks('shared_number', 'agent'), contest: true };
  }
  if (isShared(edge, at)) {
    return { join: edge.rivals.length >= MANY ? refused('public_number') : asks('shared_number', 'agent') };
  }
  if (theirs.length === 0) return { join: merges('number_line') };
  // A family passes its codes on: a number alone never makes two somebodies one.
  return { join: asks('same_number', 'customer') };
}

/** A browser or device that is somebody else's. */
export function deviceJoin({ proof, edge, at, marks, theirs, spoken }: Shown): Joining {
  if (clash(marks, theirs)) return { join: refused('shared_device'), contest: true };
  if (isShared(edge, at)) return { join: refused('shared_device') };
  if (isNamed(theirs)) return { join: asks('named_device', 'agent') };
  if (proof.source === 'said') return { join: merges('same_sitting') };
  if (!isSameSitting(edge, at)) return { join: asks('same_browser', 'customer') };
  // Somebody else may have stepped up a moment ago: who signs in says whether these words are theirs.
  return { join: spoken ? asks('said_before', 'customer') : merges('same_sitting') };
}

/** Anybody can type an order's number. */
export function orderJoin({ marks, theirs }: Shown): Joining {
  return { join: clash(marks, theirs) ? refused('order_of_another') : asks('same_order', 'agent') };
}
