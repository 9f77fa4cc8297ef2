/** The bucket's SQL, and rows turned into values. Decides nothing but who was first. */
import type { Claim, IdentityCalls, IdentityKey, IdentityRecord, Mark, Source, Who } from '../../shared/identity.ts';
import { Forgotten } from '../lib/forgotten.ts';
import { confirmed, contested, isLease, whoBrings } from './evidence.ts';
import { MovedNumbers } from './moved.ts';
import { markIn, slotsOf } from './slots.ts';

type AddressRow = {
  kind: IdentityKey['kind'];
  person: string;
  bound_to: string | null;
  evidence: string;
  source: Source;
  who: Who;
  since: number;
  confirmed_at: number;
  sittings: number;
  rivals: string;
  shared_at: number | null;
  moved_at: number | null;
};

/** Persons told of at once. */
const PERSONS_PAGE = 100;

export class AddressStore {
  readonly #sql: SqlStorage;
  readonly moved: MovedNumbers;
  readonly #forgotten: Forgotten;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#forgotten = new Forgotten(sql);
    this.moved = new MovedNumbers(sql);
  }

  find(hash: string): IdentityRecord | null {
    const [row] = this.#sql.exec<AddressRow>('select * from address where hash = ?', hash);
    if (!row) return null;
    const { person, kind, source, who, evidence, since, sittings } = row;
    return {
      ...{ person, kind, source, who, evidence, since, sittings },
      boundTo: row.bound_to,
      confirmedAt: row.confirmed_at,
      rivals: JSON.parse(row.rivals) as string[],
      sharedAt: row.shared_at,
      movedAt: row.moved_at,
    };
  }

  /** First wins; the same person's later claim may only add who it is bound to. */
  claim({ key, person: named, boundTo, evidence, at, source = 'visit', who, provenAt = at }: Claim): void {
    const person = this.#isSlot(key.hash) ? named : this.#placeOf(named);
    // What somebody named goes back with them; an address is whose line met it.
    const home = key.kind === 'order' && person !== named ? named : '';
    // Somebody who was looking when the person was erased binds nothing to them.
    if (this.#forgotten.has(person)) return;
    this.#sql.exec(
      `insert into address (hash, kind, person, bound_to, evidence, source, who, since, confirmed_at, home)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (hash) do update set bound_to = excluded.bound_to
       where person = excluded.person and bound_to is null and excluded.bound_to is not null`,
      ...[key.hash, key.kind, person, boundTo, evidence, source, who ?? whoBrings(source), at],
      ...[isLease(key.kind) ? provenAt : at, home],
    );
  }

  /** The holder changes, if it is still the one whose lease was over; whose number it was is to be told, by the name it came with. */
  move({ key, person: named, from, evidence, at, source = 'visit', who }: Claim & { from: string }): void {
    const person = this.#placeOf(named);
    if (this.#forgotten.has(person)) return;
    const [held] = this.#sql
      .exec<{ home: string }>('select home from address where hash = ? and person = ?', key.hash, from)
      .toArray();
    if (!held) return;
    this.#sql.exec(
      `update address set person = ?, home = '', bound_to = null, evidence = ?, source = ?, who = ?, since = ?,
         confirmed_at = ?, moved_at = ?, sittings = 1, rivals = '[]', shared_at = null
       where hash = ?`,
      ...[person, evidence, source, who ?? whoBrings(source), at, at, at, key.hash],
    );
    if (key.kind === 'phone') this.moved.owe(key.hash, held.home === '' ? from : held.home, at);
  }

  note({ hash, person, source, who, at, rival }: Parameters<IdentityCalls['note']>[0]): void {
    const edge = this.find(hash);
    if (!edge || edge.person !== person) return;
    const proof = { key: { kind: edge.kind, hash }, source, ...(who === undefined ? {} : { who }) };
    const next = rival === undefined ? confirmed(edge, proof, at) : contested(edge, rival, at);
    this.#sql.exec(
      `update address set source = ?, who = ?, confirmed_at = ?, sittings = ?, rivals = ?, shared_at = ?
       where hash = ?`,
      ...[next.source, next.who, next.confirmedAt, next.sittings, JSON.stringify(next.rivals), next.sharedAt, hash],
    );
  }

  /** What makes the person somebody: their slots, which stand side by side. */
  marks(person: string): Mark[] {
    const { from, to } = slotsOf(person);
    return this.#sql
      .exec<{ hash: string; kind: IdentityKey['kind']; bound_to: string | null }>(
        'select hash, kind, bound_to from address where hash >= ? and hash < ? and person = ?',
        from,
        to,
        person,
      )
      .toArray()
      .flatMap(({ hash, kind, bound_to }) => (bound_to === null ? [] : [markIn(hash, kind, bound_to)]));
  }

  /** Keys of a home lead to whom it went; what makes it somebody stays by its own name. */
  went(home: string, hop: number, to: string): void {
    const known = this.#sql.exec<{ hop: number }>('select hop from place where home = ?', home).toArray()[0];
    if (known && known.hop >= hop) return;
    this.#sql.exec('insert or replace into place (home, hop, person) values (?, ?, ?)', home, hop, to);
    this.#sql.exec(
      `update address set person = ?2, home = ?1 where hash not like '%.%' and (home = ?1 or (home = '' and person = ?1))`,
      ...[home, to],
    );
    this.#sql.exec(`update address set home = '' where person = home`);
  }

  /** Where a person's line is: whoever asked before it went binds to where it went. */
  #placeOf(person: string): string {
    const row = this.#sql.exec<{ person: string }>('select person from place where home = ?', person).toArray()[0];
    return row?.person ?? person;
  }

  #isSlot(hash: string): boolean {
    return hash.includes('.');
  }

  /** Forgotten, if it is still this person's. */
  release(hash: string, person: string): void {
    this.#sql.exec('delete from address where hash = ? and person = ?', hash, person);
  }

  /** Nothing here is this person's any more, nor becomes it. */
  forget(person: string, now: number): void {
    this.#forgotten.add(person, now);
    this.#sql.exec('delete from address where person = ?', person);
    this.#sql.exec('delete from refused_link where person = ?1 or other = ?1', person);
    this.#sql.exec('delete from hand_off where person = ?', person);
    this.moved.forget(person);
  }

  offer({ hash, person, visitor, now, endsAt }: Parameters<IdentityCalls['offer']>[0]): void {
    this.#sql.exec('delete from hand_off where ends_at <= ?', now);
    this.#sql.exec(
      'insert or ignore into hand_off (hash, person, visitor, ends_at) values (?, ?, ?, ?)',
      hash,
      person,
      visitor,
      endsAt,
    );
  }

  offered(hash: string, now: number): { person: string; visitor: string | null } | null {
    const sql = 'select person, visitor from hand_off where hash = ? and taken_by is null and ends_at > ?';
    const row = this.#sql.exec<{ person: string; visitor: string | null }>(sql, hash, now).toArray()[0];
    return row ?? null;
  }

  /** The first address to take it up has it. */
  takeUp({ hash, by, now }: Parameters<IdentityCalls['takeUp']>[0]): { person: string; visitor: string | null } | null {
    this.#sql.exec(
      'update hand_off set taken_by = ? where hash = ? and taken_by is null and ends_at > ?',
      by,
      hash,
      now,
    );
    const [row] = this.#sql.exec<{ person: string; visitor: string | null }>(
      'select person, visitor from hand_off where hash = ? and taken_by = ? and ends_at > ?',
      hash,
      by,
      now,
    );
    return row ?? null;
  }

  persons(after: string): string[] {
    return this.#sql
      .exec<{ person: string }>(
        'select distinct person from address where person > ? order by person limit ?',
        after,
        PERSONS_PAGE,
      )
      .toArray()
      .map((row) => row.person);
  }

  refuseLink(entry: Parameters<IdentityCalls['refuseLink']>[0]): void {
    this.#sql.exec(
      `insert into refused_link (hash, person, other, evidence, first_at, last_at) values (?, ?, ?, ?, ?, ?)
       on conflict (hash, person, other) do update
       set evidence = excluded.evidence, last_at = max(last_at, excluded.last_at), times = times + 1`,
      entry.hash,
      entry.person,
      entry.other,
      entry.evidence,
      entry.at,
      entry.at,
    );
  }
}
