/** Whose line is it, and what follows for everybody else who is touched (law 10). Pure: reads a standing, changes nothing. */
import type { IdentityKey } from '../../shared/identity.ts';
import {
  clash,
  familyOf,
  inOrder,
  isDirect,
  isLease,
  isOver,
  isSameSitting,
  isShared,
  isStrong,
  type Edge,
  type Evidence,
  type Mark,
  type Proof,
} from './evidence.ts';
import { deviceJoin, leaseJoin, orderJoin, strongJoin, type Joining } from './joining.ts';
import type { Why } from './words.ts';

/** What is known now about the keys of the evidence and the persons who hold them. */
export type Standing = {
  edges: ReadonlyMap<string, Edge>;
  /** What makes this person somebody; empty for a number that only ever wrote. */
  marks(person: string): readonly Mark[];
  /** Merges by themselves since yesterday; infinite while the person is frozen. */
  merges(person: string): number;
  /** Nothing was ever said in their line: a merge with it joins nothing, and counts toward no limit. */
  isEmpty(person: string): boolean;
  /** Somebody who must know said that these are two. */
  declined(one: string, other: string): boolean;
};

/** What two persons have to do with each other by this evidence. */
export type Join = {
  act: 'merge' | 'suggest' | 'refuse';
  why: Why;
  key: IdentityKey;
  /** The other person; null: whoever gets the key in `apart`. */
  other: string | null;
  /** Who must say yes before it is done. */
  confirm: 'nobody' | 'customer' | 'agent';
  /** Beyond the limit: both are frozen, somebody must look. */
  alert: boolean;
  /** It joins nothing: one of the two lines is empty. */
  empty?: true;
};

export type Decision = {
  /** The outcome as a whole: the weightiest thing that happens. */
  act: 'same' | 'link' | 'merge' | 'suggest' | 'refuse';
  why: Why;
  /** Whose line the act belongs to; null: a new person's. */
  person: string | null;
  /** Free keys that become theirs. */
  links: readonly Proof[];
  /** Keys that were theirs and were used again. */
  confirms: readonly Proof[];
  /** Numbers that go over from somebody whose lease is over, and addresses that follow their number. */
  moves: readonly { proof: Proof; from: string }[];
  /** Numbers proven now in lines that become one with the person's: their lease begins anew. */
  renews: readonly Proof[];
  /** Keys shown by another strong identity than their holder's. */
  contests: readonly { key: IdentityKey; rival: string }[];
  /** Free keys that say somebody else than the person: each begins a person of its own. */
  apart: readonly Proof[];
  joins: readonly Join[];
};

/** So many merges by themselves may one person be part of within a day. */
export const MERGES_PER_DAY = 5;

export function decide(evidence: Evidence, standing: Standing): Decision {
  const proofs = inOrder(evidence);
  const person = choose(proofs, evidence.at, standing);
  const links: Proof[] = [];
  const confirms: Proof[] = [];
  const moves: { proof: Proof; from: string }[] = [];
  const apart: Proof[] = [];
  const contests: { key: IdentityKey; rival: string }[] = [];
  const joins: Join[] = [];
  const renews: Proof[] = [];
  const marks = [...(person === null ? [] : standing.marks(person))];
  let merged = person === null ? 0 : standing.merges(person);

  for (const proof of proofs) {
    const edge = standing.edges.get(proof.key.hash);
    if (edge?.person === person && edge !== undefined) {
      confirms.push(proof);
      continue;
    }
    if (!edge) {
      if (isStrong(proof.key.kind) && marks.some((mark) => isRival(mark, proof.key))) {
        apart.push(proof);
        joins.push({ ...suggestion('second_strong', 'agent'), key: proof.key, other: null });
      } else {
        links.push(proof);
        if (isStrong(proof.key.kind)) marks.push(markOf(proof.key));
      }
      continue;
    }
    if (follows(proof, proofs, standing, person, moves)) {
      moves.push({ proof, from: edge.person });
      continue;
    }
    const theirs = standing.marks(edge.person);
    const spoken = isSpoken(proof, proofs, edge, standing);
    const given = { proof, edge, at: evidence.at, marks, theirs, spoken };
    const found = joining(given);
    if (found.move === true) moves.push({ proof, from: edge.person });
    const rival = rivalOf(marks);
    if (found.contest === true && rival !== null) contests.push({ key: proof.key, rival });
    // One other person is joined once, by the weightiest reason, which comes first.
    if (joins.some((join) => join.other === edge.person)) continue;
    const limited = limit(found.join, person, edge.person, merged, standing);
    joins.push({ ...limited, key: proof.key, other: edge.person });
    if (limited.act === 'merge') {
      if (limited.empty !== true) merged += 1;
      marks.push(...theirs);
      const isTwo = person !== null && standing.declined(person, edge.person);
      if (isLease(proof.key.kind) && isDirect(proof.source) && !isTwo) renews.push(proof);
    }
  }
  return { ...summary(person, links, moves, joins), person, links, confirms, moves, renews, contests, apart, joins };
}

