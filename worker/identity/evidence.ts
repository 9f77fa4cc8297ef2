/** What binds an address to a person: proofs with where they come from, and the edges they leave. Knows no platform. */
import type { Edge, IdentityKey, Mark, Source, Who } from '../../shared/identity.ts';
import { NUMBER_LEASE_MS } from '../../shared/reach/lease.ts';

export type { Edge, Mark, Source };

/** One thing proven (or claimed) about whoever acts now. */
export type Proof = {
  key: IdentityKey;
  source: Source;
  /** Left out: who usually brings such a one. */
  who?: Who;
  /** When the company itself proved it (ms), where it says so; now, where it doesn't. */
  provenAt?: number;
};

/** Everything proven by one act, at one time. */
export type Evidence = { proofs: readonly Proof[]; at: number };

const DAY = 86_400_000;

/** Confirmed within so long, it is still its holder's. */
export const LEASE_MS: { phone: number; email: number } = { phone: NUMBER_LEASE_MS, email: 365 * DAY };
/** A shared number counts as shared for a year after it was last shown by somebody else; a shared device for ever. */
export const SHARED_MS = 365 * DAY;
/** So many rivals make a number or device public: it doesn't even suggest. */
export const MANY = 3;
/** A visit with no sign of life for longer is over. */
export const SITTING_MS = 30 * 60_000;

const RANK: Record<IdentityKey['kind'], number> = {
  user: 0,
  union: 1,
  openid: 2,
  phone: 3,
  email: 4,
  device: 5,
  endpoint: 5,
  order: 6,
};

const USUALLY: Record<Source, 'person' | 'company' | 'platform'> = {
  login: 'company',
  company: 'company',
  wechat: 'platform',
  button: 'platform',
  number: 'platform',
  code: 'person',
  link: 'person',
  visit: 'person',
  said: 'person',
  typed: 'person',
};

/** Who brings a proof of this source, and which company's login or key, or which platform, where that is known. */
export function whoBrings(source: Source, by: { company?: string; platform?: string } = {}): Who {
  const who = USUALLY[source];
  const which = who === 'person' ? undefined : by[who];
  return which === undefined || who === 'person' ? who : `${who}:${which}`;
}

/** Strongest first; equals by their hash, so that the order they came in says nothing. */
export function inOrder(evidence: Evidence): Proof[] {
  return [...evidence.proofs].sort(
    (left, right) => RANK[left.key.kind] - RANK[right.key.kind] || (left.key.hash < right.key.hash ? -1 : 1),
  );
}

export type StrongKind = 'user' | 'union' | 'openid';

/** Whether a key says by itself who somebody is. */
export function isStrong(kind: IdentityKey['kind']): kind is StrongKind {
  return kind === 'user' || kind === 'union' || kind === 'openid';
}

/** Whether somebody stands behind the proof, not just a number that writes: they signed in, came by a browser, or proved what is theirs. */
export function isSomebody({ key, source }: Proof): boolean {
  if (isStrong(key.kind) || key.kind === 'device') return true;
  return isLease(key.kind) && (source === 'code' || source === 'button' || source === 'link');
}

/** Whether a key is held for a while only: a number is given to somebody else one day. */
export function isLease(kind: IdentityKey['kind']): kind is 'phone' | 'email' {
  return kind === 'phone' || kind === 'email';
}

/** Proven by the act itself, not vouched for by somebody's records. */
export function isDirect(source: Source): boolean {
  return source === 'button' || source === 'code' || source === 'number' || source === 'link';
}

/** Within one family (users, unionids of one open platform, WeChat addresses of one account) a person has one. */
export function familyOf(key: IdentityKey): string {
  return `${key.kind}:${key.realm ?? ''}`;
}

/** Whether two persons are surely two: each has a strong identity of one family, and another one. */
export function clash(one: readonly Mark[], other: readonly Mark[]): boolean {
  return clashing(one, other).length > 0;
}

/** The kinds of identity of which each has one, and another one. */
export function clashing(one: readonly Mark[], other: readonly Mark[]): StrongKind[] {
  const kinds = one.flatMap(({ kind, realm, hash }) => {
    const differs = (mark: Mark) => mark.kind === kind && mark.realm === realm && mark.hash !== hash;
    return isStrong(kind) && other.some(differs) ? [kind] : [];
  });
  return [...new Set(kinds)];
}

/** When the lease ends; null: it is held for good. */
export function leaseEnd({ kind, confirmedAt }: Pick<Edge, 'kind' | 'confirmedAt'>): number | null {
  return isLease(kind) ? confirmedAt + LEASE_MS[kind] : null;
}

/** Whether the lease is over: the number may be somebody else's by now. */
export function isOver(edge: Edge, at: number): boolean {
  const end = leaseEnd(edge);
  return end !== null && at > end;
}

/** Whether different people were seen with it: it is weak then. */
export function isShared(edge: Edge, at: number): boolean {
  return edge.sharedAt !== null && (!isLease(edge.kind) || at - edge.sharedAt <= SHARED_MS);
}

/** Whether the one and only visit of a browser still goes on. */
export function isSameSitting(edge: Edge, at: number): boolean {
  return edge.sittings === 1 && Math.abs(at - edge.confirmedAt) <= SITTING_MS;
}

/** The edge after its holder used it again. Vouching from records confirms no lease. */
export function confirmed(edge: Edge, proof: Proof, at: number): Edge {
  const later = Math.max(edge.confirmedAt, at);
  if (isLease(edge.kind)) {
    if (!isDirect(proof.source)) return edge;
    return { ...edge, source: proof.source, who: proof.who ?? whoBrings(proof.source), confirmedAt: later };
  }
  const sittings = edge.sittings + (at - edge.confirmedAt > SITTING_MS ? 1 : 0);
  return { ...edge, confirmedAt: later, sittings };
}

/** The edge after another strong identity showed it. */
export function contested(edge: Edge, rival: string, at: number): Edge {
  const rivals = edge.rivals.includes(rival) ? edge.rivals : [...edge.rivals, rival].slice(-MANY);
  return { ...edge, rivals, sharedAt: Math.max(edge.sharedAt ?? 0, at) };
}

/** A first binding. */
export function bound(proof: Proof, person: string, given: Evidence): Edge {
  return {
    person,
    kind: proof.key.kind,
    source: proof.source,
    who: proof.who ?? whoBrings(proof.source),
    evidence: inOrder(given)
      .map(({ key }) => key.kind)
      .join('+'),
    since: given.at,
    confirmedAt: isLease(proof.key.kind) ? (proof.provenAt ?? given.at) : given.at,
    sittings: 1,
    rivals: [],
    sharedAt: null,
    movedAt: null,
  };
}
