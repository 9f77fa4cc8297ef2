/** What somebody said of themselves: it may say whom else to think of, and never proves, takes or joins anything. */
import type { IdentityCalls, IdentityKey, IdentityRecord } from '../../shared/identity.ts';
import { digestText } from '../lib/digest.ts';
import { clash, isLease, isOver, isShared, MANY } from './evidence.ts';
import { orderKey } from './keys.ts';
import type { IdentityPort } from './resolve.ts';

/** Orders somebody named, or the company called theirs. `own`: all whose lines stand where the person's does. */
export type NamedOrders = {
  person: string;
  own: readonly string[];
  numbers: readonly string[];
  source: 'typed' | 'company';
};

type HintPort = IdentityPort & Pick<IdentityCalls, 'release'>;
type By = { source?: NamedOrders['source']; own?: readonly string[] };

/** Each in turn: a line's letter is no burden on the buckets. */
export async function namedAt(port: HintPort, secret: string, named: NamedOrders, at: number): Promise<void> {
  for (const number of named.numbers)
    await hintedAt(port, named.person, await orderKey(secret, number), at, { source: named.source, own: named.own });
}

/**
 * Keeps the question with both, for a colleague: where the key is somebody's who may be meant. An order nobody named yet is theirs to be named by,
 * and the company's word goes before whoever only typed it.
 */
export async function hintedAt(
  port: HintPort,
  person: string,
  key: IdentityKey,
  at: number,
  { source = 'typed', own = [] }: By = {},
): Promise<void> {
  const { kind, hash } = key;
  const claim = { key, person, boundTo: null, evidence: kind, at, source };
  const edge = kind === 'order' ? await port.claim(claim) : await port.find(hash);
  if (!edge) return;
  if (edge.person !== person && !own.includes(edge.person)) await suggested(port, person, key, at, edge, source);
  if (kind === 'order' && source === 'company' && edge.source === 'typed') {
    await port.release(hash, edge.person);
    await port.claim(claim);
  }
}

async function suggested(
  port: IdentityPort,
  person: string,
  { kind, hash }: IdentityKey,
  at: number,
  edge: IdentityRecord,
  source: NamedOrders['source'],
): Promise<void> {
  const isEverybodys = edge.rivals.length >= MANY;
  // What is over or everybody's says nothing.
  if (isLease(kind) && (isOver(edge, at) || (isShared(edge, at) && isEverybodys))) return;
  if (kind === 'order') {
    const rival = digestText(person);
    if (isEverybodys && !edge.rivals.includes(rival)) return;
    await port.note({ hash, person: edge.person, source: edge.source, who: edge.who, at, rival });
  }
  const [mine, theirs] = await Promise.all([person, edge.person].map((one) => port.repute(one, at)));
  if (!mine || !theirs || clash(mine.marks, theirs.marks) || mine.declined.includes(edge.person)) return;
  const why = kind === 'order' ? 'same_order' : 'said_number';
  const request = { ...({ act: 'suggest', confirm: 'agent' } as const), why, kind, hash, evidence: source, at };
  await port.wantMerge({ ...request, person, other: edge.person, asked: true });
  await port.wantMerge({ ...request, person: edge.person, other: person, asked: false });
}