/** The person of the strongest key that may decide: nobody who is surely somebody else, nobody known by a hint alone. */
function choose(proofs: readonly Proof[], at: number, standing: Standing): string | null {
  const strong = proofs.filter(({ key }) => isStrong(key.kind)).map(({ key }) => markOf(key));
  const writes = strong.length === 0 && proofs.some(({ key }) => key.kind === 'endpoint');
  const numbers = proofs.filter(({ key }) => isLease(key.kind));
  for (const [index, proof] of proofs.entries()) {
    const edge = standing.edges.get(proof.key.hash);
    if (!edge) continue;
    const theirs = standing.marks(edge.person);
    // Somebody who is only who signs in now is nobody else: a sign-in that was cut off goes on.
    const isNameless = !theirs.some(({ kind, hash }) => isStrong(kind) && !strong.some((mark) => mark.hash === hash));
    switch (proof.key.kind) {
      case 'user':
      case 'union':
      case 'openid':
        if (!clash(strong.slice(0, strongBefore(proofs, index)), theirs)) return edge.person;
        break;
      case 'phone':
      case 'email':
        if (isOver(edge, at)) break;
        // Who writes from the number reaches its line, whoever shares it.
        if (writes) return edge.person;
        if (!isShared(edge, at) && theirs.length === 0 && !isStale(proof, edge)) return edge.person;
        break;
      case 'device':
      case 'endpoint': {
        if (strong.length === 0 && numbers.length === 0) return edge.person;
        const isBoth = numbers.some(({ key }) => isHeld(standing.edges.get(key.hash), edge.person, at));
        // A family may share both: who says another name than theirs is only asked.
        if (isBoth && (strong.length === 0 || isNameless)) return edge.person;
        const isOpen = proof.source === 'said' || (isSameSitting(edge, at) && !isSpoken(proof, proofs, edge, standing));
        if (isNameless && isOpen && !isShared(edge, at) && !isLapsed(proof, numbers, standing, at)) return edge.person;
        break;
      }
      case 'order':
        break;
    }
  }
  return null;
}

/** Whether a sign-in comes with this browser, on which somebody unnamed spoke. */
function isSpoken({ key }: Proof, proofs: readonly Proof[], { person }: Edge, standing: Standing): boolean {
  return key.kind === 'device' && proofs.some((one) => isStrong(one.key.kind)) && !standing.isEmpty(person);
}

/** How many strong proofs come before this one. */
function strongBefore(proofs: readonly Proof[], index: number): number {
  return proofs.slice(0, index).filter(({ key }) => isStrong(key.kind)).length;
}

const isHeld = (edge: Edge | undefined, person: string, at: number) => edge?.person === person && !isOver(edge, at);

/** An address that is a number says no more than the number: once that lease is over, neither counts. */
function isLapsed(proof: Proof, numbers: readonly Proof[], standing: Standing, at: number): boolean {
  if (proof.key.kind !== 'endpoint') return false;
  return numbers.some(({ key, source }) => {
    const edge = standing.edges.get(key.hash);
    return source === 'number' && edge !== undefined && isOver(edge, at);
  });
}

/** The company's record is older than what was proven since. */
function isStale(proof: Proof, edge: Edge): boolean {
  if (isDirect(proof.source)) return false;
  return edge.movedAt !== null || (proof.provenAt !== undefined && proof.provenAt < edge.since);
}

/** An address written from goes where its number is. */
function follows(
  proof: Proof,
  proofs: readonly Proof[],
  standing: Standing,
  person: string | null,
  moves: readonly { proof: Proof }[],
): boolean {
  if (proof.key.kind !== 'endpoint') return false;
  const number = proofs.find(({ key, source }) => isLease(key.kind) && source === 'number');
  if (!number) return false;
  if (moves.some((move) => move.proof === number)) return true;
  const edge = standing.edges.get(number.key.hash);
  return edge === undefined || edge.person === person;
}

function joining(given: Parameters<typeof strongJoin>[0]): Joining {
  switch (given.proof.key.kind) {
    case 'user':
    case 'union':
    case 'openid':
      return strongJoin(given);
    case 'phone':
    case 'email':
      return leaseJoin(given);
    case 'device':
    case 'endpoint':
      return deviceJoin(given);
    case 'order':
      return orderJoin(given);
  }
}

function markOf(key: IdentityKey): Mark {
  return { kind: key.kind, realm: key.realm ?? '', hash: key.hash };
}

function isRival(mark: Mark, key: IdentityKey): boolean {
  return `${mark.kind}:${mark.realm}` === familyOf(key) && mark.hash !== key.hash;
}

/** Who the person is, for the list of those who showed a key. */
function rivalOf(marks: readonly Mark[]): string | null {
  return marks.find((mark) => isStrong(mark.kind))?.hash ?? null;
}

type Wanted = Joining['join'];

function suggestion(why: Why, confirm: 'customer' | 'agent'): Omit<Join, 'key' | 'other'> {
  return { act: 'suggest', why, confirm, alert: false };
}

/** What was declined stays declined; what would be too much is refused and told. */
function limit(
  wanted: Wanted,
  person: string | null,
  other: string,
  merged: number,
  standing: Standing,
): Omit<Join, 'key' | 'other'> {
  const plain = { ...wanted, alert: false };
  if (wanted.act === 'suggest' && person !== null && standing.declined(person, other))
    return { act: 'refuse', why: 'declined', confirm: 'nobody', alert: false };
  if (wanted.act !== 'merge') return plain;
  const isFrozen = [merged, standing.merges(other)].includes(Number.POSITIVE_INFINITY);
  if (!isFrozen && [person, other].some((one) => one !== null && standing.isEmpty(one)))
    return { ...plain, empty: true };
  if (merged < MERGES_PER_DAY && standing.merges(other) < MERGES_PER_DAY) return plain;
  return { act: 'refuse', why: 'merge_limit', confirm: 'agent', alert: true };
}

function summary(
  person: string | null,
  links: readonly Proof[],
  moves: readonly unknown[],
  joins: readonly Join[],
): Pick<Decision, 'act' | 'why'> {
  for (const act of ['merge', 'suggest', 'refuse'] as const) {
    const join = joins.find((one) => one.act === act);
    if (join) return { act, why: join.why };
  }
  if (moves.length > 0) return { act: 'link', why: 'number_moved' };
  if (person === null) return { act: 'link', why: 'new_person' };
  return links.length > 0 ? { act: 'link', why: 'joined' } : { act: 'same', why: 'known' };
}
