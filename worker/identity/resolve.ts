/** Address and proofs → one person (law 10): carries out what `decide` says. Every step may be repeated and may race with others. */
import type { IdentityCalls, IdentityKey, IdentityRecord, Repute, Source } from '../../shared/identity.ts';
import { decide, type Decision, type Join, type Standing } from './decide.ts';
import { inOrder, isLease, isSomebody, isStrong, whoBrings, type Evidence, type Proof } from './evidence.ts';
import type { Keys } from './keys.ts';
import { slotOf } from './slots.ts';

/** Reaches the record of a hash, wherever it is kept. */
export type IdentityPort = Pick<
  IdentityCalls,
  'find' | 'claim' | 'move' | 'note' | 'repute' | 'wantMerge' | 'refuseLink'
>;

/**
 * Why a key was not linked. `link_needs_merge`: it is another person's, and both exist; logged for later.
 * `shared_device`: another user signed in on this address before, and keeps it.
 */
export type NotLinked = { kind: IdentityKey['kind']; reason: 'link_needs_merge' | 'shared_device' };

/** Two persons are one by what was proven: `other` and the person. `since`: when that was first found. */
export type Joined = { other: string; kind: IdentityKey['kind']; since: number };

/** `joins`: whose lines become theirs by themselves; nobody took them apart. */
export type Resolved = { person: string; created: boolean; refused: NotLinked[]; joins: Joined[] };

export type Resolution = {
  /** The address itself. */
  own: IdentityKey;
  /** What else is proven about whoever uses it now. */
  proofs: readonly IdentityKey[];
  /** An anonymous address they say is theirs as well. */
  beside?: IdentityKey;
  /** Where a kind of proof comes from, where it isn't the usual. */
  sources?: Partial<Record<IdentityKey['kind'], Source>>;
  /** Which company's word, and which platform's, stands behind them. */
  by?: Keys['by'];
  /** When the company proved the number (ms), where it says so. */
  phoneProvenAt?: number;
  port: IdentityPort;
  /** Whether nothing was ever said in a person's line; asked only of who would become one. Left out: something was. */
  isEmpty?: (person: string) => Promise<boolean>;
  freshId(): string;
  now: number;
};

const USUAL: Record<IdentityKey['kind'], Source> = {
  user: 'login',
  union: 'wechat',
  openid: 'wechat',
  phone: 'company',
  email: 'link',
  device: 'visit',
  endpoint: 'visit',
  order: 'typed',
};

const DAY = 86_400_000;
/** A use within so long after the last one is not written down again. */
const NOTED_MS = { lease: DAY, other: 5 * 60_000 };

/** The person these keys belong to; unknown keys become theirs. A person is never given to a second user: slots are won once. */
export async function resolvePerson(given: Resolution): Promise<Resolved> {
  const evidence = evidenceOf(given);
  // A round ends without result only when somebody else bound a key or a slot meanwhile; each is bound once.
  const rounds = evidence.proofs.length * 3 + 3;
  for (let round = 0; round < rounds; round += 1) {
    const resolved = await tryOnce(given, evidence);
    if (resolved) return resolved;
  }
  throw new Error('identity: the keys did not settle');
}

/** One piece of evidence speaks of one user: a second one would join two by itself. */
function evidenceOf({ own, proofs, beside, sources, by, phoneProvenAt, now }: Resolution): Evidence {
  const user = proofs.find((key) => key.kind === 'user');
  const keys = [...proofs.filter((key) => key.kind !== 'user' || key === user), own];
  const shown = keys.map((key): Proof => {
    const source = sources?.[key.kind] ?? USUAL[key.kind];
    // A unionid that a login names is the company's word for what WeChat told it.
    const isVouched = key.kind === 'union' && by?.company !== undefined;
    const proof = { key, source, who: whoBrings(isVouched ? 'login' : source, by) };
    return key.kind === 'phone' && phoneProvenAt !== undefined ? { ...proof, provenAt: phoneProvenAt } : proof;
  });
  if (beside) shown.push({ key: beside, source: 'said' });
  return { at: now, proofs: inOrder({ at: now, proofs: shown }) };
}

async function tryOnce(given: Resolution, evidence: Evidence): Promise<Resolved | null> {
  const records = new Map<string, IdentityRecord>();
  await Promise.all(
    evidence.proofs.map(async ({ key }) => {
      const record = await given.port.find(key.hash);
      if (record) records.set(key.hash, record);
    }),
  );
  const persons = [...new Set([...records.values()].map((record) => record.person))];
  const known = new Map<string, Repute>(
    await Promise.all(
      persons.map(async (person): Promise<[string, Repute]> => [
        person,
        await given.port.repute(person, given.now - DAY),
      ]),
    ),
  );
  const standing = (empty: ReadonlySet<string>): Standing => ({
    edges: records,
    marks: (person) => known.get(person)?.marks ?? [],
    merges: (person) => (known.get(person)?.frozen ? Number.POSITIVE_INFINITY : (known.get(person)?.merges ?? 0)),
    declined: (one, other) => known.get(one)?.declined.includes(other) ?? false,
    isEmpty: (person) => empty.has(person),
  });
  const first = decide(evidence, standing(new Set()));
  const empty = await emptyOf(given, first);
  const decision = empty.size === 0 ? first : decide(evidence, standing(empty));
  const person = decision.person ?? given.freshId();
  const bound = await bind(given, evidence, decision, person, records);
  if (!bound) return null;
  const refused: NotLinked[] = [];
  const joins: Joined[] = [];
  for (const join of decision.joins) {
    const kept = await keep(given, evidence, join, person, bound);
    refused.push(kept.refused);
    if (kept.joined) joins.push(kept.joined);
  }
  return { person, created: decision.person === null, refused, joins };
}

