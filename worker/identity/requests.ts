/** Merges wanted and questions to ask, as one bucket keeps them for the persons whose slots it has. */
import type { IdentityCalls, IdentityKey, KeptRequest, MergeRequest } from '../../shared/identity.ts';
import { FrozenStore } from './frozen.ts';

type RequestRow = {
  person: string;
  other: string;
  asked: number;
  act: MergeRequest['act'];
  why: string;
  confirm: MergeRequest['confirm'];
  kind: IdentityKey['kind'];
  hash: string;
  evidence: string;
  first_at: number;
  last_at: number;
  times: number;
  state: KeptRequest['state'];
  put_off_until: number;
  settled_by: string | null;
  settled_at: number | null;
  empty: number;
};

/** So many requests of one person are told at once; more of them are a matter for whoever looks at the frozen. */
const MOST = 50;

export class RequestStore {
  readonly #sql: SqlStorage;
  readonly frozen: FrozenStore;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.frozen = new FrozenStore(sql);
  }

  /** Once per pair: what weighs more stays, what was settled stays settled unless it weighs more. */
  want({
    person,
    other,
    asked,
    act,
    why,
    confirm,
    kind,
    hash,
    evidence,
    at,
    empty,
  }: MergeRequest & { asked: boolean }) {
    const isEmpty = empty === true ? 1 : 0;
    this.#sql.exec(
      `insert into merge_request (person, other, asked, act, why, confirm, kind, hash, evidence, first_at, last_at,
       empty) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (person, other) do update set last_at = max(last_at, excluded.last_at), times = times + 1`,
      ...[person, other, asked ? 1 : 0, act, why, confirm, kind, hash, evidence, at, at, isEmpty],
    );
    this.#sql.exec(
      `update merge_request set act = ?, why = ?, confirm = ?, kind = ?, hash = ?, evidence = ?, state = 'open', empty = ?
       where person = ? and other = ? and act <> 'merge' and ? = 'merge'`,
      ...[act, why, confirm, kind, hash, evidence, isEmpty, person, other, act],
    );
    if (act === 'refuse') this.frozen.freeze({ person, other, why, at }, null);
    return this.#sql
      .exec<Pick<RequestRow, 'act' | 'state'> & { firstAt: number }>(
        'select act, state, first_at as firstAt from merge_request where person = ? and other = ?',
        ...[person, other],
      )
      .one();
  }

  of(person: string): KeptRequest[] {
    return this.#sql
      .exec<RequestRow>('select * from merge_request where person = ? order by last_at desc limit ?', person, MOST)
      .toArray()
      .map(
        ({
          first_at: firstAt,
          last_at: at,
          put_off_until: putOffUntil,
          asked,
          settled_by: by,
          settled_at,
          empty,
          ...row
        }) => {
          const settled = by === null || settled_at === null ? null : { by, at: settled_at };
          const nothing = empty === 1 ? { empty: true as const } : {};
          return { ...row, ...nothing, firstAt, at, putOffUntil, asked: asked === 1, settled };
        },
      );
  }

  putOff({ person, other, until }: Parameters<IdentityCalls['putOff']>[0]): boolean {
    const sql = 'update merge_request set put_off_until = ? where person = ? and other = ?';
    return this.#sql.exec(sql, until, person, other).rowsWritten > 0;
  }

  settle({ person, other, state, settled }: Parameters<IdentityCalls['settle']>[0]): boolean {
    const sql = 'update merge_request set state = ?, settled_by = ?, settled_at = ? where person = ? and other = ?';
    const by = [settled?.by ?? null, settled?.at ?? null];
    return this.#sql.exec(sql, state, ...by, person, other).rowsWritten > 0;
  }

  /** With whom they were one by themselves since a time, or since somebody looked at the frozen; whoever said nothing isn't counted. */
  joined(person: string, since: number): string[] {
    return this.#sql
      .exec<{ other: string }>(
        `select other from merge_request where person = ?1 and act = 'merge' and empty = 0
         and first_at >= max(?2, coalesce((select thawed_at from frozen where person = ?1), 0))`,
        ...[person, since],
      )
      .toArray()
      .map(({ other }) => other);
  }

  declined(person: string): string[] {
    return this.#sql
      .exec<{ other: string }>(`select other from merge_request where person = ? and state = 'declined'`, person)
      .toArray()
      .map(({ other }) => other);
  }

  /** Nothing is wanted of somebody erased. */
  forget(person: string): void {
    this.#sql.exec('delete from merge_request where person = ?1 or other = ?1', person);
    this.frozen.forget(person);
  }
}
