/** The identity tables in memory, as the port shows them, with an optional pause before every step. */
import type { Claim, IdentityKey, IdentityRecord, MergeRequest, Repute } from '../../shared/identity.ts';
import { bound, confirmed, contested } from '../../worker/identity/evidence.ts';
import type { IdentityPort, Resolved } from '../../worker/identity/resolve.ts';
import { resolvePerson } from '../../worker/identity/resolve.ts';
import { markIn, slotsOf } from '../../worker/identity/slots.ts';

type RefusedEntry = Parameters<IdentityPort['refuseLink']>[0];

export class Table implements IdentityPort {
  readonly records = new Map<string, IdentityRecord>();
  readonly refused: RefusedEntry[] = [];
  readonly wanted: (MergeRequest & { asked: boolean })[] = [];
  /** What became of every pair's request. */
  settled: 'open' | 'declined' = 'open';
  #serial = 0;
  readonly #pause: () => Promise<void>;

  constructor(pause: () => Promise<void> = () => Promise.resolve()) {
    this.#pause = pause;
  }

  async find(hash: string): Promise<IdentityRecord | null> {
    await this.#pause();
    return this.records.get(hash) ?? null;
  }

  async claim(claim: Claim): Promise<IdentityRecord> {
    await this.#pause();
    const { key, person, boundTo } = claim;
    const known = this.records.get(key.hash) ?? fresh(claim);
    const record = known.person === person && known.boundTo === null ? { ...known, boundTo } : known;
    this.records.set(key.hash, record);
    return record;
  }

  async move(claim: Claim & { from: string }): Promise<IdentityRecord | null> {
    await this.#pause();
    if (this.records.get(claim.key.hash)?.person === claim.from)
      this.records.set(claim.key.hash, { ...fresh(claim), boundTo: null, movedAt: claim.at });
    return this.records.get(claim.key.hash) ?? null;
  }

  async note({ hash, person, source, at, rival }: Parameters<IdentityPort['note']>[0]): Promise<void> {
    await this.#pause();
    const record = this.records.get(hash);
    if (record?.person !== person) return;
    const proof = { key: { kind: record.kind, hash }, source };
    const next = rival === undefined ? confirmed(record, proof, at) : contested(record, rival, at);
    this.records.set(hash, { ...record, ...next });
  }

  async repute(person: string): Promise<Repute> {
    await this.#pause();
    const { from, to } = slotsOf(person);
    const marks = [...this.records].flatMap(([hash, record]) =>
      hash >= from && hash < to && record.person === person && record.boundTo !== null
        ? [markIn(hash, record.kind, record.boundTo)]
        : [],
    );
    return { marks, merges: 0, frozen: false, declined: [] };
  }

  async wantMerge(request: MergeRequest & { asked: boolean }) {
    await this.#pause();
    this.wanted.push(request);
    return { act: request.act, state: this.settled, firstAt: request.at };
  }

  async refuseLink(entry: RefusedEntry): Promise<void> {
    await this.#pause();
    this.refused.push(entry);
  }

  resolve(own: string, ...proofs: string[]): Promise<Resolved> {
    const freshId = (): string => `c_${(this.#serial += 1)}`;
    return resolvePerson({
      own: keyNamed(own),
      proofs: proofs.map(keyNamed),
      port: this,
      freshId,
      now: 1,
    });
  }

  /** Every real key by person; the slots beside them are left out. */
  keysByPerson(): Map<string, string[]> {
    const persons = new Map<string, string[]>();
    for (const [hash, { person }] of this.records) {
      if (hash.includes('.')) continue;
      persons.set(person, [...(persons.get(person) ?? []), hash]);
    }
    return persons;
  }
}

function fresh({ key, person, boundTo, at, evidence, source = 'visit' }: Claim): IdentityRecord {
  return { ...bound({ key, source }, person, { at, proofs: [] }), evidence, boundTo };
}

const kinds: Record<string, IdentityKey['kind']> = { u: 'user', x: 'union', p: 'phone', e: 'endpoint' };

/** `u1` is a user, `x1` a unionid, `p1` a phone, `e1` an address. */
export function keyNamed(name: string): IdentityKey {
  const kind = kinds[name.charAt(0)];
  if (!kind) throw new Error(`no such key: ${name}`);
  return { kind, hash: name };
}
