/** The identity tables in memory, as the port shows them, with an optional pause before every step. */
import type { IdentityCalls, IdentityKey, IdentityRecord } from '../../shared/actors.ts';
import type { IdentityPort, Resolved } from '../../worker/identity/resolve.ts';
import { resolvePerson } from '../../worker/identity/resolve.ts';

type RefusedEntry = Parameters<IdentityCalls['refuseLink']>[0];

export class Table implements IdentityPort {
  readonly records = new Map<string, IdentityRecord>();
  readonly refused: RefusedEntry[] = [];
  #serial = 0;
  readonly #pause: () => Promise<void>;

  constructor(pause: () => Promise<void> = () => Promise.resolve()) {
    this.#pause = pause;
  }

  async find(hash: string): Promise<IdentityRecord | null> {
    await this.#pause();
    return this.records.get(hash) ?? null;
  }

  async claim({ key, person, boundTo, at }: Parameters<IdentityCalls['claim']>[0]): Promise<IdentityRecord> {
    await this.#pause();
    const known = this.records.get(key.hash) ?? { person, kind: key.kind, boundTo, since: at };
    const record = known.person === person && known.boundTo === null ? { ...known, boundTo } : known;
    this.records.set(key.hash, record);
    return record;
  }

  async refuseLink(entry: RefusedEntry): Promise<void> {
    await this.#pause();
    this.refused.push(entry);
  }

  resolve(own: string, ...proofs: string[]): Promise<Resolved> {
    const freshId = (): string => `c_${(this.#serial += 1)}`;
    return resolvePerson({ own: keyNamed(own), proofs: proofs.map(keyNamed), port: this, freshId, now: 1 });
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

const kinds: Record<string, IdentityKey['kind']> = { u: 'user', x: 'union', p: 'phone', e: 'endpoint' };

/** `u1` is a user, `x1` a unionid, `p1` a phone, `e1` an address. */
export function keyNamed(name: string): IdentityKey {
  const kind = kinds[name.charAt(0)];
  if (!kind) throw new Error(`no such key: ${name}`);
  return { kind, hash: name };
}
