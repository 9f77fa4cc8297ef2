/** What somebody typed of themselves: it may say whom else to think of, and never proves, takes or joins anything. */
import type { IdentityKey } from '../../shared/identity.ts';
import { clash, isLease, isOver, isShared, MANY } from './evidence.ts';
import type { IdentityPort } from './resolve.ts';

/** Keeps the question with both, for a colleague: where the key is somebody's who may be meant. An order nobody named yet is theirs to be named by. */
export async function hintedAt(port: IdentityPort, person: string, key: IdentityKey, at: number): Promise<void> {
  const { kind, hash } = key;
  const edge =
    kind === 'order'
      ? await port.claim({ key, person, boundTo: null, evidence: kind, at, source: 'typed' })
      : await port.find(hash);
  if (!edge || edge.person === person) return;
  // What is over or everybody's says nothing.
  if (isLease(kind) && (isOver(edge, at) || (isShared(edge, at) && edge.rivals.length >= MANY))) return;
  const [mine, theirs] = await Promise.all([person, edge.person].map((one) => port.repute(one, at)));
  if (!mine || !theirs || clash(mine.marks, theirs.marks) || mine.declined.includes(edge.person)) return;
  const why = kind === 'order' ? 'same_order' : 'said_number';
  const request = { ...({ act: 'suggest', confirm: 'agent' } as const), why, kind, hash, evidence: 'typed', at };
  await port.wantMerge({ ...request, person, other: edge.person, asked: true });
  await port.wantMerge({ ...request, person: edge.person, other: person, asked: false });
}
