/** Codes sent and tries made, in SQL. Runs inside one transaction. */
import type { Asking, Bearer, LinkEnd } from '../../shared/codes.ts';
import { REMEMBERED_MS, type By, type Limit, type Standing, type Tally } from './policy.ts';

type Row = {
  id: string;
  seal: string;
  expires_at: number;
  tries: number;
  subject: string;
  asker: string;
  bearer: string | null;
};

/** A code or link that was sent. */
export type Sent = Standing & { id: string; subject: string; asker: string; bearer: Bearer | null };

export class CodeStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** What these budgets have seen of this asking. */
  tally(asking: Pick<Asking, 'subject' | 'asker' | 'place'> & Partial<Asking>): Tally {
    return {
      nth: (limit, since) => {
        const [where, values] = conditionOf(limit, asking);
        if (where === null) return null;
        const table = limit.counts === 'wrong' ? 'wrong' : 'sent';
        const found = this.#sql.exec<{ at: number }>(
          `select at from ${table} where at > ? and ${where} order by at desc limit 1 offset ?`,
          ...[since, ...values, limit.most - 1],
        );
        return found.toArray()[0]?.at ?? null;
      },
    };
  }

  /** An earlier code of the same asker for the same subject counts no more. */
  add(id: string, asking: Asking, seal: string, expiresAt: number, now: number, bearer: Bearer | null): void {
    const { subject, range, asker, place, stranger } = asking;
    this.#sql.exec(
      'update sent set expires_at = ?1 where subject = ?2 and asker = ?3 and expires_at > ?1',
      ...[now, subject, asker],
    );
    this.#sql.exec(
      `insert into sent (id, at, subject, range, asker, place, stranger, seal, expires_at, bearer)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[id, now, subject, range, asker, place, stranger ? 1 : 0, seal, expiresAt],
      bearer === null ? null : JSON.stringify(bearer),
    );
  }

  drop(id: string): void {
    this.#sql.exec('delete from sent where id = ?', id);
  }

  /** The newest code of this asker for this subject that nobody used. */
  newest(subject: string, asker: string): Sent | null {
    return this.#one(
      'subject = ? and asker = ? and bearer is null and proven_at is null order by at desc',
      ...[subject, asker],
    );
  }

  link(seal: string): Sent | null {
    return this.#one('seal = ? and bearer is not null and proven_at is null', seal);
  }

  came(seal: string, how: LinkEnd): void {
    this.#sql.exec('update sent set came = ? where seal = ? and bearer is not null', how, seal);
  }

  newestLink(asker: string): { at: number; expiresAt: number; came: LinkEnd | null } | null {
    return (
      this.#sql
        .exec<{ at: number; expiresAt: number; came: LinkEnd | null }>(
          `select at, expires_at as expiresAt, came from sent where asker = ? and bearer is not null
           order by at desc limit 1`,
          asker,
        )
        .toArray()[0] ?? null
    );
  }

  #one(where: string, ...values: SqlStorageValue[]): Sent | null {
    const row = this.#sql
      .exec<Row>(
        `select id, seal, expires_at, tries, subject, asker, bearer from sent where ${where} limit 1`,
        ...values,
      )
      .toArray()[0];
    if (!row) return null;
    const { id, seal, tries, subject, asker } = row;
    const bearer = row.bearer === null ? null : (JSON.parse(row.bearer) as Bearer);
    return { id, seal, tries, subject, asker, bearer, expiresAt: row.expires_at };
  }

  wrong(id: string, { subject, asker, place }: Pick<Asking, 'subject' | 'asker' | 'place'>, now: number): void {
    this.#sql.exec('update sent set tries = tries + 1 where id = ?', id);
    this.#sql.exec('insert into wrong (at, subject, asker, place) values (?, ?, ?, ?)', now, subject, asker, place);
  }

  /** Used: it counts once. */
  right({ id, subject, asker }: Sent, now: number): void {
    this.#sql.exec('update sent set proven_at = ? where id = ?', now, id);
    this.prove(subject, asker, now);
  }

  prove(subject: string, asker: string, now: number): void {
    this.#sql.exec('insert or replace into proved (subject, asker, at) values (?, ?, ?)', subject, asker, now);
  }

  proved(subject: string, asker: string, since: number): boolean {
    return (
      this.#sql.exec('select 1 from proved where subject = ? and asker = ? and at > ?', subject, asker, since).toArray()
        .length > 0
    );
  }

  /** Drops what no budget looks back to; answers whether anything is left. */
  prune(now: number): boolean {
    for (const table of ['sent', 'wrong', 'proved'])
      this.#sql.exec(`delete from ${table} where at <= ?`, now - REMEMBERED_MS);
    const left = this.#sql.exec<{ left: number }>(
      'select exists (select 1 from sent) or exists (select 1 from wrong) or exists (select 1 from proved) as left',
    );
    return left.one().left === 1;
  }
}

const COLUMNS: Record<Exclude<By, 'company' | 'stranger'>, 'subject' | 'range' | 'asker' | 'place'> = {
  ...{ subject: 'subject', range: 'range', asker: 'asker', place: 'place' },
};

/** What a limit counts, as a condition; null: it is not this asking's. */
function conditionOf({ by, counts }: Limit, asking: Partial<Asking>): [string | null, SqlStorageValue[]] {
  const open = counts === 'unproven' ? ' and proven_at is null' : '';
  if (by === 'company') return [`true${open}`, []];
  if (by === 'stranger') return asking.stranger === true ? [`stranger = 1${open}`, []] : [null, []];
  const value = asking[COLUMNS[by]] ?? '';
  return value === '' ? [null, []] : [`${COLUMNS[by]} = ?${open}`, [value]];
}
