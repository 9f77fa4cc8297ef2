/** Address and proofs → one person (law 10). Knows no platform; every step may be repeated and may race with others. */
import type { IdentityCalls, IdentityKey, IdentityRecord } from '../../shared/actors.ts';

/** Reaches the record of a hash, wherever it is kept. */
export type IdentityPort = Pick<IdentityCalls, 'find' | 'claim' | 'refuseLink'>;

/**
 * Why a key was not linked. `link_needs_merge`: it is another person's, and both exist; logged for later.
 * `shared_device`: another user signed in on this address before, and keeps it.
 */
export type NotLinked = { kind: IdentityKey['kind']; reason: 'link_needs_merge' | 'shared_device' };

export type Resolved = { person: string; created: boolean; refused: NotLinked[] };

export type Resolution = {
  /** The address itself. */
  own: IdentityKey;
  /** What else is proven about whoever uses it now. */
  proofs: readonly IdentityKey[];
  port: IdentityPort;
  freshId(): string;
  now: number;
};

type Found = { key: IdentityKey; record: IdentityRecord | null };

const STRENGTH: Record<IdentityKey['kind'], number> = { user: 0, union: 1, phone: 2, endpoint: 3 };

/**
 * The person these keys belong to, strongest key first; unknown keys become theirs. A person is never given to a second user:
 * whoever wants one takes the person's own slot before anything is bound, and the slot is won once.
 */
export async function resolvePerson(given: Resolution): Promise<Resolved> {
  const keys = keysInOrder(given);
  // A round ends without result only when somebody else bound a key or a slot meanwhile; each is bound once.
  const rounds = keys.length * 3 + 3;
  for (let round = 0; round < rounds; round += 1) {
    const resolved = await tryOnce(given, keys);
    if (resolved) return resolved;
  }
  throw new Error('identity: the keys did not settle');
}

/** Strongest first. One piece of evidence speaks of one user: a second one would join two by itself. */
function keysInOrder(given: Resolution): IdentityKey[] {
  const user = given.proofs.find((key) => key.kind === 'user');
  const keys = [...given.proofs.filter((key) => key.kind !== 'user' || key === user), given.own];
  return keys.sort((left, right) => STRENGTH[left.kind] - STRENGTH[right.kind]);
}

async function tryOnce(given: Resolution, keys: readonly IdentityKey[]): Promise<Resolved | null> {
  const found = await Promise.all(
    keys.map(async (key): Promise<Found> => ({ key, record: await given.port.find(key.hash) })),
  );
  const chosen = await choose(given, found);
  if (chosen === null) return null;
  const user = found.find((one) => one.key.kind === 'user')?.key.hash ?? null;
  const refused: NotLinked[] = [];
  for (const { key, record } of found) {
    const boundTo = key.kind === 'endpoint' ? user : null;
    // A unionid a user brings along fills the slot too, or a stranger with another could come in by the phone.
    if (!record && key.kind === 'union') await takeSlot(given, chosen.person, key);
    const standing =
      record && (record.person !== chosen.person || boundTo === null || record.boundTo !== null)
        ? record
        : await claim(given, key, chosen.person, boundTo);
    if (standing.person === chosen.person) continue;
    if (!record) return null;
    refused.push(await refuse(given, key, chosen.person, standing, user));
  }
  return { ...chosen, refused };
}

/** The person of the strongest known key whom the stronger, unknown keys may join; else a new one. Null: lost a race. */
async function choose(
  given: Resolution,
  found: readonly Found[],
): Promise<{ person: string; created: boolean } | null> {
  for (const [at, { record }] of found.entries()) {
    if (!record) continue;
    const joins = found.slice(0, at).map((one) => one.key);
    if (await mayJoin(given, record.person, joins)) return { person: record.person, created: false };
  }
  const person = given.freshId();
  const taken = await mayJoin(
    given,
    person,
    found.filter((one) => !one.record).map((one) => one.key),
  );
  return taken ? { person, created: true } : null;
}

/** Takes the person's slots for a user and a unionid. A user may bring a second unionid; without a user it is somebody else. */
async function mayJoin(given: Resolution, person: string, joins: readonly IdentityKey[]): Promise<boolean> {
  const user = joins.find((key) => key.kind === 'user');
  const union = joins.find((key) => key.kind === 'union');
  if (user && !(await takeSlot(given, person, user))) return false;
  const free = !union || (await takeSlot(given, person, union));
  return free || user !== undefined;
}

async function takeSlot(given: Resolution, person: string, key: IdentityKey): Promise<boolean> {
  const slot = { kind: key.kind, hash: slotOf(person, key.kind) };
  return (await claim(given, slot, person, key.hash)).boundTo === key.hash;
}

function claim(given: Resolution, key: IdentityKey, person: string, boundTo: string | null): Promise<IdentityRecord> {
  return given.port.claim({ key, person, boundTo, evidence: evidenceOf(given), at: given.now });
}

async function refuse(
  given: Resolution,
  key: IdentityKey,
  person: string,
  standing: IdentityRecord,
  user: string | null,
): Promise<NotLinked> {
  if (key.kind === 'endpoint' && user !== null) {
    const slot = standing.boundTo ?? (await given.port.find(slotOf(standing.person, 'user')))?.boundTo ?? null;
    if (slot !== null && slot !== user) return { kind: key.kind, reason: 'shared_device' };
  }
  const evidence = evidenceOf(given);
  await given.port.refuseLink({ hash: key.hash, person, other: standing.person, evidence, at: given.now });
  return { kind: key.kind, reason: 'link_needs_merge' };
}

function evidenceOf(given: Resolution): string {
  return [...given.proofs.map((key) => key.kind), given.own.kind].join('+');
}

/** Where it stands which user (or unionid) a person is: a name beside the keys, spread over the buckets like them. */
export function slotOf(person: string, kind: IdentityKey['kind']): string {
  let spread = 0x811c9dc5;
  for (const character of person) spread = Math.imul(spread ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return `${spread.toString(16).padStart(8, '0')}.${kind}.${person}`;
}
