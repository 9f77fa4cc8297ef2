/** Questions the customer may answer (是您吗？), and what a yes may do. Pure. */
import type { KeptRequest, MergeRequest, Repute } from '../../shared/identity.ts';
import { MERGES_PER_DAY } from './decide.ts';
import { clash } from './evidence.ts';
import type { Why } from './words.ts';

/** What is open, asked of the customer, and common to both by a number, an e-mail or a browser. */
export function isAsked(request: KeptRequest): request is KeptRequest & { kind: 'phone' | 'email' | 'device' } {
  const { state, act, confirm, kind } = request;
  if (state !== 'open' || act !== 'suggest' || confirm !== 'customer') return false;
  return kind === 'phone' || kind === 'email' || kind === 'device';
}

/** Whether the question is about words said on a browser before somebody signed in there: who signed in knows whether they said them, and needs no proof. */
export function isAboutWords({ why }: Pick<KeptRequest, 'why'>): boolean {
  return why === 'said_before';
}

/**
 * Whether it may still be asked: of who signed in, while nobody proved anything in that line, and nothing more was said there. What came later may be
 * somebody else's, and so would the line.
 */
export function isOwnWords(
  { asked, firstAt }: Pick<KeptRequest, 'asked' | 'firstAt'>,
  theirs: Pick<Repute, 'marks'>,
  spokenAt: number | null,
): boolean {
  const isUnproven = theirs.marks.every(({ kind }) => kind === 'device');
  return asked && isUnproven && spokenAt !== null && spokenAt <= firstAt;
}

/**
 * What a yes must prove, as the keyed hashes of which one is enough: a number both proved is proven anew; who shares only a browser proves a number the
 * other side holds. Empty: nothing this person could prove, so they aren't asked, and an agent may look.
 */
export function provenBy(
  request: { kind: 'phone' | 'email' | 'device'; hash: string },
  theirs: readonly string[],
): readonly string[] {
  return request.kind === 'device' ? theirs : [request.hash];
}

/** Whether a proven yes joins the two now, as the evidence stands now: never two strong identities, nor more than a day's merges. */
export function confirms(one: Repute, other: Repute): Extract<Why, 'confirmed' | 'two_strong' | 'merge_limit'> {
  if (clash(one.marks, other.marks)) return 'two_strong';
  const limited = [one, other].some(({ frozen, merges }) => frozen || merges >= MERGES_PER_DAY);
  return limited ? 'merge_limit' : 'confirmed';
}

/** The merge a yes asks for, as it is kept with both: the customer's own, or a colleague's who looked at both. */
export function wanted(
  request: KeptRequest,
  at: number,
  by: { why: Why; evidence: string } = { why: 'confirmed', evidence: request.evidence },
): [MergeRequest & { asked: boolean }, MergeRequest & { asked: boolean }] {
  const { person, other, kind, hash } = request;
  const merge = { act: 'merge' as const, ...by, confirm: 'nobody' as const, kind, hash, at };
  return [
    { ...merge, person, other, asked: true },
    { ...merge, person: other, other: person, asked: false },
  ];
}
