/** Deliveries and addresses in SQL. Decides nothing but what follows a try. */
import type { Delivery, Happened } from '../../shared/webhook.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import { freshSecret } from './signature.ts';
import { judge } from './tries.ts';

/** After a change of secret the old one signs too for so long. */
const OLD_SECRET_MS = 24 * 3_600_000;
const DELIVERED_KEPT_MS = 7 * 24 * 3_600_000;
const DEAD_KEPT_MS = 30 * 24 * 3_600_000;
const PAGE = 50;

type Endpoint = {
  id: string;
  secret: string;
  old_secret: string | null;
  old_until: number | null;
  failing_since: number | null;
  stopped: number;
};
type Row = {
  seq: number;
  id: string;
  endpoint: string;
  type: string;
  at: number;
  body: string;
  state: Delivery['state'];
  tries: number;
  next_at: number | null;
  status: number | null;
  detail: string;
  tried_at: number | null;
};

/** One delivery on its way; `lane` is its address: a hanging one holds back only itself. */
export type Letter = { id: number; lane: string; name: string; body: string; tries: number };

/** What one try brought: a status, or null without an answer; `askedMs` is a Retry-After. */
export type Outcome = { status: number | null; detail: string; askedMs: number | null };

export class WebhookStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The address' row, made with a fresh secret when it is first heard of. */
  endpoint(id: string): Endpoint {
    this.#sql.exec('insert or ignore into endpoint (id, secret) values (?, ?)', id, freshSecret());
    return this.#sql.exec<Endpoint>('select * from endpoint where id = ?', id).one();
  }

  /** The secrets that sign now, newest first. */
  secrets(id: string, now: number): string[] {
    const { secret, old_secret: old, old_until: until } = this.endpoint(id);
    return old !== null && (until ?? 0) > now ? [secret, old] : [secret];
  }

  freshSecret(id: string, now: number): string {
    const before = this.endpoint(id);
    const secret = freshSecret();
    this.#sql.exec(
      'update endpoint set secret = ?, old_secret = ?, old_until = ? where id = ?',
      ...[secret, before.secret, now + OLD_SECRET_MS, id],
    );
    return secret;
  }

  /** Owes an event to an address; heard twice it is owed once. Answers the delivery's id. */
  owe(endpoint: string, event: Omit<Happened, 'type'> & { type: string }, now: number): string {
    const id = `msg_${event.key}`;
    const body = JSON.stringify({ type: event.type, timestamp: new Date(event.at).toISOString(), data: event.data });
    const stopped = this.endpoint(endpoint).stopped === 1;
    this.#sql.exec(
      `insert or ignore into delivery (id, endpoint, type, at, body, state, next_at) values (?, ?, ?, ?, ?, ?, ?)`,
      ...[id, endpoint, event.type, event.at, body, stopped ? 'stopped' : 'owed', stopped ? null : now],
    );
    return id;
  }

  /** The first due delivery of each address that is not busy. */
  due(now: number, busy: ReadonlySet<string>, limit: number): Letter[] {
    return this.#sql
      .exec<{ seq: number; endpoint: string; id: string; body: string; tries: number }>(
        `select seq, endpoint, id, body, tries from delivery where seq in (
           select (select seq from delivery as one where one.endpoint = endpoint.id and state = 'owed' and next_at <= ?1
             order by next_at, seq limit 1) from endpoint)`,
        now,
      )
      .toArray()
      .filter((row) => !busy.has(row.endpoint))
      .slice(0, limit)
      .map((row) => ({ id: row.seq, lane: row.endpoint, name: row.id, body: row.body, tries: row.tries }));
  }

  nextAt(): number | null {
    return this.#sql.exec<{ at: number | null }>(`select min(next_at) as at from delivery where state = 'owed'`).one()
      .at;
  }

  settle(letter: Letter, { status, detail, askedMs }: Outcome, now: number): void {
    const verdict = judge(status, letter.tries + 1, askedMs);
    this.#sql.exec(
      'update delivery set state = ?, tries = tries + 1, next_at = ?, status = ?, detail = ?, tried_at = ? where seq = ?',
      ...[verdict.state, verdict.state === 'owed' ? now + verdict.afterMs : null, status, detail, now, letter.id],
    );
    if (verdict.state === 'delivered') {
      this.#sql.exec('update endpoint set failing_since = null where id = ?', letter.lane);
      return;
    }
    this.#sql.exec('update endpoint set failing_since = coalesce(failing_since, ?) where id = ?', now, letter.lane);
    if (verdict.state !== 'stopped') return;
    this.#sql.exec('update endpoint set stopped = 1 where id = ?', letter.lane);
    this.#sql.exec(
      `update delivery set state = 'stopped', next_at = null where endpoint = ? and state = 'owed'`,
      letter.lane,
    );
  }

  /** The address was taken off, or off for now: what it was owed waits for a replay. */
  stop(letter: Letter): void {
    this.#sql.exec(
      `update delivery set state = 'stopped', next_at = null, detail = ? where seq = ?`,
      'the address is off',
      letter.id,
    );
  }

  /** One delivery again, or all that are dead or stopped; an address that had asked to stop is told again. */
  replay(endpoint: string, delivery: string | null, now: number): Result<{ replayed: number }> {
    const found = this.#sql
      .exec<{ seq: number }>(
        `select seq from delivery where endpoint = ?1 and ((?2 is null and state in ('dead', 'stopped')) or id = ?2)`,
        endpoint,
        delivery,
      )
      .toArray();
    if (delivery !== null && found.length === 0) return refuse('not_found');
    this.#sql.exec('update endpoint set stopped = 0 where id = ?', endpoint);
    for (const { seq } of found) {
      this.#sql.exec(`update delivery set state = 'owed', tries = 0, next_at = ? where seq = ?`, now, seq);
    }
    return { ok: true, replayed: found.length };
  }

  standing(id: string) {
    const { failing_since: failingSince, stopped } = this.endpoint(id);
    const counts = new Map(
      this.#sql
        .exec<{ state: string; n: number }>(
          'select state, count(*) as n from delivery where endpoint = ? group by state',
          id,
        )
        .toArray()
        .map((row) => [row.state, row.n]),
    );
    const of = (state: Delivery['state']) => counts.get(state) ?? 0;
    return {
      id,
      delivered: of('delivered'),
      owed: of('owed'),
      dead: of('dead') + of('stopped'),
      failingSince,
      stopped: stopped === 1,
    };
  }

  deliveries(endpoint: string, state: Delivery['state'] | null, before: string | null) {
    const rows = this.#sql
      .exec<Row>(
        `select * from delivery where endpoint = ?1 and (?2 is null or state = ?2) and seq < ?3 order by seq desc limit ?4`,
        ...[endpoint, state, before === null ? Number.MAX_SAFE_INTEGER : Number(before), PAGE + 1],
      )
      .toArray();
    const shown = rows.slice(0, PAGE);
    const last = shown.at(-1);
    return { deliveries: shown.map(toDelivery), next: rows.length > PAGE && last ? String(last.seq) : null };
  }

  /** Nothing about this person is sent or kept any more. */
  forgetPerson(customer: string): void {
    this.#sql.exec(`delete from delivery where json_extract(body, '$.data.customer') = ?`, customer);
  }

  forget(now: number): void {
    this.#sql.exec(`delete from delivery where state = 'delivered' and tried_at < ?`, now - DELIVERED_KEPT_MS);
    this.#sql.exec(`delete from delivery where state in ('dead', 'stopped') and at < ?`, now - DEAD_KEPT_MS);
  }
}

function toDelivery(row: Row): Delivery {
  const { id, endpoint, type, at, state, tries, next_at: nextAt, status, detail, tried_at: triedAt } = row;
  return { id, endpoint, type, at, state, tries, nextAt, status, detail, triedAt };
}