/** Of those who would become one, or are asked about words: in whose line nothing was ever said. */
async function emptyOf({ isEmpty }: Resolution, { person, joins }: Decision): Promise<ReadonlySet<string>> {
  const wanted = joins.filter(({ act, why }) => act === 'merge' || why === 'merge_limit' || why === 'said_before');
  if (!isEmpty || wanted.length === 0) return new Set();
  const all = [person, ...wanted.map(({ other }) => other)].filter((one) => one !== null);
  const looked = await Promise.all(all.map(async (one) => ((await isEmpty(one)) ? [one] : [])));
  return new Set(looked.flat());
}

/** Binds what becomes theirs, strongest first. Null: somebody was faster; else who got the keys that say somebody else. */
async function bind(
  given: Resolution,
  evidence: Evidence,
  decision: Decision,
  person: string,
  records: ReadonlyMap<string, IdentityRecord>,
): Promise<ReadonlyMap<string, string> | null> {
  const { port, now: at } = given;
  const claimed = kindsOf(evidence);
  const user = evidence.proofs.find(({ key }) => key.kind === 'user')?.key.hash ?? null;
  const claimOf = (proof: Proof, holder: string) => {
    const boundTo = isAddress(proof.key) ? user : null;
    const { key, source, provenAt } = proof;
    return {
      key,
      person: holder,
      boundTo,
      evidence: claimed,
      at,
      source,
      ...whoIn(proof),
      ...(provenAt === undefined ? {} : { provenAt }),
    };
  };
  // Slots first: whoever wins one is that user, before any key is theirs.
  for (const proof of [...decision.links, ...decision.moves.map((move) => move.proof)])
    if (!(await takeSlot(port, proof, person, claimed, at))) return null;
  for (const proof of decision.links) if ((await port.claim(claimOf(proof, person)))?.person !== person) return null;
  for (const { proof, from } of decision.moves)
    if ((await port.move({ ...claimOf(proof, person), from }))?.person !== person) return null;
  for (const proof of decision.confirms) {
    const record = records.get(proof.key.hash);
    if (record?.boundTo === null && isAddress(proof.key) && user !== null) await port.claim(claimOf(proof, person));
    const every = isLease(proof.key.kind) ? NOTED_MS.lease : NOTED_MS.other;
    if (record && at - record.confirmedAt > every)
      await port.note({ hash: proof.key.hash, person, source: proof.source, ...whoIn(proof), at });
  }
  for (const proof of decision.renews) {
    const { hash } = proof.key;
    const holder = records.get(hash)?.person;
    if (holder !== undefined) await port.note({ hash, person: holder, source: proof.source, ...whoIn(proof), at });
  }
  for (const { key, rival } of decision.contests) {
    const holder = records.get(key.hash)?.person;
    if (holder !== undefined) await port.note({ hash: key.hash, person: holder, source: USUAL[key.kind], at, rival });
  }
  const others = new Map<string, string>();
  for (const proof of decision.apart) {
    const another = given.freshId();
    await takeSlot(port, proof, another, claimed, at);
    others.set(proof.key.hash, (await port.claim(claimOf(proof, another)))?.person ?? another);
  }
  return others;
}

const whoIn = ({ who }: Proof) => (who === undefined ? {} : { who });
const isAddress = (key: IdentityKey) => key.kind === 'endpoint' || key.kind === 'device' || key.kind === 'openid';

/** Fills the person's slot with the key; false when the slot of a strong identity says another one. */
async function takeSlot(
  port: IdentityPort,
  proof: Proof,
  person: string,
  evidence: string,
  at: number,
): Promise<boolean> {
  if (!isSomebody(proof)) return true;
  const { key, source } = proof;
  const slot: IdentityKey = { kind: key.kind, hash: slotOf(person, key) };
  const standing = await port.claim({ key: slot, person, boundTo: key.hash, evidence, at, source, ...whoIn(proof) });
  // Null: the person was erased meanwhile, and the next round finds nobody there.
  return standing !== null && (standing.boundTo === key.hash || !isStrong(key.kind));
}

/** Keeps what two persons have to do with each other, with both; answers what the caller hears of it. */
async function keep(
  { port, now: at }: Resolution,
  evidence: Evidence,
  join: Join,
  person: string,
  apart: ReadonlyMap<string, string>,
): Promise<{ refused: NotLinked; joined: Joined | null }> {
  const { key, act, why, confirm, alert, empty } = join;
  const { kind } = key;
  if (why === 'shared_device') return { refused: { kind, reason: 'shared_device' }, joined: null };
  const other = join.other ?? apart.get(key.hash) ?? person;
  const shown = kindsOf(evidence);
  await port.refuseLink({ hash: key.hash, person, other, evidence: shown, at });
  let joined: Joined | null = null;
  if (other !== person && (act !== 'refuse' || alert)) {
    const counts = empty === true ? { empty } : {};
    const request = { act, why, confirm, kind, hash: key.hash, evidence: shown, at, ...counts };
    const stands = await port.wantMerge({ ...request, person, other, asked: true });
    await port.wantMerge({ ...request, person: other, other: person, asked: false });
    // Whoever was taken apart by a colleague's word stays so.
    if (act === 'merge' && stands.state === 'open') joined = { other, kind, since: stands.firstAt };
  }
  return { refused: { kind, reason: 'link_needs_merge' }, joined };
}

function kindsOf(evidence: Evidence): string {
  return evidence.proofs.map(({ key }) => key.kind).join('+');
}
